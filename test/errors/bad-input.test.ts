/** What a user sees who gives the program wrong input: the whole report of `check`. */

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { World } from "../cli/world.ts";
import { configured, type Files, module } from "./fixture.ts";

const behavior = "INIT Init\nNEXT Next\n";

/** The exit code and the report, without its times and its last line, which repeats the command. */
async function report(files: Files, words = "check Spec.tla", prepare?: (world: World) => void): Promise<string> {
  const world = new World(files);
  prepare?.(world);
  const { exitCode, out, note } = await world.run(words);
  expect(out + note).not.toMatch(/^\s+at .*\(?\S+:\d+:\d+\)?$/m);
  expect(out + note).not.toContain(world.directory);
  const text = out.replace(/^everystate 1\.2\.3: .*\n/m, "").replace(/\d+\.\d+ s\b/, "0.00 s");
  return `exit ${exitCode}\n${text}${note}`;
}

/** A module with one variable that begins at 1. */
const stepping = (next: string, ...definitions: string[]): Files =>
  module(["VARIABLE x", "Init == x = 1", ...definitions, `Next == ${next}`].join("\n"));

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
    error E514: the folder papers holds no module with a configuration beside it
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
    Spec.cfg:3:11: error E350: TypeOk is not defined in module Spec
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
    Spec.tla:5:10: error E201: Late is not known here; did you mean Nat?
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
    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    Spec.tla:5:23: error E460: the second argument of + must be an integer; found a string, "a"
        Help(a) == LET sum == a + "a" IN sum
                              ^^^^^^^
    Spec.tla:6:14: note: in Help, called here
        Next == x' = Help(x)
                     ^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("a function applied outside of its domain, two steps on", async () => {
  expect(await report(stepping("x' = squares[x + 1]", "squares == [i \\in 1..4 |-> i * i]"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    Spec.tla:6:14: error E406: 5, an integer, is not in the domain {1, 2, 3, 4} of <<1, 4, 9, 16>>
        Next == x' = squares[x + 1]
                     ^^^^^^^^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed after this trace of 2 states:
       1. Initial state
           x = 1
       2. Next  Spec.tla:6:1
           x: 1 -> 4

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
    Spec.tla with Spec.cfg: error
      unchecked  Small     invariant, error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Small, Deadlock

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
    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    Spec.tla:6:19: error E430: the action Reset gives no value to y'; assign it, or add UNCHANGED y
        Reset == x = 1 /\\ x' = 0
                          ^^^^^^
    Spec.tla:7:15: note: in Reset, called here
        Next == Up \\/ Reset
                      ^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed after this trace of 2 states:
       1. Initial state
           x = 0
           y = 0
       2. Up  Spec.tla:5:1
           x: 0 -> 1

    2 generated, 2 distinct (1 initial), depth 2, 0.00 s, 1 not expanded
    "
  `);
});

it("enumerating Nat", async () => {
  expect(await report(stepping("x' \\in Nat"))).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    Spec.tla:5:9: error E403: cannot enumerate the infinite set Nat
        Next == x' \\in Nat
                ^^^^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1

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
    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

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
    It failed after this trace of 1 state:
       1. Initial state
           x = 0

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("Assert with a trace", async () => {
  expect(await report(stepping("x' = x + 1 /\\ Assert(x < 3, x)"))).toMatchInlineSnapshot(`
    "exit 14
    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    Spec.tla:5:23: error E463: the first argument of Assert is not TRUE; the second is 3
        Next == x' = x + 1 /\\ Assert(x < 3, x)
                              ^^^^^^^^^^^^^^^^
    Spec.cfg:2:6: note: in Next, called here
        NEXT Next
             ^^^^
    It failed after this trace of 3 states:
       1. Initial state
           x = 1
       2. Next  Spec.tla:5:1
           x: 1 -> 2
       3. Next  Spec.tla:5:1
           x: 2 -> 3

    3 generated, 3 distinct (1 initial), depth 3, 0.00 s, 1 not expanded
    "
  `);
});

it("an error in an invariant of an initial state", async () => {
  expect(
    await report({ ...stepping("x' = x", "Inv == x.field = 1"), "Spec.cfg": `${behavior}INVARIANT Inv\n` }),
  ).toMatchInlineSnapshot(`
    "exit 76
    Spec.tla with Spec.cfg: error
      unchecked  Inv       invariant, error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Inv, Deadlock

    Spec.tla:5:8: error E422: expected a function, record or sequence, found 1
        Inv == x.field = 1
               ^^^^^^^
    Spec.cfg:3:11: note: in Inv, called here
        INVARIANT Inv
                  ^^^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1

    1 generated, 1 distinct (1 initial), depth 1, 0.00 s, 1 not expanded
    "
  `);
});

it("an error in a constraint", async () => {
  expect(
    await report({ ...stepping("x' = x + 1", 'Few == x < "3"'), "Spec.cfg": `${behavior}CONSTRAINT Few\n` }),
  ).toMatchInlineSnapshot(`
    "exit 75
    Spec.tla with Spec.cfg: error
      unchecked  Deadlock  deadlock, error
      not checked, because an evaluation failed: Deadlock

    Spec.tla:5:8: error E460: the second argument of < must be an integer; found a string, "3"
        Few == x < "3"
               ^^^^^^^
    Spec.cfg:3:12: note: in Few, called here
        CONSTRAINT Few
                   ^^^
    It failed after this trace of 1 state:
       1. Initial state
           x = 1

    1 generated, 0 distinct (0 initial), depth 0, 0.00 s, 0 not expanded
    "
  `);
});

it("an error in an assumption", async () => {
  expect(await report(stepping("x' = x", 'ASSUME 1 = "a"'))).toMatchInlineSnapshot(`
    "exit 10
    Spec.tla with Spec.cfg: error
      unchecked  Assumption line 5  assumption, error
      unchecked  Deadlock           deadlock, error
      not checked, because an evaluation failed: Assumption line 5, Deadlock

    Spec.tla:5:8: error E401: cannot compare 1, an integer, with "a", a string
        ASSUME 1 = "a"
               ^^^^^^^

    0 generated, 0 distinct (0 initial), depth 0, 0.00 s, 0 not expanded
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

/** What is still wrong. Each of these turns red when it is put right, and then belongs above. */
describe("known gaps", () => {
  const invariant = (definition: string): Files => ({
    ...stepping("x' = x", definition),
    "Spec.cfg": `${behavior}INVARIANT Inv\n`,
  });

  it.fails.each<[string, Files, RegExp]>([
    ["an invariant that is not Boolean has no place", invariant("Inv == x"), /^Spec\.\w+:\d+:\d+: error E420/m],
    [
      "an action that ranges over Nat has no place",
      stepping("\\E n \\in Nat : x' = n"),
      /^Spec.tla:5:\d+: error E403/m,
    ],
    ["a state that cannot be stored has no place", stepping("x' = [n \\in Nat |-> n]"), /^Spec.tla:5:\d+: error E412/m],
    ["a prime in an invariant is not seen below an operator of a library", invariant("Inv == x' > 0"), /error E352/],
    [
      "@ is refused in a LET inside EXCEPT",
      invariant("Inv == [[a |-> x] EXCEPT !.a = LET o == @ IN o].a = 1"),
      /^exit 0/,
    ],
    [
      "a binary module that is extended counts as absent",
      { ...module("A == 1", "Other"), "Other.tla": new Uint8Array([0]) },
      /Other.tla is not text/,
    ],
    [
      "a constant whose value is wrong is also said to have none",
      configured(`${behavior}CONSTANT C = {1, "a"}\n`, "CONSTANT C"),
      /^exit 151\n(?![\s\S]*E353)/,
    ],
    [
      "an error in a postcondition is a defect",
      { ...stepping("x' = x", "Post == x.a = 1"), "Spec.cfg": `${behavior}POSTCONDITION Post\n` },
      /error E422/,
    ],
    [
      "a SYMMETRY that is none is a defect",
      { ...stepping("x' = x", "Sym == {1}"), "Spec.cfg": `${behavior}SYMMETRY Sym\n` },
      /error E445/,
    ],
    ["a very long sum is a defect", stepping(`x' = ${"1 + ".repeat(20_000)}1`), /^exit (?:0|75|150)/],
  ])("%s", async (_, files, expected) => expect(await report(files)).toMatch(expected));
});
