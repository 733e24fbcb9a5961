/**
 * `f[x]` in action position. Where `f` is written as a rule, its text is entered like that of a definition, as TLC does
 * it: what is in it may assign, and a disjunction makes successors of its own. The arguments wait in the runtime until
 * the rule is reached.
 */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import { branchesOf } from "../../../tla/syntax/parts.ts";
import type { Bound, Expression, Reference } from "../../../tla/syntax/tree.ts";
import { apply, requireArgument, type Value } from "../../../values/index.ts";
import { callAct, control } from "./action.ts";
import { bindings, functionDomain, functionRule } from "./binder.ts";
import { refuse, toFunction, truth } from "./expected.ts";
import type { Interpreter, Setup } from "./interpreter.ts";
import { CodeOperator } from "./operator.ts";
import { isFunctionName, localOperator, rawEvaluator, resolveCall } from "./reference.ts";
import { argumentOf } from "./rules.ts";
import type { Act, Eval, Runtime } from "./runtime.ts";
import type { Place } from "./scope.ts";

/** Makes the code at a place. */
type Entry = (place: Place, then: Act) => Act;

/** Enters `expression`, a function that is applied to `count` of the arguments that wait; with none, a formula. */
export function applied(interpreter: Interpreter, expression: Expression, count: number): Entry {
  return (place, then) => {
    switch (expression.kind) {
      case "application": {
        const { fn, args } = expression;
        const inside = applied(interpreter, fn, count + 1)(place, then);
        return given(interpreter.runtime, argumentOf(interpreter, args, place), inside);
      }
      case "functionLiteral":
        return count === 0
          ? interpreter.enumerator(expression, place, then)
          : rule(interpreter, expression, count)(place, then);
      case "if":
      case "case":
      case "let":
      case "label":
        return control(interpreter, expression, place, (part) => applied(interpreter, part, count)(place, then));
      case "reference":
        if (count > 0) return named(interpreter, expression, count)(place, then);
    }
    return count === 0
      ? interpreter.enumerator(expression, place, then)
      : valueApplied(interpreter, expression, count)(place, then);
  };
}

/** Runs `inside` with one more argument that waits. */
function given(runtime: Runtime, argument: Eval, inside: Act): Act {
  return (f) => {
    runtime.arguments.push(argument(f));
    const stop = inside(f);
    runtime.arguments.pop();
    return stop;
  };
}

/** A rule, `x \in S |-> e`: its names are bound to the argument that waits last. */
export function rule(
  interpreter: Interpreter,
  { bounds, body }: { readonly bounds: readonly Bound[]; readonly body: Expression },
  count: number,
): Entry {
  return (place, then) => {
    const bound = bindings(interpreter, bounds, place);
    if (bound === null) return refuse("E426", "this function has no set to range over") as unknown as Act;
    const domain = functionDomain(bound);
    const enter = functionRule(bound, applied(interpreter, body, count - 1)(place, then));
    const { runtime } = interpreter;
    return (f) => {
      const argument = runtime.arguments.pop() as Value;
      requireArgument(domain(f), argument);
      const stop = enter(f, argument) === true;
      runtime.arguments.push(argument);
      return stop;
    };
  };
}

function named(interpreter: Interpreter, reference: Reference, count: number): Entry {
  return (place, then) => {
    const asValue = () => valueApplied(interpreter, reference, count)(place, then);
    if (!isRule(interpreter.setup, reference)) return asValue();
    const { symbol } = interpreter.meaningOf(reference);
    const local = symbol.kind === "operator" && symbol.binders !== null;
    const call =
      (local ? localOperator(interpreter, symbol, reference.args, place) : null) ??
      resolveCall(interpreter, reference, place);
    return call.operator instanceof CodeOperator && call.slot === null
      ? asValue()
      : callAct(call, then, asValue, count);
  };
}

/** A function that is no rule: its value is applied, and is true or false. */
function valueApplied(interpreter: Interpreter, expression: Expression, count: number): Entry {
  return (place, then) => {
    const fn = isFunctionName(interpreter, expression)
      ? rawEvaluator(interpreter, expression, place)
      : interpreter.evaluator(expression, place);
    const { runtime } = interpreter;
    return (f) => {
      const waiting = runtime.arguments.splice(-count);
      const value = waiting.reduceRight((whole, argument) => apply(toFunction(whole), argument), fn(f));
      const stop = truth(value, "a conjunct") ? then(f) : false;
      runtime.arguments.push(...waiting);
      return stop;
    };
  };
}

/** Is the function written as a rule, or may it turn out to be one? */
export function isRule(setup: Setup, expression: Expression): boolean {
  switch (expression.kind) {
    case "functionLiteral":
      return true;
    case "application":
      return isRule(setup, expression.fn);
    case "reference": {
      const symbol = setup.program.tables.meanings.get(expression)?.symbol;
      if (symbol?.kind === "parameter") return true;
      return symbol?.kind === "operator" && isRuleDefinition(setup, symbol);
    }
    default:
      return branchesOf(expression).some((part) => isRule(setup, part));
  }
}

/** What is constant is evaluated before the search begins, as a whole; only a recursive function stays a rule. */
function isRuleDefinition(setup: Setup, symbol: OperatorSymbol): boolean {
  if (symbol.recursive) return true;
  if (symbol.module.library) return false;
  const known = symbol.parameters.length === 0 && setup.lowering.isTopLevel(symbol);
  if (known && setup.facts.dependence(symbol.body) === "nothing") return false;
  return symbol.binders !== null || isRule(setup, symbol.body);
}
