/** What makes a formula false, as text: the part that decides it, and the values that it reads. */

import type { ViolatedProperty } from "../checker/index.ts";
import type { FalsePart } from "../models/model.ts";
import { printFolded, printPretty } from "../values/index.ts";
import { locationText } from "./diagnostic.ts";
import { WIDTH } from "./trace-text.ts";
import { wrap } from "./wrap.ts";

/** Of more parts the first ones are shown. */
const MOST = 5;

/** Below a trace, in the indentation of its steps; "" where nothing is known. */
export function falsePartsText({ falseParts = [], breaks, trace }: ViolatedProperty): string {
  const last = trace?.states.length ?? 0;
  // A property with several parts is of one kind, but the part that is false may be about states, or about steps.
  const step = breaks === "property" && last > 1;
  const where = last === 0 ? "" : step ? ` on the step to state ${last}` : ` in state ${last}`;
  return falsePartLines(falseParts, where, 6)
    .map((line) => `${line}\n`)
    .join("");
}

/** `false in state 3: x < 2  Counter.tla:11:11`, and `x = 2` below it; each line begins with so many blanks. */
export function falsePartLines(parts: readonly FalsePart[], where: string, indent: number): string[] {
  const margin = " ".repeat(indent);
  const lines = parts.slice(0, MOST).flatMap(({ text, location, is, values }) => {
    const said = `${is ? "true" : "false"}${where}: ${text}  ${locationText(location)}`;
    return [...wrap(said, WIDTH - indent), ...values.flatMap(([name, value]) => valueLines(name, value, indent))];
  });
  const more = parts.length - MOST;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].map((line) => margin + line);
}

function valueLines(name: string, value: FalsePart["values"][number][1], indent: number): string[] {
  const flat = `  ${name} = ${printFolded(value)}`;
  if (indent + flat.length <= WIDTH) return [flat];
  return [
    ...wrap(`${name} =`, WIDTH - indent - 2).map((line) => `  ${line}`),
    `    ${printPretty(value, WIDTH, indent + 4)}`,
  ];
}
