/** `everystate gate --mutate`: which slips in the specs of a folder would none of their recorded runs notice? */

import { join } from "node:path";
import { type RecordedRun, rowOf } from "../gate/index.ts";
import { type JudgedShare, joined, type MutationTest } from "../mutants/index.ts";
import type { MutatedSpec } from "../report/index.ts";
import { type Context, UsageError } from "./context.ts";
import { EXIT } from "./exit-code.ts";
import type { GateCommand } from "./gate.ts";
import { type Judging, mutationTest, type Prepared, tellMutants, tellUndecided } from "./mutate.ts";
import { requestFor, toldErrors } from "./one-spec.ts";
import { ProgressLine } from "./progress-line.ts";
import { inShares, workerCount } from "./shares.ts";

/** What `--mutate` adds to the options of a gate. */
export interface GateMutation extends Judging {
  /** Only specs of these rows; all without one. */
  readonly rows: readonly string[];
}

/** Judges the mutants of each spec with all configurations of `runs`; the answer is the exit code. Throws UsageError. */
export async function mutateRuns(
  runs: readonly RecordedRun[],
  mutation: GateMutation,
  command: GateCommand,
  context: Context,
): Promise<number> {
  const { rows } = mutation;
  const unknown = rows.find((row) => !runs.some((run) => isOfRow(run, row)));
  if (unknown !== undefined) {
    throw new UsageError(`--row: no run of ${unknown}; there are ${[...new Set(runs.map(rowOf))].join(", ")}`);
  }
  const wanted = runs.filter((run) => rows.length === 0 || rows.some((row) => isOfRow(run, row)));
  const line = new ProgressLine(context, mutation.quiet || context.workers?.share != null);
  const prepared: Prepared[] = [];
  for (const spec of new Set(wanted.map((run) => run.spec))) {
    const ofSpec = wanted.filter((run) => run.spec === spec);
    const ready = await prepare(spec, ofSpec, { ...mutation, command, line }, context);
    if (typeof ready === "number") return ready;
    prepared.push(ready);
  }
  const work = async (share: Parameters<MutationTest["judged"]>[0]): Promise<JudgedShare[]> => {
    const found: JudgedShare[] = [];
    for (const { test } of prepared) found.push(await test.judged(share));
    return found;
  };
  const shares = await inShares(workerCount(mutation.workers), work, context);
  line.clear();
  if (shares === null) return EXIT.success;
  const found = prepared.map(({ spec, configs, test }, at): MutatedSpec => {
    return { spec, configs, originals: test.originals, ...joined(shares.flatMap((share) => share[at] ?? [])) };
  });
  const texts = new Map(prepared.flatMap(({ test }) => [...test.texts]));
  return await tellMutants(found, texts, command, context);
}

/** `D0` is short for `D0 Block`. */
function isOfRow(run: RecordedRun, row: string): boolean {
  return rowOf(run) === row || rowOf(run).startsWith(`${row} `);
}

interface Preparing extends Judging {
  readonly command: GateCommand;
  readonly line: ProgressLine;
}

/** A spec with its configurations, checked as it stands; where it has no verdicts that is told, with the exit code. */
async function prepare(
  spec: string,
  runs: readonly RecordedRun[],
  { command, line, ...judging }: Preparing,
  context: Context,
): Promise<Prepared | number> {
  const { folder, libraries, color } = command;
  const path = join(folder, spec);
  const configs = runs.map(({ config }) => join(folder, config));
  const requests = [];
  const one = { spec: path, constants: [], deadlock: true, libraries, color };
  for (const config of configs) {
    const request = requestFor({ ...one, configs: [config] }, context);
    if (typeof request === "number") return request;
    requests.push(request);
  }
  const test = await mutationTest(requests, judging, line, context);
  if ("diagnostics" in test) {
    return toldErrors(test.diagnostics, EXIT[test.wrong], { ...one, configs: [] }, context);
  }
  const prepared = { spec: path, configs, test };
  return test.undecided === null ? prepared : await tellUndecided(prepared, command, context);
}
