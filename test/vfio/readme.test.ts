/** What the pages of `specs/vfio` claim is what the record says; what they name is there. */

import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../source-files.ts";
import { slips } from "./slips.ts";
import { folder, type Run, runs } from "./tables.ts";

const PAGES: readonly string[] = ["README.md", "kernel.md", "designs.md", "environments.md"];
const pages = new Map(PAGES.map((page) => [page, readFileSync(join(folder, page), "utf8")]));
const readme = pages.get("README.md") as string;

const byName = new Map(runs.map((run) => [basename(run.config, ".cfg"), run]));
/** `any-exec` of `D0_Block.any-exec`: what a reader would have to complete. */
const shortNames = new Set([...byName.keys()].map((name) => name.slice(name.indexOf(".") + 1)));

/** The paragraphs of a page and the rows of its tables, each in one line, without code. */
function linesOf(page: string): string[] {
  const text = page.replace(/```[\s\S]*?```/g, "");
  return text.split(/\n\s*\n|\n(?=\s*(?:\d+\.|-) )/).flatMap((part) => {
    return part.trimStart().startsWith("|") ? part.split("\n") : [part.split(/\s+/).join(" ")];
  });
}

describe.each(PAGES)("%s", (page) => {
  const text = pages.get(page) as string;

  it("links to what is there", () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link as string);
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
    const paths = [...text.matchAll(/specs\/vfio\/[\w./-]+/g)].map(([path]) => path);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("names runs that are recorded", () => {
    const names = [...text.matchAll(/`(?:seeded\/)?(?:D\d[abc]?\/)?(D\d[abc]?_\w+\.[\w-]+?)(?:\.cfg)?`/g)];
    const runNames = names.map(([, name]) => name as string).filter((name) => !name.endsWith(".tla"));
    expect(runNames.filter((name) => !byName.has(name))).toEqual([]);
  });
});

describe("README.md", () => {
  it("names runs by their whole name", () => {
    const prose = linesOf(readme).filter((line) => !line.startsWith("|"));
    const short = prose.flatMap((line) => [...line.matchAll(/`([a-z]+-[\w-]+)`/g)].map(([, name]) => name as string));
    expect(short.filter((name) => shortNames.has(name))).toEqual([]);
  });

  it("gives counterexamples and what holds with property and run, as they are recorded", () => {
    const claims = linesOf(readme).flatMap((line) =>
      [...line.matchAll(/\(([^()]*)\)/g)].map(([, text]) => text as string),
    );
    expect(claims.length).toBeGreaterThan(100);
    expect(claims.flatMap(wrongIn)).toEqual([]);
  });

  it("has the cells of the matrix", () => {
    const tables = [...readme.matchAll(/\| +\| N1 [\s\S]*?\n\n|\| +\| G1 [\s\S]*?\n\n|\| +\| A1 [\s\S]*?\n\n/g)];
    expect(tables).toHaveLength(3);
    for (const [table] of tables) {
      const [header, , ...rows] = table.trim().split("\n").map(cellsOf) as [string[], string[], ...string[][]];
      for (const [row, ...cells] of rows) {
        expect([row, ...cells]).toEqual([row, ...header.slice(1).map((column) => cell(row as string, column))]);
      }
    }
  });

  it("says which commands there are, and how many slips", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const commands = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name as string);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
    expect(readme).toContain(`${slips.length} times`);
  });
});

const properties = new Set(runs.flatMap((run) => run.properties.map(({ name }) => name)));

/**
 * What is wrong with claims between semicolons, such as "N4, `D0_Block.any`, 7 states" and "N4 and N5 hold in
 * `D0_Block.checked`". Other text says nothing here.
 */
function wrongIn(claims: string): string[] {
  return claims.split(";").flatMap((claim) => {
    const length = /(\d+) states?/.exec(claim)?.[1];
    if (length === undefined && !/ holds? in `/.test(claim)) return [];
    const names = (claim.replace(/`[^`]*`/g, "").match(/\w+/g) ?? []).filter((word) => properties.has(word));
    const claimed = [...claim.matchAll(/`(?:seeded\/)?([\w.-]+)`/g)].map(([, name]) => byName.get(name as string));
    if (names.length === 0 || claimed.length === 0 || claimed.includes(undefined)) return [`${claim}: of what?`];
    const verdict = length === undefined ? "holds" : `violated, ${length} states`;
    return names.flatMap((name) => {
      const found = claimed.map((run) => verdictOf(run as Run, name));
      return found.every((text) => text === verdict) ? [] : [`${claim}: ${name} ${found.join(", ")}`];
    });
  });
}

function verdictOf(run: Run, property: string): string {
  const found = run.properties.find(({ name }) => name === property);
  if (found === undefined) return "is not asked";
  return found.status === "violated" ? `violated, ${found.states} states` : found.status;
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split("|")
    .map((text) => text.replaceAll("**", "").trim());
}

interface Column {
  readonly title: string;
  readonly property: string;
  readonly environments: readonly string[];
}

const { columns } = JSON.parse(readFileSync(join(folder, "verdicts.json"), "utf8")) as { columns: readonly Column[] };

/** A cell of the matrix: the shortest counterexample among the runs of the row; or the mildest environments that hold. */
function cell(row: string, title: string): string {
  const { property, environments } = columns.find((column) => column.title === title) as Column;
  const verdicts = environments.map((environment) => {
    const found = runs.flatMap((run) => {
      if (run.row !== row || run.environment !== environment || run.variant !== undefined) return [];
      return run.properties.filter(({ name }) => name === property);
    });
    const lengths = found.flatMap(({ status, states }) => (status === "violated" ? [states as number] : []));
    const proved = found.filter((one) => !("byConstruction" in one));
    if (lengths.length > 0) return String(Math.min(...lengths));
    return proved.length > 0 ? "holds" : found.length > 0 ? "-" : "n/a";
  });
  if (environments.length === 1) return verdicts[0] as string;
  const broken = verdicts.findIndex((text) => text !== "holds");
  return broken === 0 ? "none" : (environments.at(broken < 0 ? -1 : broken - 1) as string);
}
