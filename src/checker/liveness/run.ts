/** Asks what is open about behaviors when a search pauses or has ended, and records the answers. */

import { type Diagnostic, type EvaluationError, type Model, type PartOf, warning } from "../../models/model.ts";
import type { TemporalModel } from "../../models/temporal.ts";
import type { BehaviorFinding, Explored, Path } from "../finding.ts";
import type { StopReason } from "../result.ts";
import type { Verdicts } from "../verdicts.ts";
import type { AtomValues } from "./atom-values.ts";
import { Behaviors } from "./behaviors.ts";

/** The run that asks. */
interface Asker {
  readonly verdicts: Verdicts;
  readonly stopped: StopReason | null;
  /** Did the run see all, so that what it does not violate holds? */
  readonly complete: boolean;
  /** Notes what failed when `property` was asked about, after `path`. */
  fail(error: EvaluationError, path: Path | null, property: number): void;
  /** Called after a violation was recorded. */
  conclude(): void;
}

/**
 * Decides the open parts over behaviors and possibilities. While states are missing from the graph (`complete` false),
 * a lasso is a violation all the same, but nothing holds yet. Why something stays undecided goes to `diagnostics`.
 * Yields now and then; the answer is what was asked of states and steps.
 */
export function* decideBehaviors(
  model: Model,
  explored: Explored,
  asker: Asker,
  diagnostics: Diagnostic[],
): Generator<void, AtomValues> {
  const temporal = model.temporal as TemporalModel;
  const { verdicts, complete } = asker;
  const partial = !complete || explored.excluded() > 0 || model.key !== null;
  const behaviors = new Behaviors(model, temporal, explored.graph(), partial);
  for (const open of verdicts.openBehaviors()) {
    if (verdicts.isViolated(open.property) || asker.stopped === "fail-fast") continue;
    if (!complete && open.over === "possible") continue;
    const verdict = yield* behaviors.decide(open, open.over);
    if (verdict === null) {
      const { error, state, successor } = behaviors.failure as NonNullable<typeof behaviors.failure>;
      const last = successor < 0 ? null : explored.rowOf(successor);
      asker.fail(error, state < 0 ? null : explored.pathTo(state, last), open.property);
      continue;
    }
    if (verdict.status === "holds") {
      if (complete) verdicts.settle(open, verdict.witness === null ? null : pathThrough(explored, verdict.witness));
      continue;
    }
    if (verdict.status === "undecided") {
      if (!complete) continue;
      diagnostics.push(undecided(verdicts.properties[open.property]?.name ?? "", verdict.why));
      verdicts.giveUp(open);
      continue;
    }
    if (verdict.finding.kind === "lasso" && verdict.finding.inViewOnly) {
      const name = verdicts.properties[open.property]?.name;
      const message = `the loop that violates ${name} closes in what the view shows; no real state was seen to return`;
      diagnostics.push(warning("W608", message));
    }
    record(asker, open, findingPath(explored, verdict.finding), verdict.finding);
  }
  return behaviors.atoms;
}

function record(asker: Asker, { property, part }: PartOf, path: Path | null, behavior: BehaviorFinding): void {
  const prefix = behavior.kind === "prefix";
  const { breaks } = prefix ? behavior : asker.verdicts.properties[property]!.parts[part]!;
  asker.verdicts.record({ property, breaks, path, behavior: prefix ? null : behavior });
  asker.conclude();
}

/** The states to show: the way to where it happens, and on. */
function findingPath(explored: Explored, finding: BehaviorFinding): Path | null {
  switch (finding.kind) {
    case "lasso":
      return { rows: finding.rows, actions: finding.rows.map(() => -1) };
    case "prefix":
      return pathOf(explored, finding.states);
    case "out-of-reach":
    case "state":
      return explored.pathTo(finding.end);
    case "reached":
      return pathThrough(explored, finding.path);
    case "nowhere":
      return null;
  }
}

function pathOf(explored: Explored, states: readonly number[]): Path {
  return { rows: states.map((state) => explored.rowOf(state)), actions: states.map(() => -1), states };
}

/** The way from an initial state to the first of `states`, and on along them. */
function pathThrough(explored: Explored, states: readonly number[]): Path {
  const start = explored.pathTo(states[0] as number);
  const rest = pathOf(explored, states.slice(1));
  return { rows: [...start.rows, ...rest.rows], actions: [...start.actions, ...rest.actions] };
}

const WHY = {
  constraint: "what a constraint (or a view) cut off may be what makes it possible",
  view: "the counterexample found joins states that only the view takes for one",
  "too-large": "it falls into too many cases",
  disk: "on disk nothing is kept of steps; in memory it is",
  distributed: "nothing is kept of steps where several processes search; one alone keeps them",
  order: "depth-first nothing is shown of whole behaviors, or of what is possible; breadth-first it is",
} as const;

/** That property `name` has no verdict, and why. */
export function undecided(name: string, why: keyof typeof WHY): Diagnostic {
  return warning("W606", `${name} is not decided: ${WHY[why]}`);
}
