// Hot path: counts each evaluation by direct code.
/** Evaluations that may come to nothing, and when to stop making them. */

/** After so many failures they are given up, if more than one in so many failed. */
const FEWEST_FAILURES = 32;
const FAILING = 8;

export class Attempts {
  made = 0;
  failed = 0;
  private readonly expected: (error: unknown) => boolean;

  /** `expected` tells of an error whether it only means that the interpreter has to evaluate. */
  constructor(expected: (error: unknown) => boolean) {
    this.expected = expected;
  }

  get givenUp(): boolean {
    return this.failed > FEWEST_FAILURES && this.failed * FAILING > this.made;
  }

  /** One begins. */
  begin(): void {
    this.made++;
  }

  /** It has failed; throws the error again unless it is one of those that are expected. */
  fail(error: unknown): void {
    if (!this.expected(error)) throw error;
    this.failed++;
  }
}
