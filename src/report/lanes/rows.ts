/** The rows of a picture of lanes, from top to bottom: what stands in each lane, and what is said across all of them. */

import type { Trace } from "../../checker/index.ts";
import { printFolded, type Value } from "../../values/index.ts";
import { actionText } from "../action-text.ts";
import { claimIn, claimOf, type PictureTitle } from "../counterexample.ts";
import type { Line } from "../drawing.ts";
import { fairnessLines, loopText, stutters } from "../lasso-text.ts";
import { leftText, lostText } from "../out-of-reach-text.ts";
import { shownStates } from "../shown-states.ts";
import { wrap } from "../wrap.ts";
import { type Block, effectBlock, noteBlock, printedAs, stateBlock, stepBlock, stillBlock, titleIn } from "./cell.ts";
import type { Lane } from "./lane.ts";
import type { LeftStep, Story, StoryStep } from "./story.ts";

/** A row has blocks in lanes, or says something across them. */
export type Row =
  | {
      readonly kind: "cells";
      /** The number of the state that the row shows; null for what a lasso leaves undone. */
      readonly state: number | null;
      readonly step: StoryStep | null;
      readonly cells: ReadonlyMap<number, readonly Block[]>;
    }
  | {
      readonly kind: "banner";
      readonly lines: readonly Line[];
      /** "loop": the loop begins below; "rest": it and all else that happens is above. */
      readonly place: "loop" | "rest" | "within";
    };

/** Longer traces are cut in the middle. */
const MOST_STATES = 120;

/** Lines of what belongs to no lane at first, and actions that a lane could take. */
const FEW_LINES = 8;
const MOST_ACTIONS = 6;

/** Characters: of each lane at most, and of a line across all. */
interface Widths {
  readonly lane: number;
  readonly page: number;
}

/** The rows. `about` says what the trace shows. */
export function rowsOf(about: PictureTitle, trace: Trace, story: Story, widths: Widths): Row[] {
  const shown = shownStates(trace, MOST_STATES);
  const rows: Row[] = initialRows(trace, story, widths);
  if (trace.outOfReach !== null && trace.outOfReach.lastChance === null) rows.push(lost(trace, widths));
  shown.forEach((at, position) => {
    const skipped = at - (shown[position - 1] ?? -1) - 1;
    if (skipped > 0) rows.push(banner([`${skipped} ${skipped === 1 ? "step is" : "steps are"} not drawn`], "faint"));
    rows.push(...before(trace, at + 1, widths));
    if (at > 0) rows.push(stepRow(story, story.steps[at - 1]!, widths.lane));
  });
  rows.push(...ending(about, trace, story, widths));
  return rows;
}

function banner(texts: readonly string[], style: Line["style"], place: "loop" | "rest" | "within" = "within"): Row {
  const lines = texts.map((text): Line => (style === undefined ? { text } : { text, style }));
  return { kind: "banner", place, lines };
}

/** What each lane is at first, and below it what belongs to none; a lane by itself has all of it. */
function initialRows(trace: Trace, story: Story, { lane: width, page }: Widths): Row[] {
  const values = trace.states[0]?.values ?? [];
  const alone = story.lanes.length === 1;
  const shared = elsewhere(trace, story, alone ? width : page);
  const cells = story.lanes.flatMap((lane, at): [number, Block[]][] => {
    const blocks = lane.parts.length === 0 ? [] : [stateBlock(lane, values, width)];
    if (alone && shared.length > 0) blocks.push(noteBlock(shared, "faint"));
    return blocks.length === 0 ? [] : [[at, blocks]];
  });
  const first: Row = { kind: "cells", state: 1, step: null, cells: new Map(cells) };
  return alone || shared.length === 0 ? [first] : [first, banner(shared, "faint")];
}

/** What belongs to no lane at first. */
function elsewhere({ variables, states }: Trace, { lanes }: Story, width: number): string[] {
  const shared = variables.flatMap((variable, at) => {
    const owned = lanes.some(({ parts }) => parts.some(({ name }) => name.split(".")[0] === variable));
    return owned ? [] : printedAs(`${variable} = `, states[0]!.values[at] as Value, width);
  });
  const more = shared.length > FEW_LINES + 1 ? [`… ${shared.length - FEW_LINES} more lines`] : [];
  return more.length === 0 ? shared : [...shared.slice(0, FEW_LINES), ...more];
}

/** What is said above the row of a state. */
function before(trace: Trace, state: number, widths: Widths): Row[] {
  const { loop, outOfReach } = trace;
  const rows: Row[] = [];
  if (outOfReach?.lastChance != null && state === outOfReach.lastChance + 1) rows.push(lost(trace, widths));
  if (loop !== null && !stutters(trace) && state === loop + 1) rows.push(loopBanner(trace));
  return rows;
}

function loopBanner({ loop }: Trace): Row {
  return banner([`the loop: from here on for ever, each time from state ${loop}`], "strong", "loop");
}

function lost({ outOfReach }: Trace, { page }: Widths): Row {
  return banner(wrap(lostText(outOfReach!), page), "bad");
}

function stepRow(story: Story, step: StoryStep, width: number): Row {
  const { lanes } = story;
  const cells = new Map<number, Block[]>();
  const add = (lane: number, block: Block): void => {
    cells.set(lane, [...(cells.get(lane) ?? []), block]);
  };
  add(step.lane, stepBlock(step, lanes[step.lane]!, width));
  for (const [lane, changes] of step.effects) add(lane, effectBlock(changes, lanes[lane]!, width));
  for (const span of story.spans) {
    const lane = lanes[span.lane]!;
    if (span.from !== step.to) continue;
    if (span.kind === "still") add(span.lane, stillBlock(span.changes, lane, width - 2));
    else add(span.lane, noteBlock(wrap(`holds ${span.changes[0]!.path}`, width - 2)));
  }
  return { kind: "cells", state: step.to, step, cells };
}

/** How it ends: the step back and what is left undone, or what is violated; then why that is allowed. */
function ending(about: PictureTitle, trace: Trace, story: Story, widths: Widths): Row[] {
  const { loop, states, outOfReach } = trace;
  const last = states.length;
  const end = wrap(claimIn(about, last), widths.page);
  const rows: Row[] = [];
  if (loop !== null) {
    if (!stutters(trace)) {
      // A loop of one state has its beginning here.
      if (loop === last) rows.push(loopBanner(trace));
      rows.push(stepRow(story, story.steps[last - 1]!, widths.lane));
    }
    rows.push(banner(wrap(loopText(trace)!, widths.page), "bad", "rest"));
    rows.push(...leftRow(trace, story, widths.lane));
    rows.push(banner([`so ${claimOf(about)}`], "bad"));
    const fair = fairnessLines(trace, widths.page);
    if (fair.length > 0) rows.push(banner(fair, undefined));
  } else if (outOfReach !== null) {
    const goal = outOfReach.goal === null ? [] : [`Out of reach: ${outOfReach.goal}`];
    const lines = [leftText(trace, outOfReach), ...goal].flatMap((text) => wrap(text, widths.page));
    rows.push(banner(end, "bad", "rest"), banner(lines, undefined));
  } else rows.push(banner(end, "bad", "rest"));
  if (story.idle.length > 0) {
    const names = story.idle.map(printFolded).join(", ");
    rows.push(banner(wrap(`without a lane, since nothing happens there: ${names}`, widths.page), "faint"));
  }
  return rows;
}

/** What each lane could do for ever, and nothing obliges it to. */
function leftRow(trace: Trace, { lanes, left, steps }: Story, width: number): Row[] {
  if (left === null || trace.deadlocked) return [];
  const round = new Set(steps.slice(trace.loop! - 1).map(({ lane }) => lane));
  const cells = new Map<number, Block[]>();
  lanes.forEach((lane, at) => {
    const could = left.get(at) ?? [];
    if (could.length > 0) cells.set(at, [couldBlock(could, lane, lanes, width)]);
    else if (lane.process !== null && !round.has(at)) cells.set(at, [noteBlock(["can do nothing"], "bad")]);
  });
  const rows: Row[] = cells.size === 0 ? [] : [{ kind: "cells", state: null, step: null, cells }];
  const others = left.get(-1) ?? [];
  if (others.length > 0) {
    const { lines } = couldBlock(others, { process: null, name: "", kind: "", parts: [] }, lanes, width * 2);
    rows.push({ kind: "banner", place: "within", lines });
  }
  return rows;
}

/** Those that change somebody else first. */
function couldBlock(could: readonly LeftStep[], lane: Lane, lanes: readonly Lane[], width: number): Block {
  const order = [...could].sort((a, b) => b.reaches.length - a.reaches.length);
  const told = order.slice(0, MOST_ACTIONS).flatMap(({ action, reaches }) => {
    const whom = reaches.length === 0 ? "" : `, which changes ${reaches.map((at) => lanes[at]!.name).join(", ")}`;
    return wrap(titleIn(action, lane) + whom, width - 2).slice(0, 3);
  });
  const more = could.length > MOST_ACTIONS ? [`… ${could.length - MOST_ACTIONS} more`] : [];
  return noteBlock(["could, but need not:", ...[...told, ...more].map((text) => `  ${text}`)]);
}

/** For a description in words: who does what. */
export function storyText({ lanes, steps }: Story): string {
  return steps
    .map(({ to, lane, action }) => `${to}. ${lanes[lane]!.name}: ${action === null ? "a step" : actionText(action)}`)
    .join("; ");
}
