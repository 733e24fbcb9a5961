/** The fairness that would exclude a lasso is advice: whoever follows it must not see that lasso again. */

import { describe, expect, it } from "vitest";
import { check, type ExcludingFairness, type Trace } from "../../src/checker/index.ts";
import { print } from "../../src/values/index.ts";
import { modelOf } from "../models/tla/spec.ts";

const MUTEX = `
VARIABLE pc
vars == <<pc>>
P == {"a", "b"}
Init == pc = [p \\in P |-> 0]
Try(p) == pc[p] = 0 /\\ pc' = [pc EXCEPT ![p] = 1]
Enter(p) == pc[p] = 1 /\\ (\\A q \\in P : pc[q] # 2) /\\ pc' = [pc EXCEPT ![p] = 2]
Leave(p) == pc[p] = 2 /\\ pc' = [pc EXCEPT ![p] = 0]
Next == \\E p \\in P : Try(p) \\/ Enter(p) \\/ Leave(p)
Live == \\A p \\in P : pc[p] = 1 ~> pc[p] = 2
`;

/** Round and round by two actions that lead to the same state, with a third one that is always open. */
const ROUND = `
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Go == x' = 1 - x /\\ UNCHANGED y
Same == x' = 1 - x /\\ y' = y
Stay == UNCHANGED vars
Most == x = 0 /\\ (Go \\/ (y < 2 /\\ y' = y + 1 /\\ UNCHANGED x))
Raise == y < 2 /\\ y' = y + 1 /\\ UNCHANGED x
Some == Stay \\/ (y = 2 /\\ y' = 3 /\\ x' = x) \\/ Raise
Next == Go \\/ Same \\/ Most \\/ Some
Live == <>(y = 3)
`;

const name = ({ parameters, name: condition }: ExcludingFairness): string =>
  parameters.length > 0 ? `\\A p \\in P : ${condition}` : condition;

async function lassoOf(body: string, fairness: readonly string[]): Promise<Trace | null> {
  const spec = ["Init", "[][Next]_vars", ...fairness].map((part) => `(${part})`).join(" /\\ ");
  const { properties } = await check(modelOf(`${body}\nSpec == ${spec}`, "SPECIFICATION Spec\nPROPERTY Live\n"));
  const live = properties.find((property) => property.name === "Live");
  return live?.status === "violated" ? live.trace : null;
}

const shown = ({ states, loop }: Trace): string =>
  `${states.map(({ values }) => values.map((value) => print(value)).join(" ")).join("; ")}; ${loop}`;

describe("the fairness that would exclude a lasso", () => {
  it.each<[string, string, string[], string[]]>([
    [
      "where nothing need happen",
      MUTEX,
      [],
      ["WF_vars(Next)", "\\A p \\in P : WF_vars(Enter(p))", "\\A p \\in P : WF_vars(Try(p))"],
    ],
    [
      "where one starves beside another",
      MUTEX,
      ["\\A p \\in P : WF_vars(Try(p)) /\\ WF_vars(Enter(p)) /\\ WF_vars(Leave(p))"],
      ["\\A p \\in P : SF_vars(Enter(p))"],
    ],
    // Go and Same do the same, Some is divided by Raise, and Most takes the loop's step from one of its states.
    ["where what takes a step of the loop is fair", ROUND, ["WF_vars(Go)"], ["WF_vars(Raise)"]],
    ["where only a part of a definition would do", ROUND, ["WF_vars(Raise) /\\ WF_vars(Go)"], []],
  ])("%s", async (_, body, fairness, expected) => {
    const lasso = (await lassoOf(body, fairness)) as Trace;
    expect(lasso.excludedBy.map(name)).toEqual(expected);
    for (const condition of lasso.excludedBy) {
      const again = await lassoOf(body, [...fairness, name(condition)]);
      if (again !== null) expect(shown(again)).not.toBe(shown(lasso));
    }
  });

  it("is written with the names of the text, and once", async () => {
    const body = "VARIABLE x\nInit == x = 0\nMove == x < 2 /\\ x' = x + 1\nLive == <>(x = 2)\n";
    const names = async (spec: string, cfg = "SPECIFICATION Spec") => {
      const { properties } = await check(modelOf(`${body}${spec}`, `${cfg}\nPROPERTY Live\nCHECK_DEADLOCK FALSE`));
      const [live] = properties;
      return live?.status === "violated" ? live.trace?.excludedBy.map((condition) => condition.name) : null;
    };
    expect(await names("Spec == Init /\\ [][Move]_x")).toEqual(["WF_x(Move)"]);
    expect(await names("Spec == Init /\\ [][Move \\/ (x > 9 /\\ x' = 0)]_<<x>>")).toEqual([
      "WF_<<x>>(Move \\/ (x > 9 /\\ x' = 0))",
      "WF_<<x>>(Move)",
    ]);
    expect(await names("Next == Move", "INIT Init NEXT Next")).toEqual(["WF_x(Next)", "WF_x(Move)"]);
    expect(await names("vars == <<x>>", "INIT Init NEXT Move")).toEqual(["WF_vars(Move)"]);
  });

  it("is not told where a view may have closed the loop, or Next allows too much to look at", async () => {
    const view = `SPECIFICATION Spec\nPROPERTY Live\nVIEW Show\n`;
    const body = `${MUTEX}\nShow == <<pc>>\nSpec == Init /\\ [][Next]_vars`;
    const [live] = (await check(modelOf(body, view))).properties;
    expect(live).toMatchObject({ status: "violated", trace: { excludedBy: [] } });
    const many = ROUND.replace("Raise ==", "Many == y' \\in 10..400 /\\ x' = x\nRaise ==").replace(
      "Most \\/",
      "Many \\/",
    );
    expect((await lassoOf(many, ["WF_vars(Go)"]))?.excludedBy).toEqual([]);
  });
});
