/** What the README shows of `npm start`. The table itself is what CI prints; here its form, and the number of runs. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./source-files.ts";

const capture = /```\n( +N1 [\s\S]*?)```/.exec(readFileSync(join(root, "README.md"), "utf8"))?.[1] ?? "";

it("shows what npm start prints: at most 40 lines with those of npm, none over 100 columns", () => {
  const lines = capture.trimEnd().split("\n");
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.length + "\n> everystate@0.1.0 start\n> node …\n".split("\n").length).toBeLessThanOrEqual(40);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
});

it("has as many runs as are recorded", () => {
  const { runs } = JSON.parse(readFileSync(join(root, "specs/vfio/verdicts.json"), "utf8"));
  const fast = runs.filter(({ profile }: { profile?: string }) => profile === undefined || profile === "fast");
  expect(capture).toContain(`${fast.length} runs: all as recorded\n`);
});
