/** Public models that take little time, against TLC's figures; `npm run conformance` runs them all. */

import { expect, test } from "vitest";
import { compareRow, corpusExists, readRows } from "./corpus.ts";

/** Costlier rows whose traps are worth their time in every test run. */
const worthIt = ["Chameneos/Chameneos.cfg", "CoffeeCan/CoffeeCan100Beans.cfg"];

/** TLC's CPU seconds up to which a model is cheap: start-up is the most of it. */
const cheap = 1.5;

const rows = corpusExists
  ? readRows().filter((r) => Number(r["process_cpu_s"]) <= cheap || worthIt.some((name) => r.cfg.endsWith(name)))
  : [];

test.skipIf(!corpusExists)("the corpus is there and has rows (skipped: ../shared does not exist)", () => {
  expect(rows.length).toBeGreaterThan(30);
});

test.each(rows.map((row) => [row.cfg.replace("specifications/", ""), row] as const))(
  "%s",
  { timeout: 120_000 },
  async (_, row) => {
    const { differences } = await compareRow(row, 100);
    expect(differences).toEqual([]);
  },
);
