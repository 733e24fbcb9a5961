/** Reads the units of a module in order and builds its scope: declarations, definitions, EXTENDS, INSTANCE. */

import type { Span } from "../syntax/source.ts";
import type { Expression, Identifier, Instance, Module, Unit } from "../syntax/tree.ts";
import { checkLabels } from "./labels.ts";
import type { Findings, Report } from "./report.ts";
import {
  bindParameter,
  type DefinitionSink,
  plural,
  type ResolveContext,
  refuseInRecursion,
  reportUndefined,
  resolveArgument,
  resolveDefinition,
  resolveExpression,
  sameOrigin,
} from "./resolve.ts";
import { didYouMean, earlierPlace, isPassedOn, LocalScope, ModuleScope, reportDuplicate } from "./scope.ts";
import {
  type Assumption,
  arityOf,
  type ConstantSymbol,
  type InstanceSymbol,
  type Meaning,
  type OperatorSymbol,
  type Replacement,
  type ResolvedModule,
  type Tables,
  takesOperators,
  type VariableSymbol,
} from "./symbol.ts";
import { type Declarations, type DeclaredSymbol, declaredBefore, firstDeclared } from "./unify.ts";
import { lambdaOf } from "./written.ts";

/** What the reader of a module needs from its program. */
interface ModuleHost {
  readonly tables: Tables;
  readonly report: Report;
  readonly declarations: Declarations;
  /** The module `name` as seen from a file; reports and returns null when there is none. */
  load(name: Identifier, from: Module): ResolvedModule | null;
  /** Called when a module, nested ones included, has been read completely. */
  completed(module: ResolvedModule): void;
}

/** Mutable while the module is being read. */
interface Draft extends ResolvedModule {
  readonly extended: ResolvedModule[];
  readonly constants: ConstantSymbol[];
  readonly variables: VariableSymbol[];
  readonly assumptions: Assumption[];
  readonly definitions: (OperatorSymbol | InstanceSymbol)[];
}

type Statement = Extract<Unit, { kind: "assume" | "theorem" }>;

/** Resolves all of `tree`. `outer` is the scope of the enclosing module for a nested one. */
export function resolveModule(
  host: ModuleHost,
  tree: Module,
  library: boolean,
  outer: ModuleScope | null,
): ResolvedModule {
  return new ModuleReader(host, tree, new ModuleScope(outer, library)).read();
}

/** Reads one module: its scope grows from unit to unit. */
class ModuleReader implements DefinitionSink {
  readonly pending = new Map<string, OperatorSymbol>();
  private readonly host: ModuleHost;
  private readonly tree: Module;
  private readonly scope: ModuleScope;
  private readonly module: Draft;
  private readonly report: Findings;
  private readonly context: ResolveContext;

  constructor(host: ModuleHost, tree: Module, scope: ModuleScope) {
    this.host = host;
    this.tree = tree;
    this.scope = scope;
    this.module = {
      name: tree.name,
      tree,
      source: tree.source,
      library: scope.library,
      extended: [],
      constants: [],
      variables: [],
      scope: scope.entries,
      assumptions: [],
      definitions: [],
    };
    this.report = host.report.in(tree.source);
    this.context = {
      source: tree.source,
      scope,
      tables: host.tables,
      report: this.report,
      module: this.module,
      makeInstance: (unit, local) => makeInstance(host, this.context, unit, local),
    };
  }

  read(): ResolvedModule {
    for (const name of this.tree.extends) {
      const extended = this.scope.findModule(name.name) ?? this.host.load(name, this.tree);
      if (extended !== null) this.extend(extended, name.span);
    }
    for (const unit of this.tree.units) this.unit(unit);
    reportUndefined(this.context, this);
    this.host.completed(this.module);
    return this.module;
  }

  earlier(name: string): Meaning | null {
    return this.scope.taken(name, null);
  }

  define(name: string, meaning: Meaning, local: boolean, passedOn = false): void {
    this.scope.entries.set(name, { meaning, local, passedOn });
  }

  private extend(extended: ResolvedModule, span: Span): void {
    const { module, scope } = this;
    module.extended.push(extended);
    for (const [key, entry] of extended.scope) {
      if (entry.local) continue;
      const passedOn = isPassedOn(entry, extended);
      const earlier = scope.entries.get(key);
      if (earlier === undefined || (earlier.passedOn && !passedOn)) scope.entries.set(key, { ...entry, passedOn });
      else if (!passedOn && !sameOrigin(earlier.meaning, entry.meaning)) {
        this.clash(span, earlier.meaning, entry.meaning);
      }
    }
    addNew(module.constants, extended.constants);
    addNew(module.variables, extended.variables);
    addNew(module.assumptions, extended.assumptions);
  }

  private unit(unit: Unit): void {
    const { module, host } = this;
    const { source } = this.tree;
    switch (unit.kind) {
      case "constants":
        for (const { name, arity, span } of unit.declarations) {
          const symbol: ConstantSymbol = { kind: "constant", name, arity, module, span, source };
          if (this.declare(symbol)) module.constants.push(symbol);
        }
        return;
      case "variables":
        for (const { name, span } of unit.names) {
          const symbol: VariableSymbol = { kind: "variable", name, module, span, source };
          if (this.declare(symbol)) module.variables.push(symbol);
        }
        return;
      case "assume":
        this.statement(unit, null);
        // An axiom is for proofs and often speaks of infinite sets; TLC does not evaluate it either.
        if (!unit.axiom) module.assumptions.push({ name: unit.name, body: unit.body, span: unit.body.span, source });
        return;
      case "theorem":
        // A scope of its own, so that NEW names of ASSUME/PROVE stay inside.
        this.statement(unit, new LocalScope(null));
        return;
      case "module":
        this.nested(unit.module);
        return;
      default: {
        resolveDefinition(this.context, unit, null, this);
        const symbol = host.tables.definitions.get(unit);
        if (symbol !== undefined) module.definitions.push(symbol);
      }
    }
  }

  /** Whether `symbol` is new. */
  private declare(symbol: DeclaredSymbol): boolean {
    const { kind, name, span } = symbol;
    const earlier = this.earlier(name);
    if (earlier !== null && declaredBefore(earlier.symbol, symbol) !== null && this.scope.entries.has(name)) {
      const message = `the ${kind} ${name} is declared twice; the first declaration is used`;
      this.report.warning("W205", span, message, earlierPlace(earlier));
      return false;
    }
    if (earlier !== null) reportDuplicate(this.report, span, `the ${kind} ${name}`, earlier);
    this.define(name, { symbol, chain: [] }, false);
    return true;
  }

  /** Two extended modules give one name two meanings: SANY warns if both are of a kind, and refuses otherwise. */
  private clash(span: Span, kept: Meaning, dropped: Meaning): void {
    const { name } = kept.symbol;
    const notes = [...earlierPlace(kept), ...earlierPlace(dropped)];
    const declared = declaredBefore(kept.symbol, dropped.symbol);
    if (declared !== null) {
      const { declarations } = this.host;
      const [first, again] = declared.map((symbol) => firstDeclared(declarations, symbol)) as typeof declared;
      if (first !== again) declarations.set(again, first);
      const message = `two extended modules declare ${name}; they mean one ${first.kind}`;
      this.report.warning("W205", span, message, notes);
    } else if (kept.symbol.kind === dropped.symbol.kind) {
      const message = `two extended modules define ${name} differently; the first definition is used`;
      this.report.warning("W201", span, message, notes);
    } else {
      const message = `two extended modules give ${name} different kinds of meaning`;
      this.report.error("E202", span, message, notes);
    }
  }

  /** An assumption or a theorem. A name makes it a definition. */
  private statement({ kind, name, body, nameSpan, span }: Statement, local: LocalScope | null): void {
    const { context, module } = this;
    refuseInRecursion(context, this.pending, span, kind === "assume" ? "an assumption" : "a theorem");
    resolveExpression(context, body, local);
    checkLabels(context, body, name === null ? null : []);
    if (name === null) return;
    const symbol: OperatorSymbol = {
      kind: "operator",
      name,
      fix: "name",
      parameters: [],
      binders: null,
      body,
      module,
      local: false,
      recursive: false,
      defined: true,
      role: kind === "assume" ? "assumption" : "theorem",
      span: nameSpan,
      source: this.tree.source,
    };
    const earlier = this.earlier(name);
    if (earlier !== null) reportDuplicate(this.report, nameSpan, `the name ${name}`, earlier);
    this.define(name, { symbol, chain: [] }, false);
    module.definitions.push(symbol);
  }

  private nested(tree: Module): void {
    const nested = resolveModule(this.host, tree, this.scope.library, this.scope);
    if (this.scope.findModule(nested.name) !== null) {
      this.report.error("E202", tree.nameSpan, `a module ${nested.name} is already defined here`);
    }
    this.scope.modules.set(nested.name, nested);
  }
}

function addNew<T>(to: T[], from: readonly T[]): void {
  for (const item of from) if (!to.includes(item)) to.push(item);
}

function makeInstance(
  host: ModuleHost,
  context: ResolveContext,
  unit: Instance,
  local: LocalScope | null,
): InstanceSymbol | null {
  const { report, source, scope } = context;
  const own = new LocalScope(local, false);
  const parameters = unit.parameters.map((p) => bindParameter(context, p, own));
  const target = scope.findModule(unit.module.name) ?? host.load(unit.module, context.module.tree);
  if (target === null) {
    for (const { value } of unit.substitutions) resolveArgument(context, value, 0, own);
    return null;
  }
  const declared = new Map<string, ConstantSymbol | VariableSymbol>();
  for (const symbol of [...target.constants, ...target.variables]) declared.set(symbol.name, symbol);
  const substitutions = new Map<ConstantSymbol | VariableSymbol, Replacement>();
  for (const substitution of unit.substitutions) {
    const symbol = declared.get(substitution.name);
    if (symbol === undefined) {
      const message = `module ${target.name} declares no constant or variable ${substitution.name} to substitute`;
      report.error("E212", substitution.nameSpan, message + didYouMean(substitution.name, declared.keys()));
      resolveArgument(context, substitution.value, 0, own);
      continue;
    }
    if (substitutions.has(symbol)) {
      report.error("E213", substitution.nameSpan, `${substitution.name} is substituted twice`);
    }
    const arity = symbol.kind === "constant" ? symbol.arity : 0;
    resolveArgument(context, substitution.value, arity, own);
    substitutions.set(symbol, replacement(context, substitution.value, arity));
  }
  for (const symbol of declared.values()) {
    if (substitutions.has(symbol)) continue;
    const implicit = implicitReplacement(context, symbol, own, unit);
    if (implicit !== null) substitutions.set(symbol, implicit);
  }
  return {
    kind: "instance",
    name: unit.name ?? "",
    parameters,
    target,
    substitutions,
    local: unit.local,
    module: context.module,
    span: unit.name === null ? unit.module.span : unit.nameSpan,
    source,
  };
}

function replacement(context: ResolveContext, value: Expression, arity: number): Replacement {
  if (arity === 0 || value.kind === "lambda") return { kind: "expression", expression: value };
  const meaning = value.kind === "reference" ? context.tables.meanings.get(value) : undefined;
  const symbol = meaning?.symbol;
  // What it reads is known where the INSTANCE stands, as with a LAMBDA.
  if (symbol?.kind === "operator" && symbol.role === "part") {
    return { kind: "expression", expression: lambdaOf(symbol, value.span, context.tables) };
  }
  return meaning === undefined ? { kind: "expression", expression: value } : { kind: "operator", meaning };
}

/** Without WITH, a declared name is replaced by what the same name means where the INSTANCE stands. */
function implicitReplacement(
  context: ResolveContext,
  symbol: ConstantSymbol | VariableSymbol,
  local: LocalScope,
  unit: Instance,
): Replacement | null {
  const { name } = symbol;
  const meaning = context.scope.lookup(name, local);
  if (meaning === null || meaning.symbol.kind === "instance") {
    const message = `INSTANCE ${unit.module.name} needs a value for its ${symbol.kind} ${name}: add WITH ${name} <- …`;
    context.report.error("E211", unit.module.span, message, [
      { message: `${name} is declared here`, location: symbol.source.locate(symbol.span) },
    ]);
    return null;
  }
  const takes = symbol.kind === "constant" ? symbol.arity : 0;
  const found = arityOf(meaning.symbol);
  if (takes !== found || takesOperators(meaning.symbol)) {
    const what = takes === 0 ? "a value" : `an operator with ${plural(takes, "parameter")}`;
    const given = takesOperators(meaning.symbol) ? "one that takes operators" : `one with ${found}`;
    const message = `INSTANCE ${unit.module.name} needs ${what} for its ${symbol.kind} ${name}, and ${name} is ${given} here; add WITH ${name} <- …`;
    context.report.error("E205", unit.module.span, message, [
      { message: `${name} of ${unit.module.name} is declared here`, location: symbol.source.locate(symbol.span) },
    ]);
  }
  return { kind: "operator", meaning };
}
