/** Where the time of a run goes, as lines of its explanation. */

import type { ActionShare, TimeShares } from "../checker/index.ts";
import { aligned, listed, percent, plural } from "./table.ts";

const MOST_ACTIONS = 6;
const MOST_PROPERTIES = 3;

/** What takes less than this is one of the rest. */
const LEAST = 0.005;

/** An action with this share, and so much of it where it has no step, is worth a hint. */
const MUCH = 0.05;
const IN_VAIN = 0.6;

/** The same for one with this share of the steps, of which fewer than so many are new. */
const STALE = 0.02;

/** Lines of a table begin with a space. */
export function timeLines(time: TimeShares): string[] {
  const { actions, divided, choosing, untimed } = time;
  const shown = actions.filter((action) => action.time >= LEAST).slice(0, MOST_ACTIONS);
  const hidden = actions.filter((action) => !shown.includes(action));
  const rows = [["", "time", "in vain", "steps", "new"], ...shown.map(actionRow)];
  if (hidden.length > 0) rows.push(rest(`${hidden.length} other ${plural(hidden.length, "action")}`, hidden));
  if (choosing >= LEAST) rows.push(["choosing parameters of actions", percent(choosing)]);
  rows.push(...askedRows(time));
  const lines = aligned(rows).map((line) => ` ${line}`);
  lines.push(
    "time: share of all. in vain: share of its time spent where it has no step. steps: share of all steps. new: share of " +
      "its steps that lead to a new state.",
  );
  if (untimed.length > 0) lines.push(`Not timed, since it asks for the run: ${listed(untimed)}.`);
  if (!divided) lines.push("Next is one formula, no choice of actions by \\/ or \\E: its parts cannot be timed apart.");
  const stale = actions
    .filter(({ steps, fresh }) => steps >= MUCH && fresh !== null && fresh < STALE)
    .map(({ name }) => name);
  if (divided && stale.length > 0) {
    lines.push(
      `${listed(stale)}: hardly any of these steps leads to a new state. Where they change nothing, a condition would ` +
        "spare them.",
    );
  }
  const idle = shown.filter(({ time: share, vain }) => share >= MUCH && vain >= IN_VAIN).map(({ name }) => name);
  if (divided && idle.length > 0) {
    lines.push(
      `${listed(idle)}: most of this time is lost where there is no step. Let what is most often false, and quickly ` +
        "evaluated, stand first in the text.",
    );
  }
  return lines;
}

function actionRow({ name, time, vain, steps, fresh }: ActionShare): string[] {
  return [name, percent(time), percent(vain), percent(steps), fresh === null ? "-" : percent(fresh)];
}

function rest(name: string, actions: readonly ActionShare[]): string[] {
  const sum = (of: (action: ActionShare) => number): number => actions.reduce((all, action) => all + of(action), 0);
  const [time, steps] = [sum((action) => action.time), sum((action) => action.steps)];
  const vain = time === 0 ? 0 : sum((action) => action.time * action.vain) / time;
  const fresh = steps === 0 ? "-" : percent(sum((action) => action.steps * (action.fresh ?? 0)) / steps);
  return [name, percent(time), percent(vain), percent(steps), fresh];
}

/** The properties that take most, constraints, VIEW and SYMMETRY. */
function askedRows({ asked }: TimeShares): string[][] {
  const sorted = [...asked].sort((a, b) => b.time - a.time);
  const properties = sorted.filter(({ kind }) => kind === "property");
  const shown = properties.slice(0, MOST_PROPERTIES).filter(({ time }) => time >= LEAST);
  const others = properties.filter((property) => !shown.includes(property));
  const rows = shown.map(({ name, time }) => [`property ${name}`, percent(time)]);
  if (others.length > 0) {
    const time = others.reduce((sum, one) => sum + one.time, 0);
    rows.push([
      `${others.length}${shown.length > 0 ? " other" : ""} ${plural(others.length, "property")}`,
      percent(time),
    ]);
  }
  for (const { kind, name, time } of sorted) {
    if (kind === "property") continue;
    rows.push([kind === "constraint" ? `constraint ${name}`.trim() : name, percent(time)]);
  }
  return rows;
}
