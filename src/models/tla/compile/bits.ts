/** Sets as bits over a universe: from whatever form a set has, and between universes. */

import {
  cardinality,
  elements,
  equal,
  isEnumerable,
  isMember,
  makeSet,
  SetValue,
  type Value,
} from "../../../values/index.ts";
import { ElementRepresentation } from "../layout/element.ts";
import { IntegerRepresentation } from "../layout/integer.ts";
import type { Universe } from "../layout/universe.ts";
import { after, held } from "./checked.ts";
import { comparable } from "./comparable.ts";
import type { Compiler } from "./compiler.ts";
import { BAIL, following, Js, joined, js, union } from "./js.ts";
import {
  asTruth,
  boolean,
  closedSize,
  closedValues,
  condition,
  constant,
  FALSE,
  type IntegerSymbolic,
  integerOf,
  isSafe,
  type Member,
  type SetSymbolic,
  type Symbolic,
  TRUE,
  type Truth,
  Unsupported,
} from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** Elements over which a quantifier or a set is taken apart. */
export const LARGEST_UNROLLED = 1024;

/** Dynamic elements of a union with at most so many values are added to the universe of the other side. */
const FEW = 8;

/** A set in bits, over a universe of its own choice. */
export function bitsOf(c: Compiler, s: Symbolic): SetSymbolic {
  if (s.kind === "set") return s;
  const universe = universeOf(c, s);
  return { kind: "set", universe, words: bitsIn(c, s, universe) };
}

/** The elements of a constant set that is small enough to be taken apart. */
export function listed(value: Value): readonly Value[] {
  if (!(value instanceof SetValue)) throw new Unsupported("a set was expected");
  if (!isEnumerable(value) || cardinality(value) > LARGEST_UNROLLED) throw new Unsupported("a large set");
  return elements(value);
}

function universeOf(c: Compiler, s: Symbolic): Universe {
  switch (s.kind) {
    case "constant":
      return c.closed(listed(s.value));
    case "set":
      return s.universe;
    case "collection": {
      const values = s.members.flatMap((m) => closedValues(m.element, LARGEST_UNROLLED));
      if (values.length > LARGEST_UNROLLED) throw new Unsupported("too many possible elements");
      return c.closed(listed(makeSet(values)));
    }
    default:
      throw new Unsupported(`a ${s.kind} as a set`);
  }
}

/** An interned set in bits, by what is known of its universe. */
export function opened(c: Compiler, s: Symbolic): Symbolic {
  if (s.kind !== "element") return s;
  const made = tabulate(c, [s], ([value]) => value as Value, { name: "set" });
  if (made.kind === "set" || made.kind === "constant") return made;
  throw new Unsupported("an interned value as a set");
}

/** An interned set in bits, if its universe is known; any other value as it is. */
export function openedIfPossible(c: Compiler, s: Symbolic): Symbolic {
  try {
    return opened(c, s);
  } catch (error) {
    if (error instanceof Unsupported) return s;
    throw error;
  }
}

/** The words of `s` over `universe`; what is not there makes the code bail out. */
export function bitsIn(c: Compiler, s: Symbolic, universe: Universe): readonly Js[] {
  const count = Math.ceil(universe.size / 32);
  switch (s.kind) {
    case "constant": {
      const words = new Int32Array(count);
      for (const value of listed(s.value)) {
        const index = universe.find(value);
        if (index < 0) {
          universe.want(value);
          refuseNone(universe);
          return Array.from(words, () => BAIL);
        }
        words[index >> 5] = (words[index >> 5] as number) | (1 << (index & 31));
      }
      return Array.from(words, Js.literal);
    }
    case "set":
      return moved(c, s, universe, true);
    case "collection": {
      const words: Js[][] = Array.from({ length: count }, () => []);
      for (const { element, when } of s.members) {
        if (when.kind === "constant" && when.value === false) continue;
        refuseNone(universe);
        addBit(words, elementOf(c, element, universe), when);
      }
      return words.map(union);
    }
    default:
      throw new Unsupported(`a ${s.kind} as a set`);
  }
}

/** Without elements there are no words, so no code that could bail out where there should be one. */
function refuseNone(universe: Universe): void {
  if (universe.size === 0) throw new Unsupported("elements in a set of none");
}

function addBit(words: Js[][], index: Js, when: Truth): void {
  const guarded = (bit: Js): Js => (when.kind === "constant" ? bit : js`(${condition(when)} ? ${bit} : 0)`);
  const known = index.literal;
  for (const [k, parts] of words.entries()) {
    if (known === null)
      parts.push(guarded(words.length === 1 ? js`(1 << ${index})` : js`(${index} >> 5 === ${k} ? 1 << ${index} : 0)`));
    else if (known >> 5 === k) parts.push(guarded(Js.literal(1 << (known & 31))));
  }
}

/** The bits of a set over another universe; all of it is evaluated, whatever of it is needed there. */
function moved(c: Compiler, s: SetSymbolic, universe: Universe, must: boolean): readonly Js[] {
  if (isSafe(s) || s.universe === universe) return between(s, universe, must);
  if (universe.size === 0) throw new Unsupported("a set that may fail among no elements");
  const { checks, set } = held(c, s);
  return between(set, universe, must).map((word) => following(checks, word));
}

/** The same where nothing can fail; elements that are not there bail out if they must be, or are dropped. */
function between(s: SetSymbolic, universe: Universe, must: boolean): readonly Js[] {
  const count = Math.ceil(universe.size / 32);
  if (s.universe === universe) return s.words;
  if (s.universe.isPrefixOf(universe)) return Array.from({ length: count }, (_, k) => s.words[k] ?? Js.literal(0));
  const parts: Js[][] = Array.from({ length: count }, () => []);
  const missing = new Int32Array(s.words.length);
  // Elements that keep their distance move together.
  const moves = new Map<string, { from: number; to: number; shift: number; mask: number }>();
  s.universe.values.forEach((value, i) => {
    const j = universe.find(value);
    if (j < 0) {
      if (must) universe.want(value);
      missing[i >> 5] = (missing[i >> 5] as number) | (1 << (i & 31));
      return;
    }
    const shift = (j & 31) - (i & 31);
    const key = `${i >> 5}>${j >> 5}:${shift}`;
    const move = moves.get(key) ?? { from: i >> 5, to: j >> 5, shift, mask: 0 };
    move.mask |= 1 << (i & 31);
    moves.set(key, move);
  });
  for (const { from, to, shift, mask } of moves.values()) {
    const masked = js`(${s.words[from] as Js} & ${mask})`;
    const moved = shift === 0 ? masked : shift > 0 ? js`(${masked} << ${shift})` : js`(${masked} >>> ${-shift})`;
    (parts[to] as Js[]).push(moved);
  }
  const words = parts.map(union);
  if (!must || missing.every((mask) => mask === 0)) return words;
  refuseNone(universe);
  const lost = joined(
    [...missing].flatMap((mask, k) => (mask === 0 ? [] : [js`(${s.words[k] as Js} & ${mask}) !== 0`])),
    " || ",
  );
  return words.map((word) => js`(${lost} ? ${BAIL} : ${word})`);
}

/** Two sets over one universe. */
export function unify(c: Compiler, a: Symbolic, b: Symbolic): readonly [readonly Js[], readonly Js[], Universe] {
  const [x, y] = [opened(c, a), opened(c, b)];
  // The larger universe of a state stays; constants and few new elements are added to it.
  const [main, other] = y.kind === "set" && x.kind !== "set" ? [y, x] : [x, y];
  const universe = c.extended(universeOf(c, main), newcomers(c, other, main.kind === "set"));
  return [bitsIn(c, x, universe), bitsIn(c, y, universe), universe];
}

/** What `s` may add to the universe of a set: all of a constant; of dynamic elements only a few. */
function newcomers(c: Compiler, s: Symbolic, guarded: boolean): readonly Value[] {
  if (s.kind !== "collection" || !guarded) return universeOf(c, s).values;
  return s.members.flatMap((m) => (closedSize(m.element) <= FEW ? closedValues(m.element, FEW) : []));
}

/** The bits of `s` over `universe`, without those of its elements that are not there. */
export function bitsWithin(c: Compiler, s: Symbolic, universe: Universe): readonly Js[] {
  const set = opened(c, s);
  if (set.kind === "constant") {
    const words = new Int32Array(Math.ceil(universe.size / 32));
    universe.values.forEach((value, i) => {
      if (isMember(value, set.value as SetValue)) words[i >> 5] = (words[i >> 5] as number) | (1 << (i & 31));
    });
    return Array.from(words, Js.literal);
  }
  return moved(c, set.kind === "set" ? set : bitsOf(c, set), universe, false);
}

/** Is the element at `index` (code) in the set? */
function bitTest(s: SetSymbolic, index: number): Truth {
  return boolean(js`((${s.words[index >> 5] as Js} & ${1 << (index & 31)}) !== 0)`);
}

/** The members of a set in the order of TLA+, each with its condition; not in order for a collection. */
export function membersOf(c: Compiler, given: Symbolic): readonly Member[] {
  const s = opened(c, given);
  if (s.kind === "constant") return listed(s.value).map((value) => ({ element: constant(value), when: TRUE }));
  if (s.kind === "collection") return s.members;
  if (s.kind !== "set") throw new Unsupported(`a ${s.kind} as a set`);
  const set = shared(c, s);
  return possibleIndices(c, set).map((i) => ({
    element: constant(set.universe.values[i] as Value),
    when: bitTest(set, i),
  }));
}

/** The indices of what can be in the set, in the order of TLA+. */
export function possibleIndices(c: Compiler, { universe, possible }: SetSymbolic): readonly number[] {
  const all = c.order(universe);
  return possible === undefined ? all : all.filter((i) => (((possible[i >> 5] as number) >>> (i & 31)) & 1) === 1);
}

/** The same set with words that are cheap to name many times. */
export function shared(c: Compiler, s: SetSymbolic): SetSymbolic {
  return isSafe(s) ? { ...s, words: s.words.map((word) => c.code.share(word)) } : s;
}

/** Members in the order of TLA+ without repetition, whatever the form of the set. */
export function orderedMembers(c: Compiler, s: Symbolic): readonly Member[] {
  return membersOf(c, s.kind === "collection" ? bitsOf(c, s) : s);
}

/** Is `e` an element of a set in bits? */
export function bitMember(c: Compiler, e: Symbolic, s: SetSymbolic): Truth {
  // That it is found among all does not say that it can be compared with those that are there.
  if (!comparable(s.universe.values)) throw new Unsupported("elements that cannot be compared");
  if (e.kind === "constant") {
    const index = s.universe.find(e.value);
    if (index >= 0) return bitTest(s, index);
  }
  const index = placeOf(c, e.kind === "collection" ? bitsOf(c, e) : e, s.universe);
  const [last, ...others] = s.words.toReversed();
  if (last === undefined) return asTruth(after(c, index.js.safe ? [] : [index.js], FALSE));
  const name = index.js.safe ? c.code.share(index.js) : c.code.variable();
  const first = index.js.safe ? name : js`(${name} = ${index.js})`;
  const word = others.reduce((rest, w, k) => js`(${name} < ${32 * (others.length - k)} ? ${w} : ${rest})`, last);
  // The element comes before the set, and where it is none of the universe the set is evaluated all the same.
  const inside = js`(((${word} >>> ${name}) & 1) === 1)`;
  if (index.js.safe && index.low >= 0 && (isSafe(s) || s.words.length === 1)) return boolean(inside);
  if (isSafe(s)) return boolean(js`(${first} >= 0 && ${inside})`);
  return boolean(js`(${first}, ${joined(s.words, ", ")}, ${name} >= 0 && ${inside})`);
}

/** The index of `s` in `universe`, which holds all that it can be, or is open. */
export function elementOf(c: Compiler, s: Symbolic, universe: Universe): Js {
  if (s.kind === "constant") {
    const index = universe.open ? universe.add(s.value) : universe.find(s.value);
    if (index >= 0) return Js.literal(index);
    universe.want(s.value);
    return BAIL;
  }
  if (s.kind === "element" && s.universe.isPrefixOf(universe)) return s.js;
  const whole = s.kind === "collection" ? bitsOf(c, s) : s;
  if (universe.open) {
    const found = tabulate(c, [whole], ([value]) => value as Value, { name: "in", into: universe });
    return found.kind === "element" && found.universe === universe ? found.js : reinterned(c, whole, universe);
  }
  const index = placeOf(c, whole, universe);
  return index.low >= 0 ? index.js : js`X(${index.js})`.bailing;
}

/** A small closed value by its index in an open universe, which learns all that it can be. */
function reinterned(c: Compiler, s: Symbolic, universe: Universe): Js {
  const index = tabulate(c, [s], ([value]) => universe.add(value as Value));
  if (index.kind === "failure") return BAIL;
  const number = integerOf(index);
  if (number === null) throw new Unsupported("no index");
  return number.js;
}

/** The index of `s` in a closed universe, -1 where it is not there. */
function placeOf(c: Compiler, s: Symbolic, universe: Universe): IntegerSymbolic {
  const result = new IntegerRepresentation(-1, Math.max(0, universe.size - 1));
  const name = `place ${c.keyOf(new ElementRepresentation(universe))}`;
  const index = integerOf(tabulate(c, [s], ([value]) => place(universe, value as Value), { name, result }));
  if (index === null) throw new Unsupported("an index that is no integer");
  return index;
}

/** Throws where it is not decided whether the value is an element. */
function place(universe: Universe, value: Value): number {
  const index = universe.find(value);
  if (index < 0) for (const element of universe.values) equal(element, value);
  return index;
}
