// Hot path: `idOf` runs for each cell that a remembered outcome asks, and for each effect.
/**
 * Terms: values as functions of a state. What a term stands for is found on the ids of values, by look-ups.
 *
 * Invariant: a term is made of the cells of a state, constants, and operators that are functions of their operands, so
 * its id is the same in every state that agrees on those cells; what was remembered of an operator and evicted is
 * computed again, to the same id.
 */

import { ABSENT, type Interner, type Value } from "../../../values/index.ts";

/** A function of values that does nothing but give a value, or throw. */
export type Operation = (...args: Value[]) => Value;

/** What a term is. */
export const KINDS = { variable: 0, primed: 1, constant: 2, applied: 3, changed: 4, called: 5 } as const;

/** One value, for each state; of one `Terms` equal terms are one object. */
export class Term {
  readonly kind: number;
  /** The variable, the id of a constant, or the number of an operation. */
  readonly index: number;
  readonly parts: readonly Term[];
  /** Does it speak of the next state? Then it may change while the steps from one state are enumerated. */
  readonly primed: boolean;
  /** The state for which `id` is known; -1 for none. */
  stamp = -1;
  id = ABSENT;

  constructor(kind: number, index: number, parts: readonly Term[]) {
    this.kind = kind;
    this.index = index;
    this.parts = parts;
    this.primed = kind === KINDS.primed || parts.some((part) => part.primed);
  }
}

/** Finds equal terms: by kind and index, then by the parts one after the other. */
class TermNode {
  term: Term | null = null;
  readonly next = new Map<Term | number, TermNode>();

  at(key: Term | number): TermNode {
    let node = this.next.get(key);
    if (node === undefined) this.next.set(key, (node = new TermNode()));
    return node;
  }
}

/** Results of operations on ids that are kept: so many (a power of two), each in one place, where the next one may displace it. */
export const RESULTS = 1 << 16;
const FIELDS = 4;

/** The terms of one interpreter, and the state that they speak of. */
export class Terms {
  /** The ids of the current and of the next state; ABSENT where the next one has no value yet. */
  private readonly current: Int32Array;
  private next: Int32Array;
  private stamp = 0;
  private root = new TermNode();
  private readonly constants = new Map<number, Term>();
  private readonly operations: Operation[] = [];
  private readonly numbers = new Map<Operation, number>();
  readonly interner: Interner;
  private readonly results: Int32Array;

  constructor(interner: Interner, variables: number, results: number) {
    this.current = new Int32Array(variables).fill(ABSENT);
    this.next = this.current;
    this.interner = interner;
    this.results = new Int32Array(results * FIELDS).fill(-1);
  }

  /** How many variables a state has. */
  get variables(): number {
    return this.current.length;
  }

  /** Speaks of this state from now on. */
  enter(row: Int32Array, next: Int32Array): void {
    const { current } = this;
    this.next = next;
    let same = true;
    for (let i = 0; i < current.length; i++) {
      if (current[i] === row[i]) continue;
      current[i] = row[i] as number;
      same = false;
    }
    if (!same) this.stamp++;
  }

  /** Forgets all terms; nobody may hold one any more. */
  clear(): void {
    this.root = new TermNode();
    this.constants.clear();
  }

  variable(index: number, primed: boolean): Term {
    return this.make(primed ? KINDS.primed : KINDS.variable, index, []);
  }

  constant(id: number): Term {
    let term = this.constants.get(id);
    if (term === undefined) this.constants.set(id, (term = new Term(KINDS.constant, id, [])));
    return term;
  }

  applied(f: Term, key: Term): Term {
    return this.make(KINDS.applied, 0, [f, key]);
  }

  changed(f: Term, key: Term, value: Term): Term {
    return this.make(KINDS.changed, 0, [f, key, value]);
  }

  called(operation: Operation, parts: readonly Term[]): Term {
    let number = this.numbers.get(operation);
    if (number === undefined) this.numbers.set(operation, (number = this.operations.push(operation) - 1));
    return this.make(KINDS.called, number, parts);
  }

  private make(kind: number, index: number, parts: readonly Term[]): Term {
    let node = this.root.at(kind + 8 * index);
    for (const part of parts) node = node.at(part);
    return (node.term ??= new Term(kind, index, parts));
  }

  /** The same term where the primed variables stand for other terms; null of `of` leaves one as it is. */
  replaced(term: Term, of: (variable: number) => Term | null): Term {
    if (!term.primed) return term;
    if (term.kind === KINDS.primed) return of(term.index) ?? term;
    const parts = term.parts.map((part) => this.replaced(part, of));
    return this.make(term.kind, term.index, parts);
  }

  /** The id of its value in the state at hand; ABSENT where it has none. Throws what an operation throws. */
  idOf(term: Term): number {
    if (term.stamp === this.stamp) return term.id;
    const id = this.compute(term);
    if (!term.primed) {
      term.id = id;
      term.stamp = this.stamp;
    }
    return id;
  }

  private compute(term: Term): number {
    const { parts } = term;
    switch (term.kind) {
      case KINDS.variable:
        return this.current[term.index] as number;
      case KINDS.primed:
        return this.next[term.index] as number;
      case KINDS.constant:
        return term.index;
      case KINDS.applied: {
        const f = this.idOf(parts[0] as Term);
        return f === ABSENT ? ABSENT : this.interner.applied(f, this.idOf(parts[1] as Term));
      }
      case KINDS.changed: {
        const f = this.idOf(parts[0] as Term);
        const value = this.idOf(parts[2] as Term);
        if (f === ABSENT || value === ABSENT) return ABSENT;
        return this.interner.changed(f, this.idOf(parts[1] as Term), value);
      }
      default:
        return this.call(term);
    }
  }

  private call(term: Term): number {
    const { parts, index } = term;
    const a = this.idOf(parts[0] as Term);
    const b = parts.length > 1 ? this.idOf(parts[1] as Term) : 0;
    if (a === ABSENT || b === ABSENT) return ABSENT;
    if (parts.length > 2) return this.perform(index, parts);
    const { results } = this;
    let h = Math.imul(a ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15) ^ b, 0xc2b2ae35);
    const at = ((h ^ (h >>> 13)) & (results.length / FIELDS - 1)) * FIELDS;
    if (results[at] === index && results[at + 1] === a && results[at + 2] === b) return results[at + 3] as number;
    const id = this.perform(index, parts);
    results[at] = index;
    results[at + 1] = a;
    results[at + 2] = b;
    results[at + 3] = id;
    return id;
  }

  private perform(index: number, parts: readonly Term[]): number {
    const { interner } = this;
    const values: Value[] = [];
    for (const part of parts) {
      const id = this.idOf(part);
      if (id === ABSENT) return ABSENT;
      values.push(interner.valueOf(id));
    }
    return interner.idOf((this.operations[index] as Operation)(...values));
  }
}
