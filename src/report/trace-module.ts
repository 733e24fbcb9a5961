/** A trace as a TLA+ module: a sequence of records, to be looked at with any tool that reads TLA+. */

import { print, record, toItf } from "../values/index.ts";
import { type Counterexample, claimAbout, nameOf, traceLength } from "./counterexample.ts";

/** The module, named after the property; model values are its constants. What no text of TLA+ can hold becomes U+FFFD. */
export function traceModule(example: Counterexample): string {
  const { found, trace } = example;
  const { variables, states, loop } = trace;
  const texts = states.map(({ values }) => print(record([...variables], [...values])));
  const constants = [...new Set(states.flatMap(({ values }) => values.flatMap((value) => modelNames(toItf(value)))))];
  return [
    `---- MODULE ${moduleName(nameOf(found))} ----`,
    comment(`${claimAbout(example)}: ${traceLength(trace)}.`),
    "EXTENDS Integers, Sequences, TLC",
    ...(constants.length === 0 ? [] : [`CONSTANTS ${constants.sort().join(", ")}`]),
    "",
    `Trace == <<\n  ${texts.join(",\n  ")}\n>>`,
    ...(loop === null ? [] : [comment("The state to which the last one returns."), `Loop == ${loop}`]),
    "====",
    "",
  ]
    .join("\n")
    .replaceAll("\0", "\ufffd");
}

function moduleName(property: string): string {
  const name = property.replace(/\W/g, "_");
  return /^[0-9_]*$/.test(name) ? `Trace${name}` : name;
}

function comment(text: string): string {
  return `\\* ${text.replace(/\s+/g, " ")}`;
}

/** The model values in a value as ITF data. */
function modelNames(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  const entries = Object.entries(data);
  const [first] = entries;
  if (entries.length === 1 && first![0] === "#model") return [String(first![1])];
  return entries.flatMap(([, value]) => modelNames(value));
}
