import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { FolderLock } from "../../src/cli/folder-lock.ts";

const watched = vi.hoisted(() => ({ peek: (): void => {}, linkFails: false }));

// Writing a file takes two steps, between which others may look.
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeFileSync = (path: string, text: string, options?: { flag: string }): void => {
    fs.writeFileSync(path, "", options);
    watched.peek();
    fs.writeFileSync(path, text);
  };
  const linkSync = (from: string, to: string): void => {
    if (watched.linkFails) throw Object.assign(new Error("no links here"), { code: "EPERM" });
    fs.linkSync(from, to);
  };
  return { ...fs, writeFileSync, linkSync };
});

const folder = mkdtempSync(join(tmpdir(), "everystate-lock-"));
const path = join(folder, "lock");

afterEach(() => {
  Object.assign(watched, { peek: () => {}, linkFails: false });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

it("is never there without the name of its holder", () => {
  const seen: (string | null)[] = [];
  watched.peek = () => seen.push(existsSync(path) ? readFileSync(path, "utf8") : null);
  const lock = new FolderLock(folder);
  expect([lock.take(), lock.isOurs(), seen]).toEqual([null, true, [null]]);
  expect(readdirSync(folder)).toEqual(["lock"]);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

it("is had by one, also where a file system has no links", () => {
  watched.linkFails = true;
  const lock = new FolderLock(folder);
  expect([lock.take(), lock.isOurs(), readdirSync(folder)]).toEqual([null, true, ["lock"]]);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
});
