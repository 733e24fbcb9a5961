/** The text of a system: one file for each module, and the cfg. */

import type { Assignment, Expression, Module, Parameter, Step, System, Unit, Value } from "./tree.ts";

/** Files by name; the root is Spec.tla with Spec.cfg. */
export function filesOf(system: System): Record<string, string> {
  const files = Object.fromEntries(system.modules.map((m) => [`${m.name}.tla`, moduleText(m, system)]));
  return { ...files, "Spec.cfg": cfgText(system) };
}

function cfgText({ assignments, invariants, steps }: System): string {
  const lines = ["INIT Init", "NEXT Next", "CHECK_DEADLOCK FALSE"];
  // What holds keeps the search going when all else is violated.
  lines.push(`INVARIANT ${["Holds", ...invariants].join(" ")}`);
  if (steps.length > 0) lines.push(`PROPERTY ${steps.map((name) => `Box${name}`).join(" ")}`);
  if (assignments.length > 0) lines.push("CONSTANTS", ...assignments.map((a) => `  ${assignmentText(a)}`));
  return `${lines.join("\n")}\n`;
}

function assignmentText(a: Assignment): string {
  if (a.kind === "value") return `${a.name} = ${valueText(a.value)}`;
  return `${a.name} <- ${a.module === null ? "" : `[${a.module}] `}${a.by}`;
}

function valueText(value: Value): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "object" ? `{${value.join(", ")}}` : String(value);
}

function moduleText(module: Module, system: System | null): string {
  const lines = [`---- MODULE ${module.name} ----`];
  const extended = system === null ? module.extends : ["Integers", ...module.extends];
  if (extended.length > 0) lines.push(`EXTENDS ${extended.join(", ")}`);
  if (module.constants.length > 0) lines.push(`CONSTANTS ${module.constants.map(parameterText).join(", ")}`);
  if (module.variables.length > 0) lines.push(`VARIABLES ${module.variables.join(", ")}`);
  for (const unit of module.units) lines.push(unitText(unit));
  if (module.name === "Spec" && system !== null) {
    const [some] = rootVariables(system);
    lines.push(`Holds == ${some === undefined ? "TRUE" : `${some} = ${some}`}`);
    for (const name of system.steps) lines.push(`Box${name} == [][${name}]_<<${rootVariables(system).join(", ")}>>`);
  }
  return `${lines.join("\n")}\n====\n`;
}

/** The variables of the root module, those of what it extends included. */
export function rootVariables(system: System): string[] {
  const found = new Set<string>();
  const visit = (module: Module): void => {
    for (const name of module.extends) {
      const extended = system.modules.find((m) => m.name === name);
      if (extended !== undefined) visit(extended);
    }
    for (const name of module.variables) found.add(name);
  };
  visit(system.modules.at(-1) as Module);
  return [...found];
}

function parameterText({ name, type }: Parameter): string {
  return type === "operator" ? `${name}(_)` : name;
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? "" : `(${items.join(", ")})`;
}

function unitText(unit: Unit): string {
  if (unit.kind === "module") return moduleText(unit.module, null).trimEnd();
  const local = unit.local ? "LOCAL " : "";
  if (unit.kind === "definition") {
    const underscores = unit.parameters.map(({ type }) => (type === "operator" ? "_(_)" : "_"));
    const recursive = unit.recursive ? `RECURSIVE ${unit.name}${listText(underscores)}\n` : "";
    return `${recursive}${local}${unit.name}${listText(unit.parameters.map(parameterText))} == ${text(unit.body)}`;
  }
  const head = unit.name === null ? "" : `${unit.name}${listText(unit.parameters.map(parameterText))} == `;
  const substitutions = unit.substitutions.map(([name, by]) => `${name} <- ${text(by)}`);
  return `${local}${head}INSTANCE ${unit.target}${substitutions.length > 0 ? ` WITH ${substitutions.join(", ")}` : ""}`;
}

const stepText = ({ name, args }: Step): string => `${name}${listText(args.map(text))}!`;

export function text(e: Expression): string {
  switch (e.kind) {
    case "number":
      return String(e.value);
    case "boolean":
      return e.value ? "TRUE" : "FALSE";
    case "set":
      return `{${e.elements.join(", ")}}`;
    case "reference":
      return `${e.path.map(stepText).join("")}${e.name}${listText(e.args.map(text))}`;
    case "binary":
      return e.op === "+" ? `((${text(e.left)} + ${text(e.right)}) % 3)` : `(${text(e.left)} ${e.op} ${text(e.right)})`;
    case "not":
      return `~(${text(e.body)})`;
    case "prime":
      return e.body.kind === "reference" && e.body.path.length === 0 && e.body.args.length === 0
        ? `${e.body.name}'`
        : `(${text(e.body)})'`;
    case "if":
      return `(IF ${text(e.test)} THEN ${text(e.yes)} ELSE ${text(e.no)})`;
    case "exists":
      return `(\\E ${e.name} \\in ${text(e.domain)} : ${text(e.body)})`;
    case "let":
      return `(LET ${e.units.map(unitText).join("\n     ")} IN ${text(e.body)})`;
    case "lambda":
      return `LAMBDA ${e.parameter} : ${text(e.body)}`;
  }
}
