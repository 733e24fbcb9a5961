/**
 * Conditions of an action that do not depend on all loops around it are asked outside of them. Those that come first and
 * depend on the innermost element alone (`m.type = "vote"` in `\\E i, j \\in Server : \\E m \\in messages`) choose the
 * elements of its loop, once for each state. Plain ones that come next are asked in the loops, before it is looked up what the
 * action did: comparing two values takes less.
 *
 * Only conditions of one state are moved, and none before one that stands before it and is not moved as far: what one
 * condition protects another from stays protected. The sets are evaluated all the same: they stand before the conditions,
 * and may fail. Where moving makes a condition fail that would not have been asked, the state is left to the interpreter.
 */

import { partsOf as syntacticPartsOf } from "../../../tla/syntax/parts.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import type { ActionWriter, Conjunct } from "./action.ts";
import { around, type Loops, looped } from "./binder.ts";
import { withArguments } from "./call.ts";
import { type Environment, JsFunction } from "./environment.ts";
import type { Writer } from "./expression.ts";

/** What is asked before the loops, the loops, what is asked first in them, and what remains. */
interface Hoisted {
  readonly before: readonly string[];
  /** Statements for where that is not true: they evaluate the sets of the loops. */
  readonly otherwise: string;
  readonly loops: readonly Loops[];
  readonly first: readonly string[];
  readonly rest: readonly Conjunct[];
}

export function hoisted(w: Writer, actions: ActionWriter, text: Conjunct, own: readonly Loops[]): Hoisted {
  const taking = new Taking(w, actions, text);
  const last = own.at(-1);
  let before: readonly string[] = [];
  let otherwise = "";
  let loops = own;
  if (last !== undefined) {
    const elements = elementsOf(own);
    before = taking.conditions((reads) => ![...reads].some((name) => elements.has(name)));
    if (before.length > 0) otherwise = setsOf(w, own);
    loops = [...own.slice(0, -1), narrowed(w, taking, last)];
  }
  const first = taking.conditions((_, { expression, at }) => isPlain(w, expression, at));
  return { before, otherwise, loops, first, rest: taking.rest };
}

/** The JavaScript names that the loops bind. */
function elementsOf(loops: readonly Loops[]): ReadonlySet<string> {
  const elements = new Set(loops.flatMap((one) => [...one.loops.map(({ element }) => element), ...one.inside.names()]));
  for (const name of loops[0]?.outside.names() ?? []) elements.delete(name);
  return elements;
}

/** Statements that evaluate the sets: in loops only where these have a say in others. */
function setsOf(w: Writer, [first, ...others]: readonly Loops[]): string {
  if (first === undefined) return "";
  const elements = elementsOf([first]);
  const isFree = ({ bounds, outside }: Loops): boolean =>
    bounds.every(({ set }) => {
      const names = set === null ? null : namesIn(w, set, outside);
      return names !== null && ![...names].some((name) => elements.has(name));
    });
  const inner = setsOf(w, others);
  return others.every(isFree) ? `{ ${first.sets.join("")}${inner} }` : around(first, inner);
}

/** Takes conditions off the beginning of a conjunction. */
class Taking {
  rest: readonly Conjunct[];
  private readonly w: Writer;
  private readonly actions: ActionWriter;

  constructor(w: Writer, actions: ActionWriter, text: Conjunct) {
    this.w = w;
    this.actions = actions;
    this.rest = [text];
  }

  /** The conditions of one state that come first and may be `moved`, by the names that they read. */
  take(moved: (reads: ReadonlySet<string>, condition: Conjunct) => boolean): readonly Conjunct[] {
    const { w } = this;
    const taken: Conjunct[] = [];
    for (let first = this.rest[0]; first !== undefined; first = this.rest[0]) {
      const { expression, at } = first;
      const reads = w.isStep(expression, at) || this.actions.splits(expression, at) ? null : namesIn(w, expression, at);
      if (reads !== null && moved(reads, first)) {
        taken.push(first);
        this.rest = this.rest.slice(1);
        continue;
      }
      const parts = partsOf(w, first);
      if (parts === null) break;
      this.rest = [...parts, ...this.rest.slice(1)];
    }
    return taken;
  }

  /** The same as JavaScript. */
  conditions(moved: (reads: ReadonlySet<string>, condition: Conjunct) => boolean): readonly string[] {
    return this.take(moved).map(({ expression, at }) => this.w.condition(expression, at));
  }
}

/** The loops, the innermost one over those of its elements of which the conditions are true that come first. */
function narrowed(w: Writer, taking: Taking, last: Loops): Loops {
  const loop = last.loops.at(-1);
  const bound = last.bounds.at(-1);
  const set = bound?.set ?? null;
  if (loop === undefined || set === null) return last;
  const alone = last.loops.every(({ list }, i) => i === last.loops.length - 1 || list !== loop.list);
  if (!alone || loop.apart !== "" || namesIn(w, set, last.outside)?.size !== 0) return last;
  const chosen = taking.take((reads) => [...reads].every((name) => name === loop.element));
  if (chosen.length === 0) return last;
  const list = w.unit.fresh("L");
  const within = new JsFunction();
  const all = w.unit.fresh("s");
  const every = `const ${all} = list(${w.value(set, last.outside.but({ within })).js}), found = [];`;
  const test = chosen.map(({ expression, at }) => w.condition(expression, at.but({ within }))).join(" && ");
  const found = `${every} ${looped({ loops: [{ ...loop, list: all }] }, `if (${test}) found.push(${loop.element});`)}`;
  w.unit.addHeld(list, { within, statements: `${found} `, value: "found" }, { ofState: true, read: [] });
  return { ...last, sets: [...last.sets.slice(0, -1), `const ${loop.list} = ${list}(); `] };
}

/** So many parts are evaluated sooner than looked up. */
const FEW = 24;

const PLAIN: ReadonlySet<Expression["kind"]> = new Set([
  ...(["reference", "junction", "application", "fieldAccess", "number", "string", "label"] as const),
]);

/** Does it compare a few values, without loops? */
function isPlain(w: Writer, expression: Expression, at: Environment | null): boolean {
  if (!PLAIN.has(expression.kind) || Reader.of(w.unit.setup).readsOf(expression).size > FEW) return false;
  if (!syntacticPartsOf(expression).every((part) => isPlain(w, part, at))) return false;
  if (expression.kind !== "reference") return true;
  const { symbol } = w.interpreter.meaningOf(expression);
  const binding = at?.find(symbol);
  if (binding?.kind === "text") return isPlain(w, binding.text.expression, binding.text.environment);
  if (symbol.kind !== "operator") return true;
  const simple = symbol.binders === null && !symbol.recursive && symbol.parameters.every(({ arity }) => arity === 0);
  return simple && binding == null && (symbol.module.library || isPlain(w, symbol.body, null));
}

/** The conjuncts of a conjunction, or of a definition that is one; null for anything else. */
export function partsOf(w: Writer, { expression, at }: Conjunct): readonly Conjunct[] | null {
  if (expression.kind === "label") return [{ expression: expression.body, at }];
  if (expression.kind === "junction") {
    return expression.operator === "/\\" ? expression.items.map((item) => ({ expression: item, at })) : null;
  }
  return expression.kind === "reference" ? partsOfReference(w, expression, at) : null;
}

function partsOfReference(w: Writer, reference: Reference, at: Environment): readonly Conjunct[] | null {
  const { symbol } = w.interpreter.meaningOf(reference);
  if (symbol.kind === "builtin") {
    return symbol.name === "/\\" ? reference.args.map((expression) => ({ expression, at })) : null;
  }
  if (symbol.kind !== "operator" || symbol.module.library || symbol.binders !== null) return null;
  if (at.path.includes(symbol) || !w.unit.setup.lowering.isTopLevel(symbol)) return null;
  const given = withArguments(w, symbol, reference.args, { at, outside: at.outside(symbol), acting: true });
  return given.set.length === 0 ? [{ expression: symbol.body, at: given.inside }] : null;
}

/** The JavaScript names on which the value of a text of one state depends; null where that is not known. */
function namesIn(w: Writer, expression: Expression, at: Environment): ReadonlySet<string> | null {
  const reads = Reader.of(w.unit.setup).readsOf(expression);
  if (reads.at || reads.primes || reads.everything) return null;
  const names = new Set<string>();
  for (const symbol of reads.locals) {
    const binding = at.find(symbol);
    if (binding === null) continue;
    if (binding.kind !== "text" && binding.kind !== "value" && binding.kind !== "given") return null;
    if (binding.kind === "text" && binding.js === null) {
      const inside = namesIn(w, binding.text.expression, binding.text.environment);
      if (inside === null) return null;
      for (const name of inside) names.add(name);
    } else if (binding.js !== null) names.add(binding.js);
  }
  return names;
}
