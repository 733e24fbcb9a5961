/** The variables of another module beside the trace of a property that refines it. */

import { describe, expect, it } from "vitest";
import { check, type Trace } from "../../../src/checker/index.ts";
import type { Model } from "../../../src/models/model.ts";
import { traceText } from "../../../src/report/trace-text.ts";
import { print } from "../../../src/values/index.ts";
import { load, moduleText } from "./spec.ts";

const ABSTRACT = `---- MODULE Abstract ----
EXTENDS Naturals
CONSTANT Top
VARIABLES n, on
Init == n = 0 /\\ on = FALSE
Next == n' = n + 1 /\\ on' = ~on
Small == n < Top
Spec == Init /\\ [][Next]_<<n, on>> /\\ WF_<<n, on>>(Next)
====
`;

/** Extended by the root module. */
const BASE = `---- MODULE Base ----
EXTENDS Naturals
VARIABLES x, y
B == INSTANCE Abstract WITH n <- x + 1, on <- x = 2, Top <- 4
====
`;

const BODY = `Init == x = 0 /\\ y = FALSE
Next == x' = (x + 1) % 6 /\\ y' = ~y
Spec == Init /\\ [][Next]_<<x, y>> /\\ WF_x(Next)
A == INSTANCE Abstract WITH n <- x * 2, on <- y, Top <- 4
`;

/** The trace of the property P, of which `text` says what it is. */
async function traceFor(text: string): Promise<Trace> {
  const { model, diagnostics } = load({
    "Spec.tla": moduleText(BODY + text, "Base"),
    "Spec.cfg": "SPECIFICATION Spec\nPROPERTY P\n",
    "Base.tla": BASE,
    "Abstract.tla": ABSTRACT,
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const found = (await check(model as Model)).properties.find(({ name }) => name === "P");
  if (found?.status !== "violated") throw new Error(`P is ${found?.status}`);
  return found.trace as Trace;
}

async function mappedFor(text: string): Promise<string[]> {
  const { mapped } = await traceFor(text);
  return mapped.map(({ name, values }) => `${name}: ${values.map(print).join(" ")}`);
}

describe("the trace of a property", () => {
  it("has the variables of the instance that it names, whatever definitions lead there", async () => {
    expect(await mappedFor("Goal == A!Small\nP == [](TRUE /\\ Goal)\n")).toEqual(["A!n: 0 2 4"]);
    expect(await mappedFor("P == A!Spec\n")).toEqual(["A!n: 0 2"]);
  });

  it("has them on a lasso, too", async () => {
    expect(await mappedFor("P == <>[](~A!Small)\n")).toEqual(["A!n: 0 2 4 6 8 10"]);
  });

  it("has those of each instance, also of one that stands in a module that is extended", async () => {
    expect(await mappedFor("P == [](B!Small \\/ A!Small)\n")).toEqual([
      "B!n: 1 2 3 4",
      "B!on: FALSE FALSE TRUE FALSE",
      "A!n: 0 2 4 6",
    ]);
  });

  it("leaves out what is renamed alone, what is the same in all states, what fails, and what depends on more than the state", async () => {
    expect(await mappedFor("C == INSTANCE Abstract WITH n <- x, on <- 1 = 2, Top <- 2\nP == []C!Small\n")).toEqual([]);
    expect(
      await mappedFor("C == INSTANCE Abstract WITH n <- x + 0, on <- <<1>>[x], Top <- 2\nP == []C!Small\n"),
    ).toEqual(["C!n: 0 1 2"]);
    expect(
      await mappedFor(
        "C(k) == INSTANCE Abstract WITH n <- x + k, on <- y, Top <- 4\nP == [](\\A k \\in 1..2 : C(k)!Small)\n",
      ),
    ).toEqual([]);
    expect(
      await mappedFor("P == [](LET k == 2 C == INSTANCE Abstract WITH n <- x + k, on <- y, Top <- 4 IN C!Small)\n"),
    ).toEqual([]);
    expect(await mappedFor("P == [](x < 2)\n")).toEqual([]);
  });

  it("is told with them, as with variables of its own", async () => {
    expect(traceText(await traceFor("P == A!Spec\n"))).toBe(`   1. Initial state
       x = 0
       y = FALSE
       A!n = 0
   2. Next  Spec.tla:4:1
       x: 0 -> 1
       y: FALSE -> TRUE
       A!n: 0 -> 2
`);
  });
});
