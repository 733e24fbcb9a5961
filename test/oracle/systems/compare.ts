/** Systems of modules checked twice: by the checker, and by the naive evaluator on one flat text. */

import { check } from "../../../src/checker/index.ts";
import { type Engine, loadTlaModel } from "../../../src/models/tla/index.ts";
import { type Exploration, explore, GivenUp } from "./evaluate.ts";
import { flatten } from "./flatten.ts";
import { filesOf } from "./print.ts";
import type { System } from "./tree.ts";

const mostStates = 100;

/** What the naive evaluator finds; null where it gives up. */
export function expected(system: System): Exploration | null {
  try {
    const flat = flatten(system);
    return explore(flat, system.invariants, system.steps, mostStates);
  } catch (error) {
    if (error instanceof GivenUp || error instanceof RangeError) return null;
    throw error;
  }
}

/** What the checker finds, or the first line of its complaint. */
export async function found(system: System, engine: Engine): Promise<Exploration | string> {
  const files = filesOf(system);
  const loaded = loadTlaModel({
    spec: "Spec.tla",
    config: "Spec.cfg",
    files: { read: (path) => files[path] ?? null },
    deadlock: false,
    engine,
    onPrint: () => {},
  });
  if (loaded.model === null) {
    const first = loaded.diagnostics.find((d) => d.severity === "error");
    return `${first?.code} ${first?.message} (${first?.location?.file}:${first?.location?.line})`;
  }
  const result = await check(loaded.model, { maxTime: 5_000 });
  if (result.failure !== null) {
    const { code, message } = result.failure.diagnostic;
    return `${code} ${message}`;
  }
  if (result.stopped !== null) return `stopped: ${result.stopped}`;
  const open = result.properties.find(({ status }) => status === "unchecked");
  if (open !== undefined) return `${open.name} is unchecked`;
  const violated = result.properties.filter(({ status }) => status === "violated").map(({ name }) => name);
  const { generated, distinct } = result.states;
  return { generated, distinct, violated: violated.map((name) => name.replace(/^Box/, "")).sort() };
}

/** A difference: its kind, for counting and shrinking, and the text. */
export interface Difference {
  readonly kind: string;
  readonly text: string;
}

/** "given up" where the naive evaluator cannot tell, null where both agree. */
export async function compareSystem(system: System, engine: Engine): Promise<Difference | "given up" | null> {
  const theirs = expected(system);
  if (theirs === null) return "given up";
  let ours: Exploration | string;
  try {
    ours = await found(system, engine);
  } catch (error) {
    return { kind: "crash", text: (error as Error).stack ?? String(error) };
  }
  // What SANY says of parameters that an INSTANCE in the body takes up is not in the generator.
  if (typeof ours === "string" && /^E2(19|20) /.test(ours)) return "given up";
  if (typeof ours === "string") return { kind: ours.split(" ", 1)[0] as string, text: ours };
  const wrong = (["distinct", "violated", "generated"] as const).find(
    (key) => String(ours[key]) !== String(theirs[key]),
  );
  if (wrong === undefined) return null;
  return { kind: wrong, text: `checker: ${JSON.stringify(ours)}\noracle:  ${JSON.stringify(theirs)}` };
}
