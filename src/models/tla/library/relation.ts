/** Relation: properties and closures of relations, given as functions from pairs to Booleans. */

import { apply, functionOver, productSet, type Value } from "../../../values/index.ts";
import { functionOf, listed, pair, set, wrongKind } from "./argument.ts";
import { closeTransitively } from "./graph.ts";
import type { NativeModule, OperatorValue } from "./native.ts";

/** Are these two elements related? */
type Related = (x: Value, y: Value) => boolean;

type Property = (related: Related, over: readonly Value[]) => boolean;

const isReflexive: Property = (r, s) => s.every((x) => r(x, x));
const isIrreflexive: Property = (r, s) => s.every((x) => !r(x, x));
const isSymmetric: Property = (r, s) => s.every((x) => s.every((y) => r(x, y) === r(y, x)));
const isAntiSymmetric: Property = (r, s) => s.every((x) => s.every((y) => x === y || !(r(x, y) && r(y, x))));
const isAsymmetric: Property = (r, s) => s.every((x) => s.every((y) => !(r(x, y) && r(y, x))));
const isTransitive: Property = (r, s) =>
  s.every((x) => s.every((y) => !r(x, y) || s.every((z) => !r(y, z) || r(x, z))));
const isStrictPartialOrder: Property = (r, s) => isIrreflexive(r, s) && isAntiSymmetric(r, s) && isTransitive(r, s);
const isPartialOrder: Property = (r, s) => isReflexive(r, s) && isAntiSymmetric(r, s) && isTransitive(r, s);
const isStrictTotalOrder: Property = (r, s) =>
  isStrictPartialOrder(r, s) && s.every((x) => s.every((y) => x === y || r(x, y) || r(y, x)));
const isTotalOrder: Property = (r, s) => isPartialOrder(r, s) && s.every((x) => s.every((y) => r(x, y) || r(y, x)));

const properties: Readonly<Record<string, Property>> = {
  IsReflexive: isReflexive,
  IsIrreflexive: isIrreflexive,
  IsSymmetric: isSymmetric,
  IsAntiSymmetric: isAntiSymmetric,
  IsAsymmetric: isAsymmetric,
  IsTransitive: isTransitive,
  IsStrictlyPartiallyOrdered: isStrictPartialOrder,
  IsPartiallyOrdered: isPartialOrder,
  IsStrictlyTotallyOrdered: isStrictTotalOrder,
  IsTotallyOrdered: isTotalOrder,
};

function truth(value: Value, operator: string): boolean {
  if (typeof value !== "boolean") throw wrongKind(value, "a relation, with Boolean values", `${operator} (a value)`, 0);
  return value;
}

function relation(r: Value, operator: string): Related {
  const f = functionOf(r, operator, 1);
  return (x, y) => truth(apply(f, pair(x, y)), operator);
}

/** The transitive closure of the relation on the elements; reflexive too if asked for. */
function closure(related: Related, over: readonly Value[], reflexive: boolean): boolean[][] {
  const matrix = over.map((x) => over.map((y) => related(x, y)));
  closeTransitively(matrix);
  if (reflexive) for (let i = 0; i < matrix.length; i++) matrix[i]![i] = true;
  return matrix;
}

function closureFunction(r: Value, s: Value, operator: string, reflexive: boolean): Value {
  const over = set(s, operator, 2);
  const matrix = closure(relation(r, operator), listed(over, operator, 2), reflexive);
  return functionOver(productSet([over, over]), matrix.flat());
}

export const relations: NativeModule = () => {
  const natives: Record<string, (...args: never[]) => Value> = {
    TransitiveClosure: (r: Value, s: Value) => closureFunction(r, s, "TransitiveClosure", false),
    ReflexiveTransitiveClosure: (r: Value, s: Value) => closureFunction(r, s, "ReflexiveTransitiveClosure", true),
    IsConnected: (r: Value, s: Value) =>
      closure(relation(r, "IsConnected"), listed(s, "IsConnected", 2), true).every((row) => row.every((path) => path)),
  };
  for (const [name, property] of Object.entries(properties)) {
    const under = `${name}Under`;
    natives[name] = (r: Value, s: Value) => property(relation(r, name), listed(s, name, 2));
    natives[under] = (op: OperatorValue, s: Value) => property((x, y) => truth(op(x, y), under), listed(s, under, 2));
  }
  return natives;
};
