/** One small spec for each rule of generated code: a slip in the rule shows in a verdict, a count or an error. */

import { expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { compileModel } from "../../../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../../../src/models/tla/model.ts";
import { compareEngines, starts } from "../../../oracle/engines.ts";
import { load, moduleText } from "../spec.ts";

const cfg = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT Inv\n";

const cycle = (from: number, to: number) =>
  `Init == x = ${from}\nNext == x' = IF x = ${to} THEN ${from} ELSE x + 1\nInv == `;
const pair = (first: string, second: string) => `Init == x = [n |-> ${first}, s |-> ${second}]\n`;

const cases: readonly (readonly [what: string, body: string])[] = [
  ["remainders of negative numbers", `${cycle(-5, 5)}(x % 3 = 1) <=> (x \\in {-5, -2, 1, 4})`],
  ["quotients of negative numbers", `${cycle(-7, 5)}(x \\div 2 = -3) <=> (x \\in {-6, -5})`],
  ["a number below the end of its range", `${cycle(0, 7)}(x % 4 < 3) <=> (x % 4 # 3)`],
  ["a number at the end of its range", `${cycle(0, 7)}(x % 4 >= 3) <=> (x % 4 = 3)`],
  ["a range between two numbers", `${cycle(-3, 3)}Cardinality((x - 1)..(x + 1)) = 3 /\\ (x + 1) \\in (x - 1)..(x + 1)`],
  ["an interval that holds some of a range", `${cycle(0, 7)}(x % 4 \\in 0..2) <=> (x % 4 # 3)`],
  ["natural numbers", `${cycle(-3, 3)}(x \\in Nat) <=> (x >= 0)`],
  ["a set that is filtered by its text", `${cycle(0, 4)}(x \\in {y \\in 1..3 : y # 2}) <=> (x \\in {1, 3})`],
  [
    "an intersection with some elements",
    "Init == x = {1, 2, 3}\nNext == x' = x \\ {2} \\/ x' = x \\cup {2}\nInv == x \\cap {1, 3} = {1, 3}",
  ],
  [
    "a union with few of many elements",
    "Init == x = 1..40\nNext == \\E i \\in {3, 35} : x' = (x \\ {i}) \\cup {1}\nInv == {1, 40} \\subseteq x",
  ],
  [
    "sets that differ in one of two words",
    "Init == x = 1..40\nNext == \\E i \\in {3, 35} : x' = x \\ {i}\nInv == x # (1..40) \\ {3} \\/ 3 \\notin x",
  ],
  [
    "a set within known elements",
    "Init == x = {1}\nNext == \\E i \\in 1..3 : x' = x \\cup {i}\nInv == (x \\subseteq {1, 2}) <=> (3 \\notin x)",
  ],
  [
    "a set within another one",
    `${pair("{}", "{}")}Next == \\E i \\in 1..3 : x' = [x EXCEPT !.n = @ \\cup {i}] \\/ x' = [x EXCEPT !.s = @ \\cup {i}]
Inv == (x.n \\subseteq x.s) <=> (\\A e \\in x.n : e \\in x.s)`,
  ],
  [
    "an element that is none of the universe of a full set",
    `${pair("0", "1..32")}Next == x' = [x EXCEPT !.n = (@ + 1) % 40]\nInv == (x.n \\in x.s) <=> (x.n \\in 1..32)`,
  ],
  [
    "an element of a set of two words",
    `${pair("0", "1..40")}Next == x' = [n |-> (x.n + 1) % 50, s |-> (1..40) \\ {7, 37}]
Inv == (x.n \\in x.s) <=> (x.n \\in 1..40 /\\ (x.n \\notin {7, 37} \\/ x.s = 1..40))`,
  ],
  [
    "elements of a universe in another order",
    `${pair("{5, 40}", "{40, 7, 5}")}Next == \\E i \\in {5, 7, 40} : x' = [n |-> x.s \\ {i}, s |-> x.n \\cup {i}]
Inv == x.s \\cup x.n = {5, 7, 40}`,
  ],
  [
    "a quantifier over a filtered set",
    "Init == x = {1}\nNext == \\E i \\in 1..3 : x' = x \\cup {i}\nInv == (\\E e \\in {y \\in x : y > 1} : e # 3) <=> (2 \\in x)",
  ],
  [
    "a filter by what varies",
    `${pair("0", "{0, 1, 2}")}Next == x' = [x EXCEPT !.n = (@ + 1) % 4]
Inv == Cardinality({y \\in x.s : y < x.n}) = IF x.n > 3 THEN 3 ELSE x.n`,
  ],
  [
    "a quantifier whose test is known for each element",
    "Init == x = {1}\nNext == \\E i \\in 1..4 : x' = x \\cup {i}\nInv == (\\A e \\in x : e < 3) <=> (x \\subseteq {1, 2})",
  ],
  [
    "a quantifier over members under conditions",
    "Init == x = {1}\nNext == \\E i \\in 1..4 : x' = x \\cup {i}\nInv == (\\A e \\in {y + 1 : y \\in x} : e < 4) <=> (x \\subseteq {1, 2})",
  ],
  [
    "ways to make a guard true, under a condition",
    "Init == x = 0\nNext == ((x > 0 /\\ (x < 3 \\/ x < 4)) /\\ x' = x % 2) \\/ (x = 0 /\\ x' \\in {2, 5})\nInv == x < 6",
  ],
  [
    "ways to make two guards true",
    "Init == x = 0\nNext == (x < 2 \\/ x < 3) /\\ (x < 3 \\/ x < 4) /\\ x' = x + 1\nInv == x < 9",
  ],
  [
    "ways to make an implication true",
    "Init == x = 0\nNext == (x > 1 => (x < 3 \\/ x < 4)) /\\ x' = (x + 1) % 4\nInv == x < 9",
  ],
  [
    "a variable that is assigned twice",
    "VARIABLE y\nInit == x = 0 /\\ y = 0\nNext == x' \\in 1..3 /\\ x' = (x + 1) % 4 /\\ y' = 0\nInv == x < 9",
  ],
  [
    "a choice for what is assigned",
    "VARIABLE y\nInit == x = 0 /\\ y = 0\nNext == x' = (x + 1) % 4 /\\ x' \\in {0, 1, 2} /\\ y' = 0\nInv == x < 9",
  ],
  ["subsets as successors", "Init == x = {}\nNext == x' \\subseteq {1, 2, 3} /\\ Cardinality(x') = 2\nInv == TRUE"],
  ["a step that must change", "Init == x = 0\nNext == <<x' = IF x < 3 THEN x + 1 ELSE x>>_x\nInv == x < 9"],
  [
    "a case for each state",
    "Init == x = 0\nNext == CASE x = 0 -> x' \\in {1, 2} [] x = 1 -> x' \\in {0, 2} [] OTHER -> x' = 0\nInv == x < 9",
  ],
  [
    "successors of an action before it bails out",
    "Init == x = 0\nNext == TRUE /\\ (x' = (x + 1) % 4 \\/ (\\E i \\in 1..(x * 3000) : i = 1 /\\ x' = 0))\nInv == x < 9",
  ],
  ["a branch that fails", `${cycle(0, 3)}(IF x = 2 THEN Head(<<>>) ELSE x) < 9`],
  ["a choice between sets", `${cycle(0, 3)}(x \\in (IF x % 2 = 0 THEN {0, 2} ELSE {1}) <=> x # 3)`],
  [
    "equal functions",
    `${pair("0", "0")}Next == x' = [n |-> (x.n + 1) % 3, s |-> x.n]\nInv == (x = [n |-> 1, s |-> 0]) <=> (x.n = 1 /\\ x.s = 0)`,
  ],
  ["an argument outside a domain", "Init == x = 0\nNext == x' = (x + 1) % 4\nInv == <<x, x>>[x + 1] >= 0"],
  ["a field that a record has not", 'Init == x = "a"\nNext == x\' = "b"\nInv == [a |-> 1][x] = 1'],
  [
    "a field that none of two has",
    'Init == x = "a"\nNext == x\' = "b" \\/ x\' = "c"\nInv == [a |-> 1, c |-> 2][x] > 0',
  ],
  [
    "an update at what varies",
    `Init == x = [k |-> 1, f |-> <<0, 0, 0>>]
Next == x' = [k |-> (x.k % 3) + 1, f |-> [x.f EXCEPT ![x.k] = (@ + 1) % 2]]\nInv == TRUE`,
  ],
  [
    "an update of an update",
    `${pair("0", "0")}Next == x' = [x EXCEPT !.n = (@ + 1) % 3, !.s = x.n + (@ % 2)]\nInv == x.n < 3`,
  ],
  [
    "a number that is compared with a constant outside its range",
    `${cycle(0, 3)}(x % 4 # 4) /\\ (x % 4 = 3) <=> x = 3`,
  ],
  [
    "a choice of the least",
    "Init == x = {3}\nNext == \\E i \\in 1..4 : x' = x \\cup {i}\nInv == (CHOOSE e \\in x : e > 1) = (IF 2 \\in x THEN 2 ELSE 3)",
  ],
  [
    "a sequence that grows and shrinks in known lengths",
    `Init == x = <<1, 2>>\nNext == x' = Append(Tail(x), (Head(x) + x[2]) % 5)\nInv == Len(x) = 2 /\\ Head(Tail(x)) = x[2]`,
  ],
  [
    "a name for what changes, under a prime in what is left to the interpreter",
    `VARIABLE y
Same(p) == (LET f[i \\in 0..2] == IF i = 0 THEN p ELSE f[i - 1] IN UNCHANGED p) => UNCHANGED p
Last(p) == LET f[i \\in 0..2] == IF i = 0 THEN p' ELSE f[i - 1] IN f[2]
Init == x = 0 /\\ y = 0
Next == x' \\in 0..1 /\\ y' \\in 0..1 /\\ Same(y)
Inv == x + y < 3 /\\ ENABLED (x' = 1 /\\ y' = 1 - y /\\ Last(y) # y)`,
  ],
  [
    "a name for what changes, under a prime in an action that bails out",
    `VARIABLE y
Go(v) == y' = v /\\ (v' = (v + 1) % 4 \\/ (\\E i \\in 1..(v * 3000) : i = 1 /\\ v' = 0))
Init == x = 0 /\\ y = 0
Next == Go(x)
Inv == x < 9`,
  ],
  [
    "a step with a subscript where all is assigned",
    "VARIABLE y\nInit == x = 0 /\\ y = 0\nNext == x' = 0 /\\ y' \\in 0..1 /\\ [y' = 0]_x\nInv == x < 9",
  ],
  [
    "a step that changes one part of a subscript and leaves another without a value",
    `VARIABLE y\nInit == x = 0 /\\ y = 0\nNext == x' = 1 - x /\\ y' = y\nInv == ENABLED <<x' = 1 - x>>_<<x, y>>`,
  ],
  [
    "a step that changes one part of a subscript, of which another cannot be evaluated",
    "Init == x = 0\nNext == <<x < 4 /\\ x' = x + 1>>_<<x, 6 \\div (3 - x)>>\nInv == x < 9",
  ],
  [
    "a record that is not in a set, of which another field cannot be evaluated",
    `${cycle(0, 4)}[a |-> x, b |-> x] \\notin [a : {9}, b : {6 \\div (3 - x)}]`,
  ],
  [
    "a record that is not in a set, of which another field is no set",
    `${cycle(0, 4)}[a |-> x, b |-> x] \\notin [a : {9}, b : 9]`,
  ],
  [
    "a record that is in one of two sets, of which the other cannot be evaluated",
    `${cycle(0, 4)}[a |-> x] \\in [a : 0..4] \\cup [a : {6 \\div (3 - x)}]`,
  ],
  [
    "a record of which a field is in a set that is filtered, which fails for others",
    `${cycle(0, 1)}[a |-> x, b |-> 1] \\in [a : {i \\in {x, 2} : 6 \\div (2 - i) > 0}, b : {1}]`,
  ],
  [
    "an intersection with what is no set",
    `${pair("0", "{1}")}Next == x' = [x EXCEPT !.n = 1 - @]\nInv == x.s \\cap 2 = {}`,
  ],
  [
    "a difference from what is no set in the only state",
    `${pair('"a"', "{1}")}Next == UNCHANGED x\nInv == x.s \\ x.n = {1}`,
  ],
  ["a quotient by a number that cannot be evaluated everywhere", `${cycle(1, 4)}2 \\div [i \\in 1..3 |-> 1][x] = 2`],
  ["a remainder by such a number", `${cycle(1, 4)}(x % [i \\in 1..3 |-> 2][x]) \\in {0, 1}`],
  ["a test that fails for the least element of a set", `${cycle(0, 3)}\\E e \\in {x + 1, x} : 6 \\div e > 0`],
  [
    "a test that fails for one element and is false of a greater one",
    `${cycle(3, 4)}\\A e \\in {5 - x, 4 - x} : x = 3 \\/ 6 \\div e # 6`,
  ],
  [
    "a definition of a LET that one operator hands on to another",
    `Some(Op(_), s) == SelectSeq(s, Op)
Init == x = <<>>
Next == (Len(x) < 3 /\\ \\E i \\in 1..2 : x' = Append(x, i)) \\/ (x # <<>> /\\ x' = Tail(x))
Inv == LET One(i) == i = 1 IN Len(Some(One, x)) <= Len(x)`,
  ],
  ["the text of a set that the code has made", `${cycle(0, 3)}Len(ToString(x..(x + 2))) = 4`],
  [
    "the text of such a set in what is left to the interpreter",
    `${cycle(0, 3)}\\A s \\in {x..(x + 2)} : SelectSeq(<<1>>, LAMBDA v : Len(ToString(s)) = 4) = <<1>>`,
  ],
  ["truth that is compared", `${cycle(0, 3)}((x > 1) = (x % 4 > 1)) /\\ ((x > 1) <=> ~(x < 2))`],
];

test.each(cases)("%s", async (_, body) => {
  const outcome = await compareEngines({ body: `VARIABLE x\n${body}`, cfg }, { always: true });
  expect(outcome.difference).toBeNull();
  expect(outcome.compiled).toBe(true);
});

test("a name for what changes, under a prime in an action that is left to the interpreter", async () => {
  const body = `VARIABLES x, y
Some(p) == \\A i \\in 0..x : x' = 1 - x /\\ y' \\in 0..1 /\\ p' = 1
Init == x = 0 /\\ y = 0
Next == Some(y)
Inv == x + y < 3`;
  expect((await compareEngines({ body, cfg }, { always: true })).difference).toBeNull();
});

/** How many places an EXCEPT outside the domain was told of, by code that was made at once. */
async function misses(body: string): Promise<number> {
  const { model, diagnostics } = load({ "Spec.tla": moduleText(body), "Spec.cfg": cfg });
  const compiled = compileModel(model as TlaModel, starts.sampled);
  if (compiled === null) throw new Error("no code");
  await check(compiled);
  expect(compiled.layouts).toBeGreaterThan(0);
  return diagnostics.filter(({ code }) => code === "W473").length;
}

test.each([
  ["at a constant", "[f EXCEPT ![3] = 1]", "<<0, 0>>"],
  ["at what varies", "[f EXCEPT ![x % 3] = x % 2]", "<<0, 0>>"],
  ["of a part", "[f EXCEPT ![2].b = 1]", "<<0, [a |-> 0]>>"],
  ["of the empty function", "[<<>> EXCEPT ![1] = 1]", "<<>>"],
  ["of functions that are in a table", '[f EXCEPT ![9] = "c"]', '<<"a">>'],
])("EXCEPT outside the domain %s warns, however late", async (_, made, first) => {
  const grow = `IF Len(f) < 4 /\\ x % 7 = 0 THEN Append(f, f[1]) ELSE f`;
  const next = `x < 6000 /\\ x' = x + 1 /\\ f' = IF x # 4998 THEN ${first === '<<"a">>' ? grow : "f"} ELSE ${made}`;
  const body = `VARIABLES x, f\nInit == x = 0 /\\ f = ${first}\nNext == ${next}\nInv == TRUE`;
  expect(await misses(body)).toBe(1);
});

test.each([1, 2])("a table made in advance warns where a state needs that: %i", async (most) => {
  const body = `VARIABLES x, y
RECURSIVE Fold(_, _, _)
Fold(F(_, _), base, s) == IF s = <<>> THEN base ELSE F(Head(s), Fold(F, base, Tail(s)))
Init == x = 1 /\\ y = 1
Next == \\/ x = 1 /\\ x' = 2 /\\ y' = 1
        \\/ y = 1 /\\ x' \\in 1..${most} /\\ y' = 2
Inv == Fold(LAMBDA p, q : p + q + x - x, 0, [<<0, 0, 0>> EXCEPT ![x + y] = 1]) < 2`;
  // Only where both are 2 is the sum outside of the domain.
  expect(await misses(body)).toBe(most - 1);
});
