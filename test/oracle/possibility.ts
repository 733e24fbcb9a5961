/** Random possibilities on random graphs: verdicts, witnesses and what is left to reach against the naive closure. */

import { check, type PropertyResult, type Trace } from "../../src/checker/index.ts";
import type { Temporal } from "../../src/models/temporal.ts";
import { PLENTY } from "../checker/bulk-model.ts";
import { possible, tableModel } from "../checker/graph-model.ts";
import {
  atomOf,
  type Edge,
  formulaText,
  graphText,
  isIn,
  type Kept,
  keptOf,
  type LabelledGraph,
  randomGraph,
  smallerGraphs,
  tableOf,
} from "./labelled-graph.ts";
import { closure, type Possible, reaching, type Steps, truthOf } from "./possible-states.ts";
import { Random } from "./random.ts";
import { randomAction, randomStateFormula, simplerFormulas } from "./random-formula.ts";
import { shrunk } from "./shrunk.ts";

/** Where a predicate is to be true: in every state, in the initial ones, or in (or on the step from) some state. */
type Scope = "everywhere" | "initially" | "somewhere";

interface Asked {
  readonly scope: Scope;
  readonly predicate: Temporal;
}

export interface PossibilityCase {
  readonly graph: LabelledGraph;
  readonly asked: readonly Asked[];
}

/** How many cases were compared, and how their verdicts were. */
export interface PossibilityComparison {
  cases: number;
  violated: number;
  holds: number;
  unchecked: number;
  /** Violations with a closed set; how many of them with a point of no return. */
  closed: number;
  lost: number;
  witnesses: number;
  disagreements: string[];
}

/** Compares `count` cases; the seeds are those of graphs with six properties each. */
export async function comparePossibility(seed: number, count: number): Promise<PossibilityComparison> {
  const counts = { cases: 0, violated: 0, holds: 0, unchecked: 0, closed: 0, lost: 0, witnesses: 0 };
  const total: PossibilityComparison = { ...counts, disagreements: [] };
  for (let at = seed; total.cases < count; at++) {
    const subject = randomPossibilities(at);
    const difference = await comparePossibilities(subject, total);
    if (difference === null) continue;
    const smallest = await shrunk(
      subject,
      smallerCases,
      async (one) => (await comparePossibilities(one, null)) !== null,
    );
    const why = (await comparePossibilities(smallest, null)) ?? difference;
    total.disagreements.push(`seed ${at}: ${why}\n${graphText(smallest.graph)}`);
    if (total.disagreements.length > 0) break;
  }
  return total;
}

export function randomPossibilities(seed: number): PossibilityCase {
  const random = new Random(seed);
  const graph = randomGraph(random, random.pick([4, 6, 8]));
  const scopes = ["everywhere", "everywhere", "everywhere", "initially", "initially", "somewhere"] as const;
  const asked = scopes.map((scope): Asked => {
    if (scope !== "somewhere") return { scope, predicate: randomStateFormula(random, 3, 0.6) };
    const step: Temporal = { kind: "atom", atom: randomAction(random) };
    const predicate = randomStateFormula(random, 2, random.pick([0, 0.4]));
    if (random.chance(0.5) || mentioned(predicate).length > 0) return { scope, predicate };
    return { scope, predicate: { kind: random.pick(["and", "or"]), of: [predicate, step] } };
  });
  return { graph, asked };
}

function textOf({ scope, predicate }: Asked): string {
  return `${{ everywhere: "[]", initially: "", somewhere: "_POSSIBLE " }[scope]}${formulaText(predicate)}`;
}

/** What is wrong with what the checker says of a case; null when nothing is. */
export async function comparePossibilities(
  { graph, asked }: PossibilityCase,
  total: PossibilityComparison | null,
): Promise<string | null> {
  const kept = keptOf(graph);
  if (kept.initial.length === 0) return null;
  const properties = asked.map(({ scope, predicate }, i) => {
    if (scope === "everywhere") return possible(`P${i}`, "invariant", { kind: "always", of: predicate });
    if (scope === "somewhere") return possible(`P${i}`, "possible", { kind: "eventually", of: predicate });
    return possible(`P${i}`, "property", predicate);
  });
  let results: readonly PropertyResult[];
  try {
    results = (await check(tableModel({ ...tableOf(graph), properties }), { measureMemory: PLENTY })).properties;
  } catch (error) {
    return `the checker fails: ${(error as Error).stack}`;
  }
  const subject = new Subject(graph, kept);
  for (const [i, one] of asked.entries()) {
    const result = results[i]!;
    const difference = subject.compare(one, result, total);
    if (difference !== null) return `${textOf(one)}: ${result.status}: ${difference}`;
    if (total === null) continue;
    total.cases++;
    total[result.status]++;
  }
  return null;
}

/** One graph: the part that was kept, and the whole. */
class Subject {
  private readonly kept: Kept;
  /** What is known within the constraint. */
  private readonly part: Steps;
  /** What is true: all states and steps. */
  private readonly whole: Steps;

  constructor(graph: LabelledGraph, kept: Kept) {
    const atom = atomOf(graph);
    const all = Array.from({ length: graph.states }, (_, state) => state);
    const states = all.filter((state) => kept.distance[state] !== -1);
    this.kept = kept;
    this.part = { states, edges: kept.edges, atom, partial: kept.partial };
    this.whole = { states: all, edges: graph.edges, atom };
  }

  compare({ scope, predicate }: Asked, result: PropertyResult, total: PossibilityComparison | null): string | null {
    if (scope === "somewhere") return this.somewhere(predicate, result, total);
    const { kept, part, whole } = this;
    const states = scope === "everywhere" ? part.states : kept.initial;
    const truths = states.map((state) => truthOf(predicate, state, part));
    const status = truths.includes(false) ? "violated" : truths.includes(null) ? "unchecked" : "holds";
    if (result.status !== status) return `should be ${status}`;
    if (result.status === "unchecked") return null;
    // Neither verdict may be the constraint's doing.
    const real = states.map((state) => truthOf(predicate, state, whole));
    if (result.status === "violated") {
      if (!real.includes(false)) return "the oracle calls violated what is true beyond the constraint";
      return this.violation(scope, predicate, result.trace, total);
    }
    if (real.includes(false)) return "the oracle calls true what is violated beyond the constraint";
    if (scope === "everywhere") return result.witness === null ? null : "a witness of what is true everywhere";
    return this.witness(predicate, result.witness, total);
  }

  /** The trace leads to a state where the predicate is false, and shows why. */
  private violation(
    scope: Scope,
    predicate: Temporal,
    trace: Trace | null,
    total: PossibilityComparison | null,
  ): string | null {
    if (trace === null || trace.loop !== null) return "no finite trace";
    const states = numbersOf(trace);
    const isBad = (state: number): boolean => truthOf(predicate, state, this.part) === false;
    const bad = (scope === "everywhere" ? this.part.states : this.kept.initial).filter(isBad);
    const nearest = Math.min(...bad.map((state) => this.kept.distance[state]!));
    const fault = this.walk(states, this.kept.edges);
    if (fault !== null) return fault;
    const text = states.join(" ");
    const inner = mentioned(predicate);
    if (trace.outOfReach !== null) {
      if (states.length - 1 !== nearest || !isBad(states.at(-1)!)) return `${text} does not end in a nearest bad state`;
      const right = inner.some((formula) => this.explains(formula, trace, states));
      if (total !== null) {
        total.closed++;
        if (trace.outOfReach.lastChance !== null) total.lost++;
      }
      return right ? null : `${text}: no possibility is lost as it is shown`;
    }
    if (!isBad(states[nearest]!)) return `${text} does not pass a bad state after ${nearest} steps`;
    if (states.length - 1 === nearest && isBad(states.at(-1)!)) {
      // Either something else is to blame, or what should not be possible is so at once.
      return null;
    }
    const way = states.slice(nearest);
    const shown = inner.some((formula) => this.isShortestWay(formula, way));
    return shown ? null : `${text} does not show by a shortest way what is possible`;
  }

  /** Is this possibility lost at the end of the trace, with these states left and this last chance? */
  private explains(formula: Possible, trace: Trace, states: readonly number[]): boolean {
    const { count, lastChance, states: left, steps } = trace.outOfReach!;
    const good = reaching(formula, this.part);
    const end = states.at(-1)!;
    const last = states.findLastIndex((state) => good.has(state));
    const closed = closure(formula, end, this.part);
    const shown = left.map(({ values }) => values[0] as number);
    if (good.has(end) || count !== closed.size || lastChance !== (last < 0 ? null : last + 1)) return false;
    if (shown[0] !== end || new Set(shown).size !== closed.size || shown.some((state) => !closed.has(state)))
      return false;
    const drawn = steps.map(([from, to]): Edge => [shown[from - 1]!, shown[to - 1]!]);
    const inside = this.allowed(formula).filter(([from]) => closed.has(from));
    return drawn.length === inside.length && inside.every(([from, to]) => isIn(drawn, from, to));
  }

  private allowed({ by }: Possible): Edge[] {
    return this.kept.edges.filter(([from, to]) => by === null || this.part.atom(by, from, to));
  }

  private isShortestWay(formula: Possible, way: readonly number[]): boolean {
    const isGood = (state: number): boolean => truthOf(formula.of, state, this.part) === true;
    if (!isGood(way.at(-1)!) || this.walk(way, this.allowed(formula)) !== null) return false;
    return way.length - 1 === this.lengthOfWay(formula, way[0]!);
  }

  /** The least number of allowed steps from `start` to where the possibility is a fact. */
  private lengthOfWay(formula: Possible, start: number): number {
    const allowed = this.allowed(formula);
    let reached = new Set([start]);
    for (let length = 0; length <= this.part.states.length; length++) {
      if ([...reached].some((state) => truthOf(formula.of, state, this.part) === true)) return length;
      reached = new Set(
        [...reached].flatMap((state) => allowed.filter(([from]) => from === state).map(([, to]) => to)),
      );
    }
    return Number.POSITIVE_INFINITY;
  }

  private witness(predicate: Temporal, witness: Trace | null, total: PossibilityComparison | null): string | null {
    const inner = mentioned(predicate);
    const [start] = this.kept.initial;
    if (witness === null) return predicate.kind === "possible" ? "no witness" : null;
    if (total !== null) total.witnesses++;
    const states = numbersOf(witness);
    if (states[0] !== start) return `the witness ${states.join(" ")} does not begin in the first initial state`;
    const shown = inner.some((formula) => this.isShortestWay(formula, states));
    return shown ? null : `${states.join(" ")} is no shortest way to what is possible`;
  }

  private somewhere(predicate: Temporal, result: PropertyResult, total: PossibilityComparison | null): string | null {
    const { kept, part } = this;
    const steps = readsStep(predicate);
    const isGood = (from: number, to: number): boolean => truthOf(predicate, from, part, to) === true;
    const all = [...kept.edges, ...kept.loops.map((state): Edge => [state, state])];
    const lengths = steps
      ? all.filter(([from, to]) => isGood(from, to)).map(([from]) => kept.distance[from]! + 1)
      : part.states.filter((state) => isGood(state, state)).map((state) => kept.distance[state]!);
    const status = lengths.length > 0 ? "holds" : kept.partial ? "unchecked" : "violated";
    if (result.status !== status) return `should be ${status}`;
    if (result.status !== "holds") return null;
    if (result.witness === null) return "no witness";
    if (total !== null) total.witnesses++;
    const states = numbersOf(result.witness);
    const text = states.join(" ");
    const end = states.at(-1)!;
    if (!isGood(steps ? states.at(-2)! : end, end)) return `the witness ${text} ends elsewhere`;
    if (steps) return isIn(all, states.at(-2)!, end) ? null : `the witness ${text} ends with no step`;
    return null;
  }

  private walk(states: readonly number[], edges: readonly Edge[]): string | null {
    for (const [i, to] of states.entries()) {
      if (i > 0 && !isIn(edges, states[i - 1]!, to)) return `${states.join(" ")} takes a step that there is not`;
    }
    return null;
  }
}

function numbersOf(trace: Trace): number[] {
  return trace.states.map(({ values }) => values[0] as number);
}

/** The possibilities in a formula, outer ones first. */
function mentioned(formula: Temporal): Possible[] {
  switch (formula.kind) {
    case "possible":
      return [formula, ...mentioned(formula.of)];
    case "not":
      return mentioned(formula.of);
    case "and":
    case "or":
      return formula.of.flatMap(mentioned);
    default:
      return [];
  }
}

function readsStep(formula: Temporal): boolean {
  if (formula.kind === "not") return readsStep(formula.of);
  if (formula.kind === "and" || formula.kind === "or") return formula.of.some(readsStep);
  return formula.kind === "atom" && (formula.atom === 3 || formula.atom === 4);
}

function* smallerCases(subject: PossibilityCase): Iterable<PossibilityCase> {
  const { graph, asked } = subject;
  if (asked.length > 1) for (const one of asked) yield { ...subject, asked: [one] };
  for (const smaller of smallerGraphs(graph)) yield { ...subject, graph: smaller };
  for (const [i, one] of asked.entries()) {
    for (const predicate of simplerFormulas(one.predicate)) {
      yield { ...subject, asked: asked.with(i, { ...one, predicate }) };
    }
  }
}
