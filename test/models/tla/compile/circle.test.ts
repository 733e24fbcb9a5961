/** Definitions that use themselves only because the cfg says so: no text of them has an end. */

import { describe, expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { compileModel } from "../../../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../../../src/models/tla/model.ts";
import { print } from "../../../../src/values/index.ts";
import { modelOf } from "../spec.ts";

const counting = "VARIABLE x\nInit == x = 0\nInv == x < 7";
const behavior = "INIT Init\nNEXT Next\nINVARIANT Inv\n";

async function both(body: string, constants: string) {
  const model = () => modelOf(`${counting}\n${body}`, `${behavior}CONSTANT ${constants}\n`);
  const compiled = compileModel(model() as TlaModel, { always: true });
  return { plain: await check(model(), {}), compiled: await check(compiled ?? model(), {}) };
}

describe("an override that closes a circle", () => {
  test("gives a recursive operator with arguments", async () => {
    const body =
      "Less(n) == n\nSum(n) == IF n = 0 THEN 0 ELSE Less(n - 1) + Less(n - 1) + 1\nNext == x' = (x + Sum(x + 1)) % 7";
    const { plain, compiled } = await both(body, "Less <- Sum");
    expect(compiled.states).toEqual(plain.states);
    expect(plain.states).toMatchObject({ distinct: 3, generated: 4 });
  });

  test("gives a recursive action", async () => {
    const body = "Other(n) == FALSE\nStep(n) == x' = n \\/ (n < 2 /\\ Other(n + 1))\nNext == Step(0)";
    const { plain, compiled } = await both(body, "Other <- Step");
    expect(compiled.states).toEqual(plain.states);
    expect(plain.states).toMatchObject({ distinct: 3, generated: 10 });
  });

  test("of a name without arguments is an error where it is shown", async () => {
    const body = "Other == [x |-> x]\nShown == Other\nNext == x' = x + 1";
    const model = modelOf(`${counting}\n${body}`, `${behavior}ALIAS Shown\nCONSTANT Other <- Shown\n`);
    const [inv] = (await check(model, {})).properties;
    const [first] = inv?.status === "violated" ? (inv.trace?.states ?? []) : [];
    expect(first?.values.map(print)).toEqual(["0", expect.stringMatching(/^\(E429/)]);
  });
});
