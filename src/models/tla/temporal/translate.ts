/**
 * From the text of a temporal formula to a formula over atoms. Definitions, instances, quantifiers over constant sets,
 * IF, CASE and LET are gone through; what speaks of one state or one step becomes an atom, with the frame in which
 * its names have their values.
 */

import { booleanOperators, isPossibility } from "../../../tla/semantics/builtin.ts";
import type { ParameterSymbol } from "../../../tla/semantics/symbol.ts";
import type { Location, Source } from "../../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { print, type Value } from "../../../values/index.ts";
import {
  always,
  and,
  eventually,
  FALSE,
  type Fairness,
  leadsTo,
  not,
  or,
  type Temporal,
  TRUE,
} from "../../temporal.ts";
import type { Formula } from "../behavior.ts";
import { bindings } from "../interpret/binder.ts";
import { locate } from "../interpret/error.ts";
import { noArm, truth } from "../interpret/expected.ts";
import { evaluator } from "../interpret/expression.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { type DefinitionText, defineLocals, definitionOf } from "../interpret/operator.ts";
import { enabledEvaluator } from "../interpret/primed.ts";
import { resolveCall } from "../interpret/reference.ts";
import { ancestor, Closure, type Eval, Frame, type Slot, Thunk } from "../interpret/runtime.ts";
import { type Place, Scope } from "../interpret/scope.ts";
import type { PossibilityUse } from "./possibility.ts";

/** The values of all quantifiers of temporal formulas together; more would fill the memory. */
const MOST_INSTANCES = 100_000;

/** Why a formula is not checked: the text is right, but it is none that we decide. */
export class Refusal extends Error {
  readonly code: string;
  readonly location: Location;

  constructor(code: string, message: string, location: Location) {
    super(message);
    this.code = code;
    this.location = location;
  }
}

/** An atom with the code that decides it. */
export interface CodedAtom {
  readonly over: "state" | "step";
  readonly moves?: boolean;
  readonly stuttering?: boolean;
  readonly text: string;
  readonly location: Location;
  readonly test: () => boolean;
  /** Where it comes from; null where there is nothing but `test`. */
  readonly origin: AtomOrigin | null;
}

/** The text of an atom, and whether its truth is asked for, or whether it is enabled. */
export interface AtomOrigin {
  readonly asks: "truth" | "enabled";
  readonly expression: Expression;
  readonly place: Place;
  readonly frame: Frame;
}

/** An argument of a formula: unlike those of an evaluation it outlives the state, so it keeps no value. */
class LiveThunk extends Thunk {
  override in(frame: Frame): Thunk {
    return new LiveThunk(this.code, frame, this.variable, this.primed);
  }

  override force(): Value {
    return this.code.evaluate(this.frame as Frame);
  }
}

/** A piece of text where it stands, with the values of the names around it. */
interface Text {
  readonly expression: Expression;
  readonly place: Place;
  readonly frame: Frame;
  /** Names bound on the way, for explanations. */
  readonly bound: readonly (readonly [string, Value])[];
}

/** How deep definitions may call each other: beyond that a recursion has no end. */
const MOST_CALLS = 500;

/** Kinds of texts that are no action of their own. */
const connecting: ReadonlySet<Expression["kind"]> = new Set(["junction", "label", "quantifier", "if", "case", "let"]);

/** Translates formulas; atoms with the same text and frame are one. */
export class Translator {
  readonly atoms: CodedAtom[] = [];
  private readonly interpreter: Interpreter;
  private readonly uses: PossibilityUse;
  private readonly next: Formula | null;
  /** Numbers of atoms by what they speak of, text, and frame (or, where no name is bound, environment). */
  private readonly numbers = {
    state: new Map<Expression, Map<object, number>>(),
    step: new Map<Expression, Map<object, number>>(),
  };
  /** `<<A>>_v` for each `WF_v(A)` and `SF_v(A)` of the text. */
  private readonly steps = new Map<Expression, Expression>();
  /** Arguments are made of arguments of the caller, so without these a deep recursion would cost its square. */
  private readonly slotLevels = new WeakMap<object, number>();
  private readonly slotsWithPossible = new WeakMap<object, boolean>();
  private calls = 0;
  /** How many values quantifiers have ranged over. */
  private instances = 0;

  /** `next`: the next-state relation of the model. */
  constructor(interpreter: Interpreter, uses: PossibilityUse, next: Formula | null) {
    this.interpreter = interpreter;
    this.uses = uses;
    this.next = next;
  }

  /** The formula that stands at `place`. Throws a Refusal for what is not decided, and errors of evaluation. */
  translate(expression: Expression, place: Place): Temporal {
    this.calls = 0;
    return this.formula({ expression, place, frame: new Frame(place.scope.size, null), bound: [] });
  }

  /** The same for `<>` of what `_POSSIBLE` asks for, which may be an action: of the steps, not under `[A]_v`. */
  translateSome(some: Reference, place: Place): Temporal {
    const expression = some.args[0] as Expression;
    const text = { expression, place, frame: new Frame(place.scope.size, null), bound: [] };
    return this.level(text) === 2 ? eventually(this.stepAtom(text, expression)) : this.translate(some, place);
  }

  private formula(text: Text): Temporal {
    const { expression } = text;
    const level = this.level(text);
    if (level === 0 && !this.mentionsPossible(text)) return this.constant(text) ? TRUE : FALSE;
    if (level === 1 && !this.mentionsPossible(text)) return this.stateAtom(text);
    if (level === 2) {
      if (expression.kind === "actionSubscript") return this.stepAtom(text, expression);
      if (this.mayLeaveOut(expression)) return this.connected(text);
      throw this.refusal("E361", text, "an action is no temporal formula; write [][A]_v or <><<A>>_v");
    }
    return this.connected(text);
  }

  /** A text of connectives, choices, quantifiers and calls, as what is inside says. */
  private connected(text: Text): Temporal {
    const { expression } = text;
    switch (expression.kind) {
      case "junction": {
        const items = expression.items.map((item) => this.inside(text, item));
        return expression.operator === "/\\" ? and(items) : or(items);
      }
      case "label":
        return this.inside(text, expression.body);
      case "quantifier":
        return this.quantifier(text, expression);
      case "if": {
        const yes = () => this.inside(text, expression.then);
        const no = () => this.inside(text, expression.else);
        return this.choice(text, expression.condition, yes, no);
      }
      case "case":
        return this.cases(text, expression, 0);
      case "let": {
        const enter = defineLocals(this.interpreter, expression.definitions, text.place);
        enter(text.frame);
        enliven(text.frame);
        return this.inside(text, expression.body);
      }
      case "fairness":
        return { kind: "fairness", fairness: this.fairness(text, expression) };
      case "reference":
        return this.reference(text, expression);
      case "temporalQuantifier":
        throw this.refusal("E360", text, `${expression.quantifier} hides a variable, which no checker here can decide`);
      default:
        throw this.refusal("E362", text, "Possible may stand only under Boolean operators and bounded quantifiers");
    }
  }

  private inside(text: Text, expression: Expression): Temporal {
    return this.formula({ ...text, expression });
  }

  private refusal(code: string, { expression, place }: Text, message: string): Refusal {
    return new Refusal(code, message, place.source.locate(expression.span));
  }

  /** The level of a text, arguments that are temporal formulas included. */
  private level({ expression, place, frame }: Text): number {
    const { level, parameters } = this.interpreter.setup.facts.describe(expression);
    let highest: number = level;
    for (const parameter of parameters) {
      highest = Math.max(highest, this.slotLevel(slotOf(parameter, place, frame)));
    }
    return highest;
  }

  /** What an operator is given as an argument counts where it is applied; what was around it where it was given, here. */
  private slotLevel(slot: Slot): number {
    if (slot instanceof Thunk && slot.variable >= 0) return slot.primed ? 2 : 1;
    const given = textIn(slot);
    if (given === null) return slot instanceof Thunk ? 1 : 0;
    return remembered(this.slotLevels, slot as object, () => this.level(given));
  }

  /** Does the text, or an argument that it names, speak of what is possible? */
  private mentionsPossible({ expression, place, frame }: Text): boolean {
    if (this.uses.mentions(expression)) return true;
    const { parameters } = this.interpreter.setup.facts.describe(expression);
    return [...parameters].some((parameter) => {
      const slot = slotOf(parameter, place, frame);
      const given = textIn(slot);
      return given !== null && remembered(this.slotsWithPossible, slot as object, () => this.mentionsPossible(given));
    });
  }

  /** May it be no action after all? What an operator that was given does with an action is known only inside. */
  private mayLeaveOut(expression: Expression): boolean {
    if (expression.kind !== "reference") return connecting.has(expression.kind);
    const { symbol } = this.interpreter.meaningOf(expression);
    if (symbol.kind === "builtin") return booleanOperators.has(symbol.name);
    if (symbol.kind === "operator") return !symbol.module.library;
    return symbol.kind === "parameter" && expression.args.length > 0;
  }

  private reference(text: Text, reference: Reference): Temporal {
    const { place, frame } = text;
    const { symbol } = this.interpreter.meaningOf(reference);
    if (symbol.kind === "builtin") return this.builtin(text, symbol.name, reference.args);
    if (isPossibility(symbol)) return this.possible(text, reference);
    const call = resolveCall(this.interpreter, reference, place);
    if (call.value !== null) {
      const content = call.slot === null ? undefined : call.slot(frame);
      const code = content instanceof Thunk ? content.code.text : null;
      if (!(content instanceof Thunk) || code === null) return this.constant(text) ? TRUE : FALSE;
      return this.formula({ ...code, frame: content.frame as Frame, bound: text.bound });
    }
    const closure = call.closure(frame);
    const definition = definitionOf(closure.operator);
    if (definition === null)
      throw this.refusal("E362", text, "Possible and temporal formulas cannot be arguments here");
    return this.call(
      text,
      definition,
      closure.frame,
      call.args.map((argument) => argument(frame)),
    );
  }

  private call(
    text: Text,
    { parameters, body, outside }: DefinitionText,
    around: Frame | null,
    args: Slot[],
  ): Temporal {
    if (++this.calls > MOST_CALLS) {
      throw this.refusal("E363", text, "the definitions of this formula call each other without end");
    }
    const scope = new Scope(outside.scope);
    for (const parameter of parameters) scope.allocate(parameter);
    if (around !== null) enliven(around);
    const frame = new Frame(scope.size, around);
    args.forEach((slot, at) => {
      frame.slots[at] = slot;
    });
    enliven(frame);
    const result = this.formula({ expression: body, place: { ...outside, scope }, frame, bound: text.bound });
    this.calls--;
    return result;
  }

  private builtin(text: Text, name: string, args: readonly Expression[]): Temporal {
    const [first, second] = args as [Expression, Expression];
    const a = () => this.inside(text, first);
    const b = () => this.inside(text, second);
    switch (name) {
      case "/\\":
        return and([a(), b()]);
      case "\\/":
        return or([a(), b()]);
      case "~":
        return not(a());
      case "=>":
        return or([not(a()), b()]);
      case "<=>":
      case "=": {
        const [left, right] = [a(), b()];
        return or([and([left, right]), and([not(left), not(right)])]);
      }
      case "/=": {
        const [left, right] = [a(), b()];
        return or([and([left, not(right)]), and([not(left), right])]);
      }
      case "[]":
        return always(a());
      case "<>":
        return eventually(a());
      case "~>":
        return leadsTo(a(), b());
      case "-+->":
        throw this.refusal("E360", text, "-+-> cannot be decided; write the implication it stands for");
      default:
        throw this.refusal("E362", text, `Possible may not stand under ${name}`);
    }
  }

  private quantifier(text: Text, expression: Extract<Expression, { kind: "quantifier" }>): Temporal {
    const { place, frame } = text;
    for (const { set } of expression.bounds) {
      if (set === null) throw this.refusal("E360", text, `this ${expression.quantifier} has no set to range over`);
      if (this.level({ ...text, expression: set }) > 0) {
        const message = `the set of this ${expression.quantifier} may not depend on the state in a temporal formula`;
        throw this.refusal("E360", { ...text, expression: set }, message);
      }
    }
    const scope = new Scope(place.scope);
    const inner = { ...place, scope };
    const prepared = bindings(this.interpreter, expression.bounds, inner);
    if (prepared === null) throw new Error("a bound without a set");
    const names = expression.bounds.flatMap((bound) => bound.names.map(({ name }) => name));
    const slots = prepared.list.flatMap((binding) => binding.slots);
    const cases: { frame: Frame; bound: Text["bound"] }[] = [];
    this.evaluating(text, () =>
      prepared.forEach(new Frame(scope.size, frame), ({ slots: values }) => {
        if (++this.instances > MOST_INSTANCES) {
          const why = `this ${expression.quantifier} ranges over too many values, each of which makes a formula of its own`;
          throw this.refusal("E360", text, `${why}; give the constants smaller values`);
        }
        const own = new Frame(scope.size, frame);
        own.slots = values.slice();
        const bound = names.map((name, i) => [name, values[slots[i] as number] as Value] as const);
        cases.push({ frame: own, bound: [...text.bound, ...bound] });
        return false;
      }),
    );
    const items = cases.map((at) => this.formula({ expression: expression.body, place: inner, ...at }));
    return expression.quantifier === "\\A" ? and(items) : or(items);
  }

  private cases(text: Text, expression: Extract<Expression, { kind: "case" }>, from: number): Temporal {
    const arm = expression.arms[from];
    if (arm === undefined) {
      if (expression.other !== null) return this.inside(text, expression.other);
      // No guard is true: an error in the state in which that is so.
      return this.atom(text, "state", () => {
        throw locate(noArm(), text.place.source, expression.span);
      });
    }
    return this.choice(
      text,
      arm.guard,
      () => this.inside(text, arm.value),
      () => this.cases(text, expression, from + 1),
    );
  }

  private choice(text: Text, condition: Expression, yes: () => Temporal, no: () => Temporal): Temporal {
    const test = this.inside(text, condition);
    if (test.kind === "constant") return test.value ? yes() : no();
    return or([and([test, yes()]), and([not(test), no()])]);
  }

  /** `WF_v(A)` and `SF_v(A)`: atoms for the steps `<<A>>_v` and for their being enabled. */
  private fairness(text: Text, expression: Extract<Expression, { kind: "fairness" }>): Fairness {
    const { strength, action, subscript, span } = expression;
    const step = this.steps.get(expression) ?? { kind: "actionSubscript", form: "angle", action, subscript, span };
    this.steps.set(expression, step);
    const enabled = this.interpreter.setup.lowering.enabledStep(expression) ?? step;
    const numbers = {
      step: this.numberOf({ ...text, expression: step }, "step"),
      enabled: this.numberOf({ ...text, expression: enabled }, "state", "enabled"),
    };
    const moves = this.isNext({ ...text, expression: action }) && this.tellsAll({ ...text, expression: subscript });
    for (const atom of Object.values(numbers)) this.atoms[atom] = { ...(this.atoms[atom] as CodedAtom), moves };
    return {
      strength,
      ...numbers,
      name: boundText(text, expression),
      text: textOf(text.place.source, expression),
      location: text.place.source.locate(span),
    };
  }

  /** Is it the next-state relation, by name? */
  private isNext(text: Text): boolean {
    if (this.next === null) return false;
    const { expression, source } = this.next;
    const scope = new Scope(null);
    const next = this.definedBy({ expression, place: { scope, source }, frame: new Frame(0, null), bound: [] });
    return next.expression === this.definedBy(text).expression;
  }

  /** Is it a tuple of all variables? */
  private tellsAll(text: Text): boolean {
    const told = new Set<number>();
    const open = [text];
    for (let part = open.pop(); part !== undefined; part = open.pop()) {
      const at = this.definedBy(part);
      const { expression } = at;
      if (expression.kind === "tuple") open.push(...expression.elements.map((one) => ({ ...at, expression: one })));
      const symbol = expression.kind === "reference" ? this.interpreter.meaningOf(expression).symbol : null;
      if (symbol?.kind === "variable") told.add(this.interpreter.indexOf(symbol));
    }
    told.delete(-1);
    return told.size === this.interpreter.setup.variables.length;
  }

  private possible(text: Text, reference: Reference): Temporal {
    const args = reference.args;
    const predicate = args.at(-1) as Expression;
    const of = this.inside(text, predicate);
    const goal = boundText(text, predicate);
    if (args.length === 1) return { kind: "possible", of, by: null, text: { goal, by: null } };
    // Which thread it is stands with the goal; it need not be said twice.
    const action = { ...text, expression: args[0] as Expression };
    const by = this.numberOf(action, "step");
    return { kind: "possible", of, by, text: { goal, by: textOf(text.place.source, action.expression) } };
  }

  private constant(text: Text): boolean {
    const code = this.interpreter.evaluator(text.expression, text.place);
    return this.evaluating(text, () => truth(code(text.frame), "a formula"));
  }

  /** Evaluates without a state; errors get a place. */
  private evaluating<T>({ expression, place }: Text, run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw locate(error, place.source, expression.span);
    }
  }

  private stateAtom(text: Text): Temporal {
    return { kind: "atom", atom: this.numberOf(text, "state") };
  }

  private stepAtom(text: Text, expression: Expression): Temporal {
    return { kind: "atom", atom: this.numberOf({ ...text, expression }, "step") };
  }

  private code({ expression, place }: Text, asks: AtomOrigin["asks"]): Eval {
    return (asks === "truth" ? evaluator : enabledEvaluator)(this.interpreter, expression, place);
  }

  private atom(text: Text, over: "state" | "step", test: () => boolean, origin: AtomOrigin | null = null): Temporal {
    const { expression, place } = text;
    const at = this.atoms.push({
      over,
      text: textOf(place.source, expression),
      location: place.source.locate(expression.span),
      test,
      origin,
      ...(over === "step" && expression.kind === "actionSubscript" && { stuttering: expression.form === "box" }),
    });
    return { kind: "atom", atom: at - 1 };
  }

  /** The number of the atom; the same text in the same frame (or where no name is bound, in the same place) is one. */
  private numberOf(original: Text, over: "state" | "step", asks: AtomOrigin["asks"] = "truth"): number {
    const text = this.definedBy(original);
    const { expression, place, frame } = text;
    let numbers = this.numbers[over].get(expression);
    if (numbers === undefined) {
      numbers = new Map();
      this.numbers[over].set(expression, numbers);
    }
    const around = hasNames(frame) ? frame : this;
    const known = numbers.get(around);
    if (known !== undefined) return known;
    const code = this.code(text, asks);
    const test = (): boolean => truth(code(frame), "a formula");
    const { atom } = this.atom(text, over, test, { asks, expression, place, frame }) as { atom: number };
    numbers.set(around, atom);
    return atom;
  }

  /** Follows names of definitions without parameters to their text, so that a state predicate is one atom everywhere. */
  private definedBy(text: Text): Text {
    let at = text;
    for (let i = 0; i < MOST_CALLS; i++) {
      const { expression, place } = at;
      if (expression.kind !== "reference" || expression.args.length > 0 || expression.path.length > 0) return at;
      const { symbol } = this.interpreter.meaningOf(expression);
      if (symbol.kind !== "operator" || symbol.parameters.length > 0 || symbol.binders !== null) return at;
      if (symbol.recursive || symbol.module.library) return at;
      const call = resolveCall(this.interpreter, expression, place);
      const definition = call.operator === null ? null : definitionOf(call.operator);
      if (call.slot !== null || definition === null || definition.outside.scope !== null) return at;
      const scope = new Scope(null);
      at = { ...at, expression: definition.body, place: { ...definition.outside, scope }, frame: new Frame(0, null) };
    }
    return at;
  }
}

/** What is in the slot of a parameter, seen from `place`. */
function slotOf(parameter: ParameterSymbol, { scope }: Place, frame: Frame): Slot {
  const found = scope.find(parameter);
  return found === null ? undefined : ancestor(frame, found.depth).slots[found.slot];
}

/** The text of an argument, or of an operator as an argument; null where it is a value or has no text. */
function textIn(slot: Slot): Text | null {
  if (slot instanceof Thunk) {
    const { text } = slot.code;
    return text === null ? null : { ...text, frame: slot.frame as Frame, bound: [] };
  }
  const definition = slot instanceof Closure ? definitionOf(slot.operator) : null;
  if (definition === null) return null;
  const { body, outside } = definition;
  const place = { ...outside, scope: outside.scope ?? new Scope(null) };
  return { expression: body, place, frame: (slot as Closure).frame ?? new Frame(0, null), bound: [] };
}

/** What is known of `slot`, asked once. */
function remembered<T>(known: WeakMap<object, T>, slot: object, ask: () => T): T {
  let answer = known.get(slot);
  if (answer === undefined) {
    answer = ask();
    known.set(slot, answer);
  }
  return answer;
}

/** Arguments and LET definitions in `frame` and around it, so that they are evaluated anew in each state. */
function enliven(frame: Frame): void {
  for (let at: Frame | null = frame; at !== null; at = at.parent) {
    at.slots.forEach((slot, i) => {
      if (!(slot instanceof Thunk) || slot instanceof LiveThunk || slot.variable >= 0) return;
      (at as Frame).slots[i] = new LiveThunk(slot.code, slot.frame, slot.variable, slot.primed);
    });
  }
}

function hasNames(frame: Frame): boolean {
  for (let at: Frame | null = frame; at !== null; at = at.parent) if (at.slots.length > 0) return true;
  return false;
}

/** The text of an expression, and the values of the names bound around it. */
function boundText({ place, bound }: Text, expression: Expression): string {
  const values = bound.map(([name, value]) => `${name} = ${print(value)}`);
  return [textOf(place.source, expression), ...values].join(", ");
}

/** The text of an expression on one line, cut where it is long. */
function textOf(source: Source, { span }: Expression): string {
  const text = source.flat(span);
  return text.length > 200 ? `${text.slice(0, 197)}...` : text;
}
