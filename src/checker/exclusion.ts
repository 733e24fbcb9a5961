/** Which fairness would exclude a lasso, tried on the lasso by the definition of fairness. */

import { EvaluationError, type Model, type Step } from "../models/model.ts";
import { print, same, type Value } from "../values/index.ts";
import type { ExcludingFairness } from "./result.ts";

/** Loops that are longer, and states that allow more steps, are not looked at. */
const MOST_STATES = 200;
const MOST_STEPS = 200;

type State = readonly Value[];

/** What is to be fair. */
type Condition = Pick<ExcludingFairness, "action" | "parameters">;

/** The steps of an action, or of some of its arguments, in the loop. */
interface Seen {
  readonly fairness: Condition;
  /** In how many states of the loop a step that changes something is enabled. */
  enabled: number;
  /** Does the loop take such a step? */
  taken: boolean;
}

/**
 * The weak fairness that the loop of these rows (the last one leads to `closing`) violates, of all steps and of actions
 * that are whole definitions; if there is none, the strong fairness. Only what is found true: an action whose steps
 * are not all known is left out.
 */
export function excludingFairness(model: Model, rows: readonly Int32Array[], closing: Int32Array): ExcludingFairness[] {
  // A view may call different states the same: then the loop is none of the specification's.
  if (model.steps === undefined || model.key !== null || rows.length > MOST_STATES) return [];
  const states = [...rows, closing].map((row) => model.decode(row));
  const seen = new Map<string, Seen>();
  for (const [at, row] of rows.entries()) {
    const steps = stepsOf(model, row);
    if (steps === null) return [];
    look(model, steps, [states[at] as State, states[at + 1] as State], seen);
  }
  const never = [...seen.values()].filter(({ taken }) => !taken);
  const weak = never.filter(({ enabled }) => enabled === rows.length);
  const written = { variables: "vars", next: "Next", ...model.written };
  const [strength, operator, violated] =
    weak.length > 0 ? (["weak", "WF", weak] as const) : (["strong", "SF", never] as const);
  const found = violated.map(({ fairness }) => {
    const { action, parameters } = fairness;
    const given = parameters.length === 0 ? "" : `(${parameters.join(", ")})`;
    return { strength, ...fairness, name: `${operator}_${written.variables}(${action ?? written.next}${given})` };
  });
  // Several arguments of an action ask for the same condition, and an action may be all of Next.
  return found.filter(({ name }, at) => found.findIndex((other) => other.name === name) === at);
}

function stepsOf(model: Model, row: Int32Array): readonly Step[] | null {
  try {
    return model.steps!(row, MOST_STEPS);
  } catch (error) {
    // Where Next cannot be evaluated nobody can say what it allows.
    if (error instanceof EvaluationError) return null;
    throw error;
  }
}

/** Notes what `steps`, those from the first state of a pair, say of fairness where the loop goes on to the second. */
function look(
  model: Model,
  steps: readonly Step[],
  [from, to]: readonly [State, State],
  seen: Map<string, Seen>,
): void {
  const here = new Set<Seen>();
  for (const { action, values } of steps) {
    if (action === null || isSame(values, from)) continue;
    const taken = isSame(values, to);
    for (const [key, fairness] of conditionsOf(model, action)) {
      const known = seen.get(key) ?? { fairness, enabled: 0, taken: false };
      seen.set(key, known);
      known.taken ||= taken;
      here.add(known);
    }
  }
  for (const known of here) known.enabled++;
}

/** The fairness conditions of which a step is one: of all steps, of its action, and of its arguments to that. */
function conditionsOf(model: Model, { index, parameters: given }: NonNullable<Step["action"]>): [string, Condition][] {
  const found: [string, Condition][] = [["", { action: null, parameters: [] }]];
  const { name, parameters } = model.actions[index]!;
  if (parameters === undefined) return found;
  if (parameters.length === 0) return [...found, [`${index}`, { action: name, parameters }]];
  // An argument that is an operator has no value to be told apart by.
  const values = given.slice(0, parameters.length);
  if (values.length < parameters.length || values.some(([one], at) => one !== parameters[at])) return found;
  const key = [index, ...values.map(([, value]) => print(value))].join("\n");
  return [...found, [key, { action: name, parameters }]];
}

function isSame(one: State, other: State): boolean {
  return one.every((value, at) => same(value, other[at] as Value));
}
