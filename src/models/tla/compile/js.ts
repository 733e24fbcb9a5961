/** Generated JavaScript in pieces, each with what the compiler asks about it. */

/**
 * A piece of generated code: an expression, or a line. Its facts are made with the text, and every decision goes by
 * them; the text is only put into longer texts. No text of a spec becomes part of one: names are a letter and a number.
 */
export class Js {
  /** It has no effect, and its value, at any later point of its block as well. */
  readonly safe: boolean;
  /** Does it call what may leave the code? What neither does that nor is safe depends on checks that come first. */
  readonly bails: boolean;
  /** The number that it is; null for code. */
  readonly literal: number | null;
  /** Is it a name, which costs nothing to repeat? */
  readonly isName: boolean;
  private readonly text: string;

  private constructor(text: string, facts: Pick<Js, "safe" | "bails"> & Partial<Pick<Js, "literal" | "isName">>) {
    this.text = text;
    this.safe = facts.safe;
    this.bails = facts.bails;
    this.literal = facts.literal ?? null;
    this.isName = facts.isName ?? false;
  }

  /** A template: what is put together is as safe as its parts. */
  static readonly join = (strings: readonly string[], ...parts: readonly (Js | number)[]): Js => {
    let text = strings[0] as string;
    let [safe, bails] = [true, false];
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] as Js | number;
      if (typeof part === "number") text += part;
      else {
        text += part.text;
        if (!part.safe) safe = false;
        if (part.bails) bails = true;
      }
      text += strings[i + 1] as string;
    }
    return new Js(text, { safe, bails });
  };

  static literal(value: number): Js {
    return new Js(String(value), { safe: true, bails: false, literal: value });
  }

  /** The name of something that has its value already; `number` tells it from others of the same letter. */
  static called(letter: string, number: number): Js {
    return new Js(`${letter}${number}`, { safe: true, bails: false, isName: true });
  }

  /** The same, but good only after checks: its value is made, or shown to be one, by them. */
  get checked(): Js {
    return new Js(this.text, { safe: false, bails: this.bails, isName: this.isName });
  }

  /** The same where it may leave the code. */
  get bailing(): Js {
    return new Js(this.text, { safe: false, bails: true });
  }

  /** How long it is, in characters. */
  get size(): number {
    return this.text.length;
  }

  /** Is it the same code? */
  equals(other: Js): boolean {
    return this === other || this.text === other.text;
  }

  /** The text: only for what prints whole functions, or remembers pieces by it. */
  print(): string {
    return this.text;
  }
}

/** Generated code as a template; numbers stand for themselves. */
export const js = Js.join;

/** The call that leaves generated code: the interpreter takes over. */
export const BAIL = js`F()`.bailing;

type Separator = ", " | " | " | " || " | " && " | " + " | ' + "," + ';

/** Pieces with an operator, or a comma, between them. */
export function joined(parts: readonly Js[], between: Separator): Js {
  if (parts.length === 1) return parts[0] as Js;
  const strings = parts.map((_, i) => (i === 0 ? "" : between));
  return js([...strings, ""], ...parts);
}

/** `value`, once the checks have been passed. */
export function following(checks: readonly Js[], value: Js): Js {
  return checks.length === 0 ? value : js`(${joined(checks, ", ")}, ${value})`;
}

/** `x`, less a number. */
export function minus(x: Js, n: number): Js {
  if (n === 0) return x;
  return n > 0 ? js`(${x} - ${n})` : js`(${x} + ${-n})`;
}

/** The bits of several words together. */
export function union(words: readonly Js[]): Js {
  return words.length === 0 ? Js.literal(0) : js`(${joined(words, " | ")})`;
}
