import { describe, expect, it } from "vitest";
import { COUNTER, World } from "./world.ts";

describe("everystate parse", () => {
  it("shows what a module declares, without a configuration", async () => {
    const { exitCode, out, note } = await new World({ "Counter.tla": COUNTER }).run("parse Counter.tla");
    expect([exitCode, note]).toEqual([0, ""]);
    for (const name of ["Counter", "Top", "x", "Init", "Next", "Spec", "TypeOK"]) expect(out).toContain(name);
  });

  it("says of what level each definition is, theorems among them", async () => {
    const spec = [
      "---- MODULE A ----",
      "VARIABLE x",
      "Op(y) == y = {}",
      "Here == Op(x)",
      "Step == Op(x')",
      "---- MODULE B ----",
      "VARIABLE v",
      "Later == []<>(v = {})",
      "====",
      "I == INSTANCE B WITH v <- x",
      "Through == I!Later",
      "THEOREM T == ASSUME Here, Step PROVE Here'",
      "====",
    ];
    const { out } = await new World({ "A.tla": spec.join("\n") }).run("parse A.tla");
    const levels = ["Op(y): constant", "Here: state", "Step: action", "Through: temporal", "T: action"];
    for (const line of levels) expect(out).toContain(`  ${line}\n`);
  });

  it("tells every error of every module below a folder, with 150", async () => {
    const world = new World({
      "d/A.tla": "---- MODULE A ----\nX == (1\n====\n",
      "d/e/B.tla": "---- MODULE B ----\nY == Unknown\n====\n",
      "d/Counter.tla": COUNTER,
    });
    const { exitCode, out } = await world.run("parse d");
    expect(exitCode).toBe(150);
    expect(out).toMatch(/^d\/A.tla:\d+:\d+: error E1\d\d: /m);
    expect(out).toMatch(/^d\/e\/B.tla:2:6: error E2\d\d: .*Unknown/m);
    expect(out).toContain("TypeOK");
  });

  it("goes on after a module so deep that it exhausts the stack", async () => {
    const deep = `---- MODULE A ----\nEXTENDS Naturals\nX == ${Array(60_000).fill("1").join(" + ")}\n====\n`;
    const { exitCode, out } = await new World({ "d/A.tla": deep, "d/Counter.tla": COUNTER }).run("parse d");
    expect(exitCode).toBe(150);
    expect(out).toContain("error E429: d/A.tla is nested too deeply to be read");
    expect(out).toContain("TypeOK");
  });

  it("looks at the syntax only, if told so", async () => {
    const world = new World({ "B.tla": "---- MODULE B ----\nEXTENDS Nowhere\nY == Unknown\n====\n" });
    expect((await world.run("parse B.tla")).exitCode).toBe(150);
    expect((await world.run("parse --syntax-only B.tla")).exitCode).toBe(0);
  });

  it.each([
    ["a missing file", {}, "A.tla", "error E510"],
    ["an empty file", { "A.tla": "" }, "A.tla", "error E512"],
    ["a folder without modules", { "d/x": "" }, "d", "error E514"],
  ])("%s", async (_, files, path, message) => {
    const { exitCode, out } = await new World(files as Record<string, string>).run(`parse ${path}`);
    expect(exitCode).toBe(150);
    expect(out).toContain(message);
  });
});
