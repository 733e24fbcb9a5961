/** What speeds the interpreter up: direct code, from when it pays. It gives what the interpreter gives, or nothing. */

import type { Value } from "../../values/index.ts";
import type { Formula } from "./behavior.ts";
import { Reader } from "./compile/reads.ts";
import { Direct } from "./direct/direct.ts";
import type { Host } from "./direct/unit.ts";
import type { Executor, Formulas } from "./executor.ts";
import type { Setup } from "./interpret/interpreter.ts";
import type { AtomOrigin } from "./temporal/translate.ts";
import { cpuTime } from "./workers/cpu-time.ts";

/** A variable that has had more than this part of the values of the one with most is taken for as volatile. */
const VOLATILE = 0.5;

/** So many states show which variables are volatile; fewer do where they have taken so many CPU milliseconds. */
const FEWEST_STATES = 100;
const LONGEST_LOOK = 500;
/**
 * CPU milliseconds for which the interpreter expands states before aids are made: about what making them, and what V8
 * spends on their code, takes. This times the parts of Next to this power, measured on texts of 750 to 50,000 parts.
 */
const PATIENCE = 0.00045;
const PATIENCE_POWER = 1.5;
const LONGEST_PATIENCE = 700;

/** When a model gets its aids, and of what kind. */
export interface WantedAids {
  /** When they are made: "at once"; when enough states have been seen to tell what is volatile; or when they pay. */
  readonly when: "at once" | "seen" | "paying";
  /** The variables that are taken to have another value in nearly every state; what was seen decides unless given. */
  readonly volatile?: readonly number[];
  /** Called when they are made. */
  readonly onMade: () => void;
}

/** Those of one model. */
export interface Aided extends Host {
  readonly setup: Setup;
  readonly formulas: Formulas;
  readonly executor: Executor;
}

export class Aids {
  private readonly wanted: WantedAids;
  private readonly aided: Aided;
  /** How many states have been expanded without, and the CPU milliseconds that this took. */
  private states = 0;
  private spent = 0;
  private asked = 0;
  private patience: number | null = null;
  /** The values that each variable had in these states. */
  private readonly seen: readonly Set<number>[];
  /** Until it is made all is left to the interpreter. */
  private direct: Direct | null = null;

  constructor(wanted: WantedAids, aided: Aided) {
    this.wanted = wanted;
    this.aided = aided;
    this.seen = aided.setup.variables.map(() => new Set<number>());
    if (wanted.when === "at once") this.make();
  }

  /** Evaluations that direct code made, those that it left to the interpreter, and code at fault. */
  get counts(): Direct["counts"] {
    return this.direct?.counts ?? { direct: 0, failures: 0, defects: 0 };
  }

  /** Are they made? */
  get made(): boolean {
    return this.direct !== null;
  }

  /** Makes them now, if that has not been done. */
  make(): void {
    if (this.made) return;
    const { wanted } = this;
    wanted.onMade();
    const most = Math.max(...this.seen.map(({ size }) => size)) * VOLATILE;
    const volatile = this.seen.map((values, i) => wanted.volatile?.includes(i) ?? values.size > most);
    this.direct = new Direct(this.aided, (variable) => volatile[variable] === true);
  }

  /** Emits the successors of a state, as `Model.next` does; false where it emits nothing and the interpreter has to. */
  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): boolean {
    if (this.direct !== null) return this.direct.next(row, emit);
    this.asked = cpuTime();
    return false;
  }

  /** The interpreter has expanded the state about which `next` was asked last. */
  interpreted(row: Int32Array): void {
    if (this.made) return;
    for (let i = 0; i < row.length; i++) this.seen[i]?.add(row[i] as number);
    this.spent += cpuTime() - this.asked;
    if (++this.states < FEWEST_STATES && this.spent < LONGEST_LOOK) return;
    if (this.wanted.when === "seen" || this.spent > this.longest()) this.make();
  }

  private longest(): number {
    if (this.patience === null) {
      const { setup, formulas } = this.aided;
      const next = formulas.behavior?.next;
      const size = next === undefined ? 0 : Reader.of(setup).readsOf(next.expression).size;
      this.patience = Math.min(PATIENCE * size ** PATIENCE_POWER, LONGEST_PATIENCE);
    }
    return this.patience;
  }

  /** The value of a text in a state, or on a step; null where the interpreter has to find it. */
  value(text: Formula | AtomOrigin, row: Int32Array, next: Int32Array | null): Value | null {
    return this.direct?.value(text, row, next) ?? null;
  }
}
