/** What is said of an option that the command does not have. */

import type { Argv } from "yargs";
import { listed } from "../report/index.ts";
import { isSlip } from "./habit.ts";

/** The names of the options of each command, as they are written: `--json`, `-q`. */
type OptionsByCommand = ReadonlyMap<string, ReadonlySet<string>>;

/** Takes the declarations that yargs is given, for the names alone. */
export class OptionNames {
  readonly byCommand = new Map<string, Set<string>>();
  private names = new Set<string>();

  command(usage: string, _text: string, build: (parser: Argv) => void): this {
    this.names = new Set(["--help", "-h", "--version"]);
    this.byCommand.set(usage.split(" ")[0] as string, this.names);
    build(this as unknown as Argv);
    return this;
  }

  option(name: string, { alias }: { readonly alias?: string }): this {
    this.names.add(`--${name}`);
    if (alias !== undefined) this.names.add(`-${alias}`);
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
  const unknown = given.find((word) => /^-+\D/.test(word) && own?.has(word) === false);
  if (own === undefined || unknown === undefined) return null;
  const name = `--${unknown.replace(/^-+/, "")}`;
  const isMeant = (other: string): boolean =>
    other === name ||
    other === name.toLowerCase() ||
    name.startsWith(`${other}-`) ||
    isSlip(name.slice(2), other.slice(2));
  const others = [...options].filter(([other, names]) => other !== command && names.has(name)).map(([other]) => other);
  const meant = [...own].find((other) => other.startsWith("--") && isMeant(other));
  const says = `${command} has no option ${unknown}`;
  if (meant !== undefined) return `${says}; did you mean ${meant}?`;
  if (others.length === 0) return says;
  return `${says}; ${listed(others)} ${others.length === 1 ? "has" : "have"} ${name}`;
}
