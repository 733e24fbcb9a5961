/**
 * A report as JUnit XML: a suite for each run, a case for each property. Of a gate a case fails where it is not as recorded:
 * there is one more in each suite, for what is no property, and a suite for what belongs to no run.
 */

import type { PropertyResult } from "../checker/index.ts";
import { traceLength } from "./counterexample.ts";
import { diagnosticText } from "./diagnostic.ts";
import type { Report } from "./format.ts";
import { errorsOf, givenText, type RunRecord } from "./json.ts";
import { escapeQuoted, escapeText, xmlCharacters } from "./markup.ts";
import {
  differencesBeside,
  differencesOfRun,
  isAbout,
  propertyDifference,
  type RecordFindings,
  recordPath,
} from "./record.ts";
import { violationText } from "./text.ts";

/** The XML document; ends with a newline. */
export function junitText({ runs, record }: Report): string {
  const suites = [...runs.map((run) => suite(run, record)), ...suiteBeside(runs, record)];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="everystate">\n${suites.join("")}</testsuites>\n`;
}

/** What differs from the record of a gate and belongs to none of its runs. */
function suiteBeside(runs: readonly RunRecord[], record: RecordFindings | undefined): string[] {
  const differences = differencesBeside(record, runs);
  if (record === undefined || differences.length === 0) return [];
  const name = recordPath(record);
  const { length } = differences;
  const attributes = xmlAttributes({ name, tests: length, failures: length, errors: 0, skipped: 0, time: "0.000" });
  const cases = differences.map(({ config, text }) =>
    testCase(name, config ?? record.folder, failure(text, "drift", "")),
  );
  return [`  <testsuite${attributes}>\n${cases.join("")}  </testsuite>\n`];
}

function suite(run: RunRecord, record: RecordFindings | undefined): string {
  const { spec, config, constants, result } = run;
  const properties = result?.properties ?? [];
  const errors = errorsOf(run);
  const failed = result === null || result.failure !== null;
  const differences = record === undefined ? null : differencesOfRun(record, run);
  const bodies = properties.map((property) => body(property, differences));
  const count = (element: string): number => bodies.filter((text) => text.startsWith(`<${element}`)).length;
  const others = differences === null ? [] : [othersOf(properties, differences)];
  const attributes = xmlAttributes({
    name: `${config ?? spec}${givenText(constants)}`,
    tests: properties.length + others.length + (failed ? 1 : 0),
    failures: count("failure") + others.filter((text) => text !== "").length,
    errors: failed ? 1 : 0,
    skipped: count("skipped"),
    time: (result?.seconds ?? 0).toFixed(3),
  });
  const cases = properties.map(({ name }, at) => testCase(spec, name, bodies[at] as string));
  for (const text of others) cases.push(testCase(spec, "as recorded", text));
  const text = errors.map((error) => diagnosticText(error)).join("");
  const error = `<error${xmlAttributes({ message: errors[0]?.message ?? "not checked" })}>${xmlText(text)}</error>`;
  if (failed) cases.push(testCase(spec, "evaluation", error));
  return `  <testsuite${attributes}>\n${cases.join("")}  </testsuite>\n`;
}

function testCase(spec: string, name: string, inner: string): string {
  const attributes = xmlAttributes({ name, classname: spec });
  return inner === "" ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>${inner}</testcase>\n`;
}

/** Whether a run of a gate is as recorded, its properties aside. */
function othersOf(properties: readonly PropertyResult[], differences: readonly string[]): string {
  const others = differences.filter((text) => !properties.some(({ name }) => isAbout(text, name)));
  return others.length === 0 ? "" : failure(others[0] as string, "drift", others.join("\n"));
}

/** `differences` are those of the run; null where no gate asks. */
function body(property: PropertyResult, differences: readonly string[] | null): string {
  const { kind, name } = property;
  const told = property.status === "violated" ? violationText(property) : "";
  const difference = propertyDifference(differences ?? [], name);
  if (difference !== null) return failure(difference, kind, told);
  if (property.status === "holds") return "";
  if (property.status === "unchecked") return `<skipped${xmlAttributes({ message: property.reason })}/>`;
  if (differences !== null) return `<system-out>${xmlText(told)}</system-out>`;
  return failure(property.trace === null ? "is false" : `violated: ${traceLength(property.trace)}`, kind, told);
}

function failure(message: string, type: string, text: string): string {
  return `<failure${xmlAttributes({ message, type })}>${xmlText(text)}</failure>`;
}

function xmlAttributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeQuoted(xmlCharacters(String(value))).replace(/[\n\t]/g, " ")}"`)
    .join("");
}

function xmlText(text: string): string {
  return escapeText(xmlCharacters(text));
}
