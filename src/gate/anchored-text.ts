/** A text whose places are told by its tokens, so that they can be found again in one with other comments. */

import type { Location } from "../models/model.ts";
import type { Source, Span } from "../tla/syntax/source.ts";

export class AnchoredText {
  readonly source: Source;
  private readonly tokens: readonly Span[];
  private readonly places = new Map<string, Location>();
  private starts: ReadonlyMap<number, number> | null = null;
  private ends: ReadonlyMap<number, number> | null = null;

  constructor(source: Source, tokens: readonly Span[]) {
    this.source = source;
    this.tokens = tokens;
  }

  /** The numbers of the first and the last token of a place; null where it does not begin and end with tokens. */
  tokensOf(location: Location): readonly [first: number, last: number] | null {
    const { start, end } = this.source.spanOf(location);
    this.starts ??= new Map(this.tokens.map((token, index) => [token.start, index]));
    this.ends ??= new Map(this.tokens.map((token, index) => [token.end, index]));
    const [first, last] = [this.starts.get(start), this.ends.get(end)];
    return first === undefined || last === undefined ? null : [first, last];
  }

  /** The place from one token to another; null where there are not so many. The same one is the same object. */
  placeOf(first: number, last: number): Location | null {
    const key = `${first} ${last}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const [from, to] = [this.tokens[first], this.tokens[last]];
    if (from === undefined || to === undefined) return null;
    const place = this.source.locate({ start: from.start, end: to.end });
    this.places.set(key, place);
    return place;
  }
}
