/** Modules: finds them in a text, reads their units, and goes on after a mistake. */

import { Cursor, isReported } from "./cursor.ts";
import type { Diagnostic, DiagnosticNote } from "./diagnostic.ts";
import { readTokens } from "./lexer.ts";
import type { Source, Span } from "./source.ts";
import type { Token } from "./token.ts";
import type { Identifier, Module, Unit } from "./tree.ts";
import { extended, recover, unit } from "./unit.ts";

/** After so many mistakes the rest of a module is not read. */
const maximumErrors = 100;

/** As SANY finds the first module of a text: wherever it begins. */
const firstHeader = /-{4,} *MODULE\b/g;

/** Further modules begin a line; a header in a comment of one line is none. */
const laterHeader = /^[ \t]*(?=-{4,} *MODULE\b)/gm;

/** One module of a text: null if not even its header could be read. */
export interface ParsedModule {
  readonly module: Module | null;
  /** What is wrong with this module, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads all modules of a text that are not inside other modules, in order; text around them is skipped. Each unit with
 * a mistake is reported and left out. A text without a module gives a diagnostic and no module.
 */
export function parseModules(source: Source): { modules: Module[]; diagnostics: Diagnostic[] } {
  const parsed = parseEach(source);
  return {
    modules: parsed.map(({ module }) => module).filter((module) => module !== null),
    diagnostics: parsed.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** As `parseModules`, but says which mistake is whose. A text without a module is one entry without a module. */
export function parseEach(source: Source): readonly ParsedModule[] {
  const { text } = source;
  if (text.includes("\0")) return [{ module: null, diagnostics: [binaryFile(source)] }];
  const parsed: ParsedModule[] = [];
  for (let start = headerFrom(text, 0); start >= 0; ) {
    const diagnostics: Diagnostic[] = [];
    const { tokens, end } = readTokens(source, start, true, diagnostics);
    const module = topModule(new Cursor(source, tokens, diagnostics));
    parsed.push({ module, diagnostics: inTextOrder(diagnostics) });
    start = headerFrom(text, end);
  }
  return parsed.length > 0 ? parsed : [{ module: null, diagnostics: [withoutModule(source)] }];
}

/** The tokens of each module of a text that is in no other, and from where to where it is; null for a mistake in them. */
export function moduleRegions(source: Source): (Span & { readonly tokens: readonly Token[] })[] | null {
  const regions: (Span & { readonly tokens: readonly Token[] })[] = [];
  const diagnostics: Diagnostic[] = [];
  for (let start = headerFrom(source.text, 0); start >= 0; ) {
    const { tokens, end } = readTokens(source, start, true, diagnostics);
    regions.push({ start, end, tokens });
    start = headerFrom(source.text, end);
  }
  return diagnostics.length > 0 || regions.length === 0 ? null : regions;
}

/** Where the next header begins, at or after `from`; -1 if there is none. */
function headerFrom(text: string, from: number): number {
  const pattern = from === 0 ? firstHeader : laterHeader;
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  if (match === null) return -1;
  return from === 0 ? match.index : match.index + match[0].length;
}

/** The lexer reads a whole module before the parser does; people read from top to bottom. */
function inTextOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const place = ({ location }: Diagnostic): readonly [number, number] => [location?.line ?? 0, location?.column ?? 0];
  return [...diagnostics].sort((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
}

function binaryFile(source: Source): Diagnostic {
  const start = source.text.indexOf("\0");
  const location = source.locate({ start, end: start + 1 });
  const message = "this is no text in UTF-8: it holds a zero byte, so it is a binary file or in another encoding";
  return { code: "E101", severity: "error", message, location, notes: [] };
}

function withoutModule(source: Source): Diagnostic {
  const { text } = source;
  const wanted = "a module begins with a line such as `---- MODULE Name ----`";
  const error = (message: string, start: number, end: number): Diagnostic => {
    return { code: "E100", severity: "error", message, location: source.locate({ start, end }), notes: [] };
  };
  if (text.trim() === "") return error(`the file is empty; ${wanted}`, 0, 0);
  const short = /(?<!-)-{1,3} *MODULE\b/.exec(text);
  if (short !== null) {
    const message = "the line that begins a module needs at least four dashes before MODULE and after the name";
    return error(message, short.index, short.index + short[0].length);
  }
  const bare = /^[ \t]*MODULE\b/m.exec(text);
  if (bare !== null) return error(`no module begins here; ${wanted}`, bare.index, bare.index + bare[0].length);
  return error(`the file holds no module; ${wanted}`, 0, 0);
}

function topModule(cursor: Cursor): Module | null {
  try {
    return moduleBody(cursor);
  } catch (error) {
    if (!isReported(error)) throw error;
    return null;
  }
}

/** Reads a module; the token in hand is the dashes before MODULE. */
function moduleBody(cursor: Cursor): Module {
  cursor.startUnit();
  cursor.modules++;
  cursor.enter();
  const { start } = cursor.advance();
  cursor.advance();
  const name = cursor.identifier("the name of the module after MODULE");
  headerEnd(cursor, name);
  const units: Unit[] = [];
  const imported = attempt(cursor, () => extended(cursor)) ?? [];
  while (cursor.kind !== "====") {
    if (cursor.kind === "end") {
      reportUnclosed(cursor, name);
      break;
    }
    cursor.startUnit();
    if (cursor.errors > maximumErrors) {
      giveUp(cursor);
      break;
    }
    const next = attempt(cursor, () => nextUnit(cursor));
    if (next !== null) units.push(next);
  }
  cursor.advance();
  cursor.modules--;
  const { source } = cursor;
  return { name: name.name, nameSpan: name.span, extends: imported, units, source, span: cursor.span(start) };
}

function headerEnd(cursor: Cursor, name: Identifier): void {
  if (cursor.accept("----")) return;
  const what = `at least four dashes after the name ${name.name}`;
  attempt(cursor, () => cursor.unexpected("E100", what));
}

function nextUnit(cursor: Cursor): Unit | null {
  if (cursor.kind !== "----") return unit(cursor);
  if (cursor.kindAt(1) !== "MODULE") {
    cursor.advance();
    return null;
  }
  const module = moduleBody(cursor);
  return { kind: "module", module, span: module.span };
}

/** Runs `read`; after a mistake goes on to where the next unit begins and gives null. */
function attempt<T>(cursor: Cursor, read: () => T): T | null {
  const begun = cursor.position;
  try {
    return read();
  } catch (error) {
    if (!isReported(error)) throw error;
    recover(cursor, begun);
    return null;
  }
}

/** Leaves the rest of the text unread; each place to be reported costs time, and nobody reads that many. */
function giveUp(cursor: Cursor): void {
  const message = `there are more than ${maximumErrors} mistakes; what follows is not read`;
  if (!cursor.diagnostics.some(({ code }) => code === "E127")) cursor.report("E127", message, cursor.token);
  cursor.moveTo(cursor.tokens.length - 1);
}

/** Reports it once for modules inside one another, and not after a comment or string that swallowed the end. */
function reportUnclosed(cursor: Cursor, name: Identifier): void {
  const swallowed = cursor.tokens.at(-2)?.kind === "bad";
  if (swallowed || cursor.diagnostics.some(({ code }) => code === "E121" || code === "E127")) return;
  const message = `the module ${name.name} is never closed: expected \`====\` after its last unit`;
  cursor.report("E121", `${message}, found the end of the file`, name.span, inComment(cursor, name));
}

/** That the header of the first module stands in what looks like a comment, where that is so. */
function inComment(cursor: Cursor, { span }: Identifier): DiagnosticNote[] {
  const { text } = cursor.source;
  const before = text.slice(0, span.start);
  const opened = before.lastIndexOf("(*");
  const isComment = opened > before.lastIndexOf("*)") || /\\\*[^\n]*$/.test(before);
  if (!isComment || before.match(firstHeader)?.length !== 1) return [];
  const message =
    "text before the first header is not read, so a header in a comment there begins the module, as for TLC";
  return [cursor.note(message, span)];
}
