/** The TLA+ front end as the commands see it; tests put another in its place. */

import {
  type Engine,
  loadTlaModel,
  type ModuleFiles,
  parseTla,
  type TlaModelRequest,
  type TlaModelResult,
} from "../models/tla/index.ts";

export type { Engine, ModuleFiles, TlaModelRequest, TlaModelResult };

export interface FrontEnd {
  readonly loadTlaModel: typeof loadTlaModel;
  readonly parseTla: typeof parseTla;
}

export const TLA_FRONT_END: FrontEnd = { loadTlaModel, parseTla };
