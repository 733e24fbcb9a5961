/**
 * Values as texts and whole numbers, for whoever cannot be handed objects: a file, another thread. A value that is made
 * of others is a node that names these by their numbers; so each is written once.
 */

import type { Composition, Interner } from "./intern.ts";
import { parseValue } from "./parse.ts";
import { print } from "./print.ts";

/** `texts` of values that are not made of others, and nodes: what each is, how many parts follow (or which text), these. */
export interface WrittenValues {
  readonly texts: readonly string[];
  readonly nodes: Int32Array;
}

const TEXT = 0;
const KINDS: readonly (Composition | null)[] = [null, "set", "sequence", "function"];

/** Takes nodes until they are wanted. */
export class NodeWriter {
  private texts: string[] = [];
  private nodes: number[] = [];
  private readonly interner: Interner;

  constructor(interner: Interner) {
    this.interner = interner;
  }

  /** Writes the value with that id; `numberOf` tells the numbers of its parts. Throws an Error for one that no text stands for. */
  write(id: number, numberOf: (part: number) => number): void {
    const { interner, nodes, texts } = this;
    const made = interner.partsOf(id);
    if (made !== null) {
      nodes.push(KINDS.indexOf(made.kind), made.parts.length);
      for (const part of made.parts) nodes.push(numberOf(part));
      return;
    }
    const text = print(interner.valueOf(id));
    if (interner.idOf(parseValue(text)) !== id) throw new Error(`the value ${text} cannot be written down`);
    nodes.push(TEXT, texts.push(text) - 1);
  }

  /** What has been written since the last call. */
  take(): WrittenValues {
    const taken = { texts: this.texts, nodes: Int32Array.from(this.nodes) };
    this.texts = [];
    this.nodes = [];
    return taken;
  }
}

/** What becomes of each node that is read. */
interface NodeReader {
  text(text: string): void;
  composite(kind: Composition, parts: Int32Array): void;
}

/** Reads what a `NodeWriter` has written, in its order. Throws an Error for a node of an unknown kind. */
export function readNodes({ texts, nodes }: WrittenValues, reader: NodeReader): void {
  for (let at = 0; at < nodes.length; ) {
    const [kind = -1, count = 0] = nodes.subarray(at, at + 2);
    at += 2;
    if (kind === TEXT) {
      reader.text(texts[count] as string);
      continue;
    }
    const composition = KINDS[kind];
    if (composition == null) throw new Error("a value of an unknown kind");
    reader.composite(composition, nodes.subarray(at, at + count));
    at += count;
  }
}
