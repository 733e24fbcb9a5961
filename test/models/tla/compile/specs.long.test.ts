/** Specs of this repository, and some made for the purpose, on both engines; `npm run engines` takes all of them. */

import { describe, expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { configs, resultOf } from "../../../oracle/engine-specs.ts";
import { compareEngines, starts } from "../../../oracle/engines.ts";
import { modelOf } from "../spec.ts";

/** One of each design: the others differ in constants and properties. */
const chosen = configs.filter((config) => !config.startsWith("specs/vfio/") || config.endsWith(".protocol.cfg"));

test.each(chosen)("%s gives the same on both engines", { timeout: 120_000 }, async (config) => {
  expect(await resultOf(config, "compiled", 400)).toBe(await resultOf(config, "interpreter", 400));
});

describe("both engines agree on", () => {
  const cfg = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Inv\nCONSTANTS m1 = m1 m2 = m2\n";
  const cases: readonly (readonly [what: string, body: string])[] = [
    [
      "a table with an interned value among others",
      `Init == x = [p \\in {"a"} |-> [kind |-> "one", size |-> 1, queue |-> <<>>]]
Shorter == [p \\in {"a"} |-> IF x[p].queue # <<>> /\\ Head(x[p].queue) = 1
  THEN [x[p] EXCEPT !.queue = Tail(@), !.kind = "two"] ELSE x[p]]
Next == \\/ Len(x["a"].queue) < 2 /\\ \\E i \\in 1..2 : x' = [x EXCEPT !["a"].queue = Append(@, i), !["a"].size = (@ % 3) + 1]
        \\/ x' = Shorter
Inv == x["a"].size < 4`,
    ],
    [
      "sets whose bits fill a word",
      "Init == x = 1..32\nNext == \\E i \\in x : i > 29 /\\ x' = x \\ {i}\nInv == Cardinality(x) > 29",
    ],
    [
      "guards with several witnesses",
      "Init == x = 0\nNext == ((x < 2 \\/ x < 3) /\\ (\\E i \\in 1..x : i < 3) /\\ x' = x + 1) \\/ (x = 0 /\\ x' = 1)\nInv == x < 3",
    ],
    [
      "an error only where it is reached",
      "Init == x = 0\nNext == x' = IF x < 3 THEN x + 1 ELSE Head(<<>>)\nInv == TRUE",
    ],
    [
      "choices among elements that were met in another order",
      "Init == x = {3}\nNext == \\E i \\in {2, 1} : x' = x \\cup {i}\nInv == Cardinality(x) < 3 \\/ (CHOOSE e \\in x : TRUE) # 1",
    ],
    [
      "a condition after all is assigned, which is true in one way",
      "Init == x = 0\nNext == x' = (x + 1) % 4 /\\ (x < 5 \\/ x < 6)\nInv == x < 4",
    ],
    [
      "a union of elements that cannot be compared",
      `Init == x = {}\nNext == x' = x \\cup {1} \\/ x' = x \\cup {"a"}\nInv == Cardinality(x) < 3`,
    ],
    [
      "a union of variables whose elements cannot be compared",
      `Init == x = [a |-> {1}, b |-> {}]
Next == x' = [x EXCEPT !.b = {"s"}] \\/ x' = [x EXCEPT !.a = x.a \\cup x.b]\nInv == Cardinality(x.a) < 3`,
    ],
    [
      "a chain of local definitions longer than text may be nested",
      `Init == x = 0
Next == LET a0 == x ${Array.from({ length: 250 }, (_, i) => `a${i + 1} == a${i} + 1`).join(" ")} IN x' = a250 % 4\nInv == x < 4`,
    ],
    [
      "a definition that is constant where the next state is",
      "P == <<x>>\nQ == x' = 1\nInit == x = 0\nNext == (x' = 1 /\\ P' # P /\\ Q) \\/ (x' = 2 /\\ P' # P /\\ ~Q)\nInv == P # <<1>> \\/ x = 1",
    ],
    [
      "an action whose code bails out, beside others",
      "Init == x = 0\nNext == (x < 4 /\\ x' = x + 1) \\/ (x = 2 /\\ x' = Cardinality(Int \\cap 1..x)) \\/ (x > 0 /\\ x' = x - 1)\nInv == x < 9",
    ],
    [
      "a field that only some values have",
      `Init == x = m1
Next == x' = IF x = m1 THEN [a |-> 1, b |-> {}] ELSE IF x.a < 3 THEN [x EXCEPT !.a = @ + 1, !.b = @ \\cup {x.a}] ELSE m1
Inv == (x # m1 => x.a \\in 1..3) /\\ (x = m1 \\/ \\A e \\in x.b : e < x.a)`,
    ],
    [
      "a set that is not there, beside an empty one",
      "Init == x = {1}\nNext == \\E i \\in 1..3 : x' = x \\cup {i}\nInv == ({e \\in x : e > 3} \\cap {CHOOSE c \\in x : c > 1}) = {}",
    ],
    [
      "members that cannot be compared",
      'Init == x = 0\nNext == x < 3 /\\ x\' = x + 1\nInv == x # 2 \\/ 1 \\in {1, IF x = 2 THEN "a" ELSE x}',
    ],
    [
      "what is no set behind a set without elements, in a condition",
      "Init == x = 0\nNext == x' = (x + 1) % 4\nInv == x < 2 \\/ \\A a \\in {}, b \\in -2 : a = x",
    ],
    [
      "and a number of the state",
      "Init == x = 0\nNext == x' = (x + 1) % 4\nInv == x < 2 \\/ \\A a \\in {}, b \\in x : FALSE",
    ],
    [
      "and in a step",
      "Init == x = 0\nNext == (x < 2 /\\ x' = x + 1) \\/ (x = 2 /\\ (\\A a \\in {}, b \\in x : x' = 9) /\\ x' = 3)\nInv == TRUE",
    ],
    [
      "an element among possible ones of another kind",
      `VARIABLES w, v
Init == x = 0 /\\ w = 1 /\\ v = 2
Next == x < 3 /\\ x' = x + 1 /\\ w' = <<1, 0, <<1>>, 2>>[x + 2] /\\ v' = <<2, 1, 0, 0>>[x + 2]
Inv == (v \\in IF x # 1 THEN {w} ELSE {}) \\in BOOLEAN`,
    ],
    [
      "a number that cannot be evaluated, compared with a model value",
      "Init == x = 0\nNext == x' = (x + 1) % 4\nInv == <<x, 1, 2>>[x + 1] # m1",
    ],
    [
      "a condition that cannot be evaluated, compared with a model value",
      "Init == x = 0\nNext == x' = (x + 1) % 4\nInv == <<x = 1, TRUE, FALSE>>[x + 1] # m1",
    ],
    [
      "records of which one field is to be in what is no set, and another decides",
      `VARIABLES w, r
Init == x = 0 /\\ w = {1} /\\ r = [a |-> 2, b |-> 1]
Next == x < 3 /\\ x' = x + 1 /\\ w' = <<{1}, {2}, m1, {}>>[x + 2] /\\ r' = r
Inv == (r \\in [a : {1, 3 - x}, b : w]) \\in BOOLEAN`,
    ],
    [
      "loops over interned sets, of tuples too",
      `Init == x = {<<1, 2>>}
Next == \\/ \\E <<a, b>> \\in x : x' = {<<b, (a + b) % 5>>, <<a, b>>}
        \\/ \\E v \\in x : Cardinality(x) > 1 /\\ x' = x \\ {v}
        \\/ x' = {<<0>>}
Inv == x # {<<0, 0>>}`,
    ],
    [
      "recursive operators, and functions of a LET",
      `RECURSIVE S(_), D(_)
S(T) == IF T = {} THEN 0 ELSE LET c == CHOOSE c \\in T : TRUE IN (IF c = x THEN 1 ELSE 2) + S(T \\ {c})
D(n) == IF n <= 0 THEN 0 ELSE 1 + D(n - 2)
Init == x = 0
Next == x < 6 /\\ x' = (LET f[i \\in 0..9] == IF i > x THEN i ELSE x + 1 g[i \\in 0..3] == IF i = 0 THEN x ELSE g[i - 1] + 1
                       IN IF S(1..3) = 5 THEN f[D(x) + 1] ELSE g[1])
Inv == S({1, 2}) > 1 /\\ D(x) < 4`,
    ],
    [
      "what the interpreter evaluates, in primed text and with @",
      `RECURSIVE D(_)
D(n) == IF n <= 0 THEN 0 ELSE 1 + D(n - 1)
Init == x = [a |-> 0, b |-> {}]
Next == x.a < 5 /\\ x' = [x EXCEPT !.a = D(@) + 1, !.b = {e \\in SUBSET (@ \\cup {x.a}) : D(Cardinality(e)) = 1}] /\\ (D(x.a) > 0)'
Inv == x.a < 5`,
    ],
    [
      "ENABLED, where it holds, does not, and fails",
      `Go == x < 4 /\\ (x = 3 => Head(<<>>) = 1) /\\ x' = x + 1
Init == x = 0
Next == (x < 4 /\\ x' = x + 1) \\/ x' = x
Inv == (ENABLED Go) \\/ x > 3`,
    ],
    [
      "formulas with several ways, behind a recursive name",
      "RECURSIVE W(_)\nW(n) == IF n = 0 THEN (x < 5 \\/ x < 6) ELSE W(n - 1)\nInit == x = 0\nNext == W(2) /\\ x' = x + 1\nInv == x < 9",
    ],
    [
      "a variable without a value, in steps that the interpreter finds",
      "VARIABLE y\nRECURSIVE W(_)\nW(n) == IF n = 0 THEN x' = x + 1 ELSE W(n - 1)\nInit == x = 0 /\\ y = m1\nNext == (x < 3 /\\ W(2) /\\ y' \\in {m1, m2, <<x>>}) \\/ (x = 3 /\\ W(x))\nInv == x < 9",
    ],
    [
      "initial states that would be warned of, behind one that ends the run",
      "Init == x = 1 \\/ x = Len([<<>> EXCEPT ![1] = 3])\nNext == x' = x\nInv == x # 1 \\/ x.f = 1",
    ],
    [
      "steps that would be warned of, behind a state that ends the run",
      `Init == x = [n |-> 0]
Next == x.n < 9 /\\ x' = IF x.n < 4 THEN [x EXCEPT !.n = @ + 1] ELSE [x EXCEPT !.b = 1]
Inv == x.n # 3 \\/ x.f = 1`,
    ],
    ["an invariant that fails to evaluate", "Init == x = 0\nNext == x' = (x + 1) % 5\nInv == x # 3 \\/ x.f = 1"],
  ];
  test.each(cases)("%s", async (_, body) => {
    for (const start of Object.values(starts)) {
      const outcome = await compareEngines({ body: `VARIABLE x\nCONSTANTS m1, m2\n${body}`, cfg }, start);
      expect(outcome.difference).toBeNull();
      // An error in an initial state ends the run before the interpreter hands over.
      if (start !== starts.warm) expect(outcome.compiled).toBe(true);
    }
  });
});

// The excluded state with y = 1 is a successor of every state; only on level 7, as the 12th successor, it violates Inv.
describe("an excluded state is asked again where an invariant asks for the run", () => {
  const body = `VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == (x < 99 /\\ x' = x + 1 /\\ y' = 0) \\/ (x' = 0 /\\ y' = 1)
Within == y = 0
Inv == y = 1 => RUN`;
  const cfg = "INIT Init\nNEXT Next\nCONSTRAINT Within\nINVARIANT Inv\n";
  test.each(['TLCGet("level") < 7', 'TLCGet("distinct") < 7', 'TLCGet("generated") < 13'])("%s", async (run) => {
    const asked = body.replace("RUN", run);
    const { properties } = await check(modelOf(asked, cfg));
    expect(properties.find(({ name }) => name === "Inv")).toMatchObject({ trace: { states: { length: 7 } } });
    const { difference, compiled } = await compareEngines({ body: asked, cfg }, starts.warm);
    expect({ difference, compiled }).toEqual({ difference: null, compiled: true });
  });
});
