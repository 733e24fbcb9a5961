/** The words of a successor: unchanged bits are copied, what changed is packed, what does not fit bails out. */

import { compare, domainOf, FunctionValue, type Value } from "../../../values/index.ts";
import { leafCount, openLeaves, type Representation, valuesOf } from "../layout/representation.ts";
import { bitsIn, elementOf, opened } from "./bits.ts";
import type { Compiler } from "./compiler.ts";
import { asTruth, BAIL, condition, constant, integerOf, minus, type Symbolic, Unsupported } from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** A leaf of the successor: as it was, a number, or code. */
type Leaf = "same" | number | string;

/** The code of each word of the row in which the variables have the values of `c.step`. */
export function wordsOf(c: Compiler): string[] {
  const { packing } = c;
  const kept = new Int32Array(packing.words);
  const numbers = new Int32Array(packing.words);
  const parts: string[][] = Array.from({ length: packing.words }, () => []);
  const used = new Int32Array(packing.words);
  packing.variables.forEach((variable, i) => {
    const leaves = convert(c, c.step[i] as Symbolic, variable, c.current[i] as Symbolic);
    const growing = openLeaves(variable);
    (packing.fields[i] ?? []).forEach(({ word, shift, bits }, j) => {
      const made = leaves[j] as Leaf;
      const leaf = growing[j] === true ? indexWithin(c, made, bits) : made;
      if (bits === 0) {
        // The only value that fits takes no bit; whether the value is that one must be asked all the same.
        if (typeof leaf === "string" && leaf !== "same") c.code.line(`${leaf};`);
        return;
      }
      const mask = bits === 32 ? -1 : (2 ** bits - 1) << shift;
      used[word] = (used[word] as number) | mask;
      if (leaf === "same") kept[word] = (kept[word] as number) | mask;
      else if (typeof leaf === "number") numbers[word] = (numbers[word] as number) | (leaf << shift);
      else (parts[word] as string[]).push(shift === 0 ? leaf : `(${leaf} << ${shift})`);
    });
  });
  return parts.map((list, word) => {
    const all = [...list];
    if (kept[word] === used[word]) {
      if (kept[word] !== 0) all.push(`r${word}`);
    } else if (kept[word] !== 0) all.push(`(r${word} & ${kept[word]})`);
    if (numbers[word] !== 0 || all.length === 0) all.push(String(numbers[word]));
    return all.join(" | ");
  });
}

/** The leaves of `s` in representation `r`; `current` is the value before the step. */
function convert(c: Compiler, s: Symbolic, r: Representation, current: Symbolic): Leaf[] {
  if (s === current) return Array.from({ length: leafCount(r) }, () => "same");
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
      if (truth.kind === "constant") return [truth.value === true ? 1 : 0];
      return [`(${condition(truth)} ? 1 : 0)`];
    }
    case "integer":
      return [integerLeaf(c, s, r.low, r.high)];
    case "element": {
      const { js } = elementOf(c, s, r.universe);
      return [/^\d+$/.test(js) ? Number(js) : js];
    }
    case "set": {
      const set = opened(c, s);
      if (set.kind !== "set" && set.kind !== "collection" && set.kind !== "constant") return failed(c, r);
      const { words } = bitsIn(c, set, r.universe);
      return words.map((word, k) => {
        if (current.kind === "set" && current.words[k] === word) return "same";
        return /^-?\d+$/.test(word) ? Number(word) : word;
      });
    }
    case "function":
      return functionLeaves(c, s, r, current);
  }
}

/** An open universe grows while the search runs, so an index may need more bits than the row has for it. */
function indexWithin(c: Compiler, leaf: Leaf, bits: number): Leaf {
  if (leaf === "same" || bits >= 31) return leaf;
  if (typeof leaf === "number") return leaf >>> bits === 0 ? leaf : BAIL;
  const name = /^t\d+$/.test(leaf) ? leaf : named(c, leaf);
  return `(${name} >>> ${bits} === 0 ? ${name} : ${BAIL})`;
}

/** Bails out here: a value may have no leaf in which to do it. */
function failed(c: Compiler, r: Representation): Leaf[] {
  c.code.line(`${BAIL};`);
  return Array.from({ length: leafCount(r) }, () => 0);
}

function integerLeaf(c: Compiler, s: Symbolic, low: number, high: number): Leaf {
  const number = integerOf(s);
  if (number === null) return BAIL;
  if (s.kind === "constant") return number.low >= low && number.low <= high ? number.low - low : BAIL;
  if (number.low >= low && number.high <= high) return minus(number.js, low);
  const name = number.safe ? c.code.share(number.js) : named(c, number.js);
  const tests = [
    ...(number.low < low ? [`${name} < ${low}`] : []),
    ...(number.high > high ? [`${name} > ${high}`] : []),
  ];
  return `(${tests.join(" || ")} ? ${BAIL} : ${minus(name, low)})`;
}

/** A name for code that may bail out, evaluated here. */
export function named(c: Compiler, js: string): string {
  const name = c.code.fresh();
  c.code.line(`const ${name} = ${js};`);
  return name;
}

function same([value]: readonly Value[]): Value {
  return value as Value;
}

function functionLeaves(
  c: Compiler,
  s: Symbolic,
  r: Extract<Representation, { kind: "function" }>,
  current: Symbolic,
): Leaf[] {
  const items = itemsFor(s, r);
  if (items === null) return failed(c, r);
  if (s.kind === "function") for (const check of s.checks) c.code.line(`${check};`);
  const before = current.kind === "function" ? current.items : [];
  return r.items.flatMap((item, i) => convert(c, items[i] as Symbolic, item, before[i] ?? constant(false)));
}

/** The values of a function on the domain of `r`; null if it has another one. */
function itemsFor(s: Symbolic, r: Extract<Representation, { kind: "function" }>): readonly Symbolic[] | null {
  if (s.kind === "function") return compare(s.domain, r.domain) === 0 ? s.items : null;
  if (s.kind !== "constant" || !(s.value instanceof FunctionValue) || s.value.form === "lambda") return null;
  return compare(domainOf(s.value), r.domain) === 0 ? valuesOf(s.value).map(constant) : null;
}
