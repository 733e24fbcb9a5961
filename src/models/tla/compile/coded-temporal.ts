// Hot path: `holds` and `holdsStep` run for every state and step that a temporal property asks about.
/** The temporal part of a compiled model: atoms are decided by code of their own once that pays. */

import type { Temporal, TemporalModel } from "../../temporal.ts";
import type { Account } from "./account.ts";
import type { Predicate } from "./program.ts";

/** Of so many questions one is timed: a look at the clock takes as long as a small atom. */
const TIMED = 8;

/** What a compiled model has for this. */
export interface AtomMaker {
  readonly account: Account;
  /** Are states packed? Then there may be code. */
  packed(): boolean;
  /** Makes the code of all atoms; null in place of an atom that has none. */
  make(): readonly (Predicate | null)[];
  /** The answer of code; null where it leaves that to the interpreter. */
  answer(predicate: Predicate, row: Int32Array, successor: Int32Array): boolean | null;
  /** The interpreter's rows for those of a step, until it is asked again. */
  ids(row: Int32Array): Int32Array;
  otherIds(row: Int32Array): Int32Array;
}

/**
 * Code is made when the interpreter has taken as long as making it will: many a graph is small, and all its atoms are
 * decided in less.
 */
export class CodedTemporal implements TemporalModel {
  readonly atoms: TemporalModel["atoms"];
  private readonly inner: TemporalModel;
  private readonly maker: AtomMaker;
  private code: readonly (Predicate | null)[] | null = null;
  /** Milliseconds that the interpreter has taken, by the questions that were timed. */
  private spent = 0;
  private asked = 0;

  constructor(inner: TemporalModel, maker: AtomMaker) {
    this.inner = inner;
    this.maker = maker;
    this.atoms = inner.atoms;
  }

  /** The layout is another one: the code was made for the last. */
  forget(): void {
    this.code = null;
  }

  assumptions(): readonly Temporal[] {
    return this.inner.assumptions();
  }

  formula(property: number, part: number): Temporal {
    return this.inner.formula(property, part);
  }

  holds(atom: number, row: Int32Array): boolean {
    return this.byCode(atom, row, row) ?? this.interpreted(atom, row, null);
  }

  holdsStep(atom: number, row: Int32Array, successor: Int32Array): boolean {
    return this.byCode(atom, row, successor) ?? this.interpreted(atom, row, successor);
  }

  private byCode(atom: number, row: Int32Array, successor: Int32Array): boolean | null {
    const { maker } = this;
    if (!maker.packed()) return null;
    if (this.code === null && maker.account.repays(this.spent)) this.code = maker.make();
    const predicate = this.code?.[atom] ?? null;
    return predicate === null ? null : maker.answer(predicate, row, successor);
  }

  private interpreted(atom: number, row: Int32Array, successor: Int32Array | null): boolean {
    const { inner, maker } = this;
    const start = this.code === null && this.asked++ % TIMED === 0 ? performance.now() : 0;
    const ids = maker.ids(row);
    const holds = successor === null ? inner.holds(atom, ids) : inner.holdsStep(atom, ids, maker.otherIds(successor));
    if (start > 0) this.spent += (performance.now() - start) * TIMED;
    return holds;
  }
}
