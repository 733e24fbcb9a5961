/** Collects the diagnostics of one analysis; the same message at the same place is kept once. */

import type { Diagnostic, DiagnosticNote } from "../syntax/diagnostic.ts";
import type { Source, Span } from "../syntax/source.ts";

export class Report {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = new Set<string>();
  private readonly excuses: (diagnostic: Diagnostic) => boolean;

  /** What `excuses` says so of is not kept. */
  constructor(excuses: (diagnostic: Diagnostic) => boolean = () => false) {
    this.excuses = excuses;
  }

  add(diagnostic: Diagnostic): void {
    if (!this.wants(diagnostic)) return;
    this.seen.add(keyOf(diagnostic));
    this.diagnostics.push(diagnostic);
  }

  /** Would it be kept? Notes do not matter. */
  wants(diagnostic: Diagnostic): boolean {
    return !this.seen.has(keyOf(diagnostic)) && !this.excuses(diagnostic);
  }

  /** Takes what is found in `source`. */
  in(source: Source): Findings {
    return new Findings(this, source);
  }

  get failed(): boolean {
    return this.diagnostics.some((d) => d.severity === "error");
  }
}

function keyOf({ code, location, message }: Diagnostic): string {
  return `${code} ${location?.file}:${location?.line}:${location?.column} ${message}`;
}

/** What is found in one text, at its places. */
export class Findings {
  private readonly report: Report;
  private readonly source: Source;

  constructor(report: Report, source: Source) {
    this.report = report;
    this.source = source;
  }

  error(code: string, span: Span, message: string, notes: readonly DiagnosticNote[] = []): void {
    this.report.add({ code, severity: "error", message, location: this.source.locate(span), notes });
  }

  warning(code: string, span: Span, message: string, notes: readonly DiagnosticNote[] = []): void {
    this.report.add({ code, severity: "warning", message, location: this.source.locate(span), notes });
  }
}
