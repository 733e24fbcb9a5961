/** What a user sees who gives the program wrong input: the whole report of `check`. */

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { configured, type Files, module } from "./fixture.ts";
import { behavior, invariant, report, stepping } from "./report.ts";

it("a missing file", async () => {
  expect(await report({})).toMatchInlineSnapshot(`
    "exit 150
    error E510: there is no file or folder Spec.tla
    "
  `);
});

it("a missing configuration", async () => {
  expect(
    await report({ "Spec.tla": "---- MODULE Spec ----\n====\n" }, "check Spec.tla --config Other.cfg"),
  ).toMatchInlineSnapshot(`
    "exit 151
    error E510: there is no file Other.cfg
    "
  `);
});

it("a directory without specs", async () => {
  expect(await report({ "papers/readme.md": "hi" }, "check papers")).toMatchInlineSnapshot(`
    "exit 150
    error E514: the folder papers holds no configuration whose module lies beside it or in a folder around it
    "
  `);
});

it("an unreadable file", async () => {
  expect(
    await report({ "Spec.cfg": behavior }, "check Spec.tla", (world) =>
      symlinkSync("Spec.tla", join(world.directory, "Spec.tla")),
    ),
  ).toMatchInlineSnapshot(`
    "exit 150
    error E511: Spec.tla cannot be read: too many symbolic links
    "
  `);
});

it("an empty file", async () => {
  expect(await report({ ...configured(behavior), "Spec.tla": "" })).toMatchInlineSnapshot(`
    "exit 150
    error E512: Spec.tla is empty
    "
  `);
});

it("a binary file", async () => {
  expect(
    await report({ ...configured(behavior), "Spec.tla": new Uint8Array([127, 69, 76, 70, 0, 1]) }),
  ).toMatchInlineSnapshot(`
    "exit 150
    error E513: Spec.tla is not text: expected UTF-8
    "
  `);
});

it("an unknown operator in a configuration", async () => {
  expect(await report(configured(`${behavior}INVARIANT TypeOk\n`, "TypeOK == x \\in 0..3"))).toMatchInlineSnapshot(`
    "exit 151
    Spec.cfg:3:11: error E350: TypeOk is not defined in module Spec; did you mean TypeOK?
        INVARIANT TypeOk
                  ^^^^^^
    "
  `);
});

it("a constant without a value", async () => {
  expect(await report(configured(behavior, "CONSTANT Limit"))).toMatchInlineSnapshot(`
    "exit 151
    Spec.cfg:1:1: error E353: the constant Limit has no value; add to the configuration: CONSTANT Limit = value
        INIT Init
        ^
    Spec.tla:7:10: note: Limit is declared here
        CONSTANT Limit
                 ^^^^^
    "
  `);
});

it("an identifier that is used before it is known", async () => {
  expect(
    await report(stepping("x' = Help(x)", "Early == Late + 1", "Late == 2", "Help(a) == a")),
  ).toMatchInlineSnapshot(`
    "exit 150
    Spec.tla:5:10: error E201: Late is not known here: it is defined below, at line 6; move its definition above this place
        Early == Late + 1
                 ^^^^
    "
  `);
});

it("a wrong arity", async () => {
  expect(await report(stepping("x' = Help(x, 2)", "Help(a) == a"))).toMatchInlineSnapshot(`
    "exit 150
    Spec.tla:6:14: error E203: Help takes 1 argument, found 2
        Next == x' = Help(x, 2)
                     ^^^^
    "
  `);
});

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

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    2 generated, 2 distinct (1 initial), depth 2, 0.00 s, 1 not expanded
    "
  `);
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
    Spec.tla:5:9: error E403: cannot enumerate the infinite set Nat
        Next == x' \\in Nat
                ^^^^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed in a step of Next after this trace of 1 state:
       1. Initial state
           x = 1

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

it("modules that extend each other", async () => {
  expect(
    await report({ ...module("A == 1", "Other"), "Other.tla": "---- MODULE Other ----\nEXTENDS Spec\n====\n" }),
  ).toMatchInlineSnapshot(`
    "exit 150
    Other.tla:2:9: error E210: modules may not need each other in a circle: Spec -> Other -> Spec
        EXTENDS Spec
                ^^^^
    "
  `);
});

it("mistakes in two modules", async () => {
  expect(
    await report({ ...module("A == Nope", "Other"), "Other.tla": "---- MODULE Other ----\nX == (1\nY == Zed\n====\n" }),
  ).toMatchInlineSnapshot(`
    "exit 150
    Other.tla:3:1: error E112: expected \`)\`, found the definition of Y
        Y == Zed
        ^
    Other.tla:2:6: note: the \`(\` stands here
        X == (1
             ^
    Other.tla:3:6: error E201: Zed is not known here; declare or define it above this place, or extend the module that defines it
        Y == Zed
             ^^^
    Spec.tla:3:6: error E201: Nope is not known here; declare or define it above this place, or extend the module that defines it
        A == Nope
             ^^^^
    "
  `);
});

it("an action that ranges over Nat", async () => {
  expect(await report(stepping("\\E n \\in Nat : x' = n"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:18: error E403: cannot enumerate the infinite set Nat; write a finite set, or CONSTANT Nat <- SomeNat in the configuration, with SomeNat == 0..3 in the module
        Next == \\E n \\in Nat : x' = n
                         ^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("an action that ranges over what is no pair, as an alternative", async () => {
  const action = "x' = 1 \\/ \\E n \\in {1}, <<a, b>> \\in {x} : x' = a";
  expect(await report(stepping(action))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:19: error E427: the pattern needs tuples of length 2, found 1
        Next == x' = 1 \\/ \\E n \\in {1}, <<a, b>> \\in {x} : x' = a
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    2 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("a state that cannot be stored", async () => {
  expect(await report(stepping("x' = [n \\in Nat |-> n]"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla:5:1: error E412: the value of x' cannot be stored: [x \\in Nat |-> ...], a function given by a rule on an infinite set, cannot be part of a state
        Next == x' = [n \\in Nat |-> n]
        ^^^^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1

    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("a prime in an invariant, below an operator of a library", async () => {
  expect(await report(invariant("x' = x", "Inv == x' > 0"))).toMatchInlineSnapshot(`
    "exit 151
    Spec.cfg:3:11: error E352: INVARIANT needs a state predicate, but Inv is of action level; what all steps must satisfy is a PROPERTY, in a definition such as InvAlways == [][Inv]_vars
        INVARIANT Inv
                  ^^^
    Spec.tla:5:1: note: Inv is defined here
        Inv == x' > 0
        ^^^
    "
  `);
});

it("@ in a LET inside EXCEPT is no mistake", async () => {
  expect(
    await report(invariant("x' = x", "Inv == [[a |-> x] EXCEPT !.a = LET o == @ IN o].a = 1")),
  ).toMatchInlineSnapshot(`
    "exit 0
    Spec.tla with Spec.cfg: holds
      holds      Inv       invariant
      holds      Deadlock  deadlock

    2 generated, 1 distinct (1 initial), depth 1, 0.00 s
    Spec.tla:6:1: warning W616: action Next was taken and never changed anything
        Next == x' = x
        ^^^^
    "
  `);
});

it("a constant whose value is wrong, which is not said to have none", async () => {
  expect(await report(configured(`${behavior}CONSTANT C = {1, "a"}\n`, "CONSTANT C"))).toMatchInlineSnapshot(`
    "exit 151
    Spec.cfg:3:14: error E355: cannot compare 1, an integer, with "a", a string
        CONSTANT C = {1, "a"}
                     ^^^^^^^^
    "
  `);
});

it("a SYMMETRY that is none", async () => {
  expect(
    await report({ ...stepping("x' = x", "Sym == {1}"), "Spec.cfg": `${behavior}SYMMETRY Sym\n` }),
  ).toMatchInlineSnapshot(`
    "exit 151
    Spec.cfg:3:10: error E445: SYMMETRY must be a set of permutations of model values, found 1
        SYMMETRY Sym
                 ^^^
    "
  `);
});

it("an error in a postcondition", async () => {
  expect(
    await report({ ...stepping("x' = x", "Post == Head(<<>>) = 1"), "Spec.cfg": `${behavior}POSTCONDITION Post\n` }),
  ).toMatchInlineSnapshot(`
    "exit 10
    Spec.tla:5:9: error E461: Head of the empty sequence
        Post == Head(<<>>) = 1
                ^^^^^^^^^^
    Spec.cfg:3:15: note: in Post, called here
        POSTCONDITION Post
                      ^^^^

    Spec.tla with Spec.cfg: error
      unchecked  Post      postcondition, error
      holds      Deadlock  deadlock
      not checked, because an evaluation failed: Post

    2 generated, 1 distinct (1 initial), depth 1, 0.00 s
    Spec.tla:6:1: warning W616: action Next was taken and never changed anything
        Next == x' = x
        ^^^^
    "
  `);
});

it("a very long sum, where no larger stack can be had", async () => {
  expect(await report(stepping(`x' = ${"1 + ".repeat(20_000)}1`))).toMatchInlineSnapshot(`
    "exit 150
    error E429: the recursion is too deep: no end was reached before the stack was full
    "
  `);
});

it.each<[string, Files, RegExp]>([
  [
    "a variable in a postcondition",
    { ...stepping("x' = x", "Post == x = 1"), "Spec.cfg": `${behavior}POSTCONDITION Post\n` },
    /^exit 151\nSpec.cfg:3:15: error E352/,
  ],
  ["an assumption that is a number", stepping("x' = x", "ASSUME 1 + 1"), /^Spec.tla:5:8: error E420/m],
  [
    "a property that is a number",
    { ...stepping("x' = x", "Always == [](x + 1)"), "Spec.cfg": `${behavior}PROPERTY Always\n` },
    /^Spec.tla:5:1[34]: error E420/m,
  ],
  [
    "a binary module that is extended",
    { ...module("A == 1", "Other"), "Other.tla": new Uint8Array([0]) },
    /^Spec.tla:2:9: error E200: module Other cannot be read: Other.tla is not text/m,
  ],
  [
    "a binary module with the name of one that is shipped",
    { ...module("A == 1", "SequencesExt"), "SequencesExt.tla": new Uint8Array([0]) },
    /^Spec.tla:2:9: error E200: module SequencesExt cannot be read: SequencesExt.tla is not text/m,
  ],
])("%s is refused at its place", async (_, files, expected) => expect(await report(files)).toMatch(expected));

it.each(["interpreter", "compiled", "automatic"])(
  "EXCEPT outside of the domain, with the state in which it happened first, by the %s",
  async (engine) => {
    const next = "x' = (x + 1) % 300 /\\ f' = IF x > 200 THEN [f EXCEPT ![\"c\"] = 1] ELSE f";
    const files = module(`VARIABLES x, f\nInit == x = 0 /\\ f = [a |-> 0]\nNext == ${next}`);
    expect(await report(files, `check Spec.tla --engine ${engine}`)).toContain(
      `Spec.tla:5:63: warning W473: EXCEPT changes nothing where the argument is not in the domain: the value is what it was
    Next == ${next}
                                                                  ^^^^^
note: for the first time in this state, or in a step from it:
       x = 201
       f = [a |-> 0]
`,
    );
  },
);
