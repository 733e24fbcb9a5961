// Hot path: `next` runs for every state, `value` for every formula and state.
/**
 * The formulas of a model as direct code: JavaScript over values, written from the lowered text.
 *
 * Invariant: what comes out is what the interpreter gives, in the same order. Where the code fails, or there is none,
 * nothing comes out and the interpreter is asked, which fails in the same place as ever.
 */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import type { Value } from "../../../values/index.ts";
import type { Aided } from "../aids.ts";
import type { Formula } from "../behavior.ts";
import { isSpecError } from "../interpret/error.ts";
import type { AtomOrigin } from "../temporal/translate.ts";
import { Attempts } from "./attempts.ts";
import { directEnabled } from "./enabled.ts";
import { Environment, JsFunction } from "./environment.ts";
import { HeldSuccessors } from "./held-successors.ts";
import { Left } from "./helpers.ts";
import { directNext } from "./next.ts";
import { environmentAt, isRepeatable } from "./placed.ts";
import { directValue } from "./question.ts";
import { type Made, Undirected, Unit } from "./unit.ts";

/** Is it an error of the code itself? It is left to the interpreter like the others; tests expect none. */
function isDefect(error: unknown): boolean {
  return error instanceof ReferenceError || error instanceof TypeError || error instanceof SyntaxError;
}

/** Code with what is known of its use. */
class Piece {
  readonly made: Made;
  readonly attempts: Attempts;
  /** Does it fill the next state? */
  readonly acts: boolean;
  /** Has it failed as no code should? */
  defect = false;

  constructor(made: Made, acts: boolean) {
    this.made = made;
    this.acts = acts;
    this.attempts = new Attempts((error) => {
      this.defect ||= isDefect(error);
      return this.defect || error instanceof Left || isSpecError(error);
    });
  }

  get givenUp(): boolean {
    return this.defect || this.attempts.givenUp;
  }
}

export class Direct {
  private readonly aided: Aided;
  private readonly isVolatile: (variable: number) => boolean;
  private readonly words: number;
  private readonly known = new Map<Formula | AtomOrigin, Piece | null>();
  /** How much code could not be made as it should have been. */
  private defects = 0;
  private stepping: Piece | null | undefined = undefined;
  private readonly held: HeldSuccessors;
  private readonly successor: (Value | undefined)[];
  private readonly hold = (row: Int32Array, action: number): void => this.held.hold(row, action);
  private readonly take = (next: readonly Value[], action: number): void => this.takeNext(next, action);
  /** The row of a successor. */
  private readonly row: Int32Array;
  /** The state whose steps are being found, and its row. */
  private state: readonly Value[] = [];
  private from: Int32Array;

  /** `isVolatile` says of a variable whether it is another one in nearly every state. */
  constructor(aided: Aided, isVolatile: (variable: number) => boolean) {
    this.aided = aided;
    this.isVolatile = isVolatile;
    this.words = aided.setup.variables.length;
    this.held = new HeldSuccessors(this.words);
    this.row = new Int32Array(this.words);
    this.from = this.row;
    this.successor = new Array<Value | undefined>(this.words).fill(undefined);
  }

  /** How many evaluations have been made, how many were left to the interpreter, and how much code was at fault. */
  get counts(): { readonly direct: number; readonly failures: number; readonly defects: number } {
    const pieces = [this.stepping ?? null, ...this.known.values()].filter((piece) => piece !== null);
    const sum = (of: (piece: Piece) => number) => pieces.reduce((total, piece) => total + of(piece), 0);
    return {
      direct: sum((piece) => piece.attempts.made - piece.attempts.failed),
      failures: sum((piece) => piece.attempts.failed),
      defects: this.defects + sum((piece) => (piece.defect ? 1 : 0)),
    };
  }

  /** Emits the successors of a state, as `Model.next` does; false where it emits nothing and the interpreter has to. */
  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): boolean {
    if (this.stepping === undefined) this.stepping = this.steps();
    const { stepping, successor, held } = this;
    if (stepping === null || stepping.givenUp) return false;
    this.from = row;
    this.state = this.aided.stateOf(row);
    held.clear();
    const { attempts, made } = stepping;
    attempts.begin();
    try {
      made.enter(row, null, successor.fill(undefined));
      made.run(this.take, this.hold);
    } catch (error) {
      attempts.fail(error);
      return false;
    }
    held.emit(emit);
    return true;
  }

  /** Holds a successor of the state whose steps are being found. */
  private takeNext(next: readonly Value[], action: number): void {
    const { row, from, state, words } = this;
    const { interner } = this.aided;
    for (let i = 0; i < words; i++) {
      const value = next[i] as Value;
      row[i] = value === state[i] ? (from[i] as number) : interner.idOf(value);
    }
    this.held.hold(row, action);
  }

  /** The value of a text in a state, or on a step; null where the interpreter has to find it. */
  value(text: Formula | AtomOrigin, row: Int32Array, next: Int32Array | null): Value | null {
    let piece = this.known.get(text);
    if (piece === undefined) this.known.set(text, (piece = this.pieceOf(text)));
    if (piece === null || piece.givenUp) return null;
    const { attempts, made, acts } = piece;
    attempts.begin();
    try {
      made.enter(row, next, acts ? this.successor.fill(undefined) : NONE);
      return made.run(nothing, nothing);
    } catch (error) {
      attempts.fail(error);
      return null;
    }
  }

  private steps(): Piece | null {
    const { behavior } = this.aided.formulas;
    const { aided, isVolatile } = this;
    if (behavior === null || !isRepeatable(aided, behavior.next.expression)) return null;
    const indexOf = (symbol: OperatorSymbol | null, name: string): number => aided.executor.indexOf(symbol, name);
    return this.piece(() => directNext(this.unit(), { behavior, indexOf, isVolatile }), true);
  }

  private pieceOf(text: Formula | AtomOrigin): Piece | null {
    const { expression } = text;
    if (!isRepeatable(this.aided, expression)) return null;
    const acts = "asks" in text && text.asks === "enabled";
    return this.piece(() => {
      const unit = this.unit();
      const at = "frame" in text ? environmentAt(unit, text) : Environment.empty(new JsFunction(), false);
      return (acts ? directEnabled : directValue)(unit, expression, at);
    }, acts);
  }

  private unit(): Unit {
    return new Unit(this.aided.setup, this.aided);
  }

  private piece(make: () => Made, acts: boolean): Piece | null {
    try {
      return new Piece(make(), acts);
    } catch (error) {
      if (isDefect(error)) this.defects++;
      else if (!(error instanceof Undirected)) throw error;
      return null;
    }
  }
}

function nothing(): void {}

/** The next state before it is known, or where there is none. */
const NONE: (Value | undefined)[] = [];
