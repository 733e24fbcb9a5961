/** Specs written inside tests: loaded from memory, explored by the plainest search there is. */

import type { Threads } from "../../../src/checker/index.ts";
import type { Diagnostic, Model } from "../../../src/models/model.ts";
import { type Engine, loadTlaModel, type SymmetryWish, type TlaModelRequest } from "../../../src/models/tla/index.ts";
import { type Interner, print } from "../../../src/values/index.ts";
import { type HandsOptions, hands, sharingHands } from "./hands.ts";

/** Files by path. `Spec.tla` and `Spec.cfg` are the root. */
export type Files = Readonly<Record<string, string>>;

/** How a spec is evaluated: by the interpreter without aids, unless given. */
interface Way {
  readonly engine?: Engine;
  readonly direct?: TlaModelRequest["direct"] | undefined;
  readonly coverage?: boolean;
  readonly symmetry?: SymmetryWish;
  /** Who finds successors ahead of a search. */
  readonly workers?: HandsOptions | undefined;
  /** What numbers the values, if not one of its own. */
  readonly interner?: Interner;
}

/** A module named Spec around `body`. */
export function moduleText(body: string, extended = "Integers, Sequences, FiniteSets, TLC"): string {
  return `---- MODULE Spec ----\nEXTENDS ${extended}\n${body}\n====\n`;
}

export function load(
  files: Files,
  { engine = "interpreter", direct, coverage = false, symmetry = "cfg", workers, interner }: Way = {},
): ReturnType<typeof loadTlaModel> & { printed: string[] } {
  const printed: string[] = [];
  const request: TlaModelRequest = {
    spec: "Spec.tla",
    config: "Spec.cfg",
    files: { read: (path) => files[path] ?? null },
    deadlock: true,
    engine,
    coverage,
    symmetry,
    ...(direct === undefined ? {} : { direct }),
    onPrint: (text) => printed.push(text),
  };
  const texts = new Map(Object.entries(files));
  const result = loadTlaModel({
    ...request,
    ...(interner === undefined ? {} : { interner }),
    ...(workers === undefined ? {} : { hands: hands(request, texts, workers) }),
  });
  if (result.model !== null) threadsOf.set(result.model, (options) => sharingHands(request, texts, options));
  return { ...result, printed };
}

type Sharing = Parameters<typeof sharingHands>[2];

const threadsOf = new WeakMap<Model, (options: Sharing) => Threads>();

/** Threads for a search of a model that was loaded here. */
export function sharing(model: Model, options: Sharing): Threads {
  const make = threadsOf.get(model);
  if (make === undefined) throw new Error("the model was made elsewhere");
  return make(options);
}

/** The model of a module body and a cfg; throws with the diagnostics when there is none. */
export function modelOf(body: string, cfg = "INIT Init\nNEXT Next\n", more: Files = {}, way: Way = {}): Model {
  const result = load({ "Spec.tla": moduleText(body), "Spec.cfg": cfg, ...more }, way);
  if (result.model === null) throw new Error(result.diagnostics.map(line).join("\n"));
  said.set(result.model, result.diagnostics);
  return result.model;
}

const said = new WeakMap<Model, readonly Diagnostic[]>();

/** Of what evaluations have warned so far, of a model of `modelOf`; sorted. */
export function warningsOf(model: Model): string[] {
  const warnings = (said.get(model) ?? []).filter(({ code }) => code.startsWith("W47"));
  return warnings.map(line).sort();
}

/** `file:line:col: code: message`. */
export function line(d: Diagnostic): string {
  const at = d.location === null ? "" : `${d.location.file}:${d.location.line}:${d.location.column}: `;
  return `${at}${d.code}: ${d.message}`;
}

/** The diagnostics of a module body and a cfg, each as one line; without a cfg there is something that is assumed. */
export function complaints(body: string, cfg = "", more: Files = {}): string[] {
  const text = moduleText(cfg === "" ? `${body}\nASSUME TRUE` : body);
  return load({ "Spec.tla": text, "Spec.cfg": cfg, ...more }).diagnostics.map(line);
}

export interface Exploration {
  readonly generated: number;
  readonly distinct: number;
  /** Printed states in the order in which they were found. */
  readonly states: readonly string[];
}

/** Breadth-first search with strings and sets: an oracle for counts. */
export function explore(model: Model): Exploration {
  const seen = new Map<string, Int32Array>();
  const queue: Int32Array[] = [];
  let generated = 0;
  const visit = (row: Int32Array) => {
    generated++;
    const key = show(model, row);
    if (seen.has(key) || !model.within(row)) return;
    const copy = row.slice();
    seen.set(key, copy);
    queue.push(copy);
  };
  model.initial(visit);
  for (let row = queue.shift(); row !== undefined; row = queue.shift()) {
    model.next(row, (successor, action) => {
      if (action < 0) generated++;
      else visit(successor);
    });
  }
  return { generated, distinct: seen.size, states: [...seen.keys()] };
}

/** A state as text: `x = 1, y = {}`. */
export function show(model: Model, row: Int32Array): string {
  const values = model.decode(row);
  return model.variables.map((name, i) => `${name} = ${print(values[i] as (typeof values)[number])}`).join(", ");
}

/** Successors of the only initial state, in order, as text. */
export function successors(body: string): string[] {
  const model = modelOf(body);
  const initial: Int32Array[] = [];
  model.initial((row) => initial.push(row.slice()));
  const found: string[] = [];
  model.next(initial[0] as Int32Array, (row, action) => {
    if (action >= 0) found.push(show(model, row));
  });
  return found;
}

/** The value of a constant expression, printed; definitions may stand before it. */
export function valueOf(expression: string, definitions: string | undefined = ""): string {
  const model = modelOf(
    `${definitions}\nVARIABLE result_\nInit == result_ = (${expression})\nNext == UNCHANGED result_`,
  );
  const found: string[] = [];
  model.initial((row) => found.push(show(model, row).replace(/^result_ = /, "")));
  return found.join(" | ");
}

/** The message of the error that evaluating `expression` gives. */
export function errorOf(expression: string, definitions: string | undefined = ""): string {
  try {
    return `no error: ${valueOf(expression, definitions)}`;
  } catch (error) {
    const { diagnostic } = error as { diagnostic?: Diagnostic };
    return diagnostic === undefined ? String(error) : line(diagnostic);
  }
}
