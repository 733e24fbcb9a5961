/** What has been decided about each property so far, and whether anything is left to decide. */

import {
  type Model,
  type Part,
  type PartOf,
  type Property,
  partsOver,
  sameDiagnostic,
  type UncheckedReason,
} from "../models/model.ts";
import type { Extent, Failure, Finding, Path } from "./finding.ts";
import type { Fault } from "./result.ts";

/** A verdict without its trace. */
type Status =
  | { readonly status: "holds"; readonly witness: Path | null }
  | { readonly status: "unchecked"; readonly reason: UncheckedReason }
  | { readonly status: "violated"; readonly finding: Finding };

/**
 * The properties of a model and what was found about them. Deadlock, when it is checked, is the last property, with
 * index `deadlock`.
 */
export class Verdicts {
  readonly properties: readonly Property[];
  /** The index of Deadlock in `properties`; -1 when it is not checked. */
  readonly deadlock: number;
  /** In the order in which they were found. */
  readonly findings: Finding[] = [];
  readonly failures: Failure[] = [];
  /** What findings and failures are, in the order in which they were met. */
  readonly faults: Fault[] = [];
  /** Parts to ask on each state, on each initial state and on each step; replaced whenever a property is violated. */
  stateParts: readonly PartOf[] = [];
  initialParts: readonly PartOf[] = [];
  stepParts: readonly PartOf[] = [];
  private readonly violated: (Finding | null)[];
  /** Parts that hold, as "property part", unless they speak of states; a possibility with its witness. */
  private readonly settled = new Map<string, Path | null>();
  /** Properties that could not be evaluated. */
  private readonly failed = new Set<number>();
  private readonly givenUp = new Set<number>();

  constructor(model: Model) {
    const deadlock: Property = { name: "Deadlock", kind: "deadlock", location: null, parts: [] };
    const checksDeadlock = model.hasBehavior && model.checkDeadlock;
    this.properties = withDistinctNames(checksDeadlock ? [...model.properties, deadlock] : model.properties);
    this.deadlock = checksDeadlock ? model.properties.length : -1;
    this.violated = this.properties.map(() => null);
    this.collect();
  }

  /** Replaces every row that a finding or a witness holds. */
  mapRows(change: (row: Int32Array) => Int32Array): void {
    const pathOf = <T extends Path | null>(path: T): T =>
      path === null ? path : { ...path, rows: path.rows.map(change) };
    this.findings.forEach((finding, i) => {
      const { behavior } = finding;
      const other =
        behavior?.kind === "lasso"
          ? { ...behavior, rows: behavior.rows.map(change), closing: change(behavior.closing) }
          : behavior;
      const changed = { ...finding, path: pathOf(finding.path), behavior: other };
      this.findings[i] = changed;
      this.violated[finding.property] = changed;
    });
    for (const [part, witness] of this.settled) this.settled.set(part, pathOf(witness));
  }

  isViolated(property: number): boolean {
    return this.violated[property] !== null;
  }

  /** Notes the first violation of a property; later ones are not told. */
  record(finding: Finding): void {
    if (this.isViolated(finding.property)) return;
    this.violated[finding.property] = finding;
    this.findings.push(finding);
    this.faults.push({ breaks: finding.breaks });
    this.collect();
  }

  /**
   * Notes an evaluation that failed; `property` was being asked about, and others are not touched (-1: none was). What
   * fails in the same way at the same place is told once.
   */
  fail(failure: Failure, property = -1): void {
    this.failed.add(property);
    if (this.failures.some(({ error }) => sameDiagnostic(error.diagnostic, failure.error.diagnostic))) return;
    this.failures.push(failure);
    this.faults.push({ during: failure.during });
  }

  /** Notes that a part that speaks of no state, or of behaviors or possibilities, holds. */
  settle({ property, part }: PartOf, witness: Path | null): void {
    this.settled.set(`${property} ${part}`, witness);
  }

  /** Notes that a part over behaviors or possibilities cannot be decided, whatever else is known. */
  giveUp({ property }: PartOf): void {
    this.givenUp.add(property);
  }

  /** Parts over behaviors and possibilities that nothing is known of yet. */
  openBehaviors(): (PartOf & { readonly over: "behavior" | "possible" })[] {
    const both = (["behavior", "possible"] as const).flatMap((over) => this.open(over).map((at) => ({ ...at, over })));
    return both.filter(({ property, part }) => !this.settled.has(`${property} ${part}`));
  }

  /** The properties that have a part over behaviors, all of which hold. */
  holdingBehaviors(): Property[] {
    const asked = this.open("behavior").filter(
      ({ property }) => !this.failed.has(property) && !this.givenUp.has(property),
    );
    const open = new Set(this.openBehaviors().map(({ property }) => property));
    const holding = new Set(asked.flatMap(({ property }) => (open.has(property) ? [] : [property])));
    return [...holding].map((property) => this.properties[property] as Property);
  }

  /** The parts of this kind of all properties that are not violated. */
  open(over: Part["over"]): PartOf[] {
    return partsOver(this.properties, over).filter(({ property }) => !this.isViolated(property));
  }

  /**
   * Can the search end early? Only when some property is violated and no other one could still be; Deadlock alone
   * does not keep a search going then. Parts on initial states count while these are not complete.
   */
  nothingLeft(initialComplete: boolean): boolean {
    if (this.findings.length === 0) return false;
    const initialLeft = !initialComplete && this.initialParts.length > 0;
    const askedOfStates = this.stateParts.length > 0 || this.stepParts.length > 0;
    return !initialLeft && !askedOfStates && this.openBehaviors().length === 0;
  }

  /** The verdict on property `index` after a search of this extent; `reason` says why it went no further. */
  statusOf(index: number, extent: Extent, reason: UncheckedReason): Status {
    const finding = this.violated[index];
    if (finding) return { status: "violated", finding };
    const parts = (this.properties[index] as Property).parts;
    if (parts.some((part) => part.over === "unsupported")) return { status: "unchecked", reason: "unsupported" };
    if (this.failed.has(index)) return { status: "unchecked", reason: "error" };
    const isDecided = ({ over }: Part, part: number): boolean =>
      isAsked(over, extent) ?? this.settled.has(`${index} ${part}`);
    const decided = index === this.deadlock ? extent.steps : parts.every(isDecided);
    if (!decided) return { status: "unchecked", reason: this.givenUp.has(index) ? "unsupported" : reason };
    const witnesses = parts.map((_, part) => this.settled.get(`${index} ${part}`) ?? null);
    return { status: "holds", witness: witnesses.find((witness) => witness !== null) ?? null };
  }

  private collect(): void {
    this.stateParts = this.open("state");
    this.initialParts = this.open("initial");
    this.stepParts = this.open("step");
  }
}

/** Verdicts are recorded by name, so a name given again gets a number. */
function withDistinctNames(properties: readonly Property[]): Property[] {
  const counts = new Map<string, number>();
  return properties.map((property) => {
    const count = (counts.get(property.name) ?? 0) + 1;
    counts.set(property.name, count);
    return count === 1 ? property : { ...property, name: `${property.name} (${count})` };
  });
}

/** Was a part over this asked of all states or steps of which it had to be? Null for what speaks of neither. */
function isAsked(over: Part["over"], extent: Extent): boolean | null {
  if (over === "initial") return extent.initial;
  return over === "state" || over === "step" ? extent.steps : null;
}
