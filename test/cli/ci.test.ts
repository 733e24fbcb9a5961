/** What docs/ci.md and action.yml have people run, as far as it goes on this machine. */

import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../source-files.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

const ACTION = readFileSync(join(root, "action.yml"), "utf8");
const DOCUMENT = readFileSync(join(root, "docs/ci.md"), "utf8");

/** The script of the action's step, without its indentation. */
const SCRIPT = /\n {6}run: \|\n((?: {8}.*\n)+)/.exec(ACTION)![1]!.replace(/^ {8}/gm, "");

/** Runs the script as a runner does, with an `npx` that writes down what it is given. */
function run(settings: Readonly<Record<string, string>>): { readonly words: string[]; readonly status: number | null } {
  const world = new World();
  const bin = join(world.directory, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "npx"), `#!/bin/sh\nprintf '%s\\n' "$@" > ${world.directory}/words\nexit 20\n`);
  chmodSync(join(bin, "npx"), 0o755);
  const environment = { FOLDER: "specs", PROFILE: "fast", CHANGED: "", CODE: "", VERSION: "local", ...settings };
  const { status } = spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", SCRIPT], {
    cwd: world.directory,
    env: { ...environment, GITHUB_STEP_SUMMARY: "summary.md", PATH: `${bin}:${process.env["PATH"]}` },
  });
  return { words: world.read("words").trimEnd().split("\n"), status };
}

describe("action.yml", () => {
  it("declares an input for each one that it uses, and uses each that it declares", () => {
    const declared = [...ACTION.matchAll(/^ {2}(\w+):\n {4}description:/gm)].map(([, name]) => name);
    const used = new Set([...ACTION.matchAll(/inputs\.(\w+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(declared.sort());
    expect(ACTION).toMatch(/using: composite/);
  });

  it("runs a gate that understands its words, and ends as it does", async () => {
    const { words, status } = run({});
    expect(status).toBe(20);
    expect(words.slice(0, 2)).toEqual(["--no-install", "everystate"]);
    const world = new World({
      "specs/Counter.tla": COUNTER,
      "specs/Counter.cfg": counterConfig(3, "INVARIANT Below2"),
    });
    await world.run("gate specs --update");
    const given = words.slice(2).join(" ");
    expect(await world.run(given)).toMatchObject({ exitCode: 0 });
    for (const file of ["summary.md", "out/report.html", "out/junit.xml", "out/results.sarif"]) {
      expect(existsSync(join(world.directory, file))).toBe(true);
    }
    world.write("specs/Counter.tla", COUNTER.replace("x < 2", "x < 1"));
    const changed = await world.run(given);
    expect(changed.exitCode).toBe(20);
    expect(changed.out).toContain("::error");
  });

  it("takes spaces and further wishes as they are", () => {
    const { words } = run({ FOLDER: "my specs", CHANGED: "origin/main", CODE: "src", VERSION: "1.0.0" });
    expect(words.slice(0, 4)).toEqual(["--yes", "everystate@1.0.0", "gate", "my specs"]);
    expect(words).toEqual(expect.arrayContaining(["--changed", "origin/main", "--code", "src"]));
  });
});

describe("docs/ci.md", () => {
  it("shows a job for GitLab whose command is understood", async () => {
    const command = /npx --no-install everystate (gate .*)/.exec(DOCUMENT)![1]!;
    const world = new World({
      "specs/Counter.tla": COUNTER,
      "specs/Counter.cfg": counterConfig(3, "INVARIANT Below2"),
    });
    await world.run("gate specs --update");
    expect(await world.run(command)).toMatchObject({ exitCode: 0 });
    expect(world.read("out/junit.xml")).toContain("<testsuite");
  });

  it("gives the action only inputs that it has", () => {
    const [, given = ""] = /uses: \.\/node_modules\/everystate\n {8}with:\n((?: {10}\w+:.*\n)+)/.exec(DOCUMENT) ?? [];
    const names = [...given.matchAll(/^ {10}(\w+):/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(ACTION).toContain(`\n  ${name}:\n    description:`);
  });

  it("is part of the package, as the action is", () => {
    const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { files: string[] };
    expect(files).toEqual(expect.arrayContaining(["action.yml", "docs"]));
    expect(() => execFileSync("bash", ["-n", "-c", SCRIPT])).not.toThrow();
  });
});
