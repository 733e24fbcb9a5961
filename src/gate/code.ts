/** The code that actions say they implement: is it still there, and still what it was when it was recorded? */

import type { ActionCount } from "../checker/index.ts";
import { sha256 } from "../report/index.ts";
import type { GateRun } from "./record.ts";

/** Hashes of functions by `path:function`. */
export type CodeHashes = Readonly<Record<string, string>>;

/** The text of a file of the code; null where there is none that may be read. */
type ReadCode = (path: string) => string | null;

/** Strings and comments of C and its like; whichever begins first has what looks like the other inside of it. */
const LITERAL = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const LITERAL_OR_COMMENT = new RegExp(`${LITERAL.source}|\\/\\*[\\s\\S]*?\\*\\/|\\/\\/[^\\n]*`, "g");

/** The links of all actions, and the actions that have none, each as `Name (file:line)`. */
export function codeLinks(runs: readonly GateRun[]): { readonly links: string[]; readonly unlinked: string[] } {
  const actions = runs.flatMap(({ found }) => found.result?.actions ?? []);
  const links = new Set(actions.flatMap((action) => action.implements ?? []));
  const bare = actions.filter((action) => (action.implements ?? []).length === 0);
  return { links: [...links].sort(), unlinked: [...new Set(bare.map(shown))].sort() };
}

function shown({ name, location }: ActionCount): string {
  return location === null ? name : `${name} (${location.file}:${location.line})`;
}

/** The hash of each function that is linked and found. */
export function codeHashes(links: readonly string[], read: ReadCode): CodeHashes {
  const found = links.map((link) => [link, hashOf(link, read)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => !(entry[1] instanceof Missing)));
}

/** How the code differs from what is recorded of it, one sentence for each difference. */
export function codeDrift(links: readonly string[], recorded: CodeHashes, read: ReadCode): string[] {
  if (links.length === 0) return ["no action says what code it implements (@implements path:function)"];
  const gone = Object.keys(recorded).filter((link) => !links.includes(link));
  return [
    ...links.flatMap((link) => {
      const hash = hashOf(link, read);
      if (hash instanceof Missing) return [`${link}: ${hash.why}`];
      const was = recorded[link];
      if (was === hash) return [];
      return [was === undefined ? `${link}: not recorded` : `${link}: its text has changed since it was recorded`];
    }),
    ...gone.map((link) => `${link}: recorded, but no action implements it`),
  ];
}

class Missing {
  readonly why: string;

  constructor(why: string) {
    this.why = why;
  }
}

function hashOf(link: string, read: ReadCode): string | Missing {
  const [, path, name] = /^([^:]+):([\w$~]+)$/.exec(link) ?? [];
  if (path === undefined || name === undefined) return new Missing("expected path/of/file.c:function");
  const text = read(path);
  if (text === null) return new Missing(`there is no file ${path}`);
  const body = functionText(text, name);
  return body === null ? new Missing(`${path} defines no function ${name}`) : sha256(body).slice(0, 12);
}

/**
 * The definition of a function in C or a language with its braces, from its name to its end, without comments and with one
 * blank for white space; null where there is none. A declaration, a call and a macro are none. Where there are several, as for
 * several configurations of a program, all count.
 */
export function functionText(text: string, name: string): string | null {
  const code = text.replace(LITERAL_OR_COMMENT, (found) => (found.startsWith("/") ? " " : found));
  // Of the same length, so that places in one are places in the other.
  const bare = code.replace(LITERAL, (found) => "_".repeat(found.length));
  const bodies: string[] = [];
  for (const { index } of bare.matchAll(new RegExp(`(?<![\\w$~.])${name.replace(/\$/g, "\\$")}\\s*\\(`, "g"))) {
    const parameters = closing(bare, bare.indexOf("(", index), "(", ")");
    const begin = /^[^;{}=()]*\{/.exec(bare.slice(parameters));
    if (parameters < 0 || begin === null) continue;
    const end = closing(bare, parameters + begin[0].length - 1, "{", "}");
    if (end > 0) bodies.push(code.slice(index, end).replace(/\s+/g, " "));
  }
  return bodies.length === 0 ? null : bodies.join("\n");
}

/** Where the bracket that opens at `from` has been closed; -1 where it never is. */
function closing(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at + 1;
  }
  return -1;
}
