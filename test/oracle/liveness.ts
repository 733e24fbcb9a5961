/** Random properties of behaviors on random graphs: the checker's verdicts against two oracles. */

import { check, type PropertyResult, type Trace } from "../../src/checker/index.ts";
import type { Temporal } from "../../src/models/temporal.ts";
import { PLENTY } from "../checker/bulk-model.ts";
import { tableModel, temporal } from "../checker/graph-model.ts";
import { CompiledFormulas, type Labels } from "./compiled-formula.ts";
import { answer } from "./fair-product.ts";
import {
  atomOf,
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
import { closedWalks, isTrueOn, type Lasso, randomLasso, someLasso } from "./lasso-search.ts";
import { reaching } from "./possible-states.ts";
import { Random } from "./random.ts";
import { randomAssumptions, randomFormula, simplerFormulas } from "./random-formula.ts";
import { shrunk } from "./shrunk.ts";

/** Properties of one graph; each is a case. */
export interface LivenessCase {
  readonly graph: LabelledGraph;
  readonly assumptions: readonly Temporal[];
  readonly properties: readonly Temporal[];
}

/** Most temporal subformulas that a case may have: the product of the oracle has a node for each set of them. */
const MOST_SUBFORMULAS = 7;

/** How it went: how many cases were compared, and how their verdicts were. */
export interface Comparison {
  cases: number;
  violated: number;
  holds: number;
  /** Cases in which every lasso of the bounded lengths was tried. */
  walked: number;
  /** Violations that a finite way shows. */
  prefixes: number;
  /** Violations with steps before the loop. */
  stems: number;
  /** Violations that only stutter. */
  stuttering: number;
  /** Violations that could have begun their loop earlier, or elsewhere. */
  longer: number;
  /** Graphs of which no behavior satisfies the assumptions. */
  unfair: number;
  disagreements: string[];
}

/** Compares `count` cases; the seeds are those of graphs with four properties each. */
export async function compareLiveness(seed: number, count: number): Promise<Comparison> {
  const total: Comparison = {
    cases: 0,
    violated: 0,
    holds: 0,
    walked: 0,
    prefixes: 0,
    stems: 0,
    stuttering: 0,
    longer: 0,
    unfair: 0,
    disagreements: [],
  };
  for (let at = seed; total.cases < count; at++) {
    const subject = randomCase(at);
    const difference = await compareCase(subject, at, total);
    if (difference === null) continue;
    const smallest = await shrunk(subject, smallerCases, async (one) => (await compareCase(one, at, null)) !== null);
    const why = (await compareCase(smallest, at, null)) ?? difference;
    total.disagreements.push(`seed ${at}: ${why}\n${caseText(smallest)}`);
    if (total.disagreements.length > 0) break;
  }
  return total;
}

export function randomCase(seed: number): LivenessCase {
  const random = new Random(seed);
  const graph = randomGraph(random, random.pick([4, 4, 8]));
  const possible = keptOf(graph).partial ? 0 : random.pick([0, 0, 0.1]);
  for (;;) {
    const assumptions = randomAssumptions(random);
    const properties = [2, 3, 4, 4].map((depth) => randomFormula(random, depth, possible));
    const subject = { graph, assumptions, properties };
    if (properties.every((property) => subformulas(assumptions, property) <= MOST_SUBFORMULAS)) return subject;
  }
}

function subformulas(assumptions: readonly Temporal[], property: Temporal): number {
  const formulas = new CompiledFormulas({ atom: () => true, possible: () => true });
  for (const formula of [...assumptions, property]) formulas.compile(formula);
  return formulas.subformulas.length;
}

function caseText({ graph, assumptions, properties }: LivenessCase): string {
  const assumed = assumptions.map((formula) => `assumed ${formulaText(formula)}`);
  return [graphText(graph), ...assumed, ...properties.map((formula) => `property ${formulaText(formula)}`)].join("\n");
}

/** What the checker says of a case, and what is wrong with it; null when nothing is. */
export async function compareCase(
  { graph, assumptions, properties }: LivenessCase,
  seed: number,
  total: Comparison | null,
): Promise<string | null> {
  const kept = keptOf(graph);
  if (kept.initial.length === 0) return null;
  const table = { ...tableOf(graph), assumptions, properties: properties.map((p, i) => temporal(`P${i}`, p)) };
  let results: readonly PropertyResult[];
  let warned: readonly string[];
  try {
    const options = { livenessEvery: isEarly(seed) ? 2 : 1_000_000, measureMemory: PLENTY };
    const { properties, diagnostics } = await check(tableModel(table), options);
    results = properties;
    warned = diagnostics.map(({ code }) => code);
  } catch (error) {
    return `the checker fails: ${(error as Error).stack}`;
  }
  const states = statesOf(kept);
  const walks = states.length <= 4 ? closedWalks(states, kept.edges, 8) : null;
  for (const [i, property] of properties.entries()) {
    const subject = new Subject(graph, kept, assumptions, property, walks);
    const difference = subject.compare(results[i]!, seed, total);
    if (difference !== null) return `${formulaText(property)}: ${difference}`;
    if (total !== null) total.cases++;
  }
  // Without a fair behavior each property holds, so that there is one to warn of.
  const fair = assumptions.length === 0 || new Subject(graph, kept, assumptions, NEVER, walks).isViolable();
  if (total !== null && !fair) total.unfair++;
  if (warned.includes("W626") === fair)
    return fair ? "W626, but a behavior is fair" : "no behavior is fair, and no W626";
  return null;
}

const NEVER: Temporal = { kind: "constant", value: false };

/** Are these properties asked again and again while the search runs? */
function isEarly(seed: number): boolean {
  return seed % 4 === 0;
}

function statesOf(kept: Kept): number[] {
  return kept.distance.flatMap((distance, state) => (distance >= 0 ? [state] : []));
}

/** What came of a comparison under views. */
export interface ViewComparison {
  violated: number;
  holds: number;
  unchecked: number;
  disagreements: string[];
}

/**
 * Under a view there are no exact verdicts: what holds does so within it. But what is called violated must be so, by a
 * behavior of the graph as it is. Tries `count` graphs with four properties each.
 */
export async function compareViews(seed: number, count: number): Promise<ViewComparison> {
  const total: ViewComparison = { violated: 0, holds: 0, unchecked: 0, disagreements: [] };
  for (let at = seed; at < seed + count && total.disagreements.length < 3; at++) {
    const { graph: whole, assumptions, properties } = randomCase(at);
    const graph = { ...whole, cutStates: [], cutEdges: [] };
    const classes = 1 + (at % 3);
    const view = (state: number): number => state % classes;
    const asked = properties.map((property, i) => temporal(`P${i}`, property));
    const kept = keptOf(graph);
    const { properties: results } = await check(
      tableModel({ ...tableOf(graph), view, assumptions, properties: asked }),
      { measureMemory: PLENTY },
    );
    for (const [i, property] of properties.entries()) {
      const result = results[i]!;
      total[result.status]++;
      if (result.status !== "violated") continue;
      const fault = new Subject(graph, kept, assumptions, property, null).faultOf(result);
      if (fault === null) continue;
      const text = caseText({ graph, assumptions, properties: [property] });
      total.disagreements.push(`seed ${at}, view state % ${classes}: ${fault}\n${text}`);
    }
  }
  return total;
}

/** One property of one graph. */
class Subject {
  private readonly kept: Kept;
  private readonly assumptions: readonly Temporal[];
  private readonly property: Temporal;
  private readonly labels: Labels;
  private readonly states: readonly number[];
  private readonly walks: ReturnType<typeof closedWalks> | null;

  constructor(
    graph: LabelledGraph,
    kept: Kept,
    assumptions: readonly Temporal[],
    property: Temporal,
    walks: ReturnType<typeof closedWalks> | null,
  ) {
    const atom = atomOf(graph);
    const states = statesOf(kept);
    const known = new Map<Temporal, ReturnType<typeof reaching>>();
    const possible = (formula: Extract<Temporal, { kind: "possible" }>, state: number): boolean => {
      const found = known.get(formula) ?? reaching(formula, { states, edges: kept.edges, atom });
      known.set(formula, found);
      return found.has(state);
    };
    this.kept = kept;
    this.assumptions = assumptions;
    this.property = property;
    this.labels = { atom, possible };
    this.states = states;
    this.walks = walks;
  }

  private question() {
    const { kept, states } = this;
    const formulas = new CompiledFormulas(this.labels);
    const assumed = this.assumptions.map((formula) => formulas.compile(formula));
    const asked = formulas.compile(this.property);
    const begins = (state: number, truths: number): boolean =>
      kept.initial.includes(state) &&
      assumed.every((test) => test(state, state, truths)) &&
      !asked(state, state, truths);
    return { assumed, question: { states, initial: kept.initial, edges: kept.edges, formulas, begins } };
  }

  /** Is there a behavior that satisfies the assumptions and not the property? */
  isViolable(): boolean {
    return answer(this.question().question).exists;
  }

  compare(result: PropertyResult, seed: number, total: Comparison | null): string | null {
    const { kept, states, walks } = this;
    const { assumed, question } = this.question();
    const { formulas, begins } = question;
    const expected = answer(question);
    if (expected.exists !== (expected.stem !== null)) return "the oracle contradicts itself";
    if (result.status === "unchecked") return `unchecked, ${result.reason}`;
    if (walks !== null) {
      if (total !== null) total.walked++;
      const found = someLasso(walks, kept.edges, 4, formulas, begins);
      if (found && !expected.exists) return "the oracles contradict each other";
      if (found && result.status === "holds") return "holds, but a walk is a counterexample";
    }
    if (result.status === "holds") {
      if (total !== null) total.holds++;
      if (expected.exists) return `holds, but a counterexample exists, with a stem of ${expected.stem} steps`;
      const limits = kept.partial ? ["constraint"] : [];
      if (result.within.join() !== limits.join()) return `holds within ${result.within.join()}`;
      return this.randomWalks(new Random(seed));
    }
    if (!expected.exists) return "violated, but no counterexample exists";
    const { trace } = result;
    if (trace === null) return "violated without a trace";
    if (trace.loop === null) {
      const end = trace.states.at(-1)?.values[0] as number;
      const goesOn = (state: number, truths: number): boolean =>
        state === end && assumed.every((test) => test(state, state, truths));
      const on = answer({ states, initial: [end], edges: kept.edges, formulas, begins: goesOn });
      if (!on.exists) return `no behavior goes on from ${end}`;
      if (total !== null) total.violated++;
      if (total !== null) total.prefixes++;
      return this.faultOfPrefix(trace, new Random(seed));
    }
    const lasso = { states: trace.states.map(({ values }) => values[0] as number), loop: trace.loop - 1 };
    if (total !== null) {
      total.violated++;
      if (lasso.loop > 0) total.stems++;
      if (lasso.loop === lasso.states.length - 1) total.stuttering++;
    }
    if (total !== null && lasso.loop > expected.stem!) total.longer++;
    // Half-way through a search there may be no better one.
    if (lasso.loop > expected.stem! && !isEarly(seed) && isTail(this.property) && this.assumptions.every(isTail)) {
      return `a stem of ${lasso.loop} steps, ${expected.stem} are enough: ${lassoText(lasso)}`;
    }
    return this.fault(lasso);
  }

  /** What is wrong with a violation: it has no lasso, or none that is a counterexample. */
  faultOf({ trace }: Extract<PropertyResult, { status: "violated" }>): string | null {
    if (trace === null) return "violated without a trace";
    if (trace.loop === null) return this.faultOfPrefix(trace, new Random(0));
    return this.fault({ states: trace.states.map(({ values }) => values[0] as number), loop: trace.loop - 1 });
  }

  /** What is wrong with a reported counterexample. */
  private fault(lasso: Lasso): string | null {
    const text = lassoText(lasso);
    const wrong = this.wrongSteps(lasso);
    if (wrong !== null) return wrong;
    for (const assumption of this.assumptions) {
      if (!isTrueOn(assumption, lasso, this.labels)) return `${text} does not satisfy ${formulaText(assumption)}`;
    }
    return isTrueOn(this.property, lasso, this.labels) ? `${text} satisfies the property` : null;
  }

  /** What is wrong with a finite counterexample: whatever follows it, the property must be false. */
  private faultOfPrefix({ states: shown }: Trace, random: Random): string | null {
    const states = shown.map(({ values }) => values[0] as number);
    const stays = { states, loop: states.length - 1 };
    const wrong = this.wrongSteps(stays);
    if (wrong !== null) return wrong;
    for (let i = 0; i < 10; i++) {
      const rest = randomLasso(states.slice(-1), this.kept.edges, random);
      const lasso = { states: [...states.slice(0, -1), ...rest.states], loop: stays.loop + rest.loop };
      if (isTrueOn(this.property, lasso, this.labels)) return `${lassoText(lasso)} satisfies the property`;
    }
    return isTrueOn(this.property, stays, this.labels) ? `${lassoText(stays)} satisfies the property` : null;
  }

  private wrongSteps(lasso: Lasso): string | null {
    const { states, loop } = lasso;
    const text = lassoText(lasso);
    if (!this.kept.initial.includes(states[0]!)) return `${text} does not begin in an initial state`;
    const stutters = loop === states.length - 1;
    const steps = states.map((from, i): readonly [number, number] => [from, states[i + 1] ?? states[loop]!]);
    for (const [from, to] of stutters ? steps.slice(0, -1) : steps) {
      // Under a view a step from a state to itself may be one of the graph.
      if (from === to && this.kept.loops.includes(from)) continue;
      if (!isIn(this.kept.edges, from, to)) return `${text} takes the step ${from}->${to}, which there is not`;
    }
    return null;
  }

  private randomWalks(random: Random): string | null {
    const wanted = [...this.assumptions, { kind: "not", of: this.property } as const];
    for (let i = 0; i < 10; i++) {
      const lasso = randomLasso(this.kept.initial, this.kept.edges, random);
      if (wanted.every((formula) => isTrueOn(formula, lasso, this.labels)))
        return `holds, but not on ${lassoText(lasso)}`;
    }
    return null;
  }
}

/** Does the formula speak of the far end of behaviors only? Then every way into the loop is as good as another. */
function isTail(formula: Temporal): boolean {
  if (formula.kind === "fairness") return true;
  const inner = formula.kind === "always" ? "eventually" : formula.kind === "eventually" ? "always" : null;
  if (inner === null) return false;
  const { of } = formula as Extract<Temporal, { kind: "always" | "eventually" }>;
  return of.kind === inner && of.of.kind === "atom";
}

function lassoText({ states, loop }: Lasso): string {
  return [...states.slice(0, loop), `(${states.slice(loop).join(" ")})`].join(" ");
}

function* smallerCases(subject: LivenessCase): Iterable<LivenessCase> {
  const { graph, assumptions, properties } = subject;
  if (properties.length > 1) for (const property of properties) yield { ...subject, properties: [property] };
  for (const [i] of assumptions.entries()) yield { ...subject, assumptions: assumptions.toSpliced(i, 1) };
  for (const smaller of smallerGraphs(graph)) yield { ...subject, graph: smaller };
  for (const [i, property] of properties.entries()) {
    for (const simpler of simplerFormulas(property)) yield { ...subject, properties: properties.with(i, simpler) };
  }
}
