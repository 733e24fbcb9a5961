/** Refinement through INSTANCE: the abstract specification, its fairness and its ENABLED, under a mapping. */

import { describe, expect, test } from "vitest";
import type { Files } from "../spec.ts";
import { verdict } from "./verdict.ts";

const module = (name: string, ...lines: string[]): Files => ({
  [`${name}.tla`]: `---- MODULE ${name} ----\nEXTENDS Integers\n${lines.join("\n")}\n====\n`,
});

/** A counter modulo 2, that must go on. */
const bit = module(
  "Bit",
  "VARIABLE b",
  "Init == b = 0",
  "Flip == b' = 1 - b",
  "Up == b = 0 /\\ Flip",
  "Down == b = 1 /\\ Flip",
  "Spec == Init /\\ [][Flip]_b /\\ WF_b(Flip)",
  "Strong == Init /\\ [][Flip]_b /\\ SF_b(Down)",
  "CanUp == ENABLED Up",
  "CanDown == []<>(ENABLED Down)",
);

describe("an implementation", () => {
  /** Counts to 4 in single steps; the abstract bit flips at each second one. */
  const counter = (fairness: string) =>
    [
      "VARIABLE x",
      "Abstract == INSTANCE Bit WITH b <- x \\div 2",
      "Init == x = 0",
      "Next == x' = (x + 1) % 4",
      `Spec == Init /\\ [][Next]_x /\\ ${fairness}`,
    ].join("\n");

  test("may take steps that the abstract specification does not see: they are its stuttering", async () => {
    expect(await verdict(`${counter("WF_x(Next)")}\nP == Abstract!Spec`, bit)).toBe("P holds");
  });

  test("must be fair enough for the abstract fairness", async () => {
    expect(await verdict(`${counter("TRUE")}\nP == Abstract!Spec`, bit)).toBe("P violated property: (0)");
  });

  test("that takes a step which the abstract specification has not is none", async () => {
    const body = counter("WF_x(Next)").replace("x \\div 2", "x");
    expect(await verdict(`${body}\nP == Abstract!Spec`, bit)).toBe("P violated property: 0 -> 1 -> 2");
  });

  // Flip of the abstract bit is enabled in every state, though no step of the implementation flips in x = 0:
  // ENABLED speaks of the abstract steps, not of those that Next can take.
  test("is measured by what is enabled in the abstract specification", async () => {
    const body = [
      "VARIABLE x",
      "Abstract == INSTANCE Bit WITH b <- x \\div 2",
      "Init == x = 0",
      "Next == x' = 1 - x",
      "Spec == Init /\\ [][Next]_x /\\ WF_x(Next)",
    ].join("\n");
    expect(await verdict(`${body}\nP == Abstract!Spec`, bit)).toBe("P violated property: (0 -> 1)");
    // Down needs b = 1, which never is: strong fairness of it asks for nothing.
    expect(await verdict(`${body}\nP == Abstract!Strong`, bit)).toBe("P holds");
    expect(await verdict(`${body}\nP == Abstract!CanDown`, bit)).toBe("P violated property: (0 -> 1)");
  });

  test("knows ENABLED of the abstract action in its own fairness", async () => {
    const body = counter("WF_x(Next)");
    expect(await verdict(`${body}\nP == Abstract!CanDown`, bit)).toBe("P holds");
    expect(await verdict(`${body}\nP == [](Abstract!CanUp <=> x < 2)`, bit)).toBe("P holds");
    expect(await verdict(`${body}\nP == []<>(Abstract!CanUp) /\\ []<>(~Abstract!CanUp)`, bit)).toBe("P holds");
  });

  test("knows ENABLED where the abstract variables have names, in an instance with parameters", async () => {
    const pair = module(
      "Pair",
      "VARIABLES a, b",
      "vars == <<a, b>>",
      "Stay == [](ENABLED [a' = a + 1 /\\ b' = 0 /\\ b > 5]_vars)",
    );
    const body = "VARIABLE x\nI(a, b) == INSTANCE Pair\nInit == x = 0\nNext == x' = 1 - x\nP == I(x + 1, x)!Stay";
    expect(await verdict(body, pair, "INIT Init\nNEXT Next\n")).toBe("P holds");
  });

  test("may be the instance itself: its specification with its fairness", async () => {
    const body = "VARIABLE b\nINSTANCE Bit\nP == b = 0 ~> b = 1";
    expect(await verdict(body, bit)).toBe("P holds");
    expect(await verdict(body, bit, "SPECIFICATION Strong\n")).toBe("P violated property: (0)");
  });

  test("may be one of several instances with a parameter", async () => {
    const cell = module(
      "Cell",
      "CONSTANT k",
      "VARIABLE f",
      "Set == f[k] = 0 /\\ f' = [f EXCEPT ![k] = 1]",
      "Live == WF_f(Set)",
      "Done == <>(f[k] = 1)",
    );
    const body = [
      "VARIABLE f",
      "C(k) == INSTANCE Cell",
      "Init == f = [i \\in 1..2 |-> 0]",
      "Next == \\E i \\in 1..2 : C(i)!Set",
      "Spec == Init /\\ [][Next]_f /\\ \\A i \\in 1..2 : C(i)!Live",
      "Half == Init /\\ [][Next]_f /\\ C(1)!Live",
      "P == \\A i \\in 1..2 : C(i)!Done",
    ].join("\n");
    expect(await verdict(body, cell)).toBe("P holds");
    expect(await verdict(body, cell, "SPECIFICATION Half\n")).toBe("P violated property: <<0, 0>> -> (<<1, 0>>)");
    expect(await verdict(`${body.replace("P ==", "Q ==")}\nP == C(1)!Done`, cell, "SPECIFICATION Half\n")).toBe(
      "P holds",
    );
  });

  // The mapping replaces b by 1 - b: fairness of Down is fairness of going up here.
  test("reads the abstract subscript through the mapping", async () => {
    const body = [
      "VARIABLES x, noise",
      "Abstract == INSTANCE Bit WITH b <- 1 - x",
      "Init == x = 0 /\\ noise = 0",
      "Go == x = 0 /\\ x' = 1 /\\ UNCHANGED noise",
      "Buzz == noise' = 1 - noise /\\ UNCHANGED x",
      "Spec == Init /\\ [][Go \\/ Buzz]_<<x, noise>>",
      "P == WF_x(Go) => <>(x = 1)",
      "Q == SF_<<x, noise>>(Buzz) => <>(x = 1)",
      "R == Abstract!Strong => <>(x = 1)",
    ].join("\n");
    expect(await verdict(body, bit)).toBe("P holds");
  });
});
