/** What the properties of a specification notice: each mutant is checked as the specification is. */

import { type CheckOptions, type CheckResult, check } from "../checker/index.ts";
import { type Diagnostic, EvaluationError, type Model } from "../models/model.ts";
import { loadTlaModel, type Mutant, mutantsOf, type TlaModelRequest } from "../models/tla/index.ts";
import { graphDigest } from "./digest.ts";

/** A mutant may have so many times the states of the specification, and at least so many, before it is given up. */
const TIMES_AS_MANY = 10;
const FEWEST_STATES = 10_000;

/**
 * `noticed`: a verdict is another than that of the specification, or the mutant cannot be read or evaluated.
 * `equivalent`: none is, and its states and steps are those of the specification. `undecided`: a budget ran out.
 */
export type MutantVerdict = "noticed" | "survives" | "equivalent" | "undecided";

export interface JudgedMutant extends Omit<Mutant, "parse"> {
  readonly verdict: MutantVerdict;
  /** The properties whose verdicts are others; none where it cannot be read or evaluated. */
  readonly by: readonly string[];
  /** Why it cannot be read or evaluated. */
  readonly failure: Diagnostic | null;
}

export interface MutationResult {
  /** The check of the specification as it stands. */
  readonly original: CheckResult;
  /** Null where it could not be decided, so that there is nothing to compare with. */
  readonly mutants: readonly JudgedMutant[] | null;
  /** Properties that hold for the specification and for each mutant; null where some mutants are undecided. */
  readonly unbroken: readonly string[] | null;
}

interface MutationOptions {
  /** The budgets of each mutant; `maxStates` is ten times those of the specification unless given. */
  readonly budget: Pick<CheckOptions, "maxStates" | "maxTime" | "maxMemory">;
  readonly signal?: AbortSignal;
  readonly poll?: () => void;
  /** Told before each mutant is checked. */
  readonly onMutant?: (index: number, count: number) => void;
}

/**
 * Checks a specification and all its mutants. The answer is the diagnostics where the specification cannot be loaded.
 * Rejects only for defects.
 */
export async function judgeMutants(
  request: TlaModelRequest,
  options: MutationOptions,
): Promise<
  MutationResult | { readonly diagnostics: readonly Diagnostic[]; readonly wrong: "specification" | "configuration" }
> {
  const loaded = loadTlaModel(request);
  if (loaded.model === null) return loaded;
  const judge = new Judge(request, options);
  const original = await check(loaded.model, judge.checkOptions({}));
  const seen = original.stopped === null || original.stopped === "decided";
  if (!seen || (original.outcome !== "holds" && original.outcome !== "violated"))
    return { original, mutants: null, unbroken: null };
  const mutants = await judge.all(original);
  const names = original.properties.filter(({ status }) => status === "holds").map(({ name }) => name);
  const broken = new Set(mutants.flatMap(({ by }) => by));
  const decided = mutants.every(({ verdict }) => verdict !== "undecided");
  return { original, mutants, unbroken: decided ? names.filter((name) => !broken.has(name)) : null };
}

type Judgement = Pick<JudgedMutant, "verdict" | "by" | "failure">;

class Judge {
  private readonly request: TlaModelRequest;
  private readonly options: MutationOptions;
  /** The specification for the interpreter. */
  private readonly plain: Model;
  /** Its digest, when it has been asked for. */
  private digest: string | null | undefined = undefined;

  constructor(request: TlaModelRequest, options: MutationOptions) {
    this.request = request;
    this.options = options;
    this.plain = this.modelOf(request);
  }

  checkOptions(more: CheckOptions): CheckOptions {
    const { budget, signal, poll } = this.options;
    // Every verdict is compared, so a violation ends nothing.
    return {
      keepGoing: true,
      ...more,
      ...budget,
      ...(signal === undefined ? {} : { signal }),
      ...(poll === undefined ? {} : { poll }),
    };
  }

  async all(original: CheckResult): Promise<JudgedMutant[]> {
    const list = mutantsOf(this.plain);
    const maxStates = Math.max(TIMES_AS_MANY * original.states.distinct, FEWEST_STATES);
    const judged: JudgedMutant[] = [];
    for (const mutant of list) {
      if (this.options.signal?.aborted === true) break;
      this.options.onMutant?.(judged.length, list.length);
      const { parse: _, ...told } = mutant;
      judged.push({ ...told, ...(await this.one(mutant, original, maxStates)) });
    }
    return judged;
  }

  private async one(mutant: Mutant, original: CheckResult, maxStates: number): Promise<Judgement> {
    const loaded = loadTlaModel(this.requestOf(mutant));
    if (loaded.model === null) {
      const failure = loaded.diagnostics.find(({ severity }) => severity === "error") ?? null;
      return { verdict: "noticed", by: [], failure };
    }
    const result = await check(loaded.model, this.checkOptions({ maxStates }));
    // A deadlock is not looked for where all else is violated.
    const decided = original.properties.filter(({ status }) => status !== "unchecked");
    const statuses = new Map(decided.map(({ name, status }) => [name, status]));
    const others = result.properties.filter(({ name, status }) => (statuses.get(name) ?? status) !== status);
    const by = others.filter(({ status }) => status !== "unchecked").map(({ name }) => name);
    const failure = result.failure?.diagnostic ?? null;
    if (by.length > 0 || failure !== null) return { verdict: "noticed", by, failure };
    if (others.length > 0) return { verdict: "undecided", by, failure };
    const same = mutant.role !== "fairness" && this.isSame(mutant, maxStates);
    return { verdict: same ? "equivalent" : "survives", by, failure };
  }

  /** Has the mutant the states and steps of the specification? Fairness is no part of either. */
  private isSame(mutant: Mutant, most: number): boolean {
    if (this.digest === undefined) this.digest = this.digestOf(this.plain, most);
    return this.digest !== null && this.digestOf(this.modelOf(this.requestOf(mutant)), most) === this.digest;
  }

  /** Null where the graph is too large, or the text asks for a run, of which there is none here. */
  private digestOf(model: Model, most: number): string | null {
    try {
      return graphDigest(model, most);
    } catch (error) {
      if (error instanceof EvaluationError) return null;
      throw error;
    }
  }

  private modelOf(request: TlaModelRequest): Model {
    const { model } = loadTlaModel({ ...request, engine: "interpreter" });
    if (model === null) throw new Error("a specification that was loaded cannot be loaded again");
    return model;
  }

  private requestOf(mutant: Mutant): TlaModelRequest {
    const { programs: _, ...request } = this.request;
    return { ...request, files: { ...request.files, parse: mutant.parse } };
  }
}
