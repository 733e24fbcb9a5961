// Hot path: `next` runs for every state, `value` for every formula and state.
/**
 * The formulas of a model, evaluated with what is remembered.
 *
 * Invariant: what comes out is what the interpreter gives, in the same order. Where an evaluation fails, or cannot be
 * remembered, nothing comes out and the state is left to the interpreter, which fails in the same place as ever.
 */

import type { Interner, Value } from "../../../values/index.ts";
import { Reader } from "../compile/reads.ts";
import { Executor, type Formulas, type State } from "../executor.ts";
import type { Formula } from "../behavior.ts";
import { type Interpreter, isSpecError, type Setup } from "../interpret/interpreter.ts";
import { type Limits, type Memory, Unrememberable } from "./memory.ts";
import { MOST_VARIABLES, Remembrance } from "./remembering.ts";

/** After so many failures remembering is given up, if more than one evaluation in so many failed. */
const FEWEST_FAILURES = 32;
const FAILING = 8;

export class Remembered {
  private readonly executor: Executor;
  private readonly reader: Reader;
  private readonly stepping: Memory;
  private readonly asking: Memory;
  private readonly words: number;
  private readonly known = new Map<Formula, boolean>();
  private readonly steps: boolean;
  private readonly fits: boolean;
  private buffer = new Int32Array(1 << 10);
  private readonly out: Int32Array;
  private evaluations = 0;
  private failures = 0;

  constructor(setup: Setup, formulas: Formulas, interner: Interner, limits: Limits) {
    const memoryOf = (interpreter: Interpreter): Memory => {
      const remembrance = new Remembrance(interpreter, interner, limits);
      interpreter.remembering = remembrance;
      return remembrance.memory;
    };
    this.reader = new Reader(setup);
    this.words = setup.variables.length;
    this.out = new Int32Array(this.words);
    this.fits = this.words <= MOST_VARIABLES;
    let memories: [Memory, Memory] | null = null;
    this.executor = new Executor(setup, formulas, false, (following, checking) => {
      memories = [memoryOf(following), memoryOf(checking)];
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

  private get givenUp(): boolean {
    return this.failures > FEWEST_FAILURES && this.failures * FAILING > this.evaluations;
  }

  /** Emits the successors of a state, as `Model.next` does; false where it emits nothing and the interpreter has to. */
  next(row: Int32Array, state: State, emit: (row: Int32Array, action: number) => void): boolean {
    if (!this.steps || this.givenUp) return false;
    const { stepping, words, out } = this;
    let top = 0;
    const found = this.attempt(() => {
      stepping.enter(row, null);
      this.executor.next(state, (_, action) => {
        if (top + words >= this.buffer.length) this.buffer = doubled(this.buffer);
        this.buffer.set(stepping.successor, top);
        this.buffer[top + words] = action;
        top += words + 1;
        return false;
      });
      return true;
    });
    if (found === null) return false;
    const { buffer } = this;
    for (let at = 0; at < top; at += words + 1) {
      for (let i = 0; i < words; i++) out[i] = buffer[at + i] as number;
      emit(out, buffer[at + words] as number);
    }
    return true;
  }

  /** The value of a formula in a state, or on a step; null where the interpreter has to find it. */
  value(formula: Formula, at: At, next: At | null): Value | null {
    let fit = this.known.get(formula);
    if (fit === undefined) this.known.set(formula, (fit = this.fits && this.isFit(formula)));
    if (!fit || this.givenUp) return null;
    return this.attempt(() => {
      this.asking.enter(at.row, next?.row ?? null);
      return this.executor.value(formula, at.state, next?.state ?? null);
    });
  }

  private attempt<T>(run: () => T): T | null {
    this.evaluations++;
    try {
      return run();
    } catch (error) {
      if (!isSpecError(error) && !(error instanceof Unrememberable)) throw error;
      this.failures++;
      return null;
    }
  }
}

/** A state, in both forms. */
export interface At {
  readonly row: Int32Array;
  readonly state: State;
}

function doubled(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const result = new Int32Array(array.length * 2);
  result.set(array);
  return result;
}
