/** The formulas of a model as code, run by the interpreter. */

import type { OperatorSymbol } from "../../tla/semantics/symbol.ts";
import { printFolded, type Value } from "../../values/index.ts";
import { type Diagnostic, type FalsePart, type Step, sameDiagnostic } from "../model.ts";
import type { Behavior, Formula, PropertyFormula } from "./behavior.ts";
import { diagnosticOf, isSpecError, LocatedError } from "./interpret/error.ts";
import { shown } from "./interpret/expected.ts";
import { falseParts } from "./interpret/false-parts.ts";
import { Interpreter, type Setup } from "./interpret/interpreter.ts";
import { type Act, Frame, type PartialState, SpecError } from "./interpret/runtime.ts";
import { Scope } from "./interpret/scope.ts";
import { type NamedAction, NextRelation } from "./next.ts";
import { PossibilityUse } from "./temporal/possibility.ts";
import { TemporalCode } from "./temporal/temporal-code.ts";
import { type CodedAtom, Translator } from "./temporal/translate.ts";

export type State = readonly Value[];

/** The formulas that an executor runs. */
export interface Formulas {
  readonly behavior: Behavior | null;
  readonly properties: readonly PropertyFormula[];
  readonly constraints: readonly Formula[];
  readonly actionConstraints: readonly Formula[];
  readonly view: Formula | null;
  readonly alias: Formula | null;
  readonly symmetry: Formula | null;
}

/**
 * Runs the formulas of one model. With `tracing`, errors come with their place and calls. Code is made when it is
 * first wanted.
 */
export class Executor {
  private readonly formulas: Formulas;
  private readonly setup: Setup;
  private readonly initial: Interpreter;
  private readonly following: Interpreter;
  /** Predicates have an interpreter of their own: they are asked about a successor while Next is being enumerated. */
  private readonly checking: Interpreter;
  private readonly relation: NextRelation;
  private initAct: Act | null = null;
  private nextAct: Act | null = null;
  private readonly values = new Map<Formula, () => Value>();
  private temporalCode: TemporalCode | null = null;
  private emitInitial: (state: PartialState) => void = ignore;
  private emitNext: (state: PartialState, action: number) => boolean = stop;

  /** `prepare` is given the interpreters of Next and of predicates before code is made. */
  constructor(
    setup: Setup,
    formulas: Formulas,
    tracing: boolean,
    prepare: (following: Interpreter, checking: Interpreter) => void = ignore,
  ) {
    this.setup = setup;
    this.formulas = formulas;
    this.initial = new Interpreter(setup, "init", tracing);
    this.following = new Interpreter(setup, "next", tracing);
    this.checking = new Interpreter(setup, "next", tracing);
    prepare(this.following, this.checking);
    this.relation = new NextRelation(this.following);
  }

  /** The actions of Next, in text order. Making them makes the code of Next. */
  get actions(): readonly NamedAction[] {
    this.prepareNext();
    return this.relation.actions;
  }

  /** The index of the action that is entered last by a definition under a name; -1 where there is none. */
  indexOf(symbol: OperatorSymbol | null, name: string): number {
    this.prepareNext();
    return this.relation.indexOfAction(symbol, name);
  }

  /** Calls `emit` with each initial state; the array is reused. */
  init(emit: (state: PartialState) => void): void {
    const { behavior } = this.formulas;
    if (behavior === null) return;
    const { runtime } = this.initial;
    this.initial.reset();
    runtime.current = new Array(this.setup.variables.length);
    runtime.next = [];
    runtime.renew();
    this.initAct ??= this.makeInit(behavior);
    this.emitInitial = emit;
    this.initAct(new Frame(0, null));
  }

  /** Calls `emit` with each successor of `state` and the index of its action, until it answers true. */
  next(state: State, emit: (successor: PartialState, action: number) => boolean): void {
    if (this.formulas.behavior === null) return;
    const act = this.prepareNext();
    enter(this.following, state, new Array(this.setup.variables.length));
    this.emitNext = emit;
    this.following.runtime.passed = (middle) => emit(middle, -1);
    act(new Frame(0, null));
  }

  /** The step that `next` was looking for when evaluation failed as `failed` says; null where it was at none. */
  failing(state: State, failed: Diagnostic): Step["action"] {
    const { runtime } = this.following;
    runtime.leaf = -1;
    try {
      this.next(state, () => false);
    } catch (error) {
      if (!isSpecError(error)) throw error;
      if (runtime.leaf < 0 || !sameDiagnostic(diagnosticOf(error).diagnostic, failed)) return null;
      return { index: runtime.action, parameters: this.parameters() };
    }
    return null;
  }

  /** The parameters of the step being emitted. */
  parameters(): [string, Value][] {
    return this.relation.parameters(this.following.runtime);
  }

  /** The temporal formulas of the model. Making them evaluates the sets that they are quantified over. */
  get temporal(): TemporalCode {
    const placed = (formula: Formula) => {
      const place = { scope: new Scope(null), source: formula.source };
      return { expression: formula.expression, place };
    };
    if (this.temporalCode === null) {
      const { behavior, properties } = this.formulas;
      const translator = new Translator(
        this.checking,
        new PossibilityUse(this.setup.program.tables),
        behavior?.next ?? null,
      );
      const assumptions = (behavior?.fairness ?? []).map(placed);
      enter(this.checking, [], []);
      this.temporalCode = new TemporalCode(translator, assumptions, properties, ({ formula }) => placed(formula));
    }
    return this.temporalCode;
  }

  /** The truth of an atom in `state` and, if it speaks of a step, on the step to `successor`. */
  holdsAtom(atom: number, state: State, successor: State | null): boolean {
    const { test } = this.temporal.atoms[atom] as CodedAtom;
    enter(this.checking, state, (successor ?? []) as PartialState);
    return test();
  }

  /** The value of `formula`, which must be Boolean; `state` and `successor` as far as it reads them. */
  holds(formula: Formula, state: State | null, successor: State | null): boolean {
    const value = this.value(formula, state, successor);
    if (typeof value === "boolean") return value;
    throw this.notBoolean(formula, value);
  }

  /** The value of `formula`; `state` and `successor` as far as it reads them. */
  value(formula: Formula, state: State | null, successor: State | null): Value {
    let code = this.values.get(formula);
    if (code === undefined) {
      code = this.makeValue(formula);
      this.values.set(formula, code);
    }
    enter(this.checking, state ?? [], (successor ?? []) as PartialState);
    return code();
  }

  /** Points at the definition of what the cfg names, which is where the text can be mended. */
  private notBoolean({ expression, source }: Formula, value: Value): LocatedError {
    const named = expression.kind === "reference" && expression.args.length === 0;
    const meaning = named ? this.setup.program.tables.meanings.get(expression) : undefined;
    const symbol = meaning?.symbol.kind === "operator" ? meaning.symbol : null;
    const name = symbol?.name ?? "this formula";
    const location = symbol === null ? source.locate(expression.span) : symbol.source.locate(symbol.body.span);
    return new LocatedError("E420", "spec", `${name} must be TRUE or FALSE, found ${shown(value)}`, location);
  }

  /** What makes `formula`, which is false, false. */
  falseParts({ expression, source }: Formula, state: State | null, successor: State | null): FalsePart[] {
    enter(this.checking, state ?? [], (successor ?? []) as PartialState);
    const scope = new Scope(null);
    return falseParts(this.checking, expression, { scope, source }, new Frame(scope.size, null));
  }

  private makeValue(formula: Formula): () => Value {
    const interpreter = this.checking;
    const scope = new Scope(null);
    const place = { scope, source: formula.source };
    const code = interpreter.evaluator(formula.expression, place);
    return () => code(new Frame(scope.size, null));
  }

  private makeInit(behavior: Behavior): Act {
    const interpreter = this.initial;
    const { runtime } = interpreter;
    const { variables } = this.setup;
    let act: Act = () => {
      const missing = variables.filter((_, i) => runtime.current[i] === undefined).map((v) => v.name);
      if (missing.length > 0) {
        const message = `the initial predicate gives no value to ${missing.join(", ")}`;
        const names = variables.map(({ name }) => name);
        throw new SpecError("E431", message, "spec", halfMade("initial", names, runtime.current));
      }
      this.emitInitial(runtime.current);
      return false;
    };
    for (const formula of [...behavior.init].reverse()) {
      const scope = new Scope(null);
      const rest = act;
      const place = { scope, source: formula.source };
      const made = interpreter.enumerator(formula.expression, place, rest);
      act = () => made(new Frame(scope.size, null));
    }
    return act;
  }

  private prepareNext(): Act {
    if (this.nextAct !== null) return this.nextAct;
    const { behavior } = this.formulas;
    if (behavior === null) return () => false;
    const { runtime } = this.following;
    const { variables } = this.setup;
    const finish: Act = () => {
      const missing = variables.filter((_, i) => runtime.next[i] === undefined).map(({ name }) => name);
      if (missing.length > 0) {
        const action = this.relation.actions[runtime.action]?.name ?? "Next";
        const [first, ...others] = missing;
        const fix =
          others.length === 0
            ? `assign it, or add UNCHANGED ${first}`
            : `assign them, or add UNCHANGED <<${missing.join(", ")}>>`;
        const message = `the action ${action} gives no value to ${missing.map((name) => `${name}'`).join(", ")}; ${fix}`;
        const names = variables.map(({ name }) => `${name}'`);
        throw new SpecError("E430", message, "spec", halfMade("next", names, runtime.next));
      }
      return this.emitNext(runtime.next, runtime.action);
    };
    const { next } = behavior;
    const scope = new Scope(null);
    const place = { scope, source: next.source };
    const made = this.relation.make(next.expression, place, finish, behavior.nextName);
    this.nextAct = () => made(new Frame(scope.size, null));
    return this.nextAct;
  }
}

/** A state of which some variables have no value, a line for each variable; null where none has one. */
function halfMade(which: "initial" | "next", names: readonly string[], state: PartialState): string | null {
  if (names.every((_, i) => state[i] === undefined)) return null;
  const lines = names.map((name, i) => {
    const value = state[i];
    return `\n       ${name}${value === undefined ? " has no value" : ` = ${printFolded(value)}`}`;
  });
  return `the ${which} state so far:${lines.join("")}`;
}

/** Makes `state` the current one; what is kept for the same array stays valid. */
export function enter(interpreter: Interpreter, state: State, next: PartialState): void {
  const { runtime } = interpreter;
  interpreter.reset();
  if (state !== runtime.current) runtime.renew();
  runtime.current = state as PartialState;
  runtime.next = next;
}

function ignore(): void {}

function stop(): boolean {
  return true;
}
