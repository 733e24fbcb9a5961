/** A state graph as one number: two models with the same one have the same states and steps, but for a coincidence. */

import type { Model } from "../models/model.ts";
import { print, type Value } from "../values/index.ts";

const PRIME = 0x01000193;

/** Two independent hashes of 26 bits of a text, as one whole number below 2^52. */
function hashOf(text: string): number {
  let [one, two] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, PRIME);
    two = Math.imul(two + code, 0x85ebca6b) ^ (two >>> 13);
  }
  return (one >>> 6) * 2 ** 26 + (two >>> 6);
}

/**
 * The digest of all states within the constraints, the initial ones and the steps between them, in any order; states are
 * told apart by their values, without SYMMETRY and VIEW. Null when there are more than `most`.
 */
export function graphDigest(model: Model, most: number): string | null {
  const seen = new Set<string>();
  const open: Int32Array[] = [];
  let [states, steps, initial] = [0n, 0n, 0n];
  const enter = (row: Int32Array): string | null => {
    const text = (model.decode(row) as Value[]).map((value) => print(value)).join("\n");
    if (seen.has(text)) return text;
    if (!model.within(row)) return null;
    seen.add(text);
    states += BigInt(hashOf(text));
    open.push(row.slice());
    return text;
  };
  model.initial((row) => {
    const before = seen.size;
    const text = enter(row);
    if (text !== null && seen.size > before) initial += BigInt(hashOf(text));
  });
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (seen.size > most) return null;
    const from = row;
    const leads = new Set<string>();
    model.next(from, (successor, action) => {
      if (action < 0 || !model.withinStep(from, successor)) return;
      const to = enter(successor);
      if (to !== null) leads.add(to);
    });
    const here = (model.decode(from) as Value[]).map((value) => print(value)).join("\n");
    for (const to of leads) steps += BigInt(hashOf(`${here}\n\n${to}`));
  }
  return `${seen.size} ${states} ${initial} ${steps}`;
}
