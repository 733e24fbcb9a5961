/** What makes a formula false: the smallest parts of its text that decide it, with the values of what they read. */

import { type BoundSymbol, isBuiltin, type ParameterSymbol } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Bound, Expression, Reference } from "../../../tla/syntax/tree.ts";
import { print, type Value } from "../../../values/index.ts";
import type { FalsePart } from "../../model.ts";
import { bindings } from "./binder.ts";
import { isSpecError } from "./error.ts";
import { truth } from "./expected.ts";
import type { Interpreter } from "./interpreter.ts";
import { DefinedOperator, DefinedValue, defineLocals } from "./operator.ts";
import { resolveCall } from "./reference.ts";
import { Frame, Thunk } from "./runtime.ts";
import { type Place, Scope } from "./scope.ts";

/** A text that is being looked at, where its names are, and what its value is. */
interface Text {
  readonly expression: Expression;
  readonly place: Place;
  readonly frame: Frame;
  readonly value: boolean;
}

/** A part whose value is shown, and as what. */
type Named = readonly [shown: string, part: Expression];

/** Definitions are entered so deep. */
const DEEPEST = 100;

/**
 * The parts that make a formula false in the state, or on the step, that `interpreter` is in. Evaluates in the order of
 * the text, as whoever found the formula false did.
 */
export function falseParts(interpreter: Interpreter, expression: Expression, place: Place, frame: Frame): FalsePart[] {
  const search = new Search(interpreter);
  search.enter({ expression, place, frame, value: false });
  return search.found;
}

class Search {
  readonly found: FalsePart[] = [];
  private readonly interpreter: Interpreter;
  private depth = 0;

  constructor(interpreter: Interpreter) {
    this.interpreter = interpreter;
  }

  enter(text: Text): void {
    const inside = this.depth < DEEPEST;
    this.depth++;
    if (!inside || !this.divided(text)) this.found.push(this.partOf(text));
    this.depth--;
  }

  /** Goes on with what decides inside a text; false where that is the text itself. */
  private divided(text: Text): boolean {
    const { expression: e, place, frame } = text;
    const into = (expression: Expression): true => {
      this.enter({ ...text, expression });
      return true;
    };
    switch (e.kind) {
      case "label":
        return into(e.body);
      case "junction":
        return this.junction(e.operator, e.items, text);
      case "quantifier":
        return this.witness(e, text);
      case "if":
        return into(this.isTrue(e.condition, text) ? e.then : e.else);
      case "case": {
        const chosen = e.arms.find(({ guard }) => this.isTrue(guard, text))?.value ?? e.other;
        return chosen !== null && into(chosen);
      }
      case "let":
        defineLocals(this.interpreter, e.definitions, place)(frame);
        return into(e.body);
      case "actionSubscript":
        return e.form === "box" && !text.value && into(e.action);
      case "reference":
        return this.reference(e, text);
      default:
        return false;
    }
  }

  /** A false conjunction is false by its first false item, a false disjunction by all of them; so are true ones. */
  private junction(operator: "/\\" | "\\/", items: readonly Expression[], text: Text): true {
    const one = text.value === (operator === "\\/");
    // Items behind the one that decides need not have a value.
    const at = one ? items.findIndex((item) => this.isTrue(item, text) === text.value) : -1;
    const deciding = at < 0 ? items : [items[at]!];
    for (const expression of deciding) this.enter({ ...text, expression });
    return true;
  }

  /** The first values for which a body is what makes `\A` false, or `\E` true. */
  private witness(e: Extract<Expression, { kind: "quantifier" }>, text: Text): boolean {
    if (text.value !== (e.quantifier === "\\E")) return false;
    const bound = bindings(this.interpreter, e.bounds, text.place);
    if (bound === null) return false;
    return bound.forEach(text.frame, () => {
      if (this.isTrue(e.body, text) !== text.value) return false;
      this.enter({ ...text, expression: e.body });
      return true;
    });
  }

  private reference(e: Reference, text: Text): boolean {
    const { symbol } = this.interpreter.meaningOf(e);
    if (symbol.kind === "builtin") return this.builtin(symbol.name, e, text);
    if (symbol.kind === "operator" && symbol.module.library) return false;
    const { slot, operator, parent, args } = resolveCall(this.interpreter, e, text.place);
    if (slot !== null) return this.argument(slot(text.frame), text.value);
    const defined = operator instanceof DefinedValue ? operator.operator : operator;
    if (!(defined instanceof DefinedOperator) || defined.fn !== null) return false;
    const { outside, parameters, body } = defined;
    const scope = new Scope(outside.scope);
    for (const parameter of parameters) scope.allocate(parameter);
    const frame = new Frame(scope.size, parent(text.frame));
    args.forEach((arg, i) => {
      frame.slots[i] = arg(text.frame);
    });
    this.enter({ expression: body, place: { ...outside, scope }, frame, value: text.value });
    return true;
  }

  /** A formula that was passed as an argument, or that a LET defines. */
  private argument(content: unknown, value: boolean): boolean {
    if (!(content instanceof Thunk) || content.code.text === null || content.frame === null) return false;
    const { expression, place } = content.code.text;
    this.enter({ expression, place, frame: content.frame, value });
    return true;
  }

  private builtin(name: string, { args }: Reference, text: Text): boolean {
    const [left, right] = args as [Expression, Expression];
    switch (name) {
      case "/\\":
      case "\\/":
        return this.junction(name, args, text);
      case "~":
        this.enter({ ...text, expression: left, value: !text.value });
        return true;
      case "=>": {
        const byLeft = text.value ? !this.isTrue(left, text) : this.isConstant(right);
        const value = byLeft ? !text.value : text.value;
        this.enter({ ...text, expression: byLeft ? left : right, value });
        return true;
      }
      default:
        return false;
    }
  }

  private isTrue(expression: Expression, { place, frame }: Text): boolean {
    return truth(this.interpreter.evaluator(expression, place)(frame), "a formula");
  }

  /** Is it nothing but TRUE or FALSE? Then it says nothing. */
  private isConstant(e: Expression): boolean {
    if (e.kind !== "reference") return false;
    const { symbol } = this.interpreter.meaningOf(e);
    return symbol.kind === "builtin" && (symbol.name === "TRUE" || symbol.name === "FALSE");
  }

  private partOf(text: Text): FalsePart {
    const { expression, place } = text;
    const values = new Map<string, Value>();
    const operands = this.operands(expression).map((part): Named => [place.source.flat(part.span), part]);
    for (const [shown, part] of [...this.boundNames(expression, place), ...operands]) {
      // Arguments that are the parameters of an instance stand nowhere in the text.
      if (shown === "" || values.has(shown)) continue;
      const value = this.valueOf(part, text);
      if (value !== null && print(value) !== shown) values.set(shown, value);
    }
    const location = place.source.locate(expression.span);
    return { text: place.source.flat(expression.span), location, is: text.value, values: [...values] };
  }

  /** The names in a text that were bound around it, each once: parameters, and names of quantifiers. */
  private boundNames(e: Expression, place: Place): Named[] {
    const found = new Map<BoundSymbol | ParameterSymbol, Reference>();
    const inside = new Set<BoundSymbol | ParameterSymbol>();
    const { bounds } = this.interpreter.setup.program.tables;
    const visit = (part: Expression): void => {
      for (const bound of boundsOf(part)) for (const symbol of bounds.get(bound)?.symbols ?? []) inside.add(symbol);
      if (part.kind === "reference") {
        const { symbol } = this.interpreter.meaningOf(part);
        const local = symbol.kind === "bound" || (symbol.kind === "parameter" && symbol.arity === 0);
        if (local && part !== e && place.scope.find(symbol) !== null && !found.has(symbol)) found.set(symbol, part);
      }
      for (const inner of partsOf(part)) visit(inner);
    };
    visit(e);
    return [...found].flatMap(([symbol, reference]): Named[] => (inside.has(symbol) ? [] : [[symbol.name, reference]]));
  }

  /** What a formula compares, or asks about. */
  private operands(e: Expression): readonly Expression[] {
    if (e.kind === "quantifier") return e.bounds.flatMap(({ set }) => (set === null ? [] : [set]));
    if (e.kind === "reference" && e.fix === "postfix") return [];
    if (e.kind === "actionSubscript") return [e.subscript];
    // Actions that speak of another step than this one.
    if (isBuiltin(e, ["ENABLED", "\\cdot"], this.interpreter.setup.program.tables)) return [];
    return partsOf(e).filter(({ kind }) => kind !== "lambda");
  }

  /** Null where a part has no value of its own, such as `x'` before it is assigned. */
  private valueOf(expression: Expression, { place, frame }: Text): Value | null {
    try {
      return this.interpreter.evaluator(expression, place)(frame);
    } catch (error) {
      if (!isSpecError(error)) throw error;
      return null;
    }
  }
}

function boundsOf(e: Expression): readonly Bound[] {
  if ("bounds" in e) return e.bounds;
  return "bound" in e ? [e.bound] : [];
}
