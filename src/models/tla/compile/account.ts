/** What interpreter and generated code cost as the run goes: when to make code, and when to go back. */

import { cpuTime } from "../workers/cpu-time.ts";

/** CPU milliseconds that code may cost before it has saved any; a small text, for which it nearly always pays, gets more. */
const CREDIT = 300;
const SMALL_CREDIT = 1200;
/** The share of what the interpreter alone would have needed so far that code may cost besides. */
const SHARE = 0.04;
/** The same, of what it needed since code was outgrown that had not cost more than it brought. */
const OUTGROWN_SHARE = 0.2;
/** CPU milliseconds that making it once may take, or this share of the run so far: what takes longer has seldom paid. */
const LONGEST_MAKING = 350;
const MAKING_SHARE = 0.1;
/** The share of what code has saved so far that may be spent on more of it. */
const REINVESTED = 0.8;
/** The share of the run so far that a look at values ahead of the search may take. */
const LOOK_SHARE = 0.06;
const LONGEST_LOOK = 300;

/** States to which so many successors lead are rewritten sooner than code is made. */
const FEW = 20_000;

/** What code is thought to cost in CPU milliseconds, for a Next of so many parts: this times their number to this power. */
const PRICE = 0.012;
const PRICE_POWER = 1.5;

/**
 * A search of which no more than this share of the most states wait that ever did is taken to be past its middle, with
 * at most this share of the time that it has taken still before it: code has to be made for less.
 */
const NARROWED = 0.6;
const LEFT_SHARE = 0.25;

/** Successors, and milliseconds, that the interpreter finds before a model counts as worth compiling. */
const WARM_UP = 4000;
const WARM_UP_TIME = 1000;

/** CPU milliseconds in which the interpreter is not measured after it got aids: V8 optimizes them. */
const SETTLING = 400;

/** CPU milliseconds between two looks at the clock. */
const BETWEEN_LOOKS = 60;
const FIRST_LOOK = 256;
const FARTHEST_LOOK = 1 << 20;

/** The share of the run in which states are expanded by the interpreter only to know how long that takes. */
const SAMPLED_SHARE = 0.01;
/** Fewer samples than this say nothing. */
const FEWEST_SAMPLES = 8;
/** States are taken to have become at most so many times cheaper or dearer for the interpreter. */
const MOST_DRIFT = 4;

/** Code is surely better where it needs at most this part of what the interpreter needed before V8 had optimized that. */
const SURELY = 0.25;
/**
 * The same where it is only known what the interpreter needed at the very beginning, without its aids; and the CPU
 * milliseconds that a run has to take before it pays to find out more.
 */
const SURELY_OF_COLD = SURELY / 16;
const COLD_TRIAL_AFTER = 3000;
/**
 * CPU milliseconds for which the interpreter runs beside code that may not be better, at most; and those of one stretch,
 * over which the two are compared. The first stretch says nothing.
 */
const TRIAL = 600;
const STRETCH = 100;
/** Code that is so many times better than an interpreter that V8 still optimizes will stay so. */
const BETTER = 2;

/** CPU milliseconds, and the share of the run, over which code is judged; it goes after two such times of loss. */
const WINDOW = 250;
const WINDOW_SHARE = 0.02;
const LOSSES = 2;
/** As long as it has kept this share of what it had saved, it may lose for a while: tables are filled again and again. */
const KEPT = 0.5;
/** Code that needs less than this part of what it needed in the time before still fills its tables, or is being optimized. */
const SETTLED = 0.85;

/** Decides, for the engine, by which way successors are found. Nothing that a user sees may depend on the answers. */
export interface Account {
  /** To be called when so many successors have been found, in the way that was told last. */
  readonly nextLook: number;
  /** Looks at the clock: `found` is the number of successors so far. */
  look(found: number): void;
  /** If it is time to know how long the interpreter takes: `count` does with it what a search does with a state. */
  sample(count: () => number): void;
  /** Is the interpreter tried, with its aids, beside code that may not be better? */
  readonly trying: boolean;
  /**
   * Should code be made now that so many successors are found, or be made once more for a layout that was outgrown?
   * `waiting`: how many states that are known have still to be expanded; absent where that says nothing.
   */
  compiles(found: number, waiting?: number): boolean;
  /** Does code that is like that of Next pay where the interpreter has taken so many milliseconds for the same? */
  repays(spent: number): boolean;
  /** Of so many successors, those that tell whether values are too many for a layout; no number is enough where code is a must. */
  judged(found: number): number;
  /** Does code cost more than it brings? */
  readonly returns: boolean;
  /** Will code never be made again? */
  readonly final: boolean;
  /** Runs what looks at values ahead of the search until it is to end. */
  ahead(look: (over: () => boolean) => void): void;
  /** Runs what makes code, within a deadline. */
  making<T>(make: (deadline: Deadline) => T): T;
  /** From now on, when so many are found, successors are found by other code, or by the interpreter. */
  turn(code: boolean, found: number): void;
  /** All rows have been rewritten since the turn. */
  moved(): void;
  /** Until the next turn other threads find successors as well: CPU time says nothing, and code stays. */
  share(): void;
  /** The interpreter has its aids, when so many are found or earlier: what it needed before says nothing more. */
  aided(found: number): void;
}

/** Thrown where making code takes, or would take, longer than it may. */
export class Overdue extends Error {
  /** CPU milliseconds that it is thought to take in all. */
  readonly estimate: number;

  constructor(estimate: number) {
    super("making code takes too long");
    this.estimate = estimate;
  }
}

/** What is begun when it can just be afforded may take so many times longer. */
const MARGIN = 1.5;
/** CPU milliseconds until the code that makes code is fast itself, and until a hopeless case may be told from others. */
const COLD = 30;
const EARLIEST_ESTIMATE = 60;
/** How far an estimate may be wrong. */
const ESTIMATE_ERROR = 2;
const CALLS_PER_LOOK = 32;

/** Ends what takes too long, as soon as it is likely that it will. */
export class Deadline {
  /** The share of the work that is done, and of the part of it that is being done. */
  done = 0;
  current = 1;
  private calls = 0;
  private readonly allowed: number;
  private readonly start: number;

  constructor(allowed: number) {
    this.allowed = allowed;
    this.start = Number.isFinite(allowed) ? cpuTime() : 0;
  }

  /** To be called often. */
  check(): void {
    if (++this.calls % CALLS_PER_LOOK !== 0 || !Number.isFinite(this.allowed)) return;
    const time = cpuTime() - this.start;
    if (time < EARLIEST_ESTIMATE && time < this.allowed) return;
    const estimate = COLD + (time - COLD) / (this.done + this.current / 2);
    if (time > this.allowed) throw new Overdue(Math.max(2 * time, estimate));
    if (estimate > ESTIMATE_ERROR * this.allowed) throw new Overdue(estimate);
  }

  /** Does a part of the work, of which it is `share`. */
  part<T>(share: number, work: () => T): T {
    const { done, current } = this;
    this.current = current * share;
    try {
      const result = work();
      this.done = done + this.current;
      return result;
    } finally {
      this.current = current;
    }
  }
}

/** CPU time and the successors found in it. */
class Rate {
  time = 0;
  found = 0;
  samples = 0;

  add(time: number, found: number): void {
    this.time += time;
    this.found += found;
    this.samples++;
  }

  get each(): number {
    return this.time / Math.max(1, this.found);
  }
}

/** A stretch in which both find the successors of the same states. */
class Trial {
  readonly code = new Rate();
  readonly interpreter = new Rate();
  /** CPU milliseconds that the interpreter may take for this and further ones. */
  left: number;

  constructor(left: number) {
    this.left = left;
  }
}

/** The account of a run, by the CPU time of the process. */
export class Measured implements Account {
  nextLook = FIRST_LOOK;
  private code = false;
  private readonly begun: number;
  private mark: number;
  private found = 0;
  /** What the interpreter needs with the aids that it has now, and what it needed before. */
  private interpreter = new Rate();
  private unaided = new Rate();
  private isAided = false;
  private settling = 0;
  /** CPU milliseconds in which it found all successors, but for those that `interpreter` has. */
  private past = 0;
  /** What it needs for single states: while it finds all successors, and lately while code does. */
  private before = new Rate();
  private lately = new Rate();
  private sampled = 0;
  /** The most states that have waited to be expanded. */
  private widest = 0;
  private made = 0;
  /** What code has saved; negative where it has cost. */
  private saved = 0;
  /** What the interpreter would have needed for what code has found. */
  private equivalent = 0;
  private window = new Rate();
  private gained = 0;
  private losses = 0;
  /** What code needed for a successor in the last window; infinite for new code. */
  private recent = Number.POSITIVE_INFINITY;
  /** What this code has saved, and the most that this has been. */
  private balance = 0;
  private peak = 0;
  /** CPU milliseconds when code was outgrown that had not cost more than it brought; null while there is other code. */
  private outgrownAt: number | null = null;
  /** When was the way turned to? And is code made again only after the interpreter has served as long as that takes? */
  private turnedAt = 0;
  private rests = false;
  /** What code has found in all. */
  private readonly coded = new Rate();
  private trial: Trial | null = null;
  private tried = false;
  private shared = false;
  private readonly size: () => number;
  /** What making code is thought to take, and may take for a start; null until it is asked about. */
  private costs: { price: number; readonly credit: number } | null = null;

  /** `size`: how many parts Next has; to count them takes longer than many a search. */
  constructor(size: () => number) {
    this.size = size;
    this.begun = cpuTime();
    this.mark = this.begun;
  }

  private get cost(): NonNullable<Measured["costs"]> {
    if (this.costs === null) {
      const price = PRICE * this.size() ** PRICE_POWER;
      this.costs = { price, credit: price < CREDIT ? SMALL_CREDIT : CREDIT };
    }
    return this.costs;
  }

  look(found: number): void {
    const now = cpuTime();
    const [time, more] = [now - this.mark, found - this.found];
    this.mark = now;
    this.found = found;
    if (this.shared) return;
    if (this.code) this.judge(time, more);
    else if (this.settling > 0) this.settle(time);
    else this.interpreter.add(time, more);
    const next = Math.round((more * BETWEEN_LOOKS) / Math.max(1, time));
    this.nextLook = found + (this.trying ? 1 : Math.min(Math.max(next, 1), FARTHEST_LOOK));
  }

  share(): void {
    this.shared = true;
    this.trial = null;
    this.losses = 0;
    this.nextLook = Number.POSITIVE_INFINITY;
  }

  private settle(time: number): void {
    this.settling -= time;
    this.past += time;
  }

  aided(found: number): void {
    if (this.isAided) return;
    this.isAided = true;
    this.look(found);
    if (this.code) return;
    this.past += this.interpreter.time;
    this.unaided = this.interpreter;
    this.interpreter = new Rate();
    this.before = new Rate();
    this.settling = SETTLING;
  }

  /** CPU milliseconds of the interpreter for a successor. */
  private get each(): number {
    return (this.interpreter.time > 0 ? this.interpreter : this.unaided).each;
  }

  private judge(time: number, more: number): void {
    const needed = more * this.each * this.drift;
    this.equivalent += needed;
    this.saved += needed - time;
    this.gained += needed - time;
    this.window.add(time, more);
    this.coded.add(time, more);
    this.trial?.code.add(time, more);
    if (this.window.time < Math.max(WINDOW, WINDOW_SHARE * this.mark)) return;
    const { each } = this.window;
    const settled = each > SETTLED * this.recent;
    this.recent = each;
    this.balance += this.gained;
    this.peak = Math.max(this.peak, this.balance);
    if (this.gained >= 0) this.losses = 0;
    else if (settled) this.losses++;
    this.window = new Rate();
    this.gained = 0;
    if (!this.tried && settled && this.isDoubtful(each)) this.trial = new Trial(TRIAL);
    this.tried ||= this.trying;
  }

  /** May the interpreter, once it is optimized, be better than code that needs so much for a successor? */
  private isDoubtful(each: number): boolean {
    if (this.interpreter.time > 0) return each > SURELY * this.each;
    return this.mark - this.begun > COLD_TRIAL_AFTER && each > SURELY_OF_COLD * this.each;
  }

  get trying(): boolean {
    return this.trial !== null;
  }

  /** The interpreter has found successors beside code: is it known now which of the two is better? */
  private try(trial: Trial, time: number, found: number): void {
    trial.left -= time;
    trial.interpreter.add(time, found);
    if (trial.interpreter.time < STRETCH) return;
    const { code, interpreter, left } = trial;
    // What is worse may still fill its tables, or be optimized.
    const isBetter = (one: Rate, other: Rate): boolean => other.each > BETTER * one.each;
    const isDecided = isBetter(code, interpreter) || isBetter(interpreter, code) || left <= 0;
    if (left > TRIAL - 2 * STRETCH || !isDecided) {
      this.trial = new Trial(left);
      return;
    }
    this.trial = null;
    this.interpreter = interpreter;
    this.before = new Rate();
    this.lately = new Rate();
    this.equivalent = this.coded.found * this.each;
    this.saved = this.equivalent - this.coded.time;
    const isLost = code.each > this.each;
    this.losses = isLost ? LOSSES : 0;
    this.balance = isLost ? 0 : this.saved;
    this.peak = this.balance;
  }

  /** How much more the interpreter needs for a successor than it did when it found all of them. */
  private get drift(): number {
    const { before, lately } = this;
    if (before.samples < FEWEST_SAMPLES || lately.samples < FEWEST_SAMPLES) return 1;
    return Math.min(Math.max(lately.each / before.each, 1 / MOST_DRIFT), MOST_DRIFT);
  }

  sample(count: () => number): void {
    if (this.settling > 0) return;
    // Nothing has to be known while code is far too dear.
    const isTime = this.sampled <= SAMPLED_SHARE * this.mark && (this.code || this.allowance >= this.cost.price / 2);
    const { trial } = this;
    if (trial === null && !isTime) return;
    const start = cpuTime();
    const found = count();
    const time = cpuTime() - start;
    this.mark += time;
    if (trial !== null) {
      this.try(trial, time, found);
      return;
    }
    this.sampled += time;
    // After a trial it is code beside which the interpreter is measured, before as well as lately.
    if (!this.code || (this.tried && this.before.samples < 4 * FEWEST_SAMPLES)) {
      this.before.add(time, found);
      return;
    }
    // Half of what was known is forgotten now and then, so that late states count.
    if (this.lately.samples >= 8 * FEWEST_SAMPLES) {
      const half = new Rate();
      Object.assign(half, { time: this.lately.time / 2, found: this.lately.found / 2, samples: 4 * FEWEST_SAMPLES });
      this.lately = half;
    }
    this.lately.add(time, found);
  }

  /** What the run would have taken so far without code. */
  private get alone(): number {
    return this.begun + this.past + this.interpreter.time + this.equivalent;
  }

  private get allowance(): number {
    const waited = this.outgrownAt === null ? 0 : OUTGROWN_SHARE * (this.mark - this.outgrownAt);
    return this.cost.credit + SHARE * this.alone + waited + this.saved * (this.saved > 0 ? REINVESTED : 1) - this.made;
  }

  /** What making code once may take. */
  private get longest(): number {
    return Math.max(LONGEST_MAKING, MAKING_SHARE * this.alone);
  }

  compiles(found: number, waiting = Number.POSITIVE_INFINITY): boolean {
    if (waiting < Number.POSITIVE_INFINITY) this.widest = Math.max(this.widest, waiting);
    if (found < WARM_UP && this.interpreter.time < WARM_UP_TIME) return false;
    if (this.isTooSoon) return false;
    if (Math.min(this.allowance, this.longest) <= this.cost.price) return false;
    return waiting > NARROWED * this.widest || LEFT_SHARE * (this.mark - this.begun) > this.cost.price;
  }

  /**
   * Was code outgrown before it had served for as long as making it takes? The values that are still unknown then would be
   * met one after the other, each for the price of new code: the interpreter goes on and sees many of them for that.
   */
  private get isTooSoon(): boolean {
    const { price } = this.cost;
    return (this.code ? this.found < FEW : this.rests) && this.mark - this.turnedAt < price;
  }

  repays(spent: number): boolean {
    return spent > this.cost.price;
  }

  judged(found: number): number {
    return found;
  }

  get returns(): boolean {
    return this.losses >= LOSSES && this.balance <= this.peak * KEPT;
  }

  /** What does not pay once is not tried again. */
  get final(): boolean {
    return this.returns;
  }

  ahead(look: (over: () => boolean) => void): void {
    const until = cpuTime() + Math.min(LONGEST_LOOK, LOOK_SHARE * this.alone);
    this.spend(() => look(() => cpuTime() > until));
  }

  making<T>(make: (deadline: Deadline) => T): T {
    const { cost, made: before } = this;
    let estimate = 0;
    try {
      return this.spend(() => make(new Deadline(Math.min(MARGIN * this.allowance, this.longest))));
    } catch (error) {
      if (error instanceof Overdue) ({ estimate } = error);
      throw error;
    } finally {
      cost.price = Math.max(estimate, this.made - before);
    }
  }

  private spend<T>(work: () => T): T {
    const start = cpuTime();
    try {
      return work();
    } finally {
      const time = cpuTime() - start;
      this.made += time;
      this.mark += time;
    }
  }

  turn(code: boolean, found: number): void {
    this.look(found);
    if (this.shared) this.nextLook = found;
    this.shared = false;
    if (this.code === code) return;
    this.rests = this.code && this.isTooSoon;
    this.turnedAt = this.mark;
    this.code = code;
    this.lately = new Rate();
    this.window = new Rate();
    this.gained = 0;
    this.settling = 0;
    this.trial = null;
    this.outgrownAt = code || this.returns ? null : this.mark;
    if (!code) return;
    this.balance = 0;
    this.peak = 0;
    this.recent = Number.POSITIVE_INFINITY;
    this.losses = 0;
  }

  moved(): void {
    const now = cpuTime();
    this.made += now - this.mark;
    this.mark = now;
  }
}

/** Code is made after so many successors, however long that takes, and used to the end. */
export class Compiled implements Account {
  readonly trying = false;
  readonly final = false;
  private readonly warmUp: number;

  constructor(warmUp = 0) {
    this.warmUp = warmUp;
  }

  get nextLook(): number {
    return Number.POSITIVE_INFINITY;
  }

  repays(_spent: number): boolean {
    return true;
  }

  judged(_found: number): number {
    return Number.POSITIVE_INFINITY;
  }

  get returns(): boolean {
    return false;
  }

  look(_found: number): void {}

  compiles(found: number): boolean {
    return found >= this.warmUp;
  }

  sample(): void {}

  ahead(look: (over: () => boolean) => void): void {
    const until = performance.now() + LONGEST_LOOK;
    look(() => performance.now() > until);
  }

  making<T>(make: (deadline: Deadline) => T): T {
    return make(new Deadline(Number.POSITIVE_INFINITY));
  }

  turn(): void {}

  moved(): void {}

  share(): void {}

  aided(): void {}
}
