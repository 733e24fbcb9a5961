/** Models written in TypeScript: states as plain objects of immutable values, actions as functions. */

import { fromImmutable, type ImmutableValue, Interner, toImmutable, type Value } from "../../values/index.ts";
import {
  type Action,
  type Diagnostic,
  EvaluationError,
  type Model,
  type Part,
  type Property,
  type Step,
} from "../model.ts";

/** A state: one immutable value per variable. */
export type ModelState = { readonly [variable: string]: ImmutableValue };

/** What a model consists of. Functions must be pure: the same state always gives the same answer. */
export interface ModelDefinition<S extends ModelState> {
  readonly name: string;
  /** All variables; every state has exactly these. */
  readonly variables: readonly (keyof S & string)[];
  initial(): Iterable<S>;
  /** For each action the successors of a state, one per way to take it; none where it is not enabled. */
  readonly actions: { readonly [name: string]: (state: S) => Iterable<S> };
  readonly invariants?: { readonly [name: string]: (state: S) => boolean };
  /** Must be true of each step, stuttering aside: `[][A]_vars`. */
  readonly actionProperties?: { readonly [name: string]: (state: S, successor: S) => boolean };
  readonly assumptions?: { readonly [name: string]: () => boolean };
  /** States for which this is false are checked but not explored. */
  readonly constraint?: (state: S) => boolean;
  /** Whether a state without successors is an error; true unless given. */
  readonly checkDeadlock?: boolean;
}

/**
 * Makes a model that `check` can explore. Throws a TypeError for a definition without variables. An exception in one
 * of the functions, or a state that lacks a variable, is reported by `check` as a failed evaluation.
 */
export function defineModel<S extends ModelState>(definition: ModelDefinition<S>): Model {
  if (definition.variables.length === 0) throw new TypeError(`model ${definition.name} has no variables`);
  return new DefinedModel(definition);
}

type Predicate<S> =
  | { readonly over: "constant"; readonly test: () => boolean }
  | { readonly over: "state"; readonly test: (state: S) => boolean }
  | { readonly over: "step"; readonly test: (state: S, successor: S) => boolean };

class DefinedModel<S extends ModelState> implements Model {
  readonly variables: readonly string[];
  readonly actions: readonly Action[];
  readonly properties: readonly Property[];
  readonly layout: { readonly kind: "ids"; readonly words: number };
  readonly hasBehavior = true;
  readonly checkDeadlock: boolean;
  readonly constrained: boolean;
  readonly key = null;
  readonly temporal = null;
  readonly diagnostics: readonly Diagnostic[] = [];
  private readonly definition: ModelDefinition<S>;
  private readonly predicates: readonly Predicate<S>[];
  private readonly interner = new Interner();
  private readonly emitted: Int32Array;

  constructor(definition: ModelDefinition<S>) {
    this.definition = definition;
    this.variables = definition.variables;
    this.layout = { kind: "ids", words: definition.variables.length };
    this.emitted = new Int32Array(definition.variables.length);
    this.actions = Object.keys(definition.actions).map((name) => ({ name, location: null }));
    this.checkDeadlock = definition.checkDeadlock ?? true;
    this.constrained = definition.constraint !== undefined;
    const { assumptions = {}, invariants = {}, actionProperties = {} } = definition;
    const listed: [Property, Predicate<S>][] = [
      ...entries(assumptions, "assumption", { over: "constant", breaks: "assumption" }, (test) => ({
        over: "constant",
        test,
      })),
      ...entries(invariants, "invariant", { over: "state", breaks: "invariant" }, (test) => ({ over: "state", test })),
      ...entries(actionProperties, "action", { over: "step", breaks: "property" }, (test) => ({ over: "step", test })),
    ];
    this.properties = listed.map(([property]) => property);
    this.predicates = listed.map(([, predicate]) => predicate);
  }

  initial(emit: (row: Int32Array) => void): void {
    const states = this.evaluate("initial", () => this.definition.initial());
    this.each("initial", states, emit);
  }

  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): void {
    const state = this.stateOf(row);
    this.actions.forEach(({ name }, action) => {
      const successors = this.evaluate(name, () => this.definition.actions[name]!(state));
      this.each(name, successors, (successor) => emit(successor, action));
    });
  }

  within(row: Int32Array): boolean {
    return this.evaluate("constraint", () => this.definition.constraint!(this.stateOf(row)));
  }

  withinStep(): boolean {
    return true;
  }

  holds(property: number, _part: number, row: Int32Array | null): boolean {
    const predicate = this.predicates[property]!;
    const { name } = this.properties[property]!;
    if (predicate.over === "constant") return this.evaluate(name, predicate.test);
    if (predicate.over === "step" || row === null) throw new TypeError(`${name} is not a state predicate`);
    return this.evaluate(name, () => predicate.test(this.stateOf(row)));
  }

  holdsStep(property: number, _part: number, row: Int32Array, successor: Int32Array): boolean {
    const predicate = this.predicates[property]!;
    const { name } = this.properties[property]!;
    if (predicate.over !== "step") throw new TypeError(`${name} is not an action property`);
    if (row.every((id, at) => id === successor[at])) return true;
    return this.evaluate(name, () => predicate.test(this.stateOf(row), this.stateOf(successor)));
  }

  decode(row: Int32Array): Value[] {
    return Array.from(row, (id) => this.interner.valueOf(id));
  }

  observe(): void {}

  replay(rows: readonly Int32Array[]): Step[] {
    return rows.map((row, at) => {
      const values = this.decode(row);
      return at === 0
        ? { action: null, values, alias: null }
        : { action: { index: this.actionBetween(rows[at - 1]!, row), parameters: [] }, values, alias: null };
    });
  }

  steps(row: Int32Array, most: number): Step[] | null {
    const found: Step[] = [];
    this.next(row, (successor, index) => {
      if (found.length <= most) {
        found.push({ action: { index, parameters: [] }, values: this.decode(successor), alias: null });
      }
    });
    return found.length > most ? null : found;
  }

  private actionBetween(row: Int32Array, successor: Int32Array): number {
    let found = -1;
    this.next(row, (candidate, action) => {
      if (found < 0 && candidate.every((id, at) => id === successor[at])) found = action;
    });
    if (found >= 0) return found;
    throw new TypeError(`model ${this.definition.name} is not deterministic: a step of a trace cannot be taken again`);
  }

  private each(where: string, states: Iterable<S>, emit: (row: Int32Array) => void): void {
    const iterator = states[Symbol.iterator]();
    for (;;) {
      const next = this.evaluate(where, () => {
        const taken = iterator.next();
        if (taken.done !== true) this.encode(taken.value);
        return taken;
      });
      if (next.done === true) return;
      emit(this.emitted);
    }
  }

  private encode(state: S): void {
    const given = Object.keys(state);
    this.variables.forEach((variable, at) => {
      if (!Object.hasOwn(state, variable)) throw new TypeError(`the state gives variable ${variable} no value`);
      this.emitted[at] = this.interner.idOf(fromImmutable(state[variable]));
    });
    const extra = given.find((variable) => !this.variables.includes(variable));
    if (extra !== undefined) throw new TypeError(`the state has ${extra}, which is not a variable of the model`);
  }

  private stateOf(row: Int32Array): S {
    const state: Record<string, ImmutableValue> = {};
    this.variables.forEach((variable, at) => {
      state[variable] = toImmutable(this.interner.valueOf(row[at]!));
    });
    return Object.freeze(state) as S;
  }

  private evaluate<T>(where: string, ask: () => T): T {
    try {
      return ask();
    } catch (error) {
      const message = `${where} of model ${this.definition.name} failed: ${error instanceof Error ? error.message : error}`;
      throw new EvaluationError("spec", { code: "E480", severity: "error", message, location: null, notes: [] });
    }
  }
}

function entries<T, S>(
  tests: { readonly [name: string]: T },
  kind: Property["kind"],
  part: Part,
  predicate: (test: T) => Predicate<S>,
): [Property, Predicate<S>][] {
  return Object.entries(tests).map(([name, test]) => [{ name, kind, location: null, parts: [part] }, predicate(test)]);
}
