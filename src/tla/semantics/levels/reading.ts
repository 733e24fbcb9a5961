/** Reads one text (the body of a definition, an assumption, a substitution) for levels, and says which rules it breaks. */

import { partsOf } from "../../syntax/parts.ts";
import type { Source, Span } from "../../syntax/source.ts";
import type { Bound, Definition, Expression, Reference } from "../../syntax/tree.ts";
import { booleanOperators, builtinLevels } from "../builtin.ts";
import {
  type ChainLink,
  type InstanceSymbol,
  type Level,
  levelNames,
  type Meaning,
  type OperatorSymbol,
  type Subexpression,
  type Tables,
  type ValueSymbol,
} from "../symbol.ts";
import {
  type Argument,
  Demands,
  highest,
  isParameter,
  type Parameter,
  type Profile,
  plain,
  type Rank,
  Substitution,
  type Violation,
} from "./profile.ts";

/** What a reading asks of those who know all definitions. */
export interface Definitions {
  readonly tables: Tables;
  operator(symbol: OperatorSymbol): Profile;
  builtin(name: string): Profile;
  /** `profile`, made in a module, as it is seen through an instance of that module. */
  through(profile: Profile, instance: InstanceSymbol): Profile;
  /** Checks an INSTANCE; what it asks of the parameters around it goes to `into`. */
  instance(symbol: InstanceSymbol, into: Demands): void;
  error(code: string, source: Source, span: Span, message: string): void;
}

/** The highest level of the parts of what is nothing but its parts. */
const operandLevels = {
  setEnumeration: 2,
  tuple: 2,
  functionSet: 2,
  application: 2,
  record: 3,
  recordSet: 2,
  fieldAccess: 2,
  product: 2,
  if: 3,
  case: 3,
  assumeProve: 3,
} as const;

/** Reads in `source`; null where what is wrong has been, or will be, reported elsewhere. */
export class Reading {
  readonly demands = new Demands();
  private readonly definitions: Definitions;
  private readonly source: Source | null;
  /** Parameters met in the argument being read. */
  private met = new Set<Parameter>();
  /** The definitions without parameters whose demands are among these already. */
  private readonly included = new Set<Profile>();
  /** How many operators are being read below which equals may not replace equals. */
  private opaque = 0;
  /** What `@` stands for. */
  private at = plain(0);

  constructor(definitions: Definitions, source: Source | null) {
    this.definitions = definitions;
    this.source = source;
  }

  /** The rank of `expression`. */
  rank(expression: Expression): Rank {
    switch (expression.kind) {
      case "reference":
        return this.reference(expression);
      case "number":
      case "string":
        return plain(0);
      case "at":
        return this.at;
      case "junction":
        return this.besides(expression.items);
      case "quantifier":
        return this.quantifier(expression.bounds, expression.body);
      case "temporalQuantifier":
        this.hidden(() => this.operands([expression.body], 3));
        return plain(3);
      case "choose":
      case "setFilter": {
        const body = expression.kind === "choose" ? expression.body : expression.predicate;
        return highest([this.ranges([expression.bound]), this.operands([body], 2)]);
      }
      case "setMap":
      case "functionLiteral": {
        const body = this.operands([expression.body], expression.kind === "setMap" ? 2 : 3);
        return highest([this.ranges(expression.bounds), body]);
      }
      case "except":
        return this.except(expression);
      case "actionSubscript":
        return this.subscripted(expression.action, expression.subscript, 2);
      case "fairness":
        return this.subscripted(expression.action, expression.subscript, 3);
      case "let":
        for (const definition of expression.definitions) this.local(definition);
        return this.rank(expression.body);
      case "lambda":
      case "label":
        return this.rank(expression.body);
      case "newSymbol":
        return expression.set === null ? plain(0) : this.rank(expression.set);
      default:
        return this.operands(partsOf(expression), operandLevels[expression.kind]);
    }
  }

  /** The rank of the sets of `bounds`, none of which may be temporal. */
  ranges(bounds: readonly Bound[]): Rank {
    return highest(
      bounds.map(({ set }) => {
        if (set === null) return plain(0);
        const rank = this.rank(set);
        this.check(rank, 2, set.span, "a set that a name is bound to");
        return rank;
      }),
    );
  }

  /** The rank of `parts` together, each of which may be at most `level`. */
  operands(parts: readonly Expression[], level: Level): Rank {
    return highest(parts.map((part) => this.operand(part, level)));
  }

  private operand(part: Expression, level: Level): Rank {
    const rank = this.rank(part);
    this.require(rank, level, part.span, "a value");
    return rank;
  }

  /** What `meaning` is as a value, where a name stands for itself without being written. */
  named(meaning: Meaning, span: Span): Rank {
    return this.applied(meaning, [], span);
  }

  private quantifier(bounds: readonly Bound[], body: Expression): Rank {
    const sets = this.ranges(bounds);
    const rank = highest([sets, this.operands([body], 3)]);
    if (rank.level === 3 && sets.level === 2) {
      const action = bounds.find((b) => b.set !== null && this.levelOf(b.set) === 2)?.set;
      this.check(sets, 1, (action ?? body).span, "the set that a temporal formula is quantified over");
    }
    return rank;
  }

  private levelOf(expression: Expression): Level {
    return new Reading(this.definitions, null).rank(expression).level;
  }

  private except(expression: Extract<Expression, { kind: "except" }>): Rank {
    const found = [this.operands([expression.base], 2)];
    const { at } = this;
    for (const update of expression.updates) {
      this.at = at;
      const steps = update.path.flatMap((step) => (step.kind === "index" ? step.args : []));
      const path = this.operands(steps, 2);
      this.at = highest([found[0] as Rank, path]);
      found.push(path, this.operands([update.value], 2));
    }
    this.at = at;
    return highest(found);
  }

  private subscripted(action: Expression, subscript: Expression, level: Level): Rank {
    this.hidden(() => {
      this.require(this.rank(action), 2, action.span, "the action");
      this.require(this.rank(subscript), 1, subscript.span, "the subscript");
    });
    return plain(level);
  }

  /** Formulas side by side: an action may not stand beside a temporal formula. */
  private besides(parts: readonly Expression[]): Rank {
    const found = parts.map((part) => this.operand(part, 3));
    const all = highest(found);
    if (all.level === 3) {
      found.forEach((rank, i) => {
        if (rank.level !== 2) return;
        const message = "an action cannot stand beside a temporal formula; write [][A]_v, or use a state predicate";
        this.error("E208", (parts[i] as Expression).span, message);
      });
    }
    return all;
  }

  private local(definition: Definition): void {
    const symbol = this.definitions.tables.definitions.get(definition);
    if (symbol === undefined) return;
    if (symbol.kind === "instance") this.definitions.instance(symbol, this.demands);
    else {
      const { demands, formals } = this.definitions.operator(symbol);
      this.demands.include(demands, formals);
    }
  }

  private reference(reference: Reference): Rank {
    const { tables } = this.definitions;
    const part = tables.subexpressions.get(reference);
    if (part !== undefined) return this.subexpression(part, reference);
    const meaning = tables.meanings.get(reference);
    if (meaning === undefined) return this.operands(reference.args, 3);
    const { symbol } = meaning;
    if (symbol.kind === "builtin") return this.builtin(symbol.name, reference.args);
    return this.applied(meaning, reference.args, reference.span);
  }

  private builtin(name: string, args: readonly Expression[]): Rank {
    if (booleanOperators.has(name)) return this.besides(args);
    const { argument, result } = builtinLevels(name);
    const read = () => args.map((arg) => this.rank(arg));
    const found = result > 0 ? this.hidden(read) : read();
    found.forEach((rank, i) => {
      const { span } = args[i] as Expression;
      this.require(rank, argument, span, `what ${name} is applied to`);
      if (rank.level === 2) this.checkStuttering(name, args[i] as Expression);
    });
    // A result above constant has its level whatever the arguments are.
    return result > 0 ? plain(result) : highest(found);
  }

  /** An action below a temporal operator must be one that allows stuttering steps. */
  private checkStuttering(name: string, action: Expression): void {
    if (name === "~>" || name === "-+->") {
      this.error("E209", action.span, `an action cannot stand beside ${name}; use a state predicate`);
    }
    if (name !== "[]" && name !== "<>") return;
    if (action.kind === "actionSubscript" && action.form === (name === "[]" ? "box" : "angle")) return;
    const right = name === "[]" ? "[][A]_v" : "<><<A>>_v";
    const hint =
      action.kind !== "actionSubscript" && isOfSubscript(action)
        ? "; a subscript that is more than a name stands in parentheses, _(r.a)"
        : "";
    const message = `${name} of an action must have the form ${right}, which allows stuttering steps${hint}`;
    this.error("E209", action.span, message);
  }

  /** `meaning` applied to `args`, in the text at `span`. */
  private applied(meaning: Meaning, args: readonly Expression[], span: Span): Rank {
    const { symbol, chain } = meaning;
    if (symbol.kind === "instance") return plain(0);
    if (symbol.kind === "builtin") return this.builtin(symbol.name, args);
    if (isParameter(symbol) && chain.length === 0) return this.parameter(symbol, args);
    const profile = this.seen(this.profile(symbol), chain);
    return this.apply(profile, args, { chain, span, name: symbol.name });
  }

  private parameter(symbol: Parameter, args: readonly Expression[]): Rank {
    this.meet(symbol);
    const found = args.map((arg) => this.rank(arg));
    for (const [position, rank] of found.entries()) {
      this.demands.admit(symbol, position, rank.level);
      this.demands.pass(symbol, position, rank.parameters);
    }
    return highest([rankOf(symbol), ...found]);
  }

  private profile(symbol: ValueSymbol): Profile {
    if (symbol.kind === "operator") return this.definitions.operator(symbol);
    if (symbol.kind === "builtin") return this.definitions.builtin(symbol.name);
    const demands = new Demands();
    demands.mentions.add(symbol);
    return { rank: rankOf(symbol), demands, formals: [] };
  }

  private seen(profile: Profile, chain: readonly ChainLink[]): Profile {
    return chain.reduceRight((inner, link) => this.definitions.through(inner, link.instance), profile);
  }

  /** The arguments of the instances in `chain`, by the parameters that they stand for. */
  private linkArguments(chain: readonly ChainLink[]): [Parameter, Expression][] {
    return chain.flatMap((link) => pairs(link.instance.parameters, link.args));
  }

  private apply(
    profile: Profile,
    args: readonly Expression[],
    use: { readonly chain: readonly ChainLink[]; readonly span: Span; readonly name: string },
  ): Rank {
    return this.fill(profile, [...this.linkArguments(use.chain), ...pairs(profile.formals, args)], use);
  }

  /** Puts `given` in the place of parameters of `profile`. */
  private fill(
    profile: Profile,
    given: readonly (readonly [Parameter, Expression])[],
    { name, span }: { readonly name: string; readonly span: Span },
  ): Rank {
    if (given.length === 0) return this.without(profile);
    const args = new Map(given.map(([parameter, arg]) => [parameter, this.argument(arg, arityOf(parameter))]));
    for (const p of profile.demands.mentions) if (!args.has(p)) this.meet(p);
    const places = new Map(given.map(([parameter, arg]) => [parameter, arg.span]));
    return new Substitution(args, this.demands, (violation) => {
      const place = places.get(violation.parameter) ?? span;
      if (violation.kind === "narrow") this.error("E206", place, tooNarrow(violation, name));
      else {
        const rank = { level: violation.found };
        this.check(rank, violation.limit, place, `this argument of ${name}`);
      }
    }).apply(profile);
  }

  /** What has no arguments asks for the same wherever it is named. */
  private without(profile: Profile): Rank {
    for (const p of profile.demands.mentions) this.meet(p);
    if (!this.included.has(profile)) this.demands.include(profile.demands);
    this.included.add(profile);
    return profile.rank;
  }

  /** An argument for a parameter of `arity`. */
  argument(expression: Expression, arity: number): Argument {
    if (arity > 0) return this.operatorArgument(expression);
    const outer = this.met;
    this.met = new Set();
    const rank = this.rank(expression);
    const mentions = this.met;
    this.met = outer;
    for (const p of mentions) outer.add(p);
    return { rank, mentions, operator: null };
  }

  private operatorArgument(expression: Expression): Argument {
    if (expression.kind === "lambda") {
      const inner = new Reading(this.definitions, this.source);
      const rank = inner.rank(expression.body);
      const formals = this.definitions.tables.parameters.get(expression) ?? [];
      return this.operatorWith({ rank, demands: inner.demands, formals });
    }
    const meaning = expression.kind === "reference" ? this.definitions.tables.meanings.get(expression) : undefined;
    return meaning === undefined ? this.argument(expression, 0) : this.operatorNamed(meaning, expression.span);
  }

  /** An operator as an argument. */
  operatorNamed({ symbol, chain }: Meaning, span: Span): Argument {
    if (symbol.kind === "instance") return { rank: plain(0), mentions: new Set(), operator: null };
    if (isParameter(symbol) && chain.length === 0) {
      this.meet(symbol);
      return { rank: rankOf(symbol), mentions: new Set([symbol]), operator: symbol };
    }
    const profile = this.seen(this.profile(symbol), chain);
    if (chain.every((link) => link.args.length === 0)) return this.operatorWith(profile);
    const inner = new Reading(this.definitions, this.source);
    const rank = inner.fill(profile, this.linkArguments(chain), { name: symbol.name, span });
    return this.operatorWith({ rank, demands: inner.demands, formals: profile.formals });
  }

  private operatorWith(profile: Profile): Argument {
    const { rank, demands, formals } = profile;
    this.demands.include(demands, formals);
    const outer = (p: Parameter) => !formals.includes(p);
    const mentions = new Set([...demands.mentions].filter(outer));
    for (const p of mentions) this.meet(p);
    const parameters = new Set([...rank.parameters].filter(outer));
    return { rank: { level: rank.level, parameters }, mentions, operator: profile };
  }

  private subexpression(part: Subexpression, { span }: Reference): Rank {
    const inner = new Reading(this.definitions, null);
    const rank = inner.rank(part.expression);
    const profile = this.seen({ rank, demands: inner.demands, formals: part.symbol.parameters }, part.chain);
    const given = [
      ...this.linkArguments(part.chain),
      ...pairs(part.symbol.parameters, part.args),
      ...part.bindings.map((b): [Parameter, Expression] => [b.symbol, b.value]),
    ];
    return this.fill(profile, given, { name: part.symbol.name, span });
  }

  private meet(parameter: Parameter): void {
    this.met.add(parameter);
    this.demands.mentions.add(parameter);
    if (this.opaque > 0) this.demands.opaque.add(parameter);
  }

  /** Reads what stands where equals may not replace equals. */
  private hidden<T>(read: () => T): T {
    this.opaque++;
    const found = read();
    this.opaque--;
    return found;
  }

  /** Requires that what has `rank` is at most `level`, whatever stands for its parameters. */
  private require(rank: Rank, level: Level, span: Span, what: string): void {
    this.check(rank, level, span, what);
    this.demands.limitAll(rank.parameters, level);
  }

  /** Requires that what has `rank` is at most `level` as it stands here. */
  private check(rank: { readonly level: Level }, level: Level, span: Span, what: string): void {
    if (rank.level <= level) return;
    const needs = level === 0 ? "must be constant" : `must be at most ${levelNames[level]} level`;
    this.error("E206", span, `${what} ${needs}, this is ${a(rank.level)}`);
  }

  private error(code: string, span: Span, message: string): void {
    if (this.source !== null) this.definitions.error(code, this.source, span, message);
  }
}

const ranks = new WeakMap<Parameter, Rank>();

/** The rank of a parameter by itself. */
function rankOf(symbol: Parameter): Rank {
  let rank = ranks.get(symbol);
  if (rank === undefined) {
    const level = symbol.kind === "variable" ? 1 : symbol.kind === "parameter" ? symbol.level : 0;
    rank = { level, parameters: new Set([symbol]) };
    ranks.set(symbol, rank);
  }
  return rank;
}

function arityOf(symbol: Parameter): number {
  return symbol.kind === "parameter" || symbol.kind === "constant" ? symbol.arity : 0;
}

/** `[A]_r.a`, which is the field a of `[A]_r`. */
function isOfSubscript(action: Expression): boolean {
  if (action.kind === "fieldAccess") return isOfSubscript(action.record);
  if (action.kind === "application") return isOfSubscript(action.fn);
  return action.kind === "actionSubscript";
}

function pairs(parameters: readonly Parameter[], args: readonly Expression[]): [Parameter, Expression][] {
  return parameters.flatMap((p, i): [Parameter, Expression][] => {
    const arg = args[i];
    return arg === undefined ? [] : [[p, arg]];
  });
}

/** Why the operator that stands for a parameter cannot: it takes only what is of a lower level. */
export function tooNarrow(violation: Extract<Violation, { kind: "narrow" }>, user: string): string {
  const { parameter, position, found, limit } = violation;
  const takes = limit === 0 ? "something constant" : `what is at most of ${levelNames[limit]} level`;
  return `what stands for ${parameter.name} takes only ${takes} as argument ${position + 1}, but ${user} applies it to ${a(found)}`;
}

/** A level in words. */
export function a(level: Level): string {
  return level === 2 ? "an action" : `a ${levelNames[level]} ${level === 3 ? "formula" : "expression"}`;
}
