// Hot path: `numberOf` and `idOf` run for every word of every row that is sent.
/**
 * Interned values between threads. Each thread has ids of its own; on the way a value has a number of the sender's
 * making, and what the value is made of is sent once, before its number is used. Small integers are their own number.
 */

import type { WrittenValues } from "../../../values/index.ts";
import { grown, IdTable, type Interner, NodeWriter, parseValue, readNodes } from "../../../values/index.ts";

/** The numbers by which one other thread knows the values of this one. */
export class ValueSender {
  private readonly interner: Interner;
  private readonly writer: NodeWriter;
  /** The numbers of what has been sent. */
  private readonly numbers = new IdTable();
  private sent = 0;
  private readonly number = (id: number): number => this.numberOf(id);

  constructor(interner: Interner) {
    this.interner = interner;
    this.writer = new NodeWriter(interner);
  }

  /** The number of the value with that id. Throws an Error for a value that cannot be written down. */
  numberOf(id: number): number {
    if ((id & 1) === 1) return id;
    const known = this.numbers.get(id);
    return known < 0 ? this.send(id) : known;
  }

  private send(id: number): number {
    for (const part of this.interner.partsOf(id)?.parts ?? []) this.numberOf(part);
    this.writer.write(id, this.number);
    const number = this.sent++ << 1;
    this.numbers.set(id, number);
    return number;
  }

  /** What the other thread has to read before it meets the numbers given since the last call. */
  written(): WrittenValues {
    return this.writer.take();
  }
}

/** The ids of this thread for the numbers of another one. */
export class ValueReceiver {
  private readonly interner: Interner;
  private ids = new Int32Array(1 << 10);
  private count = 0;

  constructor(interner: Interner) {
    this.interner = interner;
  }

  idOf(number: number): number {
    return (number & 1) === 1 ? number : (this.ids[number >> 1] as number);
  }

  read(written: WrittenValues): void {
    readNodes(written, {
      text: (text) => this.enter(this.interner.idOf(parseValue(text))),
      // The order of values is the same in each thread, so the elements of a set are in it already.
      composite: (kind, parts) =>
        this.enter(
          this.interner.composed(
            kind,
            parts.map((part) => this.idOf(part)),
          ),
        ),
    });
  }

  private enter(id: number): void {
    if (this.count === this.ids.length) this.ids = grown(this.ids);
    this.ids[this.count++] = id;
  }
}
