/** Direct code of what binds names: loops over the elements of sets. */

import type { ResolvedBound } from "../../../tla/semantics/symbol.ts";
import type { Bound, Expression } from "../../../tla/syntax/tree.ts";
import type { Environment } from "./environment.ts";
import type { Writer } from "./expression.ts";
import { anything, asSet, boolean, functionPiece, LEFT, type Piece, setPiece } from "./piece.ts";

/** One loop: the JavaScript name of the element, and the statement that takes it apart. */
interface Loop {
  readonly list: string;
  readonly element: string;
  readonly apart: string;
}

/** The loops of `bounds`. */
export interface Loops {
  /** Statements that evaluate the sets, which comes first. */
  readonly sets: string;
  readonly bounds: readonly Bound[];
  readonly loops: readonly Loop[];
  readonly outside: Environment;
  readonly inside: Environment;
}

/** Null where a name has no set. */
export function loopsOf(w: Writer, bounds: readonly Bound[], at: Environment): Loops | null {
  let sets = "";
  let inside = at;
  const loops: Loop[] = [];
  for (const bound of bounds) {
    const { set } = bound;
    if (set === null) return null;
    const list = w.unit.fresh("s");
    sets += `const ${list} = list(${w.value(set, at).js}); `;
    const { symbols } = w.unit.setup.program.tables.bounds.get(bound) as ResolvedBound;
    if (bound.pattern === "tuple") {
      const element = w.unit.fresh("e");
      const bound = boundTo(w, symbols, element, inside);
      loops.push({ list, element, apart: bound.apart });
      inside = bound.inside;
    } else {
      for (const symbol of symbols) {
        const element = w.unit.fresh("e");
        loops.push({ list, element, apart: "" });
        inside = inside.with(symbol, { kind: "value", js: element });
      }
    }
  }
  return { sets, bounds, loops, outside: at, inside };
}

/** Names of a pattern, bound to the parts of `element`; a statement takes it apart. */
function boundTo(
  w: Writer,
  symbols: ResolvedBound["symbols"],
  element: string,
  at: Environment,
): { readonly apart: string; readonly inside: Environment } {
  const names = symbols.map(() => w.unit.fresh("e"));
  let inside = at;
  symbols.forEach((symbol, i) => {
    inside = inside.with(symbol, { kind: "value", js: names[i] as string });
  });
  return { apart: `const [${names.join(", ")}] = parts(${element}, ${names.length}); `, inside };
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
  return `{ ${loops.sets}${looped(loops, body)} }`;
}

/** A JavaScript expression that runs statements which return. */
function block(w: Writer, at: Environment, body: (inside: Environment) => string): string {
  return `(${w.fn([], at, body)})()`;
}

export function quantified(w: Writer, expression: Extract<Expression, { kind: "quantifier" }>, at: Environment): Piece {
  const exists = expression.quantifier === "\\E";
  if (expression.bounds.some(({ set }) => set === null)) return LEFT;
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, expression.bounds, scope) as Loops;
    const test = w.condition(expression.body, loops.inside);
    const body = exists ? `if (${test}) return true;` : `if (!${test}) return false;`;
    return `${loops.sets}${looped(loops, body)} return ${!exists};`;
  });
  return boolean(js);
}

export function choice(w: Writer, expression: Extract<Expression, { kind: "choose" }>, at: Environment): Piece {
  if (expression.bound.set === null) return LEFT;
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, [expression.bound], scope) as Loops;
    const found = loops.loops[0]?.element as string;
    return `${loops.sets}${looped(loops, `if (${w.condition(expression.body, loops.inside)}) return ${found};`)} leave();`;
  });
  return anything(js);
}

export function filtered(w: Writer, expression: Extract<Expression, { kind: "setFilter" }>, at: Environment): Piece {
  const { bound, predicate } = expression;
  if (bound.set === null) return LEFT;
  const kept = w.unit.fresh("r");
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, [bound], scope) as Loops;
    const [loop] = loops.loops as [Loop];
    const set = `const ${loop.list} = list(base(${w.value(bound.set as Expression, scope).js})); `;
    const body = `if (${w.condition(predicate, loops.inside)}) ${kept}.push(${loop.element});`;
    return `${set}const ${kept} = []; ${looped(loops, body)} return makeSet(${kept});`;
  });
  return setPiece(js);
}

export function mapped(w: Writer, expression: Extract<Expression, { kind: "setMap" }>, at: Environment): Piece {
  if (expression.bounds.some(({ set }) => set === null)) return LEFT;
  const made = w.unit.fresh("r");
  const js = block(w, at, (scope) => {
    const loops = loopsOf(w, expression.bounds, scope) as Loops;
    const body = `${made}.push(${w.value(expression.body, loops.inside).js});`;
    return `${loops.sets}const ${made} = []; ${looped(loops, body)} return makeSet(${made});`;
  });
  return setPiece(js);
}

type Rule = Pick<Extract<Expression, { kind: "functionLiteral" }>, "bounds" | "body">;

/** `[x \in S |-> e]`; several names are bound to the parts of a tuple. */
export function functionLiteral(w: Writer, { bounds, body }: Rule, at: Environment): Piece {
  if (bounds.some(({ set }) => set === null)) return LEFT;
  const [domain, made, element] = [w.unit.fresh("s"), w.unit.fresh("r"), w.unit.fresh("e")];
  const js = block(w, at, (scope) => {
    const patterns = bounds.flatMap((bound) => {
      const { symbols } = w.unit.setup.program.tables.bounds.get(bound) as ResolvedBound;
      const set = bound.set as Expression;
      return bound.pattern === "tuple"
        ? [{ set, symbols, tuple: true }]
        : symbols.map((symbol) => ({ set, symbols: [symbol], tuple: false }));
    });
    const sets = patterns.map(({ set }) => w.value(set, scope).js).join(", ");
    const holders = patterns.length === 1 ? [element] : patterns.map(() => w.unit.fresh("e"));
    let inside = scope;
    let apart = patterns.length === 1 ? "" : `const [${holders.join(", ")}] = parts(${element}, ${holders.length}); `;
    patterns.forEach(({ symbols, tuple }, i) => {
      const holder = holders[i] as string;
      if (tuple) {
        const bound = boundTo(w, symbols, holder, inside);
        apart += bound.apart;
        inside = bound.inside;
      } else inside = inside.with(symbols[0] as (typeof symbols)[0], { kind: "value", js: holder });
    });
    const value = w.value(body, inside).js;
    const list = w.unit.fresh("s");
    const loop = looped({ loops: [{ list, element, apart }] }, `${made}.push(${value});`);
    const begin = `const ${domain} = domain([${sets}]), ${list} = list(${domain}), ${made} = [];`;
    return `${begin} ${loop} return functionOver(${domain}, ${made});`;
  });
  return functionPiece(js);
}

/** `e \in S`; of a filter only the one candidate is tested. */
export function member(w: Writer, element: Expression, set: Expression, at: Environment): Piece {
  const value = w.value(element, at).js;
  if (set.kind !== "setFilter" || set.bound.set === null) return boolean(`isMember(${value}, ${w.set(set, at)})`);
  const { bound, predicate } = set;
  const base = bound.set as Expression;
  const candidate = w.unit.fresh("e");
  const test = w.fn([candidate], at, (scope) => {
    const { symbols } = w.unit.setup.program.tables.bounds.get(bound) as ResolvedBound;
    const bindings =
      bound.pattern === "tuple"
        ? boundTo(w, symbols, candidate, scope)
        : { apart: "", inside: scope.with(symbols[0] as (typeof symbols)[0], { kind: "value", js: candidate }) };
    const inBase = `isMember(${candidate}, ${asSet(w.value(base, scope))})`;
    return `if (!${inBase}) return false; ${bindings.apart}return ${w.condition(predicate, bindings.inside)};`;
  });
  return boolean(`(${test})(${value})`);
}
