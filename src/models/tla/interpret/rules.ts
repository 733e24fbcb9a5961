/**
 * Functions that are written where they are applied, `[i \in 0 .. 2 |-> 6 \div i][2]`, or in a definition that is. The
 * whole function is made, and often used again; but where that fails, only the argument counts, as in TLC: nobody asked
 * for the other values.
 */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import { isSpecError } from "./error.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Eval, Frame } from "./runtime.ts";

/** In how many applications, one inside the other, a second way is tried: each may double the time of an error. */
const deepest = 3;

/** The bodies of the functions that are written as `fn`, which is applied, or in definitions that it names. */
export function rulesOf(interpreter: Interpreter, fn: Expression): ReadonlySet<Expression> {
  const rules = new Set<Expression>();
  addRules(interpreter, fn, 1, { rules, entered: new Set() });
  return rules;
}

/** Code that makes a function in which there are `rules`, and gives it to `use`. */
export function appliedFunction(
  { runtime }: Interpreter,
  rules: ReadonlySet<Expression>,
  made: Eval,
  use: (fn: Value, frame: Frame) => Value,
): Eval {
  const asRule = (f: Frame): Value => {
    const outer = runtime.rules;
    runtime.rules = rules;
    try {
      return made(f);
    } finally {
      runtime.rules = outer;
    }
  };
  return (f) => {
    runtime.applications++;
    try {
      return use(made(f), f);
    } catch (error) {
      if (runtime.applications > deepest || !isSpecError(error)) throw error;
      try {
        return use(asRule(f), f);
      } catch (second) {
        throw isSpecError(second) ? error : second;
      }
    } finally {
      runtime.applications--;
    }
  };
}

interface Found {
  /** The bodies of the functions. */
  readonly rules: Set<Expression>;
  /** Definitions that were looked into. */
  readonly entered: Set<OperatorSymbol>;
}

/** Finds the functions, written as `x \in S |-> e` or defined as `f[x \in S] == e`, of which one is the value of what is applied to `count` arguments. */
function addRules(interpreter: Interpreter, expression: Expression, count: number, found: Found): void {
  const add = (part: Expression) => addRules(interpreter, part, count, found);
  switch (expression.kind) {
    case "functionLiteral":
      found.rules.add(expression.body);
      if (count > 1) addRules(interpreter, expression.body, count - 1, found);
      return;
    case "application":
      addRules(interpreter, expression.fn, count + 1, found);
      return;
    case "if":
      add(expression.then);
      add(expression.else);
      return;
    case "case":
      for (const { value } of expression.arms) add(value);
      if (expression.other !== null) add(expression.other);
      return;
    case "let":
    case "label":
      add(expression.body);
      return;
    case "reference": {
      const { symbol } = interpreter.meaningOf(expression);
      if (symbol.kind !== "operator" || symbol.module.library || found.entered.has(symbol)) return;
      found.entered.add(symbol);
      if (symbol.binders === null) {
        add(symbol.body);
      } else if (!symbol.recursive) {
        // A recursive one is a rule anyway where its name is applied.
        found.rules.add(symbol.body);
        if (count > 1) addRules(interpreter, symbol.body, count - 1, found);
      }
    }
  }
}
