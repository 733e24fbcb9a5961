/** JSON read with positions, so that a mistake in a file written by hand can be pointed at. */

import type { Location } from "../models/model.ts";
import type { Source } from "../tla/syntax/source.ts";

/** A JSON value with the offsets of its text. */
export type JsonNode = { readonly start: number; readonly end: number } & (
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "array"; readonly items: readonly JsonNode[] }
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, JsonNode> }
);

/** Thrown for a text that is not JSON, or repeats a key. */
export class JsonError extends Error {
  readonly location: Location;

  constructor(message: string, location: Location) {
    super(message);
    this.location = location;
  }
}

/** Deeper documents than this are refused, before the stack is. */
const DEEPEST = 200;

const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const SPACE = " \t\r\n";
const WORD = /[-+.\w]*/y;

/** Reads a JSON document. Throws JsonError. */
export function parseJson(source: Source): JsonNode {
  return new JsonReader(source).document();
}

class JsonReader {
  private readonly source: Source;
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(source: Source) {
    this.source = source;
    this.text = source.text;
  }

  document(): JsonNode {
    const node = this.value();
    this.skipSpace();
    if (this.at < this.text.length) this.fail(`expected the end of the file, found ${this.found()}`);
    return node;
  }

  private value(): JsonNode {
    this.skipSpace();
    const start = this.at;
    const first = this.text[start];
    if (first === "{" || first === "[") {
      if (++this.depth > DEEPEST) this.fail(`nested more than ${DEEPEST} levels deep`);
      const node = first === "{" ? this.object(start) : this.array(start);
      this.depth--;
      return node;
    }
    if (first === '"') return { kind: "string", value: this.string(), start, end: this.at };
    WORD.lastIndex = start;
    const text = WORD.exec(this.text)![0];
    if (text === "") this.fail(`expected a JSON value, found ${this.found()}`);
    this.at = start + text.length;
    const end = this.at;
    if (text === "null") return { kind: "null", start, end };
    if (text === "true" || text === "false") return { kind: "boolean", value: text === "true", start, end };
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text))
      return { kind: "number", value: Number(text), start, end };
    this.at = start;
    return this.fail(`expected a JSON value, found ${text}`);
  }

  private object(start: number): JsonNode {
    const members = new Map<string, JsonNode>();
    this.list("}", () => {
      if (this.text[this.at] !== '"') this.fail(`expected a key in double quotes, found ${this.found()}`);
      const keyStart = this.at;
      const key = this.string();
      if (members.has(key)) {
        this.at = keyStart;
        this.fail(`the key "${key}" is given twice`);
      }
      this.skipSpace();
      if (this.text[this.at] !== ":") this.fail(`expected ":" after the key "${key}", found ${this.found()}`);
      this.at++;
      members.set(key, this.value());
    });
    return { kind: "object", members, start, end: this.at };
  }

  private array(start: number): JsonNode {
    const items: JsonNode[] = [];
    this.list("]", () => items.push(this.value()));
    return { kind: "array", items, start, end: this.at };
  }

  private list(close: string, item: () => void): void {
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === close) {
      this.at++;
      return;
    }
    for (;;) {
      this.skipSpace();
      item();
      this.skipSpace();
      const next = this.text[this.at];
      if (next !== "," && next !== close) this.fail(`expected "," or "${close}", found ${this.found()}`);
      this.at++;
      if (next === close) return;
    }
  }

  private string(): string {
    STRING.lastIndex = this.at;
    const match = STRING.exec(this.text);
    if (match === null) return this.fail("this string is not closed on its line");
    const [quoted] = match;
    try {
      // Records are large, and few of their strings have escapes.
      const value: string = quoted.includes("\\") ? JSON.parse(quoted) : quoted.slice(1, -1);
      this.at += quoted.length;
      return value;
    } catch {
      return this.fail("this string has an escape that JSON does not know");
    }
  }

  private skipSpace(): void {
    while (SPACE.includes(this.text[this.at] ?? "none")) this.at++;
  }

  private found(): string {
    const character = this.text[this.at];
    return character === undefined ? "the end of the file" : JSON.stringify(character);
  }

  private fail(message: string): never {
    throw new JsonError(message, this.source.locate({ start: this.at, end: Math.min(this.at + 1, this.text.length) }));
  }
}
