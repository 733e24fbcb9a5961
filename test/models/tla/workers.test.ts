/** A search with workers finds what it finds alone: counts, verdicts, traces, warnings, byte for byte. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CheckResult, check } from "../../../src/checker/index.ts";
import type { Model } from "../../../src/models/model.ts";
import { type Engine, loadTlaModel } from "../../../src/models/tla/index.ts";
import { SPECS as RING, type Spec, said } from "../../checker/ring.ts";
import { corpusExists, type Row, readRows } from "../../conformance/corpus.ts";
import { type HandsOptions, hands } from "./hands.ts";
import { line, load, moduleText, sharing } from "./spec.ts";

const NEXT = "INIT Init NEXT Next\n";

const COUNTER = `
VARIABLES x, y
Init == x \\in 0..3 /\\ y = <<>>
Up == x < 40 /\\ x' = x + 1 /\\ y' = IF Len(y) < 3 THEN Append(y, x % 3) ELSE <<>>
Jump == \\E i \\in 1..3: x' = (x * i) % 41 /\\ UNCHANGED y
Next == Up \\/ Jump
`;

const OTHERS: readonly (readonly [string, Spec])[] = [
  ["a deadlock", { body: COUNTER.replace("Up \\/ Jump", "x # 17 /\\ Up"), cfg: NEXT }],
  ["an invariant that fails", { body: `${COUNTER}Inv == x = 23 => Head(y) < 5\n`, cfg: `${NEXT}INVARIANT Inv` }],
  [
    "a constraint that fails",
    { body: `${COUNTER}Con == IF x = 30 THEN y[9] = 1 ELSE x < 35\n`, cfg: `${NEXT}CONSTRAINT Con` },
  ],
  ["a step that fails", { body: COUNTER.replace("x % 3", "(IF x = 31 THEN {} ELSE x) % 3"), cfg: NEXT }],
  ["an Assert", { body: `${COUNTER}Inv == Assert(x # 29, "at last")\n`, cfg: `${NEXT}INVARIANT Inv` }],
  [
    "several violations",
    { body: `${COUNTER}A == x < 9\nB == y # <<1, 2>>\nC == [][x' # 12]_x\n`, cfg: `${NEXT}INVARIANT A B PROPERTY C` },
  ],
  [
    "a step constraint",
    { body: `${COUNTER}Few == x' < x + 9\nLow == x < 30\n`, cfg: `${NEXT}ACTION_CONSTRAINT Few CONSTRAINT Low` },
  ],
  ["a composition of actions", { body: COUNTER.replace("Up \\/ Jump", "Up \\cdot Jump"), cfg: NEXT }],
  [
    "a warning in the middle",
    {
      body: COUNTER.replace("Append(y, x % 3)", 'Append(y, [[a |-> 1] EXCEPT ![IF x < 20 THEN "a" ELSE "b"] = x % 2])'),
      cfg: NEXT,
    },
  ],
  [
    "values that are sets, records and functions",
    {
      body: `CONSTANT m, n
VARIABLE s
Init == s = <<>>
Add(v) == Len(s) < 3 /\\ s' = Append(s, v)
Next == \\/ \\E i \\in 1..8: Add(<<m, 1..2, <<1, "a \\" b">>, [a |-> {m}], (m :> 1 @@ n :> <<>>), SUBSET {n}, TRUE, -7>>[i])
        \\/ s # <<>> /\\ s' = Tail(s)
Inv == Len(s) < 4
`,
      cfg: `CONSTANT m = m n = n\n${NEXT}INVARIANT Inv`,
    },
  ],
  [
    "sets without an end",
    { body: COUNTER.replace("<<>>\nUp", "Seq(Nat) \\ {<<1>>}\nUp").replace(/y' = IF.*/, "UNCHANGED y"), cfg: NEXT },
  ],
  [
    "a view that hides some of what symmetric values have",
    {
      body: `CONSTANT P
VARIABLES n, top, mine
Init == n = [p \\in P |-> 0] /\\ top \\in P /\\ mine = {}
Up(p) == n[p] < 9 /\\ n' = [n EXCEPT ![p] = @ + 1] /\\ UNCHANGED <<top, mine>>
Take(p) == n[p] > n[top] /\\ top' = p /\\ mine' = mine \\cup {p} /\\ UNCHANGED n
Drop(p) == p \\in mine /\\ mine' = mine \\ {p} /\\ n' = [n EXCEPT ![p] = 0] /\\ UNCHANGED top
Next == \\E p \\in P : Up(p) \\/ Take(p) \\/ Drop(p)
Few == Cardinality(mine) < 3
View == <<mine, [p \\in P |-> <<n[p]>>]>>
Sym == Permutations(P)
`,
      cfg: `CONSTANT P = {a, b, c}\n${NEXT}INVARIANT Few VIEW View SYMMETRY Sym CHECK_DEADLOCK FALSE`,
    },
  ],
];

const SPECS = [...RING, ...OTHERS];

/** What a run finds, and what is told of it. */
async function found({ body, cfg }: Spec, way: Engine, workers?: HandsOptions): Promise<CheckResult> {
  const { model, diagnostics } = load({ "Spec.tla": moduleText(body), "Spec.cfg": cfg }, { engine: way, workers });
  const result = await check(model as Model, { keepGoing: true });
  return { ...result, diagnostics: [...result.diagnostics, ...diagnostics] };
}

describe.each(SPECS)("with %s", { timeout: 120_000 }, (_, spec) => {
  it.each([
    ["interpreter", [2]],
    ["automatic", [1, 3, 7]],
  ] as const)("any number of workers finds the same (%s)", async (engine, counts) => {
    const alone = said(await found(spec, engine));
    for (const [seed, count] of counts.entries()) {
      let answers = 0;
      const heard = (): number => answers++;
      expect(said(await found(spec, engine, { count, seed, heard }))).toEqual(alone);
      expect(answers).toBeGreaterThan(0);
    }
  });
});

/** What is packed without values that are numbered as they are met. */
const PAIRS = `VARIABLES x, f, s
vars == <<x, f, s>>
Init == x \\in 0..3 /\\ f = [i \\in 1..2 |-> 0] /\\ s = {}
Up == x < 24 /\\ x' = x + 1 /\\ UNCHANGED <<f, s>>
Set == \\E i \\in 1..2: f' = [f EXCEPT ![i] = (x + i) % 4] /\\ s' = s \\cup {x % 5} /\\ x' = x
Back == x > 5 /\\ x' = x - 5 /\\ s' = s \\ {x % 5} /\\ UNCHANGED f
Next == Up \\/ Set \\/ Back
`;

const PACKED: readonly (readonly [string, Spec])[] = [
  ["nothing asked", { body: PAIRS, cfg: NEXT }],
  [
    "a deadlock",
    { body: PAIRS.replace("Up \\/ Set", "(x # 17 /\\ Up) \\/ (x < 3 /\\ Set)").replace("x > 5", "x > 20"), cfg: NEXT },
  ],
  ["an invariant that is violated", { body: `${PAIRS}Inv == f[1] + f[2] # 6\n`, cfg: `${NEXT}INVARIANT Inv` }],
  ["an invariant that holds", { body: `${PAIRS}Inv == f[1] < 4 /\\ s \\subseteq 0..4\n`, cfg: `${NEXT}INVARIANT Inv` }],
  ["an invariant that fails", { body: `${PAIRS}Inv == (x = 20) => f[x] = 0\n`, cfg: `${NEXT}INVARIANT Inv` }],
  [
    "a state constraint",
    {
      body: `${PAIRS}Con == Cardinality(s) < 3\nInv == Cardinality(s) < 4\n`,
      cfg: `${NEXT}CONSTRAINT Con INVARIANT Inv`,
    },
  ],
  [
    "an invariant violated outside of it",
    {
      body: `${PAIRS}Con == Cardinality(s) < 3\nInv == Cardinality(s) < 3\n`,
      cfg: `${NEXT}CONSTRAINT Con INVARIANT Inv`,
    },
  ],
  ["a step constraint", { body: `${PAIRS}Few == x' < x + 9 /\\ s' # {1, 2}\n`, cfg: `${NEXT}ACTION_CONSTRAINT Few` }],
  [
    "a property of steps",
    { body: `${PAIRS}Step == [][x' # 12]_x\nHeld == [][x' <= x + 1]_vars\n`, cfg: `${NEXT}PROPERTIES Step Held` },
  ],
  [
    "properties of behaviors",
    {
      body: `${PAIRS}Spec == Init /\\ [][Next]_vars /\\ WF_vars(Up)\nLive == []<>(x = 24)\nLed == x = 3 ~> x = 4\n`,
      cfg: "SPECIFICATION Spec PROPERTIES Live Led",
    },
  ],
  ["a step that fails", { body: PAIRS.replace("(x + i) % 4", "IF x = 23 THEN f[x] ELSE (x + i) % 4"), cfg: NEXT }],
  [
    "a warning in the middle",
    { body: PAIRS.replace("f EXCEPT ![i] = ", "f EXCEPT ![IF x = 19 THEN 7 ELSE i] = "), cfg: NEXT },
  ],
];

/** What is packed with values that are numbered as they are met. */
const OPEN: readonly (readonly [string, Spec])[] = [
  [
    "queues",
    {
      // More values than are met before a layout is chosen.
      body: `VARIABLES q, n
Init == q = <<>> /\\ n = 0
Send == Len(q) < 3 /\\ n' = (n + 1) % 37 /\\ q' = Append(q, [from |-> n % 2, at |-> n])
Take == q # <<>> /\\ q' = Tail(q) /\\ UNCHANGED n
Turn == Len(q) = 3 /\\ q' = <<q[3], q[1]>> /\\ UNCHANGED n
Next == Send \\/ Take \\/ Turn
Inv == Len(q) # 3 \\/ q[1].at + q[2].at < 73
`,
      cfg: `${NEXT}INVARIANT Inv`,
    },
  ],
  [
    "a bag of messages of several shapes",
    {
      body: `VARIABLES m, k
Init == m = {} /\\ k = 0
Ask == k < 9 /\\ k' = k + 1 /\\ m' = m \\cup {[type |-> "ask", no |-> k]}
Say == \\E r \\in m: r.type = "ask" /\\ m' = (m \\ {r}) \\cup {[type |-> "say", to |-> r.no % 3, of |-> <<r.no, k>>]} /\\ UNCHANGED k
Drop == \\E r \\in m: r.type = "say" /\\ Cardinality(m) > 2 /\\ m' = m \\ {r} /\\ UNCHANGED k
Next == Ask \\/ Say \\/ Drop
Con == Cardinality(m) < 4
`,
      cfg: `${NEXT}CONSTRAINT Con`,
    },
  ],
];

const EVERY = [
  ...[...PACKED, ...OPEN].map(([name, spec]) => [name, spec, true] as const),
  ...SPECS.map((one) => [...one, false] as const),
];

describe.each(EVERY)("on packed states with %s", { timeout: 120_000 }, (_, { body, cfg }, arePacked) => {
  it("any number of threads finds the same", async () => {
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": cfg };
    const way = { engine: "compiled" } as const;
    const options = { keepGoing: true, kernel: "webassembly" } as const;
    const alone = load(files, way);
    const expected = said(await check(alone.model as Model, options));
    let began = 0;
    for (const count of [2, 3, 7]) {
      const shared = load(files, way);
      const model = shared.model as Model;
      const threads = sharing(model, { count, seed: count, began: () => began++ });
      expect(said(await check(model, { ...options, threads }))).toEqual(expected);
      expect(shared.diagnostics.map(line)).toEqual(alone.diagnostics.map(line));
    }
    if (arePacked) expect(began).toBeGreaterThanOrEqual(9);
  });
});

describe("a search has one worker", () => {
  const counting = (more: string): string => `VARIABLE x\nInit == x = 0\nNext == x < 20 /\\ x' = x + 1${more}\n`;
  const asks = "the specification prints, draws or asks for the run while it runs";
  const never = (): never => {
    throw new Error("a worker is given a task");
  };

  it.each([
    ["that draws", counting(" + RandomElement(0..1)"), NEXT, asks],
    [
      "with a constant that is drawn",
      `CONSTANT C\n${counting(" + C")}R == RandomElement(0..1)\n`,
      `${NEXT}CONSTANT C <- R`,
      asks,
    ],
    ["that reads what was stored", `ASSUME TLCSet(1, 1)\n${counting(" + TLCGet(1)")}`, NEXT, asks],
    ["whose invariant prints", `${counting("")}Inv == PrintT(x)\n`, `${NEXT}INVARIANT Inv`, asks],
    [
      "whose constraint asks for the level",
      `${counting("")}Con == TLCGet("level") < 9\n`,
      `${NEXT}CONSTRAINT Con`,
      asks,
    ],
  ])("%s", async (_, body, cfg, why) => {
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": cfg };
    const alone = load(files, { engine: "automatic" });
    const helped = load(files, { engine: "automatic", workers: { count: 2, heard: never, spoil: never } });
    const results = [await check(alone.model as Model), await check(helped.model as Model)];
    expect(said(results[1] as CheckResult)).toEqual(said(results[0] as CheckResult));
    expect(helped.printed).toEqual(alone.printed);
    expect(helped.diagnostics.map(line)).toEqual([
      ...alone.diagnostics.map(line),
      `W623: the search has one worker: ${why}`,
    ]);
  });

  it.each([
    [
      "whose states are packed, but told apart by a view",
      { engine: "compiled" },
      "its states are packed, and told apart by VIEW or SYMMETRY",
      "VIEW x",
    ],
    ["that counts conditions", { coverage: true }, "it counts what conditions answer, for --coverage", ""],
  ] as const)("%s", async (_, way, why, view) => {
    const files = { "Spec.tla": moduleText(COUNTER), "Spec.cfg": `${NEXT}${view}` };
    const { model, diagnostics } = load(files, { ...way, workers: { count: 2, spoil: never } });
    const threads = sharing(model as Model, { count: 2, began: never });
    const options = { kernel: "webassembly", threads } as const;
    expect(said(await check(model as Model, options))).toEqual(said(await check(load(files, way).model as Model)));
    expect(diagnostics.map(line)).toContain(`W623: the search has one worker: ${why}`);
  });
});

describe("a worker that is lost", () => {
  it.each([
    [{ why: "its thread ended with 1", full: false }, "worker", "the search lost a worker (its thread ended with 1): "],
    [{ why: "out of memory", full: true }, "max-memory", "the search stopped at its budget max-memory: "],
  ] as const)("ends the run without a verdict: %o", async (lost, stopped, message) => {
    const spoil = (tasks: number) => (tasks < 3 ? null : lost);
    const body = `${COUNTER}Inv == x < 99\n`;
    const result = await found({ body, cfg: `${NEXT}INVARIANT Inv` }, "automatic", { count: 2, spoil });
    expect(result).toMatchObject({ outcome: "inconclusive", stopped });
    expect(result.properties.map(({ status }) => status)).toEqual(["unchecked", "unchecked"]);
    expect(result.diagnostics.map(({ message: text }) => text).join()).toContain(message);
  });
});

const ROWS = ["SimpleAllocator", "MCAlternatingBit", "MCRealTimeHourClock"];

describe.runIf(corpusExists)("public models", { timeout: 120_000 }, () => {
  it.each(ROWS)("%s: with workers as without", async (name) => {
    const row = readRows().find(({ cfg }) => cfg.endsWith(`${name}.cfg`)) as Row;
    const results: unknown[] = [];
    for (const workers of [undefined, { count: 3 }]) {
      const texts = new Map<string, string | null>();
      const read = (path: string): string | null => {
        const text = existsSync(path) ? readFileSync(path, "utf8") : null;
        texts.set(path, text);
        return text;
      };
      const [spec, config] = [join(row.folder, row.module), join(row.folder, row.cfg)];
      const request = { spec, config, files: { read }, deadlock: true, onPrint: () => {} };
      const { model } = loadTlaModel({
        ...request,
        ...(workers === undefined ? {} : { hands: hands(request, texts, workers) }),
      });
      results.push(said(await check(model as Model)));
    }
    expect(results[1]).toEqual(results[0]);
  });
});
