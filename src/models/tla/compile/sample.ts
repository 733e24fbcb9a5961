/** What values the variables take: looked at before a layout is chosen, and again where one was outgrown. */

import type { Value } from "../../../values/index.ts";
import { EvaluationError } from "../../model.ts";
import { Unheard } from "../interpret/error.ts";
import type { Choice } from "../layout/form.ts";
import type { Packing } from "../layout/packing.ts";
import type { TlaModel } from "../model.ts";

/** Successors that are looked at before the first layout: enough to see most values, few enough to cost little. */
const SUCCESSORS = 6000;
/** Successors that are looked at around a state that did not fit. */
const AROUND = 3000;
/** The part of them that is found breadth first; the others come from random walks, which reach deep states. */
const BREADTH = 0.3;
const LONGEST_WALK = 120;
/** States of the search from which walks begin: what one of them leads to another may not. */
const MOST_MARKS = 32;
/** Values of one variable that are remembered. */
const MOST_VALUES = 1 << 17;

/** Thrown through the model to leave an enumeration that has shown enough; never seen outside this file. */
const ENOUGH = new Error("enough was seen");

/** The distinct values of each variable, in the order in which they were met: as ids, since they may be many. */
export class Sample {
  /** How many of them a layout knows. */
  private readonly settled: number[];
  /** True when values are too many for any layout: one was met that is not remembered, or hardly one comes twice. */
  full = false;
  private readonly known: Set<number>[];
  private readonly model: TlaModel;
  readonly filters: boolean;
  /** How many successors the first look sees. */
  readonly successors: number;
  private random = 1;
  private chosen: Choice | null = null;
  /** Rows that the search has come to, early and late ones. */
  private readonly marks: Int32Array[] = [];
  /** Is a look around a state to end? */
  private over = (): boolean => false;

  /** `filters`: may constraints be asked about states that the search has not come to? */
  constructor(model: TlaModel, filters = true, successors = SUCCESSORS) {
    this.model = model;
    this.filters = filters;
    this.successors = successors;
    this.settled = model.variables.map(() => 0);
    this.known = model.variables.map(() => new Set());
  }

  /** How layouts are chosen for them. */
  get choice(): Choice {
    const { interner, parts } = this.model;
    this.chosen ??= { interner, room: true, exchanges: parts.exchanges() };
    return this.chosen;
  }

  /** Looks at initial states and some that follow; false if that already fails, or finds nothing. */
  take(): boolean {
    const initial: Int32Array[] = [];
    let met = 0;
    try {
      this.model.parts.tentatively(() =>
        this.model.initial((row) => {
          this.noteRow(row);
          if (initial.length < Math.max(1, this.successors)) initial.push(row.slice());
          if (++met > MOST_VALUES) throw ENOUGH;
        }),
      );
    } catch (error) {
      if (error instanceof EvaluationError) return false;
      if (error !== ENOUGH && !(error instanceof Unheard)) throw error;
    }
    if (initial.length === 0) return false;
    if (!this.breadth(initial, this.successors * BREADTH)) this.walk(initial, this.successors * (1 - BREADTH));
    return true;
  }

  /** Remembers a row that the search has come to. */
  mark(row: Int32Array): void {
    const { marks } = this;
    if (marks.push(row.slice()) < MOST_MARKS) return;
    const spread = marks.filter((_, i) => i % 2 === 0);
    marks.splice(0, marks.length, ...spread);
  }

  /**
   * Looks around a state and on from others, at `limit` successors, until that takes too long: a poorer layout is widened
   * later.
   */
  explore(row: Int32Array, over: () => boolean, limit = AROUND): void {
    this.over = over;
    this.walk([row, ...this.marks], limit * (1 - BREADTH));
    this.breadth([row], limit * BREADTH);
    this.over = () => false;
  }

  /** The values of a variable, but for so many that were met first. */
  seen(variable: number, from = 0): Value[] {
    const ids = [...(this.known[variable] as Set<number>)].slice(from);
    return ids.map((id) => this.model.interner.valueOf(id));
  }

  /** The values of a variable that no layout knows. */
  fresh(variable: number): readonly Value[] {
    return this.seen(variable, this.settled[variable]);
  }

  /** A layout knows all values now. */
  settle(): void {
    for (const [variable, { size }] of this.known.entries()) this.settled[variable] = size;
  }

  /** The variables that have got another value in more than half of so many steps, such as a history. */
  novel(steps: number): ReadonlySet<number> {
    return new Set(this.known.flatMap(({ size }, i) => (2 * size > steps ? [i] : [])));
  }

  note(state: readonly Value[]): void {
    for (const [i, value] of state.entries()) this.noteValue(i, value);
  }

  noteValue(variable: number, value: Value): void {
    this.noteId(variable, this.model.interner.idOf(value));
  }

  /** Takes over what open universes have learned. */
  learn(packing: Packing): void {
    packing.variables.forEach((variable, i) => {
      if (variable.kind !== "element") return;
      for (const value of variable.universe.values) this.noteValue(i, value);
    });
  }

  /** Notes the values of a row of the interpreter. */
  noteRow(row: Int32Array): void {
    for (let i = 0; i < row.length; i++) this.noteId(i, row[i] as number);
  }

  /** Notes those values of a row that it does not share with one that has been noted: most successors change little. */
  noteStep(row: Int32Array, noted: Int32Array): void {
    for (let i = 0; i < row.length; i++) if (row[i] !== noted[i]) this.noteId(i, row[i] as number);
  }

  private noteId(variable: number, id: number): void {
    const known = this.known[variable] as Set<number>;
    if (known.size < MOST_VALUES) known.add(id);
    else this.full ||= !known.has(id);
  }

  /** The successors of a row that the constraints admit; none where the text fails, or would warn. All are noted. */
  private after(row: Int32Array): Int32Array[] {
    try {
      return this.model.parts.tentatively(() => this.admitted(row));
    } catch (error) {
      if (error instanceof EvaluationError || error instanceof Unheard) return [];
      throw error;
    }
  }

  private admitted(row: Int32Array): Int32Array[] {
    const found: Int32Array[] = [];
    this.find(row, found);
    for (const successor of found) this.noteRow(successor);
    // Without the constraints a walk would lead away from what the search will see.
    if (!this.filters) return [];
    return this.model.constrained ? found.filter((successor) => this.model.within(successor)) : found;
  }

  /** Adds the successors of a row to `found`, until they are many. */
  private find(row: Int32Array, found: Int32Array[]): void {
    try {
      this.model.next(row, (successor, action) => {
        if (action >= 0) found.push(successor.slice());
        if (found.length > MOST_VALUES) throw ENOUGH;
      });
    } catch (error) {
      if (error !== ENOUGH) throw error;
    }
  }

  /** Breadth first from `start`; true if nothing is left. */
  private breadth(start: readonly Int32Array[], limit: number): boolean {
    const queue = [...start];
    const met = new Set(queue.map(String));
    let looked = 0;
    for (let at = 0; at < queue.length; at++) {
      if (looked > limit || this.over()) return false;
      for (const successor of this.after(queue[at] as Int32Array)) {
        looked++;
        const key = String(successor);
        if (met.has(key)) continue;
        met.add(key);
        queue.push(successor);
      }
    }
    return true;
  }

  private walk(start: readonly Int32Array[], limit: number): void {
    for (let looked = 0; looked < limit && !this.over(); ) {
      let at = start[this.below(start.length)] as Int32Array;
      for (let step = 0; step < LONGEST_WALK && looked < limit && !this.over(); step++) {
        const next = this.after(at);
        looked += Math.max(1, next.length);
        if (next.length === 0) break;
        at = next[this.below(next.length)] as Int32Array;
      }
    }
  }

  /** The same choices in every run. */
  private below(n: number): number {
    this.random = (Math.imul(this.random, 1664525) + 1013904223) | 0;
    return Math.floor(((this.random >>> 8) / 2 ** 24) * n);
  }
}
