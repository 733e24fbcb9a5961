/**
 * What a specification does in each of its states: its steps, and what is true of it and of them. A mutant does the same
 * in each state in which its slip is not evaluated, so it need not be asked there.
 */

import { isTemporal, type Model, sameRow } from "../models/model.ts";
import type { Uses } from "../models/tla/index.ts";

/**
 * What is true of a state, or of a step: a character for each part of each property, and for each atom. `-` where it is
 * over something else.
 */
interface Truths {
  readonly parts: string;
  readonly atoms: string;
}

interface Step extends Truths {
  readonly to: Int32Array;
  /** -1 for a state that is passed through. */
  readonly action: number;
  /** Do the constraints admit it? */
  readonly kept: boolean;
}

/** What is done in a state; outside of the constraints no step is asked for. */
interface Conduct extends Truths {
  readonly within: boolean;
  readonly steps: readonly Step[];
}

/** How a mutant differs: nowhere, in what is true only, or in its steps; null where that cannot be evaluated. */
type Difference = "none" | "truths" | "steps" | null;

export class Baseline {
  private readonly rows: readonly Int32Array[];
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly initial: number;
  private readonly conducts: readonly Conduct[];
  private readonly names: string;

  private constructor(
    numbers: ReadonlyMap<string, number>,
    rows: readonly Int32Array[],
    conducts: readonly Conduct[],
    outside: { readonly initial: number; readonly names: string },
  ) {
    this.numbers = numbers;
    this.rows = rows;
    this.conducts = conducts;
    this.initial = outside.initial;
    this.names = outside.names;
  }

  /**
   * Goes through the states of a model, and tells `uses` in which it is: those are numbered in this order. Null where
   * there are more than `most`, or where verdicts depend on more than states and steps. Throws EvaluationError.
   */
  static of(model: Model, uses: Uses, most: number): Baseline | null {
    const ends = model.properties.some(({ parts }) => parts.some(({ over }) => over === "end"));
    if (model.key !== null || ends) return null;
    const rows: Int32Array[] = [];
    const numbers = new Map<string, number>();
    const enter = (row: Int32Array): Int32Array => {
      const key = row.join();
      const number = numbers.get(key) ?? rows.push(row.slice()) - 1;
      numbers.set(key, number);
      return rows[number] as Int32Array;
    };
    const texts = new Map<string, string>();
    const once = (text: string): string => {
      const known = texts.get(text) ?? text;
      texts.set(known, known);
      return known;
    };
    uses.in(null);
    const names = outsideOf(model);
    model.initial(enter);
    const initial = rows.length;
    const conducts: Conduct[] = [];
    for (let at = 0; at < rows.length; at++) {
      if (rows.length > most) return null;
      uses.in(at);
      const conduct = conductOf(model, rows[at] as Int32Array, at < initial);
      const steps = conduct.steps.map(({ to, action, kept, parts, atoms }) => {
        const shared = kept && action >= 0 ? enter(to) : to;
        return { to: shared, action, kept, parts: once(parts), atoms: once(atoms) };
      });
      conducts.push({ ...conduct, steps });
    }
    return new Baseline(numbers, rows, conducts, { initial, names });
  }

  /**
   * A mutant whose rows have the same meaning, and whose slip is evaluated in the states `where` at most; null for one that
   * is evaluated before there is a state. The answer is null where what is asked of it is something else, or where it
   * begins in other states. Throws EvaluationError.
   */
  compared(model: Model, where: readonly number[] | null): Compared | null {
    if (outsideOf(model) !== this.names) return null;
    if (where !== null) return new Compared(this, model, where);
    return this.beginsAlike(model) ? new Compared(this, model, [...this.rows.keys()]) : null;
  }

  private beginsAlike(model: Model): boolean {
    const begun = new Set<number | undefined>();
    model.initial((row) => void begun.add(this.numberOf(row)));
    return begun.size === this.initial && [...begun].every((number) => number !== undefined && number < this.initial);
  }

  /** The number of a state; undefined for one that the specification has not. */
  numberOf(row: Int32Array): number | undefined {
    return this.numbers.get(row.join());
  }

  conductAt(number: number): Conduct {
    return this.conducts[number] as Conduct;
  }

  /** What a mutant does in that state. */
  conductOf(model: Model, number: number): Conduct {
    return conductOf(model, this.rows[number] as Int32Array, number < this.initial);
  }
}

/** A mutant beside what it is a mutant of. */
export class Compared {
  private readonly baseline: Baseline;
  private readonly mutant: Model;
  private readonly where: readonly number[];
  /** What the mutant does where its slip is evaluated, as far as that was asked; undefined where it was not. */
  private readonly own = new Map<number, Conduct | undefined>();

  constructor(baseline: Baseline, mutant: Model, where: readonly number[]) {
    this.baseline = baseline;
    this.mutant = mutant;
    this.where = where;
    for (const at of where) this.own.set(at, undefined);
  }

  /** Asks the mutant where its slip is evaluated, until it takes other steps. Throws EvaluationError. */
  difference(): Difference {
    const { baseline, mutant, own } = this;
    let difference: Difference = "none";
    for (const at of this.where) {
      const [one, other] = [baseline.conductAt(at), baseline.conductOf(mutant, at)];
      own.set(at, other);
      if (!sameSteps(one, other)) return "steps";
      if (!sameTruths(one, other)) difference = "truths";
    }
    return difference;
  }

  /** The mutant itself, which is asked only what is not known. */
  get model(): Model {
    const { mutant } = this;
    const { temporal } = mutant;
    const offsets: number[] = [];
    let count = 0;
    for (const { parts } of mutant.properties) {
      offsets.push(count);
      count += parts.length;
    }
    const partAt = (property: number, part: number): number => (offsets[property] as number) + part;
    const lookUp = this.lookUp();
    const stepOf = (row: Int32Array, to: Int32Array): Step | undefined => {
      return lookUp(row)?.steps.find((step) => step.action >= 0 && sameRow(step.to, to));
    };
    const own: Partial<Model> = {
      bulk: null,
      ahead: null,
      next: (row, emit) => {
        const known = lookUp(row);
        if (known?.within !== true) mutant.next(row, emit);
        else for (const { to, action } of known.steps) emit(to, action);
      },
      within: (row) => lookUp(row)?.within ?? mutant.within(row),
      withinStep: (row, to) => stepOf(row, to)?.kept ?? mutant.withinStep(row, to),
      holds: (property, part, row) => {
        const known = row === null ? undefined : lookUp(row)?.parts;
        return truth(known, partAt(property, part)) ?? mutant.holds(property, part, row);
      },
      holdsStep: (property, part, row, to) => {
        const known = stepOf(row, to)?.parts;
        return truth(known, partAt(property, part)) ?? mutant.holdsStep(property, part, row, to);
      },
      temporal: temporal && {
        get atoms() {
          return temporal.atoms;
        },
        assumptions: () => temporal.assumptions(),
        formula: (property, part) => temporal.formula(property, part),
        holds: (atom, row) => truth(lookUp(row)?.atoms, atom) ?? temporal.holds(atom, row),
        holdsStep: (atom, row, to) => truth(stepOf(row, to)?.atoms, atom) ?? temporal.holdsStep(atom, row, to),
      },
    };
    // Whatever else it is asked it answers itself.
    return new Proxy(mutant, {
      get: (target, name) => {
        if (name in own) return own[name as keyof Model];
        const inherited = target[name as keyof Model] as unknown;
        return typeof inherited === "function" ? inherited.bind(target) : inherited;
      },
    });
  }

  /** Finds what is known of a state; many questions are about the same one. */
  private lookUp(): (row: Int32Array) => Conduct | undefined {
    const { baseline, own } = this;
    let last = new Int32Array();
    let known: Conduct | undefined;
    return (row) => {
      if (sameRow(row, last)) return known;
      const number = baseline.numberOf(row);
      if (number === undefined) known = undefined;
      else known = own.has(number) ? own.get(number) : baseline.conductAt(number);
      last = row.slice();
      return known;
    };
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

/** All that is asked about a state and the steps from it. Throws EvaluationError. */
function conductOf(model: Model, row: Int32Array, initial: boolean): Conduct {
  const { properties, temporal } = model;
  const parts = (test: (part: { over: string }, property: number, part_: number) => boolean | null): string =>
    properties.map(({ parts }, property) => parts.map((part, at) => mark(test(part, property, at))).join("")).join("");
  const atoms = (over: string, test: (atom: number) => boolean): string =>
    (temporal?.atoms ?? []).map((atom, at) => mark(atom.over === over ? test(at) : null)).join("");
  const within = model.within(row);
  const truths = {
    within,
    parts: parts(({ over }, property, part) => {
      return over === "state" || (over === "initial" && initial) ? model.holds(property, part, row) : null;
    }),
    atoms: atoms("state", (atom) => temporal?.holds(atom, row) === true),
  };
  if (!within) return { ...truths, steps: [] };
  const steps: { readonly to: Int32Array; readonly action: number }[] = [];
  model.next(row, (to, action) => void steps.push({ to: to.slice(), action }));
  const told = steps.map(({ to, action }): Step => {
    if (action < 0) return { to, action, kept: true, parts: "", atoms: "" };
    return {
      ...{ to, action, kept: model.withinStep(row, to) },
      parts: parts(({ over }, property, part) => (over === "step" ? model.holdsStep(property, part, row, to) : null)),
      atoms: atoms("step", (atom) => temporal?.holdsStep(atom, row, to) === true),
    };
  });
  return { ...truths, steps: told };
}

function mark(answer: boolean | null): string {
  return answer === null ? "-" : answer ? "1" : "0";
}

/** What a mark says; null where nothing is known. */
function truth(marks: string | undefined, at: number): boolean | null {
  const said = marks?.[at];
  return said === "1" ? true : said === "0" ? false : null;
}

function sameSteps(one: Conduct, other: Conduct): boolean {
  if (one.within !== other.within || one.steps.length !== other.steps.length) return false;
  return one.steps.every((step, at) => {
    const { to, action, kept } = other.steps[at] as Step;
    return step.action === action && step.kept === kept && sameRow(step.to, to);
  });
}

function sameTruths(one: Conduct, other: Conduct): boolean {
  const same = (a: Truths, b: Truths): boolean => a.parts === b.parts && a.atoms === b.atoms;
  return same(one, other) && one.steps.every((step, at) => same(step, other.steps[at] as Step));
}
