/** Random temporal formulas as TLA+ text and as what they mean: definitions, LET, IF, CASE, quantifiers, instances. */

import type { Temporal } from "../../src/models/temporal.ts";
import type { Random } from "./random.ts";

/** States are pairs of x and y, both from 0 to 2, as x * 3 + y. */
export const STATES = 9;

/** The value of an expression in a state. */
export type Value = (state: number) => number;

/** What names stand for: expressions, which are evaluated where they are used, and formulas. */
export interface Names {
  readonly values: Readonly<Record<string, Value>>;
  readonly formulas: Readonly<Record<string, () => Temporal>>;
}

/** Text with its meaning. */
export interface Said<T> {
  readonly text: string;
  readonly mean: (names: Names) => T;
}

export type Expression = Said<Value>;
type Predicate = Said<(state: number) => boolean>;
export type Formula = Said<Temporal>;

/** The steps `<<A>>_v` of an action, and the states in which it is enabled. */
export interface Move {
  readonly isStep: (from: number, to: number) => boolean;
  readonly isEnabled: (from: number) => boolean;
}

/** An action with one parameter, and the subscripts under which it may stand. */
export interface Act {
  readonly name: string;
  readonly parameter: string;
  readonly subscripts: readonly string[];
  readonly mean: (names: Names, subscript: string) => Move;
}

/** Which names may be used at a place, and of which actions can be spoken there. */
export interface Place {
  readonly values: readonly string[];
  readonly formulas: readonly string[];
  readonly acts: readonly Act[];
  readonly definitions: readonly Definition[];
  /** No temporal operator stands around it, so actions may be spoken of. */
  readonly outside: boolean;
}

export interface Definition {
  /** How it is called with these arguments. */
  readonly call: (args: readonly string[]) => string;
  readonly parameters: readonly ("constant" | "value" | "formula")[];
  /** The names of the parameters in the body. */
  readonly names: readonly string[];
  readonly body: Formula;
  /** The other names of the body, from those where it is called and the values of the arguments. */
  readonly around: (names: Names, values: readonly Value[]) => Names;
  /** Definitions with actions can be used outside of temporal operators only. */
  readonly outside: boolean;
}

/** Whether a formula without temporal operators is true now. */
export type Test = (from: number, to: number) => boolean;

/** Makes texts; the atoms of their meanings are collected. */
export class TemporalTexts {
  readonly atoms: Test[] = [];
  private readonly random: Random;
  private count = 0;

  constructor(random: Random) {
    this.random = random;
  }

  private name(letter: string): string {
    return `${letter}${++this.count}`;
  }

  atom(test: Test): Temporal {
    return { kind: "atom", atom: this.atoms.push(test) - 1 };
  }

  expression(place: Place): Expression {
    const name = this.random.pick(place.values);
    const plus = this.random.integer(0, 2);
    if (plus === 0 || this.random.chance(0.5)) return { text: name, mean: ({ values }) => values[name]! };
    return {
      text: `((${name} + ${plus}) % 3)`,
      mean: ({ values }) => {
        const value = values[name]!;
        return (state) => (value(state) + plus) % 3;
      },
    };
  }

  predicate(place: Place): Predicate {
    const left = this.expression(place);
    if (this.random.chance(0.3)) {
      const right = this.expression(place);
      return {
        text: `(${left.text} = ${right.text})`,
        mean: (names) => {
          const [a, b] = [left.mean(names), right.mean(names)];
          return (state) => a(state) === b(state);
        },
      };
    }
    const bound = this.random.integer(0, 2);
    const operator = this.random.pick(["=", "#", "<="]);
    return {
      text: `(${left.text} ${operator} ${bound})`,
      mean: (names) => {
        const value = left.mean(names);
        return (state) => {
          const found = value(state);
          return operator === "=" ? found === bound : operator === "#" ? found !== bound : found <= bound;
        };
      },
    };
  }

  private stateFormula(place: Place): Formula {
    const { text, mean } = this.predicate(place);
    return { text, mean: (names) => this.atom(mean(names)) };
  }

  /** An action with its subscript: one, two of them, or one for some argument. */
  private action(place: Place): { text: string; subscript: string; mean: (names: Names) => Move } {
    const act = this.random.pick(place.acts);
    const subscript = this.random.pick(act.subscripts);
    const one = this.expression(place);
    const move = (of: Act, argument: Expression) => (names: Names) =>
      of.mean(withValue(names, of.parameter, argument.mean(names)), subscript);
    const text = `${act.name}(${one.text})`;
    const other = this.random.pick(place.acts);
    if (this.random.chance(0.6) || !other.subscripts.includes(subscript))
      return { text, subscript, mean: move(act, one) };
    if (this.random.chance(0.5)) {
      const two = this.expression(place);
      const both = [move(act, one), move(other, two)];
      return { text: `${text} \\/ ${other.name}(${two.text})`, subscript, mean: (names) => either(both, names) };
    }
    const name = this.name("i");
    const literal = (value: number): Expression => ({ text: `${value}`, mean: () => () => value });
    const each = [0, 2].map((value) => move(act, literal(value)));
    return {
      text: `\\E ${name} \\in {0, 2} : ${act.name}(${name})`,
      subscript,
      mean: (names) => either(each, names),
    };
  }

  /** `WF_v(A)` or `SF_v(A)`. */
  fairness(place: Place): Formula {
    const { text, subscript, mean } = this.action(place);
    const strength = this.random.pick(["weak", "strong"] as const);
    const name = `${strength === "weak" ? "WF" : "SF"}_${subscript}(${text})`;
    return {
      text: name,
      mean: (names) => {
        const { isStep, isEnabled } = mean(names);
        const enabled = (this.atom(isEnabled) as { atom: number }).atom;
        const step = (this.atom(isStep) as { atom: number }).atom;
        return { kind: "fairness", fairness: { strength, enabled, step, name: "", location: null } };
      },
    };
  }

  private actionFormula(place: Place): Formula {
    const { text, subscript, mean } = this.action(place);
    const taken = (names: Names): Temporal => this.atom(mean(names).isStep);
    switch (this.random.integer(0, 3)) {
      case 0:
        return { text: `<><<${text}>>_${subscript}`, mean: (names) => ({ kind: "eventually", of: taken(names) }) };
      case 1:
        return {
          text: `[]<><<${text}>>_${subscript}`,
          mean: (names) => ({ kind: "always", of: { kind: "eventually", of: taken(names) } }),
        };
      case 2:
        return {
          text: `<>[][~(${text})]_${subscript}`,
          mean: (names) => ({ kind: "eventually", of: { kind: "always", of: { kind: "not", of: taken(names) } } }),
        };
      default:
        return this.fairness(place);
    }
  }

  /** A formula at most `depth` constructs deep. */
  formula(place: Place, depth: number): Formula {
    const { random } = this;
    if (place.formulas.length > 0 && random.chance(0.3)) {
      const name = random.pick(place.formulas);
      return { text: name, mean: ({ formulas }) => formulas[name]!() };
    }
    if (depth === 0) {
      return place.outside && place.acts.length > 0 && random.chance(0.3)
        ? this.actionFormula(place)
        : this.stateFormula(place);
    }
    const inner = (at = place): Formula => this.formula(at, depth - 1);
    const under = (): Formula => inner({ ...place, outside: false });
    switch (random.integer(0, 11)) {
      case 0:
        return wrap("~", [inner()], ([of]) => ({ kind: "not", of: of! }));
      case 1:
        return wrap("/\\", [inner(), inner()], (of) => ({ kind: "and", of }));
      case 2:
        return wrap("\\/", [inner(), inner()], (of) => ({ kind: "or", of }));
      case 3:
        return wrap("=>", [inner(), inner()], ([a, b]) => ({ kind: "or", of: [{ kind: "not", of: a! }, b!] }));
      case 4:
        return wrap("[]", [under()], ([of]) => ({ kind: "always", of: of! }));
      case 5:
        return wrap("<>", [under()], ([of]) => ({ kind: "eventually", of: of! }));
      case 6:
        return wrap("~>", [under(), under()], ([a, b]) => ({
          kind: "always",
          of: {
            kind: "or",
            of: [
              { kind: "not", of: a! },
              { kind: "eventually", of: b! },
            ],
          },
        }));
      case 7:
        return this.quantified(place, depth);
      case 8:
        return this.choice(place, depth);
      case 9:
        return this.local(place, depth);
      default:
        return place.definitions.length > 0 ? this.call(place, depth) : inner();
    }
  }

  private quantified(place: Place, depth: number): Formula {
    const name = this.name("i");
    const body = this.formula({ ...place, values: [...place.values, name] }, depth - 1);
    const all = this.random.chance(0.5);
    const members = this.random.pick([[0, 1], [0, 2], [2]]);
    return {
      text: `(${all ? "\\A" : "\\E"} ${name} \\in {${members.join(", ")}} : ${body.text})`,
      mean: (names) => ({
        kind: all ? "and" : "or",
        of: members.map((member) => body.mean(withValue(names, name, () => member))),
      }),
    };
  }

  /** IF, or CASE with two arms and OTHER. */
  private choice(place: Place, depth: number): Formula {
    const arms = Array.from({ length: this.random.integer(1, 2) }, () => ({
      guard: this.predicate(place),
      body: this.formula(place, depth - 1),
    }));
    const other = this.formula(place, depth - 1);
    const [first] = arms as [(typeof arms)[number]];
    const cases = arms.map(({ guard, body }) => `${guard.text} -> ${body.text}`).join(" [] ");
    const text =
      arms.length === 1
        ? `(IF ${first.guard.text} THEN ${first.body.text} ELSE ${other.text})`
        : `(CASE ${cases} [] OTHER -> ${other.text})`;
    return {
      text,
      mean: (names) =>
        arms.reduceRight<Temporal>((rest, { guard, body }) => {
          const test = this.atom(guard.mean(names));
          const yes: Temporal = { kind: "and", of: [test, body.mean(names)] };
          return { kind: "or", of: [yes, { kind: "and", of: [{ kind: "not", of: test }, rest] }] };
        }, other.mean(names)),
    };
  }

  /** LET of an expression, or of an operator that is used twice. */
  private local(place: Place, depth: number): Formula {
    const name = this.name("l");
    if (this.random.chance(0.5)) {
      const value = this.expression(place);
      const body = this.formula({ ...place, values: [...place.values, name] }, depth - 1);
      return {
        text: `(LET ${name} == ${value.text} IN ${body.text})`,
        mean: (names) => body.mean(withValue(names, name, value.mean(names))),
      };
    }
    const parameter = this.name("p");
    const body = this.formula({ ...place, values: [...place.values, parameter] }, depth - 1);
    const [one, two] = [this.expression(place), this.expression(place)];
    return {
      text: `(LET ${name}(${parameter}) == ${body.text} IN ${name}(${one.text}) \\/ ${name}(${two.text}))`,
      mean: (names) => ({
        kind: "or",
        of: [one, two].map((argument) => body.mean(withValue(names, parameter, argument.mean(names)))),
      }),
    };
  }

  private call(place: Place, depth: number): Formula {
    const possible = place.definitions.filter(({ outside }) => place.outside || !outside);
    if (possible.length === 0) return this.formula(place, depth - 1);
    const { call, parameters, names: own, body, around } = this.random.pick(possible);
    const under = { ...place, outside: false };
    const args = parameters.map((kind): Said<unknown> => {
      if (kind === "formula") return this.formula(under, depth - 1);
      if (kind === "value") return this.expression(place);
      const value = this.random.integer(0, 2);
      return { text: `${value}`, mean: () => () => value };
    });
    return {
      text: call(args.map(({ text }) => text)),
      mean: (names) => {
        const values = args.map((argument, i) =>
          parameters[i] === "formula" ? () => 0 : (argument.mean(names) as Value),
        );
        let inside = around(names, values);
        for (const [i, argument] of args.entries()) {
          if (parameters[i] !== "formula") inside = withValue(inside, own[i]!, values[i]!);
          else {
            const formulas = { ...inside.formulas, [own[i]!]: () => argument.mean(names) as Temporal };
            inside = { ...inside, formulas };
          }
        }
        return body.mean(inside);
      },
    };
  }

  /** A definition with up to two parameters; its body stands at `place`. */
  definition(place: Place, depth: number): Definition & { readonly name: string; readonly text: string } {
    const name = this.name("D");
    const parameters = Array.from({ length: this.random.integer(0, 2) }, () =>
      this.random.chance(0.7) ? ("value" as const) : ("formula" as const),
    );
    const names = parameters.map(() => this.name("p"));
    const values = names.filter((_, i) => parameters[i] === "value");
    const formulas = names.filter((_, i) => parameters[i] === "formula");
    const body = this.formula({ ...place, values: [...place.values, ...values], formulas }, depth);
    const call = (args: readonly string[]): string => (args.length === 0 ? name : `${name}(${args.join(", ")})`);
    const text = `${call(names)} == ${body.text}`;
    return { name, call, parameters, names, body, around: (at) => at, outside: place.outside, text };
  }
}

function either(moves: readonly ((names: Names) => Move)[], names: Names): Move {
  const all = moves.map((move) => move(names));
  return {
    isStep: (from, to) => all.some(({ isStep }) => isStep(from, to)),
    isEnabled: (from) => all.some(({ isEnabled }) => isEnabled(from)),
  };
}

export function withValue(names: Names, name: string, value: Value): Names {
  return { ...names, values: { ...names.values, [name]: value } };
}

function wrap(operator: string, items: readonly Formula[], mean: (of: Temporal[]) => Temporal): Formula {
  const texts = items.map(({ text }) => text);
  return {
    text: texts.length === 1 ? `${operator}(${texts[0]})` : `((${texts.join(`) ${operator} (`)}))`,
    mean: (names) => mean(items.map((item) => item.mean(names))),
  };
}
