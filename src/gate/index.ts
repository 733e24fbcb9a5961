/** What the command line may use of the gate. */

export { AnchoredText, offsetsOf } from "./anchored-text.ts";
export { codeDrift, codeHashes, codeLinks } from "./code.ts";
export { gateJson } from "./gate-json.ts";
export {
  differencesText,
  errorsText,
  lookText,
  plainTableText,
  runText,
  tableText,
} from "./gate-text.ts";
export { idleActions } from "./idle.ts";
export { type Difference, differencesOf, type Plan, planOf, refusals, remaining, renewed } from "./judgement.ts";
export { matrixCells, matrixVariants, variantsText } from "./matrix.ts";
export { pinOf } from "./pin.ts";
export { portionOf } from "./portion.ts";
export { type GateRun, type RecordedRun, rowOf, type VerdictsFile } from "./record.ts";
export { type KeptRun, restoreRun, storeRun } from "./stored-run.ts";
export { touchedRuns } from "./touched.ts";
export { parseVerdicts, verdictsText } from "./verdicts-file.ts";
