/** Numbers with units, as options take them. */

import { UsageError } from "./context.ts";
import { workerCount } from "./shares.ts";

const TIME: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const COUNT: Readonly<Record<string, number>> = { "": 1, k: 1000, m: 1_000_000 };
const SIZE: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Milliseconds of a text such as `90s`, `10m`, `1.5h`; a bare number counts seconds. Throws UsageError. */
export function parseDuration(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text);
  const value = match === null ? 0 : Number(match[1]) * TIME[match[2] ?? "s"]!;
  if (value > 0) return value;
  throw new UsageError(`--${option} takes a time such as 90s, 10m or 2h, not "${text}"`);
}

/** Bytes of a text such as `512m` or `4g`. Throws UsageError; a bare number is refused, its unit is anybody's guess. */
export function parseSize(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)([kmgt])b?$/i.exec(text);
  const value = match === null ? 0 : Number(match[1]) * SIZE[match[2]!.toLowerCase()]!;
  if (value > 0) return value;
  throw new UsageError(`--${option} takes a size such as 512m or 4g, not "${text}"`);
}

/** A whole number from 1, such as `200`, `20k` or `1.5m`. Throws UsageError. */
export function parseCount(option: string, text: string): number {
  const match = /^(\d+|\d+\.\d+(?=[km]))([km])?$/i.exec(text);
  const value = match === null ? 0 : Number(match[1]) * COUNT[match[2]?.toLowerCase() ?? ""]!;
  if (value >= 1 && Number.isSafeInteger(value)) return value;
  throw new UsageError(`--${option} takes a whole number from 1, such as 200, 20k or 1.5m, not "${text}"`);
}

/** A whole number from which random choices begin. Throws UsageError. */
export function parseSeed(text: string): number {
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`--seed takes a whole number of at most 15 digits, not "${text}"`);
}

/** A number of workers; `auto`: as many as there are cores. Throws UsageError. */
export function parseWorkers(text: string): number {
  if (text === "auto") return workerCount(null);
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new UsageError(`--workers takes a number such as 4, or auto for one for each core, not "${text}"`);
}

/** What the words of a command say of budgets. */
export interface BudgetWords {
  readonly "fail-fast": boolean;
  readonly "max-time"?: string | undefined;
  readonly "max-states"?: string | undefined;
  readonly "max-depth"?: string | undefined;
  readonly "max-memory"?: string | undefined;
  readonly "liveness-every"?: string | undefined;
}

/** The budgets that they set. Throws UsageError. */
export function budgetOf(words: BudgetWords) {
  const { "liveness-every": liveness } = words;
  const { "max-time": time, "max-states": states, "max-depth": depth, "max-memory": memory } = words;
  return {
    failFast: words["fail-fast"],
    ...(time === undefined ? {} : { maxTime: parseDuration("max-time", time) }),
    ...(states === undefined ? {} : { maxStates: parseCount("max-states", states) }),
    ...(depth === undefined ? {} : { maxDepth: parseCount("max-depth", depth) }),
    ...(liveness === undefined ? {} : { livenessEvery: parseCount("liveness-every", liveness) }),
    ...(memory === undefined ? {} : { maxMemory: parseSize("max-memory", memory) }),
  };
}
