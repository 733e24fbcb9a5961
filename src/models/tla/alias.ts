/** ALIAS: what is shown in place of a state, or the reason why that is not possible. */

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

/** The fields of ALIAS, where its definition is one record: each is shown, even if another one fails. */
export function fieldsOf({ expression }: Formula, { program }: Setup): [string, Formula][] {
  const symbol = expression.kind === "reference" ? program.tables.meanings.get(expression)?.symbol : undefined;
  if (symbol?.kind !== "operator" || symbol.body.kind !== "record") return [];
  const { body, source } = symbol;
  return body.fields.map(({ name, value }) => [name, { expression: value, source }]);
}
