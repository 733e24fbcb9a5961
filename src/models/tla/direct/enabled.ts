/** Direct code of ENABLED: its action is gone through, from a next state without values, until it is true in one way. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import { ActionWriter, NOTHING } from "./action.ts";
import { type Environment, JsFunction } from "./environment.ts";
import { Writer } from "./expression.ts";
import { type Made, Undirected, type Unit } from "./unit.ts";

/** Throws `Undirected` where there is none. */
export function directEnabled(unit: Unit, action: Expression, at: Environment): Made {
  if (unit.setup.lowering.ownVariables(action).length > 0) throw new Undirected("variables of an instance alone");
  const within = new JsFunction();
  const place = { at: at.but({ within }), assigned: NOTHING };
  const body = new ActionWriter(new Writer(unit), true).act(action, place, () => "return true;");
  return unit.make(`begin(); ${within.with(body)} return false;`);
}
