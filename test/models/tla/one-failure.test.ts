/** One thing that fails does not hide the rest. */

import { describe, expect, it } from "vitest";
import { type CheckResult, check, simulate } from "../../../src/checker/index.ts";
import { exitCodeOf } from "../../../src/cli/exit-code.ts";
import { EvaluationError } from "../../../src/models/model.ts";
import { load, modelOf, moduleText } from "./spec.ts";

const COUNTER = "VARIABLE x\nInit == x = 0\nNext == x' = (x + 1) % 3\nSpec == Init /\\ [][Next]_x /\\ WF_x(Next)\n";
const SPECIFICATION = "SPECIFICATION Spec\n";

async function run(body: string, cfg: string, failFast = false): Promise<CheckResult> {
  return check(modelOf(COUNTER + body, cfg), { failFast });
}

function verdicts({ properties }: CheckResult): string[] {
  return properties.map(({ name, ...verdict }) =>
    verdict.status === "unchecked" ? `${name} ${verdict.reason}` : `${name} ${verdict.status}`,
  );
}

function errors({ diagnostics }: CheckResult): string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
}

describe("an assumption", () => {
  const assumptions =
    "ASSUME One == 1 = 1\nASSUME Two == 1 \\div 0 = 1\nASSUME Three == 1 = 2\nASSUME Four == Head(<<>>) = 1\n";

  it("keeps its verdict when others cannot be evaluated, each of which is told", async () => {
    const result = await run(assumptions, SPECIFICATION);
    expect(verdicts(result)).toEqual(["One holds", "Two error", "Three violated", "Four error", "Deadlock error"]);
    expect([exitCodeOf(result), result.outcome, errors(result)]).toEqual([10, "violated", ["E410", "E461"]]);
    expect(result.states.generated).toBe(0);
  });

  it("keeps its verdict when there is no initial state", async () => {
    const result = await run("ASSUME One == 1 = 1\nNone == x \\in {} /\\ Init\n", "INIT None\nNEXT Next\n");
    expect([verdicts(result), exitCodeOf(result)]).toEqual([["One holds", "Deadlock search-ended"], 30]);
  });

  it("holds in a simulation as well", async () => {
    const result = await simulate(modelOf(COUNTER + assumptions, SPECIFICATION), { traces: 2 });
    expect([verdicts(result)[0], exitCodeOf(result)]).toEqual(["One holds", 10]);
  });
});

describe("a postcondition that cannot be evaluated", () => {
  const body = "Inv == x < 9\nLive == <>[](x = 1)\nPost == 1 \\div 0 = 1\nTrue == 1 = 1\n";

  it("touches no other verdict", async () => {
    const result = await run(body, `${SPECIFICATION}INVARIANT Inv\nPOSTCONDITIONS Post True\n`);
    expect(verdicts(result)).toEqual(["Inv holds", "Post error", "True holds", "Deadlock holds"]);
    expect([exitCodeOf(result), result.outcome]).toEqual([10, "error"]);
  });

  it.each([true, false])("does not decide the exit code where a property is violated (fail fast: %s)", async (fast) => {
    const result = await run(body, `${SPECIFICATION}PROPERTY Live\nPOSTCONDITION Post\n`, fast);
    expect(verdicts(result)).toEqual(["Live violated", "Post error", "Deadlock holds"]);
    expect([exitCodeOf(result), result.outcome, errors(result)]).toEqual([13, "violated", ["E410"]]);
  });

  it("does so after an invariant that ended the search", async () => {
    const result = await run(`${body}Low == x < 1\n`, "INIT Init\nNEXT Next\nINVARIANT Low\nPOSTCONDITION Post\n");
    expect([verdicts(result)[0], verdicts(result)[1], exitCodeOf(result)]).toEqual(["Low violated", "Post error", 12]);
  });
});

describe("a postcondition", () => {
  it("is evaluated when a violation ended the run, but not decided", async () => {
    const body = `${COUNTER}Low == x < 1\nPost == PrintT("seen") /\\ FALSE\n`;
    const cfg = "INIT Init\nNEXT Next\nINVARIANT Low\nPOSTCONDITION Post\n";
    const { model, printed } = load({ "Spec.tla": moduleText(body), "Spec.cfg": cfg });
    const result = await check(model as NonNullable<typeof model>);
    expect(verdicts(result).slice(0, 2)).toEqual(["Low violated", "Post search-ended"]);
    expect([exitCodeOf(result), printed]).toEqual([12, ['"seen"']]);
  });

  it("that is false hides nothing when one violation is enough", async () => {
    const result = await run(
      "Inv == x < 9\nPost == 1 = 2\n",
      `${SPECIFICATION}INVARIANT Inv\nPOSTCONDITION Post\n`,
      true,
    );
    expect([verdicts(result), exitCodeOf(result)]).toEqual([["Inv holds", "Post violated", "Deadlock holds"], 10]);
  });
});

describe("an evaluation that ends the search", () => {
  const body = `VARIABLES x, y
vars == <<x, y>>
Turn == y' = 1 - y /\\ x' = x
Grow == x < 5 /\\ x' = x + 1 /\\ y' = y
Next == Turn \\/ Grow
Spec == x = 0 /\\ y = 0 /\\ [][Next]_vars /\\ WF_vars(Turn)
Inv == IF x = 3 THEN 1 \\div 0 = 1 ELSE TRUE
Rest == <>[](y = 0)
Move == []<>(y = 1)
`;

  it("leaves what the part that was seen violates, and says what was not decided", async () => {
    const result = await check(modelOf(body, `${SPECIFICATION}INVARIANT Inv\nPROPERTIES Rest Move\n`));
    expect(verdicts(result)).toEqual(["Inv error", "Rest violated", "Move error", "Deadlock error"]);
    expect([exitCodeOf(result), result.outcome, errors(result)]).toEqual([76, "violated", ["E410"]]);
  });

  it("is told once, though fairness fails there as well", async () => {
    const failing = body
      .replace("x' = x + 1", "x' = x + 1 + 0 * (1 \\div (3 - x))")
      .replace("WF_vars(Turn)", "WF_vars(Next)");
    const result = await check(modelOf(failing, `${SPECIFICATION}PROPERTIES Rest Move\n`));
    expect(verdicts(result).slice(1)).toEqual(["Move error", "Deadlock error"]);
    expect([exitCodeOf(result), errors(result)]).toEqual([75, ["E410"]]);
  });

  it("does not keep other properties from being decided when it is a property that fails", async () => {
    const live = "Bad == <>(1 \\div (x - 2) > 5)\nGood == <>(x = 2)\nWrong == <>[](x = 1)\n";
    const result = await run(live, `${SPECIFICATION}PROPERTIES Bad Good Wrong\n`);
    expect(verdicts(result)).toEqual(["Bad error", "Good holds", "Wrong violated", "Deadlock holds"]);
    expect(exitCodeOf(result)).toBe(77);
  });
});

describe("a fairness condition that cannot be evaluated where a budget ended the search", () => {
  it("is reported with its trace", async () => {
    const body = `VARIABLE x
Init == x \\in 0..9
Next == x' = x + 1
Spec == Init /\\ [][Next]_x /\\ WF_x(Next /\\ (x = 20) = "black")
Live == <>(x = 20)
`;
    const result = await check(modelOf(body, `${SPECIFICATION}PROPERTY Live\n`), { maxStates: 5 });
    expect([verdicts(result), errors(result)]).toEqual([["Live error", "Deadlock error"], ["E401"]]);
    expect(result.failure?.trace?.states).toHaveLength(1);
  });
});

describe("a step between two states that are given", () => {
  it("is an error of the specification where Next fails when it is looked for", () => {
    const body = `VARIABLE x
Init == x = 0
Next == (x' = x + 1) \\/ ((x = 20) = "black" /\\ x' = x)
`;
    const model = modelOf(body, "INIT Init\nNEXT Next\n");
    const rows: Int32Array[] = [];
    model.initial((row) => rows.push(row.slice()));
    expect(() => model.replay([rows[0]!, rows[0]!], null)).toThrow(EvaluationError);
  });
});
