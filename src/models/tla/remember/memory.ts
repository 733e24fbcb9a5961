// Hot path: `read`, `observe` and `assign` run wherever remembered text meets the state.
/**
 * What an evaluation reads, and what it assigns, on ids.
 *
 * Invariant: while something is recorded, every read of a variable ends in `observe` (which notes the answer) or in a
 * term that is part of what is remembered; and nothing that was evaluated before the recording began is used in it,
 * except the local names by which the recorded text is kept apart.
 */

import { ABSENT, type Interner, type Value } from "../../../values/index.ts";
import { type Runtime, SpecError } from "../interpret/runtime.ts";
import { type Branch, type Outcome, Recording, type Way } from "./outcome.ts";
import { RESULTS, Term, type Terms } from "./term.ts";

/** How much may be remembered; tests make it forget all the time. */
export interface Limits {
  /** Branches of all decision trees together. */
  readonly branches: number;
  /** Results of operations, a power of two. */
  readonly results: number;
  /** May a tree that rarely helps be dropped? */
  readonly adaptive: boolean;
}

export const LIMITS: Limits = { branches: 500_000, results: RESULTS, adaptive: true };

/** Something that cannot be done here; the state is left to the plain interpreter. */
export class Unrememberable extends Error {}

/** What can forget: a tree. */
export interface Forgetful {
  forget(): void;
}

export class Memory {
  readonly interner: Interner;
  readonly terms: Terms;
  readonly limits: Limits;
  readonly runtime: Runtime;
  recording: Recording | null = null;
  /** Goes on at each recording. */
  clock = 0;
  /** How many outcomes have been found again. */
  found = 0;
  /** How many states have been entered. */
  entries = 0;
  /** The ids of the next state so far, and for each of its variables the term assigned and its place in `standing`. */
  private next: Int32Array;
  private readonly assigned: (Term | null)[];
  private readonly places: Int32Array;
  /** Variables assigned, in order. */
  private readonly standing: number[] = [];
  /** The variables assigned, as bits of a whole number. */
  mask = 0;
  private readonly bits: readonly number[];
  private branches = 0;
  /** So many parts of a function are asked before it is asked as a whole. */
  private readonly mostParts: number;
  private readonly trees: Forgetful[] = [];

  constructor(terms: Terms, runtime: Runtime, limits: Limits, mostParts: number) {
    const { variables } = terms;
    this.terms = terms;
    this.interner = terms.interner;
    this.runtime = runtime;
    this.mostParts = mostParts;
    this.limits = limits;
    this.bits = Array.from({ length: variables }, (_, i) => 2 ** i);
    this.next = new Int32Array(variables).fill(ABSENT);
    this.assigned = new Array<Term | null>(variables).fill(null);
    this.places = new Int32Array(variables).fill(-1);
  }

  /** Begins with a state, of which `successor` comes next where that is known already. */
  enter(row: Int32Array, successor: Int32Array | null): void {
    this.entries++;
    this.recording = null;
    for (const variable of this.standing) {
      this.next[variable] = ABSENT;
      this.places[variable] = -1;
    }
    this.standing.length = 0;
    this.mask = 0;
    if (this.branches > this.limits.branches) this.forget();
    this.terms.enter(row, successor ?? this.next);
  }

  /** The next state, when all of it has been assigned. */
  get successor(): Int32Array {
    return this.next;
  }

  plant(tree: Forgetful): void {
    this.trees.push(tree);
  }

  private forget(): void {
    for (const tree of this.trees) tree.forget();
    this.terms.clear();
    this.branches = 0;
  }

  /** An unprimed variable, read where primes may be in force. */
  variable(index: number): Value | Term {
    return this.read(index, this.runtime.primed > 0);
  }

  /** A variable: its value while nothing is recorded, else the term for it. */
  read(index: number, primed: boolean): Value | Term {
    const { runtime, recording } = this;
    const inForce = runtime.primed > 0;
    const value = (primed && !inForce ? runtime.next : runtime.current)[index];
    if (value === undefined) throw new SpecError("E423", "a variable has no value yet");
    runtime.reads++;
    if (primed) runtime.unstableReads++;
    if (recording === null) return value;
    if (!primed) return this.terms.variable(index, false);
    const inside = this.places[index] as number;
    if (inside >= recording.standing) return this.assigned[index] as Term;
    return this.terms.variable(index, true);
  }

  /** The value of a term here, which is read from now on. */
  observe(term: Term): Value {
    const id = this.terms.idOf(term);
    if (id === ABSENT) throw new Unrememberable("a cell that does not exist was read");
    if (this.recording !== null) this.noted(this.recording, term, id);
    return this.interner.valueOf(id);
  }

  resolve(x: Value | Term): Value {
    return x instanceof Term ? this.observe(x) : x;
  }

  termOf(x: Value | Term): Term {
    return x instanceof Term ? x : this.terms.constant(this.interner.idOf(x));
  }

  /** Is `key` in the domain of the function `f`? Where it is not, nothing of that is noted: then `f` has to be read. */
  has(f: Term, key: Term): boolean {
    const { terms, recording } = this;
    const part = terms.applied(f, key);
    const there = terms.idOf(part) !== ABSENT;
    if (there && recording?.has(part) === false) this.observe(terms.called(isThere, [part]));
    return there;
  }

  /** Gives a variable its next value; `undo` takes the last one back. */
  assign(variable: number, x: Value | Term): void {
    const { terms, recording, runtime } = this;
    let term = this.termOf(x);
    if (term.primed && recording !== null) term = this.outside(term, recording);
    const id = terms.idOf(term);
    if (id === ABSENT) throw new Unrememberable("a cell that does not exist was assigned");
    this.next[variable] = id;
    runtime.next[variable] = this.interner.valueOf(id);
    this.assigned[variable] = term;
    this.places[variable] = this.standing.push(variable) - 1;
    this.mask += this.bits[variable] as number;
  }

  undo(): void {
    const variable = this.standing.pop() as number;
    this.next[variable] = ABSENT;
    this.runtime.next[variable] = undefined;
    this.assigned[variable] = null;
    this.places[variable] = -1;
    this.mask -= this.bits[variable] as number;
  }

  /** A term of an inner recording as one of `recording`: what was assigned within it is no variable for it. */
  private outside(term: Term, { standing }: Recording): Term {
    return this.terms.replaced(term, (variable) =>
      (this.places[variable] as number) >= standing ? (this.assigned[variable] as Term) : null,
    );
  }

  /** Notes for the recording at hand what a branch asks. */
  note(term: Term, answer: number): void {
    const { recording } = this;
    if (recording === null) return;
    this.noted(recording, term.primed ? this.outside(term, recording) : term, answer);
  }

  private noted(recording: Recording, term: Term, answer: number): void {
    const whole = recording.wholeOf(term, this.mostParts);
    if (whole === null) recording.note(term, answer);
    else this.noted(recording, whole, this.terms.idOf(whole));
  }

  begin(): Recording {
    this.recording = new Recording(this.recording, ++this.clock, this.standing.length);
    return this.recording;
  }

  /** Ends the innermost recording, whose reads are reads of the one around it as well. */
  end(recording: Recording): void {
    this.recording = recording.outer;
    // What was made inside is inside for the recording around as well, but not for the next one.
    this.clock++;
    if (this.recording === null) return;
    for (let i = 0; i < recording.asked.length; i++) {
      this.note(recording.asked[i] as Term, recording.answers[i] as number);
    }
  }

  /** What has been assigned since the recording began, as one way. */
  collect(recording: Recording): void {
    const variables = this.standing.slice(recording.standing);
    const way: Way = { variables, terms: variables.map((v) => this.assigned[v] as Term) };
    recording.ways.push(way);
  }

  /** Remembers under `root` what a recording gave. */
  keep(root: Branch, { asked, answers }: Recording, outcome: Outcome): void {
    let at = root;
    for (let i = 0; i < asked.length; i++) {
      const term = asked[i] as Term;
      if (at.term !== term) {
        if (at.term !== null || at.outcome !== undefined) at.clear();
        at.term = term;
      }
      at = at.grown(answers[i] as number);
      this.branches++;
    }
    if (at.term !== null) at.clear();
    at.outcome = outcome;
    this.branches++;
  }
}

function isThere(): Value {
  return true;
}
