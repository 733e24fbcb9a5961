/** What the properties of a specification notice: each mutant is checked as the specification is. */

import { type CheckOptions, type CheckResult, check } from "../checker/index.ts";
import { type Diagnostic, EvaluationError, type Location, type Model } from "../models/model.ts";
import { loadTlaModel, type Mutant, mutantsOf, type TlaModelRequest } from "../models/tla/index.ts";
import { graphDigest } from "./digest.ts";
import { explanationOf } from "./explanation.ts";

/** A mutant may have so many times the states of the specification, and at least so many, before it is given up. */
const TIMES_AS_MANY = 3;
const FEWEST_STATES = 2000;

/**
 * `noticed`: a verdict is another than that of the specification, or the mutant cannot be read or evaluated.
 * `equivalent`: none is, and its states and steps are those of the specification. `undecided`: a budget ran out.
 * `explained`: it would survive, and the text says why nothing need notice it.
 */
export type MutantVerdict = "noticed" | "survives" | "explained" | "equivalent" | "undecided";

export interface JudgedMutant extends Pick<Mutant, "rule" | "role" | "before" | "after"> {
  readonly location: Pick<Location, "file" | "line" | "column" | "endLine" | "endColumn">;
  readonly verdict: MutantVerdict;
  /** The properties whose verdicts are others; none where it cannot be read or evaluated. */
  readonly by: readonly string[];
  /** The code of the error for which it cannot be read or evaluated. */
  readonly failure: string | null;
  /** Why nothing need notice it. */
  readonly reason: string | null;
}

/** What was found out about the mutants of one share; nothing but data. */
export interface JudgedShare {
  readonly mutants: readonly JudgedMutant[];
  /** Properties that hold, and that none of these mutants breaks. */
  readonly unbroken: readonly string[];
}

/** One of `of` equal shares, counted from 1. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

interface MutationOptions {
  /** The budgets of each mutant; `maxStates` is three times those of the specification unless given. */
  readonly budget: Pick<CheckOptions, "maxStates" | "maxTime" | "maxMemory">;
  readonly signal?: AbortSignal;
  readonly poll?: () => void;
  /** Told before each mutant is checked. */
  readonly onMutant?: (index: number, count: number) => void;
}

/** What keeps a specification from being loaded. */
interface NotLoaded {
  readonly diagnostics: readonly Diagnostic[];
  readonly wrong: "specification" | "configuration";
}

/** A specification with its configurations, whose mutants can be judged. */
export class MutationTest {
  private readonly judges: readonly Judge[];
  private readonly options: MutationOptions;

  private constructor(judges: readonly Judge[], options: MutationOptions) {
    // Small ones first: most slips show there.
    this.judges = judges.toSorted((a, b) => a.original.states.distinct - b.original.states.distinct);
    this.options = options;
  }

  /** Checks the specification as it stands, with each configuration. Rejects only for defects. */
  static async of(requests: readonly TlaModelRequest[], options: MutationOptions): Promise<MutationTest | NotLoaded> {
    const judges: Judge[] = [];
    for (const request of requests) {
      const judge = await Judge.of(request, options);
      if ("diagnostics" in judge) return judge;
      judges.push(judge);
    }
    return new MutationTest(judges, options);
  }

  /** The checks of the specification itself. */
  get originals(): readonly CheckResult[] {
    return this.judges.map(({ original }) => original);
  }

  /** The check that came to no verdicts, so that there is nothing to compare with; null where all did. */
  get undecided(): CheckResult | null {
    return this.judges.find((judge) => !judge.decided)?.original ?? null;
  }

  /**
   * Checks the mutants of a share with one configuration after the other: the first that notices decides, the others are
   * asked for the sake of properties that nothing has broken yet.
   */
  async judged(share: Share): Promise<JudgedShare> {
    const { judges, options } = this;
    const open = new Set(judges.flatMap((judge) => judge.held));
    const mine = listed(judges).filter((_, index) => index % share.of === share.part - 1);
    const mutants: JudgedMutant[] = [];
    for (const [index, one] of mine.entries()) {
      if (options.signal?.aborted === true) break;
      options.onMutant?.(index, mine.length);
      mutants.push(await judgeOne(one, open));
    }
    return { mutants, unbroken: [...open] };
  }
}

/** All mutants in the order of the text, and the properties that none of them breaks: null where some are undecided. */
export function joined(shares: readonly JudgedShare[]): { mutants: JudgedMutant[]; unbroken: string[] | null } {
  const count = shares.reduce((sum, { mutants }) => sum + mutants.length, 0);
  const of = shares.length;
  const all = Array.from({ length: count }, (_, k) => shares[k % of]?.mutants[Math.floor(k / of)]);
  const mutants = all.filter((mutant) => mutant !== undefined);
  const [first, ...others] = shares;
  const unbroken = first?.unbroken.filter((name) => others.every((share) => share.unbroken.includes(name))) ?? [];
  return { mutants, unbroken: mutants.some(({ verdict }) => verdict === "undecided") ? null : unbroken };
}

/** A mutant, by its text, in each configuration that it is a mutant of. */
interface Listed {
  readonly mutant: Mutant;
  readonly in: Map<Judge, Mutant>;
}

function listed(judges: readonly Judge[]): Listed[] {
  const found = new Map<string, Listed>();
  for (const judge of judges) {
    for (const mutant of mutantsOf(judge.plain)) {
      const { location, rule, role, after } = mutant;
      const { file, line, column, endLine, endColumn } = location;
      const key = [file, line, column, endLine, endColumn, rule, role, after].join(" ");
      const known = found.get(key) ?? { mutant, in: new Map() };
      known.in.set(judge, mutant);
      found.set(key, known);
    }
  }
  return [...found.values()];
}

/** The first configuration that notices says by what; the others are asked for the sake of properties still open. */
async function judgeOne({ mutant, in: configurations }: Listed, open: Set<string>): Promise<JudgedMutant> {
  const { rule, role, before, after, location } = mutant;
  const { file, line, column, endLine, endColumn } = location;
  const told = { rule, role, before, after, location: { file, line, column, endLine, endColumn } };
  const found: Judgement[] = [];
  let first: Judgement | null = null;
  for (const [judge, own] of configurations) {
    if (first !== null && !judge.held.some((name) => open.has(name))) continue;
    const judgement = await judge.one(own);
    for (const name of judgement.by) open.delete(name);
    if (judgement.verdict === "noticed") first ??= judgement;
    found.push(judgement);
  }
  const has = (verdict: MutantVerdict): boolean => found.some((one) => one.verdict === verdict);
  if (first !== null) return { ...told, ...first, reason: null };
  const verdict = has("undecided") ? "undecided" : has("survives") ? "survives" : "equivalent";
  const text = [...configurations.keys()][0]?.textOf(file) ?? "";
  const reason = verdict === "survives" ? explanationOf(text, location, rule) : null;
  return { ...told, verdict: reason === null ? verdict : "explained", by: [], failure: null, reason };
}

type Judgement = Pick<JudgedMutant, "verdict" | "by" | "failure">;

/** A specification with one configuration. */
class Judge {
  readonly original: CheckResult;
  /** The specification for the interpreter. */
  readonly plain: Model;
  private readonly request: TlaModelRequest;
  private readonly options: MutationOptions;
  private readonly maxStates: number;
  /** Its digest, when it has been asked for. */
  private digest: string | null | undefined = undefined;

  private constructor(request: TlaModelRequest, original: CheckResult, options: MutationOptions) {
    this.request = request;
    this.original = original;
    this.options = options;
    this.plain = modelOf(request);
    this.maxStates = Math.max(TIMES_AS_MANY * original.states.distinct, FEWEST_STATES);
  }

  static async of(request: TlaModelRequest, options: MutationOptions): Promise<Judge | NotLoaded> {
    const loaded = loadTlaModel(request);
    if (loaded.model === null) return loaded;
    const { maxStates: _, maxTime: __, ...budget } = options.budget;
    const original = await check(loaded.model, checkOptions({ ...options, budget }, {}));
    return new Judge(request, original, options);
  }

  /** Is there a verdict to compare with? */
  get decided(): boolean {
    const { stopped, outcome } = this.original;
    return (stopped === null || stopped === "decided") && (outcome === "holds" || outcome === "violated");
  }

  get held(): readonly string[] {
    return this.original.properties.filter(({ status }) => status === "holds").map(({ name }) => name);
  }

  textOf(file: string): string | null {
    return this.request.files.read(file);
  }

  async one(mutant: Mutant): Promise<Judgement> {
    const { original, maxStates } = this;
    const loaded = loadTlaModel(this.requestOf(mutant));
    if (loaded.model === null) {
      const error = loaded.diagnostics.find(({ severity }) => severity === "error");
      return { verdict: "noticed", by: [], failure: error?.code ?? null };
    }
    const result = await check(loaded.model, checkOptions(this.options, { maxStates }));
    // A deadlock is not looked for where all else is violated.
    const decided = original.properties.filter(({ status }) => status !== "unchecked");
    const statuses = new Map(decided.map(({ name, status }) => [name, status]));
    const others = result.properties.filter(({ name, status }) => (statuses.get(name) ?? status) !== status);
    const by = others.filter(({ status }) => status !== "unchecked").map(({ name }) => name);
    const failure = result.failure?.diagnostic.code ?? null;
    if (by.length > 0 || failure !== null) return { verdict: "noticed", by, failure };
    if (others.length > 0) return { verdict: "undecided", by, failure };
    const same = mutant.role !== "fairness" && this.isSame(mutant);
    return { verdict: same ? "equivalent" : "survives", by, failure };
  }

  /** Has the mutant the states and steps of the specification? Fairness is no part of either. */
  private isSame(mutant: Mutant): boolean {
    if (this.digest === undefined) this.digest = this.digestOf(this.plain);
    return this.digest !== null && this.digestOf(modelOf(this.requestOf(mutant))) === this.digest;
  }

  /** Null where the graph is too large, or the text asks for a run, of which there is none here. */
  private digestOf(model: Model): string | null {
    try {
      return graphDigest(model, this.maxStates);
    } catch (error) {
      if (error instanceof EvaluationError) return null;
      throw error;
    }
  }

  private requestOf(mutant: Mutant): TlaModelRequest {
    const { programs: _, ...request } = this.request;
    // No slip raises a level.
    return { ...request, files: { ...request.files, parse: mutant.parse, levelled: true } };
  }
}

function modelOf(request: TlaModelRequest): Model {
  const { model } = loadTlaModel({ ...request, engine: "interpreter" });
  if (model === null) throw new Error("a specification that was loaded cannot be loaded again");
  return model;
}

function checkOptions({ budget, signal, poll }: MutationOptions, more: CheckOptions): CheckOptions {
  // Every verdict is compared, so a violation ends nothing.
  return {
    keepGoing: true,
    ...more,
    ...budget,
    ...(signal === undefined ? {} : { signal }),
    ...(poll === undefined ? {} : { poll }),
  };
}
