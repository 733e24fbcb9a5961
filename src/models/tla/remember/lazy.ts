// Hot path: what is not remembered yet, or not any more, runs here.
/**
 * Text that gives a term where its value is a function of the state that need not be known yet: `log[i]` in
 * `log[i][n].term`, or `messages` in `messages' = messages \cup {m}`.
 *
 * Invariant: while nothing is recorded the result is a value, the one that the interpreter gives. A term stands for the
 * value that the interpreter would give here, in every state in which what was observed so far is the same.
 */

import type { ExceptUpdate, Expression, Reference } from "../../../tla/syntax/tree.ts";
import { apply, except, field, ModelValue, sequence, type Value } from "../../../values/index.ts";
import { binaryOperator, unaryOperator } from "../interpret/builtin.ts";
import { isClosed } from "../interpret/closed.ts";
import { warnings } from "../interpret/except.ts";
import { toFunction, truth } from "../interpret/expected.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import {
  type Argument,
  DefinedOperator,
  DefinedValue,
  defineLocals,
  StrictNative,
  variableOf,
} from "../interpret/operator.ts";
import {
  type Call,
  evaluatorOf,
  isFunctionName,
  moduleOperator,
  referenceEvaluator,
  resolveCall,
} from "../interpret/reference.ts";
import { ancestor, type Code, type Eval, Frame, type Slot, SpecError, Thunk } from "../interpret/runtime.ts";
import { type Place, Scope } from "../interpret/scope.ts";
import type { Memory } from "./memory.ts";
import { type Operation, Term } from "./term.ts";

type Lazy = (frame: Frame) => Value | Term;

/** The kinds of text that can give a term. */
const kinds: ReadonlySet<Expression["kind"]> = new Set([
  ...(["reference", "application", "fieldAccess", "except", "if", "case", "let", "label", "at"] as const),
]);

/** An argument or a definition of a LET, which remembers the term that it stands for. */
export class LazyThunk extends Thunk {
  /** When it was made, by the clock of the memory. */
  readonly birth: number;
  private term: Term | null = null;
  /** The recording for which it is that term. */
  private within: object | null = null;

  constructor(code: Code, frame: Frame, birth: number) {
    super(code, frame, -1, false);
    this.birth = birth;
  }

  /** Its value or term within the recording in which it was made. */
  lazily(lazy: Lazy, { recording, runtime }: Memory): Value | Term {
    if (this.known(runtime) !== undefined) return this.force(runtime);
    if (this.within === recording && this.term !== null && runtime.primed === 0) {
      runtime.reads++;
      return this.term;
    }
    const { reads, unstableReads } = runtime;
    const x = lazy(this.frame as Frame);
    if (runtime.unstableReads !== unstableReads || runtime.primed > 0) return x;
    if (x instanceof Term) {
      this.term = x;
      this.within = recording;
    } else this.keep(x, runtime, reads);
    return x;
  }
}

/** Makes lazy code, and code that observes what it gives. */
export class LazyCode {
  readonly memory: Memory;
  readonly interpreter: Interpreter;
  private readonly ofCode = new Map<Code, Lazy>();
  private readonly bodies = new Map<DefinedOperator, { code: Lazy; scope: Scope }>();

  constructor(memory: Memory, interpreter: Interpreter) {
    this.memory = memory;
    this.interpreter = interpreter;
  }

  /** Code for `expression`; null for kinds of text that have no term. */
  observed(expression: Expression, place: Place): Eval | null {
    if (!kinds.has(expression.kind)) return null;
    const { memory } = this;
    const lazy = this.open(expression, place);
    return (f) => memory.resolve(lazy(f));
  }

  of(expression: Expression, place: Place): Lazy {
    if (!kinds.has(expression.kind) || isClosed(this.interpreter, expression)) return this.eager(expression, place);
    return this.open(expression, place);
  }

  private eager(expression: Expression, place: Place): Eval {
    return this.interpreter.evaluator(expression, place);
  }

  private open(expression: Expression, place: Place): Lazy {
    switch (expression.kind) {
      case "reference":
        return this.reference(expression, place);
      case "application":
        return this.application(expression, place);
      case "fieldAccess": {
        const record = this.of(expression.record, place);
        const { name } = expression.field;
        return (f) => {
          const x = record(f);
          return x instanceof Term ? this.part(x, name) : field(toFunction(x), name);
        };
      }
      case "except":
        return this.except(expression, place);
      case "if": {
        const condition = this.eager(expression.condition, place);
        const yes = this.of(expression.then, place);
        const no = this.of(expression.else, place);
        return (f) => (truth(condition(f), "the condition of IF") ? yes(f) : no(f));
      }
      case "case": {
        const guards = expression.arms.map((arm) => this.eager(arm.guard, place));
        const values = expression.arms.map((arm) => this.of(arm.value, place));
        const other = expression.other === null ? null : this.of(expression.other, place);
        return (f) => {
          for (let i = 0; i < guards.length; i++) {
            if (truth((guards[i] as Eval)(f), "the guard of CASE")) return (values[i] as Lazy)(f);
          }
          if (other === null) throw new SpecError("E425", "no guard of this CASE is true");
          return other(f);
        };
      }
      case "let": {
        const enter = defineLocals(this.interpreter, expression.definitions, place);
        const body = this.of(expression.body, place);
        return (f) => {
          enter(f);
          return body(f);
        };
      }
      case "label":
        return this.of(expression.body, place);
      case "at":
        return this.at(place);
      default:
        return this.eager(expression, place);
    }
  }

  /** `@`, whose slot holds a value or a term. */
  private at(place: Place): Lazy {
    const { except: inside, scope } = place;
    if (inside === undefined) throw new Error("@ outside of EXCEPT");
    const depth = scope.depthOf(inside.scope);
    const { slot } = inside;
    return (f) => ancestor(f, depth).slots[slot] as unknown as Value | Term;
  }

  private part(f: Term, key: Value): Term {
    const { terms } = this.memory;
    return terms.applied(f, this.memory.termOf(key));
  }

  private application(expression: Extract<Expression, { kind: "application" }>, place: Place): Lazy {
    const { fn, args } = expression;
    const whole = isFunctionName(this.interpreter, fn) ? this.functionName(fn, place) : this.of(fn, place);
    const parts = args.map((arg) => this.eager(arg, place));
    const [only] = parts;
    const key: Eval =
      parts.length === 1 && only !== undefined ? only : (f) => sequence(parts.map((argument) => argument(f)));
    return (f) => {
      const x = whole(f);
      return x instanceof Term ? this.part(x, key(f)) : apply(toFunction(x), key(f));
    };
  }

  private functionName(reference: Reference, place: Place): Eval {
    const call = resolveCall(this.interpreter, reference, place);
    const { operator, parent, args } = call;
    if (call.value !== null) return call.value;
    if (operator === null) throw new Error("a function without an operator");
    return (f) =>
      operator.invoke(
        parent(f),
        args.map((a) => a(f)),
      );
  }

  /** Updates are made from left to right, as in interpret/except.ts. */
  private except(expression: Extract<Expression, { kind: "except" }>, place: Place): Lazy {
    const base = this.of(expression.base, place);
    const updates = expression.updates.map((update) => this.update(update, place));
    return (f) => {
      let result = base(f);
      for (const update of updates) {
        const keys = update.path.map((step) => step(f));
        result = update.at(result, keys, 0, f);
      }
      return result;
    };
  }

  private update(update: ExceptUpdate, place: Place): Update {
    const path = update.path.map((step): Eval => {
      if (step.kind === "field") return () => step.name;
      const parts = step.args.map((arg) => this.eager(arg, place));
      const [only] = parts;
      return parts.length === 1 && only !== undefined ? only : (f) => sequence(parts.map((part) => part(f)));
    });
    const slot = place.scope.allocate();
    const inside: Place = { ...place, except: { scope: place.scope, slot } };
    const value = this.of(update.value, inside);
    return new Update(this.memory, path, { slot, value }, warnings(this.interpreter, update, place));
  }

  private reference(reference: Reference, place: Place): Lazy {
    const { interpreter, memory } = this;
    const { symbol } = interpreter.meaningOf(reference);
    if (symbol.kind === "builtin") return this.builtin(symbol.name, reference, place);
    if (symbol.kind === "variable") {
      const index = interpreter.indexOf(symbol);
      return () => memory.variable(index);
    }
    if (symbol.kind === "operator" && symbol.binders !== null) return referenceEvaluator(interpreter, reference, place);
    if (symbol.kind === "operator" && symbol.module.library && natives.get(symbol.module.name)?.has(symbol.name)) {
      const operator = moduleOperator(interpreter, symbol);
      // Not resolved as a call: the code of its arguments would be made twice, and that of theirs four times.
      if (operator instanceof StrictNative) return this.operation(operator.call, reference.args, place);
    }
    const call = resolveCall(interpreter, reference, place);
    const { slot, operator } = call;
    if (slot !== null && operator !== null) return this.content(slot);
    if (operator instanceof DefinedValue) return this.definedValue(operator, call);
    if (operator instanceof DefinedOperator && operator.fn === null) return this.defined(operator, call);
    return evaluatorOf(interpreter, call, reference, place);
  }

  /** A name that stands for a value: what is in its slot. */
  private content(slot: Argument): Lazy {
    return (f) => this.read(slot(f));
  }

  private read(content: Slot): Value | Term {
    if (!(content instanceof Thunk)) return content as Value;
    const { memory } = this;
    const { recording, runtime } = memory;
    if (recording === null) return content.force(runtime);
    if (content.variable >= 0) return memory.read(content.variable, content.primed || runtime.primed > 0);
    if (!(content instanceof LazyThunk) || content.birth < recording.begun) return content.force(runtime);
    return content.lazily(this.codeOf(content.code), memory);
  }

  private codeOf(code: Code): Lazy {
    let lazy = this.ofCode.get(code);
    if (lazy === undefined) {
      const { text } = code;
      lazy = text === null ? code.evaluate : this.of(text.expression, text.place);
      this.ofCode.set(code, lazy);
    }
    return lazy;
  }

  private defined(operator: DefinedOperator, { parent, args }: Call): Lazy {
    const { breath } = this.interpreter.setup;
    return (f) => {
      const slots = args.map((a) => a(f));
      breath.take();
      const { code, scope } = this.bodyOf(operator);
      const frame = new Frame(scope.size, parent(f));
      for (let i = 0; i < slots.length; i++) frame.slots[i] = slots[i];
      return code(frame);
    };
  }

  private bodyOf(operator: DefinedOperator): { code: Lazy; scope: Scope } {
    let made = this.bodies.get(operator);
    if (made === undefined) {
      const scope = new Scope(operator.outside.scope);
      for (const parameter of operator.parameters) scope.allocate(parameter);
      made = { code: () => false, scope };
      this.bodies.set(operator, made);
      made.code = this.of(operator.body, { ...operator.outside, scope });
    }
    return made;
  }

  /** A definition without parameters. What is kept for a state may not be used where reads are to be seen. */
  private definedValue(value: DefinedValue, call: Call): Lazy {
    const { memory } = this;
    const { runtime } = memory;
    const body = value.operator.fn === null ? this.defined(value.operator, call) : null;
    return (f) => {
      const { known } = value;
      if (known !== undefined) return known;
      if (memory.recording === null || body === null) return value.invoke(null);
      const { reads, unstableReads } = runtime;
      const x = body(f);
      if (!(x instanceof Term) && runtime.reads === reads && runtime.unstableReads === unstableReads) value.keep(x);
      return x;
    };
  }

  private builtin(name: string, reference: Reference, place: Place): Lazy {
    const { memory } = this;
    const [first, second] = reference.args;
    if (name === "'" && first?.kind === "reference") {
      const variable = variableOf(this.interpreter, first);
      if (variable !== null) return () => memory.read(variable, true);
    }
    const member = name === "\\in" || name === "\\notin";
    if (symbolic.has(name) && !(member && second?.kind === "setFilter")) {
      const operation = reference.args.length === 1 ? unaryOperator(name) : binaryOperator(name);
      if (operation !== null) return this.operation(operation, reference.args, place);
    }
    return referenceEvaluator(this.interpreter, reference, place);
  }

  /** A function of its arguments: a term if one of them is. */
  private operation(operation: Operation, args: readonly Expression[], place: Place): Lazy {
    const { memory } = this;
    const parts = args.map((arg) => this.of(arg, place));
    const called = (xs: readonly (Value | Term)[]): Value | Term => {
      if (xs.every((x) => x instanceof Term || isListed(x)))
        return memory.terms.called(
          operation,
          xs.map((x) => memory.termOf(x)),
        );
      return operation(...xs.map((x) => memory.resolve(x)));
    };
    const [a, b] = parts as [Lazy, Lazy];
    if (parts.length === 1) {
      return (f) => {
        const x = a(f);
        return x instanceof Term ? called([x]) : operation(x);
      };
    }
    if (parts.length === 2) {
      return (f) => {
        const x = a(f);
        const y = b(f);
        return x instanceof Term || y instanceof Term ? called([x, y]) : operation(x, y);
      };
    }
    return (f) => {
      const xs = parts.map((part) => part(f));
      return xs.some((x) => x instanceof Term) ? called(xs) : operation(...(xs as Value[]));
    };
  }
}

/** One update of an EXCEPT. */
class Update {
  readonly path: readonly Eval[];
  private readonly slot: number;
  private readonly value: Lazy;
  private readonly missed: readonly (() => void)[];
  private readonly memory: Memory;

  constructor(memory: Memory, path: readonly Eval[], except: { slot: number; value: Lazy }, missed: Update["missed"]) {
    this.memory = memory;
    this.path = path;
    this.slot = except.slot;
    this.value = except.value;
    this.missed = missed;
  }

  /** What `old` becomes, which was found behind so many of the keys. */
  at(old: Value | Term, keys: readonly Value[], index: number, f: Frame): Value | Term {
    const { memory } = this;
    if (index === keys.length) {
      f.slots[this.slot] = old as unknown as Value;
      return this.value(f);
    }
    const key = keys[index] as Value;
    if (old instanceof Term) {
      const name = memory.termOf(key);
      if (memory.has(old, name)) {
        const part = this.at(memory.terms.applied(old, name), keys, index + 1, f);
        return memory.terms.changed(old, name, memory.termOf(part));
      }
    }
    const fn = toFunction(memory.resolve(old));
    const made = except(fn, key, (part) => memory.resolve(this.at(part, keys, index + 1, f)));
    if (made !== null) return made;
    this.missed[index]?.();
    return fn;
  }
}

/** Operators of the language that are kept as terms. */
const symbolic: ReadonlySet<string> = new Set([
  ...["\\in", "\\notin", "\\cup", "\\cap", "\\", "\\subseteq", "UNION", "DOMAIN"],
]);

/**
 * Operators of modules that are kept as terms: functions of their operands that take no operators, whose results are not
 * much larger than the operands, so that they may well be listed.
 */
const natives: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["Naturals", new Set(["+", "-", "*", "<", ">", "<=", ">=", "%", "\\div"])],
  ["Integers", new Set(["-."])],
  ["Sequences", new Set(["Append", "Head", "Tail", "Len", "SubSeq", "\\o"])],
  ["FiniteSets", new Set(["Cardinality"])],
  ["TLC", new Set([":>", "@@"])],
  ["Bags", new Set(["BagToSet", "BagIn", "CopiesIn", "(+)", "(-)", "SetToBag", "BagCardinality"])],
]);

/** Is it cheap to find the number of this value? Of a set that is not listed all elements would be made. */
export function isListed(x: Value): boolean {
  if (typeof x !== "object" || x instanceof ModelValue) return true;
  return x.form === "enumerated" || x.form === "sequence" || x.form === "record" || x.form === "general";
}
