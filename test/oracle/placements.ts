/**
 * Random next-state relations that assign in every odd place: through names of a LET, arguments, operators as
 * arguments, rules of functions, under IF, CASE, =>, \E, \A, [A]_v and \cdot. The oracle knows nothing of the order in
 * which conjuncts are evaluated: it asks each formula of all pairs of states of a small domain.
 */

import type { Model } from "../../src/models/model.ts";
import { modelOf, show } from "../models/tla/spec.ts";
import type { Case } from "./engines.ts";
import { Random } from "./random.ts";

/** `x` and `y` in 0..2, `z` a subset of {0, 1} as a number of two bits. */
interface State {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

type Names = Readonly<Record<string, number>>;

/** A formula as text, and as what it means for a step. */
interface Formula {
  readonly text: string;
  readonly holds: (s: State, t: State, names: Names) => boolean;
}

/** A number from 0 to 2 that depends on the current state. */
interface Term {
  readonly text: string;
  readonly value: (s: State, names: Names) => number;
}

const states: readonly State[] = Array.from({ length: 36 }, (_, i) => {
  return { x: i % 3, y: Math.floor(i / 3) % 3, z: Math.floor(i / 9) };
});

const definitions = `Set(v, e) == v' = e
Put(v, e) == v = e
Choose(v, S) == LET w == v IN w' \\in S
Do(A) == A
Both(A, B) == A /\\ B
Either(A, B) == A \\/ B
When(P, A) == P => A
With(Op(_, _), a, b) == Op(a, b)
Keep(Op(_), a) == Op(a)
Each(A(_)) == \\E i_ \\in 0..2 : A(i_)
All(A(_)) == \\A i_ \\in 0..1 : A(i_)
Rule(f, e) == f[e]
Full == x' \\in 0..2 /\\ y' \\in 0..2 /\\ z' \\subseteq {0, 1}`;

class Placements {
  private readonly random: Random;
  private names = 0;

  constructor(random: Random) {
    this.random = random;
  }

  private fresh(): string {
    return `n${this.names++}`;
  }

  private term(bound: readonly string[]): Term {
    const { random } = this;
    const atom = (): Term => {
      const kind = random.integer(0, bound.length === 0 ? 2 : 4);
      if (kind === 0) {
        const n = random.integer(0, 2);
        return { text: `${n}`, value: () => n };
      }
      if (kind <= 2) {
        const v = kind === 1 ? "x" : "y";
        return { text: v, value: (s) => s[v] };
      }
      const name = random.pick(bound);
      return { text: name, value: (_, names) => names[name] as number };
    };
    if (random.chance(0.6)) return atom();
    const [a, b] = [atom(), atom()];
    return { text: `((${a.text} + ${b.text}) % 3)`, value: (s, names) => (a.value(s, names) + b.value(s, names)) % 3 };
  }

  /** A formula about the current state. */
  private condition(bound: readonly string[]): Formula {
    const { random } = this;
    const [a, b] = [this.term(bound), this.term(bound)];
    switch (random.integer(0, 3)) {
      case 0:
        return { text: `${a.text} = ${b.text}`, holds: (s, _, n) => a.value(s, n) === b.value(s, n) };
      case 1:
        return { text: `${a.text} # ${b.text}`, holds: (s, _, n) => a.value(s, n) !== b.value(s, n) };
      case 2:
        return {
          text: `${a.text} \\in {0, ${b.text}}`,
          holds: (s, _, n) => [0, b.value(s, n)].includes(a.value(s, n)),
        };
      default:
        return { text: `${a.text} \\in z`, holds: (s, _, n) => ((s.z >> a.value(s, n)) & 1) === 1 };
    }
  }

  /** Something that assigns, in one of the ways to write it. */
  private assignment(bound: readonly string[]): Formula {
    const { random } = this;
    const v = random.pick(["x", "y"] as const);
    const e = this.term(bound);
    const isE = (s: State, t: State, n: Names) => t[v] === e.value(s, n);
    const name = this.fresh();
    switch (random.integer(0, 13)) {
      case 0:
        return { text: `LET ${name} == ${v} IN ${name}' = ${e.text}`, holds: isE };
      case 1:
        return { text: `LET ${name} == ${v}' IN ${name} = ${e.text}`, holds: isE };
      case 2:
        return { text: `Set(${v}, ${e.text})`, holds: isE };
      case 3:
        return { text: `LET ${name} == ${v}' IN Put(${name}, ${e.text})`, holds: isE };
      case 4:
        return { text: `With(=, ${v}', ${e.text})`, holds: isE };
      case 5:
        return { text: `Keep(LAMBDA ${name} : ${name}' = ${e.text}, ${v})`, holds: isE };
      case 6:
        return { text: `Rule([${name} \\in 0..2 |-> ${v}' = ${name}], ${e.text})`, holds: isE };
      case 7: {
        const f = this.term(bound);
        const text = `Choose(${v}, {${e.text}, ${f.text}})`;
        return { text, holds: (s, t, n) => [e.value(s, n), f.value(s, n)].includes(t[v]) };
      }
      case 8: {
        const text = `LET ${name} == <<${v}, <<z>>>> IN UNCHANGED ${name}`;
        return { text, holds: (s, t) => s[v] === t[v] && s.z === t.z };
      }
      case 9:
        return { text: `Keep(UNCHANGED, ${v})`, holds: (s, t) => s[v] === t[v] };
      case 10: {
        const mask = random.integer(0, 3);
        const set = `{${[0, 1].filter((i) => ((mask >> i) & 1) === 1).join(", ")}}`;
        const text = random.pick([
          `z' \\subseteq ${set}`,
          `With(\\subseteq, z', ${set})`,
          `(LET ${name} == z IN ${name}' \\subseteq ${set})`,
        ]);
        return { text, holds: (_, t) => (t.z & ~mask) === 0 };
      }
      case 11:
        return {
          text: `z' \\subseteq z \\ {${e.text}}`,
          holds: (s, t, n) => (t.z & ~(s.z & ~(1 << e.value(s, n)))) === 0,
        };
      case 12:
        return { text: `With(\\in, ${v}', {${e.text}})`, holds: isE };
      default:
        return { text: `${v}' = ${e.text}`, holds: isE };
    }
  }

  formula(depth: number, bound: readonly string[]): Formula {
    const { random } = this;
    if (depth === 0) return random.chance(0.25) ? this.condition(bound) : this.assignment(bound);
    const inner = (names = bound) => this.formula(depth - 1, names);
    const [name, c] = [this.fresh(), this.condition(bound)];
    const [a, b] = [inner(), inner()];
    const and: Formula["holds"] = (s, t, n) => a.holds(s, t, n) && b.holds(s, t, n);
    const or: Formula["holds"] = (s, t, n) => a.holds(s, t, n) || b.holds(s, t, n);
    const chosen: Formula["holds"] = (s, t, n) => (c.holds(s, t, n) ? a : b).holds(s, t, n);
    const body = inner([...bound, name]);
    const at = (s: State, t: State, n: Names) => (value: number) => body.holds(s, t, { ...n, [name]: value });
    switch (random.integer(0, 17)) {
      case 0:
        return { text: `((${a.text}) /\\ (${b.text}))`, holds: and };
      case 1:
        return { text: `((${a.text}) \\/ (${b.text}))`, holds: or };
      case 2:
        return { text: `Both(${a.text}, ${b.text})`, holds: and };
      case 3:
        return { text: `Either(${a.text}, ${b.text})`, holds: or };
      case 4:
        return { text: `With(${random.pick(["/\\", "\\land"])}, ${a.text}, ${b.text})`, holds: and };
      case 5:
        return { text: `(IF ${c.text} THEN ${a.text} ELSE ${b.text})`, holds: chosen };
      case 6:
        return { text: `(CASE ${c.text} -> ${a.text} [] OTHER -> ${b.text})`, holds: chosen };
      case 7:
        return { text: `((${c.text}) => (${a.text}))`, holds: (s, t, n) => !c.holds(s, t, n) || a.holds(s, t, n) };
      case 8:
        return { text: `When(${c.text}, ${a.text})`, holds: (s, t, n) => !c.holds(s, t, n) || a.holds(s, t, n) };
      case 9:
        return { text: `(\\E ${name} \\in 0..2 : ${body.text})`, holds: (s, t, n) => [0, 1, 2].some(at(s, t, n)) };
      case 10:
        return { text: `(\\A ${name} \\in 0..1 : ${body.text})`, holds: (s, t, n) => [0, 1].every(at(s, t, n)) };
      case 11:
        return { text: `Each(LAMBDA ${name} : ${body.text})`, holds: (s, t, n) => [0, 1, 2].some(at(s, t, n)) };
      case 12:
        return { text: `All(LAMBDA ${name} : ${body.text})`, holds: (s, t, n) => [0, 1].every(at(s, t, n)) };
      case 13: {
        const e = this.term(bound);
        const text = `[${name} \\in 0..2 |-> ${body.text}][${e.text}]`;
        return { text, holds: (s, t, n) => at(s, t, n)(e.value(s, n)) };
      }
      case 14: {
        const [e, f] = [this.term(bound), this.fresh()];
        const text = `(LET ${f}[${name} \\in 0..2] == ${body.text} IN ${f}[${e.text}])`;
        return { text, holds: (s, t, n) => at(s, t, n)(e.value(s, n)) };
      }
      case 15: {
        const e = this.fresh();
        return { text: `(LET ${e} == ${a.text} IN ${random.pick([e, `Do(${e})`])})`, holds: a.holds };
      }
      case 16:
        return { text: `([${a.text}]_x)`, holds: (s, t, n) => a.holds(s, t, n) || s.x === t.x };
      default:
        return {
          text: `(((${a.text}) /\\ Full) \\cdot ((${b.text}) /\\ Full))`,
          holds: (s, t, n) => states.some((middle) => a.holds(s, middle, n) && b.holds(middle, t, n)),
        };
    }
  }
}

const start = "x \\in 0..2 /\\ y \\in 0..2 /\\ z \\subseteq {0, 1}";

function relationOf(seed: number): { readonly relation: Formula; readonly body: string } {
  const random = new Random(seed);
  const relation = new Placements(random).formula(random.integer(1, 3), []);
  const body = `VARIABLES x, y, z\n${definitions}\nInit == ${start}\nNext == (${relation.text}) /\\ Full\n`;
  return { relation, body };
}

/** The same relation as a specification for both engines. */
export function placementCase(seed: number): Case {
  return { body: relationOf(seed).body, cfg: "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n" };
}

/** Compares the steps of `count` relations with what they mean. */
export function comparePlacements(seed: number, count: number): { steps: number; disagreements: string[] } {
  let steps = 0;
  const disagreements: string[] = [];
  for (let i = seed; i < seed + count; i++) {
    const { relation, body } = relationOf(i);
    const meant = new Set<string>();
    for (const s of states) for (const t of states) if (relation.holds(s, t, {})) meant.add(`${text(s)} -> ${text(t)}`);
    let found: ReadonlySet<string>;
    try {
      found = stepsOf(modelOf(body));
    } catch (error) {
      disagreements.push(`seed ${i}: ${error}\n${body}`);
      continue;
    }
    steps += found.size;
    const differing = [
      ...[...meant].filter((step) => !found.has(step)),
      ...[...found].filter((step) => !meant.has(step)),
    ];
    if (differing.length > 0) disagreements.push(`seed ${i}: ${differing.slice(0, 3).join("; ")}\n${body}`);
  }
  return { steps, disagreements };
}

function text({ x, y, z }: State): string {
  return `x = ${x}, y = ${y}, z = {${[0, 1].filter((i) => ((z >> i) & 1) === 1).join(", ")}}`;
}

function stepsOf(model: Model): ReadonlySet<string> {
  const initial: Int32Array[] = [];
  model.initial((row) => initial.push(row.slice()));
  const found = new Set<string>();
  for (const row of initial) {
    const from = show(model, row);
    model.next(row, (successor, action) => {
      if (action >= 0) found.add(`${from} -> ${show(model, successor)}`);
    });
  }
  return found;
}
