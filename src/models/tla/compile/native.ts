/** Operators of the library modules: arithmetic and sequences as code, whatever else is pure as tables. */

import type { Reference } from "../../../tla/syntax/tree.ts";
import { dependsOnForm, elements, interval, sequence, type Value } from "../../../values/index.ts";
import { bitsOf, opened } from "./bits.ts";
import { after, functionOfItems } from "./checked.ts";
import type { Compiler } from "./compiler.ts";
import type { Context, Target } from "./context.ts";
import { type Js, joined, js } from "./js.ts";
import {
  boolean,
  constant,
  FAILURE,
  type FunctionSymbolic,
  type IntegerSymbolic,
  integerOf,
  isConstant,
  isSafe,
  type Symbolic,
  Unsupported,
} from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

type NativeTarget = Extract<Target, { kind: "native" }>;

/** Modules whose operators are functions of their arguments and do nothing else. */
const pureModules: ReadonlySet<string> = new Set([
  "Naturals",
  "Integers",
  "Reals",
  "Sequences",
  "FiniteSets",
  "Bags",
  "BagsExt",
  "Folds",
  "Functions",
  "FiniteSetsExt",
  "SequencesExt",
  "Bitwise",
  "Relation",
  "Graphs",
  "UndirectedGraphs",
  "Combinatorics",
  "DyadicRationals",
]);

/** What of module TLC is a function of its arguments. Assert is one where it does not fail. */
const pureOfTlc: ReadonlySet<string> = new Set([
  ":>",
  "@@",
  "Permutations",
  "SortSeq",
  "ToString",
  "Assert",
  "TLCEval",
]);

export function isPureNative(module: string, name: string): boolean {
  return pureModules.has(module) || (module === "TLC" && pureOfTlc.has(name));
}

/** Is its result another one for equal sets that were built in different ways? */
export function isWriting(module: string, name: string): boolean {
  return module === "TLC" && name === "ToString";
}

/** The code has lost how the sets among these values were built: the interpreter evaluates what asks for that. */
export function refuseUnwritten(values: readonly Value[]): void {
  if (values.some(dependsOnForm)) throw new Unsupported("how a set was built");
}

/** A call of a native. */
export function nativeCall(c: Compiler, target: NativeTarget, reference: Reference, context: Context): Symbolic {
  const { symbol, native } = target;
  const { name } = symbol;
  if (!isPureNative(symbol.module.name, name)) throw new Unsupported(`${name} is no function of its arguments`);
  const marks = native as { readonly lazy?: boolean; readonly volatile?: boolean };
  if (marks.lazy === true || marks.volatile === true) throw new Unsupported(`${name} takes its arguments by need`);
  if (symbol.parameters.some((p) => p.arity > 0)) throw new Unsupported(`${name} takes operators`);
  const args = reference.args.map((arg) => c.evaluate(arg, context));
  if (args.length !== symbol.parameters.length) throw new Unsupported(`${name} without its arguments`);
  if (args.some((arg) => arg.kind === "failure")) return FAILURE;
  if (name === "TLCEval") return args[0] as Symbolic;
  const writes = isWriting(symbol.module.name, name);
  const rule = (values: readonly Value[]) => {
    if (writes) refuseUnwritten(values);
    return (native as unknown as (...values: readonly Value[]) => Value)(...values);
  };
  if (args.every(isConstant)) return tabulate(c, args, rule);
  return (
    onIntegers(c, name, args) ?? onSequences(c, name, args) ?? onSets(c, name, args) ?? tabulated(c, name, args, rule)
  );
}

/** Operators whose results are sequences of the kind of their first argument. */
const sameKind: ReadonlySet<string> = new Set(["Append", "Tail", "SubSeq", "\\o"]);

function tabulated(
  c: Compiler,
  name: string,
  args: readonly Symbolic[],
  rule: (values: readonly Value[]) => Value,
): Symbolic {
  const ready = args.map((arg) => (arg.kind === "collection" ? bitsOf(c, arg) : arg));
  const like = sameKind.has(name) ? ready.find((arg) => arg.kind === "element" && arg.universe.open) : undefined;
  const into = like?.kind === "element" ? like.universe : null;
  return tabulate(c, ready, rule, { name, into });
}

const LARGEST_RANGE = 256;

function onIntegers(c: Compiler, name: string, args: readonly Symbolic[]): Symbolic | null {
  const [a, b] = args.map(integerOf) as [IntegerSymbolic | null, IntegerSymbolic | null];
  if (a === null) return null;
  if (name === "-." && args.length === 1) return negation(a);
  if (b === null || b === undefined) return null;
  switch (name) {
    case "+":
      return whole(js`(${a.js} + ${b.js})`, a.low + b.low, a.high + b.high);
    case "-":
      return whole(js`(${a.js} - ${b.js})`, a.low - b.high, a.high - b.low);
    case "*": {
      const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
      return whole(js`(${a.js} * ${b.js} + 0)`, Math.min(...corners), Math.max(...corners));
    }
    case "<":
      return comparison(js`(${a.js} < ${b.js})`, a.high < b.low, a.low >= b.high);
    case ">":
      return comparison(js`(${a.js} > ${b.js})`, a.low > b.high, a.high <= b.low);
    case "<=":
      return comparison(js`(${a.js} <= ${b.js})`, a.high <= b.low, a.low > b.high);
    case ">=":
      return comparison(js`(${a.js} >= ${b.js})`, a.low >= b.high, a.high < b.low);
    case "%":
    case "\\div":
      return divided(c, name, a, b);
    case "..":
      return range(c, a, b);
    default:
      return null;
  }
}

/** An integer in bounds; beyond int32 the interpreter calculates. */
function whole(code: Js, low: number, high: number): Symbolic {
  const LIMIT = 2 ** 31;
  if (low < -LIMIT || high >= LIMIT) throw new Unsupported("integers beyond 32 bits");
  return { kind: "integer", js: code, low, high };
}

/** Negating a zero gives JavaScript's -0, which no comparison shows but a table key would. */
function negation({ js: code, low, high }: IntegerSymbolic): Symbolic {
  const mayBeZero = low <= 0 && high >= 0;
  return whole(mayBeZero ? js`(0 - ${code})` : js`(-${code})`, -high, -low);
}

function comparison(code: Js, always: boolean, never: boolean): Symbolic {
  return code.safe && (always || never) ? constant(always) : boolean(code);
}

/** `a % b` and `a \div b` by a divisor that is known; null for any other. */
function divided(c: Compiler, name: string, a: IntegerSymbolic, b: IntegerSymbolic): Symbolic | null {
  const by = b.low;
  if (by !== b.high || by <= 0) return null;
  const made =
    name === "%"
      ? remainder(a, by)
      : whole(js`Math.floor(${a.js} / ${by})`, Math.floor(a.low / by), Math.floor(a.high / by));
  // A divisor may be known but for whether evaluating it fails.
  return after(c, b.js.safe ? [] : [b.js], made);
}

function remainder(a: IntegerSymbolic, by: number): Symbolic {
  const code = a.low >= 0 ? js`(${a.js} % ${by})` : js`(((${a.js} % ${by}) + ${by}) % ${by})`;
  return { kind: "integer", js: code, low: 0, high: Math.min(by - 1, a.low >= 0 ? a.high : by - 1) };
}

/** `a .. b` as bits over all numbers that can lie between. */
function range(c: Compiler, a: IntegerSymbolic, b: IntegerSymbolic): Symbolic {
  if (b.high - a.low >= LARGEST_RANGE) throw new Unsupported("a wide range");
  if (b.high < a.low) return a.js.safe && b.js.safe ? constant(interval(1, 0)) : FAILURE;
  const universe = c.closed(elements(interval(a.low, b.high)));
  const words = Array.from({ length: Math.ceil(universe.size / 32) }, (_, k) => {
    const from = a.low + 32 * k;
    return from < 0 ? js`R(${a.js} + ${-from}, ${b.js} + ${-from})` : js`R(${a.js} - ${from}, ${b.js} - ${from})`;
  });
  return { kind: "set", universe, words };
}

/** Sequences of a length that is known. */
function onSequences(c: Compiler, name: string, args: readonly Symbolic[]): Symbolic | null {
  const [f, x] = args as [Symbolic, Symbolic | undefined];
  if (name === "Append" && f.kind === "constant" && x !== undefined && x.kind !== "collection") {
    if (f.value !== sequence([])) return null;
    return functionOfItems(c, interval(1, 1), [x]);
  }
  if (f.kind !== "function" || !isSequenceDomain(f)) return null;
  const { items, checks } = f;
  switch (name) {
    case "Len":
      return checks.length > 0 ? null : constant(items.length);
    case "Head":
      return after(c, checks, items[0] as Symbolic);
    case "Tail":
      return items.length === 1
        ? null
        : after(c, checks, functionOfItems(c, interval(1, items.length - 1), items.slice(1)));
    case "Append":
      if (x === undefined || x.kind === "collection") return null;
      return after(c, checks, functionOfItems(c, interval(1, items.length + 1), [...items, x]));
    default:
      return null;
  }
}

function isSequenceDomain(f: FunctionSymbolic): boolean {
  const keys = elements(f.domain);
  return keys[0] === 1 && keys[keys.length - 1] === keys.length;
}

function onSets(c: Compiler, name: string, args: readonly Symbolic[]): Symbolic | null {
  const [s] = args;
  if (s === undefined || (name !== "Cardinality" && name !== "IsFiniteSet")) return null;
  const set = opened(c, s);
  if (set.kind !== "set" && set.kind !== "collection") return null;
  const bits = bitsOf(c, set);
  if (!isSafe(bits)) return null;
  if (name === "IsFiniteSet") return constant(true);
  const { words, universe } = bits;
  const counts = words.length === 0 ? [js`0`] : words.map((word) => js`P(${word})`);
  return { kind: "integer", js: js`(${joined(counts, " + ")})`, low: 0, high: universe.size };
}
