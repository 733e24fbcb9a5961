/** Functions, records and sequences: application, EXCEPT, parts. */

import type { ExceptStep, Expression } from "../../../tla/syntax/tree.ts";
import {
  apply as applyValue,
  compare,
  domainOf,
  elements,
  except as exceptValue,
  FunctionValue,
  field,
  interval,
  type SetValue,
  type Value,
} from "../../../values/index.ts";
import { valuesOf } from "../layout/function.ts";
import { bitsOf } from "./bits.ts";
import { after, functionOfItems, settled } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { equality, merge } from "./relation.ts";
import {
  closedSize,
  closedValues,
  condition,
  constant,
  FAILURE,
  type FunctionSymbolic,
  isConstant,
  type Symbolic,
  TRUE,
  type Truth,
  Unsupported,
} from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** The place of a value in an enumerated domain, -1 outside. */
function placeIn(domain: SetValue, value: Value): number {
  return elements(domain).findIndex((x) => compare(x, value) === 0);
}

/** `f[x]`. */
export function apply(c: Compiler, f: Symbolic, x: Symbolic): Symbolic {
  if (f.kind === "failure" || x.kind === "failure") return FAILURE;
  if (f.kind !== "function") {
    const argument = x.kind === "collection" ? bitsOf(c, x) : x;
    return tabulate(c, [f, argument], ([g, y]) => applyValue(functionValue(g), y as Value), { name: "apply" });
  }
  if (x.kind === "constant") {
    const place = placeIn(f.domain, x.value);
    return place < 0 ? FAILURE : after(c, f.checks, f.items[place] as Symbolic);
  }
  const key = settled(c, x);
  if (key.checks.length > 0) return after(c, key.checks, applyTo(c, f, key.value));
  return applyTo(c, f, x);
}

/** `f[x]`, where the code of `x` may be repeated. */
function applyTo(c: Compiler, f: FunctionSymbolic, x: Symbolic): Symbolic {
  const keys = elements(f.domain);
  const possible = closedSize(x) <= 64 ? closedValues(x, 64) : null;
  const inside = possible?.every((value) => placeIn(f.domain, value) >= 0) ?? false;
  const wanted =
    possible === null
      ? keys.map((_, i) => i)
      : keys.map((_, i) => i).filter((i) => possible.some((v) => compare(v, keys[i]!) === 0));
  if (wanted.length === 0) return FAILURE;
  const item = (i: number) => {
    const s = f.items[i] as Symbolic;
    return s.kind === "collection" ? bitsOf(c, s) : s;
  };
  const last = inside ? item(wanted.pop() as number) : FAILURE;
  const chosen = wanted.reduceRight<Symbolic>(
    (rest, i) => merge(c, equality(c, x, constant(keys[i]!)), item(i), rest),
    last,
  );
  return after(c, f.checks, chosen);
}

/** A value that must be a function; the entry of any other fails. */
export function functionValue(value: Value | undefined): FunctionValue {
  if (value instanceof FunctionValue) return value;
  throw new Unsupported("a function was expected");
}

/** `r.name`. */
export function recordField(c: Compiler, r: Symbolic, name: string): Symbolic {
  if (r.kind === "failure") return r;
  if (r.kind === "function") {
    const place = placeIn(r.domain, name);
    return place < 0 ? FAILURE : after(c, r.checks, r.items[place] as Symbolic);
  }
  return tabulate(c, [r], ([value]) => field(functionValue(value), name), { name: `.${name}` });
}

/** The values of a function in the order of its domain; null where they cannot be told apart. */
export function itemsOf(c: Compiler, f: Symbolic): readonly Symbolic[] | null {
  if (f.kind === "function") return f.checks.length === 0 ? f.items : null;
  if (f.kind === "constant") {
    return f.value instanceof FunctionValue && f.value.form !== "lambda" ? valuesOf(f.value).map(constant) : null;
  }
  if (f.kind !== "element") return null;
  const made = tabulate(c, [f], ([value]) => value as Value, { name: "set" });
  return made.kind === "function" || made.kind === "constant" ? itemsOf(c, made) : null;
}

/**
 * `[f EXCEPT ![i].a = e, …]`: updates from left to right, each to the result of those before. Outside the domain the
 * interpreter has to warn.
 */
export function except(c: Compiler, expression: Extract<Expression, { kind: "except" }>, context: Context): Symbolic {
  let result = c.evaluate(expression.base, context);
  for (const update of expression.updates) {
    const keys = update.path.map((step) => keyOf(c, step, context));
    result = updateAt(c, result, keys, (old) => c.evaluate(update.value, context.withAt(old)));
  }
  return result;
}

function keyOf(c: Compiler, step: ExceptStep, context: Context): Symbolic {
  if (step.kind === "field") return constant(step.name);
  const parts = step.args.map((arg) => c.evaluate(arg, context));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : functionOfItems(c, interval(1, parts.length), parts);
}

/** What a part becomes; `old` is what it was. */
type Update = (old: Symbolic) => Symbolic;

/** `f` with the part that the keys lead to updated. */
function updateAt(c: Compiler, f: Symbolic, keys: readonly Symbolic[], update: Update): Symbolic {
  const [key, ...inner] = keys;
  if (key === undefined) return update(f);
  if (f.kind === "failure" || key.kind === "failure") return FAILURE;
  const change: Update = (item) => {
    const made = updateAt(c, item, inner, update);
    return made.kind === "collection" ? bitsOf(c, made) : made;
  };
  if (f.kind === "constant" && f.value instanceof FunctionValue && f.value.form !== "lambda") {
    const items = valuesOf(f.value).map(constant);
    if (items.length === 0) return FAILURE;
    return updateItem(c, { kind: "function", domain: domainOf(f.value), items, checks: [] }, key, change);
  }
  if (f.kind === "function") return updateItem(c, f, key, change);
  if (f.kind !== "element") throw new Unsupported("EXCEPT of no function");
  const part = change(apply(c, f, key));
  return tabulate(
    c,
    [f, key, part],
    ([g, at, x]) => {
      const made = exceptValue(functionValue(g), at as Value, () => x as Value);
      if (made === null) throw new Unsupported("EXCEPT outside the domain");
      return made;
    },
    { name: "EXCEPT", into: f.universe },
  );
}

function updateItem(c: Compiler, f: FunctionSymbolic, given: Symbolic, change: Update): Symbolic {
  const { checks, value: key } = settled(c, given);
  if (checks.length > 0) return after(c, checks, updateItem(c, f, key, change));
  if (isConstant(key)) {
    const place = placeIn(f.domain, key.value);
    if (place < 0) return FAILURE;
    const item = change(f.items[place] as Symbolic);
    return after(c, f.checks, functionOfItems(c, f.domain, f.items.with(place, item)));
  }
  const domain = elements(f.domain);
  const inside = applyTo(c, { ...f, items: domain.map(() => TRUE), checks: [] }, key);
  if (inside.kind === "failure") return FAILURE;
  const items = f.items.map((item, i) => {
    const here = equality(c, key, constant(domain[i]!));
    return here.kind === "constant" && here.value === false ? item : merge(c, here, change(item), item);
  });
  const reached = isConstant(inside) ? [] : [condition(inside as Truth)];
  return after(c, [...f.checks, ...reached], functionOfItems(c, f.domain, items));
}
