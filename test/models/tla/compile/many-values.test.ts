/** A variable with more values than are remembered, or with another one in nearly each state: there will be no layout. */

import { expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { Compiled, Overdue } from "../../../../src/models/tla/compile/account.ts";
import { compileModel } from "../../../../src/models/tla/compile/engine.ts";
import type { TlaModel } from "../../../../src/models/tla/model.ts";
import { modelOf } from "../spec.ts";

/** Counts the looks ahead that come before code is made. */
class Counting extends Compiled {
  looks = 0;

  override ahead(): void {
    this.looks++;
  }

  override judged(found: number): number {
    return found;
  }
}

/** Making code takes too long once, and is not tried again. */
class Slow extends Counting {
  override compiles(found: number): boolean {
    return super.compiles(found) && this.looks === 0;
  }

  override making<T>(): T {
    throw new Overdue(1000);
  }
}

/** What is said of a run with so many values, after code might have been made, and how often that was tried. */
async function run(
  text: string,
  values: number,
  account: Counting,
): Promise<{ unpacked: string | null; looks: number }> {
  const model = modelOf(text, "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n");
  const compiled = compileModel(model as TlaModel, { always: false, account });
  if (compiled === null) throw new Error("not compiled");
  const { states } = await check(compiled, {});
  expect(states.distinct).toBe(values);
  return { unpacked: compiled.explainer().evaluation.unpacked, looks: account.looks };
}

const initial = (values: number): string => `VARIABLE x\nInit == x \\in 1 .. ${values}\nNext == x' = x`;
const counted = (values: number): string => `VARIABLE x\nInit == x = 1\nNext == x < ${values} /\\ x' = x + 1`;

test("no code is tried once values are too many to be remembered, and that is what is said", async () => {
  expect(await run(initial(1000), 1000, new Counting(100))).toEqual({ unpacked: null, looks: 1 });
  expect(await run(initial(140_000), 140_000, new Counting(100))).toEqual({ unpacked: "outgrown", looks: 0 });
});

test("code that once took too long to make is not what is missed later, where values are too many", async () => {
  expect(await run(counted(1000), 1000, new Slow(100))).toEqual({ unpacked: "slow", looks: 1 });
  expect(await run(counted(140_000), 140_000, new Slow(100))).toEqual({ unpacked: "outgrown", looks: 1 });
});

const history = `VARIABLE h
Init == h = <<>>
Next == Len(h) < 9 /\\ \\E i \\in 1..2 : h' = Append(h, i)`;

const queue = `VARIABLES h, n
Init == h = <<>> /\\ n = 0
Next == \\/ Len(h) < 2 /\\ \\E i \\in 1..2 : h' = Append(h, i) /\\ n' = (n + i) % 200
        \\/ h # <<>> /\\ h' = Tail(h) /\\ n' = n`;

test("no layout is made where a value that is kept whole is another one in nearly each state", async () => {
  expect(await run(history, 1023, new Counting(100))).toEqual({ unpacked: "outgrown", looks: 1 });
  expect((await run(queue, 1400, new Counting(100))).unpacked).toBeNull();
});
