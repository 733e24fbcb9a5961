// Hot path: `step` runs once per generated state.
/** Steps, and states first found by them, by action: where a step is counted in TypeScript, whatever the order. */

export interface ActionEntries {
  readonly steps: readonly number[];
  readonly found: readonly number[];
}

export class ActionCounts {
  /** How many actions there are. */
  readonly actions: number;
  private readonly steps: Float64Array;
  private readonly found: Float64Array;

  constructor(actions: number) {
    this.actions = actions;
    this.steps = new Float64Array(actions);
    this.found = new Float64Array(actions);
  }

  /** Counts a step of `action`, to whatever state. */
  step(action: number): void {
    (this.steps[action] as number)++;
  }

  /** Counts a state that a step of `action` was the first to lead to. */
  state(action: number): void {
    (this.found[action] as number)++;
  }

  /** Counts steps of all actions that were counted elsewhere, and forgets them there. */
  move(counted: Float64Array): void {
    for (let action = 0; action < this.actions; action++) {
      this.steps[action] = (this.steps[action] as number) + (counted[action] as number);
    }
    counted.fill(0);
  }

  /** Takes over the counts of others, which go on counting. */
  copy({ steps, found }: ActionCounts): void {
    this.steps.set(steps);
    this.found.set(found);
  }

  /** Counts steps of all actions, and states that these were the first to lead to. */
  add(steps: Float64Array, found: Float64Array): void {
    for (let action = 0; action < this.actions; action++) {
      this.steps[action] = (this.steps[action] as number) + (steps[action] as number);
      this.found[action] = (this.found[action] as number) + (found[action] as number);
    }
  }

  /** All of them, by action, to be set again by `restore`. */
  get entries(): ActionEntries {
    return { steps: [...this.steps], found: [...this.found] };
  }

  restore({ steps, found }: ActionEntries): void {
    this.steps.set(steps);
    this.found.set(found);
  }

  generated(action: number): number {
    return this.steps[action] as number;
  }

  distinct(action: number): number {
    return this.found[action] as number;
  }
}
