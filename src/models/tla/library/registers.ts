/** The registers of TLCGet and TLCSet, and the facts of the run that TLCGet knows by name. */

import { makeFunction, print, record, sequence, type Value } from "../../../values/index.ts";
import { boolean, wrongKind } from "./argument.ts";
import { type NativeContext, NativeError } from "./native.ts";

/** Registers with a name, `TLCSet("s:name", v)`, per model. */
const named = new WeakMap<NativeContext, Map<string, Value>>();

function namedRegisters(context: NativeContext): Map<string, Value> {
  let registers = named.get(context);
  if (registers === undefined) named.set(context, (registers = new Map()));
  return registers;
}

const runKeys = ["level", "distinct", "generated", "queue", "diameter", "duration"] as const;
const statisticsNames = ["diameter", "distinct", "duration", "generated", "queue"] as const;

/** Properties of TLC's own that specs ask for, `TLCGet("-Dname")`. Composition of actions is always on here. */
const properties: ReadonlyMap<string, string> = new Map([["-Dtlc2.tool.impl.Tool.cdot", "true"]]);

/** The TLC that everystate is compared with, for specs that refuse an older one. */
const revision = record(
  ["count", "date", "tag", "timestamp"],
  [10_000, "2026-04-01T00:00:00.0Z", "everystate", 1_775_001_600],
);

/** Evaluates something a second time: what it stores in registers is undone. */
export function keepingRegisters<T>(context: NativeContext, run: () => T): T {
  const names = namedRegisters(context);
  const kept = [...context.registers];
  const keptNames = [...names];
  try {
    return run();
  } finally {
    restore(context.registers, kept);
    restore(names, keptNames);
  }
}

/** Has anything been stored? */
export function hasRegisters(context: NativeContext): boolean {
  return context.registers.size > 0 || namedRegisters(context).size > 0;
}

function restore<K>(registers: Map<K, Value>, kept: readonly (readonly [K, Value])[]): void {
  registers.clear();
  for (const [key, value] of kept) registers.set(key, value);
}

/** `s:name` is a register; `-Dname` is one, too, of which each has a value. */
function isName(key: Value): key is `s:${string}` | `-D${string}` {
  return typeof key === "string" && (key.startsWith("s:") || key.startsWith("-D"));
}

function isRunKey(key: string): key is (typeof runKeys)[number] {
  return (runKeys as readonly string[]).includes(key);
}

function isRegister(key: Value): key is number {
  return typeof key === "number" && key >= 0;
}

/** The value of a register, or null when it was never set. Throws E460 for what is no register. */
export function readRegister(context: NativeContext, key: Value, operator: string): Value | null {
  if (isRegister(key)) return context.registers.get(key) ?? null;
  if (isName(key)) return namedRegisters(context).get(key) ?? propertyOf(key);
  throw wrongKind(key, "a register: an integer from 0, or a string that begins with s:", operator, 1);
}

/** Of a property that nobody set TLC tells the name. */
function propertyOf(key: string): Value | null {
  return key.startsWith("-D") ? (properties.get(key) ?? key) : null;
}

/** `TLCSet(key, value)`. Throws E460 for what is no register. */
export function writeRegister(context: NativeContext, key: Value, value: Value, operator: string): void {
  if (isRegister(key)) context.registers.set(key, value);
  else if (isName(key)) namedRegisters(context).set(key, key.startsWith("-D") ? print(value) : value);
  else if (key === "exit") {
    if (boolean(value, operator, 2)) stop(context);
  } else if (key !== "pause") {
    throw wrongKind(key, 'a register (an integer from 0, or a string that begins with s:) or "exit"', operator, 1);
  }
}

function stop(context: NativeContext): void {
  if (context.stop === undefined) throw new NativeError("E469", 'TLCSet("exit", TRUE) is not possible here');
  context.stop();
}

/** `TLCGet(key)`. Throws E462 for a register that was never set and for a key that is not known here. */
export function tlcGet(context: NativeContext, key: Value): Value {
  if (typeof key !== "string" || isName(key)) {
    const value = readRegister(context, key, "TLCGet");
    if (value !== null) return value;
    throw new NativeError("E462", `TLCGet(${JSON.stringify(key)}): this register was never set with TLCSet`);
  }
  if (isRunKey(key)) {
    const value = context.run()[key];
    if (value >= 0) return value;
    throw new NativeError("E469", `TLCGet(${JSON.stringify(key)}) is not known here, where no search is at work`);
  }
  if (key === "revision") return revision;
  if (key === "stats") {
    const facts = context.run();
    return (
      context.fact?.("stats") ??
      record(
        statisticsNames,
        statisticsNames.map((name) => facts[name]),
      )
    );
  }
  if (key === "all") return byWorker([...context.registers]);
  if (key === "all:named") return byWorker([...namedRegisters(context)].filter(([name]) => name.startsWith("s:")));
  const fact = context.fact?.(key) ?? null;
  if (fact !== null) return fact;
  throw new NativeError("E462", `TLCGet(${JSON.stringify(key)}): nothing of this name is known here`);
}

/** Registers as TLC shows them: for each the values of all workers, of which we have one. */
function byWorker(registers: readonly (readonly [Value, Value])[]): Value {
  return makeFunction(
    registers.map(([key]) => key),
    registers.map(([, value]) => sequence([value])),
  );
}
