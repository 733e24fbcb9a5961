/** States that follow each other, on the way to the process that leads the search. */

import type { Model } from "../../models/model.ts";
import type { Value } from "../../values/index.ts";
import { statesOf, ValueWriter } from "../snapshot.ts";
import { Packet, type PacketReader } from "./packet.ts";
import type { Level, Partition } from "./partition.ts";

/** Writes rows by the values they are made of. Throws an Error where one cannot be written down. */
export function pushRows(packet: Packet, model: Model, rows: readonly Int32Array[]): void {
  const writer = new ValueWriter();
  packet.push(rows.length);
  packet.pushList(rows.flatMap((row) => model.decode(row).map((value: Value) => writer.numberOf(value))));
  packet.pushValues(writer.written());
}

/** Reads rows that `pushRows` has written, as the model has them. */
export function readRows(reader: PacketReader, model: Model): Int32Array[] {
  const distinct = reader.word();
  const states = reader.list();
  const rows: Int32Array[] = [];
  if (model.recall === undefined) throw new TypeError("this model cannot make rows of values");
  model.recall(statesOf({ counts: { distinct }, states, ...reader.values() }), (row) => rows.push(row.slice()));
  return rows;
}

/** The states of a partition with numbers from `from` up to `to`: numbers, predecessors and actions, then the rows. */
export function blockOf(partition: Partition, model: Model, { from, to }: Level): Int32Array {
  const places: number[] = [];
  for (let place = partition.placeOf(from); place < partition.placeOf(to); place++) places.push(place);
  const packet = new Packet();
  packet.pushList(places.map((place) => partition.numberOf(place)));
  packet.pushList(places.map((place) => partition.predecessorOf(place)));
  packet.pushList(places.map((place) => partition.actionOf(place)));
  const rows = places.map((place) => partition.rows.copy(place));
  try {
    pushRows(packet, model, rows);
  } catch {
    return UNWRITABLE;
  }
  return packet.take();
}

/** In place of a block that has a value that cannot be written down. */
export const UNWRITABLE = new Int32Array(0);
