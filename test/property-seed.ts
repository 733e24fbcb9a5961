/**
 * The random inputs of property tests are the same in each run, so that a test which turns red was broken by a change.
 * Others are tried with `SEED=n npx vitest run FILE`.
 */

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 1) });
