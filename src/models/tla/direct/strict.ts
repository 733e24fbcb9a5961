/**
 * Is a name surely evaluated where a text is? Then its value may be found before: should that fail, the text would have
 * failed as well.
 */

import type { OperatorSymbol, ParameterSymbol, ValueSymbol } from "../../../tla/semantics/symbol.ts";
import type { Bound, Expression, Reference } from "../../../tla/syntax/tree.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import type { LocalName } from "./environment.ts";

/** Operators of the language that evaluate their first operand only, at first; and those that evaluate none as it is. */
const inTurn: ReadonlySet<string> = new Set(["/\\", "\\/", "=>"]);
const notAtAll: ReadonlySet<string> = new Set(["'", "UNCHANGED", "ENABLED", "[]", "<>", "~>", "-+->", "\\cdot"]);

export class Strictness {
  private readonly interpreter: Interpreter;
  private readonly known = new Map<ParameterSymbol, boolean>();

  constructor(interpreter: Interpreter) {
    this.interpreter = interpreter;
  }

  /** Does a call of `symbol` evaluate the argument at `index`? */
  ofParameter(symbol: OperatorSymbol, index: number): boolean {
    const parameter = symbol.parameters[index];
    if (parameter === undefined || parameter.arity > 0) return false;
    const known = this.known.get(parameter);
    if (known !== undefined) return known;
    // Within itself it proves nothing.
    this.known.set(parameter, false);
    const surely = symbol.binders === null && this.surely(symbol.body, parameter);
    this.known.set(parameter, surely);
    return surely;
  }

  surely(expression: Expression, name: LocalName): boolean {
    const all = (part: Expression) => this.surely(part, name);
    switch (expression.kind) {
      case "reference":
        return this.reference(expression, name);
      case "junction":
        return expression.items[0] !== undefined && all(expression.items[0]);
      case "quantifier":
      case "setMap":
      case "functionLiteral":
        return this.sets(expression.bounds, name);
      case "choose":
      case "setFilter":
        return this.sets([expression.bound], name);
      case "if":
        return all(expression.condition) || (all(expression.then) && all(expression.else));
      case "case":
        return expression.arms[0] !== undefined && all(expression.arms[0].guard);
      case "let":
      case "label":
        return all(expression.body);
      case "application":
        return all(expression.fn) || expression.args.some(all);
      case "except":
        return all(expression.base);
      case "setEnumeration":
      case "tuple":
        return expression.elements.some(all);
      case "record":
        return expression.fields.some(({ value }) => all(value));
      case "fieldAccess":
        return all(expression.record);
      default:
        return false;
    }
  }

  private sets(bounds: readonly Bound[], name: LocalName): boolean {
    return bounds.some(({ set }) => set !== null && this.surely(set, name));
  }

  private reference(reference: Reference, name: LocalName): boolean {
    const symbol: ValueSymbol = this.interpreter.meaningOf(reference).symbol;
    if (symbol === name) return reference.args.length === 0;
    const { args } = reference;
    switch (symbol.kind) {
      case "builtin":
        if (notAtAll.has(symbol.name)) return false;
        return inTurn.has(symbol.name)
          ? args[0] !== undefined && this.surely(args[0], name)
          : args.some((arg) => this.surely(arg, name));
      case "operator":
        if (symbol.module.library && this.interpreter.setup.native(symbol.module.name, symbol.name) !== null) {
          return symbol.parameters.every(({ arity }) => arity === 0) && args.some((arg) => this.surely(arg, name));
        }
        return args.some((arg, i) => this.ofParameter(symbol, i) && this.surely(arg, name));
      default:
        return false;
    }
  }
}
