/** One input through all that the command line does with it, in this process. */

import { readFileSync } from "node:fs";
import { check } from "../../src/checker/index.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { loadTlaModel, parseTla } from "../../src/models/tla/index.ts";
import { diagnosticText, PLAIN, reportText, resultsJson } from "../../src/report/index.ts";
import type { Input } from "./corpus.ts";

/** How an input ended: refused by `parse`, by the cfg, or checked. */
export type End = "parsed" | "loaded" | "checked";

/** Parses and, if that goes well, checks with small budgets. Throws what the command line would call a defect. */
export async function attempt(input: Input): Promise<End> {
  const files = { read: (path: string) => input.files[path] ?? readIn(path) };
  if (parses(() => parseTla(input.spec, files, { syntaxOnly: true })) === null) return "parsed";
  const parsed = parses(() => parseTla(input.spec, files, { syntaxOnly: false }));
  if (parsed === null || parsed.diagnostics.some(({ severity }) => severity === "error")) return "parsed";
  const { spec, config } = input;
  const request = { spec, config, files, deadlock: true, engine: "automatic", onPrint: () => {} } as const;
  const loaded = parses(() => loadTlaModel(request));
  if (loaded === null || loaded.model === null) return "loaded";
  const result = await check(loaded.model, { maxStates: 50, maxTime: 1000, maxMemory: 2 ** 31 });
  reportText({ spec, config, diagrams: new Map() }, result, PLAIN);
  const diagnostics = [...loaded.diagnostics, ...result.diagnostics];
  resultsJson("0", exitCodeOf(result), [{ spec, config, exitCode: exitCodeOf(result), result, diagnostics }]);
  if (exitCodeOf(result) === 70) throw new Error("exit code 70");
  return "checked";
}

/** What is read of a text; null where it fills the stack, which the command line reports as an error of the text. */
function parses<T extends { readonly diagnostics: Parameters<typeof told>[0] }>(read: () => T): T | null {
  try {
    const made = read();
    told(made.diagnostics);
    return made;
  } catch (error) {
    if (error instanceof RangeError && error.message === "Maximum call stack size exceeded") return null;
    throw error;
  }
}

function told(diagnostics: readonly Parameters<typeof diagnosticText>[0][]): void {
  for (const diagnostic of diagnostics) diagnosticText(diagnostic, PLAIN);
}

function readIn(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
