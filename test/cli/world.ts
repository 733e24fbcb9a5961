/** A world for commands: a folder of its own, and what they wrote. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { runCommandLine } from "../../src/cli/command-line.ts";
import type { Context } from "../../src/cli/context.ts";
import { TLA_FRONT_END } from "../../src/cli/front-end.ts";
import { PLAIN } from "../../src/report/index.ts";

/** What a command left behind. */
export interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly note: string;
}

export class World {
  readonly directory: string;

  /** Makes a folder with these files, removed when the test ends. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    this.directory = mkdtempSync(join(tmpdir(), "everystate-"));
    onTestFinished(() => rmSync(this.directory, { recursive: true, force: true }));
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string | Uint8Array): void {
    const target = join(this.directory, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), "utf8");
  }

  /** Runs a command line in the folder. */
  async run(words: string, extra: Partial<Context> = {}): Promise<Outcome> {
    const list = words === "" ? [] : words.split(" ");
    let out = "";
    let note = "";
    const context: Context = {
      directory: this.directory,
      version: "1.2.3",
      arguments: list,
      out: (text) => {
        out += text;
      },
      note: (text) => {
        note += text;
      },
      interactive: false,
      style: () => PLAIN,
      frontEnd: TLA_FRONT_END,
      canDeepen: false,
      reported: 0,
      signal: new AbortController().signal,
      ...extra,
    };
    const exitCode = await runCommandLine(list, context);
    return { exitCode, out, note };
  }
}

/** A module that counts from 0 up to `Top` and starts again, with invariants to violate. */
export const COUNTER = `---- MODULE Counter ----
EXTENDS Naturals
CONSTANT Top
VARIABLE x
Init == x = 0
Up == x < Top /\\ x' = x + 1
Again == x = Top /\\ x' = 0
Next == Up \\/ Again
Spec == Init /\\ [][Next]_x
TypeOK == x \\in 0..Top
Below2 == x < 2
Live == <>(x = Top)
====
`;

/** A configuration of Counter. */
export function counterConfig(top: number, ...rest: string[]): string {
  return `SPECIFICATION Spec\nCONSTANT Top = ${top}\n${rest.join("\n")}\n`;
}
