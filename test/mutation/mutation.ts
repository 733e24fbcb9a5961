/** The form of a mutation, and a short way to write several of one file. */

/** A slip in one place of `src`, and the test that must notice it. */
export interface Mutation {
  /** The semantic rule that the slip breaks, in words. */
  readonly rule: string;
  /** The file in `src`. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The name is the test's full name or a unique part of it, as `vitest -t` matches it. */
  readonly test: { readonly file: string; readonly name: string };
}

/** Mutations of `file` that tests in `test` must notice; each as rule, text, replacement and name of the test. */
export function slips(
  file: string,
  test: string,
  rows: readonly (readonly [rule: string, find: string, replace: string, name: string])[],
): Mutation[] {
  return rows.map(([rule, find, replace, name]) => ({ rule, file, find, replace, test: { file: test, name } }));
}
