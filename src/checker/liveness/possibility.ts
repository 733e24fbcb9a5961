/** What is possible from a state: backward reachability over the explored graph, and what to show of it. */

import type { Temporal } from "../../models/temporal.ts";
import type { StateGraph } from "../state-graph.ts";
import type { AtomValues } from "./atom-values.ts";

/** Truth where the graph may be only a part: what was not reached within it may still be reached outside. */
type Truth = "true" | "false" | "unknown";

type Possible = Extract<Temporal, { kind: "possible" }>;

/** States between two moments in which the computation may be interrupted. */
const STRIDE = 1 << 14;

/** The edges of a graph by their targets. */
class Predecessors {
  readonly offsets: Int32Array;
  readonly edges: Int32Array;
  readonly sources: Int32Array;

  constructor({ states, offsets, targets }: StateGraph) {
    const count = offsets[states] as number;
    this.offsets = new Int32Array(states + 1);
    for (let edge = 0; edge < count; edge++) (this.offsets[(targets[edge] as number) + 1] as number)++;
    for (let state = 0; state < states; state++) {
      this.offsets[state + 1] = (this.offsets[state + 1] as number) + (this.offsets[state] as number);
    }
    const free = this.offsets.slice(0, states);
    this.edges = new Int32Array(count);
    this.sources = new Int32Array(count);
    for (let state = 0; state < states; state++) {
      for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
        const at = (free[targets[edge] as number] as number)++;
        this.edges[at] = edge;
        this.sources[at] = state;
      }
    }
  }
}

/** Decides `possible` formulas on one graph; each is computed once. */
export class Possibility {
  private readonly atoms: AtomValues;
  /** Whether states were left out of the graph, so that what it cannot reach may yet be reachable. */
  readonly partial: boolean;
  private readonly reaching = new Map<Possible, Uint8Array>();
  private predecessors: Predecessors | null = null;

  constructor(atoms: AtomValues, partial: boolean) {
    this.atoms = atoms;
    this.partial = partial;
  }

  /** Computes every `possible` in `formula`, inner ones first. Yields now and then. */
  *prepare(formula: Temporal): Generator<void, void> {
    switch (formula.kind) {
      case "not":
      case "always":
      case "eventually":
        yield* this.prepare(formula.of);
        return;
      case "and":
      case "or":
        for (const item of formula.of) yield* this.prepare(item);
        return;
      case "possible":
        if (this.reaching.has(formula)) return;
        yield* this.prepare(formula.of);
        this.reaching.set(formula, yield* this.backward(formula));
        return;
      default:
        return;
    }
  }

  /** The states from which some path of allowed steps leads to a state where `of` is true. */
  private *backward(formula: Possible): Generator<void, Uint8Array> {
    const { graph } = this.atoms;
    this.predecessors ??= new Predecessors(graph);
    const { offsets, edges, sources } = this.predecessors;
    const reaching = new Uint8Array(graph.states);
    const queue: number[] = [];
    for (let state = 0; state < graph.states; state++) {
      if (state % STRIDE === 0) yield;
      if (this.truth(formula.of, state) !== "true") continue;
      reaching[state] = 1;
      queue.push(state);
    }
    for (let head = 0; head < queue.length; head++) {
      if (head % STRIDE === 0) yield;
      const state = queue[head] as number;
      for (let at = offsets[state] as number; at < (offsets[state + 1] as number); at++) {
        const source = sources[at] as number;
        if (reaching[source] === 1 || !this.follows(formula, source, edges[at] as number)) continue;
        reaching[source] = 1;
        queue.push(source);
      }
    }
    return reaching;
  }

  private follows({ by }: Possible, source: number, edge: number): boolean {
    return by === null || this.atoms.now({ kind: "atom", atom: by }, source, edge);
  }

  /** Is `of` of this formula reachable from `state` within the graph? */
  isReachable(formula: Possible, state: number): boolean {
    return (this.reaching.get(formula) as Uint8Array)[state] === 1;
  }

  /** The truth of a state formula, after Kleene where the graph is a part. */
  truth(formula: Temporal, state: number): Truth {
    switch (formula.kind) {
      case "possible":
        if (this.isReachable(formula, state)) return "true";
        return this.partial ? "unknown" : "false";
      case "not": {
        const of = this.truth(formula.of, state);
        return of === "unknown" ? of : of === "true" ? "false" : "true";
      }
      case "and":
      case "or": {
        const decides: Truth = formula.kind === "and" ? "false" : "true";
        let result: Truth = formula.kind === "and" ? "true" : "false";
        for (const item of formula.of) {
          const value = this.truth(item, state);
          if (value === decides) return decides;
          if (value === "unknown") result = value;
        }
        return result;
      }
      default:
        return this.atoms.now(formula, state, -1) ? "true" : "false";
    }
  }

  /** The `possible` because of which `formula` is not `expected` in `state`; null when it is because of others. */
  blame(formula: Temporal, state: number, expected: boolean): Possible | null {
    switch (formula.kind) {
      case "possible":
        return formula;
      case "not":
        return this.blame(formula.of, state, !expected);
      case "and":
      case "or":
        for (const item of formula.of) {
          if (this.truth(item, state) === (expected ? "true" : "false")) continue;
          const found = this.blame(item, state, expected);
          if (found !== null) return found;
        }
        return null;
      default:
        return null;
    }
  }

  /** A shortest path of allowed steps from one of `starts` to a state where `of` is true. */
  witness(formula: Possible, starts: readonly number[]): number[] | null {
    const before = new Map<number, number>(starts.map((start) => [start, -1]));
    const queue = [...before.keys()];
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head] as number;
      if (this.truth(formula.of, state) === "true") {
        const path: number[] = [];
        for (let at = state; at >= 0; at = before.get(at) as number) path.push(at);
        return path.reverse();
      }
      for (const target of this.successors(formula, state)) {
        if (before.has(target) || !this.isReachable(formula, target)) continue;
        before.set(target, state);
        queue.push(target);
      }
    }
    return null;
  }

  /** All states that allowed steps can reach from `start`, itself first, in breadth-first order. */
  closure(formula: Possible, start: number): number[] {
    const seen = new Set([start]);
    // A set is walked in the order of insertion, and what is added on the way is met too.
    for (const state of seen) for (const target of this.successors(formula, state)) seen.add(target);
    return [...seen];
  }

  /** The targets of the allowed steps from `state`. */
  successors(formula: Possible, state: number): number[] {
    const { offsets, targets } = this.atoms.graph;
    const found: number[] = [];
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++) {
      if (this.follows(formula, state, edge)) found.push(targets[edge] as number);
    }
    return found;
  }
}
