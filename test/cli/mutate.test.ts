import { describe, expect, it } from "vitest";
import { World } from "./world.ts";

const SPEC = `---- MODULE Lamp ----
VARIABLE on
Init == on = FALSE
Next == on' = ~on
Spec == Init /\\ [][Next]_on
Known == on \\in {TRUE, FALSE}
====
`;

describe("mutate", () => {
  it("says which slips nothing notices, with their places, and which property cannot fail", async () => {
    const world = new World({ "Lamp.tla": SPEC, "Lamp.cfg": "SPECIFICATION Spec\nINVARIANT Known\n" });
    const { exitCode, out, note } = await world.run("mutate Lamp.tla");
    expect(note).toBe("");
    expect(out).toBe(`Lamp.tla with Lamp.cfg: 2 mutants
  survives       2   the states or steps are others, or the fairness is, and no property notices

Lamp.tla:3:14: survives: constant turned
  - FALSE
  + TRUE

Lamp.tla:4:9: survives: effect dropped
  - on' = ~on
  + on' = on

noticed by: nothing
noticing nothing: Known, Deadlock
`);
    expect(exitCode).toBe(21);
  });

  it("answers 0 when each slip is noticed, and lists them with --verbose", async () => {
    const spec = SPEC.replace("====", "Starts == on = FALSE\nTurns == [][on' /= on]_on\n====").replace(
      "[][Next]_on",
      "[][Next]_on /\\ WF_on(Next)",
    );
    const cfg = "SPECIFICATION Spec\nPROPERTY Starts Turns Goes\n";
    const world = new World({ "Lamp.tla": spec.replace("====", "Goes == []<>(on = TRUE)\n===="), "Lamp.cfg": cfg });
    const { exitCode, out } = await world.run("mutate Lamp.tla --verbose");
    expect(out).toContain("Lamp.tla:3:14: noticed by Starts: constant turned\n  - FALSE\n  + TRUE\n");
    expect(out).toContain("noticed by Goes: fairness dropped");
    expect(exitCode).toBe(0);
  });

  it("writes JSON", async () => {
    const world = new World({ "Lamp.tla": SPEC, "Lamp.cfg": "SPECIFICATION Spec\nINVARIANT Known\n" });
    const { out } = await world.run("mutate Lamp.tla --json");
    expect(JSON.parse(out)).toMatchObject({
      command: "mutate",
      exitCode: 21,
      spec: "Lamp.tla",
      unbroken: ["Known", "Deadlock"],
      mutants: [
        {
          rule: "constant turned",
          verdict: "survives",
          before: "FALSE",
          after: "TRUE",
          location: { line: 3, column: 14 },
        },
        { rule: "effect dropped", verdict: "survives" },
      ],
    });
  });

  it("says what is violated without any slip, and what could not be decided", async () => {
    const cfg = "SPECIFICATION Spec\nINVARIANT Known\n";
    const violated = new World({ "Lamp.tla": SPEC.replace("{TRUE, FALSE}", "{FALSE}"), "Lamp.cfg": cfg });
    expect((await violated.run("mutate Lamp.tla")).out).toContain("violated without any slip: Known\n");
    const undecided = new World({
      "Lamp.tla": SPEC.replace("{TRUE, FALSE}", "Unknown(on)").replace("Known ==", "Unknown(x) == x[1]\nKnown =="),
      "Lamp.cfg": cfg,
    });
    const { exitCode, out } = await undecided.run("mutate Lamp.tla");
    expect(out).toContain("no mutants: the specification itself could not be decided");
    expect(exitCode).toBe(75);
  });

  it("refuses a module with several configurations, and what cannot be read", async () => {
    const world = new World({
      "Lamp.tla": SPEC,
      "Lamp.a.cfg": "",
      "Lamp.b.cfg": "",
      "Bad.tla": "nothing",
      "Bad.cfg": "",
    });
    expect(await world.run("mutate Lamp.tla")).toMatchObject({ exitCode: 2 });
    expect(await world.run("mutate Bad.tla")).toMatchObject({ exitCode: 150 });
    expect(await world.run("mutate None.tla")).toMatchObject({ exitCode: 150 });
  });
});
