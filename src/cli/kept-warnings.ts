/**
 * What evaluations warned of, as a checkpoint keeps it: a warning is told once in a search, which may be before the part
 * that is made anew. Places are kept as the numbers of tokens, so that they are right in a text with other comments.
 */

import { AnchoredText, offsetsOf } from "../gate/index.ts";
import type { Diagnostic } from "../models/model.ts";
import { Source } from "../tla/syntax/source.ts";
import { contentOf } from "./front-end.ts";

/** A warning, with its first and its last token; null where it has no place among tokens. */
export interface KeptWarning {
  readonly warning: Omit<Diagnostic, "location">;
  readonly place: readonly [file: string, first: number, last: number] | null;
}

type Texts = ReadonlyMap<string, string | null>;

export function keptWarnings(warnings: readonly Diagnostic[], texts: Texts): KeptWarning[] {
  const anchored = anchoredIn(texts);
  return warnings.map(({ location, ...warning }) => {
    const tokens = location === null ? null : anchored(location.file)?.tokensOf(location);
    return { warning, place: location === null || tokens == null ? null : [location.file, ...tokens] };
  });
}

/** The same again, in today's texts. */
export function warningsAgain(kept: readonly KeptWarning[], texts: Texts): Diagnostic[] {
  const anchored = anchoredIn(texts);
  return kept.map(({ warning, place }) => {
    if (place === null) return { ...warning, location: null };
    const [file, first, last] = place;
    return { ...warning, location: anchored(file)?.placeOf(first, last) ?? null };
  });
}

/** Gives a text by the name of its file, whose tokens are read once; null where there is none. */
function anchoredIn(texts: Texts): (file: string) => AnchoredText | null {
  const known = new Map<string, AnchoredText>();
  return (file) => {
    const text = texts.get(file);
    if (text == null) return null;
    let anchored = known.get(file);
    if (anchored === undefined) {
      const source = new Source(file, text);
      known.set(file, (anchored = new AnchoredText(source, () => offsetsOf(contentOf(source).tokens))));
    }
    return anchored;
  };
}
