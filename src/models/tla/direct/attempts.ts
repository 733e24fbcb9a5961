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

  /** What `evaluate` gives; null where it fails as expected. Throws its other errors. */
  make<T>(evaluate: () => T): T | null {
    this.made++;
    try {
      return evaluate();
    } catch (error) {
      if (!this.expected(error)) throw error;
      this.failed++;
      return null;
    }
  }
}
