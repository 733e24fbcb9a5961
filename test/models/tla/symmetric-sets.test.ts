/** Which sets of model values are found symmetric, and what refuses them. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { nativeModules } from "../../../src/models/tla/library/index.ts";
import type { NativeContext } from "../../../src/models/tla/library/native.ts";
import { permuted } from "../../../src/models/tla/symmetry/permutations.ts";
import { libraryModules } from "../../../src/tla/library/index.ts";
import {
  equal,
  makeFunction,
  makeSet,
  modelValue,
  record,
  same,
  sequence,
  type Value,
} from "../../../src/values/index.ts";
import { Random } from "../../oracle/random.ts";
import { type Files, line, load, moduleText } from "./spec.ts";

const EXTENDED = "Integers, Sequences, FiniteSets, TLC, SequencesExt, FiniteSetsExt";

/** Each of P counts to 2, and q is whom it was; \`body\` may speak of that. */
const counting = String.raw`CONSTANTS P, Nil
VARIABLES count, q
Init == count = [p \in P |-> 0] /\ q = Nil
Up(p) == count[p] < 2 /\ count' = [count EXCEPT ![p] = @ + 1] /\ q' = p
Next == \E p \in P : Up(p)
`;

const CFG = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nCONSTANTS P = {p1, p2, p3} Nil = Nil\n";

function filesOf(body: string, cfg: string, more: Files = {}): Files {
  return { "Spec.tla": moduleText(counting + body, EXTENDED), "Spec.cfg": CFG + cfg, ...more };
}

/** What is said of symmetry, by line and column. */
function said(body: string, cfg = "INVARIANT Inv"): string[] {
  const { diagnostics, model } = load(filesOf(body, cfg), { symmetry: "auto" });
  if (model === null) throw new Error(diagnostics.map(line).join("\n"));
  return diagnostics.filter(({ code }) => /^W62[45]$|^W607$/.test(code)).map(line);
}

const FOUND = "W624: symmetry: P, 3 values, 6 permutations: nothing that is checked tells them apart";

/** Definitions, and where and why they are refused. Line 8 is the first. */
const refused: readonly (readonly [string, string, string])[] = [
  ["a value is named", "CONSTANT Leader\nInv == count[Leader] < 3", "9:14: W625: no symmetry of P: Leader is p1"],
  [
    "a value is named in what replaces a variable, of which an instance asks ENABLED",
    `---- MODULE Seen ----\nVARIABLE v\nCan == ENABLED (v = 1 /\\ v' = 0)\n====\nCONSTANT Leader
S == INSTANCE Seen WITH v <- count[Leader]\nInv == ~S!Can`,
    "13:36: W625: no symmetry of P: Leader is p1",
  ],
  [
    "CHOOSE",
    "Inv == count[CHOOSE p \\in P : count[p] < 3] < 3",
    "8:14: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "CHOOSE of a constant",
    "First == CHOOSE p \\in P : TRUE\nInv == count[First] < 3",
    "8:10: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "CHOOSE that compares what it does not choose",
    "Inv == (CHOOSE p \\in P : \\A r \\in P : count[p] >= count[r]) # q",
    "8:9: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "CHOOSE where a comparison need not be true",
    "Inv == (CHOOSE p \\in P \\cup {1} : p \\in P \\/ p > 0) # q",
    "8:9: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "CHOOSE with a quantifier over another set",
    "Inv == (CHOOSE p \\in P : \\A r \\in {} : p >= r) # q",
    "8:9: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "a fold that counts places",
    "Inv == FoldSet(LAMBDA p, n : 2 * n + count[p], 0, P) < 99",
    "8:8: W625: no symmetry of P: FoldSet may depend on their order or their names",
  ],
  [
    "a fold that gives the last",
    "Inv == FoldSet(LAMBDA p, n : p, Nil, P) # q",
    "8:8: W625: no symmetry of P: FoldSet may depend on their order or their names",
  ],
  [
    "a fold that takes away",
    "Op(p, n) == n - count[p]\nInv == FoldSet(Op, 0, P) < 99",
    "9:8: W625: no symmetry of P: FoldSet may depend on their order or their names",
  ],
  [
    "a fold that adds to what depends on it",
    "Inv == FoldFunction(LAMBDA c, n : n + (n * c), 1, count) < 99",
    "8:8: W625: no symmetry of P: FoldFunction may depend on their order or their names",
  ],
  [
    "a sequence of a set",
    "Inv == Head(SetToSeq(P)) # q \\/ TRUE",
    "8:13: W625: no symmetry of P: SetToSeq may depend on their order or their names",
  ],
  [
    "ToString",
    'Inv == ToString(q) # "p1"',
    "8:8: W625: no symmetry of P: ToString may depend on their order or their names",
  ],
  ["the run", 'Inv == TLCGet("distinct") < 99', "8:8: W625: no symmetry of P: TLCGet may tell them apart"],
  ["random values", "Inv == RandomElement(P) \\in P", "8:8: W625: no symmetry of P: RandomElement may tell them apart"],
  ["what is printed", "Inv == PrintT(q)", "8:8: W625: no symmetry of P: PrintT may tell them apart"],
  [
    "Assert of some",
    "Inv == \\E p \\in P : count[p] < 2 \\/ Assert(q = p, 1)",
    "8:37: W625: no symmetry of P: this Assert is asked of some of them only",
  ],
  [
    "Assert behind an operator",
    "Op(x) == \\A p \\in P : x\nInv == Op(count[q] < 2 \\/ Assert(FALSE, 1))",
    "9:27: W625: no symmetry of P: this Assert is asked of some of them only",
  ],
  [
    "Assert in an action that is a condition",
    "Sure == q # Nil /\\ \\E p \\in P : Assert(p # q, 1) /\\ count' = count\nInv == ENABLED Sure",
    "8:33: W625: no symmetry of P: this Assert is asked of some of them only",
  ],
  [
    "a definition that is used twice",
    "Pick(S) == CHOOSE x \\in S : TRUE\nTwo == Pick({2, 3})\nInv == Two = 2 /\\ Pick(P) # q",
    "8:12: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "behind a recursive function",
    "f[n \\in 0..2] == IF n = 0 THEN CHOOSE p \\in P : TRUE ELSE f[n - 1]\nInv == f[count[q]] # q",
    "8:32: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "behind a LET",
    "Inv == LET x == CHOOSE p \\in P : TRUE IN q # x",
    "8:17: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
  [
    "a module of ours that chooses",
    "V == INSTANCE Variants\nInv == V!VariantTag(count) # q",
    "9:8: W625: no symmetry of P: this CHOOSE may prefer one of them",
  ],
];

/** Definitions of Inv that leave P symmetric. */
const admitted: readonly (readonly [string, string])[] = [
  ["quantifiers", "Inv == \\A p, r \\in P : p # r => count[p] + count[r] < 9"],
  ["another constant with the same set", "CONSTANT R\nInv == \\A p \\in R : count[p] < 3"],
  ["a constant of all pairs", "CONSTANT Pairs\nInv == \\A s \\in Pairs : s \\subseteq P"],
  [
    "the largest of a set",
    "Largest(S) == CHOOSE x \\in S : \\A y \\in S : x >= y\nInv == Largest({count[p] : p \\in P}) < 3",
  ],
  [
    "the largest, by the others",
    "Largest(S) == CHOOSE x \\in S : \\A y \\in S \\ {x} : y < x\nInv == Largest({count[p] : p \\in P}) < 3",
  ],
  [
    "one that is more",
    "More(S) == CHOOSE x \\in S : \\E y \\in {8} : x > y\nInv == More({count[p] : p \\in P} \\cup {9}) = 9",
  ],
  ["CHOOSE among numbers", "Inv == (CHOOSE n \\in 0..9 : \\A p \\in P : count[p] <= n) < 3"],
  ["CHOOSE of a number", "Inv == (CHOOSE n \\in UNION {0..9, P} : n \\in Nat /\\ \\A p \\in P : count[p] <= n) < 3"],
  [
    "CHOOSE of a constant that is no value",
    "One == CHOOSE S \\in SUBSET P : Cardinality(S) = 3\nInv == q \\in One \\cup {Nil}",
  ],
  ["a sum", "Inv == FoldSet(LAMBDA p, n : count[p] + n, 0, P) < 99"],
  ["a union", "Op(p, S) == S \\cup {count[p]}\nInv == FoldSet(Op, {}, P) \\subseteq 0..2"],
  ["a product of a function", "Inv == FoldFunction( *, 1, count) < 99"],
  [
    "the natives of sets and functions",
    "Inv == Cardinality(Range(count)) < 4 /\\ (count @@ (q :> 1) # count \\/ Max({1, 2}) = 2)",
  ],
  ["what the configuration switches off", "CONSTANT Debug\nInv == IF Debug THEN PrintT(q) ELSE TRUE"],
  ["Assert of all", "Inv == (q # Nil /\\ Assert(count[q] > 0, 1)) \\/ q = Nil"],
  [
    "a recursive definition",
    "RECURSIVE F(_)\nF(n) == IF n = 0 THEN P ELSE F(n - 1) \\cup {q}\nInv == q \\in F(2) \\cup {Nil}",
  ],
];

describe("--symmetry auto", () => {
  test.each(refused)("is refused by %s", (_, body, why) => {
    const cfg = `INVARIANT Inv\n${body.includes("Leader") ? "CONSTANT Leader = p1\n" : ""}`;
    expect(said(body, cfg)).toEqual([`Spec.tla:${why}`]);
  });

  test.each(admitted)("admits %s", async (_, body) => {
    const constants = ["R = {p3, p2, p1}", "Pairs = {{p1, p2}, {p1, p3}, {p2, p3}}", "Debug = FALSE"];
    const given = constants.filter((one) => body.includes(`CONSTANT ${one.split(" ")[0]}`));
    const cfg = `INVARIANT Inv\n${given.map((one) => `CONSTANT ${one}\n`).join("")}`;
    expect(said(body, cfg)).toEqual([body.includes("CONSTANT R\n") ? FOUND.replace("P,", "P and R,") : FOUND]);
    const files = filesOf(body, cfg);
    const states = async (symmetry: "auto" | "off") => {
      const { model } = load(files, { symmetry });
      return (await check(model as NonNullable<typeof model>, {})).states.distinct;
    };
    // (0, 0, 0), and up to the names: what each has, and who was last.
    expect([await states("off"), await states("auto")]).toEqual([55, 13]);
  });

  test("admits Assert in a step that each of them may take", () => {
    const steps = "Sure(p) == /\\ Assert(count[p] < 3, 1)\n  /\\ Up(p)\n";
    const whole = "Init == count = [p \\in P |-> 0] /\\ q = Nil\n";
    const body = (next: string) =>
      `CONSTANTS P, Nil\nVARIABLES count, q\n${whole}Up(p) == count' = count /\\ q' = p\n${steps}Next == ${next}`;
    const found = (next: string) => {
      const files = { "Spec.tla": moduleText(body(next), EXTENDED), "Spec.cfg": CFG };
      return load(files, { symmetry: "auto" }).diagnostics.map(({ code }) => code);
    };
    expect(found("\\/ \\E p \\in P : Sure(p)\n  \\/ FALSE")).toEqual(["W624"]);
    expect(found("TRUE /\\ \\E p \\in P : Sure(p)")).toEqual(["W625"]);
  });

  test("finds several sets, and those that the text lists", () => {
    const cfg = "INIT Init\nNEXT Next\nCONSTANTS a = a b = b c = c d = d Val = {v, w} One = {o} Mixed = {T_a, x}";
    const body = "CONSTANTS a, b, c, d, Val, One, Mixed\nVARIABLE x\nAll == {a, b, c}\n";
    const notes = (init: string) => {
      const text = moduleText(`${body}Init == ${init}\nNext == UNCHANGED x`);
      return load({ "Spec.tla": text, "Spec.cfg": cfg }, { symmetry: "auto" })
        .diagnostics.map(line)
        .filter((one) => !one.startsWith("Spec.cfg"));
    };
    const of = (what: string) => `W624: symmetry: ${what} permutations: nothing that is checked tells them apart`;
    expect(notes("x \\in All \\X Val \\X One \\X {c, d} \\X Mixed")).toEqual([
      "Spec.tla:6:37: W625: no symmetry of {a, b, c}: c is named",
      of("Val, 2 values, 2"),
      "Spec.tla:5:15: W625: no symmetry of {c, d}: c is named",
    ]);
    expect(notes("x \\in All \\X Val")).toEqual([of("{a, b, c}, 3 values, 6"), of("Val, 2 values, 2")]);
    expect(notes("x = 1")).toEqual(["W625: no symmetry: no set of several model values is named"]);
  });

  test("leaves out what would be too much, and smaller sets of what it has", () => {
    const names = Array.from({ length: 8 }, (_, i) => `p${i}`);
    const cfg = `INIT Init\nNEXT Next\nCONSTANTS P = {${names}} R = {p1, p2} V = {v, w}`;
    const body = "CONSTANTS P, R, V\nVARIABLE x\nInit == x \\in P \\X V\nNext == UNCHANGED x /\\ x[1] \\in R";
    const notes = (next: string) =>
      load({ "Spec.tla": moduleText(next), "Spec.cfg": cfg }, { symmetry: "auto" }).diagnostics.map(line);
    expect(notes(body)).toEqual([
      "Spec.tla:6:33: W625: no symmetry of P: R is {p1, p2}",
      "W624: symmetry: R, 2 values, 2 permutations: nothing that is checked tells them apart",
      "W624: symmetry: V, 2 values, 2 permutations: nothing that is checked tells them apart",
    ]);
    expect(notes(body.replace(" /\\ x[1] \\in R", "")).filter((one) => !one.startsWith("Spec.cfg"))).toEqual([
      "W624: symmetry: P, 8 values, 40320 permutations: nothing that is checked tells them apart",
      "W625: no symmetry of V: there are more than 50000 permutations",
    ]);
  });

  test("goes by the SYMMETRY of the configuration where there is one", async () => {
    const body = "Few == Permutations({p \\in P : TRUE})\nInv == TRUE";
    const { model, diagnostics } = load(filesOf(body, "SYMMETRY Few\nINVARIANT Inv"), { symmetry: "auto" });
    expect(diagnostics.map(line).filter((one) => one.includes("W62"))).toEqual([
      "W625: no symmetry is looked for: the configuration has a SYMMETRY",
    ]);
    expect((await check(model as NonNullable<typeof model>, {})).states.distinct).toBe(13);
  });

  test("finds none where a property speaks of behaviors", () => {
    expect(said("Inv == <>(q # Nil)", "PROPERTY Inv")).toEqual([
      "W607: SYMMETRY is not used, because Inv speaks of behaviors; without such properties it would be",
    ]);
  });
});

describe("what TypeScript gives a meaning", () => {
  const [a, b, c] = ["p1", "p2", "p3"].map((name) => modelValue(name));
  const points = [a, b, c] as Value[];
  const turn = new Map([
    [a, b],
    [b, c],
    [c, a],
  ]) as Parameters<typeof permuted>[1];

  /** A value with the points in it, of the kinds that operators take. */
  function valueOf(random: Random, depth: number): Value {
    const part = (): Value => valueOf(random, depth - 1);
    const list = (): Value[] => Array.from({ length: random.integer(0, 3) }, part);
    const point = (): Value => random.pick(points);
    switch (depth === 0 ? random.integer(0, 2) : random.integer(0, 9)) {
      case 0:
        return point();
      case 1:
        return random.integer(0, 2);
      case 2:
        return makeSet([point(), point()]);
      case 3:
        return makeSet(list());
      case 4:
        return sequence(list());
      case 5:
        return sequence([point(), point(), point()]);
      case 6:
        return makeFunction(points, points.map(part));
      case 7:
        return makeFunction(
          points,
          points.map(() => random.integer(1, 2)),
        );
      case 8:
        return makeFunction(points, points.map(point));
      default: {
        const ends = () => random.pick([sequence([point(), point()]), makeSet([point(), point()])]);
        return record(["node", "edge"], [makeSet(points), makeSet([ends(), ends()])]);
      }
    }
  }

  const unary = [(x: Value) => x, () => true, () => 1, (x: Value) => typeof x === "number", (x: Value) => makeSet([x])];
  const binary = [
    (x: Value, _: Value) => x,
    (_: Value, y: Value) => y,
    (x: Value, y: Value) => equal(x, y),
    (x: Value, y: Value) => sequence([x, y]),
    () => true,
  ];
  const operators: Readonly<Record<number, readonly ((...args: Value[]) => Value)[]>> = {
    1: unary as never,
    2: binary as never,
  };

  /** Does the operator give images for images, for random arguments? Null where it gives nothing for any. */
  function isEquivariant({ module, name, parameters }: (typeof declared)[number]): boolean | null {
    const context = { print: () => {}, random: () => 0 } as unknown as NativeContext;
    const native = nativeModules.get(module)?.(context)[name] as ((...args: unknown[]) => Value) | undefined;
    if (native === undefined) return null;
    const random = new Random(name.length);
    let found = 0;
    for (let i = 0; i < 800 && found < 40; i++) {
      let given: Value;
      let other: Value;
      try {
        const args = parameters.map((arity) =>
          arity === 0 ? valueOf(random, 2) : random.pick(operators[arity] ?? []),
        );
        given = permuted(native(...args), turn);
        other = native(...args.map((arg) => (typeof arg === "function" ? arg : permuted(arg, turn))));
      } catch {
        // Most arguments are none of the operator.
        continue;
      }
      if (!same(given, other)) return false;
      found++;
    }
    return found === 0 ? null : true;
  }

  /** All operators of our modules that have names, with the arities of their parameters. */
  const declared = [...libraryModules].flatMap(([module, text]) =>
    [...text.matchAll(/^(\w+)(?:\((.*)\))? == NATIVE$/gm)].map(([, name = "", list = ""]) => {
      const parameters = [...list.matchAll(/\w+(\((?:_|, )*\))?/g)].map(
        ([, holes = ""]) => holes.split("_").length - 1,
      );
      return { module, name, parameters };
    }),
  );

  function isAdmitted({ module, name, parameters }: (typeof declared)[number]): boolean {
    const lambdas = ["q", "LAMBDA x : x", "LAMBDA x, y : x"];
    const args = parameters.map((arity) => lambdas[arity] as string);
    const call = `M!${name}${args.length === 0 ? "" : `(${args.join(", ")})`}`;
    const body = `CONSTANT P\nVARIABLE q\nM == INSTANCE ${module}\nInit == q \\in P\nNext == UNCHANGED q\nInv == ${call} = q`;
    const cfg = "INIT Init\nNEXT Next\nINVARIANT Inv\nCONSTANT P = {p1, p2}";
    const files = { "Spec.tla": moduleText(body, "Naturals"), "Spec.cfg": cfg };
    return load(files, { symmetry: "auto" }).diagnostics.some(({ code }) => code === "W624");
  }

  test.each(["A to F", "G to R", "S to Z"])(
    "is admitted only where it gives images for images: modules %s",
    (letters) => {
      const [from = "", , to = ""] = letters.split(" ");
      const some = declared.filter(({ module: [letter = ""] }) => from <= letter && letter <= to);
      const outcomes = some.filter(isAdmitted).map((one) => ({ ...one, outcome: isEquivariant(one) }));
      expect(outcomes.filter(({ outcome }) => outcome === false)).toEqual([]);
      // For some that take numbers no arguments are found.
      expect(outcomes.filter(({ outcome }) => outcome === true).length).toBeGreaterThan(outcomes.length / 2);
      expect(outcomes.length).toBeGreaterThan(30);
    },
  );

  test.each(["ToString", "SetToSeq", "SetToSortSeq", "Inverse", "AntiFunction", "FoldSet", "FoldSeq", "FoldBag"])(
    "the test sees that %s does not",
    (name) => {
      expect(declared.filter((one) => one.name === name).map(isEquivariant)).toEqual([false]);
    },
  );
});
