/** The specs of this repository on both engines. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { loadTlaModel } from "../../../../src/models/tla/index.ts";
import { compareEngines, summary } from "../../../oracle/engines.ts";

const folders = ["specs/examples", "specs/vfio"];
const configs = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".cfg"))
    .map((file) => join(folder, file)),
);

async function result(config: string, engine: "interpreter" | "compiled"): Promise<string> {
  const spec = `${config.replace(/\.(?:[^/]*)$/, "").split(".")[0]}.tla`;
  const files = { read: (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : null) };
  const { model } = loadTlaModel({ spec, config, engine, files, deadlock: true, onPrint: () => {} });
  if (model === null) throw new Error(`${config} has no model`);
  return summary(await check(model, { maxStates: 1200 }));
}

test.each(configs)("%s gives the same on both engines", { timeout: 120_000 }, async (config) => {
  expect(await result(config, "compiled")).toBe(await result(config, "interpreter"));
});

describe("both engines agree on", () => {
  const cfg = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Inv\nCONSTANTS m1 = m1 m2 = m2\n";
  const cases: readonly (readonly [what: string, body: string])[] = [
    [
      "a table with an interned value among others",
      `Init == x = [p \\in {"a"} |-> [kind |-> "one", size |-> 1, queue |-> <<>>]]
Shorter == [p \\in {"a"} |-> IF x[p].queue # <<>> /\\ Head(x[p].queue) = 1
  THEN [x[p] EXCEPT !.queue = Tail(@), !.kind = "two"] ELSE x[p]]
Next == \\/ Len(x["a"].queue) < 2 /\\ \\E i \\in 1..2 : x' = [x EXCEPT !["a"].queue = Append(@, i), !["a"].size = (@ % 3) + 1]
        \\/ x' = Shorter
Inv == x["a"].size < 4`,
    ],
    [
      "sets whose bits fill a word",
      "Init == x = 1..32\nNext == \\E i \\in x : i > 29 /\\ x' = x \\ {i}\nInv == Cardinality(x) > 29",
    ],
    [
      "guards with several witnesses",
      "Init == x = 0\nNext == ((x < 2 \\/ x < 3) /\\ (\\E i \\in 1..x : i < 3) /\\ x' = x + 1) \\/ (x = 0 /\\ x' = 1)\nInv == x < 3",
    ],
    [
      "an error only where it is reached",
      "Init == x = 0\nNext == x' = IF x < 3 THEN x + 1 ELSE Head(<<>>)\nInv == TRUE",
    ],
    ["an invariant that fails to evaluate", "Init == x = 0\nNext == x' = (x + 1) % 5\nInv == x # 3 \\/ x.f = 1"],
  ];
  test.each(cases)("%s", async (_, body) => {
    for (const narrow of [false, true]) {
      const outcome = await compareEngines({ body: `VARIABLE x\nCONSTANTS m1, m2\n${body}`, cfg }, narrow);
      expect(outcome.difference).toBeNull();
      expect(outcome.compiled).toBe(true);
    }
  });
});
