/** Random specifications checked twice: by the interpreter, and by generated code over packed rows. */

import { check, simulate } from "../../src/checker/index.ts";
import type { KernelName } from "../../src/checker/options.ts";
import type { CheckResult } from "../../src/checker/result.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import type { Model } from "../../src/models/model.ts";
import { type Account, Compiled, Deadline, Overdue } from "../../src/models/tla/compile/account.ts";
import { compileModel, type EngineOptions } from "../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../src/models/tla/model.ts";
import { Interner, print, type Value } from "../../src/values/index.ts";
import type { HandsOptions } from "../models/tla/hands.ts";
import { modelOf, sharing, warningsOf } from "../models/tla/spec.ts";
import { Expressions } from "./expressions.ts";
import { textOf } from "./phrase.ts";
import { Random } from "./random.ts";
import { bodyOf, inner, specificationOf, stateScope } from "./specifications.ts";
import { boolean } from "./types.ts";

/** A module's text and its cfg. */
export interface Case {
  readonly body: string;
  readonly cfg: string;
  /** May evaluations fail in the middle of the steps from a state? Code may have found all of them before, and warned. */
  readonly partial?: boolean;
}

/** Steps that lead out of the few values of the generator, so that layouts have to grow. */
const moves: Readonly<Record<string, readonly string[]>> = {
  x: ["x < 9 /\\ x' = x + 1", "x > -6 /\\ x' = x - 2", "x' = (x * 3) % 11", "x' \\in {y \\in 0..12 : y % 5 = x % 5}"],
  f: [
    "f.a < 4 /\\ f' = [f EXCEPT !.a = @ + 1]",
    "f' = [a |-> f.b, b |-> f.a]",
    "f.b < 3 /\\ f' = [f EXCEPT !.b = f.a + 1]",
  ],
  s: [
    "s' = s \\cup {Cardinality(s)}",
    "s' = {(e + 3) % 7 : e \\in s}",
    "\\E e \\in s : s' = s \\ {e}",
    "s' = s \\cap 2..5",
  ],
  b: ["b' = ~b"],
  q: ["Len(q) < 3 /\\ q' = Append(q, Len(q) + 4)", "q /= <<>> /\\ q' = Tail(q)", "Len(q) < 3 /\\ q' = q \\o <<1>>"],
};

/** A random specification with two invariants, and sometimes a constraint, a step property, and mistakes of type. */
export function caseOf(seed: number): Case {
  const random = new Random(seed);
  const spec = specificationOf(seed);
  const scope = stateScope(spec.variables);
  const expressions = new Expressions(random, false, random.chance(0.1) ? 0.03 : 0);
  const formula = () => textOf(expressions.make(boolean, random.integer(1, 3), scope));
  const names = `<<${spec.variables.map((v) => v.name).join(", ")}>>`;
  const body = `${bodyOf(spec)}
Whole == ${names}
Part == <<${spec.variables[0]?.name}>>
Shallow == TLCGet("level") < ${random.integer(2, 6)}
InvC == TLCGet("level") # ${random.integer(1, 9)} \\/ TLCGet("distinct") < ${random.integer(1, 40)}
Always == ${spec.variables[0]?.name} = ${spec.variables[0]?.name}
Start == ${spec.variables.map((v) => `${v.name} = (CHOOSE start_ \\in ${v.values} : TRUE)`).join(" /\\ ")}
InvA == ${formula()}
InvB == ${formula()} \\/ ${formula()}
Bound == ${formula()} \\/ ${formula()}
Step == [][(${formula()}) => (${formula()})']_${names}
`;
  const free = (): string => {
    const { name } = random.pick(spec.variables);
    const others = spec.variables.filter((v) => v.name !== name).map((v) => v.name);
    const kept = others.length === 0 ? "" : ` /\\ UNCHANGED <<${others.join(", ")}>>`;
    const really = random.chance(0.3) ? " /\\ Whole' # Whole" : "";
    return `(${random.pick(moves[name] ?? ["FALSE"])}${kept}${really})`;
  };
  const wide = [random.chance(0.5) ? "Next" : "FALSE", free(), free(), free()].join(" \\/ ");
  const constraint = random.chance(0.3) ? `CONSTRAINT ${random.pick(["Bound", "Bound", "Shallow"])}\n` : "";
  const view = random.chance(0.1) ? `VIEW ${random.pick(["Whole", "Part"])}\n` : "";
  const step = random.chance(0.4) ? "PROPERTY Step\n" : "";
  const run = random.chance(0.15) ? " InvC" : "";
  const start = random.pick(["Init", "Everywhere", "Start", "Start"]);
  return {
    body: `${body}Wide == ${wide}\n`,
    cfg: `INIT ${start}\nNEXT Wide\nCHECK_DEADLOCK ${random.chance(0.2) ? "TRUE" : "FALSE"}\nINVARIANT Always InvA InvB${run}\n${constraint}${view}${step}CONSTANTS m1 = m1 m2 = m2\n`,
  };
}

/** Everything that the user can see of a result, as text. */
export function summary(result: CheckResult): string {
  const { outcome, states, stopped, failure } = result;
  const lines = [`${outcome} ${exitCodeOf(result)} ${JSON.stringify(states)} ${stopped}`];
  for (const { name, generated, distinct } of result.actions) lines.push(`${name}: ${generated} ${distinct}`);
  for (const property of result.properties) {
    lines.push(`${property.name}: ${property.status}`);
    if (property.status !== "violated") continue;
    for (const { action, values } of property.trace?.states ?? []) {
      const parameters = action?.parameters.map(([name, value]) => `${name} = ${print(value)}`).join(", ");
      lines.push(`  ${action?.name}(${parameters}) ${Object.values(values).map(shown).join(", ")}`);
    }
  }
  if (failure !== null) {
    const { code, message, location } = failure.diagnostic;
    lines.push(`${failure.during} ${code} ${message} ${location?.line} ${failure.trace?.states.length}`);
  }
  return lines.join("\n");
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.map(shown).join(" ") : print(value as Value);
}

/** The same, and what evaluations warned of: not where one failed of a case that is `partial`. */
function toldOf(result: CheckResult, model: Model, partial = false): string {
  return [summary(result), ...(partial && result.outcome === "error" ? [] : warningsOf(model))].join("\n");
}

/** What became of one comparison; `compiled` tells whether there was code at all. */
export interface Comparison {
  readonly difference: string | null;
  readonly compiled: boolean;
  readonly layouts: number;
  /** What the interpreter said. */
  readonly outcome?: CheckResult["outcome"];
}

/** The ways to begin: after a look around, with the initial states only, and after some states by the interpreter. */
export const starts = {
  sampled: { always: true },
  narrow: { always: true, sample: 0 },
  warm: warmedUp(1),
} as const satisfies Record<string, EngineOptions>;

function warmedUp(successors: number): EngineOptions {
  return { always: false, account: new Compiled(successors), sample: 0 };
}

/** Switches between interpreter and code whenever a coin says so, and gives up making code now and then. */
class Erratic implements Account {
  nextLook = 0;
  readonly final = false;
  private readonly random: Random;
  /** Beside the other, for what was asked later: the seeds that tests name lead where they did. */
  private readonly further: Random;
  private readonly atoms: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
    this.further = new Random(seed + 1);
    this.atoms = new Random(seed + 2);
  }

  repays(): boolean {
    return this.atoms.chance(0.2);
  }

  judged(found: number): number {
    return this.further.chance(0.05) ? found : Number.POSITIVE_INFINITY;
  }

  look(found: number): void {
    this.nextLook = found + this.random.integer(1, 30);
  }

  sample(count: () => number): void {
    if (this.random.chance(0.3)) count();
  }

  compiles(): boolean {
    return this.random.chance(0.3);
  }

  get returns(): boolean {
    return this.random.chance(0.1);
  }

  get trying(): boolean {
    return this.random.chance(0.2);
  }

  ahead(look: (over: () => boolean) => void): void {
    look(() => this.random.chance(0.1));
  }

  making<T>(make: (deadline: Deadline) => T): T {
    const deadline = new Deadline(Number.POSITIVE_INFINITY);
    const calls = this.random.chance(0.2) ? this.random.integer(1, 200) : Number.POSITIVE_INFINITY;
    let made = 0;
    deadline.check = () => {
      if (++made > calls) throw new Overdue(0);
    };
    return make(deadline);
  }

  turn(): void {}

  moved(): void {}

  share(): void {}

  aided(): void {}
}

/** An interner that has hardly an object at hand: nearly all are made again whenever they are asked for. */
function forgetful(): Interner {
  return new Interner(500);
}

const LIMITS = { maxStates: 150, maxTime: 30_000 };

/** Direct code, with the variables that it takes to have another value in nearly every state. */
interface Aid {
  readonly volatile: readonly number[];
}

/** The aids of the interpreter that are compared with it: no variable is volatile, each, and every other one. */
const aids: readonly Aid[] = [[], [0, 1, 2, 3, 4, 5, 6], [0, 2, 4, 6], [1, 3, 5]].map((volatile) => ({ volatile }));

/**
 * Did the interpreter come to the end of what it has rather than to one of the specification? Some list the subsets of a set
 * that grows, which takes longer than anyone waits; and how deep a recursion may go depends on the size of the frames.
 */
function ranOut({ stopped, failure }: CheckResult): boolean {
  return stopped === "max-time" || failure?.diagnostic.code === "E429";
}

/** Walks are compared by some behaviors of this length. */
const WALKS = { traces: 6, depth: 12 };

/** Checks a case by the interpreter alone and with an aid, and walks through it. */
export async function compareAid({ body, cfg, partial }: Case, aid: Aid) {
  const make = (behind: Behind = {}) => modelOf(body, cfg, { "Inner.tla": inner }, behind) as TlaModel;
  const ways = [
    (model: Model, maxTime: number) => check(model, { ...LIMITS, maxTime }),
    (model: Model, maxTime: number) => simulate(model, { ...WALKS, maxTime }),
  ];
  let [direct, failures] = [0, 0];
  for (const way of ways) {
    const plain = make();
    const result = await way(plain, LIMITS.maxTime);
    if (ranOut(result)) continue;
    const expected = toldOf(result, plain, partial);
    const model = make({ direct: aid, interner: forgetful() });
    const found = toldOf(await way(model, Number.POSITIVE_INFINITY), model, partial);
    const { defects, ...counts } = model.aids?.counts ?? { direct: 0, failures: 0, defects: 0 };
    direct += counts.direct;
    failures += counts.failures;
    if (found === expected && defects === 0) continue;
    return { difference: `interpreter:\n${expected}\ndirect, ${defects} defects:\n${found}`, direct, failures };
  }
  return { difference: null, direct, failures };
}

/** Compares the cases of `count` seeds, with each aid in turn. */
export async function compareAids(seed: number, count: number, make: (seed: number) => Case = caseOf) {
  let [direct, failures] = [0, 0];
  const disagreements: string[] = [];
  for (let s = seed; s < seed + count && disagreements.length < 5; s++) {
    const made = make(s);
    const outcome = await compareAid(made, aids[s % aids.length] as Aid);
    direct += outcome.direct;
    failures += outcome.failures;
    if (outcome.difference !== null) disagreements.push(`seed ${s}: ${made.body}\n${made.cfg}\n${outcome.difference}`);
  }
  return { direct, failures, disagreements };
}

/** What stands behind generated code: the interpreter's aid, and who finds successors ahead of it. */
export interface Behind {
  readonly direct?: Aid | undefined;
  readonly workers?: HandsOptions | undefined;
  readonly partial?: boolean | undefined;
  readonly interner?: Interner;
}

/** Checks a case on both engines, the compiled one with this kernel. */
export function compareEngines(
  { body, cfg, partial }: Case,
  start: EngineOptions,
  kernel: KernelName = "webassembly",
  behind: Behind = {},
): Promise<Comparison> {
  const files = { "Inner.tla": inner };
  return compareModels((more) => modelOf(body, cfg, files, more), start, kernel, { ...behind, partial });
}

/** The same of what `make` makes, for the interpreter alone and with what stands behind generated code. */
export async function compareModels(
  make: (behind: Behind) => Model,
  start: EngineOptions,
  kernel: KernelName,
  behind: Behind,
): Promise<Comparison> {
  const plain = make({});
  const result = await check(plain, LIMITS);
  if (ranOut(result)) return { difference: null, compiled: false, layouts: 0 };
  const expected = toldOf(result, plain, behind.partial);
  const inner = make({ interner: forgetful(), ...behind });
  const compiled = compileModel(inner as TlaModel, start);
  if (compiled === null) return { difference: null, compiled: false, layouts: 0 };
  const threads =
    behind.workers === undefined
      ? {}
      : { threads: sharing(inner, { ...behind.workers, count: behind.workers.count + 1 }) };
  const options = { ...LIMITS, maxTime: Number.POSITIVE_INFINITY, kernel, ...threads };
  const found = toldOf(await check(compiled, options), inner, behind.partial);
  if (compiled.defects > 0) return { difference: `${compiled.defects} defects`, compiled: true, layouts: 0 };
  const difference = found === expected ? null : `interpreter:\n${expected}\ncompiled:\n${found}`;
  return { difference, compiled: compiled.layouts > 0, layouts: compiled.layouts, outcome: result.outcome };
}

/** How the code of a seed begins, with which kernel, and what stands behind it. */
export function wayOf(seed: number) {
  const warm = warmedUp(1 + (seed % 40));
  const erratic = { always: false, account: new Erratic(seed), sample: 100 };
  const start: EngineOptions = [starts.narrow, starts.sampled, warm, erratic, erratic][seed % 5] ?? warm;
  const kernel: KernelName = seed % 4 === 0 ? "javascript" : "webassembly";
  // The start has changed five times before the aid does, so that each meets each.
  const direct = [undefined, ...aids][Math.floor(seed / 5) % (aids.length + 1)];
  return { start, kernel, direct };
}

/**
 * Compares the cases of `count` seeds, which begin in turns, two in five switching at random, and three in four with the
 * kernel in WebAssembly; one in three has one to three workers.
 */
export async function compareCases(seed: number, count: number, make: (seed: number) => Case = caseOf) {
  let [compiled, widened, held, failed] = [0, 0, 0, 0];
  const disagreements: string[] = [];
  for (let s = seed; s < seed + count && disagreements.length < 5; s++) {
    const made = make(s);
    const { start, kernel, direct } = wayOf(s);
    const workers = s % 3 === 0 ? { count: 1 + ((s / 3) % 3), seed: s } : undefined;
    const outcome = await compareEngines(made, start, kernel, { direct, workers });
    if (outcome.compiled) compiled++;
    if (outcome.layouts > 1) widened++;
    if (outcome.outcome === "holds") held++;
    if (outcome.outcome === "error") failed++;
    if (outcome.difference !== null) disagreements.push(`seed ${s}: ${made.body}\n${made.cfg}\n${outcome.difference}`);
  }
  return { compiled, widened, held, failed, disagreements };
}
