// Hot path: `at` is taken once for each cell that is asked.
/**
 * Decision trees: what an evaluation asks, what the answers were, and what came of it.
 *
 * Invariant: whoever follows the answers of a state from the root to an outcome has asked, in the same order, all that
 * the evaluation read that gave the outcome. So a branch is right for every state that comes along it; a missing one
 * only means that nobody has evaluated there yet.
 */

import type { Value } from "../../../values/index.ts";
import { KINDS, type Term } from "./term.ts";

/** One way to make a formula true: what it assigns, in order. */
export interface Way {
  readonly variables: readonly number[];
  readonly terms: readonly Term[];
}

/** What is remembered: a value, or all the ways of a formula in action position. */
export type Outcome = Value | readonly Way[];

/** Up to so many branches are searched one by one. */
const FEW = 6;

export class Branch {
  /** What is asked here: a term; null where it is a local name of the text, and at the end. */
  term: Term | null = null;
  outcome: Outcome | undefined = undefined;
  private readonly answers: number[] = [];
  private readonly branches: Branch[] = [];
  private index: Map<number, Branch> | null = null;

  /** The branch for an answer; null if there is none yet. */
  at(answer: number): Branch | null {
    if (this.index !== null) return this.index.get(answer) ?? null;
    const { answers } = this;
    for (let i = 0; i < answers.length; i++) if (answers[i] === answer) return this.branches[i] as Branch;
    return null;
  }

  /** The same, made if there is none. */
  grown(answer: number): Branch {
    const known = this.at(answer);
    if (known !== null) return known;
    const made = new Branch();
    if (this.index !== null) this.index.set(answer, made);
    else {
      this.answers.push(answer);
      this.branches.push(made);
      if (this.answers.length > FEW) this.index = new Map(this.answers.map((a, i) => [a, this.branches[i] as Branch]));
    }
    return made;
  }

  /** Forgets all that comes after this one. */
  clear(): void {
    this.term = null;
    this.outcome = undefined;
    this.index = null;
    this.answers.length = 0;
    this.branches.length = 0;
  }
}

/** What an evaluation has read so far: terms, each once, and their answers. */
export class Recording {
  /** The recording around this one, which reads all that this one reads. */
  readonly outer: Recording | null;
  /** What the clock of the memory showed at its beginning: what is older was made outside of it. */
  readonly begun: number;
  /** How many assignments were standing at its beginning. */
  readonly standing: number;
  readonly asked: Term[] = [];
  readonly answers: number[] = [];
  readonly ways: Way[] = [];
  /** Was a part of the text looked up while it was recorded? */
  hasParts = false;
  private readonly seen = new Set<Term>();
  /** How many parts of a term have been asked. */
  private readonly asksOf = new Map<Term, number>();

  constructor(outer: Recording | null, begun: number, standing: number) {
    this.outer = outer;
    this.begun = begun;
    this.standing = standing;
  }

  has(term: Term): boolean {
    return this.seen.has(term);
  }

  /** Follows the value of the term from what has been asked already? */
  private isKnown(term: Term): boolean {
    if (term.kind === KINDS.constant || this.seen.has(term)) return true;
    return term.parts.length > 0 && term.parts.every((part) => this.isKnown(part));
  }

  /** The function of which a part is asked, when so many parts have been asked that it is better asked as a whole. */
  wholeOf(term: Term, most: number): Term | null {
    let cell: Term | undefined = term;
    while (cell?.kind === KINDS.called) cell = cell.parts.find((part) => part.kind !== KINDS.constant);
    if (cell?.kind !== KINDS.applied || this.isKnown(term)) return null;
    const whole = cell.parts[0] as Term;
    const count = (this.asksOf.get(whole) ?? 0) + 1;
    this.asksOf.set(whole, count);
    return count > most ? whole : null;
  }

  note(term: Term, answer: number): void {
    if (this.isKnown(term)) return;
    this.seen.add(term);
    this.asked.push(term);
    this.answers.push(answer);
  }
}
