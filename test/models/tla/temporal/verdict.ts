/** The verdicts on small specs as short texts. */

import { expect } from "vitest";
import { type CheckOptions, type CheckResult, check, type PropertyResult } from "../../../../src/checker/index.ts";
import { print } from "../../../../src/values/index.ts";
import { type Files, line, modelOf } from "../spec.ts";

const CFG = "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n";

/**
 * By the interpreter, and the same by direct code. `cfg` goes on after SPECIFICATION Spec, unless it says SPECIFICATION or
 * INIT itself.
 */
export async function checked(
  body: string,
  cfg: string,
  more: Files = {},
  options: CheckOptions = {},
): Promise<CheckResult> {
  const whole = /\b(SPECIFICATION|INIT)\b/.test(cfg) ? `CHECK_DEADLOCK FALSE\n${cfg}` : CFG + cfg;
  const result = await check(modelOf(body, whole, more), options);
  const direct = await check(modelOf(body, whole, more, { direct: { volatile: [] } }), options);
  expect(direct.properties.map(verdictText)).toEqual(result.properties.map(verdictText));
  return result;
}

/**
 * What is said of each property: `P holds`, `P violated property: 0 -> (1 -> 2)` with the loop in parentheses (of one state:
 * stuttering), `P unchecked, budget`. States show their values in the order of the variables.
 */
export async function verdicts(
  body: string,
  cfg: string,
  more: Files = {},
  options: CheckOptions = {},
): Promise<string[]> {
  const { properties, failure } = await checked(body, cfg, more, options);
  const failed = failure === null ? [] : [`failed, ${failure.during}: ${line(failure.diagnostic)}`];
  return [...properties.map(verdictText), ...failed];
}

/** The verdict on `PROPERTY P`. */
export async function verdict(body: string, more: Files = {}, cfg = ""): Promise<string> {
  return (await verdicts(body, `${cfg}PROPERTY P\n`, more)).join("; ");
}

export function verdictText(property: PropertyResult): string {
  const { name } = property;
  if (property.status === "unchecked") return `${name} unchecked, ${property.reason}`;
  if (property.status === "holds") {
    const within = property.within.length === 0 ? "" : ` within ${property.within.join(", ")}`;
    const states = property.witness?.states.map(({ values }) => values.map(print).join(","));
    return `${name} holds${within}${states === undefined ? "" : `: ${states.join(" -> ")}`}`;
  }
  const { breaks, trace } = property;
  if (trace === null) return `${name} violated ${breaks}`;
  const states = trace.states.map(({ values }) => values.map(print).join(","));
  const loop = trace.loop === null ? states.length : trace.loop - 1;
  const text = [...states.slice(0, loop), ...(trace.loop === null ? [] : [`(${states.slice(loop).join(" -> ")})`])];
  return `${name} violated ${breaks}: ${text.join(" -> ")}`;
}

/** How the loop of the counterexample to `PROPERTY P` meets each fairness condition: `WF_x(A): taken in 2`. */
export async function reasons(body: string): Promise<string[]> {
  const { properties } = await checked(body, "PROPERTY P\n");
  const violated = properties.find((property) => property.status === "violated");
  return violated?.trace?.fairness.map(({ name, met, state }) => `${name}: ${met} in ${state}`) ?? [];
}
