/** Binds every reference of an expression to its symbol, and checks arities. */

import type { Source, Span } from "../syntax/source.ts";
import type { Bound, Definition, Expression, Identifier, OperatorDefinition, Parameter } from "../syntax/tree.ts";
import { checkLabels } from "./labels.ts";
import { resolveReference } from "./reference.ts";
import type { Report } from "./report.ts";
import { LocalScope, type ModuleScope, reportDuplicate } from "./scope.ts";
import type {
  BoundSymbol,
  InstanceSymbol,
  Level,
  Meaning,
  OperatorSymbol,
  ParameterSymbol,
  ResolvedBound,
  ResolvedModule,
  Tables,
} from "./symbol.ts";

/** What the resolver knows while it reads one module. */
export interface ResolveContext {
  readonly source: Source;
  readonly scope: ModuleScope;
  readonly tables: Tables;
  readonly report: Report;
  /** The module being read. */
  readonly module: ResolvedModule;
  /** Makes the symbol of an INSTANCE; in module.ts, because it loads modules. */
  readonly makeInstance: (
    unit: Extract<Definition, { kind: "instance" }>,
    local: LocalScope | null,
  ) => InstanceSymbol | null;
}

/** Resolves `expression`, which must be a value or a formula. `except` says whether `@` has a meaning here. */
export function resolveExpression(
  context: ResolveContext,
  expression: Expression,
  local: LocalScope | null,
  except = false,
): void {
  const go = (e: Expression, scope = local, at = except) => resolveExpression(context, e, scope, at);
  switch (expression.kind) {
    case "reference":
      resolveReference(context, expression, local, except, 0);
      return;
    case "junction":
      for (const item of expression.items) go(item);
      return;
    case "number":
    case "string":
      return;
    case "at":
      if (!except) {
        context.report.error("E218", context.source, expression.span, "@ has a meaning only in EXCEPT, after the =");
      }
      return;
    case "quantifier":
      go(expression.body, bindAll(context, expression.bounds, local, except));
      return;
    case "temporalQuantifier":
      go(expression.body, bindNames(context, expression.names, local));
      return;
    case "choose":
      go(expression.body, bindAll(context, [expression.bound], local, except));
      return;
    case "setEnumeration":
    case "tuple":
      for (const element of expression.elements) go(element);
      return;
    case "setFilter":
      go(expression.predicate, bindAll(context, [expression.bound], local, except));
      return;
    case "setMap":
    case "functionLiteral":
      go(expression.body, bindAll(context, expression.bounds, local, except));
      return;
    case "functionSet":
      go(expression.domain);
      go(expression.range);
      return;
    case "application":
      go(expression.fn);
      for (const arg of expression.args) go(arg);
      checkApplication(context, expression);
      return;
    case "record":
    case "recordSet": {
      const names = new Set<string>();
      for (const field of expression.fields) {
        if (names.has(field.name)) {
          context.report.error("E202", context.source, field.span, `the field ${field.name} is given twice`);
        }
        names.add(field.name);
        go(field.value);
      }
      return;
    }
    case "fieldAccess":
      go(expression.record);
      return;
    case "except":
      go(expression.base);
      for (const update of expression.updates) {
        for (const step of update.path) if (step.kind === "index") for (const arg of step.args) go(arg);
        go(update.value, local, true);
      }
      return;
    case "product":
      for (const factor of expression.factors) go(factor);
      return;
    case "actionSubscript":
    case "fairness":
      go(expression.action);
      go(expression.subscript);
      return;
    case "if":
      go(expression.condition);
      go(expression.then);
      go(expression.else);
      return;
    case "case":
      for (const arm of expression.arms) {
        go(arm.guard);
        go(arm.value);
      }
      if (expression.other !== null) go(expression.other);
      return;
    case "let": {
      const scope = new LocalScope(local);
      resolveDefinitions(context, expression.definitions, scope, except);
      go(expression.body, scope);
      return;
    }
    case "label":
      go(expression.body);
      return;
    case "lambda": {
      const message = "a LAMBDA stands for an operator, not for a value: it may only be an argument, or follow <-";
      context.report.error("E205", context.source, expression.span, message);
      resolveLambda(context, expression, local, except);
      return;
    }
    case "assumeProve": {
      const scope = new LocalScope(local);
      for (const assumption of expression.assumptions) go(assumption, scope);
      go(expression.goal, scope);
      return;
    }
    case "newSymbol":
      if (expression.set !== null) go(expression.set);
      // The scope of the whole ASSUME/PROVE, which is `local` here.
      if (local !== null) bindParameter(context, expression.parameter, local, newLevels[expression.level]);
      return;
  }
}

/** A function that was defined with several arguments is applied to as many, or to one tuple. */
function checkApplication(
  context: ResolveContext,
  { fn, args, span }: Extract<Expression, { kind: "application" }>,
): void {
  const symbol = fn.kind === "reference" ? context.tables.meanings.get(fn)?.symbol : undefined;
  if (symbol?.kind !== "operator" || symbol.binders === null || args.length === 1) return;
  const takes = symbol.binders.reduce(
    (sum, { bound }) => sum + (bound.pattern === "tuple" ? 1 : bound.names.length),
    0,
  );
  if (takes === args.length) return;
  const message = `the function ${symbol.name} takes ${plural(takes, "argument")}, found ${args.length}`;
  context.report.error("E203", context.source, span, message);
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
  context.report.error("E222", context.source, span, message);
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
  except: boolean,
): void {
  if (arity === 0) {
    resolveExpression(context, argument, local, except);
    return;
  }
  if (argument.kind === "lambda") {
    if (argument.parameters.length !== arity) {
      const found = plural(argument.parameters.length, "parameter");
      const expected = `expected an operator with ${plural(arity, "parameter")}`;
      context.report.error("E205", context.source, argument.span, `${expected}, found a LAMBDA with ${found}`);
    }
    resolveLambda(context, argument, local, except);
    return;
  }
  if (argument.kind === "reference" && argument.args.length === 0) {
    resolveReference(context, argument, local, except, arity);
    return;
  }
  context.report.error(
    "E205",
    context.source,
    argument.span,
    `expected an operator with ${plural(arity, "parameter")} here (a name or a LAMBDA), found an expression`,
  );
  resolveExpression(context, argument, local, except);
}

function resolveLambda(
  context: ResolveContext,
  lambda: Extract<Expression, { kind: "lambda" }>,
  local: LocalScope | null,
  except: boolean,
): void {
  const scope = new LocalScope(local);
  const parameters = lambda.parameters.map((p) =>
    bindParameter(context, { name: p.name, arity: 0, fix: "name", span: p.span }, scope),
  );
  context.tables.parameters.set(lambda, parameters);
  resolveExpression(context, lambda.body, scope, except);
}

/** Resolves the sets of `bounds` outside, then binds all their names in one new scope. */
function bindAll(
  context: ResolveContext,
  bounds: readonly Bound[],
  local: LocalScope | null,
  except: boolean,
): LocalScope {
  for (const bound of bounds) if (bound.set !== null) resolveExpression(context, bound.set, local, except);
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
  declareLocal(context, name.name, name.span, scope, { symbol, chain: [] }, "the bound name");
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
  declareLocal(context, parameter.name, parameter.span, scope, { symbol, chain: [] }, "the parameter");
  return symbol;
}

function declareLocal(
  context: ResolveContext,
  name: string,
  span: Span,
  scope: LocalScope,
  meaning: Meaning,
  what: string,
): void {
  const earlier = context.scope.lookup(name, scope);
  if (earlier !== null) reportDuplicate(context.report, context.source, span, name, earlier, what);
  scope.names.set(name, meaning);
}

/** How definitions enter the scope in which they stand: a LET's, or the module's. */
export interface DefinitionSink {
  /** What `name` means already, if it may not be given again. */
  earlier(name: string): Meaning | null;
  define(name: string, meaning: Meaning, local: boolean): void;
}

function resolveDefinitions(
  context: ResolveContext,
  definitions: readonly Definition[],
  scope: LocalScope,
  except: boolean,
): void {
  const sink: DefinitionSink = {
    earlier: (name) => context.scope.lookup(name, scope),
    define: (name, meaning) => scope.names.set(name, meaning),
  };
  const pending = new Map<string, OperatorSymbol>();
  for (const definition of definitions) resolveDefinition(context, definition, scope, sink, pending, except);
  reportUndefined(context, pending);
}

/**
 * Resolves one definition and gives it to `sink`. `pending` holds what RECURSIVE announced and is not defined yet.
 */
export function resolveDefinition(
  context: ResolveContext,
  definition: Definition,
  local: LocalScope | null,
  sink: DefinitionSink,
  pending: Map<string, OperatorSymbol>,
  except = false,
): void {
  switch (definition.kind) {
    case "recursive":
      for (const declaration of definition.declarations) {
        const earlier = sink.earlier(declaration.name);
        if (earlier !== null) {
          reportDuplicate(context.report, context.source, declaration.span, declaration.name, earlier, "the operator");
        }
        const symbol = announce(context, declaration);
        pending.set(declaration.name, symbol);
        sink.define(declaration.name, { symbol, chain: [] }, false);
      }
      return;
    case "operator":
      resolveOperator(context, definition, local, sink, pending, except);
      return;
    case "function": {
      const announced = pending.get(definition.name);
      if (announced === undefined) refuseDuplicate(context, definition.name, definition.nameSpan, sink);
      else checkAnnounced(context, announced, definition, []);
      const symbol: OperatorSymbol = announced ?? makeOperator(context, definition, []);
      symbol.parameters = [];
      pending.delete(definition.name);
      symbol.body = definition.body;
      const own = new LocalScope(local);
      own.names.set(definition.name, { symbol, chain: [] });
      // The function's own name is visible in its bounds too, where using it would be circular; SANY allows it.
      const inner = bindAll(context, definition.bounds, own, except);
      symbol.binders = boundsOf(context.tables, definition.bounds);
      resolveExpression(context, definition.body, inner, except);
      checkLabels(context, definition.body, definition.bounds);
      symbol.defined = true;
      context.tables.definitions.set(definition, symbol);
      sink.define(definition.name, { symbol, chain: [] }, definition.local);
      return;
    }
    case "instance": {
      refuseInRecursion(context, pending, definition.span, "an INSTANCE");
      if (definition.name !== null) refuseDuplicate(context, definition.name, definition.nameSpan, sink);
      const instance = context.makeInstance(definition, local);
      if (instance === null) return;
      context.tables.definitions.set(definition, instance);
      if (definition.name !== null) {
        sink.define(definition.name, { symbol: instance, chain: [] }, definition.local);
        return;
      }
      for (const [name, entry] of instance.target.scope) {
        if (entry.local || isParameterOf(entry.meaning, instance)) continue;
        const meaning = { symbol: entry.meaning.symbol, chain: [{ instance, args: [] }, ...entry.meaning.chain] };
        const earlier = sink.earlier(name);
        if (earlier !== null) {
          if (sameOrigin(earlier, meaning)) continue;
          if (sameText(earlier, meaning)) {
            const message = `this INSTANCE defines ${name} again, with the same text; the first definition is used`;
            context.report.add("warning", "W202", context.source.locate(definition.span), message);
            continue;
          }
          reportDuplicate(context.report, context.source, definition.span, name, earlier, "by this INSTANCE,");
        }
        sink.define(name, meaning, definition.local);
      }
      return;
    }
  }
}

function resolveOperator(
  context: ResolveContext,
  definition: OperatorDefinition,
  local: LocalScope | null,
  sink: DefinitionSink,
  pending: Map<string, OperatorSymbol>,
  except: boolean,
): void {
  const announced = pending.get(definition.name);
  if (announced === undefined) refuseDuplicate(context, definition.name, definition.nameSpan, sink);
  const scope = new LocalScope(local);
  const parameters = definition.parameters.map((p) => bindParameter(context, p, scope));
  if (announced !== undefined) checkAnnounced(context, announced, definition, parameters);
  const symbol = announced ?? makeOperator(context, definition, parameters);
  pending.delete(definition.name);
  symbol.parameters = parameters;
  symbol.body = definition.body;
  resolveExpression(context, definition.body, scope, except);
  checkLabels(context, definition.body, []);
  if (announced !== undefined && parameters.length === 0 && definition.body.kind === "functionLiteral") {
    // RECURSIVE f, f == [x \in S |-> e] is f[x \in S] == e: the function is known by its rule, not by all its values.
    symbol.binders = boundsOf(context.tables, definition.body.bounds);
    symbol.body = definition.body.body;
  }
  symbol.defined = true;
  context.tables.definitions.set(definition, symbol);
  sink.define(definition.name, { symbol, chain: [] }, definition.local);
}

/** RECURSIVE says how many parameters its operators have. */
function checkAnnounced(
  context: ResolveContext,
  announced: OperatorSymbol,
  definition: Extract<Definition, { kind: "operator" | "function" }>,
  parameters: readonly ParameterSymbol[],
): void {
  if (announced.parameters.length === parameters.length) return;
  const message = `RECURSIVE announced ${definition.name} with other parameters than this definition has`;
  context.report.error("E203", context.source, definition.nameSpan, message);
}

/** Reports what RECURSIVE announced and nothing defined. */
export function reportUndefined(context: ResolveContext, pending: ReadonlyMap<string, OperatorSymbol>): void {
  for (const symbol of pending.values()) {
    const message = `${symbol.name} is declared RECURSIVE but never defined here`;
    context.report.error("E215", context.source, symbol.span, message);
  }
}

function refuseDuplicate(context: ResolveContext, name: string, span: Span, sink: DefinitionSink): void {
  const earlier = sink.earlier(name);
  if (earlier !== null) reportDuplicate(context.report, context.source, span, name, earlier, "the name");
}

function makeOperator(
  context: ResolveContext,
  definition: Extract<Definition, { kind: "operator" | "function" }>,
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

/** Two definitions that were written alike: SANY tolerates the second. */
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
