/** The sides of `\/` in a step that is evaluated again for the error in it. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { LocatedError } from "./error.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Act } from "./runtime.ts";
import type { Place } from "./scope.ts";

const TRIED =
  "each side of \\/ is tried in an action, also where one before it is true, as here: to ask B only where A is false, write ~A => B, or IF";

/** Items of which an error says if it comes from a condition behind one that is true: each is tried all the same. */
export function triedItems(interpreter: Interpreter, items: readonly Expression[], place: Place, then: Act): Act[] {
  const { facts } = interpreter.setup;
  let wasTrue = false;
  const onward: Act = (f) => {
    const stop = then(f);
    // Afterwards: what follows may come by here itself, and what fails there fails behind the first side that is true.
    wasTrue = true;
    return stop;
  };
  const acts = items.map((item): Act => {
    if (facts.levelOf(item) > 1) return interpreter.enumerator(item, place, then);
    const act = interpreter.enumerator(item, place, onward);
    return (f) => {
      try {
        return act(f);
      } catch (error) {
        if (wasTrue && error instanceof LocatedError) error.note ??= TRIED;
        throw error;
      }
    };
  });
  const [first, ...others] = acts as [Act, ...Act[]];
  const begin: Act = (f) => {
    wasTrue = false;
    return first(f);
  };
  return [begin, ...others];
}
