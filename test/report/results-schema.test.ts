/** What the program prints with --json is what docs/results.schema.json says. */

import { describe, expect, it } from "vitest";
import { World } from "../cli/world.ts";
import { schemaErrors } from "./results-schema.ts";

const HEAD = "---- MODULE M ----\nEXTENDS Naturals, TLC\nVARIABLES x, y\nvars == <<x, y>>\n";
const BODY = `${HEAD}Init == x = 0 /\\ y = [a |-> {}]
\\* @implements src/a.c:go
Go(n) == x < 3 /\\ x' = x + n /\\ y' = [y EXCEPT !.a = @ \\cup {n}]
Next == \\E n \\in {1, 2} : Go(n)
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Go(1))
Few == x < 2 \\/ y.a = {}
Up == [][x' > x + 1]_vars
Live == <>(x = 9)
Reach == x = 3
Shown == x
Many == x < 9
Bad == y.b = 1
====
`;

const said = async (cfg: string, words: string, body = BODY): Promise<Record<string, unknown>> =>
  JSON.parse((await new World({ "M.tla": body, "M.cfg": cfg }).run(words)).out);

describe("the schema of results", () => {
  const check = "check M.tla --json";
  const unknown = BODY.replace("x < 3 /\\", "z < 3 /\\");
  const lost = BODY.replace("TLC\n", "TLC, Possibility\n").replace("====", "Again == Possible(x = 1)\n====");
  const abstract = "---- MODULE Abs ----\nVARIABLE n\nSmall == n < 3\n====\nA == INSTANCE Abs WITH n <- x * 2\n";
  const refining = BODY.replace("====", `${abstract}Fine == []A!Small\n====`);
  it.each<[string, string, string, string, string]>([
    ["what holds", "INIT Init NEXT Next CHECK_DEADLOCK FALSE _POSSIBLE Reach", check, BODY, '"witness": {'],
    ["violations", "SPECIFICATION Spec INVARIANT Few PROPERTY Up Live", check, BODY, '"falseParts"'],
    ["lassos", "SPECIFICATION Spec PROPERTY Live", check, BODY, '"fairness"'],
    ["loops that fairness excludes", "INIT Init NEXT Next PROPERTY Live", check, BODY, '"strength": "weak"'],
    ["what is refined", "SPECIFICATION Spec PROPERTY Fine", check, refining, '"mapped": {'],
    ["a view", "INIT Init NEXT Next VIEW Shown INVARIANT Many", check, BODY, '"view"'],
    ["an evaluation that fails", "INIT Init NEXT Next INVARIANT Bad", check, BODY, '"outcome": "error"'],
    ["a mistake in the text", "INIT Init NEXT Next", check, unknown, '"code": "E201"'],
    ["a simulation", "INIT Init NEXT Next INVARIANT Few", "simulate M.tla --json", BODY, '"behaviors"'],
    ["coverage", "INIT Init NEXT Next", `${check} --coverage`, BODY, '"conjuncts"'],
    ["an explanation", "INIT Init NEXT Next", `${check} --explain`, BODY, '"explanation"'],
    ["a budget", "INIT Init NEXT Next INVARIANT Many", `${check} --max-states 2`, BODY, '"reason": "budget"'],
    ["code", "INIT Init NEXT Next INVARIANT Few", check, BODY, '"implements"'],
    ["what is out of reach", "INIT Init NEXT Next CHECK_DEADLOCK FALSE INVARIANT Again", check, lost, '"outOfReach"'],
  ])("allows %s", async (_, cfg, words, body, expected) => {
    const document = await said(cfg, words, body);
    expect(schemaErrors(document)).toEqual([]);
    expect(JSON.stringify(document, null, 1)).toContain(expected);
  });

  it("refuses what the program never says", async () => {
    const document = await said("SPECIFICATION Spec INVARIANT Few PROPERTY Up Live", check);
    const [result] = document["results"] as [Record<string, unknown>];
    const of = (changed: object) => schemaErrors({ ...document, results: [{ ...result, ...changed }] });
    const properties = result["properties"] as Record<string, unknown>[];
    const changed = (by: object) => of({ properties: properties.map((one) => ({ ...one, ...by })) });
    expect(of({})).toEqual([]);
    expect(of({ other: 1 })).toEqual(["/results/0 must NOT have additional properties"]);
    expect(of({ outcome: "fine" })).toEqual(["/results/0/outcome must be equal to one of the allowed values"]);
    expect(of({ states: {} })).toHaveLength(4);
    expect(changed({ status: "holds" })).not.toEqual([]);
    expect(changed({ reason: "budget" })).not.toEqual([]);
    expect(changed({ trace: { loop: 0, states: [] } })).not.toEqual([]);
    expect(schemaErrors({ ...document, tool: "tlc" })).toEqual(["/tool must be equal to constant"]);
  });
});
