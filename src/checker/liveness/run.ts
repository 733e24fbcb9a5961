/** Asks what is open about behaviors when a search pauses or has ended, and records the answers. */

import type { Diagnostic, Model } from "../../models/model.ts";
import type { TemporalModel } from "../../models/temporal.ts";
import type { Search } from "../search.ts";
import type { OpenPart, Path } from "../verdicts.ts";
import { type BehaviorFinding, Behaviors } from "./behaviors.ts";

/**
 * Decides the open parts over behaviors and possibilities. While states are missing from the graph (`complete` false),
 * a lasso is a violation all the same, but nothing holds yet. Why something stays undecided goes to `diagnostics`.
 * Yields now and then.
 */
export function* decideBehaviors(
  model: Model,
  search: Search,
  complete: boolean,
  diagnostics: Diagnostic[],
): Generator<void, void> {
  const temporal = model.temporal as TemporalModel;
  const { verdicts } = search;
  const graph = search.graph();
  const partial = !complete || search.excluded > 0 || model.key !== null;
  const behaviors = new Behaviors(model, temporal, graph, partial);
  for (const open of verdicts.openBehaviors()) {
    if (verdicts.isViolated(open.property) || search.stopped === "fail-fast") continue;
    if (!complete && open.over === "possible") continue;
    const verdict = yield* behaviors.decide(open, open.over);
    if (verdict === null) {
      search.fail(behaviors.failure as NonNullable<typeof behaviors.failure>, open.property);
      continue;
    }
    if (verdict.status === "holds") {
      if (complete) verdicts.settle(open, verdict.witness === null ? null : pathThrough(search, verdict.witness));
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
      diagnostics.push({ code: "W608", severity: "warning", message, location: null, notes: [] });
    }
    record(search, open, findingPath(search, verdict.finding), verdict.finding);
  }
}

function record(search: Search, { property, part }: OpenPart, path: Path | null, behavior: BehaviorFinding): void {
  const { breaks } = search.verdicts.properties[property]!.parts[part]!;
  search.verdicts.record({ property, breaks, path, behavior });
  search.conclude();
}

/** The states to show: the way to where it happens, and on. */
function findingPath(search: Search, finding: BehaviorFinding): Path | null {
  switch (finding.kind) {
    case "lasso":
      return { rows: finding.rows, actions: finding.rows.map(() => -1) };
    case "out-of-reach":
    case "state":
      return search.pathTo(finding.end);
    case "reached":
      return pathThrough(search, finding.path);
    case "nowhere":
      return null;
  }
}

function pathOf(search: Search, states: readonly number[]): Path {
  return { rows: states.map((state) => search.rowOf(state)), actions: states.map(() => -1), states };
}

/** The way from an initial state to the first of `states`, and on along them. */
function pathThrough(search: Search, states: readonly number[]): Path {
  const start = search.pathTo(states[0] as number);
  const rest = pathOf(search, states.slice(1));
  return { rows: [...start.rows, ...rest.rows], actions: [...start.actions, ...rest.actions] };
}

const WHY = {
  constraint: "what a constraint (or a view) cut off may be what makes it possible",
  view: "the counterexample found joins states that only the view takes for one",
  "too-large": "it falls into too many cases",
} as const;

function undecided(name: string, why: keyof typeof WHY): Diagnostic {
  const message = `${name} is not decided: ${WHY[why]}`;
  return { code: "W606", severity: "warning", message, location: null, notes: [] };
}
