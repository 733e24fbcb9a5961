/** TLC, TLCExt, Toolbox and ShiViz: operators about the checker itself and about the run. */

import {
  ANY,
  add,
  apply,
  domainOf,
  equal,
  type FunctionValue,
  functionOver,
  hash,
  isMember,
  isSubset,
  joined,
  makeFunction,
  makeSet,
  modelValue,
  printBuilt,
  sequence,
  union,
  type Value,
} from "../../../values/index.ts";
import { boolean, domainElements, functionBy, functionOf, listed, sequenceOf, set, text } from "./argument.ts";
import { toJson } from "./json.ts";
import {
  effect,
  lazy,
  type NativeContext,
  NativeError,
  type NativeModule,
  type OperatorValue,
  volatile,
} from "./native.ts";
import { checkCount, permutationCount, permutationsOf, sortedBy } from "./permutation.ts";
import { randomElement } from "./random.ts";
import { readRegister, tlcGet, writeRegister } from "./registers.ts";

/** `f @@ g`: the functions joined, the left one first. */
function join(f: Value, g: Value): FunctionValue {
  const left = functionOf(f, "@@", 1);
  const right = functionOf(g, "@@", 2);
  const made = joined(left, right, (x) => x);
  if (made !== null) return made;
  const domain = domainOf(left);
  if (isSubset(domainOf(right), domain)) return left;
  return functionBy(union(domain, domainOf(right)), (x) => apply(isMember(x, domain) ? left : right, x));
}

export const tlc: NativeModule = (context) => ({
  Print: effect((out: Value, value: Value) => {
    context.print(`${printBuilt(out)}  ${printBuilt(value)}`);
    return value;
  }),
  PrintT: effect((out: Value) => {
    context.print(printBuilt(out));
    return true;
  }),
  Assert: (value: Value, out: Value) => {
    if (value === true) return true;
    throw new NativeError(
      "E463",
      `the first argument of Assert is not TRUE; the second is ${printBuilt(out)}`,
      "assert",
    );
  },
  Any: () => ANY,
  /** Milliseconds of the clock, in 31 bits as in TLC. */
  JavaTime: volatile(() => Date.now() % 2 ** 31),
  TLCGet: volatile((key: Value) => tlcGet(context, key)),
  TLCSet: volatile((key: Value, value: Value) => {
    writeRegister(context, key, value, "TLCSet");
    return true;
  }),
  ":>": (d: Value, e: Value) => makeFunction([d], [e]),
  "@@": join,
  Permutations: (s: Value) => {
    const items = listed(s, "Permutations", 0);
    checkCount(permutationCount(items.length), "Permutations");
    return makeSet(permutationsOf(items).map((values) => functionOver(makeSet(items.slice()), values)));
  },
  SortSeq: (s: Value, precedes: OperatorValue) => sequence(sortedBy(sequenceOf(s, "SortSeq", 1), precedes, "SortSeq")),
  RandomElement: effect((s: Value) => randomElement(set(s, "RandomElement", 0), () => context.random())),
  ToString: (value: Value) => printBuilt(value),
  TLCEval: (value: Value) => value,
});

/** What only the running checker knows. Throws E469 where it is not known. */
function known(value: Value | null | undefined, operator: string): Value {
  if (value !== null && value !== undefined) return value;
  throw new NativeError("E469", `${operator} is not known here: it needs a running search`);
}

/** Is this an error of the evaluation, and not one of the program? */
function isEvaluationError(error: unknown): boolean {
  const code = error instanceof Error ? (error as { code?: unknown }).code : null;
  if (typeof code === "string" && /^E4\d\d$/.test(code)) return true;
  return error instanceof RangeError && /call stack/i.test(error.message);
}

/** The states of a counterexample in the order of their numbers. */
function toTrace(counterexample: Value): Value {
  const states = listed(apply(functionOf(counterexample, "ToTrace", 0), "state"), "ToTrace", 0);
  const numbered = states.map((state) => sequenceOf(state, "ToTrace", 0));
  return makeFunction(
    numbered.map(([number]) => number ?? 0),
    numbered.map(([, state]) => state ?? sequence([])),
  );
}

export const tlcExt: NativeModule = (context) => ({
  AssertEq: effect((a: Value, b: Value) => {
    if (equal(a, b)) return true;
    for (const value of ["Assertion failed", a, b]) context.print(printBuilt(value));
    return false;
  }),
  /**
   * TRUE when the expression cannot be evaluated. The message is not compared: our diagnostics have a wording of
   * their own.
   */
  AssertError: lazy((message: OperatorValue, expression: OperatorValue) => {
    text(message(), "AssertError", 1);
    try {
      expression();
    } catch (error) {
      if (isEvaluationError(error)) return true;
      throw error;
    }
    return false;
  }),
  TLCGetOrDefault: volatile(
    (key: Value, otherwise: Value) => readRegister(context, key, "TLCGetOrDefault") ?? otherwise,
  ),
  TLCGetAndSet: volatile((key: Value, op: OperatorValue, value: Value, otherwise: Value) => {
    const old = readRegister(context, key, "TLCGetAndSet") ?? otherwise;
    writeRegister(context, key, op(old, value), "TLCGetAndSet");
    return old;
  }),
  Trace: volatile(() => known(context.trace?.(), "Trace")),
  CounterExample: volatile(() => known(context.counterExample?.(), "CounterExample")),
  ToTrace: toTrace,
  TLCModelValue: (name: Value) => modelValue(text(name, "TLCModelValue", 0)),
  /** In a search TLC never evaluates what is deferred; it is for simulation. */
  TLCDefer: lazy((_expression: OperatorValue) => true),
  TLCNoOp: (value: Value) => value,
  PickSuccessor: (guard: Value) => {
    if (boolean(guard, "PickSuccessor", 0)) return true;
    throw new NativeError("E470", "PickSuccessor would ask the user, which is not supported");
  },
  TLCCache: (value: Value, _closure: Value) => value,
  /** A fingerprint of the value: our own, in 32 bits. */
  TLCFP: (value: Value) => hash(value),
  TLCEvalDefinition: volatile((name: Value) => {
    const definition = text(name, "TLCEvalDefinition", 0);
    return known(context.evaluate?.(definition), `TLCEvalDefinition(${definition})`);
  }),
});

/** The error trace that ALIAS and trace expressions look at, and the place of the current state in it, from 1. */
function errorTrace(context: NativeContext): readonly Value[] {
  return sequenceOf(known(context.errorTrace?.(), "_TETrace"), "_TETrace", 0);
}

function position(context: NativeContext): number {
  return Math.max(1, Math.min(context.run().level, errorTrace(context).length));
}

export const toolbox: NativeModule = (context) => ({
  _TETrace: volatile(() => sequence(errorTrace(context).slice())),
  _TEPosition: volatile(() => position(context)),
});

/** The process that moved in each step of a PlusCal trace, as its `pc` shows; "--" before the first. */
function movers(trace: readonly Value[]): Value[] {
  const result: Value[] = [];
  let previous: FunctionValue | null = null;
  for (const state of trace) {
    const pc = functionOf(apply(functionOf(state, "Host", 0), "pc"), "Host (the variable pc)", 0);
    const before: FunctionValue | null = previous;
    const moved =
      before === null ? undefined : domainElements(before).find((p) => !equal(apply(before, p), apply(pc, p)));
    result.push(moved ?? result.at(-1) ?? "--");
    previous = pc;
  }
  return result;
}

export const shiViz: NativeModule = (context) => ({
  Host: volatile(() => movers(errorTrace(context))[position(context) - 1] ?? "--"),
  /** The vector clock of the current state as a JSON object: for each process the number of its steps so far. */
  Clock: volatile(() => {
    const trace = errorTrace(context);
    const at = position(context);
    const hosts = movers(trace).slice(1, at);
    const pc = functionOf(
      apply(functionOf(trace[at - 1] ?? sequence([]), "Clock", 0), "pc"),
      "Clock (the variable pc)",
      0,
    );
    const steps = (p: Value) => hosts.reduce((count: number, host) => (equal(host, p) ? add(count, 1) : count), 0);
    return toJson(functionBy(domainOf(pc), steps));
  }),
});
