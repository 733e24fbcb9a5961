/** Reading plain command lines without yargs, whose loading takes longer than checking a small model. */

import type { Argv } from "yargs";

type Given = Record<string, unknown>;

interface OptionDeclaration {
  readonly type?: "boolean" | "string" | "number";
  readonly array?: boolean;
  readonly alias?: string;
  readonly choices?: readonly string[];
  readonly default?: unknown;
  readonly demandOption?: boolean;
}

/** Words that nothing reads in two ways: no quotes, no equals sign, no leading dash. */
const PLAIN = /^[\w./:,@%+][\w./:,@%+-]*$/;

/**
 * Takes the declarations that yargs is given and reads a command line by them, or declines. It declines whatever is
 * not plain: help, mistakes, `--option=value`, unknown words. Then yargs decides, so there is one meaning of a command
 * line and one text for each mistake; `test/cli/plain-words.test.ts` compares the two.
 */
export class PlainWords {
  private readonly words: readonly string[];
  private readonly options = new Map<string, OptionDeclaration>();
  private chosen: { readonly usage: string; readonly handler: (given: Given) => unknown } | null = null;

  constructor(words: readonly string[]) {
    this.words = words;
  }

  /** Calls the handler of the command that the words name, and waits for it; does nothing if they are not plain. */
  async run(): Promise<void> {
    const given = this.read();
    if (given !== null) await this.chosen!.handler(given);
  }

  command(usage: string, _text: string, build: (parser: Argv) => void, handler: (given: Given) => unknown): this {
    if (usage.split(" ")[0] !== this.words[0]) return this;
    this.chosen = { usage, handler };
    build(this as unknown as Argv);
    return this;
  }

  option(name: string, declaration: OptionDeclaration): this {
    this.options.set(name, declaration);
    return this;
  }

  /** The usage says all that is needed. */
  positional(_name: string): this {
    return this;
  }

  private read(): Given | null {
    if (this.chosen === null) return null;
    const given: Given = {};
    const rest: string[] = [];
    for (let at = 1; at < this.words.length; at++) {
      const word = this.words[at] as string;
      if (!word.startsWith("-")) {
        if (!PLAIN.test(word)) return null;
        rest.push(word);
        continue;
      }
      const name = this.optionOf(word);
      if (name === null) return null;
      const used = this.take(given, name, this.words[at + 1]);
      if (used < 0) return null;
      at += used;
    }
    for (const [name, declaration] of this.options) {
      if (name in given) continue;
      if (declaration.demandOption === true) return null;
      if ("default" in declaration) given[name] = declaration.default;
    }
    return this.place(given, rest) ? given : null;
  }

  /** The option that a word such as `--json` or `-q` stands for. */
  private optionOf(word: string): string | null {
    if (word.startsWith("--")) return this.options.has(word.slice(2)) ? word.slice(2) : null;
    for (const [name, { alias }] of this.options) if (alias === word.slice(1)) return name;
    return null;
  }

  /** Enters an option; answers how many further words it took, or -1 if this is not plain. */
  private take(given: Given, name: string, next: string | undefined): number {
    const { type, array, choices } = this.options.get(name)!;
    if (name in given && array !== true) return -1;
    if (type === "boolean") {
      if (next === "true" || next === "false") return -1;
      given[name] = true;
      return 0;
    }
    if (next === undefined || !PLAIN.test(next)) return -1;
    if (choices !== undefined && !choices.includes(next)) return -1;
    if (type === "number" && !/^\d{1,15}$/.test(next)) return -1;
    const value = type === "number" ? Number(next) : next;
    given[name] = array === true ? [...((given[name] as unknown[] | undefined) ?? []), value] : value;
    return 1;
  }

  /** Enters the words that are no options by the command's usage: `check <specs..>` or `gate <folder>`. */
  private place(given: Given, rest: readonly string[]): boolean {
    const [, name, many] = /^\S+ <([\w-]+)(\.\.)?>$/.exec(this.chosen!.usage) ?? [];
    if (name === undefined || rest.length === 0 || (many === undefined && rest.length > 1)) return false;
    given[name] = many === undefined ? rest[0] : rest;
    return true;
  }
}
