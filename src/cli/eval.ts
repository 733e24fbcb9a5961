/** `everystate eval`: what an expression is along a trace. */

import { EvaluationError } from "../models/model.ts";
import { type AlongTrace, alongText, constantText, subjectText } from "../report/index.ts";
import type { Value } from "../values/index.ts";
import type { Context } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import { Inquiry } from "./front-end.ts";
import { type GivenTrace, givenTrace, type TraceCommand } from "./given-trace.ts";
import { loadOne, requestFor, toldErrors } from "./one-spec.ts";

export interface EvalCommand extends TraceCommand {
  readonly expression: string;
}

/** Runs the command; the answer is the exit code. */
export async function evalCommand(command: EvalCommand, context: Context): Promise<number> {
  const request = requestFor(command, context);
  if (typeof request === "number") return request;
  const model = loadOne(command, { ...request, alias: false }, context);
  if (typeof model === "number") return model;
  const inquiry = new Inquiry(model);
  const asked = inquiry.expression(command.expression);
  if ("diagnostics" in asked) return toldErrors(asked.diagnostics, EXIT.specification, command, context);
  // What depends on no state is the same along any trace, and needs none. `TLCGet("level")` seems to, and fails alone.
  const alone = asked.level === 0 && command.trace === null && command.property === null;
  const constant = alone ? constantOf(() => inquiry.value(asked, [])) : null;
  if (constant !== null && !(constant instanceof EvaluationError)) {
    context.out(constantText(`${subjectText(request)}: ${command.expression}`, constant));
    return EXIT.success;
  }
  const trace = await givenTrace(command, request.config, model, context);
  if (typeof trace === "number")
    return constant === null ? trace : toldErrors([constant.diagnostic], EXIT.evaluation, command, context);
  const found = placesIn(trace, asked.level).map(({ from, to }): AlongTrace => {
    const next = to === null ? null : (trace.states[to - 1] ?? null);
    try {
      return { from, to, value: inquiry.valueIn(asked, { states: trace.states, at: from - 1 }, next), failure: null };
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      return { from, to, value: null, failure: error.diagnostic };
    }
  });
  const about = `${subjectText(request)}: ${command.expression} along ${trace.title}`;
  context.out(alongText(about, found, context.style("out", command.color)));
  return found.some(({ failure }) => failure !== null) ? EXIT.evaluation : EXIT.success;
}

/** The value of what needs no state, or why it has none. */
function constantOf(value: () => Value): Value | EvaluationError {
  try {
    return value();
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

/** The states of a trace or, for an expression of steps, its steps, that of a loop back to its beginning included. */
function placesIn(
  { states, loop }: GivenTrace,
  level: number,
): { readonly from: number; readonly to: number | null }[] {
  const all = states.map((_, at) => ({ from: at + 1, to: null }));
  if (level < 2) return all;
  return all.flatMap(({ from }) => {
    const to = from < states.length ? from + 1 : loop;
    return to === null ? [] : [{ from, to }];
  });
}
