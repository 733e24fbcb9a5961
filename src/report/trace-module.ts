/** A trace as a TLA+ module: a sequence of records, to be looked at with any tool that reads TLA+. */

import {
  apply,
  cardinality,
  domainOf,
  elements,
  type FunctionValue,
  imageByRule,
  isEnumerable,
  isListed,
  ModelValue,
  makeFunction,
  makeSet,
  modelValue,
  print,
  record,
  SetValue,
  type Value,
} from "../values/index.ts";
import { type Counterexample, claimAbout, nameOf, traceLength } from "./counterexample.ts";

/** A longer part is written once, as a definition: values that share parts may be longer than what fits into memory. */
const LONGEST_PART = 10_000;

/** Larger sets that are not written by their elements are not looked into. */
const MOST_LISTED = 10_000;

/** The module, named after the property; model values are its constants. What no text of TLA+ can hold becomes U+FFFD. */
export function traceModule(example: Counterexample): string {
  const { found, trace } = example;
  const { variables, states, loop } = trace;
  const constants = new Set<string>();
  const seen = new Set<object>();
  for (const { values } of states) for (const value of values) modelNames(value, seen, constants);
  const parts = new Parts(constants);
  const texts = states.map(({ values }) =>
    print(
      record(
        [...variables],
        values.map((value) => parts.shortened(value)),
      ),
    ),
  );
  return [
    `---- MODULE ${moduleName(nameOf(found))} ----`,
    comment(`${claimAbout(example)}: ${traceLength(trace)}.`),
    "EXTENDS Integers, Sequences, TLC",
    ...(constants.size === 0 ? [] : [`CONSTANTS ${[...constants].sort().join(", ")}`]),
    "",
    ...parts.definitions,
    `Trace == <<\n  ${texts.join(",\n  ")}\n>>`,
    ...(loop === null ? [] : [comment("The state to which the last one returns."), `Loop == ${loop}`]),
    "====",
    "",
  ]
    .join("\n")
    .replaceAll("\0", "\ufffd");
}

function moduleName(property: string): string {
  const name = property.replace(/\W/g, "_");
  return /^[0-9_]*$/.test(name) ? `Trace${name}` : name;
}

function comment(text: string): string {
  return `\\* ${text.replace(/\s+/g, " ")}`;
}

/** The names of the model values in a value; each part that is shared is looked at once. */
function modelNames(value: Value, seen: Set<object>, names: Set<string>): void {
  if (typeof value !== "object" || seen.has(value)) return;
  seen.add(value);
  if (value instanceof ModelValue) names.add(value.name);
  else if (value instanceof SetValue && !isListed(value)) imageByRule(value, (part) => named(part, seen, names));
  else for (const part of partsOf(value)) modelNames(part, seen, names);
}

function named(part: SetValue, seen: Set<object>, names: Set<string>): SetValue {
  modelNames(part, seen, names);
  return part;
}

/** The elements of a set; arguments and values of a function. None of what is given by a rule, or of large symbolic sets. */
function partsOf(value: SetValue | FunctionValue): readonly Value[] {
  if (value instanceof SetValue) return listed(value);
  const all = value.form === "lambda" ? [] : listed(domainOf(value));
  return [...all, ...all.map((argument) => apply(value, argument))];
}

function listed(set: SetValue): readonly Value[] {
  return isListed(set) || (isEnumerable(set) && cardinality(set) <= MOST_LISTED) ? elements(set) : [];
}

/** Writes values with names in place of their long parts, and defines these. */
class Parts {
  readonly definitions: string[] = [];
  private readonly prefix: string;
  private readonly known = new Map<object, Value>();

  constructor(taken: ReadonlySet<string>) {
    let prefix = "Part";
    while ([...taken].some((name) => name.startsWith(prefix))) prefix += "_";
    this.prefix = prefix;
  }

  /** The value; what is long in it, or all of it, is the name of a definition. */
  shortened(value: Value): Value {
    if (typeof value !== "object" || value instanceof ModelValue) return value;
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const inside = this.withShortParts(value);
    const text = print(inside);
    const isLong = text.length > LONGEST_PART;
    const short = isLong ? modelValue(`${this.prefix}${this.definitions.length + 1}`) : inside;
    if (isLong) this.definitions.push(`${print(short)} == ${text}`);
    this.known.set(value, short);
    return short;
  }

  private withShortParts(value: SetValue | FunctionValue): Value {
    const parts = partsOf(value);
    const short = parts.map((part) => this.shortened(part));
    if (short.every((part, at) => part === parts[at])) return value;
    const half = parts.length / 2;
    return value instanceof SetValue ? makeSet(short) : makeFunction(short.slice(0, half), short.slice(half));
  }
}
