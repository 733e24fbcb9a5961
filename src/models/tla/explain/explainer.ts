/** What takes time and makes states many in a TLA+ specification, for those who ask after a run. */

import type { Value } from "../../../values/index.ts";
import type { Evaluation, Exchange, Explainer, StateTime } from "../../model.ts";
import { Executor, type State } from "../executor.ts";
import { Auxiliary } from "./auxiliary.ts";
import { Exchanges } from "./exchanges.ts";
import type { Subject } from "./subject.ts";
import { Stopwatch, Timing } from "./timing.ts";

/** What became of code on packed rows. */
type Rows = Pick<Evaluation, "packed" | "unpacked">;

/** Nobody wanted any. */
export const UNPACKED: Rows = { packed: null, unpacked: "asked" };

/** What a run was evaluated with, and how its rows are read. */
interface Told {
  readonly stateOf: (row: Int32Array) => Int32Array;
  readonly rows: Rows;
  /** Evaluations by code on values, and what it left to the interpreter. */
  readonly aids: Record<"direct" | "failures", number> | null;
}

export class TlaExplainer implements Explainer {
  readonly evaluation: Evaluation;
  readonly stateOf: (row: Int32Array) => Int32Array;
  readonly divided: boolean;
  private readonly subject: Subject;
  private readonly timing: Timing;
  private readonly exchanges: Exchanges;

  constructor(subject: Subject, { stateOf, rows, aids }: Told) {
    this.subject = subject;
    this.evaluation = evaluationOf(rows, aids);
    this.stateOf = stateOf;
    const { setup, formulas, actions } = subject;
    const stopwatch = new Stopwatch(actions);
    // Of its own: the run may be in the middle of an enumeration, and is not slowed down by a stopwatch.
    const executor = new Executor(setup, formulas, false, (following) => {
      following.stopwatch = (action, act) => stopwatch.around(action, act);
    });
    this.divided = executor.actions.some(({ name }) => name !== formulas.behavior?.nextName);
    this.timing = new Timing(subject, executor, stopwatch);
    this.exchanges = new Exchanges(subject, executor);
  }

  valueOf(number: number): Value {
    return this.subject.interner.valueOf(number);
  }

  get asked(): Timing["asked"] {
    return this.timing.asked;
  }

  get untimed(): readonly string[] {
    return this.timing.untimed;
  }

  time(state: Int32Array): StateTime | null {
    return this.subject.quietly(() => this.timing.of(this.values(state)));
  }

  get auxiliary(): readonly number[] {
    const { setup, formulas } = this.subject;
    return formulas.view === null ? new Auxiliary(setup, formulas).variables() : [];
  }

  freeName(wanted: string): string {
    const { scope } = this.subject.setup.program.root;
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted}${number}`;
      if (!scope.has(name)) return name;
    }
  }

  get sets(): Exchanges["sets"] {
    return this.exchanges.sets;
  }

  exchange(sets: readonly number[]): Exchange | null {
    return this.exchanges.of(sets);
  }

  private values(state: Int32Array): State {
    return Array.from(state, (number) => this.valueOf(number));
  }
}

function evaluationOf(rows: Rows, aids: Told["aids"]): Evaluation {
  const { direct, failures } = aids ?? { direct: 0, failures: 0 };
  const aid = direct > 0 ? "values" : "interpreter";
  return { by: rows.packed === null ? aid : "rows", aided: direct, left: failures, ...rows };
}
