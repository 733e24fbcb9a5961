/** Models that are only assumptions: without a behavior in the cfg, without variables, or with an Init that says FALSE. */

import { expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { exitCodeOf } from "../../../src/cli/exit-code.ts";
import { load, moduleText } from "./spec.ts";

async function verdict(body: string, cfg: string): Promise<string> {
  const { model, diagnostics } = load({ "Spec.tla": moduleText(body), "Spec.cfg": cfg });
  if (model === null) return diagnostics.map(({ code }) => code).join(" ");
  const result = await check(model);
  const { outcome, properties } = result;
  return [outcome, exitCodeOf(result), ...properties.map(({ name, status }) => `${name} ${status}`)].join(" ");
}

const flagged =
  "VARIABLE v\nASSUME A == 1 + 1 = 2\nInit == FALSE /\\ v = 0\nNext == FALSE /\\ v' = v\nInv == v = 0\nSome == v \\in {}";
const plain = "ASSUME A == 1 + 1 = 2\nSpec == [][TRUE]_<<>>\nInv == TRUE\nBad == []TRUE";

test.each([
  ["no behavior in the cfg", flagged, "", "holds 0 A holds"],
  ["an Init that is FALSE by its text", flagged, "INIT Init\nNEXT Next\n", "holds 0 A holds"],
  ["an Init that only turns out to have no solution", flagged, "INIT Some\nNEXT Next\n", "inconclusive 30"],
  [
    "an Init that is FALSE, but an invariant to check",
    flagged,
    "INIT Init\nNEXT Next\nINVARIANT Inv\n",
    "inconclusive 30",
  ],
  ["a specification without variables", plain, "SPECIFICATION Spec\n", "holds 0 A holds"],
  ["a specification without variables, but an invariant", plain, "SPECIFICATION Spec\nINVARIANT Inv\n", "E356"],
  ["a specification with variables and no Init", "VARIABLE v\nSpec == [][v' = v]_v", "SPECIFICATION Spec\n", "E359"],
  ["a specification without a next-state relation", plain, "SPECIFICATION Bad\n", "E359"],
  [
    "axioms, which TLC does not evaluate: nothing is asked of them, though their names are formulas",
    "AXIOM \\A i \\in Int : i = i\nAXIOM A == 1 = 2\nASSUMPTION B == ~A",
    "",
    "holds 0 B holds$",
  ],
  [
    "an assumption that is false",
    "ASSUME A == 1 = 2\nSpec == [][TRUE]_<<>>",
    "SPECIFICATION Spec\n",
    "violated 10 A violated",
  ],
])("%s", async (_, body, cfg, expected) => {
  expect(await verdict(body, cfg)).toMatch(new RegExp(`^${expected}`));
});
