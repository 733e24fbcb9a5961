/** Specs come from strangers: what they may read, write and run, each with an attempt to do more. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { moduleFiles } from "../../src/cli/input-file.ts";
import { hiddenEnvironment, specEnvironment, specWriter } from "../../src/cli/spec-access.ts";
import { loadTlaModel } from "../../src/models/tla/index.ts";

function fresh(): string {
  const folder = mkdtempSync(join(tmpdir(), "everystate-access-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("writing", () => {
  const allowed = { write: true, environment: [] };

  it("is refused unless the user allows it", () => {
    expect(specWriter(fresh(), "out", { write: false, environment: [] })).toBeNull();
  });

  it("goes below the folder for results, whatever the path", () => {
    const directory = fresh();
    const write = specWriter(directory, "out", allowed);
    write?.("a/b.txt", "one", false);
    write?.("a/b.txt", "+", true);
    write?.("/etc/passwd", "absolute", false);
    expect(readFileSync(join(directory, "out/a/b.txt"), "utf8")).toBe("one+");
    expect(readFileSync(join(directory, "out/etc/passwd"), "utf8")).toBe("absolute");
  });

  it("does not leave it by dots", () => {
    const directory = fresh();
    const write = specWriter(directory, "out", allowed);
    for (const path of ["../x.txt", "a/../../x.txt", ".", ""]) {
      expect(() => write?.(path, "x", false)).toThrow("leads out of out");
    }
    expect(existsSync(join(directory, "x.txt"))).toBe(false);
  });

  it("does not leave it by links, to a folder or to a file, and makes nothing there", () => {
    const directory = fresh();
    const elsewhere = fresh();
    writeFileSync(join(elsewhere, "target.txt"), "old");
    mkdirSync(join(directory, "out"));
    symlinkSync(elsewhere, join(directory, "out/link"));
    symlinkSync(join(elsewhere, "target.txt"), join(directory, "out/file"));
    const write = specWriter(directory, "out", allowed);
    for (const path of ["link/x.txt", "link/deep/x.txt", "file"]) {
      expect(() => write?.(path, "new", true)).toThrow("leads out of out");
    }
    expect(existsSync(join(elsewhere, "deep"))).toBe(false);
    expect(readFileSync(join(elsewhere, "target.txt"), "utf8")).toBe("old");
  });
});

describe("reading", () => {
  it("stops at the working directory and the folder of the spec, links included", () => {
    const directory = fresh();
    const elsewhere = fresh();
    writeFileSync(join(elsewhere, "secret.txt"), "secret");
    writeFileSync(join(directory, "data.txt"), "data");
    symlinkSync(join(elsewhere, "secret.txt"), join(directory, "link.txt"));
    const files = moduleFiles(directory, "Spec.tla");
    expect(files.read("data.txt")).toBe("data");
    expect(files.read("link.txt")).toBeNull();
    expect(files.read(join(elsewhere, "secret.txt"))).toBeNull();
    expect(files.read("../secret.txt")).toBeNull();
  });
});

describe("the environment", () => {
  it("has the names that the user gave and no others", () => {
    process.env["EVERYSTATE_SEEN"] = "yes";
    process.env["EVERYSTATE_HIDDEN"] = "no";
    expect([...specEnvironment({ write: false, environment: ["EVERYSTATE_SEEN", "EVERYSTATE_UNSET"] })]).toEqual([
      ["EVERYSTATE_SEEN", "yes"],
    ]);
    const hidden = hiddenEnvironment({ write: false, environment: ["EVERYSTATE_SEEN"] });
    expect(["EVERYSTATE_SEEN", "EVERYSTATE_HIDDEN", "EVERYSTATE_UNSET"].filter((name) => hidden.has(name))).toEqual([
      "EVERYSTATE_HIDDEN",
    ]);
  });

  it("warns of a variable that a spec asks for, that is set and not named, once", () => {
    const warned = (body: string): string[] => {
      const text = `---- MODULE Spec ----\nEXTENDS IOUtils, Bags\nVARIABLE x\n${body}\nInit == x = 1\nNext == UNCHANGED x\n====\n`;
      const files = {
        read: (path: string) => ({ "Spec.tla": text, "Spec.cfg": "INIT Init\nNEXT Next\n" })[path] ?? null,
      };
      const request = { spec: "Spec.tla", config: "Spec.cfg", files, deadlock: true, onPrint: () => {} };
      const { diagnostics } = loadTlaModel({ ...request, hiddenEnvironment: new Set(["LOG"]) });
      return diagnostics.filter(({ code }) => code === "W474").map(({ location: at }) => `${at?.line}:${at?.column}`);
    };
    expect(warned('A == IF "LOG" \\in DOMAIN IOEnv THEN IOEnv.LOG ELSE IOEnv["LOG"]')).toEqual(["4:9"]);
    expect(warned('ASSUME LET e == "LOG" \\notin DOMAIN IOEnv IN e \\/ TRUE')).toEqual(["4:17"]);
    expect(warned('A == "OTHER" \\in DOMAIN IOEnv \\/ [LOG |-> TRUE].LOG')).toEqual([]);
    expect(warned('A == "LOG" \\in DOMAIN EmptyBag')).toEqual([]);
    expect(warned('IOEnv2 == [LOG |-> 1]\nA == "LOG" \\in DOMAIN IOEnv2')).toEqual([]);
  });
});

describe("a spec that tries", () => {
  const attempt = (expression: string, more: Partial<Parameters<typeof loadTlaModel>[0]> = {}): string => {
    const text = `---- MODULE Spec ----\nEXTENDS IOUtils, TLC, Naturals\nVARIABLE x\nInit == x = ${expression}\nNext == UNCHANGED x\n====\n`;
    const files = {
      read: (path: string) => ({ "Spec.tla": text, "Spec.cfg": "INIT Init\nNEXT Next\n" })[path] ?? null,
    };
    const loaded = loadTlaModel({
      spec: "Spec.tla",
      config: "Spec.cfg",
      files,
      deadlock: true,
      onPrint: () => {},
      ...more,
    });
    if (loaded.model === null) return loaded.diagnostics.map((d) => d.message).join();
    try {
      let shown = "";
      const { model } = loaded;
      model.initial((row) => {
        shown = String(model.decode(row)[0]);
      });
      return shown;
    } catch (error) {
      const { diagnostic } = error as { diagnostic: { code: string; message: string } };
      return `${diagnostic.code}: ${diagnostic.message}`;
    }
  };

  it("to run a program gets an error", () => {
    expect(attempt('IOExec(<<"touch", "x">>)')).toContain("E466");
  });

  it("to write gets an error that names the option", () => {
    expect(attempt('IOSerialize(1, "x.json", FALSE)')).toMatch(/E465: .*--allow-write/);
  });

  it("to read a variable gets it only when it was named", () => {
    expect(attempt("IOEnv.EVERYSTATE_SEEN")).toContain("E406");
    expect(attempt("IOEnv.EVERYSTATE_SEEN", { environment: new Map([["EVERYSTATE_SEEN", "yes"]]) })).toBe("yes");
  });

  it("to read a file outside gets an error", () => {
    expect(attempt('IODeserialize("/etc/passwd", FALSE)')).toContain("E464");
  });

  it("to roll dice gets the same numbers for the same seed", () => {
    const roll = (seed: number) => attempt("RandomElement(1..1000000)", { seed });
    expect(roll(5)).toBe(roll(5));
    expect(roll(5)).not.toBe(roll(6));
  });
});
