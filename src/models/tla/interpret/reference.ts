/** Names and operator applications: built in, bound, declared, defined, replaced by the cfg or by an instance. */

import type { ChainLink, InstanceSymbol, Meaning, OperatorSymbol, ValueSymbol } from "../../../tla/semantics/symbol.ts";
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
import { refuse } from "./expression.ts";
import type { Interpreter } from "./interpreter.ts";
import {
  type Argument,
  argument,
  argumentsFor,
  CodeOperator,
  DefinedOperator,
  defineOperator,
  force,
  nativeOperator,
  StrictNative,
  tracedCall,
} from "./operator.ts";
import { ancestor, Closure, type Eval, Frame, type Operator, type Slot, SpecError, Thunk } from "./runtime.ts";
import type { Env, Place, Scope } from "./scope.ts";
import { emptyFrame, emptyScope } from "./top.ts";

/** Code for a reference in expression position. */
export function referenceEvaluator(interpreter: Interpreter, reference: Reference, place: Place): Eval {
  const { tables } = interpreter.setup.program;
  const meaning = tables.meanings.get(reference);
  if (meaning?.symbol.kind === "builtin") {
    return builtinEvaluator(interpreter, meaning.symbol.name, reference, place);
  }
  const code = rawEvaluator(interpreter, reference, place);
  const symbol = meaning?.symbol;
  return symbol?.kind === "operator" && symbol.binders !== null && symbol.recursive ? (f) => completed(code(f)) : code;
}

/** The same, but a recursive function may come as a rule, which is enough to apply it. */
export function rawEvaluator(interpreter: Interpreter, reference: Reference, place: Place): Eval {
  const call = resolveCall(interpreter, reference, place);
  if (call.value !== null) return call.value;
  const code = callEvaluator(call);
  // That `+` is where it went wrong is said by the message; a call is worth a note when it has text of its own.
  return call.symbol?.module.library === true ? code : tracedCall(interpreter, code, reference.name, reference, place);
}

const completions = new WeakMap<FunctionValue, FunctionValue>();

/** A recursive function on a finite domain, with all its values. */
function completed(value: Value): Value {
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
  /** Where the definition is read, if it is one. */
  readonly env: Env;
  /** The frame around the definition, found from the caller's frame. */
  readonly parent: (frame: Frame) => Frame | null;
  readonly args: readonly Argument[];
  /** The operator with its frame, to be passed on or called. */
  readonly closure: (frame: Frame) => Closure;
}

/** Code that makes the call. */
export function callEvaluator(call: Call): Eval {
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
  const { tables } = interpreter.setup.program;
  const part = tables.subexpressions.get(reference);
  if (part !== undefined) return partCall(interpreter, reference, place);
  const meaning = tables.meanings.get(reference);
  if (meaning === undefined) throw new Error(`the name ${reference.name} was not resolved`);
  return callOf(interpreter, meaning, reference.args, place);
}

/** A part of a definition, `Op(a)!1`: its text as an operator of the names on the way to it. */
function partCall(interpreter: Interpreter, reference: Reference, place: Place): Call {
  const part = interpreter.setup.program.tables.subexpressions.get(reference);
  if (part === undefined) throw new Error("no such part");
  // A part of what a LET around the place defines speaks of the names around it.
  const local = part.chain.length === 0 && isLocal(part.symbol, place);
  const { env, frame } = local
    ? { env: place.env, frame: (f: Frame) => f }
    : enterChain(interpreter, part.chain, place);
  const bound = part.bindings.map((b) => b.symbol);
  const outside = { env, scope: local ? place.scope : env.scope, source: part.symbol.source };
  const parameters = [...part.symbol.parameters, ...bound];
  const operator = new DefinedOperator(interpreter, parameters, part.expression, outside);
  const values = [...part.args, ...part.bindings.map((b) => b.value)];
  const args = values.map((arg, i) => {
    const symbol = parameters[i];
    return argument(interpreter, arg, symbol?.kind === "parameter" ? symbol.arity : 0, place);
  });
  return makeCall(operator, null, env, frame, args);
}

function isLocal(symbol: OperatorSymbol, { scope: inner }: Place): boolean {
  for (let scope: Scope | null = inner; scope !== null; scope = scope.parent)
    if (scope.operators.has(symbol)) return true;
  return inner.find(symbol) !== null;
}

/** What a meaning with arguments calls, seen at `place`. */
export function callOf(interpreter: Interpreter, meaning: Meaning, args: readonly Expression[], place: Place): Call {
  const { symbol, chain } = meaning;
  if (symbol.kind === "instance") throw new Error("an instance is no operator");
  const override = interpreter.setup.overrides.get(symbol);
  if (override?.kind === "value") {
    const { value } = override;
    return valueCall(place.env, () => value);
  }
  if (override?.kind === "operator" && override.meaning.symbol !== symbol) {
    const made = args.map((arg, i) => argument(interpreter, arg, parameterArity(symbol, i), place));
    const { target, symbol: by, parent } = rootOperator(interpreter, override.meaning, place);
    return makeCall(target, by, interpreter.root, parent, made);
  }
  switch (symbol.kind) {
    case "builtin": {
      const operator = builtinOperator(interpreter, symbol);
      return makeCall(operator, null, place.env, () => null, noArguments);
    }
    case "bound":
      return slotCall(interpreter, place, place.scope.find(symbol), noArguments, symbol.name);
    case "parameter": {
      const found = place.scope.find(symbol);
      const made = args.map((arg) => argument(interpreter, arg, 0, place));
      return slotCall(interpreter, place, found, made, symbol.name, symbol.arity);
    }
    case "variable":
    case "constant": {
      const { env, frame } = enterChain(interpreter, chain, place);
      return declaredCall(interpreter, symbol, args, { env, frame }, place);
    }
    case "operator": {
      if (chain.length === 0) {
        const local = localCall(interpreter, symbol, args, place);
        if (local !== null) return local;
      }
      const { env, frame } = enterChain(interpreter, chain, place);
      const operator = moduleOperator(interpreter, symbol, env);
      const made = argumentsFor(interpreter, operator, args, (i) => parameterArity(symbol, i), place);
      return makeCall(operator, symbol, env, frame, made);
    }
  }
}

function parameterArity(symbol: ValueSymbol, index: number): number {
  return symbol.kind === "operator" ? (symbol.parameters[index]?.arity ?? 0) : 0;
}

function valueCall(env: Env, value: Eval): Call {
  const operator = new CodeOperator(0, () => {
    throw new SpecError("E436", "a value was used as an operator");
  });
  return {
    value,
    slot: null,
    operator,
    symbol: null,
    env,
    parent: () => null,
    args: noArguments,
    closure: (f) => new Closure(new CodeOperator(0, () => value(f)), null),
  };
}

function makeCall(
  operator: Operator,
  symbol: OperatorSymbol | null,
  env: Env,
  parent: (frame: Frame) => Frame | null,
  args: readonly Argument[],
): Call {
  const closure = (f: Frame) => new Closure(operator, parent(f));
  return { value: null, slot: null, operator, symbol, env, parent, args, closure };
}

/** A bound name or parameter: its slot, or a call of the operator in it. */
function slotCall(
  interpreter: Interpreter,
  place: Place,
  found: { depth: number; slot: number } | null,
  args: readonly Argument[],
  name: string,
  arity = 0,
): Call {
  if (found === null) throw new Error(`no slot for ${name}`);
  const { depth, slot } = found;
  const raw: Argument = depth === 0 ? (f) => f.slots[slot] : (f) => ancestor(f, depth).slots[slot];
  const closure = (f: Frame) => raw(f) as Closure;
  if (arity > 0)
    return { value: null, slot: raw, operator: null, symbol: null, env: place.env, parent: () => null, args, closure };
  const { runtime } = interpreter;
  const read = (content: Slot): Value => (content instanceof Thunk ? content.force(runtime) : (content as Value));
  let value: Eval = (f) => read(ancestor(f, depth).slots[slot]);
  if (depth === 0) value = (f) => read(f.slots[slot]);
  else if (depth === 1) value = (f) => read((f.parent as Frame).slots[slot]);
  return { ...valueCall(place.env, value), slot: raw };
}

/** A LET definition: its slot if it has no parameters, else its operator with the frame of the LET. */
function localCall(
  interpreter: Interpreter,
  symbol: OperatorSymbol,
  args: readonly Expression[],
  place: Place,
): Call | null {
  const found = place.scope.find(symbol);
  if (found !== null) return slotCall(interpreter, place, found, noArguments, symbol.name);
  for (let scope: Scope | null = place.scope; scope !== null; scope = scope.parent) {
    const operator = scope.operators.get(symbol);
    if (operator === undefined) continue;
    const depth = place.scope.depthOf(scope);
    const made = args.map((arg, i) => argument(interpreter, arg, parameterArity(symbol, i), place));
    return makeCall(operator, symbol, place.env, (f) => ancestor(f, depth), made);
  }
  return null;
}

/** The operator of a module-level definition in `env`. */
export function moduleOperator(interpreter: Interpreter, symbol: OperatorSymbol, env: Env): Operator {
  let operator = env.operators.get(symbol);
  if (operator === undefined) {
    operator = makeModuleOperator(interpreter, symbol, env);
    env.operators.set(symbol, operator);
  }
  return operator;
}

function makeModuleOperator(interpreter: Interpreter, symbol: OperatorSymbol, env: Env): Operator {
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
  return defineOperator(interpreter, symbol, { env, scope: env.scope, source: symbol.source });
}

/** A constant or variable: what replaces it, or the root's own. */
function declaredCall(
  interpreter: Interpreter,
  symbol: Extract<ValueSymbol, { kind: "constant" | "variable" }>,
  args: readonly Expression[],
  inside: { env: Env; frame: (f: Frame) => Frame | null },
  place: Place,
): Call {
  const replaced = inside.env.replacement(symbol);
  if (replaced === null) {
    if (symbol.kind === "variable") {
      const index = interpreter.indexOf(symbol);
      if (index < 0) throw new Error(`the variable ${symbol.name} has no place in the state`);
      return valueCall(place.env, interpreter.variableReader(index));
    }
    const table = interpreter.setup.tables.get(symbol);
    if (table !== undefined) {
      const operator = tableOperator(interpreter, symbol.name, symbol.arity, table);
      const made = args.map((arg) => argument(interpreter, arg, 0, place));
      return makeCall(operator, null, place.env, () => null, made);
    }
    return valueCall(place.env, refuse("E439", `the constant ${symbol.name} has no value`));
  }
  const { by, at } = replaced;
  const outer = at.outer as Env;
  // The replacing text is read where the INSTANCE stands: in the frame of the instance's parameters, or around it.
  const { source } = at.instance as InstanceSymbol;
  const outside: Place = { env: outer, scope: at.scope ?? emptyScope, source };
  const toInstance = at.scope === null ? 0 : place.scope.depthOf(at.scope);
  const parent: (f: Frame) => Frame | null = at.scope === null ? () => emptyFrame : (f) => ancestor(f, toInstance);
  if (by.kind === "operator") {
    const made = args.map((arg) => argument(interpreter, arg, 0, place));
    return through(interpreter, by.meaning, outside, parent, made, place);
  }
  if (by.expression.kind === "lambda") {
    const parameters = interpreter.setup.program.tables.parameters.get(by.expression) ?? [];
    const operator = new DefinedOperator(interpreter, parameters, by.expression.body, outside);
    const made = args.map((arg) => argument(interpreter, arg, 0, place));
    return makeCall(operator, null, outer, parent, made);
  }
  if (by.expression.kind === "reference" && by.expression.args.length === 0) {
    const meaning = interpreter.setup.program.tables.meanings.get(by.expression);
    if (meaning !== undefined && meaning.symbol.kind !== "builtin") {
      return through(interpreter, meaning, outside, parent, noArguments, place);
    }
  }
  const operator = new DefinedOperator(interpreter, [], by.expression, outside);
  const call = makeCall(operator, null, outer, parent, noArguments);
  return call;
}

/** Continues at a meaning that replaces a declared name, read outside the instance. */
function through(
  interpreter: Interpreter,
  meaning: Meaning,
  outside: Place,
  parent: (f: Frame) => Frame | null,
  args: readonly Argument[],
  place: Place,
): Call {
  const { symbol } = meaning;
  // A plain variable or constant of the outside needs no frame, so it can be read from here.
  if ((symbol.kind === "variable" || symbol.kind === "constant") && meaning.chain.length === 0) {
    const override = interpreter.setup.overrides.get(symbol);
    if (override === undefined && outside.env.replacement(symbol) === null && symbol.kind === "variable") {
      return valueCall(place.env, interpreter.variableReader(interpreter.indexOf(symbol)));
    }
  }
  const frameOf = (f: Frame): Frame => parent(f) ?? emptyFrame;
  const inner = callOf(interpreter, meaning, [], outside);
  const { value, slot } = inner;
  return {
    value: value === null ? null : (f) => value(frameOf(f)),
    slot: slot === null ? null : (f) => slot(frameOf(f)),
    operator: inner.operator,
    symbol: inner.symbol,
    env: inner.env,
    parent: (f) => inner.parent(frameOf(f)),
    args,
    closure: (f) => inner.closure(frameOf(f)),
  };
}

/** The operator that the cfg puts in the place of another, read in the root module. */
function rootOperator(
  interpreter: Interpreter,
  meaning: Meaning,
  place: Place,
): { target: Operator; symbol: OperatorSymbol | null; parent: (f: Frame) => Frame | null } {
  const inner = callOf(interpreter, meaning, [], { env: interpreter.root, scope: emptyScope, source: place.source });
  if (inner.value !== null) {
    const { value } = inner;
    return { target: new CodeOperator(0, () => value(emptyFrame)), symbol: null, parent: () => null };
  }
  if (inner.operator === null) throw new Error("the cfg names a parameter");
  const { operator, parent, symbol } = inner;
  return { target: operator, symbol, parent: () => parent(emptyFrame) };
}

/**
 * Follows a chain of instances from `place`: the environment at its end, and how to get the frame around that
 * module's definitions. A parametrised instance gets a frame with its arguments.
 */
export function enterChain(
  interpreter: Interpreter,
  chain: readonly ChainLink[],
  place: Place,
): { env: Env; frame: (frame: Frame) => Frame | null } {
  let { env } = place;
  let frame: (f: Frame) => Frame | null;
  if (env.scope === null) frame = () => null;
  else {
    const depth = place.scope.depthOf(env.scope);
    frame = (f) => ancestor(f, depth);
  }
  chain.forEach((link, index) => {
    const local = index === 0 ? localInstance(place.scope, link) : null;
    let base = frame;
    if (local !== null) {
      env = local.env;
      const depth = place.scope.depthOf(local.scope);
      base = (f) => ancestor(f, depth);
    } else env = env.child(link.instance);
    if (link.instance.parameters.length === 0) frame = base;
    else {
      const args = link.args.map((arg, i) =>
        argument(interpreter, arg, link.instance.parameters[i]?.arity ?? 0, place),
      );
      frame = (f) => {
        const own = new Frame(args.length, base(f));
        args.forEach((arg, i) => {
          own.slots[i] = arg(f);
        });
        return own;
      };
    }
  });
  return { env, frame };
}

function localInstance(from: Scope, link: ChainLink): { env: Env; scope: Scope } | null {
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    const env = scope.instances.get(link.instance);
    if (env !== undefined) return { env, scope };
  }
  return null;
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
