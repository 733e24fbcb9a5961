/** Short ways for the tests to read TLA+ text. */

import type { Diagnostic } from "../../../src/tla/syntax/diagnostic.ts";
import { parseExpression } from "../../../src/tla/syntax/expression.ts";
import { parseModules } from "../../../src/tla/syntax/module.ts";
import { Source } from "../../../src/tla/syntax/source.ts";
import type { Expression, Module } from "../../../src/tla/syntax/tree.ts";
import { moduleSexp, sexp } from "./sexp.ts";

/** A diagnostic in one line, its notes in further ones. */
export function show({ code, message, location, notes }: Diagnostic): string {
  const place = (at: Diagnostic["location"]): string => (at === null ? "" : `${at.file}:${at.line}:${at.column} `);
  return [`${place(location)}${code} ${message}`, ...notes.map((n) => `  ${place(n.location)}${n.message}`)].join("\n");
}

/** The tree of an expression; fails the test where the text is none. */
export function readExpression(text: string): Expression {
  const { expression, diagnostics } = parseExpression(new Source("E", text));
  if (expression === null) throw new Error(diagnostics.map(show).join("\n"));
  return expression;
}

/** The shape of an expression. */
export function shape(text: string): string {
  return sexp(readExpression(text));
}

/** The diagnostics of a text that is an expression, or is not. */
export function complaints(text: string): string[] {
  return parseExpression(new Source("E", text)).diagnostics.map(show);
}

/** The only module of a text; fails the test where a diagnostic stands beside it. */
export function readModule(text: string): Module {
  const { modules, diagnostics } = parseModules(new Source("M.tla", text));
  if (diagnostics.length > 0 || modules.length !== 1) throw new Error(diagnostics.map(show).join("\n"));
  return modules[0] as Module;
}

/** The shapes of the units in the body of a module. */
export function unitShapes(body: string): string {
  return moduleSexp(readModule(`---- MODULE M ----\n${body}\n====\n`)).replace(/^\(module M ?|\)$/g, "");
}

/** The diagnostics of a module's body; its first line is line 2 of `M.tla`. */
export function mistakes(body: string): string[] {
  return parseModules(new Source("M.tla", `---- MODULE M ----\n${body}\n====\n`)).diagnostics.map(show);
}
