/** Runs `check` on a few files and gives the whole report, for the tests that pin it. */

import { expect } from "vitest";
import { World } from "../cli/world.ts";
import { type Files, module } from "./fixture.ts";

/** Two lines of a configuration, the behavior of the modules below. */
export const behavior = "INIT Init\nNEXT Next\n";

/** The exit code and the report, without its times and its last line, which repeats the command. */
export async function report(
  files: Files,
  words = "check Spec.tla",
  prepare?: (world: World) => void,
): Promise<string> {
  const world = new World(files);
  prepare?.(world);
  const { exitCode, out, note } = await world.run(words);
  expect(out + note).not.toMatch(/^\s+at .*\(?\S+:\d+:\d+\)?$/m);
  expect(out + note).not.toContain(world.directory);
  const text = out.replace(/^everystate 1\.2\.3: .*\n/m, "").replace(/\d+\.\d+ s\b/, "0.00 s");
  return `exit ${exitCode}\n${text}${note}`;
}

/** A module with one variable that begins at 1. */
export const stepping = (next: string, ...definitions: string[]): Files =>
  module(["VARIABLE x", "Init == x = 1", ...definitions, `Next == ${next}`].join("\n"));

/** The same with the invariant Inv, which is one of the definitions. */
export const invariant = (next: string, ...definitions: string[]): Files => ({
  ...stepping(next, ...definitions),
  "Spec.cfg": `${behavior}INVARIANT Inv\n`,
});
