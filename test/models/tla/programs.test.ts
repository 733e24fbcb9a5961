import { expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import { loadTlaModel, Programs } from "../../../src/models/tla/index.ts";

const spec = (bound: string): string =>
  `---- MODULE Spec ----\nEXTENDS Base\nCONSTANT N\nVARIABLE x\nTop == ${bound}\nOther == 2\nInit == x = Zero\nNext == x' = IF x < Top THEN x + 1 ELSE Zero\nInv == x # 3\n====\n`;
const base = (zero: number): string => `---- MODULE Base ----\nEXTENDS Naturals\nZero == ${zero}\n====\n`;

/** How many states are found with each of the configurations, all with the same programs, or each with its own. */
async function states(texts: Record<string, string>, programs: Programs | null): Promise<number[]> {
  const found: number[] = [];
  for (const config of Object.keys(texts).filter((name) => name.endsWith(".cfg"))) {
    const files = { read: (path: string) => texts[path] ?? null };
    const shared = { programs: programs ?? new Programs() };
    const { model } = loadTlaModel({ spec: "Spec.tla", config, files, ...shared, deadlock: true, onPrint: () => {} });
    found.push((await check(model!)).states.distinct);
  }
  return found;
}

test("configurations share a program without seeing each other, until one of its texts changes", async () => {
  const programs = new Programs();
  const texts = {
    "Spec.tla": spec("N"),
    "Base.tla": base(0),
    "a.cfg": "INIT Init\nNEXT Next\nCONSTANT N = 4\n",
    "b.cfg": "INIT Init\nNEXT Next\nCONSTANTS N = 4\nTop <- Other\n",
    "c.cfg": "INIT Init\nNEXT Next\nCONSTANT N = 4\nINVARIANT Inv\n",
  };
  expect(await states(texts, programs)).toEqual([5, 3, 4]);
  expect(await states(texts, programs)).toEqual(await states(texts, null));
  expect(await states({ ...texts, "Spec.tla": spec("N + 1") }, programs)).toEqual([6, 3, 4]);
  expect(await states({ ...texts, "Base.tla": base(1) }, programs)).toEqual([4, 2, 3]);
});

test("the same text is loaded once", () => {
  const texts: Record<string, string> = { "Spec.tla": spec("N"), "Base.tla": base(0) };
  const files = { read: (path: string) => texts[path] ?? null };
  const programs = new Programs();
  const [one, other] = [programs.load("Spec.tla", files), programs.load("Spec.tla", files)];
  expect(one.program!.root).toBe(other.program!.root);
  expect(one.program!.tables.meanings).not.toBe(other.program!.tables.meanings);
});
