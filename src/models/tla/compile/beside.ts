/** The interpreter beside code: it does what a search does with a state, only to show how long it takes. */

import { EvaluationError } from "../../model.ts";
import { Unheard } from "../interpret/error.ts";
import type { TlaModel } from "../model.ts";

export class Beside {
  private readonly inner: TlaModel;
  /** The properties, and the parts of them, that are asked about each state. */
  private readonly asked: readonly (readonly [property: number, part: number])[];

  constructor(inner: TlaModel) {
    this.inner = inner;
    this.asked = inner.properties.flatMap(({ parts }, property) => {
      return parts.flatMap(({ over }, part) => (over === "state" ? [[property, part] as const] : []));
    });
  }

  /** The number of successors of a state. */
  expand(row: Int32Array): number {
    const { inner } = this;
    let count = 0;
    try {
      inner.parts.tentatively(() => {
        inner.successors(row, () => {
          count++;
        });
        if (!inner.within(row)) return;
        for (const [property, part] of this.asked) inner.holds(property, part, row);
      });
    } catch (error) {
      if (!(error instanceof EvaluationError || error instanceof Unheard)) throw error;
    }
    return count;
  }
}
