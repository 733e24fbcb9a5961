/** The specs that users see first: the examples, and our module Possibility as a file for other checkers. */

import { cpSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { World } from "./world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const possibility = readFileSync(`${root}/specs/vfio/Possibility.tla`, "utf8");

/** A model that asks one question of what is possible. */
const QUESTION = `---- MODULE Q ----
EXTENDS Naturals, Possibility
VARIABLE x
Init == x = 0
Next == x < 3 /\\ x' = x + 1
CanEnd == Possible(x = 3)
====
`;

const files = {
  "Q.cfg": "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT CanEnd\n",
  "Possibility.tla": possibility,
};

it("the examples have the verdicts that are recorded", async () => {
  const world = new World();
  cpSync(`${root}/specs/examples`, `${world.directory}/examples`, { recursive: true });
  const { exitCode, out } = await world.run("gate examples");
  expect(out).toContain("11 runs: all as recorded\n");
  expect(exitCode).toBe(0);
});

it("the file Possibility.tla is not read where the module is built in", async () => {
  const { exitCode, out } = await new World({ "Q.tla": QUESTION, ...files }).run("check Q.tla");
  expect(out).toContain("holds      CanEnd  possible\n");
  expect(exitCode).toBe(0);
});

it("any checker that reads the file fails as soon as it evaluates one", async () => {
  // Under another name it is no module of ours: we are that other checker then.
  const other = (text: string): string => text.replaceAll("Possibility", "Elsewhere");
  const world = new World({ "Q.tla": other(QUESTION), "Q.cfg": files["Q.cfg"], "Elsewhere.tla": other(possibility) });
  const { exitCode, out } = await world.run("check Q.tla");
  expect(exitCode).toBe(14);
  expect(out).toContain("only everystate can decide what is possible");
});

it("the file Possibility.tla declares what the built-in module does", async () => {
  const world = new World({ "Possibility.tla": possibility });
  const { exitCode, out } = await world.run("parse Possibility.tla");
  expect(exitCode).toBe(0);
  expect(out).toMatch(/Possible\(P\).*\n.*PossibleBy\(A, P\)/);
});
