/** Direct code of what binds names: loops over the elements of sets. */

import { isBuiltin, type ResolvedBound } from "../../../tla/semantics/symbol.ts";
import type { Bound, Expression } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import { reached } from "../core/reached.ts";
import type { Environment } from "./environment.ts";
import type { Writer } from "./expression.ts";
import { anything, asSet, boolean, functionPiece, LEFT, type Piece, setPiece } from "./piece.ts";
import { Undirected } from "./unit.ts";

/** Text that loops over sets: what comes of it is worth keeping. */
export function loopsOverSets({ kind }: Expression): boolean {
  return looping.has(kind);
}

const looping: ReadonlySet<Expression["kind"]> = new Set([
  ...(["quantifier", "choose", "setFilter", "setMap", "functionLiteral"] as const),
]);

/** One loop: the JavaScript name of the element, and the statement that takes it apart. */
interface Loop {
  readonly list: string;
  readonly element: string;
  readonly apart: string;
}

/** The loops of `bounds`. */
export interface Loops {
  /** Statements that evaluate the sets, one for each bound, which comes first. */
  readonly sets: readonly string[];
  readonly bounds: readonly Bound[];
  readonly loops: readonly Loop[];
  readonly outside: Environment;
  readonly inside: Environment;
}

/** `listed` is the set as it is listed. Throws `Undirected` where a name has no set. */
export function loopsOf(w: Writer, bounds: readonly Bound[], at: Environment, listed = (set: string) => set): Loops {
  const sets: string[] = [];
  let inside = at;
  const loops: Loop[] = [];
  for (const bound of bounds) {
    if (bound.set === null) throw new Undirected("a name without a set");
    const list = w.unit.fresh("s");
    sets.push(`const ${list} = list(${listed(w.value(bound.set, at).js)}); `);
    for (const pattern of patternsOf(w, bound)) {
      const element = w.unit.fresh("e");
      const taken = boundTo(w, pattern, element, inside);
      loops.push({ list, element, apart: taken.apart });
      inside = taken.inside;
    }
  }
  return { sets, bounds, loops, outside: at, inside };
}

/** Names that are bound together: one to a whole element, or those of a tuple to its parts. */
interface Pattern {
  readonly symbols: ResolvedBound["symbols"];
  readonly tuple: boolean;
}

function patternsOf(w: Writer, bound: Bound): readonly Pattern[] {
  const { symbols } = w.unit.setup.program.tables.bounds.get(bound) as ResolvedBound;
  return bound.pattern === "tuple"
    ? [{ symbols, tuple: true }]
    : symbols.map((symbol) => ({ symbols: [symbol], tuple: false }));
}

/** The names of a pattern, bound to `element`; a statement takes it apart where it is a tuple. */
function boundTo(
  w: Writer,
  { symbols, tuple }: Pattern,
  element: string,
  at: Environment,
): { readonly apart: string; readonly inside: Environment } {
  const names = tuple ? symbols.map(() => w.unit.fresh("e")) : [element];
  let inside = at;
  symbols.forEach((symbol, i) => {
    inside = inside.with(symbol, { kind: "value", js: names[i] as string });
  });
  return { apart: tuple ? `const [${names.join(", ")}] = parts(${element}, ${names.length}); ` : "", inside };
}

/** `body`, in the loops. */
export function looped({ loops }: Pick<Loops, "loops">, body: string): string {
  return loops.reduceRight((inner, { list, element, apart }) => {
    const i = `${element}i`;
    return `B.take(); for (let ${i} = 0; ${i} < ${list}.length; ${i}++) { const ${element} = ${list}[${i}]; ${apart}${inner} }`;
  }, body);
}

/** A block of statements: the sets, and `body` in the loops. */
export function around(loops: Loops, body: string): string {
  return `{ ${loops.sets.join("")}${looped(loops, body)} }`;
}

/** A JavaScript expression that runs statements which return. */
function block(w: Writer, at: Environment, body: (inside: Environment) => string): string {
  return `(${w.fn([], at, body)})()`;
}

type Quantifier = Extract<Expression, { kind: "quantifier" }>;

/** `condition` writes what is said of the elements. */
export function quantified(
  w: Writer,
  expression: Quantifier,
  at: Environment,
  condition: Writer["condition"] = (body, inside) => w.condition(body, inside),
): Piece {
  const exists = expression.quantifier === "\\E";
  if (expression.bounds.some(({ set }) => set === null)) return LEFT;
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, expression.bounds, scope);
    const body = scope.within.scoped(() => {
      const test = condition(expression.body, loops.inside);
      return exists ? `if (${test}) return true;` : `if (!${test}) return false;`;
    });
    return `${loops.sets.join("")}${looped(loops, body)} return ${!exists};`;
  });
  return boolean(js);
}

export function choice(w: Writer, expression: Extract<Expression, { kind: "choose" }>, at: Environment): Piece {
  if (expression.bound.set === null) return LEFT;
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, [expression.bound], scope);
    const found = loops.loops[0]?.element as string;
    const body = scope.within.scoped(() => `if (${w.condition(expression.body, loops.inside)}) return ${found};`);
    return `${loops.sets.join("")}${looped(loops, body)} leave();`;
  });
  return anything(js);
}

export function filtered(w: Writer, expression: Extract<Expression, { kind: "setFilter" }>, at: Environment): Piece {
  const { bound, predicate } = expression;
  if (bound.set === null) return LEFT;
  if (mayStaySymbolic(w, bound.set) && !at.primed && !Reader.of(w.unit.setup).readsOf(predicate).primes) {
    const element = w.unit.fresh("e");
    const test = w.fn([element], at, (scope) => `B.take(); ${tested(w, expression, element, scope)}`);
    return setPiece(`filter(${w.set(bound.set, at)}, ${test})`);
  }
  const kept = w.unit.fresh("r");
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, [bound], scope, (set) => `base(${set})`);
    const [loop] = loops.loops as [Loop];
    const body = scope.within.scoped(
      () => `if (${w.condition(predicate, loops.inside)}) ${kept}.push(${loop.element});`,
    );
    return `${loops.sets.join("")}const ${kept} = []; ${looped(loops, body)} return makeSet(${kept});`;
  });
  return setPiece(js);
}

/** Does what `set` is written with make large sets? Of those a filter lists nothing until its elements are wanted. */
function mayStaySymbolic(w: Writer, set: Expression): boolean {
  const { root, tables } = w.unit.setup.program;
  for (const { expression } of reached([{ expression: set, source: root.source }], tables)) {
    if (large.has(expression.kind)) return true;
    if (isBuiltin(expression, ["SUBSET"], tables)) return true;
  }
  return false;
}

const large: ReadonlySet<Expression["kind"]> = new Set(["functionSet", "recordSet", "product"] as const);

/** Statements that say whether the predicate of a filter is true of an element. */
function tested(
  w: Writer,
  { bound, predicate }: Extract<Expression, { kind: "setFilter" }>,
  element: string,
  at: Environment,
): string {
  const [pattern] = patternsOf(w, bound) as [Pattern];
  const { apart, inside } = boundTo(w, pattern, element, at);
  return `${apart}return ${w.condition(predicate, inside)};`;
}

export function mapped(w: Writer, expression: Extract<Expression, { kind: "setMap" }>, at: Environment): Piece {
  if (expression.bounds.some(({ set }) => set === null)) return LEFT;
  const made = w.unit.fresh("r");
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, expression.bounds, scope);
    const body = scope.within.scoped(() => `${made}.push(${w.value(expression.body, loops.inside).js});`);
    return `${loops.sets.join("")}const ${made} = []; ${looped(loops, body)} return makeSet(${made});`;
  });
  return setPiece(js);
}

type Rule = Pick<Extract<Expression, { kind: "functionLiteral" }>, "bounds" | "body">;

/** The sets of a function's names, and `element` taken apart into these: several are bound to the parts of a tuple. */
function argumentOf(
  w: Writer,
  bounds: readonly Bound[],
  { element, at }: { readonly element: string; readonly at: Environment },
): { readonly sets: string; readonly apart: string; readonly inside: Environment } {
  const patterns = bounds.flatMap((bound) => {
    return patternsOf(w, bound).map((pattern) => ({ ...pattern, set: bound.set as Expression }));
  });
  const sets = patterns.map(({ set }) => w.value(set, at).js).join(", ");
  const holders = patterns.length === 1 ? [element] : patterns.map(() => w.unit.fresh("e"));
  let inside = at;
  let apart = patterns.length === 1 ? "" : `const [${holders.join(", ")}] = parts(${element}, ${holders.length}); `;
  patterns.forEach((pattern, i) => {
    const taken = boundTo(w, pattern, holders[i] as string, inside);
    apart += taken.apart;
    inside = taken.inside;
  });
  return { sets: `[${sets}]`, apart, inside };
}

/** `[x \in S |-> e]`. */
export function functionLiteral(w: Writer, { bounds, body }: Rule, at: Environment): Piece {
  if (bounds.some(({ set }) => set === null)) return LEFT;
  const [domain, made, element] = [w.unit.fresh("s"), w.unit.fresh("r"), w.unit.fresh("e")];
  const js = block(w, at, (scope) => {
    const { sets, apart, inside } = argumentOf(w, bounds, { element, at: scope });
    const list = w.unit.fresh("s");
    const push = scope.within.scoped(() => `${made}.push(${w.value(body, inside).js});`);
    const loop = looped({ loops: [{ list, element, apart }] }, push);
    const begin = `const ${domain} = domain(${sets}), ${list} = list(${domain}), ${made} = [];`;
    return `${begin} ${loop} return functionOver(${domain}, ${made});`;
  });
  return functionPiece(js);
}

/** The same as a rule, whose values are found when they are asked for. */
export function functionRule(w: Writer, { bounds, body }: Rule, at: Environment): string {
  if (bounds.some(({ set }) => set === null)) return LEFT.js;
  const element = w.unit.fresh("e");
  const { sets, apart, inside } = argumentOf(w, bounds, { element, at });
  const value = w.fn([element], inside, (scope) => `B.take(); ${apart}return ${w.value(body, scope).js};`);
  return `rule(${sets}, ${value})`;
}

/** `e \in S`; of a filter only the one candidate is tested. */
export function member(w: Writer, element: Expression, set: Expression, at: Environment): Piece {
  const value = w.value(element, at).js;
  if (set.kind !== "setFilter" || set.bound.set === null) return boolean(`isMember(${value}, ${w.set(set, at)})`);
  const base = set.bound.set;
  const candidate = w.unit.fresh("e");
  const test = w.fn([candidate], at, (scope) => {
    const inBase = `isMember(${candidate}, ${asSet(w.value(base, scope))})`;
    return `if (!${inBase}) return false; ${tested(w, set, candidate, scope)}`;
  });
  return boolean(`(${test})(${value})`);
}
