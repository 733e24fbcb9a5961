/** The pages of `specs/vfio` say what the configurations and their record say. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, TABLES, withTables } from "./tables.ts";

it.each([
  ["README.md", "any"],
  ["designs.md", "designs"],
  ["environments.md", "environments"],
])("%s has the table that the record makes (npm run vfio:tables)", (file, name) => {
  const page = readFileSync(join(folder, file), "utf8");
  expect(page).toContain(TABLES[name]!());
  expect(withTables(page)).toBe(page);
});
