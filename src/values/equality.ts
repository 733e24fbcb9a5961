// Hot path: `=` of every specification.
/** Equality of values, in three answers: TLA+ does not say whether `1 = "a"`. */

import { decideEmpty, decideFinite, isEnumerable, sizeOf } from "./cardinality.ts";
import { type Decision, NO, UNDECIDED, YES } from "./decision.ts";
import { elements, enumerated } from "./enumeration.ts";
import { ValueError } from "./error.ts";
import { type AnyFunction, domainOf, functionForm } from "./function.ts";
import { printBrief } from "./print.ts";
import { type AnySet, EnumeratedSet, FunctionFamily } from "./set.ts";
import { type FunctionValue, kindName, ModelValue, SetValue, type Value } from "./value.ts";

/**
 * Are the values equal? Composite values are unequal as soon as one component decides it, whatever the others.
 * Throws E401 when values of different kinds leave it open, E402 when infinite or too large sets do.
 */
export function equal(a: Value, b: Value): boolean {
  const decision = decideEqual(a, b);
  if (decision === UNDECIDED) throw undecidedEquality(a, b);
  return decision === YES;
}

/** `equal` without exceptions. */
export function decideEqual(a: Value, b: Value): Decision {
  if (a === b) return YES;
  const type = typeof a;
  if (type !== "object") return typeof b === type ? NO : isUntyped(b) ? NO : UNDECIDED;
  if (a instanceof ModelValue) return b instanceof ModelValue ? decideModelValues(a, b) : isUntyped(a) ? NO : UNDECIDED;
  if (a instanceof SetValue && b instanceof SetValue) return decideSets(a, b);
  if (a instanceof SetValue || typeof b !== "object" || b instanceof SetValue || b instanceof ModelValue) {
    return isUntyped(b) ? NO : UNDECIDED;
  }
  return decideFunctions(a as FunctionValue, b);
}

/** Is the value an untyped model value, which is different from every other value? */
export function isUntyped(value: Value): boolean {
  return value instanceof ModelValue && value.type === null;
}

function decideModelValues(a: ModelValue, b: ModelValue): Decision {
  return a.type === null || b.type === null || a.type === b.type ? NO : UNDECIDED;
}

/** Equality of two lists of the same length, item by item. */
function decideLists(a: readonly Value[], b: readonly Value[]): Decision {
  let result: Decision = YES;
  for (let i = 0; i < a.length; i++) {
    const decision = decideEqual(a[i]!, b[i]!);
    if (decision === NO) return NO;
    if (decision === UNDECIDED) result = UNDECIDED;
  }
  return result;
}

/** Equality of sets. */
function decideSets(x: SetValue, y: SetValue): Decision {
  if (x === y || (x.interner !== null && x.interner === y.interner && x.id === y.id)) return YES;
  const a = x as AnySet;
  const b = y as AnySet;
  if (a.form === "enumerated" && b.form === "enumerated") {
    return a.elements.length === b.elements.length ? decideLists(a.elements, b.elements) : NO;
  }
  const finite = decideFinite(a);
  const otherFinite = decideFinite(b);
  if (finite !== otherFinite && finite !== UNDECIDED && otherFinite !== UNDECIDED) return NO;
  const size = sizeOf(a);
  const otherSize = sizeOf(b);
  if (size >= 0 && otherSize >= 0 && size !== otherSize) return NO;
  if (a.form === "interval" && b.form === "interval") return a.low === b.low && a.high === b.high ? YES : NO;
  if (a.form === "power" && b.form === "power") return decideSets(a.base, b.base);
  if (a.form === "sequences" && b.form === "sequences") return decideSets(a.base, b.base);
  if (a.form === "standard" && b.form === "standard") return a.rank < 3 && b.rank < 3 ? NO : UNDECIDED;
  if (a instanceof FunctionFamily && b instanceof FunctionFamily) return decideFamilies(a, b);
  if (isEnumerable(a) && isEnumerable(b)) return decideLists(elements(a), elements(b));
  return decideCombinations(a, b);
}

/** Equality of domains of functions; those of sequences and of records are never equal. */
export function decideDomains(a: SetValue, b: SetValue): Decision {
  const decision = decideSets(a, b);
  if (decision !== UNDECIDED || !isEnumerable(a) || !isEnumerable(b)) return decision;
  const forms = [functionForm(enumerated(a)), functionForm(enumerated(b))];
  return forms.includes("sequence") && forms.includes("record") ? NO : UNDECIDED;
}

/** Families of functions are equal when both are empty, or else when domains and all factors are equal. */
function decideFamilies(a: FunctionFamily, b: FunctionFamily): Decision {
  const empty = decideEmpty(a);
  const otherEmpty = decideEmpty(b);
  if (empty === YES && otherEmpty === YES) return YES;
  const domains = decideDomains(a.domain(), b.domain());
  if (domains === YES) {
    const factors = decideFactors(a, b);
    if (factors === YES || (empty === NO && otherEmpty === NO)) return factors;
    return UNDECIDED;
  }
  return empty === NO && otherEmpty === NO ? domains : UNDECIDED;
}

function decideFactors(a: FunctionFamily, b: FunctionFamily): Decision {
  if (a.form === "functions" && b.form === "functions") return decideSets(a.factor(0), b.factor(0));
  const n = elements(a.domain()).length;
  let result: Decision = YES;
  for (let i = 0; i < n; i++) {
    const decision = decideSets(a.factor(i), b.factor(i));
    if (decision === NO) return NO;
    if (decision === UNDECIDED) result = UNDECIDED;
  }
  return result;
}

/**
 * Equality of unions and differences: their right operands were reduced when they were built (to what the left one
 * lacks, or to what it has), so with the same left operand the right ones decide.
 */
function decideCombinations(a: AnySet, b: AnySet): Decision {
  if (a.form !== b.form || !("left" in a) || !("left" in b) || decideSets(a.left, b.left) !== YES) return UNDECIDED;
  const right = decideSets(a.right, b.right);
  if (right === YES) return YES;
  const reduced = a.form !== "intersection" && a.right instanceof EnumeratedSet && b.right instanceof EnumeratedSet;
  return reduced ? right : UNDECIDED;
}

function decideFunctions(x: FunctionValue, y: FunctionValue): Decision {
  if (x.interner !== null && x.interner === y.interner && x.id === y.id) return YES;
  const f = x as AnyFunction;
  const g = y as AnyFunction;
  if (f.form === "lambda" || g.form === "lambda") {
    return decideSets(domainOf(f), domainOf(g)) === NO ? NO : UNDECIDED;
  }
  if (f.values.length !== g.values.length) return NO;
  if (f.form === "sequence" && g.form === "sequence") return decideLists(f.values, g.values);
  if (f.form === "record" && g.form === "record") {
    return f.shape === g.shape ? decideLists(f.values, g.values) : NO;
  }
  if (f.form !== "general" && g.form !== "general") return NO;
  const domains = decideSets(domainOf(f), domainOf(g));
  if (domains === NO) return NO;
  return domains === YES ? decideLists(f.values, g.values) : UNDECIDED;
}

/** Two different values may be elements of one set only if their difference is decided. */
export function requireComparable(a: Value, b: Value): void {
  if (typeof a !== "object" && typeof a === typeof b) return;
  if (decideEqual(a, b) === UNDECIDED) throw undecidedEquality(a, b);
}

/** The error for two values whose equality is undecided. */
function undecidedEquality(a: Value, b: Value): ValueError {
  const [x, y] = culprits(a, b);
  const text = `cannot compare ${printBrief(x)}, ${kindName(x)}, with ${printBrief(y)}, ${kindName(y)}`;
  const where = x === a && y === b ? "" : `, to tell whether ${printBrief(a)} = ${printBrief(b)}`;
  const sameKind = (x instanceof SetValue && y instanceof SetValue) || (isFunction(x) && isFunction(y));
  return new ValueError(sameKind ? "E402" : "E401", `${text}${where}`);
}

function isFunction(value: Value): value is FunctionValue {
  return typeof value === "object" && !(value instanceof ModelValue) && !(value instanceof SetValue);
}

/** The innermost parts of two values of undecided equality that cannot be compared. */
function culprits(a: Value, b: Value): readonly [Value, Value] {
  if (a instanceof SetValue && b instanceof SetValue) {
    return isEnumerable(a) && isEnumerable(b) ? culpritsIn(a, b, elements(a), elements(b)) : [a, b];
  }
  if (!isFunction(a) || !isFunction(b)) return [a, b];
  const f = a as AnyFunction;
  const g = b as AnyFunction;
  if (f.form === "lambda" || g.form === "lambda") return [a, b];
  if (decideSets(domainOf(f), domainOf(g)) !== YES) return culprits(domainOf(f), domainOf(g));
  return culpritsIn(a, b, f.values, g.values);
}

function culpritsIn(a: Value, b: Value, parts: readonly Value[], others: readonly Value[]): readonly [Value, Value] {
  const i = parts.findIndex((part, index) => decideEqual(part, others[index]!) === UNDECIDED);
  return i < 0 ? [a, b] : culprits(parts[i]!, others[i]!);
}
