import { cpSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Share } from "../../src/mutants/index.ts";
import { COUNTER, counterConfig, type Outcome, World } from "./world.ts";

const SHOWN = COUNTER.replace("EXTENDS Naturals", "EXTENDS Naturals, Sizes")
  .replace("x \\in 0..Top", "x \\in 0..Largest")
  .replace("[][Next]_x", "[][Next]_x /\\ WF_x(Again)");
const SIZES = "---- MODULE Sizes ----\nEXTENDS Naturals\nLargest == 7\n====\n";

/** A folder of two runs: one with a counterexample and one with a lasso. */
async function folder(files: Readonly<Record<string, string>> = {}): Promise<World> {
  const world = new World({
    "specs/Counter.tla": SHOWN,
    "specs/Sizes.tla": SIZES,
    "specs/Counter.bad.cfg": counterConfig(3, "INVARIANTS TypeOK Below2"),
    "specs/Counter.live.cfg": counterConfig(1, "PROPERTY Live"),
    ...files,
  });
  expect((await world.run("gate specs --update")).exitCode).toBe(0);
  return world;
}

async function gate(world: World, words = "", program = "one"): Promise<Outcome> {
  return await world.run(`gate specs${words}`, { program: () => program });
}

/** How many runs were not made. */
async function unchanged(world: World, program?: string): Promise<number> {
  const { exitCode, out } = await gate(world, "", program);
  expect([0, 20]).toContain(exitCode);
  return Number(/\((\d+) of them unchanged/.exec(out)?.[1] ?? 0);
}

/** The document, without what a clock says. */
async function said(world: World, words = ""): Promise<string> {
  return (await gate(world, ` --json${words}`)).out.replace(/"seconds": [\d.]+/g, "");
}

/** Replaces texts in a file of the folder. */
function edit(world: World, file: string, ...changes: readonly (readonly [string, string])[]): void {
  world.write(
    `specs/${file}`,
    changes.reduce((text, [from, to]) => text.replace(from, to), world.read(`specs/${file}`)),
  );
}

const COMMENTS: readonly (readonly [string, string])[] = [
  ["EXTENDS", "(* what\n   follows *)\nEXTENDS"],
  ["Below2 ==", "\n\\* never more than one\nBelow2 =="],
  ["/\\ x' = x + 1", "/\\ x' = x + 1 \\* up"],
];

describe("a gate whose specs have not changed", () => {
  it("makes no run again, and says the same", async () => {
    const world = await folder();
    const first = await said(world);
    expect(await unchanged(world)).toBe(2);
    expect(await said(world)).toBe(first);
    expect(await said(world, " --no-cache")).toBe(first);
    expect((await gate(world, " --no-cache")).out).toContain("2 runs: all as recorded\n");
  });

  it("makes none again for a comment; places are those of the new text, in the files of traces too", async () => {
    const world = await folder();
    await gate(world);
    edit(world, "Counter.tla", ...COMMENTS);
    edit(world, "Counter.bad.cfg", ["INVARIANTS", "\\* what has to hold\nINVARIANTS"]);
    expect(await unchanged(world)).toBe(2);
    const text = world.read("out/specs/Counter.bad/Below2.txt");
    expect(text).toContain("Up  specs/Counter.tla:8:1\n");
    expect(text).toContain("x < 2  specs/Counter.tla:15:11");
    const kept = await said(world);
    expect(kept).toBe(await said(world, " --no-cache"));
    expect(world.read("out/specs/Counter.bad/Below2.txt")).toBe(text);
  });

  it("leaves drawings as they are, in whatever order the properties were found violated", async () => {
    const later = SHOWN.replace("Below2 ==", "Below3 == x < 3\nBelow2 ==");
    const world = await folder({
      "specs/Counter.tla": later,
      "specs/Counter.bad.cfg": counterConfig(3, "INVARIANTS Below3 Below2"),
    });
    await gate(world);
    const picture = join(world.directory, "out/specs/Counter.bad/Below3.svg");
    const { mtimeMs } = statSync(picture);
    expect(await unchanged(world)).toBe(2);
    expect(statSync(picture).mtimeMs).toBe(mtimeMs);
  });

  it("draws again what was deleted or changed", async () => {
    const world = await folder();
    await gate(world);
    const [picture, states] = ["out/specs/Counter.bad/Below2.lanes.svg", "out/specs/Counter.live/Live.svg"];
    const [lanes, svg] = [world.read(picture), world.read(states)];
    rmSync(join(world.directory, picture));
    world.write(states, "no picture");
    expect(await unchanged(world)).toBe(2);
    expect(world.read(picture)).toBe(lanes);
    expect(world.read(states)).toBe(svg);
  });

  it("tells a drift from the record as a run would", async () => {
    const world = await folder();
    await gate(world);
    world.write("specs/verdicts.json", world.read("specs/verdicts.json").replace('"states": 3', '"states": 4'));
    const { exitCode, out } = await gate(world);
    expect(exitCode).toBe(20);
    expect(out).toContain("Below2: recorded violated, 4 states, found violated, 3 states");
    expect(out).toContain("(2 of them unchanged");
  });

  it("comes back to what it knew", async () => {
    const world = await folder();
    await gate(world);
    edit(world, "Counter.tla", ["x < 2", "x < 3"]);
    await gate(world);
    edit(world, "Counter.tla", ["x < 3", "x < 2"]);
    expect(await unchanged(world)).toBe(2);
  });
});

describe("a run is made again", () => {
  const changes: readonly (readonly [what: string, file: string, from: string, to: string, unchanged: number])[] = [
    ["an operator", "Counter.tla", "x < 2", "x <= 2", 0],
    ["a number", "Counter.tla", "x = 0", "x = 1", 0],
    ["a name in a module that is extended", "Sizes.tla", "7", "8", 0],
    ["a column, which decides what belongs to a list", "Counter.tla", "Below2 == x", "Below2 ==  x", 0],
    ["a constant", "Counter.bad.cfg", "= 3", "= 4", 1],
    ["a property of the configuration", "Counter.bad.cfg", "Below2", "", 1],
    ["a comment that says who has a lane", "Counter.tla", "Below2 ==", "\\* lanes: x\nBelow2 ==", 0],
    ["a comment that says that a warning is meant", "Counter.tla", "Up ==", "\\* meant: W602\nUp ==", 0],
    ["one in a configuration", "Counter.bad.cfg", "INVARIANTS", "\\* meant: W602\nINVARIANTS", 1],
    ["text before the module, which may be anything", "Counter.tla", "---- MODULE", "Read this.\n---- MODULE", 0],
    ["a string with something like a comment", "Counter.tla", "Below2 ==", 'Said == "(* one *)"\nBelow2 ==', 0],
  ];

  it.each(changes)("for %s", async (_what, file, from, to, count) => {
    const world = await folder();
    await gate(world);
    edit(world, file, [from, to]);
    expect(await unchanged(world)).toBe(count);
  });

  it("for a comment that speaks of another line, not for one that was moved with its own", async () => {
    const meant = SHOWN.replace("Up ==", "\\* meant: W602\nUp ==");
    const world = await folder({ "specs/Counter.tla": meant });
    await gate(world);
    edit(world, "Counter.tla", ["\\* meant: W602\n", "\n\\* meant: W602 as it should be\n\\* and more\n"]);
    expect(await unchanged(world)).toBe(2);
    edit(world, "Counter.tla", ["\\* meant: W602 as it should be\n", ""], ["Below2 ==", "\\* meant: W602\nBelow2 =="]);
    expect(await unchanged(world)).toBe(0);
  });

  it("for a file that it reads, also one that was not there", async () => {
    const data = SHOWN.replace("Naturals, Sizes", "Naturals, Sizes, Json").replace(
      "Below2 ==",
      'ASSUME JsonDeserialize("data.json") = <<1>>\nBelow2 ==',
    );
    const world = await folder({ "specs/Counter.tla": data, "specs/data.json": "[1]" });
    await gate(world);
    expect(await unchanged(world)).toBe(2);
    world.write("specs/data.json", "[ 1 ]");
    expect(await unchanged(world)).toBe(0);
    world.write("data.json", "[2]");
    expect(await unchanged(world)).toBe(0);
  });

  it("by another program, in another folder, and where what was kept is damaged", async () => {
    const world = await folder();
    await gate(world);
    expect(await unchanged(world, "another")).toBe(0);
    const cache = join(world.directory, "out/.cache");
    const other = await folder();
    cpSync(cache, join(other.directory, "out/.cache"), { recursive: true });
    expect(await unchanged(other)).toBe(0);
    const fresh = await said(world);
    for (const ending of [".run", ".reads", ".traces"]) {
      const files = readdirSync(cache).filter((file) => file.endsWith(ending));
      expect(files.length).toBeGreaterThan(1);
      for (const file of files) writeFileSync(join(cache, file), "{}");
      expect(await said(world)).toBe(fresh);
      const files2 = readdirSync(cache).filter((file) => file.endsWith(ending));
      for (const file of files2)
        writeFileSync(join(cache, file), world.read(`out/.cache/${file}`).replace("Below2", "Below3"));
      expect(await said(world)).toBe(fresh);
    }
  });

  it("where something is recorded, and where the program is not one file", async () => {
    const world = await folder();
    await gate(world);
    expect((await world.run("gate specs --update", { program: () => "one" })).out).not.toContain("unchanged");
    expect((await world.run("gate specs")).out).not.toContain("unchanged");
  });
});

describe("a gate of several runs", () => {
  const many = (): Promise<World> =>
    folder(
      Object.fromEntries(
        [1, 2, 4, 5, 6].map((top) => [`specs/Counter.top${top}.cfg`, counterConfig(top, "INVARIANT TypeOK")]),
      ),
    );
  const words = "gate specs --quiet --verbose";
  const program = () => "one";
  /** What was printed, without times. */
  const timeless = ({ out, ...rest }: Outcome): Outcome => ({ ...rest, out: out.replace(/, \d+\.\d+ s\)/g, ")") });

  it("has them made by a process for each core, and says what one process says", async () => {
    const [one, several] = [await many(), await many()];
    const shares: string[] = [];
    const start = async (share: Share): Promise<string> => {
      shares.push(`${share.part}/${share.of}`);
      return (await several.run(words, { workers: { share, start }, program })).out;
    };
    const divided = await several.run(words, { workers: { share: null, start }, program });
    expect(timeless(divided)).toEqual(timeless(await one.run(words, { program })));
    expect(divided.out).not.toContain("unchanged");
    expect(shares.length).toBeGreaterThan(1);
    expect(several.read("out/specs/Counter.bad/Below2.svg")).toBe(one.read("out/specs/Counter.bad/Below2.svg"));
    // All are kept now, and nobody is asked.
    shares.length = 0;
    const again = await several.run(words, { workers: { share: null, start }, program });
    expect([again.out.includes("(7 of them unchanged"), shares]).toEqual([true, []]);
  });

  it("makes here what another process could not", async () => {
    const [one, several] = [await many(), await many()];
    const start = () => Promise.reject(new Error("the process ended"));
    const divided = await several.run(words, { workers: { share: null, start }, program });
    expect(timeless(divided)).toEqual(timeless(await one.run(words, { program })));
  });
});
