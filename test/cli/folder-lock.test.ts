import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { FolderLock } from "../../src/cli/folder-lock.ts";

const folder = mkdtempSync(join(tmpdir(), "everystate-lock-"));
const path = join(folder, "lock");
afterAll(() => rmSync(folder, { recursive: true }));

it("is never there without the name of its holder", () => {
  const seen: (string | null)[] = [];
  // Writing a file takes two steps, between which others may look.
  const slow: typeof writeFileSync = (file, text, options) => {
    writeFileSync(file, "", options);
    seen.push(existsSync(path) ? readFileSync(path, "utf8") : null);
    writeFileSync(file, text);
  };
  const lock = new FolderLock(folder, { linkSync, writeFileSync: slow });
  expect([lock.take(), lock.isOurs(), seen]).toEqual([null, true, [null]]);
  expect(readdirSync(folder)).toEqual(["lock"]);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

it("is had by one, also where a file system has no links", () => {
  const fails = (): never => {
    throw Object.assign(new Error("no links here"), { code: "EPERM" });
  };
  const lock = new FolderLock(folder, { linkSync: fails, writeFileSync });
  expect([lock.take(), lock.isOurs(), readdirSync(folder)]).toEqual([null, true, ["lock"]]);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});
