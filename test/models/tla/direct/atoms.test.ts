/** Atoms of temporal formulas by direct code: their verdicts are compared in `temporal`, here that there is some. */

import { expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import type { TlaModel } from "../../../../src/models/tla/model.ts";
import { modelOf } from "../spec.ts";

/** From 0 by Up to 3, or by Rest for ever in 1; each state is asked whether it is P, and what is enabled there. */
const body = `VARIABLES x, y
vars == <<x, y>>
Up(k) == x = k /\\ x' = k + 1 /\\ y' \\in {k, 7}
Rest(k, F(_)) == F(x) = k /\\ x' = x /\\ y' = 1 - y
Next == (\\E k \\in 0..2 : Up(k)) \\/ Rest(2, LAMBDA z : z + 1)
`;

test.each([
  ["steps with names around them", "\\A k \\in 0..2 : []<><<Up(k)>>_vars"],
  ["what is enabled, with names around it", "\\A k \\in 0..2 : WF_vars(Up(k))"],
  ["what leaves a variable open is enabled", "SF_x(x = 2 /\\ x' = 3)"],
  ["texts of arguments", "LET Soon(P) == []<>P IN Soon(x = 3 /\\ y > 1)"],
])("%s", async (_, formula) => {
  const text = `${body}Init == x = 0 /\\ y = 0\nSpec == Init /\\ [][Next]_vars\nP == ${formula}`;
  const cfg = "SPECIFICATION Spec\nPROPERTY P\nCHECK_DEADLOCK FALSE\n";
  const model = modelOf(text, cfg, {}, { direct: { volatile: [] } }) as TlaModel;
  const { states } = await check(model);
  const { direct, failures } = model.aids?.counts ?? { direct: 0, failures: 0 };
  // Each state was expanded by it; all else are atoms.
  expect(direct).toBeGreaterThan(states.distinct);
  expect(failures).toBe(0);
});
