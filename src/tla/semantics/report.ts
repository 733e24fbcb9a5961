/** Collects the diagnostics of one analysis; the same message at the same place is kept once. */

import type { Diagnostic, DiagnosticNote, Severity } from "../syntax/diagnostic.ts";
import type { Location, Source, Span } from "../syntax/source.ts";

export class Report {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = new Set<string>();

  add(
    severity: Severity,
    code: string,
    location: Location | null,
    message: string,
    notes: DiagnosticNote[] = [],
  ): void {
    const key = `${code} ${location?.file}:${location?.line}:${location?.column} ${message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.diagnostics.push({ code, severity, message, location, notes });
  }

  error(code: string, source: Source, span: Span, message: string, notes: DiagnosticNote[] = []): void {
    this.add("error", code, source.locate(span), message, notes);
  }

  get failed(): boolean {
    return this.diagnostics.some((d) => d.severity === "error");
  }
}
