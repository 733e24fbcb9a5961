/** Values as JSON in the Informal Trace Format (ITF), with model values added. */

import { makeSet } from "./algebra.ts";
import { makeFunction } from "./application.ts";
import { listedElements } from "./enumeration.ts";
import { ValueError } from "./error.ts";
import { type AnyFunction, sequence } from "./function.ts";
import { parseValue } from "./parse.ts";
import { print, printFolded } from "./print.ts";
import { record } from "./record.ts";
import { ModelValue, modelValue, SetValue, type Value } from "./value.ts";

/** Sets of more elements than this are encoded by their text. */
const LISTED = 10_000;
/** Values of more parts, too: parts that share theirs may be more than fit into memory. */
const MOST_PARTS = 2 ** 18;

/**
 * The value as JSON data: integers, Booleans and strings as themselves, `{"#tup": [...]}` for sequences, an object for
 * records, `{"#map": [[key, value], ...]}` for other functions, `{"#set": [...]}`, `{"#model": name}`, and
 * `{"#unserializable": text}` for functions and sets that are infinite, for sets of more than 10,000 elements and values of
 * more than 2^18 parts, of which a text for people stands. A record with a field name that begins
 * with `#` is encoded as a map, so that no record looks like something else.
 */
export function toItf(value: Value): unknown {
  return partsLeft(value, MOST_PARTS) < 0 ? { "#unserializable": printFolded(value) } : encoded(value, LISTED);
}

/** What is left of `most` parts behind those of the value; counts no further than below 0. */
function partsLeft(value: Value, most: number): number {
  if (typeof value !== "object" || value instanceof ModelValue) return most - 1;
  let left = most - 1;
  for (const part of partsOf(value)) {
    if (left < 0) break;
    left = partsLeft(part, left);
  }
  return left;
}

function partsOf(value: Value): readonly Value[] {
  if (value instanceof SetValue) return listedElements(value, LISTED) ?? [];
  const f = value as AnyFunction;
  if (f.form === "lambda") return [];
  return f.form === "general" ? [...f.domain.elements, ...f.values] : f.values;
}

/** The same for a reader that must get all of it back: sets are encoded by their text only where that can be read. */
export function toWholeItf(value: Value): unknown {
  return encoded(value, Infinity);
}

/** Enumerated sets of more than `most` elements are encoded by their text, others that are not listed anyway. */
function encoded(value: Value, most: number): unknown {
  const inner = (part: Value): unknown => encoded(part, most);
  if (typeof value !== "object") return value;
  if (value instanceof ModelValue) return { "#model": value.name };
  if (value instanceof SetValue) {
    const list = listedElements(value, LISTED);
    if (list !== null && list.length <= most) return { "#set": list.map(inner) };
    return { "#unserializable": most === Infinity ? print(value) : printFolded(value) };
  }
  const f = value as AnyFunction;
  switch (f.form) {
    case "sequence":
      return { "#tup": f.values.map(inner) };
    case "record": {
      const fields = f.shape.names.map((name, i) => [name, inner(f.values[i]!)] as const);
      return f.shape.names.some((name) => name.startsWith("#")) ? { "#map": fields } : Object.fromEntries(fields);
    }
    case "general":
      return { "#map": f.domain.elements.map((key, i) => [inner(key), inner(f.values[i]!)]) };
    case "lambda":
      return { "#unserializable": printFolded(f) };
  }
}

/**
 * The value that the JSON data encodes, as `toItf` writes it; arrays are read as sequences too. Throws E414 for
 * anything else.
 */
export function fromItf(data: unknown): Value {
  switch (typeof data) {
    case "boolean":
    case "string":
      return data;
    case "number":
      return integer(data, data);
    case "bigint":
      return integer(Number(data), data);
  }
  if (Array.isArray(data)) return sequence(data.map(fromItf));
  if (typeof data !== "object" || data === null) throw notItf(data);
  const names = Object.keys(data);
  const fields = data as Readonly<Record<string, unknown>>;
  const [tag] = names;
  if (tag === undefined) throw notItf(data);
  if (names.length === 1 && tag.startsWith("#")) return fromTagged(tag, fields[tag]);
  return record(
    names,
    names.map((name) => fromItf(fields[name])),
  );
}

function fromTagged(tag: string, content: unknown): Value {
  switch (tag) {
    case "#bigint":
      if (typeof content === "string" && /^-?\d+$/.test(content)) return integer(Number(content), content);
      break;
    case "#model":
      if (typeof content === "string") return modelValue(content);
      break;
    case "#unserializable":
      if (typeof content === "string") return parseValue(content);
      break;
    case "#tup":
      if (Array.isArray(content)) return sequence(content.map(fromItf));
      break;
    case "#set":
      if (Array.isArray(content)) return makeSet(content.map(fromItf));
      break;
    case "#map":
      if (Array.isArray(content) && content.every((pair) => Array.isArray(pair) && pair.length === 2)) {
        const pairs = content as readonly (readonly [unknown, unknown])[];
        return makeFunction(
          pairs.map(([key]) => fromItf(key)),
          pairs.map(([, item]) => fromItf(item)),
        );
      }
      break;
  }
  throw notItf({ [tag]: content });
}

function integer(number: number, source: unknown): number {
  if (!Number.isSafeInteger(number)) throw new ValueError("E414", `${source} is no integer of at most 2^53 - 1`);
  return number + 0;
}

function notItf(data: unknown): ValueError {
  const text = JSON.stringify(data) ?? String(data);
  return new ValueError(
    "E414",
    `expected a value in ITF, found ${text.length > 80 ? `${text.slice(0, 77)}...` : text}`,
  );
}
