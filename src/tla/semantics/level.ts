/**
 * Levels of expressions (constant, state, action, temporal) and the rules that they must obey, as SANY has them
 * (Lamport, "Specifying Systems", section 17.2).
 */

import type { Source, Span } from "../syntax/source.ts";
import type { Expression, Reference } from "../syntax/tree.ts";
import { booleanOperators, builtinLevels, isPossibility, native } from "./builtin.ts";
import { Environment } from "./environment.ts";
import type { Report } from "./report.ts";
import {
  type ChainLink,
  type InstanceSymbol,
  type Level,
  levelNames,
  type Meaning,
  type OperatorSymbol,
  type ParameterSymbol,
  type Program,
  type ResolvedModule,
} from "./symbol.ts";

/** The level of an expression, and the parameters whose arguments may raise it. */
interface Info {
  readonly level: Level;
  readonly parameters: ReadonlySet<ParameterSymbol>;
}

const none: ReadonlySet<ParameterSymbol> = new Set();
const infos: readonly Info[] = ([0, 1, 2, 3] as const).map((level) => ({ level, parameters: none }));
const plain = (level: Level): Info => infos[level] as Info;

/** Checks the level rules in every module of `program` that is not ours. Findings go to `report`. */
export function checkLevels(program: Program, report: Report): void {
  const levels = new Levels(program);
  levels.settle();
  levels.check(report);
}

/** Answers what level an expression has, in the environment in which it stands. */
export class Levels {
  private readonly program: Program;
  private readonly root = Environment.root();
  private readonly memo = new Map<OperatorSymbol, Map<Environment, Info>>();
  private readonly limits = new Map<ParameterSymbol, Level>();
  private readonly open = new Set<OperatorSymbol>();
  private report: Report | null = null;
  private source: Source | null = null;

  constructor(program: Program) {
    this.program = program;
  }

  /** The level of `expression` seen in `environment`; parameters count as constants. */
  of(expression: Expression, environment: Environment): Level {
    return this.info(expression, environment).level;
  }

  /** The same, with the parameters whose arguments may raise it. */
  describe(
    expression: Expression,
    environment: Environment,
  ): { readonly level: Level; readonly parameters: ReadonlySet<ParameterSymbol> } {
    return this.info(expression, environment);
  }

  /**
   * On what the value of `expression` can depend: on nothing that changes, on the current state alone, on arguments
   * that are not known here (and on the state), or on a step.
   */
  dependence(expression: Expression, environment: Environment): "nothing" | "state" | "arguments" | "step" {
    const { level, parameters } = this.info(expression, environment);
    if (level >= 2) return "step";
    if (parameters.size > 0) return "arguments";
    return level === 0 ? "nothing" : "state";
  }

  /** Computes the levels of all definitions; recursive ones until nothing changes. */
  settle(): void {
    const recursive = this.program.modules.some((m) => m.definitions.some((d) => d.kind === "operator" && d.recursive));
    for (let pass = 0; pass < (recursive ? 4 : 1); pass++) {
      const before = this.memo.size === 0 ? null : new Map([...this.memo].map(([k, v]) => [k, new Map(v)]));
      if (before !== null) {
        this.memo.clear();
        for (const [symbol, byEnvironment] of before) if (symbol.recursive) this.assumed.set(symbol, byEnvironment);
      }
      for (const module of this.program.modules) for (const d of module.definitions) this.visit(d);
    }
  }

  private readonly assumed = new Map<OperatorSymbol, Map<Environment, Info>>();

  private visit(definition: OperatorSymbol | InstanceSymbol): void {
    if (definition.kind === "operator" && definition.role === "definition") this.operator(definition, this.root);
  }

  /** Goes through all definitions, assumptions and instances once more and reports what breaks a rule. */
  check(report: Report): void {
    this.report = report;
    for (const module of this.program.modules) {
      if (module.library) continue;
      this.source = module.source;
      for (const definition of module.definitions) {
        if (definition.kind === "instance") this.checkInstance(definition);
        else if (definition.role === "definition") this.body(definition, this.root);
      }
      for (const assumption of module.assumptions) {
        if (assumption.source !== module.source) continue;
        const { level } = this.info(assumption.body, this.root);
        if (level > 0) this.error("E207", assumption.span, `an assumption must be constant, this is ${a(level)}`);
      }
    }
    this.report = null;
  }

  private checkInstance(instance: InstanceSymbol): void {
    const constantModule = isConstantModule(instance.target);
    for (const [symbol, by] of instance.substitutions) {
      const info = by.kind === "expression" ? this.info(by.expression, this.root) : this.meaning(by.meaning, this.root);
      const limit: Level = symbol.kind === "variable" ? 1 : constantModule ? 3 : 0;
      if (info.level > limit) {
        const message = `the ${symbol.kind} ${symbol.name} of ${instance.target.name} can be replaced only by something of ${levelNames[limit]} level; this is ${a(info.level)}`;
        const span = by.kind === "expression" ? by.expression.span : instance.span;
        this.error("E214", span, message);
      }
      this.limit(info, limit);
    }
  }

  private error(code: string, span: Span, message: string): void {
    if (this.report !== null && this.source !== null) this.report.error(code, this.source, span, message);
  }

  private limit(info: Info, level: Level): void {
    for (const p of info.parameters) this.limits.set(p, Math.min(this.limits.get(p) ?? 3, level) as Level);
  }

  /** Requires that `info` is at most `level`. */
  private require(info: Info, level: Level, span: Span, what: string): void {
    if (info.level > level) {
      const needs = level === 0 ? "must be constant" : `must be at most ${levelNames[level]} level`;
      this.error("E206", span, `${what} ${needs}, this is ${a(info.level)}`);
    }
    this.limit(info, level);
  }

  private info(expression: Expression, env: Environment): Info {
    switch (expression.kind) {
      case "reference":
        return this.reference(expression, env);
      case "number":
      case "string":
      case "at":
        return plain(0);
      case "junction":
        return this.formulas(expression.items, env);
      case "quantifier": {
        const body = this.info(expression.body, env);
        const sets = this.join(expression.bounds.map((b) => (b.set === null ? plain(0) : this.info(b.set, env))));
        if (body.level === 3)
          this.require(sets, 1, expression.span, "the set that a temporal formula is quantified over");
        if (body.level < 3 || sets.level < 3) return this.join([sets, body]);
        return body;
      }
      case "temporalQuantifier":
        this.info(expression.body, env);
        return plain(3);
      case "choose":
        return this.values([expression.bound.set, expression.body], env);
      case "setFilter":
        return this.values([expression.bound.set, expression.predicate], env);
      case "setMap":
      case "functionLiteral":
        return this.values([...expression.bounds.map((b) => b.set), expression.body], env);
      case "setEnumeration":
      case "tuple":
        return this.values(expression.elements, env);
      case "functionSet":
        return this.values([expression.domain, expression.range], env);
      case "application":
        return this.values([expression.fn, ...expression.args], env);
      case "record":
      case "recordSet":
        return this.values(
          expression.fields.map((f) => f.value),
          env,
        );
      case "fieldAccess":
        return this.values([expression.record], env);
      case "except": {
        const parts: Expression[] = [expression.base];
        for (const update of expression.updates) {
          for (const step of update.path) if (step.kind === "index") parts.push(...step.args);
          parts.push(update.value);
        }
        return this.values(parts, env);
      }
      case "product":
        return this.values(expression.factors, env);
      case "actionSubscript":
        return this.subscripted(expression.action, expression.subscript, env, 2);
      case "fairness":
        return this.subscripted(expression.action, expression.subscript, env, 3);
      case "if":
        return this.formulas([expression.condition, expression.then, expression.else], env);
      case "case": {
        const parts = expression.arms.flatMap((arm) => [arm.guard, arm.value]);
        if (expression.other !== null) parts.push(expression.other);
        return this.formulas(parts, env);
      }
      case "let":
        for (const definition of expression.definitions) {
          const symbol = this.program.tables.definitions.get(definition);
          if (symbol?.kind === "operator" && this.report !== null) this.body(symbol, env);
          else if (symbol?.kind === "instance" && this.report !== null) this.checkInstance(symbol);
        }
        return this.info(expression.body, env);
      case "lambda":
      case "label":
        return this.info(expression.body, env);
      case "assumeProve":
      case "newSymbol":
        return plain(0);
    }
  }

  private subscripted(action: Expression, subscript: Expression, env: Environment, level: Level): Info {
    const inner = this.info(action, env);
    const variables = this.info(subscript, env);
    this.require(inner, 2, action.span, "the action");
    this.require(variables, 1, subscript.span, "the subscript");
    return { level, parameters: this.join([inner, variables]).parameters };
  }

  private values(parts: readonly (Expression | null)[], env: Environment): Info {
    const found: Info[] = [];
    for (const part of parts) {
      if (part === null) continue;
      const info = this.info(part, env);
      this.require(info, 2, part.span, "a value");
      found.push(info);
    }
    return this.join(found);
  }

  /** Formulas side by side: an action may not stand beside a temporal formula. */
  private formulas(parts: readonly Expression[], env: Environment): Info {
    const found = parts.map((part) => this.info(part, env));
    const all = this.join(found);
    if (all.level === 3) {
      found.forEach((info, i) => {
        if (info.level !== 2) return;
        const message = "an action cannot stand beside a temporal formula; write [][A]_v, or use a state predicate";
        this.error("E208", (parts[i] as Expression).span, message);
      });
    }
    return all;
  }

  private join(found: readonly Info[]): Info {
    let level: Level = 0;
    let parameters: Set<ParameterSymbol> | null = null;
    for (const info of found) {
      if (info.level > level) level = info.level;
      if (info.parameters.size === 0) continue;
      parameters ??= new Set();
      for (const p of info.parameters) parameters.add(p);
    }
    return parameters === null ? plain(level) : { level, parameters };
  }

  private reference(reference: Reference, env: Environment): Info {
    const part = this.program.tables.subexpressions.get(reference);
    if (part !== undefined) {
      const inner = this.info(part.expression, this.enter(env, part.chain));
      const args = [...part.args, ...part.bindings.map((b) => b.value)].map((arg) => this.info(arg, env));
      return this.join([{ level: inner.level, parameters: none }, ...args]);
    }
    const meaning = this.program.tables.meanings.get(reference);
    if (meaning === undefined) return plain(0);
    const { symbol } = meaning;
    if (symbol.kind === "builtin") return this.builtin(symbol.name, reference, env);
    if (isPossibility(symbol)) return this.possibility(reference, env);
    const own = this.meaning(meaning, env);
    const inner = this.enter(env, meaning.chain);
    const found: Info[] = [own];
    reference.args.forEach((arg, i) => {
      const info = this.info(arg, env);
      if (symbol.kind !== "operator") {
        found.push(info);
        return;
      }
      const parameter = symbol.parameters[i];
      if (parameter === undefined) return;
      this.operator(symbol, inner);
      this.require(info, this.limits.get(parameter) ?? 3, arg.span, `this argument of ${symbol.name}`);
      if (own.parameters.has(parameter)) found.push(info);
    });
    const all = this.join(found);
    if (symbol.kind !== "operator" || symbol.parameters.length === 0) return all;
    const parameters = new Set([...all.parameters].filter((p) => !symbol.parameters.includes(p)));
    return { level: all.level, parameters };
  }

  /** `Possible(P)` and `PossibleBy(A, P)` speak of the state alone, whatever the steps are that they look along. */
  private possibility(reference: Reference, env: Environment): Info {
    const found = reference.args.map((arg) => this.info(arg, env));
    found.forEach((info, i) => {
      const predicate = i === found.length - 1;
      const what = `the ${predicate ? "predicate" : "action"} of ${reference.name}`;
      this.require(info, predicate ? 1 : 2, (reference.args[i] as Expression).span, what);
    });
    return plain(1);
  }

  private enter(env: Environment, chain: readonly ChainLink[]): Environment {
    return chain.length === 0 ? env : env.enter(chain);
  }

  /** The level of a symbol by itself, its arguments not counted. */
  private meaning(meaning: Meaning, env: Environment): Info {
    const { symbol, chain } = meaning;
    const inner = this.enter(env, chain);
    switch (symbol.kind) {
      case "builtin":
        return plain(builtinLevels(symbol.name).result);
      case "bound":
        return plain(0);
      case "constant":
      case "variable": {
        const replaced = inner.replacement(symbol);
        if (replaced === null) return plain(symbol.kind === "variable" ? 1 : 0);
        return replaced.by.kind === "expression"
          ? this.info(replaced.by.expression, replaced.in)
          : this.meaning(replaced.by.meaning, replaced.in);
      }
      case "parameter": {
        for (let at: Environment | null = inner; at?.link != null; at = at.outer) {
          const index = at.link.instance.parameters.indexOf(symbol);
          const arg = at.link.args[index];
          if (arg !== undefined && at.outer !== null) return this.info(arg, at.outer);
        }
        return { level: 0, parameters: new Set([symbol]) };
      }
      case "instance":
        return plain(0);
      case "operator":
        return this.operator(symbol, inner);
    }
  }

  private operator(symbol: OperatorSymbol, env: Environment): Info {
    const known = this.memo.get(symbol)?.get(env);
    if (known !== undefined) return known;
    if (this.open.has(symbol) || !symbol.defined) return this.assumed.get(symbol)?.get(env) ?? plain(0);
    this.open.add(symbol);
    const { report } = this;
    this.report = null;
    const info = this.body(symbol, env);
    this.report = report;
    this.open.delete(symbol);
    let byEnvironment = this.memo.get(symbol);
    if (byEnvironment === undefined) {
      byEnvironment = new Map();
      this.memo.set(symbol, byEnvironment);
    }
    byEnvironment.set(env, info);
    return info;
  }

  private body(symbol: OperatorSymbol, env: Environment): Info {
    // What TypeScript implements has no text that could show its parameters: all of them count.
    if (this.isNative(symbol.body)) return { level: 0, parameters: new Set(symbol.parameters) };
    if (symbol.binders === null) return this.info(symbol.body, env);
    return this.values([...symbol.binders.map((b) => b.bound.set), symbol.body], env);
  }

  private isNative(body: Expression): boolean {
    if (body.kind !== "reference") return false;
    return this.program.tables.meanings.get(body)?.symbol === native;
  }

  private builtin(name: string, reference: Reference, env: Environment): Info {
    const { args } = reference;
    if (booleanOperators.has(name)) return this.formulas(args, env);
    const rule = builtinLevels(name);
    const found = args.map((arg) => this.info(arg, env));
    found.forEach((info, i) => {
      this.require(info, rule.argument, (args[i] as Expression).span, `what ${name} is applied to`);
    });
    if (name === "[]" || name === "<>") this.checkTemporal(name, args[0] as Expression, found[0] as Info);
    if (name === "~>" || name === "-+->") {
      found.forEach((info, i) => {
        if (info.level !== 2) return;
        this.error(
          "E209",
          (args[i] as Expression).span,
          `an action cannot stand beside ${name}; use a state predicate`,
        );
      });
    }
    // A result that is above constant has its level whatever the arguments are, so parameters do not show in it.
    return rule.result > 0 ? plain(rule.result) : this.join(found);
  }

  /** `[]` of an action must be `[][A]_v`, `<>` of an action must be `<><<A>>_v`: else stuttering is not allowed for. */
  private checkTemporal(name: string, arg: Expression, info: Info): void {
    if (info.level !== 2) return;
    const form = name === "[]" ? "box" : "angle";
    if (arg.kind === "actionSubscript" && arg.form === form) return;
    const right = name === "[]" ? "[][A]_v" : "<><<A>>_v";
    this.error("E209", arg.span, `${name} of an action must have the form ${right}, which allows stuttering steps`);
  }
}

function isConstantModule(module: ResolvedModule): boolean {
  return module.variables.length === 0;
}

function a(level: Level): string {
  return level === 2 ? "an action" : `a ${levelNames[level]} ${level === 3 ? "formula" : "expression"}`;
}
