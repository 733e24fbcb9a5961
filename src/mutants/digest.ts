/** A state graph as one text: two models with the same one have the same states and steps, but for a coincidence. */

import { wholeGraph } from "../checker/index.ts";
import type { Model } from "../models/model.ts";
import { print, type Value } from "../values/index.ts";

const PRIME = 0x01000193;

/** Two independent hashes of 26 bits of a text, as one whole number below 2^52. */
function hashOf(text: string): bigint {
  let [one, two] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, PRIME);
    two = Math.imul(two + code, 0x85ebca6b) ^ (two >>> 13);
  }
  return BigInt((one >>> 6) * 2 ** 26 + (two >>> 6));
}

/**
 * The digest of all states, the initial ones and the steps between them, in any order: `wholeGraph` says which. Null when
 * there are more than `most`. Throws EvaluationError.
 */
export function graphDigest(model: Model, most: number): string | null {
  const graph = wholeGraph(model, most);
  if (graph === null) return null;
  const texts = graph.states.map(({ values }) => (values as readonly Value[]).map((value) => print(value)).join("\n"));
  const sum = (parts: readonly string[]): bigint => parts.reduce((total, text) => total + hashOf(text), 0n);
  const initial = texts.filter((_, at) => graph.states[at]?.initial === true);
  const steps = graph.steps.map(({ from, to }) => `${texts[from]}\n\n${texts[to]}`);
  return `${texts.length} ${sum(texts)} ${sum(initial)} ${sum(steps)}`;
}
