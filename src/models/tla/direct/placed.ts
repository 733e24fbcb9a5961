/** The names around the text of an atom of a temporal formula. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import { Closure, type Frame, type Slot, Thunk } from "../interpret/runtime.ts";
import type { Scope } from "../interpret/scope.ts";
import type { AtomOrigin } from "../temporal/translate.ts";
import { type Binding, Environment, JsFunction } from "./environment.ts";
import { Undirected, type Unit } from "./unit.ts";

/** May what is evaluated here be evaluated once more by the interpreter? */
export function isRepeatable({ setup }: Pick<Unit, "setup">, expression: Expression): boolean {
  const { pure, composes } = Reader.of(setup).readsOf(expression);
  return pure && !composes;
}

/** What the names around a text stand for. Throws `Undirected` where that has no direct code. */
export function environmentAt(unit: Unit, { place, frame }: AtomOrigin): Environment {
  return namesIn(unit, place.scope, frame, []);
}

/** `within`: the frames on the way here. */
function namesIn(unit: Unit, scope: Scope | null, frame: Frame | null, within: readonly Frame[]): Environment {
  if (scope === null || frame === null) return Environment.empty(new JsFunction(), false);
  if (scope.operators.size > 0) throw new Undirected("operators of a LET around a formula");
  let at = namesIn(unit, scope.parent, frame.parent, within);
  for (const [symbol, slot] of scope.symbols) {
    const content = frame.slots[slot];
    if (content !== undefined) at = at.with(symbol, bindingOf(unit, content, [...within, frame]));
  }
  return at;
}

function bindingOf(unit: Unit, content: Exclude<Slot, undefined>, within: readonly Frame[]): Binding {
  if (content instanceof Closure || Array.isArray(content)) throw new Undirected("an operator around a formula");
  if (!(content instanceof Thunk)) return { kind: "value", js: unit.constant(content) };
  const { text } = content.code;
  if (
    text === null ||
    content.frame === null ||
    within.includes(content.frame) ||
    !isRepeatable(unit, text.expression)
  ) {
    throw new Undirected("an argument that is no text to be evaluated again");
  }
  const environment = namesIn(unit, text.place.scope, content.frame, within);
  return { kind: "text", text: { expression: text.expression, environment }, js: null, early: false };
}
