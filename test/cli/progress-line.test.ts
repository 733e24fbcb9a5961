import { describe, expect, it } from "vitest";
import type { Context } from "../../src/cli/context.ts";
import { TLA_FRONT_END } from "../../src/cli/front-end.ts";
import { ProgressLine } from "../../src/cli/progress-line.ts";
import { PLAIN } from "../../src/report/index.ts";

const progress = {
  generated: 10,
  distinct: 5,
  frontier: 2,
  depth: 3,
  violated: [],
  seconds: 1,
  memory: 2 ** 20,
  maxMemory: Number.POSITIVE_INFINITY,
  phase: "states",
} as const;

/** What is written to stderr when `use` uses a watch. */
function written(
  interactive: boolean,
  quiet: boolean,
  use: (watch: ProgressLine) => void,
  noteColumns?: number,
): string {
  let note = "";
  const context: Context = {
    directory: "/",
    version: "1",
    arguments: [],
    out: () => {},
    note: (text) => {
      note += text;
    },
    interactive,
    noteColumns,
    style: () => PLAIN,
    frontEnd: TLA_FRONT_END,
    canDeepen: false,
    reported: 0,
    signal: new AbortController().signal,
  };
  use(new ProgressLine(context, quiet));
  return note;
}

describe("ProgressLine", () => {
  it("redraws one line on a terminal and clears it before anything else", () => {
    const text = written(true, false, (watch) => {
      watch.progress(progress);
      watch.progress(progress);
      watch.printed("hello", { file: "A.tla", line: 2, column: 3, endLine: 2, endColumn: 4, lineText: "" });
      watch.clear();
    });
    const clear = "\r\u001b[K";
    const line = "10 generated, 5 distinct, 2 in the frontier, depth 3, 1 s, 10/s, 1 MB";
    expect(text).toBe(`${clear}${line}${clear}${line}${clear}A.tla:2:3: hello\n`);
  });

  it("fills the terminal's width, and no more", () => {
    const text = written(true, false, (watch) => watch.progress({ ...progress, violated: ["I".repeat(200)] }), 132);
    expect(text).toHaveLength("\r\u001b[K".length + 131);
  });

  it("writes no line before a minute is over elsewhere, and none when quiet", () => {
    expect(written(false, false, (watch) => watch.progress(progress))).toBe("");
    expect(written(true, true, (watch) => watch.progress(progress))).toBe("");
    expect(written(true, true, (watch) => watch.printed("hello", null))).toBe("hello\n");
  });
});
