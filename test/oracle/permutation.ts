/** The same specification written otherwise: lists in another order, names replaced. By text, at the places of the tree. */

import { parseModules } from "../../src/tla/syntax/module.ts";
import { Source, type Span } from "../../src/tla/syntax/source.ts";
import type { Expression, Module } from "../../src/tla/syntax/tree.ts";
import type { Random } from "./random.ts";

/** Spans of texts that may change places. */
type Items = readonly Span[];

/** The module with the disjuncts of the definition `next` (those below its `\E`) in another order. Throws if there are fewer than two. */
export function permuteDisjuncts(text: string, next: string, random: Random): string {
  const definition = moduleOf(text).units.find((unit) => unit.kind === "operator" && unit.name === next);
  if (definition?.kind !== "operator") throw new Error(`no definition of ${next}`);
  let { body } = definition;
  while (body.kind === "quantifier" && body.quantifier === "\\E") body = body.body;
  const items = disjuncts(body).map((e) => e.span);
  if (items.length < 2) throw new Error(`${next} has no two disjuncts`);
  // What is last may reach as far as it can, `\E i \in S : A`; in another place it needs parentheses.
  return reorder(text, [items], random, body.kind === "reference" ? (item) => `(${item})` : undefined);
}

/** The module with the elements of each `{a, b}` and of each `UNCHANGED <<x, y>>` in another order. */
export function permuteLists(text: string, random: Random): string {
  const found: Items[] = [];
  visit(moduleOf(text), (e) => {
    const unchanged = e.kind === "reference" && e.name === "UNCHANGED" ? e.args[0] : undefined;
    if (e.kind === "setEnumeration") found.push(e.elements.map((x) => x.span));
    else if (unchanged?.kind === "tuple") found.push(unchanged.elements.map((x) => x.span));
  });
  // Of lists inside lists only the inner ones: their spans do not overlap.
  const contains = (a: Items, b: Items) =>
    a !== b && a.some((s) => b.some((t) => s.start <= t.start && t.end <= s.end));
  const inner = found.filter((items) => items.length > 1 && !found.some((other) => contains(items, other)));
  return reorder(text, inner, random);
}

/** The text with whole words replaced. */
export function rename(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\w+/g, (word) => (Object.hasOwn(names, word) ? (names[word] as string) : word));
}

function moduleOf(text: string): Module {
  const { modules, diagnostics } = parseModules(new Source("Permuted.tla", text));
  const [module] = modules;
  if (module === undefined || diagnostics.length > 0) throw new Error(diagnostics[0]?.message ?? "no module");
  return module;
}

function disjuncts(e: Expression): Expression[] {
  if (e.kind === "junction" && e.operator === "\\/") return [...e.items];
  return e.kind === "reference" && e.name === "\\/" && e.fix === "infix" ? e.args.flatMap(disjuncts) : [e];
}

/** Calls `found` for every expression, however deep; the tree is plain data. */
function visit(node: unknown, found: (e: Expression) => void): void {
  if (Array.isArray(node)) for (const part of node) visit(part, found);
  else if (typeof node === "object" && node !== null && !(node instanceof Source)) {
    if ("kind" in node && "span" in node) found(node as Expression);
    for (const part of Object.values(node)) visit(part, found);
  }
}

/** Each list in an order that is not the one it has. */
function reorder(
  text: string,
  lists: readonly Items[],
  random: Random,
  closed: (item: string) => string = (item) => item,
): string {
  const edits: { span: Span; by: string }[] = [];
  for (const items of lists) {
    let order = random.shuffled(items);
    if (order.every((span, i) => span === items[i])) order = [...items.slice(1), items[0] as Span];
    for (const [i, span] of items.entries()) {
      const from = order[i] as Span;
      edits.push({ span, by: closed(text.slice(from.start, from.end)) });
    }
  }
  let result = text;
  for (const { span, by } of edits.sort((a, b) => b.span.start - a.span.start)) {
    result = result.slice(0, span.start) + by + result.slice(span.end);
  }
  return result;
}
