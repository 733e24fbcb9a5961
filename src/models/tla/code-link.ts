/** `\* @implements drivers/vfio/pin.c:vfio_pin`: a comment above a definition that says which code it models. */

import type { Source, Span } from "../../tla/syntax/source.ts";

/** The comments with which a text ends, each from the beginning of a line. */
const COMMENTS = /(?:(?:^|\n)[ \t]*(?:\\\*[^\n]*|\(\*(?:(?!\*\))[\s\S])*\*\)[ \t]*))+\n?[ \t]*$/;

const LINK = /@implements\s+([^\s,;*]+)/g;

/** What the comment right above a definition says that it implements, in the order of the text. */
export function implementsOf(source: Source, { start }: Span): string[] {
  const { text } = source;
  if (!hasLinks(source) || !mayBeCommented(text, start)) return [];
  const above = COMMENTS.exec(text.slice(0, start))?.[0] ?? "";
  return [...above.matchAll(LINK)].map(([, link]) => link as string);
}

/** Of texts that were looked through. */
const linked = new WeakMap<Source, boolean>();

/** Is there a link anywhere in the text? Few have one. */
function hasLinks(source: Source): boolean {
  let found = linked.get(source);
  if (found === undefined) linked.set(source, (found = source.text.includes("@implements")));
  return found;
}

/** False where no comment stands right above: the text need not be searched from its beginning for each definition. */
function mayBeCommented(text: string, start: number): boolean {
  let end = start;
  while (isBlank(text.charCodeAt(end - 1))) end--;
  if (text.charCodeAt(end - 1) === NEWLINE) end--;
  const line = text.slice(end === 0 ? 0 : text.lastIndexOf("\n", end - 1) + 1, end);
  return line.includes("\\*") || line.includes("*)");
}

const NEWLINE = 10;

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** All such links in a text: what decides what is said of its actions. */
export function linksIn(text: string): string {
  return [...text.matchAll(LINK)].map(([, link]) => link).join(" ");
}
