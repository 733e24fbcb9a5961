/** A text whose places are told by its tokens, so that they can be found again in one with other comments. */

import type { Location } from "../models/model.ts";
import type { Source, Span } from "../tla/syntax/source.ts";

export class AnchoredText {
  readonly source: Source;
  private readonly readTokens: () => readonly number[];
  private read: readonly number[] | null = null;
  private readonly places = new Map<string, Location>();
  private starts: ReadonlyMap<number, number> | null = null;
  private ends: ReadonlyMap<number, number> | null = null;

  /** `tokens` are the offsets where each begins and ends; asked for once, if at all: many a text has no place that is told. */
  constructor(source: Source, tokens: () => readonly number[]) {
    this.source = source;
    this.readTokens = tokens;
  }

  /** The numbers of the first and the last token of a place; null where it does not begin and end with tokens. */
  tokensOf(location: Location): readonly [first: number, last: number] | null {
    const { start, end } = this.source.spanOf(location);
    const offsetsAt = (which: 0 | 1): (readonly [offset: number, token: number])[] =>
      this.tokens().flatMap((offset, at) => (at % 2 === which ? [[offset, (at - which) / 2] as const] : []));
    this.starts ??= new Map(offsetsAt(0));
    this.ends ??= new Map(offsetsAt(1));
    const [first, last] = [this.starts.get(start), this.ends.get(end)];
    return first === undefined || last === undefined ? null : [first, last];
  }

  /** The place from one token to another; null where there are not so many. The same one is the same object. */
  placeOf(first: number, last: number): Location | null {
    const key = `${first} ${last}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const tokens = this.tokens();
    const [start, end] = [tokens[2 * first], tokens[2 * last + 1]];
    if (start === undefined || end === undefined) return null;
    const place = this.source.locate({ start, end });
    this.places.set(key, place);
    return place;
  }

  private tokens(): readonly number[] {
    this.read ??= this.readTokens();
    return this.read;
  }
}

/** Where each token begins and ends. */
export function offsetsOf(tokens: readonly Span[]): number[] {
  return tokens.flatMap(({ start, end }) => [start, end]);
}
