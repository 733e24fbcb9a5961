/** Verdicts and counts do not depend on the order of what has no order, nor on names. */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { check } from "../../src/checker/index.ts";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import { loadTlaModel } from "../../src/models/tla/index.ts";
import { line } from "../models/tla/spec.ts";
import { permuteDisjuncts, permuteLists, rename } from "./permutation.ts";
import { Random } from "./random.ts";

interface Subject {
  readonly title: string;
  readonly next: string;
  /** All names of constants and model values, to be replaced. */
  readonly names: readonly string[];
  readonly module: string;
  readonly config: string;
  readonly read: (path: string) => string | null;
}

/** What must stay the same. `original` gives names back their old form. */
async function summary(subject: Subject, original: (name: string) => string = (name) => name) {
  const root = /MODULE (\w+)/.exec(subject.module)?.[1] ?? "";
  const files: Record<string, string> = { [`${root}.tla`]: subject.module, [`${root}.cfg`]: subject.config };
  const { model, diagnostics } = loadTlaModel({
    spec: `${root}.tla`,
    config: `${root}.cfg`,
    files: { read: (path) => files[path] ?? subject.read(path) },
    deadlock: true,
    onPrint: () => {},
  });
  if (model === null) throw new Error(diagnostics.map(line).join("\n"));
  const result = await check(model);
  const { outcome, states, actions, properties } = result;
  const traced = properties.map((p) => {
    const length = p.status === "violated" && p.trace !== null ? p.trace.states.length : 0;
    return `${original(p.name)}: ${p.status} ${length}`;
  });
  const generated = actions.map((a) => `${original(a.name)}: ${a.generated}`);
  return { outcome, exitCode: exitCodeOf(result), states, properties: traced.sort(), generated: generated.sort() };
}

/** Names of the same length, so that lists stay aligned, that sort in the opposite order. */
function replacements(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    [...names].sort().map((name, i) => [name, `${String.fromCharCode(122 - i)}${name.slice(1)}`]),
  );
}

function invariance(subjects: readonly Subject[]): void {
  describe.each(subjects)("$title", (subject) => {
    test("with the disjuncts of Next in another order", async () => {
      const expected = await summary(subject);
      expect(expected.states.distinct).toBeGreaterThan(2);
      for (const seed of [1, 2]) {
        const module = permuteDisjuncts(subject.module, subject.next, new Random(seed));
        expect(module).not.toBe(subject.module);
        expect(await summary({ ...subject, module })).toEqual(expected);
      }
    });

    test("with the items of sets and of UNCHANGED in another order, also in the cfg", async () => {
      const module = permuteLists(subject.module, new Random(3));
      const config = subject.config.replace(
        /\{(.*)\}/g,
        (_, items: string) => `{${items.split(",").reverse().join(", ")}}`,
      );
      expect(module + config).not.toBe(subject.module + subject.config);
      expect(await summary({ ...subject, module, config })).toEqual(await summary(subject));
    });

    test("with other names of constants and model values", async () => {
      const names = replacements(subject.names);
      const back = new Map(Object.entries(names).map(([from, to]) => [to, from]));
      const renamed = {
        ...subject,
        module: rename(subject.module, names),
        config: rename(subject.config, names),
        read: (path: string) => {
          const text = subject.read(path);
          return text === null ? null : rename(text, names);
        },
      };
      for (const name of subject.names) expect(rename(subject.module + subject.config, names)).toContain(names[name]);
      expect(await summary(renamed, (name) => back.get(name) ?? name)).toEqual(await summary(subject));
    });
  });
}

const lock = `---- MODULE Root ----
EXTENDS Naturals
CONSTANTS Process, Nobody, Limit
VARIABLES owner, waiting, count
vars == <<owner, waiting, count>>
Init == owner = Nobody /\\ waiting = {} /\\ count = 0
Ask(p) == p # owner /\\ waiting' = waiting \\cup {p} /\\ UNCHANGED <<owner, count>>
Take(p) == owner \\in {Nobody, p} /\\ p \\in waiting /\\ owner' = p /\\ waiting' = waiting \\ {p} /\\ UNCHANGED count
Leave == owner # Nobody /\\ owner' = Nobody /\\ count' = (count + 1) % Limit /\\ UNCHANGED <<waiting>>
Steal == \\E p \\in Process : count = 2 /\\ owner' = p /\\ UNCHANGED <<waiting, count>>
Next == \\/ \\E p \\in Process : Ask(p)
        \\/ \\E p \\in Process : /\\ TRUE
                              /\\ Take(p)
        \\/ Leave
        \\/ Steal
TypeOk == owner \\in Process \\cup {Nobody} /\\ waiting \\subseteq Process /\\ count \\in {0, 1, 2, 3}
Apart == owner \\notin waiting
Few == waiting # Process
====
`;

const buffer = `---- MODULE Root ----
EXTENDS Sequences, Integers
CONSTANTS Item, Size
VARIABLES queue, sent
Init == queue = <<>> /\\ sent = [i \\in Item |-> 0]
Put == \\E i \\in Item : Len(queue) < Size /\\ sent[i] < 2 /\\ queue' = Append(queue, i) /\\ sent' = [sent EXCEPT ![i] = @ + 1]
Get == queue # <<>> /\\ queue' = Tail(queue) /\\ UNCHANGED <<sent>>
Drop == Len(queue) > 1 /\\ queue' = <<Head(queue)>> /\\ UNCHANGED <<sent>>
Next == Put \\/ Get \\/ Drop
Bounded == Len(queue) \\in {0, 1, 2}
Fair == \\A i, j \\in Item : sent[i] - sent[j] \\in {-2, -1, 0, 1, 2}
====
`;

const own: readonly Subject[] = [
  {
    title: "a lock that can be stolen",
    next: "Next",
    names: ["Process", "Nobody", "Limit", "p1", "p2", "p3", "none"],
    module: lock,
    config:
      "INIT Init\nNEXT Next\nINVARIANTS TypeOk Apart Few\nCONSTANTS Process = {p1, p2, p3}\nNobody = none\nLimit = 3\n",
    read: () => null,
  },
  {
    title: "a buffer that ends in a deadlock",
    next: "Next",
    names: ["Item", "Size", "i1", "i2"],
    module: buffer,
    config: "INIT Init\nNEXT Next\nINVARIANTS Fair Bounded\nCONSTANTS Item = {i1, i2}\nSize = 2\n",
    read: () => null,
  },
];

describe("own specifications", () => {
  invariance(own);

  test("the lock is violated in both ways and the buffer gets stuck, or the comparison would say little", async () => {
    const [first, second] = await Promise.all(own.map((subject) => summary(subject)));
    expect(first?.exitCode).toBe(12);
    expect(first?.properties).toEqual(["Apart: violated 9", "Deadlock: holds 0", "Few: violated 4", "TypeOk: holds 0"]);
    expect(second?.exitCode).toBe(11);
  });
});

const folder = fileURLToPath(new URL("../../../shared/corpus/tlaplus-examples/specifications/", import.meta.url));

function published(path: string, next: string, names: readonly string[]): Subject {
  const read = (file: string) => (existsSync(folder + file) ? readFileSync(folder + file, "utf8") : null);
  const module = read(`${path}.tla`) ?? "";
  const config = read(`${path}.cfg`) ?? "";
  const base = path.replace(/[^/]*$/, "");
  return { title: path, next, names, module, config, read: (file) => read(base + file) };
}

describe.skipIf(!existsSync(folder))("published specifications (skipped without ../shared/corpus)", () => {
  if (!existsSync(folder)) return;
  invariance([
    published("transaction_commit/TwoPhase", "TPNext", ["RM", "r1", "r2", "r3"]),
    published("ewd840/EWD840", "System", ["N"]),
    published("byihive/VoucherLifeCycle", "VNext", ["V", "v1", "v2", "v3"]),
    published("allocator/SimpleAllocator", "Next", ["Clients", "Resources", "c1", "c2", "c3", "r1", "r2"]),
  ]);
});
