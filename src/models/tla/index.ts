/** TLA+ specifications as models: what the command line uses of this folder. */

export { contentOf } from "./content.ts";
export { Inquiry } from "./inquiry.ts";
export { diagnosticOf, isStackOverflow } from "./interpret/error.ts";
export { Uses } from "./interpret/uses.ts";
export {
  type Engine,
  loadTlaModel,
  type ModuleFiles,
  type SymmetryWish,
  type TlaModelRequest,
  type TlaModelResult,
} from "./load.ts";
export { type Mutant, mutantsOf, tripwire } from "./mutants/mutants.ts";
export { parseTla } from "./parse.ts";
export { Programs } from "./programs.ts";
export { bulkWorkerOn, remadeFor, type WorkRequest, workerFor, workRequestFor } from "./work.ts";
export { sharesProcess } from "./workers/cpu-time.ts";
export type { Hands, Link, Reply, Task } from "./workers/link.ts";
