import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import type * as model from "../src/models/model.ts";
import type * as diagnostic from "../src/tla/syntax/diagnostic.ts";
import type * as source from "../src/tla/syntax/source.ts";
import { importsOf, type SourceFile, typescriptFiles } from "./source-files.ts";

const longestFile = 600;

/**
 * Which part of the source may import which (docs/architecture.md, "Import rules"). A part is a path below src, with
 * a slash at the end for a folder. A file belongs to the first part that fits it; it may always import its own part.
 */
const mayImport: readonly (readonly [part: string, others: readonly string[]])[] = [
  ["src/values/", []],
  ["src/tla/", []],
  ["src/models/model.ts", ["src/values/", "src/models/temporal.ts"]],
  ["src/models/temporal.ts", ["src/models/model.ts"]],
  ["src/models/tla/", ["src/tla/", "src/values/", "src/models/model.ts", "src/models/temporal.ts"]],
  ["src/models/typescript/", ["src/values/", "src/models/model.ts"]],
  ["src/checker/", ["src/values/", "src/models/model.ts", "src/models/temporal.ts"]],
  ["src/mutants/", ["src/checker/", "src/models/tla/", "src/values/", "src/models/model.ts"]],
  ["src/report/", ["src/mutants/", "src/checker/", "src/values/", "src/models/model.ts"]],
  [
    "src/gate/",
    ["src/report/", "src/checker/", "src/values/", "src/models/model.ts", "src/tla/config/", "src/tla/syntax/"],
  ],
  ["src/cli/", ["src/"]],
  ["src/vitest/", ["src/"]],
  ["src/library.ts", ["src/"]],
  ["src/index.ts", ["src/"]],
];

const belongsTo = (path: string, part: string): boolean => (part.endsWith("/") ? path.startsWith(part) : path === part);

/** What a file does that the rules forbid, one sentence each. */
function findings(file: SourceFile): string[] {
  const rule = mayImport.find(([part]) => belongsTo(file.path, part));
  if (rule === undefined) return [`${file.path} is in no part of the source that docs/architecture.md names`];
  const [own, others] = rule;
  const found: string[] = [];
  for (const specifier of importsOf(file.text)) {
    if (specifier.startsWith(".")) {
      const target = posix.join(posix.dirname(file.path), specifier);
      if (![own, ...others].some((part) => belongsTo(target, part))) found.push(`${file.path} imports ${target}`);
    } else if (own !== "src/cli/" && /^(node:)?process$/.test(specifier)) {
      found.push(`${file.path} imports ${specifier}`);
    }
  }
  const lines = file.text.replace(/\n$/, "").split("\n");
  if (lines.length > longestFile) found.push(`${file.path} has ${lines.length} lines, more than ${longestFile}`);
  if (own !== "src/cli/") {
    const code = lines.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line)).join("\n");
    for (const [use] of code.matchAll(
      /\bprocess\s*\.\s*(?:stdout|stderr|stdin|exit|exitCode|abort)\b|\bconsole\s*\.\s*\w+/g,
    )) {
      found.push(`${file.path} uses ${use}`);
    }
  }
  return found;
}

describe("the source", () => {
  const files = typescriptFiles("src");

  test("is found", () => {
    expect(files.map((file) => file.path)).toContain("src/models/model.ts");
  });

  test("imports only along the allowed edges; only src/cli prints and exits; no file is too long", () => {
    expect(files.flatMap(findings)).toEqual([]);
  });
});

describe("the rules notice", () => {
  const bad: readonly (readonly [what: string, path: string, text: string, finding: string])[] = [
    [
      "values importing ours",
      "src/values/set.ts",
      'import { x } from "../tla/index.ts";',
      "src/values/set.ts imports src/tla/index.ts",
    ],
    [
      "tla importing values",
      "src/tla/syntax/token.ts",
      'import "../../values/index.ts";',
      "src/tla/syntax/token.ts imports src/values/index.ts",
    ],
    [
      "the seam importing the language",
      "src/models/model.ts",
      'import type { Source } from "../tla/syntax/source.ts";',
      "src/models/model.ts imports src/tla/syntax/source.ts",
    ],
    [
      "the checker importing a front end",
      "src/checker/search.ts",
      'export { y } from "../models/tla/index.ts";',
      "src/checker/search.ts imports src/models/tla/index.ts",
    ],
    [
      "the checker importing the language",
      "src/checker/search.ts",
      'import {\n  a,\n  b,\n} from "../tla/index.ts";',
      "src/checker/search.ts imports src/tla/index.ts",
    ],
    [
      "a report importing the command line",
      "src/report/text.ts",
      'const x = await import("../cli/main.ts");',
      "src/report/text.ts imports src/cli/main.ts",
    ],
    [
      "a model importing the checker",
      "src/models/tla/load.ts",
      'import { check } from "../../checker/index.ts";',
      "src/models/tla/load.ts imports src/checker/index.ts",
    ],
    [
      "an import that leaves src",
      "src/checker/search.ts",
      'import { x } from "../../test/helper.ts";',
      "src/checker/search.ts imports test/helper.ts",
    ],
    [
      "a stray folder",
      "src/utils/text.ts",
      "",
      "src/utils/text.ts is in no part of the source that docs/architecture.md names",
    ],
    [
      "a gate importing the command line",
      "src/gate/drift.ts",
      'import { EXIT } from "../cli/exit-code.ts";',
      "src/gate/drift.ts imports src/cli/exit-code.ts",
    ],
    [
      "a report importing the gate",
      "src/report/text.ts",
      'import { driftOf } from "../gate/index.ts";',
      "src/report/text.ts imports src/gate/index.ts",
    ],
    ["printing", "src/checker/search.ts", "  console.log(1);", "src/checker/search.ts uses console.log"],
    [
      "writing to a stream",
      "src/report/text.ts",
      "process.stdout.write(text);",
      "src/report/text.ts uses process.stdout",
    ],
    ["setting the exit code", "src/index.ts", "process.exitCode = 1;", "src/index.ts uses process.exitCode"],
    [
      "importing process",
      "src/report/text.ts",
      'import { stdout } from "node:process";',
      "src/report/text.ts imports node:process",
    ],
    [
      "a long file",
      "src/values/set.ts",
      "1;\n".repeat(longestFile + 1),
      "src/values/set.ts has 601 lines, more than 600",
    ],
  ];
  test.each(bad)("%s", (_what, path, text, finding) => {
    expect(findings({ path, text })).toEqual([finding]);
  });

  test("nothing where all is well", () => {
    const text = 'import { check } from "../checker/index.ts";\nprocess.stdout.write("x");\nprocess.exitCode = 1;\n';
    expect(findings({ path: "src/cli/main.ts", text })).toEqual([]);
    expect(
      findings({ path: "src/values/set.ts", text: 'import { o } from "./order.ts";\n// no console.log here\n' }),
    ).toEqual([]);
  });
});

/** True only if values of either type can stand for the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// src/tla and src/models/model.ts each have these types, as neither may import the other. `npm run check` decides.
test("diagnostics and locations have one shape on both sides of the seam", () => {
  const diagnostics: Same<model.Diagnostic, diagnostic.Diagnostic> = true;
  const locations: Same<model.Location, source.Location> = true;
  const different: Same<model.Diagnostic, source.Location> = false;
  expect([diagnostics, locations, different]).toEqual([true, true, false]);
});
