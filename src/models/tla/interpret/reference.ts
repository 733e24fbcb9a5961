/** Names and operator applications: built in, bound, declared, defined. What they mean was decided by lowering. */

import type { BoundSymbol, ConstantSymbol, OperatorSymbol, ParameterSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import {
  apply,
  domainOf,
  elements,
  FunctionValue,
  functionOver,
  isEnumerable,
  print,
  type Value,
} from "../../../values/index.ts";
import { builtinEvaluator, builtinOperator } from "./builtin.ts";
import { noted, traced } from "./error.ts";
import { refuse } from "./expected.ts";
import type { Interpreter } from "./interpreter.ts";
import {
  type Argument,
  argument,
  CodeOperator,
  defineOperator,
  force,
  nativeOperator,
  StrictNative,
} from "./operator.ts";
import { ancestor, Closure, type Eval, type Frame, type Operator, type Slot, SpecError, Thunk } from "./runtime.ts";
import type { Place, Scope } from "./scope.ts";

/** Code for a reference in expression position. */
export function referenceEvaluator(interpreter: Interpreter, reference: Reference, place: Place): Eval {
  const { symbol } = interpreter.meaningOf(reference);
  if (symbol.kind === "builtin") return builtinEvaluator(interpreter, symbol.name, reference, place);
  const code = rawEvaluator(interpreter, reference, place);
  return symbol.kind === "operator" && symbol.binders !== null && symbol.recursive ? (f) => completed(code(f)) : code;
}

/** The same, but a recursive function may come as a rule, which is enough to apply it. */
export function rawEvaluator(interpreter: Interpreter, reference: Reference, place: Place): Eval {
  const call = resolveCall(interpreter, reference, place);
  if (call.value !== null) return call.value;
  const code = callEvaluator(call);
  // That `+` is where it went wrong is said by the message; a call is worth a note when it has text of its own.
  if (call.symbol?.module.library === true || !interpreter.tracing) return code;
  return noted(traced(code, place.source, reference.span), reference, place.source);
}

const completions = new WeakMap<FunctionValue, FunctionValue>();

/** A recursive function on a finite domain, with all its values. */
export function completed(value: Value): Value {
  if (!(value instanceof FunctionValue) || value.form !== "lambda") return value;
  const known = completions.get(value);
  if (known !== undefined) return known;
  const domain = domainOf(value);
  if (!isEnumerable(domain)) return value;
  const whole = functionOver(
    domain,
    Array.from(elements(domain), (argument) => apply(value, argument)),
  );
  completions.set(value, whole);
  return whole;
}

/** A reference, resolved as far as it can be before evaluation. */
export interface Call {
  /** For names that stand for a value: how to get it. Then there is nothing to call. */
  readonly value: Eval | null;
  /** The raw content of the slot, for a parameter without arguments. */
  readonly slot: Argument | null;
  /** What is called, if that is known now (it is not for an operator parameter). */
  readonly operator: Operator | null;
  /** The definition behind `operator`, if it is one. */
  readonly symbol: OperatorSymbol | null;
  /** The frame around the definition, found from the caller's frame. */
  readonly parent: (frame: Frame) => Frame | null;
  readonly args: readonly Argument[];
  /** The operator with its frame, to be passed on or called. */
  readonly closure: (frame: Frame) => Closure;
}

/** Code that makes the call. */
function callEvaluator(call: Call): Eval {
  const { operator, parent, args, closure } = call;
  if (operator === null) return (f) => closure(f).apply(args.map((a) => a(f)));
  if (operator instanceof StrictNative) return nativeCall(operator, args);
  switch (args.length) {
    case 0:
      return (f) => operator.invoke(parent(f), noSlots);
    case 1: {
      const [a] = args as [Argument];
      return (f) => operator.invoke(parent(f), [a(f)]);
    }
    case 2: {
      const [a, b] = args as [Argument, Argument];
      return (f) => operator.invoke(parent(f), [a(f), b(f)]);
    }
    default:
      return (f) =>
        operator.invoke(
          parent(f),
          args.map((a) => a(f)),
        );
  }
}

/** Calls a native with values. Arguments that were made without knowing what is called may still come by need. */
function nativeCall(operator: StrictNative, args: readonly Argument[]): Eval {
  const { call } = operator;
  const [a, b] = args;
  if (args.length === 1 && a !== undefined) {
    return (f) => {
      const x = a(f);
      return x instanceof Thunk ? operator.invoke(null, [x]) : call(x as Value);
    };
  }
  if (args.length === 2 && a !== undefined && b !== undefined) {
    return (f) => {
      const x = a(f);
      const y = b(f);
      if (x instanceof Thunk || y instanceof Thunk) return operator.invoke(null, [x, y]);
      return call(x as Value, y as Value);
    };
  }
  return (f) =>
    operator.invoke(
      null,
      args.map((arg) => arg(f)),
    );
}

const noSlots: readonly Slot[] = [];
const noArguments: readonly Argument[] = [];

/** Finds out what `reference` calls, seen at `place`. */
export function resolveCall(interpreter: Interpreter, reference: Reference, place: Place): Call {
  const { symbol } = interpreter.meaningOf(reference);
  const { args } = reference;
  switch (symbol.kind) {
    case "builtin":
      return makeCall(builtinOperator(interpreter, symbol), null, () => null, noArguments);
    case "bound":
      return slotCall(interpreter, symbol, noArguments, place);
    case "parameter": {
      const made = args.map((arg) => argument(interpreter, arg, 0, place));
      return slotCall(interpreter, symbol, made, place);
    }
    case "variable":
      return valueCall(interpreter.variableReader(interpreter.indexOf(symbol)));
    case "constant":
      return constantCall(interpreter, symbol, args, place);
    case "operator": {
      const local = interpreter.setup.lowering.isTopLevel(symbol) ? null : localCall(interpreter, symbol, args, place);
      if (local !== null) return local;
      const operator = moduleOperator(interpreter, symbol);
      const strict = operator instanceof StrictNative;
      const made = strict
        ? args.map((arg) => interpreter.evaluator(arg, place))
        : argumentsOf(interpreter, symbol, args, place);
      return makeCall(operator, symbol, () => null, made);
    }
  }
}

function argumentsOf(
  interpreter: Interpreter,
  { parameters }: OperatorSymbol,
  args: readonly Expression[],
  place: Place,
): Argument[] {
  return args.map((arg, i) => argument(interpreter, arg, parameters[i]?.arity ?? 0, place));
}

function valueCall(value: Eval): Call {
  const operator = new CodeOperator(0, () => {
    throw new SpecError("E436", "a value was used as an operator");
  });
  return {
    value,
    slot: null,
    operator,
    symbol: null,
    parent: () => null,
    args: noArguments,
    closure: (f) => new Closure(new CodeOperator(0, () => value(f)), null),
  };
}

function makeCall(
  operator: Operator,
  symbol: OperatorSymbol | null,
  parent: (frame: Frame) => Frame | null,
  args: readonly Argument[],
): Call {
  const closure = (f: Frame) => new Closure(operator, parent(f));
  return { value: null, slot: null, operator, symbol, parent, args, closure };
}

/** A bound name or parameter: its slot, or a call of the operator in it. */
function slotCall(
  interpreter: Interpreter,
  symbol: BoundSymbol | ParameterSymbol | OperatorSymbol,
  args: readonly Argument[],
  place: Place,
): Call {
  const found = place.scope.find(symbol);
  if (found === null) return outOfReach(symbol.name);
  const { depth, slot } = found;
  const raw: Argument = depth === 0 ? (f) => f.slots[slot] : (f) => ancestor(f, depth).slots[slot];
  const closure = (f: Frame) => raw(f) as Closure;
  if (symbol.kind === "parameter" && symbol.arity > 0) {
    return { value: null, slot: raw, operator: null, symbol: null, parent: () => null, args, closure };
  }
  const { runtime } = interpreter;
  const read = (content: Slot): Value => (content instanceof Thunk ? content.force(runtime) : (content as Value));
  let value: Eval = (f) => read(ancestor(f, depth).slots[slot]);
  if (depth === 0) value = (f) => read(f.slots[slot]);
  else if (depth === 1) value = (f) => read((f.parent as Frame).slots[slot]);
  return { ...valueCall(value), slot: raw };
}

/** A name in a part that is never evaluated, since constants rule it out: who evaluates the rest alone has no slot for it. */
function outOfReach(name: string): Call {
  return valueCall(() => {
    throw new Error(`no slot for ${name}`);
  });
}

/** A LET definition: its slot if it has no parameters, else its operator with the frame of the LET. */
function localCall(
  interpreter: Interpreter,
  symbol: OperatorSymbol,
  args: readonly Expression[],
  place: Place,
): Call | null {
  if (place.scope.find(symbol) !== null) return slotCall(interpreter, symbol, noArguments, place);
  return localOperator(interpreter, symbol, args, place);
}

/** The operator that a LET around `place` defines, with the frame of the LET; null if none does. */
export function localOperator(
  interpreter: Interpreter,
  symbol: OperatorSymbol,
  args: readonly Expression[],
  place: Place,
): Call | null {
  for (let scope: Scope | null = place.scope; scope !== null; scope = scope.parent) {
    const operator = scope.operators.get(symbol);
    if (operator === undefined) continue;
    const depth = place.scope.depthOf(scope);
    return makeCall(operator, symbol, (f) => ancestor(f, depth), argumentsOf(interpreter, symbol, args, place));
  }
  return null;
}

/** The operator of a definition that stands in no LET. */
export function moduleOperator(interpreter: Interpreter, symbol: OperatorSymbol): Operator {
  let operator = interpreter.operators.get(symbol);
  if (operator === undefined) {
    operator = makeModuleOperator(interpreter, symbol);
    interpreter.operators.set(symbol, operator);
  }
  return operator;
}

function makeModuleOperator(interpreter: Interpreter, symbol: OperatorSymbol): Operator {
  if (symbol.module.library) {
    const native = interpreter.setup.native(symbol.module.name, symbol.name);
    if (native !== null) return nativeOperator(interpreter, symbol, native);
    const { body } = symbol;
    if (body.kind === "reference" && body.name === "NATIVE") {
      const message = `${symbol.name} of module ${symbol.module.name} is not supported`;
      return new CodeOperator(symbol.parameters.length, () => {
        throw new SpecError("E435", message);
      });
    }
  }
  return defineOperator(interpreter, symbol, { scope: null, source: symbol.source });
}

/** A constant: the value, or the table, that the cfg gives it. */
function constantCall(
  interpreter: Interpreter,
  symbol: ConstantSymbol,
  args: readonly Expression[],
  place: Place,
): Call {
  const { constants, tables } = interpreter.setup;
  const value = constants.get(symbol);
  if (value !== undefined) return valueCall(() => value);
  const table = tables.get(symbol);
  if (table === undefined) return valueCall(refuse("E439", `the constant ${symbol.name} has no value`));
  const operator = tableOperator(interpreter, symbol.name, symbol.arity, table);
  const made = args.map((arg) => argument(interpreter, arg, 0, place));
  return makeCall(operator, null, () => null, made);
}

/** `Op(a, b) = value` in the cfg: an operator constant given as a table. */
function tableOperator(
  interpreter: Interpreter,
  name: string,
  arity: number,
  table: ReadonlyMap<string, Value>,
): Operator {
  return new CodeOperator(arity, (slots) => {
    const key = slots.map((slot) => print(force(interpreter, slot))).join(", ");
    const value = table.get(key);
    if (value === undefined) throw new SpecError("E439", `the configuration gives no value for ${name}(${key})`);
    return value;
  });
}

/** Is this the name of a recursive function? Only applied, it need not be completed. */
export function isFunctionName(interpreter: Interpreter, fn: Expression): fn is Reference {
  if (fn.kind !== "reference" || fn.args.length > 0) return false;
  const { symbol } = interpreter.meaningOf(fn);
  return symbol.kind === "operator" && symbol.binders !== null;
}
