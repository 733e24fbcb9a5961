/** Possibility: decided by the checker on the whole state graph, so there is nothing to evaluate in one state. */

import { type NativeContext, NativeError } from "./native.ts";

function notHere(name: string, arity: number) {
  const native = (): never => {
    throw new NativeError(
      "E472",
      `${name} has a meaning only in an INVARIANT, PROPERTY or _POSSIBLE, under Boolean operators and quantifiers`,
    );
  };
  // Its arguments are not evaluated: the message is about the operator, not about them.
  Object.defineProperty(native, "length", { value: arity });
  return Object.assign(native, { lazy: true });
}

/** The operators as they are where the checker does not take them. */
export const possibility = (_: NativeContext) => ({
  Possible: notHere("Possible", 1),
  PossibleBy: notHere("PossibleBy", 2),
});
