/** Whether any two of some values can be compared: no set holds two for which that is not decided. */

import {
  domainOf,
  elements,
  equal,
  FunctionValue,
  ModelValue,
  print,
  SetValue,
  type Value,
  valuesInOrder,
} from "../../../values/index.ts";

/** Is equality decided between any two of the values? False where that would take too long to find out. */
export function comparable(values: readonly Value[]): boolean {
  return alike(values) || pairwise(values);
}

const LARGEST_COMPARED = 256;

function pairwise(values: readonly Value[]): boolean {
  if (values.length > LARGEST_COMPARED) return false;
  return values.every((a, i) => values.slice(i + 1).every((b) => decided(a, b)));
}

/** Is it decided whether they are equal? */
export function decided(a: Value, b: Value): boolean {
  try {
    equal(a, b);
    return true;
  } catch {
    return false;
  }
}

/** Enough for most, and quick with many: all are of one kind through and through. */
function alike(all: readonly Value[]): boolean {
  // Values that hold each other, such as blocks and their parents, come once for each that holds them.
  const values = [...new Set(all)];
  // An untyped model value can be compared with anything.
  const typed = values.filter((value) => !(value instanceof ModelValue) || value.type !== null);
  const [first] = typed;
  if (first === undefined) return true;
  if (first instanceof ModelValue) return typed.every((v) => v instanceof ModelValue && v.type === first.type);
  if (first instanceof SetValue) return typed.every(isList) && alike(typed.flatMap((v) => elements(v as SetValue)));
  if (first instanceof FunctionValue) return typed.every(isListed) && functionsAlike(typed as FunctionValue[]);
  return typed.every((value) => typeof value === typeof first);
}

function isList(value: Value): boolean {
  return value instanceof SetValue && (value.form === "enumerated" || value.form === "interval");
}

function isListed(value: Value): boolean {
  return value instanceof FunctionValue && value.form !== "lambda" && isList(domainOf(value));
}

/** Functions of different domains can be compared if the domains can. */
function functionsAlike(functions: readonly FunctionValue[]): boolean {
  // Printed once for each domain that is an object of its own: records of one shape share theirs.
  const texts = new Map<Value, string>();
  const textOf = (domain: Value): string => {
    let text = texts.get(domain);
    if (text === undefined) texts.set(domain, (text = print(domain)));
    return text;
  };
  const byDomain = [...grouped(functions, (f) => textOf(domainOf(f)))];
  return alike(byDomain.map(([first]) => domainOf(first as FunctionValue))) && byDomain.every(columnsAlike);
}

/** Functions of one domain: where they hold values of several kinds, the others have to tell them apart. */
function columnsAlike(functions: readonly FunctionValue[]): boolean {
  const rows = functions.map(rowOf);
  const good = (rows[0] ?? []).map((_, i) => alike(rows.map((row) => row[i] as Value)));
  if (good.every((fits) => fits)) return true;
  const known = (f: FunctionValue) => rowOf(f).filter((_, i) => good[i] === true);
  return [...grouped(functions, (f) => known(f).map(print).join("\n"))].every(pairwise);
}

function rowOf(f: FunctionValue): readonly Value[] {
  return valuesInOrder(f) ?? [];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Iterable<T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups.values();
}
