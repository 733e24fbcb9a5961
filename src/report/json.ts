/** The results of a command as one JSON document, in the format of docs/json.md. */

import type {
  CheckResult,
  Outcome,
  OutOfReach,
  PropertyResult,
  StateCounts,
  Trace,
  TraceAction,
  TraceState,
  ViolatedProperty,
} from "../checker/index.ts";
import type { ConjunctCount, Diagnostic, Location } from "../models/model.ts";
import { toItf } from "../values/index.ts";
import { locationText } from "./diagnostic.ts";

/** One run of a command: a check, or what kept it from being made. */
export interface RunRecord {
  readonly spec: string;
  readonly config: string | null;
  /** Constants that the command line gave a value. */
  readonly constants?: readonly { readonly name: string; readonly sign?: string; readonly value: string }[];
  readonly exitCode: number;
  /** Null when the spec or its configuration could not be read. */
  readonly result: CheckResult | null;
  readonly diagnostics: readonly Diagnostic[];
  /** For each violated property with a trace the path of its diagram, where diagrams were written. */
  readonly diagrams?: ReadonlyMap<string, string>;
}

/** What a run is about; constants that were given may be texts, `N = 3`. */
export interface Subject extends Pick<RunRecord, "spec" | "config"> {
  readonly constants?: RunRecord["constants"] | readonly string[];
}

/** What was checked, as it is named in one line, with the constants that were given. */
export function subjectText({ spec, config, constants }: Subject): string {
  return `${config === null ? spec : `${spec} with ${config}`}${givenText(constants)}`;
}

/** `, N = 3` for each constant that was given. */
export function givenText(constants: Subject["constants"] = []): string {
  const texts = constants.map((one) => (typeof one === "string" ? one : `${one.name} ${one.sign ?? "="} ${one.value}`));
  return texts.map((text) => `, ${text}`).join("");
}

/** What is wrong with the texts of a run, or failed in it. */
export function errorsOf({ diagnostics }: Pick<RunRecord, "diagnostics">): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

const NO_STATES: StateCounts = { initial: 0, generated: 0, distinct: 0, depth: 0 };

/** The document; ends with a newline. */
export function resultsJson(version: string, exitCode: number, runs: readonly RunRecord[]): string {
  return `${JSON.stringify({ tool: "everystate", version, exitCode, results: runs.map(runJson) }, null, 2)}\n`;
}

/** One run as an entry of `results`. */
export function runJson(run: RunRecord): object {
  const { result } = run;
  const outcome: Outcome = result === null ? "error" : result.outcome;
  return {
    spec: run.spec,
    config: run.config,
    ...constantsJson(run),
    outcome,
    exitCode: run.exitCode,
    seconds: result === null ? 0 : Math.round(result.seconds * 1000) / 1000,
    states: result === null ? NO_STATES : result.states,
    excluded: result === null ? 0 : result.excluded,
    stopped: result === null ? null : result.stopped,
    ...(result === null || result.simulation === null ? {} : { simulation: result.simulation }),
    actions: (result?.actions ?? []).map((action, index) => ({
      name: action.name,
      location: place(action.location),
      generated: action.generated,
      distinct: action.distinct,
      ...codeJson(action),
      ...(result?.coverage == null ? {} : { conjuncts: conjunctsJson(result.coverage, index) }),
    })),
    ...(result?.explanation === undefined ? {} : { explanation: rounded(result.explanation) }),
    properties: (result?.properties ?? []).map((property) => propertyJson(property)),
    diagnostics: run.diagnostics.map((diagnostic) => diagnosticJson(diagnostic, result)),
  };
}

/** Shares and means to three places. */
function rounded(value: unknown): unknown {
  const round = (_: string, one: unknown): unknown => (typeof one === "number" ? Math.round(one * 1000) / 1000 : one);
  return JSON.parse(JSON.stringify(value, round));
}

function constantsJson({ constants = [] }: RunRecord): object {
  if (constants.length === 0) return {};
  return { constants: Object.fromEntries(constants.map(({ name, value }) => [name, value])) };
}

function conjunctsJson(coverage: readonly ConjunctCount[], action: number): object[] {
  return coverage
    .filter((count) => count.action === action)
    .map(({ location, whenTrue, whenFalse }) => ({ location: place(location), true: whenTrue, false: whenFalse }));
}

/** A property with its verdict, and its trace if it is violated. */
export function propertyJson(property: PropertyResult): object {
  const { name, kind, status } = property;
  return {
    name,
    kind,
    status,
    ...(property.status === "unchecked" ? { reason: property.reason } : {}),
    location: place(property.location),
    ...(property.status === "holds" ? heldJson(property) : {}),
    ...(property.status === "violated" && property.shortest === false ? { shortest: false } : {}),
    ...(property.status === "violated" ? falsePartsJson(property) : {}),
    trace: property.status === "violated" && property.trace !== null ? traceJson(property.trace) : null,
  };
}

/** What a property holds within, and the way to what is possible. */
function heldJson({ within, witness }: Extract<PropertyResult, { status: "holds" }>): object {
  return { within, witness: witness === null ? null : traceJson(witness) };
}

function falsePartsJson({ falseParts = [] }: ViolatedProperty): object {
  if (falseParts.length === 0) return {};
  const parts = falseParts.map(({ text, location, is, values }) => ({
    ...{ text, location: place(location), is },
    values: Object.fromEntries(values.map(([name, value]) => [name, toItf(value)])),
  }));
  return { falseParts: parts };
}

function traceJson(trace: Trace): object {
  const { variables } = trace;
  return {
    loop: trace.loop,
    ...(trace.loop === null ? {} : loopJson(trace)),
    states: trace.states.map((state) => stateJson(variables, state)),
    ...mappedJson(trace),
    ...(trace.outOfReach === null ? {} : { outOfReach: outOfReachJson(variables, trace.outOfReach) }),
  };
}

function mappedJson({ mapped }: Trace): object {
  if (mapped.length === 0) return {};
  return { mapped: Object.fromEntries(mapped.map(({ name, values }) => [name, values.map(toItf)])) };
}

function loopJson({ back, deadlocked, fairness, excludedBy }: Trace): object {
  return {
    loopAction: actionJson(back),
    deadlocked,
    fairness: fairness.map(({ name, location, met, state }) => ({ name, location: place(location), met, state })),
    excludedBy,
  };
}

function outOfReachJson(variables: readonly string[], outOfReach: OutOfReach): object {
  const { lastChance, goal, by, count, states, steps } = outOfReach;
  return {
    goal,
    by,
    lastChance,
    count,
    states: states.map((state) => valuesJson(variables, state)),
    steps: steps.map(([from, to, action]) => ({ from, to, action: actionJson(action) })),
  };
}

function stateJson(variables: readonly string[], state: TraceState): object {
  return { action: actionJson(state.action), values: valuesJson(variables, state) };
}

function valuesJson(variables: readonly string[], { values }: TraceState): object {
  return Object.fromEntries(variables.map((variable, at) => [variable, toItf(values[at]!)]));
}

function actionJson(action: TraceAction | null): object | null {
  if (action === null) return null;
  const parameters = Object.fromEntries(action.parameters.map(([name, value]) => [name, toItf(value)]));
  return { name: action.name, parameters, location: place(action.location), ...codeJson(action) };
}

/** The code that an action says it implements; nothing where it says none. */
function codeJson({ implements: code }: Pick<TraceAction, "implements">): object {
  return code === undefined ? {} : { implements: code };
}

/** A diagnostic; that of an evaluation that failed has the trace to it. */
export function diagnosticJson(diagnostic: Diagnostic, result: CheckResult | null): object {
  const { code, severity, message, location, notes } = diagnostic;
  const failure = result?.failure?.diagnostic === diagnostic ? result.failure : null;
  return {
    code,
    severity,
    message,
    location: place(location),
    notes: notes.map((note) => ({ message: note.message, location: place(note.location) })),
    ...(failure === null || failure.trace === null ? {} : { trace: traceJson(failure.trace) }),
  };
}

function place(location: Location | null): string | null {
  return location === null ? null : locationText(location);
}
