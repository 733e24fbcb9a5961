// Hot path: `takeKnown` runs once per generated state; it may allocate only when a property is violated.
/** A search that is told of each successor, before it comes to it, whether it is the first that leads to a new state. */

import { Levels } from "./levels.ts";

export abstract class Foretold extends Levels {
  /** Keeps a new state: `predecessor` and `action` are -1 for an initial one. */
  protected abstract append(row: Int32Array, predecessor: number, action: number): void;

  /** Takes a step of which it is known whether it is the first one to a new state. */
  protected takeKnown(row: Int32Array, action: number, unseen: boolean): void {
    const { constrained } = this.model;
    // Where a key cannot be made, as much has been counted and asked as in a search that has to look it up.
    if (!constrained) this.makeKey(row);
    this.generated++;
    if (constrained && !this.isWithin(row, action)) {
      this.excluded++;
      this.ask(row, action, true);
      return;
    }
    if (constrained) this.makeKey(row);
    if (unseen) this.store(row, action);
    this.ask(row, action, unseen);
  }

  /** Makes the key of a successor that constraints admit, where the model has keys of its own: that may fail, or warn. */
  protected abstract makeKey(row: Int32Array): void;

  private store(row: Int32Array, action: number): void {
    if (this.distinct >= this.options.maxStates) this.end("max-states");
    this.tally.state(action);
    if (this.distinct === this.levelEnd) this.depth++;
    this.append(row, this.expanded, action);
  }

  /** Keeps an initial state that is new. */
  protected keepNew(row: Int32Array): void {
    if (this.distinct >= this.options.maxStates) this.end("max-states");
    this.depth = 1;
    this.append(row, -1, -1);
  }
}
