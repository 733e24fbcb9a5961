import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { importsOf, root, type SourceFile, typescriptFiles } from "./source-files.ts";

interface Manifest {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** Shipped, too, but nothing fails without them until they are used. */
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

interface Project {
  readonly manifest: Manifest;
  /** What ships. */
  readonly source: readonly SourceFile[];
  /** Tests, benchmarks and settings. */
  readonly others: readonly SourceFile[];
  /** The names of the commands that a package installs. */
  commandsOf(dependency: string): readonly string[];
}

const builtin = new Set(builtinModules);

/** The package of a specifier such as `@scope/name/part`; null for our own files and for what Node brings. */
function packageOf(specifier: string, ourName: string): string | null {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return null;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  return builtin.has(name) || name === ourName ? null : name;
}

function packagesOf(files: readonly SourceFile[], ourName: string): Set<string> {
  const packages = files.flatMap((file) => importsOf(file.text)).map((specifier) => packageOf(specifier, ourName));
  return new Set(packages.filter((name) => name !== null));
}

/** What is wrong between package.json and what is imported, one sentence each. */
function findings({ manifest, source, others, commandsOf }: Project): string[] {
  const inSource = packagesOf(source, manifest.name);
  const anywhere = new Set([...inSource, ...packagesOf(others, manifest.name)]);
  const words = new Set(Object.values(manifest.scripts).flatMap((script) => script.split(/\s+/)));
  const found: string[] = [];
  const shipped = { ...manifest.dependencies, ...manifest.optionalDependencies };
  for (const name of Object.keys(shipped)) {
    if (!inSource.has(name)) found.push(`${name} is a dependency, but nothing in src imports it`);
  }
  for (const name of Object.keys(manifest.devDependencies)) {
    const typed = name.startsWith("@types/") ? name.slice("@types/".length) : null;
    const used =
      typed === null
        ? anywhere.has(name) || commandsOf(name).some((command) => words.has(command))
        : typed === "node" || anywhere.has(typed);
    if (!used) found.push(`${name} is a dev dependency, but nothing imports it and no script runs it`);
  }
  for (const name of inSource) {
    if (!(name in shipped)) found.push(`src imports ${name}, which is not among the dependencies`);
  }
  for (const name of anywhere) {
    const listed = name in shipped || name in manifest.devDependencies;
    if (!listed && !inSource.has(name)) found.push(`a test imports ${name}, which package.json does not list`);
  }
  return found;
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;

test("package.json lists what is imported, and nothing else", () => {
  const settings = ["vitest.config.ts"].map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  const project: Project = {
    manifest,
    source: typescriptFiles("src"),
    others: [...["build", "test", "bench"].flatMap(typescriptFiles), ...settings],
    commandsOf(dependency) {
      const text = readFileSync(join(root, "node_modules", dependency, "package.json"), "utf8");
      const { bin } = JSON.parse(text) as { bin?: string | Record<string, string> };
      return typeof bin === "object" ? Object.keys(bin) : [dependency];
    },
  };
  expect(findings(project)).toEqual([]);
});

test("docs/dependencies.md names each dependency, and no other package", () => {
  const text = readFileSync(join(root, "docs/dependencies.md"), "utf8");
  const named = [...text.matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1]);
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const listed = [dependencies, devDependencies, optionalDependencies].flatMap(Object.keys);
  expect(named.sort()).toEqual(listed.sort());
});

describe("the rules notice", () => {
  const base: Project = {
    manifest: { name: "ours", scripts: {}, dependencies: {}, devDependencies: {}, optionalDependencies: {} },
    source: [],
    others: [],
    commandsOf: (dependency) => [dependency],
  };
  const file = (text: string): SourceFile[] => [{ path: "a.ts", text }];

  test("an unused dependency, even when a test imports it", () => {
    const project = { ...base, manifest: { ...base.manifest, dependencies: { a: "1" } }, others: file('import "a";') };
    expect(findings(project)).toEqual(["a is a dependency, but nothing in src imports it"]);
  });

  test("an unused dev dependency, and types of nothing", () => {
    const devDependencies = { tool: "1", "@types/nothing": "1", "@types/node": "1", runner: "1" };
    const project = { ...base, manifest: { ...base.manifest, devDependencies, scripts: { go: "runner --all" } } };
    expect(findings(project)).toEqual([
      "tool is a dev dependency, but nothing imports it and no script runs it",
      "@types/nothing is a dev dependency, but nothing imports it and no script runs it",
    ]);
  });

  test("an import that is not listed, or listed for development only", () => {
    const devDependencies = { "@scope/dev": "1" };
    const project = {
      ...base,
      manifest: { ...base.manifest, devDependencies },
      source: file('import { x } from "@scope/dev/part";\nimport "node:fs";\nimport "path";\nimport "./own.ts";'),
      others: file('import type { y } from "missing";\nimport "ours";'),
    };
    expect(findings(project)).toEqual([
      "src imports @scope/dev, which is not among the dependencies",
      "a test imports missing, which package.json does not list",
    ]);
  });
});
