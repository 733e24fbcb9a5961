/** The states that are left after a possibility was lost, as a frame in the diagram of its trace. */

import type { OutOfReach, Trace } from "../checker/index.ts";
import { actionText } from "./action-text.ts";
import { edgeAttributes, edgeLines, label } from "./dot-label.ts";
import { leftName, leftText } from "./out-of-reach-text.ts";
import { changedLines } from "./state-box.ts";
import { wrap } from "./wrap.ts";

/** Pixels that the frame may be wide, of the 1,600 of a picture. */
const ROOM = 1200;

/** Pixels of a character, and around the text of a box. */
const CHARACTER = 8;
const MARGIN = 40;

/** More states than this make a picture that nobody reads. */
const MOST_STATES = 12;

/** Characters in a line of the frame's own label. */
const CAPTION_WIDTH = 80;

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
  const caption = [
    leftText(trace, outOfReach),
    ...(drawn && boxes.length > 1 ? [`Of these only what differs from state ${last} is shown.`] : []),
    ...(outOfReach.goal === null ? [] : [`Out of reach: ${outOfReach.goal}`]),
  ].flatMap((text) => wrap(text, CAPTION_WIDTH));
  // At the bottom, where no edge comes in across it.
  const frame = [
    "  subgraph cluster_left {",
    `    label=${label(caption)}`,
    "    labelloc=b",
    "    style=dashed",
    `    s${last}`,
  ];
  if (!drawn) return [...frame, "  }"];
  const name = (at: number): string => `s${leftName(trace, at)}`;
  const nodes = boxes.slice(1).map((lines, at) => `    ${name(at + 1)} [label=${label(lines)}]`);
  const edges = outOfReach.steps
    .filter(([from, to]) => from !== to)
    .map(([from, to, action]) => `    ${name(from - 1)} -> ${name(to - 1)}${edgeAttributes(action)}`);
  return [...frame, ...nodes, ...edges, "  }"];
}

/**
 * How wide the frame will be, about: the widest row of boxes, and the widest row of labels between two rows of boxes.
 * A label that is beside boxes, too, since its edge passes them, counts in both.
 */
function widthOf({ steps, states }: OutOfReach, boxes: readonly (readonly string[])[]): number {
  const distance = distances(states.length, steps);
  const rows: number[] = [];
  const add = (row: number, width: number): void => {
    rows[row] = (rows[row] ?? 0) + width + MARGIN;
  };
  boxes.forEach((lines, at) => {
    add(2 * distance[at]!, widest(lines));
  });
  for (const [from, to, action] of steps) {
    if (from === to) continue;
    const ends = [distance[from - 1]!, distance[to - 1]!];
    const [upper, lower] = [Math.min(...ends), Math.max(...ends)];
    const width = action === null ? 0 : widest(edgeLines(actionText(action)));
    for (let row = 2 * upper + 1; row < Math.max(2 * lower, 2 * upper + 2); row++) add(row, width);
  }
  return Math.max(...Array.from(rows, (width) => width ?? 0));
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
