/** What of a text a run depends on: its tokens and where they stand, not its comments, but for those that are read. */

import type { Diagnostic } from "../../tla/syntax/diagnostic.ts";
import { readTokens } from "../../tla/syntax/lexer.ts";
import { moduleRegions } from "../../tla/syntax/module.ts";
import type { Source, Span } from "../../tla/syntax/source.ts";
import type { Token } from "../../tla/syntax/token.ts";
import { linksIn } from "./code-link.ts";
import { hintOf } from "./lane-hint.ts";
import { meantIn } from "./meant.ts";

/** Two texts with the same `key` give the same run; `tokens` are then as many, and correspond. */
interface Content {
  readonly key: string;
  readonly tokens: readonly Span[];
}

/** PlusCal is a comment, whose checksum is compared. */
const TRANSLATED = /BEGIN\s+TRANSLATION/i;

/** The content of a module or a configuration. Of any other text, of one that cannot be read or has PlusCal, all counts. */
export function contentOf(source: Source): Content {
  const { text } = source;
  const regions = regionsOf(source);
  if (regions === null || TRANSLATED.test(text)) return { key: `all of it\n${text}`, tokens: [] };
  const tokens = regions.flatMap((region) => region.tokens);
  const outside = [...regions.map(({ start }) => start), text.length].map((end, i) =>
    text.slice(regions[i - 1]?.end ?? 0, end),
  );
  // Columns and new lines decide what belongs to a list of conjuncts.
  const words = tokens.map(({ text: word, column, fresh }) => `${fresh ? "\n" : ""}${column} ${word}`);
  const meant = meantIn(source).map(({ codes, line }) => {
    const next = tokens.findIndex(({ start }) => source.lineAt(start) >= line);
    const onIt = next >= 0 && source.lineAt((tokens[next] as Span).start) === line;
    return `${codes} ${onIt ? "at" : "before"} ${next}`;
  });
  const key = [
    `${outside.length} ${hintOf(text)?.[0] ?? ""} ${linksIn(text)}`,
    meant.join("; "),
    ...outside,
    ...words,
  ].join("\0");
  return { key, tokens };
}

/** What is read of a text: modules, or all of a configuration; null where that is nothing, or cannot be read. */
function regionsOf(source: Source): readonly { start: number; end: number; tokens: readonly Token[] }[] | null {
  if (source.name.endsWith(".tla")) return moduleRegions(source);
  if (!source.name.endsWith(".cfg")) return null;
  const diagnostics: Diagnostic[] = [];
  const { tokens, end } = readTokens(source, 0, false, diagnostics);
  return diagnostics.length > 0 ? null : [{ start: 0, end, tokens }];
}
