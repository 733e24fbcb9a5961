/** Binds one reference: a name, an operator with its arguments, or a path through instances. */

import type { Span } from "../syntax/source.ts";
import type { Expression, PathStep, Reference } from "../syntax/tree.ts";
import { OpenPath } from "./open-path.ts";
import { plural, type ResolveContext, resolveArgument, resolveExpression } from "./resolve.ts";
import { didYouMean, type LocalScope } from "./scope.ts";
import { resolveSubexpression } from "./subexpression.ts";
import {
  arityOf,
  type ChainLink,
  type Meaning,
  type ParameterSymbol,
  type ResolvedModule,
  takesOperators,
  type ValueSymbol,
} from "./symbol.ts";
import { hintFor } from "./unknown-name.ts";

/** Where a name is used, and as what. */
export interface Use {
  readonly reference: Reference;
  /** The scope in which its arguments are read. */
  readonly local: LocalScope | null;
  /** How many parameters it must have, used as an operator (an argument); 0 where it is an expression. */
  readonly arity: number;
}

/** Puts the meaning of a reference into the tables, or reports why it has none. */
export function resolveReference(context: ResolveContext, use: Use): void {
  const { report, tables } = context;
  const { reference, local } = use;
  if (reference.path.length > 0) {
    resolvePath(context, use);
    return;
  }
  const meaning = context.scope.lookup(reference.name, local);
  if (meaning === null) {
    reportUnknown(context, reference.name, reference.nameSpan, local);
    for (const arg of reference.args) resolveExpression(context, arg, local);
    return;
  }
  if (meaning.symbol.kind === "instance") {
    const message = `${reference.name} is an instance of a module; write ${reference.name}!Name for one of its operators`;
    report.error("E204", reference.nameSpan, message);
    return;
  }
  const { symbol } = meaning;
  if (symbol.kind === "operator" && !symbol.defined) symbol.recursive = true;
  tables.meanings.set(reference, meaning);
  checkUse(context, symbol, reference.args, use);
}

/** Checks the number of arguments, then resolves each against the parameter that it fills. */
function checkUse(
  context: ResolveContext,
  symbol: ValueSymbol,
  args: readonly Expression[],
  { reference, local, arity }: Use,
): void {
  const takes = arityOf(symbol);
  const { name, nameSpan } = reference;
  if (arity > 0) {
    if (takes !== arity || takesOperators(symbol)) {
      const expected = `expected an operator with ${plural(arity, "parameter")}`;
      const has = takes === 0 ? "has none" : takes === arity ? "takes operators itself" : `has ${takes}`;
      const found = `${name}, which ${has}`;
      context.report.error("E205", nameSpan, `${expected}, found ${found}`);
    }
    return;
  }
  if (args.length !== takes) {
    const found = args.length === 0 ? "found none" : `found ${args.length}`;
    const expected = takes === 0 ? `${name} takes no arguments` : `${name} takes ${plural(takes, "argument")}`;
    const hint =
      takes === 0
        ? `; if its value is a function, that is applied by brackets: ${name}[…]`
        : args.length === 0 && /^\w/.test(name)
          ? `; an operator is applied by parentheses: ${name}(…)`
          : "";
    context.report.error("E203", nameSpan, `${expected}, ${found}${hint}`);
    for (const arg of args) resolveExpression(context, arg, local);
    return;
  }
  args.forEach((arg, i) => {
    const parameter = symbol.kind === "operator" ? symbol.parameters[i] : undefined;
    resolveArgument(context, arg, parameter?.arity ?? 0, local);
  });
}

/** `A!B(x)!Op(y)`: instances first; once an operator is reached, the rest selects a part of its definition. */
function resolvePath(context: ResolveContext, use: Use): void {
  const { reference, local } = use;
  const steps: PathStep[] = [...reference.path];
  if (reference.name !== "") {
    steps.push({ kind: "name", name: reference.name, args: reference.args, span: reference.nameSpan });
  }
  const chain: ChainLink[] = [];
  const open = new OpenPath(context, reference);
  let shown = "";
  for (const [i, step] of steps.entries()) {
    if (step.kind !== "name") {
      const message = `a selector ${selectorText(step)} must follow an operator`;
      context.report.error("E217", step.span, message);
      return;
    }
    const last = chain.at(-1);
    const meaning: Meaning | null =
      last === undefined ? context.scope.lookup(step.name, local) : visible(last.instance.target.scope.get(step.name));
    if (meaning === null) {
      if (last === undefined) reportUnknown(context, step.name, step.span, local);
      else reportUnreachable(context, last.instance.target, step, `${shown}!${step.name}`);
      return;
    }
    shown = shown === "" ? step.name : `${shown}!${step.name}`;
    const { symbol } = meaning;
    chain.push(...meaning.chain);
    if (symbol.kind === "instance") {
      if (i === steps.length - 1) {
        context.report.error("E204", step.span, `${shown} is an instance, not an operator`);
        return;
      }
      const left = use.arity > 0 ? open.arguments(symbol, step) : null;
      if (left === null) checkInstanceArguments(context, symbol.parameters, step, local);
      chain.push({ instance: symbol, args: left ?? step.args });
      continue;
    }
    if (i < steps.length - 1) {
      selectPart(context, { symbol, chain, open, shown }, { step, rest: steps.slice(i + 1), use });
      return;
    }
    arrive(context, { symbol, chain, open, shown }, step, use);
  }
}

type NameStep = Extract<PathStep, { kind: "name" }>;

/** Reports that `target`, the module of an instance, has no such name. */
function reportUnreachable(context: ResolveContext, target: ResolvedModule, step: NameStep, shown: string): void {
  const names = [...target.scope].flatMap(([name, entry]) => {
    const { symbol } = visible(entry) ?? {};
    return symbol === undefined || symbol.kind === "constant" || symbol.kind === "variable" ? [] : [name];
  });
  const message = `module ${target.name} has no ${step.name} to be reached as ${shown}`;
  context.report.error("E201", step.span, message + didYouMean(step.name, names));
}

/** What a path has reached, and what it left open on its way. */
interface Reached {
  readonly symbol: ValueSymbol;
  readonly chain: readonly ChainLink[];
  readonly open: OpenPath;
  readonly shown: string;
}

/** The last `step` of a path names `symbol`. */
function arrive(context: ResolveContext, { symbol, chain, open, shown }: Reached, step: NameStep, use: Use): void {
  const { reference } = use;
  if (replacedConstant(symbol, chain)) {
    const message = `${shown} is declared by the module, not defined; name what replaces it`;
    context.report.error("E201", step.span, message);
    return;
  }
  if (open.parameters.length > 0 && symbol.kind === "operator") {
    const whole = open.operator(symbol, chain, shown);
    context.tables.meanings.set(reference, { symbol: whole, chain: [] });
    checkUse(context, whole, step.args, { ...use, reference: { ...reference, name: shown } });
    return;
  }
  context.tables.meanings.set(reference, { symbol, chain });
  checkUse(context, symbol, step.args, use);
}

/** `rest` selects a part of the definition that `step` names. */
function selectPart(
  context: ResolveContext,
  { symbol, chain, open, shown }: Reached,
  { step, rest, use }: { readonly step: NameStep; readonly rest: readonly PathStep[]; readonly use: Use },
): void {
  if (symbol.kind !== "operator") {
    context.report.error("E217", step.span, `${shown} has no parts that could be selected`);
    return;
  }
  if (open.parameters.length > 0) {
    const message = `an operator that is a part of ${shown} needs the arguments of the instances on the way to it`;
    context.report.error("E217", step.span, message);
    return;
  }
  resolveSubexpression(context, { symbol, chain, args: step.args, shown }, rest, use);
}

function checkInstanceArguments(
  context: ResolveContext,
  parameters: readonly ParameterSymbol[],
  step: NameStep,
  local: LocalScope | null,
): void {
  if (step.args.length !== parameters.length) {
    const takes = plural(parameters.length, "argument");
    const message = `the instance ${step.name} takes ${takes}, found ${step.args.length}`;
    context.report.error("E203", step.span, message);
  }
  for (const [i, arg] of step.args.entries()) resolveArgument(context, arg, parameters[i]?.arity ?? 0, local);
}

function visible(entry: { meaning: Meaning; local: boolean } | undefined): Meaning | null {
  return entry === undefined || entry.local ? null : entry.meaning;
}

/** A constant or variable of an instantiated module is not reachable by `!`. */
function replacedConstant(symbol: ValueSymbol, chain: readonly ChainLink[]): boolean {
  if (symbol.kind !== "constant" && symbol.kind !== "variable") return false;
  return chain.some((link) => link.instance.substitutions.has(symbol));
}

function selectorText(step: Extract<PathStep, { kind: "selector" }>): string {
  return step.selector === "call" ? "!(…)" : `!${step.selector}`;
}

function reportUnknown(context: ResolveContext, name: string, span: Span, local: LocalScope | null): void {
  context.report.error(
    "E201",
    span,
    `${name === "-." ? "the negative -" : name} is not known here${hintFor(context, name, span, local)}`,
  );
}
