/** The place of the `.cfg` reader in its tokens, and how it complains. */

import { type Diagnostic, DiagnosticError, type DiagnosticNote } from "../syntax/diagnostic.ts";
import { canonicalName } from "../syntax/operators.ts";
import type { Source, Span } from "../syntax/source.ts";
import { describeToken, type Token } from "../syntax/token.ts";
import type { Identifier } from "../syntax/tree.ts";
import { configKeywords, type Statement } from "./keyword.ts";

/** Ends the reading of a statement whose mistake is already reported. */
class Reported extends DiagnosticError {}

/** The hint where a comment of another language stands. */
export const COMMENT = "; a comment begins with `\\*`";

export class ConfigTokens {
  readonly source: Source;
  private readonly tokens: readonly Token[];
  private readonly diagnostics: Diagnostic[];
  private position = 0;

  constructor(source: Source, tokens: readonly Token[], diagnostics: Diagnostic[]) {
    this.source = source;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
  }

  get token(): Token {
    return this.tokens[this.position] as Token;
  }

  get kind(): string {
    return this.token.kind;
  }

  kindAt(ahead: number): string {
    return this.tokens[this.position + ahead]?.kind ?? "end";
  }

  /** What the token in hand begins; null where it is no keyword. */
  keyword(): Statement | null {
    return this.keywordAt(0);
  }

  private keywordAt(ahead: number): Statement | null {
    const token = this.tokens[this.position + ahead];
    return token === undefined || token.kind === "string" ? null : (configKeywords.get(token.text) ?? null);
  }

  /**
   * Whether the token in hand is a keyword where a value is due, and not the beginning of a statement: to TLC the word
   * that stands there is a name, whatever it is. What a statement would take up follows a keyword that was meant as one.
   */
  keywordAsValue(): boolean {
    if (this.keyword() === null) return false;
    return [",", "}", ")", "end"].includes(this.kindAt(1)) || this.keywordAt(1) !== null || this.startsConstant(1);
  }

  advance(): Token {
    const { token } = this;
    if (this.position < this.tokens.length - 1) this.position++;
    return token;
  }

  accept(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** From `start` to the end of the last token passed. */
  span(start: number): Span {
    return { start, end: this.position === 0 ? start : (this.tokens[this.position - 1] as Token).end };
  }

  /** A name without `!`. */
  simpleName(what: string): Identifier {
    const { kind, text, start, end } = this.token;
    const truth = text === "TRUE" || text === "FALSE";
    if (kind !== "identifier" || this.keyword() !== null || truth) this.unexpected("E305", what, this.hint());
    this.advance();
    return { name: text, span: { start, end } };
  }

  /** What to write where no name stands. */
  private hint(): string {
    const { kind, text, operator } = this.token;
    if (text === "//" || text === "#") return COMMENT;
    if (kind === "string") return "; names stand without quotation marks";
    if (kind === ":" || kind === "=") return `; nothing stands between a keyword and its names`;
    return operator === null ? "" : "; a formula is defined in the module, and its name is listed here";
  }

  /** A name, or several joined by `!`, the last of which may be an operator symbol. */
  name(what: string): Identifier {
    const first = this.simpleName(what);
    const parts = [first.name];
    while (this.accept("!")) {
      const { token } = this;
      if (token.operator === null) parts.push(this.simpleName("a name after `!`").name);
      else parts.push(canonicalName(this.advance().text));
    }
    return { name: parts.join("!"), span: this.span(first.span.start) };
  }

  /** Moves on to the next keyword. */
  skipToKeyword(): void {
    do this.advance();
    while (this.kind !== "end" && this.keyword() === null);
  }

  /** Moves on to the next keyword or to where the next constant is given its value. */
  skipToConstant(): void {
    do this.advance();
    while (this.kind !== "end" && this.keyword() === null && !this.startsConstant());
  }

  private startsConstant(ahead = 0): boolean {
    const next = this.kindAt(ahead + 1);
    return this.kindAt(ahead) === "identifier" && ["=", "<-", "!", "("].includes(next);
  }

  report(code: string, message: string, place: Span, notes: readonly DiagnosticNote[] = []): void {
    const severity = code.startsWith("W") ? "warning" : "error";
    this.diagnostics.push({ code, severity, message, location: this.source.locate(place), notes });
  }

  /** Reports a mistake and gives up the statement. */
  fail(code: string, message: string, place: Span, notes: readonly DiagnosticNote[] = []): never {
    this.report(code, message, place, notes);
    throw new Reported(this.diagnostics.at(-1) as Diagnostic);
  }

  /** Gives up the statement because something else than the token in hand was expected. */
  unexpected(code: string, what: string, hint = "", notes: readonly DiagnosticNote[] = []): never {
    const { token } = this;
    if (token.kind === "bad") throw new Reported(this.diagnostics.at(-1) as Diagnostic);
    this.fail(code, `expected ${what}, found ${describeToken(token)}${hint}`, token, notes);
  }
}

/** Whether `error` ended the reading of a statement in the ordinary way. */
export function isReported(error: unknown): boolean {
  return error instanceof Reported;
}
