// Hot path: `take` is called for each element that is bound and for each call.
/** A long evaluation looks up now and then: it may have to end, although no state comes out of it. */

import type { RunFacts } from "../../model.ts";

/** Elements and calls between two looks. */
const STEPS_PER_LOOK = 4096;

/** One for each model. */
export class Breath {
  /** Null while nobody runs the model; then `lookUp` is called in its place. */
  facts: RunFacts | null = null;
  private readonly lookUp: () => void;
  private left = STEPS_PER_LOOK;

  constructor(lookUp: () => void = () => {}) {
    this.lookUp = lookUp;
  }

  /** Counts an element or a call; throws what the run throws to end it. */
  take(): void {
    if (--this.left > 0) return;
    this.left = STEPS_PER_LOOK;
    if (this.facts === null) this.lookUp();
    else this.facts.lookUp();
  }
}
