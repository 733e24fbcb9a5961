/**
 * Levels of expressions (constant, state, action, temporal), seen in an environment: what the replaced constants and
 * variables of an instance make of them. (Whether a text keeps the rules of levels is said in `levels/`, without any
 * environment.)
 */

import type { Expression, Reference } from "../syntax/tree.ts";
import { builtinLevels, isPossibility, native } from "./builtin.ts";
import { Environment } from "./environment.ts";
import type { ChainLink, InstanceSymbol, Level, Meaning, OperatorSymbol, ParameterSymbol, Program } from "./symbol.ts";

/** The level of an expression, and the parameters whose arguments may raise it. */
interface Info {
  readonly level: Level;
  readonly parameters: ReadonlySet<ParameterSymbol>;
}

const none: ReadonlySet<ParameterSymbol> = new Set();
const infos: readonly Info[] = ([0, 1, 2, 3] as const).map((level) => ({ level, parameters: none }));
const plain = (level: Level): Info => infos[level] as Info;

/** Answers what level an expression has, in the environment in which it stands. */
export class Levels {
  private readonly program: Program;
  private readonly root = Environment.root();
  private readonly memo = new Map<OperatorSymbol, Map<Environment, Info>>();
  private readonly open = new Set<OperatorSymbol>();

  constructor(program: Program) {
    this.program = program;
  }

  /** The level of `expression` seen in `environment`; parameters count as constants. */
  of(expression: Expression, environment: Environment): Level {
    return this.info(expression, environment).level;
  }

  /** The level of what a name means at the top of the root module, its arguments not counted. */
  ofMeaning(meaning: Meaning): Level {
    return this.meaning(meaning, this.root).level;
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

  private info(expression: Expression, env: Environment): Info {
    switch (expression.kind) {
      case "reference":
        return this.reference(expression, env);
      case "number":
      case "string":
      case "at":
        return plain(0);
      case "junction":
        return this.all(expression.items, env);
      case "temporalQuantifier":
        return plain(3);
      case "choose":
        return this.all([expression.bound.set, expression.body], env);
      case "setFilter":
        return this.all([expression.bound.set, expression.predicate], env);
      case "quantifier":
      case "setMap":
      case "functionLiteral":
        return this.all([...expression.bounds.map((b) => b.set), expression.body], env);
      case "setEnumeration":
      case "tuple":
        return this.all(expression.elements, env);
      case "functionSet":
        return this.all([expression.domain, expression.range], env);
      case "application":
        return this.all([expression.fn, ...expression.args], env);
      case "record":
      case "recordSet":
        return this.all(
          expression.fields.map((f) => f.value),
          env,
        );
      case "fieldAccess":
        return this.all([expression.record], env);
      case "except": {
        const parts: Expression[] = [expression.base];
        for (const update of expression.updates) {
          for (const step of update.path) if (step.kind === "index") parts.push(...step.args);
          parts.push(update.value);
        }
        return this.all(parts, env);
      }
      case "product":
        return this.all(expression.factors, env);
      case "actionSubscript":
        return this.raised([expression.action, expression.subscript], env, 2);
      case "fairness":
        return this.raised([expression.action, expression.subscript], env, 3);
      case "if":
        return this.all([expression.condition, expression.then, expression.else], env);
      case "case": {
        const parts = expression.arms.flatMap((arm) => [arm.guard, arm.value]);
        if (expression.other !== null) parts.push(expression.other);
        return this.all(parts, env);
      }
      case "let":
      case "lambda":
      case "label":
        return this.info(expression.body, env);
      case "assumeProve":
      case "newSymbol":
        return plain(0);
    }
  }

  private all(parts: readonly (Expression | null)[], env: Environment): Info {
    return this.join(parts.flatMap((part) => (part === null ? [] : [this.info(part, env)])));
  }

  /** Of the given level whatever `parts` are, but still dependent on parameters. */
  private raised(parts: readonly Expression[], env: Environment, level: Level): Info {
    return { level, parameters: this.all(parts, env).parameters };
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
    // `Possible(P)` and `PossibleBy(A, P)` speak of the state alone, whatever the steps are that they look along.
    if (isPossibility(symbol)) return plain(1);
    const own = this.meaning(meaning, env);
    const found: Info[] = [own];
    reference.args.forEach((arg, i) => {
      const parameter = symbol.kind === "operator" ? symbol.parameters[i] : undefined;
      if (parameter === undefined ? symbol.kind !== "operator" : own.parameters.has(parameter)) {
        found.push(this.info(arg, env));
      }
    });
    const all = this.join(found);
    if (symbol.kind !== "operator" || symbol.parameters.length === 0) return all;
    const parameters = new Set([...all.parameters].filter((p) => !symbol.parameters.includes(p)));
    return { level: all.level, parameters };
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
    const info = this.body(symbol, env);
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
    return this.all([...symbol.binders.map((b) => b.bound.set), symbol.body], env);
  }

  private isNative(body: Expression): boolean {
    if (body.kind !== "reference") return false;
    return this.program.tables.meanings.get(body)?.symbol === native;
  }

  private builtin(name: string, reference: Reference, env: Environment): Info {
    // A result that is above constant has its level whatever the arguments are, so parameters do not show in it.
    const { result } = builtinLevels(name);
    return result > 0 ? plain(result) : this.all(reference.args, env);
  }
}
