/** A report in SARIF 2.1.0: a result for each violated property and error, the trace as a code flow. */

import type { CheckResult, Trace } from "../checker/index.ts";
import type { Diagnostic, Location } from "../models/model.ts";
import { actionText } from "./action-text.ts";
import { traceLength } from "./counterexample.ts";
import type { Report } from "./format.ts";
import { type RunRecord, subjectText } from "./json.ts";
import { differenceText, isRecorded, type RecordDifference, type RecordFindings, recordPath } from "./record.ts";
import { sha256 } from "./sha256.ts";

/** The document; ends with a newline. */
export function sarifText({ version, runs, record }: Report): string {
  const results = [
    ...(record?.differences ?? []).map((difference) => differing(difference, record as RecordFindings)),
    ...runs.flatMap((run) => [
      ...(run.result === null ? [] : violations(run, run.result, record)),
      ...run.diagnostics.map((diagnostic) => found(run, diagnostic)),
    ]),
  ];
  const rules = [...new Set(results.map(({ ruleId }) => ruleId))].sort().map((id) => ({ id }));
  const driver = { name: "everystate", version, rules };
  const document = {
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "unicodeCodePoints", results }],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What differs from the record of a gate. */
function differing(difference: RecordDifference, record: RecordFindings) {
  const text = differenceText(difference);
  const file = difference.config ?? recordPath(record);
  const region = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    ruleId: "drift",
    level: "error",
    message: { text },
    locations: [{ physicalLocation: physical({ file, ...region }) }],
    partialFingerprints: { "everystate/v1": sha256(`drift\n${text}`).slice(0, 32) },
  };
}

/** A violation that a gate has recorded is no error. */
function violations(run: RunRecord, { properties }: CheckResult, record: RecordFindings | undefined) {
  return properties.flatMap((property) => {
    if (property.status !== "violated") return [];
    const { name, kind, trace, location } = property;
    const text = `${name} is violated${trace === null ? "" : `: ${traceLength(trace)}`}`;
    return [
      {
        ruleId: `${kind}/${name}`,
        level: isRecorded(record, run, name) ? "note" : "error",
        message: { text: `${text} (${subjectText(run)})` },
        locations: location === null ? [] : [{ physicalLocation: physical(location) }],
        ...(trace === null ? {} : { codeFlows: [{ threadFlows: [{ locations: flow(trace) }] }] }),
        partialFingerprints: fingerprint(run, `${kind} ${name}`),
      },
    ];
  });
}

function found(run: RunRecord, { code, severity, message, location }: Diagnostic) {
  return {
    ruleId: code,
    level: severity,
    message: { text: message },
    locations: location === null ? [] : [{ physicalLocation: physical(location) }],
    partialFingerprints: fingerprint(run, `${code} ${message}`),
  };
}

function flow({ states }: Trace) {
  return states.map(({ action }, at) => {
    const text = `${at + 1}. ${action === null ? (at === 0 ? "Initial state" : "Step") : actionText(action)}`;
    const place = action?.location ?? null;
    const physicalLocation = place === null ? {} : { physicalLocation: physical(place) };
    return { location: { ...physicalLocation, message: { text } }, executionOrder: at + 1 };
  });
}

function physical({ file, line, column, endLine, endColumn }: Omit<Location, "lineText">) {
  const uri = file
    .split("/")
    .map((part) => encodeURIComponent(part.replace(/\p{Surrogate}/gu, "\ufffd")))
    .join("/");
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { artifactLocation: { uri }, region };
}

/** The same finding in another version of the spec, wherever its lines have moved. */
function fingerprint(run: RunRecord, what: string) {
  const hash = sha256(`${subjectText(run)}\n${what}`);
  return { "everystate/v1": hash.slice(0, 32) };
}
