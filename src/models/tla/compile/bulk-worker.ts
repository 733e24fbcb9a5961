// Hot path: `next` runs for every state, `ofState` and `ofStep` for every successor.
/** What code on packed rows can say in any order of states: for the threads of a search. */

import type { BulkNext, BulkShare, BulkWorker, Part } from "../../model.ts";
import type { Packing } from "../layout/packing.ts";
import { UNNUMBERED } from "../layout/universe.ts";
import { PackingReceiver, PackingSender, type WrittenNews, type WrittenPacking } from "../layout/written.ts";
import type { TlaModel } from "../model.ts";
import { Deadline } from "./account.ts";
import { makeProgram, type NextFunction, type Predicate, type Program } from "./program.ts";
import { emptyFull, type Growth } from "./table.ts";

/** A program, the layout of its rows, and what its tables share. */
interface Coded {
  readonly program: Program | null;
  readonly packing: Packing;
  readonly growth: Growth;
}

/** What other threads need to do what this code does; null where there is none. */
export function shareOf(model: TlaModel, { program, packing, growth }: Coded): BulkShare | null {
  if (program === null) return null;
  const sender = new PackingSender(model.interner);
  const recipe = sender.written(packing);
  return { recipe, own: bulkWorkerOf(model, program, growth), news: () => sender.news() };
}

/** Makes code again, in another thread, for the layout that a recipe tells. */
export function bulkWorkerFor(model: TlaModel, recipe: unknown): BulkWorker {
  const growth: Growth = { outgrown: false, retries: 0, full: [] };
  const receiver = new PackingReceiver(recipe as WrittenPacking, model.interner);
  const worker = bulkWorkerOf(model, programOn(model, receiver.packing, growth), growth);
  return { ...worker, learn: (news) => receiver.learn(news as WrittenNews) };
}

function programOn({ parts, actions, interner }: TlaModel, packing: Packing, growth: Growth): Program | null {
  const deadline = new Deadline(Number.POSITIVE_INFINITY);
  try {
    return makeProgram({ ...parts, actions, interner, packing, growth, deadline });
  } catch (error) {
    if (error === UNNUMBERED) return null;
    throw error;
  }
}

/**
 * Where code fails, or warns, nothing is said, nor where there is none: the search comes to it in its own order.
 * `growth` is that of the program.
 */
function bulkWorkerOf(model: TlaModel, program: Program | null, growth: Growth): BulkWorker {
  const { properties, constrained, parts } = model;
  const constraints = program?.constraints ?? [];
  const over = (kind: Part["over"]): (Predicate | null)[] =>
    properties.flatMap(({ parts: list }, property) =>
      list.flatMap((part, i) => (part.over === kind ? [program?.parts[property]?.[i] ?? null] : [])),
    );
  const [states, steps] = [over("state"), over("step")];
  const known = (list: readonly (Predicate | null)[]): list is readonly Predicate[] => !list.includes(null);
  const knowsStates = known(states) && known(constraints);
  const knowsSteps = known(steps);
  return {
    next: program === null ? () => -1 : nextOf(program.next, growth),
    asks: {
      states: knowsStates && (constrained || states.length + steps.length > 0),
      steps: knowsSteps && steps.length > 0,
    },
    ofState: (rows, from) => {
      if (!knowsStates) return null;
      try {
        for (const holds of states) if (!holds(rows, from, rows, from)) return null;
        for (const admits of constraints) if (!admits(rows, from, rows, from)) return false;
        return true;
      } catch {
        return null;
      }
    },
    ofStep: (rows, from, others, to) => {
      if (!knowsSteps) return false;
      try {
        for (const holds of steps) if (!holds(rows, from, others, to)) return false;
        return true;
      } catch {
        return false;
      }
    },
    learn: () => {},
    trying: (run) => parts.setup.trying(run),
  };
}

function nextOf(next: readonly NextFunction[], growth: Growth): BulkNext {
  return (rows, from, out, to) => {
    emptyFull(growth);
    let end = to;
    try {
      for (const part of next) end = part(rows, from, out, end);
    } catch {
      return -1;
    }
    return end;
  };
}
