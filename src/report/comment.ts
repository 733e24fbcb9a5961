/** The comment that stands right before a definition: what its author says that it is. */

import type { Location } from "../models/model.ts";

/** No comment that is printed is longer than so many lines of its text. */
const LONGEST = 40;

/** The text of the comment, its lines joined; "" without one. `texts` are the specs by the names that locations have. */
export function commentBefore(location: Location | null, texts: ReadonlyMap<string, string> = new Map()): string {
  const text = location === null ? undefined : texts.get(location.file);
  if (location === null || text === undefined) return "";
  const before = text.split(/\r?\n/).slice(0, location.line - 1);
  return commentEnding(before).map(bare).filter(says).join(" ");
}

/** The lines of the comment with which `lines` end. */
function commentEnding(lines: readonly string[]): string[] {
  const last = lines.length - 1;
  let first = last;
  if (/\*\)\s*$/.test(lines[last] ?? "") && !/^\s*\\\*/.test(lines[last] as string)) {
    // A row of boxes, `(* … *)` on each line, or one that began further up; but none that ends behind a definition.
    if (/\S.*\(\*/.test(lines[last] as string)) return [];
    while (first >= 0 && last - first < LONGEST && !(lines[first] as string).trim().startsWith("(*")) first--;
    while (first > 0 && last - first < LONGEST && /^\s*\(\*.*\*\)\s*$/.test(lines[first - 1] as string)) first--;
    return first >= 0 && (lines[first] as string).trim().startsWith("(*") ? lines.slice(first) : [];
  }
  while (first >= 0 && last - first < LONGEST && /^\s*\\\*/.test(lines[first] as string)) first--;
  return lines.slice(first + 1);
}

/** A line of a comment without what makes it one. */
function bare(line: string): string {
  return line
    .trim()
    .replace(/^(\\\*+|\(\*+)/, "")
    .replace(/\*+\)$/, "")
    .replace(/^\s*\*+(?!\))/, "")
    .trim();
}

/** Does a line say something to a reader? Not a rule, and not what is meant for a program: `@type: Int;`, `meant: W618`. */
function says(line: string): boolean {
  return /\p{L}/u.test(line) && !/^(@\w+|lanes\s*:|meant\s*:\s*[EW]\d|unnoticed\b.*:)/.test(line);
}

/** The first sentence of a text. */
export function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}
