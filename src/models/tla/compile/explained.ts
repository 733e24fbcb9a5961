/** What a run says of itself where no code is in use. */

/** Why there is none, the most important reason first. */
export function whyInterpreted(why: {
  /** Did it cost more than it brought, or take long to make? */
  readonly dear: boolean;
  readonly slow: boolean;
  /** Had the run not yet come so far that it is made? */
  readonly small: boolean;
  /** Did values not fit again and again? */
  readonly outgrown: boolean;
  readonly layouts: number;
}): string {
  if (why.dear) return "The interpreter evaluates everything: code cost more than it brought.";
  if (why.slow) return "The interpreter evaluated everything: making code takes long, for so short a run.";
  if (why.small) return "The interpreter evaluated everything: so small a model is not worth compiling.";
  if (why.outgrown) return "The layout was outgrown too often: the interpreter evaluates everything.";
  if (why.layouts > 0) return "The interpreter evaluates everything: there is no code for a part of Next.";
  return "The interpreter evaluates everything: the spec does more than look at states.";
}
