/**
 * Measures the house: how large what is, who imports whom in a circle, what nobody uses. Usage: npm run house, which
 * lists every finding; with `--write` it puts the table and the picture of floors into docs/architecture.md.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mutations } from "../mutation/mutations.ts";
import { root } from "../source-files.ts";
import { floorsOf, parts } from "./floors.ts";
import { circlesOf, exportsOf } from "./imports.ts";
import { type Parsed, parseProject } from "./program.ts";
import { type Rule, rules } from "./rules.ts";
import { commentLines, linesOf } from "./sizes.ts";

const page = join(root, "docs/architecture.md");
const end = "<!-- end -->\n";

const files = parseProject();
const source = files.filter(({ path }) => path.startsWith("src/"));
const count = (some: readonly Parsed[], lines: (file: Parsed) => string[]): number =>
  some.reduce((sum, file) => sum + lines(file).length, 0);
const below = (...folders: readonly string[]): Parsed[] =>
  source.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

/** A row of the table: what is measured, its value, and what it shall be. */
type Row = readonly [what: string, value: string, goal: string];

function measures(): Row[] {
  const { circles, ...others } = rules;
  const sizes = circlesOf(source).map((circle) => `${folderOf(circle)} ${circle.length}`);
  const broken = Object.values<Rule>(others).map(
    ({ rule, find }): Row => [`breaks "${rule}"`, `${find(files).length}`, "0"],
  );
  const share = (100 * count(source, commentLines)) / count(source, linesOf);
  const exported = Math.round((1000 * count(source, exportsOf)) / count(source, linesOf));
  const engine = below("src/models/tla/", "src/checker/");
  return [
    ["files in circles of imports at run time", sizes.join(", ") || "none", "compile 3, others 7"],
    ...broken,
    ["files in which a step is counted by its action", `${naming(below("src/checker/"), COUNTS_STEP).length}`, "2"],
    ["mutations of compiler, layouts and kernels", `${mutationsOf(ENGINE_ROOM)}`, "80"],
    ["mutations in all", `${mutations.length}`, ""],
    ["exported names per 1,000 lines", `${exported}`, ""],
    ["lines of `src/models/tla` and `src/checker`", thousands(count(engine, linesOf)), thousands(LINES_AT_FIRST)],
    ["lines of comment in `src`", `${share.toFixed(1)} %`, ""],
  ];
}

/** Lines of the model and the checker when the house began to be rebuilt. */
const LINES_AT_FIRST = 23_991;

const ENGINE_ROOM = ["src/models/tla/compile/", "src/models/tla/layout/", "src/checker/kernel/"];

/** Adds one for an action: to a number, or in the code of a kernel. */
const COUNTS_STEP = /\[action\] as number\)\+\+|addFloat\(loadFloat/;

function naming(some: readonly Parsed[], words: RegExp): string[] {
  return some.filter(({ text }) => words.test(text)).map(({ path }) => path);
}

function mutationsOf(folders: readonly string[]): number {
  return mutations.filter(({ file }) => folders.some((folder) => file.startsWith(folder))).length;
}

function thousands(lines: number): string {
  return lines.toLocaleString("en");
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
function table(rows: readonly Row[]): string {
  const all: readonly Row[] = [["measure", "value", "goal"], ...rows];
  const widths = [0, 1, 2].map((i) => Math.max(...all.map((row) => (row[i] as string).length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(" | ")} |\n`;
  const [head, ...body] = all.map(line);
  return `${head}${line(widths.map((width) => "-".repeat(width)))}${body.join("")}`;
}

for (const { rule, find } of Object.values<Rule>(rules)) {
  for (const name of find(files)) console.log(`${rule}: ${name}`);
}
/** Which part stands on which: each line imports only from those below it. */
function picture(): string {
  const lines = floorsOf(source, parts, true).map((floor) => floor.join("    "));
  return `\`\`\`\n${lines.map((line) => ` ${line}`).join("\n")}\n\`\`\`\n`;
}

/** Puts a text into the page, between the lines that keep its place. */
function put(document: string, name: string, text: string): string {
  const begin = `<!-- ${name}: npm run house -- --write -->\n`;
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${page} has no place for the ${name}`);
  return `${document.slice(0, from)}${begin}\n${text}\n${document.slice(to)}`;
}

const text = table(measures());
console.log(text);
if (process.argv.includes("--write")) {
  const document = readFileSync(page, "utf8");
  writeFileSync(page, put(put(document, "measures", text), "floors", picture()));
}
