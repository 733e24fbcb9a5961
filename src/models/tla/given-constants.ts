/** Values of constants that come from the command line and not from the cfg. */

import { type Config, parseConfig } from "../../tla/config/index.ts";
import type { Diagnostic } from "../../tla/syntax/diagnostic.ts";
import { Source } from "../../tla/syntax/source.ts";

/** What one text gives, read like a configuration of its own. */
interface Given {
  readonly config: Config;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads texts such as `N = 3`; each must give one constant and say nothing else. */
export function readGiven(texts: readonly string[]): Given[] {
  return texts.map((text) => {
    const source = new Source("--constant", text);
    const { config, diagnostics } = parseConfig(new Source("--constant", `CONSTANT ${text}`));
    const failed = diagnostics.some(({ severity }) => severity === "error");
    if (failed || saysOnlyOneConstant(config)) return { config, diagnostics };
    const message = `expected one constant with its value, found ${text.replace(/\s+/g, " ")}`;
    const location = source.locate({ start: 0, end: text.length });
    return { config, diagnostics: [{ code: "E365", severity: "error", message, location, notes: [] }] };
  });
}

function saysOnlyOneConstant({ source: _, constants, checkDeadlock, ...rest }: Config): boolean {
  const others = Object.values(rest).some((said) => (Array.isArray(said) ? said.length > 0 : said !== null));
  return constants.length === 1 && checkDeadlock === null && !others;
}

/** The configuration without what is given anew. */
export function withoutGiven(config: Config, given: readonly Given[]): Config {
  const names = new Set(given.flatMap((one) => one.config.constants.map(({ name }) => name)));
  return { ...config, constants: config.constants.filter(({ name }) => !names.has(name)) };
}
