/** What changed between two states: only the parts that did, as deep inside the values as they can be named. */

import type { Trace, TraceAction } from "../checker/index.ts";
import {
  apply,
  cardinality,
  compare,
  domainOf,
  elements,
  FOLDED,
  FunctionValue,
  isEnumerable,
  isSequence,
  printFolded,
  SetValue,
  same,
  sequenceElements,
  type Value,
} from "../values/index.ts";

/** One changed part of a state. `path` names it as an expression: `pc[p1]`, `queue[2].kind`. */
export type Change =
  | { readonly kind: "value"; readonly path: string; readonly before: Value; readonly after: Value }
  /** A set that kept some elements, or had none. */
  | {
      readonly kind: "elements";
      readonly path: string;
      readonly after: Value;
      readonly kept: number;
      readonly added: readonly Value[];
      readonly removed: readonly Value[];
    }
  | QueueChange
  | { readonly kind: "added"; readonly path: string; readonly after: Value }
  | { readonly kind: "removed"; readonly path: string; readonly before: Value };

/**
 * A sequence that lost elements at its front, or at its end, gained some at its end, or both; or some at its front; or
 * lost or gained some in its middle.
 */
interface QueueChange extends QueueParts {
  readonly kind: "queue";
  readonly path: string;
  readonly after: Value;
  readonly kept: number;
}

interface QueueParts {
  readonly taken: readonly Value[];
  readonly cut: readonly Value[];
  readonly appended: readonly Value[];
  readonly prepended: readonly Value[];
  /** The place of the first element, from 1, that is not in both, where what stands behind is. */
  readonly at: number;
  readonly pulled: readonly Value[];
  readonly inserted: readonly Value[];
}

const NO_PARTS: QueueParts = { taken: [], cut: [], appended: [], prepended: [], at: 0, pulled: [], inserted: [] };

/** What a queue has lost, wherever it stood. */
export function lostOf({ taken, cut, pulled }: QueueParts): readonly Value[] {
  return [...taken, ...cut, ...pulled];
}

/** What a queue has gained, wherever it stands. */
export function gainedBy({ prepended, appended, inserted }: QueueParts): readonly Value[] {
  return [...prepended, ...inserted, ...appended];
}

/** What is said of a step that changes nothing of what is shown: with an ALIAS the state may well be another one. */
export function unchangedText({ aliased }: Trace): string {
  return aliased ? "nothing that ALIAS shows changed" : "nothing changed";
}

/** Functions with larger domains than this are compared as a whole. */
const LARGEST_DOMAIN = 4096;
/** Larger sets are compared as a whole. */
const LARGEST_SET = 2 ** 16;
/** A value that differs in more parts is one change: its parts may share theirs, so that nobody could go through them. */
const MOST_PARTS = 2 ** 13;

/** The changes from one state to the next, in the order of the variables and of the values' elements. */
export function stateChanges(
  variables: readonly string[],
  before: readonly Value[],
  after: readonly Value[],
): Change[] {
  const changes: Change[] = [];
  variables.forEach((variable, at) => {
    changes.push(...valueChanges(variable, before[at] as Value, after[at] as Value));
  });
  return changes;
}

/** The changes of one value, named from `path`. */
export function valueChanges(path: string, before: Value, after: Value): Change[] {
  const left = { parts: MOST_PARTS };
  const changes = collect(path, before, after, left);
  return left.parts < 0 ? [{ kind: "value", path, before, after }] : changes;
}

/** Paths in which a long parameter of the step's action stands are said with its name: `messages[m]`. */
export function namedChanges(changes: readonly Change[], action: TraceAction | null): Change[] {
  const long = longParameters(action);
  return changes.map((change) => {
    const { path } = change;
    const parameter = long.find(([, text]) => path.includes(`[${text}]`));
    return parameter === undefined
      ? change
      : { ...change, path: path.replace(`[${parameter[1]}]`, () => `[${parameter[0]}]`) };
  });
}

/** The parameters of an action whose values are so long that their names are said in place of them, and these values. */
export function longParameters(action: TraceAction | null): readonly (readonly [name: string, text: string])[] {
  const all = (action?.parameters ?? []).map(([name, value]) => [name, printFolded(value)] as const);
  return all.filter(([name, text]) => text.length > name.length + 10);
}

/** The name of the part of function `path` at `argument`: `path.field` for a record, `path[argument]` otherwise. */
export function partPath(path: string, argument: Value, isRecord: boolean): string {
  return isRecord && typeof argument === "string" && /^\w+$/.test(argument)
    ? `${path}.${argument}`
    : `${path}[${printFolded(argument)}]`;
}

/** The arguments of a function, or null when there are too many to look at one by one. */
export function argumentsOf(value: FunctionValue): readonly Value[] | null {
  const domain = domainOf(value);
  if (!isEnumerable(domain)) return null;
  const all = elements(domain);
  return all.length <= LARGEST_DOMAIN ? all : null;
}

/** Are all the arguments strings, so that the function prints as a record? */
export function isRecordLike(all: readonly Value[]): boolean {
  return all.length > 0 && all.every((argument) => typeof argument === "string");
}

/** How many more parts may be looked at; below 0 what is found does not count. */
interface Left {
  parts: number;
}

function collect(path: string, before: Value, after: Value, left: Left): Change[] {
  if (left.parts < 0 || same(before, after)) return [];
  left.parts--;
  const found =
    before instanceof SetValue && after instanceof SetValue
      ? setChange(path, before, after)
      : before instanceof FunctionValue && after instanceof FunctionValue
        ? functionChanges(path, before, after, left)
        : null;
  return found ?? [{ kind: "value", path, before, after }];
}

function setChange(path: string, before: SetValue, after: SetValue): Change[] | null {
  if (!isSmall(before) || !isSmall(after)) return null;
  const old = elements(before);
  const now = elements(after);
  const added: Value[] = [];
  const removed: Value[] = [];
  let left = 0;
  let right = 0;
  while (left < old.length || right < now.length) {
    const order =
      left === old.length ? 1 : right === now.length ? -1 : compare(old[left] as Value, now[right] as Value);
    if (order < 0) removed.push(old[left++] as Value);
    else if (order > 0) added.push(now[right++] as Value);
    else {
      left++;
      right++;
    }
  }
  const kept = old.length - removed.length;
  if (kept === 0 && old.length > 0 && now.length > 0) return null;
  if (added.length + removed.length > FOLDED) return null;
  return [{ kind: "elements", path, after, kept, added, removed }];
}

function isSmall(set: SetValue): boolean {
  return isEnumerable(set) && cardinality(set) <= LARGEST_SET;
}

function functionChanges(path: string, before: FunctionValue, after: FunctionValue, room: Left): Change[] | null {
  const old = sequenceElements(before);
  const now = sequenceElements(after);
  if (old !== null && now !== null && old.length !== now.length) return queueChange(path, old, now, after);
  const moved = old === null || now === null ? null : movedChange(path, old, now, after);
  if (moved !== null) return [moved];
  // Without arguments a function is the empty sequence; a bag begins as one.
  const isEmpty = old?.length === 0 || now?.length === 0;
  if (isSequence(before) !== isSequence(after) && !isEmpty) return null;
  const oldArguments = argumentsOf(before);
  const newArguments = argumentsOf(after);
  if (oldArguments === null || newArguments === null) return null;
  if (isEmpty && isRecordLike([...oldArguments, ...newArguments])) return null;
  const isRecord = isRecordLike(oldArguments) && isRecordLike(newArguments);
  const changes: Change[] = [];
  let common = 0;
  let left = 0;
  let right = 0;
  while (left < oldArguments.length || right < newArguments.length) {
    const a = oldArguments[left];
    const b = newArguments[right];
    const order = a === undefined ? 1 : b === undefined ? -1 : compare(a, b);
    if (order < 0) changes.push({ kind: "removed", path: partPath(path, a!, isRecord), before: apply(before, a!) });
    else if (order > 0) changes.push({ kind: "added", path: partPath(path, b!, isRecord), after: apply(after, b!) });
    else {
      common++;
      changes.push(...collect(partPath(path, a!, isRecord), apply(before, a!), apply(after, a!), room));
    }
    if (order <= 0) left++;
    if (order >= 0) right++;
  }
  const isBag = oldArguments.some(hasParts);
  return common === 0 && !isEmpty && !isBag ? null : changes;
}

function hasParts(value: Value): boolean {
  return value instanceof FunctionValue || value instanceof SetValue;
}

/** Of all ways to say what became of a sequence the one that names the fewest elements. */
function queueChange(path: string, old: readonly Value[], now: readonly Value[], after: Value): Change[] | null {
  const ways = [shifted(old, now), prolonged(old, now), mended(old, now)].filter((one) => one !== null);
  const named = (parts: QueueParts): number => lostOf(parts).length + gainedBy(parts).length;
  const [best] = ways.sort((a, b) => named(a) - named(b));
  if (best === undefined) return null;
  return [{ ...best, kind: "queue", path, after, kept: old.length - lostOf(best).length }];
}

/** Elements taken from the front, others put at the end. */
function shifted(old: readonly Value[], now: readonly Value[]): QueueParts | null {
  for (let taken = 0; taken <= old.length; taken++) {
    const kept = old.length - taken;
    if (kept > now.length || (kept === 0 && old.length > 0 && now.length > 0)) continue;
    if (!old.slice(taken).every((value, at) => same(value, now[at] as Value))) continue;
    return { ...NO_PARTS, taken: old.slice(0, taken), appended: now.slice(kept) };
  }
  return null;
}

/** Elements put at the front. */
function prolonged(old: readonly Value[], now: readonly Value[]): QueueParts | null {
  const more = now.length - old.length;
  if (more < 0 || !old.every((value, at) => same(value, now[more + at] as Value))) return null;
  return { ...NO_PARTS, prepended: now.slice(0, more) };
}

/** Other elements behind the first ones, which are the same: in the middle, or up to the end. */
function mended(old: readonly Value[], now: readonly Value[]): QueueParts | null {
  const first = old.findIndex((value, at) => at >= now.length || !same(value, now[at] as Value));
  if (first <= 0) return null;
  const most = Math.min(old.length, now.length) - first;
  let behind = 0;
  while (behind < most && same(old.at(-1 - behind) as Value, now.at(-1 - behind) as Value)) behind++;
  const [lost, gained] = [old.slice(first, old.length - behind), now.slice(first, now.length - behind)];
  return behind === 0
    ? { ...NO_PARTS, cut: lost, appended: gained }
    : { ...NO_PARTS, at: first + 1, pulled: lost, inserted: gained };
}

/** A sequence that lost as many elements at its front as it gained at its end, where that says less than its places do. */
function movedChange(path: string, old: readonly Value[], now: readonly Value[], after: Value): Change | null {
  const differing = old.filter((value, at) => !same(value, now[at] as Value)).length;
  for (let taken = 1; 2 * taken < differing; taken++) {
    if (!old.slice(taken).every((value, at) => same(value, now[at] as Value))) continue;
    const kept = old.length - taken;
    const [first, appended] = [old.slice(0, taken), now.slice(kept)];
    return { ...NO_PARTS, kind: "queue", path, after, kept, taken: first, appended };
  }
  return null;
}
