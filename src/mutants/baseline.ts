/**
 * What a specification does in each of its states: its steps, and what is true of it and of them. A mutant that does the
 * same in each state in which its slip is evaluated has the same states, steps and verdicts.
 */

import { isTemporal, type Model } from "../models/model.ts";
import type { Uses } from "../models/tla/index.ts";

export class Baseline {
  private readonly rows: readonly Int32Array[];
  private readonly initial: number;
  private readonly answers: readonly string[];
  private readonly names: string;

  private constructor(rows: readonly Int32Array[], initial: number, answers: readonly string[], names: string) {
    this.rows = rows;
    this.initial = initial;
    this.answers = answers;
    this.names = names;
  }

  /**
   * Goes through the states of a model, and tells `uses` in which it is: those are numbered in this order. Null where
   * there are more than `most`, or where verdicts depend on more than states and steps. Throws EvaluationError.
   */
  static of(model: Model, uses: Uses, most: number): Baseline | null {
    const ends = model.properties.some(({ parts }) => parts.some(({ over }) => over === "end"));
    if (model.key !== null || ends) return null;
    const rows: Int32Array[] = [];
    const known = new Set<string>();
    const enter = (row: Int32Array): void => {
      const key = row.join();
      if (known.has(key)) return;
      known.add(key);
      rows.push(row.slice());
    };
    uses.in(null);
    const names = outsideOf(model);
    model.initial(enter);
    const initial = rows.length;
    const answers: string[] = [];
    for (let at = 0; at < rows.length; at++) {
      if (rows.length > most) return null;
      uses.in(at);
      answers.push(answersOf(model, rows[at] as Int32Array, at < initial, enter));
    }
    return new Baseline(rows, initial, answers, names);
  }

  /** Does a mutant whose rows have the same meaning do the same in these states, outside of which it cannot differ? */
  isSame(model: Model, where: readonly number[]): boolean {
    if (outsideOf(model) !== this.names) return false;
    return where.every((at) => {
      return answersOf(model, this.rows[at] as Int32Array, at < this.initial, () => {}) === this.answers[at];
    });
  }
}

/** What is evaluated before there is a state, and what numbers stand for in the answers. */
function outsideOf(model: Model): string {
  const { properties, temporal } = model;
  const formulas = properties.flatMap(({ parts }, property) =>
    parts.map((what, part) => {
      if (what.over === "constant") return model.holds(property, part, null);
      return isTemporal(what) ? temporal?.formula(property, part) : null;
    }),
  );
  const assumed = temporal?.assumptions() ?? [];
  const actions = model.actions.map(({ name }) => name);
  const atoms = temporal?.atoms.map(({ over, text }) => [over, text]) ?? [];
  return JSON.stringify([actions, atoms, formulas, assumed], (key, value) => (key === "location" ? null : value));
}

/** All that is asked about a state and the steps from it; each successor is told to `enter` if it is kept. */
function answersOf(model: Model, row: Int32Array, initial: boolean, enter: (row: Int32Array) => void): string {
  const { properties, temporal } = model;
  const asked = (test: (part: { over: string }, property: number, part_: number) => boolean | null): string =>
    properties.flatMap(({ parts }, property) => parts.map((part, at) => test(part, property, at))).join();
  const within = model.within(row);
  const of = asked(({ over }, property, part) => {
    return over === "state" || (over === "initial" && initial) ? model.holds(property, part, row) : null;
  });
  const atoms = temporal?.atoms.map(({ over }, atom) => over === "state" && temporal.holds(atom, row)) ?? [];
  if (!within) return `excluded ${of} ${atoms}`;
  const steps: { readonly to: Int32Array; readonly action: number }[] = [];
  model.next(row, (to, action) => void steps.push({ to: to.slice(), action }));
  const told = steps.map(({ to, action }) => {
    if (action < 0) return `passed ${to}`;
    const kept = model.withinStep(row, to);
    if (kept) enter(to);
    const truths = asked(({ over }, property, part) => {
      return over === "step" ? model.holdsStep(property, part, row, to) : null;
    });
    const taken = temporal?.atoms.map(({ over }, atom) => over === "step" && temporal.holdsStep(atom, row, to)) ?? [];
    return `${to} ${action} ${kept} ${truths} ${taken}`;
  });
  return `${of} ${atoms}\n${told.join("\n")}`;
}
