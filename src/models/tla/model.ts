/** A TLA+ specification with its cfg as a Model: rows of interned values, successors from the interpreter. */

import type { VariableSymbol } from "../../tla/semantics/symbol.ts";
import {
  apply,
  domainOf,
  elements,
  FunctionValue,
  Interner,
  type ModelValue,
  type Value,
  ValueError,
} from "../../values/index.ts";
import {
  type Action,
  type Breach,
  type ConjunctCount,
  type Diagnostic,
  EvaluationError,
  type Explainer,
  type FalsePart,
  isTemporal,
  type Layout,
  type MappedVariable,
  type Model,
  type Part,
  type Property,
  type RunFacts,
  type Step,
  sameRow,
  type Witness,
  type Written,
} from "../model.ts";
import type { TemporalModel } from "../temporal.ts";
import { Aids, type WantedAids } from "./aids.ts";
import { fieldsOf, isUnshown, Unshown } from "./alias.ts";
import { type Asked, askedBy, asymmetryOf, initialAsymmetry } from "./asymmetry.ts";
import type { Formula, PropertyFormula } from "./behavior.ts";
import { isRepeatable } from "./compile/purity.ts";
import { Reader } from "./compile/reads.ts";
import { lookup } from "./constants.ts";
import { mappedBy } from "./core/mapped.ts";
import { Executor, type Formulas, type State } from "./executor.ts";
import { TlaExplainer, UNPACKED } from "./explain/explainer.ts";
import { diagnosticOf, isSpecError, isStackOverflow, LocatedError, locate, Unheard } from "./interpret/error.ts";
import type { Setup } from "./interpret/interpreter.ts";
import type { PartialState } from "./interpret/runtime.ts";
import { classKey, type TlaKey, viewKey } from "./projection.ts";
import { NO_RUN, RunView, type Shown } from "./run-view.ts";
import { exchanges, groupOf, type Permutation, permutationGroup } from "./symmetry/permutations.ts";
import type { CodedAtom } from "./temporal/translate.ts";
import { refusalDiagnostic, temporalModel } from "./temporal-model.ts";
import { witnessesOf } from "./witnesses.ts";
import type { Crew } from "./workers/crew.ts";

/** What the loader found out, ready to be explored. */
export interface TlaModelParts {
  readonly setup: Setup;
  readonly formulas: Formulas;
  /** Sets of model values that the text shows to be symmetric, used where there is no SYMMETRY. */
  readonly orbits: readonly (readonly ModelValue[])[];
  /** What exchanges two model values in a value that may be alike: what is seen with one is expected with the other. */
  readonly exchanges: () => readonly ((value: Value) => Value)[];
  readonly checkDeadlock: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Does a comment say that what a warning tells is meant? */
  readonly meant: (warning: Diagnostic) => boolean;
  /** What a comment of the specification says of lanes: names of functions. */
  readonly lanes: readonly string[];
  /** Silences what the spec prints. */
  readonly muted: <T>(run: () => T) => T;
  /** For something that is evaluated a second time: silences it, and undoes what it stores in registers and draws. */
  readonly quietly: <T>(run: () => T) => T;
  /** The same of what the search may never come to: where it would warn, `Unheard` is thrown. */
  readonly tentatively: <T>(run: () => T) => T;
  /** Has the specification stored anything in registers? */
  readonly hasRegisters: () => boolean;
  /** Called when code is about to be made: on values, or on packed rows. */
  readonly onCode: (on: "values" | "rows") => void;
  /** Where natives find the facts of the run, and a view of them as values. */
  readonly observe: (facts: RunFacts, view: RunView) => void;
}

export class TlaModel implements Model {
  readonly variables: readonly string[];
  readonly properties: readonly Property[];
  readonly layout: Layout;
  readonly hasBehavior: boolean;
  readonly written: Written | null;
  readonly checkDeadlock: boolean;
  readonly constrained: boolean;
  readonly key: TlaKey | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly temporal: TemporalModel | null;
  readonly parts: TlaModelParts;
  readonly meant: TlaModelParts["meant"];
  private readonly executor: Executor;
  /** The workers of the search, where it may have some. */
  ahead: Crew | null = null;
  /** Null where everything is interpreted. */
  readonly aids: Aids | null;
  private tracer: Executor | null = null;
  /** Finds steps again while the executor may be in the middle of some. */
  private finder: Executor | null = null;
  private view: RunView | null = null;
  /** ALIAS, and its fields where it is written as a record. */
  private aliasFields: readonly (readonly [string, Formula])[] | null = null;
  /** The permutations of SYMMETRY, or of the sets that are symmetric. */
  private group: readonly Permutation[] | null = null;
  /** What is asked of states and their images. */
  private asked: Asked | null = null;
  private witnessList: readonly Witness[] | null = null;
  readonly interner: Interner;
  private readonly out: Int32Array;
  /** The row decoded last, and its values: most questions about a row come in a series. */
  private readonly lastRow: Int32Array;
  private lastState: State | null = null;

  constructor(parts: TlaModelParts, aids: WantedAids | null = null, interner = new Interner()) {
    this.parts = parts;
    this.interner = interner;
    this.meant = parts.meant;
    const { setup, formulas } = parts;
    this.variables = setup.variables.map((v) => v.name);
    this.layout = { kind: "ids", words: this.variables.length };
    this.hasBehavior = formulas.behavior !== null;
    this.written = formulas.behavior?.written ?? null;
    this.checkDeadlock = parts.checkDeadlock;
    this.constrained = formulas.constraints.length + formulas.actionConstraints.length > 0;
    this.executor = new Executor(setup, formulas, false);
    const { executor } = this;
    const stateOf = (row: Int32Array): State => this.stateOf(row);
    const decode = (row: Int32Array): State => this.decode(row);
    this.aids = aids === null ? null : new Aids(aids, { setup, formulas, executor, interner, stateOf, decode });
    const { properties, refusals } = this.supported(formulas.properties);
    this.properties = properties;
    this.diagnostics = [...parts.diagnostics, ...refusals];
    const temporal = properties.some((property) => property.parts.some(isTemporal));
    this.temporal = temporal
      ? temporalModel({ executor, aids: this.aids, stateOf, decode, attempt: (run, again) => this.attempt(run, again) })
      : null;
    this.out = new Int32Array(this.variables.length);
    this.lastRow = new Int32Array(this.variables.length);
    this.key = this.makeKey();
  }

  /** `decode` reads the rows of the facts, where another model that stands before this one lays them out. */
  observe(facts: RunFacts, decode: (row: Int32Array) => State = (row) => this.decode(row)): void {
    const { setup, formulas } = this.parts;
    const { executor } = this;
    const finder = (): Executor => (this.finder ??= new Executor(setup, formulas, false));
    const viewed = {
      variables: setup.variables.map(({ name, source, span }) => ({ name, location: source.locate(span) })),
      formulas,
      get actions() {
        return executor.actions;
      },
      steps: (states: readonly State[]) => this.stepsBetween(states, finder()),
    };
    this.view = new RunView(viewed, facts, decode);
    this.parts.observe(facts, this.view);
  }

  /** The properties, without parts over behaviors that are refused, and why they are. */
  private supported(formulas: readonly PropertyFormula[]): { properties: readonly Property[]; refusals: Diagnostic[] } {
    const refusals: Diagnostic[] = [];
    const properties = formulas.map((property, index) => {
      const parts = property.parts.map((part, at): Part => {
        const refusal = isTemporal(part) ? this.executor.temporal.refusal(index, at) : null;
        if (refusal === null) return part;
        refusals.push(refusalDiagnostic(`${property.name} is not checked`, refusal));
        return { over: "unsupported", breaks: part.breaks };
      });
      return { ...property, parts };
    });
    return { properties, refusals };
  }

  /** By VIEW what is seen of a state, by SYMMETRY the representative of its class: with both, of the class of what is seen. */
  private makeKey(): TlaKey | null {
    const { orbits } = this.parts;
    const { view, symmetry } = this.parts.formulas;
    if (symmetry !== null) this.group = this.given(symmetry);
    else if (orbits.length > 0) this.group = groupOf(orbits.flatMap(exchanges));
    const seen =
      view === null ? null : viewKey(view, this.parts.setup, this.interner, (part, row) => this.shown(part, row));
    const { interner, group } = this;
    // Sets of one element leave nothing to exchange.
    if (group === null || group.length === 0) return seen;
    return classKey(seen, { interner, group, words: this.variables.length });
  }

  /** The value of a part of VIEW. */
  private shown(part: Formula, row: Int32Array): Value {
    const known = this.aids?.value(part, row, null) ?? null;
    if (known !== null) return known;
    return this.attempt(
      () => this.executor.value(part, this.stateOf(row), null),
      (tracer) => tracer.value(part, this.stateOf(row), null),
    );
  }

  /** The permutations of SYMMETRY. */
  private given(symmetry: Formula): readonly Permutation[] {
    const { expression, source } = symmetry;
    const readGroup = (value: Value) => {
      try {
        return permutationGroup(value);
      } catch (error) {
        throw locate(error, source, expression.span);
      }
    };
    return this.attempt(
      () => readGroup(this.executor.value(symmetry, null, null)),
      (tracer) => readGroup(tracer.value(symmetry, null, null)),
    );
  }

  /** The atoms of temporal formulas, of a model that has some. */
  get atoms(): readonly CodedAtom[] {
    return this.executor.temporal.atoms;
  }

  get actions(): readonly Action[] {
    return this.executor.actions;
  }

  initial(emit: (row: Int32Array) => void): void {
    this.attempt(
      () => this.executor.init((state) => emit(this.encode(state, -1))),
      (tracer) => tracer.init(() => {}),
    );
  }

  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): void {
    if (this.ahead?.next(row, emit) !== true) this.successors(row, emit);
  }

  /** Does what `next` does, in this thread. */
  successors(row: Int32Array, emit: (row: Int32Array, action: number) => void): void {
    if (this.aids?.next(row, emit) === true) return;
    const state = this.stateOf(row);
    this.attempt(
      () =>
        this.executor.next(state, (successor, action) => {
          emit(action < 0 ? row : this.encode(successor, action), action);
          return false;
        }),
      (tracer) => tracer.next(state, () => false),
    );
    this.aids?.interpreted(row);
  }

  get repeatable(): boolean {
    return isRepeatable(this);
  }

  rehearse(run: () => void): boolean {
    try {
      this.parts.setup.trying(run);
      return true;
    } catch (error) {
      if (error instanceof Unheard) return false;
      throw error;
    }
  }

  within(row: Int32Array): boolean {
    const known = this.ahead?.within(row) ?? null;
    if (known !== null) return known;
    for (const formula of this.parts.formulas.constraints) if (!this.test(formula, row, null)) return false;
    return true;
  }

  withinStep(row: Int32Array, successor: Int32Array): boolean {
    const { actionConstraints } = this.parts.formulas;
    if (actionConstraints.length === 0) return true;
    const known = this.ahead?.withinStep(row, successor) ?? null;
    return known ?? actionConstraints.every((formula) => this.test(formula, row, successor));
  }

  holds(property: number, part: number, row: Int32Array | null): boolean {
    if (row !== null && this.ahead?.holds(property, part, row) === true) return true;
    return this.test(this.formula(property, part), row, null);
  }

  holdsStep(property: number, part: number, row: Int32Array, successor: Int32Array): boolean {
    if (this.ahead?.holdsStep(property, part, row, successor) === true) return true;
    return this.test(this.formula(property, part), row, successor);
  }

  coverage(): readonly ConjunctCount[] | null {
    return this.parts.setup.coverage?.counts() ?? null;
  }

  /** `stateOf` reads the rows of another model that stands before this one, and `rows` is what became of its code. */
  explainer(stateOf = (row: Int32Array): Int32Array => row, rows = UNPACKED): Explainer {
    const { aids, parts, interner, group, actions } = this;
    const subject = { ...parts, interner, group, actions: actions.length };
    return new TlaExplainer(subject, { stateOf, rows, aids: aids?.counts ?? null });
  }

  decode(row: Int32Array): Value[] {
    const values = new Array<Value>(row.length);
    for (let i = 0; i < row.length; i++) values[i] = this.interner.valueOf(row[i] as number);
    return values;
  }

  replay(rows: readonly Int32Array[], closing: Int32Array | null): Step[] {
    const states = rows.map((row) => this.decode(row));
    const steps = this.attempt(
      () => this.stepsBetween(states, this.executor),
      (tracer) => this.stepsBetween(states, tracer),
    );
    // In the last state of a finite trace primes mean that state itself, as if it stuttered.
    const after = [...states.slice(1), ...(closing === null ? states.slice(-1) : [this.decode(closing)])];
    const shown = states.map((_, at) => this.aliasOf({ states, steps, at }, after[at] as State));
    const names = shown.find((alias) => Array.isArray(alias))?.map(([name]) => name) ?? null;
    return states.map((values, at) => {
      const alias = shown[at] as Step["alias"] | Unshown;
      return {
        action: steps[at] ?? null,
        values,
        alias: isUnshown(alias) ? this.inPlaceOf(alias, names, values) : alias,
      };
    });
  }

  steps(row: Int32Array, most: number): Step[] | null {
    const state = this.decode(row);
    const found: Step[] = [];
    const collect = (): void =>
      this.executor.next(state, (successor, index) => {
        if (index < 0) return false;
        const values = this.decode(this.encode(successor, index));
        found.push({ action: { index, parameters: this.executor.parameters() }, values, alias: null });
        return found.length > most;
      });
    this.showing({ states: [state], steps: [null], at: 0, alone: true }, () =>
      this.parts.quietly(() => this.attempt(collect, (tracer) => tracer.next(state, () => false))),
    );
    return found.length > most ? null : found;
  }

  failingStep(row: Int32Array, failed: Diagnostic): Step["action"] {
    this.tracer ??= new Executor(this.parts.setup, this.parts.formulas, true);
    const { tracer } = this;
    return this.parts.quietly(() => tracer.failing(this.decode(row), failed));
  }

  asymmetry(row: Int32Array | null): Diagnostic | null {
    const { symmetry, behavior, properties, view } = this.parts.formulas;
    const { group } = this;
    if (behavior === null || group === null) return null;
    const { setup, quietly } = this.parts;
    const texts = [behavior.next, ...behavior.init];
    // What draws, or asks for the run, is not the same twice.
    if (texts.some(({ expression }) => !Reader.of(setup).readsOf(expression).pure)) return null;
    const location = symmetry === null ? null : symmetry.source.locate(symmetry.expression.span);
    const parts = properties.flatMap((property) => property.parts);
    this.asked ??= askedBy(this.executor, { setup, interner: this.interner, view }, parts);
    const { asked } = this;
    const find = (): Diagnostic | null =>
      row === null
        ? initialAsymmetry(asked.initial(), group, location, asked)
        : asymmetryOf(this.decode(row), group, location, asked);
    return quietly(() => this.attempt(find, () => null));
  }

  falseParts(property: number, rows: readonly Int32Array[], broken: Breach): readonly FalsePart[] {
    const [last = null, before = null] = rows
      .slice(-2)
      .reverse()
      .map((row) => this.decode(row));
    const { executor } = this;
    return this.parts.quietly(() => {
      for (const { over, breaks, formula } of this.parts.formulas.properties[property]?.parts ?? []) {
        if (breaks !== broken) continue;
        const [state, next] = over === "step" ? [before, last] : [last, null];
        const known = ["state", "constant", "end"].includes(over) || (over === "initial" && before === null);
        if (!known && (over !== "step" || before === null)) continue;
        try {
          if (!executor.holds(formula, state, next)) return executor.falseParts(formula, state, next);
        } catch (error) {
          // What draws at random need not fail the same way twice.
          if (!isSpecError(error)) throw error;
        }
      }
      return [];
    });
  }

  mapped(property: number, rows: readonly Int32Array[]): readonly MappedVariable[] {
    // Deadlock, behind all others, is none of the specification's own.
    const { name = "" } = this.parts.formulas.properties[property] ?? {};
    const { setup } = this.parts;
    const symbol = lookup(setup.program.root, name)?.symbol;
    if (symbol === undefined) return [];
    const states = rows.map((row) => this.decode(row));
    return this.parts.quietly(() =>
      mappedBy(symbol, setup).flatMap(({ name, formula }) => {
        const values = states.map((state) => this.tryValue(formula, state, state));
        return values.some(isUnshown) ? [] : [{ name, values: values as Value[] }];
      }),
    );
  }

  get witnesses(): readonly Witness[] {
    this.witnessList ??= witnessesOf(this.parts.formulas.properties, this.parts.setup).map(
      ({ formula, ...witness }) => {
        const holds = (state: State, successor: State | null): boolean => {
          const ask = (executor: Executor): boolean => executor.holds(formula, state, successor);
          return this.parts.quietly(() => this.attempt(() => ask(this.executor), ask));
        };
        return { ...witness, holds };
      },
    );
    return this.witnessList;
  }

  get lanes(): readonly string[] {
    return this.parts.lanes;
  }

  /** The fields of ALIAS in place of the state, each that cannot be evaluated with the reason; null without ALIAS. */
  private aliasOf(shown: Shown, successor: State): Step["alias"] | Unshown {
    const { alias } = this.parts.formulas;
    if (alias === null) return null;
    const state = shown.states[shown.at] as State;
    const fields = (this.aliasFields ??= fieldsOf(alias, this.parts.setup));
    return this.showing(shown, () => {
      const whole = this.tryValue(alias, state, successor);
      if (!isUnshown(whole)) {
        if (!(whole instanceof FunctionValue) || whole.form !== "record") return new Unshown("ALIAS is no record here");
        // In the order of the text where there is one, as TLC does: so all states have the same.
        const names: readonly Value[] = fields.length > 0 ? fields.map(([name]) => name) : elements(domainOf(whole));
        return names.map((name) => [String(name), apply(whole, name)]);
      }
      if (fields.length === 0) return whole;
      return fields.map(([name, formula]) => {
        const value = this.tryValue(formula, state, successor);
        return [name, isUnshown(value) ? value.value : value];
      });
    });
  }

  private tryValue(formula: Formula, state: State, successor: State): Value | Unshown {
    try {
      return this.attempt(
        () => this.executor.value(formula, state, successor),
        (tracer) => tracer.value(formula, state, successor),
      );
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      const { code, message, location } = error.diagnostic;
      const place = location === null ? "" : `, ${location.file}:${location.line}:${location.column}`;
      return new Unshown(`${code}${place}: ${message}`);
    }
  }

  /** What is shown where ALIAS fails as a whole: the reason in each of its fields, or beside the state. */
  private inPlaceOf(reason: Unshown, names: readonly string[] | null, state: State): Step["alias"] {
    if (names !== null) return names.map((name) => [name, reason.value]);
    const fields = this.variables.map((name, i): [string, Value] => [name, state[i] as Value]);
    return [...fields, ["ALIAS", reason.value]];
  }

  /** Evaluates something about state `at` of a trace, which need not be of a run of this model. */
  inTrace<T>(states: readonly State[], at: number, run: () => T): T {
    if (this.view === null) this.observe(NO_RUN);
    let steps: readonly Step["action"][] | null = null;
    const find = (): readonly Step["action"][] => this.stepsBetween(states.slice(0, at + 1), this.executor);
    const shown = {
      states,
      at,
      get steps() {
        return (steps ??= find());
      },
    };
    return this.showing(shown, run);
  }

  /** Evaluates something about a state of a trace: that is the state in question. */
  private showing<T>(shown: Shown, run: () => T): T {
    const { view } = this;
    if (view === null) return this.parts.muted(run);
    const before = view.shown;
    view.shown = shown;
    try {
      return this.parts.muted(run);
    } finally {
      view.shown = before;
    }
  }

  /** The steps that lead to each of `states`; null for the first. */
  private stepsBetween(states: readonly State[], executor: Executor): Step["action"][] {
    const steps: Step["action"][] = [];
    states.forEach((state, at) => {
      const before = states[at - 1];
      const find = () => this.stepBetween(before as State, state, executor);
      steps.push(
        before === undefined ? null : this.showing({ states, steps, at: at - 1 }, () => this.parts.quietly(find)),
      );
    });
    return steps;
  }

  /** The first way, in text order, to get from one state to the next. */
  private stepBetween(from: State, to: State, executor: Executor): Step["action"] {
    let found: Step["action"] = null;
    const row = to.map((value) => this.interner.idOf(value));
    executor.next(from, (successor, index) => {
      if (index < 0 || !row.every((id, i) => id === this.interner.idOf(successor[i] as Value))) return false;
      found = { index, parameters: executor.parameters() };
      return true;
    });
    return found;
  }

  private formula(property: number, part: number): Formula {
    const formula = this.parts.formulas.properties[property]?.parts[part]?.formula;
    if (formula === undefined) throw new Error(`there is no part ${part} of property ${property}`);
    return formula;
  }

  private test(formula: Formula, row: Int32Array | null, next: Int32Array | null): boolean {
    const known = row === null ? null : (this.aids?.value(formula, row, next) ?? null);
    return typeof known === "boolean" ? known : this.interpreted(formula, row, next);
  }

  /** Apart from `test`, which makes no closures where the answer is known. */
  private interpreted(formula: Formula, row: Int32Array | null, next: Int32Array | null): boolean {
    const state = row === null ? null : this.stateOf(row);
    const successor = next === null ? null : this.decode(next);
    return this.attempt(
      () => this.executor.holds(formula, state, successor),
      (tracer) => tracer.holds(formula, state, successor),
    );
  }

  /** Runs; on an error of the spec runs again with tracing, to say where. */
  private attempt<T>(run: () => T, again: (tracer: Executor) => unknown): T {
    try {
      return run();
    } catch (error) {
      if (!isSpecError(error)) throw error;
      let reported: unknown = error;
      if (!(error instanceof LocatedError))
        try {
          this.tracer ??= new Executor(this.parts.setup, this.parts.formulas, true);
          const { tracer } = this;
          this.parts.quietly(() => again(tracer));
        } catch (located) {
          // Close to the end of the stack anything may fail; then what was seen first has to do.
          if (isSpecError(located)) reported = located;
          else if (!isStackOverflow(error)) throw located;
        }
      const { kind, diagnostic } = diagnosticOf(reported);
      throw new EvaluationError(kind, diagnostic);
    }
  }

  private stateOf(row: Int32Array): State {
    const { lastRow, lastState } = this;
    if (lastState !== null && sameRow(row, lastRow)) return lastState;
    const state = this.decode(row);
    lastRow.set(row);
    this.lastState = state;
    return state;
  }

  recall(states: Iterable<readonly Value[]>, emit: (row: Int32Array) => void): void {
    for (const state of states) emit(this.encode(state.slice(), -1));
  }

  hasMemory(): boolean {
    return this.parts.hasRegisters();
  }

  /** The row of `state`; `action` led to it (-1: it is initial). */
  private encode(state: PartialState, action: number): Int32Array {
    for (let i = 0; i < this.out.length; i++) {
      try {
        this.out[i] = this.interner.idOf(state[i] as Value);
      } catch (error) {
        throw this.notStorable(error, i, action);
      }
    }
    return this.out;
  }

  private notStorable(error: unknown, variable: number, action: number): unknown {
    if (!(error instanceof ValueError)) return error;
    const { name, source, span } = this.parts.setup.variables[variable] as VariableSymbol;
    const location = this.actions[action]?.location ?? source.locate(span);
    const primed = action < 0 ? name : `${name}'`;
    return new LocatedError(error.code, "spec", `the value of ${primed} cannot be stored: ${error.message}`, location);
  }
}
