/**
 * Decides what properties say of whole behaviors and of what is possible, on the state graph of a search:
 * the behaviors that satisfy the assumptions and violate the property are those of fair components of the product of
 * the graph with the tableau of the negated property (Vardi and Wolper, 1986; Lichtenstein and Pnueli, 1985).
 */

import { EvaluationError, type Model, type PartOf, sameRow } from "../../models/model.ts";
import { and, fairnessIn, not, type Temporal, type TemporalModel } from "../../models/temporal.ts";
import type { BehaviorFinding, Lasso, MetFairness, RealLasso } from "../finding.ts";
import type { StateGraph } from "../state-graph.ts";
import { AtomFailure, AtomValues } from "./atom-values.ts";
import { fairComponents } from "./components.ts";
import { realLasso, rowOf } from "./concrete.ts";
import { holdsOn, type LassoTruth } from "./evaluate.ts";
import { lassoOf } from "./lasso.ts";
import { objectivesOf, TooManyObjectives } from "./normal-form.ts";
import { Possibility } from "./possibility.ts";
import { badPrefix } from "./prefix.ts";

/** The verdict on one part. */
type BehaviorVerdict =
  | { readonly status: "holds"; readonly witness: readonly number[] | null }
  | { readonly status: "violated"; readonly finding: BehaviorFinding }
  /** `why` is for the user. */
  | { readonly status: "undecided"; readonly why: "constraint" | "view" | "too-large" };

/** An evaluation that failed while a property was decided. */
interface BehaviorFailure {
  readonly error: EvaluationError;
  readonly state: number;
  /** The successor that was asked about; -1 for none. */
  readonly successor: number;
}

/** Decides parts on one graph. */
export class Behaviors {
  failure: BehaviorFailure | null = null;
  private readonly model: Model;
  private readonly temporal: TemporalModel;
  private readonly graph: StateGraph;
  readonly atoms: AtomValues;
  private readonly possibility: Possibility;

  /** `partial`: states are missing from the graph, because a constraint excludes them or none has been there yet. */
  constructor(model: Model, temporal: TemporalModel, graph: StateGraph, partial: boolean) {
    this.model = model;
    this.temporal = temporal;
    this.graph = graph;
    this.atoms = new AtomValues(temporal, graph, partial);
    this.possibility = new Possibility(this.atoms, partial);
  }

  /** The verdict on a part; null, and `failure` set, when an evaluation fails. Yields now and then. */
  *decide(open: PartOf, over: "behavior" | "possible"): Generator<void, BehaviorVerdict | null> {
    try {
      const formula = this.temporal.formula(open.property, open.part);
      return yield* over === "behavior" ? this.behavior(formula) : this.possible(formula);
    } catch (error) {
      if (error instanceof AtomFailure) this.failure = error;
      else if (error instanceof EvaluationError) this.failure = { error, state: -1, successor: -1 };
      else if (error instanceof TooManyObjectives) return { status: "undecided", why: "too-large" };
      else throw error;
      return null;
    }
  }

  private *behavior(formula: Temporal): Generator<void, BehaviorVerdict> {
    const assumptions = this.temporal.assumptions();
    const wanted = and([...assumptions, not(formula)]);
    if (this.possibility.partial && mentionsPossible(wanted)) return { status: "undecided", why: "constraint" };
    yield* this.possibility.prepare(wanted);
    let lasso: Lasso | null = null;
    for (const objective of objectivesOf(this.withDerived(wanted))) {
      const found = yield* lassoOf(yield* fairComponents(objective, this.atoms, "all"));
      if (found !== null && (lasso === null || found.loop < lasso.loop)) lasso = found;
    }
    if (lasso !== null) {
      const found = realLasso(this.model, this.graph, lasso);
      const farOn = found?.farOn ?? null;
      const confirmed = found !== null && this.confirms(found.real, wanted);
      if (!confirmed || (farOn !== null && !this.confirms(farOn, wanted))) {
        if (this.model.key === null) throw new Error("a lasso was found that is no counterexample");
        return { status: "undecided", why: "view" };
      }
      const { real } = found;
      const finding = yield* this.prefix(formula, assumptions);
      return {
        status: "violated",
        finding: finding ?? { kind: "lasso", ...real, fairness: this.fairnessOf(real, assumptions) },
      };
    }
    return { status: "holds", witness: null };
  }

  /** The finite way that refutes `formula`, where there is one: it says more than a loop, and is safety's verdict. */
  private *prefix(formula: Temporal, assumptions: readonly Temporal[]): Generator<void, BehaviorFinding | null> {
    if (this.model.key !== null || mentionsPossible(formula)) return null;
    const found = yield* badPrefix(not(formula), and(assumptions), this.atoms);
    if (found === null) return null;
    const { states, steps } = found;
    const rows = states.map((state) => rowOf(this.graph, state));
    const closing = rows.at(-1) as Int32Array;
    const stays = { lasso: { states, loop: states.length - 1 }, rows, closing, inViewOnly: false };
    if (!this.confirms(stays, not(formula))) throw new Error("a prefix was found that is no counterexample");
    return { kind: "prefix", states, breaks: steps ? "property" : "invariant" };
  }

  /** The formula with an atom of its own in the place of each possibility. */
  private withDerived(formula: Temporal): Temporal {
    switch (formula.kind) {
      case "possible":
        return this.atoms.derive((state) => this.possibility.isReachable(formula, state));
      case "not":
      case "always":
      case "eventually":
        return { ...formula, of: this.withDerived(formula.of) };
      case "and":
      case "or":
        return { ...formula, of: formula.of.map((item) => this.withDerived(item)) };
      default:
        return formula;
    }
  }

  /** Are the steps of the lasso steps of the model, and is what was wanted, by its definition, true of it? */
  private confirms(real: RealLasso, wanted: Temporal): boolean {
    const { states, loop } = real.lasso;
    const stutters = loop === states.length - 1;
    const steps = this.model.replay(stutters ? real.rows : [...real.rows, real.closing], null);
    return steps.slice(1).every(({ action }) => action !== null) && holdsOn(wanted, this.truthOn(real));
  }

  private truthOn({ lasso, rows, closing }: RealLasso): LassoTruth {
    const { states, loop } = lasso;
    const { temporal, possibility } = this;
    return {
      length: states.length,
      loop,
      atom: (atom, position) => {
        const row = rows[position] as Int32Array;
        if (temporal.atoms[atom]?.over === "state") return temporal.holds(atom, row);
        return temporal.holdsStep(atom, row, rows[position + 1] ?? closing);
      },
      possible: (formula, position) => possibility.isReachable(formula, states[position] as number),
    };
  }

  /** How each fairness condition among the assumptions is met in the loop. */
  private fairnessOf(real: RealLasso, assumptions: readonly Temporal[]): MetFairness[] {
    const truth = this.truthOn(real);
    const met: MetFairness[] = [];
    for (const fairness of assumptions.flatMap(fairnessIn)) {
      for (let at = truth.loop; at < truth.length; at++) {
        if (truth.atom(fairness.step, at)) {
          met.push({ fairness, met: "taken", at });
          break;
        }
      }
      if (met.at(-1)?.fairness === fairness) continue;
      for (let at = truth.loop; at < truth.length; at++) {
        if (truth.atom(fairness.enabled, at)) continue;
        met.push({ fairness, met: "disabled", at });
        break;
      }
    }
    return met;
  }

  private *possible(formula: Temporal): Generator<void, BehaviorVerdict> {
    yield* this.possibility.prepare(formula);
    if (formula.kind === "eventually") return this.somewhere(formula.of);
    const everywhere = formula.kind === "always";
    const predicate = formula.kind === "always" ? formula.of : formula;
    const last = everywhere ? this.graph.states : this.graph.initial;
    let unknown = false;
    for (let state = 0; state < last; state++) {
      const truth = this.possibility.truth(predicate, state);
      if (truth === "false") return { status: "violated", finding: this.explain(predicate, state) };
      unknown ||= truth === "unknown";
    }
    if (unknown) return { status: "undecided", why: "constraint" };
    return { status: "holds", witness: everywhere || last === 0 ? null : this.witnessOf(predicate) };
  }

  /** `_POSSIBLE`: some state, or some step, satisfies it. */
  private somewhere(formula: Temporal): BehaviorVerdict {
    const { graph } = this;
    const steps = this.atoms.readsStep(formula);
    for (let state = 0; state < graph.states; state++) {
      if (!steps) {
        if (this.possibility.truth(formula, state) === "true") return { status: "holds", witness: [state] };
        continue;
      }
      for (let edge = graph.offsets[state] as number; edge < (graph.offsets[state + 1] as number); edge++) {
        if (!this.atoms.now(formula, state, edge)) continue;
        return { status: "holds", witness: [state, graph.targets[edge] as number] };
      }
      // The graph knows no steps from a state to itself, for behaviors may stutter anyway.
      if (this.atoms.now(formula, state, -1) && this.mayStay(state))
        return { status: "holds", witness: [state, state] };
    }
    return this.possibility.partial
      ? { status: "undecided", why: "constraint" }
      : { status: "violated", finding: { kind: "nowhere" } };
  }

  /** Has the model itself a step from `state` to it? */
  private mayStay(state: number): boolean {
    const row = new Int32Array(this.graph.words);
    this.graph.read(state, row);
    let found = false;
    this.model.next(row, (successor, action) => {
      if (found || action < 0 || !sameRow(row, successor)) return;
      found = !this.model.constrained || (this.model.within(row) && this.model.withinStep(row, row));
    });
    return found;
  }

  private explain(predicate: Temporal, state: number): BehaviorFinding {
    const blamed = this.possibility.blame(predicate, state, true);
    if (blamed === null) return { kind: "state", end: state };
    const path = this.possibility.witness(blamed, [state]);
    if (path !== null) return { kind: "reached", start: state, path };
    const closed = this.possibility.closure(blamed, state);
    const numbers = new Map(closed.map((member, at) => [member, at]));
    const steps = closed.flatMap((from, at) =>
      this.possibility.successors(blamed, from).map((to) => [at, numbers.get(to) as number] as const),
    );
    const reachable = (at: number): boolean => this.possibility.isReachable(blamed, at);
    const { goal, by } = blamed.text ?? { goal: null, by: null };
    return { kind: "out-of-reach", end: state, closed, steps, reachable, goal, by };
  }

  /** The shortest way to what a true predicate says is possible from the first initial state. */
  private witnessOf(predicate: Temporal): readonly number[] | null {
    const shown = this.possibility.blame(not(predicate), 0, true);
    return shown === null ? null : this.possibility.witness(shown, [0]);
  }
}

function mentionsPossible(formula: Temporal): boolean {
  switch (formula.kind) {
    case "possible":
      return true;
    case "not":
    case "always":
    case "eventually":
      return mentionsPossible(formula.of);
    case "and":
    case "or":
      return formula.of.some(mentionsPossible);
    default:
      return false;
  }
}
