/**
 * Direct code of a formula: its conjuncts, each with its values kept by the variables that it reads, and what one says of
 * all elements of sets kept by the elements and the cells that it reads of them.
 */

import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import { Reader } from "../compile/reads.ts";
import type { Conjunct } from "./action.ts";
import { quantified } from "./binder.ts";
import { type Environment, JsFunction } from "./environment.ts";
import { Writer } from "./expression.ts";
import { partsOf } from "./hoist.ts";
import { Keyed } from "./keyed.ts";
import { condition, type Piece } from "./piece.ts";
import { Reading } from "./reading.ts";
import type { Made, Unit } from "./unit.ts";

/** Smaller texts are evaluated sooner than they are found. */
const SMALLEST_KEPT = 8;
/** The same of what is kept by elements and cells, of which the ids have to be looked up. */
const SMALLEST_BY_CELLS = 24;

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
  const { js, kind } = answered(w, expression, at.but({ within }));
  const reading = new Reading(unit, new Set());
  const isKept = reading.add(expression, at) && Reader.of(unit.setup).readsOf(expression).size >= SMALLEST_KEPT;
  const rows = w.isStep(expression, at) ? ["R", "RN"] : ["R"];
  const key = isKept ? [...reading.whole].flatMap((i) => rows.map((row) => `${row}[${i}]`)) : null;
  addKept(unit, `${name}()`, key, (keep) => `if (S === null) begin(); ${within.with(`return ${keep(js)};`)}`);
  return { js: `${name}()`, kind };
}

function answered(w: Writer, expression: Expression, at: Environment): Piece {
  const isQuantified = expression.kind === "quantifier" && at.bindings().length === 0 && !w.isStep(expression, at);
  if (!isQuantified) return w.value(expression, at);
  return quantified(w, expression, at, (body, inside) => ofElements(w, body, inside));
}

/** What is said of elements: of one server, or of a pair, it is the same in many states that differ elsewhere. */
function ofElements(w: Writer, body: Expression, at: Environment): string {
  const { unit } = w;
  if (body.kind === "quantifier") return quantified(w, body, at, (said, inside) => ofElements(w, said, inside)).js;
  const names = at.names();
  const reading = new Reading(unit, new Set(names));
  const isLarge = Reader.of(unit.setup).readsOf(body).size >= SMALLEST_BY_CELLS;
  if (!isLarge || !reading.add(body, at) || reading.apart.length === 0) return w.condition(body, at);
  const interner = unit.constant(unit.host.interner);
  const key = [
    ...names.map((name) => `${interner}.idOf(${name})`),
    ...[...reading.whole].map((variable) => `R[${variable}]`),
    ...reading.apart.map(
      ({ variable, argument }) => `${interner}.applied(R[${variable}], k[${names.indexOf(argument)}])`,
    ),
  ];
  const within = new JsFunction();
  const said = w.condition(body, at.but({ within }));
  const call = `${unit.fresh("B")}(${names.join(", ")})`;
  addKept(unit, call, key, (keep) => within.with(`return ${keep(said)};`));
  return call;
}

/**
 * Adds a function, written as a call of it by the names of its parameters, whose values are kept by `key`: JavaScript
 * expressions that may use `k`, what they have given so far; null where they are not kept. `body` gives to `keep` what is
 * returned.
 */
function addKept(
  unit: Unit,
  call: string,
  key: readonly string[] | null,
  body: (keep: (value: string) => string) => string,
): void {
  if (key === null) {
    unit.add(`function ${call} { ${body((value) => value)} }`);
    return;
  }
  const memo = unit.constant(new Keyed<Value>(key.length));
  unit.add(`function ${call} {
if (!${memo}.dropped) {
const k = ${memo}.key; ${key.map((one, i) => `k[${i}] = ${one};`).join(" ")}
const known = ${memo}.find();
if (known !== undefined) return known;
}
${body((value) => `${memo}.keep(${value})`)}
}`);
}
