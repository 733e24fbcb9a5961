/** Reads a `.cfg`: keywords, names, constants. */

import type { Diagnostic, DiagnosticNote } from "../syntax/diagnostic.ts";
import { readTokens } from "../syntax/lexer.ts";
import { canonicalName } from "../syntax/operators.ts";
import { Source, type Span } from "../syntax/source.ts";
import type { Token } from "../syntax/token.ts";
import type { Identifier } from "../syntax/tree.ts";
import type { Config, ConfigValue, ConstantEntry, Flag } from "./config.ts";
import { type ListStatement, nearestKeyword, type SingleStatement } from "./keyword.ts";
import { configValue } from "./literal.ts";
import { COMMENT, ConfigTokens, isReported } from "./tokens.ts";

const sectionPattern = /^-{4,} *CONFIG\b[^\n\r]*/m;

/** Whether a `.tla` text carries its configuration with it: `---- CONFIG Name ----` … `====`. */
export function hasConfigSection(text: string): boolean {
  return sectionPattern.test(text);
}

/**
 * Reads a configuration: the CONFIG section of `source` where it has one, else all of it. Everything that could be read
 * is in `config`; where a diagnostic is an error, something is missing from it.
 */
export function parseConfig(source: Source): { config: Config; diagnostics: Diagnostic[] } {
  return new Reader(source).run();
}

type Singles = Record<SingleStatement, Identifier | null>;
type Lists = Record<ListStatement, Identifier[]>;

class Reader {
  private readonly source: Source;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly tokens: ConfigTokens;
  private readonly constants: ConstantEntry[] = [];
  private checkDeadlock: Flag | null = null;
  private readonly singles: Singles = {
    specification: null,
    init: null,
    next: null,
    symmetry: null,
    view: null,
    alias: null,
    reward: null,
  };
  private readonly lists: Lists = {
    invariants: [],
    properties: [],
    constraints: [],
    actionConstraints: [],
    postconditions: [],
    possible: [],
    periodic: [],
  };
  /** Where the keywords stand that may be given once. */
  private readonly seen = new Map<string, Span>();

  constructor(source: Source) {
    this.source = source;
    this.tokens = new ConfigTokens(source, this.read(), this.diagnostics);
  }

  private read(): readonly Token[] {
    const { source } = this;
    const zero = source.text.indexOf("\0");
    if (zero >= 0) {
      const message = "this is no text in UTF-8: it holds a zero byte, so it is a binary file or in another encoding";
      const location = source.locate({ start: zero, end: zero + 1 });
      this.diagnostics.push({ code: "E300", severity: "error", message, location, notes: [] });
      return readTokens(new Source(source.name, ""), 0, false, []).tokens;
    }
    const section = sectionPattern.exec(source.text);
    const start = section === null ? 0 : section.index + section[0].length;
    const rest = section === null ? -1 : source.text.slice(start).search(/^={4,}/m);
    // Lexed without what follows the section, which may be any text.
    const text = rest < 0 ? source : new Source(source.name, source.text.slice(0, start + rest));
    const found: Diagnostic[] = [];
    const { tokens } = readTokens(text, start, false, found);
    for (const diagnostic of found) this.diagnostics.push({ ...diagnostic, code: "E300" });
    return tokens;
  }

  run(): { config: Config; diagnostics: Diagnostic[] } {
    const { tokens } = this;
    while (tokens.kind !== "end") {
      try {
        this.statement();
      } catch (error) {
        if (!isReported(error)) throw error;
        tokens.skipToKeyword();
      }
    }
    this.checkBehavior();
    const { source, constants, checkDeadlock } = this;
    const config: Config = { source, ...this.singles, constants, ...this.lists, checkDeadlock };
    return { config, diagnostics: this.diagnostics };
  }

  private statement(): void {
    const tokens: ConfigTokens = this.tokens;
    const { token } = tokens;
    const statement = tokens.keyword();
    if (statement === null) {
      const near = token.kind === "bad" ? null : nearestKeyword(token.text);
      tokens.unexpected(
        "E301",
        near === null ? someKeywords : "a keyword",
        near !== null ? `; did you mean ${near}?` : /^(\/\/|#)$/.test(token.text) ? COMMENT : "",
      );
    }
    tokens.advance();
    switch (statement) {
      case "specification":
      case "init":
      case "next":
      case "symmetry":
      case "view":
      case "alias":
      case "reward":
        this.single(statement, token);
        break;
      case "constants":
        this.constantList();
        break;
      case "checkDeadlock":
        this.deadlock(token);
        break;
      case "type":
        tokens.fail("E309", `${token.text} has no meaning any more; write INVARIANT or CONSTRAINT`, token);
        break;
      default:
        this.list(statement, token);
    }
  }

  /** Reports the keyword where it was given before; true if it was. */
  private again(keyword: Token): boolean {
    const first = this.seen.get(keyword.text);
    if (first === undefined) {
      this.seen.set(keyword.text, { start: keyword.start, end: keyword.end });
      return false;
    }
    const notes = [this.note("it is given here before", first)];
    this.tokens.report("E302", `${keyword.text} may be given once`, keyword, notes);
    return true;
  }

  private single(statement: SingleStatement, keyword: Token): void {
    const again = this.again(keyword);
    const { token } = this.tokens;
    // As in `INIT INIT`: to TLC the word after such a keyword is a name, whatever it is.
    const isName = token.kind === "identifier" && token.text === keyword.text;
    const name = isName ? this.word() : this.tokens.name(`the name of an operator after ${keyword.text}`);
    if (!again) this.singles[statement] = name;
    if (this.tokens.kind === ",") {
      this.tokens.fail("E308", `${keyword.text} takes one name`, this.tokens.token);
    }
    this.refuseSecondName(keyword);
  }

  private refuseSecondName(keyword: Token): void {
    const { token } = this.tokens;
    const isName = token.kind === "identifier" && this.tokens.keyword() === null;
    if (!isName || (token.fresh && (token.column === 1 || nearestKeyword(token.text) !== null))) return;
    const message = `${keyword.text} takes one name; define in the module what joins it and ${token.text}, and name that`;
    this.tokens.fail("E305", message, token);
  }

  private word(): Identifier {
    const { text, start, end } = this.tokens.advance();
    return { name: text, span: { start, end } };
  }

  private list(statement: ListStatement, keyword: Token): void {
    const { tokens } = this;
    const list = this.lists[statement];
    const before = list.length;
    while (tokens.kind !== "end" && tokens.keyword() === null) {
      const { token } = tokens;
      list.push(tokens.name(`a name after ${keyword.text}`));
      const near = token.fresh && /^[A-Z_]{6,}$/.test(token.text) ? nearestKeyword(token.text) : null;
      if (near !== null) {
        const message = `${token.text} looks like the keyword ${near}, but is read as a name after ${keyword.text}`;
        tokens.report("W302", message, token);
      }
      if (tokens.kind === ",") this.refuseComma();
    }
    if (list.length === before) tokens.report("W301", `${keyword.text} names nothing`, keyword);
  }

  private refuseComma(): void {
    const message = "names are separated by blanks or new lines in a configuration, not by commas";
    this.tokens.report("E308", message, this.tokens.token);
    this.tokens.advance();
  }

  private deadlock(keyword: Token): void {
    const again = this.again(keyword);
    const { token } = this.tokens;
    if (token.text !== "TRUE" && token.text !== "FALSE") {
      this.tokens.unexpected("E305", `TRUE or FALSE after ${keyword.text}`);
    }
    this.tokens.advance();
    if (again) return;
    this.checkDeadlock = { value: token.text === "TRUE", span: { start: token.start, end: token.end } };
  }

  private constantList(): void {
    const { tokens } = this;
    while (tokens.kind !== "end" && tokens.keyword() === null) {
      try {
        this.constants.push(this.constant());
      } catch (error) {
        if (!isReported(error)) throw error;
        tokens.skipToConstant();
      }
      if (tokens.kind === ",") this.refuseComma();
    }
  }

  private constant(): ConstantEntry {
    const { tokens } = this;
    const { token } = tokens;
    const { start } = token;
    const parts = [this.constantName()];
    while (tokens.accept("!")) parts.push(this.constantName());
    const { name, span: nameSpan } = parts.pop() as Identifier;
    const target = { name, nameSpan, path: parts };
    if (tokens.accept("<-")) {
      const module = this.module();
      const operator = this.operator(name);
      return { kind: "operator", ...target, module, operator, span: tokens.span(start) };
    }
    const args = tokens.kind === "(" ? this.tableArguments() : null;
    if (!tokens.accept("=")) {
      const what = args === null ? "`=` and a value, or `<-` and an operator," : "`=` and a value";
      const near = token.fresh ? nearestKeyword(name) : null;
      tokens.unexpected("E305", `${what} after ${name}`, near === null ? "" : `; did you mean the keyword ${near}?`);
    }
    const module = tokens.kindAt(2) === "]" ? this.module() : null;
    const value = configValue(tokens, name);
    return { kind: "value", ...target, module, args, value, span: tokens.span(start) };
  }

  private constantName(): Identifier {
    const { tokens } = this;
    const { token } = tokens;
    if (token.operator === null) return tokens.simpleName("the name of a constant");
    tokens.advance();
    return { name: canonicalName(token.text), span: { start: token.start, end: token.end } };
  }

  /** `[Mod]`, if it stands here. */
  private module(): Identifier | null {
    const { tokens } = this;
    if (!tokens.accept("[")) return null;
    const module = tokens.simpleName("the name of a module after `[`");
    if (!tokens.accept("]")) tokens.unexpected("E305", `\`]\` after the module ${module.name}`);
    return module;
  }

  private operator(constant: string): Identifier {
    const { tokens } = this;
    const { token } = tokens;
    if (token.operator !== null) return this.constantName();
    const literal = ["number", "string", "{"].includes(token.kind) || token.text === "TRUE" || token.text === "FALSE";
    if (literal)
      tokens.fail("E307", `\`<-\` takes the name of an operator; a value is given with ${constant} = …`, token);
    return tokens.keywordAsValue() ? this.word() : tokens.name(`the name of an operator after \`<-\``);
  }

  private tableArguments(): ConfigValue[] {
    const { tokens } = this;
    const opener = tokens.advance();
    const args: ConfigValue[] = [];
    do args.push(configValue(tokens, null));
    while (tokens.accept(","));
    if (!tokens.accept(")")) {
      tokens.unexpected("E305", "`)` or `,`", "", [this.note("the `(` stands here", opener)]);
    }
    return args;
  }

  private note(message: string, place: Span): DiagnosticNote {
    return { message, location: this.source.locate(place) };
  }

  /** SPECIFICATION excludes INIT and NEXT, and these two need one another. */
  private checkBehavior(): void {
    const { specification, init, next } = this.singles;
    const [initPlace, nextPlace] = [this.seen.get("INIT"), this.seen.get("NEXT")];
    const other = initPlace ?? nextPlace;
    if (specification !== null && other !== undefined) {
      const message = "SPECIFICATION says what INIT and NEXT would say; give either it or these two";
      const keyword = this.seen.get("SPECIFICATION") as Span;
      this.tokens.report("E303", message, other, [this.note("SPECIFICATION stands here", keyword)]);
    } else if (init !== null && nextPlace === undefined) {
      this.tokens.report(
        "E304",
        "INIT needs a NEXT: the configuration says how to begin but not how to go on",
        init.span,
      );
    } else if (next !== null && initPlace === undefined) {
      this.tokens.report(
        "E304",
        "NEXT needs an INIT: the configuration says how to go on but not how to begin",
        next.span,
      );
    }
  }
}

const someKeywords = "a keyword such as SPECIFICATION, INVARIANT, PROPERTY or CONSTANT";
