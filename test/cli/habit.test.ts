import { describe, expect, it } from "vitest";
import { withCommand } from "../../src/cli/habit.ts";

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
    ["-workers 4 Spec.tla", "-workers is an option of TLC; here it is --workers N"],
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
