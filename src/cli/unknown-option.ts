/** What is said of words that make no command: options that it does not have or lack their value, words too few or many. */

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
  /** Of each command, what its words are: `<spec> <expression>`. */
  readonly wordsOf = new Map<string, string>();
  private names = new Map<string, string | null>();

  command(usage: string, _text: string, build: (parser: Argv) => void): this {
    this.names = new Map(HELP.map((name) => [name, null]));
    const [, name = "", rest = ""] = /^(\S+) (.*)$/.exec(usage) ?? [];
    this.byCommand.set(name, this.names);
    this.wordsOf.set(name, rest);
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

/** A complaint of yargs about `words`, said as all else is. */
export function inPlainWords(complaint: string, words: readonly string[], { byCommand, wordsOf }: OptionNames): string {
  const [command = ""] = words;
  const takes = wordsOf.get(command);
  if (takes === undefined) return complaint;
  const says = `${command} takes ${takes}`;
  const [, few] = /^Not enough non-option arguments: got (\d+)/.exec(complaint) ?? [];
  if (few !== undefined) return `${says}; ${takes.split(" ")[Number(few)]} is missing${dashHint(takes, words)}`;
  const [, option] = /^Missing required argument: ([\w-]+)$/.exec(complaint) ?? [];
  if (option !== undefined) return `${command} needs --${option}: ${byCommand.get(command)?.get(`--${option}`)}`;
  const [, word] = /^Unknown arguments?: ([^,]*)/.exec(complaint) ?? [];
  if (word === undefined) return complaint;
  const quotes = takes.includes("<expression>") ? "; an expression with blanks stands between quotation marks" : "";
  return unknownOption(words, byCommand) ?? `${says}, and ${word} is one too many${quotes}`;
}

/** An expression that begins with a minus sign looks like options. */
function dashHint(takes: string, words: readonly string[]): string {
  const negative = words.some((word) => /^-[^-q]/.test(word));
  return takes.includes("<expression>") && negative ? "; one that begins with - stands behind --" : "";
}

/** The words with a blank before an expression behind `--` that begins with a minus sign: no option begins so. */
export function withExpression(words: readonly string[]): readonly string[] {
  const at = words.indexOf("--");
  if (words[0] !== "eval" || at < 0) return words;
  const behind = words.slice(at + 1).map((word) => (word.startsWith("-") ? ` ${word}` : word));
  return [...words.slice(0, at), ...behind];
}

/** The first option of `words` that their command does not have: which command has it, or what was meant; or null. */
function unknownOption(words: readonly string[], options: OptionsByCommand): string | null {
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

/** Options that may be given several times, and yargs' own lists. */
const REPEATABLE = ["config", "report", "constant", "sweep", "library", "row", "view", "env", "specs", "paths", "_"];

/** Yargs turns an option given twice into a list; which one is meant would be a guess. */
export function givenOnce(given: Readonly<Record<string, unknown>>): true {
  const twice = Object.keys(given).find((key) => Array.isArray(given[key]) && !REPEATABLE.includes(key));
  if (twice !== undefined) throw new UsageError(`--${twice} is given twice`);
  return true;
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
