import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/tla/config/index.ts";
import { parseModules } from "../../../src/tla/syntax/module.ts";
import { Source } from "../../../src/tla/syntax/source.ts";
import { show } from "./reading.ts";

const corpus = fileURLToPath(new URL("../../../../shared/corpus", import.meta.url));

function files(extension: string): string[] {
  if (!existsSync(corpus)) return [];
  return readdirSync(corpus, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(extension))
    .map((path) => join(corpus, path))
    .sort();
}

describe.skipIf(!existsSync(corpus))("public models (need ../shared)", () => {
  it("reads all modules without an error", () => {
    const paths = files(".tla");
    expect(paths.length).toBeGreaterThan(290);
    const errors: string[] = [];
    for (const path of paths) {
      const { modules, diagnostics } = parseModules(new Source(relative(corpus, path), readFileSync(path, "utf8")));
      errors.push(...diagnostics.filter(({ severity }) => severity === "error").map(show));
      if (modules.length === 0) errors.push(`${path}: no module`);
    }
    expect(errors).toEqual([]);
  });

  it("reads all configurations without an error", () => {
    const paths = files(".cfg");
    expect(paths.length).toBeGreaterThan(150);
    const errors: string[] = [];
    for (const path of paths) {
      const { diagnostics } = parseConfig(new Source(relative(corpus, path), readFileSync(path, "utf8")));
      errors.push(...diagnostics.filter(({ severity }) => severity === "error").map(show));
    }
    expect(errors).toEqual([]);
  });

  it("never throws on a part of a module, and finds every one that is cut off inside it", () => {
    const wrong: string[] = [];
    let seed = 1;
    for (const path of files(".tla")) {
      const text = readFileSync(path, "utf8");
      const first = /-{4,} *MODULE/.exec(text)?.index ?? 0;
      const { modules } = parseModules(new Source("F", text));
      const end = modules[0]?.span.end ?? 0;
      for (let i = 0; i < 2; i++) {
        seed = (seed * 48271) % 2147483647;
        const cut = first + 20 + (seed % Math.max(1, Math.min(end, 20_000) - first - 30));
        const { diagnostics } = parseModules(new Source("F", text.slice(0, cut)));
        const inside = cut < end - 4 && !/=$/.test(text.slice(0, cut));
        if (inside && !diagnostics.some(({ severity }) => severity === "error")) wrong.push(`${path} cut at ${cut}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
