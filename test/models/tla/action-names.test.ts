/** Which action an edge is labelled with, and its parameters. */

import { expect, test } from "vitest";
import { print } from "../../../src/values/index.ts";
import { type Files, modelOf } from "./spec.ts";

/** The successors of the only initial state, each as `Action -> x`. */
function edges(body: string, cfg = "INIT Init\nNEXT Next\n", more: Files = {}): string[] {
  const model = modelOf(`VARIABLE x\n${body}\nInit == x = 0`, cfg, more);
  const rows: Int32Array[] = [];
  model.initial((row) => rows.push(row.slice()));
  const found: string[] = [];
  model.next(rows[0] as Int32Array, (row, action) => {
    found.push(`${model.actions[action]?.name} -> ${model.decode(row).map(print).join()}`);
  });
  return found;
}

/** The action of the step from the only initial state to `x = target`, as a trace names it. */
function step(body: string, target: number): string {
  const model = modelOf(`VARIABLE x\n${body}\nInit == x = 0`);
  const rows: Int32Array[] = [];
  model.initial((row) => rows.push(row.slice()));
  model.next(rows[0] as Int32Array, (row) => {
    if (model.decode(row)[0] === target) rows.push(row.slice());
  });
  const action = model.replay(rows.slice(0, 2), null)[1]?.action;
  if (action == null) throw new Error(`no step leads to ${target}`);
  const parameters = action.parameters.map(([name, value]) => `${name} = ${print(value)}`).join(", ");
  return `${model.actions[action.index]?.name}(${parameters})`;
}

test("an action is the operator entered last before a formula that is not taken apart", () => {
  const body = "Up == x' = 1\nDown == /\\ TRUE\n        /\\ Up\nBoth == Up \\/ Down\nNext == Both \\/ x' = 2";
  expect(edges(body)).toEqual(["Up -> 1", "Down -> 1", "Next -> 2"]);
});

test("an action is found below junction lists, bounded \\E and labels", () => {
  const body = "Set(n) == x' = n\nNext == \\/ \\E i \\in 1..2 : Set(i)\n        \\/ lab :: Set(3)\n        \\/ FALSE";
  expect(edges(body)).toEqual(["Set -> 1", "Set -> 2", "Set -> 3"]);
});

test("an operator used in two places is one action", () => {
  const model = modelOf("VARIABLE x\nInit == x = 0\nSet(n) == x' = n\nNext == Set(1) \\/ Set(2)");
  expect(model.actions.map((action) => action.name)).toEqual(["Set"]);
});

test("an action of an instance carries the name of the instance", () => {
  const inner = "---- MODULE Inner ----\nVARIABLE v\nGo == v' = 7\n====\n";
  const body = "I == INSTANCE Inner WITH v <- x\nNext == I!Go";
  expect(edges(body, undefined, { "Inner.tla": inner })).toEqual(["I!Go -> 7"]);
});

test("a formula without any operator is an action named as the configuration names it", () => {
  expect(edges("Step == x' = 1", "INIT Init\nNEXT Step\n")).toEqual(["Step -> 1"]);
  expect(edges("Spec == x = 0 /\\ [][x' = 1]_x", "SPECIFICATION Spec\n")[0]).toBe("Next -> 1");
});

test.each([
  ["LET Fair == WF_x(Next) IN x = 0 /\\ [][Next]_x /\\ Fair"],
  ["LET Step == [][Next]_x IN x = 0 /\\ Step"],
  ["LET Step == [][Next]_x\n Both == x = 0 /\\ Step IN Both"],
  ["LET v == x IN x = 0 /\\ [][Next]_v"],
])("an action is found in a specification that is written with LET: %s", (specification) => {
  const body = `Up == x' = 1\nDown == x' = 2\nNext == Up \\/ Down\nSpec == ${specification}`;
  expect(edges(body, "SPECIFICATION Spec\n")).toEqual(["Up -> 1", "Down -> 2"]);
});

test("a step of what LET defines has no other name", () => {
  const body = "Up == x' = 1\nSpec == LET Step == Up \\/ x' = 2 IN x = 0 /\\ [][Step]_x";
  expect(edges(body, "SPECIFICATION Spec\n")).toEqual(["Next -> 1", "Next -> 2"]);
  const given = "From(n) == LET Step == LET m == n + 1 IN x' \\in {n, m} IN x = 0 /\\ [][Step]_x\nSpec == From(1)";
  expect(edges(given, "SPECIFICATION Spec\n")).toEqual(["Next -> 1", "Next -> 2"]);
});

test("the place of an action is its definition", () => {
  const model = modelOf("VARIABLE x\nInit == x = 0\nGo == x' = 1\nNext == Go");
  expect(model.actions[0]?.location).toMatchObject({ line: 5, column: 1 });
});

test("parameters are the arguments, then the names bound on the way, as they were in this step", () => {
  const body = "Set(n) == x' = n\nNext == \\E i \\in 1..3, j \\in {10} : Set(i + j)";
  expect(step(body, 12)).toBe("Set(n = 12, i = 2, j = 10)");
});

test("a name bound inside the action is a parameter as well", () => {
  expect(step("Pick == \\E k \\in 1..3 : x' = k\nNext == Pick", 2)).toBe("Pick(k = 2)");
  expect(step("Set(i) == x' = i + 1\nNext == \\E j \\in 1..3 : Set(j)", 3)).toBe("Set(i = 2, j = 2)");
});

test("names are read in the call that bound them", () => {
  const body = "Leaf(b) == x' = b\nMiddle(a) == \\E m \\in {a + 1} : Leaf(m * 10)\nNext == \\E t \\in 1..2 : Middle(t)";
  expect(step(body, 30)).toBe("Leaf(b = 30, t = 2, m = 3)");
});

test("of several actions with the same step a trace names the first in text order", () => {
  expect(step("A == x' = 1\nB == x' = 1\nNext == B \\/ A", 1)).toBe("B()");
});
