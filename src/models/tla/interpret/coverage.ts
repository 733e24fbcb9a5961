/** Counts how often the conditions of each action were true and false; made only when coverage is asked for. */

import type { Location, Source } from "../../../tla/syntax/source.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { ConjunctCount, RunFacts } from "../../model.ts";

/** The answers of one condition, by the index of the action in which it was asked. */
class ConditionCounter {
  readonly location: Location;
  readonly whenTrue: number[] = [];
  readonly whenFalse: number[] = [];

  constructor(location: Location) {
    this.location = location;
  }

  count(action: number, value: boolean): void {
    const counts = value ? this.whenTrue : this.whenFalse;
    counts[action] = (counts[action] ?? 0) + 1;
  }
}

/** The counters of a model. A condition is one expression of the text, however often code was made of it. */
export class Coverage {
  facts: Pick<RunFacts, "exploring"> | null = null;
  private readonly counters = new Map<Expression, ConditionCounter>();

  /** Is an answer one of the search? Not one of a replay, of what is asked of behaviors, or of what is drawn and told. */
  get counting(): boolean {
    return this.facts?.exploring === true;
  }

  counterOf(expression: Expression, source: Source): ConditionCounter {
    let counter = this.counters.get(expression);
    if (counter === undefined) {
      counter = new ConditionCounter(source.locate(expression.span));
      this.counters.set(expression, counter);
    }
    return counter;
  }

  /** What has been counted, by action and then in text order. */
  counts(): ConjunctCount[] {
    const found: ConjunctCount[] = [];
    for (const { location, whenTrue, whenFalse } of this.counters.values()) {
      for (let action = 0; action < Math.max(whenTrue.length, whenFalse.length); action++) {
        const [yes, no] = [whenTrue[action] ?? 0, whenFalse[action] ?? 0];
        if (yes + no > 0) found.push({ action, location, whenTrue: yes, whenFalse: no });
      }
    }
    const order = (a: ConjunctCount, b: ConjunctCount): number =>
      a.action - b.action || a.location.line - b.location.line || a.location.column - b.location.column;
    return found.sort(order);
  }
}
