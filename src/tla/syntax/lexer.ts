// Hot path: every character of every module passes here once.
/** Text -> tokens, in one pass. */

import type { Diagnostic, DiagnosticNote } from "./diagnostic.ts";
import { operatorForms } from "./operators.ts";
import type { Source, Span } from "./source.ts";
import { keywords, type Mark, marks, type Token, wordMarks } from "./token.ts";

const tabStop = 8;

/** After so many mistakes further ones are no longer told apart. */
const maximumErrors = 100;

const stepPattern = /<(?:\d+|[*+])>(?:\w+\.*|[*-]\.*|\.+)?/y;
const algorithmPattern = /--(?:fair[ \t]+)?algorithm[ \t]+(\w+)/y;
const algorithmEnd = /[\r\n][ \t]*(?:\\\*+[ \t]*BEGIN TRANSLATION|={4})/;
const numeralPattern = /\\(?:[bB][01]+|[oO][0-7]+|[hH][0-9a-fA-F]+)/y;

const numberSets: ReadonlyMap<string, string> = new Map([
  ["ℕ", "Nat"],
  ["ℤ", "Int"],
  ["ℝ", "Real"],
]);

/** What people paste from a word processor, and what they meant. */
const lookAlikes: ReadonlyMap<string, string> = new Map([
  ["“", '"'],
  ["”", '"'],
  ["„", '"'],
  ["‘", "'"],
  ["’", "'"],
  ["′", "'"],
  ["–", "-"],
  ["—", "--"],
  ["−", "-"],
  ["\u00a0", "an ordinary space"],
  ["〈", "<<"],
  ["〉", ">>"],
  ["⇐", "<="],
  ["⟹", "=>"],
  ["⟺", "<=>"],
  ["⟶", "->"],
  ["⇝", "~>"],
  ["≝", "=="],
  ["◊", "<>"],
  ["∖", "\\"],
  ["∗", "*"],
  ["∅", "{}"],
  [";", "/\\ or a new line"],
  ["?", "IF p THEN a ELSE b"],
]);

/** What editors leave in a text and nobody sees: byte order mark, form feed, vertical tab. */
const invisible: ReadonlySet<string> = new Set(["\ufeff", "\f", "\v"]);

/** Tells, for each character code below 128, whether it may be part of a name. */
const wordCharacters = new Uint8Array(128);
for (const character of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
  wordCharacters[character.charCodeAt(0)] = 2;
}
for (const character of "0123456789_") wordCharacters[character.charCodeAt(0)] = 1;

/** The tokens of one module, or of a whole text, ending with one of kind "end". */
interface Lexed {
  readonly tokens: readonly Token[];
  /** Where reading stopped: after the `====` that closes the module, or at the end of the text. */
  readonly end: number;
}

/**
 * Reads the tokens from offset `start` on. With `module`, `start` must be at the dashes of a module's header, and
 * reading stops after the `====` that closes this module; otherwise it goes on to the end of the text. What cannot be
 * read is added to `diagnostics` and leaves a token of kind "bad".
 */
export function readTokens(source: Source, start: number, module: boolean, diagnostics: Diagnostic[]): Lexed {
  return new Lexer(source, start, module, diagnostics).run();
}

class Lexer {
  private readonly source: Source;
  private readonly text: string;
  private readonly module: boolean;
  private readonly diagnostics: Diagnostic[];
  private readonly tokens: Token[] = [];
  private position: number;
  /** Such that the column of an offset is `offset - origin`; moves at line ends and tabs. */
  private origin: number;
  private fresh = true;
  /** How many modules are open. */
  private depth = 0;
  private errors = 0;

  constructor(source: Source, start: number, module: boolean, diagnostics: Diagnostic[]) {
    this.source = source;
    this.text = source.text;
    this.module = module;
    this.diagnostics = diagnostics;
    this.position = start;
    this.origin = start - 1;
  }

  run(): Lexed {
    const { text, tokens } = this;
    const length = text.length;
    while (this.position < length) {
      const code = text.charCodeAt(this.position);
      if (code === 32) this.position++;
      else if (code === 10 || code === 13) this.newLine();
      else if (code === 9) this.tab();
      else if (code < 128 && wordCharacters[code] !== 0) this.word();
      else if (this.comment(code)) continue;
      else if (code === 34) this.string();
      else if (code === 92) this.backslash();
      else if (code === 60 && this.step()) continue;
      else if (code === 45 && this.algorithm()) continue;
      else if ((code === 45 || code === 61) && this.line(code)) {
        if (code === 61 && this.module && --this.depth === 0) break;
      } else this.mark(code);
    }
    const end = this.position;
    tokens.push({ kind: "end", text: "", start: end, end, column: 0, fresh: false, operator: null });
    return { tokens, end };
  }

  private newLine(): void {
    this.origin = this.position++;
    this.fresh = true;
  }

  private tab(): void {
    const column = this.position - this.origin;
    const next = column + tabStop - ((column - 1) % tabStop);
    this.origin = ++this.position - next;
  }

  private push(kind: string, end: number, operator: Token["operator"]): void {
    const start = this.position;
    const text = this.text.slice(start, end);
    this.tokens.push({ kind, text, start, end, column: start - this.origin, fresh: this.fresh, operator });
    this.fresh = false;
    this.position = end;
  }

  /** Has a name that ends at `end` letters of another alphabet behind that? Then it is a mistake, as a whole. */
  private goesOn(end: number): boolean {
    if (this.text.charCodeAt(end) < 0x80 || !/^\p{L}/u.test(this.text.slice(end, end + 2))) return false;
    this.foreignName(this.position);
    return true;
  }

  /** A word in another alphabet is one mistake, not one for each of its letters; it is read as the name that it was meant for. */
  private foreignName(start: number): void {
    const word = /^[\p{L}\p{N}_]+/u.exec(this.text.slice(start, start + 200))?.[0] ?? "";
    const letters = "names consist of the letters A to Z and a to z, digits and _";
    const end = start + word.length;
    this.report({ start, end }, "E102", `\`${word}\` cannot be a name of TLA+: ${letters}`);
    this.push("identifier", end, null);
  }

  private bad(span: Span, code: string, message: string): void {
    this.report(span, code, message);
    this.push("bad", span.end, null);
  }

  private report(span: Span, code: string, message: string, notes: DiagnosticNote[] = []): void {
    if (++this.errors > maximumErrors) return;
    this.diagnostics.push({ code, severity: "error", message, location: this.source.locate(span), notes });
  }

  /** A name, a keyword, a number, `WF_`, `SF_` or `_`. */
  private word(): void {
    const { text, position } = this;
    let end = position;
    let letters = 0;
    for (;;) {
      const code = text.charCodeAt(end);
      const sort = code < 128 ? (wordCharacters[code] as number) : 0;
      if (sort === 0) break;
      letters |= sort;
      end++;
    }
    if ((letters & 2) === 0) {
      this.wordWithoutLetters(end);
      return;
    }
    const first = text.charCodeAt(position);
    if ((first === 87 || first === 83) && text.startsWith("F_", position + 1)) {
      this.push(first === 87 ? "WF_" : "SF_", position + 3, null);
      return;
    }
    const word = text.slice(position, end);
    const keyword = first >= 65 && first <= 90 ? keywords.get(word) : undefined;
    if (keyword === undefined) {
      if (this.goesOn(end)) return;
      this.push("identifier", end, null);
      return;
    }
    if (keyword === "MODULE" && this.tokens.at(-1)?.kind === "----") this.depth++;
    this.push(keyword, end, operatorForms.get(word) ?? null);
  }

  private wordWithoutLetters(end: number): void {
    const { text, position } = this;
    if (text.charCodeAt(position) === 95) {
      this.push("_", position + 1, null);
      return;
    }
    let stop = position;
    while (stop < end && text.charCodeAt(stop) !== 95) stop++;
    if (stop === end && text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))) {
      stop = end + 1;
      while (isDigit(text.charCodeAt(stop))) stop++;
    }
    this.push("number", stop, null);
  }

  /** Skips a comment, if one begins here. */
  private comment(code: number): boolean {
    const next = this.text.charCodeAt(this.position + 1);
    if (next !== 42) return false;
    if (code === 92) {
      while (this.position < this.text.length && !isLineEnd(this.text.charCodeAt(this.position))) this.position++;
      return true;
    }
    if (code !== 40) return false;
    this.blockComment();
    return true;
  }

  private blockComment(): void {
    const { text } = this;
    const start = this.position;
    let depth = 0;
    let inner = -1;
    while (this.position < text.length) {
      const code = text.charCodeAt(this.position);
      if (code === 40 && text.charCodeAt(this.position + 1) === 42) {
        if (depth++ > 0) inner = this.position;
        this.position += 2;
      } else if (code === 42 && text.charCodeAt(this.position + 1) === 41) {
        this.position += 2;
        if (--depth === 0) return;
      } else if (isLineEnd(code)) this.newLine();
      else if (code === 9) this.tab();
      else this.position++;
    }
    const message = "this comment is never closed: expected `*)`";
    const nested = "comments nest: this `(*` inside it needs a `*)` of its own";
    const notes =
      inner < 0 ? [] : [{ message: nested, location: this.source.locate({ start: inner, end: inner + 2 }) }];
    this.report({ start, end: start + 2 }, "E105", message, notes);
    this.push("bad", this.position, null);
  }

  private string(): void {
    const { text } = this;
    const start = this.position;
    let end = start + 1;
    for (;;) {
      const code = text.charCodeAt(end);
      if (code === 34) break;
      if (end >= text.length || isLineEnd(code)) {
        const message = 'this string is never closed: expected `"` on the same line';
        this.bad({ start, end }, "E103", message);
        return;
      }
      end += code === 92 && end + 1 < text.length && !isLineEnd(text.charCodeAt(end + 1)) ? 2 : 1;
    }
    const body = text.slice(start + 1, end);
    const wrong = body.includes("\\") ? /^(?:[^\\]|\\["\\ntrf])*\\([^"\\ntrf])/su.exec(body) : null;
    if (wrong === null) this.push("string", end + 1, null);
    else {
      const at = start + wrong[0].length - (wrong[1] as string).length;
      const allowed = 'only \\" \\\\ \\n \\t \\r and \\f are; a backslash itself is written \\\\';
      const message = `\`\\${wrong[1]}\` means nothing in a string: ${allowed}`;
      this.report({ start: at, end: start + 1 + wrong[0].length }, "E104", message);
      this.push("bad", end + 1, null);
    }
    if (body.includes("\t")) this.recount(start, end + 1);
  }

  /** Moves the origin for the tabs in a token that was skipped over at once. */
  private recount(start: number, end: number): void {
    this.position = start;
    while (this.position < end) {
      if (this.text.charCodeAt(this.position) === 9) this.tab();
      else this.position++;
    }
  }

  private backslash(): void {
    const { text, position } = this;
    numeralPattern.lastIndex = position;
    if (numeralPattern.test(text)) {
      this.push("number", numeralPattern.lastIndex, null);
      return;
    }
    let end = position + 1;
    while (isLetter(text.charCodeAt(end))) end++;
    for (; end > position + 1; end--) {
      const mark = wordMarks.get(text.slice(position, end));
      if (mark === undefined) continue;
      this.push(mark.kind, end, mark.operator);
      return;
    }
    this.mark(92);
  }

  private step(): boolean {
    const next = this.text.charCodeAt(this.position + 1);
    if (!isDigit(next) && next !== 42 && next !== 43) return false;
    stepPattern.lastIndex = this.position;
    if (!stepPattern.test(this.text)) return false;
    this.push("step", stepPattern.lastIndex, null);
    return true;
  }

  /** PlusCal that stands in no comment: one mistake, not one for each of its lines. It ends where its translation begins. */
  private algorithm(): boolean {
    if (!this.fresh) return false;
    algorithmPattern.lastIndex = this.position;
    const found = algorithmPattern.exec(this.text);
    if (found === null || keywords.has(found[1] as string)) return false;
    const start = this.position;
    const message =
      "PlusCal stands in a comment, (* --algorithm … *), and only its translation is read: translate it, too";
    this.report({ start, end: algorithmPattern.lastIndex }, "E128", message);
    const length = this.text.slice(start).search(algorithmEnd);
    this.position = length < 0 ? this.text.length : start + length;
    return true;
  }

  /** Four or more dashes or equals signs. */
  private line(code: number): boolean {
    const { text, position } = this;
    let end = position;
    while (text.charCodeAt(end) === code) end++;
    if (end - position < 4) return false;
    this.push(code === 45 ? "----" : "====", end, null);
    return true;
  }

  private mark(code: number): void {
    const { text, position } = this;
    const candidates = marks.get(code);
    const mark = candidates?.find((candidate: Mark) => text.startsWith(candidate.spelling, position));
    if (mark !== undefined) {
      this.push(mark.kind, position + mark.spelling.length, mark.operator);
      return;
    }
    const character = String.fromCodePoint(text.codePointAt(position) as number);
    const numberSet = numberSets.get(character);
    const end = position + character.length;
    if (numberSet === undefined) this.unknown(character, { start: position, end });
    else {
      const column = position - this.origin;
      const { fresh } = this;
      this.tokens.push({ kind: "identifier", text: numberSet, start: position, end, column, fresh, operator: null });
      this.fresh = false;
      this.position = end;
    }
  }

  private unknown(character: string, span: Span): void {
    if (invisible.has(character)) {
      this.position = span.end;
      return;
    }
    if (character === "\ufffd") {
      this.bad(span, "E101", "this is not UTF-8: save the file in that encoding");
      return;
    }
    const { start } = span;
    const rest = this.text.slice(start, start + 200);
    const meant = lookAlikes.get(character);
    const hint = meant === undefined ? "" : `; write ${meant.length < 3 ? `\`${meant}\`` : meant}`;
    if (/^\p{L}/u.test(rest)) {
      this.foreignName(start);
      return;
    }
    // Two quotation marks are one mistake.
    const quoted = meant === '"' ? /^.[^\u201d"\n\r]*[\u201d"]/u.exec(rest)?.[0] : undefined;
    const end = start + (quoted ?? character).length;
    this.bad({ start, end }, "E102", `\`${character}\` is no symbol of TLA+${hint}`);
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}
