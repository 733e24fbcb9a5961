// Hot path: `rank` and `enters` run once per product edge.
/** The product of a state graph and a tableau: the pairs of state and node that a behavior can be in. */

import type { StateGraph } from "../state-graph.ts";
import type { AtomValues } from "./atom-values.ts";
import type { Tableau } from "./tableau.ts";

/** States between two moments in which the search may be interrupted. */
const STRIDE = 1 << 14;

/**
 * The reachable product states, numbered by state, then by node. Instead of a hash table there is a bit per state and
 * node, and a running count for each byte of them (rank and select): 5 bytes a state with up to 8 nodes, and 4 bytes a
 * product state.
 */
export class Product {
  readonly graph: StateGraph;
  readonly tableau: Tableau;
  readonly atoms: AtomValues;
  size = 0;
  /** By product state: state * nodes + node. */
  codes: Uint32Array = new Uint32Array(0);
  /** The product states in which a behavior can begin. */
  initial: number[] = [];
  private readonly nodes: number;
  private readonly bytesPerState: number;
  private readonly reached: Uint8Array;
  private readonly base: Int32Array;
  private readonly readsStep: readonly boolean[];
  private readonly always: readonly boolean[];
  /** With one node that asks for nothing the product is the graph itself. */
  private readonly trivial: boolean;

  constructor(tableau: Tableau, atoms: AtomValues) {
    const { graph } = atoms;
    this.graph = graph;
    this.tableau = tableau;
    this.atoms = atoms;
    this.nodes = tableau.nodes.length;
    if (graph.states * this.nodes >= 2 ** 32) throw new RangeError("Array buffer allocation failed: product too large");
    this.readsStep = tableau.nodes.map((node) => atoms.readsStep(node.now));
    this.always = tableau.nodes.map((node) => node.now.kind === "constant");
    this.trivial = this.nodes === 1 && this.always[0] === true;
    this.bytesPerState = (this.nodes + 7) >> 3;
    this.reached = new Uint8Array(this.trivial ? 0 : graph.states * this.bytesPerState);
    this.base = new Int32Array(this.reached.length);
  }

  /** Finds the reachable pairs. Yields now and then, so that time and signals can be looked at. */
  *explore(): Generator<void, void> {
    const { graph, tableau } = this;
    if (this.trivial) {
      this.size = graph.states;
      for (let state = 0; state < graph.initial; state++) this.initial.push(state);
      return;
    }
    let queue = new Uint32Array(1024);
    let size = 0;
    const visit = (state: number, node: number): void => {
      const byte = state * this.bytesPerState + (node >> 3);
      const bit = 1 << (node & 7);
      if (((this.reached[byte] as number) & bit) !== 0 || !this.enters(state, node)) return;
      this.reached[byte] = (this.reached[byte] as number) | bit;
      if (size === queue.length) {
        const longer = new Uint32Array(size * 2);
        longer.set(queue);
        queue = longer;
      }
      queue[size++] = state * this.nodes + node;
    };
    for (let state = 0; state < graph.initial; state++) for (const node of tableau.initial) visit(state, node);
    const starts = queue.slice(0, size);
    for (let at = 0; at < size; at++) {
      if (at % STRIDE === 0) yield;
      const code = queue[at] as number;
      const state = Math.floor(code / this.nodes);
      const node = code % this.nodes;
      const { successors } = tableau.nodes[node] as Tableau["nodes"][number];
      const end = graph.offsets[state + 1] as number;
      for (let edge = graph.offsets[state] as number; edge <= end; edge++) {
        const target = edge < end ? (graph.targets[edge] as number) : state;
        if (!this.passes(state, node, edge < end ? edge : -1)) continue;
        for (let i = 0; i < successors.length; i++) visit(target, successors[i] as number);
      }
    }
    this.number(size);
    for (const code of starts) this.initial.push(this.rank(Math.floor(code / this.nodes), code % this.nodes));
  }

  private number(size: number): void {
    this.size = size;
    this.codes = new Uint32Array(size);
    let count = 0;
    for (let byte = 0; byte < this.reached.length; byte++) {
      this.base[byte] = count;
      const first = Math.floor(byte / this.bytesPerState) * this.nodes + (byte % this.bytesPerState) * 8;
      for (let bits = this.reached[byte] as number, node = 0; bits !== 0; bits >>= 1, node++) {
        if ((bits & 1) === 1) this.codes[count++] = first + node;
      }
    }
  }

  /** Can a run be in `node` at `state`? What the node says of the step is asked by `passes`. */
  private enters(state: number, node: number): boolean {
    if (this.always[node] === true || this.readsStep[node] === true) return true;
    return this.atoms.now((this.tableau.nodes[node] as Tableau["nodes"][number]).now, state, -1);
  }

  /** Can a run in `node` at `state` take the step along `edge` (-1: stutter)? */
  passes(state: number, node: number, edge: number): boolean {
    if (this.readsStep[node] !== true) return true;
    return this.atoms.now((this.tableau.nodes[node] as Tableau["nodes"][number]).now, state, edge);
  }

  /** Is the formula satisfied here, whatever the next step is and what follows? */
  isDone(product: number): boolean {
    const node = this.nodeOf(product);
    return this.readsStep[node] === false && this.tableau.nodes[node]?.last === true;
  }

  stateOf(product: number): number {
    return this.trivial ? product : Math.floor((this.codes[product] as number) / this.nodes);
  }

  nodeOf(product: number): number {
    return this.trivial ? 0 : (this.codes[product] as number) % this.nodes;
  }

  /** The number of a reachable pair, -1 if it is not reachable. */
  rank(state: number, node: number): number {
    if (this.trivial) return state;
    const byte = state * this.bytesPerState + (node >> 3);
    const bits = this.reached[byte] as number;
    const bit = node & 7;
    if (((bits >> bit) & 1) === 0) return -1;
    return (this.base[byte] as number) + (bitsIn[bits & ((1 << bit) - 1)] as number);
  }
}

/** How many bits of a byte are set. */
const bitsIn = new Uint8Array(256);
for (let byte = 1; byte < 256; byte++) bitsIn[byte] = (byte & 1) + (bitsIn[byte >> 1] as number);
