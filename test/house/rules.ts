/** The rules of the house that are measured: what breaks each of them, and today's exceptions. */

import { circlesOf, unusedExports } from "./imports.ts";
import type { Parsed } from "./program.ts";
import { longFiles, longFunctions, lostDocuments, manyParameters, textDecisions } from "./sizes.ts";

/** Exceptions that stand for one reason. */
export interface Exception {
  readonly reason: string;
  readonly names: readonly string[];
}

/** A rule, and what breaks it in some files: each finding has a name of its own. */
export interface Rule {
  readonly rule: string;
  find(files: readonly Parsed[]): string[];
}

const parameters = 4;
const functionLines = 60;
const fileLines = 600;
const generated = "src/models/tla/compile/";

const core = "src/models/tla/core/";

/** What only he uses who enters instances, replaces what a cfg replaces, or finds the parts that selectors name. */
const DECIDES_NAMES = /\.substitutions\b|\.subexpressions\b|overrides\.of\(|\bsubstitutions\b.*\}/;

const isAboveCore = (path: string): boolean => path.startsWith("src/models/tla/") && !path.startsWith(core);
const ofSource = (files: readonly Parsed[]): Parsed[] => files.filter(({ path }) => path.startsWith("src/"));
const namesOf = (measured: readonly { readonly name: string }[]): string[] => measured.map(({ name }) => name);

/** All rules, by the key under which `exceptions.ts` lists their exceptions. */
export const rules = {
  circles: {
    rule: "no circle of imports at run time",
    find: (files) => circlesOf(ofSource(files)).map((circle) => circle.join(" ")),
  },
  parameters: {
    rule: `at most ${parameters} parameters`,
    find: (files) => namesOf(manyParameters(ofSource(files), parameters)),
  },
  functions: {
    rule: `functions of at most ${functionLines} lines`,
    find: (files) => namesOf(longFunctions(ofSource(files), functionLines)),
  },
  files: {
    rule: `files of at most ${fileLines} lines`,
    find: (files) => namesOf(longFiles(ofSource(files), fileLines)),
  },
  exports: { rule: "every exported name is used by another file", find: unusedExports },
  documents: { rule: "every document that a comment names exists", find: lostDocuments },
  texts: {
    rule: "no decision by a look at generated code",
    find: (files) => textDecisions(files.filter(({ path }) => path.startsWith(generated))),
  },
  names: {
    rule: "the core language alone decides what a name means",
    find: (files) =>
      files.filter(({ path, text }) => isAboveCore(path) && DECIDES_NAMES.test(text)).map(({ path }) => path),
  },
} satisfies Readonly<Record<string, Rule>>;

/** What a rule finds that no exception allows, and the exceptions that nothing needs any more; one sentence each. */
export function judge({ find }: Rule, files: readonly Parsed[], exceptions: readonly Exception[]): string[] {
  const found = new Set(find(files));
  const allowed = new Set(exceptions.flatMap(({ names }) => names));
  return [
    ...[...found].filter((name) => !allowed.has(name)).map((name) => `breaks the rule: ${name}`),
    ...[...allowed].filter((name) => !found.has(name)).map((name) => `needs no exception any more: ${name}`),
  ];
}
