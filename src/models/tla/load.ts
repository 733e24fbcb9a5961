/** Reads a specification and its cfg and makes a Model of them. */

import { dirname, isAbsolute, join } from "node:path";
import type { Config } from "../../tla/config/config.ts";
import { parseConfig } from "../../tla/config/index.ts";
import { translationDiagnostics } from "../../tla/pluscal/translation.ts";
import { loadProgram, type ModuleFiles } from "../../tla/semantics/load.ts";
import { Report } from "../../tla/semantics/report.ts";
import type { Program } from "../../tla/semantics/symbol.ts";
import { Source } from "../../tla/syntax/source.ts";
import type { Identifier } from "../../tla/syntax/tree.ts";
import { type Interner, printFolded, record, type Value } from "../../values/index.ts";
import { type Diagnostic, EvaluationError, isTemporal, type Location, type Model, type RunFacts } from "../model.ts";
import type { WantedAids } from "./aids.ts";
import { type Formula, FormulaReader, type PropertyFormula } from "./behavior.ts";
import { compileModel } from "./compile/engine.ts";
import { arePure, asked, isPure } from "./compile/purity.ts";
import { bindConstants, type Constants } from "./constants.ts";
import { whyRefused } from "./core/asking.ts";
import { Facts } from "./core/facts.ts";
import { Lowering } from "./core/lower.ts";
import { Draws } from "./draws.ts";
import { warnOfHidden } from "./environment.ts";
import { Executor } from "./executor.ts";
import { readGiven, withoutGiven } from "./given-constants.ts";
import { Breath } from "./interpret/breath.ts";
import { Coverage } from "./interpret/coverage.ts";
import { isSpecError, Unheard } from "./interpret/error.ts";
import type { NativeFunction, Setup } from "./interpret/interpreter.ts";
import type { Uses } from "./interpret/uses.ts";
import { laneHint } from "./lane-hint.ts";
import { nativeModules } from "./library/index.ts";
import { type NativeContext, NativeError } from "./library/native.ts";
import { hasRegisters, keepingRegisters } from "./library/registers.ts";
import { Meant } from "./meant.ts";
import { TlaModel, type TlaModelParts } from "./model.ts";
import type { Programs } from "./programs.ts";
import type { RunView } from "./run-view.ts";
import { namedExchanges, symmetricSets } from "./symmetry/symmetric-sets.ts";
import { warnOfVacuity } from "./vacuity.ts";
import { Crew } from "./workers/crew.ts";
import type { Hands } from "./workers/link.ts";

export type { ModuleFiles };

export type Engine = "interpreter" | "compiled" | "automatic";

/**
 * Which states count as one: "cfg" as its SYMMETRY says, "off" none, "auto" as its SYMMETRY says or, without one, those
 * that differ by a permutation of model values that nothing tells apart.
 */
export type SymmetryWish = "auto" | "cfg" | "off";

/** What to load. `deadlock` false switches deadlock checking off whatever the cfg says. */
export interface TlaModelRequest {
  readonly spec: string;
  readonly config: string | null;
  readonly files: ModuleFiles;
  readonly deadlock: boolean;
  /** Count how often the conditions of each action are true and false. */
  readonly coverage?: boolean;
  /** Sees which texts are evaluated, where the engine is "interpreter". */
  readonly uses?: Uses;
  /** Numbers values as it does for another model, where the engine is "interpreter": rows of both mean the same. */
  readonly interner?: Interner;
  /**
   * What evaluates the spec: "interpreter", "compiled" wherever that is possible, or "automatic" (the default), which
   * begins with the interpreter and compiles what turns out to be worth it.
   */
  readonly engine?: Engine;
  /** No states are kept, as in a simulation: then none are packed. */
  readonly walks?: boolean;
  /**
   * Direct code beside the interpreter from the first state on, with these variables taken to have another value in nearly
   * every state (without them, as soon as the states show which). Not given: with the engine "automatic" where it pays,
   * else none.
   */
  readonly direct?: Pick<WantedAids, "volatile">;
  /** Values of constants, in place of the configuration's: `N = 3`, `Op <- Definition`. */
  readonly constants?: readonly string[];
  /** Programs that other requests have loaded. */
  readonly programs?: Programs;
  /** "cfg" unless given. */
  readonly symmetry?: SymmetryWish;
  /** False: states are shown as they are, whatever ALIAS says. */
  readonly alias?: boolean;
  /** Who may find successors ahead of a search; nobody without it. */
  readonly hands?: Hands;
  /** Starts the generator behind RandomElement; 1 without it. */
  readonly seed?: number;
  /** Writes a file for the spec, or throws an Error that says why not; without it, writing is refused. */
  readonly writeFile?: ((path: string, text: string, append: boolean) => void) | null;
  /** The environment variables that the spec may read; none without it. */
  readonly environment?: ReadonlyMap<string, string>;
  /** Those that are set and that it may not read: a warning where it asks for one. */
  readonly hiddenEnvironment?: ReadonlySet<string>;
  onPrint(text: string, location: Location | null): void;
  /** Called now and then within long evaluations while the model is made; what it throws, loading throws. */
  readonly lookUp?: () => void;
  /** Called when code is about to be made: on values, or on packed rows. */
  readonly onCode?: TlaModelParts["onCode"];
}

/**
 * `diagnostics` grows while the model is used: by warnings of what is only seen then, and by those that `recall` is told,
 * which are not told again. `wrong` is the text at fault.
 */
export type TlaModelResult =
  | {
      readonly model: Model;
      readonly diagnostics: readonly Diagnostic[];
      readonly recall: (warning: Diagnostic) => void;
    }
  | {
      readonly model: null;
      readonly wrong: "specification" | "configuration";
      readonly diagnostics: readonly Diagnostic[];
    };

/** Loads `request.spec` with `request.config`. Everything that is wrong with the text comes back as diagnostics. */
export function loadTlaModel(request: TlaModelRequest): TlaModelResult {
  const { program, diagnostics } =
    request.programs?.load(request.spec, request.files) ?? loadProgram(request.spec, request.files);
  if (program === null) return { model: null, wrong: "specification", diagnostics };
  const read = readConfig(request);
  if (read.config === null) {
    return { model: null, wrong: "configuration", diagnostics: [...diagnostics, ...read.diagnostics] };
  }
  const given = readGiven(request.constants ?? []);
  const meant = new Meant(program, read.config);
  const report = new Report((diagnostic) => meant.says(diagnostic));
  meant.complain(report);
  const config = withoutGiven(read.config, given);
  const wrong = given.flatMap((one) => one.diagnostics);
  if (wrong.length > 0) return { model: null, wrong: "configuration", diagnostics: [...diagnostics, ...wrong] };
  for (const d of [...diagnostics, ...translationOf(request), ...read.diagnostics]) report.add(d);
  warnOfHidden(request.hiddenEnvironment ?? new Set(), program, report);
  const constants = bindConstants(
    program,
    config,
    report,
    given.map((one) => one.config),
  );
  const model = makeModel(request, { program, config, constants, meant }, report);
  if (model === null || report.failed) return { model: null, wrong: "configuration", diagnostics: report.diagnostics };
  return { model, diagnostics: report.diagnostics, recall: (warning) => report.add(warning) };
}

/** What is said of the translation of an algorithm. */
function translationOf({ spec, files }: TlaModelRequest): readonly Diagnostic[] {
  return files.trusted === true ? [] : translationDiagnostics(new Source(spec, files.read(spec) ?? ""));
}

function readConfig(request: TlaModelRequest): { config: Config | null; diagnostics: readonly Diagnostic[] } {
  const { config: path } = request;
  const text = path === null ? "" : request.files.read(path);
  if (text === null) {
    const message = `cannot read the configuration ${path}: there is no such file`;
    return { config: null, diagnostics: [{ code: "E502", severity: "error", message, location: null, notes: [] }] };
  }
  const { config, diagnostics } = parseConfig(new Source(path ?? "<no configuration>", text));
  return { config: diagnostics.some((d) => d.severity === "error") ? null : config, diagnostics };
}

/** A program with its cfg. */
interface Specification {
  readonly program: Program;
  readonly config: Config;
  readonly constants: Constants;
  readonly meant: Meant;
}

function makeModel(request: TlaModelRequest, specification: Specification, report: Report): Model | null {
  const { config } = specification;
  const output: Output = { quiet: false, view: null, draws: new Draws(request.seed ?? 1) };
  const context = nativeContext(request, output, config, report);
  const setup = setupOf(specification, { output, report }, nativeLookup(context), request);
  const shown = request.alias === false ? { ...config, alias: null } : config;
  const formulas = formulasOf(setup, shown, report, request);
  if (report.failed) return null;
  const quietly = <T>(run: () => T): T => muted(output, () => keepingRegisters(context, () => output.draws.anew(run)));
  const parts: TlaModelParts = {
    setup,
    formulas,
    orbits: [],
    exchanges: () => namedExchanges(setup, formulas),
    checkDeadlock: request.deadlock && (config.checkDeadlock?.value ?? true),
    diagnostics: [],
    meant: (warning) => specification.meant.says(warning),
    lanes: laneHint(specification.program, formulas.alias !== null, report),
    muted: (run) => muted(output, run),
    quietly,
    tentatively: (run) => quietly(() => setup.trying(run)),
    hasRegisters: () => hasRegisters(context),
    onCode: request.onCode ?? (() => {}),
    observe: (facts, view) => {
      output.view = view;
      setup.breath.facts = facts;
      if (setup.coverage != null) setup.coverage.facts = facts;
    },
  };
  const orbits = request.symmetry === "auto" ? symmetricIn(parts, report) : [];
  try {
    const { engine = "automatic" } = request;
    const aids = aidsOf(request, () => parts.onCode("values"));
    const model = new TlaModel({ ...parts, orbits }, aids, request.interner);
    if (request.hands !== undefined) model.ahead = crewOf(model, request.hands, report);
    if (engine === "interpreter" || request.coverage === true || request.walks === true) return model;
    return compileModel(model, { always: engine === "compiled" }) ?? model;
  } catch (error) {
    // SYMMETRY is evaluated when the model is made.
    if (!(error instanceof EvaluationError)) throw error;
    report.add(error.diagnostic);
    return null;
  }
}

/** What nothing tells apart, where states are searched and no SYMMETRY says which count as one. */
function symmetricIn({ setup, formulas, quietly }: TlaModelParts, report: Report): TlaModelParts["orbits"] {
  const { behavior, symmetry, properties } = formulas;
  if (behavior === null || againstSymmetry(properties) !== null) return [];
  if (symmetry !== null) {
    const message = "no symmetry is looked for: the configuration has a SYMMETRY";
    report.add({ code: "W625", severity: "note", message, location: null, notes: [] });
    return [];
  }
  const executor = new Executor(setup, formulas, false);
  const { orbits, diagnostics } = symmetricSets(setup, formulas, (formula) =>
    quietly(() => {
      try {
        return executor.value(formula, null, null);
      } catch (error) {
        if (isSpecError(error)) return null;
        throw error;
      }
    }),
  );
  for (const diagnostic of diagnostics) report.add(diagnostic);
  return orbits;
}

function crewOf(model: TlaModel, hands: Hands, report: Report): Crew {
  const tell = (why: string): void => {
    const message = `the search has one worker: ${why}`;
    report.add({ code: "W623", severity: "note", message, location: null, notes: [] });
  };
  return new Crew(model, hands, () => whyAlone(model), tell);
}

/** Why only one thread may find the successors of states; null where several may. */
function whyAlone(model: TlaModel): string | null {
  const { setup, formulas } = model.parts;
  const { constraints, actionConstraints } = formulas;
  if (setup.coverage !== null) return "it counts what conditions answer, for --coverage";
  if (!isPure(model) || !arePure(model, [...constraints, ...actionConstraints, ...asked(model)]))
    return "the specification prints, draws or asks for the run while it runs";
  return null;
}

/** The aids of the interpreter; null for none. Conditions of actions are counted by it alone. */
function aidsOf(request: TlaModelRequest, onMade: () => void): WantedAids | null {
  const { engine = "automatic", coverage, direct } = request;
  if (coverage === true) return null;
  if (direct !== undefined) return { when: direct.volatile === undefined ? "seen" : "at once", ...direct, onMade };
  return engine === "automatic" ? { when: "paying", onMade } : null;
}

function setupOf(
  { program, constants: { overrides, constants, tables } }: Specification,
  { output, report }: { readonly output: Output; readonly report: Report },
  native: Setup["native"],
  { coverage = false, uses, lookUp }: Pick<TlaModelRequest, "coverage" | "uses" | "lookUp">,
): Setup {
  let tried = 0;
  return {
    program,
    lowering: new Lowering(program, overrides),
    facts: new Facts(program.tables),
    variables: program.root.variables,
    constants,
    tables,
    native,
    coverage: coverage ? new Coverage() : null,
    uses: uses ?? null,
    breath: new Breath(lookUp),
    trying: (run) => {
      tried++;
      try {
        return run();
      } finally {
        tried--;
      }
    },
    warn: (code, location, message, known) => {
      const warning = { code, severity: "warning", message, location, notes: [] } as const;
      if (!report.wants(warning)) return;
      if (tried > 0) throw new Unheard();
      const state = known ?? output.view?.drawing() ?? null;
      const values = state?.map((value, at) => `\n       ${program.root.variables[at]?.name} = ${printFolded(value)}`);
      const first = {
        message: `for the first time in this state, or in a step from it:${values?.join("")}`,
        location: null,
      };
      report.add({ ...warning, notes: state === null ? [] : [first] });
    },
    definitions: new Map(),
  };
}

/** The formulas that the cfg names. Where one is wrong or missing the report has failed. */
function formulasOf(
  setup: Setup,
  config: Config,
  report: Report,
  { symmetry: wish = "cfg", files }: TlaModelRequest,
): TlaModelParts["formulas"] {
  const reader = new FormulaReader(config, setup, report);
  refuseUnsupported(config, report);
  const behavior = reader.behavior();
  const properties = reader.properties();
  const list = (names: readonly Identifier[], level: 1 | 2, keyword: string): Formula[] =>
    names.map((name) => reader.named(name, level, keyword)).filter((formula) => formula !== null);
  const one = (name: Identifier | null, level: 0 | 1 | 2, keyword: string): Formula | null =>
    name === null ? null : reader.named(name, level, keyword);
  const constraints = list(config.constraints, 1, "CONSTRAINT");
  const actionConstraints = list(config.actionConstraints, 2, "ACTION_CONSTRAINT");
  const view = one(config.view, 1, "VIEW");
  const alias = one(config.alias, 2, "ALIAS");
  const given = one(config.symmetry, 0, "SYMMETRY");
  const against = wish === "off" ? "it is switched off" : againstSymmetry(properties);
  if (against !== null && (given !== null || wish === "auto")) dropSymmetry(against, config, report);
  const symmetry = against === null ? given : null;
  const [asked] = [...config.invariants, ...config.properties];
  if (behavior === null && !report.failed && asked !== undefined) {
    const message = "the configuration lists properties but no behavior; add SPECIFICATION, or INIT and NEXT";
    report.in(config.source).error("E356", asked.span, message);
  }
  if (behavior === null && !report.failed && properties.length === 0) refuseEmpty(setup, config, report);
  refuseUnknown(setup, report);
  if (behavior !== null && !report.failed && files.trusted !== true) {
    const others = [...constraints, ...actionConstraints, view, alias, symmetry].filter((one) => one !== null);
    warnOfVacuity({ behavior, properties, others }, config, setup, report);
  }
  return { behavior, properties, constraints, actionConstraints, view, alias, symmetry };
}

/** What a parameter of an operator is under ENABLED, in an instance whose variables are replaced, is not known. */
function refuseUnknown({ lowering }: Setup, report: Report): void {
  for (const { name, span, source } of new Set(lowering.refused.values()))
    report.in(source).error("E364", span, whyRefused(name));
}

/** Nothing would be checked of a module that has variables: that is hardly meant. */
function refuseEmpty({ program }: Setup, config: Config, report: Report): void {
  // INIT may say, by FALSE, that there is no behavior.
  if (program.root.variables.length === 0 || config.specification !== null || config.init !== null) return;
  const message = "the configuration names no behavior, and nothing is assumed: add SPECIFICATION, or INIT and NEXT";
  report.in(config.source).error("E356", { start: 0, end: 0 }, message);
}

/**
 * Why no SYMMETRY is used; null where it may be. A representative of each class is no state of every behavior: along a
 * cycle of representatives the permutations add up. So properties of behaviors, and of what is possible for one of
 * several, are decided without SYMMETRY.
 */
function againstSymmetry(properties: readonly PropertyFormula[]): string | null {
  const needs = properties.find(({ parts }) => parts.some(isTemporal));
  return needs === undefined ? null : `${needs.name} speaks of behaviors; without such properties it would be`;
}

function dropSymmetry(why: string, { source, symmetry }: Config, report: Report): void {
  const message = `SYMMETRY is not used, because ${why}`;
  const location = symmetry === null ? null : source.locate(symmetry.span);
  report.add({ code: "W607", severity: "note", message, location, notes: [] });
}

/** What the cfg asks for and we cannot do must stop the run: leaving it out would change the verdict. */
function refuseUnsupported(config: Config, report: Report): void {
  const refuse = (name: Identifier | null | undefined, keyword: string) => {
    if (name == null) return;
    report.in(config.source).error("E358", name.span, `${keyword} is not supported yet`);
  };
  refuse(config.periodic[0], "_PERIODIC");
  refuse(config.reward, "_RL_REWARD");
}

/** What changes while a model is used. */
interface Output {
  /** Set while something is evaluated a second time: what it prints was printed already. */
  quiet: boolean;
  view: RunView | null;
  readonly draws: Draws;
}

function muted<T>(output: Output, run: () => T): T {
  const before = output.quiet;
  output.quiet = true;
  try {
    return run();
  } finally {
    output.quiet = before;
  }
}

function nativeContext(request: TlaModelRequest, output: Output, config: Config, report: Report): NativeContext {
  const registers = new Map<number, Value>();
  return {
    print: (text) => {
      if (!output.quiet) request.onPrint(text, null);
    },
    random: () => output.draws.next(output.view?.drawing() ?? null),
    registers,
    run: () => {
      if (output.view !== null) return output.view.counts();
      throw new NativeError("E469", "the facts of the run are not known before it begins");
    },
    fact: (key) => {
      if (key === "config") return runConfiguration(request, config, output.view?.simulation ?? null);
      return output.view?.fact(key) ?? null;
    },
    stop: () => output.view?.stop(),
    trace: () => output.view?.trace() ?? null,
    errorTrace: () => output.view?.errorTrace() ?? null,
    counterExample: () => output.view?.counterexample() ?? null,
    warn: (code, message) => report.add({ code, severity: "warning", message, location: null, notes: [] }),
    readFile: (path) =>
      request.files.read(path) ?? (isAbsolute(path) ? null : request.files.read(join(dirname(request.spec), path))),
    writeFile: (path, text, append) => {
      if (request.writeFile == null) throw new NativeError("E465", `writing ${path} is not allowed; use --allow-write`);
      try {
        request.writeFile(path, text, append);
      } catch (error) {
        throw new NativeError("E465", (error as Error).message);
      }
    },
    environment: (name) => request.environment?.get(name) ?? null,
    environmentNames: [...(request.environment?.keys() ?? [])],
  };
}

/** `TLCGet("config")`: how the run was started, in TLC's words. */
function runConfiguration(request: TlaModelRequest, config: Config, simulation: RunFacts["simulation"]): Value {
  const deadlock = request.deadlock && (config.checkDeadlock?.value ?? true);
  const { depth, traces } = simulation ?? { depth: -1, traces: -1 };
  return record(
    ["mode", "depth", "deadlock", "seed", "fingerprint", "install", "traces", "worker"],
    [simulation === null ? "bfs" : "simulate", depth, deadlock, String(request.seed ?? 1), "0", "", traces, 1],
  );
}

function nativeLookup(context: NativeContext): Setup["native"] {
  const made = new Map<string, Readonly<Record<string, NativeFunction>>>();
  return (module, name) => {
    let natives = made.get(module);
    if (natives === undefined) {
      natives = nativeModules.get(module)?.(context) ?? {};
      made.set(module, natives);
    }
    return Object.hasOwn(natives, name) ? (natives[name] ?? null) : null;
  };
}
