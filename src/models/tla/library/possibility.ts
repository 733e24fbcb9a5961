/** Possibility: decided by the checker on the whole state graph, so there is nothing to evaluate in one state. */

import { type NativeContext, NativeError } from "./native.ts";

function notHere(name: string) {
  const native = (): never => {
    throw new NativeError(
      "E472",
      `${name} has a meaning only in an INVARIANT, PROPERTY or _POSSIBLE, under Boolean operators and quantifiers`,
    );
  };
  // Its arguments are not evaluated: the message is about the operator, not about them.
  return Object.assign(native, { lazy: true });
}

/** The operators as they are where the checker does not take them. */
export const possibility = (_: NativeContext) => ({
  Possible: notHere("Possible"),
  PossibleBy: notHere("PossibleBy"),
});
