/** `\* meant: W618`: a comment that says that what a warning tells is so on purpose. */

import type { Config } from "../../tla/config/config.ts";
import { writtenTerminations } from "../../tla/pluscal/translation.ts";
import type { Report } from "../../tla/semantics/report.ts";
import type { Program } from "../../tla/semantics/symbol.ts";
import type { Source } from "../../tla/syntax/source.ts";
import type { Diagnostic } from "../model.ts";

/** What follows the codes is for people. */
const HINT = /\\\*[ \t]*meant:[ \t]*([EW]\d+(?:[ \t,]+[EW]\d+)*)/;

/** What makes `holds` mean less than it seems, and changes no verdict: what else is warned of is never as it should be. */
const EXCUSED = /^W(473|602|609|61[0-46-9]|62[017])$/;

interface Hint {
  readonly codes: readonly string[];
  /** The line that it speaks of: its own or, where it has that for itself, the next one that is no such comment. */
  readonly line: number;
  readonly start: number;
}

/** The hints of a configuration, which speak of its whole run, and of the modules, which speak of a line. */
export class Meant {
  private readonly everywhere: Set<string>;
  private readonly byFile = new Map<string, readonly Hint[]>();
  private readonly sources: readonly Source[];

  constructor(program: Program, { source }: Config) {
    const modules = program.modules.flatMap(({ source, library }) => (library ? [] : [source]));
    this.sources = [source, ...modules];
    for (const one of this.sources) this.byFile.set(one.name, [...meantIn(one), ...unendingIn(one)]);
    this.everywhere = new Set(this.byFile.get(source.name)?.flatMap(({ codes }) => codes));
  }

  /** Is `diagnostic` a warning that the text says is meant? */
  says({ severity, code, location }: Diagnostic): boolean {
    if (severity !== "warning" || !EXCUSED.test(code)) return false;
    if (this.everywhere.has(code)) return true;
    if (location === null) return false;
    const hints = this.byFile.get(location.file) ?? [];
    return hints.some(({ codes, line }) => codes.includes(code) && line >= location.line && line <= location.endLine);
  }

  /** Warns of hints that can excuse nothing. */
  complain(report: Report): void {
    for (const source of this.sources) {
      for (const { codes, start } of this.byFile.get(source.name) ?? []) {
        const wrong = codes.find((code) => !EXCUSED.test(code));
        if (wrong === undefined) continue;
        const at = source.text.indexOf(wrong, start);
        const message = `the comment "meant:" names ${wrong}, which cannot be meant; W473, W602, W609 to W614, W616 to W621 and W627 can`;
        report.in(source).warning("W622", { start: at, end: at + wrong.length }, message);
      }
    }
  }
}

/** An algorithm in PlusCal that never ends is nothing unusual: of its last step nobody need say so. */
function unendingIn(source: Source): readonly Hint[] {
  return writtenTerminations(source).map((line) => ({ codes: ["W602"], line, start: 0 }));
}

/** The hints in a text; other comments may move them, but not beyond a line with something on it. */
export function meantIn({ text }: Source): readonly Hint[] {
  if (!text.includes("meant:")) return [];
  const lines = text.split(/\r\n|\n|\r/);
  let start = 0;
  return lines.flatMap((line, at): Hint[] => {
    const found = HINT.exec(line);
    const from = text.indexOf(line, start);
    start = from + line.length;
    if (found === null) return [];
    let next = at;
    while (next < lines.length && isComment(lines[next] as string)) next++;
    return [{ codes: (found[1] as string).split(/[ \t,]+/), line: next + 1, start: from + found.index }];
  });
}

function isComment(line: string): boolean {
  return /^\s*\\\*/.test(line);
}
