/**
 * What a text reads of the state: whole variables, and cells of them, which are the values of functions for an argument
 * that has a JavaScript name (`log[i]`).
 */

import type { OperatorSymbol, ParameterSymbol } from "../../../tla/semantics/symbol.ts";
import { writtenOf } from "../../../tla/semantics/written.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import { variableOf } from "./call.ts";
import type { Binding, Environment } from "./environment.ts";
import type { Unit } from "./unit.ts";

export class Reading {
  readonly whole = new Set<number>();
  private readonly cells = new Map<string, { readonly variable: number; readonly argument: string }>();
  private readonly unit: Unit;
  /** The JavaScript names of arguments that tell cells apart. */
  private readonly names: ReadonlySet<string>;
  /** The definitions whose text has been read, by what their arguments are called. */
  private readonly entered = new Map<OperatorSymbol, Set<string>>();

  constructor(unit: Unit, names: ReadonlySet<string>) {
    this.unit = unit;
    this.names = names;
  }

  /** The cells of variables that are not read as a whole. */
  get apart(): readonly { readonly variable: number; readonly argument: string }[] {
    return [...this.cells.values()].filter(({ variable }) => !this.whole.has(variable));
  }

  /** Adds what the value of `expression` depends on, by itself or by what names stand for; false if that is not known. */
  add(expression: Expression, at: Environment): boolean {
    const reads = Reader.of(this.unit.setup).readsOf(expression);
    if (reads.everything || !reads.pure) return false;
    if (reads.variables.size === 0 && reads.locals.size === 0) return true;
    // What a variable has in the next state may be what it has in this one, in part or as a whole.
    if (reads.primes || at.primed) return this.addWhole(expression, at);
    switch (expression.kind) {
      case "application": {
        const [only] = expression.args;
        const variable = variableOf(this.unit, expression.fn, at, false);
        const argument = expression.args.length === 1 && only !== undefined ? this.nameOf(only, at) : null;
        if (variable === null || argument === null) break;
        this.addCell(variable, argument);
        return true;
      }
      case "reference":
        return this.addName(expression, at);
      case "let":
        return this.addLet(expression, at);
    }
    const parts = Reader.of(this.unit.setup).fixed.reached(expression) ?? partsOf(expression);
    return parts.every((part) => this.add(part, at));
  }

  addCell(variable: number, argument: string): void {
    this.cells.set(`${variable} ${argument}`, { variable, argument });
  }

  /** The JavaScript name that holds the value of a text, if it is one of an argument; else null. */
  nameOf(expression: Expression, at: Environment): string | null {
    if (expression.kind !== "reference" || expression.args.length > 0) return null;
    const { symbol } = this.unit.interpreter.meaningOf(expression);
    const binding = symbol.kind === "bound" || symbol.kind === "parameter" ? at.find(symbol) : null;
    if (binding?.kind === "text" && !binding.early)
      return this.nameOf(binding.text.expression, binding.text.environment);
    const js = binding?.kind === "text" || binding?.kind === "value" ? binding.js : null;
    return js !== null && this.names.has(js) ? js : null;
  }

  /** Whole variables alone. */
  private addWhole(expression: Expression, at: Environment): boolean {
    const reads = Reader.of(this.unit.setup).readsOf(expression);
    if (reads.everything || !reads.pure) return false;
    for (const variable of reads.variables) this.whole.add(variable);
    return [...reads.locals].every((symbol) => {
      const binding = at.find(symbol);
      if (binding === null || binding.kind === "value" || binding.kind === "left") return true;
      if (binding.kind === "operator") return this.addWhole(binding.symbol.body, binding.environment);
      const text = "text" in binding ? binding.text : undefined;
      return text !== undefined && this.addWhole(text.expression, text.environment);
    });
  }

  private addName(reference: Reference, at: Environment): boolean {
    const { symbol } = this.unit.interpreter.meaningOf(reference);
    const args = () => reference.args.every((arg) => this.add(arg, at));
    if (symbol.kind === "variable") return this.addWhole(reference, at);
    if (symbol.kind === "builtin" || symbol.kind === "constant") return args();
    const binding = at.find(symbol);
    if (binding !== null) return this.addBound(binding, reference, at);
    if (symbol.kind !== "operator" || symbol.module.library) return args();
    const { lowering } = this.unit.setup;
    const plain = lowering.isTopLevel(symbol) && symbol.binders === null && !symbol.recursive;
    if (!plain || at.path.includes(symbol)) return this.addWhole(reference, at) && args();
    return this.enter(symbol, reference, { at, outside: at.outside(symbol) });
  }

  private addBound(binding: Binding, reference: Reference, at: Environment): boolean {
    switch (binding.kind) {
      case "value":
      case "left":
        return true;
      case "text":
        return this.add(binding.text.expression, binding.text.environment);
      case "operator":
        return this.enter(binding.symbol, reference, { at, outside: at.outsideLocal(binding) });
      default:
        return this.addWhole(reference, at) && reference.args.every((arg) => this.add(arg, at));
    }
  }

  /** The text of a definition, with what its arguments are called. */
  private enter(
    symbol: OperatorSymbol,
    reference: Reference,
    { at, outside }: { readonly at: Environment; readonly outside: Environment },
  ): boolean {
    const { args } = reference;
    if (args.length < symbol.parameters.length) return this.addWhole(reference, at);
    if (!args.every((arg) => this.add(arg, at))) return false;
    let inside = outside;
    const called = symbol.parameters.map((parameter: ParameterSymbol, i) => {
      const expression = args[i] as Expression;
      const js = this.nameOf(expression, at) ?? "";
      const text = { expression, environment: at };
      inside = inside.with(
        parameter,
        parameter.arity > 0 ? { kind: "function", js, primed: at.primed, text } : { kind: "value", js },
      );
      return js;
    });
    const simple = symbol.parameters.every(({ arity }) => arity === 0) && this.unit.setup.lowering.isTopLevel(symbol);
    if (!simple) return this.add(symbol.body, inside);
    const entered = this.entered.get(symbol) ?? new Set();
    this.entered.set(symbol, entered);
    return entered.size === entered.add(called.join()).size || this.add(symbol.body, inside);
  }

  private addLet(expression: Extract<Expression, { kind: "let" }>, at: Environment): boolean {
    let inside = at;
    for (const definition of expression.definitions) {
      const made = withDefinition(this.unit, definition, inside);
      if (made === null) continue;
      if (made.symbol.recursive) return this.addWhole(expression, at);
      ({ inside } = made);
    }
    return this.add(expression.body, inside);
  }
}

/** A definition of a LET: its text, and `at` with what it defines; null for an instance. */
export function withDefinition(
  unit: Unit,
  definition: Extract<Expression, { kind: "let" }>["definitions"][number],
  at: Environment,
): { readonly symbol: OperatorSymbol; readonly text: Expression; readonly inside: Environment } | null {
  const symbol = unit.setup.program.tables.definitions.get(definition);
  if (symbol === undefined || symbol.kind === "instance") return null;
  const text = writtenOf(symbol);
  const binding: Binding =
    symbol.parameters.length > 0
      ? { kind: "operator", symbol, environment: at }
      : { kind: "text", text: { expression: text, environment: at }, js: null, early: false };
  return { symbol, text, inside: at.with(symbol, binding) };
}
