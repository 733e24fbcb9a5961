/** Runs a fixture and writes down what it says. */

import type { Diagnostic } from "../../src/models/model.ts";
import { World } from "../cli/world.ts";
import { CONFIGURATION } from "./configuration.ts";
import { EVALUATION } from "./evaluation.ts";
import { FILES } from "./files.ts";
import type { Fixture } from "./fixture.ts";
import { LIBRARY } from "./library.ts";
import { NAMES } from "./names.ts";
import { SYNTAX } from "./syntax.ts";
import { TEMPORAL } from "./temporal.ts";

/** All fixtures, in the order of their codes. */
export const FIXTURES: readonly Fixture[] = [SYNTAX, NAMES, CONFIGURATION, EVALUATION, LIBRARY, TEMPORAL, FILES].flat();

const place = /^\S+:\d+:\d+: /;
const head = /^(?:\S+:\d+:\d+: )?(?:error|warning|note) ([EW]\d{3}): /;

/** The diagnostics of a fixture, as in `says`, with the exit code of its command (null when a function raised it). */
export async function raise(fixture: Fixture): Promise<{ exitCode: number | null; says: string[] }> {
  if ("ask" in fixture) return { exitCode: null, says: fixture.ask().map(lineOf) };
  const { exitCode, out, note } = await new World(fixture.files).run(fixture.words ?? "check Spec.tla");
  const says = `${out}\n${note}`.split("\n").filter((line) => head.test(line));
  const own = fixture.others ? says.filter((line) => head.exec(line)?.[1] === fixture.code) : says;
  return { exitCode, says: fixture.anywhere ? own.map((line) => line.replace(place, "")) : own };
}

function lineOf({ code, severity, message, location }: Diagnostic): string {
  const place = location === null ? "" : `${location.file}:${location.line}:${location.column}: `;
  return `${place}${severity} ${code}: ${message}`;
}

/** The row of docs/errors.md for a fixture: code, meaning, example, message. */
export function row(fixture: Fixture): string {
  const message = (fixture.says.find((line) => line.includes(` ${fixture.code}: `)) as string).replace(
    /^(?:\S+ )?\w+ [EW]\d{3}: /,
    "",
  );
  const cells = [fixture.code, text(fixture.meaning), code(exampleOf(fixture)), code(message)];
  return `| ${cells.join(" | ")} |`;
}

/** The example of a fixture: what it names, or the line at which its diagnostic points. */
function exampleOf(fixture: Fixture): string {
  if (fixture.example !== undefined) return fixture.example;
  const at = /^(\S+):(\d+):\d+: /.exec(fixture.says.find((line) => line.includes(` ${fixture.code}: `)) as string);
  const files = (fixture as Extract<Fixture, { files: unknown }>).files;
  const content = files[at?.[1] as string] as string;
  return (content.split("\n")[Number(at?.[2]) - 1] as string).trim();
}

function text(words: string): string {
  return words.replaceAll("|", "\\|");
}

/** A code span in a cell of a table. */
function code(words: string): string {
  const fence = words.includes("`") ? "``" : "`";
  const space = words.startsWith("`") || words.endsWith("`") ? " " : "";
  return `${fence}${space}${text(words)}${space}${fence}`;
}
