/** Tables of results by ids. */

import { describe, expect, test } from "vitest";
import { Keyed } from "../../../../src/models/tla/direct/keyed.ts";

function ask(table: Keyed<string>, ...key: number[]): string | undefined {
  table.key.set(key);
  return table.find();
}

function keep(table: Keyed<string>, result: string, ...key: number[]): void {
  table.key.set(key);
  table.find();
  table.keep(result);
}

describe("a table of results", () => {
  test("tells keys apart by each of their ids, however many there are", () => {
    const table = new Keyed<string>(3);
    for (let i = 0; i < 400; i++) {
      keep(table, `${i}`, i % 7, i, -i);
      for (let j = 0; j <= i; j += 13) expect(ask(table, j % 7, j, -j)).toBe(`${j}`);
      expect(ask(table, i % 7, i, 1 - i)).toBeUndefined();
    }
  });

  test("with no ids has one result", () => {
    const table = new Keyed<string>(0);
    expect(ask(table)).toBeUndefined();
    keep(table, "one");
    expect(ask(table)).toBe("one");
  });

  test("forgets all when there are too many, and goes on", () => {
    const table = new Keyed<string>(1);
    const wrong: number[] = [];
    for (let i = 0; i < 50_000; i++) {
      keep(table, `${i}`, i);
      // It helps, so it is not dropped.
      for (let times = 0; times < 2; times++) if (ask(table, i) !== `${i}`) wrong.push(i);
    }
    expect(wrong).toEqual([]);
    keep(table, "new", -1);
    expect(ask(table, 3)).toBeUndefined();
    expect(ask(table, -1)).toBe("new");
    keep(table, "again", 3);
    expect(ask(table, 3)).toBe("again");
  });

  test("that rarely helps is dropped", () => {
    const table = new Keyed<string>(1);
    for (let i = 0; i < 5000 && !table.dropped; i++) keep(table, `${i}`, i);
    expect(table.dropped).toBe(true);
    expect(ask(table, 3)).toBeUndefined();
    keep(table, "3", 3);
    expect(ask(table, 3)).toBeUndefined();
  });
});
