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
