/** An expression that somebody asks about: read as if it stood at the end of a module. */

import type { Diagnostic } from "../syntax/diagnostic.ts";
import { parseExpression } from "../syntax/expression.ts";
import { Source } from "../syntax/source.ts";
import type { Expression, Module } from "../syntax/tree.ts";
import { checkLevels } from "./levels/check.ts";
import { resolveModule } from "./module.ts";
import { Report } from "./report.ts";
import { ModuleScope } from "./scope.ts";
import type { ConstantSymbol, Program } from "./symbol.ts";
import { QUESTION } from "./unknown-name.ts";

/** The expression as it was read, or what is wrong with it. */
type Question =
  | { readonly expression: Expression; readonly source: Source }
  | { readonly expression: null; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads `text` where all names of the root module of `program` are known, LOCAL ones too: it is the one definition of a
 * module inside that one. Where a name is known to nobody else, it may be one of `more`.
 */
export function readQuestion(program: Program, text: string, more: readonly ConstantSymbol[]): Question {
  const read = readWith(program, text, []);
  if (read.expression !== null) return read;
  const unknown = new Set(read.diagnostics.filter(({ code }) => code === "E201").map(textAt));
  const meant = more.filter(({ name }) => unknown.has(name));
  return meant.length === 0 ? read : readWith(program, text, meant);
}

/** The text that a diagnostic is about. */
function textAt({ location }: Diagnostic): string {
  return location?.lineText.slice(location.column - 1, location.endColumn - 1) ?? "";
}

function readWith(program: Program, text: string, more: readonly ConstantSymbol[]): Question {
  const source = new Source(QUESTION, text);
  const read = parseExpression(source);
  const { expression } = read;
  if (expression === null) return { expression, diagnostics: read.diagnostics };
  const { root, tables, modules } = program;
  const report = new Report();
  const around = new ModuleScope(null, false);
  for (const [name, entry] of root.scope) around.entries.set(name, entry);
  for (const symbol of more)
    around.entries.set(symbol.name, { meaning: { symbol, chain: [] }, local: true, passedOn: false });
  const host = {
    tables,
    report,
    declarations: new Map(),
    load: (name: Module["extends"][number]) => {
      const known = modules.find((module) => module.name === name.name) ?? null;
      const message = `module ${name.name} is not used by ${root.name}, so an expression cannot use it`;
      if (known === null) report.in(source).error("E200", name.span, message);
      return known;
    },
    completed: () => {},
  };
  const own = resolveModule(host, moduleAround(expression, root.name, source), false, around);
  if (!report.failed) checkLevels({ root, modules: [...modules, own], tables }, report);
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  return errors.length === 0 ? { expression, source } : { expression: null, diagnostics: errors };
}

/** A module that defines the expression, and nothing else. */
function moduleAround(body: Expression, name: string, source: Source): Module {
  const { span } = body;
  const nothing = { start: span.start, end: span.start };
  const definition = { kind: "operator", local: true, name: QUESTION, fix: "name", parameters: [], body } as const;
  return {
    ...{ name, nameSpan: nothing, extends: [], source, span },
    units: [{ ...definition, nameSpan: nothing, span }],
  };
}
