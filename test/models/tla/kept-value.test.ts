/** Values of definitions and arguments are kept; these tests show that none is kept too long. */

import { expect, test, vi } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { Interpreter } from "../../../src/models/tla/interpret/interpreter.ts";
import { valueOf as evaluated, explore, load, modelOf, moduleText, successors } from "./spec.ts";

const states = (body: string) => explore(modelOf(body)).states;

test("a definition has the value of the state in which it is asked", () => {
  expect(states("VARIABLE x\nd == x + 1\nInit == x = 0\nNext == x < 3 /\\ d = x + 1 /\\ x' = d")).toHaveLength(4);
});

test("a definition that reads another, already known one depends on the state as well", () => {
  const body =
    "VARIABLE x\nd == x * 2\ne == d + 1\nInit == x = 0\nNext == x < 3 /\\ d = x * 2 /\\ e = d + 1 /\\ x' = (e + 1) \\div 2";
  expect(states(body)).toHaveLength(4);
});

test("a definition is evaluated anew in the next state", () => {
  const body = "VARIABLE x\nd == x * 10\nInit == x = 1\nNext == x' = 2 /\\ d = 10 /\\ d' = 20 /\\ d = 10";
  expect(states(body)).toEqual(["x = 1", "x = 2"]);
  const first = "VARIABLE x\nd == x * 10\nInit == x = 1\nNext == x' = 2 /\\ d' = 20 /\\ d = 10";
  expect(states(first)).toEqual(["x = 1", "x = 2"]);
});

// By all ways there are 2^40 of them.
test.each(["interpreter", "compiled"] as const)(
  "what the next state is asked for twice is evaluated once (%s)",
  (engine) => {
    const chain = Array.from({ length: 40 }, (_, i) => `c${i + 1} == c${i} - c${i} + x`).join("\n");
    const body = (more: string) => `VARIABLE x\n${more}\nInit == x = 0\nNext == x' = (x + 1) % 5 /\\ d' = x' /\\ d = x`;
    const counted = (more: string) => explore(modelOf(body(more), undefined, {}, { engine })).distinct;
    expect(counted(`c0 == x\n${chain}\nd == c40`)).toBe(5);
    expect(counted(`d == LET c0 == x ${chain} IN c40`)).toBe(5);
  },
);

test("what is kept of a next state is not that of another one that ENABLED tries", () => {
  const body = `VARIABLE x\nd == x * 10\ne == d + 1\nInit == x = 0
Next == x' = 1 /\\ e' = 11 /\\ ENABLED (x' = 2 /\\ e' = 21 /\\ e = 1) /\\ e' = 11 /\\ e = 1 /\\ (e' = 11 /\\ ENABLED (x' = 3 /\\ d' = 30))`;
  expect(successors(body)).toEqual(["x = 1"]);
});

test("a definition that reads a primed variable follows its assignments", () => {
  const body = "VARIABLES x, y\nsoon == x' + 1\nInit == x = 0 /\\ y = 0\nNext == (x' = 1 \\/ x' = 2) /\\ y' = soon";
  expect(successors(body)).toEqual(["x = 1, y = 2", "x = 2, y = 3"]);
});

test("a definition that Init uses follows its assignments", () => {
  const body = "VARIABLES x, y\nd == x + 1\nInit == x \\in {1, 2} /\\ y = d\nNext == UNCHANGED <<x, y>>";
  expect(states(body)).toEqual(["x = 1, y = 2", "x = 2, y = 3"]);
});

test("an argument is evaluated anew in the next state, whichever state is asked first", () => {
  const spec = (grow: string) =>
    `VARIABLES x, y\nGrow(e) == ${grow}\nInit == x = 0 /\\ y = 0\nNext == x' = 1 /\\ y' = 2 /\\ Grow(x + y)`;
  expect(successors(spec("e = 0 /\\ e' = 3 /\\ e = 0"))).toEqual(["x = 1, y = 2"]);
  expect(successors(spec("e' = 3 /\\ e = 0"))).toEqual(["x = 1, y = 2"]);
});

test("an argument that reads a primed variable follows its assignments", () => {
  const body = `VARIABLES x, y
Pick(e) == (x' = 1 \\/ x' = 2) /\\ y' = e
Init == x = 0 /\\ y = 0
Next == Pick(x' + 10)`;
  expect(successors(body)).toEqual(["x = 1, y = 11", "x = 2, y = 12"]);
});

test("a function on an infinite set keeps the names with which it was made", () => {
  expect(evaluated("fs[1][0] + fs[2][0]", "fs == [i \\in 1..2 |-> [n \\in Nat |-> n + i]]")).toBe("3");
});

test("a filter of an infinite set keeps the names with which it was made", () => {
  expect(evaluated("3 \\in ss[1] /\\ 3 \\notin ss[5]", "ss == [i \\in 1..5 |-> {n \\in Nat : n > i}]")).toBe("TRUE");
});

const waiting: readonly (readonly [what: string, made: string, more: string])[] = [
  ["a definition of a LET", "LET z == Cardinality(1..i) IN VALUE", ""],
  ["an argument", "Of(Cardinality(1..i))", "Of(z) == VALUE"],
  ["an argument of an argument", "Of(Cardinality(1..i))", "On(z) == VALUE\nOf(y) == On(y + 0)"],
  ["an operator", "LET Op(k) == Cardinality(1..i) + k IN Of(Op)", "Of(Op(_)) == LET z == Op(0) IN VALUE"],
];

test.each(waiting)("what is kept keeps %s that waits to be evaluated", (_, made, more) => {
  const of = (value: string): string =>
    `${more.replace("VALUE", value)}\nall == [i \\in 1..3 |-> ${made.replace("VALUE", value)}]`;
  expect(evaluated("<<all[1][0], all[2][0], all[3][0]>>", of("[n \\in Nat |-> n + z]"))).toBe("<<1, 2, 3>>");
  const filter = "{f \\in [1..4 -> 0..3] : f[1] = z /\\ \\A k \\in 2..4 : f[k] = 0}";
  expect(evaluated("Cardinality(UNION {all[i] : i \\in 1..3})", of(filter))).toBe("3");
});

// Each level has two arguments that wait in the frame of the one before: by all ways there are 2^26 of them.
test("what is kept looks at each frame once", () => {
  const made =
    "RECURSIVE S(_, _)\nS(n, e) == IF n = 0 THEN {f \\in [1..4 -> 0..3] : f[1] = e % 4} ELSE S(n - 1, e + 1)";
  expect(evaluated("Cardinality(S(26, 0))", made)).toBe("64");
});

test("ENABLED leaves the assignments made before it alone", () => {
  const body = "VARIABLE x\nInit == x = 0\nNext == x' = 1 /\\ ENABLED (x' = 2) /\\ x' = 1";
  expect(successors(body)).toEqual(["x = 1"]);
  expect(successors(body.replace(/x' = 1$/, "x' = 3"))).toEqual([]);
});

test.each([
  ["a function on an infinite set", "f == [n \\in Nat |-> n + x]", "f[0] = x"],
  ["a filter of an infinite set", "f == {n \\in Nat : n > x}", "x + 1 \\in f /\\ x \\notin f"],
  ["a recursive function", "f[n \\in 0..3] == IF n = 0 THEN x ELSE f[n - 1]", "f[2] = x"],
  ["a function made by an operator", "Shift(e) == [n \\in Nat |-> n + e]\nf == Shift(x)", "f[0] = x"],
])("%s that reads the state is that of the state", (_, definition, condition) => {
  expect(
    states(`VARIABLE x\n${definition}\nInit == x = 0\nNext == x < 3 /\\ ${condition} /\\ x' = x + 1`),
  ).toHaveLength(4);
});

test.each([
  ["a definition", "g == RandomElement(1..1000000)"],
  ["one behind TLCEval", "r == TLCEval(RandomElement(1..1000000))\ng == r"],
  ["one with a set of choices", "r == RandomSubset(3, 1..100000000)\ng == CHOOSE e \\in r : TRUE"],
])("what %s draws at random is the same in Init and Next", (_, definition) => {
  const body = `LOCAL INSTANCE Randomization\nVARIABLE x\n${definition}\nInit == x = g\nNext == x' = g /\\ ENABLED (x' = g)`;
  expect(states(body)).toHaveLength(1);
});

test.each(["interpreter", "compiled"] as const)(
  "a definition that prints prints wherever it stands: %s",
  async (engine) => {
    const body = `VARIABLE x
Told == PrintT(x)
Once == PrintT("once")
Init == x = 0
Next == x' \\in {0, 1}
Inv == Told /\\ Told /\\ Once /\\ Once`;
    const run = async (cfg: string): Promise<string> => {
      const files = { "Spec.tla": moduleText(body, "Integers, TLC"), "Spec.cfg": `INIT Init\nNEXT Next\n${cfg}` };
      const { model, printed } = load(files, { engine });
      await check(model as NonNullable<typeof model>);
      return printed.join(" ");
    };
    expect(await run("INVARIANT Inv")).toBe('0 0 "once" 1 1');
    // Of the initial state and of each successor, seen or not.
    expect(await run("CONSTRAINT Told")).toBe("0 0 1 0 1");
  },
);

test("a definition of the state that draws does so wherever it stands", () => {
  const body =
    "VARIABLES x, y\ndrawn == x + RandomElement(1..1000000)\nInit == x = 0 /\\ y = 0\nNext == x' = drawn /\\ y' = drawn";
  const [successor] = successors(body);
  expect(/x = (\d+), y = \1$/.test(successor as string)).toBe(false);
});

test("asks of each part of a long chain once whether it is the same in all states", async () => {
  const asked = vi.spyOn(Interpreter.prototype, "meaningOf");
  const terms = 600;
  const sum = Array.from({ length: terms }, (_, i) => i).join(" + ");
  const body = `VARIABLE x\nInit == x = 0\nNext == x < 2 /\\ x' = x + 1\nInv == x < ${sum}`;
  const { outcome } = await check(modelOf(body, "INIT Init\nNEXT Next\nINVARIANT Inv\nCHECK_DEADLOCK FALSE"));
  expect([outcome, asked.mock.calls.length < 20 * terms]).toEqual(["holds", true]);
  asked.mockRestore();
});
