/** Three-valued answers: some questions about values have none, such as `1 = "a"`. */

/** YES, NO, or UNDECIDED. */
export type Decision = 1 | 0 | -1;

export const YES = 1;
export const NO = 0;
export const UNDECIDED = -1;
