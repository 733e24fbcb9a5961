/** A diagnostic as text: one line that editors understand, then the source line with a caret, then notes. */

import type { Diagnostic, Location } from "../models/model.ts";
import { PLAIN, type Style } from "./style.ts";

/** Longer source lines are cut around the caret; "…" stands for what is left out. */
const LONGEST_LINE = 120;

/** `file:line:col: error CODE: message`, its source line, a caret line and the notes; ends with a newline. */
export function diagnosticText(diagnostic: Diagnostic, style: Style = PLAIN): string {
  const { severity, code, message, location, notes } = diagnostic;
  const colour = severity === "error" ? style.bad : severity === "warning" ? style.doubtful : style.strong;
  const lines = [`${place(location)}${colour(`${severity} ${code}`)}: ${message}`, ...excerpt(location, style)];
  for (const note of notes) {
    lines.push(`${place(note.location)}${style.strong("note")}: ${note.message}`, ...excerpt(note.location, style));
  }
  return `${lines.join("\n")}\n`;
}

/** `file:line:col`. */
export function locationText(location: Pick<Location, "file" | "line" | "column">): string {
  return `${location.file}:${location.line}:${location.column}`;
}

function place(location: Location | null): string {
  return location === null ? "" : `${locationText(location)}: `;
}

/** The source line and a line of carets under the marked part; characters are code points, tabs stay tabs. */
function excerpt(location: Location | null, style: Style): string[] {
  if (location === null || location.lineText.trim() === "") return [];
  const characters = [...location.lineText];
  const from = Math.min(location.column - 1, characters.length);
  const end = location.endLine === location.line ? location.endColumn - 1 : characters.length;
  const to = Math.max(from + 1, Math.min(end, characters.length));
  const cut = characters.length <= LONGEST_LINE ? 0 : Math.max(0, from - LONGEST_LINE / 2);
  const shown = characters.slice(cut, cut + LONGEST_LINE);
  if (cut > 0) shown[0] = "…";
  if (cut + LONGEST_LINE < characters.length) shown[LONGEST_LINE - 1] = "…";
  const padding = shown.slice(0, from - cut).map((character) => (character === "\t" ? "\t" : " "));
  const carets = "^".repeat(Math.min(to, cut + LONGEST_LINE) - from);
  return [`    ${shown.join("").trimEnd()}`, `    ${padding.join("")}${style.bad(carets)}`];
}
