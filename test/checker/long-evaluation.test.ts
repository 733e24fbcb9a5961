import { expect, it } from "vitest";
import { check, type MemoryUse, simulate } from "../../src/checker/index.ts";
import { modelOf } from "../models/tla/spec.ts";

const COUNT = `
VARIABLE x
RECURSIVE Twice(_)
Twice(n) == IF n = 0 THEN 1 ELSE Twice(n - 1) + Twice(n - 1)
Init == x = 0
Next == x' = IF x < 3 THEN x + 1 ELSE `;

/** Evaluations without end, as far as a test can wait. */
const LONG: readonly (readonly [what: string, text: string])[] = [
  ["a set of values", "Cardinality({t \\cup {99} : t \\in SUBSET (1..40)})"],
  ["a set of values, two names", "Cardinality({<<a, b>> : a, b \\in 1..100000000})"],
  ["a filtered set", "Cardinality({n \\in 1..16000000 : \\E a \\in 1..9 : a = n} \\cup {-1})"],
  ["a quantifier", "IF \\A n \\in 1..2000000000 : n > 0 THEN 1 ELSE 2"],
  ["CHOOSE", "CHOOSE n \\in 1..2000000000 : n < 0"],
  ["a membership", "Cardinality({n \\in 1..4000 : n \\in {m \\in 1..2000000000 : \\E k \\in 1..100000 : k < 0}})"],
  ["calls", "Twice(40)"],
  ["a function", "Len([n \\in 1..16000000 |-> <<n, n>>] \\o <<1>>)"],
];

it.each(LONG)("a budget ends an evaluation that would take too long: %s", async (_what, text) => {
  const model = modelOf(COUNT + text, "INIT Init\nNEXT Next\n");
  const timed = await check(model, { maxTime: 300 });
  expect(timed).toMatchObject({ stopped: "max-time", outcome: "inconclusive", states: { distinct: 4, generated: 4 } });
  const use: MemoryUse = { resident: 1, heap: 1, heapLimit: 100 };
  let measured = 0;
  const measureMemory = () => ({ ...use, heap: ++measured < 20 ? 1 : 99 });
  const full = await check(model, { measureMemory, collectGarbage: () => {} });
  expect(full).toMatchObject({ stopped: "max-memory", outcome: "inconclusive", states: { distinct: 4, generated: 4 } });
  const walked = await simulate(model, { maxTime: 300 });
  expect(walked).toMatchObject({ stopped: "max-time", outcome: "inconclusive" });
});

it("keeps what was found before a long evaluation, with its trace", async () => {
  const body = `${COUNT}Cardinality({t \\cup {99} : t \\in SUBSET (1..40)})\nSmall == x < 2\nTypeOK == x \\in Nat\n`;
  const result = await check(modelOf(body, "INIT Init\nNEXT Next\nINVARIANTS Small TypeOK\n"), { maxTime: 300 });
  expect(result.stopped).toBe("max-time");
  const [small, typed] = result.properties;
  expect(small).toMatchObject({ name: "Small", status: "violated", breaks: "invariant" });
  expect(small!.status === "violated" && small!.trace!.states.length).toBe(3);
  expect(typed).toMatchObject({ status: "unchecked", reason: "budget" });
});

it("ends within an invariant as well", async () => {
  const body = `${COUNT}0\nSlow == x < 2 \\/ Cardinality({t \\cup {99} : t \\in SUBSET (1..40)}) > 0\n`;
  const result = await check(modelOf(body, "INIT Init\nNEXT Next\nINVARIANT Slow\n"), { maxTime: 300 });
  expect(result).toMatchObject({ stopped: "max-time", outcome: "inconclusive" });
  expect(result.properties[0]).toMatchObject({ status: "unchecked", reason: "budget" });
});
