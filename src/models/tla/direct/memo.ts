// Hot path: `get` runs before each evaluation that may be remembered.
/**
 * Results by one value. It is found by its identity, so only values that the interner has met serve: those of states,
 * and their parts. A memo that rarely helps is dropped.
 */

import { ModelValue, type Value } from "../../../values/index.ts";

/** So many results are kept; then all are forgotten. */
const MOST = 50_000;
/** A memo is judged each time it has been asked so often. */
const JUDGEMENT = 1024;

export class Memo {
  private readonly results = new Map<Value, Value>();
  private asked = 0;
  private found = 0;
  private dropped = false;

  /** The result for `key`; undefined where there is none. */
  get(key: Value): Value | undefined {
    if (this.dropped) return undefined;
    const result = this.results.get(key);
    this.asked++;
    if (result !== undefined) this.found++;
    if (this.asked === JUDGEMENT) this.judge();
    return result;
  }

  /** Keeps a result, and gives it. */
  keep(key: Value, result: Value): Value {
    if (this.dropped) return result;
    if (typeof key === "object" && !(key instanceof ModelValue) && key.interner === null) return result;
    if (this.results.size === MOST) this.results.clear();
    this.results.set(key, result);
    return result;
  }

  private judge(): void {
    this.dropped = this.found * 2 < this.asked;
    this.asked = 0;
    this.found = 0;
    if (this.dropped) this.results.clear();
  }
}
