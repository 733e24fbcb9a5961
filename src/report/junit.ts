/** A report as JUnit XML: a suite for each run, a case for each property. */

import type { PropertyResult } from "../checker/index.ts";
import { traceLength } from "./counterexample.ts";
import { diagnosticText } from "./diagnostic.ts";
import type { Report } from "./format.ts";
import { errorsOf, givenText, type RunRecord } from "./json.ts";
import { escapeQuoted, escapeText, xmlCharacters } from "./markup.ts";
import { violationText } from "./text.ts";

/** The XML document; ends with a newline. */
export function junitText({ runs }: Report): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="everystate">\n${runs.map(suite).join("")}</testsuites>\n`;
}

function suite(run: RunRecord): string {
  const { spec, config, constants, result } = run;
  const properties = result?.properties ?? [];
  const errors = errorsOf(run);
  const failed = result === null || result.failure !== null;
  const count = (status: PropertyResult["status"]): number => properties.filter((one) => one.status === status).length;
  const attributes = xmlAttributes({
    name: `${config ?? spec}${givenText(constants)}`,
    tests: properties.length + (failed ? 1 : 0),
    failures: count("violated"),
    errors: failed ? 1 : 0,
    skipped: count("unchecked"),
    time: (result?.seconds ?? 0).toFixed(3),
  });
  const cases = properties.map((property) => testCase(spec, property.name, body(property)));
  const text = errors.map((error) => diagnosticText(error)).join("");
  const error = `<error${xmlAttributes({ message: errors[0]?.message ?? "not checked" })}>${xmlText(text)}</error>`;
  if (failed) cases.push(testCase(spec, "evaluation", error));
  return `  <testsuite${attributes}>\n${cases.join("")}  </testsuite>\n`;
}

function testCase(spec: string, name: string, inner: string): string {
  const attributes = xmlAttributes({ name, classname: spec });
  return inner === "" ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>${inner}</testcase>\n`;
}

function body(property: PropertyResult): string {
  if (property.status === "holds") return "";
  if (property.status === "unchecked") return `<skipped${xmlAttributes({ message: property.reason })}/>`;
  const { trace, kind } = property;
  const message = trace === null ? "is false" : `violated: ${traceLength(trace)}`;
  return `<failure${xmlAttributes({ message, type: kind })}>${xmlText(violationText(property))}</failure>`;
}

function xmlAttributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeQuoted(xmlCharacters(String(value))).replace(/[\n\t]/g, " ")}"`)
    .join("");
}

function xmlText(text: string): string {
  return escapeText(xmlCharacters(text));
}
