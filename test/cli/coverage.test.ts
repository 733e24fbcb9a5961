import { describe, expect, it } from "vitest";
import { World } from "./world.ts";

const SPEC = `---- MODULE Ring ----
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\\ y = 0
Up == /\\ x < 3
      /\\ y = 0
      /\\ x' = x + 1
      /\\ UNCHANGED y
Back == x = 3 /\\ x' = 0 /\\ y' = y
Never == /\\ x > 5
         /\\ y > 0
         /\\ x' \\in {0}
         /\\ y' = 1
Next == Up \\/ Back \\/ (\\E i \\in {7, 8} : Never)
Small == x < 3
====
`;
const CONFIG = "INIT Init\nNEXT Next\n";

describe("check --coverage", () => {
  it("counts actions, and names the conjuncts that were never true or never false", async () => {
    const { exitCode, out } = await new World({ "Ring.tla": SPEC, "Ring.cfg": CONFIG }).run(
      "check Ring.tla --coverage",
    );
    expect(exitCode).toBe(0);
    const from = out.indexOf("Coverage:");
    expect(out.slice(from, out.indexOf("\n\n", from))).toBe(`Coverage:
  Up     enabled 3 times, 3 new states
    never false in 3: y = 0  Ring.tla:6:10
  Back   enabled 1 time, 0 new states
  Never  enabled 0 times, 0 new states, never taken
    never true in 8: x > 5  Ring.tla:10:13`);
  });

  it("gives all counts in JSON, untouched by the replay of a trace", async () => {
    const world = new World({ "Ring.tla": SPEC, "Ring.cfg": `${CONFIG}INVARIANT Small\n` });
    const { out } = await world.run("check Ring.tla --coverage --json");
    const [result] = JSON.parse(out).results;
    expect(result.outcome).toBe("violated");
    expect(result.actions[0]).toEqual({
      name: "Up",
      location: "Ring.tla:5:1",
      generated: 3,
      distinct: 3,
      conjuncts: [
        { location: "Ring.tla:5:10", true: 3, false: 0 },
        { location: "Ring.tla:6:10", true: 3, false: 0 },
      ],
    });
  });

  it("leaves everything else as it is, and counts what the search asks alone", async () => {
    const same = "Same == x = 1 /\\ x' = x + 0 /\\ y' = y\n";
    const said =
      "Spec == Init /\\ [][Next]_x /\\ SF_x(Up) /\\ WF_x(Back)\nLive == <>(x = 3)\nGone == <>[](x = 3)\nStill == [][y' > 9]_y\n";
    const spec = SPEC.replace("Next ==", `${same}Next == Same \\/`).replace("====", `${said}====`);
    const all = "SPECIFICATION Spec\nINVARIANT Small\nPROPERTIES Live Gone Still\n";
    const world = new World({ "Ring.tla": spec, "Ring.cfg": all, "Ring.none.cfg": "SPECIFICATION Spec\n" });
    const check = async (words: string) => {
      const { note, out } = await world.run(`check Ring.tla ${words}`);
      return note + out;
    };
    const [plain, counted] = [await check("--config Ring.cfg"), await check("--config Ring.cfg --coverage")];
    for (const told of ["warning W616", "warning W621", "Small is violated", "Gone is violated", "holds      Live"]) {
      expect(plain).toContain(told);
    }
    const withoutTime = (text: string) => text.replace(/\d+\.\d+ s|^everystate .*$|^note: --coverage .*\n/gm, "");
    expect(withoutTime(counted.replace(/Coverage:\n( .*\n)*\n/, ""))).toBe(withoutTime(plain));
    const actions = async (config: string) =>
      JSON.parse((await world.run(`check Ring.tla --config ${config} --coverage --json`)).out).results[0].actions;
    expect(await actions("Ring.cfg")).toEqual(await actions("Ring.none.cfg"));
  });

  it("is silent when it is not asked for", async () => {
    const world = new World({ "Ring.tla": SPEC, "Ring.cfg": CONFIG });
    expect((await world.run("check Ring.tla")).out).not.toContain("Coverage");
    const [result] = JSON.parse((await world.run("check Ring.tla --json")).out).results;
    expect(result.actions[0]).not.toHaveProperty("conjuncts");
  });

  it("counts along the behaviors of a simulation", async () => {
    const world = new World({ "Ring.tla": SPEC, "Ring.cfg": CONFIG });
    const { out } = await world.run("simulate Ring.tla --coverage --traces 2 --depth 5");
    expect(out).toContain("  Up     enabled 6 times\n");
    expect(out).toContain("  Back   enabled 2 times\n");
  });

  it("goes into an action that an operator has as its argument", async () => {
    const spec = `---- MODULE Passed ----
EXTENDS Naturals
VARIABLE x
Either(A, B) == A \\/ B
Can(A) == ENABLED A
Init == x = 0
Up == x < 2 /\\ x' = x + 1
Next == Either(Up, x = 2 /\\ x' = 0)
Open == Can(Next) /\\ ENABLED Either(Up, FALSE) <=> x < 2
====
`;
    const config = "INIT Init\nNEXT Next\nINVARIANT Open\n";
    const { exitCode, out } = await new World({ "Passed.tla": spec, "Passed.cfg": config }).run(
      "check Passed.tla --coverage",
    );
    expect(exitCode).toBe(0);
    expect(out).toContain("  Either  enabled 3 times, 2 new states\n");
  });
});
