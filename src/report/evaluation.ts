/** What evaluated a run, as lines of its explanation. */

import type { Evaluation } from "../models/model.ts";
import { grouped } from "./progress.ts";
import { listed } from "./table.ts";

/** Why states were not packed. */
const UNPACKED: Readonly<Record<NonNullable<Evaluation["unpacked"]>, string>> = {
  asked: "",
  dear: "States were packed into bits for a while, but the code on those cost more than it brought.",
  slow: "States were not packed into bits: making the code for that takes long, for so short a run.",
  early: "States were not packed into bits: making the code for that had not paid so far.",
  outgrown: "States are not packed into bits: their values are too many for that, or outgrew it again and again.",
  part: "States are not packed into bits: for a part of Next there is no code for that.",
  impure: "States are not packed into bits: the specification prints, draws, or asks for the run.",
};

/** Variables of so many are named. */
const MOST_NAMED = 8;

export function evaluationLines(evaluation: Evaluation, variables: readonly string[]): string[] {
  const { packed, unpacked } = evaluation;
  if (packed !== null) return packedLines(packed, variables);
  const lines = [byText(evaluation)];
  if (unpacked !== null && unpacked !== "asked") lines.push(UNPACKED[unpacked]);
  return lines;
}

function byText({ by, aided, left }: Evaluation): string {
  const rest = left === 0 ? "" : `; ${grouped(left)} were left to the interpreter`;
  if (by === "values") {
    return `JavaScript made of the formulas evaluated them once that paid (${grouped(aided)} evaluations${rest}).`;
  }
  return "The interpreter evaluated everything.";
}

function packedLines(packed: NonNullable<Evaluation["packed"]>, variables: readonly string[]): string[] {
  const { words, forms, actions, properties, texts, layouts } = packed;
  const made = layouts > 1 ? ` That was made ${layouts} times, because values did not fit.` : "";
  const lines = [
    `At the end states were packed into ${words} ${words === 1 ? "word" : "words"} of 32 bits, and code made for these ` +
      `found the steps.${made}`,
  ];
  const advised = new Map<string, string[]>();
  forms.forEach(({ advice }, i) => {
    if (advice !== null) advised.set(advice, [...(advised.get(advice) ?? []), variables[i] as string]);
  });
  for (const [advice, names] of advised) lines.push(`${named(names)}: ${advice}.`);
  const left = [
    ...(actions.length === 0 ? [] : [`finds the steps of ${named(actions)}`]),
    ...(properties.length === 0 ? [] : [`decides ${named(properties)}`]),
    ...(texts <= 0 ? [] : [`evaluates ${grouped(texts)} ${texts === 1 ? "expression" : "expressions"} in tables`]),
  ];
  if (left.length > 0) lines.push(`The interpreter ${listed(left)}.`);
  return lines;
}

function named(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return listed(names);
  return `${names.slice(0, MOST_NAMED).join(", ")} and ${names.length - MOST_NAMED} more`;
}
