/**
 * Conditions of an action that do not depend on all loops around it are asked outside of them. Those that come first and
 * depend on the innermost element alone (`m.type = "vote"` in `\\E i, j \\in Server : \\E m \\in messages`) choose the
 * elements of its loop, once for each state.
 *
 * Only conditions of one state are moved, and none before one that stands before it and is not moved as far: what one
 * condition protects another from stays protected. Where moving makes one fail that would not have been asked, the
 * state is left to the interpreter.
 */

import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { Reader } from "../compile/reads.ts";
import type { ActionWriter, Conjunct } from "./action.ts";
import { type Loops, looped } from "./binder.ts";
import { withArguments } from "./call.ts";
import { type Environment, JsFunction } from "./environment.ts";
import type { Writer } from "./expression.ts";

/** What is asked before the loops, the loops, and what remains in them. */
interface Hoisted {
  readonly before: readonly string[];
  readonly loops: readonly Loops[];
  readonly rest: readonly Conjunct[];
}

export function hoisted(w: Writer, actions: ActionWriter, text: Conjunct, own: readonly Loops[]): Hoisted {
  const last = own.at(-1);
  if (last === undefined) return { before: [], loops: own, rest: [text] };
  const elements = new Set(
    own.flatMap(({ loops, inside }) => [...loops.map((loop) => loop.element), ...inside.names()]),
  );
  for (const name of own[0]?.outside.names() ?? []) elements.delete(name);
  let rest: readonly Conjunct[] = [text];
  const take = (moves: (reads: ReadonlySet<string>) => boolean): Conjunct[] => {
    const taken: Conjunct[] = [];
    for (let first = rest[0]; first !== undefined; first = rest[0]) {
      const { expression, at } = first;
      const reads = w.isStep(expression, at) || actions.splits(expression, at) ? null : namesIn(w, expression, at);
      if (reads !== null && moves(reads)) {
        taken.push(first);
        rest = rest.slice(1);
        continue;
      }
      const parts = partsOf(w, first);
      if (parts === null) break;
      rest = [...parts, ...rest.slice(1)];
    }
    return taken;
  };
  const free = take((reads) => ![...reads].some((name) => elements.has(name)));
  const before = free.map(({ expression, at }) => w.condition(expression, at));
  const [loop] = last.loops;
  const set = last.bounds[0]?.set ?? null;
  if (loop === undefined || set === null) return { before, loops: own, rest };
  const chooses = last.loops.length === 1 && loop.apart === "" && namesIn(w, set, last.outside)?.size === 0;
  if (!chooses) return { before, loops: own, rest };
  const chosen = take((reads) => [...reads].every((name) => name === loop.element));
  if (chosen.length === 0) return { before, loops: own, rest };
  const list = w.unit.fresh("L");
  const within = new JsFunction();
  const all = w.unit.fresh("s");
  const every = `const ${all} = list(${w.value(set, last.outside.but({ within })).js}), found = [];`;
  const test = chosen.map(({ expression, at }) => w.condition(expression, at.but({ within }))).join(" && ");
  const found = `${every} ${looped({ loops: [{ ...loop, list: all }] }, `if (${test}) found.push(${loop.element});`)}`;
  w.unit.addForState(list, within, `${found} `, "found");
  const narrowed = { ...last, sets: `const ${loop.list} = ${list}(); ` };
  return { before, loops: [...own.slice(0, -1), narrowed], rest };
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
    if (symbol.kind !== "bound" && symbol.kind !== "parameter" && symbol.kind !== "operator") continue;
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
