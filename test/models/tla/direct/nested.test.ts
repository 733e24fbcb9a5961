/** Texts inside texts: the code of each is made once, however deep it stands. Twice a level would never come to an end. */

import { expect, test } from "vitest";
import { compareAid } from "../../../oracle/engines.ts";

const DEPTH = 40;
const cfg = "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE\n";

const shapes: readonly (readonly [what: string, level: (inner: string) => string, inside: string, whole: string])[] = [
  ["arithmetic", (e) => `1 + (${e})`, "x", "% \\in Nat"],
  ["other operators of modules", (e) => `Cardinality(1..(${e}))`, "x", "% \\in Nat"],
  ["operators of the language", (e) => `{1} \\cup (${e})`, "{x}", "Cardinality(%) > 0"],
  ["definitions", (e) => `Op(${e}, x)`, "x", "% \\in Nat"],
  ["applications", (e) => `f[${e}]`, "x", "% \\in Nat"],
  ["fields", (e) => `[a |-> ${e}].a`, "x", "% \\in Nat"],
  ["EXCEPT", (e) => `[f EXCEPT ![0] = ${e}][0]`, "x", "% \\in Nat"],
  ["conditions", (e) => `IF (${e}) = 5 THEN 1 ELSE x`, "x", "% \\in Nat"],
  ["LET", (e) => `LET y == ${e} IN y + x`, "x", "% \\in Nat"],
  ["sets of elements", (e) => `{k + x : k \\in ${e}}`, "{x}", "Cardinality(%) > 0"],
];

test.each(shapes)("%s", async (_, level, inside, whole) => {
  let text = inside;
  for (let i = 0; i < DEPTH; i++) text = level(text);
  const formula = whole.replace("%", () => `(${text})`);
  const body = `VARIABLES x, f
Op(q, r) == IF r = 5 THEN r ELSE q
Init == x = 0 /\\ f = [k \\in 0..1 |-> k]
Next == x' = 1 - x /\\ UNCHANGED f /\\ ${formula}
Inv == ${formula}`;
  const { difference, direct, failures } = await compareAid({ body, cfg }, { volatile: [] });
  expect(difference).toBeNull();
  expect(direct).toBeGreaterThan(0);
  expect(failures).toBe(0);
});
