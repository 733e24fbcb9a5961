/** What a user sees where an evaluation fails: the whole report of `check`, with the way to the state in which it did. */

import { expect, it } from "vitest";
import { module } from "./fixture.ts";
import { behavior, report, stepping } from "./report.ts";

it('1 + "a" in a LET of an operator', async () => {
  expect(await report(stepping("x' = Help(x)", 'Help(a) == LET sum == a + "a" IN sum'))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:23: error E460: the second argument of + must be an integer; found a string, "a"
        Help(a) == LET sum == a + "a" IN sum
                              ^^^^^^^
    Spec.tla:6:14: note: in Help, called here
        Next == x' = Help(x)
                     ^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of Next after this trace of 1 state:
       1. Initial state
           x = 1
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("a function applied outside of its domain, two steps on", async () => {
  expect(await report(stepping("x' = squares[x + 1]", "squares == [i \\in 1..4 |-> i * i]"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:6:14: error E406: 5, an integer, is not in the domain {1, 2, 3, 4} of <<1, 4, 9, 16>>
        Next == x' = squares[x + 1]
                     ^^^^^^^^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of Next after this trace of 2 states:
       1. Initial state
           x = 1
       2. Next  Spec.tla:6:1
           x: 1 -> 4
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    2 generated, 2 distinct (1 initial), depth 2, 0.00 s, 1 not expanded
    "
  `);
});

it("a side of \\/ that is tried though the one before it is true", async () => {
  const squares = "squares == [i \\in 1..4 |-> i * i]";
  const note = "note: each side of \\/ is tried in an action, also where one before it is true, as here";
  const said = (next: string): Promise<string> => report(stepping(next, squares));
  expect(await said("(x = 1 \\/ squares[x - 1] = 1) /\\ x' = x")).toContain(note);
  expect(await said("(x = 1 \\/ x = 2 \\/ squares[x + 4] = 1) /\\ x' = x")).toContain(note);
  // None is true before, what fails comes later, or is another way to take a step.
  expect(await said("(x = 2 \\/ squares[x - 1] = 1) /\\ x' = x")).not.toContain(note);
  expect(await said("(x = 1 \\/ x = 2) /\\ x' = squares[x - 1]")).not.toContain(note);
  expect(await said("x' = x \\/ (squares[x - 1] = 1 /\\ x' = x)")).not.toContain(note);
  expect(await said("(~(x = 1) => squares[x - 1] = 1) /\\ x' = x")).not.toContain("E406");
});

it("CHOOSE without a witness in an invariant of a later state", async () => {
  expect(
    await report({
      ...stepping("x' = x + 1", "Small == (CHOOSE n \\in 1..2 : n = x) > 0"),
      "Spec.cfg": `${behavior}INVARIANT Small\n`,
    }),
  ).toMatchInlineSnapshot(`
    "exit 76
    Spec.tla:5:11: error E424: no element of {1, 2} satisfies this CHOOSE
        Small == (CHOOSE n \\in 1..2 : n = x) > 0
                  ^^^^^^^^^^^^^^^^^^^^^^^^^
    Spec.cfg:3:11: note: in Small, called here
        INVARIANT Small
                  ^^^^^
    It failed after this trace of 3 states:
       1. Initial state
           x = 1
       2. Next  Spec.tla:6:1
           x: 1 -> 2
       3. Next  Spec.tla:6:1
           x: 2 -> 3
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Small     invariant, error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Small, Deadlock

    3 generated, 3 distinct (1 initial), depth 3, 0.00 s, 2 not expanded
    "
  `);
});

it("a variable that an action leaves unassigned", async () => {
  expect(
    await report(
      module(
        "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nUp == x < 1 /\\ x' = x + 1 /\\ y' = x\nReset == x = 1 /\\ x' = 0\nNext == Up \\/ Reset",
      ),
    ),
  ).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:6:19: error E430: the action Reset gives no value to y'; assign it, or add UNCHANGED y
        Reset == x = 1 /\\ x' = 0
                          ^^^^^^
    note: the next state so far:
           x' = 0
           y' has no value
    Spec.tla:7:15: note: in Reset, called here
        Next == Up \\/ Reset
                      ^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of Reset after this trace of 2 states:
       1. Initial state
           x = 0
           y = 0
       2. Up  Spec.tla:5:1
           x: 0 -> 1
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    2 generated, 2 distinct (1 initial), depth 2, 0.00 s, 1 not expanded
    "
  `);
});

it.each<[string, string, string | null]>([
  ["f = [i \\in {1} |-> 0]", "f[1]' = 2 /\\ x' = 1", "f' = [f EXCEPT ![i] = e] changes f[i] alone"],
  ["f = [i \\in {1} |-> 0]", "f'[1] \\in {2} /\\ x' = 1", "f' = [f EXCEPT ![i] = e] changes f[i] alone"],
  ["f = [a |-> 0]", "f.a' = 2 /\\ x' = 1", "f' = [f EXCEPT ![i] = e] changes f[i] alone"],
  ["\\A i \\in {1} : f[i] = 0", "f' = f /\\ x' = 1", "f = [i \\in S |-> e], or f \\in [S -> T] for each such function"],
  ["f = [i \\in {1} |-> 0]", "f' = f /\\ f[1]' = 0 /\\ x' = x' + 1", null],
  ["f = [i \\in {1} |-> 0]", "f[x'] = 0 /\\ f' = f", null],
])("a part of a variable that is given a value: %s, %s", async (init, next, note) => {
  const body = `EXTENDS Integers\nVARIABLES f, x\nInit == x = 0 /\\ ${init}\nNext == ${next}`;
  const said = await report({
    "Spec.tla": `---- MODULE Spec ----\n${body}\n====\n`,
    "Spec.cfg": "INIT Init\nNEXT Next\n",
  });
  expect(said).toContain("error E423");
  if (note === null) expect(said).not.toContain("only a whole variable");
  else expect(said).toContain(`note: only a whole variable is given a value: ${note}`);
});

it("a step on the left side of an implication, for want of parentheses", async () => {
  expect(await report(stepping("x' = 1 /\\ (x > 1 => x' > 2)"))).toMatch(/^exit 0/);
  expect(await report(stepping("x' = 1 /\\ x > 1 => x' > 2"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:9: error E423: x' has no value yet at this point; conjuncts are evaluated from left to right; assign it before it is used
        Next == x' = 1 /\\ x > 1 => x' > 2
                ^^
    note: the left side of => assigns nothing, it is only asked; /\\ binds more tightly than =>, so the implication may lack parentheses
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of Next after this trace of 1 state:
       1. Initial state
           x = 1
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("enumerating Nat", async () => {
  expect(await report(stepping("x' \\in Nat"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:16: error E403: cannot enumerate the infinite set Nat; write a finite set, or CONSTANT Nat <- SomeNat in the configuration, with SomeNat == 0..3 in the module
        Next == x' \\in Nat
                       ^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of Next after this trace of 1 state:
       1. Initial state
           x = 1
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("an error inside an instance", async () => {
  expect(
    await report({
      ...module("VARIABLE x\nI == INSTANCE Other WITH v <- x\nInit == x = 0\nNext == I!Step"),
      "Other.tla": "---- MODULE Other ----\nVARIABLE v\nHelp(n) == n[1]\nStep == v' = Help(v)\n====\n",
    }),
  ).toMatchInlineSnapshot(`
    "exit 75
    Other.tla:3:12: error E422: expected a function, record or sequence, found 0
        Help(n) == n[1]
                   ^^^^
    Other.tla:4:14: note: in Help, called here
        Step == v' = Help(v)
                     ^^^^^^^
    Spec.tla:6:9: note: in I!Step, called here
        Next == I!Step
                ^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of I!Step after this trace of 1 state:
       1. Initial state
           x = 0
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("Assert with a trace", async () => {
  expect(await report(stepping("x' = x + 1 /\\ Assert(x < 3, x)"))).toMatchInlineSnapshot(`
    "exit 14
    Spec.tla:5:23: error E463: the first argument of Assert is not TRUE; the second is 3
        Next == x' = x + 1 /\\ Assert(x < 3, x)
                              ^^^^^^^^^^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of Next after this trace of 3 states:
       1. Initial state
           x = 1
       2. Next  Spec.tla:5:1
           x: 1 -> 2
       3. Next  Spec.tla:5:1
           x: 2 -> 3
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    3 generated, 3 distinct (1 initial), depth 3, 0.00 s, 1 not expanded
    "
  `);
});

it("an error in an invariant of an initial state", async () => {
  expect(
    await report({ ...stepping("x' = x", "Inv == x.field = 1"), "Spec.cfg": `${behavior}INVARIANT Inv\n` }),
  ).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:8: error E422: expected a function, record or sequence, found 1
        Inv == x.field = 1
               ^^^^^^^
    Spec.cfg:3:11: note: in Inv, called here
        INVARIANT Inv
                  ^^^
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

it("an error in a constraint", async () => {
  expect(
    await report({ ...stepping("x' = x + 1", 'Few == x < "3"'), "Spec.cfg": `${behavior}CONSTRAINT Few\n` }),
  ).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:8: error E460: the second argument of < must be an integer; found a string, "3"
        Few == x < "3"
               ^^^^^^^
    Spec.cfg:3:12: note: in Few, called here
        CONSTRAINT Few
                   ^^^
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

it("an error in an assumption", async () => {
  expect(await report(stepping("x' = x", 'ASSUME 1 = "a"'))).toMatchInlineSnapshot(`
    "exit 10
    Spec.tla:5:8: error E401: cannot compare 1, an integer, with "a", a string
        ASSUME 1 = "a"
               ^^^^^^^

    Spec.tla with Spec.cfg: error
      unchecked  Assumption line 5  assumption, error
      unchecked  Deadlock           deadlock, error
      not checked, because an evaluation failed: Assumption line 5, Deadlock

    0 generated, 0 distinct (0 initial), depth 0, 0.00 s
    "
  `);
});
