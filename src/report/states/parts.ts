/** The rows of a picture of states: the parts of the state in which the states of a trace differ, in one order for all. */

import {
  apply,
  domainOf,
  FunctionValue,
  isSequence,
  printFolded,
  printPretty,
  same,
  type Value,
} from "../../values/index.ts";
import { argumentsOf, type Change, isRecordLike, partPath, valueChanges } from "../change.ts";
import { cut, type Line } from "../drawing.ts";
import { wrap } from "../wrap.ts";

/** A part of the state with a name of its own. */
export interface Part {
  readonly path: string;
  readonly valueIn: (values: readonly Value[]) => Value;
  /** Does it differ between some two of the states? */
  readonly varies: boolean;
}

/** Functions with more arguments are one part, as are those deeper inside. */
const MOST_ARGUMENTS = 16;
const DEEPEST = 3;

/** Lines of a value that changed, and of one that did not. */
const MANY_LINES = 14;
const FEW_LINES = 2;

/** The parts of all variables: a function with the same arguments in all states is taken apart where it varies. */
export function partsOf(variables: readonly string[], states: readonly (readonly Value[])[]): Part[] {
  return variables.flatMap((variable, at) => split(variable, (values) => values[at] as Value, states, 0));
}

function split(path: string, valueIn: Part["valueIn"], states: readonly (readonly Value[])[], depth: number): Part[] {
  const [first, ...others] = states.map(valueIn) as [Value, ...Value[]];
  const varies = others.some((value) => !same(value, first));
  const all = varies && depth < DEEPEST ? commonArguments(first, others) : null;
  if (all === null) return [{ path, valueIn, varies }];
  const record = isRecordLike(all);
  return all.flatMap((argument) =>
    split(
      partPath(path, argument, record),
      (values) => apply(valueIn(values) as FunctionValue, argument),
      states,
      depth + 1,
    ),
  );
}

/** The arguments that all the values have as functions; null where they are no such functions. */
function commonArguments(first: Value, others: readonly Value[]): readonly Value[] | null {
  if (!(first instanceof FunctionValue) || isSequence(first)) return null;
  const all = argumentsOf(first);
  if (all === null || all.length === 0 || all.length > MOST_ARGUMENTS) return null;
  const alike = (value: Value): boolean => value instanceof FunctionValue && same(domainOf(value), domainOf(first));
  return others.every(alike) ? all : null;
}

/** A part in a state, in lines of `width` characters; `before` null: in the first one. */
export function partLines(part: Part, before: readonly Value[] | null, after: readonly Value[], width: number): Line[] {
  const value = part.valueIn(after);
  const old = before === null ? null : part.valueIn(before);
  if (old === null) return plain(cut(wrap(printPretty(value, width), width), MANY_LINES));
  if (same(old, value))
    return cut(wrap(printPretty(value, width), width), FEW_LINES).map((text) => ({ text, style: "faint" }));
  const changes = valueChanges(part.path, old, value);
  return changes.flatMap((change) => plain(cut(changeLines(change, part.path, width), MANY_LINES)));
}

/** What became of the part, or of something inside it. */
function changeLines(change: Change, path: string, width: number): string[] {
  const name = change.path === path ? "" : `${change.path.slice(path.length)}: `;
  switch (change.kind) {
    case "value": {
      const flat = `${name}${printFolded(change.after)}   was ${printFolded(change.before)}`;
      if (flat.length <= width) return [flat];
      return [...behind(name, change.after, width), ...behind("  was ", change.before, width)];
    }
    case "elements":
      return elementLines(name, change, width);
    case "queue":
      return [
        ...change.taken.flatMap((one) => behind(`${name}- first `, one, width)),
        ...change.cut.flatMap((one) => behind(`${name}- last `, one, width)),
        ...change.pulled.flatMap((one) => behind(`${name}- at ${change.at}: `, one, width)),
        ...change.inserted.flatMap((one) => behind(`${name}+ at ${change.at}: `, one, width)),
        ...change.prepended.flatMap((one) => behind(`${name}+ first `, one, width)),
        ...change.appended.flatMap((one) => behind(`${name}+ last `, one, width)),
      ];
    case "added":
      return behind(`${name}+ `, change.after, width);
    case "removed":
      return behind(`${name}- `, change.before, width);
  }
}

/** What a set gained and lost; an element that differs little from one that is gone is shown as that one changed. */
function elementLines(name: string, change: Extract<Change, { kind: "elements" }>, width: number): string[] {
  const lost = [...change.removed];
  const lines: string[] = [];
  const gained = change.added.filter((added) => {
    const partner = lost.map((one) => [one, insides(one, added)] as const).find(([, inside]) => inside !== null);
    if (partner === undefined) return true;
    const [one, inside] = partner;
    lost.splice(lost.indexOf(one), 1);
    lines.push(
      ...behind(`${name}* `, one, width),
      ...inside!.flatMap((c) => changeLines(c, "", width - 4).map((text) => `    ${text}`)),
    );
    return false;
  });
  for (const one of lost) lines.push(...behind(`${name}- `, one, width));
  for (const one of gained) lines.push(...behind(`${name}+ `, one, width));
  return lines;
}

/** The fields in which two records differ, if they have the same ones and most are equal; else null. */
function insides(before: Value, after: Value): Change[] | null {
  const all = commonArguments(before, [after]);
  if (all === null || !isRecordLike(all) || all.length < 2) return null;
  const [a, b] = [before, after] as [FunctionValue, FunctionValue];
  const different = all.filter((field) => !same(apply(a, field), apply(b, field)));
  return 2 * different.length <= all.length ? valueChanges("", before, after) : null;
}

/** A value behind a text; its further lines below its first one. */
function behind(text: string, value: Value, width: number): string[] {
  const indent = text.length <= width / 3 ? text.length : 4;
  const lines = wrap(printPretty(value, width - indent), width - indent);
  const [first, ...rest] = lines as [string, ...string[]];
  const below = rest.map((line) => " ".repeat(indent) + line);
  return indent === text.length
    ? [text + first, ...below]
    : [...wrap(text, width), " ".repeat(indent) + first, ...below];
}

function plain(lines: readonly string[]): Line[] {
  return lines.map((text) => ({ text }));
}
