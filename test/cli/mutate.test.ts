import { describe, expect, it } from "vitest";
import type { Share } from "../../src/mutants/index.ts";
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
      specs: [
        {
          spec: "Lamp.tla",
          configs: ["Lamp.cfg"],
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
        },
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
    expect(out).toContain("no mutants of Lamp.tla: it could not be decided itself");
    expect(exitCode).toBe(75);
  });

  it("says the same with any number of processes", async () => {
    const world = new World({ "Lamp.tla": SPEC, "Lamp.cfg": "SPECIFICATION Spec\nINVARIANT Known\n" });
    const words = "mutate Lamp.tla --verbose --workers 2";
    const alone = await world.run(words);
    const asked: string[] = [];
    const start = async (share: Share): Promise<string> => {
      asked.push(`${share.part}/${share.of}`);
      return (await world.run(words, { workers: { share, start } })).out;
    };
    expect(await world.run(words, { workers: { share: null, start } })).toEqual(alone);
    expect(asked).toEqual(["1/2", "2/2"]);
  });

  it("believes a reason in the text, and then all is well", async () => {
    const spec = SPEC.replace("Init ==", "\\* unnoticed: it may begin either way\nInit ==").replace(
      "Next == on' = ~on",
      "Next == on' = ~on \\* unnoticed (effect dropped): nobody waits",
    );
    const world = new World({ "Lamp.tla": spec, "Lamp.cfg": "SPECIFICATION Spec\nINVARIANT Known\n" });
    const { exitCode, out } = await world.run("mutate Lamp.tla --verbose");
    expect(out).toContain("Lamp.tla:4:14: explained: constant turned\n  it may begin either way\n");
    expect(out).toContain("explained: effect dropped\n  nobody waits\n");
    expect(exitCode).toBe(0);
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

describe("reports of mutants", () => {
  const files = { "Lamp.tla": SPEC, "Lamp.cfg": "SPECIFICATION Spec\nINVARIANT Known\n" };

  it("are what is printed, as text and as JSON", async () => {
    const world = new World(files);
    const { exitCode, out } = await world.run("mutate Lamp.tla --report text=a.txt --report json=b/c.json");
    expect(exitCode).toBe(21);
    expect(world.read("a.txt")).toBe(out);
    expect(world.read("b/c.json")).toBe((await world.run("mutate Lamp.tla --json")).out);
  });

  it("are a page with the way from each slip to its line, which stands out where nothing notices it", async () => {
    const world = new World(files);
    await world.run("mutate Lamp.tla --report html=page.html");
    const page = world.read("page.html");
    expect(page).toContain(
      '<th scope="row">Lamp.tla</th><td>1</td><td>2</td><td>0</td><td>0</td><td>0</td><td>2</td><td>0</td>',
    );
    expect(page).toContain('<a href="#f0-4">Lamp.tla:4:9</a><div>effect dropped</div>');
    expect(page).toContain("<pre>- on' = ~on\n+ on' = on</pre>");
    expect(page).toContain(`<span class="line taken" id="f0-4" data-n="4">Next == on' = ~on</span>`);
    expect(page).toContain('<span class="line" id="f0-5" data-n="5">');
  });

  it("are refused in formats that cannot tell of them, and said not to be written", async () => {
    const world = new World(files);
    for (const words of ["mutate Lamp.tla", "gate . --mutate"]) {
      const { exitCode, note } = await world.run(`${words} --report sarif=a.sarif`);
      expect(exitCode).toBe(2);
      expect(note).toContain("--report: sarif does not tell of mutants; expected text, json, html");
    }
    const { exitCode, note } = await world.run("mutate Lamp.tla --report html=Lamp.tla/page.html");
    expect(exitCode).toBe(74);
    expect(note).toContain("the report Lamp.tla/page.html cannot be written");
  });
});

describe("gate --mutate", () => {
  const CFG = "SPECIFICATION Spec\n";
  const STRICT = SPEC.replace("====", "Starts == on = FALSE\nTurns == [][on' /= on]_on\nGoes == []<>on\n====");

  async function recorded(): Promise<World> {
    const world = new World({
      "specs/Lamp.tla": STRICT.replace("_on\nKnown", "_on /\\ WF_on(Next)\nKnown"),
      "specs/Lamp.one.cfg": `${CFG}PROPERTY Starts Turns\n`,
      "specs/Lamp.two.cfg": `${CFG}PROPERTY Goes\n`,
    });
    expect((await world.run("gate specs --update")).exitCode).toBe(0);
    return world;
  }

  it("asks all runs of a spec, and shows a table", async () => {
    const world = await recorded();
    const { exitCode, out } = await world.run("gate specs --mutate --verbose");
    expect(out).toContain("specs/Lamp.tla with 2 configurations: 3 mutants\n");
    expect(out).toContain("noticed by Starts: constant turned");
    expect(out).toContain("noticed by Goes: fairness dropped");
    expect(out).toContain(
      "| spec | configurations | mutants | noticed | equivalent | explained | survives | undecided |\n",
    );
    expect(out).toContain("| specs/Lamp.tla | 2 | 3 | 3 | 0 | 0 | 0 | 0 |\n");
    // The second run was not asked about what the first one noticed.
    expect(out).toContain("noticing nothing so far, others were quicker: Deadlock\n");
    expect(exitCode).toBe(0);
    await world.run("gate specs --mutate --report html=page.html");
    expect(world.read("page.html")).toContain('<tr><th scope="row">Goes</th><td>2</td></tr>');
    const alone = await world.run("mutate specs/Lamp.tla --config specs/Lamp.one.cfg");
    expect(alone).toMatchObject({ exitCode: 21 });
  });

  it("takes the rows that are named, and refuses others", async () => {
    const world = await recorded();
    const json = JSON.parse((await world.run("gate specs --mutate --row Lamp --json")).out);
    expect(json.specs.map(({ spec }: { spec: string }) => spec)).toEqual(["specs/Lamp.tla"]);
    for (const row of ["Candle", "Lam"]) {
      const { exitCode, note } = await world.run(`gate specs --mutate --row ${row}`);
      expect(exitCode).toBe(2);
      expect(note).toContain(`--row: no run of ${row}; there are Lamp`);
    }
    world.write(
      "specs/verdicts.json",
      world.read("specs/verdicts.json").replaceAll('"row": "Lamp"', '"row": "Lamp bright"'),
    );
    const short = JSON.parse((await world.run("gate specs --mutate --row Lamp --json")).out);
    expect(short).toEqual(json);
  });

  it("says that a spec could not be decided itself, or not be loaded", async () => {
    const world = await recorded();
    world.write("specs/Lamp.tla", world.read("specs/Lamp.tla").replace("~on", "on[1]"));
    const words = "gate specs --mutate --report html=page.html --report json=told.json";
    const failed = await world.run(words);
    expect(failed.exitCode).toBe(75);
    expect(failed.out).toContain("no mutants of specs/Lamp.tla: it could not be decided itself");
    expect(world.read("page.html")).toContain("It could not be decided itself, so it has no mutants.");
    const { out } = await world.run(`${words} --json`);
    expect(out).toBe(world.read("told.json"));
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 75,
      specs: [{ outcome: "error", mutants: null, unbroken: null }],
    });
    world.write("specs/Lamp.tla", "nothing");
    expect((await world.run("gate specs --mutate")).exitCode).toBe(150);
  });
});
