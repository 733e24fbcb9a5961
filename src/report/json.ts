/** The results of a command as one JSON document, in the format of docs/json.md. */

import type { CheckResult, Outcome, PropertyResult, StateCounts, Trace } from "../checker/index.ts";
import type { ConjunctCount, Diagnostic, Location } from "../models/model.ts";
import { toItf } from "../values/index.ts";
import { locationText } from "./diagnostic.ts";

/** One run of a command: a check, or what kept it from being made. */
export interface RunRecord {
  readonly spec: string;
  readonly config: string | null;
  readonly exitCode: number;
  /** Null when the spec or its configuration could not be read. */
  readonly result: CheckResult | null;
  readonly diagnostics: readonly Diagnostic[];
}

const NO_STATES: StateCounts = { initial: 0, generated: 0, distinct: 0, depth: 0 };

/** The document; ends with a newline. */
export function resultsJson(version: string, exitCode: number, runs: readonly RunRecord[]): string {
  return `${JSON.stringify({ tool: "everystate", version, exitCode, results: runs.map(runJson) }, null, 2)}\n`;
}

function runJson(run: RunRecord): object {
  const { result } = run;
  const outcome: Outcome = result === null ? "error" : result.outcome;
  return {
    spec: run.spec,
    config: run.config,
    outcome,
    exitCode: run.exitCode,
    seconds: result === null ? 0 : Math.round(result.seconds * 1000) / 1000,
    states: result === null ? NO_STATES : result.states,
    ...(result === null || result.simulation === null ? {} : { simulation: result.simulation }),
    actions: (result?.actions ?? []).map(({ name, location, generated, distinct }, index) => ({
      name,
      location: place(location),
      generated,
      distinct,
      ...(result?.coverage == null ? {} : { conjuncts: conjunctsJson(result.coverage, index) }),
    })),
    properties: (result?.properties ?? []).map((property) => propertyJson(property)),
    diagnostics: run.diagnostics.map((diagnostic) => diagnosticJson(diagnostic, result)),
  };
}

function conjunctsJson(coverage: readonly ConjunctCount[], action: number): object[] {
  return coverage
    .filter((count) => count.action === action)
    .map(({ location, whenTrue, whenFalse }) => ({ location: place(location), true: whenTrue, false: whenFalse }));
}

function propertyJson(property: PropertyResult): object {
  const { name, kind, status } = property;
  return {
    name,
    kind,
    status,
    ...(property.status === "unchecked" ? { reason: property.reason } : {}),
    location: place(property.location),
    trace: property.status === "violated" && property.trace !== null ? traceJson(property.trace) : null,
  };
}

function traceJson(trace: Trace): object {
  const { variables } = trace;
  return {
    loop: trace.loop,
    states: trace.states.map(({ action, values }) => ({
      action:
        action === null
          ? null
          : {
              name: action.name,
              parameters: Object.fromEntries(action.parameters.map(([name, value]) => [name, toItf(value)])),
              location: place(action.location),
            },
      values: Object.fromEntries(variables.map((variable, at) => [variable, toItf(values[at]!)])),
    })),
  };
}

/** A failed evaluation also carries the trace to the state in which it failed. */
function diagnosticJson(diagnostic: Diagnostic, result: CheckResult | null): object {
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
