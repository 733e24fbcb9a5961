/** What is recorded of the mutants of the designs is of the texts that there are. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { contentHash, mutantsTable, names, readText, rows, textsOf, VERDICTS } from "./mutants.ts";
import { folder } from "./tables.ts";

it("README.md has the table that the record makes (npm run vfio:tables)", () => {
  expect(readFileSync(join(folder, "README.md"), "utf8")).toContain(
    `<!-- mutants -->\n\n${mutantsTable()}\n<!-- end -->`,
  );
});

it.each(rows)("$row was run on the specs as they are, comments aside (npm run vfio:mutants)", ({ row, content }) => {
  expect(names).toContain(row);
  expect(contentHash(textsOf(row))).toBe(content);
});

it.each(rows)("$row counts what it lists", ({ counts, mutants, unnoticed }) => {
  expect(VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0)).toBeLessThanOrEqual(mutants);
  expect(unnoticed.filter(({ reason }) => reason === null)).toHaveLength(counts.survives);
  expect(unnoticed.filter(({ reason }) => reason !== null)).toHaveLength(counts.explained);
});

it.each(rows)("the reasons of $row stand in the texts", ({ unnoticed }) => {
  const missing = unnoticed.filter(({ file, reason }) => {
    return reason !== null && !readText(`specs/vfio/${file}`)?.includes(`: ${reason}`);
  });
  expect(missing).toEqual([]);
});
