/** What is searched while faults happen: specifications of some thousand states with something of everything. */

import { CARDS, CONFIG } from "../cli/cards.ts";

/** Files by path, and what `check` is given besides the configuration. */
export interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  /** May its states be on disk? Not where behaviors are spoken of, nor where something is drawn. */
  readonly onDisk: boolean;
}

const MORE = `Deep == ~(right = 1..N /\\ turn = 3)
Few == Cardinality(right) < 5
Calm == turn' # 6 \\/ turn # 5
Shown == <<left, turn % 4>>
Drawn(c) == c \\in left /\\ left' = left \\ {c} /\\ right' = right \\cup {c} /\\ turn' = RandomElement(0..6)
Chance == \\E c \\in 1..N : Drawn(c) \\/ Back(c)
====
`;

/** Readings of several processes that nothing tells apart: strings, records, sequences and functions of them. */
const READERS = `---- MODULE Spec ----
EXTENDS Naturals, Sequences, FiniteSets, TLC
CONSTANT P
VARIABLES at, log
Init == at = [p \\in P |-> [kind |-> "idle", count |-> 0]] /\\ log = <<>>
Begin(p) == /\\ at[p].kind = "idle" /\\ at' = [at EXCEPT ![p].kind = "busy"]
            /\\ log' = IF Len(log) < 3 THEN Append(log, p) ELSE Append(Tail(log), p)
End(p) == /\\ at[p].kind = "busy" /\\ log' = SelectSeq(log, LAMBDA q : q # p)
          /\\ at' = [at EXCEPT ![p] = [kind |-> "idle", count |-> (@.count + 1) % 3]]
Next == \\E p \\in P : Begin(p) \\/ End(p)
Short == Len(log) < 4
Slow == Cardinality({s \\in SUBSET (P \\X {0, 1}) : \\A <<p, c>> \\in s : at[p].count = c}) > 0
Perms == Permutations(P)
====
`;

function cards(name: string, cfg: string, ...words: string[]): Case {
  const text = CARDS.replace("MODULE Cards", "MODULE Spec")
    .replace("FiniteSets", "FiniteSets, TLC")
    .replace("====\n", MORE);
  const onDisk = !/PROPERTY|Chance/.test(cfg);
  return { name, files: { "Spec.tla": text, "Spec.cfg": `CONSTANT N = 8\n${cfg}\n` }, words, onDisk };
}

function readers(name: string, processes: string, cfg: string): Case {
  const constants = `CONSTANT P = {${processes}}\n`;
  const files = { "Spec.tla": READERS, "Spec.cfg": `${constants}INIT Init NEXT Next ${cfg}\n` };
  return { name, files, words: [], onDisk: true };
}

export const CASES: readonly Case[] = [
  cards("fairness", CONFIG.replace("CONSTANT N = 8", "")),
  cards("a violation that lies deep", "INIT Init NEXT Next INVARIANT Deep All"),
  cards("constraints", "INIT Init NEXT Next CONSTRAINT Few ACTION_CONSTRAINT Calm"),
  cards("a view", "INIT Init NEXT Next VIEW Shown INVARIANT All"),
  cards("random choices", "INIT Init NEXT Chance INVARIANT All", "--seed", "7"),
  readers("records and sequences", "p1, p2, p3", "INVARIANT Short Slow"),
  readers("symmetry", "p1, p2, p3, p4", "SYMMETRY Perms INVARIANT Short Slow"),
];
