/** From fair components to a counterexample: a shortest stem, and a short loop that meets every condition. */

import type { Lasso } from "../finding.ts";
import type { FairComponent, FairComponents } from "./components.ts";
import type { Pair } from "./normal-form.ts";
import type { Product } from "./product.ts";

/** One step of a walk through the product; `edge` -1 is a stuttering step. */
interface ProductStep {
  readonly from: number;
  readonly edge: number;
  readonly to: number;
}

/** A lasso with a stem as short as any; null when there is no fair component. */
export function* lassoOf(components: FairComponents): Generator<void, Lasso | null> {
  const { product, pairs } = components;
  if (components.found.length === 0) return null;
  const stem = shortestWalk(product, product.initial, (at) => components.isFair(at));
  if (stem === null) return null;
  yield;
  const component = components.found.find(({ members }) => members.includes(stem.end));
  if (component === undefined) throw new Error("a fair state is in no fair component");
  const loop = loopThrough(product, component, pairs, stem.end);
  return collapse(product, stem.start, stem.steps, loop);
}

/** A closed walk from `start` through the component that satisfies every condition of the objective. */
function loopThrough(
  product: Product,
  component: FairComponent,
  pairs: readonly Pair[],
  start: number,
): readonly ProductStep[] {
  const { atoms, tableau } = product;
  const conditions = [
    ...tableau.accepting.map((nodes) => ({
      asked: () => true,
      met: (step: ProductStep) => nodes[product.nodeOf(step.from)] === true,
    })),
    ...pairs.map(({ request, response }) => ({
      asked: (step: ProductStep) => atoms.now(request, product.stateOf(step.from), step.edge),
      met: (step: ProductStep) => atoms.now(response, product.stateOf(step.from), step.edge),
    })),
  ];
  const walks = new Walks(product, component);
  // Only what a loop leaves unanswered is made part of the next, longer one; each turn adds a condition.
  const wanted = new Set<(typeof conditions)[number]>();
  for (;;) {
    const goals = [...wanted].map((condition) => condition.met);
    const loop = closedWalk(walks, start, goals);
    const missing = conditions.find(
      (condition) => loop.some((step) => condition.asked(step)) && !loop.some((step) => condition.met(step)),
    );
    if (missing === undefined) return loop;
    if (wanted.has(missing)) throw new Error("a loop does not meet what it was made for");
    wanted.add(missing);
  }
}

/** A closed walk of one step at least, through a step for each of `goals`: always on to the nearest one. */
function closedWalk(walks: Walks, start: number, goals: readonly ((step: ProductStep) => boolean)[]): ProductStep[] {
  const loop: ProductStep[] = [];
  let open = goals;
  let at = start;
  while (open.length > 0) {
    const steps = walks.shortest(at, (step) => open.some((goal) => goal(step)));
    loop.push(...steps);
    at = (steps.at(-1) as ProductStep).to;
    open = open.filter((goal) => !steps.some((step) => goal(step)));
  }
  if (loop.length === 0 || at !== start) loop.push(...walks.shortest(at, (step) => step.to === start));
  return loop;
}

/** Shortest walks inside one fair component. */
class Walks {
  private readonly product: Product;
  private readonly component: FairComponent;
  private readonly inside: Uint8Array;
  /** By product state: where the walk that reached it came from and by which edge; -1: not reached, -2: the start. */
  private readonly from: Int32Array;
  private readonly edge: Int32Array;

  constructor(product: Product, component: FairComponent) {
    this.product = product;
    this.component = component;
    this.inside = new Uint8Array(product.size);
    for (const member of component.members) this.inside[member] = 1;
    this.from = new Int32Array(product.size);
    this.edge = new Int32Array(product.size);
  }

  /** A shortest walk from `start` whose last step satisfies `wanted`. */
  shortest(start: number, wanted: (step: ProductStep) => boolean): ProductStep[] {
    const { product, from, edge } = this;
    from.fill(-1);
    from[start] = -2;
    const queue = [start];
    for (let head = 0; head < queue.length; head++) {
      for (const step of stepsFrom(product, queue[head] as number)) {
        if (!this.allows(step)) continue;
        if (wanted(step)) return [...this.walkTo(step.from), step];
        if (from[step.to] !== -1) continue;
        from[step.to] = step.from;
        edge[step.to] = step.edge;
        queue.push(step.to);
      }
    }
    throw new Error("a fair component has no way to one of its own steps");
  }

  private walkTo(end: number): ProductStep[] {
    const steps: ProductStep[] = [];
    for (let to = end; this.from[to] !== -2; to = this.from[to] as number) {
      steps.push({ from: this.from[to] as number, edge: this.edge[to] as number, to });
    }
    return steps.reverse();
  }

  private allows(step: ProductStep): boolean {
    if (this.inside[step.to] === 0) return false;
    const { product } = this;
    return !this.component.forbidden.some((request) =>
      product.atoms.now(request, product.stateOf(step.from), step.edge),
    );
  }
}

/** The steps of the product from `from`, the stuttering ones last. */
function* stepsFrom(product: Product, from: number): Iterable<ProductStep> {
  const { graph, tableau } = product;
  const state = product.stateOf(from);
  const node = product.nodeOf(from);
  const nodes = tableau.nodes[node]?.successors ?? [];
  const end = graph.offsets[state + 1] as number;
  for (let at = graph.offsets[state] as number; at <= end; at++) {
    const edge = at < end ? at : -1;
    if (!product.passes(state, node, edge)) continue;
    const target = edge < 0 ? state : (graph.targets[edge] as number);
    for (const next of nodes) {
      const to = product.rank(target, next);
      if (to >= 0) yield { from, edge, to };
    }
  }
}

/** A shortest walk from one of `starts` to a state that satisfies `wanted`; stuttering steps cost nothing, since no trace shows them. */
export function shortestWalk(
  product: Product,
  starts: readonly number[],
  wanted: (at: number) => boolean,
): { start: number; steps: ProductStep[]; end: number } | null {
  const reached = new Uint8Array(product.size);
  const previous = new Int32Array(product.size).fill(-1);
  let level: number[] = [];
  for (const start of starts) {
    if (reached[start] === 1) continue;
    reached[start] = 1;
    level.push(start);
  }
  while (level.length > 0) {
    const following: number[] = [];
    // The level grows by what stuttering steps reach.
    for (let i = 0; i < level.length; i++) {
      for (const step of stepsFrom(product, level[i] as number)) {
        if (step.edge >= 0 || reached[step.to] === 1) continue;
        reached[step.to] = 1;
        previous[step.to] = step.from;
        level.push(step.to);
      }
    }
    const end = level.find(wanted);
    if (end !== undefined) {
      const way = [end];
      for (let at = previous[end] as number; at >= 0; at = previous[at] as number) way.push(at);
      way.reverse();
      const steps = way.slice(1).map((to, i) => stepBetween(product, way[i] as number, to));
      return { start: way[0] as number, steps, end };
    }
    for (const at of level) {
      for (const step of stepsFrom(product, at)) {
        if (step.edge < 0 || reached[step.to] === 1) continue;
        reached[step.to] = 1;
        previous[step.to] = at;
        following.push(step.to);
      }
    }
    level = following;
  }
  return null;
}

function stepBetween(product: Product, from: number, to: number): ProductStep {
  for (const step of stepsFrom(product, from)) if (step.to === to) return step;
  throw new Error("a walk lost one of its steps");
}

/** The states of a walk, without the stuttering steps that lead nowhere. */
export function statesOf(product: Product, start: number, steps: readonly ProductStep[]): number[] {
  return [product.stateOf(start), ...steps.filter(({ edge }) => edge >= 0).map(({ to }) => product.stateOf(to))];
}

function collapse(product: Product, start: number, stem: readonly ProductStep[], loop: readonly ProductStep[]): Lasso {
  const entry = statesOf(product, start, stem).length - 1;
  const states = statesOf(product, start, [...stem, ...loop]);
  if (states.length - 1 === entry) return { states, loop: entry };
  // The last state is the one the loop began with.
  states.pop();
  return { states, loop: entry };
}
