/** Random expressions evaluated twice: by the interpreter of src and by the oracle. */

import { EvaluationError } from "../../src/models/model.ts";
import { print, type Value } from "../../src/values/index.ts";
import { modelOf } from "../models/tla/spec.ts";
import { Oracle } from "./evaluate.ts";
import { Expressions, prelude } from "./expressions.ts";
import { type Phrase, shrink, textOf } from "./phrase.ts";
import { Random } from "./random.ts";
import { randomType } from "./types.ts";
import { GivenUp, modelValue, NaiveError, show } from "./value.ts";

/** How many expressions are put into one module. */
const batchSize = 100;
const failed = "an error";

/** Seeds are those of single expressions: `count` of them from `seed` on. */
export interface Outcome {
  /** Expressions on which both agreed, those on which they agreed that there is an error, and those left out. */
  readonly values: number;
  readonly errors: number;
  readonly givenUp: number;
  readonly disagreements: readonly string[];
}

/** The expression of a seed. One in twenty disregards types now and then. */
export function expressionOf(seed: number): Phrase {
  const random = new Random(seed);
  const expressions = new Expressions(random, random.chance(0.7), random.chance(0.05) ? 0.04 : 0);
  return expressions.make(randomType(random, 2), random.integer(1, 5), []);
}

/** Compares `count` expressions, from the seed on. Disagreements are shrunk; after `limit` of them it stops. */
export function compareExpressions(seed: number, count: number, limit = 5): Outcome {
  let [values, errors, givenUp] = [0, 0, 0];
  const disagreements: string[] = [];
  for (let first = seed; first < seed + count && disagreements.length < limit; first += batchSize) {
    const seeds = Array.from({ length: Math.min(batchSize, seed + count - first) }, (_, i) => first + i);
    const cases = seeds.map((s) => ({ seed: s, phrase: expressionOf(s) }));
    const expected = oracleValues(cases.map((c) => textOf(c.phrase)));
    const known = cases
      .map((c, i) => ({ ...c, expected: expected[i] as string | null }))
      .filter((c) => c.expected !== null);
    givenUp += cases.length - known.length;
    const found = interpreterValues(known.map((c) => textOf(c.phrase)));
    for (const [i, c] of known.entries()) {
      if (found[i] !== c.expected) {
        if (disagreements.length < limit) disagreements.push(explain(c.seed, c.phrase));
      } else if (c.expected === failed) errors++;
      else values++;
    }
  }
  return { values, errors, givenUp, disagreements };
}

function definitions(expressions: readonly string[]): string {
  return prelude + expressions.map((text, i) => `E${i} == ${text}\n`).join("");
}

/** What the oracle says about each: a printed value, that it has none, or null where it cannot tell. */
export function oracleValues(expressions: readonly string[]): (string | null)[] {
  const text = `---- MODULE Expressions ----\n${definitions(expressions)}====\n`;
  const oracle = new Oracle([text], { m1: modelValue("m1"), m2: modelValue("m2") });
  return expressions.map((_, i) => {
    try {
      return show(oracle.evaluate(`E${i}`));
    } catch (error) {
      if (error instanceof NaiveError) return failed;
      if (error instanceof GivenUp) return null;
      throw error;
    }
  });
}

/** What the interpreter says about each; one state per expression, so that each fails alone. */
export function interpreterValues(expressions: readonly string[]): string[] {
  if (expressions.length === 0) return [];
  const arms = expressions.map((_, i) => `number_ = ${i} -> E${i}`).join(" [] ");
  const body = `${definitions(expressions)}VARIABLES number_, result_
Init == number_ \\in 0..${expressions.length - 1} /\\ result_ = 0
Next == number_' = number_ /\\ result_' = CASE ${arms}`;
  const model = modelOf(body, "INIT Init\nNEXT Next\nCONSTANTS m1 = m1 m2 = m2\n");
  const rows: Int32Array[] = [];
  model.initial((row) => rows.push(row.slice()));
  return rows.map((row) => {
    const found: string[] = [];
    try {
      model.next(row, (successor) => found.push(print(model.decode(successor)[1] as Value)));
    } catch (error) {
      if (error instanceof EvaluationError) return failed;
      throw error;
    }
    return found.join(" and ");
  });
}

function explain(seed: number, original: Phrase): string {
  const both = (text: string) => ({ expected: oracleValues([text])[0] ?? null, found: interpreterValues([text])[0] });
  const small = shrink(original, (candidate) => {
    try {
      const { expected, found } = both(textOf(candidate));
      return expected !== null && expected !== found;
    } catch {
      // A candidate may use a name outside its scope: that is no smaller version of the failure.
      return false;
    }
  });
  const text = textOf(small);
  const { expected, found } = both(text);
  return `seed ${seed}: ${text}\n  interpreter: ${found}\n  oracle:      ${expected}`;
}
