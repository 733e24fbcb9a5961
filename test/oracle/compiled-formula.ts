/** Formulas as functions of a step and of the truth of their temporal subformulas, by the expansion laws. */

import type { Temporal } from "../../src/models/temporal.ts";

type FairnessCondition = Extract<Temporal, { kind: "fairness" }>["fairness"];

/** The truth of atoms and of possibilities, in states or on steps. */
export interface Labels {
  atom(atom: number, from: number, to: number): boolean;
  possible(formula: Extract<Temporal, { kind: "possible" }>, state: number): boolean;
}

/** Truth at a position: on the step from it, with bit i of `truths` for temporal subformula i. */
type Test = (from: number, to: number, truths: number) => boolean;

/** A temporal subformula; operands come before what they are operands of. */
export type Subformula =
  | { readonly kind: "always" | "eventually"; readonly of: Test }
  | { readonly kind: "fairness"; readonly fairness: FairnessCondition };

/** Several formulas, with their temporal subformulas numbered together; equal ones have one number. */
export class CompiledFormulas {
  readonly subformulas: Subformula[] = [];
  private readonly numbers = new Map<string, number>();
  readonly labels: Labels;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  compile(formula: Temporal): Test {
    const { labels } = this;
    switch (formula.kind) {
      case "constant":
        return () => formula.value;
      case "atom":
        return (from, to) => labels.atom(formula.atom, from, to);
      case "possible":
        return (from) => labels.possible(formula, from);
      case "not": {
        const of = this.compile(formula.of);
        return (from, to, truths) => !of(from, to, truths);
      }
      case "and":
      case "or": {
        const items = formula.of.map((item) => this.compile(item));
        if (formula.kind === "and") return (from, to, truths) => items.every((item) => item(from, to, truths));
        return (from, to, truths) => items.some((item) => item(from, to, truths));
      }
      default: {
        const bit = 1 << this.numberOf(formula);
        return (_from, _to, truths) => (truths & bit) !== 0;
      }
    }
  }

  numberOf(formula: Extract<Temporal, { kind: "always" | "eventually" | "fairness" }>): number {
    const key = JSON.stringify(formula);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const subformula: Subformula =
      formula.kind === "fairness" ? formula : { kind: formula.kind, of: this.compile(formula.of) };
    const number = this.subformulas.push(subformula) - 1;
    this.numbers.set(key, number);
    return number;
  }

  /** The truths before a step, if `after` are those after it: what is always so is so now and from the next on. */
  before(from: number, to: number, after: number): number {
    let truths = 0;
    for (const [i, subformula] of this.subformulas.entries()) {
      const bit = 1 << i;
      const later = (after & bit) !== 0;
      let holds = later;
      if (subformula.kind === "always") holds = later && subformula.of(from, to, truths);
      if (subformula.kind === "eventually") holds = later || subformula.of(from, to, truths);
      if (holds) truths |= bit;
    }
    return truths;
  }

  /** The truths in a loop that takes exactly these steps again and again: the same at each of its positions. */
  inLoop(steps: readonly (readonly [from: number, to: number])[]): number {
    let truths = 0;
    for (const [i, subformula] of this.subformulas.entries()) {
      let holds: boolean;
      if (subformula.kind === "fairness") {
        const { strength, enabled, step } = subformula.fairness;
        const able = steps.filter(([from, to]) => this.labels.atom(enabled, from, to)).length;
        const asked = strength === "weak" ? able === steps.length : able > 0;
        holds = !asked || steps.some(([from, to]) => this.labels.atom(step, from, to));
      } else {
        const { of } = subformula;
        const seen = truths;
        holds =
          subformula.kind === "always"
            ? steps.every(([from, to]) => of(from, to, seen))
            : steps.some(([from, to]) => of(from, to, seen));
      }
      if (holds) truths |= 1 << i;
    }
    return truths;
  }
}
