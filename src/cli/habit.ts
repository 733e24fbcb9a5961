/** Words that people bring from other tools, or misspell: what they mean here. */

import { UsageError } from "./context.ts";

const COMMANDS = ["check", "simulate", "gate", "mutate", "graph", "parse", "why", "eval"];

/** Options of TLC, each with what says the same here. */
const TLC_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["-deadlock", "here it is --no-deadlock"],
  ["-config", "here it is --config FILE"],
  ["-workers", "here it is --workers N, or --workers auto"],
  ["-simulate", "here it is a command: everystate simulate Spec.tla"],
  ["-depth", "here it is --depth N, of the command simulate"],
  ["-seed", "here it is --seed N"],
  ["-coverage", "here it is --coverage"],
  [
    "-continue",
    "here a search goes on after a violation, with --keep-going until every property but deadlock is decided",
  ],
  ["-metadir", "here it is --out FOLDER"],
  ["-nowarning", "here warnings are always told, on stderr"],
  ["-cleanup", "here nothing is left to clean up"],
  ["-noTE", "here no trace specification is written unless --report tla=FOLDER asks for one"],
  ["-noGenerateSpecTE", "here no trace specification is written unless --report tla=FOLDER asks for one"],
  ["-lncheck", "here it is --liveness-every N; behaviors are always looked at at the end"],
  ["-fpmem", "here it is --max-memory 4g"],
  ["-fp", "here states are kept exactly, without fingerprints"],
  ["-checkpoint", "here it is --checkpoint FOLDER, with --checkpoint-every 10m"],
  ["-recover", "here it is --resume FOLDER"],
  ["-dumpTrace", "here it is --json, or --report tla=FOLDER, and itf=FOLDER"],
  ["-difftrace", "here traces always show what changed"],
  ["-view", "here a VIEW of the configuration always counts"],
  ["-tool", "here it is --json, or --events FILE"],
  ["-dump", "here traces and diagrams are written below --out FOLDER"],
  ["-modelcheck", "here it is the command check"],
]);

/** Options of other programs. */
const OTHERS: ReadonlyMap<string, string> = new Map([
  ["--no-color", "colours are switched off by --color never, or by the environment variable NO_COLOR"],
  ["--no-colour", "colours are switched off by --color never, or by the environment variable NO_COLOR"],
  ["--verbose", "the report already has everything; --explain and --coverage say more"],
  ["--deadlock", "deadlock is checked unless --no-deadlock is given"],
]);

/** The words with what may be left out: `Spec.tla` alone is `check Spec.tla`. Throws UsageError. */
export function withCommand(words: readonly string[]): readonly string[] {
  for (const word of words) {
    // What stands behind is no option.
    if (word === "--") break;
    if (word === "--verbose" && (words[0] === "gate" || words[0] === "mutate")) continue;
    const tlc = TLC_OPTIONS.get(word);
    if (tlc !== undefined) throw new UsageError(`${word} is an option of TLC; ${tlc}`);
    const other = OTHERS.get(word);
    if (other !== undefined) throw new UsageError(`${word} is no option; ${other}`);
  }
  const [first] = words;
  if (first === undefined || first.startsWith("-") || COMMANDS.includes(first)) return words;
  if (/\.(?:tla|cfg)$/.test(first)) return ["check", ...words];
  const meant = COMMANDS.find((command) => isSlip(first, command));
  if (meant === undefined) return words;
  throw new UsageError(`there is no command ${first}; did you mean ${meant}?`);
}

/** Is `word` the other with one letter too many, too few, wrong, or two of them exchanged? */
export function isSlip(word: string, right: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === right[start]) start++;
  const rest = (text: string, skipped: number) => text.slice(start + skipped);
  const [a, b] = [word[start], word[start + 1]];
  return (
    rest(word, 0) === rest(right, 1) ||
    rest(word, 1) === rest(right, 0) ||
    rest(word, 1) === rest(right, 1) ||
    (a === right[start + 1] && b === right[start] && rest(word, 2) === rest(right, 2))
  );
}
