/** What others may use of the reports. */

export { actionText, isWritten } from "./action-text.ts";
export { changedVerdictsText, isChanged } from "./changed-verdicts.ts";
export { examplesOf, FAILURE_NAME, nameOf, titleOf } from "./counterexample.ts";
export { diagnosticText, locationText } from "./diagnostic.ts";
export { traceDot } from "./dot.ts";
export { renderSvg } from "./dot-svg.ts";
export { eventLine, type RunEvent } from "./events.ts";
export { explanationText } from "./explanation.ts";
export { FORMATS, type Format, type Report } from "./format.ts";
export { graphDot } from "./graph-dot.ts";
export { type AlongTrace, alongText, constantText, triedText } from "./inquiry.ts";
export { errorsOf, type RunRecord, resultsJson, runJson, subjectText } from "./json.ts";
export { LANES_SUFFIX, lanesBeside, lanesSvg } from "./lanes/picture.ts";
export { type MatrixCell, matrixBlocks, matrixText } from "./matrix.ts";
export { type MatrixPage, type MatrixVariant, matrixMarkdown, matrixSvg } from "./matrix-files.ts";
export { type MutantReport, type MutatedSpec, mutantsJson, mutantsReport } from "./mutants.ts";
export { printJson } from "./print-json.ts";
export { progressText } from "./progress.ts";
export { quoted } from "./quoted.ts";
export { sha256 } from "./sha256.ts";
export { statesSvg } from "./states/picture.ts";
export { COLOURED, PLAIN, type Style } from "./style.ts";
export { sweepText } from "./sweep.ts";
export { listed, plural } from "./table.ts";
export { findingText, foundText, reportText, runText, violationText } from "./text.ts";
export { wrap } from "./wrap.ts";
