/** Whose lanes a trace has, and in whose lane a step and a part of the state belong: docs/lanes.md has the rule. */

import type { Trace, TraceAction, TraceState } from "../../checker/index.ts";
import { apply, compare, FunctionValue, ModelValue, printFolded, same, type Value } from "../../values/index.ts";
import { argumentsOf, isRecordLike, partPath } from "../change.ts";
import { stutters } from "../lasso-text.ts";

/** A part of the state that belongs to a lane: the value of a function at the lane's process. */
interface LanePart {
  /** As an expression: `thread[worker1]`. */
  readonly path: string;
  /** As it is called in the lane: `thread`. */
  readonly name: string;
  readonly valueIn: (values: readonly Value[]) => Value;
}

/** A process; `process` is null for the lane of the steps that belong to none. */
export interface Lane {
  readonly process: Value | null;
  readonly name: string;
  /** The functions in which it is an argument, for a heading. */
  readonly kind: string;
  readonly parts: readonly LanePart[];
}

/** A function among the variables, or in a field of a record among them, with the same arguments in each state. */
interface Indexed {
  readonly name: string;
  /** The variable, of a function in a field of it. */
  readonly within: string | null;
  readonly of: (values: readonly Value[]) => FunctionValue;
  readonly arguments: readonly Value[];
}

/** Functions with more arguments are no functions of processes. */
const MOST_ARGUMENTS = 64;

/** Of more processes than this only those are shown that do something. */
const MANY = 6;

/** More lanes than this do not fit on a page; the steps of the others go into the lane of those without one. */
const MOST_LANES = 12;

/** The lanes of a trace, and who acts in a step. */
export class Cast {
  readonly lanes: readonly Lane[];
  /** Processes without a lane: they do nothing. */
  readonly idle: readonly Value[];
  private readonly functions: readonly Indexed[];
  private readonly members: readonly Value[];
  /** What can be the name of who acts, among parameters. */
  private readonly names: readonly Value[];

  constructor(trace: Trace) {
    const functions = indexedFunctions(trace);
    const families = familiesOf(trace, functions);
    const members = families.flatMap(({ members }) => members);
    // What belongs to one process as a whole belongs to nobody else, though names of processes stand in it.
    const owned = functions.filter((f) => f.arguments.some((one) => contains(members, one))).map(({ name }) => name);
    this.functions = functions.filter(({ within }) => within === null || !owned.includes(within));
    this.members = members;
    this.names = trace.lanes.length > 0 ? members : this.functions.flatMap((f) => f.arguments);
    const busy = stepsOf(trace).flatMap((one) => {
      const actor = this.actor(one);
      return [...(actor === null ? [] : [actor]), ...this.touched(one.before.values, one.after.values)];
    });
    const shown = members.filter((one) => members.length <= MANY || contains(busy, one)).slice(0, MOST_LANES);
    this.idle = members.filter((one) => !contains(shown, one) && !contains(busy, one));
    const lanes = shown.map((process) => this.lane(process, families));
    const others = stepsOf(trace).some((one) => !isOneOf(shown, this.actor(one)));
    const elsewhere = { process: null, name: lanes.length === 0 ? "steps" : "no process", kind: "", parts: [] };
    this.lanes = others || lanes.length === 0 ? [...lanes, elsewhere] : lanes;
  }

  /** The index of the lane in which a step belongs: -1 for that of somebody without a lane, -2 for who knows whose. */
  laneOf(action: TraceAction | null, touches: readonly Value[]): number {
    const actor = this.actorOf(action, touches);
    return actor === null ? -2 : this.laneNamed(actor);
  }

  /** The index of the lane of a process, or -1. */
  laneNamed(value: Value): number {
    return this.lanes.findIndex(({ process }) => process !== null && same(process, value));
  }

  /** The lane to which the part at `path` belongs, or -1. */
  ownerOf(path: string): number {
    return this.lanes.findIndex(({ parts }) => parts.some((part) => isWithin(path, part.path)));
  }

  /** The arguments at which functions differ between two states. */
  touched(before: readonly Value[], after: readonly Value[]): Value[] {
    const found: Value[] = [];
    for (const { of, arguments: all } of this.functions) {
      const [from, to] = [of(before), of(after)];
      if (same(from, to)) continue;
      for (const one of all) if (!same(apply(from, one), apply(to, one)) && !contains(found, one)) found.push(one);
    }
    return found;
  }

  private actor({ action, before, after }: TraceStep): Value | null {
    return this.actorOf(action, this.touched(before.values, after.values));
  }

  /** The first parameter that may be the name of somebody, else the one process of which a part changes. */
  private actorOf(action: TraceAction | null, touches: readonly Value[]): Value | null {
    const parameter = action?.parameters.find(([, value]) => isName(value) && contains(this.names, value));
    if (parameter !== undefined) return parameter[1];
    const touched = touches.filter((one) => contains(this.members, one));
    return touched.length === 1 ? touched[0]! : null;
  }

  private lane(process: Value, families: readonly Family[]): Lane {
    const family = families.find(({ members }) => contains(members, process));
    const named = (f: Indexed): boolean => contains(f.arguments, process);
    // A number may be an argument of a function that has nothing to do with processes.
    const own = (f: Indexed): boolean =>
      named(f) && (typeof process !== "number" || sameAll(f.arguments, family!.arguments));
    const parts = this.functions.filter(own).map(({ name, of, arguments: all }) => ({
      path: partPath(name, process, isRecordLike(all)),
      name,
      valueIn: (values: readonly Value[]) => apply(of(values), process),
    }));
    return { process, name: printFolded(process), kind: family?.name ?? "", parts };
  }
}

/** Does the path name the part, or something in it? */
export function isWithin(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`);
}

/** A step of a trace, the one back to the loop of a lasso included. */
interface TraceStep {
  readonly action: TraceAction | null;
  readonly before: TraceState;
  readonly after: TraceState;
}

export function stepsOf(trace: Trace): TraceStep[] {
  const { states, loop, back } = trace;
  const steps = states.slice(1).map((after, at): TraceStep => ({ action: after.action, before: states[at]!, after }));
  if (loop === null || stutters(trace)) return steps;
  return [...steps, { action: back, before: states.at(-1)!, after: states[loop - 1]! }];
}

function indexedFunctions({ variables, states }: Trace): Indexed[] {
  const [first] = states;
  if (first === undefined) return [];
  return variables.flatMap((variable, at) => {
    const value = first.values[at] as Value;
    const whole = { name: variable, within: null, of: (values: readonly Value[]) => values[at] as Value };
    const fields = value instanceof FunctionValue ? (argumentsOf(value) ?? []) : [];
    const nested = isRecordLike(fields)
      ? fields.map((field) => ({
          name: partPath(variable, field, true),
          within: variable,
          of: (values: readonly Value[]) => fieldOf(values[at] as Value, field),
        }))
      : [];
    return [whole, ...nested].flatMap(({ name, within, of }): Indexed[] => {
      const all = sameArguments(states.map(({ values }) => of(values)));
      return all === null ? [] : [{ name, within, of: of as Indexed["of"], arguments: all }];
    });
  });
}

function fieldOf(value: Value, field: Value): Value | null {
  const fields = value instanceof FunctionValue ? (argumentsOf(value) ?? []) : [];
  return contains(fields, field) ? apply(value as FunctionValue, field) : null;
}

/** The arguments of functions that all have the same ones; else null. */
function sameArguments(values: readonly (Value | null)[]): readonly Value[] | null {
  let found: readonly Value[] | null = null;
  for (const value of new Set(values)) {
    const all = value instanceof FunctionValue ? argumentsOf(value) : null;
    if (all === null || all.length === 0 || all.length > MOST_ARGUMENTS) return null;
    if (found !== null && !sameAll(found, all)) return null;
    found = all;
  }
  return found;
}

/** Processes of one kind. */
interface Family {
  readonly name: string;
  /** Of the function that shows the family. */
  readonly arguments: readonly Value[];
  /** Those that belong to no family before it. */
  readonly members: readonly Value[];
}

function familiesOf(trace: Trace, functions: readonly Indexed[]): Family[] {
  const hinted = functions.filter(({ name }) => trace.lanes.includes(name));
  const found = hinted.length > 0 ? hinted : named(trace, functions);
  const families: Family[] = [];
  for (const { name, arguments: all } of found.length > 0 ? found : changing(trace, functions)) {
    const known = families.flatMap(({ members }) => members);
    const members = all.filter((one) => !contains(known, one)).sort(compare);
    if (members.length > 0) families.push({ name, arguments: all, members });
  }
  return families;
}

/** For each step the smallest function that has its first named parameter as an argument. */
function named({ states, back }: Trace, functions: readonly Indexed[]): Indexed[] {
  const found: Indexed[] = [];
  for (const action of [...states.map((state) => state.action), back]) {
    for (const [, value] of action?.parameters ?? []) {
      const having = isName(value) ? functions.filter((f) => contains(f.arguments, value)) : [];
      const [smallest] = having.sort((a, b) => a.arguments.length - b.arguments.length);
      if (smallest === undefined) continue;
      if (!found.includes(smallest)) found.push(smallest);
      break;
    }
  }
  return found;
}

/** Without parameters: a function of which each step changes one value. */
function changing({ states }: Trace, functions: readonly Indexed[]): Indexed[] {
  const one = functions.find(({ of, arguments: all }) => {
    if (all.length < 2 || states.length < 2) return false;
    return states.slice(1).every(({ values }, at) => {
      const [from, to] = [of(states[at]!.values), of(values)];
      return all.filter((argument) => !same(apply(from, argument), apply(to, argument))).length === 1;
    });
  });
  return one === undefined ? [] : [one];
}

/** Only what has no parts can be the name of a process. */
function isName(value: Value): boolean {
  return typeof value === "string" || typeof value === "number" || value instanceof ModelValue;
}

function isOneOf(values: readonly Value[], value: Value | null): boolean {
  return value !== null && contains(values, value);
}

function contains(values: readonly Value[], value: Value): boolean {
  return values.some((one) => same(one, value));
}

function sameAll(some: readonly Value[], others: readonly Value[]): boolean {
  return some.length === others.length && some.every((one, at) => same(one, others[at]!));
}
