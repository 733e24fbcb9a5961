/** Values as text, in TLA+ syntax as TLC prints it. */

import { ENUMERATION_LIMIT, isEnumerable } from "./cardinality.ts";
import { countedSize, iterate, listedElements } from "./enumeration.ts";
import type { AnyFunction, GeneralFunction, RecordValue } from "./function.ts";
import type { AnySet } from "./set.ts";
import { ModelValue, SetValue, type Value } from "./value.ts";

/** Symbolic sets up to this size are printed by their elements, longer runs of integers as `low..high`. */
const EXPANDED = 64;
/** How much of a value a message shows. */
const BRIEF = 80;
/** A set of more elements than this is folded: its first elements and their number stand for it. */
export const FOLDED = 1000;
/** How many elements of a folded set are shown. */
const SHOWN = 3;
/** Of a text for people no more characters: a value whose parts share theirs may be written in no memory. */
const LONGEST = 20_000;
/** Counted for the blanks before a nested value, which has lines of its own. */
const BLANKS = 40;
/** As TLC: of smaller sets the subsets are listed, and families of functions of fewer functions. */
const SUBSETS_LISTED = 7;
const FUNCTIONS_LISTED = 2000;

/**
 * How sets are written. "canonical": equal sets alike, whatever their form. "built": as they were built, which is what
 * TLC's ToString shows: `1..3`, but `{1, 2, 3}` for the same set by its elements. "folded": for people, large sets by
 * their first elements.
 */
type Manner = "canonical" | "built" | "folded";

/** Text that grows up to a limit; writers stop soon after it is exceeded. */
class Text {
  text = "";
  readonly limit: number;
  readonly manner: Manner;

  constructor(limit: number, manner: Manner = "canonical") {
    this.limit = limit;
    this.manner = manner;
  }

  full(): boolean {
    return this.text.length > this.limit;
  }
}

/**
 * The value in TLA+ syntax on one line: `{1, 2}`, `<<1, 2>>`, `[a |-> 1]`, `(1 :> "a" @@ 2 :> "b")`. Sets and records
 * in TLA+ order. Symbolic sets of more than 64 elements stay symbolic (`SUBSET (1..9)`); runs of more than 64 integers
 * are printed as `low..high`. `parseValue` reads it back, except for functions and sets given by a rule.
 */
export function print(value: Value): string {
  const out = new Text(Infinity);
  write(value, out);
  return out.text;
}

/** `print` cut off after some 80 characters, for messages. */
export function printBrief(value: Value): string {
  const out = new Text(BRIEF);
  write(value, out);
  return out.full() ? `${out.text.slice(0, BRIEF - 3)}...` : out.text;
}

/** The value as TLC's ToString and PrintT show it: sets as they were built, without a limit. */
export function printBuilt(value: Value): string {
  const out = new Text(Infinity, "built");
  write(value, out);
  return out.text;
}

/** May an equal value have another text by `printBuilt`? Each set may have been built in another way. */
export function dependsOnForm(value: Value): boolean {
  if (typeof value !== "object" || value instanceof ModelValue) return false;
  if (value instanceof SetValue) return true;
  const f = value as AnyFunction;
  if (f.form === "lambda" || f.values.some(dependsOnForm)) return true;
  return f.form === "general" && f.domain.elements.some(dependsOnForm);
}

/**
 * `print` for people: of a set of more than 1,000 elements only the first and the count, `{1, 3, 5, … 4,000 elements}`.
 * Nothing is listed for it. A text of more than 20,000 characters is cut off.
 */
export function printFolded(value: Value): string {
  const out = new Text(LONGEST, "folded");
  write(value, out);
  return out.full() ? `${out.text.slice(0, LONGEST)}…` : out.text;
}

/** `printFolded`, or null if that is longer than `limit` characters; costs no more than about `limit`. */
function foldedWithin(value: Value, limit: number): string | null {
  const out = new Text(limit, "folded");
  write(value, out);
  return out.full() ? null : out.text;
}

function write(value: Value, out: Text): void {
  if (typeof value === "number") out.text += String(value);
  else if (typeof value === "boolean") out.text += value ? "TRUE" : "FALSE";
  else if (typeof value === "string") out.text += printString(value);
  else if (value instanceof ModelValue) out.text += value.name;
  else if (value instanceof SetValue) writeSet(value as AnySet, out);
  else writeFunction(value as AnyFunction, out);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/** The string in quotes, with the escapes of TLA+. */
function printString(text: string): string {
  return `"${text.replace(/["\\\t\n\f\r]/g, (character) => ESCAPES[character]!)}"`;
}

/** The elements to print the set by, or null when it is printed symbolically. */
function printedElements(set: SetValue, manner: Manner): readonly Value[] | null {
  if (manner === "built") return builtElements(set as AnySet);
  const list = listedElements(set, EXPANDED);
  return list === null || isLongRun(list) ? null : list;
}

function builtElements(set: AnySet): readonly Value[] | null {
  switch (set.form) {
    case "interval":
      return null;
    case "power": {
      const size = countedSize(set.base);
      return size >= 0 && size < SUBSETS_LISTED ? listedElements(set, Infinity) : null;
    }
    case "predicate":
      return isEnumerable(set) ? listedElements(set, Infinity) : null;
    default:
      return listedElements(set, FUNCTIONS_LISTED - 1);
  }
}

/** The number of elements of a set that is to be folded, else 0. A run of integers is short as it is. */
function foldedSize(set: AnySet): number {
  const size = countedSize(set);
  if (size <= FOLDED || size > ENUMERATION_LIMIT || set.form === "interval") return 0;
  return set.form === "enumerated" && isLongRun(set.elements) ? 0 : size;
}

/** `{1, 3, 5, … 4,000 elements}`. */
function writeFolded(set: AnySet, size: number, out: Text): void {
  out.text += "{";
  let shown = 0;
  for (const value of iterate(set)) {
    if (shown === SHOWN) break;
    write(value, out);
    out.text += ", ";
    shown++;
  }
  out.text += `… ${grouped(size)} elements}`;
}

/** The number with commas between thousands. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** More than 64 consecutive integers; being sorted, the first and the last tell. */
function isLongRun(list: readonly Value[]): boolean {
  const first = list[0];
  const last = list[list.length - 1];
  return (
    list.length > EXPANDED && typeof first === "number" && typeof last === "number" && last - first === list.length - 1
  );
}

function writeSet(set: AnySet, out: Text): void {
  const size = out.manner === "folded" ? foldedSize(set) : 0;
  if (size > 0) {
    writeFolded(set, size, out);
    return;
  }
  const list = printedElements(set, out.manner);
  if (list === null) writeSymbolic(set, out);
  else writeList("{", list, "}", out);
}

function writeList(open: string, list: readonly Value[], close: string, out: Text): void {
  out.text += open;
  for (let i = 0; i < list.length && !out.full(); i++) {
    if (i > 0) out.text += ", ";
    write(list[i]!, out);
  }
  out.text += close;
}

function writeSymbolic(set: AnySet, out: Text): void {
  switch (set.form) {
    case "enumerated":
      out.text += `${set.elements[0]}..${set.elements[set.elements.length - 1]}`;
      break;
    case "interval":
      out.text += `${set.low}..${set.high}`;
      break;
    case "standard":
      out.text += set.name;
      break;
    case "power":
      out.text += "SUBSET ";
      writeOperand(set.base, out);
      break;
    case "functions":
      out.text += "[";
      write(set.argumentSet, out);
      out.text += " -> ";
      write(set.range, out);
      out.text += "]";
      break;
    case "records":
      out.text += "[";
      for (let i = 0; i < set.sets.length && !out.full(); i++) {
        out.text += `${i > 0 ? ", " : ""}${set.shape.names[i]!}: `;
        write(set.sets[i]!, out);
      }
      out.text += "]";
      break;
    case "product":
      if (set.sets.length === 1) out.text += "[{1} -> ";
      writeOperands(set.sets, " \\X ", out);
      if (set.sets.length === 1) out.text += "]";
      break;
    case "sequences":
      out.text += "Seq(";
      write(set.base, out);
      out.text += ")";
      break;
    case "predicate":
      out.text += "{x \\in ";
      write(set.base, out);
      out.text += " : ...}";
      break;
    case "union":
      writeOperands([set.left, set.right], " \\cup ", out);
      break;
    case "intersection":
      writeOperands([set.left, set.right], " \\cap ", out);
      break;
    case "difference":
      writeOperands([set.left, set.right], " \\ ", out);
      break;
  }
}

function writeOperands(sets: readonly SetValue[], operator: string, out: Text): void {
  for (let i = 0; i < sets.length && !out.full(); i++) {
    if (i > 0) out.text += operator;
    writeOperand(sets[i]!, out);
  }
}

/** A set as an operand: in parentheses unless its text is closed. */
function writeOperand(set: SetValue, out: Text): void {
  const closed = printedElements(set, out.manner) !== null || CLOSED_FORMS.has(set.form);
  if (!closed) out.text += "(";
  write(set, out);
  if (!closed) out.text += ")";
}

const CLOSED_FORMS: ReadonlySet<string> = new Set(["standard", "functions", "records", "sequences", "predicate"]);

function writeFunction(f: AnyFunction, out: Text): void {
  switch (f.form) {
    case "sequence":
      writeList("<<", f.values, ">>", out);
      break;
    case "lambda":
      out.text += "[x \\in ";
      write(f.domain, out);
      out.text += " |-> ...]";
      break;
    case "record":
    case "general": {
      const notation = notationOf(f);
      out.text += notation.open;
      for (let i = 0; i < f.values.length && !out.full(); i++) {
        if (i > 0) out.text += notation.separator;
        writeKey(f, i, out);
        out.text += notation.arrow;
        write(f.values[i]!, out);
      }
      out.text += notation.close;
    }
  }
}

interface Notation {
  readonly open: string;
  readonly arrow: string;
  readonly separator: string;
  readonly close: string;
}

const RECORD: Notation = { open: "[", arrow: " |-> ", separator: ", ", close: "]" };
const FUNCTION: Notation = { open: "(", arrow: " :> ", separator: " @@ ", close: ")" };

/** Records whose names are no identifiers are written as functions. */
function notationOf(f: RecordValue | GeneralFunction): Notation {
  return f.form === "record" && f.shape.names.every(isIdentifier) ? RECORD : FUNCTION;
}

/** Can the text be a field name? */
function isIdentifier(name: string): boolean {
  return /^\w*[A-Za-z]\w*$/.test(name);
}

function writeKey(f: RecordValue | GeneralFunction, index: number, out: Text): void {
  if (f.form === "general") write(f.domain.elements[index]!, out);
  else if (notationOf(f) === RECORD) out.text += f.shape.names[index]!;
  else out.text += printString(f.shape.names[index]!);
}

/**
 * `printFolded` broken over lines of `width` characters where the value permits it; where nothing is folded `parseValue`
 * reads this too. Lines after the first are indented by `indent` blanks at least.
 */
export function printPretty(value: Value, width: number, indent = 0): string {
  return pretty(value, { width, left: { characters: LONGEST } }, indent);
}

/** How long a line may be, and how much is left of the whole text. */
interface Room {
  readonly width: number;
  readonly left: { characters: number };
}

function pretty(value: Value, room: Room, indent: number): string {
  const flat = foldedWithin(value, Math.max(room.width - indent, 1));
  if (flat !== null || typeof value !== "object" || value instanceof ModelValue) {
    return taken(flat ?? printFolded(value), room);
  }
  if (value instanceof SetValue) {
    const list = foldedSize(value as AnySet) > 0 ? null : printedElements(value, "folded");
    return list === null || list.length === 0
      ? taken(printFolded(value), room)
      : prettyList(BRACES, list, room, indent);
  }
  const f = value as AnyFunction;
  if (f.form === "lambda" || f.values.length === 0) return taken(printFolded(value), room);
  if (f.form === "sequence") return prettyList(ANGLES, f.values, room, indent);
  const notation = notationOf(f);
  const lines = prettyItems(f.values, room, (item, i) => {
    const start = `${prettyKey(f, i, narrower(room, notation.arrow.length), indent + 2)}${notation.arrow}`;
    const used = start.includes("\n") ? start.length - start.lastIndexOf("\n") - 1 : start.length + indent + 2;
    const rest = foldedWithin(item, room.width - used - 2);
    if (rest !== null) return start + taken(rest, room);
    return `${start.trimEnd()}\n${" ".repeat(indent + 4)}${pretty(item, narrower(room, 2), indent + 4)}`;
  });
  const separator = `${notation.separator.trimEnd()}\n${" ".repeat(indent + 2)}`;
  return `${notation.open} ${lines.join(separator)} ${notation.close}`;
}

function narrower({ width, left }: Room, by: number): Room {
  return { width: width - by, left };
}

function taken(text: string, { left }: Room): string {
  left.characters -= text.length;
  return text;
}

/** The texts of the items, as far as there is room; each may need a line of its own. */
function prettyItems(list: readonly Value[], room: Room, text: (item: Value, at: number) => string): string[] {
  const texts: string[] = [];
  for (const [at, item] of list.entries()) {
    if (room.left.characters <= 0) return [...texts, "…"];
    if (typeof item === "object" && !(item instanceof ModelValue)) room.left.characters -= BLANKS;
    texts.push(text(item, at));
  }
  return texts;
}

/** The argument of the function, broken over lines where it is long: it may be a whole message. */
function prettyKey(f: RecordValue | GeneralFunction, index: number, room: Room, indent: number): string {
  if (f.form === "general") return pretty(f.domain.elements[index]!, room, indent);
  const key = new Text(Infinity, "folded");
  writeKey(f, index, key);
  return key.text;
}

/** What stands around the items of a list. */
type Brackets = Pick<Notation, "open" | "close">;

const BRACES: Brackets = { open: "{ ", close: " }" };
const ANGLES: Brackets = { open: "<< ", close: " >>" };

function prettyList({ open, close }: Brackets, list: readonly Value[], room: Room, indent: number): string {
  const inner = indent + open.length;
  const blanks = " ".repeat(inner);
  if (list.every((item) => typeof item !== "object" || item instanceof ModelValue)) {
    const words = prettyItems(list, room, (item) => taken(printFolded(item), room));
    return `${open}${fill(words, room.width - inner - close.length).join(`,\n${blanks}`)}${close}`;
  }
  const lines = prettyItems(list, room, (item) => pretty(item, narrower(room, close.length), inner));
  return `${open}${lines.join(`,\n${blanks}`)}${close}`;
}

/** Joins words by commas to lines of at most `width` characters where possible. */
function fill(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (line === "") line = word;
    else if (line.length + 2 + word.length <= width) line += `, ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
