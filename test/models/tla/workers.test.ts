/** A search with workers finds what it finds alone: counts, verdicts, traces, warnings, byte for byte. */

import { describe, expect, it } from "vitest";
import { type CheckResult, check } from "../../../src/checker/index.ts";
import type { Engine } from "../../../src/models/tla/index.ts";
import { SPECS as RING, type Spec, said } from "../../checker/ring.ts";
import type { HandsOptions } from "./hands.ts";
import { modelOf } from "./spec.ts";

const NEXT = "INIT Init NEXT Next\n";

const COUNTER = `
VARIABLES x, y
Init == x \\in 0..3 /\\ y = <<>>
Up == x < 40 /\\ x' = x + 1 /\\ y' = IF Len(y) < 3 THEN Append(y, x % 3) ELSE <<>>
Jump == \\E i \\in 1..3: x' = (x * i) % 41 /\\ UNCHANGED y
Next == Up \\/ Jump
`;

const OTHERS: readonly (readonly [string, Spec])[] = [
  ["a deadlock", { body: COUNTER.replace("Up \\/ Jump", "x # 17 /\\ Up"), cfg: NEXT }],
  ["an invariant that fails", { body: `${COUNTER}Inv == x = 23 => Head(y) < 5\n`, cfg: `${NEXT}INVARIANT Inv` }],
  [
    "a constraint that fails",
    { body: `${COUNTER}Con == IF x = 30 THEN y[9] = 1 ELSE x < 35\n`, cfg: `${NEXT}CONSTRAINT Con` },
  ],
  ["a step that fails", { body: COUNTER.replace("x % 3", "(IF x = 31 THEN {} ELSE x) % 3"), cfg: NEXT }],
  ["an Assert", { body: `${COUNTER}Inv == Assert(x # 29, "at last")\n`, cfg: `${NEXT}INVARIANT Inv` }],
  [
    "several violations",
    { body: `${COUNTER}A == x < 9\nB == y # <<1, 2>>\nC == [][x' # 12]_x\n`, cfg: `${NEXT}INVARIANT A B PROPERTY C` },
  ],
  [
    "a step constraint",
    { body: `${COUNTER}Few == x' < x + 9\nLow == x < 30\n`, cfg: `${NEXT}ACTION_CONSTRAINT Few CONSTRAINT Low` },
  ],
  ["a composition of actions", { body: COUNTER.replace("Up \\/ Jump", "Up \\cdot Jump"), cfg: NEXT }],
  [
    "a warning in the middle",
    { body: COUNTER.replace("Append(y, x % 3)", '[[a |-> 1] EXCEPT ![IF x < 20 THEN "a" ELSE "b"] = x]'), cfg: NEXT },
  ],
  [
    "values that are sets, records and functions",
    {
      body: `CONSTANT m, n
VARIABLE s
Init == s = <<>>
Add(v) == Len(s) < 3 /\\ s' = Append(s, v)
Next == \\/ \\E i \\in 1..8: Add(<<m, 1..2, <<1, "a \\" b">>, [a |-> {m}], (m :> 1 @@ n :> <<>>), SUBSET {n}, TRUE, -7>>[i])
        \\/ s # <<>> /\\ s' = Tail(s)
Inv == Len(s) < 4
`,
      cfg: `CONSTANT m = m n = n\n${NEXT}INVARIANT Inv`,
    },
  ],
  [
    "sets without an end",
    { body: COUNTER.replace("<<>>\nUp", "Seq(Nat) \\ {<<1>>}\nUp").replace(/y' = IF.*/, "UNCHANGED y"), cfg: NEXT },
  ],
];

const SPECS = [...RING, ...OTHERS];

async function found({ body, cfg }: Spec, engine: Engine, workers?: HandsOptions): Promise<CheckResult> {
  return await check(modelOf(body, cfg, {}, { engine, workers }), { keepGoing: true });
}

describe.each(SPECS)("with %s", (_, spec) => {
  it.each(["interpreter", "automatic"] as const)("any number of workers finds the same (%s)", async (engine) => {
    const alone = said(await found(spec, engine));
    for (const [seed, count] of [1, 2, 3, 7].entries()) {
      let answers = 0;
      const heard = (): number => answers++;
      expect(said(await found(spec, engine, { count, seed, heard }))).toEqual(alone);
      expect(answers).toBeGreaterThan(0);
    }
  });
});
