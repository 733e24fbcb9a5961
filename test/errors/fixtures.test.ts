import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { FIXTURES, raise, row } from "./raise.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Codes of guards that no input reaches, because an earlier check refuses first: a LAMBDA as a value is E205, `@` outside
 * of EXCEPT is E218, and an action as INIT is E352.
 */
const UNREACHED = ["E436", "E437", "E441"];

/** All codes that stand as strings in the source. */
const inSource = (() => {
  const source = join(root, "src");
  const names = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const found = names.flatMap((name) => readFileSync(join(source, name), "utf8").match(/(?<=")[EW]\d{3}(?=")/g) ?? []);
  return [...new Set(found)].sort();
})();

const inTable = readFileSync(join(root, "docs/errors.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| [EW]\d{3} /.test(line))
  // Formatters of Markdown align the columns.
  .map((line) => line.replace(/ {2,}\|/g, " |"));

const raised = [...new Set(FIXTURES.map(({ code }) => code))].sort();

describe("every diagnostic is raised, with its place and its message", () => {
  it.each(FIXTURES.map((fixture) => [fixture.code, fixture.meaning, fixture] as const))("%s %s", async (...given) => {
    const [code, , fixture] = given;
    expect(await raise(fixture)).toEqual({ exitCode: "ask" in fixture ? null : fixture.exitCode, says: fixture.says });
    expect(fixture.says.some((line) => line.includes(` ${code}: `))).toBe(true);
  });
});

describe("the table of diagnostics", () => {
  it("has a fixture for every code of the source, and no other", () => {
    expect(raised).toEqual(inSource.filter((code) => !UNREACHED.includes(code)));
    expect(raised.length).toBeGreaterThanOrEqual(60);
  });

  it("excuses only codes that the source has", () => {
    expect(inSource).toEqual(expect.arrayContaining(UNREACHED));
  });

  it("has one row for every code, with the meaning, the example and the message of its first fixture", () => {
    const rows = raised.map((code) => row(FIXTURES.find((fixture) => fixture.code === code)!));
    expect([...inTable].sort()).toEqual([...rows].sort());
  });
});
