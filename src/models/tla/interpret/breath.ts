// Hot path: `take` is called for each element of a set or function that is being made.
/** A long evaluation looks up now and then: it may have to end, although no state comes out of it. */

import type { RunFacts } from "../../model.ts";

/** Elements between two looks. */
const ELEMENTS_PER_LOOK = 4096;

/** One for each model. */
export class Breath {
  /** Null while nobody runs the model. */
  facts: RunFacts | null = null;
  private left = ELEMENTS_PER_LOOK;

  /** Counts an element that will be kept; throws what the run throws to end it. */
  take(): void {
    if (--this.left > 0) return;
    this.left = ELEMENTS_PER_LOOK;
    this.facts?.lookUp();
  }
}
