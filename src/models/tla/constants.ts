/** What a cfg says about constants, bound to the symbols of the program. */

import type { Config, ConfigValue, ConstantEntry } from "../../tla/config/config.ts";
import { Levels } from "../../tla/semantics/level.ts";
import type { Report } from "../../tla/semantics/report.ts";
import { plural } from "../../tla/semantics/resolve.ts";
import {
  arityOf,
  type ConstantSymbol,
  type Level,
  levelNames,
  type Meaning,
  type OperatorSymbol,
  type Program,
  type ResolvedModule,
  type ValueSymbol,
} from "../../tla/semantics/symbol.ts";
import type { Identifier } from "../../tla/syntax/tree.ts";
import { makeSet, modelValue, print, type Value, ValueError } from "../../values/index.ts";
import { Overrides, type Replacement } from "./core/overrides.ts";

export interface Constants {
  readonly overrides: Overrides;
  readonly constants: ReadonlyMap<ConstantSymbol, Value>;
  /** Cells of a table given in the cfg, `Op(a, b) = value`, by printed arguments. */
  readonly tables: ReadonlyMap<ConstantSymbol, ReadonlyMap<string, Value>>;
}

/** Binds all constant entries of `config`, and those given besides; what is wrong or missing goes to `report`. */
export function bindConstants(
  program: Program,
  config: Config,
  report: Report,
  given: readonly Config[] = [],
): Constants {
  const binder = new Binder(program, config, report);
  for (const entry of config.constants) binder.bind(entry);
  for (const one of given) binder.bindGiven(one);
  binder.requireAll();
  return binder;
}

class Binder implements Constants {
  readonly overrides = new Overrides();
  readonly constants = new Map<ConstantSymbol, Value>();
  readonly tables = new Map<ConstantSymbol, Map<string, Value>>();
  private readonly program: Program;
  /** Where the entry in hand stands. */
  private config: Config;
  private readonly report: Report;
  /** The constants that stand for definitions which the cfg gives a value. */
  private readonly standIns = new Map<ValueSymbol, ConstantSymbol>();
  /** What each has been given last, as text. */
  private readonly given = new Map<ValueSymbol, string>();
  /** Computed when something is replaced by an operator, which is rare. */
  private levels: Levels | null = null;
  /** The names of all entries, wrong ones too. */
  private readonly named = new Set<string>();

  constructor(program: Program, config: Config, report: Report) {
    this.program = program;
    this.config = config;
    this.report = report;
  }

  /** Binds what the command line gives: there a name that means nothing is an error. */
  bindGiven(given: Config): void {
    const { config } = this;
    this.config = given;
    for (const entry of given.constants) this.bind(entry, true);
    this.config = config;
  }

  bind(entry: ConstantEntry, mustMean = entry.kind === "operator"): void {
    const { program, config, report } = this;
    this.named.add(entry.name);
    const module = entry.module === null ? program.root : findModule(program, entry.module, config, report);
    if (module === null) return;
    const meaning = findMeaning(module, entry, { config, report, mustMean });
    if (meaning === null) return;
    if (entry.kind === "operator") this.bindOperator(meaning, entry);
    else this.bindValue(meaning, entry);
  }

  /** Reports the constants of the root module that have got nothing. */
  requireAll(): void {
    const { config, report } = this;
    for (const symbol of this.program.root.constants) {
      const { name } = symbol;
      // One that is given a wrong value has been reported already.
      if (this.given.has(symbol) || this.named.has(name)) continue;
      const fix = symbol.arity > 0 ? `CONSTANT ${name} <- SomeOperator` : `CONSTANT ${name} = value`;
      const location = config.source.locate({ start: 0, end: 0 });
      report.add("error", "E353", location, `the constant ${name} has no value; add to the configuration: ${fix}`, [
        { message: `${name} is declared here`, location: symbol.source.locate(symbol.span) },
      ]);
    }
  }

  private bindOperator(replaced: Named, entry: Extract<ConstantEntry, { kind: "operator" }>): void {
    const { program, report } = this;
    const { source } = this.config;
    const meaning = lookup(program.root, entry.operator.name);
    if (meaning === null || meaning.symbol.kind === "instance") {
      const message = `${entry.operator.name} is not defined in module ${program.root.name}`;
      report.error("E350", source, entry.operator.span, message);
      return;
    }
    const arity = arityOf(replaced.symbol);
    const found = arityOf(meaning.symbol);
    if (found !== arity) {
      const message = `${entry.name} takes ${plural(arity, "argument")}, but ${entry.operator.name} takes ${found}`;
      report.error("E351", source, entry.operator.span, message);
      return;
    }
    const level = replaced.symbol.kind === "constant" ? this.levelOf(meaning) : 0;
    if (level > 0) {
      const message = `the constant ${entry.name} needs something constant, but ${entry.operator.name} is of ${levelNames[level]} level`;
      report.error("E352", source, entry.operator.span, message);
      return;
    }
    this.give(replaced.symbol, `<- ${entry.operator.name}`, entry);
    this.replace(replaced, entry, { kind: "definition", meaning });
  }

  private levelOf(meaning: Meaning): Level {
    if (this.levels === null) {
      this.levels = new Levels(this.program);
      this.levels.settle();
    }
    return this.levels.ofMeaning(meaning);
  }

  private bindValue(meaning: Named, entry: Extract<ConstantEntry, { kind: "value" }>): void {
    const { config, report } = this;
    const { source } = config;
    const arity = arityOf(meaning.symbol);
    const value = valueOf(entry.value, config, report);
    if (value === null) return;
    if (entry.args === null && arity > 0) {
      const message = `${entry.name} takes ${plural(arity, "argument")}; give it an operator (${entry.name} <- SomeOperator) or a table (${entry.name}(a) = value)`;
      report.error("E351", source, entry.nameSpan, message);
      return;
    }
    if (entry.args !== null && entry.args.length !== arity) {
      const message = `${entry.name} takes ${plural(arity, "argument")}, found ${entry.args.length}`;
      report.error("E351", source, entry.span, message);
      return;
    }
    const symbol = this.constantFor(meaning, entry);
    if (entry.args === null) {
      this.give(meaning.symbol, print(value), entry);
      this.constants.set(symbol, value);
    } else {
      const cells = this.tables.get(symbol) ?? new Map<string, Value>();
      this.tables.set(symbol, cells);
      const key = entry.args.map((arg) => valueOf(arg, config, report)).map((v) => (v === null ? "" : print(v)));
      const before = cells.get(key.join(", "));
      if (before !== undefined && print(before) !== print(value)) this.warnOfSecond(entry);
      cells.set(key.join(", "), value);
    }
    if (entry.args !== null) this.given.set(meaning.symbol, "(…)");
  }

  /** The constant itself, or one that takes the place of the definition that is meant. */
  private constantFor(meaning: Named, entry: ConstantEntry): ConstantSymbol {
    const { symbol } = meaning;
    if (symbol.kind === "constant") return symbol;
    let standIn = this.standIns.get(symbol);
    if (standIn === undefined) {
      const { name, span, source, module } = symbol;
      standIn = { kind: "constant", name, arity: arityOf(symbol), module, span, source };
      this.standIns.set(symbol, standIn);
      this.replace(meaning, entry, { kind: "constant", symbol: standIn });
    }
    return standIn;
  }

  /** `Op <- [M] New` replaces the text of M's definition; without a module, the definition that the root has. */
  private replace({ symbol, chain }: Named, entry: ConstantEntry, by: Replacement): void {
    if (entry.module !== null && symbol.kind === "operator") this.overrides.replaceText(symbol, by);
    else this.overrides.replace({ symbol, chain }, by);
  }

  /** Notes what a constant is given. As for TLC, the last value counts. */
  private give(symbol: ValueSymbol, text: string, entry: ConstantEntry): void {
    const before = this.given.get(symbol);
    if (before !== undefined && before !== text) this.warnOfSecond(entry);
    this.given.set(symbol, text);
  }

  private warnOfSecond(entry: ConstantEntry): void {
    const message = `${entry.name} is given different values; the last one counts`;
    this.report.add("warning", "W352", this.config.source.locate(entry.nameSpan), message);
  }
}

function findModule(program: Program, name: Identifier, config: Config, report: Report): ResolvedModule | null {
  const module = program.modules.find((m) => m.name === name.name);
  if (module !== undefined) return module;
  report.error("E350", config.source, name.span, `module ${name.name} is no part of this specification`);
  return null;
}

/** What an entry of a cfg may give a value: a constant or a definition, seen through instances. */
interface Named extends Meaning {
  readonly symbol: ConstantSymbol | OperatorSymbol;
}

interface Asking {
  readonly config: Config;
  readonly report: Report;
  /** Is it an error when the name means nothing? */
  readonly mustMean: boolean;
}

function findMeaning(module: ResolvedModule, entry: ConstantEntry, asking: Asking): Named | null {
  const { config, report, mustMean } = asking;
  let scope = module;
  const chain: Meaning["chain"][number][] = [];
  for (const step of entry.path) {
    const meaning = scope.scope.get(step.name)?.meaning;
    if (meaning?.symbol.kind !== "instance") {
      report.error("E350", config.source, step.span, `${step.name} is no instance in module ${scope.name}`);
      return null;
    }
    chain.push(...meaning.chain, { instance: meaning.symbol, args: [] });
    scope = meaning.symbol.target;
  }
  const meaning = scope.scope.get(entry.name)?.meaning;
  const symbol = meaning?.symbol;
  if (meaning !== undefined && (symbol?.kind === "constant" || symbol?.kind === "operator")) {
    return { symbol, chain: [...chain, ...meaning.chain] };
  }
  if (symbol?.kind === "variable") {
    const message = `${entry.name} is a variable; only Init and Next give it values`;
    report.error("E354", config.source, entry.nameSpan, message);
    return null;
  }
  const message = `module ${scope.name} has no constant or definition named ${entry.name}`;
  // A value for a name that nothing uses changes nothing; TLC lets it pass. A replacement is meant to change something.
  if (mustMean) report.error("E354", config.source, entry.nameSpan, message);
  else report.add("warning", "W351", config.source.locate(entry.nameSpan), `${message}; the value is not used`);
  return null;
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
