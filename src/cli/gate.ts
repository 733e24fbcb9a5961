/** `everystate gate`: are the verdicts of a folder still those that are recorded? */

import { basename, join, posix, relative, resolve, sep } from "node:path";
import {
  codeDrift,
  codeHashes,
  codeLinks,
  type Difference,
  differencesOf,
  differencesText,
  errorsText,
  type GateRun,
  gateJson,
  idleActions,
  lookText,
  matrixCells,
  matrixVariants,
  type Plan,
  parseVerdicts,
  pinOf,
  plainTableText,
  planOf,
  portionOf,
  type RecordedRun,
  refusals,
  remaining,
  renewed,
  runText,
  tableText,
  touchedRuns,
  type VerdictsFile,
  variantsText,
  verdictsText,
} from "../gate/index.ts";
import type { Diagnostic, Location } from "../models/model.ts";
import type { Share } from "../mutants/index.ts";
import {
  diagnosticText,
  matrixMarkdown,
  matrixSvg,
  plural,
  quoted,
  type Style,
  subjectText,
  wrap,
} from "../report/index.ts";
import { Source } from "../tla/syntax/source.ts";
import { changesSince } from "./changed-files.ts";
import { asideText, commandText } from "./checks.ts";
import { type ColorWish, type Context, UsageError, unlessInterrupted } from "./context.ts";
import { EXIT, failureCode, winningExitCode } from "./exit-code.ts";
import { Programs } from "./front-end.ts";
import { type GateMutation, mutateRuns } from "./gate-mutate.ts";
import { kindOfPath, libraryFolders, moduleFiles, readInput, realPath, reasonOf } from "./input-file.ts";
import { type Judging, tellMutants } from "./mutate.ts";
import { outPath, TraceFiles, tracesFolder, writeWhole } from "./out-folder.ts";
import { problem } from "./problem.ts";
import { ProgressLine } from "./progress-line.ts";
import { type ReportRequest, writeReports } from "./report-file.ts";
import { keepingReads, type Run, type RunOptions, runTarget } from "./run.ts";
import { RunCache } from "./run-cache.ts";
import { inShares, workerCount } from "./shares.ts";
import { type BadTarget, filesBelow, moduleOf, ownConfigs, type ReadTarget, readTarget } from "./target.ts";

export interface GateCommand {
  readonly folder: string;
  readonly profile: string;
  readonly update: boolean;
  /** Judge mutants instead of holding verdicts against the record. */
  readonly mutation: GateMutation | null;
  /** Of each run, or mutant. */
  readonly budget: Judging["budget"];
  /** How many processes share the runs, or mutants; null for as many as there are cores. */
  readonly workers: number | null;
  /** The folder of the code that actions implement; null where it is not looked at. */
  readonly code: string | null;
  /** Only runs that the changes since this commit touch; null for all. */
  readonly changed: string | null;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly reports: readonly ReportRequest[];
  readonly out: string;
  /** May runs be left out whose specs have not changed? */
  readonly cache: boolean;
  readonly libraries: readonly string[];
  readonly quiet: boolean;
  readonly color: ColorWish;
}

const FILE = "verdicts.json";

/** In place of the path of a page that could not be written. */
const UNWRITTEN = Symbol("unwritten");

/** Fewer runs than this are made in this process: another one takes time to begin. */
const FEWEST_DIVIDED = 6;

/** Characters in a line of what is printed; the table may fill a wider terminal. */
const WIDTH = 100;

/** Runs the command; the answer is the exit code. Throws UsageError for a folder that is none. */
export async function gateCommand(command: GateCommand, context: Context): Promise<number> {
  if (kindOfPath(context.directory, command.folder) !== "folder") {
    throw new UsageError(`there is no folder ${command.folder}`);
  }
  libraryFolders(context.directory, command.libraries);
  if (command.code !== null && kindOfPath(context.directory, command.code) !== "folder") {
    throw new UsageError(`--code: there is no folder ${command.code}`);
  }
  return await new Gate(command, context).run();
}

/** One run of the command. */
class Gate {
  private readonly command: GateCommand;
  private readonly context: Context;
  private readonly style: Style;
  private readonly programs = new Programs();
  private readonly texts = new Map<string, string>();
  /** Files by the name that a place gives them, links followed. */
  private readonly real = new Map<string, string>();
  private readonly cache: RunCache | null;
  /** How many runs were not made again. */
  private unchanged = 0;
  /** Has the runs made by other processes: when the first one is not kept, and once. */
  private divide: (() => Promise<void>) | null = null;
  /** The runs that other processes have made for this one, by their numbers. */
  private madeElsewhere: ReadonlySet<number> = new Set();

  constructor(command: GateCommand, context: Context) {
    this.command = command;
    this.context = context;
    this.style = context.style("out", command.color);
    // What is recorded was made for it.
    const whole = command.json || command.reports.length > 0;
    this.cache = command.cache && !command.update ? RunCache.below(command.out, whole, context) : null;
  }

  async run(): Promise<number> {
    const { command, context, style } = this;
    const path = join(command.folder, FILE);
    const read = this.readRecord(path);
    if (read.file === null) {
      for (const diagnostic of read.diagnostics) context.out(diagnosticText(diagnostic, style));
      return EXIT.configuration;
    }
    const { file } = read;
    const plan = this.plan(file);
    const listed = command.update ? [...plan.present, ...plan.added] : plan.present;
    const selected = listed.filter(({ profile }) => profile === null || profile === command.profile);
    const none = { config: null, text: noneText(command.profile, listed) };
    if (command.mutation !== null && selected.length === 0) throw new UsageError(none.text);
    const wanted = command.changed === null ? selected : this.touched(selected, command.changed, path);
    if (command.mutation !== null) return await this.mutate(wanted, command.mutation, plan);
    if (context.workers?.share != null) {
      await inShares(1, (share) => this.makeShare(wanted, share), context);
      return EXIT.success;
    }
    const runs = await this.runAll(wanted);
    this.cache?.keepFacts();
    if (context.signal.aborted) return unlessInterrupted(context, EXIT.drift);
    const page = command.changed === null ? this.writeMatrix(runs, file) : null;
    if (command.update) return this.update(path, file, plan, runs);
    const differences = [
      ...plan.differences,
      ...(selected.length === 0 ? [none] : []),
      ...differencesOf(runs),
      ...this.codeDifferences(runs, file),
    ];
    const failures = runs.map(runFailure).filter((code) => code !== null);
    const exitCode = winningExitCode(differences.length === 0 ? failures : [...failures, EXIT.drift]);
    const { folder, profile } = command;
    const json = () => gateJson({ version: context.version, exitCode, folder, profile, runs, differences });
    if (command.json) context.out(json());
    else this.tell(runs, { file, differences, page, others: listed.filter((run) => !selected.includes(run)) });
    const below = (config: string | null): string | null => (config === null ? null : join(folder, config));
    const report = {
      version: context.version,
      exitCode,
      command: commandText(context),
      runs: runs.map(({ found }) => found),
      matrix: command.changed === null ? matrixCells(runs, file.columns, String) : [],
      record: { folder, differences: differences.map(({ config, text }) => ({ config: below(config), text })), json },
      texts: this.texts,
    };
    const reported = await writeReports(command.reports, report, context);
    const written = reported && page !== UNWRITTEN;
    return unlessInterrupted(context, written ? exitCode : winningExitCode([exitCode, EXIT.unwritten]));
  }

  /** Judges the mutants of these runs; what of the record has no run, and so none of its mutants, is told. */
  private async mutate(runs: readonly RecordedRun[], mutation: GateMutation, plan: Plan): Promise<number> {
    const { command, context } = this;
    const unasked = plan.differences.filter(({ config }) => config !== null);
    context.note(differencesText("no mutants", unasked, WIDTH));
    if (runs.length > 0) return await mutateRuns(runs, mutation, command, context);
    context.note(`everystate: no run that the changes since ${command.changed} touch, so no mutants\n`);
    return await tellMutants([], new Map(), command, context);
  }

  private readRecord(
    path: string,
  ):
    | { readonly file: VerdictsFile; readonly diagnostics: readonly [] }
    | { readonly file: null; readonly diagnostics: readonly Diagnostic[] } {
    const { directory } = this.context;
    if (this.command.update && kindOfPath(directory, path) === null)
      return { file: { columns: [], witnesses: false, runs: [], code: null, notes: [] }, diagnostics: [] };
    const input = readInput(directory, path);
    if (input.problem === null) return this.fact("record", input.source, parseVerdicts);
    const hint = `everystate gate ${quoted(this.command.folder)} --update records the verdicts of what lies there`;
    const { code, message } = input.problem;
    return { file: null, diagnostics: [code === "E510" ? problem("E510", message, [hint]) : input.problem] };
  }

  private plan(file: VerdictsFile): Plan {
    const { folder } = this.command;
    const { directory } = this.context;
    const libraries = libraryFolders(directory, this.command.libraries);
    const inside = (path: string): string => slashed(relative(resolve(directory, folder), resolve(directory, path)));
    const places = { directory, libraries, top: folder };
    const pairs = filesBelow(directory, folder, ".cfg").map((config) => ({ config, spec: moduleOf(places, config) }));
    const own = ownConfigs(
      directory,
      folder,
      pairs.flatMap(({ spec }) => (spec === null ? [] : [{ spec }])),
    ).map((spec) => ({ config: spec, spec }));
    const specs = new Map([...pairs, ...own].map(({ config, spec }) => [inside(config), spec]));
    return planOf(file, {
      exists: (path) => kindOfPath(directory, join(folder, path)) === "file",
      configs: [...specs.keys()],
      moduleOf: (config) => {
        const spec = specs.get(config) ?? null;
        return spec === null ? null : inside(spec);
      },
      profile: this.command.profile,
    });
  }

  /** How the code that actions implement differs from what is recorded of it. */
  private codeDifferences(runs: readonly GateRun[], { code }: VerdictsFile): Difference[] {
    if (this.command.code === null) return [];
    const { links } = codeLinks(runs);
    return codeDrift(links, code ?? {}, this.reader(this.command.code)).map((text) => ({ config: null, text }));
  }

  /** Reads below the folder of the code. */
  private reader(folder: string): (path: string) => string | null {
    const { read } = moduleFiles(resolve(this.context.directory, folder), ".");
    return (path) => read(path);
  }

  /** The runs that the changes since a commit touch. */
  private touched(runs: readonly RecordedRun[], base: string, path: string): RecordedRun[] {
    const { context, command, programs } = this;
    const { directory } = context;
    const changes = changesSince(base, directory);
    const text = changes.before(slashed(path));
    const before = text === null ? null : parseVerdicts(new Source(path, text)).file;
    const names = [...changes.files].map((file) => basename(file)).filter((name) => !name.endsWith(".tla"));
    return touchedRuns(runs, {
      before,
      touches: (run) => {
        const [spec, config] = [join(command.folder, run.spec), join(command.folder, run.config)];
        const libraries = libraryFolders(directory, command.libraries);
        const reads = new Map<string, string | null>();
        const files = keepingReads(moduleFiles(directory, spec, { libraries, config }), reads);
        programs.load(spec, files);
        files.read(config);
        return [...reads].some(([file, content]) => {
          const absolute = resolve(realPath(directory), file);
          const places = [absolute, realPath(absolute)];
          // Of a file that git does not look at nobody knows whether it has changed.
          const unknown = content !== null && !changes.known.has(realPath(absolute));
          // Data is read by its name, which stands in a text.
          const named = names.some((name) => content?.includes(name));
          return unknown || named || places.some((place) => changes.files.has(place));
        });
      },
    });
  }

  private async runAll(selected: readonly RecordedRun[]): Promise<GateRun[]> {
    const { command, context } = this;
    const line = new ProgressLine(context, command.quiet);
    const runs: GateRun[] = [];
    const several = workerCount(command.workers) > 1 && selected.length >= FEWEST_DIVIDED;
    const divides = this.cache !== null && context.workers !== undefined && several;
    if (divides) this.divide = () => this.makeElsewhere(selected);
    for (const recorded of selected) {
      if (context.signal.aborted) break;
      line.begin(`${runs.length + 1}/${selected.length} ${recorded.config}: `);
      const run = await this.runOne(recorded, line, runs.length);
      if (command.verbose && !command.json && runs.length >= context.reported) {
        line.clear();
        context.out(runText(run, this.style));
        context.note(asideText(withoutIdleActions(run).found.diagnostics, context.style("note", command.color)));
      }
      runs.push(run);
    }
    line.clear();
    return runs;
  }

  /** Has a process for each core make the runs that are not kept; what they keep is found again here. */
  private async makeElsewhere(selected: readonly RecordedRun[]): Promise<void> {
    const { context } = this;
    try {
      const shares = await inShares(
        workerCount(this.command.workers),
        (share) => this.makeShare(selected, share),
        context,
      );
      this.madeElsewhere = new Set(shares?.flat());
    } catch {
      // What no other process could make is made here, and fails here.
    }
  }

  /** Makes the runs of a share; the answer is the numbers of those that were not kept before. */
  private async makeShare(selected: readonly RecordedRun[], { part, of }: Share): Promise<number[]> {
    const { command, context } = this;
    const line = new ProgressLine(context, command.quiet);
    const made: number[] = [];
    for (const index of portionOf(selected, part, of)) {
      if (context.signal.aborted) break;
      const recorded = selected[index] as RecordedRun;
      const before = this.unchanged;
      line.begin(`${index + 1}/${selected.length} ${recorded.config}: `);
      await this.runOne(recorded, line, index);
      if (this.unchanged === before) made.push(index);
    }
    line.clear();
    return made;
  }

  private async runOne(recorded: RecordedRun, line: ProgressLine, index: number): Promise<GateRun> {
    const { command, context } = this;
    const spec = join(command.folder, recorded.spec);
    const target = readTarget(context.directory, { spec, config: join(command.folder, recorded.config) });
    const options = {
      deadlock: true,
      // The record needs every verdict.
      budget: { keepGoing: true, ...command.budget },
      memoryShare: 1 / (context.workers?.share?.of ?? 1),
      out: command.out,
      quiet: command.quiet,
      access: { write: false, environment: [] },
      seed: 1,
      coverage: false,
      engine: "automatic" as const,
      simulation: null,
      libraries: libraryFolders(context.directory, command.libraries),
      line,
      programs: this.programs,
      texts: this.texts,
    };
    const found = await this.found(target, options, index);
    return { recorded, found, pin: "problem" in target ? null : this.fact("pin", target.config, pinOf) };
  }

  /** What `work` finds out about a text, which may be known. */
  private fact<T>(what: string, source: Source, work: (source: Source) => T): T {
    return this.cache?.fact(what, source, () => work(source)) ?? work(source);
  }

  /** The run as it was kept, or made. */
  private async found(target: ReadTarget | BadTarget, options: RunOptions, index: number): Promise<Run> {
    const { cache, context } = this;
    if (cache === null || "problem" in target) return await runTarget(target, options, context, index);
    const [spec, config] = [target.spec.name, target.config.name];
    const folder = tracesFolder(context.directory, options.out, config, []);
    const find = () => cache.find(target, options, new TraceFiles(context, folder, subjectText({ spec, config })));
    let kept = await find();
    const { divide } = this;
    if (kept === null && divide !== null) {
      this.divide = null;
      await divide();
      kept = await find();
    }
    if (kept !== null) {
      if (!this.madeElsewhere.has(index)) this.unchanged++;
      return kept;
    }
    const reads = new Map<string, string | null>();
    const run = await runTarget(target, { ...options, reads }, context, index);
    // With all the memory there is, it may come to an end.
    if (options.memoryShare === 1 || run.result?.stopped !== "max-memory") cache.keep(target, options, run, reads);
    return run;
  }

  /** Writes the matrix, where its columns are recorded; the answer is the path of the page, null where there is none. */
  private writeMatrix(runs: readonly GateRun[], { columns, notes }: VerdictsFile): string | typeof UNWRITTEN | null {
    if (columns.length === 0) return null;
    const { directory } = this.context;
    const { folder, profile } = this.command;
    const base = this.pageFolder();
    const link = (diagram: string): string => slashed(relative(resolve(directory, base), resolve(directory, diagram)));
    const cells = matrixCells(runs, columns, link);
    const page = { title: `${folder}, profile ${profile}`, cells, variants: matrixVariants(runs, link), notes };
    const path = join(base, "matrix.md");
    const written = this.write(path, () => {
      writeWhole(resolve(directory, path), matrixMarkdown(page));
      writeWhole(resolve(directory, base, "matrix.svg"), matrixSvg(page));
    });
    return written ? path : UNWRITTEN;
  }

  /** Writes a file; what keeps it from being written is told. */
  private write(path: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      this.context.note(`everystate: ${path} cannot be written: ${reasonOf(error)}\n`);
      return false;
    }
  }

  private pageFolder(): string {
    return join(this.command.out, basename(resolve(this.context.directory, this.command.folder)));
  }

  /** The table, what differs, whether all is as recorded, and where to look. */
  private tell(runs: readonly GateRun[], { file, differences, page, others }: Answer): void {
    const { command, context, style } = this;
    const { notes } = file;
    // A part of the runs makes no matrix.
    const columns = command.changed === null ? file.columns : [];
    const width = context.columns ?? WIDTH;
    if (columns.length === 0) context.out(plainTableText(runs, width));
    else context.out(tableText(matrixCells(runs, columns, String), width));
    if (command.verbose && columns.length > 0) context.out(variantsText(matrixVariants(runs, String)));
    if (command.verbose || page === null) for (const note of notes) this.say(note);
    for (const run of runs) context.out(errorsText(run, style));
    if (command.changed === null) this.say(this.idleText(runs));
    if (command.code !== null) this.say(this.unlinkedText(runs));
    else if (file.code !== null)
      this.say("the code that actions implement is recorded, and not looked at without --code");
    context.out(differencesText(style.bad("drift"), differences, WIDTH));
    const fine = runs.length === 0 ? "nothing was checked" : style.good("all as recorded");
    const verdict = differences.length === 0 ? fine : style.bad(differenceCount(differences));
    const kept = this.unchanged === 0 ? "" : ` (${this.unchanged} of them unchanged, and not made again)`;
    const since = command.changed === null ? "" : ` that the changes since ${command.changed} touch`;
    context.out(`${runs.length} ${plural(runs.length, "run")}${since}: ${verdict}${kept}\n`);
    this.say(othersText(others));
    const unpinned = runs.filter(({ recorded }) => recorded.pin === null).length;
    if (unpinned > 0) this.say(`${unpinned} of them do not pin their configuration: --update records it`);
    const traces = join(command.out, ...outPath(context.directory, command.folder));
    const matrix = typeof page === "string" ? `, the matrix with links to them in ${page}` : "";
    this.say(`traces and diagrams are in ${traces}${matrix}`);
    // What could not be drawn is no drift, but whoever looks for it has to know.
    const undrawn = runs.flatMap(({ found }) => found.diagnostics.filter(({ code }) => code === "W519"));
    context.note(asideText(undrawn, context.style("note", command.color)));
    const pages = command.reports.filter(({ format, file }) => format.name === "html" && file !== "-");
    for (const { file } of pages) this.say(`all counterexamples on one page: ${file}`);
    context.out(lookText(runs, command.folder));
  }

  private unlinkedText(runs: readonly GateRun[]): string {
    const { unlinked } = codeLinks(runs);
    return unlinked.length === 0 ? "" : `actions without a link to code: ${unlinked.join(", ")}`;
  }

  private idleText(runs: readonly GateRun[]): string {
    const idle = idleActions(runs, (location) => this.fileOf(location));
    return idle.length === 0 ? "" : `actions that no run takes: ${idle.join(", ")}`;
  }

  /** Prints a paragraph, if there is one. */
  private say(text: string): void {
    for (const line of text === "" ? [] : wrap(text, WIDTH)) this.context.out(`${line}\n`);
  }

  /** A module and a link to it are the same file. */
  private fileOf({ file }: Location): string {
    const { directory } = this.context;
    const known = this.real.get(file) ?? slashed(relative(realPath(directory), realPath(resolve(directory, file))));
    this.real.set(file, known);
    return known;
  }

  private update(path: string, file: VerdictsFile, plan: Plan, runs: readonly GateRun[]): number {
    const { command, context, style } = this;
    for (const run of runs) context.out(errorsText(run, style));
    const nothing = { config: null, text: "there is no configuration whose module lies beside it or around it" };
    const refused = plan.present.length + plan.added.length === 0 ? [nothing] : refusals(runs);
    if (refused.length > 0) {
      context.out(differencesText(style.bad("not recorded"), refused, WIDTH));
      context.out(`${path} is left as it was\n`);
      return winningExitCode([...runs.map((run) => runFailure(run) ?? EXIT.drift), EXIT.drift]);
    }
    const { file: after, changes } = renewed(file, plan, runs);
    this.say(this.idleText(runs));
    context.out(differencesText("changed", changes, WIDTH));
    const code = command.code === null ? after.code : codeHashes(codeLinks(runs).links, this.reader(command.code));
    const wrong = this.codeDifferences(runs, { ...after, code });
    context.out(differencesText(style.bad("not recorded"), wrong, WIDTH));
    context.out(differencesText(style.bad("still drift"), remaining(plan, after), WIDTH));
    const write = (): void => writeWhole(resolve(context.directory, path), verdictsText({ ...after, code }));
    if (!this.write(path, write)) return EXIT.unwritten;
    context.out(`${path}: ${runs.length} ${plural(runs.length, "run")} recorded\n`);
    this.say(othersText(after.runs.filter(({ profile }) => profile !== null && profile !== command.profile)));
    return EXIT.success;
  }
}

/** What a gate has found, besides its runs. */
interface Answer {
  readonly file: VerdictsFile;
  readonly differences: readonly Difference[];
  readonly page: string | typeof UNWRITTEN | null;
  /** Runs of other profiles, which were not made. */
  readonly others: readonly RecordedRun[];
}

function profilesOf(runs: readonly RecordedRun[]): string {
  return [...new Set(runs.map(({ profile }) => profile ?? ""))].sort().join(", ");
}

function noneText(profile: string, runs: readonly RecordedRun[]): string {
  return `no run belongs to the profile ${profile}${runs.length === 0 ? "" : `; there are runs of ${profilesOf(runs)}`}`;
}

/** A profile that is misspelt is one that nobody runs. */
function othersText(runs: readonly RecordedRun[]): string {
  if (runs.length === 0) return "";
  return `not made, as of another profile: ${runs.length} ${plural(runs.length, "run")} (${profilesOf(runs)})`;
}

function differenceCount({ length }: readonly Difference[]): string {
  return length === 1 ? "1 difference from the record" : `${length} differences from the record`;
}

/** The exit code of a run that failed, or null: what cannot be read or evaluated is never "as recorded". */
function runFailure({ found }: GateRun): number | null {
  return found.result === null ? found.exitCode : failureCode(found.result);
}

/** What is said of all runs together. */
function withoutIdleActions(run: GateRun): GateRun {
  return { ...run, found: { ...run.found, diagnostics: run.found.diagnostics.filter(({ code }) => code !== "W602") } };
}

function slashed(path: string): string {
  return path.split(sep).join(posix.sep);
}
