/**
 * Measures the house: how large what is, who imports whom in a circle, what nobody uses. Usage: npm run house, which
 * lists every finding; with `--write` it puts the table into docs/architecture.md.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../source-files.ts";
import { circlesOf, exportsOf } from "./imports.ts";
import { type Parsed, parseProject } from "./program.ts";
import { type Rule, rules } from "./rules.ts";
import { commentLines, linesOf } from "./sizes.ts";

const page = join(root, "docs/architecture.md");
const begin = "<!-- npm run house -- --write -->\n";
const end = "<!-- end -->\n";

const files = parseProject();
const source = files.filter(({ path }) => path.startsWith("src/"));
const count = (some: readonly Parsed[], lines: (file: Parsed) => string[]): number =>
  some.reduce((sum, file) => sum + lines(file).length, 0);
const below = (...folders: readonly string[]): Parsed[] =>
  source.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

/** The rows of the table: what is measured, and its value. */
function measures(): [what: string, value: string][] {
  const { circles, ...others } = rules;
  const sizes = circlesOf(source).map((circle) => `${folderOf(circle)} ${circle.length}`);
  const broken = Object.values<Rule>(others).map(({ rule, find }): [string, string] => [
    `breaks "${rule}"`,
    `${find(files).length}`,
  ]);
  const share = (100 * count(source, commentLines)) / count(source, linesOf);
  return [
    ["files in circles of imports at run time", sizes.join(", ") || "none"],
    ...broken,
    ["exported names per 1,000 lines", `${Math.round((1000 * count(source, exportsOf)) / count(source, linesOf))}`],
    ["lines of `src/models/tla` and `src/checker`", `${count(below("src/models/tla/", "src/checker/"), linesOf)}`],
    ["lines of comment in `src`", `${share.toFixed(1)} %`],
  ];
}

/** The folder that holds a whole circle, without `src/`. */
function folderOf(circle: readonly string[]): string {
  const [first = [], ...rest] = circle.map((path) => path.split("/").slice(0, -1));
  const shared = first.filter((_, i) =>
    rest.every((parts) => parts.slice(0, i + 1).join() === first.slice(0, i + 1).join()),
  );
  return `\`${shared.slice(1).join("/")}\``;
}

/** The table as Biome-like Markdown: columns of one width. */
function table(rows: readonly (readonly [string, string])[]): string {
  const all: readonly (readonly [string, string])[] = [["measure", "value"], ...rows];
  const [left, right] = [0, 1].map((i) => Math.max(...all.map((row) => (row[i] as string).length))) as [number, number];
  const line = ([a, b]: readonly [string, string]): string => `| ${a.padEnd(left)} | ${b.padEnd(right)} |\n`;
  const [head, ...body] = all.map(line);
  return `${head}| ${"-".repeat(left)} | ${"-".repeat(right)} |\n${body.join("")}`;
}

for (const { rule, find } of Object.values<Rule>(rules)) {
  for (const name of find(files)) console.log(`${rule}: ${name}`);
}
const text = table(measures());
console.log(text);
if (process.argv.includes("--write")) {
  const before = readFileSync(page, "utf8");
  const from = before.indexOf(begin);
  const to = before.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${page} has no place for the table`);
  writeFileSync(page, `${before.slice(0, from)}${begin}\n${text}\n${before.slice(to)}`);
}
