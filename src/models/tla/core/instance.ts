/** A module as it is seen through INSTANCEs, from the root module inwards. */

import type {
  BoundSymbol,
  ConstantSymbol,
  InstanceSymbol,
  OperatorSymbol,
  ParameterSymbol,
  Replacement,
  VariableSymbol,
} from "../../../tla/semantics/symbol.ts";
import type { Definition } from "../../../tla/syntax/tree.ts";

/** A name that a piece of text can see: a bound name, a parameter, or a definition of a LET. */
export type LocalSymbol = BoundSymbol | ParameterSymbol | OperatorSymbol;

/** What local names of the text before lowering stand for after it, innermost first. */
export interface Names {
  readonly symbol: LocalSymbol | InstanceSymbol;
  readonly by: LocalSymbol | VariableSymbol | Instance;
  /** The definition of a LET before lowering. */
  readonly definition?: Definition;
  readonly next: Names | null;
}

/** Variables that the arguments of an instance are, by its parameters: what it shows of its module is then their own. */
export type GivenVariables = ReadonlyMap<ParameterSymbol, VariableSymbol>;

/** Where a piece of text stands: in which instance of its module, and under which local names. */
export interface Site {
  readonly instance: Instance;
  readonly names: Names | null;
}

/** The definitions of a LET that come from an INSTANCE in it, in an order in which each comes after those it uses. */
export type Home = Definition[];

/**
 * One way to reach a module. Its lowered definitions stand at the top (`home` null) or in the LET that holds the
 * INSTANCE. The parameters of the instances on the way are the first parameters of each of them.
 */
export class Instance {
  readonly symbol: InstanceSymbol | null;
  /** Where the INSTANCE stands; what replaces names is read there. Null for the root module. */
  readonly site: Site | null;
  readonly home: Home | null;
  readonly parameters: readonly ParameterSymbol[];
  /** Lowered definitions, by their originals. */
  readonly definitions = new Map<OperatorSymbol, OperatorSymbol>();
  /** Replacing expressions that became definitions. */
  readonly replacing = new Map<ConstantSymbol | VariableSymbol, OperatorSymbol>();
  /** Under ENABLED: variables of the module that stand for themselves, although the INSTANCE replaces them. */
  readonly own: ReadonlyMap<VariableSymbol, VariableSymbol>;
  private readonly inner = new Map<InstanceSymbol, { readonly given: GivenVariables; readonly instance: Instance }[]>();
  private enabled: Instance | null = null;

  private constructor(
    at: { readonly symbol: InstanceSymbol; readonly site: Site } | null,
    home: Home | null,
    parameters: readonly ParameterSymbol[],
    own: ReadonlyMap<VariableSymbol, VariableSymbol>,
  ) {
    this.symbol = at?.symbol ?? null;
    this.site = at?.site ?? null;
    this.home = home;
    this.parameters = parameters;
    this.own = own;
  }

  static root(): Instance {
    return new Instance(null, null, [], new Map());
  }

  /** Inside an INSTANCE that stands in a LET at `site`; `home` takes the definitions that are used of it. */
  static local(symbol: InstanceSymbol, site: Site, home: Home): Instance {
    return new Instance({ symbol, site }, home, symbol.parameters, new Map());
  }

  /** Inside an INSTANCE of this module, some of whose parameters are variables. */
  enter(symbol: InstanceSymbol, given: GivenVariables): Instance {
    const known = this.inner.get(symbol) ?? [];
    const same = known.find(
      (one) => one.given.size === given.size && [...given].every(([p, v]) => one.given.get(p) === v),
    );
    if (same !== undefined) return same.instance;
    const parameters = [...this.parameters, ...symbol.parameters.filter((p) => !given.has(p))];
    let names: Names | null = null;
    for (const [parameter, variable] of given) names = { symbol: parameter, by: variable, next: names };
    const instance = new Instance({ symbol, site: { instance: this, names } }, this.home, parameters, new Map());
    this.inner.set(symbol, [...known, { given, instance }]);
    return instance;
  }

  /** The same module under ENABLED, where it has variables of its own. */
  withOwnVariables(variables: readonly VariableSymbol[]): Instance {
    if (this.enabled === null) {
      const own = new Map(variables.map((variable) => [variable, { ...variable }]));
      const at = { symbol: this.symbol as InstanceSymbol, site: this.site as Site };
      this.enabled = new Instance(at, this.home, this.parameters, own);
    }
    return this.enabled;
  }

  /** What replaces a declared name here, and the instance whose INSTANCE says so. */
  replacement(symbol: ConstantSymbol | VariableSymbol): { readonly by: Replacement; readonly at: Instance } | null {
    for (let at: Instance | null = this; at !== null; at = at.site?.instance ?? null) {
      const by = at.symbol?.substitutions.get(symbol);
      if (by !== undefined) return { by, at };
    }
    return null;
  }

  /** The variable that stands for itself here under ENABLED. */
  ownVariable(symbol: VariableSymbol): VariableSymbol | null {
    for (let at: Instance | null = this; at !== null; at = at.site?.instance ?? null) {
      const own = at.own.get(symbol);
      if (own !== undefined) return own;
      if (at.symbol?.substitutions.has(symbol)) return null;
    }
    return null;
  }
}

/** What a local name stands for, null if it is none that was renamed. */
export function renamed(names: Names | null, symbol: LocalSymbol | InstanceSymbol): Names["by"] | null {
  for (let at = names; at !== null; at = at.next) if (at.symbol === symbol) return at.by;
  return null;
}

/** The definition that stands for what a parameter is given, where a call was replaced by the text of what it calls. */
export function writtenFor(names: Names | null, parameter: ParameterSymbol): OperatorSymbol | null {
  const by = renamed(names, parameter);
  return by !== null && "body" in by ? by : null;
}
