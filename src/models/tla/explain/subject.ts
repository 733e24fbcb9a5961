/** The model that somebody asks what is slow in it. */

import type { Interner } from "../../../values/index.ts";
import type { Formulas } from "../executor.ts";
import type { Setup } from "../interpret/interpreter.ts";
import type { Permutation } from "../symmetry/permutations.ts";

export interface Subject {
  readonly setup: Setup;
  readonly formulas: Formulas;
  readonly interner: Interner;
  /** The permutations of its SYMMETRY; null without one. */
  readonly group: readonly Permutation[] | null;
  readonly actions: number;
  /** As in `TlaModelParts`. */
  readonly quietly: <T>(run: () => T) => T;
}
