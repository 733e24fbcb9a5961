/** What a search level by level knows of its levels and states, wherever these are kept. */

import { type Model, sameRow } from "../../models/model.ts";
import { Exploration } from "../exploration.ts";
import type { ResolvedOptions } from "../options.ts";
import { firstSources, type KnownOrigins } from "../origins.ts";

export abstract class Levels extends Exploration {
  abstract override readonly rowOf: (state: number) => Int32Array;
  /** Where each stored state came from. */
  protected abstract readonly origins: KnownOrigins;
  /** The number of the state being expanded; every state before it has been expanded. */
  protected expanded = 0;
  protected levelEnd = 0;
  /** How many initial states there are; -1 until all are known. */
  protected initialEnd = -1;
  /** By action, 1 if a step has been seen to change something. */
  private readonly moved: Uint8Array;

  constructor(model: Model, options: ResolvedOptions) {
    super(model, options);
    this.moved = new Uint8Array(model.actions.length);
  }

  get initial(): number {
    return this.initialEnd < 0 ? this.distinct : this.initialEnd;
  }

  get frontier(): number {
    return this.distinct - this.expanded;
  }

  /** The state from which the search came to this one; -1 for an initial one. */
  predecessorOf(state: number): number {
    return this.origins.predecessorOf(state);
  }

  /** The first `each` states from which each action led to a new one. */
  firstSources(each: number): number[] {
    return firstSources(this.origins, each);
  }

  /** Has a step of the action been seen to change something? Of steps that come in batches nobody sees that. */
  hasMoved(action: number): boolean {
    return this.moved[action] === 1;
  }

  /** Notes whether the step to `row` changes something. */
  protected noteStep(row: Int32Array, action: number): void {
    if (this.moved[action] === 0 && !sameRow(row, this.current)) this.noteMoved(action);
  }

  /** A step of the action has changed something. */
  protected noteMoved(action: number): void {
    this.moved[action] = 1;
  }

  /** Begins the level of the states from `levelEnd` on; false where what was found before has to be told first. */
  protected beginsLevel(): boolean {
    const found = this.verdicts.findings.length;
    if (this.tellable < found) {
      this.tellable = found;
      return false;
    }
    this.levels.push(this.distinct - this.levelEnd);
    this.levelEnd = this.distinct;
    if (this.initialEnd < 0) this.initialEnd = this.distinct;
    this.asked.level++;
    if (this.depth >= this.options.maxDepth) this.end("max-depth");
    if (found > 0) this.endIfEnough();
    return true;
  }
}
