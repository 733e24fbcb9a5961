/**
 * Formulas in action position: every way to make one true, with what it assigns. What makes a successor of its own
 * is TLC's rule, one test per line in test/models/tla/successors.test.ts.
 */

import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { equal, powerSet, type Value } from "../../../values/index.ts";
import { applied, isRule } from "./applied.ts";
import { bindings, elementsAt, type Written, writtenAt } from "./binder.ts";
import { composition } from "./composition.ts";
import { noted, remarked, traced } from "./error.ts";
import { noArm, refuse, toSet, truth } from "./expected.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Argument, CodeOperator, defineLocals, variableOf } from "./operator.ts";
import { primedEvaluator, unchangedEvaluator } from "./primed.ts";
import { type Call, resolveCall } from "./reference.ts";
import {
  type Act,
  type ActionCode,
  call,
  type Eval,
  type Form,
  Frame,
  notEntered,
  type PartialState,
  Thunk,
} from "./runtime.ts";
import type { Place } from "./scope.ts";
import { type Target, targetOf } from "./target.ts";
import { triedItems } from "./tried.ts";

const ASKED =
  "the left side of => assigns nothing, it is only asked; /\\ binds more tightly than =>, so the implication may lack parentheses";

const PART_OF_NEXT = "only a whole variable is given a value: f' = [f EXCEPT ![i] = e] changes f[i] alone";
const PART_OF_FIRST =
  "only a whole variable is given a value: f = [i \\in S |-> e], or f \\in [S -> T] for each such function";

/** Code that runs `then` for each way to make `expression` true at `place`. */
export function enumerator(interpreter: Interpreter, expression: Expression, place: Place, then: Act): Act {
  return placed(interpreter, { expression, place }, then, make);
}

interface Text {
  readonly expression: Expression;
  readonly place: Place;
}

/** The code that `maker` makes: seen by whoever watches, and in a traced run its errors have their place. */
function placed(interpreter: Interpreter, { expression, place }: Text, then: Act, maker: typeof make): Act {
  const { watch, tracing, setup } = interpreter;
  const plain = (onward: Act): Act => maker(interpreter, expression, place, onward);
  const code = (onward: Act): Act => setup.uses?.enumerated(expression, place.source, onward, plain) ?? plain(onward);
  const act = watch === null ? code(then) : watch.watched(expression, place, then, code);
  return tracing ? traced(act, place.source, expression.span) : act;
}

function make(interpreter: Interpreter, expression: Expression, place: Place, then: Act): Act {
  switch (expression.kind) {
    case "junction":
      return expression.operator === "/\\"
        ? conjunction(interpreter, expression.items, place, then)
        : disjunction(interpreter, expression.items, place, then);
    case "quantifier":
      return expression.quantifier === "\\E"
        ? existential(interpreter, expression, place, then)
        : universal(interpreter, expression, place, then);
    case "if":
    case "case":
    case "let":
    case "label":
      return control(interpreter, expression, place, (part) => interpreter.enumerator(part, place, then));
    case "actionSubscript":
      return subscript(interpreter, expression, place, then);
    case "reference":
      return application(interpreter, expression, place, then);
    case "application":
      return isRule(interpreter.setup, expression)
        ? applied(interpreter, expression, 0)(place, then)
        : condition(interpreter, expression, place, then);
    default:
      return condition(interpreter, expression, place, then);
  }
}

type Control = Extract<Expression, { kind: "if" | "case" | "let" | "label" }>;

/** Goes to the part that decides; `enter` makes the code for a part, of a value or in action position. */
export function control<T>(
  interpreter: Interpreter,
  expression: Control,
  place: Place,
  enter: (part: Expression) => (f: Frame) => T,
): (f: Frame) => T {
  switch (expression.kind) {
    case "if": {
      const condition = interpreter.evaluator(expression.condition, place);
      const yes = enter(expression.then);
      const no = enter(expression.else);
      return (f) => (truth(condition(f), "the condition of IF") ? yes(f) : no(f));
    }
    case "case": {
      const guards = expression.arms.map((arm) => interpreter.evaluator(arm.guard, place));
      const arms = expression.arms.map((arm) => enter(arm.value));
      const other = expression.other === null ? null : enter(expression.other);
      return (f) => {
        for (let i = 0; i < guards.length; i++) {
          if (truth((guards[i] as Eval)(f), "the guard of CASE")) return (arms[i] as (f: Frame) => T)(f);
        }
        if (other === null) throw noArm();
        return other(f);
      };
    }
    case "let": {
      const define = defineLocals(interpreter, expression.definitions, place);
      const body = enter(expression.body);
      return (f) => {
        define(f);
        return body(f);
      };
    }
    case "label":
      return enter(expression.body);
  }
}

/** Anything that is not taken apart: true or false, without assignments. */
function condition(interpreter: Interpreter, expression: Expression, place: Place, then: Act): Act {
  const { coverage } = interpreter.setup;
  if (coverage == null || interpreter.mode === "init" || interpreter.tracing) {
    return uncounted(interpreter, expression, place, then);
  }
  const code = interpreter.evaluator(expression, place);
  const counter = coverage.counterOf(expression, place.source);
  const { runtime } = interpreter;
  return (f) => {
    const value = truth(code(f), "a conjunct");
    // Without a leaf no action is being enumerated: a predicate asks for ENABLED.
    if (runtime.leafFrame !== null && coverage.counting) counter.count(runtime.action, value);
    return value ? then(f) : false;
  };
}

function uncounted(interpreter: Interpreter, expression: Expression, place: Place, then: Act): Act {
  const code = interpreter.evaluator(expression, place);
  return (f) => (truth(code(f), "a conjunct") ? then(f) : false);
}

function conjunction(interpreter: Interpreter, items: readonly Expression[], place: Place, then: Act): Act {
  // Code is made from left to right: a binder of the left allocates its slots before those of the right.
  let act: Act | null = null;
  const rest: Act[] = [];
  const chainFrom =
    (index: number): Act =>
    (f) =>
      (rest[index] ?? then)(f);
  items.forEach((item, i) => {
    const after = i === items.length - 1 ? then : chainFrom(i);
    const made = interpreter.enumerator(item, place, after);
    if (i === 0) act = made;
    else rest[i - 1] = onceAssigned(interpreter, item, made, () => conditionAt(interpreter, item, place, after));
  });
  return act ?? then;
}

/**
 * A conjunct that comes after others. When every variable has its value already, nothing can be assigned any more, and
 * TLC evaluates it as a plain condition: then it is true once, however many disjuncts or witnesses make it so.
 */
function onceAssigned(interpreter: Interpreter, item: Expression, enumerate: Act, asCondition: () => Act): Act {
  if (!splits.has(item.kind)) return enumerate;
  let test: Act | null = null;
  return (f) => {
    if (!allAssigned(interpreter)) return enumerate(f);
    test ??= asCondition();
    return test(f);
  };
}

function conditionAt(interpreter: Interpreter, item: Expression, place: Place, then: Act): Act {
  return placed(interpreter, { expression: item, place }, then, condition);
}

/** What may be true in several ways. */
export const splits: ReadonlySet<Expression["kind"]> = new Set([
  ...(["reference", "junction", "quantifier", "if", "case", "let", "label"] as const),
  ...(["application", "actionSubscript"] as const),
]);

function allAssigned(interpreter: Interpreter): boolean {
  const state = assigned(interpreter);
  // From the end: what is assigned last is often declared last.
  for (let i = interpreter.setup.variables.length - 1; i >= 0; i--) if (state[i] === undefined) return false;
  return true;
}

function disjunction(interpreter: Interpreter, items: readonly Expression[], place: Place, then: Act): Act {
  const told = interpreter.tracing && interpreter.mode !== "init";
  const acts = told
    ? triedItems(interpreter, items, place, then)
    : items.map((item) => interpreter.enumerator(item, place, then));
  return (f) => {
    for (let i = 0; i < acts.length; i++) if ((acts[i] as Act)(f)) return true;
    return false;
  };
}

type Quantifier = Extract<Expression, { kind: "quantifier" }>;

const unbounded = "has no set to range over, so it cannot be enumerated; bound it: x \\in S";

function existential(interpreter: Interpreter, expression: Quantifier, place: Place, then: Act): Act {
  const bound = bindings(interpreter, expression.bounds, place);
  if (bound === null) return refuse("E426", `this \\E ${unbounded}`) as unknown as Act;
  const body = interpreter.enumerator(expression.body, place, then);
  return (f) => bound.forEach(f, body);
}

/** `\A x \in S : A` is the conjunction of A for each element: the ways of each multiply. */
function universal(interpreter: Interpreter, expression: Quantifier, place: Place, then: Act): Act {
  const bound = bindings(interpreter, expression.bounds, place);
  if (bound === null) return refuse("E426", `this \\A ${unbounded}`) as unknown as Act;
  // The elements, flat, and how many of them have been entered: two slots, since the list may be long.
  const list = place.scope.allocate();
  const entered = place.scope.allocate();
  const onward: Act = (f) => {
    // The rest of the conjunction reuses the slots of this frame; put them back when it comes back.
    const saved = f.slots.slice();
    const stop = step(f);
    f.slots = saved;
    return stop;
  };
  const body = interpreter.enumerator(expression.body, place, onward);
  const asCondition = () => conditionAt(interpreter, expression.body, place, onward);
  const later = onceAssigned(interpreter, expression.body, body, asCondition);
  const assignments = bound.list.flatMap((b) => b.slots);
  const step: Act = (f) => {
    const ways = f.slots[list] as readonly Value[];
    const start = f.slots[entered] as number;
    if (start === ways.length) return then(f);
    assignments.forEach((slot, i) => {
      f.slots[slot] = ways[start + i] as Value;
    });
    f.slots[entered] = start + assignments.length;
    return start === 0 ? body(f) : later(f);
  };
  return (f) => {
    const ways: Value[] = [];
    bound.forEach(f, (frame) => {
      for (const slot of assignments) ways.push(frame.slots[slot] as Value);
      return false;
    });
    f.slots[list] = ways;
    f.slots[entered] = 0;
    return step(f);
  };
}

/** `[A]_v`: A, and then v unchanged. `<<A>>_v`: A, if it changes v. */
function subscript(
  interpreter: Interpreter,
  expression: Extract<Expression, { kind: "actionSubscript" }>,
  place: Place,
  then: Act,
): Act {
  if (expression.form === "box") {
    const act = interpreter.enumerator(expression.action, place, then);
    const same = unchanged(interpreter, expression.subscript, place, then);
    return (f) => act(f) || same(f);
  }
  const same = unchangedEvaluator(interpreter, expression.subscript, place);
  return interpreter.enumerator(expression.action, place, (f) => (same(f) ? false : then(f)));
}

function application(interpreter: Interpreter, reference: Reference, place: Place, then: Act): Act {
  if (interpreter.meaningOf(reference).symbol.kind === "builtin") return builtin(interpreter, reference, place, then);
  const call = resolveCall(interpreter, reference, place);
  // A native is a condition as well; as one it is counted. What a parameter stands for may be an action.
  if (interpreter.setup.coverage != null && call.slot === null && call.operator instanceof CodeOperator) {
    return condition(interpreter, reference, place, then);
  }
  const act = (next: Act): Act => callAct(call, next, () => condition(interpreter, reference, place, next), "formula");
  if (!interpreter.tracing) return act(then);
  // What comes after a condition is no part of it; after an action it is the end of the step, which is.
  if (interpreter.setup.facts.levelOf(reference) > 1) return noted(act(then), reference, place.source);
  const later = new WeakSet<object>();
  return noted(act(noting(then, later)), reference, place.source, later);
}

/** Code with the errors that it throws put into `errors`. */
function noting(act: Act, errors: WeakSet<object>): Act {
  return (f) => {
    try {
      return act(f);
    } catch (error) {
      errors.add(error as object);
      throw error;
    }
  };
}

/** Goes into the body of a defined operator, or into an action passed as an argument. */
export function callAct(called: Call, then: Act, asCondition: () => Act, form: Form): Act {
  const { slot, args, operator, parent } = called;
  if (slot !== null && operator === null) {
    const applied = typeof form === "number" ? asCondition() : null;
    return (f) => {
      const closure = called.closure(f);
      if (applied !== null && closure.operator instanceof CodeOperator) return applied(f);
      const code = closure.operator.action(form);
      return call(code.act, frameFor(code, closure.frame, args, f), then, f);
    };
  }
  if (slot !== null) {
    const read = asCondition();
    return (f) => {
      const content = slot(f);
      if (!(content instanceof Thunk) || content.variable >= 0) return read(f);
      const { act, scope } = content.code.action(form);
      return call(act, new Frame(scope.size, content.frame), then, f);
    };
  }
  if (called.value !== null || operator === null) return asCondition();
  return (f) => {
    const code = operator.action(form);
    return call(code.act, frameFor(code, parent(f), args, f), then, f);
  };
}

/** A frame for a call from `caller`, with its arguments. */
function frameFor({ scope }: ActionCode, parent: Frame | null, args: readonly Argument[], caller: Frame): Frame {
  const frame = new Frame(scope.size, parent);
  for (let i = 0; i < args.length; i++) frame.slots[i] = (args[i] as Argument)(caller);
  return frame;
}

function builtin(interpreter: Interpreter, reference: Reference, place: Place, then: Act): Act {
  const { name } = interpreter.meaningOf(reference).symbol;
  const [first, second] = reference.args as [Expression, Expression];
  switch (name) {
    case "/\\":
      return conjunction(interpreter, reference.args, place, then);
    case "\\/":
      return disjunction(interpreter, reference.args, place, then);
    case "=>": {
      const asked = interpreter.evaluator(first, place);
      const antecedent = interpreter.tracing ? remarked(asked, "E423", ASKED) : asked;
      const consequent = interpreter.enumerator(second, place, then);
      return (f) => (truth(antecedent(f), "the left side of =>") ? consequent(f) : then(f));
    }
    case "=":
    case "\\in":
    case "\\subseteq": {
      const target = assignable(interpreter, first, place);
      if (target === null)
        return (ofPart(interpreter, first) ? partly : condition)(interpreter, reference, place, then);
      const assigning = { target, compare: uncounted(interpreter, reference, place, then), then };
      if (name === "=") return assignment(interpreter, assigning, second, place);
      const right = interpreter.evaluator(second, place);
      const candidates = name === "\\in" ? right : (f: Frame) => powerSet(toSet(right(f)));
      return choice(interpreter, assigning, candidates, writtenAt(interpreter, second, place));
    }
    case "UNCHANGED":
      return interpreter.mode === "init"
        ? (refuse("E441", "UNCHANGED has no meaning in the initial predicate") as unknown as Act)
        : unchanged(interpreter, first, place, then);
    case "\\cdot":
      return composition(interpreter, reference, place, then);
    default:
      return condition(interpreter, reference, place, then);
  }
}

/** `x'` (in Init: `x`) as something to assign to; null if `expression` is none. */
function assignable(interpreter: Interpreter, expression: Expression, place: Place): Target | null {
  return targetOf(interpreter, expression, place, interpreter.mode === "next");
}

/** Is it `f[x]'`, `f'[x]` or, in Init, `f[x]`: a part of what gets values only as a whole? */
function ofPart(interpreter: Interpreter, expression: Expression): boolean {
  let [parts, primes, at] = [0, 0, expression];
  for (;;) {
    if (at.kind === "application" || at.kind === "fieldAccess") {
      parts++;
      at = at.kind === "application" ? at.fn : at.record;
    } else if (at.kind === "reference" && at.args.length === 1 && interpreter.meaningOf(at).symbol.name === "'") {
      primes++;
      at = at.args[0] as Expression;
    } else return parts > 0 && (interpreter.mode === "init" || primes > 0);
  }
}

/** A condition of a part of a variable, which may have been meant to give that a value. */
function partly(interpreter: Interpreter, reference: Reference, place: Place, then: Act): Act {
  if (!interpreter.tracing) return condition(interpreter, reference, place, then);
  const note = interpreter.mode === "init" ? PART_OF_FIRST : PART_OF_NEXT;
  const asked = remarked(interpreter.evaluator(reference, place), "E423", note);
  return (f) => (truth(asked(f), "a conjunct") ? then(f) : false);
}

function assigned({ mode, runtime }: Interpreter): PartialState {
  return mode === "init" ? runtime.current : runtime.next;
}

/** To be called before a value is assigned: code for Init gives none while ENABLED is evaluated. Throws E438. */
function giving({ mode, runtime }: Interpreter): void {
  if (mode === "init" && runtime.enabling) throw notEntered();
}

/** What gives a variable a value, if it has none yet. */
interface Assigning {
  readonly target: Target;
  /** Decides where the target turns out to be no variable, or has its value already. */
  readonly compare: Act;
  readonly then: Act;
}

/** `x' = e`: assigns if x' has no value yet, compares otherwise. */
function assignment(interpreter: Interpreter, assigning: Assigning, right: Expression, place: Place): Act {
  const { target, compare, then } = assigning;
  const value = interpreter.evaluator(right, place);
  return (f) => {
    const variable = target(f);
    if (variable < 0) return compare(f);
    const state = assigned(interpreter);
    const old = state[variable];
    if (old !== undefined) return equal(old, value(f)) ? then(f) : false;
    giving(interpreter);
    state[variable] = value(f);
    const stop = then(f);
    state[variable] = undefined;
    return stop;
  };
}

/** `x' \in S`: one way per element; `x' \subseteq S`: one per subset. With a value already, `compare` decides. */
function choice(interpreter: Interpreter, assigning: Assigning, candidates: Eval, written: Written | null): Act {
  const { target, compare, then } = assigning;
  const { breath } = interpreter.setup;
  return (f) => {
    const variable = target(f);
    if (variable < 0) return compare(f);
    const state = assigned(interpreter);
    if (state[variable] !== undefined) return compare(f);
    giving(interpreter);
    for (const value of elementsAt(candidates(f), written)) {
      breath.take();
      state[variable] = value;
      const stop = then(f);
      state[variable] = undefined;
      if (stop) return true;
    }
    return false;
  };
}

/** UNCHANGED: variables keep their values; tuples and definitions of tuples are taken apart. */
export function unchanged(interpreter: Interpreter, expression: Expression, place: Place, then: Act): Act {
  if (expression.kind === "tuple") {
    let act = then;
    for (const element of [...expression.elements].reverse()) act = unchanged(interpreter, element, place, act);
    return act;
  }
  const asCondition = () => unchangedCondition(interpreter, expression, place, then);
  if (expression.kind !== "reference") return asCondition();
  const variable = variableOf(interpreter, expression);
  if (variable !== null) return keep(interpreter, () => variable, null, then);
  const symbol = interpreter.setup.program.tables.meanings.get(expression)?.symbol;
  if (symbol === undefined || symbol.kind === "builtin" || expression.args.length > 0) return asCondition();
  const call = resolveCall(interpreter, expression, place);
  const inside = callAct(call, then, asCondition, "unchanged");
  const target = targetOf(interpreter, expression, place, false);
  return target === null ? inside : keep(interpreter, target, inside, then);
}

function unchangedCondition(interpreter: Interpreter, expression: Expression, place: Place, then: Act): Act {
  const before = interpreter.evaluator(expression, place);
  const after = primedEvaluator(interpreter, before);
  return (f) => (equal(after(f), before(f)) ? then(f) : false);
}

function keep(interpreter: Interpreter, target: Target, otherwise: Act | null, then: Act): Act {
  const { runtime } = interpreter;
  return (f) => {
    const variable = target(f);
    if (variable < 0 && otherwise !== null) return otherwise(f);
    const { next } = runtime;
    const value = (interpreter.unprimed[variable] as Thunk).force(runtime);
    const old = next[variable];
    if (old !== undefined) return equal(old, value) ? then(f) : false;
    next[variable] = value;
    const stop = then(f);
    next[variable] = undefined;
    return stop;
  };
}
