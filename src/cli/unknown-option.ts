/** What is said of an option that the command does not have, and of one that is given without its value. */

import type { Argv } from "yargs";
import { listed } from "../report/index.ts";
import { UsageError } from "./context.ts";
import { isSlip } from "./habit.ts";

/** The options of each command as they are written, `--json`, `-q`, each with what it takes; null takes nothing. */
type OptionsByCommand = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

interface Declaration {
  readonly alias?: string;
  readonly type?: string;
  readonly choices?: readonly string[];
  readonly describe: string;
}

const HELP = ["--help", "-h", "--version"];

/** Takes the declarations that yargs is given, for the names and what they take. */
export class OptionNames {
  readonly byCommand = new Map<string, Map<string, string | null>>();
  private names = new Map<string, string | null>();

  command(usage: string, _text: string, build: (parser: Argv) => void): this {
    this.names = new Map(HELP.map((name) => [name, null]));
    this.byCommand.set(usage.split(" ")[0] as string, this.names);
    build(this as unknown as Argv);
    return this;
  }

  option(name: string, { alias, type, choices, describe }: Declaration): this {
    const takes = type === "boolean" ? null : (choices?.join(", ") ?? describe);
    this.names.set(`--${name}`, takes);
    if (alias !== undefined) this.names.set(`-${alias}`, takes);
    return this;
  }

  positional(): this {
    return this;
  }
}

/** The first option of `words` that their command does not have: which command has it, or what was meant; or null. */
export function unknownOption(words: readonly string[], options: OptionsByCommand): string | null {
  const [command = "", ...rest] = words;
  const own = options.get(command);
  const given = rest.map((word) => word.split("=")[0] as string);
  const unknown = given.find((word) => isOption(word) && own?.has(word) === false);
  if (own === undefined || unknown === undefined) return null;
  const name = `--${unknown.replace(/^-+/, "")}`;
  const isMeant = (other: string): boolean =>
    other === name ||
    other === name.toLowerCase() ||
    name.startsWith(`${other}-`) ||
    isSlip(name.slice(2), other.slice(2));
  const others = [...options].filter(([other, names]) => other !== command && names.has(name)).map(([other]) => other);
  const meant = [...own.keys()].find((other) => other.startsWith("--") && isMeant(other));
  const says = `${command} has no option ${unknown}`;
  if (meant !== undefined) return `${says}; did you mean ${meant}?`;
  if (others.length === 0) return says;
  return `${says}; ${listed(others)} ${others.length === 1 ? "has" : "have"} ${name}`;
}

/** Throws UsageError for the first option of `words` that lacks its value: yargs passes over some, and throws for others. */
export function requireValues(words: readonly string[], options: OptionsByCommand): void {
  const own = options.get(words[0] ?? "");
  if (own === undefined || words.some((word) => HELP.includes(word))) return;
  for (const [at, word] of words.entries()) {
    if (word === "--") return;
    const [name = "", value = words[at + 1]] = word.split(/=(.*)/s);
    const takes = own.get(name) ?? null;
    if (takes === null || (value !== undefined && value !== "" && (word.includes("=") || !isOption(value)))) continue;
    throw new UsageError(`${name} takes a value, and none is given: ${takes}`);
  }
}

/** Is a word an option, and not `-` (stdin, stdout) or a negative number? */
const isOption = (word: string): boolean => /^-+\D/.test(word);
