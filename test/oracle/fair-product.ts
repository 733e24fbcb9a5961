/**
 * The first oracle: is there a behavior of a graph that satisfies a formula? A naive product with all assignments of
 * truth to the temporal subformulas, and the fixpoint of Emerson and Lei ("Modalities for model checking", 1987) on it.
 */

import type { CompiledFormulas } from "./compiled-formula.ts";
import type { Edge } from "./labelled-graph.ts";

/** The states, the initial ones, the steps without stuttering; and when a behavior may begin with these truths. */
export interface Question {
  readonly states: readonly number[];
  readonly initial: readonly number[];
  readonly edges: readonly Edge[];
  readonly formulas: CompiledFormulas;
  readonly begins: (state: number, truths: number) => boolean;
}

/** A step of the product, and which conditions it meets. */
interface Arrow {
  readonly from: number;
  readonly to: number;
  /** Of a step between two states, not a stuttering one. */
  readonly real: boolean;
  readonly state: number;
  readonly successor: number;
  readonly truths: number;
  /** The truths after the step. */
  readonly later: number;
}

type Test = (arrow: Arrow) => boolean;

/** Behaviors that take no step of `never` from some time on, and a step of each of `often` again and again. */
interface Choice {
  readonly never: readonly Test[];
  readonly often: readonly Test[];
}

/** Is there such a behavior, and how many steps are there before its loop at least? */
export interface Answer {
  readonly exists: boolean;
  /** Null if there is none. */
  readonly stem: number | null;
}

export function answer(question: Question): Answer {
  const { states, edges, formulas } = question;
  const count = 1 << formulas.subformulas.length;
  const steps = [
    ...edges.map((edge) => ({ edge, real: true })),
    ...states.map((s) => ({ edge: [s, s] as Edge, real: false })),
  ];
  const all: Arrow[] = [];
  for (let after = 0; after < count; after++) {
    for (const { edge, real } of steps) {
      const [state, successor] = edge;
      const truths = formulas.before(state, successor, after);
      all.push({
        from: state * count + truths,
        to: successor * count + after,
        real,
        state,
        successor,
        truths,
        later: after,
      });
    }
  }
  const size = (Math.max(-1, ...states) + 1) * count;
  const starts = question.initial.flatMap((state) =>
    Array.from({ length: count }, (_, truths) => truths)
      .filter((truths) => question.begins(state, truths))
      .map((truths) => state * count + truths),
  );
  const arrows = reachableFrom(all, size, starts);
  const live = new Uint8Array(size);
  const inLoops = new Uint8Array(size);
  for (const choice of choices(question)) {
    fairFrom(arrows, size, choice).forEach((isFair, node) => {
      if (isFair === 1) live[node] = 1;
    });
    markLoops(arrows, choice, inLoops);
  }
  const reached = distances(arrows, live);
  const stems = distances(arrows, inLoops);
  const least = Math.min(...starts.map((start) => stems[start]!));
  return {
    exists: starts.some((start) => Number.isFinite(reached[start]!)),
    stem: Number.isFinite(least) ? least : null,
  };
}

/** The arrows that paths from `starts` can take. */
function reachableFrom(arrows: readonly Arrow[], size: number, starts: readonly number[]): Arrow[] {
  const leaving = new Map<number, Arrow[]>();
  for (const arrow of arrows) {
    const others = leaving.get(arrow.from);
    if (others === undefined) leaving.set(arrow.from, [arrow]);
    else others.push(arrow);
  }
  const seen = new Uint8Array(size);
  const queue = [...starts];
  for (const start of starts) seen[start] = 1;
  const found: Arrow[] = [];
  for (const node of queue) {
    for (const arrow of leaving.get(node) ?? []) {
      found.push(arrow);
      if (seen[arrow.to] === 1) continue;
      seen[arrow.to] = 1;
      queue.push(arrow.to);
    }
  }
  return found;
}

/**
 * A subformula `<>P` that is true must come true, `[]P` that is false must fail some time; fairness is what it says.
 * A strong condition gives two choices: it is not asked for from some time on, or it is answered again and again.
 */
function choices({ formulas }: Question): Choice[] {
  const { atom } = formulas.labels;
  let found: Choice[] = [{ never: [], often: [] }];
  const both = (more: readonly Choice[]): void => {
    found = found.flatMap((a) =>
      more.map((b) => ({ never: [...a.never, ...b.never], often: [...a.often, ...b.often] })),
    );
  };
  for (const [i, subformula] of formulas.subformulas.entries()) {
    const isTrue: Test = ({ truths }) => (truths & (1 << i)) !== 0;
    const isFalse: Test = (arrow) => !isTrue(arrow);
    if (subformula.kind !== "fairness") {
      const now: Test = ({ state, successor, truths }) => subformula.of(state, successor, truths);
      const often: Test =
        subformula.kind === "eventually"
          ? (arrow) => isFalse(arrow) || now(arrow)
          : (arrow) => isTrue(arrow) || !now(arrow);
      both([{ never: [], often: [often] }]);
      continue;
    }
    const { strength, enabled, step } = subformula.fairness;
    const taken: Test = ({ state, successor }) => atom(step, state, successor);
    const able: Test = ({ state, successor }) => atom(enabled, state, successor);
    const idle: Test = (arrow) => !able(arrow);
    if (strength === "weak") {
      both([
        { never: [isFalse], often: [(arrow) => idle(arrow) || taken(arrow)] },
        { never: [isTrue, taken, idle], often: [] },
      ]);
    } else {
      both([
        { never: [isFalse, able], often: [] },
        { never: [isFalse], often: [taken] },
        { never: [isTrue, taken], often: [able] },
      ]);
    }
  }
  return found;
}

/** The nodes from which a path without the steps of `never` meets every condition of `often` again and again. */
function fairFrom(arrows: readonly Arrow[], size: number, { never, often }: Choice): Uint8Array {
  const allowed = arrows.filter((arrow) => !never.some((test) => test(arrow)));
  let fair = new Uint8Array(size);
  if (allowed.length === 0) return fair;
  const conditions = often.length > 0 ? often : [() => true];
  for (const { from, to } of allowed) fair[from] = fair[to] = 1;
  for (let changed = true; changed; ) {
    changed = false;
    for (const condition of conditions) {
      const inside = allowed.filter(({ from, to }) => fair[from] === 1 && fair[to] === 1);
      const next = new Uint8Array(size);
      for (const arrow of inside) if (condition(arrow)) next[arrow.from] = 1;
      for (let grown = true; grown; ) {
        grown = false;
        for (const { from, to } of inside) {
          if (next[to] !== 1 || next[from] === 1) continue;
          next[from] = 1;
          grown = true;
        }
      }
      if (next.some((isFair, node) => isFair !== fair[node])) changed = true;
      fair = next;
    }
  }
  return fair;
}

/** Marks the nodes that lie on a closed path which satisfies the choice. In a loop the truths do not change. */
function markLoops(arrows: readonly Arrow[], { never, often }: Choice, marks: Uint8Array): void {
  const layers = new Map<number, Arrow[]>();
  for (const arrow of arrows) {
    if (arrow.truths !== arrow.later || never.some((test) => test(arrow))) continue;
    const layer = layers.get(arrow.truths);
    if (layer === undefined) layers.set(arrow.truths, [arrow]);
    else layer.push(arrow);
  }
  for (const layer of layers.values()) {
    const reach = new Map(layer.map(({ from }) => [from, reachable(layer, from)]));
    for (const [node, forward] of reach) {
      if (marks[node] === 1) continue;
      const isBeside = (other: number): boolean => forward.has(other) && reach.get(other)?.has(node) === true;
      const own = layer.filter(({ from, to }) => isBeside(from) && isBeside(to));
      if (own.length > 0 && often.every((test) => own.some(test))) marks[node] = 1;
    }
  }
}

/** The nodes that one step or more lead to. */
function reachable(arrows: readonly Arrow[], start: number): Set<number> {
  const found = new Set<number>();
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { from, to } of arrows) if (from === start || found.has(from)) found.add(to);
  }
  return found;
}

/** The least number of steps, stuttering ones not counted, from each node to one of `targets`. */
function distances(arrows: readonly Arrow[], targets: Uint8Array): number[] {
  const distance = Array.from(targets, (isTarget) => (isTarget === 1 ? 0 : Number.POSITIVE_INFINITY));
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to, real } of arrows) {
      const there = distance[to]! + (real ? 1 : 0);
      if (there >= distance[from]!) continue;
      distance[from] = there;
      changed = true;
    }
  }
  return distance;
}
