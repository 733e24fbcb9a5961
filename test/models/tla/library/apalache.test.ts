/** The modules of Apalache are defined in TLA+: what their definitions mean. */

import { describe, expect, test } from "vitest";
import { explore, load } from "../spec.ts";

function valueOf(expression: string): string {
  const body = `EXTENDS Option, Integers, Sequences, TLC\nVARIABLE x\nInit == x = (${expression})\nNext == UNCHANGED x`;
  return statesOf(body)[0]!;
}

function statesOf(body: string): readonly string[] {
  const files = { "Spec.tla": `---- MODULE Spec ----\n${body}\n====\n`, "Spec.cfg": "INIT Init\nNEXT Next\n" };
  const { model, diagnostics } = load(files);
  expect(diagnostics).toEqual([]);
  return explore(model!).states;
}

describe("Apalache", () => {
  test("x := e assigns, in Init and in Next", () => {
    const body = `EXTENDS Apalache, Integers
VARIABLES x, y
Init == x := 0 /\\ y := 5
Next == \\E i \\in {1, 2} : x < 2 /\\ x' := x + i /\\ y' := x'`;
    expect(statesOf(body)).toEqual(["x = 0, y = 5", "x = 1, y = 1", "x = 2, y = 2", "x = 3, y = 3"]);
  });

  test.each([
    ["Skolem(\\E i \\in 1..2 : i = 2)", "TRUE"],
    ["SetAsFun({<<1, 5>>, <<2, 6>>})", "<<5, 6>>"],
    ["MkSeq(3, LAMBDA i : i * i)", "<<1, 4, 9>>"],
    ["FunAsSeq([i \\in 0..9 |-> i], 2, 5)", "<<1, 2>>"],
    ["ApaFoldSet(LAMBDA a, b : a * 10 + b, 7, {1, 2})", "712"],
    ["ApaFoldSeqLeft(LAMBDA a, b : a * 10 + b, 7, <<2, 1>>)", "721"],
    ["Repeat(LAMBDA a, i : a * 10 + i, 3, 9)", "9123"],
    ["Guess({4, 5})", "4"],
    ["Gen(3)", "{}"],
  ])("%s is %s", (expression, value) => {
    expect(valueOf(expression)).toBe(`x = ${value}`);
  });
});

describe("Variants and Option", () => {
  test.each([
    ['Variant("A", 1)', "[A |-> 1]"],
    ['VariantTag(Variant("A", 1))', '"A"'],
    ['VariantFilter("A", {Variant("A", 1), Variant("B", TRUE), Variant("A", 3)})', "{1, 3}"],
    ['<<VariantGetOrElse("A", Variant("A", 1), 9), VariantGetOrElse("B", Variant("A", 1), 9)>>', "<<1, 9>>"],
    ['VariantGetUnsafe("A", Variant("A", 1))', "1"],
    ["<<IsSome(Some(1)), IsNone(Some(1)), IsSome(None), IsNone(None)>>", "<<TRUE, FALSE, FALSE, TRUE>>"],
    ["OptionCase(Some(3), LAMBDA v : v + 1, LAMBDA u : 0)", "4"],
    ["OptionCase(None, LAMBDA v : v + 1, LAMBDA u : u)", '"U_OF_UNIT"'],
    ["OptionMap(LAMBDA v : v + 1, Some(1)) = Some(2)", "TRUE"],
    ["OptionFlatMap(LAMBDA v : None, Some(1)) = None", "TRUE"],
    ["<<OptionGetOrElse(Some(1), 2), OptionGetOrElse(None, 2)>>", "<<1, 2>>"],
    ["<<OptionToSeq(Some(1)), OptionToSeq(None)>>", "<<<<1>>, <<>>>>"],
    ["<<OptionToSet(Some(1)), OptionToSet(None)>>", "<<{1}, {}>>"],
    ["<<OptionGuess({}) = None, OptionGuess({2, 3}) = Some(2)>>", "<<TRUE, TRUE>>"],
    ["OptionFunApp([i \\in 1..2 |-> 5], Some(2)) = Some(5)", "TRUE"],
    ["OptionPartialFun([i \\in 1..2 |-> 5], {3})", '<<[Some |-> 5], [Some |-> 5], [None |-> "U_OF_UNIT"]>>'],
  ])("%s is %s", (expression, value) => {
    expect(valueOf(expression)).toBe(`x = ${value}`);
  });
});
