/** The words of a successor: unchanged bits are copied, what changed is packed, what does not fit bails out. */

import { compare, domainOf, FunctionValue, type Value } from "../../../values/index.ts";
import { type FunctionRepresentation, valuesOf } from "../layout/function.ts";
import { maskOf } from "../layout/packing.ts";
import type { Representation } from "../layout/representation.ts";
import { bitsIn, elementOf, opened } from "./bits.ts";
import type { Compiler } from "./compiler.ts";
import { BAIL, Js, joined, js, minus } from "./js.ts";
import { asTruth, condition, constant, integerOf, type Symbolic, Unsupported } from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** A leaf of the successor: as it was, or code. */
type Leaf = "same" | Js;

/** The code of each word of the row in which the variables have the values of `c.step`. */
export function wordsOf(c: Compiler): Js[] {
  const { packing } = c;
  const kept = new Int32Array(packing.words);
  const numbers = new Int32Array(packing.words);
  const parts: Js[][] = Array.from({ length: packing.words }, () => []);
  const used = new Int32Array(packing.words);
  packing.variables.forEach((variable, i) => {
    const leaves = convert(c, c.step[i] as Symbolic, variable, c.current[i] as Symbolic);
    const forms = variable.leaves();
    (packing.fields[i] ?? []).forEach((field, j) => {
      const { word, shift, bits } = field;
      const made = leaves[j] as Leaf;
      const leaf = forms[j]?.size === Infinity ? indexWithin(c, made, bits) : made;
      if (bits === 0) {
        // The only value that fits takes no bit; whether the value is that one must be asked all the same.
        if (leaf !== "same" && leaf.literal === null) c.code.line(js`${leaf};`);
        return;
      }
      const mask = maskOf(field);
      used[word] = (used[word] as number) | mask;
      if (leaf === "same") kept[word] = (kept[word] as number) | mask;
      else if (leaf.literal !== null) numbers[word] = (numbers[word] as number) | (leaf.literal << shift);
      else (parts[word] as Js[]).push(shift === 0 ? leaf : js`(${leaf} << ${shift})`);
    });
  });
  return parts.map((list, word) => {
    const all = [...list];
    if (kept[word] === used[word]) {
      if (kept[word] !== 0) all.push(Js.called("r", word));
    } else if (kept[word] !== 0) all.push(js`(${Js.called("r", word)} & ${kept[word] as number})`);
    if (numbers[word] !== 0 || all.length === 0) all.push(Js.literal(numbers[word] as number));
    return joined(all, " | ");
  });
}

/** The leaves of `s` in representation `r`; `current` is the value before the step. */
function convert(c: Compiler, s: Symbolic, r: Representation, current: Symbolic): Leaf[] {
  if (s === current) return Array.from({ length: r.leafCount }, () => "same");
  if (s.kind === "failure") return failed(c, r);
  if (s.kind === "element" && r.kind !== "element") {
    // An interned value goes into a table of what it looks like in the row.
    const seen = tabulate(c, [s], same, { name: `as ${c.keyOf(r)}`, result: r });
    return seen.kind === "element" ? failed(c, r) : convert(c, seen, r, current);
  }
  switch (r.kind) {
    case "constant":
      throw new Unsupported("a constant as a variable");
    case "boolean": {
      const truth = asTruth(s);
      if (truth.kind === "constant") return [Js.literal(truth.value === true ? 1 : 0)];
      return [js`(${condition(truth)} ? 1 : 0)`];
    }
    case "integer":
      return [integerLeaf(c, s, r.low, r.high)];
    case "element":
      return [elementOf(c, s, r.universe)];
    case "set": {
      const set = opened(c, s);
      if (set.kind !== "set" && set.kind !== "collection" && set.kind !== "constant") return failed(c, r);
      const before = current.kind === "set" ? current.words : [];
      return bitsIn(c, set, r.universe).map((word, k) => (before[k]?.equals(word) === true ? "same" : word));
    }
    case "function":
      return functionLeaves(c, s, r, current);
  }
}

/** An open universe grows while the search runs, so an index may need more bits than the row has for it. */
function indexWithin(c: Compiler, leaf: Leaf, bits: number): Leaf {
  if (leaf === "same" || bits >= 31) return leaf;
  if (leaf.literal !== null) return leaf.literal >>> bits === 0 ? leaf : BAIL;
  const name = leaf.isName ? leaf : c.code.named(leaf);
  return js`(${name} >>> ${bits} === 0 ? ${name} : ${BAIL})`;
}

/** Bails out here: a value may have no leaf in which to do it. */
function failed(c: Compiler, r: Representation): Leaf[] {
  c.code.line(js`${BAIL};`);
  return Array.from({ length: r.leafCount }, () => Js.literal(0));
}

function integerLeaf(c: Compiler, s: Symbolic, low: number, high: number): Leaf {
  const number = integerOf(s);
  if (number === null) return BAIL;
  if (s.kind === "constant") return number.low >= low && number.low <= high ? Js.literal(number.low - low) : BAIL;
  if (number.low >= low && number.high <= high) return minus(number.js, low);
  const name = number.js.safe ? c.code.share(number.js) : c.code.named(number.js);
  const tests = [
    ...(number.low < low ? [js`${name} < ${low}`] : []),
    ...(number.high > high ? [js`${name} > ${high}`] : []),
  ];
  return js`(${joined(tests, " || ")} ? ${BAIL} : ${minus(name, low)})`;
}

function same([value]: readonly Value[]): Value {
  return value as Value;
}

function functionLeaves(c: Compiler, s: Symbolic, r: FunctionRepresentation, current: Symbolic): Leaf[] {
  const items = itemsFor(s, r);
  if (items === null) return failed(c, r);
  if (s.kind === "function") for (const check of s.checks) c.code.line(js`${check};`);
  const before = current.kind === "function" ? current.items : [];
  return r.items.flatMap((item, i) => convert(c, items[i] as Symbolic, item, before[i] ?? constant(false)));
}

/** The values of a function on the domain of `r`; null if it has another one. */
function itemsFor(s: Symbolic, r: FunctionRepresentation): readonly Symbolic[] | null {
  if (s.kind === "function") return compare(s.domain, r.domain) === 0 ? s.items : null;
  if (s.kind !== "constant" || !(s.value instanceof FunctionValue) || s.value.form === "lambda") return null;
  return compare(domainOf(s.value), r.domain) === 0 ? valuesOf(s.value).map(constant) : null;
}
