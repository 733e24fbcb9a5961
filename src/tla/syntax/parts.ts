/** Which expressions stand directly in another, for looking through a text without knowing all its forms. */

import type { Definition, Expression } from "./tree.ts";

/** The expressions directly inside `expression`, arguments and bounds included, bodies of definitions not. */
export function partsOf(expression: Expression): readonly Expression[] {
  const sets = (bounds: readonly { readonly set: Expression | null }[]) =>
    bounds.flatMap(({ set }) => (set === null ? [] : [set]));
  switch (expression.kind) {
    case "number":
    case "string":
    case "at":
      return [];
    case "reference":
      return [...expression.args, ...expression.path.flatMap((step) => step.args)];
    case "junction":
      return expression.items;
    case "quantifier":
    case "setMap":
    case "functionLiteral":
      return [...sets(expression.bounds), expression.body];
    case "temporalQuantifier":
    case "lambda":
    case "label":
      return [expression.body];
    case "choose":
      return [...sets([expression.bound]), expression.body];
    case "setFilter":
      return [...sets([expression.bound]), expression.predicate];
    case "setEnumeration":
    case "tuple":
      return expression.elements;
    case "functionSet":
      return [expression.domain, expression.range];
    case "application":
      return [expression.fn, ...expression.args];
    case "record":
    case "recordSet":
      return expression.fields.map((field) => field.value);
    case "fieldAccess":
      return [expression.record];
    case "except":
      return [
        expression.base,
        ...expression.updates.flatMap((update) => [
          ...update.path.flatMap((step) => (step.kind === "index" ? step.args : [])),
          update.value,
        ]),
      ];
    case "product":
      return expression.factors;
    case "actionSubscript":
    case "fairness":
      return [expression.action, expression.subscript];
    case "if":
      return [expression.condition, expression.then, expression.else];
    case "case":
      return [
        ...expression.arms.flatMap((arm) => [arm.guard, arm.value]),
        ...(expression.other === null ? [] : [expression.other]),
      ];
    case "let":
      return [...expression.definitions.flatMap(definitionParts), expression.body];
    case "assumeProve":
      return [...expression.assumptions, expression.goal];
    case "newSymbol":
      return expression.set === null ? [] : [expression.set];
  }
}

function definitionParts(definition: Definition): readonly Expression[] {
  switch (definition.kind) {
    case "operator":
      return [definition.body];
    case "function":
      return [...definition.bounds.flatMap(({ set }) => (set === null ? [] : [set])), definition.body];
    case "instance":
      return definition.substitutions.map(({ value }) => value);
    case "recursive":
      return [];
  }
}
