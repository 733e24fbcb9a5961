import * as fc from "fast-check";
import { expect, it } from "vitest";
import { type Commands, runAny, runPlain } from "../../src/cli/command-line.ts";
import { UsageError } from "../../src/cli/context.ts";

/** What a reading of a command line asked for, or how it refused. */
interface Reading {
  readonly asked: readonly unknown[];
  readonly exitCode: number | null;
  readonly refused: string | null;
}

async function read(run: (commands: Commands) => Promise<number | null>): Promise<Reading> {
  const asked: unknown[] = [];
  const note = (name: string, code: number) => (command: unknown) => {
    asked.push([name, command]);
    return code;
  };
  const commands: Commands = {
    check: async (command) => note("check", 12)(command),
    parse: note("parse", 150),
    gate: async (command) => note("gate", 20)(command),
    mutate: async (command) => note("mutate", 21)(command),
    graph: async (command) => note("graph", 30)(command),
    why: async (command) => note("why", 0)(command),
    eval: async (command) => note("eval", 75)(command),
  };
  try {
    return { asked, exitCode: await run(commands), refused: null };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { asked, exitCode: null, refused: error.message };
  }
}

const plain = (words: string[]): Promise<Reading> => read((commands) => runPlain(words, commands));
const any = (words: string[]): Promise<Reading> =>
  read((commands) => runAny(words, commands, { version: "1.2.3", out: () => {} }));

const WORDS = [
  ..."check simulate parse gate mutate graph why eval A.tla a/B.any.cfg specs 7 0x10 1e3 .5 Infinity - -- -1 '' true false a=b x.y é".split(
    " ",
  ),
  ..."--json --coverage --fail-fast --no-deadlock --allow-write --quiet -q -Q --update --syntax-only --help -h".split(
    " ",
  ),
  ..."--library --constant --sweep N=1 --config --out --max-time --max-memory --max-states --max-depth --action --state --trace --env --seed --traces --depth --color".split(
    " ",
  ),
  ..."--profile --engine --symmetry --workers --version --json=false --out=there --deadlock --nothing --conf --qq -qq".split(
    " ",
  ),
  ..."10m 4g 100 1 2 auto never interpreter compiled nightly".split(" "),
  "",
  "a b",
];

it("reads a plain command line as yargs does, and leaves every other one to it", async () => {
  const command = fc.constantFrom("check", "simulate", "parse", "gate", "why", "eval", "check", "other");
  const words = fc
    .tuple(command, fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }))
    .map(([first, rest]) => [first, ...rest]);
  let read = 0;
  await fc.assert(
    fc.asyncProperty(words, async (line) => {
      const ours = await plain(line);
      if (ours.exitCode === null && ours.refused === null) return;
      read++;
      expect(ours).toEqual(await any(line));
    }),
    { numRuns: 800 },
  );
  expect(read).toBeGreaterThan(30);
});

const LINES = [
  "check A.tla",
  "check A.tla --json -q --config A.small.cfg --config B.cfg --env HOME",
  "check specs A.cfg --engine interpreter --symmetry off --workers 1 --max-memory 4g --max-time 10m --max-states 7 --max-depth 3",
  "simulate A.tla --traces 5 --depth 9 --seed 3 --no-deadlock --coverage --fail-fast --color never",
  "parse A.tla specs --syntax-only --quiet",
  "gate specs/vfio --profile nightly --update --out there",
];

it.each(LINES)("needs no yargs for %s", async (line) => {
  const ours = await plain(line.split(" "));
  expect(ours.asked).toHaveLength(1);
  expect(ours).toEqual(await any(line.split(" ")));
});
