/** The schema of the document of `check --json`, for tests. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020.js";
import { root } from "../source-files.ts";

const validate = new Ajv.default({
  allErrors: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
}).compile(JSON.parse(readFileSync(join(root, "docs/results.schema.json"), "utf8")));

/** What is wrong with a document, one sentence each; none where it is as the schema says. */
export function schemaErrors(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
