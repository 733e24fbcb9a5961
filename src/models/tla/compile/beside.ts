/** The interpreter beside code: it does what a search does with states, only to show how long it takes. */

import { EvaluationError } from "../../model.ts";
import type { TlaModel } from "../model.ts";

/** So many successors wait at most to be the next states. */
const MOST_OPEN = 256;

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

  /** Takes one state each time, first that of `ids`, then those that follow; gives the number of its successors. */
  from(ids: () => Int32Array): () => number {
    const open: Int32Array[] = [];
    return () => this.expand(open.shift() ?? ids(), open);
  }

  private expand(row: Int32Array, open: Int32Array[]): number {
    const { inner } = this;
    let count = 0;
    const take = (successor: Int32Array): void => {
      count++;
      if (open.length < MOST_OPEN && inner.within(successor)) open.push(successor.slice());
    };
    try {
      inner.parts.quietly(() => {
        inner.successors(row, take);
        for (const [property, part] of this.asked) inner.holds(property, part, row);
      });
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
    }
    return count;
  }
}
