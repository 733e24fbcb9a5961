/** What a cfg says about constants, bound to the symbols of the program. */

import type { Config, ConfigValue, ConstantEntry } from "../../tla/config/config.ts";
import { builtins } from "../../tla/semantics/builtin.ts";
import type { Findings, Report } from "../../tla/semantics/report.ts";
import { plural } from "../../tla/semantics/resolve.ts";
import { didYouMean } from "../../tla/semantics/scope.ts";
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
import {
  elements,
  ModelValue,
  makeSet,
  modelValue,
  print,
  SetValue,
  type Value,
  ValueError,
} from "../../values/index.ts";
import { Levels } from "./core/levels.ts";
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
  binder.refuseChains([config, ...given]);
  for (const entry of config.constants) binder.bind(entry);
  for (const one of given) binder.bindGiven(one);
  binder.requireAll();
  return binder;
}

type OperatorEntry = Extract<ConstantEntry, { kind: "operator" }>;

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
  /** Entries that are bound to nothing, because they are refused. */
  private readonly refused = new Set<ConstantEntry>();

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
    const { program, findings } = this;
    this.named.add(entry.name);
    if (this.refused.has(entry)) return;
    const module = entry.module === null ? program.root : findModule(program, entry.module, findings);
    if (module === null) return;
    const nothing = mustMean ? "error" : this.isModelValue(entry) ? "fine" : "odd";
    const meaning = findMeaning(module, entry, findings, (scope) => this.reportUnknown(entry, scope, nothing));
    if (meaning === null) return;
    if (entry.kind === "operator") this.bindOperator(meaning, entry);
    else this.bindValue(meaning, entry);
  }

  /** Says that the name of `entry` means nothing in `scope`, if that is not `fine`. */
  private reportUnknown(
    { name, nameSpan }: ConstantEntry,
    scope: ResolvedModule,
    what: "error" | "odd" | "fine",
  ): void {
    const message = `module ${scope.name} has no constant or definition named ${name}`;
    // What has an entry of its own was not meant here.
    const taken = new Set([...this.named, ...this.config.constants.map((entry) => entry.name)]);
    const near = didYouMean(
      name,
      givable(scope).filter((other) => !taken.has(other)),
    );
    // A value for a name that nothing uses changes nothing; TLC lets it pass. A replacement is meant to change something.
    if (what === "error") this.findings.error("E354", nameSpan, message + near);
    else if (what === "odd") this.findings.warning("W351", nameSpan, `${message}; the value is not used${near}`);
  }

  /** Is it `n1 = n1`, of a model value that the cfg uses? Many write so what need not be written; TLC lets it pass. */
  private isModelValue(entry: ConstantEntry): boolean {
    if (entry.kind !== "value" || entry.path.length > 0 || entry.module !== null) return false;
    if (entry.value.kind !== "modelValue" || entry.value.name !== entry.name) return false;
    return this.config.constants.some(
      (other) => other !== entry && other.kind === "value" && hasModelValue(other.value, entry.name),
    );
  }

  /** Takes what is wrong with the entry in hand. */
  private get findings(): Findings {
    return this.report.in(this.config.source);
  }

  /** Refuses `A <- B` beside `B <- C`: A could become what B is in the text, or what B becomes. */
  refuseChains(configs: readonly Config[]): void {
    const replacements = new Map<string, { readonly entry: OperatorEntry; readonly config: Config }>();
    for (const config of configs) {
      for (const entry of config.constants) {
        if (entry.module !== null) continue;
        const name = [...entry.path.map((step) => step.name), entry.name].join("!");
        if (entry.kind === "operator") replacements.set(name, { entry, config });
        else replacements.delete(name);
      }
    }
    for (const [name, { entry, config }] of replacements) {
      const by = entry.operator.name;
      if (!replacements.has(by)) continue;
      this.refused.add(entry);
      const message =
        by === name
          ? `${name} is replaced by itself; leave this entry out`
          : `${by} is replaced, too, so ${name} <- ${by} could mean two things; name a definition that is not replaced`;
      this.report.in(config.source).error("E357", entry.operator.span, message);
    }
  }

  /** Reports the constants of the root module that have got nothing. */
  requireAll(): void {
    const { findings } = this;
    for (const symbol of this.program.root.constants) {
      const { name } = symbol;
      // One that is given a wrong value has been reported already.
      if (this.given.has(symbol) || this.named.has(name)) continue;
      const fix = symbol.arity > 0 ? `CONSTANT ${name} <- SomeOperator` : `CONSTANT ${name} = value`;
      const message = `the constant ${name} has no value; add to the configuration: ${fix}`;
      findings.error("E353", { start: 0, end: 0 }, message, [
        { message: `${name} is declared here`, location: symbol.source.locate(symbol.span) },
      ]);
    }
  }

  private bindOperator(replaced: Named, entry: OperatorEntry): void {
    const { program, findings } = this;
    const meaning = lookup(program.root, entry.operator.name) ?? builtinNamed(entry.operator.name);
    if (meaning === null || meaning.symbol.kind === "instance") {
      const { name, span } = entry.operator;
      const near = didYouMean(name, givable(program.root));
      findings.error("E350", span, `${name} is not defined in module ${program.root.name}${near}`);
      return;
    }
    const arity = arityOf(replaced.symbol);
    const found = arityOf(meaning.symbol);
    if (found !== arity) {
      const message = `${entry.name} takes ${plural(arity, "argument")}, but ${entry.operator.name} takes ${found}`;
      findings.error("E351", entry.operator.span, message);
      return;
    }
    const level = replaced.symbol.kind === "constant" ? this.levelOf(meaning) : 0;
    if (level > 0) {
      const message = `the constant ${entry.name} needs something constant, but ${entry.operator.name} is of ${levelNames[level]} level`;
      findings.error("E352", entry.operator.span, message);
      return;
    }
    this.give(replaced.symbol, `<- ${entry.operator.name}`, entry);
    this.replace(replaced, entry, { kind: "definition", meaning });
  }

  /** The level of what a name of the module means before anything is replaced. */
  private levelOf(meaning: Meaning): Level {
    this.levels ??= new Levels(this.program);
    return this.levels.of(meaning);
  }

  private bindValue(meaning: Named, entry: Extract<ConstantEntry, { kind: "value" }>): void {
    const { findings } = this;
    const arity = arityOf(meaning.symbol);
    const value = valueOf(entry.value, findings);
    if (value === null) return;
    if (entry.args === null && arity > 0) {
      const message = `${entry.name} takes ${plural(arity, "argument")}; give it an operator (${entry.name} <- SomeOperator) or a table (${entry.name}(a) = value)`;
      findings.error("E351", entry.nameSpan, message);
      return;
    }
    if (entry.args !== null && entry.args.length !== arity) {
      const message = `${entry.name} takes ${plural(arity, "argument")}, found ${entry.args.length}`;
      findings.error("E351", entry.span, message);
      return;
    }
    const symbol = this.constantFor(meaning, entry);
    if (entry.args === null) {
      this.give(meaning.symbol, print(value), entry);
      this.constants.set(symbol, value);
    } else {
      const cells = this.tables.get(symbol) ?? new Map<string, Value>();
      this.tables.set(symbol, cells);
      const key = entry.args.map((arg) => valueOf(arg, findings)).map((v) => (v === null ? "" : print(v)));
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
    this.findings.warning("W352", entry.nameSpan, message);
  }
}

/** What the language gives a meaning without a definition: BOOLEAN and STRING. TRUE and FALSE are read as values. */
function builtinNamed(name: string): Meaning | null {
  const symbol = builtins.get(name);
  return symbol?.arity === 0 ? { symbol, chain: [] } : null;
}

function findModule(program: Program, name: Identifier, findings: Findings): ResolvedModule | null {
  const module = program.modules.find((m) => m.name === name.name);
  if (module !== undefined) return module;
  findings.error("E350", name.span, `module ${name.name} is no part of this specification`);
  return null;
}

/** What an entry of a cfg may give a value: a constant or a definition, seen through instances. */
interface Named extends Meaning {
  readonly symbol: ConstantSymbol | OperatorSymbol;
}

function hasModelValue(value: ConfigValue, name: string): boolean {
  if (value.kind === "set") return value.elements.some((element) => hasModelValue(element, name));
  return value.kind === "modelValue" && value.name === name;
}

/** What `entry` gives a value in `module`. `reportUnknown` is called when its name means nothing where it is looked for. */
function findMeaning(
  module: ResolvedModule,
  entry: ConstantEntry,
  findings: Findings,
  reportUnknown: (scope: ResolvedModule) => void,
): Named | null {
  let scope = module;
  const chain: Meaning["chain"][number][] = [];
  for (const step of entry.path) {
    const meaning = scope.scope.get(step.name)?.meaning;
    if (meaning?.symbol.kind !== "instance") {
      findings.error("E350", step.span, `${step.name} is no instance in module ${scope.name}`);
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
    findings.error("E354", entry.nameSpan, message);
    return null;
  }
  reportUnknown(scope);
  return null;
}

/** What a cfg may give values, or name as one: the constants and definitions of a module, without those of libraries. */
function givable({ scope }: ResolvedModule): string[] {
  return [...scope].flatMap(([name, { meaning }]) => {
    const { symbol } = meaning;
    const own = symbol.kind === "constant" || (symbol.kind === "operator" && !symbol.module.library);
    return own ? [name] : [];
  });
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

function valueOf(value: ConfigValue, findings: Findings): Value | null {
  switch (value.kind) {
    case "boolean":
    case "string":
      return value.value;
    case "modelValue":
      return modelValue(value.name);
    case "number": {
      const number = Number(value.value);
      if (Number.isSafeInteger(number)) return number;
      findings.error("E355", value.span, `${value.value} is too large: integers up to 2^53 - 1 are supported`);
      return null;
    }
    case "set": {
      const elements: Value[] = [];
      for (const element of value.elements) {
        const made = valueOf(element, findings);
        if (made === null) return null;
        elements.push(made);
      }
      try {
        return makeSet(elements);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        findings.error("E355", value.span, error.message);
        return null;
      }
    }
  }
}

/** The model values in a value of the cfg. */
export function modelValuesIn(value: Value): ModelValue[] {
  return atomsIn(value).filter((atom) => atom instanceof ModelValue);
}

/** The strings in one. */
export function stringsIn(value: Value): string[] {
  return atomsIn(value).filter((atom) => typeof atom === "string");
}

/** A value that is no set, or those in a set, however deep. */
function atomsIn(value: Value): Value[] {
  return value instanceof SetValue ? elements(value).flatMap(atomsIn) : [value];
}
