/** The package as it is installed: packed, put into an empty folder from the registry's files, and used there. */

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../source-files.ts";

/** What the package may take packed, in bytes. */
const LARGEST = 2_000_000;

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

describe("the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "everystate-package-"));
  const home = join(folder, "home");
  const project = join(folder, "project");
  let packed: { filename: string; size: number; files: { path: string }[] };

  function run(program: string, args: readonly string[], cwd = project): string {
    const env = { ...process.env, XDG_CACHE_HOME: home, NODE_OPTIONS: "" };
    return execFileSync(program, args, { cwd, env, encoding: "utf8" });
  }

  beforeAll(() => {
    mkdirSync(project);
    if (!existsSync(join(root, "dist/cli/main.js"))) run("npm", ["run", "build"], root);
    [packed] = JSON.parse(run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], root));
    writeFileSync(join(project, "package.json"), '{ "type": "module" }');
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, packed.filename)]);
  }, 180_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  it("is small, and without what belongs to one machine or to the work on it", () => {
    expect(packed.size).toBeLessThan(LARGEST);
    const folders = new Set(packed.files.map(({ path }) => path.split("/")[0]));
    expect([...folders].sort()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "action.yml",
      "dist",
      "docs",
      "package.json",
      "specs",
    ]);
    expect(packed.files.filter(({ path }) => path.endsWith(".cache"))).toEqual([]);
    const bundle = readFileSync(join(project, "node_modules/everystate/dist/cli/everystate.cjs"), "utf8");
    expect(bundle).not.toContain(root);
  });

  it("checks a spec by npx, and keeps the compiled program below the user's cache folder", () => {
    const words = ["check", "node_modules/everystate/specs/examples/Peterson.right.cfg"];
    const first = run("npx", ["everystate", ...words]);
    expect(first).toMatch(/^ +holds +/m);
    const kept = () => readdirSync(join(home, "everystate"));
    expect(kept()).toEqual([expect.stringMatching(new RegExp(`^[0-9a-f]{16}-${process.version}-\\w+\\.cache$`))]);
    const withoutTime = (text: string) => text.replace(/[\d.]+ s$/m, "");
    // What npx has found.
    expect(withoutTime(run(join(project, "node_modules/.bin/everystate"), words))).toBe(withoutTime(first));
    expect(kept()).toHaveLength(1);
  });

  it("can be published as it is: npm corrects nothing", () => {
    // Only package.json would be corrected, by itself and by the programs that it names; to pack the rest takes seconds.
    const alone = join(folder, "alone");
    for (const file of ["package.json", ...Object.values<string>(manifest.bin)])
      cpSync(join(root, file), join(alone, file));
    const words = ["publish", "--dry-run", "--ignore-scripts", "--loglevel", "notice"];
    const { stderr } = spawnSync("npm", words, { cwd: alone, encoding: "utf8" });
    expect(stderr).toContain("Tarball Details");
    expect(stderr).not.toMatch(/auto-corrected|errors corrected|npm error/);
  });

  const snippets = [
    ...readFileSync(join(root, "docs/library.md"), "utf8").matchAll(/```js\n(.*?)```\n\n```\n(.*?)```/gs),
  ].map(([, code, output]) => [code, output] as const);

  it.each(snippets)("does what docs/library.md says, %#", (code, output) => {
    writeFileSync(join(project, "snippet.mjs"), code as string);
    expect(run(process.execPath, ["snippet.mjs"])).toBe(output);
  });

  it("is a library", () => {
    const script = 'import("everystate").then((library) => console.log(typeof library.check))';
    expect(run(process.execPath, ["-e", script])).toBe("function\n");
  });
});
