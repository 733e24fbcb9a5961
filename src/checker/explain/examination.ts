/** Looking at a run once more: where its time went, and what made its states many. */

import type { Model } from "../../models/model.ts";
import type { Exploration } from "../exploration.ts";
import type { CheckResult } from "../result.ts";
import type { Examined } from "./examined.ts";
import type { Explanation } from "./explanation.ts";
import { growthOf } from "./growth.ts";
import { remediesOf } from "./remedies.ts";
import { StateTable } from "./state-table.ts";
import { timeShares } from "./time-shares.ts";
import { variableShares } from "./variable-shares.ts";

/** So many states are counted at most; of those of many variables fewer, and after a run that had no memory left. */
const MOST_STATES = 300_000;
const MOST_CELLS = 8_000_000;
const MOST_WITHOUT_MEMORY = 20_000;

/** Null where the model cannot tell, and of a run without states. */
export function explanationOf(model: Model, exploration: Exploration, result: CheckResult): Explanation | null {
  const explainer = model.explainer?.();
  const { rowOf } = exploration;
  if (explainer === undefined || rowOf === null || result.states.distinct === 0) return null;
  const examined: Examined = { model, explainer, result, rowOf };
  const table = new StateTable(examined, countFor(result));
  const growth = growthOf(table, examined);
  return {
    time: timeShares(examined),
    counted: table.count,
    variables: variableShares(table, examined),
    growth,
    remedies: remediesOf(table, examined),
    evaluation: explainer.evaluation,
  };
}

function countFor({ states, variables, stopped }: CheckResult): number {
  const most = stopped === "max-memory" ? MOST_WITHOUT_MEMORY : MOST_STATES;
  return Math.min(states.distinct, most, Math.floor(MOST_CELLS / Math.max(1, variables.length)));
}
