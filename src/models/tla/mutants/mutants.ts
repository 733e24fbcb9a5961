/** The mutants of a specification: the places where a slip may be made, and modules with it. */

import { type ParsedModule, parseEach } from "../../../tla/syntax/module.ts";
import type { Location, Source } from "../../../tla/syntax/source.ts";
import type { Expression, Module } from "../../../tla/syntax/tree.ts";
import type { Model } from "../../model.ts";
import type { Formula } from "../behavior.ts";
import { reached } from "../core/reached.ts";
import type { Uses } from "../interpret/uses.ts";
import { TlaModel } from "../model.ts";
import { Catalogue, named, type Role, type Slip, type Text } from "./catalogue.ts";

/** A specification with one slip. */
export interface Mutant {
  /** What kind of slip, as in docs/mutants.md. */
  readonly rule: string;
  readonly role: Role;
  readonly location: Location;
  /** The text at the place, and what the slip makes of it, each on one line. */
  readonly before: string;
  readonly after: string;
  /** Does it make no difference to the run whose uses were given? Nothing was evaluated there, or it was always so. */
  readonly idle: boolean;
  /** The states of that run in which it may make one, if those are known. */
  readonly where: readonly number[] | null;
  /** Reads a module's text as `loadTlaModel` does, with the slip in it. */
  readonly parse: Parse;
}

type Parse = (source: Source) => readonly ParsedModule[];

/**
 * All mutants of what a model's behaviors are made of, in the order of the text: each node of Init, Next and fairness
 * that a rule of the catalogue fits, once. Texts of modules that we ship are left alone. The model is one that
 * `loadTlaModel` made for the engine "interpreter"; `uses` saw a whole check of it.
 */
export function mutantsOf(model: Model, uses: Uses | null = null): Mutant[] {
  const found = new Map<string, Mutant>();
  const parse = parsingOnce();
  for (const { slip, text } of slipsOf(model)) {
    const { start, end } = slip.at.span;
    const key = `${text.source.name} ${start} ${end} ${slip.rule} ${slip.after}`;
    if (!found.has(key)) found.set(key, mutant(slip, text, uses, parse));
  }
  return [...found.values()].sort(byPlace);
}

/**
 * The specification with all slips at once that make no difference to the run that `uses` saw, made so that they would
 * be noticed where that is wrong: what was never evaluated is an error, and what was always true is one where it is not.
 */
export function tripwire(model: Model, uses: Uses): Parse {
  const changes = new Map<string, (node: Expression) => Expression>();
  for (const { slip, text } of slipsOf(model)) {
    if (!isIdle(slip, text, uses)) continue;
    const { entered } = uses.of(slip.at, text.source);
    const { settles } = slip;
    const key = keyOf(text.source, slip.at);
    if (!entered.ever) changes.set(key, tripped);
    else if (settles === true) changes.set(key, alwaysTrue);
    else if (!changes.has(key)) changes.set(key, neverTrue);
  }
  const plain = parsingOnce();
  return (source) =>
    plain(source).map((parsed) => ({
      ...parsed,
      module: parsed.module === null ? null : changed(parsed.module, source, changes),
    }));
}

/** A slip with the text in which it is made. */
interface Placed {
  readonly slip: Slip;
  readonly text: Text;
}

function* slipsOf(model: Model): Generator<Placed> {
  if (!(model instanceof TlaModel)) throw new TypeError("only a specification in TLA+ has mutants");
  const { setup, formulas } = model.parts;
  const { behavior } = formulas;
  if (behavior === null) return;
  const { tables } = setup.program;
  const catalogue = new Catalogue(tables, setup.facts);
  const roles: readonly (readonly [Role, readonly Formula[]])[] = [
    ["next", [behavior.next]],
    ["init", behavior.init],
    ["fairness", behavior.fairness],
  ];
  for (const [role, roots] of roles) {
    for (const { expression, source } of reached(roots, tables)) {
      if (isShipped(source)) continue;
      const text = { expression, source, role };
      for (const slip of catalogue.slipsOf(text)) yield { slip, text };
    }
  }
}

/** Fairness is not evaluated, and counts all the same. */
function isIdle({ at, settles }: Slip, { source, role }: Text, uses: Uses | null): boolean {
  if (uses === null || role === "fairness") return false;
  const { entered, wasTrue, wasFalse } = uses.of(at, source);
  return !entered.ever || (settles === true && !wasFalse.ever) || (settles === false && !wasTrue.ever);
}

/** Where the text was evaluated, and to something else than what takes its place. */
function placesOf({ at, settles }: Slip, { source, role }: Text, uses: Uses): readonly number[] | null {
  if (role !== "next") return null;
  const { entered, wasTrue, wasFalse } = uses.of(at, source);
  if (entered.states === null) return null;
  return settles === null ? entered.states : settles ? wasFalse.states : wasTrue.states;
}

function keyOf({ name }: Source, { kind, span }: Expression): string {
  return `${name} ${span.start} ${span.end} ${kind}`;
}

/** An error where it is evaluated: a number that no value can be. */
function tripped({ span }: Expression): Expression {
  return { kind: "number", text: "a text that is never evaluated", value: null, span };
}

function alwaysTrue(node: Expression): Expression {
  const { span } = node;
  // biome-ignore lint/suspicious/noThenProperty: a node of the tree, never awaited
  return { kind: "if", condition: node, then: named("TRUE", span), else: tripped(node), span };
}

function neverTrue(node: Expression): Expression {
  return { kind: "junction", operator: "/\\", items: [node, tripped(node)], span: node.span };
}

/** The tree with each node changed that has a change; those inside it first. */
function changed<T>(tree: T, source: Source, changes: ReadonlyMap<string, (node: Expression) => Expression>): T {
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((item: unknown) => changed(item, source, changes)) as T;
  const parts = Object.entries(tree as object).map(([key, part]) => [
    key,
    key === "source" ? part : changed(part as unknown, source, changes),
  ]);
  const made = Object.fromEntries(parts) as T;
  const node = tree as Partial<Expression>;
  if (node.kind === undefined || node.span === undefined) return made;
  return (changes.get(keyOf(source, node as Expression))?.(made as Expression) as T | undefined) ?? made;
}

/** Modules that we ship are named in brackets. */
function isShipped({ name }: Source): boolean {
  return name.startsWith("<");
}

function byPlace(a: Mutant, b: Mutant): number {
  const [one, other] = [a.location, b.location];
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}

/** Reads each text once for all mutants: nobody changes a tree. */
function parsingOnce(): Parse {
  const known = new Map<string, { readonly text: string; readonly modules: readonly ParsedModule[] }>();
  return (source) => {
    const old = known.get(source.name);
    if (old?.text === source.text) return old.modules;
    const modules = parseEach(source);
    known.set(source.name, { text: source.text, modules });
    return modules;
  };
}

function mutant(slip: Slip, text: Text, uses: Uses | null, plain: Parse): Mutant {
  const { source, role } = text;
  const known = { idle: isIdle(slip, text, uses), where: uses === null ? null : placesOf(slip, text, uses) };
  const { rule, at, change, after } = slip;
  const parse: Parse = (text) => {
    const modules = plain(text);
    if (text.name !== source.name) return modules;
    return modules.map((parsed) => {
      const node = parsed.module === null ? null : find(parsed.module, at);
      const changed = node === null ? null : change(node);
      if (parsed.module === null || node === null || changed === null) return parsed;
      return { ...parsed, module: replaced(parsed.module, node, changed) };
    });
  };
  return { rule, role, location: source.locate(at.span), before: source.flat(at.span), after, ...known, parse };
}

/** The outermost node of a module that has the place and the kind of `wanted`. */
function find(module: Module, { kind, span }: Expression): Expression | null {
  const visit = (node: unknown): Expression | null => {
    if (typeof node !== "object" || node === null) return null;
    const own = node as Partial<Expression>;
    if (own.span !== undefined && (own.span.start > span.start || own.span.end < span.end)) return null;
    if (own.kind === kind && own.span?.start === span.start && own.span.end === span.end) return own as Expression;
    for (const key in node) {
      if (key === "source") continue;
      const found = visit((node as Record<string, unknown>)[key]);
      if (found !== null) return found;
    }
    return null;
  };
  return visit(module.units);
}

/** The tree with `to` in place of `from`; what does not contain it is shared. */
function replaced<T>(tree: T, from: object, to: object): T {
  if (tree === from) return to as T;
  if (typeof tree !== "object" || tree === null) return tree;
  if (Array.isArray(tree)) {
    const items = tree.map((item: unknown) => replaced(item, from, to));
    return items.some((item, i) => item !== tree[i]) ? (items as T) : tree;
  }
  const changed = Object.entries(tree as object)
    .filter(([key]) => key !== "source")
    .map(([key, part]) => [key, replaced(part as unknown, from, to)] as const)
    .filter(([key, part]) => part !== (tree as Record<string, unknown>)[key]);
  return changed.length === 0 ? tree : { ...tree, ...Object.fromEntries(changed) };
}
