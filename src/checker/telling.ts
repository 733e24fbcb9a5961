/** Tells of each finding once, as soon as it may be told: whatever layout or model goes on with the search. */

import type { FalsePart, Model } from "../models/model.ts";
import { actionOf, EnabledSteps } from "./enabled.ts";
import type { Exploration } from "./exploration.ts";
import type { Finding } from "./finding.ts";
import type { CheckOptions, ResolvedOptions } from "./options.ts";
import type { CheckResult, EvaluationFailure, Trace, ViolatedProperty } from "./result.ts";
import { findingTrace, traceOf } from "./trace.ts";

/** What has been told of one run. Its result has the same objects. */
export class Telling {
  private readonly model: Model;
  private readonly onFinding: NonNullable<CheckOptions["onFinding"]>;
  private readonly violations = new Map<number, ViolatedProperty>();
  private readonly enabled: EnabledSteps;
  private told: EvaluationFailure | null = null;

  constructor(model: Model, { onFinding }: ResolvedOptions) {
    this.model = model;
    this.enabled = new EnabledSteps(model);
    this.onFinding = onFinding;
  }

  /** The violated property of a finding. */
  violationOf(search: Exploration, finding: Finding): ViolatedProperty {
    const known = this.violations.get(finding.property);
    if (known !== undefined) return known;
    const { name, kind, location } = search.verdicts.properties[finding.property]!;
    const { breaks } = finding;
    const trace = this.traceFor(search, finding);
    const length = search.shortest || trace === null ? {} : { shortest: false as const };
    const parts = finding.behavior === null ? this.falseParts(finding) : [];
    const falseParts = parts.length === 0 ? {} : { falseParts: parts };
    return { name, kind, location, status: "violated", breaks, trace, ...falseParts, ...length };
  }

  /** The first evaluation that failed, with its trace. */
  failureOf({ verdicts }: Exploration): EvaluationFailure | null {
    const [failure] = verdicts.failures;
    if (failure === undefined || this.told !== null) return this.told;
    const { during, path } = failure;
    const { diagnostic } = failure.error;
    if (path === null) return { diagnostic, during, trace: null, action: null };
    const last = path.rows.at(-1) as Int32Array;
    const step = (during === "behavior" || during === "assert") && this.model.failingStep?.(last, diagnostic);
    const action = step ? actionOf(this.model, step) : null;
    return { diagnostic, during, trace: traceOf(this.model, path), action };
  }

  /** Tells what may be told by now. */
  async tell(search: Exploration): Promise<void> {
    const { findings } = search.verdicts;
    for (let at = 0; at < search.tellable; at++) {
      const finding = findings[at] as Finding;
      if (!this.violations.has(finding.property)) {
        await this.violation(search, finding, this.violationOf(search, finding));
      }
    }
    if (search.stopped === "error") await this.failure(this.failureOf(search));
  }

  /** Tells the rest: what is in the result of a run that is over. */
  async finish(search: Exploration, { properties, failure }: CheckResult): Promise<void> {
    for (const finding of search.verdicts.findings) {
      await this.violation(search, finding, properties[finding.property] as ViolatedProperty);
    }
    await this.failure(failure);
  }

  private async violation({ verdicts }: Exploration, { property: index }: Finding, property: ViolatedProperty) {
    if (this.violations.has(index)) return;
    this.violations.set(index, property);
    const names = verdicts.properties.map(({ name }) => name);
    await this.onFinding({ kind: "violation", property, index, names });
  }

  private async failure(failure: EvaluationFailure | null): Promise<void> {
    if (failure === null || this.told !== null) return;
    this.told = failure;
    await this.onFinding({ kind: "failure", failure });
  }

  private falseParts({ property, path, breaks }: Finding): readonly FalsePart[] {
    return this.model.falseParts?.(property, path?.rows ?? [], breaks) ?? [];
  }

  private traceFor({ explored }: Exploration, finding: Finding): Trace | null {
    return findingTrace(this.model, finding, this.enabled, explored?.rowOf ?? null);
  }
}
