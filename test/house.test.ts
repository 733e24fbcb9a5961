import { describe, expect, test } from "vitest";
import { exceptions } from "./house/exceptions.ts";
import { floorsOf, parts, rooms } from "./house/floors.ts";
import { parseProject, parseTexts } from "./house/program.ts";
import { judge, type Rule, rules } from "./house/rules.ts";

const project = parseProject();
const named = Object.entries(rules) as [keyof typeof rules, Rule][];

describe("the house", () => {
  test("is read", () => {
    expect(project.map(({ path }) => path)).toEqual(expect.arrayContaining(["src/index.ts", "test/house.test.ts"]));
  });

  test("stands on floors: no part imports from above, and no room of a part at run time", () => {
    const source = project.filter(({ path }) => path.startsWith("src/"));
    expect(floorsOf(source, parts, true).flat()).toContain("cli");
    expect(floorsOf(source, rooms, false).flat()).toContain("models/tla/core");
  });

  test.each(named)("%s", (key, rule) => {
    expect(judge(rule, project, exceptions[key])).toEqual([]);
  });
});

describe("the rules notice", () => {
  const long = (lines: number): string => `export function long() {\n${"  f();\n".repeat(lines - 2)}}\n`;
  const use = 'import { long, A } from "../src/long.ts";\n';
  const bad: readonly (readonly [rule: keyof typeof rules, texts: Record<string, string>, findings: string[]])[] = [
    [
      "circles",
      {
        "src/a.ts": 'import { b } from "./b.ts";\nimport type { T } from "./d.ts";',
        "src/b.ts": 'export { c } from "./c.ts";',
        "src/c.ts": 'import { type A } from "./a.ts";',
        "src/d.ts": 'import { a } from "./a.ts";',
      },
      ["src/a.ts src/b.ts src/c.ts"],
    ],
    [
      "parameters",
      {
        "src/a.ts":
          "function four(this: A, a, b, c, d) {}\nfunction five(a, b, c, d, e) {}\nclass C { constructor(a, b, c, d, e) {}\n" +
          " m = (a, b, c, d, e) => 0; }\nconst o = { p(a, b, c, d, e) { return (v, w, x, y, z) => 0; } };",
        "test/a.ts": "function f(a, b, c, d, e) {}",
      },
      ["src/a.ts: five", "src/a.ts: C.constructor", "src/a.ts: C.m", "src/a.ts: o.p", "src/a.ts: o.p"],
    ],
    ["functions", { "src/a.ts": `/** Why. */\n${long(60)}`, "src/b.ts": long(61) }, ["src/b.ts: long"]],
    ["files", { "src/a.ts": "f();\n".repeat(600), "src/b.ts": "f();\n".repeat(601) }, ["src/b.ts"]],
    [
      "exports",
      {
        "src/long.ts":
          "export const long = 1, short = 2;\nexport type A = 3;\nexport interface B {}\nconst x = 4;\nexport { x };",
        "src/index.ts": 'export { b } from "./long.ts";',
        "src/part/index.ts": 'export { y, z } from "./y.ts";',
        "src/part/y.ts": "export function y() {}\nexport class z {}\nexport enum w {}",
        "test/a.ts": `${use}import * as all from "../src/part/index.ts";\nall.y();`,
        "test/helper.ts": "export const nobody = 1;",
      },
      ["src/long.ts: short", "src/long.ts: B", "src/long.ts: x", "src/part/index.ts: z", "src/part/y.ts: w"],
    ],
    [
      "documents",
      {
        "src/a.ts":
          '/**\n * See docs/errors.md, errors.md and engine.md, <out>/a.md.\n */\nconst a = "other.md";\n// ../shared/x.md',
      },
      ["src/a.ts: engine.md", "src/a.ts: ../shared/x.md"],
    ],
    [
      "texts",
      {
        "src/models/tla/compile/a.ts": "/x/.test(a); if (s.js.print().length > 1) s.js.size; print(s);",
        "src/models/tla/compile/js.ts": "s.js.print();",
        "src/values/a.ts": "/x/.test(a)",
      },
      ["src/models/tla/compile/a.ts: /x/", "src/models/tla/compile/a.ts: s.js.print"],
    ],
    [
      "names",
      {
        "src/models/tla/a.ts": "for (const x of instance.substitutions) f(x);",
        "src/models/tla/b.ts": "const f = ({ name, substitutions }) => 1;",
        "src/models/tla/c.ts": "overrides.of(x);",
        "src/models/tla/core/d.ts": "overrides.of(x);",
        "src/tla/e.ts": "x.subexpressions",
      },
      ["src/models/tla/a.ts", "src/models/tla/b.ts", "src/models/tla/c.ts"],
    ],
  ];
  test.each(bad)("%s", (key, texts, findings) => {
    expect(rules[key].find(parseTexts(texts))).toEqual(findings);
  });

  test("an arrow upwards, of types too, and none where there is none", () => {
    const up = parseTexts({
      "src/values/a.ts": 'import type { B } from "../checker/kernel/b.ts";',
      "src/checker/kernel/b.ts": 'import { c } from "../c.ts";',
      "src/checker/c.ts": 'import { a } from "../values/a.ts";\nimport type { B } from "./kernel/b.ts";',
    });
    expect(() => floorsOf(up, parts, true)).toThrow("checker > values > checker");
    expect(floorsOf(up, parts, false)).toEqual([["checker"], ["values"]]);
    expect(floorsOf(up, rooms, false)).toEqual([["checker/kernel"], ["checker/c.ts"], ["values"]]);
  });

  test("an exception that nothing needs any more, and a finding that none allows", () => {
    const rule: Rule = { rule: "", find: () => ["a", "b"] };
    expect(judge(rule, [], [{ reason: "", names: ["a", "c"] }])).toEqual([
      "breaks the rule: b",
      "needs no exception any more: c",
    ]);
  });
});
