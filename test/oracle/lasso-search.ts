/** The second oracle: lassos are looked for by walking, and evaluated by the definition of the operators. */

import type { Temporal } from "../../src/models/temporal.ts";
import type { CompiledFormulas, Labels } from "./compiled-formula.ts";
import type { Edge } from "./labelled-graph.ts";
import type { Random } from "./random.ts";

/** A behavior that returns for ever from its last state to that with index `loop`. */
export interface Lasso {
  readonly states: readonly number[];
  readonly loop: number;
}

/** Is `formula` true of the behavior? Straight from the definitions. */
export function isTrueOn(formula: Temporal, lasso: Lasso, labels: Labels): boolean {
  return truthsOn(formula, lasso, labels)[0]!;
}

/** The truth of `formula` at each position. */
function truthsOn(formula: Temporal, lasso: Lasso, labels: Labels): boolean[] {
  const { states, loop } = lasso;
  const after = (position: number): number => states[position + 1] ?? states[loop]!;
  switch (formula.kind) {
    case "constant":
      return states.map(() => formula.value);
    case "atom":
      return states.map((state, position) => labels.atom(formula.atom, state, after(position)));
    case "possible":
      return states.map((state) => labels.possible(formula, state));
    case "not":
      return truthsOn(formula.of, lasso, labels).map((value) => !value);
    case "and":
    case "or": {
      const items = formula.of.map((item) => truthsOn(item, lasso, labels));
      return states.map((_, position) => {
        const values = items.map((item) => item[position]!);
        return formula.kind === "and" ? !values.includes(false) : values.includes(true);
      });
    }
    case "always":
    case "eventually": {
      const of = truthsOn(formula.of, lasso, labels);
      // Ahead of a position lie the rest of the lasso and, in a loop, what stands before it there.
      return states.map((_, position) => {
        const ahead = [...of.slice(position), ...of.slice(loop, position)];
        return formula.kind === "always" ? !ahead.includes(false) : ahead.includes(true);
      });
    }
    case "fairness": {
      const { strength, enabled, step } = formula.fairness;
      const cycle = states.map((state, position) => [state, after(position)] as const).slice(loop);
      const able = cycle.map(([from, to]) => labels.atom(enabled, from, to));
      const asked = strength === "weak" ? !able.includes(false) : able.includes(true);
      const met = !asked || cycle.some(([from, to]) => labels.atom(step, from, to));
      return states.map(() => met);
    }
  }
}

/** The sets of steps that closed walks of at most `most` steps from each state take; staying there is one, too. */
export function closedWalks(states: readonly number[], edges: readonly Edge[], most: number): Map<number, Edge[][]> {
  const found = new Map<number, Edge[][]>();
  for (const start of states) {
    const sets = new Set<number>();
    // What matters of a walk is where it ends and which steps it took: a set, as bits.
    let walks = new Set([`${start} 0`]);
    for (let length = 1; length <= most; length++) {
      const longer = new Set<string>();
      for (const walk of walks) {
        const [end, taken] = walk.split(" ").map(Number) as [number, number];
        for (const [i, [from, to]] of edges.entries()) if (from === end) longer.add(`${to} ${taken | (1 << i)}`);
      }
      for (const walk of longer) {
        const [end, taken] = walk.split(" ").map(Number) as [number, number];
        if (end === start) sets.add(taken);
      }
      walks = longer;
    }
    const loops = [...sets].map((taken) => edges.filter((_, i) => (taken & (1 << i)) !== 0));
    found.set(start, [[[start, start]], ...loops]);
  }
  return found;
}

/** Does some lasso with one of these loops and a stem of at most `most` steps begin as `begins` says? */
export function someLasso(
  loops: ReadonlyMap<number, readonly Edge[][]>,
  edges: readonly Edge[],
  most: number,
  formulas: CompiledFormulas,
  begins: (state: number, truths: number) => boolean,
): boolean {
  // What matters of the rest of a behavior is where it begins and what is true there.
  const seen = new Set<string>();
  let rests: [state: number, truths: number][] = [];
  const add = (state: number, truths: number, to: [number, number][]): void => {
    const key = `${state} ${truths}`;
    if (seen.has(key)) return;
    seen.add(key);
    to.push([state, truths]);
  };
  for (const [state, sets] of loops) for (const steps of sets) add(state, formulas.inLoop(steps), rests);
  for (let length = 0; ; length++) {
    if (rests.some(([state, truths]) => begins(state, truths))) return true;
    if (length === most) return false;
    const longer: [number, number][] = [];
    for (const [state, truths] of rests) {
      for (const [from, to] of edges) if (to === state) add(from, formulas.before(from, to, truths), longer);
    }
    rests = longer;
  }
}

/** A lasso along a random walk. */
export function randomLasso(initial: readonly number[], edges: readonly Edge[], random: Random): Lasso {
  const states = [random.pick(initial)];
  while (states.length < 24) {
    const next = edges.filter(([from]) => from === states.at(-1));
    if (next.length === 0) break;
    states.push(random.pick(next)[1]);
  }
  const last = states.at(-1)!;
  const returns = states.flatMap((state, i) => (state === last && i < states.length - 1 ? [i] : []));
  if (returns.length === 0 || random.chance(0.1)) return { states, loop: states.length - 1 };
  return { states: states.slice(0, -1), loop: random.pick(returns) };
}
