/** What holds for want of a case, found in the states; and what must not be taken for it. */

import { describe, expect, it } from "vitest";
import { check } from "../../src/checker/index.ts";
import { modelOf } from "../models/tla/spec.ts";

const BODY = `
VARIABLES x, sent
vars == <<x, sent>>
P == {1, 2}
Init == x = 0 /\\ sent = {}
Up == x' = (x + 1) % 4 /\\ UNCHANGED sent
Send == x = 2 /\\ sent' = {7} /\\ UNCHANGED x
Next == Up \\/ Send
Spec == Init /\\ [][Next]_vars
`;

async function warned(definitions: string, cfg: string, body = BODY): Promise<string[]> {
  const { diagnostics, outcome } = await check(modelOf(`${body}\n${definitions}`, cfg));
  expect(outcome).not.toBe("error");
  return diagnostics
    .filter(({ code }) => /^W6(1[6-9]|20)$/.test(code))
    .map(({ code, location }) => {
      const text = (location?.lineText ?? "").slice((location?.column ?? 1) - 1, (location?.endColumn ?? 1) - 1);
      return `${code} ${text}`;
    });
}

const invariant = (formula: string, more = ""): Promise<string[]> =>
  warned(`${more}\nInv == ${formula}`, "SPECIFICATION Spec\nINVARIANT Inv\n");

describe("conditions that are true in no state", () => {
  it.each<[string, string, string[]]>([
    ["a left side", "x = 5 => x > 9", ["W618 x = 5"]],
    ["one that is true in a single state", "sent = {7} /\\ x = 3 => x = 3", []],
    ["conjunct by conjunct", "x \\in 0..3 /\\ (x = 9 => FALSE) /\\ (x = 1 => sent # {9})", ["W618 x = 9"]],
    ["a left side for no element", "\\A p \\in P : x = p + 4 => p = 9", ["W618 x = p + 4"]],
    ["a left side for some element", "\\A p \\in P : x = p + 1 => p < 9", []],
    ["a set that is not always empty", "\\A m \\in sent : m = 7", []],
    [
      "a set that is always empty, and nothing inside",
      "\\A m \\in sent \\ {7} : m = 8 => FALSE",
      ["W617 \\A m \\in sent \\ {7} : m = 8 => FALSE"],
    ],
    ["one inside the other", "x = 2 => (sent = {9} => FALSE)", ["W618 sent = {9}"]],
    ["one inside the other, elsewhere", "x = 1 => (x = 3 => FALSE)", ["W618 x = 3"]],
    ["both, told once", "x = 7 => (sent = {9} => FALSE)", ["W618 x = 7"]],
    ["a choice of constants", "(2 \\in P \\/ 3 \\in P) /\\ (3 \\in P => x = 9) /\\ \\A p \\in P \\ {1, 2} : x = p", []],
    ["a LET", "LET far == x > 8 IN far => FALSE", ["W618 far"]],
    ["what is said to be meant", "(~(x = 9) \\/ FALSE) /\\ (sent = {} \\/ \\A m \\in sent : m = 7)", []],
  ])("%s", async (_, formula, expected) => expect(await invariant(formula)).toEqual(expected));

  it("behind definitions with parameters, and not for what an \\E or a disjunction asks", async () => {
    const safe = "Safe(p, n) == p = n => x < 9\nFar(p) == x = p + 7 => x = 0";
    expect(await invariant("\\A p \\in P : Safe(p, x) /\\ Far(p)", safe)).toEqual(["W618 x = p + 7"]);
    expect(await invariant("(\\E p \\in P : x = 9 => FALSE) /\\ (x < 9 \\/ (x = 8 => FALSE))")).toEqual([]);
  });

  it("of ~>, but of nothing that is violated or was not seen to the end", async () => {
    const live = "Live == x = 5 ~> x = 0\nEach == \\A p \\in P : x = p ~> x = 0";
    const cfg = "SPECIFICATION Fair\nPROPERTIES Live Each\n";
    expect(await warned(`${live}\nFair == Spec /\\ WF_vars(Up)`, cfg)).toEqual(["W618 x = 5"]);
    const violated = "x < 3 /\\ (x = 9 => FALSE)";
    expect(await invariant(violated)).toEqual([]);
    const { diagnostics } = await check(
      modelOf(`${BODY}\nInv == x = 9 => FALSE`, "SPECIFICATION Spec\nINVARIANT Inv\n"),
      {
        maxStates: 3,
      },
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["W605"]);
  });

  it("leaves open what a sample of many states does not acquit", async () => {
    const many = BODY.replace("% 4", "% 30000");
    const cfg = "SPECIFICATION Spec\nINVARIANT Inv\n";
    expect(await warned("Inv == x = 30001 => FALSE", cfg, many)).toEqual([]);
    const fewer = BODY.replace("% 4", "% 9000");
    expect(await warned("Inv == (x = 17 => x < 18) /\\ (x = 9000 => FALSE)", cfg, fewer)).toEqual(["W618 x = 9000"]);
  });
});

describe("what is never otherwise", () => {
  it("an action that changes nothing, but not one that leads only to known states, or says UNCHANGED", async () => {
    const more =
      "Back == x = 3 /\\ x' = 0 /\\ UNCHANGED sent\nSame == x' = x * 1 /\\ UNCHANGED sent\nStay == UNCHANGED vars\n";
    const body = `${BODY}\n${more}\nMore == Next \\/ Back \\/ Same \\/ Stay`;
    expect(await warned("", "INIT Init\nNEXT More\n", body)).toEqual(["W616 Same"]);
  });

  it("fairness of what is never enabled, of several values together", async () => {
    const fair = (set: string) =>
      `Go(p) == x = p + 4 /\\ x' = 0 /\\ UNCHANGED sent\nLive == []<>(x = 0)\nFair == Spec /\\ WF_vars(Up) /\\ \\A p \\in ${set} : SF_vars(Go(p))`;
    const cfg = "SPECIFICATION Fair\nPROPERTY Live\n";
    expect(await warned(fair("{1, 2}"), cfg)).toEqual(["W619 SF_vars(Go(p))"]);
    expect(await warned(fair("{1, -2}"), cfg)).toEqual([]);
  });
});

describe("SYMMETRY", () => {
  const spec = (init: string, next: string) => `
CONSTANTS P, Boss
VARIABLES at, done
Init == at \\in ${init} /\\ done = {}
Next == ${next}
Sym == Permutations(P)
`;
  const take = "\\E p \\in P \\ done : done' = done \\cup {p} /\\ at' = p";
  const again = "(done = P /\\ done' = {} /\\ UNCHANGED at)";
  const cfg = "INIT Init\nNEXT Next\nCONSTANT P = {a, b, c}\nCONSTANT Boss = a\nSYMMETRY Sym\n";
  it.each<[string, string, string, string[]]>([
    ["of what is treated alike", "P", `(${take}) \\/ ${again}`, []],
    ["of an initial state of its own", "{Boss}", `(${take}) \\/ ${again}`, ["W620 Sym"]],
    [
      "of a step of its own",
      "P",
      `(${take.replace("\\in P", "\\in {Boss}")}) \\/ UNCHANGED <<at, done>>`,
      ["W620 Sym"],
    ],
    [
      "of a choice",
      "P",
      `(done # P /\\ done' = done \\cup {CHOOSE p \\in P : p \\notin done} /\\ UNCHANGED at) \\/ ${again}`,
      ["W620 Sym"],
    ],
  ])("%s", async (_, init, next, expected) => expect(await warned("", cfg, spec(init, next))).toEqual(expected));

  it("of an invariant that is false of images only", async () => {
    // Which state stands for its images nobody knows: one of these is false of a state that was not stored.
    for (const member of ["a", "b", "c"]) {
      const body = `${spec("P", `(${take}) \\/ ${again}`)}\nOdd == Cardinality(done) # 1 \\/ done # {Boss}`;
      const model = modelOf(body, `${cfg.replace("Boss = a", `Boss = ${member}`)}INVARIANT Odd\n`);
      const { properties, diagnostics } = await check(model);
      const violated = properties.some(({ status }) => status === "violated");
      expect(violated || diagnostics.some(({ code }) => code === "W620")).toBe(true);
    }
  });
});
