/** The parts of an expression: rebuilt one by one, or listed, so that others need not know all forms of the language. */

import type { Bound, Definition, ExceptStep, Expression } from "./tree.ts";

/** How the parts of an expression become those of a new one. References and LETs are no business of it. */
interface Rebuild {
  expression(part: Expression): Expression;
  bound(part: Bound): Bound;
}

/** The same expression made of new parts. Arguments of references and definitions of LETs stay as they are. */
export function rebuilt(e: Expression, { expression: go, bound }: Rebuild): Expression {
  switch (e.kind) {
    case "number":
    case "string":
    case "at":
    case "reference":
      return e;
    case "junction":
      return { ...e, items: e.items.map(go) };
    case "quantifier":
    case "setMap":
    case "functionLiteral":
      return { ...e, bounds: e.bounds.map(bound), body: go(e.body) };
    case "temporalQuantifier":
    case "lambda":
    case "label":
    case "let":
      return { ...e, body: go(e.body) };
    case "choose":
      return { ...e, bound: bound(e.bound), body: go(e.body) };
    case "setFilter":
      return { ...e, bound: bound(e.bound), predicate: go(e.predicate) };
    case "setEnumeration":
    case "tuple":
      return { ...e, elements: e.elements.map(go) };
    case "functionSet":
      return { ...e, domain: go(e.domain), range: go(e.range) };
    case "application":
      return { ...e, fn: go(e.fn), args: e.args.map(go) };
    case "record":
    case "recordSet":
      return { ...e, fields: e.fields.map((field) => ({ ...field, value: go(field.value) })) };
    case "fieldAccess":
      return { ...e, record: go(e.record) };
    case "except": {
      const step = (s: ExceptStep): ExceptStep => (s.kind === "index" ? { ...s, args: s.args.map(go) } : s);
      const updates = e.updates.map((u) => ({ ...u, path: u.path.map(step), value: go(u.value) }));
      return { ...e, base: go(e.base), updates };
    }
    case "product":
      return { ...e, factors: e.factors.map(go) };
    case "actionSubscript":
    case "fairness":
      return { ...e, action: go(e.action), subscript: go(e.subscript) };
    case "if":
      // biome-ignore lint/suspicious/noThenProperty: the branch of an IF, never awaited
      return { ...e, condition: go(e.condition), then: go(e.then), else: go(e.else) };
    case "case": {
      const arms = e.arms.map((arm) => ({ ...arm, guard: go(arm.guard), value: go(arm.value) }));
      return { ...e, arms, other: e.other === null ? null : go(e.other) };
    }
    case "assumeProve":
      return { ...e, assumptions: e.assumptions.map(go), goal: go(e.goal) };
    case "newSymbol":
      return { ...e, set: e.set === null ? null : go(e.set) };
  }
}

/** The expressions directly inside `e`, in the order in which `rebuilt` makes them: bounds and the texts of LET definitions included. */
export function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "number":
    case "string":
    case "at":
      return [];
    case "reference":
      return e.path.length === 0 ? e.args : [...e.args, ...e.path.flatMap(({ args }) => args)];
    case "junction":
      return e.items;
    case "quantifier":
    case "setMap":
    case "functionLiteral":
      return [...setsOf(e.bounds), e.body];
    case "let":
      return [...e.definitions.flatMap(definitionParts), e.body];
    case "temporalQuantifier":
    case "lambda":
    case "label":
      return [e.body];
    case "choose":
      return [...setsOf([e.bound]), e.body];
    case "setFilter":
      return [...setsOf([e.bound]), e.predicate];
    case "setEnumeration":
    case "tuple":
      return e.elements;
    case "functionSet":
      return [e.domain, e.range];
    case "application":
      return [e.fn, ...e.args];
    case "record":
    case "recordSet":
      return e.fields.map(({ value }) => value);
    case "fieldAccess":
      return [e.record];
    case "except":
      return [...e.updates.flatMap(({ path, value }) => [...path.flatMap(argumentsOf), value]), e.base];
    case "product":
      return e.factors;
    case "actionSubscript":
    case "fairness":
      return [e.action, e.subscript];
    case "if":
      return [e.condition, e.then, e.else];
    case "case":
      return [...e.arms.flatMap(({ guard, value }) => [guard, value]), ...(e.other === null ? [] : [e.other])];
    case "assumeProve":
      return [...e.assumptions, e.goal];
    case "newSymbol":
      return e.set === null ? [] : [e.set];
  }
}

/** The parts of which one is the value of `e`, whichever way is taken; none where its value is that of no part. */
export function branchesOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "if":
      return [e.then, e.else];
    case "case": {
      const values = e.arms.map(({ value }) => value);
      return e.other === null ? values : [...values, e.other];
    }
    case "let":
    case "label":
      return [e.body];
    default:
      return [];
  }
}

function setsOf(bounds: readonly Bound[]): readonly Expression[] {
  return bounds.flatMap(({ set }) => (set === null ? [] : [set]));
}

function argumentsOf(step: ExceptStep): readonly Expression[] {
  return step.kind === "index" ? step.args : [];
}

function definitionParts(definition: Definition): readonly Expression[] {
  switch (definition.kind) {
    case "operator":
      return [definition.body];
    case "function":
      return [...setsOf(definition.bounds), definition.body];
    case "instance":
      return definition.substitutions.map(({ value }) => value);
    case "recursive":
      return [];
  }
}
