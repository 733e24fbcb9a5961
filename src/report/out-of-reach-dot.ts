/** The states that are left after a possibility was lost, as a frame in the diagram of its trace. */

import type { OutOfReach, Trace } from "../checker/index.ts";
import { actionText } from "./action-text.ts";
import { edgeAttributes, edgeLines, label } from "./dot-label.ts";
import { leftName, leftText } from "./out-of-reach-text.ts";
import { changedLines } from "./state-box.ts";
import { wrap } from "./wrap.ts";

/** Pixels that the frame may be wide, of the 1,600 of a picture. */
const ROOM = 1400;

/** Pixels of a character, and around the text of a box. */
const CHARACTER = 8;
const MARGIN = 40;

/** More states than this make a picture that nobody reads. */
const MOST_STATES = 12;

/** Characters in a line of the frame's own label. */
const CAPTION_WIDTH = 60;

/** The frame around the trace's last state and those that are left, with the steps between them; nothing otherwise. */
export function leftCluster(trace: Trace): string[] {
  const { outOfReach } = trace;
  if (outOfReach === null) return [];
  const last = trace.states.length;
  const boxes = outOfReach.states.map((state, at) => {
    if (at === 0) return [];
    return [`State ${leftName(trace, at)}`, ...changedLines(trace.variables, outOfReach.states[0]!, state)];
  });
  const drawn = boxes.length > 0 && boxes.length <= MOST_STATES && widthOf(outOfReach, boxes) <= ROOM;
  const caption = label(wrap(leftText(trace, outOfReach), CAPTION_WIDTH));
  const frame = ["  subgraph cluster_left {", `    label=${caption}`, "    style=dashed", `    s${last}`];
  if (!drawn) return [...frame, "  }"];
  const name = (at: number): string => `s${leftName(trace, at)}`;
  const nodes = boxes.slice(1).map((lines, at) => `    ${name(at + 1)} [label=${label(lines)}]`);
  const edges = outOfReach.steps
    .filter(([from, to]) => from !== to)
    .map(([from, to, action]) => `    ${name(from - 1)} -> ${name(to - 1)}${edgeAttributes(action)}`);
  return [...frame, ...nodes, ...edges, "  }"];
}

/**
 * A width that the frame surely does not exceed: the widest row of boxes, as far as their distance from the last state
 * tells, and all labels beside each other.
 */
function widthOf({ steps, states }: OutOfReach, boxes: readonly (readonly string[])[]): number {
  const distance = distances(states.length, steps);
  const rows: number[] = [];
  boxes.forEach((lines, at) => {
    const row = distance[at]!;
    rows[row] = (rows[row] ?? 0) + widest(lines) + MARGIN;
  });
  const labels = steps.map(([from, to, action]) => {
    return from === to || action === null ? MARGIN : widest(edgeLines(actionText(action)));
  });
  return Math.max(...rows.filter((width) => width !== undefined)) + labels.reduce((sum, width) => sum + width, 0);
}

function widest(lines: readonly string[]): number {
  return CHARACTER * Math.max(0, ...lines.map((line) => line.length));
}

/** How many steps each state is away from the first. */
function distances(count: number, steps: OutOfReach["steps"]): number[] {
  const distance = Array.from({ length: count }, (_, at) => (at === 0 ? 0 : Number.POSITIVE_INFINITY));
  for (let changed = true; changed; ) {
    changed = false;
    for (const [from, to] of steps) {
      if (distance[from - 1]! + 1 >= distance[to - 1]!) continue;
      distance[to - 1] = distance[from - 1]! + 1;
      changed = true;
    }
  }
  return distance.map((steps) => (Number.isFinite(steps) ? steps : 0));
}
