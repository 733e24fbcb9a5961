/** A value that is always the same: results of tables only, because a variable may get another one. */

import { compare, printBrief, type Value } from "../../../values/index.ts";
import type { Choice, Form, Numbers } from "./form.ts";

export class ConstantRepresentation implements Form {
  readonly kind = "constant";
  readonly leafCount = 0;
  readonly parts = [];
  readonly universe = null;
  readonly advice = null;
  readonly value: Value;

  constructor(value: Value) {
    this.value = value;
  }

  leaves(): readonly [] {
    return [];
  }

  decode(): Value {
    return this.value;
  }

  encode(value: Value): boolean {
    return compare(this.value, value) === 0;
  }

  widen(value: Value): boolean {
    return compare(this.value, value) === 0;
  }

  snapshot(): this {
    return this;
  }

  key(numbers: Numbers): string {
    return `c${numbers.of(this.value)}`;
  }

  describe(): string {
    return `always ${printBrief(this.value)}`;
  }
}

/** For one value where no room is wanted. */
export function constantFor(values: readonly Value[], { room }: Choice): ConstantRepresentation | null {
  const value = values[0] as Value;
  return !room && values.every((v) => v === value) ? new ConstantRepresentation(value) : null;
}
