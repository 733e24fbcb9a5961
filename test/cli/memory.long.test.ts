import { expect, it } from "vitest";
import { BundledProgram } from "./bundled-program.ts";
import { World } from "./world.ts";

/** Values that hold all values before them. */
const RECORDS = `---- MODULE Grow ----
EXTENDS Integers, Sequences
VARIABLE q
Init == q = <<>>
Next == \\E x \\in 1..3 : q' = Append(q, [value |-> x, rest |-> q])
TypeOK == Len(q) >= 0
====
`;

/** One evaluation alone is too much. */
const BURST = `---- MODULE Grow ----
EXTENDS Integers, FiniteSets
VARIABLE s
Init == s = 0
Next == s' = IF s < 200 THEN s + 1 ELSE Cardinality({t \\cup {99} : t \\in SUBSET (1..23)})
TypeOK == s >= 0
====
`;

/** All states are initial. */
const FUNCTIONS = `---- MODULE Grow ----
EXTENDS Integers
VARIABLE f
Init == f \\in [1..30 -> 0..3]
Next == UNCHANGED f
TypeOK == f[1] \\in 0..3
====
`;

/** Small integers only: the memory is that of the stored states. */
const NUMBERS = `---- MODULE Grow ----
EXTENDS Integers
VARIABLES a, b
Init == a = 0 /\\ b = 0
Next == \\/ a' = a + 1 /\\ b' = b
        \\/ b' = b + 1 /\\ a' = a
TypeOK == a >= 0
====
`;

const CONFIG = "INIT Init\nNEXT Next\nINVARIANT TypeOK\n";
const MEMORY = ["--max-memory", "120m"];
const HEAP = ["--max-old-space-size=40"];

const program = new BundledProgram();

it.each([
  ["records, a full heap", RECORDS, [], HEAP],
  ["records, --max-memory", RECORDS, MEMORY, []],
  ["one evaluation, a full heap", BURST, [], HEAP],
  ["one evaluation, --max-memory", BURST, MEMORY, []],
  ["initial states, a full heap", FUNCTIONS, [], HEAP],
  ["initial states, --max-memory", FUNCTIONS, MEMORY, []],
  ["numbers, --max-memory", NUMBERS, MEMORY, []],
])(
  "a run out of memory is inconclusive and tells how far it came: %s",
  (_what, module, words, options) => {
    const world = new World({ "Grow.tla": module, "Grow.cfg": CONFIG });
    const { status, stdout, stderr } = program.run(world, ["check", "Grow.tla", ...words], options);
    expect([status, stderr]).toEqual([
      30,
      expect.stringMatching(/stopped at its budget max-memory: \d+ generated, \d+ distinct/),
    ]);
    expect(stderr.includes("--max-old-space-size")).toBe(words.length === 0);
    expect(Number(/([\d,]+) distinct/.exec(stdout)?.[1]?.replaceAll(",", ""))).toBeGreaterThan(50);
  },
  120_000,
);

const ROOM = ["--max-memory", "170m"];

it("a run out of memory goes on from its checkpoint on disk, in as much memory", () => {
  const world = new World({ "Grow.tla": NUMBERS, "Grow.cfg": CONFIG });
  const distinct = (out: string): number => JSON.parse(out).results[0].states.distinct;
  const full = program.run(world, ["check", "Grow.tla", "--json", ...ROOM, "--checkpoint", "kept"]);
  expect(full.status).toBe(30);
  expect(full.stderr).toContain("go on with --resume kept, and with --disk STATES, since memory was full");
  const more = String(distinct(full.stdout) + 200_000);
  const words = ["check", "Grow.tla", "--json", ...ROOM, "--resume", "kept", "--disk", "states", "--max-states", more];
  const gone = program.run(world, words);
  expect([gone.status, String(distinct(gone.stdout))]).toEqual([30, more]);
}, 120_000);
