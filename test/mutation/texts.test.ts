/** The mutations themselves: `npm run mutate` takes long, so what can be seen at once is seen here. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { mutations } from "./mutations.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("each mutation finds its text once", () => {
  const texts = new Map<string, string>();
  const read = (file: string): string => {
    const known = texts.get(file) ?? readFileSync(join(root, file), "utf8");
    texts.set(file, known);
    return known;
  };
  const lost = mutations.filter(({ file, find }) => read(file).split(find).length !== 2);
  expect(lost.map(({ rule, file }) => `${file}: ${rule}`)).toEqual([]);
});

it("each mutation names a file of tests", () => {
  const files = new Set(mutations.map(({ test }) => test.file));
  expect([...files].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
