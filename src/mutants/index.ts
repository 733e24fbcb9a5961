/** What others may use of the mutants. */

export { type JudgedMutant, judgeMutants, type MutantVerdict, type MutationResult } from "./judge.ts";
