/** The configurations of `specs/vfio` are written within what the reference checker, TLC, accepts. */

import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Config, type ConstantEntry, parseConfig } from "../../src/tla/config/index.ts";
import { parseModules } from "../../src/tla/syntax/module.ts";
import { Source } from "../../src/tla/syntax/source.ts";
import type { Expression } from "../../src/tla/syntax/tree.ts";
import { folder, runs } from "./tables.ts";

type ConfigValue = Extract<ConstantEntry, { kind: "value" }>["value"];

/** The texts of the operators by name: what is asked has one name in all modules. */
const definitions = new Map<string, Expression>();
/** Operators that say `Possible` or `PossibleBy`, themselves or by way of others. */
const possibilities = new Set(["Possible", "PossibleBy"]);

const modules = [folder, join(folder, "seeded")].flatMap((place) =>
  readdirSync(place).flatMap((file) => (file.endsWith(".tla") ? [join(place, file)] : [])),
);
const sources = modules.map((path) => new Source(path, readFileSync(path, "utf8")));
const operators = sources.flatMap((source) =>
  parseModules(source).modules.flatMap(({ units }) =>
    units.flatMap((unit) =>
      unit.kind === "operator" ? [{ ...unit, text: source.text.slice(unit.span.start, unit.span.end) }] : [],
    ),
  ),
);
for (const { name, body } of operators) definitions.set(name, body);
for (let before = 0; before < possibilities.size; ) {
  before = possibilities.size;
  for (const { name, text } of operators) {
    const words = text.replace(/\\\*.*/g, "").match(/\w+/g) ?? [];
    if (words.some((word) => word !== name && possibilities.has(word))) possibilities.add(name);
  }
}

const configs = runs.map(({ config }) => {
  const source = new Source(config, readFileSync(join(folder, config), "utf8"));
  return [config, parseConfig(source).config] as const;
});

describe("each configuration", () => {
  it("asks for each property once", () => {
    const twice = configs.flatMap(([name, { invariants, properties }]) =>
      repeated([...invariants, ...properties].map((one) => one.name)).map((property) => `${name}: ${property}`),
    );
    expect(twice).toEqual([]);
  });

  it("gives each constant once, a number from 0, a string, TRUE or FALSE, a name, or a set of those", () => {
    const wrong = configs.flatMap(([name, { constants }]) => [
      ...repeated(constants.map((constant) => constant.name)).map((constant) => `${name}: ${constant} twice`),
      ...constants.filter((entry) => !isPlain(entry)).map((entry) => `${name}: ${entry.name}`),
    ]);
    expect(wrong).toEqual([]);
  });

  it("has 'possible' in its name if, and only if, it asks what is possible", () => {
    const wrong = configs.filter(([name, { invariants, properties }]) => {
      const asks = [...invariants, ...properties].some((one) => possibilities.has(one.name));
      return asks !== basename(name, ".cfg").endsWith("possible");
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it("has no PROPERTY that is a tautology, since all that it speaks of is absent", () => {
    const wrong = configs.flatMap(([name, config]) =>
      config.properties.flatMap((property) =>
        asksSomething(definitions.get(property.name) as Expression, config) ? [] : [`${name}: ${property.name}`],
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("has what TLC knows, and nothing else", () => {
    const wrong = configs.filter(([, { init, next, specification, possible, periodic, reward }]) => {
      const behavior = specification !== null && init === null && next === null;
      return !behavior || possible.length > 0 || periodic.length > 0 || reward !== null;
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });
});

function repeated(names: readonly string[]): string[] {
  return names.filter((name, at) => names.indexOf(name) < at);
}

function isPlain(entry: ConstantEntry): boolean {
  if (entry.kind === "operator") return entry.path.length === 0;
  const plain = (value: ConfigValue): boolean =>
    value.kind === "set" ? value.elements.every(plain) : value.kind !== "number" || value.value >= 0n;
  return entry.args === null && plain(entry.value);
}

/** False for a conjunction of `\A` over empty sets. */
function asksSomething(formula: Expression, config: Config): boolean {
  if (formula.kind === "junction") return formula.items.some((item) => asksSomething(item, config));
  if (formula.kind !== "quantifier") return true;
  return formula.bounds.every(({ set }) => members(set as Expression, config).length > 0);
}

/** The members of a set of model values. */
function members(set: Expression, config: Config): string[] {
  if (set.kind !== "reference") throw new Error(`a set that is not known: ${set.kind}`);
  const { name, args } = set;
  const [left, right] = args.map((one) => members(one, config));
  if (name === "\\cup") return [...(left as string[]), ...(right as string[])];
  if (name === "\\") return (left as string[]).filter((one) => !right?.includes(one));
  const constant = config.constants.find((entry) => entry.name === name);
  if (constant === undefined) return members(definitions.get(name) as Expression, config);
  if (constant.kind !== "value" || constant.value.kind !== "set") throw new Error(`${name} is no set`);
  return constant.value.elements.flatMap((one) => (one.kind === "modelValue" ? [one.name] : []));
}
