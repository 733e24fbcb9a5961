/** What a record keeps of a configuration, so that one that was made smaller cannot pass for the one recorded. */

import { sha256 } from "../report/index.ts";
import { type ConstantEntry, parseConfig } from "../tla/config/index.ts";
import type { Source } from "../tla/syntax/source.ts";

/** The content of a configuration, comments, white space and the order of its constants aside. */
export interface Pin {
  /** Twelve hexadecimal digits of the SHA-256 of all that it says. */
  readonly hash: string;
  /** What it gives each constant: `{p1, p2}`, or `<- Small` for a definition. */
  readonly constants: Readonly<Record<string, string>>;
}

/** Pins a configuration, as far as it can be read. */
export function pinOf(source: Source): Pin {
  const { config } = parseConfig(source);
  const entries = config.constants.map((entry) => constant(source, entry)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { source: _, constants: __, checkDeadlock, ...statements } = config;
  const names = Object.entries(statements).map(([key, value]) => [key, namesOf(value)]);
  const content = JSON.stringify([names, checkDeadlock?.value ?? null, entries]);
  return {
    hash: sha256(content).slice(0, 12),
    constants: Object.fromEntries(entries),
  };
}

/** How a configuration differs from the one that is recorded, one sentence for each difference. */
export function pinDrift(recorded: Pin, now: Pin): string[] {
  if (recorded.hash === now.hash) return [];
  const names = [...new Set([...Object.keys(recorded.constants), ...Object.keys(now.constants)])];
  const changed = names.flatMap((name) => {
    const [was, is] = [recorded.constants[name], now.constants[name]];
    if (was === is) return [];
    if (is === undefined) return [`constant ${name}: recorded ${was}, but the configuration gives it no value`];
    return [`constant ${name}: ${was === undefined ? "not recorded" : `recorded ${was}`}, found ${is}`];
  });
  return changed.length > 0
    ? changed
    : ["the configuration says something else than recorded, with the same constants"];
}

/** The constant and what it is given. */
function constant(source: Source, entry: ConstantEntry): [name: string, given: string] {
  const whole = source.flat(entry.span).trim();
  const at = /\s*(<-|=)\s*/.exec(whole)!;
  const given = whole.slice(at.index + at[0].length);
  return [whole.slice(0, at.index), at[1] === "=" ? given : `<- ${given}`];
}

function namesOf(value: { readonly name: string } | readonly { readonly name: string }[] | null): unknown {
  if (value === null) return null;
  return "name" in value ? value.name : value.map(({ name }) => name);
}
