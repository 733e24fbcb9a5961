/** The profiles of all definitions, instances and modules of a program, each made once. */

import { Source, type Span } from "../../syntax/source.ts";
import { builtinLevels, builtins, isPossibility, native } from "../builtin.ts";
import type { Report } from "../report.ts";
import {
  type InstanceSymbol,
  type Level,
  levelNames,
  type Meaning,
  type OperatorSymbol,
  type ParameterSymbol,
  type Program,
  type ResolvedModule,
  symbolOf,
  type Tables,
} from "../symbol.ts";
import {
  type Argument,
  Demands,
  highest,
  isLeibniz,
  type Parameter,
  type Profile,
  plain,
  Substitution,
  type Violation,
} from "./profile.ts";
import { a, type Definitions, Reading, tooNarrow } from "./reading.ts";

/** The standard modules whose operators take values: no formula of temporal logic may stand in them. */
const modulesOfValues: ReadonlySet<string> = new Set([
  "Naturals",
  "Integers",
  "Reals",
  "Sequences",
  "FiniteSets",
  "Bags",
]);

/** What an INSTANCE puts in the place of constants and variables, and what that asks of the parameters around it. */
interface Replacements {
  readonly args: ReadonlyMap<Parameter, Argument>;
  readonly demands: Demands;
}

/** One pass over a program. Findings go to `report`, if there is one. */
export class Profiles implements Definitions {
  readonly tables: Tables;
  private readonly report: Report | null;
  /** What the pass before found out about recursive operators. */
  private readonly assumed: ReadonlyMap<OperatorSymbol, Profile>;
  readonly operators = new Map<OperatorSymbol, Profile>();
  private readonly open = new Set<OperatorSymbol>();
  private readonly modules = new Map<ResolvedModule, Profile>();
  private readonly replacements = new Map<InstanceSymbol, Replacements>();
  private readonly seen = new Map<InstanceSymbol, Map<Profile, Profile>>();
  private readonly builtins = new Map<string, Profile>();

  constructor(program: Program, assumed: ReadonlyMap<OperatorSymbol, Profile>, report: Report | null) {
    this.tables = program.tables;
    this.assumed = assumed;
    this.report = report;
  }

  error(code: string, source: Source, span: Span, message: string): void {
    this.report?.in(source).error(code, span, message);
  }

  operator(symbol: OperatorSymbol): Profile {
    const known = this.operators.get(symbol);
    if (known !== undefined) return known;
    if (this.open.has(symbol)) return this.assumed.get(symbol) ?? unknown(symbol);
    this.open.add(symbol);
    const profile = symbolOf(symbol.body, this.tables) === native ? nativeProfile(symbol) : this.read(symbol);
    this.open.delete(symbol);
    this.operators.set(symbol, profile);
    return profile;
  }

  private read(symbol: OperatorSymbol): Profile {
    const { binders, body, module, parameters } = symbol;
    const reading = new Reading(this, module.library ? null : symbol.source);
    // As in SANY a recursive operator takes no temporal formulas, whatever it does with them.
    for (const p of parameters) reading.demands.limit(p, isAnnounced(symbol) ? 2 : 3);
    if (binders === null) return { rank: reading.rank(body), demands: reading.demands, formals: parameters };
    const sets = reading.ranges(binders.map((b) => b.bound));
    return { rank: highest([sets, reading.operands([body], 3)]), demands: reading.demands, formals: [] };
  }

  builtin(name: string): Profile {
    let profile = this.builtins.get(name);
    if (profile === undefined) {
      const { argument, result } = builtinLevels(name);
      const formals = Array.from({ length: builtins.get(name)?.arity ?? 0 }, (_, i) => blank(`argument ${i + 1}`));
      profile = outline(formals, { argument, result, opaque: result > 0 });
      this.builtins.set(name, profile);
    }
    return profile;
  }

  through(profile: Profile, instance: InstanceSymbol): Profile {
    let known = this.seen.get(instance);
    if (known === undefined) {
      known = new Map();
      this.seen.set(instance, known);
    }
    let made = known.get(profile);
    if (made === undefined) {
      made = this.substituted(profile, instance, () => undefined);
      known.set(profile, made);
    }
    return made;
  }

  private substituted(profile: Profile, instance: InstanceSymbol, refuse: (violation: Violation) => void): Profile {
    const demands = new Demands();
    const limited = this.isConstant(instance.target) ? profile : withDeclaredLimits(profile);
    const rank = new Substitution(this.replacementsOf(instance).args, demands, refuse).apply(limited);
    return { rank, demands, formals: profile.formals };
  }

  instance(symbol: InstanceSymbol, into: Demands): void {
    const { target, source, module } = symbol;
    const violations: Violation[] = [];
    const profile = this.module(target);
    const { demands } = this.substituted(profile, symbol, (violation) => violations.push(violation));
    const replacements = this.replacementsOf(symbol);
    for (const found of [demands, replacements.demands]) into.include(found, symbol.parameters);
    if (module.library) return;
    for (const violation of violations) {
      const { parameter } = violation;
      const span = this.spanOf(symbol, parameter);
      if (violation.kind === "narrow") this.error("E214", source, span, tooNarrow(violation, `module ${target.name}`));
      else {
        const { found, limit } = violation;
        const message = `the ${parameter.kind} ${parameter.name} of ${target.name} can be replaced only by something of ${levelNames[limit]} level; this is ${a(found)}`;
        this.error("E214", source, span, message);
      }
    }
    for (const [parameter, { operator }] of replacements.args) {
      if (operator === null || !("demands" in operator) || isLeibniz(operator)) continue;
      const message = `what replaces the operator ${parameter.name} of ${target.name} may not look at steps or behaviors in its arguments: with equal arguments it must have equal values`;
      this.error("E220", source, this.spanOf(symbol, parameter), message);
    }
  }

  private spanOf(instance: InstanceSymbol, parameter: Parameter): Span {
    if (parameter.kind !== "constant" && parameter.kind !== "variable") return instance.span;
    const by = instance.substitutions.get(parameter);
    return by?.kind === "expression" ? by.expression.span : instance.span;
  }

  private replacementsOf(instance: InstanceSymbol): Replacements {
    const known = this.replacements.get(instance);
    if (known !== undefined) return known;
    const reading = new Reading(this, instance.module.library ? null : instance.source);
    const args = new Map<Parameter, Argument>();
    for (const [symbol, by] of instance.substitutions) {
      const arity = symbol.kind === "constant" ? symbol.arity : 0;
      const arg =
        by.kind === "expression"
          ? reading.argument(by.expression, arity)
          : this.argumentNamed(reading, by.meaning, { arity, span: instance.span });
      args.set(symbol, arg);
    }
    const made = { args, demands: reading.demands };
    this.replacements.set(instance, made);
    return made;
  }

  private argumentNamed(
    reading: Reading,
    meaning: Meaning,
    { arity, span }: { readonly arity: number; readonly span: Span },
  ): Argument {
    if (arity > 0) return reading.operatorNamed(meaning, span);
    const inner = new Reading(this, null);
    const rank = inner.named(meaning, span);
    reading.demands.include(inner.demands);
    return { rank, mentions: inner.demands.mentions, operator: null };
  }

  /** All that a module says, what it extends and instantiates included. */
  module(module: ResolvedModule): Profile {
    const known = this.modules.get(module);
    if (known !== undefined) return known;
    const demands = new Demands();
    const ranks = module.extended.map((extended) => {
      const profile = this.module(extended);
      demands.include(profile.demands);
      return profile.rank;
    });
    for (const definition of module.definitions) {
      if (definition.kind === "instance") {
        this.instance(definition, demands);
        ranks.push(this.through(this.module(definition.target), definition).rank);
      } else {
        const { rank, demands: own, formals } = this.operator(definition);
        demands.include(own, formals);
        ranks.push(rank);
      }
    }
    const reading = new Reading(this, module.library ? null : module.source);
    for (const unit of module.tree.units) {
      if (unit.kind === "theorem") ranks.push(reading.rank(unit.body));
      else if (unit.kind === "assume") {
        const { level } = reading.rank(unit.body);
        if (level === 0) continue;
        this.error("E207", module.source, unit.body.span, `an assumption must be constant, this is ${a(level)}`);
      }
    }
    demands.include(reading.demands);
    // Something is asked of all that an INSTANCE must replace, be it that the module keeps the levels that it declares.
    for (const declared of [...module.constants, ...module.variables]) demands.limit(declared, 3);
    const profile = { rank: highest(ranks), demands, formals: [] };
    this.modules.set(module, profile);
    return profile;
  }

  /** A module without variables in which nothing speaks of states: its constants may be replaced by anything. */
  private isConstant(module: ResolvedModule): boolean {
    return module.variables.length === 0 && this.module(module).rank.level === 0;
  }
}

/** Declared by RECURSIVE. (A function whose body names itself is recursive, too.) */
export function isAnnounced(symbol: OperatorSymbol): boolean {
  return symbol.recursive && symbol.binders === null;
}

/** In a module that speaks of states, constants stay constant and variables are replaced by state functions. */
function withDeclaredLimits(profile: Profile): Profile {
  const demands = new Demands();
  demands.include(profile.demands);
  for (const p of profile.demands.limits.keys()) {
    if (p.kind === "constant" || p.kind === "variable") demands.limits.set(p, p.kind === "variable" ? 1 : 0);
  }
  return { ...profile, demands };
}

/** What is taken for granted of a recursive operator while its body is read for the first time. */
function unknown(symbol: OperatorSymbol): Profile {
  return outline(symbol.parameters, { argument: 2, result: 0, opaque: false });
}

/** What TypeScript implements has no text that could show its parameters: all of them count. */
function nativeProfile(symbol: OperatorSymbol): Profile {
  if (isPossibility(symbol)) return possibility(symbol);
  const argument = modulesOfValues.has(symbol.module.name) ? 2 : 3;
  const profile = outline(symbol.parameters, { argument, result: 0, opaque: false });
  for (const operator of symbol.parameters) {
    for (let i = 0; i < operator.arity; i++) {
      profile.demands.pass(
        operator,
        i,
        symbol.parameters.filter((p) => p.arity === 0),
      );
    }
  }
  return profile;
}

/** `Possible(P)` and `PossibleBy(A, P)` speak of the state alone, whatever the steps are that they look along. */
function possibility(symbol: OperatorSymbol): Profile {
  const profile = outline(symbol.parameters, { argument: 2, result: 1, opaque: true });
  profile.demands.limit(symbol.parameters.at(-1) as ParameterSymbol, 1);
  return profile;
}

/** The profile of an operator that treats all its arguments alike. */
function outline(
  formals: readonly ParameterSymbol[],
  { argument, result, opaque }: { readonly argument: Level; readonly result: Level; readonly opaque: boolean },
): Profile {
  const demands = new Demands();
  for (const p of formals) {
    demands.limit(p, argument);
    demands.mentions.add(p);
    if (opaque) demands.opaque.add(p);
  }
  const rank = result > 0 ? plain(result) : { level: result, parameters: new Set(formals) };
  return { rank, demands, formals };
}

const nowhere = new Source("", "");

function blank(name: string): ParameterSymbol {
  return { kind: "parameter", name, arity: 0, level: 0, span: { start: 0, end: 0 }, source: nowhere };
}
