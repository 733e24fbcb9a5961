import { symlinkSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/cli/context.ts";
import { moduleFiles } from "../../src/cli/input-file.ts";
import { outPath, safeName } from "../../src/cli/out-folder.ts";
import { parseCount, parseDuration, parseSize, parseWorkers } from "../../src/cli/quantity.ts";
import { resolveTargets } from "../../src/cli/target.ts";
import { World } from "./world.ts";

describe("resolveTargets", () => {
  /** The pairs as `spec+config`, problems as their code. */
  function pairs(files: readonly string[], specs: string, configs: readonly string[] = []): string[] {
    const world = new World(Object.fromEntries(files.map((file) => [file, "x"])));
    return resolveTargets(world.directory, specs.split(" "), configs).map((target) =>
      "problem" in target ? target.problem.code : `${target.spec}+${target.config}`,
    );
  }

  it.each([
    ["X.cfg beside it", ["X.tla", "X.cfg", "X.any.cfg"], "X.tla", ["X.tla+X.cfg"]],
    ["else all X.*.cfg", ["X.tla", "X.b.cfg", "X.a.cfg", "XY.cfg"], "X.tla", ["X.tla+X.a.cfg", "X.tla+X.b.cfg"]],
    ["a cfg with its module", ["X.tla", "X.any.cfg"], "X.any.cfg", ["X.tla+X.any.cfg"]],
    [
      "a module with a dot, if the short name has none",
      ["X.y.tla", "X.y.any.cfg"],
      "X.y.any.cfg",
      ["X.y.tla+X.y.any.cfg"],
    ],
    [
      "the module up to the first dot before longer ones",
      ["X.tla", "X.y.tla", "X.y.cfg"],
      "X.y.cfg",
      ["X.tla+X.y.cfg"],
    ],
    ["paths as the user wrote them", ["d/X.tla", "d/X.cfg"], "./d/X.tla", ["./d/X.tla+d/X.cfg"]],
    [
      "every pair below a folder",
      ["d/X.tla", "d/X.cfg", "d/e/Y.tla", "d/e/Y.a.cfg", "d/Z.tla", "d/W.cfg"],
      "d",
      ["d/X.tla+d/X.cfg", "d/e/Y.tla+d/e/Y.a.cfg"],
    ],
    [
      "the module of a cfg in the nearest folder around it",
      ["X.tla", "d/X.tla", "d/e/f/X.any.cfg", "Y.tla", "d/e/Y.a.cfg"],
      "d/e/f/X.any.cfg d/e/Y.a.cfg",
      ["d/X.tla+d/e/f/X.any.cfg", "Y.tla+d/e/Y.a.cfg"],
    ],
    [
      "a longer name beside it before a shorter one further up",
      ["X.tla", "d/X.y.tla", "d/X.y.a.cfg"],
      "d/X.y.a.cfg",
      ["d/X.y.tla+d/X.y.a.cfg"],
    ],
    [
      "the modules around a folder, too",
      ["d/X.tla", "d/X0/X.a.cfg", "d/X0/X.b.cfg"],
      "./d/X0",
      ["d/X.tla+d/X0/X.a.cfg", "d/X.tla+d/X0/X.b.cfg"],
    ],
    [
      "no hidden folders",
      ["d/.git/X.tla", "d/.git/X.cfg", "d/node_modules/X.tla", "d/node_modules/X.cfg"],
      "d",
      ["E514"],
    ],
    [
      "several in order",
      ["X.tla", "X.cfg", "Y.tla", "Y.cfg"],
      "Y.tla X.tla Z.tla",
      ["Y.tla+Y.cfg", "X.tla+X.cfg", "E510"],
    ],
  ])("%s", (_, files, specs, expected) => {
    expect(pairs(files, specs)).toEqual(expected);
  });

  it("looks no further than the working directory, and elsewhere than the folder that is named", () => {
    const world = new World({
      "X.tla": "x",
      "d/X.a.cfg": "x",
      "d/e/X.b.cfg": "x",
      "Y.tla": "x",
      "d/Y.tla": "x",
      "d/e/Y.cfg": "x",
    });
    const from = (folder: string, ...specs: string[]) =>
      resolveTargets(join(world.directory, folder), specs, []).map((target) =>
        "problem" in target
          ? [target.problem.code, ...target.problem.notes.map(({ message }) => message)]
          : `${target.spec}+${target.config}`,
      );
    const hint = "if it lies elsewhere, name its folder with --library";
    const both = (config: string) => `if it has another name, name both: Other.tla --config ${config}`;
    expect(from("d", "X.a.cfg", "e")).toEqual([["E516", "looked in .", hint, both("X.a.cfg")], "Y.tla+e/Y.cfg"]);
    expect(from("d", "e/X.b.cfg")).toEqual([["E516", "looked in e, .", hint, both("e/X.b.cfg")]]);
    expect(from("d/e", "../X.a.cfg")).toEqual([["E516", "looked in ..", hint, both("../X.a.cfg")]]);
    expect(from("d/e", "../../d")).toEqual(["../../d/Y.tla+../../d/e/Y.cfg"]);
    expect(from("d/e", world.directory)).toHaveLength(3);
  });

  it("takes the configurations that are named, with one spec only", () => {
    expect(pairs(["X.tla", "X.cfg"], "X.tla", ["a.cfg", "b.cfg"])).toEqual(["X.tla+a.cfg", "X.tla+b.cfg"]);
    expect(() => pairs(["X.tla", "Y.tla"], "X.tla Y.tla", ["a.cfg"])).toThrow(UsageError);
    expect(() => pairs(["X.cfg"], "X.cfg", ["a.cfg"])).toThrow(UsageError);
  });
});

describe("moduleFiles", () => {
  it("reads below the working directory and the folder of the spec, and nowhere else", () => {
    const outside = new World({ "Secret.tla": "secret", "specs/S.tla": "spec", "specs/deep/T.tla": "deep" });
    const world = new World({ "A.tla": "module", "binary.tla": new Uint8Array([0]) });
    symlinkSync(join(outside.directory, "Secret.tla"), join(world.directory, "Link.tla"));
    const files = moduleFiles(world.directory, join(outside.directory, "specs/S.tla"));
    expect(files.read("A.tla")).toBe("module");
    expect(files.read(join(outside.directory, "specs/S.tla"))).toBe("spec");
    expect(files.read(join(outside.directory, "specs/deep/T.tla"))).toBe("deep");
    expect(files.read(join(outside.directory, "Secret.tla"))).toBeNull();
    expect(files.read(join(outside.directory, "specs/../Secret.tla"))).toBeNull();
    expect(files.read("Link.tla")).toBeNull();
    expect(files.read("Absent.tla")).toBeNull();
    expect(files.read("binary.tla")).toBeNull();
  });

  it("drops a byte order mark", () => {
    const world = new World({ "A.tla": "\ufeff---- MODULE A ----" });
    expect(moduleFiles(world.directory, "A.tla").read("A.tla")).toBe("---- MODULE A ----");
  });
});

describe("where traces are written", () => {
  it.each([
    ["specs/vfio/D0/D0_Block.any.cfg", ["specs", "vfio", "D0", "D0_Block.any"]],
    ["/w/specs/X.cfg", ["specs", "X"]],
    ["../shared/my spec.cfg", ["__", "shared", "my_spec"]],
    ["../../..cfg", ["__", "_."]],
  ])("%s", (config, parts) => {
    expect(outPath("/w", config)).toEqual(parts);
  });

  it.each([
    ["Inv", "Inv"],
    ["M!Inv", "M_Inv"],
    ["a/b\\c d", "a_b_c_d"],
    ["..", "_.."],
    ["é", "_"],
  ])("%s", (name, safe) => {
    expect(safeName(name)).toBe(safe);
  });
});

describe("quantities", () => {
  it.each([
    ["500ms", 500],
    ["90s", 90_000],
    ["90", 90_000],
    ["1.5h", 5_400_000],
    ["2d", 172_800_000],
  ])("a time of %s", (text, milliseconds) => {
    expect(parseDuration("max-time", text)).toBe(milliseconds);
  });

  it.each([
    ["512m", 512 * 2 ** 20],
    ["4g", 4 * 2 ** 30],
    ["4GB", 4 * 2 ** 30],
    ["0.5t", 2 ** 39],
  ])("a size of %s", (text, bytes) => {
    expect(parseSize("max-memory", text)).toBe(bytes);
  });

  it.each(["", "0s", "-1s", "1 s", "1w", "s"])("no time: %j", (text) => {
    expect(() => parseDuration("max-time", text)).toThrow(UsageError);
  });

  it.each(["", "4", "0g", "g", "-1g"])("no size: %j", (text) => {
    expect(() => parseSize("max-memory", text)).toThrow(UsageError);
  });

  it.each([
    ["7", 7],
    ["20k", 20_000],
    ["1.5M", 1_500_000],
  ])("a count: %s", (text, count) => {
    expect(parseCount("max-states", text)).toBe(count);
  });

  it.each(["", "0", "1.5", "1.00001k", "2g", "k", "1e3", "-1", "99999999999999999999"])("no count: %j", (text) => {
    expect(() => parseCount("max-states", text)).toThrow(UsageError);
  });

  it("as many workers as are said, or one for each core", () => {
    expect([parseWorkers("1"), parseWorkers("16"), parseWorkers("auto")]).toEqual([1, 16, availableParallelism()]);
    for (const text of ["0", "", "Auto", "1.5", "2k", "-1"]) expect(() => parseWorkers(text)).toThrow(UsageError);
  });
});
