/** ALIAS: what is shown in place of a state, or the reason why that is not possible. */

import type { Expression } from "../../tla/syntax/tree.ts";
import { modelValue, type Value } from "../../values/index.ts";
import type { Step } from "../model.ts";
import type { Formula } from "./behavior.ts";
import type { Setup } from "./interpret/interpreter.ts";

/** Why a value cannot be shown, as what is shown in its place. */
export class Unshown {
  readonly value: Value;

  constructor(reason: string) {
    this.value = modelValue(`(${reason})`);
  }
}

export function isUnshown(value: Value | Step["alias"] | Unshown): value is Unshown {
  return value instanceof Unshown;
}

/**
 * The fields of ALIAS, where it is one record by its text, however many definitions lead there: each is shown, even if
 * another one fails.
 */
export function fieldsOf(alias: Formula, { program, lowering }: Setup): [string, Formula][] {
  let { expression, source } = alias;
  let around: Extract<Expression, { kind: "let" }>[] = [];
  while (expression.kind !== "record") {
    if (expression.kind === "let") {
      around = [expression, ...around];
      expression = expression.body;
    } else if (expression.kind === "label") expression = expression.body;
    else if (expression.kind === "reference") {
      const symbol = program.tables.meanings.get(expression)?.symbol;
      if (symbol?.kind !== "operator" || symbol.recursive || symbol.parameters.length > 0) return [];
      ({ body: expression, source } = symbol);
      // What stands in a definition of a module sees nothing of a LET around its name.
      if (lowering.isTopLevel(symbol)) around = [];
    } else return [];
  }
  const within = (value: Expression): Expression => around.reduce((body, outer) => ({ ...outer, body }), value);
  return expression.fields.map(({ name, value }) => [name, { expression: within(value), source }]);
}
