/** The next-state relation, taken apart into actions: names for the edges of the state graph. */

import {
  isBuiltin,
  type OperatorSymbol,
  operandsOf,
  type ParameterSymbol,
  type Tables,
} from "../../tla/semantics/symbol.ts";
import type { Location } from "../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../tla/syntax/tree.ts";
import type { Value } from "../../values/index.ts";
import type { Formula } from "./behavior.ts";
import { implementsOf } from "./code-link.ts";
import { reached } from "./core/reached.ts";
import { bindings } from "./interpret/binder.ts";
import { isSpecError, noted, traced } from "./interpret/error.ts";
import type { Interpreter } from "./interpret/interpreter.ts";
import { resolveCall } from "./interpret/reference.ts";
import { type Act, Closure, Frame, type Runtime, resume, Thunk } from "./interpret/runtime.ts";
import { type Place, Scope } from "./interpret/scope.ts";

/** An action by name and place; its index is its position in the table. */
export interface NamedAction {
  readonly name: string;
  readonly location: Location;
  /** As in `Action` of the seam. */
  readonly parameters?: readonly string[];
  readonly implements?: readonly string[];
  readonly keeps: boolean;
}

/** A name on the way from Next to an action, and where its value is: `calls` frames out from that of the leaf. */
interface Parameter {
  readonly name: string;
  readonly slot: number;
  /** Number of operators entered when the name was bound. */
  readonly depth: number;
}

/** One way from Next to a formula that is not taken apart further. */
interface Leaf {
  readonly depth: number;
  readonly parameters: readonly Parameter[];
}

/**
 * Finds the actions of a next-state relation: from Next inwards through `\/`, bounded `\E` and calls of operators,
 * an action is the last operator entered before the first formula that is none of these.
 */
export class NextRelation {
  readonly actions: NamedAction[] = [];
  /** The same while they are found, with their texts. */
  private readonly found: { readonly action: Entered; readonly texts: Formula[] }[] = [];
  /** The operators below which others are entered: their own formulas are only a part of them. */
  private readonly divided = new Set<OperatorSymbol | null>();
  private readonly leaves: Leaf[] = [];
  private readonly interpreter: Interpreter;
  private readonly keys = new Map<OperatorSymbol | null, Map<string, number>>();

  constructor(interpreter: Interpreter) {
    this.interpreter = interpreter;
  }

  /** Code that runs `then` for each step, with `runtime.action` set to the index of its action. */
  make(expression: Expression, place: Place, then: Act, name: string): Act {
    const start = { symbol: null, name, location: place.source.locate(expression.span), arguments: [] };
    const act = this.walk(expression, place, then, { action: start, path: [], bound: [], depth: 0 });
    this.actions.push(...this.found.map((found) => this.named(found)));
    return act;
  }

  private named({ action, texts }: { readonly action: Entered; readonly texts: readonly Formula[] }): NamedAction {
    const { name, location, symbol } = action;
    const { tables } = this.interpreter.setup.program;
    const whole = this.divided.has(symbol) ? {} : { parameters: action.arguments.map((one) => one.name) };
    let keeps: boolean | null = null;
    const code = symbol === null ? [] : implementsOf(symbol.source, symbol.span);
    return {
      name,
      location,
      ...whole,
      ...(code.length === 0 ? {} : { implements: code }),
      // Looked for when it is asked for: few ask.
      get keeps() {
        keeps ??= ![...reached(texts, tables)].some(({ expression }) => isPrimed(expression, tables));
        return keeps;
      },
    };
  }

  private walk(expression: Expression, place: Place, then: Act, way: Way): Act {
    const inside = (onward: Act): Act => this.taken(expression, place, onward, way);
    return this.interpreter.setup.uses?.enumerated(expression, place.source, then, inside) ?? inside(then);
  }

  /** Takes the formula apart, or it is a leaf. */
  private taken(expression: Expression, place: Place, then: Act, way: Way): Act {
    const go = (e: Expression) => this.walk(e, place, then, way);
    if (expression.kind === "label") return go(expression.body);
    const alternatives = operandsOf(expression, "\\/", this.interpreter.setup.program.tables);
    if (alternatives !== null) {
      const acts = alternatives.map((e) => go(e));
      return (f) => {
        for (let i = 0; i < acts.length; i++) if ((acts[i] as Act)(f)) return true;
        return false;
      };
    }
    if (expression.kind === "quantifier" && expression.quantifier === "\\E") {
      const prepared = bindings(this.interpreter, expression.bounds, place);
      if (prepared !== null) {
        const slots = prepared.list.flatMap((b) => b.slots);
        const names = expression.bounds.flatMap((b) => b.names);
        const added = names.map((n, i) => ({ name: n.name, slot: slots[i] as number, depth: way.depth }));
        const body = this.walk(expression.body, place, then, { ...way, bound: [...way.bound, ...added] });
        const act: Act = (f) => prepared.forEach(f, body);
        return this.interpreter.tracing ? traced(act, place.source, expression.span) : act;
      }
    }
    if (expression.kind === "reference") {
      const entered = this.enter(expression, place, then, way);
      if (entered !== null) return entered;
    }
    return this.leaf(expression, place, then, way);
  }

  /** Goes into the definition that `reference` calls; null if it calls none that can be entered. */
  private enter(reference: Reference, place: Place, then: Act, way: Way): Act | null {
    const { interpreter } = this;
    const { path } = way;
    const depth = way.depth + 1;
    const symbol = enteredBy(interpreter, reference, path);
    if (symbol === null) return null;
    const { args } = resolveCall(interpreter, reference, place);
    const { lowering } = interpreter.setup;
    this.divided.add(way.action.symbol);
    const scope = new Scope(null);
    const parameters = symbol.parameters.map((p) => ({ name: p.name, slot: scope.allocate(p), depth }));
    const hidden = (_: unknown, i: number) => lowering.isOfInstance(symbol.parameters[i] as ParameterSymbol);
    const action = {
      symbol,
      name: reference.name,
      location: symbol.source.locate(symbol.span),
      arguments: lowering.isPiece(symbol) ? [] : parameters.filter((p, i) => !hidden(p, i)),
    };
    // What only an instance or a piece of a definition is, nobody can name with its arguments.
    if (action.arguments.length < parameters.length || lowering.isPiece(symbol)) this.divided.add(symbol);
    const inside: Place = { scope, source: symbol.source };
    const bound = way.bound.filter((b) => !parameters.some((p) => p.name === b.name));
    const act = this.walk(symbol.body, inside, resume, { action, path: [...path, symbol], bound, depth });
    const code: Act = (f) => {
      const frame = new Frame(scope.size, null);
      for (let i = 0; i < args.length; i++) frame.slots[i] = args[i]?.(f);
      // Every caller is kept, the last one too: `parameters` counts them.
      frame.continuation = then;
      frame.caller = f;
      return act(frame);
    };
    if (interpreter.tracing) return noted(code, reference, place.source);
    const index = this.indexOfAction(symbol, reference.name);
    return index < 0 ? code : (interpreter.stopwatch?.(index, code) ?? code);
  }

  private leaf(expression: Expression, place: Place, then: Act, { action, bound, depth }: Way): Act {
    const index = this.indexOf(action);
    const made = this.interpreter.enumerator(expression, place, then);
    const act = this.interpreter.stopwatch?.(index, made) ?? made;
    this.found[index]?.texts.push({ expression, source: place.source });
    const leaf = this.leaves.push({ depth, parameters: [...action.arguments, ...bound] }) - 1;
    const { runtime } = this.interpreter;
    return (f) => {
      runtime.action = index;
      runtime.leaf = leaf;
      runtime.leafFrame = f;
      const ended = act(f);
      // What fails from here on fails in no action that is known.
      runtime.leaf = -1;
      return ended;
    };
  }

  private indexOf(action: Entered): number {
    let names = this.keys.get(action.symbol);
    if (names === undefined) {
      names = new Map();
      this.keys.set(action.symbol, names);
    }
    let index = names.get(action.name);
    if (index === undefined) {
      index = this.found.push({ action, texts: [] }) - 1;
      names.set(action.name, index);
    }
    return index;
  }

  /** The index of the action to which the operator entered last leads under a name; -1 where it leads to none. */
  indexOfAction(symbol: OperatorSymbol | null, name: string): number {
    return this.keys.get(symbol)?.get(name) ?? -1;
  }

  /** The parameters of the step that is being emitted: the action's arguments, then the names bound on the way. */
  parameters(runtime: Runtime): [string, Value][] {
    const leaf = this.leaves[runtime.leaf];
    if (leaf === undefined) return [];
    const found: [string, Value][] = [];
    for (const { name, slot, depth } of leaf.parameters) {
      let frame = runtime.leafFrame as Frame;
      for (let i = leaf.depth; i > depth; i--) frame = frame.caller as Frame;
      const content = frame.slots[slot];
      if (content instanceof Closure || content === undefined || Array.isArray(content)) continue;
      const value = content instanceof Thunk ? forced(content, runtime) : (content as Value);
      if (value !== null) found.push([name, value]);
    }
    return found;
  }
}

/** The value of an argument; null where it cannot be evaluated, which nothing need have done. */
function forced(argument: Thunk, runtime: Runtime): Value | null {
  try {
    return argument.force(runtime);
  } catch (error) {
    if (isSpecError(error)) return null;
    throw error;
  }
}

/** The definition that is entered on the way to actions, where `path` is open; null where the reference stays whole. */
export function enteredBy(
  interpreter: Interpreter,
  reference: Reference,
  path: readonly OperatorSymbol[],
): OperatorSymbol | null {
  const { symbol } = interpreter.meaningOf(reference);
  if (symbol.kind !== "operator" || symbol.module.library || symbol.binders !== null) return null;
  return path.includes(symbol) || !interpreter.setup.lowering.isTopLevel(symbol) ? null : symbol;
}

/** Does the text itself speak of the next state, otherwise than by UNCHANGED? */
function isPrimed(expression: Expression, tables: Tables): boolean {
  if (expression.kind === "actionSubscript") return true;
  return isBuiltin(expression, ["'", "\\cdot"], tables);
}

/** What has been entered on the way from Next to a formula. */
interface Way {
  readonly action: Entered;
  /** The definitions that are open: a recursive one is not entered again. */
  readonly path: readonly OperatorSymbol[];
  /** The names bound on the way. */
  readonly bound: readonly Parameter[];
  /** How many calls. */
  readonly depth: number;
}

/** The operator entered last, and its arguments. */
interface Entered {
  readonly symbol: OperatorSymbol | null;
  readonly name: string;
  readonly location: Location;
  readonly arguments: readonly Parameter[];
}
