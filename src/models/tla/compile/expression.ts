/** Expressions, compiled: each kind of syntax node becomes a symbolic value. */

import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import {
  BOOLEAN,
  functionSet,
  interval,
  makeSet,
  productSet,
  record,
  recordSet,
  SetValue,
  STRING,
  sequence,
} from "../../../values/index.ts";
import { isSpecError } from "../interpret/error.ts";
import { choose, filter, functionLiteral, map, quantifier } from "./binder.ts";
import { functionOfItems } from "./checked.ts";
import { collection, member } from "./collection.ts";
import type { Compiler } from "./compiler.ts";
import type { Context, Target } from "./context.ts";
import { enabled } from "./enabled.ts";
import { apply, except, recordField } from "./function.ts";
import { js } from "./js.ts";
import { memberOf } from "./membership.ts";
import { nativeCall } from "./native.ts";
import { equality, merge, unchangedTruth } from "./relation.ts";
import { domain, setOperation, subset } from "./set.ts";
import {
  and,
  boolean,
  constant,
  Endless,
  FAILURE,
  FALSE,
  isConstant,
  not,
  or,
  type Symbolic,
  TooMuch,
  TRUE,
  type Truth,
  Unsupported,
} from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** The value of `expression` as read at `context`; what has no code of its own is evaluated by the interpreter. */
export function evaluate(c: Compiler, expression: Expression, context: Context): Symbolic {
  if (isBinder(expression)) {
    const value = c.fallback.constant(expression, context);
    if (value !== null) return value;
  }
  const mark = c.code.mark();
  try {
    return make(c, expression, context);
  } catch (error) {
    // An error of the spec, found while constants are folded, is reported if and when the text is evaluated.
    if (
      error instanceof Endless ||
      error instanceof TooMuch ||
      (!(error instanceof Unsupported) && !isSpecError(error))
    )
      throw error;
    c.code.reset(mark);
    return c.fallback.evaluate(expression, context);
  }
}

/** Text that is taken apart over a set: where nothing in it is unknown, the interpreter does that better. */
function isBinder({ kind }: Expression): boolean {
  return (
    kind === "quantifier" ||
    kind === "choose" ||
    kind === "setFilter" ||
    kind === "setMap" ||
    kind === "functionLiteral"
  );
}

function make(c: Compiler, expression: Expression, context: Context): Symbolic {
  const at = (e: Expression) => c.evaluate(e, context);
  switch (expression.kind) {
    case "reference":
      return reference(c, expression, context);
    case "junction": {
      const join = expression.operator === "/\\" ? and : or;
      return chain(c, expression.items, context, join);
    }
    case "number":
      return expression.value === null ? FAILURE : constant(expression.value);
    case "string":
      return constant(expression.value);
    case "at":
      return context.at ?? FAILURE;
    case "quantifier":
      return quantifier(c, expression, context);
    case "choose":
      return choose(c, expression, context);
    case "setFilter":
      return filter(c, expression, context);
    case "setMap":
      return map(c, expression, context);
    case "functionLiteral":
      return functionLiteral(c, expression.bounds, expression.body, context);
    case "except":
      return except(c, expression, context);
    case "actionSubscript": {
      const action = c.truth(expression.action, context);
      const same = unchangedTruth(c, expression.subscript, context);
      return expression.form === "box" ? or(action, same) : and(action, not(same));
    }
    case "if": {
      const test = c.truthBefore(expression.condition, context, [expression.then, expression.else]);
      if (test.kind === "failure") return test;
      if (test.kind === "constant") return at(test.value === true ? expression.then : expression.else);
      return merge(c, test, at(expression.then), at(expression.else));
    }
    case "case":
      return cases(c, expression, context);
    case "let":
      return c.evaluate(expression.body, c.resolver.withLocals(expression, context));
    case "label":
      return at(expression.body);
    default:
      return construction(c, expression, at);
  }
}

/** A value that is made of those of all its parts. */
function construction(c: Compiler, expression: Expression, at: (part: Expression) => Symbolic): Symbolic {
  switch (expression.kind) {
    case "setEnumeration": {
      const items = expression.elements.map(at);
      if (items.every(isConstant)) return tabulate(c, items, (values) => makeSet([...values]));
      if (items.some((item) => item.kind === "failure")) return FAILURE;
      return collection(c, items.map(member));
    }
    case "tuple": {
      const items = expression.elements.map(at);
      return items.length === 0 ? constant(sequence([])) : functionOfItems(c, interval(1, items.length), items);
    }
    case "functionSet":
      return tabulate(c, [at(expression.domain), at(expression.range)], ([d, r]) => functionSet(asSet(d), asSet(r)));
    case "application": {
      const fn = at(expression.fn);
      const [only] = expression.args;
      if (expression.args.length === 1 && only !== undefined) return apply(c, fn, at(only));
      return apply(c, fn, functionOfItems(c, interval(1, expression.args.length), expression.args.map(at)));
    }
    case "record":
      return recordLiteral(
        c,
        expression.fields.map((x) => x.name),
        expression.fields.map((x) => at(x.value)),
      );
    case "recordSet": {
      const names = expression.fields.map((x) => x.name);
      const sets = expression.fields.map((x) => at(x.value));
      return tabulate(c, sets, (values) => recordSet(names, values.map(asSet)));
    }
    case "fieldAccess":
      return recordField(c, at(expression.record), expression.field.name);
    case "product":
      return tabulate(c, expression.factors.map(at), (values) => productSet(values.map(asSet)));
    default:
      throw new Unsupported(expression.kind);
  }
}

function asSet(value: unknown): SetValue {
  if (value instanceof SetValue) return value;
  throw new Unsupported("a set was expected");
}

/** Operands are evaluated up to the first one that decides. */
function chain(
  c: Compiler,
  items: readonly Expression[],
  context: Context,
  join: (a: Truth, b: Truth) => Truth,
): Truth {
  const parts: Truth[] = [];
  for (const item of items) {
    const part = c.truth(item, context);
    parts.push(part);
    if (part.kind === "failure" || (part.kind === "constant" && part.value === (join === or))) break;
  }
  return parts.reduceRight((rest, part) => join(part, rest));
}

function cases(c: Compiler, expression: Extract<Expression, { kind: "case" }>, context: Context): Symbolic {
  const from = (index: number): Symbolic => {
    const arm = expression.arms[index];
    if (arm === undefined) return expression.other === null ? FAILURE : c.evaluate(expression.other, context);
    const guard = c.truthBefore(arm.guard, context, [arm.value]);
    if (guard.kind === "failure") return guard;
    if (guard.kind === "constant") return guard.value === true ? c.evaluate(arm.value, context) : from(index + 1);
    return merge(c, guard, c.evaluate(arm.value, context), from(index + 1));
  };
  return from(0);
}

function recordLiteral(c: Compiler, names: readonly string[], items: readonly Symbolic[]): Symbolic {
  if (items.every(isConstant)) return tabulate(c, items, (values) => record(names, [...values]));
  const keys = makeSet([...names]);
  const sorted = [...(keys as SetValue & { elements: readonly string[] }).elements];
  if (sorted.length !== names.length) return FAILURE;
  return functionOfItems(
    c,
    keys,
    sorted.map((name) => items[names.indexOf(name)] as Symbolic),
  );
}

function reference(c: Compiler, expression: Reference, context: Context): Symbolic {
  const target = c.resolver.resolveOnce(expression, context);
  return target.kind === "builtin"
    ? builtin(c, target.name, expression, context)
    : targetValue(c, target, expression, context);
}

/** The value of what a reference stands for. */
function targetValue(c: Compiler, target: Target, expression: Reference, context: Context): Symbolic {
  switch (target.kind) {
    case "value":
      return target.value;
    case "constant":
      return constant(target.value);
    case "variable":
      return c.variable(target.index, false);
    case "lazy":
      return c.forceLazy(target.binding);
    case "native":
      return nativeCall(c, target, expression, context);
    case "builtin":
      throw new Unsupported("an operator of the language as an argument");
    case "text": {
      const { symbol } = target;
      if (symbol !== null && symbol.binders !== null) {
        const bounds = symbol.binders.map((b) => b.bound);
        return c.definition(symbol, target.context, () => functionLiteral(c, bounds, target.body, target.context));
      }
      if (symbol?.recursive === true) return c.unroll(symbol, () => c.evaluate(target.body, target.context));
      return c.definition(symbol, target.context, () => c.evaluate(target.body, target.context));
    }
  }
}

function builtin(c: Compiler, name: string, expression: Reference, context: Context): Symbolic {
  const [first, second] = expression.args as [Expression, Expression];
  const at = (e: Expression) => c.evaluate(e, context);
  switch (name) {
    case "TRUE":
      return TRUE;
    case "FALSE":
      return FALSE;
    case "BOOLEAN":
      return constant(BOOLEAN);
    case "STRING":
      return constant(STRING);
    case "/\\":
      return chain(c, expression.args, context, and);
    case "\\/":
      return chain(c, expression.args, context, or);
    case "=>": {
      const left = c.truth(first, context);
      if (left.kind === "constant" && left.value === false) return TRUE;
      return or(not(left), c.truth(second, context));
    }
    case "<=>":
      return equivalence(c.truth(first, context), c.truth(second, context));
    case "~":
      return not(c.truth(first, context));
    case "=":
      return equality(c, at(first), at(second));
    case "/=":
      return not(equality(c, at(first), at(second)));
    case "\\in":
      return memberOf(c, at(first), second, context);
    case "\\notin":
      return not(memberOf(c, at(first), second, context));
    case "\\subseteq":
      return subset(c, at(first), second, context);
    case "\\cup":
    case "\\cap":
    case "\\":
    case "UNION":
    case "SUBSET":
      return setOperation(c, name, expression.args.map(at));
    case "DOMAIN":
      return domain(c, at(first));
    case "'":
      return c.priming(() => at(first));
    case "UNCHANGED":
      return unchangedTruth(c, first, context);
    case "ENABLED":
      return enabled(c, first, context);
    default:
      throw new Unsupported(name);
  }
}

function equivalence(a: Truth, b: Truth): Truth {
  if (a.kind === "failure" || b.kind === "failure") return FAILURE;
  if (a.kind === "constant") return a.value === true ? b : not(b);
  if (b.kind === "constant") return b.value === true ? a : not(a);
  return boolean(js`(${a.js} === ${b.js})`);
}
