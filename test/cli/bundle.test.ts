import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mapStack } from "../../src/cli/readable-stack.ts";
import { root } from "../source-files.ts";
import { BundledProgram } from "./bundled-program.ts";
import { COUNTER, counterConfig, World } from "./world.ts";

describe("the bundled program", () => {
  const program = new BundledProgram();
  const { folder } = program;
  const cache = join(folder, "everystate.cache");
  const run = (world: World, ...words: string[]) => program.run(world, words);

  function counter(): World {
    return new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });
  }

  it("checks and draws, with its code cache, without it, and with one that is of no use", () => {
    const good = readFileSync(cache);
    const reports = [good, null, Buffer.from("no cache"), good.subarray(0, 1000)].map((content) => {
      rmSync(cache, { force: true });
      if (content !== null) writeFileSync(cache, content);
      const world = counter();
      const { status, stdout, stderr } = run(world, "check", "Counter.tla");
      expect([status, stderr]).toEqual([12, ""]);
      expect(world.read("out/Counter/Below2.svg")).toContain("</svg>");
      return stdout.replace(/[\d.]+ s$/m, "");
    });
    writeFileSync(cache, good);
    expect(new Set(reports).size).toBe(1);
  });

  it("draws by Graphviz", () => {
    const world = counter();
    expect(run(world, "check", "Counter.tla", "--report", "dot-svg=pictures").stderr).toBe("");
    expect(world.read("pictures/Counter/Below2.dot.svg")).toContain("</svg>");
  });

  it.each(["/proc/cache", "/proc/self/fd/cache", "/dev/full", "/dev/null/cache", "relative/cache"])(
    "does without a cache where none can be kept: %s",
    (place) => {
      const good = readFileSync(cache);
      rmSync(cache);
      const world = counter();
      const { status, stderr, signal } = program.run(world, ["check", "Counter.tla"], [], place);
      writeFileSync(cache, good);
      expect([status, stderr, signal]).toEqual([12, "", null]);
    },
  );

  it("has a code cache that Node takes", () => {
    const script = `
      const { Script } = require("node:vm");
      const { readFileSync } = require("node:fs");
      const source = require("node:module").wrap(readFileSync(process.argv[1] + "/everystate.cjs", "utf8"));
      const cachedData = readFileSync(process.argv[1] + "/everystate.cache");
      console.log(new Script(source, { cachedData }).cachedDataRejected);`;
    const { stdout } = spawnSync(process.execPath, ["-e", script, folder], { encoding: "utf8" });
    expect(stdout).toBe("false\n");
  });

  it("loads yargs for help and for mistakes", () => {
    const world = counter();
    expect(run(world, "--help").stdout).toContain("everystate gate <folder>");
    expect(run(world, "--version").stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const mistake = run(world, "check", "Counter.tla", "--nothing");
    expect([mistake.status, mistake.stdout]).toEqual([2, ""]);
    expect(mistake.stderr).toContain("nothing");
    expect(existsSync(join(world.directory, "out"))).toBe(false);
  });

  it("can name the places of a stack trace in the source", () => {
    const file = join(folder, "everystate.cjs");
    const before = readFileSync(file, "utf8").split("function winningExitCode(")[0]!.split("\n");
    const source = readFileSync(join(root, "src/cli/exit-code.ts"), "utf8").split("\n");
    const at = `${before.length}:${before.at(-1)!.length + 1}`;
    const originally = source.findIndex((line) => line.startsWith("export function winningExitCode(")) + 1;
    const stack = `Error: no\n    at winningExitCode (${file}:${at})\n    at node:internal/x:1:1`;
    const mapped = mapStack(stack, file, new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8"))));
    expect(mapped.split("\n")).toEqual([
      "Error: no",
      expect.stringMatching(new RegExp(`^ {4}at winningExitCode \\(src/cli/exit-code.ts:${originally}:\\d+\\)$`)),
      "    at node:internal/x:1:1",
    ]);
  });
});
