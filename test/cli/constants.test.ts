/** `--constant`, `--sweep` and `--library`: what users give besides the files. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parseAssignment, parseConstants, parseSweeps } from "../../src/cli/assignment.ts";
import { UsageError } from "../../src/cli/context.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

const sweep = (...texts: string[]) => parseSweeps(texts, []).map((run) => run.map(({ value }) => value).join(" "));

describe("assignments", () => {
  it.each([
    ["N=3", { name: "N", sign: "=", value: "3" }],
    [" N = {a, b} ", { name: "N", sign: "=", value: "{a, b}" }],
    ["Op<-New", { name: "Op", sign: "<-", value: "New" }],
    ["F(a, 1)=2", { name: "F(a, 1)", sign: "=", value: "2" }],
    ['S="a=b"', { name: "S", sign: "=", value: '"a=b"' }],
  ])("%s", (text, expected) => {
    expect(parseAssignment("constant", text)).toEqual(expected);
  });

  it.each(["N", "N=", "=3", "", "3 4=5"])("refuses %j", (text) => {
    expect(() => parseAssignment("constant", text)).toThrow(UsageError);
  });

  it("refuses a name given twice", () => {
    expect(() => parseConstants(["N=1", "N=2"])).toThrow("--constant gives N a value twice");
    expect(() => parseSweeps(["N=1..2"], parseConstants(["N=1"]))).toThrow("N is given a value twice");
  });
});

describe("sweeps", () => {
  it.each([
    ["N=1..3", ["1", "2", "3"]],
    ["N=-1..1", ["-1", "0", "1"]],
    ["N=4,1,2", ["4", "1", "2"]],
    ["S={a},{a, b}", ["{a}", "{a, b}"]],
    ['S="a,b", c', ['"a,b"', "c"]],
    ["N=7", ["7"]],
  ])("%s", (text, values) => {
    expect(sweep(text)).toEqual(values);
  });

  it("combine, the last one varying fastest", () => {
    expect(sweep("A=1..2", "B=x,y")).toEqual(["1 x", "1 y", "2 x", "2 y"]);
    expect(sweep()).toEqual([""]);
  });

  it.each(["N=3..1", "N=1,,2", "N=1,", "N=1..1000000", "N"])("refuses %j", (text) => {
    expect(() => parseSweeps([text], [])).toThrow(UsageError);
  });
});

describe("everystate check with constants", () => {
  const files = { "Counter.tla": COUNTER, "Counter.cfg": counterConfig(1, "INVARIANT Below2") };

  it("overrides the configuration", async () => {
    const world = new World(files);
    expect((await world.run("check Counter.tla")).exitCode).toBe(0);
    const { exitCode, out } = await world.run("check Counter.tla --constant Top=2");
    expect(exitCode).toBe(12);
    expect(out).toContain("Counter.tla with Counter.cfg, Top = 2: violated\n");
    expect(existsSync(join(world.directory, "out/Counter/Top-2/Below2.svg"))).toBe(true);
  });

  it("gives a value that the configuration leaves out", async () => {
    const world = new World({ ...files, "Counter.cfg": "SPECIFICATION Spec\nINVARIANT Below2\n" });
    expect((await world.run("check Counter.tla --constant Top=1")).exitCode).toBe(0);
    expect((await world.run("check Counter.tla")).exitCode).toBe(151);
  });

  it("makes a run for each value of a sweep, and a table", async () => {
    const { exitCode, out } = await new World(files).run("check Counter.tla --sweep Top=1..3 --fail-fast");
    expect(exitCode).toBe(12);
    expect(out.replace(/ +\d+\.\d\d$/gm, "")).toContain(
      [
        "Top  outcome           generated  distinct  depth  seconds",
        "1    holds                     3         2      2",
        "2    violated: Below2          3         3      3",
        "3    violated: Below2          3         3      3",
        "",
        "3 runs: 1 holds, 2 violated",
      ].join("\n"),
    );
  });

  it("tells the constants in JSON", async () => {
    const { out } = await new World(files).run("check Counter.tla --sweep Top=1,2 --json");
    const { results } = JSON.parse(out) as { results: { constants: unknown; states: { distinct: number } }[] };
    expect(results.map(({ constants, states }) => [constants, states.distinct])).toEqual([
      [{ Top: "1" }, 2],
      [{ Top: "2" }, 3],
    ]);
  });

  it.each([
    ["Nope=1", 151, "--constant:1:10: error E354: module Counter has no constant or definition named Nope"],
    ["x=1", 151, "--constant:1:10: error E354: x is a variable"],
    ["Top<-Nope", 151, "--constant:1:17: error E350: Nope is not defined in module Counter"],
    ["Top={1", 151, "--constant:1:"],
  ])("refuses %s", async (text, code, message) => {
    const { exitCode, out } = await new World(files).run(`check Counter.tla --constant ${text}`);
    expect([exitCode, out]).toEqual([code, expect.stringContaining(message)]);
    expect(out.match(/error E/g)).toHaveLength(1);
  });
});

describe("libraries", () => {
  afterEach(() => void vi.unstubAllEnvs());

  const main = "---- MODULE Main ----\nEXTENDS Lib\nVARIABLE x\nInit == x = One\nNext == UNCHANGED x\n====\n";
  const lib = (value: number) => `---- MODULE Lib ----\nOne == ${value}\nInv == One = 1\n====\n`;
  const files = { "Main.tla": main, "cfgs/Main.cfg": "INIT Init\nNEXT Next\nINVARIANT Inv\n", "one/Lib.tla": lib(1) };

  it("are searched after the spec's own folder, in their order, before TLA_PATH", async () => {
    const world = new World({ ...files, "two/Lib.tla": lib(2) });
    const check = "check Main.tla --config cfgs/Main.cfg";
    expect((await world.run(`${check} --library one --library two`)).exitCode).toBe(0);
    expect((await world.run(`${check} --library two --library one`)).exitCode).toBe(12);
    expect((await world.run(check)).exitCode).toBe(150);
    vi.stubEnv("TLA_PATH", "none:two");
    expect((await world.run(check)).exitCode).toBe(12);
    expect((await world.run(`${check} --library one`)).exitCode).toBe(0);
    world.write("Lib.tla", lib(1));
    expect((await world.run(check)).exitCode).toBe(0);
  });

  it("serve every command that reads specs", async () => {
    const world = new World(files);
    expect((await world.run("parse Main.tla --library one")).exitCode).toBe(0);
    expect((await world.run("parse Main.tla")).exitCode).toBe(150);
    expect((await world.run("simulate Main.tla --config cfgs/Main.cfg --library one --traces 1")).exitCode).toBe(30);
    world.write("gated/Main.cfg", world.read("cfgs/Main.cfg"));
    world.write("gated/Main.tla", main);
    expect((await world.run("gate gated --update --library one")).exitCode).toBe(0);
    expect((await world.run("gate gated --library one")).exitCode).toBe(0);
    expect((await world.run("gate gated")).exitCode).toBe(150);
  });

  it("hold the module of a configuration that lies elsewhere", async () => {
    const { "Main.tla": _, ...others } = files;
    const world = new World({ ...others, "specs/Main.tla": main, "specs/Lib.tla": lib(1) });
    expect((await world.run("check cfgs/Main.cfg --library specs")).exitCode).toBe(0);
    expect((await world.run("check cfgs/Main.cfg")).out).toContain("E516");
  });

  it("a configuration may lie outside of the working directory", async () => {
    const other = new World(files);
    const { exitCode } = await new World({ "S.tla": "" }).run(
      `check ${other.directory}/Main.tla --config ${other.directory}/cfgs/Main.cfg --library ${other.directory}/one`,
    );
    expect(exitCode).toBe(0);
  });

  it("that do not exist are a mistake", async () => {
    const { exitCode, note } = await new World(files).run("check Main.tla --library none");
    expect([exitCode, note]).toEqual([2, expect.stringContaining("--library: there is no folder none")]);
  });
});
