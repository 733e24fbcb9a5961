/**
 * A generalised Büchi automaton for a temporal formula, made on the fly after Gerth, Peled, Vardi and Wolper, "Simple
 * on-the-fly automatic verification of linear temporal logic" (1995), for the operators `[]` and `<>`.
 */

import { and, type Temporal } from "../../models/temporal.ts";
import { isNow, TooManyObjectives } from "./normal-form.ts";

/** Most nodes: they are counted in 15 bits while a product is searched. */
const MOST_NODES = 1 << 14;

/** A node is what has to be true now, and from which nodes it can go on. */
interface Node {
  /** About the state and the step from it; true of every position at which a run is in this node. */
  readonly now: Temporal;
  readonly successors: readonly number[];
  /** Nothing is left for later: whatever follows, the formula is satisfied. */
  readonly last: boolean;
}

/** A run is accepted if for each of `accepting` it is again and again in a node of that set. */
export interface Tableau {
  readonly nodes: readonly Node[];
  readonly initial: readonly number[];
  /** One set per `<>` of the formula: the nodes that do not put it off. */
  readonly accepting: readonly (readonly boolean[])[];
}

/** Formulas by number: equal ones have the same. */
class Formulas {
  readonly list: Temporal[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(formula: Temporal): number {
    const key = keyOf(formula);
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.list.push(formula) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}

/** A text by which equal formulas are found. */
function keyOf(formula: Temporal): string {
  switch (formula.kind) {
    case "constant":
      return formula.value ? "T" : "F";
    case "atom":
      return `${formula.atom}`;
    case "not":
      return `~${keyOf(formula.of)}`;
    case "and":
    case "or":
      return `(${formula.kind} ${formula.of.map(keyOf).join(" ")})`;
    case "always":
      return `[${keyOf(formula.of)}]`;
    case "eventually":
      return `<${keyOf(formula.of)}>`;
    case "fairness":
    case "possible":
      throw new Error("a formula in normal form has neither fairness nor possibility");
  }
}

/** One way to satisfy a set of formulas: what holds now, and what is left for later. Both sorted. */
interface Way {
  readonly now: ReadonlySet<number>;
  readonly next: ReadonlySet<number>;
}

/** The automaton of a formula in negation normal form. Throws TooManyObjectives when it would be too large. */
export function tableauOf(formula: Temporal): Tableau {
  const formulas = new Formulas();
  const nodes: { now: Temporal; next: number[]; successors: number[] }[] = [];
  const numbers = new Map<string, number>();
  const expanded = new Map<string, number[]>();

  const nodesFor = (obligations: readonly number[]): number[] => {
    const key = obligations.join(" ");
    const known = expanded.get(key);
    if (known !== undefined) return known;
    const found: number[] = [];
    expanded.set(key, found);
    for (const way of ways(obligations, formulas)) {
      const now = sorted(way.now);
      const next = sorted(way.next);
      const nodeKey = `${now.join(" ")} | ${next.join(" ")}`;
      let node = numbers.get(nodeKey);
      if (node === undefined) {
        node = nodes.push({ now: and(now.map((n) => formulas.list[n] as Temporal)), next, successors: [] }) - 1;
        numbers.set(nodeKey, node);
        if (nodes.length > MOST_NODES) throw new TooManyObjectives(`more than ${MOST_NODES} nodes`);
      }
      if (!found.includes(node)) found.push(node);
    }
    return found;
  };

  const initial = nodesFor([formulas.numberOf(formula)]);
  // The list grows while it is walked.
  for (let at = 0; at < nodes.length; at++) {
    const node = nodes[at] as (typeof nodes)[number];
    node.successors = nodesFor(node.next);
  }
  const promises = formulas.list.flatMap((f, number) => (f.kind === "eventually" ? [number] : []));
  const accepting = promises
    .map((promise) => nodes.map((node) => !node.next.includes(promise)))
    .filter((set) => set.includes(false));
  return {
    nodes: nodes.map(({ now, next, successors }) => ({ now, successors, last: next.length === 0 })),
    initial,
    accepting,
  };
}

function sorted(set: ReadonlySet<number>): number[] {
  return [...set].sort((a, b) => a - b);
}

/** All ways to satisfy `obligations` at one position. */
function ways(obligations: readonly number[], formulas: Formulas): Way[] {
  const found: Way[] = [];
  const expand = (open: readonly number[], done: ReadonlySet<number>, now: Set<number>, next: Set<number>): void => {
    const [number, ...rest] = open;
    if (number === undefined) {
      found.push({ now, next });
      return;
    }
    if (done.has(number)) {
      expand(rest, done, now, next);
      return;
    }
    const seen = new Set(done).add(number);
    const formula = formulas.list[number] as Temporal;
    const numberOf = (f: Temporal): number => formulas.numberOf(f);
    if (isNow(formula)) {
      if (formula.kind === "constant") {
        if (formula.value) expand(rest, seen, now, next);
        return;
      }
      if (contradicts(formula, now, formulas)) return;
      expand(rest, seen, new Set(now).add(number), next);
      return;
    }
    switch (formula.kind) {
      case "and":
        expand([...formula.of.map(numberOf), ...rest], seen, now, next);
        return;
      case "or":
        for (const item of formula.of) expand([numberOf(item), ...rest], seen, new Set(now), new Set(next));
        return;
      case "always":
        expand([numberOf(formula.of), ...rest], seen, now, new Set(next).add(number));
        return;
      case "eventually":
        expand([numberOf(formula.of), ...rest], seen, new Set(now), new Set(next));
        expand(rest, seen, new Set(now), new Set(next).add(number));
        return;
      default:
        throw new Error(`no tableau for ${formula.kind}`);
    }
  };
  expand(obligations, new Set(), new Set(), new Set());
  return found;
}

/** Is the negation of `formula` already to be true now? Only plain literals are compared: it merely saves nodes. */
function contradicts(formula: Temporal, now: ReadonlySet<number>, formulas: Formulas): boolean {
  const key = formula.kind === "not" ? keyOf(formula.of) : `~${keyOf(formula)}`;
  return [...now].some((number) => keyOf(formulas.list[number] as Temporal) === key);
}
