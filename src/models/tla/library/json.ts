/** Json: values as JSON text, with the encoding of TLC's module. */

import {
  elements,
  FunctionValue,
  isSequence,
  ModelValue,
  printBuilt,
  record,
  SetValue,
  sequence,
  type Value,
} from "../../../values/index.ts";
import { domainElements, sequenceOf, text, valuesOf, wrongKind } from "./argument.ts";
import { linesOf, requiredText } from "./file.ts";
import { NativeError, type NativeModule } from "./native.ts";

/** A JSON string; like TLC's writer, line separators are escaped. */
function jsonString(value: string): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}

/**
 * The value as JSON: sequences and sets are arrays, other functions objects (keys that are no strings by their TLA+
 * text), model values strings. Throws E403, E404 for a set or function that cannot be enumerated.
 */
export function toJson(value: Value): string {
  if (typeof value === "string") return jsonString(value);
  if (typeof value !== "object") return String(value);
  if (value instanceof ModelValue) return jsonString(value.name);
  if (value instanceof SetValue) return `[${elements(value).map(toJson).join(",")}]`;
  if (isSequence(value)) return `[${valuesOf(value).map(toJson).join(",")}]`;
  const values = valuesOf(value);
  const fields = domainElements(value).map((key, i) => {
    const name = typeof key === "string" ? key : printBuilt(key);
    return `${jsonString(name)}:${toJson(values[i]!)}`;
  });
  return `{${fields.join(",")}}`;
}

function fromJson(data: unknown, operator: string): Value {
  if (typeof data === "string" || typeof data === "boolean") return data;
  if (typeof data === "number") {
    if (Number.isSafeInteger(data)) return data + 0;
    throw new NativeError("E467", `${operator} found the number ${data}: only integers up to 2^53 - 1 can be read`);
  }
  if (Array.isArray(data)) return sequence(data.map((item) => fromJson(item, operator)));
  if (data === null) throw new NativeError("E467", `${operator} found null, which is no TLA+ value`);
  const names = Object.keys(data as object);
  if (names.length === 0) return sequence([]);
  const fields = data as Record<string, unknown>;
  return record(
    names,
    names.map((name) => fromJson(fields[name], operator)),
  );
}

function parsed(content: string, path: string, operator: string): Value {
  let data: unknown;
  try {
    data = JSON.parse(content);
  } catch (error) {
    throw new NativeError("E467", `${operator} found no JSON in ${path}: ${(error as Error).message}`);
  }
  return fromJson(data, operator);
}

function items(value: Value, operator: string): string[] {
  return sequenceOf(value, operator, 2).map(toJson);
}

export const json: NativeModule = (context) => ({
  ToJson: (value: Value) => toJson(value),
  ToJsonArray: (value: Value) => {
    if (value instanceof SetValue || value instanceof FunctionValue) return toJson(value);
    throw wrongKind(value, "a sequence or a set", "ToJsonArray", 0);
  },
  ToJsonObject: (value: Value) => {
    if (value instanceof FunctionValue) return toJson(value);
    throw wrongKind(value, "a record or another function", "ToJsonObject", 0);
  },
  JsonSerialize: (path: Value, value: Value) => {
    const content = `[\n${items(value, "JsonSerialize").join(",\n")}\n]\n`;
    context.writeFile(text(path, "JsonSerialize", 1), content, false);
    return true;
  },
  JsonDeserialize: (path: Value) => {
    const name = text(path, "JsonDeserialize", 0);
    return parsed(requiredText(context, name, "JsonDeserialize"), name, "JsonDeserialize");
  },
  ndJsonSerialize: (path: Value, value: Value) => {
    const content = items(value, "ndJsonSerialize").map((item) => `${item}\n`);
    context.writeFile(text(path, "ndJsonSerialize", 1), content.join(""), false);
    return true;
  },
  ndJsonDeserialize: (path: Value) => {
    const name = text(path, "ndJsonDeserialize", 0);
    const lines = linesOf(requiredText(context, name, "ndJsonDeserialize")).filter((line) => line.trim() !== "");
    return sequence(lines.map((line) => parsed(line, name, "ndJsonDeserialize")));
  },
});
