/** What a text gives wherever it stands in a state, such as `Closure(edges)` in a loop, is not evaluated for each element. */

import type { ValueSymbol } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import { loopsOverSets } from "./binder.ts";
import { Environment, JsFunction } from "./environment.ts";
import type { Writer } from "./expression.ts";
import type { Piece } from "./piece.ts";
import type { Unit } from "./unit.ts";

/** So many variables are compared, to hold a value: more takes as long as many a text. */
const MOST_COMPARED = 8;

/** As long as which values are the same that of a text without local names is; see `Unit.addHeld`. */
export function heldBy(w: Writer, expression: Expression, primed: boolean): Parameters<Unit["addHeld"]>[2] {
  const { variables, primes, everything, pure } = Reader.of(w.unit.setup).readsOf(expression);
  const isKnown = !primes && !everything && pure && variables.size <= MOST_COMPARED;
  // While an action gives variables their next values, these change, and may be absent.
  const read = isKnown ? [...variables].map((variable) => `${primed ? "N" : "S"}[${variable}]`) : [];
  return { ofState: !primed, read };
}

/**
 * Code of a text that is dear and depends on nothing but one state: where it reads one variable, its value is kept by
 * that of the variable; where it reads several, and names are bound around it, as long as they are the same. Null for any
 * other text. `write` gives the plain code.
 */
export function keptText(
  w: Writer,
  expression: Expression,
  at: Environment,
  write: (at: Environment) => Piece,
): Piece | null {
  const { unit } = w;
  if ((at.primed && !w.nextIsGiven) || !isDear(w, expression)) return null;
  const { variables, primes, everything, at: rest, pure, locals } = Reader.of(unit.setup).readsOf(expression);
  if (primes || everything || rest || !pure || variables.size === 0) return null;
  for (const symbol of locals) if (at.find(symbol) !== null) return null;
  if (variables.size === 1) {
    const [variable] = variables;
    const key = `${at.primed ? "N" : "S"}[${variable}]`;
    const memo = unit.memo();
    const { js, kind } = write(at);
    return { js: `(${memo}.get(${key}) ?? ${memo}.keep(${key}, ${js}))`, kind };
  }
  return at.isEmpty ? null : heldText(w, expression, at.primed, write);
}

function heldText(w: Writer, expression: Expression, primed: boolean, write: (at: Environment) => Piece): Piece {
  const { name, kind } = w.unit.onceText(expression, primed, (made) => {
    const within = new JsFunction();
    const { js, kind } = write(Environment.empty(within, primed));
    w.unit.addHeld(made, { within, statements: "", value: js }, heldBy(w, expression, primed));
    return kind;
  });
  return { js: `${name}()`, kind };
}

function isDear(w: Writer, expression: Expression): boolean {
  if (loopsOverSets(expression)) return true;
  if (expression.kind !== "reference" || expression.args.length === 0) return false;
  return isLooping(w, w.interpreter.meaningOf(expression).symbol);
}

/** Does what an operator is defined by loop over sets, or name itself, or an operator that does? */
export function isLooping(w: Writer, symbol: ValueSymbol): boolean {
  if (symbol.kind !== "operator" || symbol.module.library || !w.unit.setup.lowering.isTopLevel(symbol)) return false;
  if (symbol.recursive) return true;
  let answer = w.looping.get(symbol);
  if (answer === undefined) w.looping.set(symbol, (answer = hasLoop(w, symbol.body)));
  return answer;
}

function hasLoop(w: Writer, body: Expression): boolean {
  const open: Expression[] = [body];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (loopsOverSets(part)) return true;
    if (part.kind === "reference" && isLooping(w, w.interpreter.meaningOf(part).symbol)) return true;
    open.push(...partsOf(part));
  }
  return false;
}
