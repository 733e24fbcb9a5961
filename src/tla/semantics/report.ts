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
    const { code, location, message } = diagnostic;
    const key = `${code} ${location?.file}:${location?.line}:${location?.column} ${message}`;
    if (this.seen.has(key) || this.excuses(diagnostic)) return;
    this.seen.add(key);
    this.diagnostics.push(diagnostic);
  }

  /** Takes what is found in `source`. */
  in(source: Source): Findings {
    return new Findings(this, source);
  }

  get failed(): boolean {
    return this.diagnostics.some((d) => d.severity === "error");
  }
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
