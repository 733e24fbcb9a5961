/** Choices that no order of values can sway: which element a CHOOSE takes, and in which order a fold goes. */

import { isBuiltin, type ParameterSymbol, symbolOf, type ValueSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { ModelValue, same, type Value } from "../../../values/index.ts";
import { reached } from "../core/reached.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { permuted } from "./permutations.ts";

type Choose = Extract<Expression, { kind: "choose" }>;

/** Modules of operators whose arguments and results are numbers, sets of numbers, or truths. */
const NUMBERS = ["Naturals", "Integers", "Reals"];

/** Operators of the language whose result is a truth. */
const TRUTHS = ["TRUE", "FALSE", "BOOLEAN", "/\\", "\\/", "=>", "<=>", "~", "=", "/=", "\\in", "\\notin", "\\subseteq"];

/** Those whose result has nothing in it that is not in an argument. */
const MADE_OF_ALL = ["\\cup", "SUBSET", "UNION", "DOMAIN"];

/** Associative and commutative operators. */
const ANY_ORDER = ["+", "*", "\\cup", "\\cap", "/\\", "\\/"];

/** So deep definitions are looked through. */
const DEEPEST = 8;

/** Stands for no value of a specification. */
const OTHER = new ModelValue("");

/** For one set of model values. */
export class Choice {
  private readonly setup: Setup;
  private readonly members: readonly ModelValue[];

  constructor(setup: Setup, members: readonly ModelValue[]) {
    this.setup = setup;
    this.members = members;
  }

  /**
   * Is the element that is taken the image of itself, or the only one? So it is where none has any of the values in it, and
   * where the predicate is true of integers alone, or of the only element.
   */
  isDetermined({ bound: { set, pattern, names }, bound, body }: Choose): boolean {
    if (set === null) return false;
    if (this.isFree(set)) return true;
    const [symbol] = this.setup.program.tables.bounds.get(bound)?.symbols ?? [];
    return pattern === "names" && names.length === 1 && symbol !== undefined && this.asksInteger(body, symbol, set);
  }

  /** Does `op(x, folded)` give the same in whatever order a fold takes the elements? */
  isAnyOrder(op: Expression): boolean {
    const { tables } = this.setup.program;
    const symbol = this.symbolOf(op);
    if (symbol !== undefined && this.isOf(symbol, ANY_ORDER)) return true;
    const defined = symbol?.kind === "operator" ? symbol : null;
    if (defined !== null && (defined.binders !== null || defined.recursive)) return false;
    const parameters = op.kind === "lambda" ? (tables.parameters.get(op) ?? []) : (defined?.parameters ?? []);
    const body = op.kind === "lambda" ? op.body : defined?.body;
    const folded = parameters[1];
    if (body?.kind !== "reference" || parameters.length !== 2 || folded === undefined) return false;
    const by = this.symbolOf(body);
    if (by === undefined || !this.isOf(by, ANY_ORDER) || body.args.length !== 2) return false;
    const [left, right] = body.args as [Expression, Expression];
    if (this.symbolOf(left) === folded) return !this.mentions(right, folded);
    return this.symbolOf(right) === folded && !this.mentions(left, folded);
  }

  private mentions(expression: Expression, symbol: ParameterSymbol): boolean {
    const { source } = this.setup.program.root;
    for (const text of reached([{ expression, source }], this.setup.program.tables)) {
      if (this.symbolOf(text.expression) === symbol) return true;
    }
    return false;
  }

  /** Has the value of `e` none of the model values in it, whatever the state is? */
  private isFree(e: Expression, depth = 0): boolean {
    const free = (part: Expression): boolean => this.isFree(part, depth);
    switch (e.kind) {
      case "number":
      case "string":
        return true;
      case "setEnumeration":
        return e.elements.every(free);
      case "setFilter":
        return e.bound.set !== null && free(e.bound.set);
      case "reference":
        return this.isFreeReference(e, depth);
      default:
        return false;
    }
  }

  private isFreeReference(e: Reference, depth: number): boolean {
    const symbol = this.symbolOf(e);
    const free = (part: Expression): boolean => this.isFree(part, depth);
    switch (symbol?.kind) {
      case "constant": {
        const value = this.setup.constants.get(symbol);
        return value !== undefined && e.args.length === 0 && this.members.every((one) => lacks(value, one));
      }
      case "builtin":
        if (TRUTHS.includes(symbol.name) || symbol.name === "STRING") return true;
        if (symbol.name === "\\cap") return e.args.some(free);
        if (symbol.name === "\\") return e.args.slice(0, 1).every(free);
        return MADE_OF_ALL.includes(symbol.name) && e.args.every(free);
      case "operator":
        if (this.isNumeric(symbol) || this.isOf(symbol, ["Len", "Cardinality"])) return true;
        if (symbol.module.library || symbol.recursive || symbol.binders !== null || depth === DEEPEST) return false;
        return symbol.parameters.length === 0 && this.isFree(symbol.body, depth + 1);
      default:
        return false;
    }
  }

  /**
   * Can `e` be true for a value of `x`, one of several in `set`, only where that is a number? What is compared by `>=`, or
   * calculated with, is one, and `\A y \in set : x >= y` asks that of x, since there is such a y.
   */
  private asksInteger(e: Expression, x: ValueSymbol, set: Expression): boolean {
    const asks = (part: Expression): boolean => this.asksInteger(part, x, set);
    if (e.kind === "junction") return e.operator === "/\\" && e.items.some(asks);
    if (e.kind === "quantifier") {
      const [bound] = e.bounds;
      const all = e.bounds.length === 1 && bound?.set != null && this.isAllOthers(bound.set, x, set);
      return (all || e.quantifier === "\\E") && asks(e.body);
    }
    const symbol = this.symbolOf(e);
    if (e.kind !== "reference" || symbol === undefined) return false;
    if (symbol.kind === "builtin") {
      if (symbol.name === "/\\") return e.args.some(asks);
      const [element, among] = e.args;
      const range = among === undefined ? undefined : this.symbolOf(among);
      const numbers = range !== undefined && this.isOf(range, ["Nat", "Int", ".."]);
      return symbol.name === "\\in" && element !== undefined && this.symbolOf(element) === x && numbers;
    }
    return this.isNumeric(symbol) && e.args.some((arg) => this.symbolOf(arg) === x || asks(arg));
  }

  /** Is `among` the set, or that without x? */
  private isAllOthers(among: Expression, x: ValueSymbol, set: Expression): boolean {
    if (among.kind !== "reference" || set.kind !== "reference") return false;
    const symbol = this.symbolOf(among);
    if (symbol === this.symbolOf(set) && among.args.length + set.args.length === 0) return true;
    const [whole, without] = isBuiltin(among, ["\\"], this.setup.program.tables) ? among.args : [];
    if (whole === undefined || without?.kind !== "setEnumeration" || without.elements.length !== 1) return false;
    return this.symbolOf(without.elements[0] as Expression) === x && this.isAllOthers(whole, x, set);
  }

  private isNumeric(symbol: ValueSymbol): boolean {
    return symbol.kind === "operator" && symbol.module.library && NUMBERS.includes(symbol.module.name);
  }

  /** Is it the operator of the language, or of a module of ours, with one of these names? */
  private isOf(symbol: ValueSymbol, names: readonly string[]): boolean {
    const known = symbol.kind === "builtin" || (symbol.kind === "operator" && symbol.module.library);
    return known && names.includes(symbol.name);
  }

  private symbolOf(e: Expression): ValueSymbol | undefined {
    const symbol = symbolOf(e, this.setup.program.tables);
    return symbol?.kind === "instance" ? undefined : symbol;
  }
}

function lacks(value: Value, member: ModelValue): boolean {
  return same(permuted(value, new Map([[member, OTHER]])), value);
}
