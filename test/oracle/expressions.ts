/** Random TLA+ expressions that mostly have a value. */

import { list, type Phrase, phrase } from "./phrase.ts";
import type { Random } from "./random.ts";
import {
  boolean,
  type FunctionType,
  integer,
  model,
  nameOf,
  plainOf,
  randomType,
  type SetType,
  sequence,
  set,
  string,
  type Type,
} from "./types.ts";

/** A name in scope: a value, or an operator if it has parameters. */
export interface Known {
  readonly text: string;
  readonly type: Type;
  readonly parameters: readonly Type[];
}

/** What every expression may use. */
export const prelude = `CONSTANTS m1, m2
Ap(F(_), x) == F(x)
Ap2(F(_, _), x, y) == F(x, y)
Twice(F(_), x) == F(F(x))
a ++ b == a * a + b * b
RECURSIVE Sum(_)
Sum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE x \\in S : TRUE IN x + Sum(S \\ {x})
RECURSIVE Fold(_, _, _)
Fold(F(_, _), base, s) == IF s = <<>> THEN base ELSE F(Head(s), Fold(F, base, Tail(s)))
RECURSIVE Even(_), Odd(_)
Even(n) == n <= 0 \\/ Odd(n - 1)
Odd(n) == n > 0 /\\ Even(n - 1)
fact[n \\in Nat] == IF n = 0 THEN 1 ELSE n * fact[n - 1]
sums[i \\in 0..3, j \\in {1, 2}] == IF i = 0 THEN j ELSE sums[i - 1, j] + i
`;

type Make = () => Phrase;

/** Makes expressions of a given type. `partial`: some may have no value; `wrong`: how often a type is disregarded. */
export class Expressions {
  private readonly random: Random;
  private readonly partial: boolean;
  private readonly wrong: number;
  private names = 0;

  constructor(random: Random, partial: boolean, wrong: number) {
    this.random = random;
    this.partial = partial;
    this.wrong = wrong;
  }

  fresh(prefix: string): string {
    return `${prefix}${++this.names}`;
  }

  /** An expression of the type, at most `depth` deep, in which `scope` is known. Closed: no parentheses are needed. */
  make(type: Type, depth: number, scope: readonly Known[]): Phrase {
    if (this.wrong > 0 && this.random.chance(this.wrong))
      return this.make(randomType(this.random, 1), depth - 1, scope);
    const known = scope.filter((k) => k.parameters.length === 0 && nameOf(k.type) === nameOf(type));
    if (depth <= 0 || this.random.chance(0.1)) {
      if (known.length > 0 && this.random.chance(0.8)) return this.of(type, this.random.pick(known).text);
      return this.literal(type, scope);
    }
    if (known.length > 0 && this.random.chance(0.15)) return this.of(type, this.random.pick(known).text);
    const next = (t: Type) => this.make(t, depth - 1, scope);
    const own = this.choices(type, depth - 1, scope, next);
    return this.random.pick(this.random.chance(0.6) ? own : this.general(type, depth - 1, scope, next))();
  }

  private of(type: Type, ...parts: readonly (string | Phrase)[]): Phrase {
    return phrase(nameOf(type), plainOf(type), ...parts);
  }

  /** Small sets of the type, for binders. */
  private small(type: Type, depth: number, scope: readonly Known[]): Phrase {
    return this.make(set(type), depth, scope);
  }

  private literal(type: Type, scope: readonly Known[]): Phrase {
    const inner = (t: Type) => this.make(t, 0, scope);
    switch (type.kind) {
      case "boolean":
        return this.of(type, this.random.pick(["TRUE", "FALSE"]));
      case "integer":
        return this.of(type, this.random.pick(["0", "1", "2", "3", "(-1)", "(-2)", "4"]));
      case "string":
        return this.of(type, this.random.pick(['"a"', '"b"', '"c"', '"ab"', '""']));
      case "model":
        return this.of(type, this.random.pick(["m1", "m2"]));
      case "set":
        return this.of(type, "{", ...this.commas(this.times(0, 2, () => inner(type.of))), "}");
      case "sequence":
        return this.of(type, "<<", ...this.commas(this.times(0, 2, () => inner(type.of))), ">>");
      case "tuple":
        return this.of(type, "<<", ...this.commas(type.items.map(inner)), ">>");
      case "record": {
        const fields = this.random.shuffled(type.fields);
        return this.of(type, "[", ...this.commas(fields.map(([name, t]) => this.of(t, `${name} |-> `, inner(t)))), "]");
      }
      case "function":
        return this.of(type, "(", inner(type.from), " :> ", inner(type.to), ")");
    }
  }

  private times(low: number, high: number, make: Make): Phrase[] {
    return Array.from({ length: this.random.integer(low, high) }, make);
  }

  private commas(parts: readonly Phrase[]): (string | Phrase)[] {
    return parts.flatMap((part, i) => (i === 0 ? [part] : [", ", part]));
  }

  /** One or two bounds, as text and as what they make known. */
  private bounds(depth: number, scope: readonly Known[]): { parts: (string | Phrase)[]; scope: Known[] } {
    const parts: (string | Phrase)[] = [];
    const inner = [...scope];
    const count = this.random.pick([1, 1, 1, 2]);
    for (let i = 0; i < count; i++) {
      const bound = this.bound(depth, scope, randomType(this.random, 1), true);
      if (i > 0) parts.push(", ");
      parts.push(...bound.parts);
      inner.push(...bound.known);
    }
    return { parts, scope: inner };
  }

  /** `x \in S`, `x, y \in S` or `<<x, y>> \in S`. */
  private bound(depth: number, scope: readonly Known[], type: Type, several: boolean) {
    const name = (t: Type): Known => ({ text: this.fresh("v"), type: t, parameters: [] });
    if (this.random.chance(0.15)) {
      const items = [randomType(this.random, 0), type];
      const known = items.map(name);
      const from = this.small({ kind: "tuple", items }, depth, scope);
      return {
        parts: [`<<${known.map((k) => k.text).join(", ")}>> \\in `, from],
        known,
        type: { kind: "tuple", items } as Type,
      };
    }
    const known = several && this.random.chance(0.25) ? [name(type), name(type)] : [name(type)];
    return { parts: [`${known.map((k) => k.text).join(", ")} \\in `, this.small(type, depth, scope)], known, type };
  }

  /** Ways to make an expression of any type. */
  private general(type: Type, depth: number, scope: readonly Known[], next: (t: Type) => Phrase): Make[] {
    const same = () => next(type);
    const any = () => randomType(this.random, 1);
    const local = (text: string, t: Type, ...parameters: Type[]): Known => ({ text, type: t, parameters });
    const inside = (t: Type, ...more: Known[]) => this.make(t, depth, [...scope, ...more]);
    // A definition inside EXCEPT does not see `@` (E218).
    const outer = scope.filter((k) => k.text !== "@");
    const defined = (t: Type, ...more: Known[]) => this.make(t, depth, [...outer, ...more]);
    const operators = scope.filter((k) => k.parameters.length > 0 && nameOf(k.type) === nameOf(type));
    const makes: Make[] = [
      () => this.of(type, "(IF ", next(boolean), " THEN ", same(), " ELSE ", same(), ")"),
      () =>
        this.of(
          type,
          "(CASE ",
          next(boolean),
          " -> ",
          same(),
          " [] ",
          next(boolean),
          " -> ",
          same(),
          " [] OTHER -> ",
          same(),
          ")",
        ),
      () => {
        const t = any();
        const name = this.fresh("l");
        return this.of(type, `(LET ${name} == `, defined(t), " IN ", inside(type, local(name, t)), ")");
      },
      () => {
        const [t, u] = [any(), any()];
        const [op, p] = [this.fresh("Op"), this.fresh("p")];
        const body = defined(u, local(p, t));
        return this.of(type, `(LET ${op}(${p}) == `, body, " IN ", inside(type, local(op, u, t)), ")");
      },
      () => {
        const t = any();
        const p = this.fresh("p");
        return this.of(type, `Ap(LAMBDA ${p} : `, inside(type, local(p, t)), ", ", next(t), ")");
      },
      () => {
        const [t, u] = [any(), any()];
        const [p, q] = [this.fresh("p"), this.fresh("q")];
        const body = inside(type, local(p, t), local(q, u));
        return this.of(type, `Ap2(LAMBDA ${p}, ${q} : `, body, ", ", next(t), ", ", next(u), ")");
      },
      () => {
        const p = this.fresh("p");
        return this.of(type, `Twice(LAMBDA ${p} : `, inside(type, local(p, type)), ", ", same(), ")");
      },
      () => {
        const t = any();
        const [p, q] = [this.fresh("p"), this.fresh("q")];
        const body = inside(type, local(p, t), local(q, type));
        return this.of(type, `Fold(LAMBDA ${p}, ${q} : `, body, ", ", same(), ", ", next(sequence(t)), ")");
      },
      () => {
        const items = [any(), type];
        return this.of(type, next({ kind: "tuple", items }), "[2]");
      },
      () =>
        this.of(
          type,
          next({
            kind: "record",
            fields: [
              ["a", any()],
              ["b", type],
            ],
          }),
          ".b",
        ),
    ];
    if (operators.length > 0) {
      const op = this.random.pick(operators);
      makes.push(() => this.of(type, `${op.text}(`, ...this.commas(op.parameters.map(next)), ")"));
    }
    if (this.partial) {
      makes.push(
        () => this.of(type, "(CASE ", next(boolean), " -> ", same(), " [] ", next(boolean), " -> ", same(), ")"),
        () => this.of(type, "Head(", next(sequence(type)), ")"),
        () => this.of(type, next(sequence(type)), "[", next(integer), "]"),
        () => {
          const from = any();
          return this.of(type, next({ kind: "function", from, to: type }), "[", next(from), "]");
        },
        () => {
          const { parts, known, type: element } = this.bound(depth, scope, type, false);
          if (nameOf(element) !== nameOf(type)) return same();
          return this.of(type, "(CHOOSE ", ...parts, " : ", inside(boolean, ...known), ")");
        },
      );
    } else {
      const v = this.fresh("v");
      makes.push(() => this.of(type, `(CHOOSE ${v} \\in {`, same(), "} \\cup ", next(set(type)), " : TRUE)"));
    }
    return makes;
  }

  /** Ways to make an expression of this type only. */
  private choices(type: Type, depth: number, scope: readonly Known[], next: (t: Type) => Phrase): Make[] {
    const binary =
      (a: Type, operators: readonly string[], b: Type = a): Make =>
      () =>
        this.of(type, "(", next(a), ` ${this.random.pick(operators)} `, next(b), ")");
    switch (type.kind) {
      case "boolean":
        return this.booleans(depth, scope, next, binary);
      case "integer":
        return this.integers(next, binary);
      case "string":
      case "model":
        return [() => this.literal(type, scope)];
      case "set":
        return this.sets(type, depth, scope, next, binary);
      case "sequence":
        return this.sequences(type, depth, scope, next);
      case "tuple":
        return [
          () => this.of(type, "<<", ...this.commas(type.items.map(next)), ">>"),
          () => {
            const i = this.random.integer(1, type.items.length);
            return this.of(
              type,
              "[",
              next(type),
              ` EXCEPT ![${i}] = `,
              this.updated(type.items[i - 1] as Type, depth, scope),
              "]",
            );
          },
        ];
      case "record":
        return [
          () => {
            const fields = this.random.shuffled(type.fields);
            return this.of(
              type,
              "[",
              ...this.commas(fields.map(([name, t]) => this.of(t, `${name} |-> `, next(t)))),
              "]",
            );
          },
          () => {
            const [name, t] = this.random.pick(type.fields);
            const step = this.random.pick([`.${name}`, `["${name}"]`]);
            return this.of(type, "[", next(type), ` EXCEPT !${step} = `, this.updated(t, depth, scope), "]");
          },
        ];
      case "function":
        return this.functions(type, depth, scope, next);
    }
  }

  /** The right side of an update, where `@` is the old value. */
  private updated(type: Type, depth: number, scope: readonly Known[]): Phrase {
    return this.make(type, depth, [...scope, { text: "@", type, parameters: [] }, { text: "@", type, parameters: [] }]);
  }

  private booleans(
    depth: number,
    scope: readonly Known[],
    next: (t: Type) => Phrase,
    binary: (a: Type, operators: readonly string[], b?: Type) => Make,
  ): Make[] {
    const any = () => randomType(this.random, 2);
    const junction: Make = () => {
      const items = this.times(1, 3, () => next(boolean));
      return list(nameOf(boolean), "FALSE", this.random.pick(["/\\", "\\/"]), items);
    };
    return [
      () => this.of(boolean, "~", next(boolean)),
      binary(boolean, ["/\\", "\\/", "=>", "<=>", "=", "#"]),
      junction,
      junction,
      () => binary(any(), ["=", "#", "="])(),
      () => {
        const t = any();
        return binary(t, ["\\in", "\\notin"], set(t))();
      },
      () => binary(set(any()), ["\\subseteq", "=", "#"])(),
      binary(integer, ["<", ">", "<=", ">="]),
      () => {
        const { parts, scope: inner } = this.bounds(depth, scope);
        return this.of(
          boolean,
          `(${this.random.pick(["\\A", "\\E"])} `,
          ...parts,
          " : ",
          this.make(boolean, depth, inner),
          ")",
        );
      },
      () => {
        const t = randomType(this.random, 1);
        return this.of(
          boolean,
          "(",
          next(t),
          ` ${this.random.pick(["\\in", "\\notin"])} `,
          this.symbolic(t, depth, scope),
          ")",
        );
      },
      () => {
        const t = randomType(this.random, 1);
        return this.of(boolean, "(", next(set(t)), " \\subseteq ", this.symbolic(t, depth, scope), ")");
      },
      // Equality across notations.
      () => {
        const t = randomType(this.random, 0);
        return binary(sequence(t), ["=", "#"], { kind: "function", from: integer, to: t })();
      },
      () => {
        const t = randomType(this.random, 0);
        return binary({ kind: "record", fields: [["a", t]] }, ["=", "#"], { kind: "function", from: string, to: t })();
      },
      () => binary(sequence(integer), ["=", "#"], { kind: "tuple", items: [integer, integer] })(),
      () => this.of(boolean, "IsFiniteSet(", next(set(any())), ")"),
      () => this.of(boolean, this.random.pick(["Even(", "Odd("]), next(integer), ")"),
      () => this.of(boolean, "(", next(any()), ` = `, next(model), ")"),
    ];
  }

  /** A set that holds values of the type, by a constructor that need not be enumerated. */
  private symbolic(type: Type, depth: number, scope: readonly Known[]): Phrase {
    const element = (t: Type): Phrase =>
      depth <= 0 ? this.small(t, depth, scope) : this.symbolic(t, depth - 1, scope);
    const self = set(type);
    if (this.random.chance(0.1)) {
      return this.of(
        self,
        "(",
        element(type),
        ` ${this.random.pick(["\\cup", "\\cap", "\\"])} `,
        this.small(type, depth, scope),
        ")",
      );
    }
    if (this.random.chance(0.1)) {
      const v: Known = { text: this.fresh("v"), type, parameters: [] };
      return this.of(self, `{${v.text} \\in `, element(type), " : ", this.make(boolean, depth, [...scope, v]), "}");
    }
    switch (type.kind) {
      case "boolean":
        return this.of(self, "BOOLEAN");
      case "integer":
        return this.of(self, this.random.pick(["Nat", "Int", "(-1..2)", "(0..9)"]));
      case "string":
        return this.of(self, this.random.pick(["STRING", '{"a", "b"}']));
      case "model":
        return this.of(self, "{m1, m2}");
      case "set":
        return this.of(self, "(SUBSET ", element(type.of), ")");
      case "sequence":
        return this.of(self, "Seq(", element(type.of), ")");
      case "tuple":
        if (type.items.length === 1) return this.small(type, depth, scope);
        return this.of(
          self,
          "(",
          ...type.items.flatMap((t, i) => (i === 0 ? [element(t)] : [" \\X ", element(t)])),
          ")",
        );
      case "record":
        return this.of(
          self,
          "[",
          ...this.commas(type.fields.map(([n, t]) => this.of(set(t), `${n} : `, element(t)))),
          "]",
        );
      case "function":
        return this.of(self, "[", this.small(type.from, depth, scope), " -> ", element(type.to), "]");
    }
  }

  private integers(
    next: (t: Type) => Phrase,
    binary: (a: Type, operators: readonly string[], b?: Type) => Make,
  ): Make[] {
    const any = () => randomType(this.random, 1);
    const makes: Make[] = [
      binary(integer, ["+", "-", "*", "++"]),
      binary(integer, ["+", "-"]),
      () => this.of(integer, "(-", next(integer), ")"),
      () => this.of(integer, "(", next(integer), this.random.pick([" \\div 2)", " % 3)", " \\div (-2))", " % 2)"])),
      () => this.of(integer, "Cardinality(", next(set(any())), ")"),
      () => this.of(integer, "Len(", next(sequence(any())), ")"),
      () => this.of(integer, "Sum(", next(set(integer)), ")"),
      () =>
        this.of(integer, `Ap2( ${this.random.pick(["+", "-", "*", "++"])}, `, next(integer), ", ", next(integer), ")"),
      () => this.of(integer, "fact[Cardinality(", next(set(any())), ")]"),
    ];
    if (this.partial) {
      makes.push(
        binary(integer, ["\\div", "%", "^"]),
        () => this.of(integer, "fact[", next(integer), "]"),
        () => this.of(integer, "sums[", next(integer), ", ", next(integer), "]"),
        () => this.of(integer, "(", next(integer), " * 9007199254740991)"),
      );
    }
    return makes;
  }

  private sets(
    type: SetType,
    depth: number,
    scope: readonly Known[],
    next: (t: Type) => Phrase,
    binary: (a: Type, operators: readonly string[], b?: Type) => Make,
  ): Make[] {
    const { of } = type;
    const makes: Make[] = [
      () => this.of(type, "{", ...this.commas(this.times(0, 3, () => next(of))), "}"),
      binary(type, ["\\cup", "\\cap", "\\"]),
      () => this.of(type, "Ap2(\\cup, ", next(type), ", ", next(type), ")"),
      () => {
        const { parts, known, type: element } = this.bound(depth, scope, of, false);
        if (nameOf(element) !== nameOf(of)) return next(type);
        return this.of(type, "{", ...parts, " : ", this.make(boolean, depth, [...scope, ...known]), "}");
      },
      () => {
        const { parts, scope: inner } = this.bounds(depth, scope);
        return this.of(type, "{", this.make(of, depth, inner), " : ", ...parts, "}");
      },
      () => this.of(type, "(UNION ", next(set(type)), ")"),
      () => this.of(type, "(DOMAIN ", next({ kind: "function", from: of, to: randomType(this.random, 0) }), ")"),
    ];
    switch (of.kind) {
      case "boolean":
        makes.push(() => this.of(type, "BOOLEAN"));
        break;
      case "integer":
        makes.push(
          () => this.of(type, "(", next(integer), "..", next(integer), ")"),
          () => this.of(type, this.random.pick(["(0..2)", "(-1..1)", "(1..3)"])),
          () => this.of(type, "(DOMAIN ", next(sequence(randomType(this.random, 1))), ")"),
        );
        break;
      case "set":
        makes.push(() => this.of(type, "(SUBSET ", next(of), ")"));
        break;
      case "tuple":
        if (of.items.length > 1) {
          const factors = () => of.items.flatMap((t, i) => (i === 0 ? [next(set(t))] : [" \\X ", next(set(t))]));
          makes.push(() => this.of(type, "(", ...factors(), ")"));
        }
        break;
      case "record":
        makes.push(() =>
          this.of(type, "[", ...this.commas(of.fields.map(([n, t]) => this.of(set(t), `${n} : `, next(set(t))))), "]"),
        );
        break;
      case "function":
        makes.push(() => this.of(type, "[", next(set(of.from)), " -> ", next(set(of.to)), "]"));
        break;
      case "sequence":
        makes.push(() => this.of(type, `[1..${this.random.integer(0, 2)} -> `, next(set(of.of)), "]"));
        break;
    }
    return makes;
  }

  private sequences(type: Type, depth: number, scope: readonly Known[], next: (t: Type) => Phrase): Make[] {
    const { of } = type as { of: Type };
    const v = (t: Type): Known => ({ text: this.fresh("v"), type: t, parameters: [] });
    const makes: Make[] = [
      () => this.of(type, "<<", ...this.commas(this.times(0, 3, () => next(of))), ">>"),
      () => this.of(type, "Append(", next(type), ", ", next(of), ")"),
      () => this.of(type, "(", next(type), " \\o ", next(type), ")"),
      () => {
        const i = v(integer);
        return this.of(type, `[${i.text} \\in 1..`, next(integer), " |-> ", this.make(of, depth, [...scope, i]), "]");
      },
      () => {
        const e = v(of);
        return this.of(
          type,
          "SelectSeq(",
          next(type),
          `, LAMBDA ${e.text} : `,
          this.make(boolean, depth, [...scope, e]),
          ")",
        );
      },
      () => this.of(type, "[", next(type), " EXCEPT ![", next(integer), "] = ", this.updated(of, depth, scope), "]"),
      () =>
        this.of(
          type,
          "[",
          next(type),
          " EXCEPT ![1] = ",
          this.updated(of, depth, scope),
          ", ![2] = ",
          this.updated(of, depth, scope),
          "]",
        ),
    ];
    if (this.partial) {
      makes.push(
        () => this.of(type, "Tail(", next(type), ")"),
        () => this.of(type, "SubSeq(", next(type), ", ", next(integer), ", ", next(integer), ")"),
      );
    }
    return makes;
  }

  private functions(type: FunctionType, depth: number, scope: readonly Known[], next: (t: Type) => Phrase): Make[] {
    const { from, to } = type;
    const makes: Make[] = [
      () => {
        const v: Known = { text: this.fresh("v"), type: from, parameters: [] };
        return this.of(type, `[${v.text} \\in `, next(set(from)), " |-> ", this.make(to, depth, [...scope, v]), "]");
      },
      () => this.of(type, "(", next(from), " :> ", next(to), " @@ ", next(type), ")"),
      () => this.of(type, "(", next(type), " @@ ", next(type), ")"),
      () => this.of(type, "[", next(type), " EXCEPT ![", next(from), "] = ", this.updated(to, depth, scope), "]"),
    ];
    if (from.kind === "tuple" && from.items.length > 1) {
      const names = from.items.map((t): Known => ({ text: this.fresh("v"), type: t, parameters: [] }));
      const bounds = () => names.flatMap((n, i) => [`${i > 0 ? ", " : ""}${n.text} \\in `, next(set(n.type))]);
      makes.push(() => this.of(type, "[", ...bounds(), " |-> ", this.make(to, depth, [...scope, ...names]), "]"));
    }
    if (to.kind === "function" || to.kind === "sequence") {
      const [key, value]: [Type, Type] = to.kind === "function" ? [to.from, to.to] : [integer, to.of];
      const update = () => this.updated(value, depth, scope);
      makes.push(() =>
        this.of(type, "[", next(type), " EXCEPT ![", next(from), "][", next(key), "] = ", update(), "]"),
      );
    }
    if (to.kind === "record") {
      const [name, t] = this.random.pick(to.fields);
      const update = () => this.updated(t, depth, scope);
      makes.push(() => this.of(type, "[", next(type), " EXCEPT ![", next(from), `].${name} = `, update(), "]"));
    }
    return makes;
  }
}
