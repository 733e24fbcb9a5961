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

it("a text in UTF-16, as some editors save it", async () => {
  const text = Buffer.from("\ufeff---- MODULE Spec ----\n====\n", "utf16le");
  expect(await report({ ...configured(behavior), "Spec.tla": text })).toMatchInlineSnapshot(`
    "exit 150
    error E513: Spec.tla is text in UTF-16: expected UTF-8
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
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

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
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

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
          diagram: out/Spec/evaluation-failure.svg
          lanes:   out/Spec/evaluation-failure.lanes.svg

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
    Spec.tla:5:8: note: it speaks of the next state here
        Inv == x' > 0
               ^^
    "
  `);
});

it("a SPECIFICATION whose next-state relation lacks its []", async () => {
  const files = { ...configured("SPECIFICATION Once", "Once == Init /\\ [Next]_x") };
  expect(await report(files)).toMatchInlineSnapshot(`
    "exit 151
    Spec.cfg:1:15: error E359: Once has no conjunct of the form [][Next]_v
        SPECIFICATION Once
                      ^^^^
    Spec.tla:7:17: note: this is about the first step only; with [] before it, it is about all steps
        Once == Init /\\ [Next]_x
                        ^^^^^^^^
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
