/** What a name that is not known may have been meant to be. */

import { libraryModules } from "../library/index.ts";
import { foreignSpelling } from "../syntax/foreign.ts";
import { parseModules } from "../syntax/module.ts";
import { partsOf } from "../syntax/parts.ts";
import { Source, type Span } from "../syntax/source.ts";
import type { Expression, OperatorDefinition, Unit } from "../syntax/tree.ts";
import type { ResolveContext } from "./resolve.ts";
import type { LocalScope } from "./scope.ts";

/** What the text of an expression that somebody asks about is called. */
export const QUESTION = "<expression>";

/** What to do about an unknown name, with the punctuation before it. */
export function hintFor(context: ResolveContext, name: string, span: Span, local: LocalScope | null): string {
  const own = definitionAround(context.module.tree.units, name, span);
  if (own !== null) {
    const declared = own.parameters.length === 0 ? name : `${name}(${own.parameters.map(() => "_").join(", ")})`;
    return `: a definition that uses itself needs \`RECURSIVE ${declared}\` before it`;
  }
  const below = definedBelow(context, name);
  if (below !== null) {
    const line = context.source.lineAt(below.start);
    return `: it is defined below, at line ${line}; move its definition above this place`;
  }
  const similar = /^\w/.test(name) ? context.scope.similar(name, local) : [];
  const guess = similar.length > 0 ? `; did you mean ${similar.join(" or ")}?` : null;
  // The same letters in other cases are a slip, whatever else the name may be.
  if (guess !== null && similar[0]?.toLowerCase() === name.toLowerCase()) return guess;
  const foreign = foreignSpelling(name);
  if (foreign !== null) return `; ${foreign}`;
  const homes = homesOf(name);
  const [first] = homes;
  // Who asks about a specification need not be who may change it.
  if (context.source.name === QUESTION)
    return (
      guess ??
      (first === undefined ? "" : `; it is defined in module ${first}, which ${context.module.name} does not extend`)
    );
  if (first !== undefined) {
    return homes.length === 1
      ? `; it is defined in module ${first}: add EXTENDS ${first}`
      : `; it is defined by ${homes.join(", ")}: add one of them to EXTENDS`;
  }
  return guess ?? "; declare or define it above this place, or extend the module that defines it";
}

/** The definition named `name` around the place `span`, in a LET or at the top of a module. */
function definitionAround(units: readonly Unit[], name: string, span: Span): OperatorDefinition | null {
  for (const unit of units) {
    if (unit.kind === "module" || unit.span.start > span.start || unit.span.end < span.end) continue;
    if (unit.kind === "operator" && unit.name === name) return unit;
    const body = unit.kind === "operator" || unit.kind === "function" ? unit.body : null;
    const found = body === null ? null : localDefinitionAround(body, name, span);
    if (found !== null) return found;
  }
  return null;
}

function localDefinitionAround(expression: Expression, name: string, span: Span): OperatorDefinition | null {
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const found = next.kind === "let" ? definitionAround(next.definitions, name, span) : null;
    if (found !== null) return found;
    open.push(...partsOf(next));
  }
  return null;
}

/** Where the module itself introduces `name`, which at this place it has not done yet. */
function definedBelow(context: ResolveContext, name: string): Span | null {
  for (const unit of context.module.tree.units) {
    if (unit.kind === "constants") {
      const found = unit.declarations.find((d) => d.name === name);
      if (found !== undefined) return found.span;
    } else if (unit.kind === "variables") {
      const found = unit.names.find((n) => n.name === name);
      if (found !== undefined) return found.span;
    } else if (
      (unit.kind === "operator" || unit.kind === "function" || unit.kind === "instance") &&
      unit.name === name
    ) {
      return unit.nameSpan;
    }
  }
  return null;
}

/** The modules that we ship and that define `name` or pass it on, the smallest first. */
function homesOf(name: string): string[] {
  const homes = [...libraryModules].filter(([module, text]) => defines(module, text, name)).map(([module]) => module);
  // Each kind of numbers has what the one before has.
  if (homes[0] === "Naturals") return ["Naturals", "Integers", "Reals"];
  return homes[0] === "Integers" ? ["Integers", "Reals"] : homes;
}

function defines(module: string, text: string, name: string): boolean {
  const [tree] = parseModules(new Source(`<${module}>`, text)).modules;
  return (tree?.units ?? []).some(
    (unit) => (unit.kind === "operator" || unit.kind === "function") && !unit.local && unit.name === name,
  );
}
