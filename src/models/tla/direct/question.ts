/** Direct code of a formula: its conjuncts, each with its values kept by the variables that it reads. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import { Reader } from "../compile/reads.ts";
import type { Conjunct } from "./action.ts";
import { type Environment, JsFunction } from "./environment.ts";
import { Writer } from "./expression.ts";
import { partsOf } from "./hoist.ts";
import { Keyed } from "./keyed.ts";
import { condition, type Piece } from "./piece.ts";
import { Reading } from "./reading.ts";
import type { Made, Unit } from "./unit.ts";

/** Smaller texts are evaluated sooner than they are found. */
const SMALLEST_KEPT = 8;

/** `at` says what the names around it stand for. Throws `Undirected` where there is none. */
export function directValue(unit: Unit, expression: Expression, at: Environment): Made {
  const w = new Writer(unit, true);
  const questions = conjunctsOf(w, { expression, at }).map((conjunct) => asked(w, conjunct));
  const [only] = questions;
  const js = only !== undefined && questions.length === 1 ? only.js : questions.map(condition).join(" && ");
  return unit.make(`return ${js};`);
}

function conjunctsOf(w: Writer, whole: Conjunct): readonly Conjunct[] {
  return partsOf(w, whole)?.flatMap((part) => conjunctsOf(w, part)) ?? [whole];
}

/** A function of its own, which needs no state where the answer is known. */
function asked(w: Writer, { expression, at }: Conjunct): Piece {
  const { unit } = w;
  const name = unit.fresh("Q");
  const within = new JsFunction();
  const { js, kind } = w.value(expression, at.but({ within }));
  const reading = new Reading(unit, new Set());
  const kept = reading.add(expression, at) && Reader.of(unit.setup).readsOf(expression).size >= SMALLEST_KEPT;
  if (!kept) {
    unit.add(`function ${name}() { if (S === null) begin(); ${within.with(`return ${js};`)} }`);
    return { js: `${name}()`, kind };
  }
  const rows = w.isStep(expression, at) ? ["R", "RN"] : ["R"];
  const key = [...reading.whole].flatMap((i) => rows.map((row) => `${row}[${i}]`));
  const memo = unit.constant(new Keyed<Value>(key.length));
  unit.add(`function ${name}() {
const k = ${memo}.key; ${key.map((one, i) => `k[${i}] = ${one};`).join(" ")}
const known = ${memo}.find();
if (known !== undefined) return known;
if (S === null) begin();
${within.with(`return ${memo}.keep(${js});`)}
}`);
  return { js: `${name}()`, kind };
}
