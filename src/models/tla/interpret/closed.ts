/** Expressions whose value is always the same, such as `SUBSET Proc` and `[1 .. N -> Nat]`: they are evaluated once. */

import { builtinLevels, builtins } from "../../../tla/semantics/builtin.ts";
import type { BoundSymbol } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Bound, Expression, Reference } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Eval } from "./runtime.ts";

/** Modules whose operators do nothing but give a value: no output, no chance. */
const pureModules: ReadonlySet<string> = new Set(["Naturals", "Integers", "Reals", "Sequences", "FiniteSets"]);

/**
 * Can the value of `expression` depend on states alone, and on no local name around it? Whether it depends on states
 * shows when it is evaluated: see `kept`. False also for what is no dearer to evaluate than to look up.
 */
export function isClosed(interpreter: Interpreter, expression: Expression): boolean {
  switch (expression.kind) {
    case "reference":
      return expression.args.length > 0 && closed(interpreter, expression, new Set());
    case "setEnumeration":
    case "tuple":
    case "record":
    case "setFilter":
    case "setMap":
    case "functionLiteral":
    case "functionSet":
    case "recordSet":
    case "product":
    case "choose":
      return closed(interpreter, expression, new Set());
    default:
      return false;
  }
}

/** The same code, evaluated only once if it turns out to read no variable. */
export function kept(interpreter: Interpreter, code: Eval): Eval {
  const { runtime, setup } = interpreter;
  if (setup.uses?.placed === true) return code;
  let constant: Value | undefined;
  let varies = false;
  return (f) => {
    if (constant !== undefined) return constant;
    if (varies || runtime.primed > 0) return code(f);
    const { reads, unstableReads } = runtime;
    const value = code(f);
    if (runtime.reads === reads && runtime.unstableReads === unstableReads) constant = value;
    else varies = true;
    return value;
  };
}

/** What is closed by itself, and what is not: each part of a long chain is asked about, and it has all those below. */
const answers = new WeakMap<Interpreter, WeakMap<Expression, boolean>>();

/** `inside` holds the names that are bound between the whole expression and this part. */
function closed(interpreter: Interpreter, expression: Expression, inside: ReadonlySet<BoundSymbol>): boolean {
  if (inside.size > 0) return look(interpreter, expression, inside);
  const known = answers.get(interpreter) ?? new WeakMap<Expression, boolean>();
  answers.set(interpreter, known);
  const answer = known.get(expression) ?? look(interpreter, expression, inside);
  known.set(expression, answer);
  return answer;
}

function look(interpreter: Interpreter, expression: Expression, inside: ReadonlySet<BoundSymbol>): boolean {
  const all = (parts: readonly Expression[]) => parts.every((part) => closed(interpreter, part, inside));
  switch (expression.kind) {
    case "reference":
      return isPure(interpreter, expression, inside) && all(expression.args);
    case "quantifier":
    case "setMap":
    case "functionLiteral":
      return closedUnder(interpreter, expression.bounds, expression.body, inside);
    case "setFilter":
      return closedUnder(interpreter, [expression.bound], expression.predicate, inside);
    case "choose":
      return closedUnder(interpreter, [expression.bound], expression.body, inside);
    default:
      return !open.has(expression.kind) && all(partsOf(expression));
  }
}

/** What reads what is around it, is hardly ever constant, or has no value. */
const open: ReadonlySet<Expression["kind"]> = new Set([
  ...(["at", "except", "case", "let", "label", "lambda", "actionSubscript"] as const),
  ...(["fairness", "temporalQuantifier", "assumeProve", "newSymbol"] as const),
]);

function closedUnder(
  interpreter: Interpreter,
  bounds: readonly Bound[],
  body: Expression,
  inside: ReadonlySet<BoundSymbol>,
): boolean {
  const names = new Set(inside);
  for (const bound of bounds) {
    if (bound.set === null || !closed(interpreter, bound.set, inside)) return false;
    for (const symbol of interpreter.setup.program.tables.bounds.get(bound)?.symbols ?? []) names.add(symbol);
  }
  return closed(interpreter, body, names);
}

/** Does the name itself mean the same wherever it stands? Its arguments are not looked at. */
function isPure(interpreter: Interpreter, reference: Reference, inside: ReadonlySet<BoundSymbol>): boolean {
  const { symbol } = interpreter.meaningOf(reference);
  switch (symbol.kind) {
    case "builtin":
      return builtins.has(symbol.name) && builtinLevels(symbol.name).result === 0;
    case "bound":
      return inside.has(symbol);
    case "constant":
      return symbol.arity === 0;
    case "operator":
      if (symbol.module.library) return pureModules.has(symbol.module.name);
      // Definitions of modules are kept themselves; those of a LET can read local names.
      return symbol.parameters.length === 0 && interpreter.setup.lowering.isTopLevel(symbol);
    default:
      return false;
  }
}
