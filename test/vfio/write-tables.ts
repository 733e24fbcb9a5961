/** Writes the tables of `specs/vfio` anew, from the record. Usage: npm run vfio:tables */

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mutantsTable } from "./mutants.ts";
import { folder, TABLES, withTables } from "./tables.ts";

for (const name of ["README.md", "designs.md", "environments.md"]) {
  const path = join(folder, name);
  writeFileSync(path, withTables(readFileSync(path, "utf8"), { ...TABLES, mutants: mutantsTable }));
}
