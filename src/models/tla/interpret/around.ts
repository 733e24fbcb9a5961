/** The names around a text that would be evaluated in some frame, for those who evaluate it in another way. */

import type { Source } from "../../../tla/syntax/source.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import { Closure, type Frame, type Slot, Thunk } from "./runtime.ts";
import type { Place, Scope } from "./scope.ts";

type Name = Parameters<Scope["find"]>[0];

/** How names are put together: none, and one more that has a value, or stands for the text of an argument. */
interface Maker<N> {
  none(source: Source): N;
  value(names: N, name: Name, value: Value): N;
  text(names: N, name: Name, text: { readonly expression: Expression; readonly inside: N }): N;
}

/** Null where an operator is among them, or an argument without a text of its own. */
export function namesAround<N>(make: Maker<N>, place: Place, frame: Frame): N | null {
  /** `within`: the frames on the way here. */
  const namesIn = (source: Source, scope: Scope | null, at: Frame | null, within: readonly Frame[]): N | null => {
    if (scope === null || at === null) return make.none(source);
    if (scope.operators.size > 0) return null;
    let names = namesIn(source, scope.parent, at.parent, within);
    for (const [name, slot] of scope.symbols) {
      const content = at.slots[slot];
      if (names !== null && content !== undefined) names = withName(names, name, content, [...within, at]);
    }
    return names;
  };
  const withName = (names: N, name: Name, content: Exclude<Slot, undefined>, within: readonly Frame[]): N | null => {
    if (content instanceof Closure || Array.isArray(content)) return null;
    if (!(content instanceof Thunk)) return make.value(names, name, content as Value);
    const { text } = content.code;
    if (text === null || content.frame === null || within.includes(content.frame)) return null;
    const inside = namesIn(text.place.source, text.place.scope, content.frame, within);
    return inside === null ? null : make.text(names, name, { expression: text.expression, inside });
  };
  return namesIn(place.source, place.scope, frame, []);
}
