// Hot path: the parser asks here for every token.
/** The place of the parser in its tokens, and how it complains. */

import { type Diagnostic, DiagnosticError, type DiagnosticNote } from "./diagnostic.ts";
import { foreignMistake } from "./foreign.ts";
import type { Source, Span } from "./source.ts";
import { describeToken, isReserved, reservedWord, type Token } from "./token.ts";
import type { Identifier } from "./tree.ts";

/**
 * How deep expressions may nest. Chosen so that the parser, and whoever walks the tree after it, stay well within the
 * stack that Node gives a thread.
 */
export const maximumDepth = 1000;

/** Words that begin or continue an expression and that people write in small letters. */
const smallKeywords: ReadonlySet<string> = new Set(
  "CASE CHOOSE DOMAIN ELSE ENABLED EXCEPT IF IN INSTANCE LAMBDA LET OTHER SUBSET THEN UNCHANGED UNION WITH".split(" "),
);

/** Ends the reading of a unit whose mistake is already reported. */
class Reported extends DiagnosticError {}

export class Cursor {
  readonly source: Source;
  readonly tokens: readonly Token[];
  readonly diagnostics: Diagnostic[];
  position = 0;
  token: Token;
  /** Tokens at or left of this column do not belong to the junction item being read. */
  limit = 0;
  /** The bullet of that item. */
  bullet: Token | null = null;
  /** The first bullet of the junction list that ended last. */
  closedList: Token | null = null;
  /** The column in which the unit being read begins. */
  unitColumn = 0;
  /** Names of proof steps are expressions in proofs only. */
  inProof = false;
  /** Whether the unit being read has had a precedence conflict reported; more of them would not help. */
  conflict = false;
  /** Where the bullet stands whose list was last warned about. */
  warnedBullet = -1;
  /** Position after the operand of the UNCHANGED that was read last. */
  unchangedEnd = -1;
  /** How many mistakes the parser has reported. */
  errors = 0;
  /** How many modules the unit being read stands in. */
  modules = 0;
  private depth = 0;
  private partners: Int32Array | null = null;

  constructor(source: Source, tokens: readonly Token[], diagnostics: Diagnostic[]) {
    this.source = source;
    this.tokens = tokens;
    this.diagnostics = diagnostics;
    this.token = tokens[0] as Token;
  }

  /** Whether the token in hand begins a line no further right than the unit being read, as the next unit would. */
  get outside(): boolean {
    return this.token.fresh && this.token.column <= this.unitColumn;
  }

  /** The kind of the token in hand; "end" where it does not belong to the junction item being read. */
  get kind(): string {
    return this.token.column > this.limit ? this.token.kind : "end";
  }

  /** The kind of the token `ahead` places after the one in hand. */
  kindAt(ahead: number): string {
    const token = this.tokens[this.position + ahead];
    return token !== undefined && token.column > this.limit ? token.kind : "end";
  }

  /** Goes to the next token and returns the one passed. */
  advance(): Token {
    const { token } = this;
    if (this.position < this.tokens.length - 1) this.token = this.tokens[++this.position] as Token;
    return token;
  }

  /** The position of the bracket that closes the `(` or `[` at `position`; -1 where there is none. */
  partner(position: number): number {
    this.partners ??= pairBrackets(this.tokens);
    return this.partners[position] as number;
  }

  moveTo(position: number): void {
    this.position = position;
    this.token = this.tokens[position] as Token;
  }

  accept(kind: string): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Passes a token of `kind`. `what` describes it in the message where it is missing. */
  expect(kind: string, what: string, notes: readonly DiagnosticNote[] = []): Token {
    if (this.kind === kind) return this.advance();
    return this.unexpected("E110", what, notes, kind);
  }

  /** Passes the closing bracket of what `opener` opened. `others` says what could stand there instead. */
  close(kind: string, opener: Token, others = ""): Token {
    if (this.kind === kind) return this.advance();
    const notes = [this.note(`the \`${opener.text}\` stands here`, opener)];
    if (this.token.kind === kind && this.bullet !== null && this.kind === "end") {
      const item = `the list item that begins here ends before this \`${this.token.text}\``;
      notes.push(this.note(`${item}, which does not stand further right than the bullet`, this.bullet));
    }
    return this.unexpected("E112", `\`${kind}\`${others}`, notes, kind);
  }

  identifier(what: string): Identifier {
    if (this.kind !== "identifier" || this.nextDefinition()) this.unexpected("E110", what, this.reserved());
    const { text, start, end } = this.advance();
    return { name: text, span: { start, end } };
  }

  /** Why the token in hand is no name, where it looks like one and begins nothing else. */
  private reserved(): DiagnosticNote[] {
    const { token } = this;
    if (this.outside || !isReserved(token)) return [];
    return [this.note(reservedWord(token), token)];
  }

  /** Whether the token in hand begins the definition after the one being read, which then lacks its end. */
  nextDefinition(): boolean {
    return this.outside && this.token.kind === "identifier" && this.kindAt(1) === "==";
  }

  /** From `start` to the end of the last token passed. */
  span(start: number): Span {
    return { start, end: this.position === 0 ? start : (this.tokens[this.position - 1] as Token).end };
  }

  previous(back = 1): Token | null {
    return this.tokens[this.position - back] ?? null;
  }

  /** Guards the recursion of the parser. Each call that returns needs a `leave`. */
  enter(): void {
    if (++this.depth <= maximumDepth) return;
    this.fail(
      "E122",
      `this is nested too deeply: more than ${maximumDepth} expressions inside one another`,
      this.token,
    );
  }

  leave(): void {
    this.depth--;
  }

  /** Forgets what belongs to the unit read so far. */
  startUnit(): void {
    this.limit = 0;
    this.bullet = null;
    this.closedList = null;
    this.inProof = false;
    this.conflict = false;
    this.depth = this.modules;
    this.unitColumn = this.token.column;
  }

  note(message: string, place: Span): DiagnosticNote {
    return { message, location: this.source.locate(place) };
  }

  report(code: string, message: string, place: Span, notes: readonly DiagnosticNote[] = []): void {
    const severity = code.startsWith("W") ? "warning" : "error";
    if (severity === "error") this.errors++;
    this.diagnostics.push({ code, severity, message, location: this.source.locate(place), notes });
  }

  /** Reports a mistake and gives up the unit. */
  fail(code: string, message: string, place: Span, notes: readonly DiagnosticNote[] = []): never {
    this.report(code, message, place, notes);
    throw new Reported(this.diagnostics.at(-1) as Diagnostic);
  }

  /**
   * Gives up the unit because something else than the token in hand was expected: `what`, whose kind is `wanted` where
   * it is one token. Where the mistake is one that people make often, the message is about that.
   */
  unexpected(code: string, what: string, notes: readonly DiagnosticNote[] = [], wanted = ""): never {
    const { token } = this;
    if (token.kind === "bad") throw new Reported(this.diagnostics.at(-1) as Diagnostic);
    this.explain(wanted);
    const next = this.outside ? null : (this.tokens[this.position + 1] ?? null);
    const foreign = code === "E100" ? null : foreignMistake(this.previous(), token, next);
    if (foreign !== null) this.fail("E128", foreign.message, foreign.at);
    const found = this.nextDefinition() ? `the definition of ${token.text}` : describeToken(token);
    this.fail(code, `expected ${what}, found ${found}`, token, notes);
  }

  /** Reports the usual mistakes that leave the parser at a token that it cannot use. */
  private explain(wanted: string): void {
    const { token } = this;
    const previous = this.previous();
    const capital = smallKeyword(token);
    if (capital !== null && (capital === wanted || endsExpression(previous)))
      this.failInSmallLetters(token, capital, wanted);
    const before = smallKeyword(previous);
    if (before !== null && startsOperand(token)) this.failInSmallLetters(previous as Token, before, wanted);
    if (token.kind === "," && this.unchangedEnd === this.position) {
      const message = "UNCHANGED takes one expression; several variables need << >>: UNCHANGED <<x, y>>";
      this.fail("E119", message, token);
    }
    if (wanted === ">>" || previous?.kind === ">") this.explainGreater(wanted);
    if (token.kind === "==" && endsExpression(previous)) {
      this.fail("E115", "`==` defines a name and cannot stand in an expression; equality is a single `=`", token);
    }
  }

  /** Reports a `>` where `>>` was meant: it lacks its right side, or the definition ends without another end of the `<<`. */
  private explainGreater(wanted: string): void {
    const { token } = this;
    const previous = this.previous();
    const ends = this.nextDefinition() || token.kind === "====" || token.kind === "end";
    if (previous?.kind !== ">" && !(wanted === ">>" && ends)) return;
    let found: Token | null = null;
    for (let i = this.position - 1, closed = 0; i >= 0 && closed >= 0; i--) {
      const { kind } = this.tokens[i] as Token;
      if (kind === "==") return;
      if (kind === ">>" || kind === ">>_") closed++;
      if (kind === ">" && closed === 0) found = this.tokens[i] as Token;
      if (kind === "<<") closed--;
      if (closed < 0 && found !== null) {
        const opener = this.note("the `<<` stands here", this.tokens[i] as Token);
        this.fail("E112", "this `>` compares; what `<<` opens is closed by `>>`", found, [opener]);
      }
    }
  }

  /** The last `&&` or `||` since the line or the list item began; null where there is none. */
  foreignConnective(): Token | null {
    for (let i = this.position - 1; i >= 0; i--) {
      const token = this.tokens[i] as Token;
      if (token.kind === "&&" || token.kind === "||") return token;
      if (token.fresh || token === this.bullet) return null;
    }
    return null;
  }

  /** Complains of the first such word on the line: it is the one that the others follow. */
  private failInSmallLetters(found: Token, keyword: string, wanted: string): never {
    let word = found;
    let capital = keyword;
    for (let i = this.tokens.indexOf(found); i > 0 && !(this.tokens[i] as Token).fresh; i--) {
      const earlier = this.tokens[i - 1] as Token;
      const meant = smallKeyword(earlier);
      if (meant === null || !startsOperand(this.tokens[i] as Token)) continue;
      word = earlier;
      capital = meant;
    }
    if (capital === "IN" && wanted !== "IN")
      this.fail("E128", "`in` means nothing here: membership is written `\\in`", word);
    const message = `\`${word.text}\` is a name here; the keyword is written in capital letters: ${capital}`;
    this.fail("E118", message, word);
  }
}

/** Whether a token could begin an expression, so that the one before it should have been an operator. */
function startsOperand({ kind, operator }: Token): boolean {
  if (operator !== null) return operator.prefix !== null && operator.infix === null;
  return /^(?:identifier|number|string|[[({@]|<<|\\[AE]+|IF|LET|CASE|CHOOSE|LAMBDA)$/.test(kind);
}

/** For each position of a `(` or `[` that of its partner, else -1. Made once, so that looking ahead takes no time. */
function pairBrackets(tokens: readonly Token[]): Int32Array {
  const partners = new Int32Array(tokens.length).fill(-1);
  const open: number[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const { kind } = tokens[i] as Token;
    if (kind === "(" || kind === "[") open.push(i);
    else if (kind === ")" || kind === "]" || kind === "]_") {
      const opener = open.at(-1);
      if (opener === undefined || ((tokens[opener] as Token).kind === "(") !== (kind === ")")) continue;
      open.pop();
      partners[opener] = i;
    }
  }
  return partners;
}

/** The keyword that a name would be in capital letters; null where there is none. */
function smallKeyword(token: Token | null): string | null {
  if (token?.kind !== "identifier") return null;
  const capital = token.text.toUpperCase();
  return smallKeywords.has(capital) ? capital : null;
}

function endsExpression(token: Token | null): boolean {
  return token !== null && /^(?:identifier|number|string|@|[\])}]|>>|'|\^.)$/.test(token.kind);
}

/** Whether `error` ended the reading of a unit in the ordinary way. */
export function isReported(error: unknown): boolean {
  return error instanceof Reported;
}
