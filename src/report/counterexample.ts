/** A trace with what it shows: a property that is violated, or an evaluation that failed. */

import type { CheckResult, EvaluationFailure, Trace, ViolatedProperty } from "../checker/index.ts";
import { actionText } from "./action-text.ts";
import { locationText } from "./diagnostic.ts";
import { loopSummary, stutters } from "./lasso-text.ts";

/** What a trace leads to. */
export type Found =
  | { readonly kind: "violation"; readonly property: ViolatedProperty }
  | { readonly kind: "failure"; readonly failure: EvaluationFailure };

export interface Counterexample {
  /** What was checked: spec and configuration, no absolute path. */
  readonly subject: string;
  readonly found: Found;
  readonly trace: Trace;
}

/** What a picture of a trace says about itself. */
export interface PictureTitle {
  /** The property that is violated; null where an evaluation failed. */
  readonly property: string | null;
  /** Where and why that failed. */
  readonly failure?: string;
  /** The action of which it was looking for a step from the last state when it failed. */
  readonly failedStep?: string;
  readonly subject: string;
}

/** What the files of a failed evaluation are named after; no property can be called so. */
export const FAILURE_NAME = "evaluation-failure";

export function nameOf(found: Found): string {
  return found.kind === "violation" ? found.property.name : FAILURE_NAME;
}

/** What was found with a trace, and its place: that of the property; an evaluation that failed comes behind them all. */
export interface Example extends Pick<Counterexample, "found" | "trace"> {
  readonly index: number;
}

/** The traces of a result, which is null where nothing was checked. */
export function examplesOf(result: CheckResult | null): Example[] {
  if (result === null) return [];
  const { properties, failure } = result;
  const examples = properties.flatMap((property, index): Example[] => {
    if (property.status !== "violated" || property.trace === null) return [];
    return [{ found: { kind: "violation", property }, trace: property.trace, index }];
  });
  if (failure === null || failure.trace === null) return examples;
  return [...examples, { found: { kind: "failure", failure }, trace: failure.trace, index: properties.length }];
}

export function titleOf({ subject, found }: Pick<Counterexample, "subject" | "found">): PictureTitle {
  if (found.kind === "violation") return { property: found.property.name, subject };
  const { diagnostic, action } = found.failure;
  const { code, message, location } = diagnostic;
  const failure = `${location === null ? "" : `${locationText(location)}: `}${code}: ${message}`;
  return { property: null, failure, ...(action === null ? {} : { failedStep: actionText(action) }), subject };
}

/** What a trace shows, in a few words. */
export function claimOf({ property }: Pick<PictureTitle, "property">): string {
  return property === null ? "an evaluation failed" : `${property} is violated`;
}

/** The same with what was checked. */
export function claimAbout(example: Pick<Counterexample, "subject" | "found">): string {
  return `${claimOf(titleOf(example))} ${example.found.kind === "failure" ? "in" : "by"} ${example.subject}`;
}

/** The first line of a picture. */
export function headline(title: PictureTitle, trace: Trace): string {
  return `${claimOf(title)}: ${traceLength(trace)}${loopSummary(trace)}`;
}

/** What stands below it. */
export function captionsOf({ failure, failedStep, subject }: PictureTitle): string[] {
  if (failure === undefined) return [subject];
  return failedStep === undefined ? [failure, subject] : [failure, `in a step of ${failedStep}`, subject];
}

/** What the last state of a trace without a loop, which has this number, shows. */
export function claimIn(title: PictureTitle, state: number): string {
  return `${claimOf(title)} in ${title.failedStep === undefined ? "" : "a step from "}state ${state}`;
}

/** What is said of the last state of a trace without a loop. */
export function endOf({ property, failedStep }: PictureTitle): string {
  if (property !== null) return "violated here";
  return failedStep === undefined ? "it failed here" : "it failed in a step from here";
}

/** What a state is, besides one of the way there; `end` is said of the last one. */
export function remarkOn(trace: Trace, at: number, end: string): string {
  if (trace.loop === at + 1 && !stutters(trace)) return "the loop starts here";
  if (trace.outOfReach?.lastChance === at + 1) return "the last chance";
  if (at < trace.states.length - 1 || trace.loop !== null) return "";
  return trace.outOfReach === null ? end : "out of reach";
}

/** `4 states`, the initial one included. */
export function traceLength(trace: Trace): string {
  const count = trace.states.length;
  return count === 1 ? "1 state" : `${count} states`;
}
