/** Direct code of ENABLED: it ends at the first way, also where several parts come to what follows. */

import { afterEach, expect, test, vi } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import type { TlaModel } from "../../../../src/models/tla/model.ts";
import { modelOf } from "../spec.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The texts of which functions are made from here on. */
function functionTexts(): string[] {
  const texts: string[] = [];
  const construct = (target: FunctionConstructor, args: string[]): object => {
    texts.push(args.at(-1) ?? "");
    return Reflect.construct(target, args);
  };
  vi.stubGlobal("Function", new Proxy(Function, { construct }));
  return texts;
}

test.each([
  ["after IF", "(IF x < 2 THEN y' = 1 - y ELSE y' = y) /\\ x' = x + 1 /\\ x < 3", "holds"],
  ["after \\A with several ways", "(\\A k \\in 1..2 : x < 3 \\/ k > y + 2) /\\ x' = x + 1 /\\ y' = y", "holds"],
  ["after \\/, where there is none", "(y' = 0 \\/ y' = y) /\\ x' = x + 1 /\\ x < 3 /\\ x # 1", "violated"],
])("%s", async (_, action, status) => {
  const text = `VARIABLES x, y
vars == <<x, y>>
Up == ${action}
Init == x = 0 /\\ y = 0
Spec == Init /\\ [][Up]_vars /\\ WF_vars(Up /\\ y < 2)
P == <>(x = 3)`;
  const cfg = "SPECIFICATION Spec\nPROPERTY P\nCHECK_DEADLOCK FALSE\n";
  const model = modelOf(text, cfg, {}, { direct: { volatile: [] } }) as TlaModel;
  const texts = functionTexts();
  const { properties } = await check(model);
  expect(properties.map((property) => property.status)).toEqual([status]);
  expect(model.aids?.counts.failures).toBe(0);
  expect(texts.some((one) => one.includes("return true;"))).toBe(true);
  // To throw costs microseconds, and more for each function that is left by it.
  expect(texts.filter((one) => one.includes("throw"))).toEqual([]);
});
