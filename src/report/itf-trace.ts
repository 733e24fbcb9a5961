/** A trace in Apalache's Informal Trace Format. */

import { toItf } from "../values/index.ts";
import { type Counterexample, claimAbout } from "./counterexample.ts";

/** One JSON document; states and the loop count from 0, as the format has it. */
export function itfText(example: Counterexample): string {
  const { variables, states, loop } = example.trace;
  const document = {
    "#meta": { format: "ITF", description: claimAbout(example) },
    vars: variables,
    states: states.map(({ action, values }, index) => ({
      "#meta": { index, ...(action === null ? {} : { action: action.name }) },
      ...Object.fromEntries(variables.map((variable, at) => [variable, toItf(values[at]!)])),
    })),
    ...(loop === null ? {} : { loop: loop - 1 }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
