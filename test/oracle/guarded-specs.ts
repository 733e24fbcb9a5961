/**
 * Random specifications of the kind that guards what may have no value: variables that hold a model value or a record,
 * sets that are not always there, partial functions under IF, CASE and quantifiers. Now and then the guard is missing.
 */

import type { Case } from "./engines.ts";
import { Random } from "./random.ts";

/** How often something may stand that has no value in some states, in the specifications in which that may be. */
const PARTIAL = 0.02;

const prelude = `VARIABLES r, s, t, w
CONSTANTS m1, m2
P == {1, 2}
RECURSIVE Sum(_), Down(_)
Sum(S) == IF S = {} THEN 0 ELSE LET x == CHOOSE x \\in S : TRUE IN x + Sum(S \\ {x})
Down(n) == IF n <= 0 THEN 0 ELSE 1 + Down(n - 1)
tri[n \\in 0..50] == IF n = 0 THEN 0 ELSE (n + tri[n - 1]) % 7
A(p) == IF r[p] = m1 THEN 0 ELSE r[p].a
Q(p) == IF r[p] = m1 THEN <<>> ELSE r[p].q
Set(q) == {q[i] : i \\in DOMAIN q}
Apply(F(_), x) == F(x)
Init == r = [p \\in P |-> m1] /\\ s = {1} /\\ t = m1 /\\ w = m1
`;

class Maker {
  private readonly random: Random;
  private readonly partial: number;
  private names = 0;
  private readonly numbers: string[] = [];

  constructor(random: Random) {
    this.random = random;
    this.partial = random.chance(0.4) ? PARTIAL : 0;
  }

  private pick(total: readonly (() => string)[], partial: readonly (() => string)[]): string {
    return this.random.pick(this.random.chance(this.partial) && partial.length > 0 ? partial : total)();
  }

  private process(): string {
    return this.random.pick(["1", "2", "1", "2", "(IF w = m1 THEN 1 ELSE 2)"]);
  }

  /** Runs `make` with the name of an element of `base` in scope. */
  private over(base: string, make: (name: string, base: string) => string): string {
    const name = `e${++this.names}`;
    this.numbers.push(name);
    const text = make(name, base);
    this.numbers.pop();
    return text;
  }

  number(depth: number): string {
    const p = this.process();
    const u = ++this.names;
    const leaves = [() => String(this.random.integer(0, 3)), () => `A(${p})`, () => "Cardinality(s)"];
    for (const name of this.numbers)
      leaves.push(
        () => name,
        () => name,
      );
    const partial = [
      () => `r[${p}].a`,
      () => `Head(Q(${p}))`,
      () => `CHOOSE c${u} \\in s : TRUE`,
      () => `r[${p}].q[1]`,
    ];
    if (depth <= 0) return this.pick(leaves, partial);
    const n = () => this.number(depth - 1);
    const b = () => this.truth(depth - 1);
    return this.pick(
      [
        ...leaves,
        () => `((${n()} + ${n()}) % 4)`,
        () => `(IF ${b()} THEN ${n()} ELSE ${n()})`,
        () => `(CASE ${b()} -> ${n()} [] OTHER -> ${n()})`,
        () => `(IF Q(${p}) = <<>> THEN ${n()} ELSE Head(Q(${p})))`,
        () =>
          `(LET k${u} == ${n()} f${u}[i${u} \\in 0..3] == IF k${u} = i${u} THEN ${n()} ELSE i${u} IN f${u}[(${n()}) % 4])`,
        () => `(LET g${u}[i${u} \\in 0..3] == IF i${u} = 0 THEN ${n()} ELSE g${u}[i${u} - 1] + 1 IN g${u}[2])`,
        () => `(Sum(${this.set(depth - 1)}) % 5)`,
        () => `Down((${n()}) % 4)`,
        () => `tri[(${n()}) % 9]`,
        () => `Apply(LAMBDA z${u} : (z${u} + ${n()}) % 4, ${n()})`,
        () => `(IF s = {} THEN 0 ELSE CHOOSE c${u} \\in s : TRUE)`,
        () => `[i${u} \\in P |-> ${n()}][${p}]`,
      ],
      partial,
    );
  }

  set(depth: number): string {
    const u = ++this.names;
    const leaves = [() => "s", () => "0..2", () => `Set(Q(${this.process()}))`, () => "{}"];
    if (depth <= 0) return this.pick(leaves, [() => `DOMAIN r[${this.process()}].q`]);
    const S = () => this.set(depth - 1);
    const n = () => this.number(depth - 1);
    return this.pick(
      [
        ...leaves,
        () => `(${S()} \\cup ${S()})`,
        () => `(${S()} \\ {${n()}})`,
        () => `(${S()} \\cap ${S()})`,
        () => `{${n()}, ${n()}}`,
        () => this.over(S(), (e, base) => `{${e} \\in ${base} : ${this.truth(depth - 1)}}`),
        () => this.over(S(), (e, base) => `{${this.number(depth - 1)} : ${e} \\in ${base}}`),
        () => this.over("0..40", (e) => `{${e} \\in 0..40 : ${e} % 9 = ${this.number(depth - 1)}}`),
        () => `UNION {${S()}, ${S()}}`,
        () => `UNION {{c${u}, c${u} + 1} : c${u} \\in ${S()}}`,
        () => `(IF ${this.truth(depth - 1)} THEN ${S()} ELSE ${S()})`,
        () => `{v${u}[1] : v${u} \\in (IF t = m1 THEN {} ELSE t)}`,
      ],
      [() => `{v${u}[1] : v${u} \\in t}`, () => "(UNION {t, s})"],
    );
  }

  truth(depth: number): string {
    const p = this.process();
    const u = ++this.names;
    const leaves = [() => `r[${p}] # m1`, () => "t = m1", () => "w = m1", () => "s = {}", () => `Q(${p}) = <<>>`];
    const n = () => this.number(depth - 1);
    const b = () => this.truth(depth - 1);
    const S = () => this.set(depth - 1);
    if (depth <= 0) return this.pick(leaves, [() => `r[${p}].a = 1`]);
    return this.pick(
      [
        ...leaves,
        () => `(r[${p}] # m1 /\\ r[${p}].a = ${n()})`,
        () => `(r[${p}] = m1 \\/ Len(r[${p}].q) > ${n()})`,
        () => `(r[${p}] # m1 => r[${p}].q = <<>>)`,
        () => `(${b()} /\\ ${b()})`,
        () => `(${b()} \\/ ${b()})`,
        () => `~${b()}`,
        () => `(${n()} = ${n()})`,
        () => `(${n()} < ${n()})`,
        () => `(${n()} \\in ${S()})`,
        () => `({${n()}} \\subseteq ${S()})`,
        () => `(${S()} = ${S()})`,
        () => `(${n()} \\in {${n()}, ${n()}})`,
        () => this.over(S(), (e, base) => `(\\E ${e} \\in ${base} : ${this.truth(depth - 1)})`),
        () => this.over(S(), (e, base) => `(\\A ${e} \\in ${base} : ${this.truth(depth - 1)})`),
        () => `(${S()} \\in SUBSET ${S()})`,
        () => `(w \\in {m1, ${n()}})`,
        () => `(IF t = m1 THEN ${b()} ELSE \\E v${u} \\in t : v${u}[1] = ${n()})`,
        () => "(ENABLED Grow)",
      ],
      [() => `(<<1, 1>> \\in t)`, () => `Head(Q(${p})) = 1`, () => `(t = {})`, () => `(w < ${n()})`],
    );
  }

  step(depth: number): string {
    const p = this.process();
    const n = () => this.number(depth);
    const has = this.random.chance(1 - 2 * this.partial) ? `r[${p}] # m1 /\\ ` : "";
    return this.random.pick([
      () => `r' = [r EXCEPT ![${p}] = IF @ = m1 THEN [a |-> ${n()}, q |-> <<>>] ELSE m1] /\\ UNCHANGED <<s, t, w>>`,
      () => `${has}r' = [r EXCEPT ![${p}].a = (@ + ${n()}) % 4] /\\ UNCHANGED <<s, t, w>>`,
      () => `${has}Len(r[${p}].q) < 3 /\\ r' = [r EXCEPT ![${p}].q = Append(@, ${n()})] /\\ UNCHANGED <<s, t, w>>`,
      () =>
        `${has}r[${p}].q # <<>> /\\ r' = [r EXCEPT ![${p}].q = Tail(@)] /\\ s' = s \\cup {Head(r[${p}].q)} /\\ UNCHANGED <<t, w>>`,
      () => `s' = {c \\in ${this.set(depth)} : c < 45} /\\ UNCHANGED <<r, t, w>>`,
      () =>
        this.over(
          this.set(depth),
          (e, base) => `\\E ${e} \\in ${base} : s' = s \\ {${e}} /\\ w' = ${n()} /\\ UNCHANGED <<r, t>>`,
        ),
      () =>
        `w' \\in {m1, ${n()}} /\\ UNCHANGED <<r, s, t>> /\\ (${this.truth(depth).replaceAll("(ENABLED Grow)", "TRUE")})'`,
      () => `t' = (IF t = m1 THEN {<<${n()}, ${n()}>>} ELSE m1) /\\ UNCHANGED <<r, s, w>>`,
      () => `t # m1 /\\ Cardinality(t) < 3 /\\ t' = t \\cup {<<${n()}, Cardinality(t)>>} /\\ UNCHANGED <<r, s, w>>`,
      () =>
        `${this.random.chance(1 - 2 * this.partial) ? "t # m1 /\\ " : ""}\\E <<x, y>> \\in t : s' = {x, ${n()}} /\\ w' = y /\\ UNCHANGED <<r, t>>`,
      () => `t # m1 /\\ \\E v \\in t : t' = t \\ {v} /\\ w' = v[1] /\\ UNCHANGED <<r, s>>`,
      () => `r' \\in [P -> {m1, [a |-> ${n()}, q |-> <<>>]}] /\\ UNCHANGED <<s, t, w>>`,
    ])();
  }
}

/** A random specification with guards, most of which hold back what would be an error. */
export function guardedCase(seed: number): Case {
  const random = new Random(seed);
  const maker = new Maker(random);
  const depth = () => random.integer(0, 2);
  const guarded = () => `(${maker.truth(depth())} /\\ ${maker.step(depth())})`;
  const steps = Array.from({ length: random.integer(2, 4) }, guarded);
  const step = random.chance(0.3) ? "PROPERTY Step\n" : "";
  const constraint = random.chance(0.2) ? "CONSTRAINT Bound\n" : "";
  return {
    body: `${prelude}Grow == s' = s \\cup {Cardinality(s)} /\\ Cardinality(s) < 3 /\\ UNCHANGED <<r, t, w>>
Make(p) == r' = [r EXCEPT ![p] = IF @ = m1 THEN [a |-> p, q |-> <<p>>] ELSE m1] /\\ UNCHANGED <<s, t, w>>
Push(p) == r[p] # m1 /\\ Len(r[p].q) < 3 /\\ r' = [r EXCEPT ![p].q = Append(@, A(p))] /\\ UNCHANGED <<s, t, w>>
Fill == t' = (IF t = m1 THEN {<<A(1), Cardinality(s)>>} ELSE t \\cup {<<2, A(2)>>}) /\\ UNCHANGED <<r, s, w>>
Next == Grow \\/ Fill \\/ (\\E p \\in P : Make(p) \\/ Push(p)) \\/ ${steps.join("\n  \\/ ")}
InvA == ${maker.truth(2)} \\/ TRUE
InvB == ${maker.truth(2)} \\/ ${maker.truth(1)} \\/ ${maker.truth(1)} \\/ Cardinality(s) < 4
Bound == ${maker.truth(1)} \\/ Cardinality(s) < 3
Step == [][${maker.truth(1)} \\/ (${maker.truth(1).replaceAll("(ENABLED Grow)", "TRUE")})' \\/ r' # r]_<<r, s, t, w>>
`,
    cfg: `INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT InvA InvB\n${step}${constraint}CONSTANTS m1 = m1 m2 = m2\n`,
  };
}
