/**
 * Random specifications in which some parts have no value in some states: operands of another kind, arguments outside of
 * domains, missing fields, choices without a witness. Engines must not drop, move or skip such a part unless all do.
 */

import type { Case } from "./engines.ts";
import { further, furtherModules, partialPrelude, textsOf } from "./partial-texts.ts";
import { type Letter, letters, values } from "./partial-values.ts";
import { Random } from "./random.ts";

/** A name, and the type of its value in most states. */
interface Known {
  readonly text: string;
  readonly letter: Letter;
}

/** Of how many holes one is filled wrongly, in the specifications where that may be. */
const RATES = [0, 0.01, 0.03, 0.08];

/** Ways to ask of a Boolean what is true if it has a value, some of which need not ask. */
const asked: readonly ((text: string) => string)[] = [
  (b) => `(${b} \\in BOOLEAN)`,
  (b) => `({${b}} \\subseteq BOOLEAN)`,
  (b) => `(${b} \\/ TRUE)`,
  (b) => `(n >= 0 \\/ ${b})`,
  (b) => `(n < 0 => ${b})`,
  (b) => `~(${b} /\\ FALSE)`,
  (b) => `(IF ${b} THEN TRUE ELSE TRUE)`,
  (b) => `(\\A z_ \\in {${b}} : z_ \\in BOOLEAN)`,
  (b) => `(LET z_ == ${b} IN z_ \\/ ~z_)`,
  (b) => `((${b} /\\ n < 0) = FALSE)`,
  (b) => `([a |-> ${b}, b |-> n].b = n)`,
  (b) => `(\\A z_ \\in 0..1 : z_ < 2 \\/ ${b})`,
  (b) => `(<<${b}, ${b}>>[1] \\in BOOLEAN)`,
  (b) => b,
];

class Maker {
  private readonly random: Random;
  private readonly rate: number;
  private readonly standard: boolean;
  private names = 0;

  constructor(random: Random, rate: number, standard: boolean) {
    this.random = random;
    this.rate = rate;
    this.standard = standard;
  }

  private text(of: readonly string[]): string {
    for (;;) {
      const text = this.random.pick(of);
      if (!this.standard || !further.test(text)) return text;
    }
  }

  /** An expression that mostly has a value of the type. */
  make(letter: Letter, depth: number, scope: readonly Known[]): string {
    const { random } = this;
    if (random.chance(this.rate)) return this.wrong(letter, depth, scope);
    const known = scope.filter((k) => k.letter === letter);
    const { total, control } = textsOf(letter);
    if (depth <= 0 || random.chance(0.1)) {
      if (known.length > 0 && random.chance(0.85)) return random.pick(known).text;
      if (depth < -2 || letter !== "b" || random.chance(0.3)) return random.pick(values[letter][0]);
    }
    return this.fill(this.text(random.chance(0.2) ? control : total), depth - 1, scope);
  }

  private wrong(letter: Letter, depth: number, scope: readonly Known[]): string {
    const { random } = this;
    const bad = (): string => {
      if (random.chance(0.3)) return random.pick(values[letter][1]);
      if (random.chance(0.4)) return this.make(random.pick(letters), depth - 1, scope);
      return this.fill(this.text(textsOf(letter).partial), depth - 1, scope);
    };
    return random.chance(0.4) ? `(IF n = bad THEN ${bad()} ELSE ${this.make(letter, depth - 1, scope)})` : bad();
  }

  /** The text with something in its holes. */
  fill(text: string, depth: number, scope: readonly Known[]): string {
    return this.filled(text, scope, (letter, known) => this.make(letter, depth, known));
  }

  /** The text with what `make` gives for the type, the names, and the number of each hole. */
  filled(text: string, scope: readonly Known[], make: (letter: Letter, known: readonly Known[], at: number) => string) {
    const [first, second] = [`u${++this.names}`, `u${++this.names}`];
    // A definition inside EXCEPT does not see `@` (E218).
    const seen = /LET|LAMBDA/.test(text) ? scope.filter((k) => k.text !== "@") : scope;
    let at = 0;
    return text
      .replaceAll("$1", first)
      .replaceAll("$2", second)
      .replaceAll(/\?([a-zA-Z])(?:\(((?:[@\w]+:\w,?)+)\))?/g, (_, letter: string, bound?: string) => {
        const more = (bound?.split(",") ?? []).map((pair): Known => {
          const [known, type] = pair.split(":") as [string, string];
          return { text: known, letter: type === "a" ? "q" : (type as Letter) };
        });
        const inner = more.some((k) => k.text === "@") ? seen.filter((k) => k.text !== "@") : seen;
        return make(
          letter === "a" ? this.random.pick(letters) : (letter as Letter),
          [...inner, ...more, ...more],
          at++,
        );
      });
  }

  /** A condition that is mostly true where it has a value. */
  asked(depth: number, scope: readonly Known[]): string {
    return this.random.pick(asked)(this.make("b", depth, scope));
  }
}

/** A specification under construction: its variables beside `n`, and what makes its expressions. */
class Specification {
  private readonly random: Random;
  private readonly maker: Maker;
  private readonly state: readonly Known[];
  /** Definitions whose values depend on \`n\`. */
  private readonly derived: readonly Known[];
  private readonly standard: boolean;

  constructor(random: Random) {
    this.random = random;
    this.standard = random.chance(0.7);
    this.maker = new Maker(random, random.pick(RATES), this.standard);
    const order = random.shuffled(letters);
    const chosen = order.slice(0, random.integer(2, 4));
    this.derived = order.slice(4, 12).map((letter): Known => ({ text: `d${letter}`, letter }));
    this.state = [...chosen.map((letter): Known => ({ text: `v${letter}`, letter })), { text: "n", letter: "i" }];
  }

  private get variables(): readonly Known[] {
    return this.state.slice(0, -1);
  }

  private get known(): readonly Known[] {
    return [...this.state, ...this.derived];
  }

  private depth(): number {
    return this.random.integer(0, 2);
  }

  /** What the variables are while `n` counts: mostly values of their types, one perhaps of another kind in a state. */
  private tables(): string {
    const all = [...this.variables, ...this.derived];
    const off = this.random.chance(0.5) ? this.random.pick(all) : null;
    const at = this.random.integer(1, 4);
    const row = (v: Known): string[] => {
      const [fine, wrong] = values[v.letter];
      const some = this.random.shuffled(fine).slice(0, 2);
      return [0, 1, 2, 3, 4].map((i) => this.random.pick(v === off && i === at ? wrong : some));
    };
    const tables = all.map((v) => `T_${v.text} == <<${row(v).join(", ")}>>\n`).join("");
    return `${tables}${this.derived.map((v) => `${v.text} == T_${v.text}[n + 1]\n`).join("")}`;
  }

  private init(): string {
    return `Init == n = 0 ${this.variables.map((v) => `/\\ ${v.text} = T_${v.text}[1]`).join(" ")}\n`;
  }

  private up(): string {
    const next = (v: Known): string =>
      this.random.chance(0.8) ? `= T_${v.text}[n + 2]` : `\\in {T_${v.text}[n + 2], ${v.text}}`;
    return `Up == n < 4 /\\ n' = n + 1 ${this.variables.map((v) => `/\\ ${v.text}' ${next(v)}`).join(" ")}\n`;
  }

  private assignment(v: Known, scope: readonly Known[]): string {
    const { random } = this;
    const e = (): string => this.maker.make(v.letter, this.depth(), scope);
    const b = (): string => this.maker.make("b", this.depth(), scope);
    return random.pick([
      () => `${v.text}' = ${e()}`,
      () => `${v.text}' = ${e()}`,
      () => `${v.text}' \\in {${e()}, ${e()}}`,
      () => `(IF ${b()} THEN ${v.text}' = ${e()} ELSE ${v.text}' = ${e()})`,
      () => `(CASE ${b()} -> ${v.text}' = ${e()} [] OTHER -> UNCHANGED ${v.text})`,
      () => `(LET w_ == ${e()} IN ${v.text}' = w_)`,
      () => `(LET w_ == ${v.text} IN w_' = ${e()})`,
      () => `(${v.text}' = ${e()} \\/ (${b()} /\\ ${v.text}' = ${e()}))`,
      () => `Put(${v.text}, ${e()})`,
      () => `(${b()} => ${v.text}' = ${e()}) /\\ UNCHANGED ${v.text}`,
      () => `(\\E w_ \\in {y_ \\in {${e()}, ${e()}} : ${b()}} : ${v.text}' = w_)`,
    ])();
  }

  private action(name: string): string {
    const { random } = this;
    const changed = random.shuffled(this.variables).slice(0, random.integer(1, 2));
    const bound = random.pick(["i", "k", "m", "S", "c"] as const);
    const set = { i: "S", k: "K", m: "M", S: "P", c: "C" } as const;
    const binds = random.chance(0.5);
    const known: Known = { text: "e_", letter: bound };
    const scope = binds ? [...this.known, known, known] : this.known;
    const kept = this.variables.filter((v) => !changed.includes(v)).map((v) => v.text);
    const parts = changed.map((v) => this.assignment(v, scope));
    if (random.chance(0.7)) parts.unshift(this.maker.make("b", this.depth(), scope));
    if (random.chance(0.3)) parts.push(this.maker.asked(this.depth(), scope));
    parts.push(random.pick(["n' = n", "n' = n", "n' = (n + 1) % 5", "(n < 4 /\\ n' = n + 1)"]));
    if (kept.length > 0) parts.push(`UNCHANGED <<${kept.join(", ")}>>`);
    const order = random.chance(0.3) ? random.shuffled(parts) : parts;
    if (random.chance(0.3)) order.push(`(${this.maker.asked(this.depth(), this.known)})'`);
    const body = order.map((part) => `\n   /\\ ${part}`).join("");
    const head = binds ? `\\E e_ \\in ${this.maker.make(set[bound], this.depth(), this.known)} :` : "";
    return `${name} == ${head}${body}\n`;
  }

  private checks(): { readonly body: string; readonly cfg: string } {
    const { random, maker } = this;
    const asks = (scope = this.known): string => maker.asked(random.integer(0, 2), scope);
    const all = `<<n, ${this.variables.map((v) => v.text).join(", ")}>>`;
    const enabled = random.chance(0.15) ? " /\\ (ENABLED A) \\in BOOLEAN" : "";
    const body = `vars == ${all}
InvA == ${asks()}${enabled}
InvB == ${asks()} /\\ ${asks()}
Bound == ${asks()}
StepBound == ${asks()} /\\ (${asks()})'
Step == [][${asks()} /\\ (${asks()})']_vars
Live == <>[](${asks()}) \\/ (TRUE ~> ${asks()})
Seen == <<n, ${maker.make(random.pick(letters), 1, this.known)}, ${maker.make(random.pick(letters), 1, this.known)}>>
`;
    const lines = ["INIT Init", "NEXT Next", "CHECK_DEADLOCK FALSE", `INVARIANT InvA InvB`];
    if (random.chance(0.25)) lines.push("CONSTRAINT Bound");
    if (random.chance(0.15)) lines.push("ACTION_CONSTRAINT StepBound");
    if (random.chance(0.3)) lines.push("PROPERTY Step");
    if (random.chance(0.1)) lines.push("PROPERTY Live");
    if (random.chance(0.1)) lines.push("VIEW Seen");
    return { body, cfg: `${lines.join("\n")}\nCONSTANTS m1 = m1 m2 = m2\n` };
  }

  case(): Case {
    const names = ["A", "B"].slice(0, this.random.integer(0, 2));
    const tables = this.tables();
    const actions = `A == n > 99 /\\ UNCHANGED <<n, ${this.variables.map((v) => v.text).join(", ")}>>\n`;
    const { body, cfg } = this.checks();
    const bad = `bad == ${this.random.integer(1, 4)}\n`;
    const variables = `VARIABLES ${this.state.map((v) => v.text).join(", ")}\nPut(w_, x_) == w_' = x_\n`;
    const made = names.length === 0 ? actions : names.map((name) => this.action(name)).join("");
    const next = `Next == ${["Up", ...names].join(" \\/ ")}\n`;
    const modules = this.standard ? "" : furtherModules;
    return {
      partial: true,
      body: `${modules}${partialPrelude}${variables}${bad}${tables}${this.init()}${this.up()}${made}${next}${body}`,
      cfg,
    };
  }
}

/** Ways to ask of any value what is true if it has one, some of which need not ask. */
const askedOfAny: readonly ((text: string) => string)[] = [
  (e) => `(${e} = ${e})`,
  (e) => `(${e} \\in {${e}})`,
  (e) => `(LET z_ == ${e} IN TRUE)`,
  (e) => `(\\A z_ \\in {${e}} : TRUE)`,
  (e) => `(<<${e}, 1>>[2] = 1)`,
  (e) => `({${e}} # {})`,
  (e) => `(n \\in Nat \\/ ${e} = ${e})`,
  (e) => `([z_ \\in {1} |-> ${e}] # <<>>)`,
  (e) => `(n = 2 => ${e} # m1)`,
  (e) => `(m1 # ${e})`,
  (e) => `({${e} : z_ \\in {}} = {})`,
  (e) => `(Fst(n, ${e}) = n)`,
  (e) => `(<<n, ${e}>> # <<n + 1, ${e}>>)`,
];

/** What fails, whatever is expected. */
const failing = [
  "Head(<<>>)",
  'Assert(FALSE, "no")',
  "(1 \\div 0)",
  "(CHOOSE x_ \\in {} : TRUE)",
  "(CASE FALSE -> 1)",
  "[a |-> 1].b",
  "(1 = {})",
  "<<1>>[2]",
  "Cardinality(Nat)",
];

/** How the formula `x` guards a step that changes nothing. */
const guards: readonly ((x: string, same: string) => string)[] = [
  (x, same) => `${x} /\\ ${same}`,
  (x, same) => `${same} /\\ ${x}`,
  (x, same) => `\\E e_ \\in 1..2 : e_ = n /\\ ${x} /\\ ${same}`,
  (x, same) => `(n = 99 \\/ ${x}) /\\ ${same}`,
  (x, same) => `${same} /\\ (${x})'`,
];

/** One text, in one hole of which there is something wrong while `n` is 2; all else in it has values. */
export function operandCase(seed: number): Case {
  const random = new Random(seed);
  const maker = new Maker(random, 0, true);
  const letter = random.pick(letters);
  const { total, control, partial } = textsOf(letter);
  const text = random.pick(random.pick([total, total, control, partial]));
  const tables: [name: string, row: readonly string[]][] = [];
  const definitions: string[] = [];
  const vary = (of: Letter, wrong: string | null): string => {
    const name = wrong === null ? `v${of}` : "w";
    if (tables.some(([other]) => other === name) || definitions.some((d) => d.startsWith(`${name} `))) return name;
    const fine = random.shuffled(values[of][0]).slice(0, 3);
    const row = [0, 1, 2, 3].map((i) => (i === 2 && wrong !== null ? wrong : random.pick(fine)));
    if (random.chance(0.7) && (wrong === null || !failing.includes(wrong))) tables.push([name, row]);
    else definitions.push(`${name} == CASE n = 0 -> ${row[0]} [] n = 2 -> ${row[2]} [] OTHER -> ${row[3]}\n`);
    return name;
  };
  const hole = random.integer(0, Math.max(0, text.split("?").length - 2));
  const made = maker.filled(text, [], (of, known, at) => {
    if (at === hole) return vary(of, random.chance(0.2) ? random.pick(failing) : random.pick(values[of][1]));
    if (known.length === 0) return vary(of, null);
    return maker.make(of, random.integer(0, 1), [...known, { text: vary(of, null), letter: of }]);
  });
  const asks = random.pick(letter === "b" ? [...asked, ...askedOfAny] : askedOfAny)(made);
  const names = ["n", ...tables.map(([name]) => name)].join(", ");
  const guarded = random.chance(0.4);
  const each = (part: (name: string) => string): string => tables.map(([name]) => ` /\\ ${part(name)}`).join("");
  const body = `${further.test(text) ? furtherModules : ""}${partialPrelude}VARIABLES ${names}
bad == 2
${definitions.join("")}${tables.map(([name, row]) => `T_${name} == <<${row.join(", ")}>>\n`).join("")}Same == UNCHANGED <<${names}>>
Init == n = 0${each((name) => `${name} = T_${name}[1]`)}
Up == n < 3 /\\ n' = n + 1${each((name) => `${name}' = T_${name}[n + 2]`)}
A == ${guarded ? random.pick(guards)(asks, "Same") : "n = 99 /\\ Same"}
Next == Up \\/ A
Inv == ${guarded ? "TRUE" : asks}
`;
  const cfg = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Inv\nCONSTANTS m1 = m1 m2 = m2\n";
  return { body, cfg };
}

/** A random specification some parts of which may have no value. */
export function partialCase(seed: number): Case {
  return new Specification(new Random(seed)).case();
}
