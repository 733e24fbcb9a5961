/** TLA+ specifications as models: what the command line uses of this folder. */

export { loadTlaModel, type ModuleFiles, type TlaModelRequest, type TlaModelResult } from "./load.ts";
export { parseTla } from "./parse.ts";
