/** One check: a spec with a configuration, from the files to verdicts and diagrams. */

import { type CheckOptions, check, simulate } from "../checker/index.ts";
import type { Diagnostic } from "../models/model.ts";
import { type RunRecord, subjectText } from "../report/index.ts";
import { type Assignment, assignmentText } from "./assignment.ts";
import type { Context } from "./context.ts";
import { isStackOverflow, StackExhausted, saysStackFull, tooDeep } from "./deep-stack.ts";
import { EXIT, exitCodeOf } from "./exit-code.ts";
import type { Engine, Programs, TlaModelRequest, TlaModelResult, WrongText } from "./front-end.ts";
import { moduleFiles } from "./input-file.ts";
import { tracesFolder, writeTraces } from "./out-folder.ts";
import { type SpecAccess, specEnvironment, specWriter } from "./spec-access.ts";
import type { BadTarget, ReadTarget } from "./target.ts";
import { Watch } from "./watch.ts";

/** How runs are made. */
export interface RunOptions {
  readonly deadlock: boolean;
  readonly budget: Pick<
    CheckOptions,
    "failFast" | "maxTime" | "maxStates" | "maxDepth" | "maxMemory" | "livenessEvery"
  >;
  readonly out: string;
  readonly quiet: boolean;
  readonly access: SpecAccess;
  readonly seed: number;
  readonly coverage: boolean;
  /** What evaluates the spec. */
  readonly engine: Engine;
  /** Say how states are laid out, after the run. */
  readonly explainLayout?: boolean;
  /** Folders in which modules are looked for after the spec's own. */
  readonly libraries: readonly string[];
  /** Values of constants, in place of the configuration's. */
  readonly constants?: readonly Assignment[];
  /** Programs that other runs have loaded. */
  readonly programs?: Programs;
  /** Shows how far the run is; one of its own without it. */
  readonly watch?: Watch;
  /** Random behaviors instead of every state. */
  readonly simulation: { readonly traces: number; readonly depth: number } | null;
}

/** A run with the diagrams it wrote. */
export interface Run extends RunRecord {
  readonly constants?: readonly Assignment[];
  readonly diagrams: ReadonlyMap<string, string>;
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

async function madeRun(
  target: ReadTarget | BadTarget,
  options: RunOptions,
  context: Context,
  index: number,
): Promise<Omit<Run, "constants">> {
  if ("problem" in target) return notRun(target.spec, target.config, target.wrong, [target.problem]);
  const { libraries, constants = [] } = options;
  const [spec, config] = [target.spec.name, target.config.name];
  const silent = index < context.reported;
  const watch = silent
    ? new Watch({ ...context, note: () => {} }, true)
    : (options.watch ?? new Watch(context, options.quiet));
  const loaded = load(context, {
    spec,
    config,
    files: moduleFiles(context.directory, spec, { libraries, config, sources: [target.spec, target.config] }),
    ...(options.programs === undefined ? {} : { programs: options.programs }),
    constants: constants.map(assignmentText),
    deadlock: options.deadlock,
    seed: options.seed,
    coverage: options.coverage,
    engine: options.engine,
    writeFile: specWriter(context.directory, options.out, options.access),
    environment: specEnvironment(options.access),
    onPrint: (text, location) => watch.printed(text, location),
  });
  if (context.canDeepen && saysStackFull(loaded.diagnostics)) throw new StackExhausted(index);
  if (loaded.model === null) return notRun(spec, config, loaded.wrong, loaded.diagnostics);
  const common: CheckOptions = {
    maxMemory: defaultMemory(),
    ...options.budget,
    signal: context.signal,
    poll: () => context.poll?.(),
    onProgress: (progress) => watch.progress(progress),
  };
  const { simulation, seed } = options;
  const result = await (simulation === null
    ? check(loaded.model, common)
    : simulate(loaded.model, { ...common, ...simulation, seed }));
  watch.clear();
  if (options.explainLayout === true) {
    const lines = loaded.model.explain?.() ?? ["The interpreter evaluates this model."];
    context.note(lines.map((line) => `${line}\n`).join(""));
  }
  if (context.canDeepen && result.failure !== null && saysStackFull([result.failure.diagnostic])) {
    throw new StackExhausted(index);
  }
  const written = await writeTraces(
    context,
    tracesFolder(context.directory, options.out, config, constants),
    subjectText({ spec, config }),
    result,
  );
  const diagnostics = [...new Set([...loaded.diagnostics, ...result.diagnostics, ...written.diagnostics])];
  return { spec, config, exitCode: exitCodeOf(result), result, diagnostics, diagrams: written.diagrams };
}

/** Loads; a text so deep that loading itself exhausts the stack is an error of the text. */
function load(context: Context, request: TlaModelRequest): TlaModelResult {
  try {
    return context.frontEnd.loadTlaModel(request);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
    return { model: null, wrong: "specification", diagnostics: [tooDeep()] };
  }
}

function notRun(spec: string, config: string | null, wrong: WrongText, diagnostics: readonly Diagnostic[]) {
  return { spec, config, exitCode: EXIT[wrong], result: null, diagnostics, diagrams: new Map() };
}

/** 80 % of what is free now, limits of a container included, besides what the process already has. */
function defaultMemory(): number {
  return process.memoryUsage.rss() + 0.8 * process.availableMemory();
}
