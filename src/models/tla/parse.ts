/** What `everystate parse` shows: what a module declares and defines, with levels, and what is wrong with it. */

import { basename } from "node:path";
import { loadProgram, type ModuleFiles } from "../../tla/semantics/load.ts";
import { levelNames, type OperatorSymbol, type Program } from "../../tla/semantics/symbol.ts";
import { parseModules } from "../../tla/syntax/module.ts";
import { Source } from "../../tla/syntax/source.ts";
import type { Diagnostic } from "../model.ts";
import { Levels } from "./core/levels.ts";

/** Parses the file `path`, with names and levels unless `syntaxOnly`; `summary` is text for a person. */
export function parseTla(
  path: string,
  files: ModuleFiles,
  options: { readonly syntaxOnly: boolean },
): { diagnostics: readonly Diagnostic[]; summary: string } {
  if (options.syntaxOnly) {
    const text = files.read(path);
    if (text !== null) {
      const { modules, diagnostics } = parseModules(new Source(path, text));
      const summary = modules.map((m) => `module ${m.name}: ${m.units.length} units`).join("\n");
      return { diagnostics, summary };
    }
  }
  const { program, diagnostics } = loadProgram(path, files);
  return { diagnostics, summary: program === null ? "" : summaryOf(program, path) };
}

function summaryOf(program: Program, path: string): string {
  const { root } = program;
  const lines = [`module ${root.name} (${basename(path)})`];
  const list = (title: string, names: readonly string[]) => {
    if (names.length > 0) lines.push(`  ${title}: ${names.join(", ")}`);
  };
  list(
    "extends",
    root.extended.map((m) => (m.library ? `${m.name} (shipped)` : m.name)),
  );
  list(
    "constants",
    root.constants.map((c) => (c.arity > 0 ? `${c.name}/${c.arity}` : c.name)),
  );
  list(
    "variables",
    root.variables.map((v) => v.name),
  );
  const levels = new Levels(program);
  for (const definition of root.definitions) {
    if (definition.kind === "instance") {
      lines.push(`  ${definition.name || "(unnamed)"}: instance of ${definition.target.name}`);
    } else lines.push(`  ${signature(definition)}: ${levelNames[levels.of({ symbol: definition, chain: [] })]}`);
  }
  return lines.join("\n");
}

function signature(symbol: OperatorSymbol): string {
  if (symbol.binders !== null)
    return `${symbol.name}[${symbol.binders.map((b) => b.symbols.map((s) => s.name)).join(", ")}]`;
  if (symbol.parameters.length === 0) return symbol.name;
  return `${symbol.name}(${symbol.parameters.map((p) => (p.arity > 0 ? `${p.name}/${p.arity}` : p.name)).join(", ")})`;
}
