/** `e \in S`, by the text of S where that says more than its value. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { compare, elements, INT, isMember, NAT, SetValue, type Value } from "../../../values/index.ts";
import { membersIn, withElement } from "./binder.ts";
import { bitMember, openedIfPossible } from "./bits.ts";
import { after, checksOfMembers, settled } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { type Js, js } from "./js.ts";
import { equality } from "./relation.ts";
import { isNoSet, setOf, subset } from "./set.ts";
import { and, asTruth, boolean, FAILURE, FALSE, or, type Symbolic, TRUE, type Truth, Unsupported } from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** `e \in S` where S is given by its text. */
export function memberOf(c: Compiler, e: Symbolic, set: Expression, context: Context): Truth {
  if (e.kind === "failure") return e;
  if (e.kind !== "constant") {
    const found = byText(c, e, set, context);
    if (found !== null) return found;
  }
  return member(c, e, c.evaluate(set, context));
}

/** By the form of the text, null where it says nothing. */
function byText(c: Compiler, e: Symbolic, set: Expression, context: Context): Truth | null {
  switch (set.kind) {
    case "reference": {
      const target = c.resolver.resolveOnce(set, context);
      if (target.kind === "builtin") {
        const [first, second] = set.args;
        if (target.name === "SUBSET" && first !== undefined && (e.kind === "set" || e.kind === "collection")) {
          return subset(c, e, first, context);
        }
        if (target.name === "\\cup" && e.kind === "function" && first !== undefined && second !== undefined) {
          const either = or(memberOf(c, e, first, context), memberOf(c, e, second, context));
          return afterSets(c, [second], context, either);
        }
        return null;
      }
      if (target.kind !== "text" || target.symbol?.binders != null || target.symbol?.recursive === true) return null;
      return c.inside(() => byText(c, e, target.body, target.context));
    }
    case "functionSet": {
      if (e.kind !== "function") return null;
      const domain = c.evaluate(set.domain, context);
      if (domain.kind !== "constant" || !(domain.value instanceof SetValue)) return null;
      if (compare(domain.value, e.domain) !== 0) return null;
      return every(
        c,
        e,
        e.items.map((item) => () => memberOf(c, item, set.range, context)),
      );
    }
    case "recordSet": {
      if (e.kind !== "function") return null;
      const names = c.order(c.closed(set.fields.map((x) => x.name)));
      const keys = elements(e.domain);
      const fields = names.map((i) => set.fields[i] as (typeof set.fields)[number]);
      if (fields.length !== keys.length || fields.some((field, i) => field.name !== keys[i])) return null;
      const all = every(
        c,
        e,
        fields.map((field, i) => () => memberOf(c, e.items[i] as Symbolic, field.value, context)),
      );
      return afterSets(
        c,
        set.fields.map((field) => field.value),
        context,
        all,
      );
    }
    case "setFilter": {
      if (set.bound.set === null) return null;
      const inside = memberOf(c, e, set.bound.set, context);
      return and(inside, c.truth(set.predicate, withElement(c, membersIn(c, set.bound), e, context)));
    }
    default:
      return null;
  }
}

function every(c: Compiler, e: Extract<Symbolic, { kind: "function" }>, tests: readonly (() => Truth)[]): Truth {
  const all = tests.reduceRight<Truth>((rest, test) => and(test(), rest), TRUE);
  return e.checks.length === 0 ? all : asTruth(after(c, e.checks, all));
}

/** What is asked of several sets is asked when all of them are evaluated, whichever decides. */
function afterSets(c: Compiler, sets: readonly Expression[], context: Context, answer: Truth): Truth {
  const checks = checksOfSets(c, sets, context);
  return checks === null ? FAILURE : asTruth(after(c, checks, answer));
}

/** Code that bails out where one of the sets cannot be evaluated; null where one never can. */
function checksOfSets(c: Compiler, sets: readonly Expression[], context: Context): readonly Js[] | null {
  const checks: Js[] = [];
  for (const set of sets) {
    const list = checksOfSet(c, set, context);
    if (list === null) return null;
    checks.push(...list);
  }
  return checks;
}

/** Code that bails out where a set cannot be evaluated; null where that never can. A filter is asked for an element only. */
function checksOfSet(c: Compiler, set: Expression, context: Context): readonly Js[] | null {
  const ofAll = (sets: readonly Expression[]) => checksOfSets(c, sets, context);
  switch (set.kind) {
    case "functionSet":
      return ofAll([set.domain, set.range]);
    case "recordSet":
      return ofAll(set.fields.map((field) => field.value));
    case "setFilter":
      return set.bound.set === null ? null : checksOfSet(c, set.bound.set, context);
    case "reference": {
      const target = c.resolver.resolveOnce(set, context);
      if (target.kind === "builtin" && setOperators.has(target.name)) return ofAll(set.args);
      if (target.kind === "text" && target.symbol?.binders == null && target.symbol?.recursive !== true)
        return c.inside(() => checksOfSet(c, target.body, target.context));
    }
  }
  return checksOfValue(c, c.evaluate(set, context));
}

/** The same of a set by its value: one that is interned may be none in some states. */
function checksOfValue(c: Compiler, given: Symbolic): readonly Js[] | null {
  if (isNoSet(given)) return null;
  const { checks, value } = settled(c, given);
  if (value.kind !== "element") return checks;
  const isSet = asTruth(tabulate(c, [value], ([x]) => setOf(x) instanceof SetValue, { name: "a set", truth: true }));
  if (isSet.kind === "failure") return null;
  return isSet.kind === "constant" ? checks : [...checks, isSet.js];
}

const setOperators: ReadonlySet<string> = new Set(["SUBSET", "\\cup", "\\cap", "\\"]);

/** `e \in s`. */
export function member(c: Compiler, e: Symbolic, given: Symbolic): Truth {
  if (e.kind === "failure" || given.kind === "failure") return FAILURE;
  const s = openedIfPossible(c, given);
  switch (s.kind) {
    case "element":
      return asTruth(tabulate(c, [e, s], memberRule, { name: "\\in", truth: true }));
    case "constant":
      return inConstant(c, e, s.value);
    case "set":
      return bitMember(c, e, s);
    case "collection":
      // The whole set is evaluated, whichever member decides.
      return asTruth(
        after(
          c,
          checksOfMembers(s.members),
          s.members.reduceRight<Truth>((rest, m) => or(and(m.when, equality(c, m.element, e)), rest), FALSE),
        ),
      );
    default:
      throw new Unsupported(`a ${s.kind} as a set`);
  }
}

function memberRule([x, set]: readonly Value[]): Value {
  return isMember(x as Value, setOf(set));
}

function inConstant(c: Compiler, e: Symbolic, set: Value): Truth {
  if (!(set instanceof SetValue)) return FAILURE;
  if (e.kind === "integer") {
    const { safe } = e.js;
    if (set === INT) return safe ? TRUE : boolean(js`(${e.js}, true)`);
    if (set === NAT) return e.low >= 0 && safe ? TRUE : boolean(js`(${e.js} >= 0)`);
    const { form, low, high } = set as SetValue & { low: number; high: number };
    if (form === "interval") {
      if (e.low >= low && e.high <= high && safe) return TRUE;
      const name = safe ? e.js : c.code.variable();
      const first = safe ? name : js`(${name} = ${e.js})`;
      return boolean(js`(${first} >= ${low} && ${name} <= ${high})`);
    }
  }
  const rule = ([x]: readonly Value[]) => isMember(x as Value, set);
  return asTruth(tabulate(c, [e], rule, { truth: true }));
}
