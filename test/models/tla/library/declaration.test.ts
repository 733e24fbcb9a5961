import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { nativeModules } from "../../../../src/models/tla/library/index.ts";
import { libraryModules } from "../../../../src/tla/library/index.ts";
import { loadProgram } from "../../../../src/tla/semantics/load.ts";
import { parseModules } from "../../../../src/tla/syntax/module.ts";
import { Source } from "../../../../src/tla/syntax/source.ts";
import { world } from "./harness.ts";

/** Declared so that specs can be read; without a meaning, so that using one is an error. */
const unsupported: ReadonlySet<string> = new Set([
  "NaturalsInduction!NatInductiveDefHypothesis",
  "NaturalsInduction!NatInductiveDefConclusion",
  "NaturalsInduction!FiniteNatInductiveDefHypothesis",
  "WellFoundedInduction!IsWellFoundedOn",
  "WellFoundedInduction!WFDefOn",
  "WellFoundedInduction!OpDefinesFcn",
  "WellFoundedInduction!WFInductiveUnique",
  "SVG!NodesOfDirectedMultiGraph",
  "DifferentialEquations!Integrate",
]);

interface Declared {
  readonly name: string;
  readonly arity: number;
  readonly native: boolean;
}

function declarations(name: string, text: string): Declared[] {
  const { modules, diagnostics } = parseModules(new Source(name, text));
  expect(diagnostics).toEqual([]);
  expect(modules.map((m) => m.name)).toEqual([name]);
  return modules[0]!.units.flatMap((unit) => {
    if (unit.kind !== "operator") return [];
    const native = unit.body.kind === "reference" && unit.body.name === "NATIVE";
    return [{ name: unit.name, arity: unit.parameters.length, native }];
  });
}

const language = readFileSync(new URL("../../../../docs/language.md", import.meta.url), "utf8");

/** The rows of a module's table in docs/language.md: operator and whether it is supported. */
function documented(module: string): Map<string, string> {
  const section = language.split(/^### /m).find((part) => part.startsWith(`${module}\n`)) ?? "";
  const rows = new Map<string, string>();
  for (const line of section.split("\n").filter((text) => text.startsWith("| `"))) {
    const [, operators, support] = line.replaceAll("\\|", "\0").split("|");
    for (const [, operator] of operators!.matchAll(/`([^`]+)`/g)) {
      rows.set(operator!.replaceAll("\0", "|"), support!.trim());
    }
  }
  expect([...rows.values()].filter((support) => !["yes", "partly", "no"].includes(support))).toEqual([]);
  return rows;
}

describe.each([...libraryModules])("module %s", (name, text) => {
  const declared = declarations(name, text);
  const natives = nativeModules.get(name)?.(world()) ?? {};

  test("can be loaded alone, without a diagnostic", () => {
    const spec = `---- MODULE Spec ----\nEXTENDS ${name}\n====`;
    const { program, diagnostics } = loadProgram("Spec.tla", { read: (path) => (path === "Spec.tla" ? spec : null) });
    expect(diagnostics).toEqual([]);
    expect(program).not.toBeNull();
  });

  test("declares exactly the operators that TypeScript implements, with their arity", () => {
    const wanted = declared.filter((d) => d.native && !unsupported.has(`${name}!${d.name}`));
    const found = Object.entries(natives).map(([operator, native]) => [operator, native.length]);
    expect(found.sort()).toEqual(wanted.map((d) => [d.name, d.arity]).sort());
    const without = declared.filter((d) => unsupported.has(`${name}!${d.name}`));
    expect(without.every((d) => d.native)).toBe(true);
  });

  test("is documented operator by operator", () => {
    if (name === "TLAPS") return;
    const rows = documented(name);
    expect([...rows.keys()].sort()).toEqual(declared.map((d) => d.name).sort());
    for (const { name: operator } of declared) {
      expect(rows.get(operator) === "no", `${name}!${operator}`).toBe(
        unsupported.has(`${name}!${operator}`) || refused.has(`${name}!${operator}`),
      );
    }
  });
});

/** Implemented or defined only to be refused, with a message of their own. */
const refused: ReadonlySet<string> = new Set([
  "RealTime!RTBound",
  "Reals!Infinity",
  "IOUtils!IOExec",
  "IOUtils!IOEnvExec",
  "IOUtils!IOExecTemplate",
  "IOUtils!IOEnvExecTemplate",
]);
