// Hot path: `next` runs for every state, `value` for every formula and state.
/**
 * The formulas of a model, evaluated with what is remembered.
 *
 * Invariant: what comes out is what the interpreter gives, in the same order. Where an evaluation fails, or cannot be
 * remembered, nothing comes out and the state is left to the interpreter, which fails in the same place as ever.
 */

import type { Interner, Value } from "../../../values/index.ts";
import { Attempts } from "../attempts.ts";
import type { Formula } from "../behavior.ts";
import { Reader } from "../compile/reads.ts";
import { Executor, type Formulas, type State } from "../executor.ts";
import { HeldSuccessors } from "../held-successors.ts";
import { isSpecError } from "../interpret/error.ts";
import type { Interpreter, Setup } from "../interpret/interpreter.ts";
import { type Limits, type Memory, Unrememberable } from "./memory.ts";
import { MOST_VARIABLES, Remembrance } from "./remembering.ts";

/** So many parts of a function are read one by one; predicates read nearly all of a state. */
const PARTS_OF_STEPS = 6;
const PARTS_OF_PREDICATES = 3;

export class Remembered {
  private readonly executor: Executor;
  private readonly reader: Reader;
  private readonly stepping: Memory;
  private readonly asking: Memory;
  private readonly words: number;
  private readonly known = new Map<Formula, boolean>();
  private readonly steps: boolean;
  private readonly fits: boolean;
  private readonly held: HeldSuccessors;
  private readonly interner: Interner;
  private readonly expanded: { state: Value[] } = { state: [] };
  private readonly asked: { state: Value[] } = { state: [] };
  private readonly after: { state: Value[] } = { state: [] };
  private readonly attempts = new Attempts((error) => isSpecError(error) || error instanceof Unrememberable);

  constructor(setup: Setup, formulas: Formulas, interner: Interner, limits: Limits) {
    const memoryOf = (interpreter: Interpreter, mostParts: number): Memory => {
      const remembrance = new Remembrance(interpreter, interner, limits, mostParts);
      interpreter.remembering = remembrance;
      return remembrance.memory;
    };
    this.reader = Reader.of(setup);
    this.interner = interner;
    this.words = setup.variables.length;
    this.held = new HeldSuccessors(this.words);
    this.fits = this.words <= MOST_VARIABLES;
    let memories: [Memory, Memory] | null = null;
    this.executor = new Executor(setup, formulas, false, (following, checking) => {
      memories = [memoryOf(following, PARTS_OF_STEPS), memoryOf(checking, PARTS_OF_PREDICATES)];
    });
    [this.stepping, this.asking] = memories as unknown as [Memory, Memory];
    const { behavior } = formulas;
    this.steps = behavior !== null && this.fits && this.isFit(behavior.next);
  }

  /** May what is evaluated here be evaluated once for all? */
  private isFit(formula: Formula): boolean {
    const { pure, everything, composes } = this.reader.readsOf(formula.expression);
    return pure && !everything && !composes;
  }

  /** How many outcomes have been found again, and how many evaluations were left to the interpreter. */
  get counts(): { readonly found: number; readonly failures: number } {
    return { found: this.stepping.found + this.asking.found, failures: this.attempts.failed };
  }

  /** Emits the successors of a state, as `Model.next` does; false where it emits nothing and the interpreter has to. */
  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): boolean {
    if (!this.steps || this.attempts.givenUp) return false;
    const { stepping, held } = this;
    const state = this.decoded(row, this.expanded);
    held.clear();
    const found = this.attempts.make(() => {
      stepping.enter(row, null);
      this.executor.next(state, (_, action) => {
        held.hold(stepping.successor, action);
        return false;
      });
      return true;
    });
    if (found === null) return false;
    held.emit(emit);
    return true;
  }

  /** The value of a formula in a state, or on a step; null where the interpreter has to find it. */
  value(formula: Formula, row: Int32Array, next: Int32Array | null): Value | null {
    let fit = this.known.get(formula);
    if (fit === undefined) this.known.set(formula, (fit = this.fits && this.isFit(formula)));
    if (!fit || this.attempts.givenUp) return null;
    return this.attempts.make(() => {
      this.asking.enter(row, next);
      const after = next === null ? null : this.decoded(next, this.after);
      return this.executor.value(formula, this.decoded(row, this.asked), after);
    });
  }

  /** The values of a row, in an array that is used again for the next one. */
  private decoded(row: Int32Array, into: { state: Value[] }): State {
    const { state } = into;
    let same = state.length === this.words;
    for (let i = 0; i < this.words; i++) {
      const value = this.interner.valueOf(row[i] as number);
      if (state[i] === value) continue;
      same = false;
      state[i] = value;
    }
    // Values kept for a state are kept for its array.
    if (!same) into.state = state.slice();
    return into.state;
  }
}
