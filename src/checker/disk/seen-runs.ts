// Hot path: `subtractSome` runs through all candidates and, where these are many, through all rows that were seen.
/** Which rows were seen: sorted runs, of which each row is in one. */

import { type Candidates, placeOf } from "./candidates.ts";
import type { Room } from "./disk.ts";
import { Merge } from "./merge.ts";
import { Cursor, compare, type Place, Run } from "./run.ts";

/** Records between two moments in which the search may look at the clock. */
const BREATH = 4096;

/** So many runs that were merged as often are merged. */
const SAME = 8;

/** Candidates that are looked up. */
interface LookUp {
  readonly candidates: Merge;
  /** What was met from this place on does not count. */
  readonly limit: number;
  readonly isNew: (place: number) => void;
  readonly seen: readonly Cursor[];
  readonly fresh: Run;
  /** The last candidate, without its place. */
  readonly last: Place;
  /** Was there one? */
  begun: boolean;
}

export class SeenRuns {
  private readonly room: Room;
  private words: number;
  private runs: Run[] = [];
  /** How often the rows of a run were merged. */
  private readonly merged = new WeakMap<Run, number>();

  constructor(room: Room, words: number) {
    this.room = room;
    this.words = words;
  }

  get count(): number {
    return this.runs.reduce((sum, run) => sum + run.count, 0);
  }

  /**
   * Of the candidates that were met before place `limit` adds those that were not seen, and tells where each was met
   * first. The candidates are used up. Yields now and then.
   */
  *take(candidates: Candidates, limit: number, isNew: (place: number) => void): Generator<void> {
    const { room, words } = this;
    const fresh = new Run(room, words + 1);
    const lookUp: LookUp = {
      candidates: new Merge(candidates.sources(), words + 1),
      limit,
      isNew,
      seen: this.runs.map((run) => new Cursor(run)),
      fresh,
      last: { words: new Int32Array(words + 1), at: 0 },
      begun: false,
    };
    while (subtractSome(lookUp)) yield;
    candidates.clear();
    if (fresh.count === 0) return;
    this.runs.push(fresh);
    this.merged.set(fresh, 0);
    yield* this.gather();
  }

  /** Keeps the runs few: each row is written again as often as the logarithm of how many there were. */
  private *gather(): Generator<void> {
    const { runs, room, words } = this;
    for (let level = 0; ; level++) {
      const last = runs.slice(-SAME);
      if (last.length < SAME || last.some((run) => this.merged.get(run) !== level)) return;
      const all = new Run(room, words + 1);
      const cursors = last.map((run) => new Cursor(run));
      const merge = new Merge(cursors, words + 1);
      while (copySome(merge, all)) yield;
      runs.splice(-SAME, SAME, all);
      this.merged.set(all, level + 1);
      for (const run of last) run.remove();
    }
  }

  /** Forgets all rows: those to come have so many words. */
  begin(words: number): void {
    this.remove();
    this.words = words;
  }

  remove(): void {
    for (const run of this.runs) run.remove();
    this.runs = [];
  }
}

/** Looks some candidates up; false when all are. */
function subtractSome(lookUp: LookUp): boolean {
  const { candidates, limit, seen, fresh, last } = lookUp;
  const { words } = last;
  const { length } = words;
  for (let left = BREATH; left > 0; left--) {
    const one = candidates.least;
    if (one === null) return false;
    // Of equal rows the first one was met first.
    if (!lookUp.begun || compare(last, one, length) !== 0) {
      lookUp.begun = true;
      for (let word = 0; word < length; word++) words[word] = one.words[one.at + word] as number;
      const place = placeOf(one.words, one.at, length - 1);
      if (place < limit && !isIn(seen, last)) {
        fresh.push(words, 0);
        lookUp.isNew(place);
      }
    }
    candidates.next();
  }
  return true;
}

function copySome(merge: Merge, run: Run): boolean {
  for (let left = BREATH; left > 0; left--) {
    const one = merge.least;
    if (one === null) return false;
    run.push(one.words, one.at);
    merge.next();
  }
  return true;
}

/** Is the record among those to which the cursors come? They are moved on to where it would be. */
function isIn(cursors: readonly Cursor[], record: Place): boolean {
  const hash = (record.words[0] as number) >>> 0;
  for (let i = 0; i < cursors.length; i++) {
    const cursor = cursors[i] as Cursor;
    cursor.skipTo(hash);
    let difference = -1;
    while (cursor.at >= 0) {
      difference = compare(cursor, record, record.words.length);
      if (difference >= 0) break;
      cursor.next();
    }
    if (difference === 0) return true;
  }
  return false;
}
