/** Parts of a definition chosen by labels and selectors, `Op(a)!lab(x)!1!<<` (TLA+2, "Naming Subexpressions"). */

import type { Bound, Definition, Expression, PathStep, Reference } from "../syntax/tree.ts";
import { plural, type ResolveContext, resolveArgument, resolveExpression } from "./resolve.ts";
import type { LocalScope } from "./scope.ts";
import type { BoundSymbol, ChainLink, OperatorSymbol, Subexpression } from "./symbol.ts";

/** The definition that a path has reached, with its arguments. */
export interface ReachedOperator {
  readonly symbol: OperatorSymbol;
  readonly chain: readonly ChainLink[];
  readonly args: readonly Expression[];
  readonly shown: string;
}

type Binding = Subexpression["bindings"][number];

/** Where a selection has got to. */
interface Selection {
  readonly expression: Expression;
  readonly bindings: readonly Binding[];
  /** The definitions of each LET on the way, outermost first. */
  readonly lets: readonly (readonly Definition[])[];
  readonly shown: string;
}

/** Follows `steps` into the body of `operator` and records the part that they select for `reference`. */
export function resolveSubexpression(
  context: ResolveContext,
  reference: Reference,
  operator: ReachedOperator,
  steps: readonly PathStep[],
  local: LocalScope | null,
  except: boolean,
): void {
  const { symbol, args } = operator;
  if (args.length !== symbol.parameters.length) {
    const message = `${symbol.name} takes ${plural(symbol.parameters.length, "argument")}, found ${args.length}`;
    context.report.error("E203", context.source, reference.span, message);
    return;
  }
  args.forEach((arg, i) => {
    resolveArgument(context, arg, symbol.parameters[i]?.arity ?? 0, local, except);
  });
  const start = { expression: symbol.body, bindings: [], lets: [], shown: operator.shown };
  const end = steps.reduce<Selection | null>((at, step) => at && follow(context, at, step, local, except), start);
  if (end === null) return;
  let { expression } = end;
  for (const definitions of [...end.lets].reverse()) {
    expression = { kind: "let", definitions, body: expression, span: expression.span };
  }
  context.tables.subexpressions.set(reference, {
    symbol,
    chain: operator.chain,
    args,
    expression,
    bindings: end.bindings,
  });
}

function follow(
  context: ResolveContext,
  selection: Selection,
  step: PathStep,
  local: LocalScope | null,
  except: boolean,
): Selection | null {
  const at = throughLet(selection);
  const fail = (message: string): null => {
    context.report.error("E217", context.source, step.span, message);
    return null;
  };
  for (const arg of step.args) resolveExpression(context, arg, local, except);
  if (step.kind === "name") {
    const shown = `${at.shown}!${step.name}`;
    // From where the selection stands, not from behind a label there: that label may be the one that is wanted.
    const found = findLabel(selection.expression, step.name, [], selection.lets);
    if (found === null) return fail(`${at.shown} has no label or part named ${step.name}`);
    const { parameters } = found.label;
    if (parameters.length !== step.args.length) {
      return fail(`the label ${step.name} takes ${plural(parameters.length, "argument")}, found ${step.args.length}`);
    }
    const names = new Map(parameters.map((p, i) => [p.name, step.args[i] as Expression]));
    const added = bindNames(context, found.bounds, names);
    const expression = found.label.body;
    return { expression, bindings: [...at.bindings, ...added], lets: found.lets, shown };
  }
  const { selector } = step;
  if (selector === ":") return at;
  if (selector === "call") {
    const bounds = boundsOf(at.expression);
    if (bounds === null) return fail(`${at.shown} binds no names that !(…) could replace`);
    const symbols = bounds.flatMap((b) => context.tables.bounds.get(b)?.symbols ?? []);
    if (symbols.length !== step.args.length) {
      return fail(`${at.shown} binds ${plural(symbols.length, "name")}, found ${step.args.length}`);
    }
    const added = symbols.map((symbol, i) => ({ symbol, value: step.args[i] as Expression }));
    return {
      expression: (at.expression as { body: Expression }).body ?? predicateOf(at.expression),
      bindings: [...at.bindings, ...added],
      lets: at.lets,
      shown: `${at.shown}!(…)`,
    };
  }
  const index = selector === "<<" ? 1 : selector === ">>" ? 2 : selector;
  const shown = `${at.shown}!${selector}`;
  if (index === "@") return fail("!@ names an operator, which cannot be used as a value; write !(…) with arguments");
  const parts = partsOf(at.expression);
  const expression = parts[index - 1];
  if (expression === undefined)
    return fail(`${at.shown} has ${plural(parts.length, "part")}, there is no number ${index}`);
  return { expression, bindings: at.bindings, lets: at.lets, shown };
}

function throughLet(selection: Selection): Selection {
  let { expression, lets } = selection;
  for (;;) {
    if (expression.kind === "let") lets = [...lets, expression.definitions];
    else if (expression.kind !== "label") break;
    expression = expression.body;
  }
  return { ...selection, expression, lets };
}

function predicateOf(expression: Expression): Expression {
  return expression.kind === "setFilter" ? expression.predicate : expression;
}

function boundsOf(expression: Expression): readonly Bound[] | null {
  switch (expression.kind) {
    case "quantifier":
    case "setMap":
    case "functionLiteral":
      return expression.bounds;
    case "choose":
    case "setFilter":
      return [expression.bound];
    default:
      return null;
  }
}

/** The parts that numbers select, in order. Of what binds names, these are the sets; the body is reached by !(…). */
function partsOf(expression: Expression): readonly Expression[] {
  const sets = boundsOf(expression);
  if (sets !== null) return sets.flatMap((b) => (b.set === null ? [] : [b.set]));
  switch (expression.kind) {
    case "reference":
      return expression.args;
    case "junction":
      return expression.items;
    case "setEnumeration":
    case "tuple":
      return expression.elements;
    case "product":
      return expression.factors;
    case "functionSet":
      return [expression.domain, expression.range];
    case "application":
      return [expression.fn, ...expression.args];
    case "record":
    case "recordSet":
      return expression.fields.map((f) => f.value);
    case "fieldAccess":
      return [expression.record];
    case "except":
      return [expression.base, ...expression.updates.map((u) => u.value)];
    case "if":
      return [expression.condition, expression.then, expression.else];
    case "case":
      return [...expression.arms.map((a) => a.value), ...(expression.other === null ? [] : [expression.other])];
    case "actionSubscript":
      return [expression.action, expression.subscript];
    case "fairness":
      return [expression.subscript, expression.action];
    default:
      return [];
  }
}

type Label = Extract<Expression, { kind: "label" }>;

interface FoundLabel {
  readonly label: Label;
  readonly bounds: readonly Bound[];
  readonly lets: Selection["lets"];
}

/** The label `name` inside `expression`, not inside another label, with the bounds and LETs on the way to it. */
function findLabel(
  expression: Expression,
  name: string,
  bounds: readonly Bound[],
  lets: Selection["lets"],
): FoundLabel | null {
  if (expression.kind === "label") return expression.name === name ? { label: expression, bounds, lets } : null;
  if (expression.kind === "let") return findLabel(expression.body, name, bounds, [...lets, expression.definitions]);
  const own = boundsOf(expression);
  for (const part of partsOf(expression)) {
    const found = findLabel(part, name, bounds, lets);
    if (found !== null) return found;
  }
  if (own === null) return null;
  const body = (expression as { body?: Expression }).body ?? predicateOf(expression);
  return findLabel(body, name, [...bounds, ...own], lets);
}

/** Names bound between the definition and the label, replaced by the label's arguments of the same name. */
function bindNames(
  context: ResolveContext,
  bounds: readonly Bound[],
  values: ReadonlyMap<string, Expression>,
): { symbol: BoundSymbol; value: Expression }[] {
  return bounds
    .flatMap((b) => context.tables.bounds.get(b)?.symbols ?? [])
    .flatMap((symbol) => {
      const value = values.get(symbol.name);
      return value === undefined ? [] : [{ symbol, value }];
    });
}
