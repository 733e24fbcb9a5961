/** States on their way from one process to another. */

import type { Model } from "../../models/model.ts";
import type { Value } from "../../values/index.ts";
import { type KnownState, listOf, recall, statesOf, ValueWriter } from "../snapshot.ts";
import { Packet, PacketReader } from "./packet.ts";
import type { Level, NumberedState, Partition } from "./partition.ts";

/** A state on its way, with its number. */
export interface SentState extends KnownState {
  readonly number: number;
}

/** Writes states as snapshots do, behind their numbers. Throws an Error where one cannot be written down. */
export function packed(model: Model, states: readonly NumberedState[]): Int32Array {
  const writer = new ValueWriter();
  const packet = new Packet();
  packet.pushList(states.map(({ number }) => number));
  const ids = (row: Int32Array) => model.decode(row).map((value: Value) => writer.numberOf(value));
  packet.pushList(states.flatMap(({ row, predecessor, action }) => [...ids(row), predecessor, action]));
  packet.pushValues(writer.written());
  return packet.take();
}

/** Reads what `packed` has written: states by their values, each with its number. */
export function unpacked(words: Int32Array): SentState[] {
  const reader = new PacketReader(words);
  const [numbers, states] = [reader.list(), listOf(reader.list())];
  const written = reader.values();
  const known = statesOf({ counts: { distinct: numbers.length }, states, values: () => written });
  return Array.from(known, (state, i) => ({ ...state, number: numbers[i] as number }));
}

/** The same, as the model has them. */
export function unpackedRows(words: Int32Array, model: Model): NumberedState[] {
  const states: NumberedState[] = [];
  recall(model, unpacked(words), (row, state) => states.push({ ...state, row: row.slice() }));
  return states;
}

/** The states of a partition with numbers from `from` up to `to`, as `packed` writes them. */
export function blockOf(partition: Partition, model: Model, { from, to }: Level): Int32Array {
  const states: NumberedState[] = [];
  for (let place = partition.placeOf(from); place < partition.placeOf(to); place++) states.push(partition.at(place));
  try {
    return packed(model, states);
  } catch {
    return UNWRITABLE;
  }
}

/** In place of a block that has a value that cannot be written down. */
export const UNWRITABLE = new Int32Array(0);
