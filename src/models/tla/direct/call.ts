/** Direct code of names: variables, constants, what is bound, and calls of definitions. */

import type { OperatorSymbol, ParameterSymbol, VariableSymbol } from "../../../tla/semantics/symbol.ts";
import { literalOf, writtenOf } from "../../../tla/semantics/written.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { isPureNative } from "../compile/native.ts";
import { Reader } from "../compile/reads.ts";
import { functionLiteral, functionRule } from "./binder.ts";
import { type Binding, Environment, JsFunction } from "./environment.ts";
import type { Writer } from "./expression.ts";
import { after, anything, boolean, LEFT, type Piece } from "./piece.ts";
import { heldBy, isLooping } from "./repeated.ts";
import type { Unit } from "./unit.ts";

export function variable(w: Writer, symbol: VariableSymbol, at: Environment): Piece {
  const index = w.interpreter.indexOf(symbol);
  if (index < 0) return LEFT;
  return anything(at.primed ? `next(N[${index}])` : `S[${index}]`);
}

/** The variable that `expression` stands for, as `x'` if `primed`; null if it is none. */
export function variableOf(unit: Unit, expression: Expression, at: Environment, primed: boolean): number | null {
  if (expression.kind !== "reference") return null;
  const { symbol } = unit.interpreter.meaningOf(expression);
  const [operand] = expression.args;
  if (symbol.kind === "builtin") {
    return symbol.name === "'" && primed && operand !== undefined ? variableOf(unit, operand, at, false) : null;
  }
  if (operand !== undefined) return null;
  if (symbol.kind === "variable") return primed ? null : unit.interpreter.indexOf(symbol);
  const binding = at.find(symbol);
  return binding?.kind === "text" ? variableOf(unit, binding.text.expression, binding.text.environment, primed) : null;
}

/** A name that is no variable and no operator of the language, with its arguments. */
export function called(w: Writer, reference: Reference, at: Environment): Piece {
  const { symbol } = w.interpreter.meaningOf(reference);
  switch (symbol.kind) {
    case "constant": {
      const value = w.unit.setup.constants.get(symbol);
      if (value === undefined || reference.args.length > 0) return LEFT;
      if (typeof value === "boolean") return boolean(`${value}`);
      return anything(typeof value === "number" ? `(${value})` : w.unit.constant(value));
    }
    case "bound":
    case "parameter":
    case "operator": {
      const binding = at.find(symbol);
      if (binding !== null) return bound(w, binding, reference, at);
      return symbol.kind === "operator" ? defined(w, symbol, reference, at) : LEFT;
    }
    default:
      return LEFT;
  }
}

/** What a local name stands for. */
function bound(w: Writer, binding: Binding, reference: Reference, at: Environment): Piece {
  switch (binding.kind) {
    case "left":
      return LEFT;
    case "value":
      return isOfState(binding, at) ? anything(binding.js) : LEFT;
    case "given":
      return isOfState(binding, at) ? anything(`force(${binding.js})`) : LEFT;
    case "text": {
      const { text, js, early } = binding;
      const { primed } = text.environment;
      if (js !== null && primed === at.primed) return anything(early ? js : `${js}.get()`);
      return w.value(text.expression, text.environment.but({ primed: primed || at.primed, within: at.within }));
    }
    case "function": {
      const args = reference.args.map((arg) => argument(w, arg, at, false));
      return anything(`${givenOperator(w, binding, args.length, at)}(${args.join(", ")})`);
    }
    case "recursive": {
      if (!isOfState(binding, at)) return LEFT;
      if (binding.symbol.binders !== null) return anything(`completed(${binding.js}.get())`);
      return anything(`${binding.js}(${argumentsOf(w, binding.symbol, reference, at)})`);
    }
    case "operator":
      return inPlace(w, binding.symbol, reference.args, { at, outside: at.outsideLocal(binding) });
  }
}

/** Was it made for the state of which `at` speaks? Under a prime an argument is another value. */
function isOfState({ primed }: { readonly primed?: boolean }, at: Environment): boolean {
  return primed === undefined || primed === at.primed;
}

/** The JavaScript function for an operator that was given, in the state of which `at` speaks. */
function givenOperator(
  w: Writer,
  { js, primed, text }: Extract<Binding, { kind: "function" }>,
  arity: number,
  at: Environment,
): string {
  if (primed === at.primed) return js;
  if (text === undefined) return LEFT.js;
  const there = text.environment.but({ primed: at.primed, within: at.within });
  return `(${operatorArgument(w, text.expression, arity, there)})`;
}

/** An argument for a function: its value where that is as cheap as to wait for it, or is wanted anyway; else by need. */
function argument(w: Writer, expression: Expression, at: Environment, strict: boolean): string {
  if (strict || expression.kind === "number" || expression.kind === "string") return w.value(expression, at).js;
  if (expression.kind === "reference" && expression.args.length === 0) {
    const { symbol } = w.interpreter.meaningOf(expression);
    if (symbol.kind === "constant" || (symbol.kind === "variable" && !at.primed)) return w.value(expression, at).js;
    const binding = at.find(symbol);
    if ((binding?.kind === "value" || binding?.kind === "given") && isOfState(binding, at)) return binding.js;
    if (binding?.kind === "text" && binding.js !== null && binding.text.environment.primed === at.primed) {
      return binding.js;
    }
  }
  return w.lazy(expression, at);
}

function defined(w: Writer, symbol: OperatorSymbol, reference: Reference, at: Environment): Piece {
  const { setup } = w.unit;
  const native = symbol.module.library ? nativeCall(w, symbol, reference, at) : null;
  if (native !== null) return native;
  if (!setup.lowering.isTopLevel(symbol)) return LEFT;
  if (reference.args.length < symbol.parameters.length) return LEFT;
  if (symbol.binders !== null) return definedFunction(w, symbol, at);
  const step = w.isStep(symbol.body, Environment.empty(at.within, false));
  if (step) {
    return inPlace(w, symbol, reference.args, { at, outside: at.outside(symbol) });
  }
  if (symbol.parameters.length === 0) return anything(definedValue(w, symbol, at));
  return anything(`${functionFor(w, symbol, at.primed)}(${argumentsOf(w, symbol, reference, at)})`);
}

/** The arguments of a call of the JavaScript function for a definition. */
function argumentsOf(w: Writer, symbol: OperatorSymbol, { args }: Reference, at: Environment): string {
  const given = symbol.parameters.map((parameter, i) => {
    const arg = args[i] as Expression;
    return parameter.arity > 0
      ? operatorArgument(w, arg, parameter.arity, at)
      : argument(w, arg, at, w.strictness.ofParameter(symbol, i));
  });
  return given.join(", ");
}

/** A definition without parameters: once for all, or as long as what it reads is the same. */
function definedValue(w: Writer, symbol: OperatorSymbol, { primed }: Environment): string {
  const { unit } = w;
  if (unit.setup.facts.dependence(symbol.body) === "nothing") return `${unit.constantDefinition(symbol)}()`;
  const name = unit.once(symbol, primed ? "primed" : "", (made) => {
    const within = new JsFunction();
    const value = w.value(symbol.body, Environment.empty(within, primed)).js;
    unit.addHeld(made, { within, statements: "", value }, heldBy(w, writtenOf(symbol), primed));
  });
  return `${name}()`;
}

/** `f[x \in S] == e`. */
function definedFunction(w: Writer, symbol: OperatorSymbol, at: Environment): Piece {
  if (symbol.parameters.length > 0) return LEFT;
  if (symbol.recursive) return anything(`completed(${ruleFor(w, symbol, at)})`);
  if (isConstantFunction(w, symbol)) return anything(`${w.unit.constantDefinition(symbol)}()`);
  return functionLiteral(w, literalOf(symbol), Environment.empty(at.within, at.primed));
}

function isConstantFunction(w: Writer, symbol: OperatorSymbol): boolean {
  const { facts } = w.unit.setup;
  const { bounds, body } = literalOf(symbol);
  return [body, ...bounds.map(({ set }) => set)].every((part) => part !== null && facts.dependence(part) === "nothing");
}

/** A function that is applied: of one that names itself its rule is enough. */
export function applied(w: Writer, fn: Expression, at: Environment): string {
  if (fn.kind !== "reference" || fn.args.length > 0) return w.value(fn, at).js;
  const { symbol } = w.interpreter.meaningOf(fn);
  if (symbol.kind !== "operator" || symbol.binders === null || !symbol.recursive) return w.value(fn, at).js;
  const binding = at.find(symbol);
  if (binding?.kind === "recursive") return isOfState(binding, at) ? `${binding.js}.get()` : LEFT.js;
  const known = binding === null && symbol.parameters.length === 0 && w.unit.setup.lowering.isTopLevel(symbol);
  return known ? ruleFor(w, symbol, at) : LEFT.js;
}

/** The rule of a function of a module that names itself: one for all, or as long as what it reads is the same. */
function ruleFor(w: Writer, symbol: OperatorSymbol, { primed }: Environment): string {
  const { unit } = w;
  if (isConstantFunction(w, symbol)) return `${unit.constantDefinition(symbol)}()`;
  const name = unit.once(symbol, primed ? "primed" : "", (made) => {
    const within = new JsFunction();
    const { set, js } = recursive(w, symbol, Environment.empty(within, primed));
    unit.addHeld(made, { within, statements: `${set}; `, value: `${js}.get()` }, heldBy(w, writtenOf(symbol), primed));
  });
  return `${name}()`;
}

/** A definition that names itself: a JavaScript expression that sets the name which holds it, and the environment with it. */
export function recursive(
  w: Writer,
  symbol: OperatorSymbol,
  at: Environment,
): { readonly set: string; readonly js: string; readonly inside: Environment } {
  const js = w.unit.fresh("g");
  at.within.declare(js);
  const text = { expression: writtenOf(symbol), environment: at };
  const inside = at.with(symbol, { kind: "recursive", symbol, js, primed: at.primed, text });
  if (symbol.binders !== null) {
    const rule = w.fn([], inside, (scope) => `return ${functionRule(w, literalOf(symbol), scope)};`);
    return { set: `${js} = new Lazy(${rule})`, js, inside };
  }
  const { names, among } = withParameters(w, symbol, inside);
  const called = w.fn(names, among, (scope) => `B.take(); return ${w.value(symbol.body, scope).js};`);
  return { set: `${js} = ${called}`, js, inside };
}

/** The JavaScript function for a definition whose text speaks of one state. */
function functionFor(w: Writer, symbol: OperatorSymbol, primed: boolean): string {
  return w.unit.once(symbol, primed ? "primed" : "", (name) => {
    const within = new JsFunction();
    const { names, among } = withParameters(w, symbol, Environment.empty(within, primed));
    const value = w.value(symbol.body, among).js;
    const [only] = names;
    const strict = w.strictness.ofParameter(symbol, 0);
    if (only === undefined || names.length > 1 || !strict || !loopsOnItsOwn(w, symbol)) {
      w.unit.add(`function ${name}(${names.join(", ")}) { B.take(); ${within.with(`return ${value};`)} }`);
      return;
    }
    const memo = w.unit.memo();
    const kept = within.with(`return ${memo}.keep(${only}, ${value});`);
    w.unit.add(
      `function ${name}(${only}) { B.take(); const m = ${memo}.get(${only}); if (m !== undefined) return m; ${kept} }`,
    );
  });
}

/** The parameters of a definition as those of a JavaScript function, and the environment with them. */
function withParameters(
  w: Writer,
  symbol: OperatorSymbol,
  at: Environment,
): { readonly names: readonly string[]; readonly among: Environment } {
  const { primed } = at;
  let among = at;
  const names = symbol.parameters.map((parameter, i) => {
    const js = w.unit.fresh("a");
    const kind = parameter.arity > 0 ? "function" : w.strictness.ofParameter(symbol, i) ? "value" : "given";
    among = among.with(parameter, { kind, js, primed });
    return js;
  });
  return { names, among };
}

/** Does a definition read no state, and does it loop over sets, or call itself or what does? Then its values are worth keeping. */
function loopsOnItsOwn(w: Writer, symbol: OperatorSymbol): boolean {
  const reads = Reader.of(w.unit.setup).readsOf(symbol.body);
  if (reads.variables.size > 0 || reads.primes || reads.everything || !reads.pure) return false;
  return isLooping(w, symbol);
}

/** The text of a definition with its arguments, in place of the call. */
function inPlace(
  w: Writer,
  symbol: OperatorSymbol,
  args: readonly Expression[],
  { at, outside }: { readonly at: Environment; readonly outside: Environment },
): Piece {
  if (at.path.includes(symbol)) return LEFT;
  const { set, inside } = withArguments(w, symbol, args, { at, outside, acting: false });
  return after(set, w.value(symbol.body, inside));
}

/** `outside`, where the text of `symbol` stands, with its parameters; and JavaScript expressions that set what they need. */
export function withArguments(
  w: Writer,
  symbol: Pick<OperatorSymbol, "parameters" | "body">,
  args: readonly Expression[],
  { at, outside, acting }: { readonly at: Environment; readonly outside: Environment; readonly acting: boolean },
): { readonly set: readonly string[]; readonly inside: Environment } {
  const set: string[] = [];
  let inside = outside;
  symbol.parameters.forEach((parameter, i) => {
    const arg = args[i] as Expression;
    if (parameter.arity > 0) {
      const js = w.unit.fresh("f");
      at.within.declare(js);
      set.push(`${js} = ${operatorArgument(w, arg, parameter.arity, at)}`);
      const text = { expression: arg, environment: at };
      inside = inside.with(parameter, { kind: "function", js, primed: at.primed, text });
      return;
    }
    const known = nameOf(w, arg, at);
    if (known !== null) {
      inside = inside.with(parameter, known);
      return;
    }
    const held = w.held(arg, at, { early: w.strictness.surely(symbol.body, parameter), acting });
    if (held.set !== null) set.push(held.set);
    inside = inside.with(parameter, held.binding);
  });
  return { set, inside };
}

/** What an argument stands for that is nothing but a name: the same; a variable stays one, so that it can be assigned. */
function nameOf(w: Writer, expression: Expression, at: Environment): Binding | null {
  const itself: Binding = { kind: "text", text: { expression, environment: at }, js: null, early: false };
  if (expression.kind === "number" || expression.kind === "string") return itself;
  if (expression.kind !== "reference" || expression.args.length > 0) return null;
  const { symbol } = w.interpreter.meaningOf(expression);
  if (symbol.kind === "variable" || symbol.kind === "constant") return itself;
  return symbol.kind === "bound" || symbol.kind === "parameter" ? at.find(symbol) : null;
}

/** An operator as argument: a JavaScript function of values or `Lazy`s. */
function operatorArgument(w: Writer, expression: Expression, arity: number, at: Environment): string {
  if (expression.kind === "lambda") {
    const parameters = w.unit.setup.program.tables.parameters.get(expression) ?? [];
    return operatorOf(w, parameters, expression.body, at);
  }
  if (expression.kind !== "reference") return LEFT.js;
  const { symbol } = w.interpreter.meaningOf(expression);
  const binding = symbol.kind === "parameter" ? at.find(symbol) : null;
  if (binding?.kind === "function") return givenOperator(w, binding, arity, at);
  const parameters = Array.from({ length: arity }, (_, i): ParameterSymbol => {
    const { nameSpan: span } = expression;
    return { kind: "parameter", arity: 0, level: 0, name: `${i}`, span, source: w.unit.setup.program.root.source };
  });
  const { lowering } = w.unit.setup;
  const args = parameters.map((parameter) => lowering.call(parameter, [], expression));
  return operatorOf(w, parameters, lowering.call(symbol, [...expression.args, ...args], expression), at);
}

function operatorOf(w: Writer, parameters: readonly ParameterSymbol[], body: Expression, at: Environment): string {
  const names = parameters.map(() => w.unit.fresh("a"));
  return w.fn(names, at, (scope) => {
    let inside = scope;
    parameters.forEach((parameter, i) => {
      const kind = parameter.arity > 0 ? "function" : "given";
      inside = inside.with(parameter, { kind, js: names[i] as string, primed: at.primed });
    });
    return `return ${w.value(body, inside).js};`;
  });
}

/** A call of what is implemented in TypeScript; null for anything else. What prints, draws, or asks for the run is the interpreter's. */
function nativeCall(w: Writer, symbol: OperatorSymbol, reference: Reference, at: Environment): Piece | null {
  const native = w.unit.setup.native(symbol.module.name, symbol.name);
  if (native === null) return null;
  const { lazy, volatile } = native as { lazy?: boolean; volatile?: boolean };
  const pure = isPureNative(symbol.module.name, symbol.name) && volatile !== true;
  if (!pure || reference.args.length < symbol.parameters.length) return LEFT;
  const args = reference.args.map((arg, i) => {
    const arity = symbol.parameters[i]?.arity ?? 0;
    if (arity > 0) return operatorArgument(w, arg, arity, at);
    const value = w.value(arg, at).js;
    return lazy === true ? w.fn([], at, (inside) => `return ${w.value(arg, inside).js};`) : value;
  });
  return anything(`${w.unit.constant(native)}(${args.join(", ")})`);
}
