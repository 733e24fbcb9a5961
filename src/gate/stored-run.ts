/**
 * A run as text, and back: to take the verdicts of a spec that has not changed from where they were kept. Places are
 * kept as the numbers of tokens, so that they are right in a text with other comments. Traces are a text of their own,
 * which is read when somebody looks into one.
 */

import { Map as ImmutableMap } from "immutable";
import type { CheckResult, Trace, TraceState } from "../checker/index.ts";
import type { Diagnostic, Location } from "../models/model.ts";
import {
  FunctionValue,
  fromItf,
  ModelValue,
  SetValue,
  toImmutable,
  toWholeItf,
  type Value,
  ValueError,
} from "../values/index.ts";
import type { AnchoredText } from "./anchored-text.ts";

/** What is kept of a run that came to its end. */
export interface KeptRun {
  readonly exitCode: number;
  readonly result: CheckResult;
  readonly diagnostics: readonly Diagnostic[];
}

type Files = ReadonlyMap<string, AnchoredText>;

/** A run as two texts. */
interface StoredRun {
  readonly summary: string;
  readonly traces: string;
}

/** Thrown for what has no place among the tokens of a text, or is none of what `storeRun` writes. */
class Unstorable extends Error {}

/** The run as text; null where it cannot be kept: where it was cut short, or a place is none of a token. */
export function storeRun(run: KeptRun, files: Files): StoredRun | null {
  const { stopped, failure, simulation, coverage } = run.result;
  const ended = stopped === null || stopped === "decided" || stopped === "violated";
  if (!ended || failure !== null || simulation !== null || coverage !== null) return null;
  const packer = new Packer(files);
  try {
    const summary = JSON.stringify(packer.pack(run));
    const stored = { summary, traces: JSON.stringify(packer.traces) };
    // What cannot be read back is not kept.
    if (restoreRun(stored.summary, () => stored.traces, files) === null) return null;
    const unpacker = new Unpacker(files, () => stored.traces);
    for (const index of packer.traces.keys()) unpacker.trace(index);
    return stored;
  } catch (error) {
    if (error instanceof Unstorable || error instanceof ValueError) return null;
    throw error;
  }
}

/** The run again, for texts with the same tokens; null where the text is none of `storeRun`. `traces` is asked once. */
export function restoreRun(summary: string, traces: () => string, files: Files): KeptRun | null {
  try {
    return new Unpacker(files, traces).run(summary);
  } catch {
    return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

class Packer {
  readonly traces: unknown[] = [];
  private readonly files: Files;

  constructor(files: Files) {
    this.files = files;
  }

  pack(data: unknown): unknown {
    if (data instanceof FunctionValue || data instanceof SetValue || data instanceof ModelValue) {
      return { "#value": toWholeItf(data) };
    }
    if (Array.isArray(data)) return data.map((item) => this.pack(item));
    if (typeof data !== "object" || data === null) return data;
    const fields = data as Fields;
    if ("lineText" in fields) return this.place(data as Location);
    if ("states" in fields && "loop" in fields) return this.trace(data as Trace);
    return this.fields(fields);
  }

  /** In the summary a trace is its length and its place among the traces. */
  private trace(trace: Trace): unknown {
    const { states, loop, variables } = trace;
    const index = this.traces.push(null) - 1;
    const packed = states.map(({ action, values }) => this.fields({ action, values }));
    this.traces[index] = { ...this.fields({ ...trace, states: [] }), states: packed };
    return { "#trace": index, length: states.length, loop, variables };
  }

  /** What is made when it is asked for is made again. */
  private fields(fields: Fields): Record<string, unknown> {
    const names = Object.keys(fields).filter((name) => name !== "state" || typeof fields[name] === "number");
    return Object.fromEntries(names.map((name) => [name, this.pack(fields[name])]));
  }

  private place(location: Location): unknown {
    const tokens = this.files.get(location.file)?.tokensOf(location) ?? null;
    if (tokens === null) throw new Unstorable(`${location.file}:${location.line}`);
    return { "#place": [location.file, ...tokens] };
  }
}

class Unpacker {
  private readonly files: Files;
  private readonly readTraces: () => string;
  /** The traces as they were read, when one is asked for. */
  private packed: readonly unknown[] | null = null;

  constructor(files: Files, traces: () => string) {
    this.files = files;
    this.readTraces = traces;
  }

  run(summary: string): KeptRun {
    return this.unpack(JSON.parse(summary), (index) => this.trace(index)) as KeptRun;
  }

  /** The trace of that index, which is asked for once. */
  trace(index: number): Trace {
    this.packed ??= JSON.parse(this.readTraces()) as unknown[];
    const trace = this.unpack(this.packed[index], () => {
      throw new Unstorable("a trace inside a trace");
    }) as Trace;
    const { variables, outOfReach } = trace;
    const shown = (states: readonly TraceState[]): TraceState[] => states.map((state) => stateOf(variables, state));
    const left = outOfReach === null ? null : { ...outOfReach, states: shown(outOfReach.states) };
    return { ...trace, states: shown(trace.states), outOfReach: left };
  }

  /** What was packed, in the very object that was read: a gate unpacks a hundred thousand of them. */
  private unpack(data: unknown, traceAt: (index: number) => Trace): unknown {
    if (typeof data !== "object" || data === null) return data;
    const fields = data as Record<string, unknown>;
    for (const name in fields) {
      const item = fields[name];
      if (name === "#value") return fromItf(item);
      if (name === "#place") return this.place(item as [string, number, number]);
      if (name === "#trace") return lazyTrace(fields, traceAt);
      if (typeof item === "object" && item !== null) fields[name] = this.unpack(item, traceAt);
    }
    return data;
  }

  private place([name, first, last]: [string, number, number]): Location {
    const place = this.files.get(name)?.placeOf(first, last) ?? null;
    if (place === null) throw new Unstorable(name);
    return place;
  }
}

/** What a trace has besides its states, its loop and its variables. */
const LATER = Object.keys({
  aliased: 0,
  deadlocked: 0,
  back: 0,
  fairness: 0,
  excludedBy: 0,
  outOfReach: 0,
  enabled: 0,
  mapped: 0,
  lanes: 0,
} satisfies Record<Exclude<keyof Trace, "states" | "loop" | "variables">, 0>) as (keyof Trace)[];

/** A trace of which length and loop are known; the rest is looked up where it is asked for. */
function lazyTrace(fields: Fields, traceAt: (index: number) => Trace): Trace {
  const { length, loop, variables } = fields as { length: number } & Pick<Trace, "loop" | "variables">;
  let known: Trace | null = null;
  const whole = (): Trace => (known ??= traceAt(fields["#trace"] as number));
  const states = Array.from({ length }, (_, at) => {
    return later<TraceState>({}, ["action", "values", "state"], () => whole().states[at] as TraceState);
  });
  return later<Trace>({ states, loop, variables }, LATER, whole);
}

/** The fields of an object that is made when one of them is asked for. */
function later<T extends object>(known: Partial<T>, names: readonly (keyof T)[], whole: () => T): T {
  const made = { ...known };
  for (const name of names) Object.defineProperty(made, name, { enumerable: true, get: () => whole()[name] });
  return made as T;
}

/** A state with the collections that the library shows, made when they are asked for. */
function stateOf(variables: readonly string[], { action, values }: TraceState): TraceState {
  const state = (): Pick<TraceState, "state"> => ({
    state: ImmutableMap(variables.map((name, at) => [name, toImmutable(values[at] as Value)])),
  });
  return later<TraceState>({ action, values }, ["state"], state as () => TraceState);
}
