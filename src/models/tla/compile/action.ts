/**
 * Formulas in action position: code that runs what follows once for each way to make one true. What makes a successor
 * of its own is TLC's rule, as in interpret/action.ts, which this follows case by case.
 */

import { builtins } from "../../../tla/semantics/builtin.ts";
import type { BuiltinSymbol } from "../../../tla/semantics/symbol.ts";
import type { Bound, Expression, Reference } from "../../../tla/syntax/tree.ts";
import { splits } from "../interpret/action.ts";
import { Universe } from "../layout/universe.ts";
import { entered } from "./applied.ts";
import { type BoundNames, partOf, steps, withElement } from "./binder.ts";
import { openedIfPossible, orderedMembers } from "./bits.ts";
import { checksOfMembers } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import type { Binding, Context, Target } from "./context.ts";
import { Impure } from "./fallback.ts";
import { BAIL, js } from "./js.ts";
import { MemberLists } from "./members.ts";
import { member } from "./membership.ts";
import { equality, unchangedTruth } from "./relation.ts";
import {
  condition,
  type ElementSymbolic,
  isSafe,
  leavesOf,
  not,
  representationOf,
  type Symbolic,
  symbolicOf,
  type Truth,
  Unsupported,
} from "./symbolic.ts";
import { ways } from "./ways.ts";

/** Writes the code of what follows. */
type Rest = () => void;

/** Where an action stands: the names that it sees, and what follows where it has been made true. */
interface Site {
  readonly context: Context;
  readonly rest: Rest;
}

/** Writes `rest` under a condition. */
function provided(c: Compiler, test: Truth, rest: Rest): void {
  if (test.kind === "failure") c.code.line(js`${BAIL};`);
  else if (test.kind === "constant") {
    if (test.value === true) rest();
  } else {
    c.code.open(js`if (${condition(test)})`);
    rest();
    c.code.close();
  }
}

/** Writes code that runs `rest` for each way to make `expression` true. */
export function enumerate(c: Compiler, expression: Expression, context: Context, rest: Rest): void {
  action(c, expression, { context, rest });
}

function action(c: Compiler, expression: Expression, site: Site): void {
  const { context, rest } = site;
  if (!assigns(c, expression, context)) {
    predicate(c, expression, site);
    return;
  }
  switch (expression.kind) {
    case "junction":
      if (expression.operator === "/\\") conjunction(c, expression.items, site);
      else for (const item of expression.items) action(c, item, site);
      return;
    case "quantifier":
      if (expression.quantifier === "\\E")
        existential(c, expression.bounds, context, (at) => action(c, expression.body, { context: at, rest }));
      else universal(c, expression, site);
      return;
    case "if":
      branch(
        c,
        c.truth(expression.condition, context),
        () => action(c, expression.then, site),
        () => action(c, expression.else, site),
      );
      return;
    case "case":
      arms(c, expression, 0, site);
      return;
    case "let":
      action(c, expression.body, { context: c.resolver.withLocals(expression, context), rest });
      return;
    case "label":
      action(c, expression.body, site);
      return;
    case "actionSubscript":
      subscript(c, expression, site);
      return;
    case "reference":
      reference(c, expression, site);
      return;
    case "application":
      application(c, expression, site);
      return;
    default:
      provided(c, c.truth(expression, context), rest);
  }
}

/** A formula that assigns nothing: it is true in a number of ways. */
function predicate(c: Compiler, expression: Expression, { context, rest }: Site): void {
  const count = ways(c, expression, context);
  if (count.kind === "truth") {
    provided(c, count.truth, rest);
    return;
  }
  const name = c.code.fresh();
  c.code.open(js`for (let ${name} = ${count.js}; ${name} > 0; ${name}--)`);
  rest();
  c.code.close();
}

/** Can the formula, or what its names stand for, speak of the next state? */
function assigns(c: Compiler, expression: Expression, context: Context): boolean {
  const reads = c.fallback.readsOf(expression);
  if (reads.primes) return true;
  for (const symbol of reads.locals) {
    const binding = context.find(symbol);
    if (binding !== null && bindingAssigns(c, binding)) return true;
  }
  return false;
}

function bindingAssigns(c: Compiler, binding: Binding): boolean {
  // The text of a local operator was part of what was read.
  if (binding.kind === "value" || binding.kind === "operator") return false;
  return assigns(c, binding.expression, binding.context);
}

function conjunction(c: Compiler, items: readonly Expression[], { context, rest }: Site): void {
  const from = (index: number): void => {
    const item = items[index];
    if (item === undefined) rest();
    else if (index === 0) action(c, item, { context, rest: () => from(1) });
    else onceAssigned(c, item, { context, rest: () => from(index + 1) });
  };
  from(0);
}

/** When every variable has its value, what follows is a condition, true once or not at all. */
function onceAssigned(c: Compiler, item: Expression, site: Site): void {
  if (splits.has(item.kind) && c.step.every((value) => value !== null))
    provided(c, c.truth(item, site.context), site.rest);
  else action(c, item, site);
}

/** Runs `body` for each binding, in the order of TLA+. */
export function existential(
  c: Compiler,
  bounds: readonly Bound[],
  context: Context,
  body: (context: Context) => void,
): void {
  const list = setsHere(c, bounds, context);
  if (list === null) return;
  const from = (index: number, at: Context): void => {
    const bound = list[index];
    if (bound === undefined) {
      body(at);
      return;
    }
    forEach(c, bound.set, (element, interned) =>
      from(index + 1, (interned ? withInterned : withElement)(c, bound, element, at)),
    );
  };
  from(0, context);
}

/** Writes `body` for each element of a set, or once, in a loop, where the code does not know which ones there can be. */
function forEach(c: Compiler, set: Symbolic, body: (element: Symbolic, interned: boolean) => void): void {
  const known = openedIfPossible(c, set);
  if (known.kind === "element") loop(c, known, (element) => body(element, true));
  else for (const { element, when } of orderedMembers(c, known)) provided(c, when, () => body(element, false));
}

/** The names of bounds with their sets, which have been evaluated; null where one never can be: then the code has ended. */
function setsHere(c: Compiler, bounds: readonly Bound[], context: Context): ReturnType<typeof steps> | null {
  const list = steps(c, bounds, context).map((bound) => ({ ...bound, set: evaluatedHere(c, bound.set) }));
  if (list.every(({ set }) => set.kind !== "failure")) return list;
  c.code.line(js`${BAIL};`);
  return null;
}

/** A set whose evaluation cannot fail any more from here on. */
function evaluatedHere(c: Compiler, set: Symbolic): Symbolic {
  if (set.kind === "set" || set.kind === "element") return settled(c, set);
  if (set.kind === "collection") for (const check of checksOfMembers(set.members)) c.code.line(js`${check};`);
  return set;
}

/** Parts of a tuple are evaluated at once: an element that is no such tuple is an error, whoever asks for its parts. */
function withInterned(c: Compiler, names: BoundNames, element: Symbolic, context: Context): Context {
  if (!names.tuple) return withElement(c, names, element, context);
  return names.symbols.reduce((at, symbol, i) => {
    const value = settled(c, partOf(c, element, i, names.symbols.length));
    return at.with(symbol, { kind: "value", value });
  }, context);
}

/** Runs `body` for each element of an interned set. */
function loop(c: Compiler, set: ElementSymbolic, body: (element: Symbolic) => void): void {
  const universe = new Universe(c.interner, [], true);
  const lists = c.code.constant(new MemberLists(set.universe, universe));
  const name = c.code.fresh();
  c.code.open(js`for (const ${name} of ${lists}.list(${set.js}))`.bailing);
  body({ kind: "element", js: name, universe });
  c.code.close();
}

/** `\A x \in S : A` is the conjunction of A for each element. */
function universal(c: Compiler, expression: Extract<Expression, { kind: "quantifier" }>, site: Site): void {
  const { context, rest } = site;
  const places: Context[] = [];
  const list = setsHere(c, expression.bounds, context);
  if (list === null) return;
  const from = (index: number, at: Context): void => {
    const bound = list[index];
    if (bound === undefined) {
      places.push(at);
      return;
    }
    for (const { element, when } of orderedMembers(c, bound.set)) {
      if (when.kind !== "constant") throw new Unsupported("\\A over a set that varies, as an action");
      from(index + 1, withElement(c, bound, element, at));
    }
  };
  from(0, context);
  const onward = (index: number): void => {
    const place = places[index];
    if (place === undefined) rest();
    else if (index === 0) action(c, expression.body, { context: place, rest: () => onward(1) });
    else onceAssigned(c, expression.body, { context: place, rest: () => onward(index + 1) });
  };
  onward(0);
}

function branch(c: Compiler, test: Truth, yes: Rest, no: Rest): void {
  if (test.kind === "boolean") {
    c.code.open(js`if (${test.js})`);
    yes();
    c.code.close();
    c.code.open(js`else`);
    no();
    c.code.close();
  } else if (test.kind === "failure") c.code.line(js`${BAIL};`);
  else if (test.value === true) yes();
  else no();
}

function arms(c: Compiler, expression: Extract<Expression, { kind: "case" }>, index: number, site: Site): void {
  const arm = expression.arms[index];
  if (arm === undefined) {
    if (expression.other === null) c.code.line(js`${BAIL};`);
    else action(c, expression.other, site);
    return;
  }
  branch(
    c,
    c.truth(arm.guard, site.context),
    () => action(c, arm.value, site),
    () => arms(c, expression, index + 1, site),
  );
}

function subscript(c: Compiler, expression: Extract<Expression, { kind: "actionSubscript" }>, site: Site): void {
  const { context, rest } = site;
  if (expression.form === "box") {
    action(c, expression.action, site);
    unchanged(c, expression.subscript, site);
    return;
  }
  const changed = (): void => provided(c, not(unchangedTruth(c, expression.subscript, context)), rest);
  action(c, expression.action, { context, rest: changed });
}

/** A function that is written as a rule is entered like a definition. */
function application(c: Compiler, expression: Extract<Expression, { kind: "application" }>, site: Site): void {
  const rule = entered(c, expression, site.context);
  if (rule === null) {
    provided(c, c.truth(expression, site.context), site.rest);
    return;
  }
  branch(
    c,
    rule.inside,
    () => c.inside(() => action(c, rule.body, { context: rule.context, rest: site.rest })),
    () => c.code.line(js`${BAIL};`),
  );
}

function reference(c: Compiler, expression: Reference, site: Site): void {
  const { context, rest } = site;
  const target = c.resolver.resolve(expression, context);
  switch (target.kind) {
    case "builtin":
      builtin(c, target.name, expression, site);
      return;
    case "text":
      if (target.symbol !== null && target.symbol.binders !== null) break;
      c.inside(() => action(c, target.body, { context: target.context, rest }));
      return;
    case "lazy":
      c.inside(() => action(c, target.binding.expression, { context: target.binding.context, rest }));
      return;
  }
  provided(c, c.truth(expression, context), rest);
}

function builtin(c: Compiler, name: string, reference: Reference, site: Site): void {
  const [first, second] = reference.args as [Expression, Expression];
  const { context, rest } = site;
  switch (name) {
    case "/\\":
      conjunction(c, reference.args, site);
      return;
    case "\\/":
      for (const item of reference.args) action(c, item, site);
      return;
    case "=>":
      branch(c, c.truth(first, context), () => action(c, second, site), rest);
      return;
    case "=":
    case "\\in":
    case "\\subseteq": {
      const variable = assignable(c, first, context);
      if (variable === null) break;
      if (name === "=") assignment(c, variable, c.evaluate(second, context), rest);
      else if (name === "\\in") choice(c, variable, second, site);
      else if (c.step[variable] === null) choice(c, variable, subsets(c, second, reference), site);
      else break;
      return;
    }
    case "UNCHANGED":
      unchanged(c, first, site);
      return;
    case "\\cdot":
      throw new Impure();
  }
  provided(c, c.truth(reference, context), rest);
}

/** The variable that `x'`, or a name that stands for it, assigns to; null if it is none. */
function assignable(c: Compiler, expression: Expression, context: Context): number | null {
  if (expression.kind !== "reference") return null;
  if (expression.name === "'") return variableBehind(c, expression.args[0] as Expression, context);
  if (expression.args.length > 0) return null;
  const next = textBehind(c.resolver.resolve(expression, context));
  return next === null ? null : assignable(c, next.expression, next.context);
}

/** The variable that a name stands for, through arguments and definitions. */
function variableBehind(c: Compiler, expression: Expression, context: Context): number | null {
  if (expression.kind !== "reference" || expression.args.length > 0) return null;
  const target = c.resolver.resolve(expression, context);
  if (target.kind === "variable") return target.index;
  const next = textBehind(target);
  return next === null ? null : variableBehind(c, next.expression, next.context);
}

function textBehind(target: Target): { readonly expression: Expression; readonly context: Context } | null {
  if (target.kind === "lazy") return target.binding;
  if (target.kind !== "text" || target.parameters.length > 0 || target.symbol?.binders != null) return null;
  return { expression: target.body, context: target.context };
}

/** What a variable is assigned: evaluated here, if it may bail out. */
function settled(c: Compiler, given: Symbolic): Symbolic {
  if (isSafe(given)) return given;
  const value = given.kind === "function" ? { ...given, checks: [] } : given;
  if (given.kind === "function") for (const check of given.checks) c.code.line(js`${check};`);
  const r = representationOf(value);
  return symbolicOf(
    r,
    leavesOf(value).map((leaf) => c.code.named(leaf)),
  );
}

function assignment(c: Compiler, variable: number, value: Symbolic, rest: Rest): void {
  const old = c.step[variable];
  if (value.kind === "failure") c.code.line(js`${BAIL};`);
  else if (old != null) provided(c, equality(c, old, value), rest);
  else c.assigning(variable, settled(c, value), rest);
}

/** `SUBSET S`, of which `x' \subseteq S` picks an element. */
function subsets(c: Compiler, set: Expression, at: Reference): Expression {
  return c.setup.lowering.call(builtins.get("SUBSET") as BuiltinSymbol, [set], at);
}

/** `x' \in S`: one way per element. */
function choice(c: Compiler, variable: number, right: Expression, { context, rest }: Site): void {
  const set = c.evaluate(right, context);
  const old = c.step[variable];
  if (set.kind === "failure") c.code.line(js`${BAIL};`);
  else if (old != null) provided(c, member(c, old, set), rest);
  else forEach(c, set, (element) => c.assigning(variable, element, rest));
}

/** UNCHANGED: variables keep their values; tuples and definitions of tuples are taken apart. */
function unchanged(c: Compiler, expression: Expression, site: Site): void {
  const { context, rest } = site;
  if (expression.kind === "tuple") {
    const from = (index: number): void => {
      const element = expression.elements[index];
      if (element === undefined) rest();
      else unchanged(c, element, { context, rest: () => from(index + 1) });
    };
    from(0);
    return;
  }
  if (expression.kind === "reference" && expression.args.length === 0) {
    const variable = variableBehind(c, expression, context);
    if (variable !== null) {
      assignment(c, variable, c.current[variable] as Symbolic, rest);
      return;
    }
    const target = c.resolver.resolve(expression, context);
    const inner = textBehind(target);
    if (inner !== null) {
      c.inside(() => unchanged(c, inner.expression, { context: inner.context, rest }));
      return;
    }
  }
  if (expression.kind === "reference" && expression.args.length > 0) throw new Unsupported("UNCHANGED of a call");
  provided(c, unchangedTruth(c, expression, context), rest);
}
