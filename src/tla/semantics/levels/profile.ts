/**
 * What a text says about levels, as far as it can be said without knowing its parameters (Lamport, "Specifying
 * Systems", section 17.2): how high it is, which parameters may raise it, and what it asks of them.
 *
 * Parameters are all names that something may replace later: those of operators, LAMBDAs and instances, bound names
 * (a subexpression `Op!(e)` replaces them), and the constants and variables of a module (an INSTANCE replaces them).
 */

import type { BoundSymbol, ConstantSymbol, Level, ParameterSymbol, ValueSymbol, VariableSymbol } from "../symbol.ts";

export type Parameter = ParameterSymbol | BoundSymbol | ConstantSymbol | VariableSymbol;

/** How high an expression is: at least `level`, and as high as whatever replaces one of `parameters`. */
export interface Rank {
  readonly level: Level;
  readonly parameters: ReadonlySet<Parameter>;
}

const none: ReadonlySet<Parameter> = new Set();
const ranks: readonly Rank[] = ([0, 1, 2, 3] as const).map((level) => ({ level, parameters: none }));

/** The rank of what has no parameters. */
export const plain = (level: Level): Rank => ranks[level] as Rank;

/** The rank of what is as high as the highest of `found`. */
export function highest(found: readonly Rank[]): Rank {
  let level: Level = 0;
  let first = none;
  let parameters: Set<Parameter> | null = null;
  for (const rank of found) {
    if (rank.level > level) level = rank.level;
    if (rank.parameters.size === 0) continue;
    // Most texts have one part with parameters, whose set serves them as well.
    if (first.size === 0) first = rank.parameters;
    else {
      parameters ??= new Set(first);
      for (const p of rank.parameters) parameters.add(p);
    }
  }
  return first.size === 0 ? plain(level) : { level, parameters: parameters ?? first };
}

export function isParameter(symbol: ValueSymbol): symbol is Parameter {
  return symbol.kind !== "operator" && symbol.kind !== "builtin";
}

/** What a text asks of its parameters; it only ever grows: what one part asks, the whole asks. */
export class Demands {
  /** The highest level that a parameter may have. */
  readonly limits = new Map<Parameter, Level>();
  /** For an operator parameter and the position of an argument: the level that an operator must allow there. */
  readonly admits = new Map<Parameter, Level[]>();
  /** For an operator parameter and the position of an argument: the parameters that occur in that argument. */
  readonly passes = new Map<Parameter, Set<Parameter>[]>();
  /** All parameters that occur. */
  readonly mentions = new Set<Parameter>();
  /** Those that occur where equals may not replace equals: below a prime, ENABLED or a temporal operator. */
  readonly opaque = new Set<Parameter>();

  limit(parameter: Parameter, level: Level): void {
    const known = this.limits.get(parameter);
    if (known === undefined || level < known) this.limits.set(parameter, level);
  }

  limitAll(parameters: Iterable<Parameter>, level: Level): void {
    for (const p of parameters) this.limit(p, level);
  }

  admit(operator: Parameter, position: number, level: Level): void {
    const levels = listOf(this.admits, operator);
    if ((levels[position] ?? -1) < level) levels[position] = level;
  }

  pass(operator: Parameter, position: number, parameters: Iterable<Parameter>): void {
    const sets = listOf(this.passes, operator);
    sets[position] ??= new Set();
    for (const p of parameters) sets[position].add(p);
  }

  /** Everything that `other` asks, except of `own`, its own parameters. */
  include(other: Demands, own: readonly Parameter[] = []): void {
    const outer = (p: Parameter) => !own.includes(p);
    for (const [p, level] of other.limits) if (outer(p)) this.limit(p, level);
    for (const [op, levels] of other.admits) {
      if (outer(op)) for (const [position, level] of levels.entries()) this.admit(op, position, level ?? 0);
    }
    for (const [op, sets] of other.passes) {
      if (!outer(op)) continue;
      for (const [position, passed] of sets.entries()) this.pass(op, position, [...(passed ?? [])].filter(outer));
    }
    for (const p of other.mentions) if (outer(p)) this.mentions.add(p);
    for (const p of other.opaque) if (outer(p)) this.opaque.add(p);
  }
}

function listOf<T>(map: Map<Parameter, T[]>, key: Parameter): T[] {
  let list = map.get(key);
  if (list === undefined) {
    list = [];
    map.set(key, list);
  }
  return list;
}

/** What is known of a definition, or of all definitions of a module together. */
export interface Profile {
  readonly rank: Rank;
  readonly demands: Demands;
  /** Its own parameters; `rank` and `demands` speak of them too. */
  readonly formals: readonly Parameter[];
}

/** What stands for a parameter: an expression, or an operator that is a definition (or LAMBDA) or a parameter itself. */
export interface Argument {
  readonly rank: Rank;
  readonly mentions: ReadonlySet<Parameter>;
  readonly operator: Profile | Parameter | null;
}

/** An argument that a text does not allow for its parameter. */
export type Violation =
  /** The argument is higher than the parameter may be. */
  | { readonly kind: "high"; readonly parameter: Parameter; readonly found: Level; readonly limit: Level }
  /** The operator does not allow what it is applied to: `found` at `position`, where it takes at most `limit`. */
  | {
      readonly kind: "narrow";
      readonly parameter: Parameter;
      readonly position: number;
      readonly found: Level;
      readonly limit: Level;
    };

/** Puts arguments in the place of parameters. */
export class Substitution {
  private readonly args: ReadonlyMap<Parameter, Argument>;
  private readonly into: Demands;
  private readonly refuse: (violation: Violation) => void;

  /** What is asked of other parameters goes to `into`; arguments that are not allowed go to `refuse`. */
  constructor(args: ReadonlyMap<Parameter, Argument>, into: Demands, refuse: (violation: Violation) => void) {
    this.args = args;
    this.into = into;
    this.refuse = refuse;
  }

  /** The rank of `profile` after the substitution. */
  apply({ rank, demands }: Profile): Rank {
    for (const [p, level] of demands.limits) this.limit(p, level);
    for (const [operator, levels] of demands.admits) {
      for (const [position, level] of levels.entries()) this.admit(operator, position, level ?? 0);
    }
    for (const [operator, sets] of demands.passes) {
      for (const [position, passed] of sets.entries()) {
        for (const p of passed ?? none) this.pass(operator, position, p);
      }
    }
    this.mention(demands.mentions, this.into.mentions);
    this.mention(demands.opaque, this.into.opaque);
    let { level } = rank;
    const parameters = new Set<Parameter>();
    for (const p of rank.parameters) {
      const by = this.args.get(p)?.rank;
      if (by === undefined) parameters.add(p);
      else {
        if (by.level > level) level = by.level;
        for (const q of by.parameters) parameters.add(q);
      }
    }
    return { level, parameters };
  }

  private mention(mentioned: ReadonlySet<Parameter>, into: Set<Parameter>): void {
    for (const p of mentioned) {
      const by = this.args.get(p);
      if (by === undefined) into.add(p);
      else for (const q of by.mentions) into.add(q);
    }
  }

  /** The rank of what stands for `parameter`; of itself without its own level, where nothing does. */
  private rankOf(parameter: Parameter): Rank {
    return this.args.get(parameter)?.rank ?? { level: 0, parameters: new Set([parameter]) };
  }

  private mentionsIn(parameter: Parameter): Iterable<Parameter> {
    return this.args.get(parameter)?.mentions ?? [parameter];
  }

  private operatorFor(operator: Parameter): Profile | Parameter {
    return this.args.get(operator)?.operator ?? operator;
  }

  private limit(parameter: Parameter, limit: Level): void {
    const by = this.args.get(parameter)?.rank;
    if (by === undefined) {
      this.into.limit(parameter, limit);
      return;
    }
    if (by.level > limit) this.refuse({ kind: "high", parameter, found: by.level, limit });
    this.into.limitAll(by.parameters, limit);
  }

  /** `operator` is applied to something of `level` at `position`. */
  private admit(operator: Parameter, position: number, level: Level): void {
    const by = this.operatorFor(operator);
    if (isProfile(by)) this.compare(operator, position, level, limitAt(by, position));
    else this.into.admit(by, position, level);
  }

  /** `passed` occurs in what `operator` is applied to at `position`. */
  private pass(operator: Parameter, position: number, passed: Parameter): void {
    const by = this.operatorFor(operator);
    const { level, parameters } = this.rankOf(passed);
    if (isProfile(by)) {
      const limit = limitAt(by, position);
      this.compare(operator, position, level, limit);
      this.into.limitAll(parameters, limit);
      const formal = by.formals[position];
      if (formal !== undefined && by.demands.opaque.has(formal)) {
        for (const p of this.mentionsIn(passed)) this.into.opaque.add(p);
      }
    } else {
      this.into.admit(by, position, level);
      this.into.pass(by, position, parameters);
    }
  }

  private compare(parameter: Parameter, position: number, found: Level, limit: Level): void {
    if (found > limit) this.refuse({ kind: "narrow", parameter, position, found, limit });
  }
}

function isProfile(by: Profile | Parameter): by is Profile {
  return "demands" in by;
}

/** The highest level that the argument at `position` may have. */
export function limitAt(profile: Profile, position: number): Level {
  const formal = profile.formals[position];
  return formal === undefined ? 3 : (profile.demands.limits.get(formal) ?? 3);
}

/** Whether equals may replace equals in all arguments of the operator. */
export function isLeibniz(profile: Profile): boolean {
  return !profile.formals.some((p) => profile.demands.opaque.has(p));
}
