/** The names around the text of an atom of a temporal formula. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import { namesAround } from "../interpret/around.ts";
import type { AtomOrigin } from "../temporal/translate.ts";
import { Environment, JsFunction } from "./environment.ts";
import { Undirected, type Unit } from "./unit.ts";

/** May what is evaluated here be evaluated once more by the interpreter? */
export function isRepeatable({ setup }: Pick<Unit, "setup">, expression: Expression): boolean {
  const { pure, composes } = Reader.of(setup).readsOf(expression);
  return pure && !composes;
}

/** What the names around a text stand for. Throws `Undirected` where that has no direct code. */
export function environmentAt(unit: Unit, { place, frame }: AtomOrigin): Environment {
  const environment = namesAround<Environment>(
    {
      none: () => Environment.empty(new JsFunction(), false),
      value: (around, name, value) => around.with(name, { kind: "value", js: unit.constant(value) }),
      text: (around, name, { expression, inside }) => {
        if (!isRepeatable(unit, expression)) throw new Undirected("an argument that is not to be evaluated again");
        const text = { expression, environment: inside };
        return around.with(name, { kind: "text", text, js: null, early: false });
      },
    },
    place,
    frame,
  );
  if (environment === null) throw new Undirected("an operator, or an argument without a text, around a formula");
  return environment;
}
