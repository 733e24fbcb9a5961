/** Binds every reference of an expression to its symbol, and checks arities. */

import { partsOf } from "../syntax/parts.ts";
import type { Source, Span } from "../syntax/source.ts";
import type {
  Bound,
  Definition,
  Expression,
  FunctionDefinition,
  Identifier,
  Instance,
  OperatorDefinition,
  Parameter,
  RecordField,
} from "../syntax/tree.ts";
import { checkLabels } from "./labels.ts";
import { resolveReference } from "./reference.ts";
import type { Findings } from "./report.ts";
import { isPassedOn, LocalScope, type ModuleScope, reportDuplicate } from "./scope.ts";
import {
  type BoundSymbol,
  type InstanceSymbol,
  type Level,
  type Meaning,
  type OperatorSymbol,
  type ParameterSymbol,
  type ResolvedBound,
  type ResolvedModule,
  symbolOf,
  type Tables,
} from "./symbol.ts";

/** What the resolver knows while it reads one module. */
export interface ResolveContext {
  readonly source: Source;
  readonly scope: ModuleScope;
  readonly tables: Tables;
  readonly report: Findings;
  /** The module being read. */
  readonly module: ResolvedModule;
  /** Makes the symbol of an INSTANCE; in module.ts, because it loads modules. */
  readonly makeInstance: (unit: Instance, local: LocalScope | null) => InstanceSymbol | null;
}

/** Resolves `expression`, which must be a value or a formula. */
export function resolveExpression(context: ResolveContext, expression: Expression, local: LocalScope | null): void {
  const go = (e: Expression, scope = local) => resolveExpression(context, e, scope);
  switch (expression.kind) {
    case "reference":
      resolveReference(context, { reference: expression, local, arity: 0 });
      return;
    case "at":
      if (local?.knowsAt !== true) {
        context.report.error("E218", expression.span, "@ has a meaning only in EXCEPT, after the =");
      }
      return;
    case "quantifier":
    case "setMap":
    case "functionLiteral":
      go(expression.body, bindAll(context, expression.bounds, local));
      return;
    case "temporalQuantifier":
      go(expression.body, bindNames(context, expression.names, local));
      return;
    case "choose":
      go(expression.body, bindAll(context, [expression.bound], local));
      return;
    case "setFilter":
      go(expression.predicate, bindAll(context, [expression.bound], local));
      return;
    case "except":
      go(expression.base);
      for (const { path, value } of expression.updates) {
        for (const step of path) if (step.kind === "index") for (const arg of step.args) go(arg);
        go(value, new LocalScope(local, true));
      }
      return;
    case "let": {
      const scope = new LocalScope(local);
      resolveDefinitions(context, expression.definitions, scope);
      go(expression.body, scope);
      return;
    }
    case "lambda":
      context.report.error("E205", expression.span, lambdaAsValue);
      resolveLambda(context, expression, local);
      return;
    case "assumeProve": {
      const scope = new LocalScope(local);
      for (const part of partsOf(expression)) go(part, scope);
      return;
    }
    case "newSymbol":
      if (expression.set !== null) go(expression.set);
      // The scope of the whole ASSUME/PROVE, which is `local` here.
      if (local !== null) bindParameter(context, expression.parameter, local, newLevels[expression.level]);
      return;
    default:
      // What binds no names.
      if (expression.kind === "record" || expression.kind === "recordSet") checkFields(context, expression.fields);
      if (expression.kind === "record") for (const field of expression.fields) warnOfFieldName(context, field, local);
      for (const part of partsOf(expression)) go(part);
      if (expression.kind === "application") checkApplication(context, expression);
  }
}

const lambdaAsValue = "a LAMBDA stands for an operator, not for a value: it may only be an argument, or follow <-";

/** `[state |-> 1]` has a field "state", even where `state == "s"` is defined. SANY warns, too. */
function warnOfFieldName(context: ResolveContext, { name, span, value }: RecordField, local: LocalScope | null): void {
  const symbol = context.scope.lookup(name, local)?.symbol;
  if (symbol?.kind !== "operator" || symbol.parameters.length > 0 || symbol.module.library) return;
  if (value.kind === "reference" && value.name === name) return;
  const message = `this field is called "${name}", whatever the value of the definition ${name} is`;
  context.report.warning("W204", span, message);
}

/** No field of a record is given twice. */
function checkFields(context: ResolveContext, fields: readonly RecordField[]): void {
  const names = new Set<string>();
  for (const { name, span } of fields) {
    if (names.has(name)) context.report.error("E202", span, `the field ${name} is given twice`);
    names.add(name);
  }
}

/** A function that was defined with several arguments is applied to as many, or to one tuple. */
function checkApplication(
  context: ResolveContext,
  { fn, args, span }: Extract<Expression, { kind: "application" }>,
): void {
  const symbol = symbolOf(fn, context.tables);
  if (symbol?.kind !== "operator" || symbol.binders === null || args.length === 1) return;
  const takes = symbol.binders.reduce(
    (sum, { bound }) => sum + (bound.pattern === "tuple" ? 1 : bound.names.length),
    0,
  );
  if (takes === args.length) return;
  const message = `the function ${symbol.name} takes ${plural(takes, "argument")}, found ${args.length}`;
  context.report.error("E203", span, message);
}

/** Between RECURSIVE and the definitions that it announces, only other definitions may stand. */
export function refuseInRecursion(
  context: ResolveContext,
  pending: ReadonlyMap<string, OperatorSymbol>,
  span: Span,
  what: string,
): void {
  const [announced] = pending.values();
  if (announced === undefined) return;
  const message = `${what} may not stand between RECURSIVE ${announced.name} and the definition of ${announced.name}`;
  context.report.error("E222", span, message);
}

/**
 * Resolves an argument for a parameter of the given arity. For arity 0 that is an expression; otherwise an operator
 * of that arity: a name, an operator symbol, or a LAMBDA.
 */
export function resolveArgument(
  context: ResolveContext,
  argument: Expression,
  arity: number,
  local: LocalScope | null,
): void {
  if (arity === 0) {
    resolveExpression(context, argument, local);
    return;
  }
  if (argument.kind === "lambda") {
    if (argument.parameters.length !== arity) {
      const found = plural(argument.parameters.length, "parameter");
      const expected = `expected an operator with ${plural(arity, "parameter")}`;
      context.report.error("E205", argument.span, `${expected}, found a LAMBDA with ${found}`);
    }
    resolveLambda(context, argument, local);
    return;
  }
  if (argument.kind === "reference" && argument.args.length === 0) {
    resolveReference(context, { reference: argument, local, arity });
    return;
  }
  context.report.error(
    "E205",
    argument.span,
    `expected an operator with ${plural(arity, "parameter")} here (a name or a LAMBDA), found an expression`,
  );
  resolveExpression(context, argument, local);
}

function resolveLambda(
  context: ResolveContext,
  lambda: Extract<Expression, { kind: "lambda" }>,
  local: LocalScope | null,
): void {
  const scope = new LocalScope(local);
  const parameters = lambda.parameters.map((p) =>
    bindParameter(context, { name: p.name, arity: 0, fix: "name", span: p.span }, scope),
  );
  context.tables.parameters.set(lambda, parameters);
  resolveExpression(context, lambda.body, scope);
}

/** Resolves the sets of `bounds` outside, then binds all their names in one new scope. */
function bindAll(context: ResolveContext, bounds: readonly Bound[], local: LocalScope | null): LocalScope {
  for (const bound of bounds) if (bound.set !== null) resolveExpression(context, bound.set, local);
  const scope = new LocalScope(local);
  for (const bound of bounds) {
    const symbols = bound.names.map((name) => bindName(context, name, scope));
    context.tables.bounds.set(bound, { bound, symbols });
  }
  return scope;
}

/** The symbols that `bindAll` gave to `bounds`. */
function boundsOf(tables: Tables, bounds: readonly Bound[]): ResolvedBound[] {
  return bounds.map((bound) => tables.bounds.get(bound) as ResolvedBound);
}

function bindNames(context: ResolveContext, names: readonly Identifier[], local: LocalScope | null): LocalScope {
  const scope = new LocalScope(local);
  for (const name of names) bindName(context, name, scope);
  return scope;
}

function bindName(context: ResolveContext, name: Identifier, scope: LocalScope): BoundSymbol {
  const symbol: BoundSymbol = { kind: "bound", name: name.name, span: name.span, source: context.source };
  declareLocal(context, symbol, scope, "the bound name");
  return symbol;
}

/** The levels of what NEW declares. */
const newLevels = { CONSTANT: 0, VARIABLE: 1, STATE: 1, ACTION: 2, TEMPORAL: 3 } as const;

/** Declares a formal parameter in `scope`. */
export function bindParameter(
  context: ResolveContext,
  parameter: Parameter,
  scope: LocalScope,
  level: Level = 0,
): ParameterSymbol {
  const symbol: ParameterSymbol = {
    kind: "parameter",
    name: parameter.name,
    arity: parameter.arity,
    level,
    span: parameter.span,
    source: context.source,
  };
  declareLocal(context, symbol, scope, "the parameter");
  return symbol;
}

function declareLocal(
  context: ResolveContext,
  symbol: BoundSymbol | ParameterSymbol,
  scope: LocalScope,
  what: string,
): void {
  const earlier = context.scope.taken(symbol.name, scope);
  if (earlier !== null) reportDuplicate(context.report, symbol.span, `${what} ${symbol.name}`, earlier);
  scope.names.set(symbol.name, { symbol, chain: [] });
}

/** How definitions enter the scope in which they stand: a LET's, or the module's. */
export interface DefinitionSink {
  /** What RECURSIVE announced and is not defined yet. */
  readonly pending: Map<string, OperatorSymbol>;
  /** What `name` means already, if it may not be given again. */
  earlier(name: string): Meaning | null;
  define(name: string, meaning: Meaning, local: boolean, passedOn?: boolean): void;
}

function resolveDefinitions(context: ResolveContext, definitions: readonly Definition[], scope: LocalScope): void {
  const sink: DefinitionSink = {
    pending: new Map(),
    earlier: (name) => context.scope.taken(name, scope),
    define: (name, meaning) => scope.names.set(name, meaning),
  };
  for (const definition of definitions) resolveDefinition(context, definition, scope, sink);
  reportUndefined(context, sink);
}

/** Resolves one definition, which stands in `local`, and gives it to `sink`. */
export function resolveDefinition(
  context: ResolveContext,
  definition: Definition,
  local: LocalScope | null,
  sink: DefinitionSink,
): void {
  switch (definition.kind) {
    case "recursive":
      for (const declaration of definition.declarations) {
        refuseDuplicate(context, "the operator", { name: declaration.name, nameSpan: declaration.span }, sink);
        const symbol = announce(context, declaration);
        sink.pending.set(declaration.name, symbol);
        sink.define(declaration.name, { symbol, chain: [] }, false);
      }
      return;
    case "operator":
      resolveOperator(context, definition, local, sink);
      return;
    case "function":
      resolveFunction(context, definition, local, sink);
      return;
    case "instance":
      resolveInstance(context, definition, local, sink);
      return;
  }
}

function resolveFunction(
  context: ResolveContext,
  definition: FunctionDefinition,
  local: LocalScope | null,
  sink: DefinitionSink,
): void {
  const announced = sink.pending.get(definition.name);
  if (announced === undefined) refuseDuplicate(context, "the name", definition, sink);
  else checkAnnounced(context, announced, definition, []);
  const symbol: OperatorSymbol = announced ?? makeOperator(context, definition, []);
  symbol.parameters = [];
  sink.pending.delete(definition.name);
  symbol.body = definition.body;
  const own = new LocalScope(local);
  own.names.set(definition.name, { symbol, chain: [] });
  // The function's own name is visible in its bounds too, where using it would be circular; SANY allows it.
  const inner = bindAll(context, definition.bounds, own);
  symbol.binders = boundsOf(context.tables, definition.bounds);
  resolveExpression(context, definition.body, inner);
  checkLabels(context, definition.body, definition.bounds);
  enterDefinition(context, definition, symbol, sink);
}

/** What was read of a definition is known from here on. */
function enterDefinition(
  context: ResolveContext,
  definition: OperatorDefinition | FunctionDefinition,
  symbol: OperatorSymbol,
  sink: DefinitionSink,
): void {
  symbol.defined = true;
  context.tables.definitions.set(definition, symbol);
  sink.define(definition.name, { symbol, chain: [] }, definition.local);
}

/** An INSTANCE with a name is known by it; one without gives its module's definitions to the scope. */
function resolveInstance(
  context: ResolveContext,
  definition: Instance,
  local: LocalScope | null,
  sink: DefinitionSink,
): void {
  refuseInRecursion(context, sink.pending, definition.span, "an INSTANCE");
  const { name } = definition;
  if (name !== null) refuseDuplicate(context, "the name", { name, nameSpan: definition.nameSpan }, sink);
  const instance = context.makeInstance(definition, local);
  if (instance === null) return;
  context.tables.definitions.set(definition, instance);
  if (name === null) importAll(context, definition, instance, sink);
  else sink.define(name, { symbol: instance, chain: [] }, definition.local);
}

function importAll(
  context: ResolveContext,
  { span, local }: Instance,
  instance: InstanceSymbol,
  sink: DefinitionSink,
): void {
  for (const [name, entry] of instance.target.scope) {
    if (entry.local || isParameterOf(entry.meaning, instance)) continue;
    const meaning = { symbol: entry.meaning.symbol, chain: [{ instance, args: [] }, ...entry.meaning.chain] };
    const passedOn = isPassedOn(entry, instance.target);
    const earlier = sink.earlier(name);
    if (earlier !== null) {
      if (passedOn || sameOrigin(earlier, meaning)) continue;
      if (sameKind(earlier, meaning)) {
        const how = sameText(earlier, meaning) ? "with the same text" : "with another text";
        const message = `this INSTANCE defines ${name} again, ${how}; the first definition is used`;
        context.report.warning("W202", span, message);
        continue;
      }
      reportDuplicate(context.report, span, `by this INSTANCE, ${name}`, earlier);
    }
    sink.define(name, meaning, local, passedOn);
  }
}

function resolveOperator(
  context: ResolveContext,
  definition: OperatorDefinition,
  local: LocalScope | null,
  sink: DefinitionSink,
): void {
  const announced = sink.pending.get(definition.name);
  if (announced === undefined) refuseDuplicate(context, "the name", definition, sink);
  const scope = new LocalScope(local);
  const parameters = definition.parameters.map((p) => bindParameter(context, p, scope));
  if (announced !== undefined) checkAnnounced(context, announced, definition, parameters);
  const symbol = announced ?? makeOperator(context, definition, parameters);
  sink.pending.delete(definition.name);
  symbol.parameters = parameters;
  symbol.body = definition.body;
  resolveExpression(context, definition.body, scope);
  checkLabels(context, definition.body, []);
  if (announced !== undefined && parameters.length === 0 && definition.body.kind === "functionLiteral") {
    // RECURSIVE f, f == [x \in S |-> e] is f[x \in S] == e: the function is known by its rule, not by all its values.
    symbol.binders = boundsOf(context.tables, definition.body.bounds);
    symbol.body = definition.body.body;
  }
  enterDefinition(context, definition, symbol, sink);
}

/** RECURSIVE says how many parameters its operators have. */
function checkAnnounced(
  context: ResolveContext,
  announced: OperatorSymbol,
  definition: OperatorDefinition | FunctionDefinition,
  parameters: readonly ParameterSymbol[],
): void {
  if (announced.parameters.length === parameters.length) return;
  const message = `RECURSIVE announced ${definition.name} with other parameters than this definition has`;
  context.report.error("E203", definition.nameSpan, message);
}

/** Reports what RECURSIVE announced and nothing defined. */
export function reportUndefined(context: ResolveContext, { pending }: DefinitionSink): void {
  for (const symbol of pending.values()) {
    const message = `${symbol.name} is declared RECURSIVE but never defined here`;
    context.report.error("E215", symbol.span, message);
  }
}

function refuseDuplicate(
  context: ResolveContext,
  what: string,
  { name, nameSpan }: Pick<OperatorDefinition, "name" | "nameSpan">,
  sink: DefinitionSink,
): void {
  const earlier = sink.earlier(name);
  if (earlier !== null) reportDuplicate(context.report, nameSpan, `${what} ${name}`, earlier);
}

function makeOperator(
  context: ResolveContext,
  definition: OperatorDefinition | FunctionDefinition,
  parameters: readonly ParameterSymbol[],
): OperatorSymbol {
  return {
    kind: "operator",
    name: definition.name,
    fix: definition.kind === "operator" ? definition.fix : "name",
    parameters,
    binders: null,
    body: definition.body,
    module: context.module,
    local: definition.local,
    recursive: false,
    defined: false,
    role: "definition",
    span: definition.nameSpan,
    source: context.source,
  };
}

function announce(context: ResolveContext, declaration: Parameter): OperatorSymbol {
  const blank = (index: number): ParameterSymbol => ({
    kind: "parameter",
    name: `_${index + 1}`,
    arity: 0,
    level: 0,
    span: declaration.span,
    source: context.source,
  });
  return {
    kind: "operator",
    name: declaration.name,
    fix: declaration.fix,
    parameters: Array.from({ length: declaration.arity }, (_, i) => blank(i)),
    binders: null,
    body: { kind: "at", span: declaration.span },
    module: context.module,
    local: false,
    recursive: true,
    defined: false,
    role: "definition",
    span: declaration.span,
    source: context.source,
  };
}

/** Constants and variables of the instantiated module are replaced, hence not imported. */
function isParameterOf(meaning: Meaning, instance: InstanceSymbol): boolean {
  const { symbol } = meaning;
  if (symbol.kind !== "constant" && symbol.kind !== "variable") return false;
  return meaning.chain.length === 0 && instance.substitutions.has(symbol);
}

/** The same definition reached on two ways, with nothing replaced that it could depend on: it is one meaning. */
export function sameOrigin(a: Meaning, b: Meaning): boolean {
  if (a.symbol !== b.symbol) return false;
  const dependent = (m: Meaning) => m.chain.filter((link) => dependsOn(m.symbol, link.instance));
  const [first, second] = [dependent(a), dependent(b)];
  return first.length === second.length && first.every((link, i) => link.instance === second[i]?.instance);
}

/** Two definitions that take as many arguments: SANY tolerates the second. */
function sameKind(a: Meaning, b: Meaning): boolean {
  if (a.symbol.kind !== "operator" || b.symbol.kind !== "operator") return false;
  return a.symbol.parameters.length === b.symbol.parameters.length;
}

/** Two definitions that were written alike. */
function sameText(a: Meaning, b: Meaning): boolean {
  if (a.symbol.kind !== "operator" || b.symbol.kind !== "operator") return false;
  const names = (symbol: OperatorSymbol) => symbol.parameters.map((p) => `${p.name}/${p.arity}`).join();
  return names(a.symbol) === names(b.symbol) && sameTree(a.symbol.body, b.symbol.body);
}

function sameTree(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameTree(item, b[i]));
  }
  const [left, right] = [a, b] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys(left).every((key) => /span$/i.test(key) || sameTree(left[key], right[key]));
}

function dependsOn(symbol: Meaning["symbol"], instance: InstanceSymbol): boolean {
  if (instance.substitutions.size === 0 || symbol.kind === "builtin") return false;
  if (symbol.kind !== "operator") return true;
  const { module } = symbol;
  return !module.library || module.constants.length + module.variables.length > 0;
}

/** "1 argument", "2 arguments". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
