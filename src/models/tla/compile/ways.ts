/** In how many ways a formula without assignments is true: TLC generates a successor for each. */

import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { entered } from "./applied.ts";
import { evaluated, steps, withElement } from "./binder.ts";
import { orderedMembers } from "./bits.ts";
import { after } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { BAIL, following, type Js, joined, js } from "./js.ts";
import { and, asTruth, condition, FALSE, isSafe, not, or, TRUE, type Truth } from "./symbolic.ts";

/** A formula that is true at most once, or the code of a number. */
type Ways = { readonly kind: "truth"; readonly truth: Truth } | { readonly kind: "count"; readonly js: Js };

/** The ways to make `expression` true, which must not speak of the next state. */
export function ways(c: Compiler, expression: Expression, context: Context): Ways {
  switch (expression.kind) {
    case "junction":
      return expression.operator === "/\\"
        ? product(expression.items.map((item) => () => ways(c, item, context)))
        : sum(expression.items.map((item) => ways(c, item, context)));
    case "quantifier":
      return quantified(c, expression, context);
    case "if":
      return either(
        c.truthBefore(expression.condition, context, [expression.then, expression.else]),
        () => ways(c, expression.then, context),
        () => ways(c, expression.else, context),
      );
    case "case": {
      const from = (index: number): Ways => {
        const arm = expression.arms[index];
        if (arm !== undefined) {
          return either(
            c.truthBefore(arm.guard, context, [arm.value]),
            () => ways(c, arm.value, context),
            () => from(index + 1),
          );
        }
        return expression.other === null ? failure : ways(c, expression.other, context);
      };
      return from(0);
    }
    case "let":
      return ways(c, expression.body, c.resolver.withLocals(expression, context));
    case "label":
      return ways(c, expression.body, context);
    case "application": {
      const rule = entered(c, expression, context);
      if (rule === null) break;
      return either(
        rule.inside,
        () => c.inside(() => ways(c, rule.body, rule.context)),
        () => failure,
      );
    }
    case "reference": {
      const found = waysOfReference(c, expression, context);
      if (found !== null) return found;
    }
  }
  return { kind: "truth", truth: c.truth(expression, context) };
}

/** The ways of what a name stands for; null where it is true at most once. */
function waysOfReference(c: Compiler, expression: Reference, context: Context): Ways | null {
  const target = c.resolver.resolveOnce(expression, context);
  switch (target.kind) {
    case "text": {
      const make = () => ways(c, target.body, target.context);
      if (target.symbol?.recursive === true) return c.unroll(target.symbol, make);
      return target.symbol?.binders == null ? c.inside(make) : null;
    }
    case "lazy":
      return c.inside(() => ways(c, target.binding.expression, target.binding.context));
    case "builtin":
      return waysOfBuiltin(c, target.name, expression.args, context);
    default:
      return null;
  }
}

function waysOfBuiltin(c: Compiler, name: string, args: readonly Expression[], context: Context): Ways | null {
  switch (name) {
    case "/\\":
      return product(args.map((item) => () => ways(c, item, context)));
    case "\\/":
      return sum(args.map((item) => ways(c, item, context)));
    case "=>": {
      const [first, second] = args as [Expression, Expression];
      return either(
        c.truth(first, context),
        () => ways(c, second, context),
        () => one,
      );
    }
    default:
      return null;
  }
}

const one: Ways = { kind: "truth", truth: TRUE };
const none: Ways = { kind: "truth", truth: FALSE };
const failure: Ways = { kind: "truth", truth: { kind: "failure" } };

function quantified(c: Compiler, expression: Extract<Expression, { kind: "quantifier" }>, context: Context): Ways {
  const { bounds: list, checks } = evaluated(c, steps(c, expression.bounds, context));
  if (list.some(({ set }) => set.kind === "failure")) return failure;
  const exists = expression.quantifier === "\\E";
  const from = (index: number, at: Context): Ways => {
    const bound = list[index];
    if (bound === undefined) return ways(c, expression.body, at);
    const members = orderedMembers(c, bound.set);
    const each = members.map(({ element, when }) => () => {
      const inner = () => from(index + 1, withElement(c, bound, element, at));
      return either(when, inner, () => (exists ? none : one));
    });
    return exists ? sum(each.map((make) => make())) : product(each);
  };
  const made = from(0, context);
  if (checks.length === 0) return made;
  if (made.kind === "count") return { kind: "count", js: following(checks, made.js) };
  return { kind: "truth", truth: asTruth(after(c, checks, made.truth)) };
}

/** The code of the number. */
function numberOf(w: Ways): Js {
  if (w.kind === "count") return w.js;
  if (w.truth.kind === "failure") return BAIL;
  if (w.truth.kind === "constant") return w.truth.value === true ? js`1` : js`0`;
  return js`(${condition(w.truth)} ? 1 : 0)`;
}

function isNone(w: Ways): boolean {
  return w.kind === "truth" && w.truth.kind === "constant" && w.truth.value === false;
}

function sum(parts: readonly Ways[]): Ways {
  const kept = parts.filter((part) => !isNone(part));
  const [only] = kept;
  if (only === undefined) return none;
  if (kept.length === 1) return only;
  return { kind: "count", js: js`(${joined(kept.map(numberOf), " + ")})` };
}

/** What follows a part that is true in no way is not evaluated. */
function product(parts: readonly (() => Ways)[]): Ways {
  let result: Ways = one;
  for (const make of parts) {
    if (isNone(result)) return result;
    if (result.kind === "truth" && result.truth.kind === "failure") return result;
    const part = make();
    if (result.kind === "truth" && part.kind === "truth")
      result = { kind: "truth", truth: and(result.truth, part.truth) };
    else if (result.kind === "truth")
      result = { kind: "count", js: js`(${condition(result.truth)} ? ${numberOf(part)} : 0)` };
    else if (part.kind === "truth" && part.truth.kind === "constant" && part.truth.value === true) continue;
    else result = { kind: "count", js: js`T(${result.js}, () => ${numberOf(part)})` };
  }
  return result;
}

function either(test: Truth, yes: () => Ways, no: () => Ways): Ways {
  if (test.kind === "failure") return failure;
  if (test.kind === "constant") return test.value === true ? yes() : no();
  const [a, b] = [yes(), no()];
  if (a.kind === "truth" && b.kind === "truth" && isSafe(a.truth) && isSafe(b.truth)) {
    return { kind: "truth", truth: or(and(test, a.truth), and(not(test), b.truth)) };
  }
  if (a.kind === "truth" && b === none) return { kind: "truth", truth: and(test, a.truth) };
  return { kind: "count", js: js`(${test.js} ? ${numberOf(a)} : ${numberOf(b)})` };
}
