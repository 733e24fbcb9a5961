/**
 * While the code of a leaf of Next is written: which of its texts wait for the state, since they read a variable that is
 * another in nearly every state, and what is read by the others, and by those.
 *
 * Invariant: all code of the leaf that does not wait depends on its arguments and on what the early stage reads, but for
 * the variables in `kept`, which get the value that they have, and for the other cells of those of which one cell is given.
 * What waits depends on these, and on what the late stage reads.
 */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { variableOf } from "./call.ts";
import type { Environment } from "./environment.ts";
import { Reading, withDefinition } from "./reading.ts";
import type { Unit } from "./unit.ts";

/** An assignment that changes the value of a function for one argument alone (`log' = [log EXCEPT ![i] = e]`). */
interface CellGiven {
  /** The JavaScript name of the argument. */
  readonly argument: string;
  /** What the new value depends on, besides the one that it replaces. */
  readonly texts: readonly Expression[];
}

/** A part of the code of a leaf. */
export class Stage {
  /** What the code reads. */
  readonly reading: Reading;
  readonly kept = new Set<number>();
  /** The variables that get other values: the name of the argument where that is for one cell alone, else null. */
  readonly given = new Map<number, string | null>();
  /** False when something cannot be told: then outcomes are not kept. */
  fit = true;

  constructor(reading: Reading) {
    this.reading = reading;
  }

  /** Gives a value to a variable, or to one cell of it: then that is read, too. */
  give(variable: number, argument: string | null): void {
    const before = this.given.get(variable);
    if (argument !== null) this.reading.addCell(variable, argument);
    if (before !== undefined && before !== argument) {
      this.reading.whole.add(variable);
      this.given.set(variable, null);
    } else this.given.set(variable, argument);
  }

  /** A variable that is kept in one way and given as a whole in another has to be read. */
  settle(): void {
    for (const variable of this.kept) if (this.given.get(variable) === null) this.reading.whole.add(variable);
  }
}

export class Staging {
  /** What does not wait, and what waits. */
  readonly early: Stage;
  readonly late: Stage;
  /** The JavaScript name of the outcomes. */
  readonly outcomes: string;
  /** The JavaScript names that hold the values of the arguments of the leaf. */
  readonly names: ReadonlySet<string>;
  private readonly unit: Unit;
  private readonly isVolatile: (variable: number) => boolean;
  /** The one that is being written. */
  private stage: Stage;

  constructor(
    unit: Unit,
    outcomes: string,
    { names, isVolatile }: { readonly names: ReadonlySet<string>; readonly isVolatile: (variable: number) => boolean },
  ) {
    this.unit = unit;
    this.outcomes = outcomes;
    this.names = names;
    this.isVolatile = isVolatile;
    this.early = new Stage(new Reading(unit, names));
    this.late = new Stage(new Reading(unit, names));
    this.stage = this.early;
  }

  /** The code evaluates a text. */
  note(expression: Expression, at: Environment): void {
    if (!this.stage.reading.add(expression, at)) this.stage.fit = false;
  }

  /** Has a text to wait? What stands in text that waits need not wait any more. */
  waits(expression: Expression, at: Environment): boolean {
    if (this.stage === this.late) return false;
    const reading = new Reading(this.unit, this.names);
    return !reading.add(expression, at) || [...reading.whole].some(this.isVolatile);
  }

  /** Has one of the definitions of a LET to wait? Each may name those before it. */
  waitsWithin({ definitions }: Extract<Expression, { kind: "let" }>, at: Environment): boolean {
    let inside = at;
    for (const definition of definitions) {
      const made = withDefinition(this.unit, definition, inside);
      if (made === null) continue;
      if (this.waits(made.text, inside)) return true;
      ({ inside } = made);
    }
    return false;
  }

  /** What `make` writes waits. */
  waiting(make: () => string): string {
    const before = this.stage;
    this.stage = this.late;
    const text = make();
    this.stage = before;
    return `${this.outcomes}.wait(N, () => { ${text} });`;
  }

  give(variable: number, argument: string | null): void {
    this.stage.give(variable, argument);
  }

  /** A variable gets the value that it has; it is read where it is compared with one that it `may` have got. */
  keep(variable: number, may: boolean): void {
    (may ? this.stage.reading.whole : this.stage.kept).add(variable);
  }

  /** When all is written: what is given and read where a way to go on is followed to its end. */
  settle(): void {
    const { early, late } = this;
    early.settle();
    for (const [variable, argument] of early.given) {
      const other = late.given.get(variable);
      if (other === undefined) late.given.set(variable, argument);
      else late.give(variable, argument);
    }
    for (const variable of early.kept) late.kept.add(variable);
    late.settle();
  }

  /** What `variable' = value` changes if that is one cell alone; null if it may be more. */
  cellOf(variable: number, value: Expression, at: Environment): CellGiven | null {
    if (value.kind !== "except" || at.primed || variableOf(this.unit, value.base, at, false) !== variable) return null;
    const texts: Expression[] = [];
    const found = new Set<string | null>();
    for (const { path, value: made } of value.updates) {
      const [step, ...further] = path;
      const key = step?.kind === "index" && step.args.length === 1 ? step.args[0] : undefined;
      found.add(key === undefined ? null : this.stage.reading.nameOf(key, at));
      texts.push(made, ...further.flatMap((one) => (one.kind === "index" ? one.args : [])));
    }
    const [argument = null] = found;
    return found.size > 1 || argument === null ? null : { argument, texts };
  }
}
