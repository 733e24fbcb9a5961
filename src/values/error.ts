/** What goes wrong with values: one exception, told apart by its code. */

/**
 * Thrown when a value does not permit what is asked of it. The caller (an interpreter, a reader) turns it into a
 * diagnostic with a place. Messages say what was expected and what was found.
 *
 * | code | meaning |
 * |---|---|
 * | E401 | two values of kinds that cannot be compared, or that make membership undecidable |
 * | E402 | two infinite or too large sets, or functions on such, whose comparison cannot be decided |
 * | E403 | an infinite set would have to be enumerated |
 * | E404 | a finite set is too large to be enumerated |
 * | E405 | a cardinality that does not exist or exceeds 2^53 - 1 |
 * | E406 | a function applied outside its domain, or to a field that it lacks |
 * | E407 | it cannot be decided whether a set is finite |
 * | E408 | a function or record given two values for one argument, or lists of different length |
 * | E409 | integer overflow: a result beyond 2^53 - 1 |
 * | E410 | division by zero, or a modulus that is not positive |
 * | E411 | a power that is no integer: a negative exponent, or 0^0 |
 * | E412 | a value that cannot be part of a state |
 * | E413 | a text that is no value |
 * | E414 | data from outside (ITF, JavaScript) that is no value |
 */
export class ValueError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = "ValueError";
    this.code = code;
  }
}
