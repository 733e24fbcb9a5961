/** What one process finds of a specification, and what several find. */

import { type CheckOptions, type CheckResult, check } from "../../src/checker/index.ts";
import type { Model } from "../../src/models/model.ts";
import type { Engine } from "../../src/models/tla/index.ts";
import type { WorkRequest } from "../../src/models/tla/work.ts";
import { type Files, line, load, moduleText } from "../models/tla/spec.ts";
import { inner } from "../oracle/specifications.ts";
import type { RankPool } from "./rank-pool.ts";
import { ofStates, openIn, type Spec } from "./ring.ts";

export function requestFor(files: Files, engine: Engine): WorkRequest {
  const names = { spec: "Spec.tla", config: "Spec.cfg", folders: [], constants: [] };
  const given = { deadlock: true, engine, symmetry: "cfg", seed: 1, environment: new Map() } as const;
  return { ...names, texts: new Map(Object.entries(files)), ...given };
}

export const filesOf = ({ body, cfg }: Spec): Files => ({
  "Spec.tla": moduleText(body),
  "Spec.cfg": cfg,
  "Inner.tla": inner,
});

/** What one process finds, and with it what several find; null where these refuse. */
export async function both(
  spec: Spec,
  engine: Engine,
  { pool, size, ...options }: CheckOptions & { readonly pool: RankPool; readonly size: number },
) {
  const files = filesOf(spec);
  const [alone, shared] = [load(files, { engine }), load(files, { engine })];
  const open = openIn(alone.model as Model);
  const found = await pool.check(shared.model as Model, requestFor(files, engine), { size, ...options });
  if (found === null) return null;
  const expected = await check(alone.model as Model, { livenessEvery: Number.POSITIVE_INFINITY, ...options });
  const told = (result: CheckResult, { diagnostics }: typeof alone): unknown => [
    ofStates(result, open),
    diagnostics.map(line),
  ];
  return { expected: told(expected, alone), found: told(found, shared), result: found, open };
}
