import { existsSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reasonOf } from "../../src/cli/input-file.ts";
import { pngOf } from "../../src/report/png.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

const world = (): World =>
  new World({ "s/Counter.tla": COUNTER, "s/Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });

describe("--report", () => {
  it("writes each format that is asked for, besides what is printed", async () => {
    const made = world();
    const { exitCode, out } = await made.run(
      "check s/Counter.tla --report junit=r/junit.xml --report sarif=r/all.sarif --report itf=r/traces --report text=r/all.txt",
    );
    expect(exitCode).toBe(12);
    expect(made.read("r/junit.xml")).toContain('<testcase name="Below2" classname="s/Counter.tla"><failure');
    expect(JSON.parse(made.read("r/all.sarif")).runs[0].results[0].ruleId).toBe("invariant/Below2");
    expect(JSON.parse(made.read("r/traces/s/Counter/Below2.itf.json")).states.map(({ x }: { x: number }) => x)).toEqual(
      [0, 1, 2],
    );
    // The same in another order: a terminal is told a finding before the verdicts.
    for (const part of made.read("r/all.txt").trimEnd().split("\n\n")) expect(out).toContain(part);
  });

  it("draws pixels, of states and of lanes", async () => {
    const made = world();
    expect((await made.run("check s/Counter.tla --report png=r --report lanes-png=r")).exitCode).toBe(12);
    for (const name of ["Below2.png", "Below2.lanes.png"]) {
      const bytes = readFileSync(join(made.directory, "r/s/Counter", name));
      expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
      expect(bytes.length).toBeGreaterThan(1000);
    }
  });

  it("says what is missing where pixels cannot be drawn", async () => {
    const error: unknown = await pngOf("<svg/>", () => Promise.reject(new Error("not found"))).catch((e: unknown) => e);
    expect(reasonOf(error)).toBe("it needs the package @resvg/resvg-js, which is not installed");
  });

  it("keeps the traces of runs with different constants apart", async () => {
    const made = world();
    const { exitCode } = await made.run("check s/Counter.tla --sweep Top=3,4 --report tla=r");
    expect(exitCode).toBe(12);
    for (const limit of [3, 4]) expect(made.read(`r/s/Counter/Top-${limit}/Below2.tla`)).toContain("MODULE");
  });

  it("writes to stdout for -, and of a gate too", async () => {
    const made = world();
    const { out } = await made.run("check s/Counter.tla --report annotations=-");
    expect(out).toContain("::error file=s/Counter.tla,line=11,col=1::Below2 is violated: 3 states (s/Counter.cfg)\n");
    await made.run("gate s --update");
    expect((await made.run("gate s --report mail=mail.txt")).exitCode).toBe(0);
    expect(made.read("mail.txt")).toContain("everystate 1.2.3: everystate gate s --report mail=mail.txt\n");
  });

  it.each([
    ["svg=-", "--report svg=-: each trace has a file of its own"],
    ["json=a --report junit=./a", "--report junit=./a: another report goes to that file"],
    ["json=- --json", "--report json=-: with --json stdout is for its one document"],
    ["junit", '--report takes FORMAT=FILE, not "junit"'],
    ["junit=", '--report takes FORMAT=FILE, not "junit="'],
    ["word=x", '--report: there is no format "word"; expected text, mail, json,'],
  ])("refuses %s", async (value, message) => {
    const { exitCode, note } = await world().run(`check s/Counter.tla --report ${value}`);
    expect([exitCode, note.includes(message)]).toEqual([2, true]);
  });

  it("ends with 74 when a report cannot be written, and says so", async () => {
    const { exitCode, note } = await world().run("check s/Counter.tla --report json=s/Counter.tla/x.json");
    expect([exitCode, note]).toEqual([
      74,
      "everystate: the report s/Counter.tla/x.json cannot be written: a part of its path is not a folder\n",
    ]);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "ends with 74 on a full disk, also for a trace, and leaves devices alone",
    async () => {
      const made = world();
      const { exitCode, note } = await made.run("check s/Counter.tla --report json=/dev/full");
      expect([exitCode, note]).toEqual([74, expect.stringContaining("the report /dev/full cannot be written: ")]);
      expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
      // The run has written its traces: one of them leads to the full device from now on.
      const trace = join(made.directory, "out/s/Counter/Below2.txt");
      rmSync(trace);
      symlinkSync("/dev/full", trace);
      const traces = await made.run("check s/Counter.tla");
      expect([traces.exitCode, traces.note]).toEqual([74, expect.stringContaining("W519: the trace of Below2")]);
      expect(traces.out).toContain("Below2 is violated");
    },
  );
});

describe("the reports of a gate", () => {
  const REPORTS = ["text", "mail", "json", "junit", "sarif", "github", "html", "annotations"];
  const words = `gate s ${REPORTS.map((name) => `--report ${name}=r/${name}`).join(" ")}`;

  async function gate(change: (world: World) => void): Promise<Record<string, string>> {
    const made = world();
    await made.run("gate s --update");
    change(made);
    await made.run(words);
    return Object.fromEntries(REPORTS.map((name) => [name, made.read(`r/${name}`)]));
  }

  it("tell of a recorded violation as no error", async () => {
    const found = await gate(() => {});
    expect(found["annotations"]).toBe("");
    expect(found["junit"]).toContain('tests="4" failures="0" errors="0"');
    expect(found["junit"]).toContain(
      '<testcase name="Below2" classname="s/Counter.tla"><system-out>Below2 is violated',
    );
    expect(found["github"]).toMatch(/^## s: all as recorded\n\n### .*: violated, as recorded\n/);
    expect(JSON.parse(found["sarif"]!).runs[0].results.map(({ level }: { level: string }) => level)).toEqual(["note"]);
    expect(found["mail"]).toMatch(/^s: all as recorded\n\n/);
    expect(found["text"]).toMatch(/\n\ns: all as recorded\n$/);
    expect(found["html"]).toContain('<p class="holds">s: all as recorded</p>');
    expect(JSON.parse(found["json"]!)).toMatchObject({ exitCode: 0, folder: "s", differences: [] });
  });

  it("tell what differs from the record, though all that was found holds", async () => {
    const found = await gate((made) => {
      made.write("s/Counter.tla", COUNTER.replace("Below2 == x < 2", "Below2 == x < 9"));
      made.write("s/Counter.new.cfg", counterConfig(3));
    });
    const below = "Below2: recorded violated, 3 states, found holds";
    expect(found["annotations"]).toBe(
      "::error file=s/Counter.new.cfg,line=1,col=1::not recorded (s/Counter.new.cfg)\n" +
        `::error file=s/Counter.tla,line=11,col=1::${below} (s/Counter.cfg)\n`,
    );
    expect(found["junit"]).toContain(`<testcase name="Below2" classname="s/Counter.tla"><failure message="${below}"`);
    expect(found["junit"]).toContain('<testsuite name="s/Counter.cfg" tests="4" failures="1"');
    expect(found["junit"]).toContain('<testsuite name="s/verdicts.json" tests="1" failures="1"');
    expect(found["junit"]).toContain('<testcase name="s/Counter.new.cfg" classname="s/verdicts.json"><failure');
    expect(found["github"]).toContain("## s: 2 differences from the record\n\n- s/Counter.new.cfg: not recorded\n");
    expect(found["github"]).toContain(": holds, not as recorded\n");
    const sarif = JSON.parse(found["sarif"]!).runs[0].results;
    expect(sarif.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["drift", "drift"]);
    for (const name of ["mail", "text"]) expect(found[name]).toContain(`drift: s/Counter.cfg: ${below}`);
    expect(found["html"]).toContain(`<li>s/Counter.cfg: ${below}</li>`);
    expect(JSON.parse(found["json"]!).differences).toHaveLength(2);
  });

  it("have what is no property apart, and warn of no run that is as recorded", async () => {
    const found = await gate((made) => made.write("s/Counter.cfg", counterConfig(4, "INVARIANTS TypeOK Below2")));
    expect(found["junit"]).toMatch(
      /<testcase name="as recorded" classname="s\/Counter.tla"><failure message="constant Top: /,
    );
    expect(found["annotations"]).toContain(
      "::error file=s/Counter.cfg,line=1,col=1::constant Top: recorded 3, found 4",
    );
    expect(found["annotations"]).not.toContain("Below2 is violated");
  });
});
