// Hot path: `next` runs for every state, `value` for every formula and state.
/**
 * The formulas of a model as direct code: JavaScript over values, written from the lowered text.
 *
 * Invariant: what comes out is what the interpreter gives, in the same order. Where the code fails, or there is none,
 * nothing comes out and the interpreter is asked, which fails in the same place as ever.
 */

import { grown, type Interner, type Value } from "../../../values/index.ts";
import type { Formula } from "../behavior.ts";
import { Reader } from "../compile/reads.ts";
import type { Executor, Formulas, State } from "../executor.ts";
import { isSpecError } from "../interpret/error.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { Left } from "./helpers.ts";
import { directNext, directValue } from "./next.ts";
import { type Made, Undirected } from "./unit.ts";

/** After so many failures code is given up, if more than one evaluation in so many failed. */
const FEWEST_FAILURES = 32;
const FAILING = 8;

/** Is it an error of the code itself? It is left to the interpreter like the others; tests expect none. */
function isDefect(error: unknown): boolean {
  return error instanceof ReferenceError || error instanceof TypeError || error instanceof SyntaxError;
}

/** Code with what is known of its use. */
class Piece {
  readonly made: Made;
  evaluations = 0;
  failures = 0;
  /** Has it failed as no code should? */
  defect = false;

  constructor(made: Made) {
    this.made = made;
  }

  get givenUp(): boolean {
    return this.defect || (this.failures > FEWEST_FAILURES && this.failures * FAILING > this.evaluations);
  }

  attempt<T>(run: (made: Made) => T): T | null {
    this.evaluations++;
    try {
      return run(this.made);
    } catch (error) {
      if (isDefect(error)) this.defect = true;
      else if (!(error instanceof Left) && !isSpecError(error)) throw error;
      this.failures++;
      return null;
    }
  }
}

export class Direct {
  private readonly setup: Setup;
  private readonly formulas: Formulas;
  private readonly executor: Executor;
  private readonly interner: Interner;
  private readonly words: number;
  private readonly known = new Map<Formula, Piece | null>();
  /** How much code could not be made as it should have been. */
  private defects = 0;
  private stepping: Piece | null | undefined = undefined;
  private buffer = new Int32Array(1 << 10);
  private readonly out: Int32Array;
  private readonly successor: (Value | undefined)[];

  constructor(setup: Setup, formulas: Formulas, executor: Executor, interner: Interner) {
    this.setup = setup;
    this.formulas = formulas;
    this.executor = executor;
    this.interner = interner;
    this.words = setup.variables.length;
    this.out = new Int32Array(this.words);
    this.successor = new Array<Value | undefined>(this.words).fill(undefined);
  }

  /** How many evaluations have been made, how many were left to the interpreter, and how much code was at fault. */
  get counts(): { readonly direct: number; readonly failures: number; readonly defects: number } {
    const pieces = [this.stepping ?? null, ...this.known.values()].filter((piece) => piece !== null);
    const sum = (of: (piece: Piece) => number) => pieces.reduce((total, piece) => total + of(piece), 0);
    return {
      direct: sum((piece) => piece.evaluations - piece.failures),
      failures: sum((piece) => piece.failures),
      defects: this.defects + sum((piece) => (piece.defect ? 1 : 0)),
    };
  }

  /** Emits the successors of a state, as `Model.next` does; false where it emits nothing and the interpreter has to. */
  next(row: Int32Array, state: State, emit: (row: Int32Array, action: number) => void): boolean {
    if (this.stepping === undefined) this.stepping = this.steps();
    const { stepping, interner, successor, words, out } = this;
    if (stepping === null || stepping.givenUp) return false;
    successor.fill(undefined);
    let top = 0;
    const take = (next: readonly Value[], action: number): void => {
      if (top + words >= this.buffer.length) this.buffer = grown(this.buffer);
      const { buffer } = this;
      for (let i = 0; i < words; i++) {
        const value = next[i] as Value;
        buffer[top + i] = value === state[i] ? (row[i] as number) : interner.idOf(value);
      }
      buffer[top + words] = action;
      top += words + 1;
    };
    const done = stepping.attempt((made) => {
      made.enter(state, successor);
      made.run(take);
      return true;
    });
    if (done === null) return false;
    const { buffer } = this;
    for (let at = 0; at < top; at += words + 1) {
      for (let i = 0; i < words; i++) out[i] = buffer[at + i] as number;
      emit(out, buffer[at + words] as number);
    }
    return true;
  }

  /** The value of a formula in a state, or on a step; null where the interpreter has to find it. */
  value(formula: Formula, state: State, next: State | null): Value | null {
    let piece = this.known.get(formula);
    if (piece === undefined) this.known.set(formula, (piece = this.pieceOf(formula)));
    if (piece === null || piece.givenUp) return null;
    return piece.attempt((made) => {
      made.enter(state, (next ?? []) as Value[]);
      return made.run(nothing);
    });
  }

  private steps(): Piece | null {
    const { behavior } = this.formulas;
    if (behavior === null || !this.isFit(behavior.next)) return null;
    // Making the actions makes the code of Next, where each gets its index.
    void this.executor.actions;
    return this.piece(() => directNext(this.setup, behavior, (symbol, name) => this.executor.indexOf(symbol, name)));
  }

  private pieceOf(formula: Formula): Piece | null {
    return this.isFit(formula) ? this.piece(() => directValue(this.setup, formula.expression)) : null;
  }

  private piece(make: () => Made): Piece | null {
    try {
      return new Piece(make());
    } catch (error) {
      if (isDefect(error)) this.defects++;
      else if (!(error instanceof Undirected)) throw error;
      return null;
    }
  }

  /** May what is evaluated here be evaluated once more by the interpreter? */
  private isFit({ expression }: Formula): boolean {
    const { pure, composes } = Reader.of(this.setup).readsOf(expression);
    return pure && !composes;
  }
}

function nothing(): void {}
