import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly note: string;
}

/** Runs the real program; `onOutput` sees stderr as it grows. */
function run(
  world: World,
  words: string[],
  env: Record<string, string> = {},
  signalAfter: number | null = null,
): Promise<Ended> {
  const tsx = fileURLToPath(new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url));
  const program = spawn(process.execPath, ["--import", tsx, `${root}/src/cli/main.ts`, ...words], {
    cwd: world.directory,
    env: { ...process.env, ...env },
  });
  let out = "";
  let note = "";
  program.stdout.on("data", (data: Buffer) => {
    out += data.toString();
  });
  program.stderr.on("data", (data: Buffer) => {
    note += data.toString();
    if (signalAfter !== null && note.includes("started")) {
      setTimeout(() => program.kill("SIGINT"), signalAfter);
      signalAfter = null;
    }
  });
  return new Promise((resolve) => program.on("close", (code) => resolve({ code, out, note })));
}

describe("the program", () => {
  it("sets the exit code, and colours what FORCE_COLOR asks for", async () => {
    const world = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANTS TypeOK Below2") });
    const plain = await run(world, ["check", "Counter.tla"], { FORCE_COLOR: "", NO_COLOR: "" });
    expect(plain.code).toBe(12);
    expect(plain.out).not.toContain("\u001b");
    const coloured = await run(world, ["check", "Counter.tla"], { FORCE_COLOR: "1", NO_COLOR: "" });
    expect(coloured.out).toContain("\u001b[31m");
  });

  it("tells what it has when interrupted, with 130", async () => {
    const endless = COUNTER.replace("EXTENDS Naturals", "EXTENDS Naturals, TLC").replace(
      "Init == x = 0",
      'Init == x = 0 /\\ PrintT("started")',
    );
    const world = new World({ "Counter.tla": endless, "Counter.cfg": counterConfig(1e9, "INVARIANT TypeOK") });
    const { code, out, note } = await run(world, ["check", "Counter.tla"], {}, 300);
    expect(code).toBe(130);
    expect(out).toContain("unchecked  TypeOK");
    expect(note).toContain("the search was interrupted");
  });
});
