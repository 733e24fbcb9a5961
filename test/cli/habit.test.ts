import { describe, expect, it } from "vitest";
import { withCommand } from "../../src/cli/habit.ts";
import { COUNTER, World } from "./world.ts";

const said = (line: string): string => {
  try {
    return withCommand(line.split(" ")).join(" ");
  } catch (error) {
    return (error as Error).message;
  }
};

describe("words of other tools", () => {
  it.each([
    ["check -deadlock Spec.tla", "-deadlock is an option of TLC; here it is --no-deadlock"],
    ["check Spec.tla -config A.cfg", "-config is an option of TLC; here it is --config FILE"],
    ["-workers 4 Spec.tla", "-workers is an option of TLC; here it is --workers N, or --workers auto"],
    [
      "check -lncheck final Spec.tla",
      "-lncheck is an option of TLC; here it is --liveness-every N; behaviors are always looked at at the end",
    ],
    ["check -nowarning Spec.tla", "-nowarning is an option of TLC; here warnings are always told, on stderr"],
    ["wyh Spec.tla", "there is no command wyh; did you mean why?"],
    [
      "check Spec.tla --no-color",
      "--no-color is no option; colours are switched off by --color never, or by the environment variable NO_COLOR",
    ],
    ["chek Spec.tla", "there is no command chek; did you mean check?"],
    ["cehck Spec.tla", "there is no command cehck; did you mean check?"],
    ["checkk Spec.tla", "there is no command checkk; did you mean check?"],
    ["gete specs", "there is no command gete; did you mean gate?"],
    ["Spec.tla --quiet", "check Spec.tla --quiet"],
    ["Small.cfg", "check Small.cfg"],
    ["check Spec.tla", "check Spec.tla"],
    ["specs", "specs"],
    ["--version", "--version"],
  ])("%s", (line, answer) => expect(said(line)).toBe(answer));
});

describe("an option that the command does not have", () => {
  it.each([
    ["check A.tla --depth 3", "check has no option --depth; simulate has --depth"],
    ["check A.tla --traces=3", "check has no option --traces; simulate has --traces"],
    [
      "simulate A.tla --max-states 3",
      "simulate has no option --max-states; check, gate, mutate, graph, why and eval have --max-states",
    ],
    ["simulate A.tla --watch", "simulate has no option --watch; check has --watch"],
    [
      "gate . --constant N=1",
      "gate has no option --constant; check, simulate, mutate, graph, why and eval have --constant",
    ],
    ["parse A.tla --json", "parse has no option --json; check, simulate, gate and mutate have --json"],
    ["check A.tla --max-stats 3", "check has no option --max-stats; did you mean --max-states?"],
    ["check A.tla --no-deadlok", "check has no option --no-deadlok; did you mean --no-deadlock?"],
    ["check A.tla -json", "check has no option -json; did you mean --json?"],
    ["check A.tla --Max-Depth 3", "check has no option --Max-Depth; did you mean --max-depth?"],
    ["check A.tla --quick", "check has no option --quick"],
  ])("%s", async (line, message) => {
    const { exitCode, note } = await new World({ "A.tla": COUNTER, "A.cfg": "" }).run(line);
    expect([exitCode, note]).toEqual([2, `everystate: ${message}\nTry everystate --help.\n`]);
  });
});

describe("an option without its value", () => {
  const maxTime = "stop after this time: 90s, 10m, 2h";
  it.each([
    ["check A.tla --max-time", `--max-time takes a value, and none is given: ${maxTime}`],
    ["check A.tla --max-time --json", `--max-time takes a value, and none is given: ${maxTime}`],
    ["check A.tla --max-time=", `--max-time takes a value, and none is given: ${maxTime}`],
    ["check A.tla --engine", "--engine takes a value, and none is given: interpreter, compiled, automatic"],
    ["check A.tla --order --json", "--order takes a value, and none is given: breadth, depth"],
    ["check --config", "--config takes a value, and none is given: the configuration; repeatable"],
    ["simulate A.tla --seed", "--seed takes a value, and none is given: start of random choices: a whole number"],
    ["parse A.tla --color", "--color takes a value, and none is given: auto, always, never"],
  ])("%s", async (line, message) => {
    const { exitCode, note } = await new World({ "A.tla": COUNTER, "A.cfg": "" }).run(line);
    expect([exitCode, note]).toEqual([2, `everystate: ${message}\nTry everystate --help.\n`]);
  });

  it("is asked of every option of every command that takes one", async () => {
    const world = new World({ "A.tla": COUNTER, "A.cfg": "" });
    for (const command of ["check", "simulate", "gate", "mutate", "graph", "why", "eval", "parse"]) {
      const { out } = await world.run(`${command} --help`);
      const options = [...out.matchAll(/^ +(?:-\w, )?(--[\w-]+) .*$/gm)].map(([, name]) => name as string);
      const booleans = [...out.replace(/\n {20,}/g, " ").matchAll(/(--[\w-]+) [^\n]*\[boolean\]/g)].map(
        ([, name]) => name,
      );
      const taking = options.filter((name) => !booleans.includes(name));
      expect(taking.length).toBeGreaterThan(1);
      for (const name of taking) {
        const { exitCode, note } = await world.run(`${command} A.tla ${name}`);
        expect([exitCode, note]).toEqual([2, expect.stringContaining(`${name} takes a value`)]);
      }
    }
  });

  it("is not missed where the value begins with a dash, or help is wanted", async () => {
    const world = new World({ "A.tla": COUNTER, "A.cfg": "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE" });
    expect((await world.run("check A.tla --report json=-")).note).not.toContain("takes a value");
    expect((await world.run("check A.tla --out=-there")).note).not.toContain("takes a value");
    expect((await world.run("check --config --help")).exitCode).toBe(0);
    expect(await world.run("check A.tla --config -")).toMatchObject({ exitCode: 2 });
  });
});

describe("words too few or too many", () => {
  it.each([
    ["eval A.tla", "eval takes <spec> <expression>; <expression> is missing"],
    ["check", "check takes <specs..>; <specs..> is missing"],
    [
      "eval A.tla x + 1",
      "eval takes <spec> <expression>, and + is one too many; an expression with blanks stands between quotation marks",
    ],
    ["gate A B", "gate takes <folder>, and B is one too many"],
    ["why A.tla", "why needs --action: Send, or Send(p = p1)"],
  ])("%s", async (line, message) => {
    const { exitCode, note } = await new World({ "A.tla": COUNTER, "A.cfg": "" }).run(line);
    expect([exitCode, note]).toEqual([2, `everystate: ${message}\nTry everystate --help.\n`]);
  });
});
