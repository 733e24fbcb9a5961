/** Reads values from text: the inverse of `print`. */

import { difference, functionSet, intersection, makeSet, powerSet, productSet, sequenceSet, union } from "./algebra.ts";
import { apply, makeFunction } from "./application.ts";
import { elements } from "./enumeration.ts";
import { ValueError } from "./error.ts";
import { domainOf, sequence } from "./function.ts";
import { isMember } from "./membership.ts";
import { record, recordSet } from "./record.ts";
import { BOOLEAN, INT, interval, NAT, REAL, STRING } from "./set.ts";
import { FunctionValue, kindName, modelValue, SetValue, type Value } from "./value.ts";

/**
 * The value that the text denotes, over as many lines as it likes: numbers, strings, TRUE, FALSE, sets, tuples,
 * records, functions (`a :> b @@ c :> d`), the standard sets, `SUBSET`, `..`, `\X`, `\cup`, `\cap`, `\`, `Seq(S)`,
 * `[S -> T]`, `[a: S]`; any other name is a model value. Throws E413 with line and column.
 */
export function parseValue(text: string): Value {
  const reader = new Reader(text);
  try {
    const value = reader.expression(0);
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof ValueError && error.code !== "E413") throw reader.error(error.message);
    throw error;
  }
}

/** Deeper nesting than this is refused, before the stack of JavaScript ends. */
const MAX_DEPTH = 1000;

/** A string is read in runs of plain characters: an alternative for each would need a frame of the stack for it. */
const TOKEN =
  /\s*(?:(\d+(?!\w))|("[^"\\\n]*(?:\\.[^"\\\n]*)*")|(\w+)|(\|->|->|<<|>>|:>|@@|\.\.|\\[A-Za-z]+|[\\{}[\]():,-]))/y;

/** How tightly the operators bind; all are read as left-associative. */
const LEVELS: Readonly<Record<string, number>> = {
  "@@": 6,
  ":>": 7,
  "\\cup": 8,
  "\\cap": 8,
  "\\": 8,
  "..": 9,
  "\\X": 10,
};

/** Above all operators. */
const NEGATION = 11;

const SETS: Readonly<Record<string, Value>> = { Nat: NAT, Int: INT, Real: REAL, STRING, BOOLEAN };

class Reader {
  readonly #text: string;
  #kind: "number" | "string" | "name" | "symbol" | "end" = "end";
  #token = "";
  #start = 0;
  #next = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#advance();
  }

  end(): void {
    if (this.#kind !== "end") throw this.#unexpected("the end");
  }

  /** An expression whose operators bind at least as tightly as `level`. */
  expression(level: number): Value {
    if (++this.#depth > MAX_DEPTH) throw this.error("values nested too deeply");
    let left = this.#operand();
    for (;;) {
      const operator = this.#token;
      const binding = this.#kind === "symbol" && Object.hasOwn(LEVELS, operator) ? LEVELS[operator]! : -1;
      if (binding < level) break;
      this.#advance();
      left = operator === "\\X" ? this.#product(left) : this.#combine(operator, left, this.expression(binding + 1));
    }
    this.#depth--;
    return left;
  }

  #combine(operator: string, left: Value, right: Value): Value {
    switch (operator) {
      case ":>":
        return makeFunction([left], [right]);
      case "@@":
        return overlay(this.#function(left), this.#function(right));
      case "..":
        return interval(this.#integer(left), this.#integer(right));
      case "\\cup":
        return union(this.#set(left), this.#set(right));
      case "\\cap":
        return intersection(this.#set(left), this.#set(right));
      default:
        return difference(this.#set(left), this.#set(right));
    }
  }

  #product(first: Value): Value {
    const factors = [this.#set(first), this.#set(this.expression(LEVELS["\\X"]! + 1))];
    while (this.#accept("\\X")) factors.push(this.#set(this.expression(LEVELS["\\X"]! + 1)));
    return productSet(factors);
  }

  #operand(): Value {
    const token = this.#token;
    switch (this.#kind) {
      case "number":
        this.#advance();
        return this.#safe(Number(token), token);
      case "string":
        this.#advance();
        return unescaped(token.slice(1, -1));
      case "name":
        this.#advance();
        return this.#named(token);
      default:
        return this.#bracketed();
    }
  }

  #safe(number: number, token: string): number {
    if (!Number.isSafeInteger(number)) throw this.error(`${token} exceeds 2^53 - 1`);
    return number;
  }

  #named(name: string): Value {
    if (name === "TRUE" || name === "FALSE") return name === "TRUE";
    if (name === "SUBSET") return powerSet(this.#set(this.expression(LEVELS[".."]!)));
    if (name === "Seq") {
      this.#expect("(");
      const base = this.#set(this.expression(0));
      this.#expect(")");
      return sequenceSet(base);
    }
    return Object.hasOwn(SETS, name) ? SETS[name]! : modelValue(name);
  }

  #bracketed(): Value {
    if (this.#accept("-")) return 0 - this.#integer(this.expression(NEGATION));
    if (this.#accept("{")) return makeSet(this.#list("}"));
    if (this.#accept("<<")) return sequence(this.#list(">>"));
    if (this.#accept("[")) return this.#functions();
    if (this.#accept("(")) {
      const value = this.expression(0);
      this.#expect(")");
      return value;
    }
    throw this.#unexpected("a value");
  }

  #list(close: string): Value[] {
    const items: Value[] = [];
    if (this.#accept(close)) return items;
    do items.push(this.expression(0));
    while (this.#accept(","));
    this.#expect(close);
    return items;
  }

  /** What follows `[`: a record, a set of records or a set of functions. */
  #functions(): Value {
    const start = this.#start;
    const name = this.#token;
    if (this.#kind === "name" || this.#kind === "number") {
      this.#advance();
      if (this.#accept("|->")) return this.#fields(name, "|->", (names, values) => record(names, values));
      if (this.#accept(":")) {
        return this.#fields(name, ":", (names, values) =>
          recordSet(
            names,
            values.map((value) => this.#set(value)),
          ),
        );
      }
      this.#next = start;
      this.#advance();
    }
    const domain = this.#set(this.expression(0));
    this.#expect("->");
    const range = this.#set(this.expression(0));
    this.#expect("]");
    return functionSet(domain, range);
  }

  #fields(first: string, arrow: string, build: (names: string[], values: Value[]) => Value): Value {
    const names = [first];
    const values = [this.expression(0)];
    while (this.#accept(",")) {
      if (this.#kind !== "name") throw this.#unexpected("a field name");
      names.push(this.#token);
      this.#advance();
      this.#expect(arrow);
      values.push(this.expression(0));
    }
    this.#expect("]");
    return build(names, values);
  }

  #set(value: Value): SetValue {
    if (!(value instanceof SetValue)) throw this.error(`expected a set, found ${kindName(value)}`);
    return value;
  }

  #function(value: Value): FunctionValue {
    if (!(value instanceof FunctionValue)) throw this.error(`expected a function, found ${kindName(value)}`);
    return value;
  }

  #integer(value: Value): number {
    if (typeof value !== "number") throw this.error(`expected an integer, found ${kindName(value)}`);
    return value;
  }

  #accept(symbol: string): boolean {
    if (this.#kind !== "symbol" || this.#token !== symbol) return false;
    this.#advance();
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#accept(symbol)) throw this.#unexpected(symbol);
  }

  #advance(): void {
    TOKEN.lastIndex = this.#next;
    const match = TOKEN.exec(this.#text);
    if (match === null) {
      this.#start = this.#next + (/^\s*/.exec(this.#text.slice(this.#next))?.[0].length ?? 0);
      this.#kind = "end";
      this.#token = "";
      if (this.#start < this.#text.length) throw this.#unexpected("a value");
      return;
    }
    const [, number, string, name, symbol] = match;
    this.#token = number ?? string ?? name ?? symbol ?? "";
    this.#kind =
      number !== undefined ? "number" : string !== undefined ? "string" : name !== undefined ? "name" : "symbol";
    this.#next = TOKEN.lastIndex;
    this.#start = this.#next - this.#token.length;
  }

  #unexpected(expected: string): ValueError {
    const found = this.#start >= this.#text.length ? "the end" : this.#token || this.#text.charAt(this.#start);
    return this.error(`expected ${expected}, found ${found}`);
  }

  /** An error at the token that comes next. */
  error(message: string): ValueError {
    const lines = this.#text.slice(0, this.#start).split("\n");
    const column = lines[lines.length - 1]!.length + 1;
    return new ValueError("E413", `line ${lines.length}, column ${column}: ${message}`);
  }
}

/** `f @@ g`: where both are defined, `f` wins. */
function overlay(f: FunctionValue, g: FunctionValue): FunctionValue {
  const domain = domainOf(f);
  const keys = [...elements(domain), ...elements(domainOf(g)).filter((key) => !isMember(key, domain))];
  return makeFunction(
    keys,
    keys.map((key) => apply(isMember(key, domain) ? f : g, key)),
  );
}

const UNESCAPED: Readonly<Record<string, string>> = { t: "\t", n: "\n", f: "\f", r: "\r" };

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => UNESCAPED[character] ?? character);
}
