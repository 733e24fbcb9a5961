/** What a run made of the texts that it evaluated: a slip where nothing was evaluated makes no difference to it. */

import type { Source } from "../../../tla/syntax/source.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Act, Eval } from "./runtime.ts";

/** What became of one text, in all places where it was evaluated. */
interface Use {
  entered: boolean;
  /** It was true: as a value, or in action position in some way. */
  wasTrue: boolean;
  /** It was false, or had no way to be true. */
  wasFalse: boolean;
}

const UNUSED: Use = { entered: false, wasTrue: false, wasFalse: false };

/**
 * Put into a request before a model is made, and asked when a check of it has ended. Texts are told apart by their place
 * and kind, so that all copies that lowering made of one are one. What is never entered decided nothing; what was never
 * false may as well be TRUE.
 */
export class Uses {
  private readonly uses = new Map<string, Use>();

  /** What became of a text. */
  of(expression: Expression, source: Source): Readonly<Use> {
    return this.uses.get(keyOf(expression, source)) ?? UNUSED;
  }

  /** Code for a value, seen. */
  evaluated(expression: Expression, source: Source, code: Eval): Eval {
    const use = this.useOf(expression, source);
    return (f) => {
      use.entered = true;
      const value = code(f);
      if (value === true) use.wasTrue = true;
      else if (value === false) use.wasFalse = true;
      return value;
    };
  }

  /** The code that `make` makes for a text in action position, seen. */
  enumerated(expression: Expression, source: Source, then: Act, make: (then: Act) => Act): Act {
    const use = this.useOf(expression, source);
    let ways = 0;
    const code = make((f) => {
      ways++;
      use.wasTrue = true;
      return then(f);
    });
    return (f) => {
      use.entered = true;
      const before = ways;
      const stop = code(f);
      if (ways === before) use.wasFalse = true;
      return stop;
    };
  }

  private useOf(expression: Expression, source: Source): Use {
    const key = keyOf(expression, source);
    const known = this.uses.get(key) ?? { ...UNUSED };
    this.uses.set(key, known);
    return known;
  }
}

function keyOf({ kind, span }: Expression, { name }: Source): string {
  return `${name} ${span.start} ${span.end} ${kind}`;
}
