/** What is wrong with the translation of a PlusCal algorithm: it is missing, or has other checksums than the translator left. */

import type { Diagnostic } from "../syntax/diagnostic.ts";
import type { Source } from "../syntax/source.ts";
import type { Module } from "../syntax/tree.ts";

/** `BEGIN TRANSLATION (chksum(pcal) = "…" /\ chksum(tla) = "…")`, in the spellings that the translator accepts. */
const BEGIN = new RegExp(
  String.raw`\\\* BEGIN TRANSLATION\s+\(\s*ch(?:ec)?ksum\(p(?:lus)?cal\)\s*(?:=\s*"[0-9a-f]*"|\\in\s*STRING)` +
    String.raw`\s*/\\\s*ch(?:ec)?ksum\(tla\+?\)\s*=\s*"([0-9a-f]+)"\s*\)`,
  "gi",
);

/**
 * A warning (W203) when the translation of a PlusCal algorithm is not the text that the translator wrote: someone has
 * changed it by hand, and the next translation will undo that. The other checksum, of the algorithm, is taken of the
 * translator's own syntax tree, printed after it was translated; only the translator can compute it, so nothing is said
 * about an algorithm that is newer. Without checksums, or with other characters than ASCII in the translation, whose
 * bytes depended on the machine of the translator, nothing is said either.
 */
export function translationDiagnostics(source: Source): Diagnostic[] {
  const { text } = source;
  const found: Diagnostic[] = [];
  for (const begin of text.matchAll(BEGIN)) {
    const lines = text.slice(begin.index).split(/\r\n|\n|\r/);
    const end = lines.findIndex((line) => /\bEND\s+TRANSLATION\b/.test(line));
    if (end < 1) continue;
    const translation = lines.slice(1, end).join("");
    if (!isAscii(translation) || crc32(translation) === Number.parseInt(begin[1] as string, 16)) continue;
    const message =
      "this translation was changed after it was made: its checksum differs; " +
      "translate the PlusCal algorithm again, or remove the checksums";
    const span = { start: begin.index, end: begin.index + begin[0].length };
    found.push({ code: "W203", severity: "warning", message, location: source.locate(span), notes: [] });
  }
  return found;
}

/** A warning (W206) when a module has a PlusCal algorithm and no variables, which its translation would declare. */
export function missingTranslation({ source, name, units }: Module): Diagnostic[] {
  const algorithm = /--(?:fair\s+)?algorithm\b/.exec(source.text);
  if (algorithm === null || units.some(({ kind }) => kind === "variables")) return [];
  const message =
    `the PlusCal algorithm in module ${name} has no translation, and only that is read: ` +
    "translate it first, with pcal.trans or in an editor";
  const span = { start: algorithm.index, end: algorithm.index + algorithm[0].length };
  return [{ code: "W206", severity: "warning", message, location: source.locate(span), notes: [] }];
}

/**
 * The lines, from 1, where the translator defines the step of an algorithm that has come to its end; once it was part of
 * Next. It does so whether or not the algorithm is one that ends.
 */
export function writtenTerminations({ text }: Source): number[] {
  if (!/BEGIN\s+TRANSLATION/.test(text)) return [];
  let inside = false;
  return text.split(/\r\n|\n|\r/).flatMap((line, at) => {
    if (/\bBEGIN\s+TRANSLATION\b/.test(line)) inside = true;
    if (/\bEND\s+TRANSLATION\b/.test(line)) inside = false;
    return inside && /^(?:Terminating|Next)\s*==/.test(line) ? [at + 1] : [];
  });
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** CRC-32 as in ISO 3309, of a text of ASCII characters. */
function crc32(text: string): number {
  // What becomes of a byte, for the translation of a large algorithm has a million of them.
  const table = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    return crc;
  });
  let crc = -1;
  for (let at = 0; at < text.length; at++) {
    crc = (crc >>> 8) ^ (table[(crc ^ text.charCodeAt(at)) & 0xff] as number);
  }
  return ~crc >>> 0;
}
