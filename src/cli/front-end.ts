/** The TLA+ front end as the commands see it; tests put another in its place. */

import {
  contentOf,
  diagnosticOf,
  type Engine,
  Inquiry,
  isStackOverflow,
  loadTlaModel,
  type ModuleFiles,
  Programs,
  parseTla,
  type SymmetryWish,
  type TlaModelRequest,
  type TlaModelResult,
} from "../models/tla/index.ts";

export type { Engine, ModuleFiles, SymmetryWish, TlaModelRequest, TlaModelResult };
export { contentOf, diagnosticOf, Inquiry, isStackOverflow, Programs };

/** Which text is at fault when nothing can be run. */
export type WrongText = Extract<TlaModelResult, { model: null }>["wrong"];

export interface FrontEnd {
  readonly loadTlaModel: typeof loadTlaModel;
  readonly parseTla: typeof parseTla;
}

export const TLA_FRONT_END: FrontEnd = { loadTlaModel, parseTla };
