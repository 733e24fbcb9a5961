import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { translationDiagnostics } from "../../../src/tla/pluscal/translation.ts";
import { Source } from "../../../src/tla/syntax/source.ts";

/** The check value of CRC-32: that of the digits 1 to 9 is cbf43926. */
const text = (body: string, checksum = "cbf43926", newline = "\n"): string =>
  [
    "---- MODULE M ----",
    `\\* BEGIN TRANSLATION (chksum(pcal) = "1" /\\ chksum(tla) = "${checksum}")`,
    body,
    "\\* END TRANSLATION ",
    "====",
  ].join(newline);

const codes = (whole: string): string[] => translationDiagnostics(new Source("M.tla", whole)).map(({ code }) => code);

describe("the checksum of a translation", () => {
  it("agrees with the text between the two lines, line breaks aside", () => {
    expect(codes(text("123456789"))).toEqual([]);
    expect(codes(text("1234\n\n56789"))).toEqual([]);
    expect(codes(text("1234\r\n56789", "CBF43926", "\r\n"))).toEqual([]);
  });

  it("differs when the text was changed, with the place of the line that begins it", () => {
    const [warning] = translationDiagnostics(new Source("M.tla", text("123456780")));
    expect(warning).toMatchObject({ code: "W203", severity: "warning", location: { line: 2, column: 1 } });
    expect(codes(text("1234 56789"))).toEqual(["W203"]);
  });

  it("is not asked for where there is none, or where it cannot be computed", () => {
    expect(codes(text("changed").replace('= "cbf43926"', "\\in STRING"))).toEqual([]);
    expect(codes(text("changed").replace(/ \(chksum.*/, ""))).toEqual([]);
    expect(codes(text("chang\u00e9"))).toEqual([]);
    expect(codes(text("changed").replace(/\\\* END.*/, ""))).toEqual([]);
  });
});

const corpus = fileURLToPath(new URL("../../../../shared/corpus/", import.meta.url));

describe.skipIf(!existsSync(corpus))("the translations of the corpus (skipped without ../shared)", () => {
  const files = existsSync(corpus)
    ? readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tla"))
    : [];
  const translated = files
    .map((name) => ({ name, whole: readFileSync(join(corpus, name), "utf8") }))
    .filter(({ whole }) => /BEGIN TRANSLATION \(chksum/.test(whole));

  it("agree with their checksums, and do not once something is added", () => {
    expect(translated.length).toBeGreaterThan(5);
    for (const { name, whole } of translated) {
      expect([name, codes(whole)]).toEqual([name, []]);
      const changed = whole.replace(/(BEGIN TRANSLATION.*\n)/, "$1VARIABLE added\n");
      expect([name, codes(changed)]).toEqual([name, ["W203"]]);
    }
  });
});
