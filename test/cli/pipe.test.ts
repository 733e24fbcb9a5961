import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

/** A world in which `path` is a named pipe that is given `text` once. */
function piped(path: string, text: string, files: Readonly<Record<string, string>>): World {
  const world = new World(files);
  execFileSync("mkfifo", [join(world.directory, path)]);
  spawn("sh", ["-c", 'printf %s "$1" > "$2"', "sh", text, path], { cwd: world.directory, stdio: "ignore" });
  return world;
}

// Each text is read once: a second reader of a pipe would wait for ever.
describe.skipIf(process.platform === "win32")("a named pipe", () => {
  const config = counterConfig(3, "INVARIANT TypeOK");

  it("can be a spec", async () => {
    const world = piped("Counter.tla", COUNTER, { "Counter.cfg": config });
    expect((await world.run("check Counter.tla")).exitCode).toBe(0);
  });

  it("can be a configuration, also of several runs", async () => {
    const world = piped("Counter.cfg", config, { "Counter.tla": COUNTER });
    const { exitCode, out } = await world.run("check Counter.tla --sweep Top=3,4");
    expect([exitCode, out.includes("2 runs: 2 holds")]).toEqual([0, true]);
  });

  it("can be a spec that carries its configuration", async () => {
    const world = piped("Counter.tla", `${COUNTER}\n---- CONFIG Counter ----\n${config}====\n`, {});
    expect((await world.run("check Counter.tla")).exitCode).toBe(0);
  });

  it("can be what is parsed", async () => {
    expect((await piped("Counter.tla", COUNTER, {}).run("parse Counter.tla")).exitCode).toBe(0);
  });

  it("can be what is recorded", async () => {
    const world = piped("s/verdicts.json", '{ "version": 1, "runs": [] }', { "s/Counter.tla": COUNTER });
    expect((await world.run("gate s")).exitCode).toBe(20);
  });
});
