/** Specs for programs: loading them from files or texts, and rendering what a check of them found. */

import { readFileSync } from "node:fs";
import type { CheckResult } from "./checker/index.ts";
import { exitCodeOf } from "./cli/exit-code.ts";
import { moduleFiles } from "./cli/input-file.ts";
import { readTarget, resolveTargets } from "./cli/target.ts";
import type { Diagnostic, Location, Model } from "./models/model.ts";
import { type Engine, loadTlaModel, type ModuleFiles, type SymmetryWish } from "./models/tla/index.ts";
import { examplesOf, FORMATS, nameOf, type RunRecord, subjectText } from "./report/index.ts";

/** A spec that is given as texts: modules and configurations by file name. */
export interface SpecTexts {
  /** The names of the module and of its configuration among `files`. */
  readonly spec: string;
  readonly config: string;
  readonly files: Readonly<Record<string, string>>;
}

/** How a spec is loaded; every one may be absent. */
export interface LoadOptions {
  /** The folder to which paths are relative: the working directory unless given. */
  readonly directory?: string;
  /** The path of the configuration; needed where several lie beside the spec. */
  readonly config?: string;
  /** Folders of modules, after the spec's own. */
  readonly libraries?: readonly string[];
  /** Values of constants in place of the configuration's, as TLA+ text or a number: `{ N: 3, Nodes: "{n1, n2}" }`. */
  readonly constants?: Readonly<Record<string, string | number>>;
  /** Is a state without successors an error, where the configuration does not say? Yes unless given. */
  readonly deadlock?: boolean;
  readonly engine?: Engine;
  /** Which states count as one: those of the configuration's SYMMETRY unless given. */
  readonly symmetry?: SymmetryWish;
  /** Count how often the conditions of each action are true and false. */
  readonly coverage?: boolean;
  /** Starts what the spec draws at random; 1 unless given. */
  readonly seed?: number;
  /** The environment variables that the spec may read: none unless given. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with what the spec prints: dropped unless given. */
  readonly onPrint?: (text: string, location: Location | null) => void;
}

/** A loaded spec; without a model the diagnostics say what is wrong. They grow while the model is used. */
export interface LoadedSpec {
  readonly spec: string;
  readonly config: string | null;
  readonly model: Model | null;
  readonly diagnostics: readonly Diagnostic[];
}

const LOAD_OPTIONS: ReadonlySet<string> = new Set<keyof LoadOptions>([
  ...(["directory", "config", "libraries", "constants", "deadlock", "engine", "symmetry"] as const),
  ...(["coverage", "seed", "environment", "onPrint"] as const),
]);

/**
 * Loads the spec at a path (`X.tla`, with the configuration beside it, or `X.cfg`), or one given as texts. What is wrong
 * with the texts comes back as diagnostics. Throws a TypeError for an option that does not exist, a RangeError where the
 * path stands for several specs.
 */
export function loadSpec(spec: string | SpecTexts, options: LoadOptions = {}): LoadedSpec {
  const unknown = Object.keys(options).find((name) => !LOAD_OPTIONS.has(name));
  if (unknown !== undefined) throw new TypeError(`loadSpec has no option ${unknown}`);
  if (typeof spec === "string") return loadFrom(spec, options);
  const files: ModuleFiles = { read: (path) => spec.files[path] ?? null };
  return loaded(spec, files, options);
}

function loadFrom(path: string, options: LoadOptions): LoadedSpec {
  const { directory = process.cwd(), config, libraries = [] } = options;
  const targets = resolveTargets(directory, [path], config === undefined ? [] : [config], libraries);
  const [target] = targets;
  if (target === undefined || targets.length > 1)
    throw new RangeError(`${path} has ${targets.length} configurations: name one with the option config`);
  const read = readTarget(directory, target);
  if ("problem" in read) {
    return { spec: read.spec, config: read.config, model: null, diagnostics: [read.problem] };
  }
  const names = { spec: read.spec.name, config: read.config.name };
  const beside = { libraries, config: names.config, sources: [read.spec, read.config] };
  return loaded(names, moduleFiles(directory, names.spec, beside), options);
}

function loaded(names: { readonly spec: string; readonly config: string }, files: ModuleFiles, options: LoadOptions) {
  const { spec, config } = names;
  const { constants = {}, deadlock = true, onPrint = () => {}, environment = {} } = options;
  const { engine = "automatic", symmetry = "cfg", coverage = false, seed = 1 } = options;
  const given = Object.entries(constants).map(([name, value]) => `${name} = ${value}`);
  const more = {
    constants: given,
    environment: new Map(Object.entries(environment)),
    deadlock,
    engine,
    symmetry,
    coverage,
    seed,
  };
  const { model, diagnostics } = loadTlaModel({ spec, config, files, onPrint, ...more });
  return { spec, config, model, diagnostics };
}

/**
 * The result of a check in a format of `--report` (docs/formats.md): `text`, `json`, `junit`, … of all that was found, or
 * with the name of a violated `property`, or `evaluation-failure`, its `svg`, `lanes`, `dot`, `itf`, …. Throws a RangeError
 * for a format or property that there is not.
 */
export function render(format: string, spec: LoadedSpec, result: CheckResult, property?: string): string {
  const row = FORMATS.find(({ name }) => name === format);
  if (row === undefined) throw new RangeError(`there is no format ${format}`);
  if (property === undefined) {
    if (row.report === undefined) throw new RangeError(`${format} shows one counterexample: name its property`);
    const exitCode = exitCodeOf(result);
    const diagnostics = [...new Set([...spec.diagnostics, ...result.diagnostics])];
    const run: RunRecord = { spec: spec.spec, config: spec.config, exitCode, result, diagnostics };
    return row.report({ version: ownVersion(), exitCode, command: `everystate check ${spec.spec}`, runs: [run] });
  }
  if (row.trace === undefined) throw new RangeError(`${format} shows no single counterexample`);
  const example = examplesOf(result).find(({ found }) => nameOf(found) === property);
  if (example === undefined) throw new RangeError(`${property} has no counterexample`);
  return row.trace({ subject: subjectText(spec), ...example });
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return (manifest as { version: string }).version;
}
