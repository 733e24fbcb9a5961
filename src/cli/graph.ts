/** `everystate graph`: the states of a small spec and the steps between them, as a picture. */

import { join, resolve } from "node:path";
import { type WholeGraph, wholeGraph } from "../checker/index.ts";
import { graphDot, renderSvg, subjectText } from "../report/index.ts";
import { type Context, lookUp, unlessInterrupted } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import { reasonOf } from "./input-file.ts";
import { evaluated, loadOne, type OneSpec, requestFor } from "./one-spec.ts";
import { tracesFolder, writeWhole } from "./out-folder.ts";

export interface GraphCommand extends OneSpec {
  /** More states than this are not drawn. */
  readonly maxStates: number;
  readonly out: string;
}

/** Runs the command; the answer is the exit code. Throws UsageError where `spec` stands for several configurations. */
export async function graphCommand(command: GraphCommand, context: Context): Promise<number> {
  const request = requestFor(command, context);
  if (typeof request === "number") return request;
  const model = loadOne(command, request, context);
  if (typeof model === "number") return model;
  const graph = evaluated(() => wholeGraph(model, command.maxStates, () => lookUp(context)), command, context);
  if (typeof graph === "number") return graph;
  if (graph === null) {
    const most = `${subjectText(request)} has more than ${command.maxStates} states`;
    context.out(`${most}: give its constants smaller values, or draw more with --max-states\n`);
    return EXIT.inconclusive;
  }
  const folder = tracesFolder(context.directory, command.out, request.config, command.constants);
  return await written(graphDot(subjectText(request), graph, model.checkDeadlock), folder, graph, context);
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
  context.out(`${graph.states.length} states, ${graph.steps.length} steps: ${picture}, ${text}\n`);
  return EXIT.success;
}
