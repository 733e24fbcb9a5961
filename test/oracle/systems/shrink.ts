/** Smaller versions of a system of modules. */

import { text } from "./print.ts";
import type { Expression, Module, System, Unit } from "./tree.ts";

/** The smallest version found, by single steps, that still `fails`. */
export async function shrink(system: System, fails: (candidate: System) => Promise<boolean>): Promise<System> {
  let best = system;
  for (let tries = 0; tries < 3000; ) {
    let next: System | null = null;
    for (const candidate of smaller(best)) {
      if (++tries >= 3000) break;
      if (await fails(candidate).catch(() => false)) {
        next = candidate;
        break;
      }
    }
    if (next === null) break;
    best = next;
  }
  return best;
}

function* smaller(system: System): Iterable<System> {
  const { modules, assignments, invariants, steps } = system;
  for (const i of modules.slice(0, -1).keys()) yield { ...system, modules: modules.toSpliced(i, 1) };
  for (const i of assignments.keys()) yield { ...system, assignments: assignments.toSpliced(i, 1) };
  for (const i of invariants.keys()) yield { ...system, invariants: invariants.toSpliced(i, 1) };
  for (const i of steps.keys()) yield { ...system, steps: steps.toSpliced(i, 1) };
  for (const [i, assignment] of assignments.entries()) {
    const isOperator = modules.some((m) =>
      m.constants.some((c) => c.type === "operator" && c.name === assignment.name),
    );
    if (assignment.kind !== "operator" || assignment.module !== null || isOperator) continue;
    for (const value of [0, true]) {
      const simpler = { kind: "value", name: assignment.name, value } as const;
      yield { ...system, assignments: assignments.with(i, simpler) };
    }
  }
  for (const [i, module] of modules.entries()) {
    for (const other of smallerModule(module)) yield { ...system, modules: modules.with(i, other) };
  }
}

function* smallerModule(module: Module): Iterable<Module> {
  const { units, constants, variables } = module;
  for (const i of units.keys()) yield { ...module, units: units.toSpliced(i, 1) };
  for (const i of module.extends.keys()) yield { ...module, extends: module.extends.toSpliced(i, 1) };
  for (const i of constants.keys()) yield { ...module, constants: constants.toSpliced(i, 1) };
  for (const i of variables.keys()) yield { ...module, variables: variables.toSpliced(i, 1) };
  for (const [i, unit] of units.entries()) {
    for (const other of smallerUnit(unit)) yield { ...module, units: units.with(i, other) };
  }
}

function* smallerUnit(unit: Unit): Iterable<Unit> {
  if (unit.kind === "module") {
    for (const module of smallerModule(unit.module)) yield { ...unit, module };
    return;
  }
  if (unit.local) yield { ...unit, local: false };
  if (unit.kind === "definition") {
    if (unit.recursive) yield { ...unit, recursive: false };
    for (const body of smallerExpression(unit.body)) yield { ...unit, body };
    return;
  }
  const { substitutions } = unit;
  for (const [i, [name, by]] of substitutions.entries()) {
    yield { ...unit, substitutions: substitutions.toSpliced(i, 1) };
    for (const other of smallerExpression(by)) yield { ...unit, substitutions: substitutions.with(i, [name, other]) };
  }
}

const plain: readonly Expression[] = [
  { kind: "number", value: 0 },
  { kind: "number", value: 1 },
  { kind: "boolean", value: true },
  { kind: "boolean", value: false },
];

/** Ill-typed candidates cost a try: the oracle refuses them. */
function* smallerExpression(e: Expression): Iterable<Expression> {
  const size = text(e).length;
  for (const other of plain) if (text(other).length < size || (size === 5 && text(other) === "TRUE")) yield other;
  for (const part of partsOf(e)) if (part.kind !== "lambda") yield part;
  yield* withSmallerPart(e);
}

function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "number":
    case "boolean":
    case "set":
      return [];
    case "reference":
      return e.args;
    case "binary":
      return [e.left, e.right];
    case "not":
    case "prime":
    case "lambda":
    case "let":
      return [e.body];
    case "if":
      return [e.yes, e.no, e.test];
    case "exists":
      return [e.body];
  }
}

function* withSmallerPart(e: Expression): Iterable<Expression> {
  switch (e.kind) {
    case "reference":
      for (const [i, arg] of e.args.entries()) {
        for (const other of smallerExpression(arg)) yield { ...e, args: e.args.with(i, other) };
      }
      for (const [i, step] of e.path.entries()) {
        for (const [j, arg] of step.args.entries()) {
          for (const other of smallerExpression(arg)) {
            yield { ...e, path: e.path.with(i, { ...step, args: step.args.with(j, other) }) };
          }
        }
      }
      return;
    case "binary":
      for (const left of smallerExpression(e.left)) yield { ...e, left };
      for (const right of smallerExpression(e.right)) yield { ...e, right };
      return;
    case "not":
    case "prime":
    case "lambda":
      for (const body of smallerExpression(e.body)) yield { ...e, body };
      return;
    case "if":
      for (const test of smallerExpression(e.test)) yield { ...e, test };
      for (const yes of smallerExpression(e.yes)) yield { ...e, yes };
      for (const no of smallerExpression(e.no)) yield { ...e, no };
      return;
    case "exists":
      for (const domain of smallerExpression(e.domain)) yield { ...e, domain };
      for (const body of smallerExpression(e.body)) yield { ...e, body };
      return;
    case "let":
      for (const [i, unit] of e.units.entries()) {
        for (const other of smallerUnit(unit)) yield { ...e, units: e.units.with(i, other) };
      }
      for (const body of smallerExpression(e.body)) yield { ...e, body };
      return;
    default:
      return;
  }
}
