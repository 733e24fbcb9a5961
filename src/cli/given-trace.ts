/** The states that `why` and `eval` are asked about: those of a trace in a file, or of the run's own counterexample. */

import { type CheckOptions, check } from "../checker/index.ts";
import type { Model } from "../models/model.ts";
import { didYouMean } from "../tla/semantics/scope.ts";
import { fromItf, type Value, ValueError } from "../values/index.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import { readInput } from "./input-file.ts";
import { type OneSpec, toldErrors } from "./one-spec.ts";
import { problem } from "./problem.ts";
import { defaultMemory } from "./run.ts";

/** Which trace is meant. */
export interface TraceCommand extends OneSpec {
  /** A file, or null for a counterexample of the spec. */
  readonly trace: string | null;
  /** What it violates; null for the first one. */
  readonly property: string | null;
  readonly budget: Pick<CheckOptions, "maxStates" | "maxTime" | "maxMemory">;
}

/** A trace with all values of all states. */
export interface GivenTrace {
  /** What it is, in words: `the counterexample to Small`, `the trace run.itf.json`. */
  readonly title: string;
  /** One value for each variable of the model. */
  readonly states: readonly (readonly Value[])[];
  /** The 1-based index of the state to which the last one leads; null where that is not known. */
  readonly loop: number | null;
}

/** The trace that a command is about; where there is none that is told, and the answer is the exit code. */
export async function givenTrace(
  command: TraceCommand,
  config: string,
  model: Model,
  context: Context,
): Promise<GivenTrace | number> {
  if (command.trace === null) return await ownTrace(command, model, context);
  const input = readInput(context.directory, command.trace);
  if (input.problem !== null) return toldErrors([input.problem], EXIT.usage, command, context);
  try {
    return readTrace(input.source.text, { ...command, trace: command.trace, config, variables: model.variables });
  } catch (error) {
    if (!(error instanceof NoTrace)) throw error;
    return toldErrors([problem("E520", `${command.trace}: ${error.message}`)], EXIT.usage, command, context);
  }
}

async function ownTrace(command: TraceCommand, model: Model, context: Context): Promise<GivenTrace | number> {
  const { property: wanted } = command;
  const { properties, failure, stopped } = await check(model, {
    ...{ maxMemory: defaultMemory(), failFast: wanted === null, keepGoing: true },
    ...command.budget,
    signal: context.signal,
    poll: () => context.poll?.(),
  });
  const violated = properties.filter((one) => one.status === "violated");
  const found = violated.find(({ name, trace }) => trace !== null && (wanted ?? name) === name);
  if (found?.trace != null) {
    const { states, loop } = found.trace;
    return { title: `the counterexample to ${found.name}`, states: states.map(({ values }) => values), loop };
  }
  if (failure !== null) return toldErrors([failure.diagnostic], EXIT.evaluation, command, context);
  const complete = stopped === null || stopped === "decided";
  const names = properties.map(({ name }) => name);
  if (wanted !== null && !names.includes(wanted)) {
    const others = didYouMean(wanted, names) || (names.length > 0 ? `; it has ${names.join(", ")}` : "");
    return toldErrors(
      [problem("E520", `the configuration has no property ${wanted}${others}`)],
      EXIT.usage,
      command,
      context,
    );
  }
  const none =
    names.length === 0
      ? "nothing is checked, so there is no counterexample"
      : `no counterexample was found to ${wanted ?? names.join(", ")}`;
  const message = `${none}${complete ? "" : ", within the budget"}: name a trace with --trace`;
  return toldErrors([problem("E520", message)], complete ? EXIT.usage : EXIT.inconclusive, command, context);
}

/** What is wrong with a file of traces. */
class NoTrace extends Error {}

interface Wanted {
  readonly trace: string;
  readonly property: string | null;
  readonly config: string;
  readonly variables: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

function readTrace(text: string, wanted: Wanted): GivenTrace {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new NoTrace("expected JSON: a document of --json, or a trace in ITF");
  }
  const title = `the trace ${wanted.trace}`;
  const { states, loop } = fields(data);
  // ITF counts from 0, our documents from 1.
  if (Array.isArray(states) && wanted.property !== null)
    throw new NoTrace("a trace in ITF names no property, so --property says nothing");
  if (Array.isArray(states))
    return traceOf(title, { states, loop: typeof loop === "number" ? loop + 1 : null }, wanted);
  const { results } = fields(data);
  if (!Array.isArray(results))
    throw new NoTrace('expected "results", as --json prints them, or "states", as ITF has them');
  const found = results.map(fields).flatMap((run) => violations(run).map((property) => ({ run, property })));
  const named = found.filter(({ property }) => wanted.property === null || property["name"] === wanted.property);
  const chosen = named.find(({ run }) => run["config"] === wanted.config) ?? named[0];
  if (chosen === undefined) {
    const names = [...new Set(found.map(({ property }) => property["name"]))].join(", ");
    throw new NoTrace(
      `it has no trace of ${wanted.property ?? "a violation"}${names === "" ? "" : `; there are ${names}`}`,
    );
  }
  const trace = fields(chosen.property["trace"]);
  const given = { states: items(trace["states"]).map((state) => fields(state)["values"]), loop: trace["loop"] };
  const elsewhere = chosen.run["config"] === wanted.config ? "" : ` of ${chosen.run["config"]}`;
  return traceOf(`${title}, a counterexample to ${chosen.property["name"]}${elsewhere}`, given, wanted);
}

function violations(run: Json): Json[] {
  return items(run["properties"])
    .map(fields)
    .filter(({ trace }) => trace != null);
}

function traceOf(
  title: string,
  given: { states: readonly unknown[]; loop: unknown },
  { variables }: Wanted,
): GivenTrace {
  if (given.states.length === 0) throw new NoTrace("the trace has no state");
  const states = given.states.map((state, at) => variables.map((name) => valueOf(fields(state), name, at)));
  const { loop } = given;
  const inside = typeof loop === "number" && Number.isInteger(loop) && loop >= 1 && loop <= states.length;
  if (loop != null && !inside) throw new NoTrace(`the loop begins in no state of the trace`);
  return { title, states, loop: inside ? loop : null };
}

function valueOf(state: Json, name: string, at: number): Value {
  if (!Object.hasOwn(state, name)) throw new NoTrace(`state ${at + 1} gives the variable ${name} no value`);
  try {
    return fromItf(state[name]);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new NoTrace(`the value of ${name} in state ${at + 1}: ${error.message}`);
  }
}

function fields(data: unknown): Json {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Json) : {};
}

function items(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}
