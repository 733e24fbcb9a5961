/**
 * What is asked for one argument or element alone: functions that are written where they are applied, as in
 * `[i \in 0 .. 2 |-> 6 \div i][2]`, or in a definition that is. The whole function is made, and often used again; but where
 * that fails, only the argument counts, as in TLC: nobody asked for the other values. So it is with sets `{x \in S : P}` that
 * are asked for an element.
 */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import { branchesOf } from "../../../tla/syntax/parts.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import { sequence, type Value } from "../../../values/index.ts";
import { isSpecError } from "./error.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Eval, Frame } from "./runtime.ts";
import type { Place } from "./scope.ts";

/** In how many applications, one inside the other, a second way is tried: each may double the time of an error. */
const deepest = 3;

/** The argument of an application, or the index of an EXCEPT: of several, a tuple. */
export function argumentOf(interpreter: Interpreter, args: readonly Expression[], place: Place): Eval {
  const parts = args.map((arg) => interpreter.evaluator(arg, place));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : (f) => sequence(parts.map((part) => part(f)));
}

/** The bodies of the functions that are written as `fn`, which is applied, or in definitions that it names. */
export function rulesOf(interpreter: Interpreter, fn: Expression): ReadonlySet<Expression> {
  const rules = new Set<Expression>();
  addRules(interpreter, fn, 1, { rules, entered: new Set() });
  return rules;
}

/** The predicates of the sets `{x \in S : P}` of which `set` is made, or a definition that it names. */
export function filtersOf(interpreter: Interpreter, set: Expression): ReadonlySet<Expression> {
  const rules = new Set<Expression>();
  addFilters(interpreter, set, { rules, entered: new Set() });
  return rules;
}

/** Code that makes a function in which there are `rules`, and gives it to `use`. */
export function appliedFunction(
  interpreter: Interpreter,
  rules: ReadonlySet<Expression>,
  made: Eval,
  use: (fn: Value, frame: Frame) => Value,
): Eval {
  const asRule = underRules(interpreter, rules, made);
  return orElse(
    interpreter,
    (f) => use(made(f), f),
    (f) => use(asRule(f), f),
  );
}

/** Code that asks a set in which there are `filters` for elements. */
export function askedSet(interpreter: Interpreter, filters: ReadonlySet<Expression>, ask: Eval): Eval {
  return filters.size === 0 ? ask : orElse(interpreter, ask, underRules(interpreter, filters, ask));
}

/** Code that runs `plain` or, where that fails, `other`; where both do, the first failure is told. */
function orElse({ runtime }: Interpreter, plain: Eval, other: Eval): Eval {
  return (f) => {
    runtime.applications++;
    try {
      return plain(f);
    } catch (error) {
      if (runtime.applications > deepest || !isSpecError(error)) throw error;
      try {
        return other(f);
      } catch (second) {
        throw isSpecError(second) ? error : second;
      }
    } finally {
      runtime.applications--;
    }
  };
}

function underRules({ runtime }: Interpreter, rules: ReadonlySet<Expression>, code: Eval): Eval {
  return (f) => {
    const outer = runtime.rules;
    runtime.rules = rules;
    try {
      return code(f);
    } finally {
      runtime.rules = outer;
    }
  };
}

interface Found {
  /** The bodies of the functions, or the predicates of the sets. */
  readonly rules: Set<Expression>;
  /** Definitions that were looked into. */
  readonly entered: Set<OperatorSymbol>;
}

/**
 * Finds the functions, written as `x \in S |-> e` or defined as `f[x \in S] == e`, of which one is the value of what is
 * applied to `count` arguments.
 */
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
      return;
    }
    default:
      branchesOf(expression).forEach(add);
  }
}

/** The operators of which the sets among `addFilters` may be operands: they ask these for an element when they are asked. */
const askingOperands: ReadonlySet<string> = new Set(["\\cup", "\\cap", "\\", "SUBSET"]);

/** Finds the sets, written as `{x \in S : P}`, that are asked for an element when `expression` is. */
function addFilters(interpreter: Interpreter, expression: Expression, found: Found): void {
  const add = (part: Expression) => addFilters(interpreter, part, found);
  switch (expression.kind) {
    case "setFilter":
      found.rules.add(expression.predicate);
      if (expression.bound.set !== null) add(expression.bound.set);
      return;
    case "functionSet":
      add(expression.range);
      return;
    case "recordSet":
      for (const { value } of expression.fields) add(value);
      return;
    case "product":
      expression.factors.forEach(add);
      return;
    case "reference": {
      const { symbol } = interpreter.meaningOf(expression);
      if (symbol.kind === "builtin" && askingOperands.has(symbol.name)) expression.args.forEach(add);
      if (symbol.kind !== "operator" || symbol.binders !== null || symbol.module.library) return;
      if (found.entered.has(symbol)) return;
      found.entered.add(symbol);
      add(symbol.body);
      return;
    }
    default:
      branchesOf(expression).forEach(add);
  }
}
