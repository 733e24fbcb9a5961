import type { Element } from "@xmldom/xmldom";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { examplesOf, FORMATS, nameOf, type Report } from "../../src/report/index.ts";
import { parseModules } from "../../src/tla/syntax/module.ts";
import { Source } from "../../src/tla/syntax/source.ts";
import { fromItf, makeSet, modelValue, powerSet, print, sequence, type Value } from "../../src/values/index.ts";
import { readXml } from "./picture.ts";
import { schemaErrors } from "./results-schema.ts";
import { LASSO, oddText, place, sampleResult, sampleTrace, TRACE } from "./sample.ts";

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
    for (const example of examplesOf(given.runs[0]!.result)) {
      found[`${name} of ${nameOf(example.found)}`] = await ofTrace({ subject: "Pin", ...example });
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
    const subject = "specs/Pin.tla with specs/Pin.cfg";
    const example = { subject, found: { kind: "violation", property: lasso } as const, trace: LASSO };
    const one = (await format.trace?.(example)) ?? "";
    await expect(`${whole}\n----\n${one}`).toMatchFileSnapshot(`formats/${format.name}.golden`);
  });

  it("of a command tells the constants that the command line gave, by which the runs of a sweep differ", async () => {
    const given = report();
    const constants = [{ name: "N", sign: "<-", value: "Few" }];
    const told = await texts({ ...given, runs: given.runs.map((run) => ({ ...run, constants })) });
    for (const name of ["text", "mail", "junit", "sarif", "github", "html"]) {
      expect([name, told[name]]).toEqual([name, expect.stringMatching(/specs\/Pin\.cfg, N (?:<-|&lt;-|\\?&lt;-) Few/)]);
    }
  });

  it("as a module counts one state as one", async () => {
    const trace = { ...TRACE, states: TRACE.states.slice(0, 1) };
    const module = await FORMATS.find(({ name }) => name === "tla")?.trace?.({
      subject: "Pin",
      found: { kind: "violation", property: { ...N1, trace } },
      trace,
    });
    expect(module).toContain("N1 is violated by Pin: 1 state.\n");
  });

  it("as a module defines a long part once, however often it stands in values that share it", async () => {
    let shared: Value = sequence([modelValue("Part"), 1]);
    const values = Array.from({ length: 60 }, () => (shared = sequence([shared, shared])));
    const first = TRACE.states[0]!;
    const trace = { ...TRACE, variables: ["y"], states: values.map((value) => ({ ...first, values: [value] })) };
    const found = { kind: "violation", property: { ...N1, trace } } as const;
    const module = (
      await FORMATS.find(({ name }) => name === "tla")!.trace!({ subject: "Pin", found, trace })
    ).toString();
    expect(module.length).toBeLessThan(500_000);
    expect(module).toContain("\nCONSTANTS Part\n");
    const definitions = new Map([...module.matchAll(/^(Part_\d+) == (.*)$/gm)].map(([, name, text]) => [name!, text!]));
    const written = (text: string): string => text.replace(/Part_\d+/g, (name) => written(definitions.get(name)!));
    const [, last] = /\[y \|-> ([^\]]*)\],?\n(?:.*\n){46}>>/.exec(module)!;
    expect(definitions.size).toBeGreaterThan(3);
    expect(written(last!)).toBe(print(values[13]!));
  });

  it("as a module declares the model values that only a rule names", async () => {
    const names = Array.from({ length: 20 }, (_, i) => `m${10 + i}`);
    const value = powerSet(makeSet(names.map((name) => modelValue(name))));
    const trace = { ...TRACE, variables: ["y"], states: [{ ...TRACE.states[0]!, values: [value] }] };
    const found = { kind: "violation", property: { ...N1, trace } } as const;
    const module = await FORMATS.find(({ name }) => name === "tla")!.trace!({ subject: "Pin", found, trace });
    expect(module).toContain(`\nCONSTANTS ${names.join(", ")}\n`);
    expect(module).toContain("y |-> SUBSET {m10,");
  });

  it("has formats whose names differ, each of a report or of traces", () => {
    expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
    for (const { report: whole, trace, drawn } of FORMATS) expect(whole ?? trace ?? drawn).toBeDefined();
  });

  it("for a mail tells of a failed evaluation what, where, by which calls, and after which steps", () => {
    const at = place(7, "Up == x + TRUE");
    const notes = [{ message: "in Up, called here", location: place(9, "Next == Up") }];
    const diagnostic = { code: "E401", severity: "error", message: "TRUE is no integer", location: at, notes } as const;
    const action = { name: "Up", parameters: [], location: place(7) } as const;
    const failure = { diagnostic, during: "behavior", trace: TRACE, action } as const;
    const given = report({ failure, properties: [] });
    const runs = given.runs.map((run) => ({ ...run, diagnostics: [diagnostic] }));
    const mail = FORMATS.find(({ name }) => name === "mail")!.report!({ ...given, runs });
    expect(mail).toContain(`specs/Pin.tla:7:3: error E401: TRUE is no integer
  specs/Pin.tla:9:3: in Up, called here
`);
    expect(mail).toContain("\nIt failed in a step of Up after this trace of 3 states:\n   1. Initial state\n");
    expect(mail).toContain("   3. Sleep(d = ");
  });

  it("for a mail tells what makes each of several properties false that the same trace violates", () => {
    const falseOf = (text: string) => [{ text, location: place(4), is: false, values: [] }];
    const properties = [
      { ...N1, trace: TRACE, falseParts: falseOf("x < 2") },
      { ...N1, name: "N2", trace: TRACE, falseParts: falseOf("y < 3") },
    ];
    expect(FORMATS.find(({ name }) => name === "mail")!.report!(report({ properties }))).toContain(`
      N1:
      false in state 3: x < 2  specs/Pin.tla:4:3
      N2:
      false in state 3: y < 3  specs/Pin.tla:4:3
`);
  });

  it("for a mail has no line of more than 72 columns", () => {
    const [, mail] = FORMATS;
    const long = { ...N1, name: `N${"x".repeat(60)} and more`, trace: TRACE };
    const lines = mail!.report!(report({ properties: [long] }, `specs/${"deep/".repeat(30)}Pin.tla`)).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

/** What readers of JUnit's XML would stumble over: its suites, cases and their counts. */
function junitFaults(root: Element): string[] {
  const children = (parent: Element): Element[] =>
    [...parent.childNodes].filter((one) => one.nodeType === 1) as Element[];
  const faults = root.tagName === "testsuites" ? [] : [root.tagName];
  for (const suite of children(root)) {
    const cases = children(suite);
    const ended = cases.flatMap((one) => children(one).map(({ tagName }) => tagName));
    const counts = { failures: "failure", errors: "error", skipped: "skipped" };
    for (const [name, tag] of Object.entries(counts)) {
      if (suite.getAttribute(name) !== String(ended.filter((one) => one === tag).length)) faults.push(name);
    }
    if (suite.getAttribute("tests") !== String(cases.length)) faults.push("tests");
    if (cases.some((one) => one.tagName !== "testcase" || !one.hasAttribute("name"))) faults.push("testcase");
    if (ended.some((tag) => !Object.values(counts).includes(tag))) faults.push("outcome");
  }
  return faults;
}

interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
}

interface SarifLocation {
  readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string }; readonly region: SarifRegion };
}

interface SarifLog {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly SarifLocation[];
      readonly codeFlows?: readonly {
        readonly threadFlows: readonly { readonly locations: readonly { readonly location: SarifLocation }[] }[];
      }[];
    }[];
  }[];
}

/** What SARIF 2.1.0 asks for and a log has not: rules for all results, levels, places from 1, addresses without spaces. */
function sarifFaults({ version, runs }: SarifLog): string[] {
  const faults = version === "2.1.0" && runs.length === 1 ? [] : ["version"];
  for (const { tool, results } of runs) {
    const rules = tool.driver.rules.map(({ id }) => id);
    if (new Set(rules).size !== rules.length) faults.push("rules");
    for (const { ruleId, level, message, locations, codeFlows = [] } of results) {
      if (!rules.includes(ruleId)) faults.push(`ruleId ${ruleId}`);
      if (!["none", "note", "warning", "error"].includes(level)) faults.push(`level ${level}`);
      if (typeof message.text !== "string") faults.push("message");
      const flows = codeFlows.flatMap(({ threadFlows }) => threadFlows.map((flow) => flow.locations));
      if (flows.some((flow) => flow.length === 0)) faults.push("threadFlow");
      for (const { physicalLocation } of [...locations, ...flows.flat().map(({ location }) => location)]) {
        if (physicalLocation === undefined) continue;
        const { artifactLocation, region } = physicalLocation;
        if (!/^[!-~]*$/.test(artifactLocation.uri)) faults.push(`uri ${artifactLocation.uri}`);
        if (Math.min(region.startLine, region.startColumn) < 1) faults.push("region");
      }
    }
  }
  return faults;
}

describe("no text of a spec breaks a format or becomes markup", () => {
  const value: fc.Arbitrary<Value> = fc.oneof(
    fc.integer(),
    fc.boolean(),
    oddText.map((text): Value => text),
    fc.constant(modelValue("m1")),
    fc.array(fc.integer(), { maxLength: 300 }).map((items) => fromItf({ "#set": items })),
    fc.array(oddText, { maxLength: 4 }).map((items) => fromItf({ "#tup": items })),
    fc
      .array(fc.tuple(oddText, fc.integer()), { maxLength: 4 })
      .map((items) => fromItf({ "#map": [...new Map(items)] })),
  );

  /** Reads each format back, of a report with the trace of one property. */
  const expectWhole = (found: Record<string, string>, name: string): void => {
    expect(schemaErrors(JSON.parse(found["json"]!))).toEqual([]);
    expect(sarifFaults(JSON.parse(found["sarif"]!))).toEqual([]);
    JSON.parse(found[`itf of ${name}`]!);
    expect(junitFaults(readXml(found["junit"]!))).toEqual([]);
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
  };

  const reported = async (name: string, message: string, values: readonly Value[]) => {
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
    return texts({ ...given, runs: [{ ...given.runs[0]!, diagnostics: [diagnostic] }] });
  };

  it("whatever its names, messages and values are", async () => {
    await fc.assert(
      fc.asyncProperty(
        oddText,
        oddText,
        fc.array(value, { minLength: 1, maxLength: 5 }),
        async (name, message, values) => {
          expectWhole(await reported(name, message, values), name);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("of 200 states with large values", async () => {
    const values = Array.from({ length: 200 }, (_, at) => {
      const items = Array.from({ length: 8 }, (_, i) => ({ "#tup": [i * at, `v${i % 7}<&>`, { "#set": [at, i] }] }));
      return fromItf({ "#map": items.map((item, i) => [i - 20, item]) });
    });
    expectWhole(await reported("Long", "m", values), "Long");
  });
});
