/** What the properties of a specification notice: each mutant is checked as the specification is. */

import { type CheckOptions, type CheckResult, check } from "../checker/index.ts";
import { type Diagnostic, EvaluationError, type Location, type Model } from "../models/model.ts";
import {
  loadTlaModel,
  type ModuleFiles,
  type Mutant,
  mutantsOf,
  Programs,
  type TlaModelRequest,
  tripwire,
  Uses,
} from "../models/tla/index.ts";
import { Interner } from "../values/index.ts";
import { Baseline, type Compared } from "./baseline.ts";
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
  /** Each with its number among all. */
  readonly mutants: readonly (readonly [number: number, mutant: JudgedMutant])[];
  /** Properties that hold, and that none of these mutants breaks. */
  readonly unbroken: readonly string[];
  /** Properties that some mutant was not held against, because another run had noticed it. */
  readonly spared: readonly string[];
}

/** What was found out about all mutants. */
interface JudgedMutants {
  readonly mutants: readonly JudgedMutant[];
  /** Properties that no mutant breaks; null where some are undecided. */
  readonly unbroken: readonly string[] | null;
  /** Properties of which that is not known. */
  readonly spared: readonly string[];
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
  /** All mutants, those of a line together. */
  private readonly lines: readonly (readonly Listed[])[];
  /** The modules that were read, by their paths. */
  readonly texts: ReadonlyMap<string, string>;

  private constructor(judges: readonly Judge[], options: MutationOptions, texts: ReadonlyMap<string, string>) {
    // Small ones first: most slips show there.
    this.judges = judges.toSorted((a, b) => a.original.states.distinct - b.original.states.distinct);
    this.options = options;
    this.texts = texts;
    this.lines = linesOf(listed(this.judges));
  }

  /** Checks the specification as it stands, with each configuration. Rejects only for defects. */
  static async of(requests: readonly TlaModelRequest[], options: MutationOptions): Promise<MutationTest | NotLoaded> {
    const judges: Judge[] = [];
    const known = new Map<string, string | null>();
    for (const request of requests) {
      const judge = await Judge.of({ ...request, files: unchanging(request.files, known) }, options);
      if ("diagnostics" in judge) return judge;
      judges.push(judge);
    }
    const modules = [...known].flatMap(([path, text]) =>
      text === null || !path.endsWith(".tla") ? [] : [[path, text] as const],
    );
    return new MutationTest(judges, options, new Map(modules));
  }

  /** How many mutants there are, and on how many lines: a share of these is never less than a line. */
  get size(): { readonly mutants: number; readonly lines: number } {
    return { mutants: this.lines.reduce((sum, line) => sum + line.length, 0), lines: this.lines.length };
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
   * Checks the mutants of a share with one configuration after the other, until one notices: that which noticed the last
   * mutant of the same line first, then the small ones.
   */
  async judged({ part, of }: Share): Promise<JudgedShare> {
    const { judges, options } = this;
    const lines = this.lines.filter((_, index) => index % of === part - 1);
    const count = lines.reduce((sum, line) => sum + line.length, 0);
    const open = new Set(judges.flatMap((judge) => judge.held));
    const spared = new Set<string>();
    const mutants: [number, JudgedMutant][] = [];
    for (const line of lines) {
      let last: Judge | null = null;
      for (const one of line) {
        if (options.signal?.aborted === true) break;
        options.onMutant?.(mutants.length, count);
        const found: Found = await judgeOne(one, last);
        for (const name of found.broken) open.delete(name);
        for (const judge of found.spared) for (const name of judge.held) spared.add(name);
        last = found.by ?? last;
        mutants.push([one.number, found.mutant]);
      }
    }
    return { mutants, unbroken: [...open], spared: [...spared] };
  }
}

/** Files as they were when one of them was first read: a slip is a place in that text, and a long run outlives edits. */
function unchanging(files: ModuleFiles, known: Map<string, string | null>): ModuleFiles {
  return {
    ...files,
    read: (path) => {
      if (!known.has(path)) known.set(path, files.read(path));
      return known.get(path) ?? null;
    },
  };
}

/** All mutants in the order of the text, and what became of properties. */
export function joined(shares: readonly JudgedShare[]): JudgedMutants {
  const mutants = shares
    .flatMap((share) => share.mutants)
    .toSorted(([one], [other]) => one - other)
    .map(([, mutant]) => mutant);
  const [first, ...others] = shares;
  const open = first?.unbroken.filter((name) => others.every((share) => share.unbroken.includes(name))) ?? [];
  const notAsked = new Set(shares.flatMap((share) => share.spared));
  const undecided = mutants.some(({ verdict }) => verdict === "undecided");
  return {
    mutants,
    unbroken: undecided ? null : open.filter((name) => !notAsked.has(name)),
    spared: undecided ? [] : open.filter((name) => notAsked.has(name)),
  };
}

/** A mutant, by its text, in each configuration that it is a mutant of. */
interface Listed {
  readonly number: number;
  readonly mutant: Mutant;
  readonly in: Map<Judge, Mutant>;
}

function listed(judges: readonly Judge[]): Listed[] {
  const found = new Map<string, Listed>();
  for (const judge of judges) {
    for (const mutant of judge.mutants) {
      const { location, rule, role, after } = mutant;
      const { file, line, column, endLine, endColumn } = location;
      const key = [file, line, column, endLine, endColumn, rule, role, after].join(" ");
      const known = found.get(key) ?? { number: found.size, mutant, in: new Map() };
      known.in.set(judge, mutant);
      found.set(key, known);
    }
  }
  return [...found.values()];
}

/** The mutants of each line together: what notices one is likely to notice the next. */
function linesOf(all: readonly Listed[]): Listed[][] {
  const lines = new Map<string, Listed[]>();
  for (const one of all) {
    const { file, line } = one.mutant.location;
    const key = `${file} ${line}`;
    lines.set(key, [...(lines.get(key) ?? []), one]);
  }
  return [...lines.values()];
}

interface Found {
  readonly mutant: JudgedMutant;
  /** The configuration that noticed it. */
  readonly by: Judge | null;
  readonly broken: readonly string[];
  /** Those that were not asked for it. */
  readonly spared: readonly Judge[];
}

/** The first configuration that notices says by what; `first` is asked before the others. */
async function judgeOne({ mutant, in: configurations }: Listed, first: Judge | null): Promise<Found> {
  const { rule, role, before, after, location } = mutant;
  const { file, line, column, endLine, endColumn } = location;
  const told = { rule, role, before, after, location: { file, line, column, endLine, endColumn } };
  // What is known without a check is no work.
  const asked = [...configurations].filter(([, own]) => !own.idle);
  const programs = new Programs();
  let verdict: MutantVerdict = role === "fairness" ? "survives" : "equivalent";
  const order = asked.toSorted(([one], [other]) => Number(other === first) - Number(one === first));
  for (const [at, [judge, own]] of order.entries()) {
    // Where the states are others for one, nobody asks whether they are for another.
    const judgement = await judge.one(own, { programs, graph: verdict === "equivalent" });
    if (judgement.verdict === "noticed") {
      const spared = order.slice(at + 1).map(([other]) => other);
      return { mutant: { ...told, ...judgement, reason: null }, by: judge, broken: judgement.by, spared };
    }
    if (judgement.verdict === "undecided" || verdict === "equivalent") verdict = judgement.verdict;
  }
  const text = [...configurations.keys()][0]?.textOf(file) ?? "";
  const reason = verdict === "survives" ? explanationOf(text, location, rule) : null;
  const judged = { ...told, verdict: reason === null ? verdict : "explained", by: [], failure: null, reason } as const;
  return { mutant: judged, by: null, broken: [], spared: [] };
}

/** How a mutant is asked: with the programs that others have loaded for it. */
interface Asking {
  readonly programs: Programs;
  readonly graph: boolean;
}

/** What a specification evaluates where, and does in each state; null where that cannot be compared. */
interface Known {
  readonly uses: Uses;
  readonly interner: Interner;
  readonly baseline: Baseline | null;
}

type Judgement = Pick<JudgedMutant, "verdict" | "by" | "failure">;

/** A specification with one configuration. */
class Judge {
  readonly original: CheckResult;
  /** Its mutants. */
  readonly mutants: readonly Mutant[];
  /** The specification for the interpreter. */
  private readonly plain: Model;
  private readonly request: TlaModelRequest;
  private readonly options: MutationOptions;
  private readonly maxStates: number;
  /** What it does in each state, where that is known. */
  private readonly known: Known | null;
  /** Its digest, when it has been asked for. */
  private digest: string | null | undefined = undefined;

  private constructor(request: TlaModelRequest, original: CheckResult, options: MutationOptions, known: Known | null) {
    this.request = request;
    this.original = original;
    this.options = options;
    this.plain = modelOf(request);
    this.maxStates = Math.max(TIMES_AS_MANY * original.states.distinct, FEWEST_STATES);
    this.known = known;
    this.mutants = mutantsOf(this.plain, known?.uses);
  }

  static async of(request: TlaModelRequest, options: MutationOptions): Promise<Judge | NotLoaded> {
    const loaded = loadTlaModel(request);
    if (loaded.model === null) return loaded;
    const { maxStates: _, maxTime: __, ...budget } = options.budget;
    const original = await check(loaded.model, checkOptions({ ...options, budget }, {}));
    const judge = new Judge(request, original, options, null);
    return judge.decided ? await judge.knowing() : judge;
  }

  /**
   * The same, with what a check shows to make no difference. That is tried: all such slips together must be the same
   * specification, or else none of them is believed.
   */
  private async knowing(): Promise<Judge> {
    const { request, original, options } = this;
    const uses = new Uses();
    const { model } = loadTlaModel({ ...request, engine: "interpreter", uses });
    if (model === null) return this;
    const seen = await check(model, checkOptions(options, { maxStates: this.maxStates }));
    if (seen.stopped !== null && seen.stopped !== "decided") return this;
    const [sample] = this.mutants;
    if (sample === undefined) return this;
    const all = { ...sample, role: "next", parse: tripwire(this.plain, uses) } as const;
    const { verdict } = await this.one(all, { programs: new Programs(), graph: true });
    if (verdict !== "equivalent") return this;
    const interner = new Interner();
    uses.in(null);
    const again = loadTlaModel({ ...request, engine: "interpreter", uses, interner });
    const baseline = again.model === null ? null : this.evaluated(() => Baseline.of(again.model, uses, this.maxStates));
    return new Judge(request, original, options, { uses, interner, baseline });
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

  /** `graph`: is it asked whether the states and steps are the same? */
  async one(mutant: Mutant, { programs, graph }: Asking): Promise<Judgement> {
    const { original, maxStates } = this;
    const request = { ...this.requestOf(mutant), programs };
    const compared = this.compared(mutant, request);
    const difference = compared === null ? null : this.evaluated(() => compared.difference());
    if (difference === "none") return { verdict: "equivalent", by: [], failure: null };
    const loaded = compared ?? loadTlaModel(request);
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
    const asked = graph && mutant.role !== "fairness";
    const same = asked && (difference === null ? this.isSame(mutant, result) : difference === "truths");
    return { verdict: same ? "equivalent" : "survives", by, failure };
  }

  /** The mutant beside what is known of the specification; null where that is nothing. */
  private compared({ where }: Mutant, request: TlaModelRequest): Compared | null {
    const { known } = this;
    if (known === null || known.baseline === null) return null;
    const { baseline, interner } = known;
    const { model } = loadTlaModel({ ...request, engine: "interpreter", interner });
    return model === null ? null : this.evaluated(() => baseline.compared(model, where));
  }

  /** Null where the text asks for a run, of which there is none here, or cannot be evaluated. */
  private evaluated<T>(run: () => T): T | null {
    try {
      return run();
    } catch (error) {
      if (error instanceof EvaluationError) return null;
      throw error;
    }
  }

  /** Has the mutant the states and steps of the specification? Fairness is no part of either. */
  private isSame(mutant: Mutant, { states, stopped }: CheckResult): boolean {
    const { distinct, initial } = this.original.states;
    if (
      stopped === null &&
      this.original.stopped === null &&
      (states.distinct !== distinct || states.initial !== initial)
    ) {
      return false;
    }
    if (this.digest === undefined) this.digest = this.digestOf(this.plain);
    return this.digest !== null && this.digestOf(modelOf(this.requestOf(mutant))) === this.digest;
  }

  /** Null also where the graph is too large. */
  private digestOf(model: Model): string | null {
    return this.evaluated(() => graphDigest(model, this.maxStates));
  }

  private requestOf(mutant: Mutant): TlaModelRequest {
    const { programs: _, ...request } = this.request;
    // No slip raises a level.
    return { ...request, files: { ...request.files, parse: mutant.parse, trusted: true } };
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
    verdictsOnly: true,
    ...more,
    ...budget,
    ...(signal === undefined ? {} : { signal }),
    ...(poll === undefined ? {} : { poll }),
  };
}
