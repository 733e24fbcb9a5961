/** What pages have in common: the frame, which alone has scripts and styles, and the texts at the end. */

import type { Location } from "../../models/model.ts";
import { PICTURE_STYLE } from "../drawing.ts";
import { escapeQuoted, xmlCharacters } from "../markup.ts";
import { SCRIPT, STYLE } from "./script.ts";

/** What a page is about, and how it can be made again. */
interface Head {
  readonly title: string;
  readonly version: string;
  readonly command: string;
}

/** A whole page; ends with a newline. What is in `body` must have been escaped. */
export function frameHtml({ title, version, command }: Head, body: readonly string[]): string {
  return xmlCharacters(
    [
      '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">',
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">",
      `<title>${escapeQuoted(title)}</title><style>${PICTURE_STYLE}${STYLE}</style></head><body>`,
      `<h1>${escapeQuoted(title)}</h1><p class="place">everystate ${escapeQuoted(version)}: <code>${escapeQuoted(command)}</code></p>`,
      ...body,
      `<script>${SCRIPT}</script></body></html>\n`,
    ].join("\n"),
  );
}

/** The texts of a page, by the names that places give them. */
export class Texts {
  private readonly texts: ReadonlyMap<string, string>;
  private readonly files: readonly string[];
  private readonly marked = new Set<string>();

  constructor(texts: ReadonlyMap<string, string>) {
    this.texts = texts;
    this.files = [...texts.keys()].sort();
  }

  /** The anchor of a place, null for one of another text. */
  link({ file, line }: Pick<Location, "file" | "line">): string | null {
    const at = this.files.indexOf(file);
    return at < 0 ? null : `f${at}-${line}`;
  }

  /** The line of an anchor stands out. */
  mark(anchor: string | null): void {
    if (anchor !== null) this.marked.add(anchor);
  }

  /** A section for each text, with numbered lines; to be made when all is marked. */
  sections(): string[] {
    const sources = this.files.map((file, at) => {
      const lines = (this.texts.get(file) ?? "").split(/\r\n|\n|\r/).map((line, number) => {
        const id = `f${at}-${number + 1}`;
        const kind = this.marked.has(id) ? "line taken" : "line";
        return `<span class="${kind}" id="${id}" data-n="${number + 1}">${escapeQuoted(line)}</span>`;
      });
      return `<details class="source"><summary>${escapeQuoted(file)}</summary><pre>${lines.join("")}</pre></details>\n`;
    });
    return sources.length === 0 ? [] : ["<h2>Texts</h2>", ...sources];
  }
}
