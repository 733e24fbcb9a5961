// Hot path: `next`, `within` and `holds` run for every state.
/** A TLA+ model on packed rows and generated code; the interpreted model stays behind it for all that is rare. */

import type { Value } from "../../../values/index.ts";
import {
  type Action,
  type BulkNext,
  type Diagnostic,
  EvaluationError,
  type Layout,
  LayoutOutgrown,
  type Model,
  type Property,
  type RunFacts,
  type StateKey,
  type Step,
} from "../../model.ts";
import type { TemporalModel } from "../../temporal.ts";
import { advice, describe } from "../layout/explain.ts";
import { Packing, packingFor, Translation } from "../layout/packing.ts";
import { closedUniverses, widen } from "../layout/representation.ts";
import type { TlaModel } from "../model.ts";
import { isOfRows, makeProgram, type NextFunction, type Program } from "./program.ts";
import { Reader } from "./reads.ts";
import { Sample } from "./sample.ts";
import { BAILOUT, type Growth } from "./table.ts";

/** So many layouts may be outgrown; then the values vary too much and the ids of the interpreter serve better. */
const MOST_LAYOUTS = 60;
/** How often values that the code names are taken in before a layout is used: taking some in makes more code. */
const MOST_ROUNDS = 3;
/** A universe that the code itself fills is not made longer than this. */
const LARGEST_TAKEN = 256;

/** How a compiled model is made; tests force what would otherwise be rare. */
export interface EngineOptions {
  /** Compile models, too, whose states the sample has all seen. */
  readonly always: boolean;
  /** Successors that the sample looks at. */
  readonly sample?: number;
}

/** The compiled model of `inner`; null where nothing can be compiled, or nothing is gained. */
export function compileModel(inner: TlaModel, options: EngineOptions): CompiledModel | null {
  if (!inner.hasBehavior || !isPure(inner)) return null;
  const sample = new Sample(inner, options.sample);
  if (!sample.take() || (sample.complete && !options.always)) return null;
  const model = new CompiledModel(inner, sample);
  return model.program === null ? null : model;
}

/** Is evaluating a formula a second time without effect? Then, and only then, states may be looked at in advance. */
function isPure({ parts }: TlaModel): boolean {
  const { behavior, properties, constraints, actionConstraints, view, alias } = parts.formulas;
  const reader = new Reader(parts.setup);
  const formulas = [
    ...(behavior === null ? [] : [...behavior.init, behavior.next]),
    ...properties.flatMap(({ parts: list }) => list.filter((part) => isOfRows(part.over)).map((part) => part.formula)),
    ...constraints,
    ...actionConstraints,
    ...[view, alias].filter((formula) => formula !== null),
  ];
  return formulas.every(({ expression }) => reader.readsOf(expression).pure);
}

export class CompiledModel implements Model {
  readonly variables: readonly string[];
  readonly actions: readonly Action[];
  readonly properties: readonly Property[];
  readonly hasBehavior: boolean;
  readonly checkDeadlock: boolean;
  readonly constrained: boolean;
  readonly constrainsSteps: boolean;
  readonly key: StateKey | null;
  readonly temporal: TemporalModel | null;
  readonly diagnostics: readonly Diagnostic[];
  /** The generated code; null once it has been given up, when rows are those of the interpreter. */
  program: Program | null = null;
  packing!: Packing;
  layout!: Layout;
  /** How many layouts have been made. */
  layouts = 0;
  /** How many states the generated code left to the interpreter. */
  bailouts = 0;
  private readonly inner: TlaModel;
  private readonly sample: Sample;
  private growth: Growth = { outgrown: false, retries: 0 };
  private out = new Int32Array(1 << 14);
  private row = new Int32Array(1);
  private readonly ids: Int32Array;
  private readonly otherIds: Int32Array;

  constructor(inner: TlaModel, sample: Sample) {
    this.inner = inner;
    this.sample = sample;
    this.variables = inner.variables;
    this.actions = inner.actions;
    this.properties = inner.properties;
    this.hasBehavior = inner.hasBehavior;
    this.checkDeadlock = inner.checkDeadlock;
    this.constrained = inner.constrained;
    this.constrainsSteps = inner.parts.formulas.actionConstraints.length > 0;
    this.diagnostics = inner.diagnostics;
    this.ids = new Int32Array(inner.layout.words);
    this.otherIds = new Int32Array(inner.layout.words);
    const { key } = inner;
    this.key =
      key === null ? null : { words: key.words, of: (row, out) => key.of(this.idsOf(row, this.otherIds), out) };
    this.temporal = this.temporalOf(inner.temporal);
    this.lay();
  }

  /** Atoms of temporal formulas are the interpreter's. */
  private temporalOf(temporal: TemporalModel | null): TemporalModel | null {
    if (temporal === null) return null;
    return {
      atoms: temporal.atoms,
      assumptions: () => temporal.assumptions(),
      formula: (property, part) => temporal.formula(property, part),
      holds: (atom, row) => temporal.holds(atom, this.idsOf(row, this.ids)),
      holdsStep: (atom, row, successor) =>
        temporal.holdsStep(atom, this.idsOf(row, this.ids), this.idsOf(successor, this.otherIds)),
    };
  }

  /** Chooses a layout for all values seen so far, and makes the code for it. */
  private lay(): void {
    this.packing = packingFor(this.sample.seen, this.inner.interner);
    for (let i = 0; i < this.variables.length; i++) this.sample.fresh(i);
    this.build();
  }

  /** Makes the code for the layout; values that the code itself names are taken in first. */
  private build(): void {
    this.layouts++;
    for (let round = 0; ; round++) {
      this.growth = { outgrown: false, retries: this.growth.retries };
      this.program = this.layouts > MOST_LAYOUTS ? null : this.makeProgram();
      if (this.program === null || round === MOST_ROUNDS || !this.takeWanted()) break;
      this.packing = new Packing(this.packing.variables);
    }
    const words = this.program === null ? this.inner.layout.words : this.packing.words;
    this.layout = { kind: this.program === null ? "ids" : "packed", words };
    this.row = new Int32Array(words);
  }

  private makeProgram(): Program | null {
    const { setup, formulas } = this.inner.parts;
    const { interner, actions } = this.inner;
    return makeProgram({ setup, formulas, actions, interner, packing: this.packing, growth: this.growth });
  }

  /** How many actions, in how many states, the generated code left to the interpreter. */
  get retries(): number {
    return this.growth.retries;
  }

  /** Adds to closed universes what the code would have put there; false if there was nothing. */
  private takeWanted(): boolean {
    let added = false;
    for (const variable of this.packing.variables) {
      for (const universe of closedUniverses(variable)) {
        for (const value of universe.wanted) {
          if (universe.size >= LARGEST_TAKEN) break;
          if (universe.find(value) >= 0) continue;
          universe.add(value);
          added = true;
        }
        universe.wanted.clear();
      }
    }
    return added;
  }

  /** Widens the layout, or makes another one, and tells the search. */
  private outgrow(): never {
    const { sample } = this;
    const before = new Translation(this.packing);
    const widened = this.packing.variables.every((variable, i) =>
      sample.fresh(i).every((value) => widen(variable, value)),
    );
    if (!widened) {
      sample.learn(this.packing);
      this.lay();
      throw new LayoutOutgrown(null);
    }
    this.packing = new Packing(this.packing.variables);
    this.build();
    throw new LayoutOutgrown(this.program === null ? null : before.to(this.packing));
  }

  observe(facts: RunFacts): void {
    this.inner.observe(facts);
  }

  initial(emit: (row: Int32Array) => void): void {
    if (this.program === null) {
      this.inner.initial(emit);
      return;
    }
    this.inner.initial((ids) => {
      if (this.pack(ids)) emit(this.row);
    });
    if (this.packing.outgrown) {
      this.sample.learn(this.packing);
      this.lay();
      throw new LayoutOutgrown(null);
    }
  }

  /** Packs a row of ids into `this.row`; what does not fit is remembered for the next layout. */
  private pack(ids: Int32Array): boolean {
    const state = this.inner.decode(ids);
    if (this.packing.pack(state, this.row)) return true;
    this.sample.note(state);
    return false;
  }

  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): void {
    const { program } = this;
    if (program === null) {
      this.inner.next(row, emit);
      return;
    }
    let end = 0;
    try {
      end = this.successors(program, row);
    } catch (error) {
      if (error !== BAILOUT) throw error;
      this.interpret(row, emit);
      return;
    }
    const { out, row: successor } = this;
    const words = successor.length;
    for (let at = 0; at < end; at += words + 1) {
      for (let i = 0; i < words; i++) successor[i] = out[at + i] as number;
      emit(successor, out[at + words] as number);
    }
  }

  /** Successors for a search that looks many up together; null once the generated code has been given up. */
  get bulk(): BulkNext | null {
    const { program } = this;
    if (program === null) return null;
    const { next } = program;
    const { length } = next;
    return (rows, from, out, to) => {
      let end = to;
      try {
        for (let i = 0; i < length; i++) end = (next[i] as NextFunction)(rows, from, out, end);
      } catch (error) {
        if (error !== BAILOUT) throw error;
        return -1;
      }
      return end;
    };
  }

  /** Fills `out`; the answer is how far. */
  private successors(program: Program, row: Int32Array): number {
    for (;;) {
      let end = 0;
      for (let i = 0; i < program.next.length; i++)
        end = (program.next[i] as (typeof program.next)[0])(row, 0, this.out, end);
      if (end <= this.out.length) return end;
      // What was written beyond the end is lost.
      this.out = new Int32Array(end * 2);
    }
  }

  /** The successors by the interpreter: where the code gave up, and where there is an error to report. */
  private interpret(row: Int32Array, emit: (row: Int32Array, action: number) => void): void {
    this.bailouts++;
    const ids = this.idsOf(row, this.ids).slice();
    // Nothing may be emitted before it is known that all fits: the state is expanded again in a wider layout.
    const found: { readonly row: Int32Array; readonly action: number }[] = [];
    const emitFound = () => {
      for (const successor of found) emit(successor.row, successor.action);
    };
    try {
      this.inner.next(ids, (successor, action) => {
        if (action < 0) found.push({ row, action });
        else if (this.pack(successor)) found.push({ row: this.row.slice(), action });
      });
    } catch (error) {
      if (error instanceof EvaluationError && !this.packing.outgrown) emitFound();
      if (!this.packing.outgrown) throw error;
    }
    if (this.packing.outgrown || this.growth.outgrown) {
      this.sample.explore(ids);
      this.outgrow();
    }
    emitFound();
  }

  within(row: Int32Array): boolean {
    const { program } = this;
    if (program === null) return this.inner.within(row);
    try {
      for (const predicate of program.constraints) {
        if (predicate === null) return this.inner.within(this.idsOf(row, this.ids));
        if (!predicate(row, 0, row, 0)) return false;
      }
      return true;
    } catch (error) {
      if (error !== BAILOUT) throw error;
      return this.inner.within(this.idsOf(row, this.ids));
    }
  }

  withinStep(row: Int32Array, successor: Int32Array): boolean {
    const { program } = this;
    const interpreted = () => this.inner.withinStep(this.idsOf(row, this.ids), this.idsOf(successor, this.otherIds));
    if (program === null) return this.inner.withinStep(row, successor);
    try {
      for (const predicate of program.actionConstraints) {
        if (predicate === null) return interpreted();
        if (!predicate(row, 0, successor, 0)) return false;
      }
      return true;
    } catch (error) {
      if (error !== BAILOUT) throw error;
      return interpreted();
    }
  }

  holds(property: number, part: number, row: Int32Array | null): boolean {
    const { program } = this;
    if (program === null || row === null) return this.inner.holds(property, part, row);
    const predicate = program.parts[property]?.[part] ?? null;
    if (predicate !== null) {
      try {
        return predicate(row, 0, row, 0);
      } catch (error) {
        if (error !== BAILOUT) throw error;
      }
    }
    return this.inner.holds(property, part, this.idsOf(row, this.ids));
  }

  holdsStep(property: number, part: number, row: Int32Array, successor: Int32Array): boolean {
    const { program } = this;
    if (program === null) return this.inner.holdsStep(property, part, row, successor);
    const predicate = program.parts[property]?.[part] ?? null;
    if (predicate !== null) {
      try {
        return predicate(row, 0, successor, 0);
      } catch (error) {
        if (error !== BAILOUT) throw error;
      }
    }
    return this.inner.holdsStep(property, part, this.idsOf(row, this.ids), this.idsOf(successor, this.otherIds));
  }

  explain(): readonly string[] {
    const { program, packing } = this;
    if (program === null) return ["The layout was outgrown too often: the interpreter evaluates everything."];
    const lines = [`A state takes ${packing.words} ${packing.words === 1 ? "word" : "words"} of 32 bits:`];
    packing.variables.forEach((variable, i) => {
      const bits = (packing.fields[i] ?? []).reduce((sum, field) => sum + field.bits, 0);
      lines.push(`  ${this.variables[i]}: ${bits} bits, ${describe(variable)}`);
      const hint = advice(variable);
      if (hint !== null) lines.push(`    ${hint}`);
    });
    const interpreted = program.interpretedActions;
    if (interpreted.length > 0) lines.push(`The interpreter finds the steps of ${interpreted.join(", ")}.`);
    const texts = program.interpretedTexts.size - interpreted.length;
    if (texts > 0) lines.push(`It also evaluates ${texts} expressions, once for each combination of what they read.`);
    this.properties.forEach((property, i) => {
      const left = property.parts.some((part, at) => isOfRows(part.over) && program.parts[i]?.[at] == null);
      if (left) lines.push(`The interpreter decides ${property.name}.`);
    });
    if (this.layouts > 1) lines.push(`The layout was made ${this.layouts} times, because values did not fit.`);
    return lines;
  }

  decode(row: Int32Array): Value[] {
    if (this.program === null) return this.inner.decode(row);
    return this.variables.map((_, i) => this.packing.unpack(i, row));
  }

  replay(rows: readonly Int32Array[]): Step[] {
    if (this.program === null) return this.inner.replay(rows);
    return this.inner.replay(rows.map((row) => this.idsOf(row, this.ids).slice()));
  }

  /** The row of the interpreter for a packed one. */
  private idsOf(row: Int32Array, ids: Int32Array): Int32Array {
    if (this.program === null) return row;
    const { interner } = this.inner;
    for (let i = 0; i < ids.length; i++) ids[i] = interner.idOf(this.packing.unpack(i, row));
    return ids;
  }
}
