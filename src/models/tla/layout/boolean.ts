/** A Boolean in one bit. */

import type { Value } from "../../../values/index.ts";
import type { Form, Leaf } from "./form.ts";

export class BooleanRepresentation implements Form {
  readonly kind = "boolean";
  readonly leafCount = 1;
  readonly parts = [];
  readonly universe = null;
  readonly advice = null;

  leaves(): readonly Leaf[] {
    return [{ name: ":0", bits: 1, size: 2, low: 0 }];
  }

  decode(leaves: ArrayLike<number>, at: number): Value {
    return leaves[at] !== 0;
  }

  encode(value: Value, leaves: number[] | Int32Array, at: number): boolean {
    leaves[at] = value === true ? 1 : 0;
    return typeof value === "boolean";
  }

  widen(value: Value): boolean {
    return typeof value === "boolean";
  }

  snapshot(): this {
    return this;
  }

  key(): string {
    return "b";
  }

  describe(): string {
    return "a Boolean, 1 bit";
  }
}

export function booleanFor(values: readonly Value[]): BooleanRepresentation | null {
  return values.every((v) => typeof v === "boolean") ? new BooleanRepresentation() : null;
}
