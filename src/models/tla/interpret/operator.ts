// Hot path: calls of operators. Frames and arguments are all that a call allocates.
/** Definitions, LAMBDAs and natives as things that can be called; arguments by need; LET. */

import type { BoundSymbol, OperatorSymbol, ParameterSymbol, ResolvedBound } from "../../../tla/semantics/symbol.ts";
import type { Bound, Definition, Expression, Reference } from "../../../tla/syntax/tree.ts";
import { elements, functionOver, isEnumerable, lambdaFunction, type Value } from "../../../values/index.ts";
import { unchanged } from "./action.ts";
import { applied, rule } from "./applied.ts";
import { bindings, dependenceOf, functionDomain, functionRule, later1 } from "./binder.ts";
import { truth } from "./expected.ts";
import type { Interpreter, NativeFunction } from "./interpreter.ts";
import { resolveCall } from "./reference.ts";
import {
  type Act,
  type ActionCode,
  ancestor,
  Closure,
  type Code,
  type Dependence,
  type Eval,
  type Form,
  Frame,
  type Operator,
  resume,
  type Slot,
  SpecError,
  Thunk,
} from "./runtime.ts";
import { type Place, Scope } from "./scope.ts";
import { type Target, targetOf } from "./target.ts";

/** Makes the content of a parameter's slot, in the frame of the caller. */
export type Argument = (frame: Frame) => Slot;

/** A TLA+ definition (or LAMBDA). Its code is made at the first call. */
export class DefinedOperator implements Operator {
  readonly arity: number;
  private readonly interpreter: Interpreter;
  readonly parameters: readonly (ParameterSymbol | BoundSymbol)[];
  /** `f` of `f[x \in S] == e`, whose body is not the whole meaning; else null. */
  readonly fn: OperatorSymbol | null;
  readonly body: Expression;
  readonly outside: Outside;
  private scope: Scope | null = null;
  private code: Eval | null = null;
  private readonly actions = new Map<Form, ActionCode>();

  constructor(
    interpreter: Interpreter,
    { parameters, body, outside }: DefinitionText,
    fn: OperatorSymbol | null = null,
  ) {
    this.interpreter = interpreter;
    this.arity = parameters.length;
    this.parameters = parameters;
    this.body = body;
    this.outside = outside;
    this.fn = fn;
  }

  private place(): Place {
    const scope = new Scope(this.outside.scope);
    for (const parameter of this.parameters) scope.allocate(parameter);
    return { ...this.outside, scope };
  }

  private prepare(): Eval {
    const place = this.place();
    this.scope = place.scope;
    const { interpreter, fn } = this;
    this.code = fn === null ? interpreter.evaluator(this.body, place) : functionDefinition(interpreter, fn, place);
    return this.code;
  }

  invoke(parent: Frame | null, args: readonly Slot[]): Value {
    this.interpreter.setup.breath.take();
    const code = this.code ?? this.prepare();
    const frame = new Frame((this.scope as Scope).size, parent);
    for (let i = 0; i < args.length; i++) frame.slots[i] = args[i];
    return code(frame);
  }

  private enumeration(form: Form, place: Place): Act {
    const { interpreter, fn } = this;
    if (fn === null) return enumeration(interpreter, this.body, form, place);
    if (typeof form !== "number") return notAFormula;
    return rule(interpreter, { bounds: boundsOf(fn), body: fn.body }, form)(place, resume);
  }

  action(form: Form): ActionCode {
    this.interpreter.setup.breath.take();
    const known = this.actions.get(form);
    if (known !== undefined) return known;
    const place = this.place();
    // Set before the body is read, so that a recursive action finds itself.
    const made = { act: resume, scope: place.scope };
    this.actions.set(form, made);
    made.act = this.enumeration(form, place);
    return made;
  }
}

function enumeration(interpreter: Interpreter, expression: Expression, form: Form, place: Place): Act {
  if (form === "formula") return interpreter.enumerator(expression, place, resume);
  if (form === "unchanged") return unchanged(interpreter, expression, place, resume);
  return applied(interpreter, expression, form)(place, resume);
}

/**
 * A module-level definition without parameters. Its value is kept: for ever if no variable was read, else as long
 * as the state is the same and nothing was printed, written or drawn.
 */
export class DefinedValue implements Operator {
  readonly arity = 0;
  readonly operator: DefinedOperator;
  private readonly interpreter: Interpreter;
  private readonly symbol: OperatorSymbol;
  private constant: Value | undefined = undefined;
  private value: Value | undefined = undefined;
  private version = -1;
  private nextValue: Value | undefined = undefined;
  private nextVersion = -1;

  constructor(interpreter: Interpreter, symbol: OperatorSymbol, operator: DefinedOperator) {
    this.interpreter = interpreter;
    this.symbol = symbol;
    this.operator = operator;
  }

  invoke(parent: Frame | null): Value {
    if (this.constant !== undefined) return this.constant;
    const { runtime, setup } = this.interpreter;
    const uses = setup.uses?.placed === true ? setup.uses : null;
    if (uses !== null && setup.facts.dependence(this.operator.body) !== "nothing") {
      return this.operator.invoke(parent, []);
    }
    const { version } = runtime;
    if (version === this.version || version === this.nextVersion) {
      runtime.reads++;
      return (version === this.version ? this.value : this.nextValue) as Value;
    }
    this.constant = setup.definitions.get(this.symbol);
    if (this.constant !== undefined) return this.constant;
    const { reads, unstableReads, effects } = runtime;
    const evaluate = () => this.operator.invoke(parent, []);
    // What is kept for all states is evaluated in none of them.
    const value = uses === null ? evaluate() : uses.outside(evaluate);
    if (runtime.reads === reads && runtime.unstableReads === unstableReads) {
      this.constant = value;
      setup.definitions.set(this.symbol, value);
    } else if (runtime.unstableReads === unstableReads && runtime.effects === effects) {
      if (runtime.primed === 0) {
        this.value = value;
        this.version = runtime.version;
      } else {
        this.nextValue = value;
        this.nextVersion = runtime.version;
      }
    }
    return value;
  }

  action(form: Form): ActionCode {
    return this.operator.action(form);
  }
}

/** A native, or any other code without enumeration of its own: in action position it is a condition. */
export class CodeOperator implements Operator {
  readonly arity: number;
  private readonly code: (args: readonly Slot[]) => Value;

  constructor(arity: number, code: (args: readonly Slot[]) => Value) {
    this.arity = arity;
    this.code = code;
  }

  invoke(_parent: Frame | null, args: readonly Slot[]): Value {
    return this.code(args);
  }

  action(form: Form): ActionCode {
    const scope = { size: this.arity };
    // Code without text reads no variables that UNCHANGED could assign.
    if (form === "unchanged") return { act: resume, scope };
    const act: Act = (f) => (truth(this.code(f.slots), "an operator used as an action") ? resume(f) : false);
    return { act, scope };
  }
}

/** A definition as text: parameters, body, and what is around it. */
export type DefinitionText = Pick<DefinedOperator, "parameters" | "body" | "outside">;

/** The definition behind an operator; null when it has no formula as body. */
export function definitionOf(operator: Operator): DefinitionText | null {
  const defined = operator instanceof DefinedValue ? operator.operator : operator;
  return defined instanceof DefinedOperator && defined.fn === null ? defined : null;
}

/** The text around a definition: a place, or (`scope` null) the top of a module. */
type Outside = Omit<Place, "scope"> & { readonly scope: Scope | null };

/** The operator for a definition that stands at `outside`. */
export function defineOperator(interpreter: Interpreter, symbol: OperatorSymbol, outside: Outside): Operator {
  const { scope } = outside;
  if (symbol.binders !== null) {
    const operator = new DefinedOperator(interpreter, { parameters: [], body: symbol.body, outside }, symbol);
    return scope === null ? new DefinedValue(interpreter, symbol, operator) : operator;
  }
  const { parameters, body } = symbol;
  const operator = new DefinedOperator(interpreter, { parameters, body, outside });
  if (symbol.parameters.length > 0 || scope !== null) return operator;
  return new DefinedValue(interpreter, symbol, operator);
}

/** `f[x \in S] == e`. If `e` names `f`, it means the function being defined: a rule that remembers its values. */
function functionDefinition(interpreter: Interpreter, symbol: OperatorSymbol, place: Place): Eval {
  const own = place.scope.allocate(symbol);
  const bound = bindings(interpreter, boundsOf(symbol), place);
  if (bound === null) throw new Error("a function definition without a domain");
  const code = interpreter.evaluator(symbol.body, place);
  const domain = functionDomain(bound);
  const rule = functionRule(bound, code);
  const depends = dependenceOf(interpreter, symbol.body);
  const { runtime } = interpreter;
  return (f) => {
    const set = domain(f);
    const applied = runtime.rules?.has(symbol.body) === true;
    // Nobody may keep it: elsewhere the whole function is wanted.
    if (applied) runtime.unstableReads++;
    if (!symbol.recursive && !applied && isEnumerable(set)) {
      return functionOver(
        set,
        Array.from(elements(set), (argument) => rule(f, argument)),
      );
    }
    // The rule runs in copies of this frame, made when it is first used: by then the slot holds the function.
    const late = { rule: (_: Value): Value => false };
    const fn = lambdaFunction(set, (argument) => late.rule(argument));
    f.slots[own] = fn;
    late.rule = later1(interpreter, f, depends, rule);
    return fn;
  };
}

function boundsOf(symbol: OperatorSymbol): readonly Bound[] {
  return (symbol.binders as readonly ResolvedBound[]).map((b) => b.bound);
}

/** Prepares the definitions of a LET; the result puts them into the frame when the LET is entered. */
export function defineLocals(
  interpreter: Interpreter,
  definitions: readonly Definition[],
  place: Place,
): (frame: Frame) => void {
  const { scope } = place;
  const values: { slot: number; code: Code }[] = [];
  const { tables } = interpreter.setup.program;
  for (const definition of definitions) {
    const symbol = tables.definitions.get(definition);
    if (symbol === undefined || symbol.kind === "instance") continue;
    if (symbol.parameters.length > 0) {
      scope.operators.set(symbol, defineOperator(interpreter, symbol, { ...place, source: symbol.source }));
    } else if (symbol.binders !== null) {
      const operator = defineOperator(interpreter, symbol, { ...place, source: symbol.source });
      // As a value it is in a slot; in action position the text is entered.
      scope.operators.set(symbol, operator);
      const evaluate: Eval = (f) => operator.invoke(f, []);
      const depends = () => dependenceOf(interpreter, symbol.body);
      const action = notAFormula;
      const code: Code = { text: null, evaluate, action, depends, target: () => null };
      values.push({ slot: scope.allocate(symbol), code });
    } else {
      values.push({
        slot: scope.allocate(symbol),
        code: argumentCode(interpreter, symbol.body, { ...place, source: symbol.source }),
      });
    }
  }
  return (frame) => {
    for (const { slot, code } of values) frame.slots[slot] = new Thunk(code, frame, -1, false);
  };
}

function notAFormula(): never {
  throw new SpecError("E420", "a function is no formula");
}

/** Code of a piece of text for both positions. In action position it gets a frame of its own, for the way back. */
function argumentCode(interpreter: Interpreter, expression: Expression, place: Place): Code {
  let evaluate: Eval | null = null;
  const made = new Map<Form, ActionCode>();
  let depends: Dependence | null = null;
  const targets = new Map<boolean, Target | null>();
  return {
    text: { expression, place },
    target: (primed) => {
      let target = targets.get(primed);
      if (target === undefined) {
        target = targetOf(interpreter, expression, place, primed);
        targets.set(primed, target);
      }
      return target;
    },
    depends: () => (depends ??= dependenceOf(interpreter, expression)),
    evaluate: (f) => {
      evaluate ??= interpreter.evaluator(expression, place);
      return evaluate(f);
    },
    action: (form) => {
      let code = made.get(form);
      if (code === undefined) {
        const scope = new Scope(place.scope);
        const act = enumeration(interpreter, expression, form, { ...place, scope });
        code = { act, scope };
        made.set(form, code);
      }
      return code;
    },
  };
}

/** How an argument for a parameter of `arity` gets into its slot. */
export function argument(interpreter: Interpreter, expression: Expression, arity: number, place: Place): Argument {
  if (arity > 0) return operatorArgument(interpreter, expression, place);
  if (expression.kind === "number" || expression.kind === "string") return interpreter.evaluator(expression, place);
  if (expression.kind === "reference") {
    const direct = directArgument(interpreter, expression, place);
    if (direct !== null) return direct;
  }
  const code = argumentCode(interpreter, expression, place);
  return (f) => new Thunk(code, f, -1, false);
}

/** Arguments that are just a name need no new thunk. */
function directArgument(interpreter: Interpreter, reference: Reference, place: Place): Argument | null {
  const { symbol } = interpreter.meaningOf(reference);
  const [operand] = reference.args;
  if (symbol.kind === "builtin" && symbol.name === "'" && operand?.kind === "reference") {
    const variable = variableOf(interpreter, operand);
    const thunk = variable === null ? undefined : interpreter.primedVariables[variable];
    return thunk === undefined ? null : () => thunk;
  }
  if (operand !== undefined) return null;
  if (symbol.kind === "variable") {
    const thunk = interpreter.unprimed[interpreter.indexOf(symbol)];
    return thunk === undefined ? null : () => thunk;
  }
  if (symbol.kind === "bound" || symbol.kind === "parameter") {
    const found = place.scope.find(symbol);
    if (found === null) return null;
    const { depth, slot } = found;
    return depth === 0 ? (f) => f.slots[slot] : (f) => ancestor(f, depth).slots[slot];
  }
  return null;
}

/** The index of the variable that `reference` is; null if it is none. */
export function variableOf(interpreter: Interpreter, reference: Reference): number | null {
  const { symbol } = interpreter.meaningOf(reference);
  return symbol.kind === "variable" ? interpreter.indexOf(symbol) : null;
}

/** An operator as argument: a name, a symbol, or a LAMBDA. */
function operatorArgument(interpreter: Interpreter, expression: Expression, place: Place): Argument {
  if (expression.kind === "lambda") {
    const parameters = interpreter.setup.program.tables.parameters.get(expression) ?? [];
    const operator = new DefinedOperator(interpreter, { parameters, body: expression.body, outside: place });
    return (f) => new Closure(operator, f);
  }
  if (expression.kind !== "reference") throw new Error("an operator was expected as argument");
  const call = resolveCall(interpreter, expression, place);
  return call.closure;
}

/** A native that wants the values of all its arguments, whatever they are: they need not be passed by need. */
export class StrictNative extends CodeOperator {
  readonly call: (...args: Value[]) => Value;

  constructor(arity: number, code: (args: readonly Slot[]) => Value, call: (...args: Value[]) => Value) {
    super(arity, code);
    this.call = call;
  }
}

/** A native as an operator: its value parameters are forced, its operator parameters become functions. */
export function nativeOperator(interpreter: Interpreter, symbol: OperatorSymbol, native: NativeFunction): Operator {
  const { runtime } = interpreter;
  const call = native as unknown as (...args: unknown[]) => Value;
  const lazy = (native as { lazy?: boolean }).lazy === true;
  const volatile = (native as { volatile?: boolean }).volatile === true;
  const effect = (native as { effect?: boolean }).effect === true;
  if (!lazy && !volatile && !effect && symbol.parameters.every((p) => p.arity === 0)) {
    const strict = call as (...args: Value[]) => Value;
    const code = (slots: readonly Slot[]) => strict(...slots.map((slot) => force(interpreter, slot)));
    return new StrictNative(symbol.parameters.length, code, strict);
  }
  return new CodeOperator(symbol.parameters.length, (slots) => {
    if (volatile) {
      runtime.reads++;
      runtime.unstableReads++;
    }
    if (effect) runtime.effects++;
    const args = slots.map((slot) => {
      if (slot instanceof Closure) return asFunction(interpreter, slot);
      if (lazy) return () => force(interpreter, slot);
      return force(interpreter, slot);
    });
    return call(...args);
  });
}

/** An operator argument as a function of values, for a native. */
function asFunction(_interpreter: Interpreter, closure: Closure): (...args: Value[]) => Value {
  return (...args) => closure.apply(args);
}

/** The value in a slot. */
export function force(interpreter: Interpreter, slot: Slot): Value {
  if (slot instanceof Thunk) return slot.force(interpreter.runtime);
  return slot as Value;
}
