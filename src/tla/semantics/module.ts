/** Reads the units of a module in order and builds its scope: declarations, definitions, EXTENDS, INSTANCE. */

import type { Location } from "../syntax/source.ts";
import type { Expression, Identifier, Instance, Module } from "../syntax/tree.ts";
import { checkLabels } from "./labels.ts";
import type { Report } from "./report.ts";
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
import { earlierPlace, LocalScope, ModuleScope, reportDuplicate } from "./scope.ts";
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

/** What the reader of a module needs from its program. */
interface ModuleHost {
  readonly tables: Tables;
  readonly report: Report;
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

/** Resolves all of `tree`. `outer` is the scope of the enclosing module for a nested one. */
export function resolveModule(
  host: ModuleHost,
  tree: Module,
  library: boolean,
  outer: ModuleScope | null,
): ResolvedModule {
  const scope = new ModuleScope(outer, library);
  const module: Draft = {
    name: tree.name,
    tree,
    source: tree.source,
    library,
    extended: [],
    constants: [],
    variables: [],
    scope: scope.entries,
    assumptions: [],
    definitions: [],
  };
  const { report } = host;
  const { source } = tree;
  const context: ResolveContext = {
    source,
    scope,
    tables: host.tables,
    report,
    module,
    makeInstance: (unit, local) => makeInstance(host, context, unit, local),
  };

  for (const name of tree.extends) {
    const extended = scope.findModule(name.name) ?? host.load(name, tree);
    if (extended === null) continue;
    extend(module, scope, extended, name, report);
  }

  const sink: DefinitionSink = {
    earlier: (name) => scope.lookup(name, null),
    define: (name, meaning, local) => scope.entries.set(name, { meaning, local }),
  };
  const pending = new Map<string, OperatorSymbol>();
  const declare = (symbol: ConstantSymbol | VariableSymbol) => {
    const earlier = scope.lookup(symbol.name, null);
    if (earlier !== null) reportDuplicate(report, source, symbol.span, symbol.name, earlier, `the ${symbol.kind}`);
    scope.entries.set(symbol.name, { meaning: { symbol, chain: [] }, local: false });
  };
  const nameStatement = (name: string, body: Expression, role: OperatorSymbol["role"], span: Assumption["span"]) => {
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
      role,
      span,
      source,
    };
    const earlier = sink.earlier(name);
    if (earlier !== null) reportDuplicate(report, source, span, name, earlier, "the name");
    sink.define(name, { symbol, chain: [] }, false);
    module.definitions.push(symbol);
  };

  for (const unit of tree.units) {
    switch (unit.kind) {
      case "constants":
        for (const { name, arity, span } of unit.declarations) {
          const symbol: ConstantSymbol = { kind: "constant", name, arity, module, span, source };
          declare(symbol);
          module.constants.push(symbol);
        }
        break;
      case "variables":
        for (const { name, span } of unit.names) {
          const symbol: VariableSymbol = { kind: "variable", name, module, span, source };
          declare(symbol);
          module.variables.push(symbol);
        }
        break;
      case "assume":
        refuseInRecursion(context, pending, unit.span, "an assumption");
        resolveExpression(context, unit.body, null);
        checkLabels(context, unit.body, unit.name === null ? null : []);
        module.assumptions.push({ name: unit.name, body: unit.body, span: unit.body.span, source });
        if (unit.name !== null) nameStatement(unit.name, unit.body, "assumption", unit.nameSpan);
        break;
      case "theorem":
        refuseInRecursion(context, pending, unit.span, "a theorem");
        // A scope of its own, so that NEW names of ASSUME/PROVE stay inside.
        resolveExpression(context, unit.body, new LocalScope(null));
        checkLabels(context, unit.body, unit.name === null ? null : []);
        if (unit.name !== null) nameStatement(unit.name, unit.body, "theorem", unit.nameSpan);
        break;
      case "module": {
        const nested = resolveModule(host, unit.module, library, scope);
        if (scope.findModule(nested.name) !== null) {
          report.error("E202", source, unit.module.nameSpan, `a module ${nested.name} is already defined here`);
        }
        scope.modules.set(nested.name, nested);
        break;
      }
      default: {
        resolveDefinition(context, unit, null, sink, pending);
        const symbol = host.tables.definitions.get(unit);
        if (symbol !== undefined) module.definitions.push(symbol);
      }
    }
  }
  reportUndefined(context, pending);
  host.completed(module);
  return module;
}

function extend(module: Draft, scope: ModuleScope, extended: ResolvedModule, name: Identifier, report: Report): void {
  const { source } = module;
  module.extended.push(extended);
  for (const [key, entry] of extended.scope) {
    if (entry.local) continue;
    const earlier = scope.entries.get(key);
    if (earlier === undefined) {
      scope.entries.set(key, entry);
    } else if (!sameOrigin(earlier.meaning, entry.meaning)) {
      reportClash(report, source.locate(name.span), key, earlier.meaning, entry.meaning);
    }
  }
  addNew(module.constants, extended.constants);
  addNew(module.variables, extended.variables);
  addNew(module.assumptions, extended.assumptions);
}

function addNew<T>(to: T[], from: readonly T[]): void {
  for (const item of from) if (!to.includes(item)) to.push(item);
}

/** Two extended modules give one name two meanings: SANY warns if both are of a kind, and refuses otherwise. */
function reportClash(report: Report, location: Location, name: string, kept: Meaning, dropped: Meaning): void {
  const notes = [...earlierPlace(kept), ...earlierPlace(dropped)];
  if (kept.symbol.kind === dropped.symbol.kind) {
    const message = `two extended modules define ${name} differently; the first definition is used`;
    report.add("warning", "W201", location, message, notes);
  } else {
    const message = `two extended modules give ${name} different kinds of meaning`;
    report.add("error", "E202", location, message, notes);
  }
}

function makeInstance(
  host: ModuleHost,
  context: ResolveContext,
  unit: Instance,
  local: LocalScope | null,
): InstanceSymbol | null {
  const { report, source, scope } = context;
  const own = new LocalScope(local);
  const parameters = unit.parameters.map((p) => bindParameter(context, p, own));
  const target = scope.findModule(unit.module.name) ?? host.load(unit.module, context.module.tree);
  if (target === null) {
    for (const { value } of unit.substitutions) resolveArgument(context, value, 0, own, false);
    return null;
  }
  const declared = new Map<string, ConstantSymbol | VariableSymbol>();
  for (const symbol of [...target.constants, ...target.variables]) declared.set(symbol.name, symbol);
  const substitutions = new Map<ConstantSymbol | VariableSymbol, Replacement>();
  for (const substitution of unit.substitutions) {
    const symbol = declared.get(substitution.name);
    if (symbol === undefined) {
      const message = `module ${target.name} declares no constant or variable ${substitution.name} to substitute`;
      report.error("E212", source, substitution.nameSpan, message);
      resolveArgument(context, substitution.value, 0, own, false);
      continue;
    }
    if (substitutions.has(symbol)) {
      report.error("E213", source, substitution.nameSpan, `${substitution.name} is substituted twice`);
    }
    const arity = symbol.kind === "constant" ? symbol.arity : 0;
    resolveArgument(context, substitution.value, arity, own, false);
    substitutions.set(symbol, replacement(context, substitution.value, arity));
  }
  for (const [name, symbol] of declared) {
    if (substitutions.has(symbol)) continue;
    const implicit = implicitReplacement(context, name, symbol, own, unit);
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
  return meaning === undefined ? { kind: "expression", expression: value } : { kind: "operator", meaning };
}

/** Without WITH, a declared name is replaced by what the same name means where the INSTANCE stands. */
function implicitReplacement(
  context: ResolveContext,
  name: string,
  symbol: ConstantSymbol | VariableSymbol,
  local: LocalScope,
  unit: Instance,
): Replacement | null {
  const meaning = context.scope.lookup(name, local);
  if (meaning === null || meaning.symbol.kind === "instance") {
    const message = `INSTANCE ${unit.module.name} needs a value for its ${symbol.kind} ${name}: add WITH ${name} <- …`;
    context.report.error("E211", context.source, unit.module.span, message, [
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
    context.report.error("E205", context.source, unit.module.span, message, [
      { message: `${name} of ${unit.module.name} is declared here`, location: symbol.source.locate(symbol.span) },
    ]);
  }
  return { kind: "operator", meaning };
}
