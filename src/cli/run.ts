/** One check: a spec with a configuration, from the files to verdicts and diagrams. */

import { totalmem } from "node:os";
import {
  type CheckOptions,
  type CheckResult,
  check,
  type Progress,
  simulate,
  type ToldFinding,
} from "../checker/index.ts";
import type { Diagnostic, Model } from "../models/model.ts";
import { type WorkRequest, workRequestFor } from "../models/tla/index.ts";
import { type RunRecord, subjectText } from "../report/index.ts";
import { type Assignment, assignmentText } from "./assignment.ts";
import { Checkpoints, type CheckpointWish } from "./checkpoints.ts";
import { type Context, UsageError } from "./context.ts";
import { StackExhausted, saysStackFull } from "./deep-stack.ts";
import { DiskFolder } from "./disk-folder.ts";
import { EXIT, exitCodeOf, winningExitCode } from "./exit-code.ts";
import {
  type Engine,
  isStackOverflow,
  type ModuleFiles,
  type Programs,
  type SymmetryWish,
  type TlaModelRequest,
  type WrongText,
} from "./front-end.ts";
import { moduleFiles } from "./input-file.ts";
import { loadWatched } from "./loading.ts";
import { TraceFiles, tracesFolder } from "./out-folder.ts";
import { ProgressLine } from "./progress-line.ts";
import type { Ranks } from "./ranks.ts";
import { hiddenEnvironment, type SpecAccess, specEnvironment, specWriter } from "./spec-access.ts";
import type { BadTarget, ReadTarget } from "./target.ts";
import { Teller } from "./teller.ts";
import { sharingThreads, threads } from "./threads.ts";

/** The share of the machine's memory, or the container's, that a run may use: the same whatever neighbours use. */
const MEMORY_SHARE = 0.7;

/** How runs are made. */
export interface RunOptions {
  readonly deadlock: boolean;
  readonly budget: Pick<
    CheckOptions,
    "order" | "failFast" | "keepGoing" | "maxTime" | "maxStates" | "maxDepth" | "maxMemory" | "livenessEvery"
  >;
  /** How much of the memory that there is by default the run may use, as one of several at a time; all unless given. */
  readonly memoryShare?: number;
  readonly out: string;
  readonly quiet: boolean;
  readonly access: SpecAccess;
  readonly seed: number;
  readonly coverage: boolean;
  /** What evaluates the spec. */
  readonly engine: Engine;
  /** Which states count as one; those of the configuration's SYMMETRY unless given. */
  readonly symmetry?: SymmetryWish | undefined;
  /** How many threads find successors, at most; one unless given. */
  readonly workers?: number;
  /** Measure what takes time and makes states many, after the search. */
  readonly explain?: boolean;
  /** Folders in which modules are looked for after the spec's own. */
  readonly libraries: readonly string[];
  /** Values of constants, in place of the configuration's. */
  readonly constants?: readonly Assignment[];
  /** Where the texts that were read are kept, for reports that show them. */
  readonly texts?: Map<string, string>;
  /** Where every file that is asked for is kept, by its path: its text, or null where there is none. */
  readonly reads?: Map<string, string | null>;
  /** Programs that other runs have loaded. */
  readonly programs?: Programs;
  /** Shows how far the run is; one of its own without it. */
  readonly line?: ProgressLine;
  /** Told each finding as soon as it is known, with the path of its diagram; not what a process before this one told. */
  readonly tell?: (finding: ToldFinding, diagram: string | null) => void;
  /** Told what is known before the search; not what a process before this one told. */
  readonly warn?: (diagnostics: readonly Diagnostic[]) => void;
  /** Told how far the run is. */
  readonly onProgress?: (progress: Progress) => void;
  /** Where the search leaves checkpoints, and whether it begins with the last one there. */
  readonly checkpoints?: CheckpointWish | null;
  /** The folder in which the search keeps its states; in memory without it. */
  readonly disk?: string | null;
  /** The processes that share the states of the search; it has all of them without. */
  readonly ranks?: Ranks | null;
  /** Random behaviors instead of every state. */
  readonly simulation: { readonly traces: number; readonly depth: number } | null;
}

/** A run with the diagrams it wrote. */
export interface Run extends RunRecord {
  readonly constants?: readonly Assignment[];
  readonly diagrams: ReadonlyMap<string, string>;
  /** Those of the diagnostics that were told before the search. */
  readonly warned: readonly Diagnostic[];
}

/**
 * Loads and checks a target and writes the traces of what is violated; `index` counts the runs of the command. Throws
 * StackExhausted where a larger stack can be had and may help.
 */
export async function runTarget(
  target: ReadTarget | BadTarget,
  options: RunOptions,
  context: Context,
  index: number,
): Promise<Run> {
  const constants = options.constants ?? [];
  return { ...(await madeRun(target, options, context, index)), constants };
}

function silentLine(context: Context): ProgressLine {
  return new ProgressLine({ ...context, note: () => {} }, true);
}

async function madeRun(
  target: ReadTarget | BadTarget,
  options: RunOptions,
  context: Context,
  index: number,
): Promise<Omit<Run, "constants">> {
  if ("problem" in target) return notRun(target.spec, target.config, target.wrong, [target.problem]);
  const { libraries, constants = [], checkpoints: wish = null } = options;
  const [spec, config] = [target.spec.name, target.config.name];
  const line =
    index < context.reported ? silentLine(context) : (options.line ?? new ProgressLine(context, options.quiet));
  const reads = options.reads ?? new Map<string, string | null>();
  const request: TlaModelRequest = {
    spec,
    config,
    files: keepingReads(
      moduleFiles(context.directory, spec, { libraries, config, sources: [target.spec, target.config] }),
      reads,
      options.texts,
    ),
    ...(options.programs === undefined ? {} : { programs: options.programs }),
    constants: constants.map(assignmentText),
    deadlock: options.deadlock,
    seed: options.seed,
    coverage: options.coverage,
    engine: options.engine,
    walks: options.simulation !== null,
    symmetry: options.symmetry ?? "cfg",
    writeFile: specWriter(context.directory, options.out, options.access),
    environment: specEnvironment(options.access),
    hiddenEnvironment: hiddenEnvironment(options.access),
    onPrint: (text, location) => line.printed(text, location),
  };
  const { hands, sharing } = workersOf(options, () => workRequestFor(request, new Map(reads)));
  const loaded = loadWatched(context, { ...request, ...hands });
  if (context.canDeepen && saysStackFull(loaded.diagnostics)) throw new StackExhausted(index, []);
  if (loaded.model === null) return notRun(spec, config, loaded.wrong, loaded.diagnostics);
  const searched = { config, reads, read: request.files.read, loaded };
  const checkpoints = wish === null ? null : new Checkpoints(wish, context, options, searched);
  const files = new TraceFiles(
    context,
    tracesFolder(context.directory, options.out, config, constants),
    subjectText({ spec, config }),
  );
  const teller = new Teller(context, index, files, (finding, diagram) => {
    line.clear();
    options.tell?.(finding, diagram);
  });
  const warned = loaded.diagnostics.slice();
  teller.warnings(warned, options.warn ?? (() => {}));
  const shared = { ...sharing, ...ranksOf(options, workRequestFor(request, new Map(reads))) };
  const result = await explored(loaded.model, options, context, { line, teller, checkpoints, sharing: shared });
  await files.tidy(result);
  const kept = checkpoints?.diagnostics ?? [];
  const diagnostics = [...new Set([...loaded.diagnostics, ...result.diagnostics, ...files.diagnostics, ...kept])];
  const unwritten = files.diskFull || checkpoints?.unwritten === true ? [EXIT.unwritten] : [];
  const exitCode = winningExitCode([exitCodeOf(result), ...unwritten]);
  return { spec, config, exitCode, result, diagnostics, warned, diagrams: files.diagrams };
}

/** Who finds successors with the search: ahead of it, or, where it has them in bulk, sharing its states. */
function workersOf({ workers = 1 }: RunOptions, request: Parameters<typeof threads>[1]) {
  if (workers === 1) return { hands: {}, sharing: {} };
  return { hands: { hands: threads(workers, request) }, sharing: { threads: sharingThreads(workers, request) } };
}

/** The first of the processes that share the states, which all begin now. Throws UsageError where the specification is not for them. */
function ranksOf({ ranks, budget }: RunOptions, request: WorkRequest) {
  return ranks == null ? {} : { distributed: ranks.begin(request, budget.maxMemory, defaultMemory) };
}

/** The same files; what is read is kept in `reads`, and modules in `texts`. */
export function keepingReads(
  files: ModuleFiles,
  reads?: RunOptions["reads"],
  texts?: RunOptions["texts"],
): ModuleFiles {
  const read = (path: string): string | null => {
    const text = files.read(path);
    if (text !== null && path.endsWith(".tla")) texts?.set(path, text);
    reads?.set(path, text);
    return text;
  };
  return { ...files, read };
}

/** The folder for the states of a model that finds the same successors twice. Throws UsageError. */
function diskFor(model: Model, name: string, context: Context): DiskFolder {
  if (model.repeatable !== false) return new DiskFolder(context.directory, name);
  const why =
    "Init, Next, a constraint or VIEW prints, draws or asks for the run, and on disk they are evaluated twice";
  throw new UsageError(`--disk does not go with this specification: ${why}`);
}

/** Who is told of a run while it goes on, and what keeps it. */
interface Parts {
  readonly line: ProgressLine;
  readonly teller: Teller;
  readonly checkpoints: Checkpoints | null;
  readonly sharing: Pick<CheckOptions, "threads" | "distributed">;
}

/** Makes the run itself. */
async function explored(
  model: Model,
  {
    budget,
    ranks = null,
    memoryShare = ranks?.memoryShare ?? 1,
    simulation,
    seed,
    explain = false,
    disk: folder = null,
    onProgress,
  }: RunOptions,
  context: Context,
  { line, teller, checkpoints, sharing }: Parts,
): Promise<CheckResult> {
  const common: CheckOptions = {
    maxMemory: defaultMemory() * memoryShare,
    ...budget,
    signal: context.signal,
    poll: () => context.poll?.(),
    onProgress: (progress) => {
      line.progress(progress);
      onProgress?.(progress);
    },
    onFinding: (finding) => {
      if (finding.kind === "violation") line.busy(`drawing the counterexample of ${finding.property.name}`);
      return teller.finding(finding);
    },
  };
  const disk = folder === null ? null : diskFor(model, folder, context);
  let result: CheckResult | null = null;
  try {
    const kept = checkpoints?.open(disk === null && ranks === null && model.temporal !== null) ?? {};
    disk?.claim();
    const states = disk === null ? {} : { disk: { disk } };
    result = await (simulation === null
      ? check(model, { ...common, ...kept, ...states, ...sharing, explain })
      : simulate(model, { ...common, ...simulation, seed }));
  } catch (error) {
    if (context.canDeepen && isStackOverflow(error)) throw teller.exhausted();
    throw error;
  } finally {
    checkpoints?.close(disk === null && result?.stopped === "max-memory");
    disk?.release();
  }
  line.clear();
  if (context.canDeepen && result.failure !== null && saysStackFull([result.failure.diagnostic])) {
    throw teller.exhausted();
  }
  return result;
}

function notRun(spec: string, config: string | null, wrong: WrongText, diagnostics: readonly Diagnostic[]) {
  return { spec, config, exitCode: EXIT[wrong], result: null, diagnostics, warned: [], diagrams: new Map() };
}

/** That share in bytes. */
export function defaultMemory(): number {
  const limit = process.constrainedMemory() ?? 0;
  const machine = totalmem();
  return MEMORY_SHARE * (limit > 0 ? Math.min(limit, machine) : machine);
}
