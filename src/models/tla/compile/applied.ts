/** `f[x]` in action position, where `f` is written as a rule: its text is entered, as in interpret/applied.ts. */

import type { Bound, Expression } from "../../../tla/syntax/tree.ts";
import { isRule } from "../interpret/applied.ts";
import { steps, withElement } from "./binder.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { member } from "./membership.ts";
import { and, isSafe, TRUE, type Truth, Unsupported } from "./symbolic.ts";

type Application = Extract<Expression, { kind: "application" }>;

interface Rule {
  readonly bounds: readonly Bound[];
  readonly body: Expression;
  readonly context: Context;
}

/** The text of a rule with its names bound; `inside`: are the arguments in its domain? */
interface Entered {
  readonly body: Expression;
  readonly context: Context;
  readonly inside: Truth;
}

/** The text that the application enters; null where the function is just a value. */
export function entered(c: Compiler, { fn, args }: Application, context: Context): Entered | null {
  const rule = ruleOf(c, fn, context);
  if (rule === null) return null;
  const names = steps(c, rule.bounds, rule.context);
  if (names.length !== args.length || names.some(({ tuple }) => tuple)) throw new Unsupported("a tuple as argument");
  let inside: Truth = TRUE;
  let at = rule.context;
  names.forEach((name, i) => {
    const argument = c.evaluate(args[i] as Expression, context);
    if (!isSafe(argument) || name.set.kind !== "constant") throw new Unsupported("an argument that may fail");
    inside = and(inside, member(c, argument, name.set));
    at = withElement(c, name, argument, at);
  });
  return { body: rule.body, context: at, inside };
}

function ruleOf(c: Compiler, fn: Expression, context: Context): Rule | null {
  if (!isRule(c.setup, fn)) return null;
  switch (fn.kind) {
    case "functionLiteral":
      return { bounds: fn.bounds, body: fn.body, context };
    case "label":
      return ruleOf(c, fn.body, context);
    case "let":
      return ruleOf(c, fn.body, c.resolver.withLocals(fn, context));
    case "reference": {
      const target = c.resolver.resolve(fn, context);
      if (target.kind === "lazy") return ruleOf(c, target.binding.expression, target.binding.context);
      if (target.kind !== "text") return null;
      const { symbol, body } = target;
      if (symbol === null || symbol.binders === null) return ruleOf(c, body, target.context);
      return { bounds: symbol.binders.map(({ bound }) => bound), body, context: target.context };
    }
    default:
      throw new Unsupported("a rule that is chosen");
  }
}
