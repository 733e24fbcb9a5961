/** Text that the configuration has switched off: it is not read, and keeps nothing from being compiled. */

import { describe, expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { isPure } from "../../../../src/models/tla/compile/purity.ts";
import type { TlaModel } from "../../../../src/models/tla/model.ts";
import { load, moduleText } from "../spec.ts";

const NEXT = "x' = (x + 1) % 5 /\\ y' = (y + x) % 7";

/** Runs a specification whose steps may print; what was printed, and whether steps may be found in advance. */
async function run(tracing: string, debug: string) {
  const body = `CONSTANT Debug
VARIABLES x, y
Verbose == Debug
Init == x = 0 /\\ y = 0
Next == ${tracing}
Spec == Init /\\ [][Next]_<<x, y>>`;
  const files = { "Spec.tla": moduleText(body), "Spec.cfg": `SPECIFICATION Spec\nCONSTANT Debug = ${debug}\n` };
  const { model, printed } = load(files, { direct: { volatile: [] } });
  if (model === null) throw new Error("no model");
  const pure = isPure(model as TlaModel);
  const { states } = await check(model, {});
  return { pure, printed: printed.length, direct: (model as TlaModel).aids?.counts.direct ?? 0, states };
}

describe.each([
  ["a branch of IF", `(IF Debug THEN PrintT(x) ELSE TRUE) /\\ ${NEXT}`],
  ["the other branch", `(IF ~Debug THEN TRUE ELSE PrintT(x)) /\\ ${NEXT}`],
  ["what follows in a conjunction", `(${NEXT}) \\/ (Debug /\\ PrintT(x) /\\ ${NEXT})`],
  [
    "what follows in a list, by a definition",
    `\\/ ${NEXT}\n        \\/ /\\ Verbose\n           /\\ PrintT(x)\n           /\\ ${NEXT}`,
  ],
])("%s", (_, tracing) => {
  test("is nothing where it is never reached", async () => {
    const { pure, printed, direct } = await run(tracing, "FALSE");
    expect({ pure, printed }).toEqual({ pure: true, printed: 0 });
    expect(direct).toBeGreaterThan(0);
  });

  test("counts where it is reached", async () => {
    const { pure, printed, direct, states } = await run(tracing, "TRUE");
    expect({ pure, printed, direct }).toEqual({ pure: false, printed: states.distinct, direct: 0 });
  });
});

test("the alternatives after one that is true count", async () => {
  const { pure, printed, states } = await run(`(TRUE \\/ PrintT(x)) /\\ ${NEXT}`, "TRUE");
  expect({ pure, printed }).toEqual({ pure: false, printed: states.distinct });
});
