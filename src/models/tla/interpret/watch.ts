/** Sees why an action has no step in a state: what could not be made true while it was enumerated. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import type { FalsePart } from "../../model.ts";
import { falseParts } from "./false-parts.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Act, Frame } from "./runtime.ts";
import type { Place } from "./scope.ts";

/** A text whose ways to be true are being tried. */
interface Opened {
  /** What was false inside, in the ways tried so far. */
  readonly parts: FalsePart[];
  reached: boolean;
  /** The text around it. */
  readonly outer: Opened | null;
  /** What the same code was trying before. */
  readonly before: Opened | null;
}

/** A leaf of Next that was tried: true in some way, or the parts that were false. */
interface Tried {
  readonly enabled: boolean;
  readonly parts: readonly FalsePart[];
}

/**
 * Set as `Interpreter.watch` before code is made. A text that is reached and cannot be made true has failed; of texts
 * inside each other, the innermost. What fails in one way and is made true in another has not.
 */
export class Watch {
  private readonly interpreter: Interpreter;
  private readonly wanted: () => boolean;
  private readonly tell: (tried: Tried) => void;
  private current: Opened | null = null;

  /** `wanted` says whether the leaf that begins is of interest; `tell` is given the outcome of each that is. */
  constructor(interpreter: Interpreter, wanted: () => boolean, tell: (tried: Tried) => void) {
    this.interpreter = interpreter;
    this.wanted = wanted;
    this.tell = tell;
  }

  /** The code that `make` makes for a text in action position, which goes on with what it is given. */
  watched(expression: Expression, place: Place, then: Act, make: (then: Act) => Act): Act {
    let trying: Opened | null = null;
    const code = make((f) => {
      const mine = trying as Opened;
      const inside = this.current;
      mine.reached = true;
      // What comes after is no part of this text, and may try it again.
      trying = mine.before;
      this.current = mine.outer;
      const stop = then(f);
      trying = mine;
      this.current = inside;
      return stop;
    });
    return (f) => {
      const outer = this.current;
      if (outer === null && !this.wanted()) return false;
      const mine: Opened = { parts: [], reached: false, outer, before: trying };
      trying = mine;
      this.current = mine;
      const stop = code(f);
      trying = mine.before;
      this.current = outer;
      const failed = mine.reached ? [] : this.failed(mine, expression, place, f);
      if (outer === null) this.tell({ enabled: mine.reached, parts: failed });
      else outer.parts.push(...failed);
      return stop;
    };
  }

  private failed({ parts }: Opened, expression: Expression, place: Place, frame: Frame): readonly FalsePart[] {
    return parts.length > 0 ? parts : falseParts(this.interpreter, expression, place, frame);
  }
}
