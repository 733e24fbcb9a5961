/** Direct code of names: variables, constants, what is bound, and calls of definitions. */

import type { OperatorSymbol, ParameterSymbol, VariableSymbol } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { isPureNative } from "../compile/native.ts";
import { Reader } from "../compile/reads.ts";
import { functionLiteral, loopsOverSets } from "./binder.ts";
import { type Binding, Environment, JsFunction } from "./environment.ts";
import type { Writer } from "./expression.ts";
import { after, anything, boolean, LEFT, type Piece } from "./piece.ts";
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
  if (symbol.kind === "constant") return null;
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
      return anything(binding.js);
    case "given":
      return anything(`force(${binding.js})`);
    case "text": {
      const { text, js, early } = binding;
      const { primed } = text.environment;
      if (js !== null && primed === at.primed) return anything(early ? js : `${js}.get()`);
      return w.value(text.expression, text.environment.but({ primed: primed || at.primed, within: at.within }));
    }
    case "function": {
      const args = reference.args.map((arg) => argument(w, arg, at, false));
      return anything(`${binding.js}(${args.join(", ")})`);
    }
    case "operator":
      return inPlace(w, binding.symbol, reference.args, { at, outside: at.outsideLocal(binding) });
  }
}

/** An argument for a function: its value where that is as cheap as to wait for it, or is wanted anyway; else by need. */
function argument(w: Writer, expression: Expression, at: Environment, strict: boolean): string {
  if (strict || expression.kind === "number" || expression.kind === "string") return w.value(expression, at).js;
  if (expression.kind === "reference" && expression.args.length === 0) {
    const { symbol } = w.interpreter.meaningOf(expression);
    if (symbol.kind === "constant" || (symbol.kind === "variable" && !at.primed)) return w.value(expression, at).js;
    const binding = symbol.kind === "builtin" || symbol.kind === "variable" ? null : at.find(symbol);
    if (binding?.kind === "value" || binding?.kind === "given") return binding.js;
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
  const args = reference.args.map((arg, i) => {
    const parameter = symbol.parameters[i] as ParameterSymbol;
    return parameter.arity > 0
      ? operatorArgument(w, arg, parameter.arity, at)
      : argument(w, arg, at, w.strictness.ofParameter(symbol, i));
  });
  return anything(`${functionFor(w, symbol, at.primed)}(${args.join(", ")})`);
}

/** A definition without parameters: once for all, once for each state, or each time in the next state. */
function definedValue(w: Writer, symbol: OperatorSymbol, { primed }: Environment): string {
  const { unit } = w;
  if (unit.setup.facts.dependence(symbol.body) === "nothing") return `${unit.constantDefinition(symbol)}()`;
  const name = unit.once(symbol, primed ? "primed" : "", (made) => {
    const within = new JsFunction();
    const value = w.value(symbol.body, Environment.empty(within, primed)).js;
    if (primed) unit.add(`function ${made}() { ${within.with(`return ${value};`)} }`);
    else unit.addForState(made, within, "", value);
  });
  return `${name}()`;
}

/** `f[x \in S] == e`; one that names itself is a rule, which is the interpreter's. */
function definedFunction(w: Writer, symbol: OperatorSymbol, at: Environment): Piece {
  const { unit } = w;
  if (unit.setup.facts.dependence(symbol.body) === "nothing" && symbol.parameters.length === 0) {
    const sets = symbol.binders?.map(({ bound: { set } }) => set) ?? [];
    const constant = sets.every((set) => set !== null && unit.setup.facts.dependence(set) === "nothing");
    if (constant) return anything(`${unit.constantDefinition(symbol)}()`);
  }
  if (symbol.recursive || symbol.parameters.length > 0) return LEFT;
  const bounds = symbol.binders?.map(({ bound }) => bound) ?? [];
  return functionLiteral(w, { bounds, body: symbol.body }, Environment.empty(at.within, at.primed));
}

/** The JavaScript function for a definition whose text speaks of one state. */
function functionFor(w: Writer, symbol: OperatorSymbol, primed: boolean): string {
  return w.unit.once(symbol, primed ? "primed" : "", (name) => {
    const within = new JsFunction();
    let inside = Environment.empty(within, primed);
    const names = symbol.parameters.map((parameter, i) => {
      const js = w.unit.fresh("a");
      const strict = w.strictness.ofParameter(symbol, i);
      inside = inside.with(parameter, { kind: parameter.arity > 0 ? "function" : strict ? "value" : "given", js });
      return js;
    });
    const value = w.value(symbol.body, inside).js;
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

/** Does a definition read no state, and does it loop over sets, or call itself? Then its values are worth keeping. */
function loopsOnItsOwn(w: Writer, symbol: OperatorSymbol): boolean {
  const reads = Reader.of(w.unit.setup).readsOf(symbol.body);
  if (reads.variables.size > 0 || reads.primes || reads.everything || !reads.pure) return false;
  if (symbol.recursive) return true;
  const open: Expression[] = [symbol.body];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (loopsOverSets(part)) return true;
    open.push(...partsOf(part));
  }
  return false;
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
      inside = inside.with(parameter, { kind: "function", js, text: { expression: arg, environment: at } });
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
  if (expression.kind === "number" || expression.kind === "string") {
    return { kind: "text", text: { expression, environment: at }, js: null, early: false };
  }
  if (expression.kind !== "reference" || expression.args.length > 0) return null;
  const { symbol } = w.interpreter.meaningOf(expression);
  if (symbol.kind === "variable" || symbol.kind === "constant") {
    return { kind: "text", text: { expression, environment: at }, js: null, early: false };
  }
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
  if (binding?.kind === "function") return binding.js;
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
      inside = inside.with(parameter, { kind, js: names[i] as string });
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
