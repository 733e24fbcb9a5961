/** What a cfg says about constants, bound to the symbols of the program. */

import type { Config, ConfigValue, ConstantEntry } from "../../tla/config/config.ts";
import type { Report } from "../../tla/semantics/report.ts";
import { plural } from "../../tla/semantics/resolve.ts";
import {
  arityOf,
  type Meaning,
  type Program,
  type ResolvedModule,
  type ValueSymbol,
} from "../../tla/semantics/symbol.ts";
import type { Identifier } from "../../tla/syntax/tree.ts";
import { makeSet, modelValue, print, type Value, ValueError } from "../../values/index.ts";
import type { Override } from "./interpret/interpreter.ts";

export interface Constants {
  readonly overrides: ReadonlyMap<ValueSymbol, Override>;
  readonly tables: ReadonlyMap<ValueSymbol, ReadonlyMap<string, Value>>;
}

/** Binds all constant entries of `config`; what is wrong or missing goes to `report`. */
export function bindConstants(program: Program, config: Config, report: Report): Constants {
  const overrides = new Map<ValueSymbol, Override>();
  const tables = new Map<ValueSymbol, Map<string, Value>>();
  for (const entry of config.constants) bindEntry(program, config, entry, overrides, tables, report);
  for (const symbol of program.root.constants) {
    const { name } = symbol;
    // One that is given a wrong value has been reported already.
    if (overrides.has(symbol) || tables.has(symbol) || config.constants.some((c) => c.name === name)) continue;
    const fix = symbol.arity > 0 ? `CONSTANT ${name} <- SomeOperator` : `CONSTANT ${name} = value`;
    const location = config.source.locate({ start: 0, end: 0 });
    report.add("error", "E353", location, `the constant ${name} has no value; add to the configuration: ${fix}`, [
      { message: `${name} is declared here`, location: symbol.source.locate(symbol.span) },
    ]);
  }
  return { overrides, tables };
}

function bindEntry(
  program: Program,
  config: Config,
  entry: ConstantEntry,
  overrides: Map<ValueSymbol, Override>,
  tables: Map<ValueSymbol, Map<string, Value>>,
  report: Report,
): void {
  const { source } = config;
  const module = entry.module === null ? program.root : findModule(program, entry.module, config, report);
  if (module === null) return;
  const symbol = findSymbol(module, entry, config, report);
  if (symbol === null) return;
  const arity = arityOf(symbol);
  if (entry.kind === "operator") {
    const meaning = lookup(program.root, entry.operator.name);
    if (meaning === null || meaning.symbol.kind === "instance") {
      const message = `${entry.operator.name} is not defined in module ${program.root.name}`;
      report.error("E350", source, entry.operator.span, message);
      return;
    }
    const found = arityOf(meaning.symbol);
    if (found !== arity) {
      const message = `${entry.name} takes ${plural(arity, "argument")}, but ${entry.operator.name} takes ${found}`;
      report.error("E351", source, entry.operator.span, message);
      return;
    }
    refuseTwice(overrides.has(symbol), entry, config, report);
    overrides.set(symbol, { kind: "operator", meaning });
    return;
  }
  const value = valueOf(entry.value, config, report);
  if (value === null) return;
  if (entry.args !== null) {
    if (entry.args.length !== arity) {
      const message = `${entry.name} takes ${plural(arity, "argument")}, found ${entry.args.length}`;
      report.error("E351", source, entry.span, message);
      return;
    }
    const key = entry.args.map((arg) => valueOf(arg, config, report)).map((v) => (v === null ? "" : print(v)));
    let table = tables.get(symbol);
    if (table === undefined) {
      table = new Map();
      tables.set(symbol, table);
    }
    refuseTwice(table.has(key.join(", ")), entry, config, report);
    table.set(key.join(", "), value);
    return;
  }
  if (arity > 0) {
    const message = `${entry.name} takes ${plural(arity, "argument")}; give it an operator (${entry.name} <- SomeOperator) or a table (${entry.name}(a) = value)`;
    report.error("E351", source, entry.nameSpan, message);
    return;
  }
  refuseTwice(overrides.has(symbol), entry, config, report);
  overrides.set(symbol, { kind: "value", value });
}

function refuseTwice(given: boolean, entry: ConstantEntry, config: Config, report: Report): void {
  if (given) report.error("E357", config.source, entry.nameSpan, `${entry.name} is given a value twice`);
}

function findModule(program: Program, name: Identifier, config: Config, report: Report): ResolvedModule | null {
  const module = program.modules.find((m) => m.name === name.name);
  if (module !== undefined) return module;
  report.error("E350", config.source, name.span, `module ${name.name} is no part of this specification`);
  return null;
}

function findSymbol(module: ResolvedModule, entry: ConstantEntry, config: Config, report: Report): ValueSymbol | null {
  let scope = module;
  for (const step of entry.path) {
    const meaning = scope.scope.get(step.name)?.meaning;
    if (meaning?.symbol.kind !== "instance") {
      report.error("E350", config.source, step.span, `${step.name} is no instance in module ${scope.name}`);
      return null;
    }
    scope = meaning.symbol.target;
  }
  const meaning = scope.scope.get(entry.name)?.meaning;
  if (meaning === undefined || meaning.symbol.kind === "instance") {
    const message = `module ${scope.name} has no constant or definition named ${entry.name}`;
    // A value for a name that nothing uses changes nothing; TLC lets it pass. A replacement is meant to change something.
    if (entry.kind === "operator") report.error("E354", config.source, entry.nameSpan, message);
    else report.add("warning", "W351", config.source.locate(entry.nameSpan), `${message}; the value is not used`);
    return null;
  }
  if (meaning.symbol.kind === "variable") {
    report.error(
      "E354",
      config.source,
      entry.nameSpan,
      `${entry.name} is a variable; only Init and Next give it values`,
    );
    return null;
  }
  return meaning.symbol;
}

/** What `name`, which may be `M!Op`, means in `module`. */
export function lookup(module: ResolvedModule, name: string): Meaning | null {
  const parts = name.split("!");
  let scope = module;
  const chain: Meaning["chain"][number][] = [];
  for (const [i, part] of parts.entries()) {
    const meaning = part === "" ? undefined : scope.scope.get(part)?.meaning;
    if (meaning === undefined) return scope.scope.get(name)?.meaning ?? null;
    chain.push(...meaning.chain);
    if (i === parts.length - 1) return { symbol: meaning.symbol, chain };
    if (meaning.symbol.kind !== "instance" || meaning.symbol.parameters.length > 0) return null;
    chain.push({ instance: meaning.symbol, args: [] });
    scope = meaning.symbol.target;
  }
  return null;
}

function valueOf(value: ConfigValue, config: Config, report: Report): Value | null {
  switch (value.kind) {
    case "boolean":
    case "string":
      return value.value;
    case "modelValue":
      return modelValue(value.name);
    case "number": {
      const number = Number(value.value);
      if (Number.isSafeInteger(number)) return number;
      report.error(
        "E355",
        config.source,
        value.span,
        `${value.value} is too large: integers up to 2^53 - 1 are supported`,
      );
      return null;
    }
    case "set": {
      const elements: Value[] = [];
      for (const element of value.elements) {
        const made = valueOf(element, config, report);
        if (made === null) return null;
        elements.push(made);
      }
      try {
        return makeSet(elements);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        report.error("E355", config.source, value.span, error.message);
        return null;
      }
    }
  }
}
