/** Random small specifications, and their steps found twice: by the interpreter, and by trying all pairs of states. */

import { EvaluationError, type Model } from "../../src/models/model.ts";
import { print, type Value } from "../../src/values/index.ts";
import { modelOf } from "../models/tla/spec.ts";
import { type NaiveState, Oracle, type Situation } from "./evaluate.ts";
import { Expressions, type Known, prelude } from "./expressions.ts";
import { combinations, itemsOf } from "./operators.ts";
import { list, type Phrase, phrase, shrink, textOf } from "./phrase.ts";
import { Random } from "./random.ts";
import { boolean, integer, nameOf, plainOf, randomType, sequence, set, type Type } from "./types.ts";
import { GivenUp, modelValue, type Naive, NaiveError, show } from "./value.ts";

/** A variable with the few values it may take; `clamp` is the operator that brings any value of the type among them. */
interface Variable {
  readonly name: string;
  readonly type: Type;
  readonly values: string;
  readonly clamp: string;
}

const pair: Type = {
  kind: "record",
  fields: [
    ["a", integer],
    ["b", integer],
  ],
};

const variables: readonly Variable[] = [
  { name: "x", type: integer, values: "0..2", clamp: "ClampX" },
  { name: "f", type: pair, values: "[a : 0..1, b : 0..1]", clamp: "ClampF" },
  { name: "s", type: set(integer), values: "SUBSET {1, 2}", clamp: "ClampS" },
  { name: "b", type: boolean, values: "BOOLEAN", clamp: "ClampB" },
  { name: "q", type: sequence(integer), values: "{<<>>, <<0>>, <<1>>}", clamp: "ClampQ" },
];

const helpers = `ClampX(e) == e % 3
ClampF(e) == [a |-> e.a % 2, b |-> e.b % 2]
ClampS(e) == e \\cap {1, 2}
ClampB(e) == e
ClampQ(e) == IF Len(e) = 1 THEN <<e[1] % 2>> ELSE <<>>
Becomes(v, e) == v = e
Shift(v, e) == v' = e
Keep(v) == UNCHANGED v
Both(P, Q) == P /\\ Q
Either(P, Q) == P \\/ Q
`;

/** What specifications instantiate. */
export const inner = `---- MODULE Inner ----
EXTENDS Integers
CONSTANT c
VARIABLE v
Step == v' = (v + c) % 3
Choose == \\E k \\in {c, 0} : v' = k
Stay == UNCHANGED v
Small == v < c
Can == ENABLED (v < c /\\ v' = c)
====
`;

/** A specification of a seed: definitions, Init and Next, over some of the variables. */
export interface Specification {
  readonly variables: readonly Variable[];
  readonly definitions: readonly (readonly [head: string, body: Phrase])[];
  readonly init: Phrase;
  readonly next: Phrase;
}

class Actions {
  readonly definitions: (readonly [string, Phrase])[] = [];
  private readonly random: Random;
  private readonly expressions: Expressions;
  private readonly variables: readonly Variable[];

  constructor(random: Random, chosen: readonly Variable[]) {
    this.random = random;
    this.expressions = new Expressions(random, false, 0);
    this.variables = chosen;
  }

  /** A formula that gives each variable of `todo` a value, on every way through it, before it reads it. */
  make(todo: readonly Variable[], depth: number, scope: readonly Known[], primes: boolean): Phrase {
    if (todo.length === 0) return this.guard(scope, depth, primes);
    if (depth <= 0) return this.assignments(todo, scope, primes);
    const deeper = (more: readonly Known[] = scope) => this.make(todo, depth - 1, more, primes);
    const guard = () => this.expressions.make(boolean, 2, scope);
    const shapes: (() => Phrase)[] = [
      () => this.assignments(todo, scope, primes),
      () => this.split(todo, depth, scope, primes),
      () =>
        list(
          "formula",
          "FALSE",
          "\\/",
          Array.from({ length: this.random.integer(1, 3) }, () => deeper()),
        ),
      () => formula("(", deeper(), " \\/ ", deeper(), ")"),
      () => formula("Either(", deeper(), ", ", deeper(), ")"),
      () => this.quantified(deeper, scope),
      () => this.quantified(deeper, scope),
      () => formula("(IF ", guard(), " THEN ", deeper(), " ELSE ", deeper(), ")"),
      () =>
        formula("(CASE ", guard(), " -> ", deeper(), " [] ", guard(), " -> ", deeper(), " [] OTHER -> ", deeper(), ")"),
      () => {
        const l = this.known("l", randomType(this.random, 1));
        const value = this.expressions.make(l.type, 2, scope);
        return formula(`(LET ${l.text} == `, value, " IN ", deeper([...scope, l]), ")");
      },
      () => {
        const p = this.known("p", randomType(this.random, 1));
        const op = this.expressions.fresh("Op");
        const body = deeper([...scope, p]);
        return formula(`(LET ${op}(${p.text}) == `, body, ` IN ${op}(`, this.expressions.make(p.type, 2, scope), "))");
      },
      () => {
        const p = this.known("p", randomType(this.random, 1));
        const body = deeper([...scope, p]);
        return formula(`Ap(LAMBDA ${p.text} : `, body, ", ", this.expressions.make(p.type, 2, scope), ")");
      },
      () => {
        const p = this.known("p", randomType(this.random, 1));
        const name = this.expressions.fresh("Act");
        const global = scope.filter((k) => this.variables.some((v) => k.text === v.name || k.text === `${v.name}'`));
        const body = this.make(todo, depth - 1, [...global, p], primes);
        this.definitions.push([`${name}(${p.text})`, body]);
        return formula(`${name}(`, this.expressions.make(p.type, 2, scope), ")");
      },
    ];
    if (primes && todo.length === this.variables.length) {
      const all = `<<${todo.map((v) => v.name).join(", ")}>>`;
      shapes.push(
        () => formula("[", deeper(), `]_${all}`),
        () => formula("<<", deeper(), `>>_${all}`),
      );
    }
    return this.random.pick(shapes)();
  }

  private known(prefix: string, type: Type): Known {
    return { text: this.expressions.fresh(prefix), type, parameters: [] };
  }

  private guard(scope: readonly Known[], depth: number, primes: boolean): Phrase {
    const plain = () => this.expressions.make(boolean, 2, scope);
    if (!primes || this.random.chance(0.7)) return plain();
    if (depth > 0 && this.random.chance(0.3)) {
      return formula("ENABLED ", this.make(this.variables, 1, stateScope(this.variables), true));
    }
    if (this.variables.some((v) => v.name === "x") && this.random.chance(0.3)) {
      return formula(this.random.pick(["M!Small", "P(2)!Small", "M!Can", "P(2)!Can"]));
    }
    // An expression in the next state: what it reads must have a value there.
    const ready = this.variables.filter((v) => scope.some((k) => k.text === `${v.name}'`));
    const whole =
      ready.length === 0 ? plain() : formula("(", this.expressions.make(boolean, 2, stateScope(ready)), ")'");
    return formula("(", whole, ")");
  }

  private quantified(deeper: (scope: readonly Known[]) => Phrase, scope: readonly Known[]): Phrase {
    const v = this.known("v", randomType(this.random, 1));
    if (this.random.chance(0.2)) {
      const k = this.known("v", integer);
      return formula(`(\\A ${k.text} \\in ${this.random.pick(["{0}", "0..1"])} : `, deeper([...scope, k]), ")");
    }
    const w = this.known("v", randomType(this.random, 0));
    const first = this.expressions.make(set(v.type), 2, scope);
    if (this.random.chance(0.6)) return formula(`(\\E ${v.text} \\in `, first, " : ", deeper([...scope, v]), ")");
    const second = this.expressions.make(set(w.type), 1, scope);
    return formula(`(\\E ${v.text} \\in `, first, `, ${w.text} \\in `, second, " : ", deeper([...scope, v, w]), ")");
  }

  /** A conjunction whose parts share the work. */
  private split(todo: readonly Variable[], depth: number, scope: readonly Known[], primes: boolean): Phrase {
    const order = this.random.shuffled(todo);
    const at = this.random.integer(0, order.length);
    const first = this.make(order.slice(0, at), depth - 1, scope, primes);
    const after = [...scope, ...order.slice(0, at).map((v) => assigned(v, primes))];
    const second = this.make(order.slice(at), depth - 1, after, primes);
    if (this.random.chance(0.3)) return formula("Both(", first, ", ", second, ")");
    return this.random.chance(0.5)
      ? formula("(", first, " /\\ ", second, ")")
      : list("formula", "FALSE", "/\\", [first, second]);
  }

  private assignments(todo: readonly Variable[], scope: readonly Known[], primes: boolean): Phrase {
    const known = [...scope];
    const items: Phrase[] = [];
    if (primes && this.random.chance(0.15)) {
      return formula(`UNCHANGED <<${todo.map((v) => v.name).join(", ")}>>`);
    }
    for (const variable of this.random.shuffled(todo)) {
      if (this.random.chance(0.25)) items.push(this.guard(known, 1, primes));
      items.push(this.assignment(variable, known, primes));
      known.push(assigned(variable, primes));
      // A second time it only compares.
      if (this.random.chance(0.1)) items.push(this.assignment(variable, known, primes));
    }
    return list("formula", "FALSE", "/\\", items);
  }

  private assignment(variable: Variable, scope: readonly Known[], primes: boolean): Phrase {
    const { name, type, values, clamp } = variable;
    const target = primes ? `${name}'` : name;
    const value = () => phrase(nameOf(type), plainOf(type), `${clamp}(`, this.expressions.make(type, 2, scope), ")");
    const shapes: (() => Phrase)[] = [
      () => formula(`${target} = `, value()),
      () => formula(`${target} = `, value()),
      () => formula(`${target} \\in ((${values}) \\cap `, this.expressions.make(set(type), 2, scope), ")"),
      () => formula(`${target} \\in {`, value(), ", ", value(), "}"),
      () => formula(`${target} \\in ${values}`),
      () => formula(`Becomes(${target}, `, value(), ")"),
    ];
    if (primes) {
      shapes.push(
        () => formula(`UNCHANGED ${name}`),
        () => formula(`${target} = ${name}`),
        () => formula(`Keep(${name})`),
        () => formula(`Shift(${name}, `, value(), ")"),
      );
      if (name === "x") {
        shapes.push(() =>
          formula(this.random.pick(["M!Step", "M!Choose", "M!Stay", "P(2)!Step", "P(1)!Choose", "P(0)!Stay"])),
        );
        shapes.push(() => formula("(\\E k \\in 0..2 : P(k)!Step)"));
      }
    }
    return this.random.pick(shapes)();
  }
}

function formula(...parts: (string | Phrase)[]): Phrase {
  return phrase("formula", "FALSE", ...parts);
}

function assigned(variable: Variable, primes: boolean): Known {
  return { text: primes ? `${variable.name}'` : variable.name, type: variable.type, parameters: [] };
}

export function stateScope(chosen: readonly Variable[]): Known[] {
  return chosen.map((v) => ({ text: v.name, type: v.type, parameters: [] }));
}

/** The specification of a seed. */
export function specificationOf(seed: number): Specification {
  const random = new Random(seed);
  const chosen = random.shuffled(variables).slice(0, random.integer(1, 3));
  const actions = new Actions(random, chosen);
  const init = actions.make(chosen, random.integer(0, 2), [], false);
  const next = actions.make(chosen, random.integer(1, 4), stateScope(chosen), true);
  return { variables: chosen, definitions: actions.definitions, init, next };
}

export function bodyOf(spec: Specification): string {
  const names = spec.variables.map((v) => v.name);
  const instances = names.includes("x")
    ? "M == INSTANCE Inner WITH v <- x, c <- 1\nP(k) == INSTANCE Inner WITH v <- x, c <- k\n"
    : "";
  const values = spec.variables.map((v) => `Values_${v.name} == ${v.values}\n`).join("");
  const all = spec.variables.map((v) => `${v.name} \\in ${v.values}`).join(" /\\ ");
  const definitions = spec.definitions.map(([head, body]) => `${head} == ${textOf(body)}\n`).join("");
  return `${prelude}${helpers}VARIABLES ${names.join(", ")}\n${values}${instances}${definitions}Everywhere == ${all}
Init == ${textOf(spec.init)}\nNext == ${textOf(spec.next)}`;
}

/** Compares the initial states, and the steps from up to `samples` states. Null where they agree; else what differs. */
export function compareSpecification(
  spec: Specification,
  seed: number,
  samples: number,
): { difference: string | null; steps: number; givenUp: number } {
  const body = bodyOf(spec);
  const text = `---- MODULE Spec ----\n${body}\n====\n`;
  const oracle = new Oracle([text, inner], { m1: modelValue("m1"), m2: modelValue("m2") });
  const sets = spec.variables.map((v) => itemsOf(oracle.evaluate(`Values_${v.name}`)));
  const names = spec.variables.map((v) => v.name);
  const universe = combinations(sets).map(
    (row): NaiveState => Object.fromEntries(names.map((n, i) => [n, row[i] as Naive])),
  );
  const satisfying = (formulaName: string, of: (state: NaiveState) => Situation): string[] | "an error" | null => {
    try {
      return universe
        .filter((state) => oracle.evaluate(formulaName, of(state)) === true)
        .map((s) => key(names, s))
        .sort();
    } catch (error) {
      if (error instanceof NaiveError) return "an error";
      if (error instanceof GivenUp) return null;
      throw error;
    }
  };
  let [steps, givenUp] = [0, 0];
  const compare = (
    what: string,
    expected: string[] | "an error" | null,
    find: () => string[] | "an error",
  ): string | null => {
    if (expected === null) {
      givenUp++;
      return null;
    }
    const found = find();
    if (typeof expected !== "string") steps += expected.length;
    if (String(found) === String(expected)) return null;
    return `${what}\n  interpreter: ${found}\n  oracle:      ${expected}`;
  };

  const wholly = (init: string): Model =>
    modelOf(body, `INIT ${init}\nNEXT Next\nCONSTANTS m1 = m1 m2 = m2\n`, { "Inner.tla": inner });
  const initial = satisfying("Init", (current) => ({ current, next: null, universe }));
  const inInit = compare("initial states", initial, () => rowsOf(wholly("Init")).keys);
  if (inInit !== null) return { difference: inInit, steps, givenUp };

  const model = wholly("Everywhere");
  const { rows } = rowsOf(model);
  const random = new Random(seed);
  for (const row of random.shuffled(rows).slice(0, samples)) {
    const from = keyOf(model, row);
    const current = universe.find((state) => key(names, state) === from) as NaiveState;
    const expected = satisfying("Next", (next) => ({ current, next, universe }));
    const difference = compare(`steps from ${from}`, expected, () => {
      const found = new Set<string>();
      return orError(() => model.next(row, (successor) => found.add(keyOf(model, successor)))) ?? [...found].sort();
    });
    if (difference !== null) return { difference, steps, givenUp };
  }
  return { difference: null, steps, givenUp };
}

function orError(run: () => void): "an error" | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof EvaluationError) return "an error";
    throw error;
  }
}

function rowsOf(model: Model): { rows: Int32Array[]; keys: string[] | "an error" } {
  const rows = new Map<string, Int32Array>();
  const failed = orError(() => model.initial((row) => rows.set(keyOf(model, row), row.slice())));
  return { rows: [...rows.values()], keys: failed ?? [...rows.keys()].sort() };
}

function keyOf(model: Model, row: Int32Array): string {
  const values = model.decode(row);
  return model.variables.map((name, i) => `${name} = ${print(values[i] as Value)}`).join(" /\\ ");
}

function key(names: readonly string[], state: NaiveState): string {
  return names.map((name) => `${name} = ${show(state[name] as Naive)}`).join(" /\\ ");
}

/** Compares the specifications of `count` seeds. Each disagreement comes with a shrunk Next. */
export function compareSpecifications(seed: number, count: number, samples = 4) {
  let [steps, givenUp] = [0, 0];
  const disagreements: string[] = [];
  for (let s = seed; s < seed + count && disagreements.length < 5; s++) {
    const spec = specificationOf(s);
    const outcome = compareSpecification(spec, s, samples);
    steps += outcome.steps;
    givenUp += outcome.givenUp;
    if (outcome.difference !== null) disagreements.push(explain(spec, s));
  }
  return { steps, givenUp, disagreements };
}

function explain(spec: Specification, seed: number): string {
  const differs = (candidate: Specification): boolean => {
    try {
      return compareSpecification(candidate, seed, 100).difference !== null;
    } catch {
      // A candidate may use a name outside its scope: that is no smaller version of the failure.
      return false;
    }
  };
  let small: Specification = { ...spec, init: formula("FALSE") };
  if (!differs(small)) small = { ...spec, next: formula("FALSE") };
  small = { ...small, init: shrink(small.init, (init) => differs({ ...small, init })) };
  small = { ...small, next: shrink(small.next, (next) => differs({ ...small, next })) };
  for (const i of small.definitions.keys()) {
    const [head, body] = small.definitions[i] as readonly [string, Phrase];
    const replaced = (phrase_: Phrase) => ({
      ...small,
      definitions: small.definitions.with(i, [head, phrase_] as const),
    });
    small = replaced(shrink(body, (candidate) => differs(replaced(candidate))));
  }
  const used = small.definitions.map(([head, body]) => `${head} == ${textOf(body)}\n`).join("");
  const { difference } = compareSpecification(small, seed, 100);
  return `seed ${seed}: ${used}Init == ${textOf(small.init)}\nNext == ${textOf(small.next)}\n${difference}`;
}
