/** What a text that speaks of the next state is, where it stands for an argument or a definition of a LET in an action. */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import { branchesOf, partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import type { Environment } from "./environment.ts";
import type { Unit } from "./unit.ts";

/** Operators that may give variables values, where they stand as formulas in an action. */
const giving: ReadonlySet<string> = new Set(["=", "\\in", "\\subseteq", "UNCHANGED", "\\cdot"]);

/** Operators whose operands are entered as formulas. */
const entering: ReadonlySet<string> = new Set(["/\\", "\\/", "=>"]);

/** Answers one question about a text. */
export class StepText {
  private readonly unit: Unit;
  /** The definitions that have been entered. */
  private readonly entered = new Set<OperatorSymbol>();

  constructor(unit: Unit) {
    this.unit = unit;
  }

  /** May it give variables values, where it stands as a formula? `at` is null inside the text of a definition. */
  gives(expression: Expression, at: Environment | null): boolean {
    const any = (parts: readonly Expression[]) => parts.some((part) => this.gives(part, at));
    switch (expression.kind) {
      case "junction":
        return any(expression.items);
      case "quantifier":
        return any([expression.body]);
      case "let":
        return this.gives(expression.body, null);
      case "actionSubscript":
        return true;
      case "reference":
        return this.givesByName(expression, at, any);
      default:
        return any(branchesOf(expression));
    }
  }

  private givesByName(
    reference: Reference,
    at: Environment | null,
    any: (parts: readonly Expression[]) => boolean,
  ): boolean {
    const { symbol } = this.unit.interpreter.meaningOf(reference);
    if (symbol.kind === "builtin") return giving.has(symbol.name) || (entering.has(symbol.name) && any(reference.args));
    const binding = at?.find(symbol) ?? null;
    if (binding?.kind === "text") return this.gives(binding.text.expression, binding.text.environment);
    if (symbol.kind !== "operator" || symbol.module.library || this.entered.has(symbol)) return false;
    this.entered.add(symbol);
    return this.gives(symbol.body, binding?.kind === "operator" ? binding.environment : null);
  }

  /** Adds the variables whose next values it asks for, by itself or by what names stand for; false if that is not known. */
  addAsked(expression: Expression, at: Environment, to: Set<number>): boolean {
    const reads = Reader.of(this.unit.setup).readsOf(expression);
    if (reads.everything || !reads.pure) return false;
    if (!reads.primes && reads.locals.size === 0) return true;
    if (expression.kind === "reference") return this.addByName(expression, at, to);
    if (expression.kind === "actionSubscript" && !this.addAll(expression.subscript, at, to)) return false;
    return partsOf(expression).every((part) => this.addAsked(part, at, to));
  }

  private addByName(reference: Reference, at: Environment, to: Set<number>): boolean {
    const { symbol } = this.unit.interpreter.meaningOf(reference);
    const args = () => reference.args.every((arg) => this.addAsked(arg, at, to));
    switch (symbol.kind) {
      case "builtin":
        if (symbol.name !== "'" && symbol.name !== "UNCHANGED") return args();
        return reference.args.every((arg) => this.addAll(arg, at, to));
      case "variable":
      case "constant":
        return true;
    }
    const binding = at.find(symbol);
    switch (binding?.kind) {
      case "text":
        return this.addAsked(binding.text.expression, binding.text.environment, to);
      case "value":
        return true;
      case "operator":
        return args() && this.addWithin(symbol as OperatorSymbol, binding.environment, to);
      case undefined:
        // A name that is bound inside of the text itself, or a definition of a module.
        return args() && (symbol.kind !== "operator" || this.addWithin(symbol, at.outside(symbol), to));
      default:
        return false;
    }
  }

  private addWithin(symbol: OperatorSymbol, at: Environment, to: Set<number>): boolean {
    if (symbol.module.library || this.entered.has(symbol)) return true;
    this.entered.add(symbol);
    return this.addAsked(symbol.body, at, to);
  }

  /** Adds all variables that it reads. */
  private addAll(expression: Expression, at: Environment, to: Set<number>): boolean {
    const reads = Reader.of(this.unit.setup).readsOf(expression);
    for (const variable of reads.variables) to.add(variable);
    return [...reads.locals].every((symbol) => {
      const binding = at.find(symbol);
      if (binding === null || binding.kind === "value") return true;
      return binding.kind === "text" && this.addAll(binding.text.expression, binding.text.environment, to);
    });
  }
}
