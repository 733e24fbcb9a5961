/** A run that is over and is looked at once more. */

import type { Explainer, Model } from "../../models/model.ts";
import type { CheckResult } from "../result.ts";

export interface Examined {
  readonly model: Model;
  readonly explainer: Explainer;
  readonly result: CheckResult;
  /** The row of a state by its number. */
  readonly rowOf: (state: number) => Int32Array;
}
