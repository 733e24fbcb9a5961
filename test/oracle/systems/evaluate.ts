/** Evaluates flat text naively: arguments are passed as text and evaluated at each use, `e'` is e in the other state. */

import type { Flat, FlatDefinition, FlatSystem } from "./flatten.ts";
import type { Value } from "./tree.ts";

export type State = Readonly<Record<string, Value>>;

/** Where a formula is read; in `next`, variables may be missing while successors are looked for. */
interface Situation {
  readonly current: State;
  readonly next: State;
}

/** What bound names stand for: text and the names around it. */
type Names = ReadonlyMap<string, Bound>;
interface Bound {
  readonly text: Flat;
  readonly names: Names;
}

/** Text that is an operator, ready for its arguments. */
interface Operator {
  readonly parameters: readonly string[];
  readonly body: Flat;
  readonly names: Names;
}

/** The system asks for more than anyone waits for, or has no meaning. */
export class GivenUp extends Error {}

/** A variable is read before it has a value. */
class NoValueYet extends GivenUp {}

const nothing: Names = new Map();
const patience = 60_000;
const deepest = 120;

export interface Exploration {
  readonly generated: number;
  readonly distinct: number;
  /** Names of invariants and step formulas that are violated. */
  readonly violated: readonly string[];
}

/** Finds all states and what they violate. `mostStates` distinct ones are too many. */
export function explore(
  flat: FlatSystem,
  invariants: readonly string[],
  steps: readonly string[],
  mostStates: number,
): Exploration {
  const evaluator = new Evaluator(flat.variables);
  const violated = new Set<string>();
  const seen = new Map<string, State>();
  const queue: State[] = [];
  let generated = 0;
  const texts = new Map([...invariants, ...steps, "Init", "Next"].map((name) => [name, flat.named(name)]));
  const text = (name: string): Flat => texts.get(name) as Flat;
  for (const text of flat.values()) evaluator.beforehand(text);
  const visit = (state: State): void => {
    generated++;
    const key = flat.variables.map((name) => `${typeof state[name]} ${state[name]}`).join();
    if (seen.has(key)) return;
    if (seen.size >= mostStates) throw new GivenUp("too many states");
    seen.set(key, state);
    queue.push(state);
    for (const name of invariants) {
      if (!evaluator.truth(text(name), nothing, { current: state, next: {} })) violated.add(name);
    }
  };
  evaluator.initial(text("Init"), visit);
  if (seen.size === 0) throw new GivenUp("no initial state");
  for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
    const current = state;
    evaluator.successors(text("Next"), current, (next) => {
      visit(next);
      const moves = flat.variables.some((name) => String(current[name]) !== String(next[name]));
      for (const name of steps) {
        const holds = evaluator.truth(text(name), nothing, { current, next });
        if (moves && !holds) violated.add(name);
      }
    });
  }
  return { generated, distinct: seen.size, violated: [...violated].sort() };
}

class Evaluator {
  private readonly variables: readonly string[];
  private spent = 0;
  private depth = 0;

  constructor(variables: readonly string[]) {
    this.variables = variables;
  }

  initial(formula: Flat, visit: (state: State) => void): void {
    this.ways([[formula, nothing]], { current: {}, next: {} }, false, ({ current }) => visit(current));
  }

  successors(formula: Flat, current: State, visit: (next: State) => void): void {
    this.ways([[formula, nothing]], { current, next: {} }, true, ({ next }) => {
      if (!this.complete(next)) throw new GivenUp("a variable has no next value");
      visit(next);
    });
  }

  /** Gives up on what is endless already without a state, though perhaps nobody ever asks for it. */
  beforehand(e: Flat): void {
    try {
      this.value(e, nothing, { current: {}, next: {} });
    } catch (error) {
      if (!(error instanceof NoValueYet)) throw error;
    }
  }

  private complete(state: State): boolean {
    return this.variables.every((name) => name in state);
  }

  /** Every way to make the formulas of `todo` true from the left on; `primes` tells which state is looked for. */
  private ways(
    todo: readonly (readonly [Flat, Names])[],
    at: Situation,
    primes: boolean,
    found: (at: Situation) => void,
  ): void {
    this.tick();
    const [first, ...rest] = todo;
    if (first === undefined) {
      found(at);
      return;
    }
    const [e, names] = first;
    const state = primes ? at.next : at.current;
    const variable = e.kind === "binary" && isAssignment(e.op) ? this.assigned(e.left, names, primes) : null;
    if (e.kind === "binary" && variable !== null && !(variable in state)) {
      const value = this.value(e.right, names, at);
      for (const one of e.op === "=" ? [value] : (value as readonly number[])) {
        const extended = { ...state, [variable]: one };
        this.ways(rest, primes ? { ...at, next: extended } : { ...at, current: extended }, primes, found);
      }
      return;
    }
    // With all values known, formulas are conditions and split no more.
    const split = this.complete(state) ? null : this.split(e, names, at);
    if (split === null) {
      if (this.truth(e, names, at)) this.ways(rest, at, primes, found);
      return;
    }
    this.deeper(() => {
      for (const way of split) this.ways([...way, ...rest], at, primes, found);
    });
  }

  /** The ways into a formula, each a list of formulas that are to be true; null for a condition. */
  private split(e: Flat, names: Names, at: Situation): (readonly (readonly [Flat, Names])[])[] | null {
    switch (e.kind) {
      case "binary":
        if (e.op === "/\\")
          return [
            [
              [e.left, names],
              [e.right, names],
            ],
          ];
        if (e.op === "\\/") return [[[e.left, names]], [[e.right, names]]];
        if (e.op === "=>") return this.truth(e.left, names, at) ? [[[e.right, names]]] : [[]];
        return null;
      case "if":
        return [[[this.truth(e.test, names, at) ? e.yes : e.no, names]]];
      case "exists":
        return this.set(e.domain, names, at).map((value) => [
          [e.body, this.with(names, [e.name], [constant(value)])] as const,
        ]);
      case "apply":
      case "definition": {
        const { body, names: inner } = this.entered(e, names);
        return [[[body, inner]]];
      }
      case "local": {
        const { text, names: inner } = this.bound(e.name, names);
        return [[[text, inner]]];
      }
      default:
        return null;
    }
  }

  /** The variable that a left side names, through bound names; null for anything else. */
  private assigned(e: Flat, names: Names, primes: boolean): string | null {
    if (primes) return e.kind === "prime" ? this.assigned(e.body, names, false) : null;
    if (e.kind === "variable") return e.name;
    if (e.kind !== "local") return null;
    const { text, names: inner } = this.bound(e.name, names);
    return this.assigned(text, inner, false);
  }

  private tick(): void {
    if (++this.spent > patience) throw new GivenUp("too long");
  }

  private bound(name: string, names: Names): Bound {
    const found = names.get(name);
    if (found === undefined) throw new Error(`${name} is not bound`);
    return found;
  }

  private with(names: Names, parameters: readonly string[], args: readonly Bound[]): Names {
    const extended = new Map(names);
    for (const [i, name] of parameters.entries()) {
      const arg = args[i];
      if (arg === undefined) throw new Error(`${name} has no argument`);
      extended.set(name, arg);
    }
    return extended;
  }

  private operator(e: Flat, names: Names): Operator {
    if (e.kind === "local") {
      const { text, names: inner } = this.bound(e.name, names);
      return this.operator(text, inner);
    }
    if (e.kind === "lambda") return { parameters: [e.parameter], body: e.body, names };
    if (e.kind !== "definition") throw new Error(`${e.kind} is no operator`);
    const { parameters, body } = e.definition as FlatDefinition;
    const given = e.given.map((text) => ({ text, names }));
    const known = this.with(nothing, parameters.slice(0, given.length), given);
    return { parameters: parameters.slice(given.length), body, names: known };
  }

  /** Into the body of a definition. */
  private entered(e: Extract<Flat, { kind: "apply" | "definition" }>, names: Names): Operator {
    const operator = this.operator(e.kind === "apply" ? e.operator : e, names);
    const args = e.kind === "apply" ? e.args.map((text) => ({ text, names })) : [];
    if (args.length !== operator.parameters.length) throw new Error("the number of arguments is wrong");
    return { ...operator, names: this.with(operator.names, operator.parameters, args) };
  }

  truth(e: Flat, names: Names, at: Situation): boolean {
    const value = this.value(e, names, at);
    if (typeof value !== "boolean") throw new Error(`${value} is not Boolean`);
    return value;
  }

  private set(e: Flat, names: Names, at: Situation): readonly number[] {
    const value = this.value(e, names, at);
    if (typeof value !== "object") throw new Error(`${value} is no set`);
    return value;
  }

  value(e: Flat, names: Names, at: Situation): Value {
    this.tick();
    return this.deeper(() => this.valueOf(e, names, at));
  }

  private deeper<T>(run: () => T): T {
    if (this.depth > deepest) throw new GivenUp("too deep");
    this.depth++;
    try {
      return run();
    } finally {
      this.depth--;
    }
  }

  private valueOf(e: Flat, names: Names, at: Situation): Value {
    switch (e.kind) {
      case "value":
        return e.value;
      case "variable": {
        const value = at.current[e.name];
        if (value === undefined) throw new NoValueYet(e.name);
        return value;
      }
      case "local": {
        const { text, names: inner } = this.bound(e.name, names);
        return this.value(text, inner, at);
      }
      case "definition":
      case "apply": {
        const { body, names: inner } = this.entered(e, names);
        return this.value(body, inner, at);
      }
      case "prime":
        return this.value(e.body, names, { current: at.next, next: {} });
      case "not":
        return !this.truth(e.body, names, at);
      case "if":
        return this.value(this.truth(e.test, names, at) ? e.yes : e.no, names, at);
      case "exists":
        return this.set(e.domain, names, at).some((value) =>
          this.truth(e.body, this.with(names, [e.name], [constant(value)]), at),
        );
      case "binary":
        return this.binary(e, names, at);
      case "lambda":
        throw new Error("an operator has no value");
    }
  }

  private binary(e: Extract<Flat, { kind: "binary" }>, names: Names, at: Situation): Value {
    if (e.op === "/\\") return this.truth(e.left, names, at) && this.truth(e.right, names, at);
    if (e.op === "\\/") return this.truth(e.left, names, at) || this.truth(e.right, names, at);
    if (e.op === "=>") return !this.truth(e.left, names, at) || this.truth(e.right, names, at);
    const [left, right] = [this.value(e.left, names, at), this.value(e.right, names, at)];
    if (e.op === "\\in") return (right as readonly number[]).includes(left as number);
    if (e.op === "=" || e.op === "#") {
      if (typeof left !== typeof right) throw new Error(`${left} and ${right} are of two types`);
      return (String(left) === String(right)) === (e.op === "=");
    }
    if (typeof left !== "number" || typeof right !== "number") throw new Error(`${left} and ${right} are no numbers`);
    if (e.op === "<") return left < right;
    return e.op === "-" ? left - right : (left + right) % 3;
  }
}

const isAssignment = (op: string): boolean => op === "=" || op === "\\in";

function constant(value: Value): Bound {
  return { text: { kind: "value", value }, names: nothing };
}
