/** Quantifiers, CHOOSE, and the sets and functions made with bound names. */

import type { ResolvedBound } from "../../../tla/semantics/symbol.ts";
import type { Source } from "../../../tla/syntax/source.ts";
import type { Bound, Expression } from "../../../tla/syntax/tree.ts";
import {
  cardinality,
  elements,
  FunctionValue,
  functionOver,
  isEnumerable,
  iterate,
  lambdaFunction,
  makeSet,
  predicateSet,
  productSet,
  type SetValue,
  sequenceElements,
  type Value,
  ValueError,
} from "../../../values/index.ts";
import type { Breath } from "./breath.ts";
import { locate } from "./error.ts";
import { refuse, shown, toSet, truth } from "./expected.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Dependence, type Eval, type Frame, reachOf, SpecError } from "./runtime.ts";
import type { Place } from "./scope.ts";

/** One bound set and the slots that an element of it fills: one, or one per name of a tuple pattern. */
interface Binding {
  readonly set: number;
  readonly slots: readonly number[];
  readonly tuple: boolean;
}

/** Where a set is written. */
export interface Written {
  readonly expression: Expression;
  readonly source: Source;
}

/** Bounds, ready: `sets` are evaluated first and outside; then the bindings nest, the last one fastest. */
class Bindings {
  readonly sets: readonly Eval[];
  readonly list: readonly Binding[];
  /** Taken for each element that is bound: there may be very many. */
  readonly breath: Breath;
  /** Null unless errors are being placed. */
  private readonly places: readonly Written[] | null;

  constructor(sets: readonly Eval[], list: readonly Binding[], breath: Breath, places: readonly Written[] | null) {
    this.sets = sets;
    this.list = list;
    this.breath = breath;
    this.places = places;
  }

  /**
   * Calls `visit` for each way to bind, in TLA+ order, until it answers true; tells whether it did. The values bound
   * are in the frame's slots.
   */
  forEach(frame: Frame, visit: (frame: Frame) => boolean): boolean {
    const [only] = this.list;
    if (this.list.length === 1 && only !== undefined) {
      const values = this.range(0, frame);
      if (only.tuple || !Array.isArray(values)) return this.bindFrom([values], 0, frame, visit);
      const slot = only.slots[0] as number;
      for (let i = 0; i < values.length; i++) {
        this.breath.take();
        frame.slots[slot] = values[i] as Value;
        if (visit(frame)) return true;
      }
      return false;
    }
    const sets = this.sets.map((_, index) => this.range(index, frame));
    return this.bindFrom(sets, 0, frame, visit);
  }

  private bindFrom(
    sets: readonly Iterable<Value>[],
    index: number,
    frame: Frame,
    visit: (frame: Frame) => boolean,
  ): boolean {
    const binding = this.list[index];
    if (binding === undefined) return visit(frame);
    const last = index === this.list.length - 1;
    for (const value of sets[binding.set] as Iterable<Value>) {
      this.breath.take();
      bind(binding, frame, value);
      if (last ? visit(frame) : this.bindFrom(sets, index + 1, frame, visit)) return true;
    }
    return false;
  }

  /** The elements of set `index`. One that cannot be enumerated is what is wrong, not the whole formula around it. */
  private range(index: number, frame: Frame): Iterable<Value> {
    const value = (this.sets[index] as Eval)(frame);
    const place = this.places?.[index];
    return elementsAt(value, place ?? null);
  }
}

/** Prepares `bounds` at `place`. Null if one has no set. */
export function bindings(interpreter: Interpreter, bounds: readonly Bound[], place: Place): Bindings | null {
  const sets: Eval[] = [];
  const list: Binding[] = [];
  const places: Written[] = [];
  for (const bound of bounds) {
    if (bound.set === null) return null;
    const set = sets.push(interpreter.evaluator(bound.set, place)) - 1;
    places.push({ expression: bound.set, source: place.source });
    const { symbols } = interpreter.setup.program.tables.bounds.get(bound) as ResolvedBound;
    const slots = symbols.map((symbol) => place.scope.allocate(symbol));
    if (bound.pattern === "tuple") list.push({ set, slots, tuple: true });
    else for (const slot of slots) list.push({ set, slots: [slot], tuple: false });
  }
  return new Bindings(sets, list, interpreter.setup.breath, interpreter.tracing ? places : null);
}

/** The elements of the set that is written there: if it cannot be enumerated it is wrong, not the formula around it. */
export function elementsAt(value: Value, written: Written | null): Iterable<Value> {
  if (written === null) return enumerable(value);
  try {
    return enumerable(value);
  } catch (error) {
    throw locate(withRemedy(error, written.expression), written.source, written.expression.span);
  }
}

/** Where an expression stands, while an error is traced. */
export function writtenAt({ tracing }: Interpreter, expression: Expression, { source }: Place): Written | null {
  return tracing ? { expression, source } : null;
}

/** What to write in place of Nat or Int. */
function withRemedy(error: unknown, set: Expression): unknown {
  const name = set.kind === "reference" && (set.name === "Nat" || set.name === "Int") ? set.name : null;
  if (!(error instanceof ValueError) || error.code !== "E403" || name === null) return error;
  const small = name === "Nat" ? "0..3" : "-3..3";
  const how = `CONSTANT ${name} <- Some${name} in the configuration, with Some${name} == ${small} in the module`;
  return new ValueError(error.code, `${error.message}; write a finite set, or ${how}`);
}

function bind(binding: Binding, frame: Frame, value: Value): void {
  if (!binding.tuple) {
    frame.slots[binding.slots[0] as number] = value;
    return;
  }
  const parts = value instanceof FunctionValue ? sequenceElements(value) : null;
  if (parts === null || parts.length !== binding.slots.length) {
    const message = `the pattern needs tuples of length ${binding.slots.length}, found ${shown(value)}`;
    throw new SpecError("E427", message);
  }
  for (let i = 0; i < parts.length; i++) frame.slots[binding.slots[i] as number] = parts[i] as Value;
}

/** The elements of a set in TLA+ order; what is large and symbolic is not built first. */
function enumerable(value: Value): Iterable<Value> {
  const set = toSet(value);
  return set.form === "enumerated" ? elements(set) : iterate(set);
}

const unbounded = "has no set to range over, so it cannot be evaluated; bound it: x \\in S";

export function quantifierEvaluator(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "quantifier" }>,
  place: Place,
): Eval {
  const bound = bindings(interpreter, expression.bounds, place);
  if (bound === null) return refuse("E426", `this ${expression.quantifier} ${unbounded}`);
  const body = interpreter.evaluator(expression.body, place);
  const exists = expression.quantifier === "\\E";
  const what = `the body of ${expression.quantifier}`;
  const visit = (f: Frame) => truth(body(f), what) === exists;
  return (f) => bound.forEach(f, visit) === exists;
}

export function chooseEvaluator(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "choose" }>,
  place: Place,
): Eval {
  const bound = bindings(interpreter, [expression.bound], place);
  if (bound === null) {
    const cure = "or, where any other value will do, let the cfg give the definition a model value, D = D";
    return refuse("E426", `this CHOOSE ${unbounded}, ${cure}`);
  }
  const body = interpreter.evaluator(expression.body, place);
  const [set] = bound.sets as [Eval];
  const [binding] = bound.list as [Binding];
  const written = writtenAt(interpreter, expression.bound.set as Expression, place);
  return (f) => {
    const candidates = set(f);
    for (const value of elementsAt(candidates, written)) {
      bound.breath.take();
      bind(binding, f, value);
      if (truth(body(f), "the body of CHOOSE")) return value;
    }
    throw new SpecError("E424", `no element of ${shown(candidates)} satisfies this CHOOSE`);
  };
}

/** `{x \in S : P}`. Of a large set, and where the runtime says so, it stays a test. */
export function filterEvaluator(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "setFilter" }>,
  place: Place,
): Eval {
  const bound = bindings(interpreter, [expression.bound], place);
  if (bound === null) return refuse("E426", `this set ${unbounded}`);
  const body = interpreter.evaluator(expression.predicate, place);
  const [set] = bound.sets as [Eval];
  const [binding] = bound.list as [Binding];
  const depends = dependenceOf(interpreter, expression.predicate);
  const { runtime } = interpreter;
  const keep = (f: Frame, value: Value) => {
    bound.breath.take();
    bind(binding, f, value);
    return truth(body(f), "the predicate of a set");
  };
  return (f) => {
    const base = toSet(set(f));
    const asked = runtime.rules?.has(expression.predicate) === true;
    // Nobody may keep it: elsewhere the whole set is wanted.
    if (asked) runtime.unstableReads++;
    if (asked || staysSymbolic(base)) return predicateSet(base, later(interpreter, f, depends, keep), asked);
    const kept: Value[] = [];
    for (const value of enumerable(base)) if (keep(f, value)) kept.push(value);
    return makeSet(kept);
  };
}

/** A set of this size or more, if it is not listed already, is filtered only when its elements are wanted. */
const largeBase = 256;

/** Membership in a filter of a large symbolic set, such as SUBSET S, is decided without listing the set. */
export function staysSymbolic(base: SetValue): boolean {
  if (base.form === "enumerated" || base.form === "interval") return false;
  return !isEnumerable(base) || cardinality(base) >= largeBase;
}

/** `{x \in S : P}` as a membership test without building the set: `e \in S /\ P`. */
export function filterMember(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "setFilter" }>,
  place: Place,
): ((frame: Frame, value: Value) => boolean) | null {
  const bound = bindings(interpreter, [expression.bound], place);
  if (bound === null) return null;
  const body = interpreter.evaluator(expression.predicate, place);
  const [binding] = bound.list as [Binding];
  return (f, value) => {
    bound.breath.take();
    bind(binding, f, value);
    return truth(body(f), "the predicate of a set");
  };
}

export function mapEvaluator(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "setMap" }>,
  place: Place,
): Eval {
  const bound = bindings(interpreter, expression.bounds, place);
  if (bound === null) return refuse("E426", `this set ${unbounded}`);
  const body = interpreter.evaluator(expression.body, place);
  return (f) => {
    const values: Value[] = [];
    bound.forEach(f, (frame) => {
      values.push(body(frame));
      return false;
    });
    return makeSet(values);
  };
}

/** `[x \in S |-> e]`. Over an infinite domain, and where the runtime says so, the function stays a rule. */
export function functionEvaluator(
  interpreter: Interpreter,
  bounds: readonly Bound[],
  body: Expression,
  place: Place,
): Eval {
  const bound = bindings(interpreter, bounds, place);
  if (bound === null) return refuse("E426", `this function ${unbounded}`);
  const code = interpreter.evaluator(body, place);
  const domainOf = functionDomain(bound);
  const rule = functionRule(bound, code);
  const depends = dependenceOf(interpreter, body);
  const { runtime } = interpreter;
  return (f) => {
    const domain = domainOf(f);
    const applied = runtime.rules?.has(body) === true;
    // Nobody may keep it: elsewhere the whole function is wanted.
    if (applied) runtime.unstableReads++;
    if (applied || !isEnumerable(domain)) return lambdaFunction(domain, later1(interpreter, f, depends, rule));
    const values: Value[] = [];
    for (const argument of enumerable(domain)) {
      values.push(rule(f, argument));
    }
    return functionOver(domain, values);
  };
}

/** The domain: the set itself for one name or pattern, a product otherwise. */
export function functionDomain(bound: Bindings): (frame: Frame) => SetValue {
  const { sets, list } = bound;
  if (list.length === 1) return (f) => toSet((sets[0] as Eval)(f));
  return (f) => {
    const values = sets.map((set) => toSet(set(f)));
    return productSet(list.map((b) => values[b.set] as SetValue));
  };
}

/** The value for one element of the domain; binds the names, then evaluates. */
export function functionRule(bound: Bindings, code: Eval): (frame: Frame, argument: Value) => Value {
  const { list, breath } = bound;
  const [only] = list;
  if (list.length === 1 && only !== undefined) {
    return (f, argument) => {
      breath.take();
      bind(only, f, argument);
      return code(f);
    };
  }
  return (f, argument) => {
    const parts = sequenceElements(argument as FunctionValue) as readonly Value[];
    breath.take();
    list.forEach((binding, i) => {
      bind(binding, f, parts[i] as Value);
    });
    return code(f);
  };
}

/** What `body` depends on. */
export function dependenceOf(interpreter: Interpreter, body: Expression): Dependence {
  return interpreter.setup.facts.dependence(body);
}

/** A test that can be asked after its frame and its states have moved on. */
function later(
  interpreter: Interpreter,
  frame: Frame,
  depends: Dependence,
  test: (frame: Frame, value: Value) => boolean,
): (value: Value) => boolean {
  const inPlace = resumable(interpreter, frame, depends);
  return (value) => inPlace((f) => test(f, value));
}

/** The same for a rule that gives a value. */
export function later1(
  interpreter: Interpreter,
  frame: Frame,
  depends: Dependence,
  rule: (frame: Frame, argument: Value) => Value,
): (argument: Value) => Value {
  const inPlace = resumable(interpreter, frame, depends);
  return (argument) => inPlace((f) => rule(f, argument));
}

/** Remembers the frame and the states of now, and lets code run as if it were now. */
function resumable(interpreter: Interpreter, frame: Frame, depends: Dependence): <T>(run: (frame: Frame) => T) => T {
  const { runtime } = interpreter;
  const kept = frame.snapshot();
  const { current, next, primed, version } = runtime;
  // What the rule will read, it reads later: whoever keeps it must know now for how long it may.
  const reach = depends === "arguments" ? reachOf(kept) : depends;
  if (reach !== "nothing") {
    runtime.reads++;
    if (interpreter.mode === "init" || reach === "step") runtime.unstableReads++;
  }
  let busy = false;
  return (run) => {
    const { current: currentNow, next: nextNow, primed: primedNow, version: versionNow } = runtime;
    runtime.current = current;
    runtime.next = next;
    runtime.primed = primed;
    runtime.version = version;
    // What was made in a primed expression reads a state that is not the current one.
    if (primed > 0) {
      runtime.unstableReads++;
      runtime.renew();
    }
    // A rule that uses itself needs its slots again while the outer use still reads them.
    const own = busy ? kept.snapshot() : kept;
    const outermost = !busy;
    busy = true;
    try {
      return run(own);
    } finally {
      if (outermost) busy = false;
      runtime.current = currentNow;
      runtime.next = nextNow;
      runtime.primed = primedNow;
      runtime.version = versionNow;
    }
  };
}
