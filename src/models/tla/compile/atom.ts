/** Where a piece of text stands, in the terms of the compiler: the values of the names around it. */

import { namesAround } from "../interpret/around.ts";
import type { Frame } from "../interpret/runtime.ts";
import type { Place } from "../interpret/scope.ts";
import { Context } from "./context.ts";
import { constant, Unsupported } from "./symbolic.ts";

/** The context of a text that the interpreter would evaluate in `frame`: what its slots hold becomes constant. */
export function contextAt(place: Place, frame: Frame): Context {
  const context = namesAround<Context>(
    {
      none: (source) => new Context(source, null),
      value: (around, name, value) => around.with(name, { kind: "value", value: constant(value) }),
      text: (around, name, { expression, inside }) =>
        around.with(name, { kind: "lazy", expression, context: inside, kept: null }),
    },
    place,
    frame,
  );
  if (context === null) throw new Unsupported("an operator, or an argument without a text, around a formula");
  return context;
}
