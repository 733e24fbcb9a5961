/** Sets by their members: whether any two can be compared is part of what it means to be a set. */

import { compare, type Value } from "../../../values/index.ts";
import type { Representation } from "../layout/representation.ts";
import { comparable } from "./comparable.ts";
import type { Compiler } from "./compiler.ts";
import { type Js, joined, js } from "./js.ts";
import { equality } from "./relation.ts";
import {
  and,
  boolean,
  condition,
  FALSE,
  isConstant,
  type Member,
  representationOf,
  type Symbolic,
  TRUE,
  Unsupported,
} from "./symbolic.ts";

/** Pairs of members that the code compares, only to find out whether that can be done. */
const MOST_CHECKS = 12;

/** The set of these members. Where two that are there cannot be compared, the code bails out. */
export function collection(c: Compiler, members: readonly Member[]): Symbolic {
  const kinds = new Map<string, Representation>();
  const keys = members.map(({ element }) => {
    if (element.kind === "collection" || element.kind === "failure") return "";
    const r = representationOf(element);
    const key = c.keyOf(r);
    kinds.set(key, r);
    return key;
  });
  const bad = new Set<string>();
  const list = [...kinds];
  list.forEach(([a, r], i) => {
    for (const [b, s] of list.slice(i)) if (!alike(r, s)) bad.add(`${a}|${b}`).add(`${b}|${a}`);
  });
  const checks: Js[] = [];
  members.forEach((a, i) => {
    for (let j = i + 1; j < members.length; j++) {
      const b = members[j] as Member;
      if (keys[i] !== "" && keys[j] !== "" && !bad.has(`${keys[i]}|${keys[j]}`)) continue;
      const both = and(a.when, b.when);
      const test =
        both.kind === "constant" && both.value === false ? FALSE : and(both, equality(c, a.element, b.element));
      if (isConstant(test)) continue;
      if (checks.push(condition(test)) > MOST_CHECKS) throw new Unsupported("members that may not be comparable");
    }
  });
  const [first, ...rest] = members;
  if (checks.length === 0 || first === undefined) return { kind: "collection", members };
  const when = and(boolean(js`(${joined(checks, ", ")}, true)`), first.when);
  return { kind: "collection", members: [{ element: first.element, when }, ...rest] };
}

/** Can every value of `r` be compared with every one of `s`? */
function alike(r: Representation, s: Representation): boolean {
  if (r.kind === "integer" && s.kind === "integer") return true;
  if (r.kind === "boolean" && s.kind === "boolean") return true;
  if (r.kind === "set" && s.kind === "set") return comparable([...r.universe.values, ...s.universe.values]);
  if (r.kind === "function" && s.kind === "function") {
    if (!comparable([r.domain, s.domain])) return false;
    if (compare(r.domain, s.domain) !== 0) return true;
    return r.items.every((item, i) => alike(item, s.items[i] as Representation));
  }
  const [a, b] = [few(r), few(s)];
  return a !== null && b !== null && comparable([...a, ...b]);
}

/** The values of a representation that has few of them, or one of each kind; null for others. */
function few(r: Representation): readonly Value[] | null {
  switch (r.kind) {
    case "constant":
      return [r.value];
    case "boolean":
      return [true, false];
    case "integer":
      return [r.low];
    case "element":
      return r.universe.open ? null : r.universe.values;
    default:
      return null;
  }
}

/** A member that is always there. */
export function member(element: Symbolic): Member {
  return { element, when: TRUE };
}
