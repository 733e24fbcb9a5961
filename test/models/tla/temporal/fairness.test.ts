/** Traps about fairness: each is a small spec with the verdict that the definitions give. */

import { describe, expect, test } from "vitest";
import { reasons, verdict } from "./verdict.ts";

describe("fairness", () => {
  /** Up leads from 0 to 1, Down back, Out from 1 to 2, which has no step. */
  const pendulum = [
    "VARIABLE x",
    "Init == x = 0",
    "Up == x = 0 /\\ x' = 1",
    "Down == x = 1 /\\ x' = 0",
    "Out == x = 1 /\\ x' = 2",
    "Next == Up \\/ Down \\/ Out",
    "P == <>(x = 2)",
  ].join("\n");
  const withFairness = (fairness: string) => `${pendulum}\nSpec == Init /\\ [][Next]_x /\\ ${fairness}`;

  test("without any, nothing need ever happen", async () => {
    expect(await verdict(withFairness("TRUE"))).toBe("P violated property: (0)");
  });

  // Out is enabled again and again, but never for ever: weak fairness does not ask for it.
  test("that is weak does not ask for what is enabled intermittently", async () => {
    expect(await verdict(withFairness("WF_x(Up) /\\ WF_x(Out)"))).toBe("P violated property: (0 -> 1)");
    expect(await reasons(withFairness("WF_x(Up) /\\ WF_x(Out)"))).toEqual([
      "WF_x(Up): taken in 1",
      "WF_x(Out): disabled in 1",
    ]);
  });

  test("is asked of each state by itself, where a variable may have a value already", async () => {
    const body = `VARIABLES x, y
Init == x = 0 /\\ y = 0
Go == (x < 3 \\/ y' = 9) /\\ y' = x /\\ x' = x + 1
Spec == Init /\\ [][x < 3 /\\ Go]_<<x, y>> /\\ WF_x(Go)
P == <>(x = 3)`;
    expect(await verdict(body)).toBe("P holds");
  });

  test("that is strong does", async () => {
    expect(await verdict(withFairness("WF_x(Up) /\\ SF_x(Out)"))).toBe("P holds");
  });

  // Weak fairness of Next forbids to rest in 0 or 1, but not the cycle.
  test("of Next forbids to stutter where something can happen", async () => {
    expect(await verdict(withFairness("WF_x(Next)"))).toBe("P violated property: (0 -> 1)");
  });

  // What the graph tells of steps of Next: those that change nothing, or nothing of the subscript, are no steps of <<Next>>_v.
  test("of Next asks for steps that change what its subscript names", async () => {
    const init = "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nvars == <<<<y>>, x>>\n";
    const next = "Next == (x' = x /\\ y' = 1 - y) \\/ (x' = 1 /\\ y' = y) \\/ UNCHANGED <<x, y>>\n";
    const spec = "Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)\nP == <>(x = 1)";
    expect(await verdict(init + next + spec)).toBe("P violated property: (0,0 -> 0,1)");
    expect(await verdict(init + next + spec.replace("WF_vars", "WF_x"))).toBe("P holds");
    const still = "Next == (x = 0 /\\ x' = 1 /\\ y' = y) \\/ UNCHANGED <<x, y>>\n";
    expect(await verdict(init + still + spec)).toBe("P holds");
    expect(await verdict(init + still + spec.replace("x = 1", "y = 1"))).toBe("P violated property: 0,0 -> (1,0)");
  });

  test("of Next speaks of steps that a CONSTRAINT excludes", async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x' = x + 1\nSpec == Init /\\ [][Next]_x /\\ WF_x(Next)\n";
    const goal = "P == <>(x = 9)\nFew == x < 3";
    expect(await verdict(body + goal, {}, "CONSTRAINT Few\n")).toBe("P holds within constraint");
  });

  // Within 1..4 the cycle 1 <-> 2 starves Exit, which is enabled in 1 and 2; the cycle 3 <-> 4 is fair, but good for P.
  test("of a component says nothing of the cycles in it", async () => {
    const body = [
      "VARIABLE x",
      "Init == x = 1",
      "Exit == x \\in {1, 2} /\\ x' = 3",
      "Back == x = 4 /\\ x' = 1",
      "Next == \\/ x = 1 /\\ x' = 2",
      "        \\/ x = 2 /\\ x' = 1",
      "        \\/ x = 3 /\\ x' = 4",
      "        \\/ x = 4 /\\ x' = 3",
      "        \\/ Exit \\/ Back",
      "Spec == Init /\\ [][Next]_x /\\ WF_x(Next) /\\ WF_x(Exit)",
    ].join("\n");
    expect(await verdict(`${body}\nP == []<>(x = 3)`)).toBe("P holds");
    expect(await verdict(`${body}\nP == []<>(x = 2)`)).toBe("P violated property: (1 -> 3 -> 4)");
    // The whole component is fair and has x = 2 and x = 4; that a cycle avoids both 2 and 4 is impossible.
    expect(await verdict(`${body}\nP == []<>(x = 2 \\/ x = 4)`)).toBe("P holds");
  });

  // Each of A and B is enabled in 0 only, and the other one closes the cycle: taking one again and again suffices for
  // neither. Strong fairness of both makes the behavior alternate.
  test("that is strong, twice, excludes the cycles that starve either", async () => {
    const body = [
      "VARIABLE x",
      "Init == x = 0",
      "A == x = 0 /\\ x' = 1",
      "B == x = 0 /\\ x' = 2",
      "Next == A \\/ B \\/ (x # 0 /\\ x' = 0)",
      "One == Init /\\ [][Next]_x /\\ WF_x(Next) /\\ SF_x(A)",
      "Both == One /\\ SF_x(B)",
      "P == []<>(x = 2)",
      "Q == <>[](x # 2)",
    ].join("\n");
    expect(await verdict(body, {}, "SPECIFICATION One\n")).toBe("P violated property: (0 -> 1)");
    expect(await verdict(body, {}, "SPECIFICATION Both\n")).toBe("P holds");
    // The loop passes 0 twice: once to 1, once to 2.
    expect(await verdict(body.replace("P ==", "R ==").replace("Q ==", "P =="), {}, "SPECIFICATION Both\n")).toMatch(
      /^P violated property: \(0 -> [12] -> 0 -> [12]\)$/,
    );
  });

  // A in the left half disables B for ever and the other way round, so no infinite behavior in the middle is fair.
  test("conditions that exclude each other leave only behaviors that end elsewhere", async () => {
    const body = [
      "VARIABLE x",
      "Init == x = 0",
      "A == x = 0 /\\ x' = 1",
      "B == x = 0 /\\ x' = 2",
      "Next == A \\/ B",
      "Spec == Init /\\ [][Next]_x /\\ SF_x(A) /\\ SF_x(B)",
      "P == <>(x # 0)",
    ].join("\n");
    expect(await verdict(body)).toBe("P holds");
    expect(await verdict(body.replace("<>(x # 0)", "<>(x = 1)"))).toBe("P violated property: 0 -> (2)");
  });

  // <<Touch>>_x changes x, which Touch does not: it is never enabled, so fairness asks for nothing.
  test("whose subscript does not change asks for nothing", async () => {
    const body = [
      "VARIABLES x, y",
      "Init == x = 0 /\\ y = 0",
      "Touch == y = 0 /\\ y' = 1 /\\ x' = x",
      "Spec == Init /\\ [][Touch]_<<x, y>> /\\ WF_x(Touch)",
      "P == <>(y = 1)",
    ].join("\n");
    expect(await verdict(body)).toBe("P violated property: (0,0)");
    expect(await reasons(body)).toEqual(["WF_x(Touch): disabled in 1"]);
    expect(await verdict(body.replace("WF_x(", "WF_<<x, y>>("))).toBe("P holds");
  });

  // Next allows a step that changes nothing; it is no step of <<Stay>>_x, whatever the subscript.
  test("of an action that changes nothing asks for nothing", async () => {
    const body = "VARIABLE x\nInit == x = 0\nStay == x' = x\nGo == x = 0 /\\ x' = 1\n";
    const spec = "Spec == Init /\\ [][Stay \\/ Go]_x /\\ WF_x(Stay)\nP == <>(x = 1)";
    expect(await verdict(body + spec)).toBe("P violated property: (0)");
    expect(await verdict(body + spec.replace("WF_x(Stay)", "WF_x(Stay \\/ Go)"))).toBe("P holds");
  });

  test("does not ask of a step that changes nothing, which is none of <<A>>_v, whether it is one of A", async () => {
    const body = `VARIABLE x
Init == x = 0
Up == x' = (x + 1) % 3
Odd == Up \\/ (x' = x /\\ <<>>[1] = 1)
Spec == Init /\\ [][Up]_x /\\ WF_x(Odd)
P == <>(x = 2)`;
    expect(await verdict(body)).toBe("P holds");
  });

  // Weak fairness of the disjunction is weaker than that of both: while A is on, B may starve.
  test("of a disjunction is met by either action", async () => {
    const body = [
      "VARIABLES x, y",
      "Init == x = 0 /\\ y = 0",
      "A == x' = 1 - x /\\ UNCHANGED y",
      "B == y' = 1 /\\ UNCHANGED x",
      "Spec == Init /\\ [][A \\/ B]_<<x, y>> /\\ WF_<<x, y>>(A \\/ B)",
      "P == <>(y = 1)",
    ].join("\n");
    expect(await verdict(body)).toBe("P violated property: (0,0 -> 1,0)");
    expect(await verdict(body.replace("WF_<<x, y>>(A \\/ B)", "WF_<<x, y>>(B)"))).toBe("P holds");
  });

  test("quantified speaks of each process", async () => {
    const body = [
      "VARIABLE done",
      "vars == done",
      "Init == done = {}",
      "Do(p) == p \\notin done /\\ done' = done \\cup {p}",
      "Next == \\E p \\in 1..2 : Do(p)",
      "Spec == Init /\\ [][Next]_vars /\\ \\A p \\in 1..2 : WF_vars(Do(p))",
      "P == <>(done = {1, 2})",
    ].join("\n");
    expect(await verdict(body)).toBe("P holds");
    const one = body.replace("\\A p \\in 1..2 : WF", "\\A p \\in {1} : WF");
    expect(await verdict(one)).toBe("P violated property: {} -> ({1})");
    expect(await reasons(one)).toEqual(["WF_vars(Do(p)), p = 1: disabled in 2"]);
    // Of one of the two: that is met by the other one.
    expect(await verdict(body.replace("\\A p", "\\E p"))).toMatch(/^P violated property: \{\} -> \(\{[12]\}\)$/);
  });

  test("on the left of => does not enter the tableau: twenty conditions are decided at once", async () => {
    const fair = Array.from({ length: 20 }, (_, i) => `WF_x(Inc /\\ x # ${i + 100})`).join(" /\\ ");
    const body = [
      "VARIABLE x",
      "Init == x = 0",
      "Inc == x' = (x + 1) % 50",
      "Spec == Init /\\ [][Inc]_x",
      `P == ${fair} => \\A i \\in 0..3 : []<>(x = i)`,
      "Q == P /\\ []<>(x = 49)",
    ].join("\n");
    const start = performance.now();
    expect(await verdict(body)).toBe("P holds");
    expect(performance.now() - start).toBeLessThan(1000);
    // The conditions belong to P only, so beside it stuttering is allowed.
    expect(await verdict(body.replace("P ==", "R ==").replace("Q == P", "P == R"))).toBe("P violated property: (0)");
  });

  test("as a goal: what the specification does not promise is violated", async () => {
    const goal = (fairness: string, asked: string) =>
      verdict(`${pendulum.replace(/P ==.*/, "")}\nSpec == Init /\\ [][Next]_x /\\ ${fairness}\nP == ${asked}`);
    expect(await goal("SF_x(Out)", "WF_x(Out)")).toBe("P holds");
    expect(await goal("WF_x(Out)", "SF_x(Out)")).toBe("P violated property: (0 -> 1)");
    expect(await goal("TRUE", "WF_x(Up)")).toBe("P violated property: (0)");
    expect(await goal("WF_x(Next)", "WF_x(Up) /\\ WF_x(Down \\/ Out)")).toBe("P holds");
  });
});

describe("a counterexample", () => {
  // After 2 the property is met as often as you like; in the loop 3 -> 4 it is not.
  test("may be wrong in its loop only", async () => {
    const body = [
      "VARIABLE x",
      "Init == x = 0",
      "Next == \\/ x = 0 /\\ x' = 1",
      "        \\/ x = 1 /\\ x' = 2",
      "        \\/ x = 2 /\\ x' = 3",
      "        \\/ x = 3 /\\ x' = 4",
      "        \\/ x = 4 /\\ x' = 3",
      "Spec == Init /\\ [][Next]_x /\\ WF_x(Next)",
    ].join("\n");
    expect(await verdict(`${body}\nP == x \\in {1, 3} ~> x = 2`)).toBe("P violated property: 0 -> 1 -> 2 -> (3 -> 4)");
    expect(await verdict(`${body}\nP == x = 1 ~> x = 2`)).toBe("P holds");
    expect(await verdict(`${body}\nP == x = 3 ~> x = 4`)).toBe("P holds");
  });

  // Both arms of the figure eight must be taken again and again, so the loop passes 0 twice.
  test("may have to pass a state twice", async () => {
    const body = [
      "VARIABLE x",
      "Init == x = 0",
      "Next == \\/ x = 0 /\\ x' \\in {1, 2}",
      "        \\/ x # 0 /\\ x' = 0",
      "Spec == Init /\\ [][Next]_x",
      "P == ~([]<>(x = 1) /\\ []<>(x = 2))",
    ].join("\n");
    expect(await verdict(body)).toMatch(/^P violated property: \(0 -> [12] -> 0 -> [12]\)$/);
  });

  // The nearest way to 1 is the step that may not be taken again and again; the loop goes by 2.
  test("does not take the steps that must come to an end", async () => {
    const body = [
      "VARIABLE x",
      "Init == x = 0",
      "A == x = 0 /\\ x' = 1",
      "Next == A \\/ (x = 0 /\\ x' = 2) \\/ (x = 2 /\\ x' = 1) \\/ (x = 1 /\\ x' = 0)",
      "Spec == Init /\\ [][Next]_x",
      "P == []<>(x = 1) => []<><<A>>_x",
    ].join("\n");
    expect(await verdict(body)).toBe("P violated property: (0 -> 2 -> 1)");
  });

  // A behavior that reaches the dead end stays there for ever; so "for ever 2" is true, and 1 comes no more.
  test("does not go on from a deadlock, but stays there", async () => {
    const body = [
      "VARIABLE x",
      "Init == x = 0",
      "Next == (x = 0 /\\ x' = 1) \\/ (x = 1 /\\ x' = 2)",
      "Spec == Init /\\ [][Next]_x /\\ WF_x(Next)",
    ].join("\n");
    expect(await verdict(`${body}\nP == <>[](x = 2)`)).toBe("P holds");
    expect(await verdict(`${body}\nP == []<>(x = 1)`)).toBe("P violated property: 0 -> 1 -> (2)");
    expect(await verdict(`${body}\nP == []<><<Next>>_x`)).toBe("P violated property: 0 -> 1 -> (2)");
    expect(await verdict(`${body}\nP == <>[][FALSE]_x`)).toBe("P holds");
  });

  test("of a property of steps shows the step, or that there is none", async () => {
    const body = "VARIABLE x\nInit == x = 0\nNext == x' = 1 - x\nSpec == Init /\\ [][Next]_x";
    expect(await verdict(`${body}\nP == <><<x' = 1>>_x`)).toBe("P violated property: (0)");
    expect(await verdict(`${body}\nP == <>[][x' = 1]_x`)).toBe("P violated property: (0 -> 1)");
    expect(await verdict(`${body} /\\ WF_x(Next)\nP == []<><<x' = 1>>_x`)).toBe("P holds");
  });
});
