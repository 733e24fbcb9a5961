/**
 * Runs the built command on every row of ../shared/cases/expected.tsv and compares with what TLC answers. Usage:
 * npm run cases [-- part of a case's name]. One line for each case that differs; exit code 1 when one does.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const folder = resolve("..", "shared", "cases");
const command = resolve("dist", "cli", "main.js");
const [wanted = ""] = process.argv.slice(2);

type Row = Readonly<Record<string, string>>;

/** As much of the command's JSON as is compared. */
interface Result {
  readonly states: Readonly<Record<string, number>>;
  readonly properties: readonly {
    readonly name: string;
    readonly status: string;
    readonly trace: Trace | null;
  }[];
  readonly diagnostics: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
}

interface Trace {
  readonly states: readonly { readonly values: Readonly<Record<string, unknown>> }[];
}

interface Answer {
  readonly exitCode: number | null;
  readonly result: Result | null;
  /** The trace of what is violated. */
  readonly trace: Trace | null;
  readonly printed: string;
}

/** Cases that take more than their two files. */
const options: Readonly<Record<string, readonly string[]>> = { "s-D2": ["--no-deadlock"] };

const numberOf = (value: unknown): number => Number((value as { "#bigint"?: string } | null)?.["#bigint"] ?? value);
const column = ({ trace }: Answer, name: string): unknown[] => trace?.states.map(({ values }) => values[name]) ?? [];

/** The values that the last column of expected.tsv names, by case: what is wrong, or null. */
const values: Readonly<Record<string, (answer: Answer) => string | null>> = {
  "s-X4": (answer) => sequence("n", column(answer, "n"), [1, 2, 3]),
  "w-A1": (answer) =>
    sequence("lev", column(answer, "lev"), [1, 2, 3, 4, 5, 6]) ??
    sequence("the last dx", column(answer, "dx").slice(-1), [-2]),
  "w-A4": (answer) => {
    const act = column(answer, "act");
    const known = act.slice(1, -1).every((name) => name === "Next");
    return sequence("x", column(answer, "x"), [1, 2, 3, 4]) ?? (known ? null : `act ${JSON.stringify(act)}`);
  },
  "w-J1": ({ printed }) => (printed.includes("ts |-> 1712,") ? null : "ts is not 1712"),
};

function sequence(what: string, found: readonly unknown[], wanted: readonly number[]): string | null {
  const numbers = found.map(numberOf);
  return numbers.join() === wanted.join() ? null : `${what} ${numbers.join(", ")}, want ${wanted.join(", ")}`;
}

function readRows(): Row[] {
  const text = readFileSync(join(folder, "expected.tsv"), "utf8").trimEnd();
  const [header = "", ...lines] = text.split("\n");
  const columns = header.split("\t");
  return lines.map((line) => {
    const cells = line.split("\t");
    return Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ""]));
  });
}

function run(row: Row, out: string): Answer {
  const { case: name = "", spec = "", cfg = "" } = row;
  const files = [join(name, spec), "--config", join(name, cfg)];
  const more = ["--fail-fast", "--json", "--max-time", "60s", "--out", out, ...(options[name] ?? [])];
  const { status, stdout, stderr } = spawnSync("node", [command, "check", ...files, ...more], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    timeout: 120_000,
  });
  let result: Result | null = null;
  try {
    result = (JSON.parse(stdout) as { results: Result[] }).results[0] ?? null;
  } catch {
    // Reported as an exit code that differs, or as missing counts.
  }
  const violated = result?.properties.find((property) => property.status === "violated");
  return { exitCode: status, result, trace: violated?.trace ?? null, printed: stderr };
}

function differences(row: Row, answer: Answer): string[] {
  const found: string[] = [];
  const { exitCode, result, trace } = answer;
  const givesUp = row["exit"] === "255" && exitCode !== null && exitCode >= 75 && exitCode <= 77;
  if (String(exitCode) !== row["exit"] && !givesUp) found.push(`exit ${exitCode}, want ${row["exit"]}`);
  for (const figure of ["generated", "distinct", "depth"]) {
    const ours = result?.states[figure];
    if (row[figure] !== "" && String(ours) !== row[figure]) found.push(`${figure} ${ours}, want ${row[figure]}`);
  }
  if (row["violated"] !== "") {
    const names = result?.properties.filter(({ status }) => status === "violated").map(({ name }) => name) ?? [];
    if (names.join() !== row["violated"]) found.push(`violated ${names.join()}, want ${row["violated"]}`);
  }
  // Where TLC cannot evaluate something, or refuses the search, its trace is no counterexample.
  const length = trace?.states.length ?? 0;
  const counterexample = ["11", "12", "13"].includes(row["exit"] ?? "");
  if (counterexample && row["states_in_trace"] !== "" && String(length) !== row["states_in_trace"]) {
    found.push(`trace of ${length}, want ${row["states_in_trace"]}`);
  }
  const warnings = result?.diagnostics.filter(({ severity }) => severity === "warning").length ?? 0;
  const warned = /\bwarn\b/.test(row["what"] ?? "") && Number(row["warnings"]) > 0;
  if (warned && warnings === 0) found.push("no warning");
  const wrong = values[row["case"] ?? ""]?.(answer) ?? null;
  return wrong === null ? found : [...found, wrong];
}

if (!existsSync(folder)) console.log("../shared/cases does not exist here: nothing to compare with");
else {
  const out = mkdtempSync(join(tmpdir(), "everystate-cases-"));
  let [passed, failed] = [0, 0];
  for (const row of readRows().filter((r) => `${r["case"]} ${r["cfg"]}`.includes(wanted))) {
    const answer = run(row, out);
    const found = differences(row, answer);
    if (found.length === 0) passed++;
    else {
      failed++;
      const errors = answer.result?.diagnostics.filter(({ severity }) => severity === "error") ?? [];
      const reasons = errors.map(({ code, message }) => `${code} ${message}`);
      console.log(`${row["case"]} ${row["cfg"]}: ${[...found, ...reasons].join("; ")} (${row["what"]})`);
    }
  }
  rmSync(out, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
