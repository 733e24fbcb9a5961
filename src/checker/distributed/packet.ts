// Hot path: `push` runs for every word that is sent.
/** Words on their way to another process. */

import { grown, type WrittenValues } from "../../values/index.ts";

export class Packet {
  length = 0;
  private words = new Int32Array(1 << 8);

  push(word: number): void {
    if (this.length === this.words.length) this.words = grown(this.words);
    this.words[this.length++] = word;
  }

  pushAll(words: ArrayLike<number>): void {
    const end = this.length + words.length;
    if (end > this.words.length) this.words = grown(this.words, end);
    this.words.set(words, this.length);
    this.length = end;
  }

  /** As many words as there are, and these. */
  pushList(words: ArrayLike<number>): void {
    this.push(words.length);
    this.pushAll(words);
  }

  /** A text is a list of its code units. */
  pushValues({ texts, nodes }: WrittenValues): void {
    this.pushList(nodes);
    this.push(texts.length);
    for (const text of texts) this.pushList(Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));
  }

  /** What has been pushed since the last call; good until the next push. */
  take(): Int32Array {
    const taken = this.words.subarray(0, this.length);
    this.length = 0;
    return taken;
  }
}

/** Reads what was pushed, in the same order. */
export class PacketReader {
  at = 0;
  private readonly words: Int32Array;

  constructor(words: Int32Array) {
    this.words = words;
  }

  word(): number {
    return this.words[this.at++] as number;
  }

  list(): Int32Array {
    const length = this.word();
    const from = this.at;
    this.at += length;
    return this.words.subarray(from, this.at);
  }

  values(): WrittenValues {
    const nodes = this.list();
    const texts = Array.from({ length: this.word() }, () =>
      Array.from(this.list(), (unit) => String.fromCharCode(unit)).join(""),
    );
    return { texts, nodes };
  }
}
