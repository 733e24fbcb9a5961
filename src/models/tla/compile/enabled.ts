/** `ENABLED A`: a function of generated code that ends at the first way to do A. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { enumerate } from "./action.ts";
import type { Compiler } from "./compiler.ts";
import type { Context } from "./context.ts";
import { js } from "./js.ts";
import { boolean, type Truth, Unsupported } from "./symbolic.ts";

/** The code asks when the formula is wanted, not before: an error in A is one only there. */
export function enabled(c: Compiler, action: Expression, context: Context): Truth {
  if (c.primed) throw new Unsupported("ENABLED in a primed text");
  if (c.setup.lowering.ownVariables(action).length > 0) throw new Unsupported("ENABLED with variables of its own");
  if (c.fallback.composes(action)) throw new Unsupported("ENABLED of a composition");
  const { step } = c;
  const name = c.code.fresh();
  const mark = c.code.mark();
  c.step = step.map(() => null);
  try {
    c.code.open(js`const ${name} = () =>`);
    enumerate(c, action, context, () => c.code.line(js`return true;`));
    c.code.line(js`return false;`);
    c.code.close();
    c.code.line(js`;`);
  } finally {
    c.step = step;
  }
  const answer = js`${name}()`;
  return boolean(c.code.bailsSince(mark) ? answer.bailing : answer);
}
