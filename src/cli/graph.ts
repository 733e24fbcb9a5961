/** `everystate graph`: the states of a small spec and the steps between them, as a picture. */

import { join, resolve } from "node:path";
import { viewedGraph, type WholeGraph, wholeGraph } from "../checker/index.ts";
import type { Model } from "../models/model.ts";
import { graphDot, plural, renderSvg, subjectText } from "../report/index.ts";
import { print, type Value } from "../values/index.ts";
import { type Context, lookUp, UsageError, unlessInterrupted } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import { Inquiry } from "./front-end.ts";
import { reasonOf } from "./input-file.ts";
import { evaluated, loadOne, type OneSpec, requestFor, toldErrors } from "./one-spec.ts";
import { tracesFolder, writeWhole } from "./out-folder.ts";

/** So many states may be drawn as few. */
const MOST_PROJECTED = 20_000;

export interface GraphCommand extends OneSpec {
  /** More states than this are not drawn. */
  readonly maxStates: number;
  /** Expressions: states that they do not tell apart are drawn as one. */
  readonly view: readonly string[];
  readonly out: string;
}

/** Runs the command; the answer is the exit code. Throws UsageError where `spec` stands for several configurations. */
export async function graphCommand(command: GraphCommand, context: Context): Promise<number> {
  const request = requestFor(command, context);
  if (typeof request === "number") return request;
  const model = loadOne(command, request, context);
  if (typeof model === "number") return model;
  const { maxStates, view } = command;
  const project = view.length === 0 ? (graph: WholeGraph) => graph : projectionOf(command, model, context);
  if (typeof project === "number") return project;
  const most = view.length === 0 ? maxStates : MOST_PROJECTED;
  const drawn = evaluated(
    () => {
      const whole = wholeGraph(model, most, () => lookUp(context));
      return whole === null ? null : project(whole);
    },
    command,
    context,
  );
  if (typeof drawn === "number") return drawn;
  if (drawn === null || drawn.states.length > maxStates) {
    const shown = drawn === null ? most : maxStates;
    const way = view.length === 0 ? "draw more with --max-states" : "draw more with --max-states, or view less";
    context.out(
      `${subjectText(request)} has more than ${shown} ${plural(shown, "state")}: give its constants smaller values, or ${way}\n`,
    );
    return EXIT.inconclusive;
  }
  if (model.key !== null) {
    context.note(
      "everystate: each state is drawn, also where VIEW or SYMMETRY take several for one, as check counts\n",
    );
  }
  const folder = tracesFolder(context.directory, command.out, request.config, command.constants);
  const subject = view.length === 0 ? subjectText(request) : `${subjectText(request)}, by ${view.join(", ")}`;
  return await written(graphDot(subject, drawn, model.checkDeadlock), folder, drawn, context);
}

/** Draws states as one that the expressions of the command do not tell apart; the exit code where they make no sense. */
function projectionOf(
  command: GraphCommand,
  model: Model,
  context: Context,
): ((graph: WholeGraph) => WholeGraph) | number {
  const inquiry = new Inquiry(model);
  const asked: Exclude<ReturnType<Inquiry["expression"]>, { readonly diagnostics: unknown }>[] = [];
  for (const text of command.view) {
    const one = inquiry.expression(text);
    if ("diagnostics" in one) return toldErrors(one.diagnostics, EXIT.specification, command, context);
    if (one.level > 1) throw new UsageError(`--view ${text}: expected an expression of a state, found one of a step`);
    asked.push(one);
  }
  return (graph) =>
    viewedGraph(graph, command.view, (state) => {
      const values = asked.map((one) => inquiry.value(one, state as readonly Value[]));
      return { values, key: values.map((value) => print(value)).join("\n") };
    });
}

async function written(dot: string, folder: string, graph: WholeGraph, context: Context): Promise<number> {
  const [text, picture] = [join(folder, "graph.dot"), join(folder, "graph.svg")];
  try {
    writeWhole(resolve(context.directory, text), dot);
    const svg = await renderSvg(dot, context.signal);
    if (svg === null) {
      context.note(`everystate: interrupted, so ${picture} was not drawn; ${text} is written\n`);
      return unlessInterrupted(context, EXIT.inconclusive);
    }
    writeWhole(resolve(context.directory, picture), svg);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    context.note(`everystate: the graph cannot be written to ${folder}: ${reasonOf(error)}\n`);
    return EXIT.unwritten;
  }
  const [states, steps] = [graph.states.length, graph.steps.length];
  const size = `${states} ${plural(states, "state")}, ${steps} ${plural(steps, "step")}`;
  const none = states === 0 ? ", since there is no initial state" : "";
  context.out(`${size}${none}: ${picture}, ${text}\n`);
  return EXIT.success;
}
