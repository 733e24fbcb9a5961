/**
 * While the code of a leaf of Next is written: which of its texts wait for the state, since they read a variable that is
 * another in nearly every state, and what the others read.
 *
 * Invariant: all code of the leaf that does not wait depends on its arguments and on `reading`, but for the variables
 * in `kept`, which get the value that they have, and for the other cells of those of which one cell is given.
 */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { variableOf } from "./call.ts";
import type { Environment } from "./environment.ts";
import { Reading } from "./reading.ts";
import type { Unit } from "./unit.ts";

/** An assignment that changes the value of a function for one argument alone (`log' = [log EXCEPT ![i] = e]`). */
interface CellGiven {
  /** The JavaScript name of the argument. */
  readonly argument: string;
  /** What the new value depends on, besides the one that it replaces. */
  readonly texts: readonly Expression[];
}

export class Staging {
  /** What code that does not wait reads. */
  readonly reading: Reading;
  readonly kept = new Set<number>();
  /** The variables that get other values: the name of the argument where that is for one cell alone, else null. */
  readonly given = new Map<number, string | null>();
  /** False when something cannot be told: then outcomes are not kept. */
  fit = true;
  /** The JavaScript name of the outcomes. */
  readonly outcomes: string;
  /** The JavaScript names that hold the values of the arguments of the leaf. */
  readonly names: ReadonlySet<string>;
  private readonly unit: Unit;
  private readonly isVolatile: (variable: number) => boolean;

  constructor(
    unit: Unit,
    outcomes: string,
    { names, isVolatile }: { readonly names: ReadonlySet<string>; readonly isVolatile: (variable: number) => boolean },
  ) {
    this.unit = unit;
    this.outcomes = outcomes;
    this.names = names;
    this.isVolatile = isVolatile;
    this.reading = new Reading(unit, names);
  }

  /** Code that does not wait evaluates a text. */
  note(expression: Expression, at: Environment): void {
    if (!this.reading.add(expression, at)) this.fit = false;
  }

  /** Has a text to wait? */
  waits(expression: Expression, at: Environment): boolean {
    const reading = new Reading(this.unit, this.names);
    return !reading.add(expression, at) || [...reading.whole].some(this.isVolatile);
  }

  /** Code that does not wait gives a value to a variable, or to one cell of it: then that is read, too. */
  give(variable: number, argument: string | null): void {
    const before = this.given.get(variable);
    if (argument !== null) this.reading.addCell(variable, argument);
    if (before !== undefined && before !== argument) {
      this.reading.whole.add(variable);
      this.given.set(variable, null);
    } else this.given.set(variable, argument);
  }

  /** What `variable' = value` changes if that is one cell alone; null if it may be more. */
  cellOf(variable: number, value: Expression, at: Environment): CellGiven | null {
    if (value.kind !== "except" || at.primed || variableOf(this.unit, value.base, at, false) !== variable) return null;
    const texts: Expression[] = [];
    const found = new Set<string | null>();
    for (const { path, value: made } of value.updates) {
      const [step, ...further] = path;
      const key = step?.kind === "index" && step.args.length === 1 ? step.args[0] : undefined;
      found.add(key === undefined ? null : this.reading.nameOf(key, at));
      texts.push(made, ...further.flatMap((one) => (one.kind === "index" ? one.args : [])));
    }
    const [argument = null] = found;
    return found.size > 1 || argument === null ? null : { argument, texts };
  }
}
