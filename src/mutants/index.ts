/** What others may use of the mutants. */

export {
  type JudgedMutant,
  type JudgedShare,
  joined,
  type MutantVerdict,
  MutationTest,
  type Share,
} from "./judge.ts";
