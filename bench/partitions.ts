/**
 * How evenly many processes would share the states of a model, and what they would send each other: computed from a search
 * by one, which gives each state to the rank that a distributed search would give it to.
 */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { STEP } from "../src/checker/distributed/post.ts";
import { KeyedRows } from "../src/checker/keyed-rows.ts";
import { Recent } from "../src/checker/recent.ts";
import { hashFrom } from "../src/checker/seen-set.ts";
import { keepingReads } from "../src/cli/run.ts";
import type { NumberSender, Remade } from "../src/models/model.ts";
import { loadTlaModel } from "../src/models/tla/index.ts";
import { remadeFor, workRequestFor } from "../src/models/tla/work.ts";
import { root } from "./folders.ts";
import type { BenchModel } from "./models.ts";
import { count, factor, table } from "./table.ts";

/** So many processes. */
const SIZES = [2, 4, 16, 64, 256, 1024];

/** A search ends with the level in which it has so many states. */
const ENOUGH_STATES = 500_000;

/** Beyond so many, what values take on the way is not counted: each pair of processes has numbers of its own for them. */
const MOST_COUNTED = 64;

const BYTES = 4;

/** What so many processes would have and send. */
export interface Shared {
  readonly model: string;
  readonly states: number;
  readonly size: number;
  /** The largest part of the states, as a multiple of the mean. */
  readonly largest: number;
  /** The most that so many processors could be faster, when each level lasts as long as its largest part. */
  readonly speedUp: number;
  /** Bytes sent for each distinct state: steps with the rows they lead to, and with values, where these were counted. */
  readonly stepBytes: number;
  readonly bytes: number | null;
}

/** The model as a process of a distributed search makes it; null where it is not for one. Throws an Error where there is none. */
export function remadeOf({ spec, config }: Pick<BenchModel, "spec" | "config">): Remade | null {
  const texts = new Map<string, string | null>();
  const files = keepingReads({ read: textOf, folders: [] }, texts);
  const request = {
    spec: resolve(root, spec),
    config: resolve(root, config),
    files,
    deadlock: true,
    onPrint: () => {},
  };
  const { model } = loadTlaModel(request);
  if (model === null) throw new Error(`${spec} cannot be loaded`);
  return remadeFor(workRequestFor(request, texts));
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** What the ranks of one size have and send, as the search goes on. */
class Ranks {
  readonly size: number;
  private readonly remade: Remade;
  private readonly parts: Float64Array;
  private level: Float64Array;
  private levels = 0;
  private words = 0;
  private valueWords = 0;
  private readonly recents: Recent[];
  private readonly senders = new Map<number, NumberSender>();

  constructor(size: number, remade: Remade) {
    this.size = size;
    this.remade = remade;
    this.parts = new Float64Array(size);
    this.level = new Float64Array(size);
    this.recents = Array.from({ length: size }, () => new Recent(remade.model.layout.words));
  }

  has(ownership: number): void {
    const owner = ownership % this.size;
    this.parts[owner]!++;
    this.level[owner]!++;
  }

  endLevel(): void {
    this.levels += Math.max(...this.level);
    this.level.fill(0);
  }

  /** A step leads from a state to a row. */
  step(from: number, to: number, row: Int32Array): void {
    const [sender, receiver] = [from % this.size, to % this.size];
    if (sender === receiver || this.recents[sender]!.find(row, 0, hashFrom(row, 0, row.length), 0) >= 0) return;
    this.words += STEP + row.length;
    if (this.size <= MOST_COUNTED) this.sendValues(sender * this.size + receiver, row);
  }

  private sendValues(pair: number, row: Int32Array): void {
    let sender = this.senders.get(pair);
    if (sender === undefined) this.senders.set(pair, (sender = this.remade.numbering.sender()));
    for (const id of row) sender.numberOf(id);
    const { nodes, texts } = sender.written();
    this.valueWords += texts.reduce((sum, text) => sum + 1 + text.length, nodes.length);
  }

  shared(model: string, states: number): Shared {
    const stepBytes = (this.words * BYTES) / states;
    return {
      model,
      states,
      size: this.size,
      largest: Math.max(...this.parts) / (states / this.size),
      speedUp: states / this.levels,
      stepBytes,
      bytes: this.size <= MOST_COUNTED ? stepBytes + (this.valueWords * BYTES) / states : null,
    };
  }
}

/** Searches the model, breadth first, without asking anything of its states. */
export function measurePartitions(name: string, remade: Remade, sizes: readonly number[] = SIZES): Shared[] {
  const { model } = remade;
  const states = new KeyedRows(model.layout.words, model.key);
  const { rows } = states;
  const ranks = sizes.map((size) => new Ranks(size, remade));
  const [current, successor] = [new Int32Array(rows.words), new Int32Array(rows.words)];
  const take = (row: Int32Array, ownership: number): void => {
    const apart = states.apart(row);
    if (states.find(apart) >= 0) return;
    states.add(row, apart);
    for (const each of ranks) each.has(ownership);
  };
  model.initial((row) => {
    successor.set(row);
    if (!model.constrained || model.within(successor)) take(successor, remade.ownershipOf(successor));
  });
  for (let [at, end] = [0, 0]; at < rows.count; at++) {
    if (at === end) {
      for (const each of ranks) each.endLevel();
      if (at >= ENOUGH_STATES) break;
      end = rows.count;
    }
    rows.read(at, current);
    const from = remade.ownershipOf(current);
    model.next(current, (row, action) => {
      if (action < 0) return;
      successor.set(row);
      if (model.constrained && !(model.within(successor) && model.withinStep(current, successor))) return;
      const to = remade.ownershipOf(successor);
      for (const each of ranks) each.step(from, to, successor);
      take(successor, to);
    });
  }
  return ranks.map((each) => each.shared(name, rows.count));
}

/** A line for each model and size. */
export function partitionsText(found: readonly Shared[]): string {
  const lines = found.map(({ model, states, size, largest, speedUp, stepBytes, bytes }) => [
    model,
    count(states),
    count(size),
    largest.toFixed(3),
    factor(speedUp),
    factor(stepBytes),
    factor(bytes),
  ]);
  const headings = ["model", "states", "processes", "largest part / mean", "times as fast at most"];
  return table([...headings, "bytes of steps per state", "with values"], lines);
}
