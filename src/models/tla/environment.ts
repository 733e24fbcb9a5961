/** Variables of the environment that a specification asks for by name, and that the user has set but not let it see. */

import type { Report } from "../../tla/semantics/report.ts";
import { type Program, symbolOf, type Tables } from "../../tla/semantics/symbol.ts";
import type { Span } from "../../tla/syntax/source.ts";
import type { Expression } from "../../tla/syntax/tree.ts";
import { reached, textsOf } from "./core/reached.ts";

/**
 * Warns of each of `hidden` that a module asks for, where it does so first: `IOEnv.NAME`, `IOEnv["NAME"]`,
 * `"NAME" \in DOMAIN IOEnv`. Without the warning, a trace that is chosen by a variable would silently be the one that the
 * specification takes by default.
 */
export function warnOfHidden(hidden: ReadonlySet<string>, program: Program, report: Report): void {
  // Most specifications have no IOEnv, and need not be looked through.
  if (hidden.size === 0 || !program.modules.some(({ name, library }) => library && name === "IOUtils")) return;
  for (const { source, library, definitions, assumptions } of program.modules) {
    if (library) continue;
    const bodies = definitions.flatMap((symbol) => (symbol.kind === "operator" ? textsOf(symbol) : []));
    const all = [...bodies, ...assumptions.map(({ body }) => body)].map((expression) => ({ expression, source }));
    const first = new Map<string, Span>();
    for (const { expression, source: of } of reached(all, program.tables)) {
      const name = of === source ? nameAskedFor(expression, program.tables) : null;
      const before = name === null ? undefined : first.get(name);
      if (name === null || !hidden.has(name) || (before !== undefined && before.start < expression.span.start))
        continue;
      first.set(name, expression.span);
    }
    for (const [name, span] of first) {
      const message = `${name} is set in the environment, but a specification sees only variables that are named: --env ${name}`;
      report.in(source).warning("W474", span, message);
    }
  }
}

/** The variable that `e` asks for; null where it is no such expression. */
function nameAskedFor(e: Expression, tables: Tables): string | null {
  if (e.kind === "fieldAccess") return isEnvironment(e.record, tables) ? e.field.name : null;
  if (e.kind === "application") return isEnvironment(e.fn, tables) ? textOf(e.args[0]) : null;
  if (e.kind !== "reference" || !["\\in", "\\notin"].includes(e.name)) return null;
  const [name, set] = e.args;
  const isDomain = set?.kind === "reference" && set.name === "DOMAIN" && isEnvironment(set.args[0], tables);
  return isDomain ? textOf(name) : null;
}

function textOf(e: Expression | undefined): string | null {
  return e?.kind === "string" ? e.value : null;
}

function isEnvironment(e: Expression | undefined, tables: Tables): boolean {
  const symbol = symbolOf(e, tables);
  return symbol?.kind === "operator" && symbol.module.library && symbol.name === "IOEnv";
}
