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
import { type NativeContext, NativeError, type NativeModule } from "./native.ts";

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

/** Reads the values of one file; records with the same names share them. */
class JsonReader {
  private readonly operator: string;
  private readonly path: string;
  private readonly context: NativeContext;
  private readonly names = new Map<string, readonly string[]>();

  constructor(context: NativeContext, path: string, operator: string) {
    this.context = context;
    this.path = path;
    this.operator = operator;
  }

  /** The value of a JSON text. Throws E467. */
  value(content: string): Value {
    let data: unknown;
    try {
      data = JSON.parse(content);
    } catch (error) {
      throw new NativeError("E467", `${this.operator} found no JSON in ${this.path}: ${(error as Error).message}`);
    }
    return this.fromJson(data);
  }

  private fromJson(data: unknown): Value {
    const { operator } = this;
    if (typeof data === "string" || typeof data === "boolean") return data;
    if (typeof data === "number") return this.integer(data);
    if (Array.isArray(data)) return sequence(data.map((item) => this.fromJson(item)));
    if (data === null) throw new NativeError("E467", `${operator} found null, which is no TLA+ value`);
    const names = Object.keys(data as object);
    if (names.length === 0) return sequence([]);
    const fields = data as Record<string, unknown>;
    return record(
      this.shared(names),
      names.map((name) => this.fromJson(fields[name])),
    );
  }

  /** The number without its fraction, as TLC reads it. */
  private integer(data: number): number {
    const whole = Math.trunc(data);
    if (!Number.isSafeInteger(whole)) {
      throw new NativeError(
        "E467",
        `${this.operator} found the number ${data}: only integers up to 2^53 - 1 can be read`,
      );
    }
    if (whole !== data) {
      const what = `${this.operator} cuts off the fractions of numbers in ${this.path}`;
      this.context.warn?.("W472", `${what}, because TLA+ has integers only`);
    }
    return whole + 0;
  }

  private shared(names: readonly string[]): readonly string[] {
    const key = names.join("\0");
    const known = this.names.get(key);
    if (known !== undefined && known.length === names.length) return known;
    this.names.set(key, names);
    return names;
  }
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
    const content = requiredText(context, name, "JsonDeserialize");
    return new JsonReader(context, name, "JsonDeserialize").value(content);
  },
  ndJsonSerialize: (path: Value, value: Value) => {
    const content = items(value, "ndJsonSerialize").map((item) => `${item}\n`);
    context.writeFile(text(path, "ndJsonSerialize", 1), content.join(""), false);
    return true;
  },
  ndJsonDeserialize: (path: Value) => {
    const name = text(path, "ndJsonDeserialize", 0);
    const lines = linesOf(requiredText(context, name, "ndJsonDeserialize")).filter((line) => line.trim() !== "");
    const reader = new JsonReader(context, name, "ndJsonDeserialize");
    return sequence(lines.map((line) => reader.value(line)));
  },
});
