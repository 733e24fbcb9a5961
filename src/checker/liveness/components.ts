// Hot path: the loop of `decompose` runs once per product edge; typed arrays, no recursion, 14 bytes a product state.
/**
 * Fair components: sets of product states in which a behavior can stay for ever and satisfy all conditions. Strongly
 * connected components after Pearce, "A space-efficient algorithm for finding strongly connected components" (2016);
 * where strong conditions fail, components are cut and taken apart again, after Emerson and Lei, "Modalities for model
 * checking: branching time logic strikes back" (1987), and Lichtenstein and Pnueli (1985).
 */

import type { Temporal } from "../../models/temporal.ts";
import type { AtomValues } from "./atom-values.ts";
import type { Objective, Pair } from "./normal-form.ts";
import { Product } from "./product.ts";
import { tableauOf } from "./tableau.ts";

/** A fair component: its product states, and what its steps may not satisfy (requests without a response in it). */
export interface FairComponent {
  readonly members: Int32Array;
  readonly forbidden: readonly Temporal[];
}

const OPEN = 0;
/** Marks above every index that a search can give. */
const ACCEPTED = 0x7ffffffd;
const INSIDE = 0x7ffffffe;
const DONE = 0x7fffffff;

const ROOT = 1;

const STRIDE = 1 << 15;

/** Finds the fair components of an objective: all, or the first that there is. Yields now and then. */
export function* fairComponents(
  { tableau, pairs }: Objective,
  atoms: AtomValues,
  most: "all" | "first",
): Generator<void, FairComponents> {
  const product = new Product(tableauOf(tableau), atoms);
  yield* product.explore();
  const components = new FairComponents(product, pairs);
  yield* components.search(most);
  return components;
}

/** The search for fair components in one product. */
export class FairComponents {
  readonly found: FairComponent[] = [];
  readonly product: Product;
  readonly pairs: readonly Pair[];
  /** By node of the tableau: the accepting sets that it is not in. */
  private readonly lacking: readonly (readonly number[])[];
  /** 0: not seen; a small number: on a stack; else one of the marks. */
  private readonly index: Int32Array;
  /** The path of the depth-first search from the front, completed states of open components from the back. */
  private readonly stack: Int32Array;
  /** By depth: the edge that is looked at; the next node of its target, and in bit 0 whether it is a root so far. */
  private readonly edges: Int32Array;
  private readonly successors: Uint16Array;

  constructor(product: Product, pairs: readonly Pair[]) {
    this.product = product;
    const { accepting, nodes } = product.tableau;
    this.lacking = nodes.map((_, node) => [...accepting.keys()].filter((set) => accepting[set]?.[node] !== true));
    this.pairs = pairs;
    this.index = new Int32Array(product.size);
    this.stack = new Int32Array(product.size);
    this.edges = new Int32Array(product.size);
    this.successors = new Uint16Array(product.size);
  }

  /** Finds all fair components, or stops at the first. Yields now and then. */
  *search(most: "all" | "first"): Generator<void, void> {
    const { index, product, found } = this;
    const ends = (): boolean => most === "first" && found.length > 0;
    let regions: FairComponent[] = [];
    const split = (members: Int32Array, forbidden: readonly Temporal[]): boolean => {
      const cut = this.judge(members, forbidden);
      if (cut !== null) regions.push({ members, forbidden: [...forbidden, ...cut] });
      return ends();
    };
    for (let start = 0; start < product.size && !ends(); start++) {
      if (index[start] === OPEN) yield* this.decompose(start, [], split);
    }
    while (regions.length > 0 && !ends()) {
      const todo = regions;
      regions = [];
      for (const { members, forbidden } of todo) {
        for (let i = 0; i < members.length; i++) index[members[i] as number] = OPEN;
        for (let i = 0; i < members.length && !ends(); i++) {
          if (index[members[i] as number] === OPEN) yield* this.decompose(members[i] as number, forbidden, split);
        }
      }
    }
  }

  /** Is this product state in a fair component? Only after `search`. */
  isFair(product: number): boolean {
    return this.index[product] === ACCEPTED;
  }

  /** Completes the components that can be reached from `start` without leaving what is open, until one is enough. */
  private *decompose(
    start: number,
    forbidden: readonly Temporal[],
    complete: (members: Int32Array, forbidden: readonly Temporal[]) => boolean,
  ): Generator<void, void> {
    const { product, index, stack, edges, successors } = this;
    const { graph, tableau } = product;
    const { offsets, targets } = graph;
    let depth = 0;
    let back = stack.length;
    let next = 1;
    let steps = 0;
    let state = product.stateOf(start);
    index[start] = next++;
    this.push(0, start, state);
    outer: while (depth >= 0) {
      if (++steps % STRIDE === 0) yield;
      const at = stack[depth] as number;
      state = product.stateOf(at);
      const node = product.nodeOf(at);
      const nodes = (tableau.nodes[node] as { successors: readonly number[] }).successors;
      const end = offsets[state + 1] as number;
      let edge = edges[depth] as number;
      let which = (successors[depth] as number) >> 1;
      let root = (successors[depth] as number) & ROOT;
      for (; edge <= end; edge++) {
        // The last edge is the stuttering step.
        const real = edge < end ? edge : -1;
        if (which === 0 && !this.allowed(state, node, real, forbidden)) continue;
        const target = edge < end ? (targets[edge] as number) : state;
        while (which < nodes.length) {
          const to = product.rank(target, nodes[which++] as number);
          if (to < 0) continue;
          if (index[to] === OPEN) {
            edges[depth] = edge;
            successors[depth] = (which << 1) | root;
            index[to] = next++;
            this.push(++depth, to, target);
            continue outer;
          }
          if ((index[to] as number) < (index[at] as number)) {
            index[at] = index[to] as number;
            root = 0;
          }
        }
        which = 0;
      }
      if (root === ROOT) {
        const members = this.component(at, back);
        back += members.length - 1;
        next -= members.length;
        if (complete(members, forbidden)) return;
      } else {
        stack[--back] = at;
      }
      depth--;
      if (depth >= 0) this.reach(depth, index[at] as number);
    }
  }

  /** Puts a product state, which is at `state`, on the path. */
  private push(depth: number, product: number, state: number): void {
    this.stack[depth] = product;
    this.edges[depth] = this.product.graph.offsets[state] as number;
    this.successors[depth] = ROOT;
  }

  /** The component of `root`: with it the completed states, from `back` on, that were seen after it. */
  private component(root: number, back: number): Int32Array {
    const { index, stack } = this;
    const own = index[root] as number;
    let last = back;
    while (last < stack.length && (index[stack[last] as number] as number) >= own) last++;
    const members = new Int32Array(last - back + 1);
    members[0] = root;
    members.set(stack.subarray(back, last), 1);
    return members;
  }

  /** From the path at `depth` something with this index can be reached: an earlier one makes it no root. */
  private reach(depth: number, index: number): void {
    const at = this.stack[depth] as number;
    if (index >= (this.index[at] as number)) return;
    this.index[at] = index;
    this.successors[depth] = (this.successors[depth] as number) & ~ROOT;
  }

  /** May a run that stays in a region take this step? */
  private allowed(state: number, node: number, edge: number, forbidden: readonly Temporal[]): boolean {
    if (!this.product.passes(state, node, edge)) return false;
    for (let i = 0; i < forbidden.length; i++) {
      if (this.product.atoms.now(forbidden[i] as Temporal, state, edge)) return false;
    }
    return true;
  }

  /**
   * Decides about a component: it is fair, or nothing in it is, or (the answer is not null) only what is left without
   * the steps that satisfy these conditions may be.
   */
  private judge(members: Int32Array, forbidden: readonly Temporal[]): Temporal[] | null {
    this.mark(members, INSIDE);
    const cut = this.unanswered(members, forbidden);
    const fair = cut !== null && cut.length === 0;
    if (fair) this.found.push({ members, forbidden });
    this.mark(members, fair ? ACCEPTED : DONE);
    return fair ? null : cut;
  }

  private mark(members: Int32Array, mark: number): void {
    for (let i = 0; i < members.length; i++) this.index[members[i] as number] = mark;
  }

  /** The requests that some step inside makes and none answers; null when nothing in the component is fair. */
  private unanswered(members: Int32Array, forbidden: readonly Temporal[]): Temporal[] | null {
    if (!this.accepts(members) || !this.someStep(members, forbidden, TRUE)) return null;
    const cut: Temporal[] = [];
    for (const { request, response } of this.pairs) {
      if (this.someStep(members, forbidden, response)) continue;
      if (request.kind === "constant" && request.value) return null;
      if (this.someStep(members, forbidden, request)) cut.push(request);
    }
    return cut;
  }

  /** Does the component have a node of each accepting set? There may be thousands of sets, few of which a node is not in. */
  private accepts(members: Int32Array): boolean {
    const { product, lacking } = this;
    const { accepting } = product.tableau;
    let missing = lacking[product.nodeOf(members[0] as number)] as readonly number[];
    for (let i = 1; i < members.length && missing.length > 0; i++) {
      const node = product.nodeOf(members[i] as number);
      missing = missing.filter((set) => accepting[set]?.[node] !== true);
    }
    return missing.length === 0;
  }

  /** Does a step inside the marked component satisfy `condition`? */
  private someStep(members: Int32Array, forbidden: readonly Temporal[], condition: Temporal): boolean {
    const { product } = this;
    const { offsets } = product.graph;
    for (let i = 0; i < members.length; i++) {
      const at = members[i] as number;
      const state = product.stateOf(at);
      const node = product.nodeOf(at);
      const end = offsets[state + 1] as number;
      for (let edge = offsets[state] as number; edge <= end; edge++) {
        const real = edge < end ? edge : -1;
        if (this.staysInside(state, node, real) && this.allowed(state, node, real, forbidden)) {
          if (product.atoms.now(condition, state, real)) return true;
        }
      }
    }
    return false;
  }

  private staysInside(state: number, node: number, edge: number): boolean {
    const { product, index } = this;
    const target = edge < 0 ? state : (product.graph.targets[edge] as number);
    const nodes = (product.tableau.nodes[node] as { successors: readonly number[] }).successors;
    for (let i = 0; i < nodes.length; i++) {
      const to = product.rank(target, nodes[i] as number);
      if (to >= 0 && index[to] === INSIDE) return true;
    }
    return false;
  }
}

const TRUE: Temporal = { kind: "constant", value: true };
