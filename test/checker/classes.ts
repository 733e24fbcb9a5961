/** Random small specifications whose states are told apart by SYMMETRY, by a VIEW, or by both. */

import { Random } from "../oracle/random.ts";
import type { Spec } from "./ring.ts";

/** Their groups: all permutations, rotations, an exchange. */
const GROUPS = [
  "Permutations(P)",
  "{[p \\in P |-> IF p = a THEN b ELSE IF p = b THEN c ELSE a]}",
  "{[p \\in P |-> IF p = a THEN b ELSE IF p = b THEN a ELSE c]}",
];

/** What is hidden has a say in what can follow; the last one but one fails in some states. */
const VIEWS = [
  "<<f, s>>",
  "<<f, q>>",
  "<<{f[p] : p \\in P}, q>>",
  "<<f, Len(q)>>",
  "[p \\in P |-> <<f[p], \\E r \\in P : <<p, r>> \\in s>>]",
  "IF Len(q) = 2 /\\ s # {} THEN <<1>>[2] ELSE <<f, q>>",
  "<<q, s>>",
];

const INVARIANTS = [
  "TRUE",
  "f[CHOOSE p \\in P : TRUE] < 4",
  "Cardinality(s) < 5",
  "\\A p \\in P : f[p] < 2",
  "Len(q) < 2 \\/ q[1] # q[2]",
  "Cardinality({f[p] : p \\in P}) < 2 \\/ s = {}",
];

export function classed(seed: number): Spec {
  const random = new Random(seed);
  const one = (...texts: readonly string[]): string => random.pick(texts);
  const body = `CONSTANTS a, b, c, P
VARIABLES f, s, q
Init == f \\in [P -> {0}] /\\ s ${one("= {}", "\\in {{}, P \\X P}", "\\in SUBSET {<<p, p>> : p \\in P}")} /\\ q = <<>>
A(p) == f[p] < ${one("2", "3")} /\\ f' = [f EXCEPT ![p] = @ + 1] /\\ UNCHANGED <<s, q>>
B(p, r) == ${one("p # r", "TRUE", "f[p] > f[r]")} /\\ UNCHANGED <<f, q>>
           /\\ s' = ${one("s \\cup {<<p, r>>}", "{<<p, r>>}", "s \\ {<<p, r>>}")}
C(p) == Len(q) < ${one("2", "3")} /\\ q' = Append(q, p) /\\ UNCHANGED f /\\ s' = ${one("s", "{}", "{x \\in s : x[1] = p}")}
D == q # <<>> /\\ q' = Tail(q) /\\ f' = [f EXCEPT ![Head(q)] = ${one("0", "1", "Len(q)")}] /\\ UNCHANGED s
Next == (\\E p \\in P : A(p) \\/ C(p)) \\/ (\\E p, r \\in P : B(p, r)) \\/ D
Inv == ${one(...INVARIANTS)}
Sym == ${one(...GROUPS)}
View == ${one(...VIEWS)}
`;
  const apart = one("SYMMETRY Sym", "SYMMETRY Sym VIEW View", "VIEW View");
  const constants = "CONSTANTS a = a b = b c = c P = {a, b, c}";
  return { body, cfg: `${constants}\nINIT Init NEXT Next CHECK_DEADLOCK FALSE INVARIANT Inv ${apart}\n` };
}
