/** What a user sees where a formula is no truth value: the place, what was found, and the trace to it. */

import { expect, it } from "vitest";
import { module } from "./fixture.ts";
import { behavior, invariant, report, stepping } from "./report.ts";

it("an invariant that is not Boolean", async () => {
  expect(await report(invariant("x' = x", "Inv == x"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:8: error E420: Inv must be TRUE or FALSE, found 1
        Inv == x
               ^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Inv       invariant, error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Inv, Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("an invariant that is not Boolean in a later state", async () => {
  expect(
    await report(invariant("x' = x + 1", 'Name == "three"', "Inv == IF x < 3 THEN TRUE ELSE Name")),
  ).toMatchInlineSnapshot(`
    "exit 76
    Spec.tla:6:8: error E420: Inv must be TRUE or FALSE, found "three"
        Inv == IF x < 3 THEN TRUE ELSE Name
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    It failed after this trace of 3 states:
       1. Initial state
           x = 1
       2. Next  Spec.tla:7:1
           x: 1 -> 2
       3. Next  Spec.tla:7:1
           x: 2 -> 3
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Inv       invariant, error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Inv, Deadlock

    3 generated, 3 distinct (1 initial), depth 3, 0.00 s, 2 not expanded
    "
  `);
});

it("a property that is not Boolean", async () => {
  expect(
    await report({ ...stepping("x' = x", "Always == []x"), "Spec.cfg": `${behavior}PROPERTY Always\n` }),
  ).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:13: error E420: this formula must be TRUE or FALSE, found 1
        Always == []x
                    ^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Always    invariant, error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Always, Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("a property of steps that is not Boolean", async () => {
  expect(
    await report({ ...stepping("x' = x + 1", "Steps == [][x' - 1]_x"), "Spec.cfg": `${behavior}PROPERTY Steps\n` }),
  ).toMatchInlineSnapshot(`
    "exit 77
    Spec.tla:5:12: error E420: the action in [A]_v must be TRUE or FALSE, found 1
        Steps == [][x' - 1]_x
                   ^^^^^^^^^^
    It failed after this trace of 2 states:
       1. Initial state
           x = 1
       2. Next  Spec.tla:6:1
           x: 1 -> 2
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Steps     action, error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Steps, Deadlock

    2 generated, 2 distinct (1 initial), depth 2, 0.00 s, 2 not expanded
    "
  `);
});

it("an initial predicate that is not Boolean", async () => {
  expect(await report(module("VARIABLE x\nInit == x = 1 /\\ x\nNext == x' = x"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:4:18: error E420: a conjunct must be TRUE or FALSE, found 1
        Init == x = 1 /\\ x
                         ^
    Spec.cfg:1:6: note: in Init, called here
        INIT Init
             ^^^^

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    0 generated, 0 distinct (0 initial), depth 0, 0.00 s
    "
  `);
});

it("an assumption that is not Boolean", async () => {
  expect(await report(stepping("x' = x", "ASSUME <<1, 2>>"))).toMatchInlineSnapshot(`
    "exit 10
    Spec.tla:5:8: error E420: this formula must be TRUE or FALSE, found <<1, 2>>
        ASSUME <<1, 2>>
               ^^^^^^^^

    Spec.tla with Spec.cfg: error
      unchecked  Assumption line 5  assumption, error
      unchecked  Deadlock           deadlock, error
      not checked, because an evaluation failed: Assumption line 5, Deadlock

    0 generated, 0 distinct (0 initial), depth 0, 0.00 s
    "
  `);
});

it("a constraint that is not Boolean", async () => {
  expect(
    await report({ ...stepping("x' = x + 1", "Few == x"), "Spec.cfg": `${behavior}CONSTRAINT Few\n` }),
  ).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:8: error E420: Few must be TRUE or FALSE, found 1
        Few == x
               ^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    1 generated, 0 distinct (0 initial), depth 0, 0.00 s
    "
  `);
});
