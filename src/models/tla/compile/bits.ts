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
import type { Universe } from "../layout/universe.ts";
import { after, held } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import {
  asTruth,
  BAIL,
  boolean,
  closedSize,
  closedValues,
  condition,
  constant,
  FALSE,
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

interface Bits {
  readonly words: readonly string[];
  readonly safe: boolean;
}

/** Dynamic elements of a union with at most so many values are added to the universe of the other side. */
const FEW = 8;

/** A set in bits, over a universe of its own choice. */
export function bitsOf(c: Compiler, s: Symbolic): SetSymbolic {
  if (s.kind === "set") return s;
  const universe = universeOf(c, s);
  const { words, safe } = bitsIn(c, s, universe);
  return { kind: "set", universe, words, safe };
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

/** The bits of `s` over `universe`; what is not there makes the code bail out. */
export function bitsIn(c: Compiler, s: Symbolic, universe: Universe): Bits {
  const count = Math.ceil(universe.size / 32);
  switch (s.kind) {
    case "constant": {
      const words = new Int32Array(count);
      for (const value of listed(s.value)) {
        const index = universe.find(value);
        if (index < 0) {
          universe.want(value);
          refuseNone(universe);
          return { words: Array.from(words, () => "F()"), safe: false };
        }
        words[index >> 5] = (words[index >> 5] as number) | (1 << (index & 31));
      }
      return { words: Array.from(words, String), safe: true };
    }
    case "set":
      return moved(c, s, universe, true);
    case "collection": {
      const words: string[][] = Array.from({ length: count }, () => []);
      let safe = true;
      for (const { element, when } of s.members) {
        if (when.kind === "constant" && when.value === false) continue;
        refuseNone(universe);
        const index = elementOf(c, element, universe);
        safe &&= index.safe && isSafe(when);
        addBit(words, index.js, element.kind === "constant" && index.safe ? Number(index.js) : null, when);
      }
      return { words: words.map((parts) => (parts.length === 0 ? "0" : `(${parts.join(" | ")})`)), safe };
    }
    default:
      throw new Unsupported(`a ${s.kind} as a set`);
  }
}

/** Without elements there are no words, so no code that could bail out where there should be one. */
function refuseNone(universe: Universe): void {
  if (universe.size === 0) throw new Unsupported("elements in a set of none");
}

function addBit(words: string[][], index: string, known: number | null, when: Truth): void {
  const guarded = (bit: string) => (when.kind === "constant" ? bit : `(${condition(when)} ? ${bit} : 0)`);
  for (const [k, parts] of words.entries()) {
    if (known === null)
      parts.push(guarded(words.length === 1 ? `(1 << ${index})` : `(${index} >> 5 === ${k} ? 1 << ${index} : 0)`));
    else if (known >> 5 === k) parts.push(guarded(String(1 << (known & 31))));
  }
}

/** The bits of a set over another universe; all of it is evaluated, whatever of it is needed there. */
function moved(c: Compiler, s: SetSymbolic, universe: Universe, must: boolean): Bits {
  if (s.safe || s.universe === universe) return between(s, universe, must);
  if (universe.size === 0) throw new Unsupported("a set that may fail among no elements");
  const { checks, set } = held(c, s);
  const { words } = between(set, universe, must);
  return { words: words.map((word) => `(${checks.join(", ")}, ${word})`), safe: false };
}

/** The same where nothing can fail; elements that are not there bail out if they must be, or are dropped. */
function between(s: SetSymbolic, universe: Universe, must: boolean): Bits {
  const count = Math.ceil(universe.size / 32);
  if (s.universe === universe) return s;
  if (s.universe.isPrefixOf(universe)) {
    return { words: Array.from({ length: count }, (_, k) => s.words[k] ?? "0"), safe: s.safe };
  }
  const parts: string[][] = Array.from({ length: count }, () => []);
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
    const masked = `(${s.words[from]} & ${mask})`;
    const moved = shift === 0 ? masked : shift > 0 ? `(${masked} << ${shift})` : `(${masked} >>> ${-shift})`;
    (parts[to] as string[]).push(moved);
  }
  const words = parts.map((list) => (list.length === 0 ? "0" : `(${list.join(" | ")})`));
  if (must && missing.some((mask) => mask !== 0)) refuseNone(universe);
  const checks = must ? [...missing].flatMap((mask, k) => (mask === 0 ? [] : [`(${s.words[k]} & ${mask}) !== 0`])) : [];
  if (checks.length === 0) return { words, safe: s.safe };
  return { words: words.map((word) => `(${checks.join(" || ")} ? F() : ${word})`), safe: false };
}

/** Two sets over one universe. */
export function unify(c: Compiler, a: Symbolic, b: Symbolic): readonly [Bits, Bits, Universe] {
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
export function bitsWithin(c: Compiler, s: Symbolic, universe: Universe): Bits {
  const set = opened(c, s);
  if (set.kind === "constant") {
    const words = new Int32Array(Math.ceil(universe.size / 32));
    universe.values.forEach((value, i) => {
      if (isMember(value, set.value as SetValue)) words[i >> 5] = (words[i >> 5] as number) | (1 << (i & 31));
    });
    return { words: Array.from(words, String), safe: true };
  }
  return moved(c, set.kind === "set" ? set : bitsOf(c, set), universe, false);
}

/** Is the element at `index` (code) in the set? */
function bitTest(s: SetSymbolic, index: number): Truth {
  return boolean(`((${s.words[index >> 5]} & ${1 << (index & 31)}) !== 0)`, s.safe);
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
  return s.safe ? { ...s, words: s.words.map((word) => c.code.share(word)) } : s;
}

/** Members in the order of TLA+ without repetition, whatever the form of the set. */
export function orderedMembers(c: Compiler, s: Symbolic): readonly Member[] {
  return membersOf(c, s.kind === "collection" ? bitsOf(c, s) : s);
}

/** Is `e` an element of a set in bits? */
export function bitMember(c: Compiler, e: Symbolic, s: SetSymbolic): Truth {
  if (e.kind === "constant") {
    const index = s.universe.find(e.value);
    if (index >= 0) return bitTest(s, index);
  }
  const index = placeOf(c, e.kind === "collection" ? bitsOf(c, e) : e, s.universe);
  const name = index.safe ? c.code.share(index.js) : c.code.variable();
  const first = index.safe ? name : `(${name} = ${index.js})`;
  const word = s.words.reduceRight(
    (rest, w, k) => (rest === "" ? w : `(${name} < ${32 * (k + 1)} ? ${w} : ${rest})`),
    "",
  );
  if (word === "") return asTruth(after(c, index.safe ? [] : [index.js], FALSE));
  // The element comes before the set, and where it is none of the universe the set is evaluated all the same.
  const inside = `(((${word} >>> ${name}) & 1) === 1)`;
  if (index.safe && index.low >= 0 && (s.safe || s.words.length === 1)) return boolean(inside, s.safe);
  if (s.safe) return boolean(`(${first} >= 0 && ${inside})`, index.safe);
  return boolean(`(${first}, ${s.words.join(", ")}, ${name} >= 0 && ${inside})`, false);
}

/** The index of `s` in `universe`, which holds all that it can be, or is open. */
export function elementOf(
  c: Compiler,
  s: Symbolic,
  universe: Universe,
): { readonly js: string; readonly safe: boolean } {
  if (s.kind === "constant") {
    const index = universe.open ? universe.add(s.value) : universe.find(s.value);
    if (index >= 0) return { js: String(index), safe: true };
    universe.want(s.value);
    return { js: "F()", safe: false };
  }
  if (s.kind === "element" && s.universe.isPrefixOf(universe)) return { js: s.js, safe: s.safe };
  const whole = s.kind === "collection" ? bitsOf(c, s) : s;
  if (universe.open) {
    const found = tabulate(c, [whole], ([value]) => value as Value, { name: "in", into: universe });
    if (found.kind === "element" && found.universe === universe) return { js: found.js, safe: found.safe };
    return reinterned(c, whole, universe);
  }
  const index = placeOf(c, whole, universe);
  if (index.low >= 0) return index;
  return { js: `X(${index.js})`, safe: false };
}

/** A small closed value by its index in an open universe, which learns all that it can be. */
function reinterned(c: Compiler, s: Symbolic, universe: Universe): { readonly js: string; readonly safe: boolean } {
  const index = tabulate(c, [s], ([value]) => universe.add(value as Value));
  if (index.kind === "failure") return { js: BAIL, safe: false };
  const number = integerOf(index);
  if (number === null) throw new Unsupported("no index");
  return number;
}

/** The index of `s` in a closed universe, -1 where it is not there. */
export function placeOf(c: Compiler, s: Symbolic, universe: Universe): Extract<Symbolic, { kind: "integer" }> {
  const result = { kind: "integer", low: -1, high: Math.max(0, universe.size - 1) } as const;
  const name = `place ${c.keyOf({ kind: "element", universe })}`;
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
