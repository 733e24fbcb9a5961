/** `everystate gate`: are the verdicts of a folder still those that are recorded? */

import { basename, join, posix, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../models/model.ts";
import {
  diagnosticText,
  locationText,
  type MatrixCell,
  matrixBlocks,
  matrixText,
  type Style,
} from "../report/index.ts";
import { asideText } from "./check.ts";
import { type ColorWish, type Context, UsageError, unlessInterrupted } from "./context.ts";
import { driftOf, recordOf, vacuityOf, verdictText } from "./drift.ts";
import { EXIT, failureCode, winningExitCode } from "./exit-code.ts";
import { kindOfPath, libraryFolders, readInput, realPath } from "./input-file.ts";
import { writeWhole } from "./out-folder.ts";
import { type Run, runTarget } from "./run.ts";
import { filesBelow, moduleOf } from "./target.ts";
import { type MatrixPlace, matrixCells, matrixVariants, variantsText, writeMatrix } from "./verdict-matrix.ts";
import { parseVerdicts, type RecordedRun, type VerdictsFile, verdictsText } from "./verdicts-file.ts";

export interface GateCommand {
  readonly folder: string;
  readonly profile: string;
  readonly update: boolean;
  readonly out: string;
  readonly libraries: readonly string[];
  readonly quiet: boolean;
  readonly color: ColorWish;
}

const FILE = "verdicts.json";

/** The profile of runs that `--update` adds by itself. */
const NEW_PROFILE = "fast";

/** A recorded run and what became of it. */
interface GateRun {
  readonly recorded: RecordedRun;
  readonly run: Run;
  readonly drift: readonly string[];
}

/** Runs the command; the answer is the exit code. Throws UsageError for a folder that is none. */
export async function gateCommand(command: GateCommand, context: Context): Promise<number> {
  const { folder } = command;
  if (kindOfPath(context.directory, folder) !== "folder") throw new UsageError(`there is no folder ${folder}`);
  libraryFolders(context.directory, command.libraries);
  const style = context.style("out", command.color);
  const path = join(folder, FILE);
  const read = readVerdicts(context, path, command.update);
  if (read.file === null) {
    for (const diagnostic of read.diagnostics) context.out(diagnosticText(diagnostic, style));
    return EXIT.configuration;
  }
  const files = compareFiles(context, folder, read.file);
  const listed = command.update ? files.updated : files.present;
  const selected = listed.filter(({ profile }) => profile === null || profile === command.profile);
  const runs: GateRun[] = [];
  for (const recorded of selected) {
    if (context.signal.aborted) break;
    const gateRun = await runRecorded(recorded, command, context, runs.length);
    if (runs.length >= context.reported) {
      context.out(runText(gateRun, command.update, style));
      context.note(asideText(withoutIdleActions(gateRun.run), context.style("note", command.color)));
    }
    runs.push(gateRun);
  }
  if (context.signal.aborted) return unlessInterrupted(context, EXIT.drift);
  context.out(matrix(runs, read.file, command, context));
  for (const note of read.file.notes) context.out(`${note}\n`);
  context.out(idleActions(runs, context.directory));
  if (command.update) return update(context, path, { ...read.file, runs: listed }, runs, style);
  const drift = [...files.drift, ...(runs.length === 0 ? [`no run belongs to the profile ${command.profile}`] : [])];
  return verdictOnGate(context, drift, runs, style);
}

function readVerdicts(
  context: Context,
  path: string,
  update: boolean,
): { readonly file: VerdictsFile | null; readonly diagnostics: readonly Diagnostic[] } {
  if (update && kindOfPath(context.directory, path) === null)
    return { file: { columns: [], runs: [], notes: [] }, diagnostics: [] };
  const input = readInput(context.directory, path);
  return input.problem === null ? parseVerdicts(path, input.text) : { file: null, diagnostics: [input.problem] };
}

/** Holds the recorded runs against the files: a run without its files and a configuration without a run are drift. */
function compareFiles(context: Context, folder: string, { runs }: VerdictsFile) {
  const exists = (path: string): boolean => kindOfPath(context.directory, join(folder, path)) === "file";
  const present = runs.filter(({ spec, config }) => exists(spec) && exists(config));
  const drift = runs
    .filter((run) => !present.includes(run))
    .map(({ spec, config }) => `${config}: recorded, but ${exists(config) ? spec : config} does not exist`);
  const added: RecordedRun[] = [];
  for (const file of filesBelow(context.directory, folder, ".cfg")) {
    const config = inside(context, folder, file);
    if (runs.some((run) => run.config === config)) continue;
    drift.push(`${config}: not recorded`);
    const spec = moduleOf({ directory: context.directory, libraries: [] }, file);
    if (spec !== null) added.push(newRun(inside(context, folder, spec), config));
  }
  return { present, drift, updated: [...present, ...added] };
}

/** The path relative to the folder, with `/`. */
function inside(context: Context, folder: string, path: string): string {
  return relative(resolve(context.directory, folder), resolve(context.directory, path)).split(sep).join(posix.sep);
}

function newRun(spec: string, config: string): RecordedRun {
  const states = { initial: 0, generated: 0, distinct: 0, depth: 0 };
  const rest = { row: basename(spec, ".tla"), title: null, variant: null, environment: null, profile: NEW_PROFILE };
  return { spec, config, ...rest, states, properties: [] };
}

async function runRecorded(
  recorded: RecordedRun,
  command: GateCommand,
  context: Context,
  index: number,
): Promise<GateRun> {
  const target = { spec: join(command.folder, recorded.spec), config: join(command.folder, recorded.config) };
  const access = { write: false, environment: [] };
  const options = {
    deadlock: true,
    budget: {},
    out: command.out,
    quiet: command.quiet,
    access,
    seed: 1,
    coverage: false,
    engine: "automatic" as const,
    simulation: null,
    libraries: libraryFolders(context.directory, command.libraries),
  };
  const run = await runTarget(target, options, context, index);
  const drift = run.result === null ? ["it could not be checked"] : driftOf(recorded, run.result);
  return { recorded, run, drift };
}

function runText({ recorded, run, drift }: GateRun, updating: boolean, style: Style): string {
  const { result } = run;
  const name = style.strong(recorded.config);
  const errors = run.diagnostics.filter(({ severity }) => severity === "error");
  const why = errors.map((error) => diagnosticText(error, style)).join("");
  if (result === null) return `${name}: ${style.bad("failed")}\n${why}`;
  const verdict = updating ? result.outcome : drift.length === 0 ? style.good("as recorded") : style.bad("drift");
  const { generated, distinct, depth } = result.states;
  const counts = `${generated} generated, ${distinct} distinct, depth ${depth}, ${result.seconds.toFixed(2)} s`;
  const width = Math.max(0, ...result.properties.map((property) => property.name.length));
  const lines = result.properties.map((property) => {
    const diagram = run.diagrams.get(property.name);
    const text = verdictText(recordOf(property, null));
    return `  ${property.name.padEnd(width)}  ${text}${diagram === undefined ? "" : `  ${style.faint(diagram)}`}\n`;
  });
  return `${name}: ${verdict} (${counts})\n${lines.join("")}${why}`;
}

/** Characters in a line of the matrix. */
const MATRIX_WIDTH = 100;

/** The matrix as text; one whose columns are recorded is also written to files. */
function matrix(runs: readonly GateRun[], file: VerdictsFile, command: GateCommand, context: Context): string {
  const { columns, notes } = file;
  if (columns.length === 0) return `\n${matrixText(runs.flatMap(cellsOf))}`;
  const place: MatrixPlace = { context, out: command.out, folder: command.folder, profile: command.profile };
  const cells = matrixCells(runs, columns, place);
  const variants = matrixVariants(runs, place);
  const title = `${command.folder}, profile ${command.profile}`;
  const page = writeMatrix({ title, cells, variants, notes }, place);
  return `\n${matrixBlocks(cells, MATRIX_WIDTH)}\n${variantsText(variants)}the matrix is in ${page}\n`;
}

function cellsOf({ recorded, run }: GateRun): MatrixCell[] {
  const row = recorded.row ?? basename(recorded.spec, ".tla");
  return (run.result?.properties ?? []).map((property) => {
    const { status, states, within } = recordOf(property, null);
    const held = within.length === 0 ? status : `${status} (${within.join(", ")})`;
    return { row, column: property.name, text: status === "violated" ? `violated ${states}` : held };
  });
}

/** An action that is idle in one run may be busy in another: `idleActions` tells of those that never are. */
function withoutIdleActions(run: Run): Run {
  return { ...run, diagnostics: run.diagnostics.filter(({ code }) => code !== "W602") };
}

/** A line that names the actions that no run takes, or nothing. A module and a link to it are the same. */
function idleActions(runs: readonly GateRun[], directory: string): string {
  const busy = new Map<string, boolean>();
  for (const { run } of runs) {
    for (const { name, location, generated } of run.result?.actions ?? []) {
      const file = location === null ? "" : relative(realPath(directory), realPath(resolve(directory, location.file)));
      const key =
        location === null ? name : `${name} (${locationText({ ...location, file: file.split(sep).join("/") })})`;
      busy.set(key, busy.get(key) === true || generated > 0);
    }
  }
  const idle = [...busy].filter(([, taken]) => !taken).map(([key]) => key);
  return idle.length === 0 ? "" : `actions that no run takes: ${idle.join(", ")}\n`;
}

/** The exit code of a run that failed, or null: what cannot be read or evaluated is never "as recorded". */
function runFailure({ run }: GateRun): number | null {
  return run.result === null ? run.exitCode : failureCode(run.result);
}

function verdictOnGate(context: Context, drift: readonly string[], runs: readonly GateRun[], style: Style): number {
  for (const line of drift) context.out(`${style.bad("drift")}: ${line}\n`);
  const changed = runs.filter((run) => run.drift.length > 0);
  for (const { recorded, drift: lines } of changed) {
    for (const line of lines) context.out(`${style.bad("drift")}: ${recorded.config}: ${line}\n`);
  }
  const total = drift.length + changed.reduce((sum, run) => sum + run.drift.length, 0);
  const verdict = total === 0 ? style.good("all as recorded") : style.bad(`${total} differences from the record`);
  context.out(`${runs.length} runs: ${verdict}\n`);
  const failures = runs.map(runFailure).filter((code) => code !== null);
  return winningExitCode(total === 0 ? failures : [...failures, EXIT.drift]);
}

function update(context: Context, path: string, file: VerdictsFile, runs: readonly GateRun[], style: Style): number {
  const refused = runs.filter((gateRun) => refusal(gateRun) !== null);
  for (const gateRun of refused) {
    context.out(`${style.bad("not recorded")}: ${gateRun.recorded.config}: ${refusal(gateRun)}\n`);
  }
  if (refused.length > 0) {
    context.out(`${path} is left as it was\n`);
    return winningExitCode([...refused.map((gateRun) => runFailure(gateRun) ?? EXIT.drift), EXIT.drift]);
  }
  const renewed = file.runs.map((recorded) => {
    const run = runs.find((candidate) => candidate.recorded === recorded);
    return run === undefined ? recorded : recordedAnew(run);
  });
  writeWhole(resolve(context.directory, path), verdictsText({ ...file, runs: renewed }));
  context.out(`${path}: ${runs.length} runs recorded\n`);
  return 0;
}

function refusal(gateRun: GateRun): string | null {
  const { result } = gateRun.run;
  if (result === null) return "it could not be checked";
  if (result.failure !== null) return "its evaluation failed";
  if (result.properties.some((property) => property.status === "unchecked" && property.reason === "budget")) {
    return "its budget ran out";
  }
  return vacuityOf(result)[0] ?? null;
}

function recordedAnew({ recorded, run }: GateRun): RecordedRun {
  const result = run.result!;
  const old = new Map(recorded.properties.map((property) => [property.name, property]));
  const properties = result.properties.map((property) => recordOf(property, old.get(property.name) ?? null));
  return { ...recorded, states: result.states, properties };
}
