/** What a run made of the texts that it evaluated: a slip where nothing was evaluated makes no difference to it. */

import type { Source } from "../../../tla/syntax/source.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Act, Eval } from "./runtime.ts";

/** Where something happened: ever, and in which of the states that were told; null where it was outside of all. */
class Seen {
  ever = false;
  private outside = false;
  private readonly list: number[] = [];

  at(state: number): void {
    this.ever = true;
    if (state === OUTSIDE) this.outside = true;
    else if (state >= 0 && this.list.at(-1) !== state) this.list.push(state);
  }

  get states(): readonly number[] | null {
    return this.outside ? null : this.list;
  }
}

/** What became of one text, in all places where it was evaluated. */
class Use {
  readonly entered = new Seen();
  /** It was true: as a value, or in action position in some way. */
  readonly wasTrue = new Seen();
  /** It was false, or had no way to be true. */
  readonly wasFalse = new Seen();
}

/** In no particular state. */
const SOMEWHERE = -1;
/** Before there is a state: what is evaluated then holds for all. */
const OUTSIDE = -2;

const UNUSED = new Use();

/**
 * Put into a request before a model is made, and asked when a check of it has ended. Texts are told apart by their place
 * and kind, so that all copies that lowering made of one are one. What is never entered decided nothing; what was never
 * false may as well be TRUE.
 */
export class Uses {
  private readonly uses = new Map<string, Use>();
  private state = SOMEWHERE;

  /** From now on everything is evaluated in the state of that number, each in its turn; null for what is before all. */
  in(state: number | null): void {
    this.state = state ?? OUTSIDE;
  }

  /** Is it asked in which states a text is evaluated? Then nothing may be kept from one for another. */
  get placed(): boolean {
    return this.state !== SOMEWHERE;
  }

  /** What `run` evaluates, whose outcome is kept for all states. */
  outside<T>(run: () => T): T {
    const { state } = this;
    if (this.placed) this.state = OUTSIDE;
    try {
      return run();
    } finally {
      this.state = state;
    }
  }

  /** What became of a text. */
  of(expression: Expression, source: Source): Use {
    return this.uses.get(keyOf(expression, source)) ?? UNUSED;
  }

  /** Code for a value, seen. */
  evaluated(expression: Expression, source: Source, code: Eval): Eval {
    const use = this.useOf(expression, source);
    return (f) => {
      use.entered.at(this.state);
      const value = code(f);
      if (value === true) use.wasTrue.at(this.state);
      else if (value === false) use.wasFalse.at(this.state);
      return value;
    };
  }

  /** The code that `make` makes for a text in action position, seen. */
  enumerated(expression: Expression, source: Source, then: Act, make: (then: Act) => Act): Act {
    const use = this.useOf(expression, source);
    let ways = 0;
    const code = make((f) => {
      ways++;
      use.wasTrue.at(this.state);
      return then(f);
    });
    return (f) => {
      use.entered.at(this.state);
      const before = ways;
      const stop = code(f);
      if (ways === before) use.wasFalse.at(this.state);
      return stop;
    };
  }

  private useOf(expression: Expression, source: Source): Use {
    const key = keyOf(expression, source);
    const known = this.uses.get(key) ?? new Use();
    this.uses.set(key, known);
    return known;
  }
}

function keyOf({ kind, span }: Expression, { name }: Source): string {
  return `${name} ${span.start} ${span.end} ${kind}`;
}
