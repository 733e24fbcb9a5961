/** Specs of this repository, and some made for the purpose, on both engines; `npm run engines` takes all of them. */

import { describe, expect, test } from "vitest";
import { configs, resultOf } from "../../../oracle/engine-specs.ts";
import { compareEngines, starts } from "../../../oracle/engines.ts";

/** One of each design: the others differ in constants and properties. */
const chosen = configs.filter((config) => !config.startsWith("specs/vfio/") || config.endsWith(".protocol.cfg"));

test.each(chosen)("%s gives the same on both engines", { timeout: 120_000 }, async (config) => {
  expect(await resultOf(config, "compiled", 400)).toBe(await resultOf(config, "interpreter", 400));
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
    [
      "a definition that is constant where the next state is",
      "P == <<x>>\nQ == x' = 1\nInit == x = 0\nNext == (x' = 1 /\\ P' # P /\\ Q) \\/ (x' = 2 /\\ P' # P /\\ ~Q)\nInv == P # <<1>> \\/ x = 1",
    ],
    ["an invariant that fails to evaluate", "Init == x = 0\nNext == x' = (x + 1) % 5\nInv == x # 3 \\/ x.f = 1"],
  ];
  test.each(cases)("%s", async (_, body) => {
    for (const start of Object.values(starts)) {
      const outcome = await compareEngines({ body: `VARIABLE x\nCONSTANTS m1, m2\n${body}`, cfg }, start);
      expect(outcome.difference).toBeNull();
      expect(outcome.compiled).toBe(true);
    }
  });
});
