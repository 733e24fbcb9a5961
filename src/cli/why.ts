/** `everystate why`: which conjunct keeps an action from having a step in a state of a trace. */

import { actionText, isWritten, plural, subjectText, triedText } from "../report/index.ts";
import { similarNames } from "../tla/semantics/scope.ts";
import { type Context, UsageError } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import { Inquiry } from "./front-end.ts";
import { givenTrace, type TraceCommand } from "./given-trace.ts";
import { evaluated, loadOne, requestFor } from "./one-spec.ts";

export interface WhyCommand extends TraceCommand {
  /** An action, by the name that traces give it, also with values for its parameters: `Send(p = p1)`, or `Send(p1)`. */
  readonly action: string;
  /** The number of a state, from 1; null for the last one. */
  readonly state: number | null;
}

/** Runs the command; the answer is the exit code. Throws UsageError for an action or a state that does not exist. */
export async function whyCommand(command: WhyCommand, context: Context): Promise<number> {
  const request = requestFor(command, context);
  if (typeof request === "number") return request;
  const model = loadOne(command, { ...request, alias: false }, context);
  if (typeof model === "number") return model;
  const names = [...new Set(model.actions.map(({ name }) => name))];
  const stripped = command.action.replace(/\(.*$/s, "").trim();
  const wanted = names.find((name) => name === command.action) ?? stripped;
  if (!names.includes(wanted)) {
    const near = similarNames(wanted, names);
    const others = near.length > 0 ? `did you mean ${near.join(" or ")}?` : `actions are ${names.join(", ")}`;
    throw new UsageError(`Next of ${request.spec} has no action ${wanted}; ${others}`);
  }
  const trace = await givenTrace(command, request.config, model, context);
  if (typeof trace === "number") return trace;
  const { states } = trace;
  const at = command.state ?? states.length;
  if (states[at - 1] === undefined)
    throw new UsageError(`--state ${at}: ${trace.title} has ${states.length} ${plural(states.length, "state")}`);
  const inquiry = new Inquiry(model);
  // The same name may stand for several actions: definitions of several modules.
  const indexes = model.actions.flatMap(({ name }, index) => (name === wanted ? [index] : []));
  const tried = evaluated(
    () => indexes.flatMap((index) => inquiry.tried(index, { states, at: at - 1 })),
    command,
    context,
  );
  if (typeof tried === "number") return tried;
  const actionOf = ({ parameters }: (typeof tried)[number]) => ({ name: wanted, parameters, location: null });
  const chosen = tried.filter((step) => isWritten(command.action, actionOf(step)));
  if (chosen.length === 0 && tried.length > 0) {
    throw new UsageError(
      `--action ${command.action}: Next has no such step; write it as in ${actionText(actionOf(tried[0]!))}`,
    );
  }
  const about = `${subjectText(request)}: ${command.action} in state ${at} of ${trace.title}`;
  context.out(triedText(about, wanted, chosen, context.style("out", command.color)));
  return EXIT.success;
}
