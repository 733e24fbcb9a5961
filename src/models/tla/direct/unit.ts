/**
 * One program of direct code: functions over the state `S` with the row `R` (`begin` takes the one from the other), the
 * next state `N`, and `V`, which changes with the state.
 */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Interner, Value } from "../../../values/index.ts";
import type { State } from "../executor.ts";
import { Interpreter, type Setup } from "../interpret/interpreter.ts";
import { moduleOperator } from "../interpret/reference.ts";
import { Frame } from "../interpret/runtime.ts";
import type { JsFunction } from "./environment.ts";
import { helpers } from "./helpers.ts";
import type { Piece } from "./piece.ts";

/** The model to which a program belongs. */
export interface Host {
  readonly interner: Interner;
  /** The values of a row that is asked about again and again; and of any other. */
  readonly stateOf: (row: Int32Array) => State;
  readonly decode: (row: Int32Array) => State;
}

/** Text that has no direct code. */
export class Undirected extends Error {}

/** So many characters are enough: beyond it the interpreter is as good. */
const LONGEST = 1_000_000;

/** The functions of a unit that has been made. */
export interface Made {
  /** Begins with a state; the next one is given by its row, or filled by `run`. */
  enter(row: Int32Array, nextRow: Int32Array | null, next: (Value | undefined)[]): void;
  /** The value of the formula; successors go to `emit`, or by their rows to `hold`, and the value means nothing. */
  run(emit: (next: readonly Value[], action: number) => void, hold: (row: Int32Array, action: number) => void): Value;
}

/** The name of a function for a text, and of what kind its value is. */
interface HeldText {
  readonly name: string;
  readonly kind: Piece["kind"];
}

/** What a function evaluates. */
interface Body {
  readonly within: JsFunction;
  readonly statements: string;
  readonly value: string;
}

/** How long a value is held. */
interface Holding {
  /** Is it the same throughout a state? */
  readonly ofState: boolean;
  /** JavaScript expressions: while all are the same objects it is the same; none if that is not known. */
  readonly read: readonly string[];
}

/** Collects the functions and the constants of a program, and makes it. */
export class Unit {
  readonly setup: Setup;
  readonly host: Host;
  /** Evaluates what is constant, and says what names mean. */
  readonly interpreter: Interpreter;
  private readonly functions: string[] = [];
  private readonly constants: unknown[] = [];
  private readonly known = new Map<unknown, string>();
  private readonly definitions = new Map<OperatorSymbol, Map<string, string>>();
  private readonly texts: Readonly<Record<"S" | "N", Map<Expression, HeldText>>> = { S: new Map(), N: new Map() };
  private readonly fields = new Map<string, string>();
  private names = 0;
  private size = 0;

  constructor(setup: Setup, host: Host) {
    this.setup = setup;
    this.host = host;
    this.interpreter = new Interpreter(setup, "next", false);
  }

  /** A JavaScript name that nobody has. */
  fresh(prefix: string): string {
    return `${prefix}${++this.names}`;
  }

  /** Adds a function or a declaration at the top. */
  add(text: string): void {
    this.size += text.length;
    if (this.size > LONGEST) throw new Undirected("too much code");
    this.functions.push(text);
  }

  /** The JavaScript name of something that is there from the beginning. */
  constant(value: unknown): string {
    let name = this.known.get(value);
    if (name === undefined) {
      name = this.fresh("K");
      this.known.set(value, name);
      this.constants.push(value);
      this.functions.push(`const ${name} = K[${this.constants.length - 1}];`);
    }
    return name;
  }

  /** The function that gives a field of a record; with `p` behind its name it puts another value there. */
  field(name: string): string {
    let made = this.fields.get(name);
    if (made === undefined) {
      made = this.fresh("F");
      this.fields.set(name, made);
      this.add(`const ${made}c = new Field(${JSON.stringify(name)});
function ${made}(f) { return ${made}c.get(f); }
function ${made}p(f, x) { return ${made}c.put(f, x); }`);
    }
    return made;
  }

  /** The JavaScript name of a memo. */
  memo(): string {
    const name = this.fresh("M");
    this.add(`const ${name} = new Memo();`);
    return name;
  }

  /** The function that gives the value of a definition that is constant: it is evaluated once for all who ask. */
  constantDefinition(symbol: OperatorSymbol): string {
    return this.once(symbol, "constant", (name) => {
      this.addConstant(name, () => moduleOperator(this.interpreter, symbol).invoke(null, []));
    });
  }

  /** The function that gives the value of a text that reads nothing. */
  constantText(expression: Expression, source: OperatorSymbol["source"]): string {
    const name = this.fresh("C");
    const place = this.interpreter.top(source);
    this.addConstant(name, () => {
      const code = this.interpreter.evaluator(expression, place);
      return code(new Frame(place.scope.size, null));
    });
    return name;
  }

  /**
   * A function that evaluates what `statements` and then `value` give, and holds it in one state, or as long as the values
   * that are read are the same objects, or both.
   */
  addHeld(name: string, { within, statements, value }: Body, { ofState, read }: Holding): void {
    const marks = read.map((mark, i) => ({ mark, held: `${name}h${i}` }));
    const isSame = marks.map(({ mark, held }) => `${held} === ${mark}`).join(" && ");
    const isStill = ofState ? `if (${name}at === V) return ${name}v; ` : "";
    const still = ofState ? `${name}at = V; ` : "";
    const again = isSame === "" ? "" : `if (${isSame}) { ${still}return ${name}v; } `;
    const hold = marks.map(({ mark, held }) => `${held} = ${mark}; `).join("");
    const body = within.with(`${statements}const v = ${value}; ${name}v = v; ${still}${hold}return v;`);
    const names = [
      `${name}v`,
      ...(ofState ? [`${name}at = 0`] : []),
      ...marks.map(({ held }) => `${held} = null`),
    ].join(", ");
    this.add(`let ${names}; function ${name}() { ${isStill}${again}${body} }`);
  }

  /** A function that evaluates once; `evaluate` does it again where it failed. */
  private addConstant(name: string, evaluate: () => Value): void {
    const value = this.constant(evaluate);
    this.add(
      `let ${name}v; function ${name}() { return ${name}v === undefined ? (${name}v = ${value}()) : ${name}v; }`,
    );
  }

  /** The name of a function for a definition in some circumstances; `make` adds it when it is asked for first. */
  once(symbol: OperatorSymbol, circumstances: string, make: (name: string) => void): string {
    let names = this.definitions.get(symbol);
    if (names === undefined) this.definitions.set(symbol, (names = new Map()));
    let name = names.get(circumstances);
    if (name === undefined) {
      name = this.fresh("D");
      names.set(circumstances, name);
      make(name);
    }
    return name;
  }

  /** The function for a text of one state; `make` adds it, and says of what kind its value is. */
  onceText(expression: Expression, primed: boolean, make: (name: string) => Piece["kind"]): HeldText {
    const texts = this.texts[primed ? "N" : "S"];
    let known = texts.get(expression);
    if (known === undefined) {
      const name = this.fresh("E");
      known = { name, kind: make(name) };
      texts.set(expression, known);
    }
    return known;
  }

  make(body: string): Made {
    const { breath } = this.setup;
    const text = `"use strict";
const { ${Object.keys(helpers).join(", ")} } = H;
let R, RN, S, N, V = 0, emit, hold;
function begin() { S = M.stateOf(R); if (RN !== null) N = M.decode(RN); }
${this.functions.join("\n")}
return {
  enter(row, nextRow, next) { R = row; RN = nextRow; S = null; N = next; V++; },
  run(e, h) { emit = e; hold = h; ${body} },
};`;
    const make = new Function("H", "M", "K", "B", text) as (...args: unknown[]) => Made;
    return make(helpers, this.host, this.constants, breath);
  }
}
