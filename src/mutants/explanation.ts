/** `\* unnoticed: it only documents`: a comment that says why nothing need notice the slips of a line. */

import type { Location } from "../models/model.ts";

/** A comment, with the rule of the slips that it speaks of in brackets, or without for all. */
const HINT = /\\\*\s*unnoticed\s*(?:\(([^)]*)\))?\s*:\s*(.*\S)\s*$/;

const COMMENT = /^\s*\\\*/;

/**
 * The reason that the text gives for a slip of this rule: in a comment on the line where the slip is, or in one of the
 * comments right above it, each a line of its own. Null without one.
 */
export function explanationOf(text: string, { line }: Location, rule: string): string | null {
  const lines = text.split(/\r\n|\n|\r/);
  const hints = [lines[line - 1] ?? ""];
  for (let at = line - 2; COMMENT.test(lines[at] ?? ""); at--) hints.push(lines[at] as string);
  for (const hint of hints) {
    const [found, only, reason] = HINT.exec(hint) ?? [];
    if (found !== undefined && (only === undefined || only.trim() === rule)) return reason ?? null;
  }
  return null;
}
