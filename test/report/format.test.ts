import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS, type Report } from "../../src/report/index.ts";
import { parseModules } from "../../src/tla/syntax/module.ts";
import { Source } from "../../src/tla/syntax/source.ts";
import { fromItf, modelValue, type Value } from "../../src/values/index.ts";
import { readXml } from "./picture.ts";
import { LASSO, place, sampleResult, sampleTrace, TRACE } from "./sample.ts";

const DIAGNOSTIC = { code: "W610", severity: "warning", message: "a | b", location: place(3), notes: [] } as const;

function report(extra: Parameters<typeof sampleResult>[0] = {}, name = "specs/Pin.tla"): Report {
  const result = sampleResult(extra);
  const run = { spec: name, config: "specs/Pin.cfg", exitCode: 12, result, diagnostics: [DIAGNOSTIC] };
  return { version: "1.2.3", exitCode: 12, command: "everystate check specs/Pin.tla", runs: [run] };
}

const N1 = { name: "N1", kind: "invariant", location: place(2), status: "violated", breaks: "invariant" } as const;

async function texts(given: Report): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { name, report: ofReport, trace: ofTrace } of FORMATS) {
    if (ofReport !== undefined) found[name] = ofReport(given);
    if (ofTrace === undefined) continue;
    for (const property of given.runs[0]!.result!.properties) {
      if (property.status !== "violated" || property.trace === null) continue;
      found[`${name} of ${property.name}`] = await ofTrace({ subject: "Pin", property, trace: property.trace });
    }
  }
  return found;
}

describe("a report", () => {
  // What Graphviz draws is its own: dot-svg.test.ts has what is ours in it.
  const named = FORMATS.filter(({ drawn }) => drawn === undefined).map((format) => [format.name, format] as const);
  it.each(named)("as %s is as before", async (_, format) => {
    const lasso = { ...N1, name: "Live", kind: "temporal", trace: LASSO } as const;
    const properties = [...sampleResult().properties, lasso, { ...N1, name: "N2", trace: TRACE }];
    const whole = format.report?.(report({ properties })) ?? "";
    const example = { subject: "specs/Pin.tla with specs/Pin.cfg", property: lasso, trace: LASSO };
    const one = (await format.trace?.(example)) ?? "";
    await expect(`${whole}\n----\n${one}`).toMatchFileSnapshot(`formats/${format.name}.golden`);
  });

  it("has formats whose names differ, each of a report or of traces", () => {
    expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
    for (const { report: whole, trace, drawn } of FORMATS) expect(whole ?? trace ?? drawn).toBeDefined();
  });

  it("for a mail has no line of more than 72 columns", () => {
    const [, mail] = FORMATS;
    const long = { ...N1, name: `N${"x".repeat(60)} and more`, trace: TRACE };
    const lines = mail!.report!(report({ properties: [long] }, `specs/${"deep/".repeat(30)}Pin.tla`)).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

describe("no text of a spec breaks a format or becomes markup", () => {
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom(
      "</pre><script>",
      "]]>",
      '"',
      "\\",
      "::error::x",
      "%0A",
      "`|*_[x](y)",
      "a\nb\r\nc",
      "\ud800",
      "end",
      "--",
    ),
  );
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.integer(),
    fc.boolean(),
    odd.map((text): Value => text),
    fc.constant(modelValue("m1")),
    fc.array(fc.integer(), { maxLength: 300 }).map((items) => fromItf({ "#set": items })),
    fc.array(odd, { maxLength: 4 }).map((items) => fromItf({ "#tup": items })),
    fc.array(fc.tuple(odd, fc.integer()), { maxLength: 4 }).map((items) => fromItf({ "#map": [...new Map(items)] })),
  );

  it("whatever its names, messages and values are", async () => {
    await fc.assert(
      fc.asyncProperty(odd, odd, fc.array(value, { minLength: 1, maxLength: 5 }), async (name, message, values) => {
        const { states } = sampleTrace(
          ["x"],
          values.map(() => ["Step", {}, "0"] as const),
        );
        const trace = {
          ...sampleTrace(["x"], []),
          states: values.map((one, at) => ({
            ...states[at]!,
            values: [one],
            action: { name, location: place(1, message, message), parameters: [["p", one]] as const },
          })),
        };
        const given = report({ properties: [{ ...N1, name, trace }] }, `${name}.tla`);
        const diagnostic = { ...DIAGNOSTIC, message, severity: "error" as const };
        const found = await texts({ ...given, runs: [{ ...given.runs[0]!, diagnostics: [diagnostic] }] });
        JSON.parse(found["json"]!);
        JSON.parse(found["sarif"]!);
        JSON.parse(found[`itf of ${name}`]!);
        readXml(found["junit"]!);
        expect(found["html"]!.match(/<script/g)!.length).toBe(1);
        expect(
          found["html"]!.match(
            /<!--|<(?![/!]?(?:a|body|button|code|desc|details|div|doctype|h1|h2|h3|head|html|input|label|li|meta|ol|p|path|pre|rect|script|section|span|style|summary|svg|table|td|text|th|title|tr)\b)/gi,
          ),
        ).toBe(null);
        for (const picture of ["lanes", "svg", "svg-full"]) readXml(found[`${picture} of ${name}`]!);
        for (const line of found["annotations"]!.trimEnd().split(/\r\n|\n|\r/)) expect(line).toMatch(/^::error /);
        expect(found["github"]).not.toMatch(/<(?!\/?(?:details|summary|pre)>)/);
        const mermaid = found[`mermaid of ${name}`]!.trimEnd().split("\n");
        for (const line of mermaid)
          expect(line).toMatch(/^(sequenceDiagram| {2}(title|participant|Note|P\d+->>P\d+: ).*)$/);
        expect(mermaid.join("\n")).not.toMatch(/<(?!br\/>)|script>/);
        const { diagnostics } = parseModules(new Source("T.tla", found[`tla of ${name}`]!));
        expect(diagnostics.map((one) => one.message)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
