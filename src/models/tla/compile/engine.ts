// Hot path: `next`, `within` and `holds` run for every state.
/** A TLA+ model on packed rows and generated code; the interpreted model stays behind it for all that is rare. */

import type { Value } from "../../../values/index.ts";
import {
  type Action,
  type BulkNext,
  type BulkShare,
  type Diagnostic,
  EvaluationError,
  type Explainer,
  type FalsePart,
  type Layout,
  LayoutOutgrown,
  type MappedVariable,
  type Model,
  type Property,
  type Rewrite,
  type RowKey,
  type RunFacts,
  type StateKey,
  type Step,
  type Witness,
} from "../../model.ts";
import type { TemporalModel } from "../../temporal.ts";
import { isWhole } from "../layout/element.ts";
import { Packing, packingFor, Translation } from "../layout/packing.ts";
import { represent } from "../layout/representation.ts";
import type { TlaModel } from "../model.ts";
import { type Account, Compiled, type Deadline, Measured, Overdue } from "./account.ts";
import { Beside } from "./beside.ts";
import { shareOf } from "./bulk-worker.ts";
import { CodedTemporal } from "./coded-temporal.ts";
import { rowsEvaluation } from "./evaluation.ts";
import { Ids } from "./ids.ts";
import {
  makeAtoms,
  makeProgram,
  type NextFunction,
  type Predicate,
  type Program,
  type ProgramRequest,
} from "./program.ts";
import { arePure, asked, isPure, sizeOfNext } from "./purity.ts";
import { Sample } from "./sample.ts";
import { BAILOUT, emptyFull, type Growth } from "./table.ts";

/** So many layouts may be outgrown; then the values vary too much and the ids of the interpreter serve better. */
const MOST_LAYOUTS = 20;
/** How often values that the code names are taken in before a layout is used: taking some in makes more code. */
const MOST_ROUNDS = 3;

/** Successors that are looked at ahead of the search before the first layout, for values of deeper states. */
const WALKED = 2000;

/** How a compiled model is made; tests force what would otherwise be rare. */
export interface EngineOptions {
  /** Compile at once, after a look at `sample` successors; otherwise the interpreter begins, and small models end there. */
  readonly always: boolean;
  readonly sample?: number;
  /** Decides when to compile, and when to go back. */
  readonly account?: Account;
}

/** The compiled model of `inner`; null where nothing can be compiled. */
export function compileModel(inner: TlaModel, options: EngineOptions): CompiledModel | null {
  if (!inner.hasBehavior) return null;
  const { constraints, actionConstraints } = inner.parts.formulas;
  const filters = arePure(inner, [...constraints, ...actionConstraints]);
  const sample = new Sample(inner, filters, options.sample);
  if (!options.always)
    return new CompiledModel(inner, sample, options.account ?? new Measured(() => sizeOfNext(inner)), false);
  // Where the first states do not fit the search begins again, and then all is asked twice.
  if (!isPure(inner) || !filters || !arePure(inner, asked(inner)) || !sample.take()) return null;
  const model = new CompiledModel(inner, sample, options.account ?? new Compiled(), true);
  return model.program === null ? null : model;
}

class CompiledModel implements Model {
  readonly variables: readonly string[];
  readonly actions: readonly Action[];
  readonly properties: readonly Property[];
  readonly hasBehavior: boolean;
  readonly written: TlaModel["written"];
  readonly checkDeadlock: boolean;
  readonly constrained: boolean;
  readonly constrainsSteps: boolean;
  readonly key: StateKey | null;
  rowKey: RowKey | null = null;
  readonly temporal: CodedTemporal | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly lanes: readonly string[];
  readonly ahead: TlaModel["ahead"];
  /** The generated code; null once it has been given up, when rows are those of the interpreter. */
  program: Program | null = null;
  /** Successors for a search that looks many up together; null where the interpreter finds them. */
  bulk: BulkNext | null = null;
  packing!: Packing;
  layout!: Layout;
  /** How many layouts have been made. */
  layouts = 0;
  /** How many states the generated code left to the interpreter. */
  bailouts = 0;
  /** How often the compiler, or its code, failed in a way that it should not; tests expect none. */
  defects = 0;
  private readonly inner: TlaModel;
  readonly meant = (warning: Diagnostic): boolean => this.inner.meant(warning);
  private readonly beside: Beside;
  private readonly sample: Sample;
  private growth: Growth = { outgrown: false, retries: 0, full: [] };
  private out = new Int32Array(1 << 14);
  private row = new Int32Array(1);
  private readonly ids: Ids;
  private readonly otherIds: Ids;
  private readonly decodedIds: Ids;
  private readonly account: Account;
  /** Does the interpreter find all successors until code is worth it? Then values are noted, until they are too many for a layout. */
  private waiting: boolean;
  /** Was making code given up because it took too long? */
  private overdue = false;
  private found = 0;
  /** Are rows being rewritten? */
  private moving = false;
  /** The state from which successors were found last: ahead of it is where values are looked for. */
  private readonly last: Int32Array;

  constructor(inner: TlaModel, sample: Sample, account: Account, atOnce: boolean) {
    this.inner = inner;
    this.sample = sample;
    this.account = account;
    this.waiting = !atOnce && isPure(inner);
    this.last = new Int32Array(inner.layout.words);
    this.variables = inner.variables;
    this.actions = inner.actions;
    this.properties = inner.properties;
    this.beside = new Beside(inner);
    this.hasBehavior = inner.hasBehavior;
    this.written = inner.written;
    this.checkDeadlock = inner.checkDeadlock;
    this.constrained = inner.constrained;
    // A constraint that asks for the run may admit a state later that it did not admit before, and an invariant that
    // does may be violated by an excluded state when that is met again.
    const pure = sample.filters && arePure(inner, asked(inner));
    this.constrainsSteps = inner.parts.formulas.actionConstraints.length > 0 || !pure;
    this.diagnostics = inner.diagnostics;
    this.lanes = inner.lanes;
    this.ahead = inner.ahead;
    this.ids = new Ids(inner);
    this.otherIds = new Ids(inner);
    this.decodedIds = new Ids(inner);
    const { key } = inner;
    this.key = key === null ? null : { ...key, of: (row, out) => key.of(this.idsOf(row, this.otherIds), out) };
    this.temporal = this.temporalOf(inner.temporal);
    this.useProgram(atOnce ? this.programForValues() : null);
    this.moving = false;
  }

  /** Atoms of temporal formulas are decided by code where there is some. */
  private temporalOf(temporal: TemporalModel | null): CodedTemporal | null {
    if (temporal === null) return null;
    return new CodedTemporal(temporal, {
      account: this.account,
      packed: () => this.program !== null,
      make: () => this.made((deadline) => makeAtoms(this.programRequest(deadline), this.inner.atoms)) ?? [],
      answer: (predicate, row, successor) => {
        emptyFull(this.growth);
        return this.isTrue(predicate, row, successor);
      },
      ids: (row) => this.idsOf(row, this.ids),
      otherIds: (row) => this.idsOf(row, this.otherIds),
    });
  }

  /** Chooses a layout for all values seen so far, and makes the code for it. */
  private programForValues(novel: ReadonlySet<number> = new Set()): Program | null {
    this.packing = packingFor(
      this.variables.map((_, i) => this.sample.seen(i)),
      this.sample.choice,
    );
    this.sample.full ||= this.packing.variables.some((variable, i) => novel.has(i) && isWhole(variable));
    this.sample.settle();
    return this.programForLayout();
  }

  /** The code for the layout; values that the code itself names are taken in first. */
  private programForLayout(): Program | null {
    if (this.sample.full || this.layouts === MOST_LAYOUTS) return null;
    this.layouts++;
    for (let round = 0; ; round++) {
      this.growth = { outgrown: false, retries: this.growth.retries, full: [] };
      const program = this.made((deadline) => makeProgram(this.programRequest(deadline)));
      if (program === null || round === MOST_ROUNDS || !this.packing.takeWanted()) return program;
      this.packing = new Packing(this.packing.variables);
    }
  }

  private useProgram(program: Program | null): void {
    this.inner.parts.onCode(program === null ? "values" : "rows");
    this.program = program;
    this.bulk = program === null ? null : this.bulkOf(program);
    this.temporal?.forget();
    this.rowKey = program === null ? null : (this.inner.key?.over(this.packing) ?? null);
    const words = program === null ? this.inner.layout.words : this.packing.words;
    this.layout = { kind: program === null ? "ids" : "packed", words };
    this.row = new Int32Array(words);
    this.account.turn(program !== null, this.found);
    if (program === null) this.ahead?.awake();
    else this.ahead?.rest(this.key === null ? null : "its states are packed, and told apart by VIEW or SYMMETRY");
    this.moving = true;
  }

  /** Asked between two states: what brings rows into the layout of new code, or back to the interpreter's; null to go on. */
  better(waiting: number): Rewrite | null {
    const { account } = this;
    if (this.moving) account.moved();
    this.moving = false;
    if (this.inner.aids?.made === true) account.aided(this.found);
    if (this.program === null) return this.waiting && account.compiles(this.found, waiting) ? this.compile() : null;
    return account.returns ? this.toInterpreter() : null;
  }

  /** The way into a layout with code; null where it cannot be made, or not in time. */
  private compile(): Rewrite | null {
    const { inner, sample, last } = this;
    const novel = sample.novel(this.account.judged(this.found));
    this.account.ahead((over) => sample.explore(last, over, Math.min(sample.successors, WALKED)));
    this.overdue = false;
    const program = this.programForValues(novel);
    if (program === null) {
      this.waiting = this.overdue;
      return null;
    }
    return {
      survey: null,
      begin: () => this.useProgram(program),
      row: this.fromValues((i, rows, from) => inner.interner.valueOf(rows[from + i] as number)),
    };
  }

  /** The way back, unless it is for good with values noted: code may be made again later. */
  private toInterpreter(): Rewrite {
    const old = this.packing;
    this.waiting = !this.account.final;
    const begin = () => this.useProgram(null);
    return { survey: null, begin, row: this.fromValues((i, rows, from) => old.unpack(i, rows, from)) };
  }

  /** Looks at the clock, and now and then at what the interpreter would need for this state. */
  private look(ids: Int32Array): void {
    const { account, inner } = this;
    account.look(this.found);
    const { trying } = account;
    if (!trying) this.sample.mark(ids);
    if (trying) inner.aids?.make();
    account.sample(() => this.beside.expand(ids));
    // The code of the aids has been run for that.
    if (trying && !account.trying) inner.parts.onCode("rows");
  }

  /** The steps from one state by the interpreter, which notes values for the time when code is made. */
  private wait(row: Int32Array, emit: (row: Int32Array, action: number) => void): void {
    const { sample, last } = this;
    if (this.found >= this.account.nextLook) this.look(row);
    last.set(row);
    sample.noteRow(last);
    this.waiting = !sample.full;
    this.inner.next(row, (successor, action) => {
      this.found++;
      sample.noteStep(successor, last);
      emit(successor, action);
    });
  }

  /**
   * What the compiler makes; null where that takes too long, or fails as it should not: then the interpreter has to do.
   */
  private made<T>(make: (deadline: Deadline) => T): T | null {
    try {
      return this.account.making(make);
    } catch (error) {
      if (error instanceof Overdue) this.overdue = true;
      else this.defects++;
      return null;
    }
  }

  private programRequest(deadline: Deadline): ProgramRequest {
    const { setup, formulas } = this.inner.parts;
    const { interner, actions } = this.inner;
    return { setup, formulas, actions, interner, packing: this.packing, growth: this.growth, deadline };
  }

  /** How many actions, in how many states, the generated code left to the interpreter. */
  get retries(): number {
    return this.growth.retries;
  }

  /** Widens the layout, or makes another one, or goes back to the interpreter, and tells the search. */
  private outgrow(ids: Int32Array): never {
    const { sample, account } = this;
    account.look(this.found);
    if (!account.compiles(this.found)) throw new LayoutOutgrown(this.toInterpreter());
    account.ahead((over) => sample.explore(ids, over));
    const before = new Translation(this.packing);
    const old = this.packing.snapshot();
    const unpack = (i: number, rows: Int32Array, from: number) => old.unpack(i, rows, from);
    const fits = this.packing.variables.map((variable, i) => sample.fresh(i).every((value) => variable.widen(value)));
    if (fits.every(Boolean)) {
      sample.settle();
      this.packing = new Packing(this.packing.variables);
      const begin = () => this.remake();
      const row: Rewrite["row"] = (rows, from, out) => {
        move ??= this.program === null ? this.fromValues(unpack) : before.to(this.packing);
        move(rows, from, out);
      };
      let move: Rewrite["row"] | null = null;
      throw new LayoutOutgrown({ survey: null, begin, row });
    }
    // Variables of another kind than was thought: all their values decide what they are.
    sample.learn(this.packing);
    const { variables } = this.packing;
    throw new LayoutOutgrown({
      survey: (rows, from) => {
        fits.forEach((fit, i) => {
          if (!fit) sample.noteValue(i, unpack(i, rows, from));
        });
      },
      begin: () => {
        const known = variables.map((variable, i) =>
          fits[i] === true ? variable : represent(sample.seen(i), sample.choice),
        );
        sample.settle();
        this.packing = new Packing(known);
        this.remake();
      },
      row: this.fromValues(unpack),
    });
  }

  private remake(): void {
    this.overdue = false;
    this.useProgram(this.programForLayout());
    this.waiting = this.overdue;
  }

  /** Rewrites rows of which `valueOf` tells each variable's value. */
  private fromValues(valueOf: (variable: number, rows: Int32Array, from: number) => Value): Rewrite["row"] {
    const { interner } = this.inner;
    return (rows, from, out) => {
      const state = this.variables.map((_, i) => valueOf(i, rows, from));
      if (this.program === null) {
        for (const [i, value] of state.entries()) out[i] = interner.idOf(value);
        if (this.waiting) this.sample.noteRow(out);
      } else if (!this.packing.pack(state, out)) throw new Error("a state that was seen does not fit");
    };
  }

  observe(facts: RunFacts): void {
    this.inner.observe(facts, (row) => this.decode(row));
  }

  initial(emit: (row: Int32Array) => void): void {
    this.begin((each) => this.inner.initial(each), emit);
  }

  recall(states: Iterable<readonly Value[]>, emit: (row: Int32Array) => void): void {
    this.begin((each) => this.inner.recall(states, each), emit);
  }

  hasMemory(): boolean {
    return this.inner.hasMemory();
  }

  get repeatable(): boolean {
    return this.inner.repeatable;
  }

  rehearse(run: () => void): boolean {
    return this.inner.rehearse(run);
  }

  /** Emits the states with which a search begins, of which `emitAll` tells the ids. */
  private begin(emitAll: (each: (ids: Int32Array) => void) => void, emit: (row: Int32Array) => void): void {
    if (this.program === null) {
      emitAll((row) => {
        if (this.waiting) this.sample.noteRow(row);
        if (this.found === 0) this.sample.mark(row);
        this.last.set(row);
        emit(row);
      });
      return;
    }
    emitAll((ids) => {
      if (this.pack(ids)) emit(this.row);
    });
    if (this.packing.outgrown) {
      this.sample.learn(this.packing);
      this.useProgram(this.programForValues());
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
    const { bulk } = this;
    if (bulk === null) {
      if (this.waiting) this.wait(row, emit);
      else this.inner.next(row, emit);
      return;
    }
    const end = this.successors(bulk, row);
    if (end < 0) {
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

  /** Successors by generated code, many states at a time. */
  private bulkOf({ next }: Program): BulkNext {
    const { length } = next;
    const { account, growth } = this;
    const size = this.packing.words + 1;
    return (rows, from, out, to) => {
      emptyFull(growth);
      if (this.found >= account.nextLook && this.lookAhead(rows, from)) return -1;
      let end = to;
      try {
        for (let i = 0; i < length; i++) end = (next[i] as NextFunction)(rows, from, out, end);
      } catch (error) {
        this.leave(error);
        return -1;
      }
      this.found += (end - to) / size;
      return end;
    };
  }

  share(): BulkShare | null {
    const { inner, packing, program, growth } = this;
    this.account.share();
    return shareOf(inner, { packing, program, growth });
  }

  /** Looks at the clock between two states; true if the search has to be told, which hears of it by the way. */
  private lookAhead(rows: Int32Array, from: number): boolean {
    this.look(this.idsOf(rows.slice(from, from + this.packing.words), this.ids).slice());
    return this.account.returns;
  }

  /** After generated code has thrown: whatever it was, the interpreter takes over; only memory that is out ends the run. */
  private leave(error: unknown): void {
    if (error === BAILOUT) return;
    if (error instanceof RangeError) throw error;
    this.defects++;
  }

  /** Fills `out`; the answer is how far, or -1 where generated code gives up. */
  private successors(bulk: BulkNext, row: Int32Array): number {
    for (;;) {
      const end = bulk(row, 0, this.out, 0);
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
    if (this.packing.outgrown || this.growth.outgrown) this.outgrow(ids);
    emitFound();
  }

  within(row: Int32Array): boolean {
    const { program } = this;
    if (program === null) return this.inner.within(row);
    return this.areAll(program.constraints, row, row) ?? this.inner.within(this.idsOf(row, this.ids));
  }

  withinStep(row: Int32Array, successor: Int32Array): boolean {
    const { program } = this;
    if (program === null) return this.inner.withinStep(row, successor);
    const answer = this.areAll(program.actionConstraints, row, successor);
    return answer ?? this.inner.withinStep(this.idsOf(row, this.ids), this.idsOf(successor, this.otherIds));
  }

  holds(property: number, part: number, row: Int32Array | null): boolean {
    const { program } = this;
    if (program === null || row === null) return this.inner.holds(property, part, row);
    const answer = this.isTrue(program.parts[property]?.[part] ?? null, row, row);
    return answer ?? this.inner.holds(property, part, this.idsOf(row, this.ids));
  }

  holdsStep(property: number, part: number, row: Int32Array, successor: Int32Array): boolean {
    const { program } = this;
    if (program === null) return this.inner.holdsStep(property, part, row, successor);
    const answer = this.isTrue(program.parts[property]?.[part] ?? null, row, successor);
    return (
      answer ?? this.inner.holdsStep(property, part, this.idsOf(row, this.ids), this.idsOf(successor, this.otherIds))
    );
  }

  /** The answer of generated code; null where there is none. */
  private isTrue(predicate: Predicate | null, row: Int32Array, successor: Int32Array): boolean | null {
    try {
      return predicate === null ? null : predicate(row, 0, successor, 0);
    } catch (error) {
      this.leave(error);
      return null;
    }
  }

  /** Are all true? The rest is not asked after one that is false, nor after one without an answer. */
  private areAll(list: readonly (Predicate | null)[], row: Int32Array, successor: Int32Array): boolean | null {
    for (const predicate of list) {
      const answer = this.isTrue(predicate, row, successor);
      if (answer !== true) return answer;
    }
    return true;
  }

  explainer(): Explainer {
    const { program, layouts, account, sample } = this;
    const outgrown = layouts === MOST_LAYOUTS || sample.full;
    const why = { dear: account.final, slow: this.overdue && !sample.full, early: this.waiting, outgrown, layouts };
    const rows = program === null ? why : { program, packing: this.packing, properties: this.properties, layouts };
    return this.inner.explainer((row) => this.idsOf(row, this.ids), rowsEvaluation(rows));
  }

  decode(row: Int32Array): Value[] {
    return this.inner.decode(this.idsOf(row, this.decodedIds));
  }

  replay(rows: readonly Int32Array[], closing: Int32Array | null): Step[] {
    return this.inner.replay(this.copies(rows), closing === null ? null : this.idsOf(closing, this.ids).slice());
  }

  steps(row: Int32Array, most: number): Step[] | null {
    return this.inner.steps(this.idsOf(row, this.ids), most);
  }

  asymmetry(row: Int32Array | null): Diagnostic | null {
    return this.inner.asymmetry(row === null ? null : this.idsOf(row, this.ids));
  }

  falseParts(...[property, rows, breaks]: Parameters<TlaModel["falseParts"]>): readonly FalsePart[] {
    return this.inner.falseParts(property, this.copies(rows), breaks);
  }

  failingStep(row: Int32Array, failed: Diagnostic): Step["action"] {
    return this.inner.failingStep(this.idsOf(row, this.ids), failed);
  }

  mapped(property: number, rows: readonly Int32Array[]): readonly MappedVariable[] {
    return this.inner.mapped(property, this.copies(rows));
  }

  get witnesses(): readonly Witness[] {
    return this.inner.witnesses;
  }

  private copies(rows: readonly Int32Array[]): Int32Array[] {
    return rows.map((row) => this.idsOf(row, this.ids).slice());
  }

  /** The row of the interpreter for a packed one. */
  private idsOf(row: Int32Array, ids: Ids): Int32Array {
    return this.program === null ? row : ids.of(row, this.packing);
  }
}
