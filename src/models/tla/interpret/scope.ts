/** Where names live when a spec is interpreted: slots of frames, and the instance in which a definition is seen. */

import { Environment } from "../../../tla/semantics/environment.ts";
import type {
  BoundSymbol,
  ConstantSymbol,
  InstanceSymbol,
  OperatorSymbol,
  ParameterSymbol,
  Replacement,
  VariableSymbol,
} from "../../../tla/semantics/symbol.ts";
import type { Source } from "../../../tla/syntax/source.ts";
import type { Value } from "../../../values/index.ts";
import type { Operator } from "./runtime.ts";

/** The layout of one frame. Slots are given out while code is made; frames are as long as the scope at the end. */
export class Scope {
  readonly parent: Scope | null;
  size = 0;
  private readonly slots = new Map<ParameterSymbol | BoundSymbol | OperatorSymbol, number>();
  /** Operators with parameters that a LET in this scope defines. */
  readonly operators = new Map<OperatorSymbol, Operator>();
  /** Instances that a LET in this scope makes. */
  readonly instances = new Map<InstanceSymbol, Env>();

  constructor(parent: Scope | null) {
    this.parent = parent;
  }

  /**
   * A new slot, for `symbol` if one is given. A symbol keeps its slot when its text is made into code twice (as a
   * value and as an action): code made later must find what code made earlier has filled.
   */
  allocate(symbol?: ParameterSymbol | BoundSymbol | OperatorSymbol): number {
    const known = symbol === undefined ? undefined : this.slots.get(symbol);
    if (known !== undefined) return known;
    const slot = this.size++;
    if (symbol !== undefined) this.slots.set(symbol, slot);
    return slot;
  }

  /** The symbols with slots in this frame. */
  get symbols(): ReadonlyMap<ParameterSymbol | BoundSymbol | OperatorSymbol, number> {
    return this.slots;
  }

  /** How many frames out a symbol's slot is, and which. */
  find(symbol: ParameterSymbol | BoundSymbol | OperatorSymbol): { depth: number; slot: number } | null {
    let depth = 0;
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const slot = scope.slots.get(symbol);
      if (slot !== undefined) return { depth, slot };
      depth++;
    }
    return null;
  }

  /** How many frames out `outer` is (null: beyond the outermost). */
  depthOf(outer: Scope | null): number {
    let depth = 0;
    for (let scope: Scope | null = this; scope !== outer; scope = scope.parent) {
      if (scope === null) throw new Error("a scope was asked for one that does not enclose it");
      depth++;
    }
    return depth;
  }
}

const none: ReadonlySet<never> = new Set();

/**
 * The values of constant definitions in one environment, for all interpreters of a model: what is drawn at random is
 * the same in Init, in Next and in every property.
 */
export class ConstantValues {
  readonly values = new Map<OperatorSymbol, Value>();
  private readonly children = new Map<InstanceSymbol, ConstantValues>();

  /** Those of the environment inside `instance`. */
  child(instance: InstanceSymbol): ConstantValues {
    let child = this.children.get(instance);
    if (child === undefined) {
      child = new ConstantValues();
      this.children.set(instance, child);
    }
    return child;
  }
}

/** A module seen through instances. `scope` is that of the frame around the module's definitions (null: none). */
export class Env {
  readonly instance: InstanceSymbol | null;
  readonly outer: Env | null;
  readonly scope: Scope | null;
  /** The same environment for the level rules. */
  readonly semantic: Environment;
  readonly operators = new Map<OperatorSymbol, Operator>();
  readonly constants: ConstantValues;
  /** Variables of the instance that stand for themselves here, although the instance replaces them. */
  private fresh: ReadonlySet<ConstantSymbol | VariableSymbol> = none;
  private readonly children = new Map<InstanceSymbol, Env>();

  constructor(
    instance: InstanceSymbol | null,
    outer: Env | null,
    scope: Scope | null,
    constants: ConstantValues = new ConstantValues(),
  ) {
    this.instance = instance;
    this.outer = outer;
    this.scope = scope;
    this.constants = constants;
    this.semantic =
      instance === null || outer === null ? Environment.root() : outer.semantic.enter([{ instance, args: [] }]);
  }

  /** Inside a module-level `instance`. With parameters, the instance has a scope of its own for them. */
  child(instance: InstanceSymbol): Env {
    let child = this.children.get(instance);
    if (child === undefined) {
      child = new Env(instance, this, instanceScope(instance, this.scope), this.constants.child(instance));
      this.children.set(instance, child);
    }
    return child;
  }

  /** The same environment, but with the variables of its instance not replaced. */
  withOwnVariables(variables: readonly VariableSymbol[]): Env {
    const own = new Env(this.instance, this.outer, this.scope);
    own.fresh = new Set(variables);
    return own;
  }

  /** What replaces a declared symbol here, and the environment of the replacing text. */
  replacement(symbol: ConstantSymbol | VariableSymbol): { by: Replacement; at: Env } | null {
    for (let at: Env | null = this; at !== null; at = at.outer) {
      if (at.fresh.has(symbol)) return null;
      const by = at.instance?.substitutions.get(symbol);
      if (by !== undefined) return { by, at };
    }
    return null;
  }
}

/** The scope for definitions of an instance that stands in `scope`. */
export function instanceScope(instance: InstanceSymbol, scope: Scope | null): Scope | null {
  if (instance.parameters.length === 0) return scope;
  const own = new Scope(scope);
  for (const parameter of instance.parameters) own.allocate(parameter);
  return own;
}

/** The place of a piece of text: the environment and the scope in which it is read. */
export interface Place {
  readonly source: Source;
  readonly env: Env;
  readonly scope: Scope;
  /** Where the value of `@` is, inside EXCEPT. */
  readonly except?: { readonly scope: Scope; readonly slot: number };
}
