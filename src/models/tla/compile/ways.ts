/** In how many ways a formula without assignments is true: TLC generates a successor for each. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { entered } from "./applied.ts";
import { evaluated, steps, withElement } from "./binder.ts";
import { orderedMembers } from "./bits.ts";
import { after } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { and, asTruth, BAIL, condition, FALSE, isSafe, not, or, TRUE, type Truth } from "./symbolic.ts";

/** A formula that is true at most once, or the code of a number. */
type Ways = { readonly kind: "truth"; readonly truth: Truth } | { readonly kind: "count"; readonly js: string };

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
      const target = c.resolver.resolveOnce(expression, context);
      if (target.kind === "text" && target.symbol?.recursive === true) {
        return c.unroll(target.symbol, () => ways(c, target.body, target.context));
      }
      if (target.kind === "text" && target.symbol?.binders == null) {
        return c.inside(() => ways(c, target.body, target.context));
      }
      if (target.kind === "lazy") return c.inside(() => ways(c, target.binding.expression, target.binding.context));
      if (target.kind !== "builtin") break;
      const [first, second] = expression.args;
      switch (target.name) {
        case "/\\":
          return product(expression.args.map((item) => () => ways(c, item, context)));
        case "\\/":
          return sum(expression.args.map((item) => ways(c, item, context)));
        case "=>":
          return either(
            c.truth(first as Expression, context),
            () => ways(c, second as Expression, context),
            () => one,
          );
      }
    }
  }
  return { kind: "truth", truth: c.truth(expression, context) };
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
  if (made.kind === "count") return { kind: "count", js: `(${checks.join(", ")}, ${made.js})` };
  return { kind: "truth", truth: asTruth(after(c, checks, made.truth)) };
}

function js(w: Ways): string {
  if (w.kind === "count") return w.js;
  if (w.truth.kind === "failure") return BAIL;
  return w.truth.kind === "constant" ? (w.truth.value === true ? "1" : "0") : `(${condition(w.truth)} ? 1 : 0)`;
}

function isNone(w: Ways): boolean {
  return w.kind === "truth" && w.truth.kind === "constant" && w.truth.value === false;
}

function sum(parts: readonly Ways[]): Ways {
  const kept = parts.filter((part) => !isNone(part));
  const [only] = kept;
  if (only === undefined) return none;
  if (kept.length === 1) return only;
  return { kind: "count", js: `(${kept.map(js).join(" + ")})` };
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
    else if (result.kind === "truth") result = { kind: "count", js: `(${condition(result.truth)} ? ${js(part)} : 0)` };
    else if (part.kind === "truth" && part.truth.kind === "constant" && part.truth.value === true) continue;
    else result = { kind: "count", js: `T(${result.js}, () => ${js(part)})` };
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
  return { kind: "count", js: `(${test.js} ? ${js(a)} : ${js(b)})` };
}
