// Hot path: `send` and `receive` run for every successor that another process has.
/** Steps to states of other processes, on their way. */

import type { Numbering, NumberReceiver, NumberSender } from "../../models/model.ts";
import { Recent } from "../recent.ts";
import { hashFrom } from "../seen-set.ts";
import type { Exchange } from "./exchange.ts";
import { Packet, PacketReader } from "./packet.ts";

/** Words in front of a row: the number of the source, the place among the steps from there, the action. */
export const STEP = 3;

/** Takes a step to a row. */
type TakeStep = (row: Int32Array, source: number, place: number, action: number) => void;

export class Post {
  /** Words that wait to be sent. */
  waiting = 0;
  /** Words that were sent to other processes so far. */
  sent = 0;
  private readonly exchange: Exchange;
  private readonly packets: readonly Packet[];
  private readonly senders: readonly NumberSender[];
  private readonly receivers: readonly NumberReceiver[];
  /** Rows that were sent lately, to which an earlier step has led. */
  private readonly recent: Recent;
  private readonly row: Int32Array;

  constructor(exchange: Exchange, numbering: Numbering, words: number) {
    const each = <T>(make: () => T): T[] => Array.from({ length: exchange.size }, make);
    this.exchange = exchange;
    this.packets = each(() => new Packet());
    this.senders = each(() => numbering.sender());
    this.receivers = each(() => numbering.receiver());
    this.recent = new Recent(words);
    this.row = new Int32Array(words);
  }

  /** `step` is as `STEP` says. Throws an Error where a value cannot be written down. */
  send(to: number, row: Int32Array, step: Int32Array): void {
    const { length } = row;
    if (this.recent.find(row, 0, hashFrom(row, 0, length), 0) >= 0) return;
    const packet = this.packets[to] as Packet;
    const sender = this.senders[to] as NumberSender;
    for (let word = 0; word < length; word++) this.row[word] = sender.numberOf(row[word] as number);
    packet.pushAll(step);
    packet.pushAll(this.row);
    this.waiting += length + STEP;
  }

  /** Sends what waits, and takes what the others have sent. */
  deliver(take: TakeStep): void {
    const { exchange, senders, receivers, row } = this;
    const parts = this.packets.map((packet, rank) => {
      if (packet.length === 0) return NOTHING;
      const steps = packet.take();
      const whole = new Packet();
      whole.pushValues((senders[rank] as NumberSender).written());
      whole.pushAll(steps);
      this.sent += whole.length;
      return whole.take();
    });
    this.waiting = 0;
    for (const [rank, part] of exchange.all(parts).entries()) {
      if (part.length === 0) continue;
      const receiver = receivers[rank] as NumberReceiver;
      const reader = new PacketReader(part);
      receiver.read(reader.values());
      for (let { at } = reader; at < part.length; at += STEP + row.length) {
        for (let word = 0; word < row.length; word++) row[word] = receiver.idOf(part[at + STEP + word] as number);
        take(row, part[at] as number, part[at + 1] as number, part[at + 2] as number);
      }
    }
  }
}

const NOTHING = new Int32Array(0);
