/**
 * Random specifications over sets of model values, most of which treat their elements alike, and of each breaker of that
 * some: names, choices, folds in an order, texts of values.
 */

import type { Case } from "./engines.ts";
import { Random } from "./random.ts";

const prelude = String.raw`CONSTANTS P, Q, Nil, Leader
VARIABLES count, owner, seen, queue, held
vars == <<count, owner, seen, queue, held>>
Least(S) == CHOOSE x \in S : \A y \in S : x <= y
Most(S) == CHOOSE x \in S : \A y \in S \ {x} : x > y
Pick(S) == CHOOSE x \in S : TRUE
Busiest == CHOOSE x \in P : \A y \in P : count[x] >= count[y]
Counts == {count[x] : x \in P}
Sum == FoldSet(LAMBDA x, n : n + count[x], 0, P)
Places == FoldSet(LAMBDA x, n : 3 * n + count[x], 0, P)
Latest == FoldFunctionOnSet(LAMBDA x, e : x, Nil, held, seen)
RECURSIVE Total(_)
Total(S) == IF S = {} THEN 0 ELSE LET x == Pick(S) IN count[x] + Total(S \ {x})
First == Pick(P)
Init == count = [p \in P |-> 0] /\ owner = Nil /\ seen = {} /\ queue = <<>> /\ held = [p \in P |-> {}]
`;

/** A random specification with invariants and a property of steps; none of behaviors. */
export function symmetricCase(seed: number): Case {
  const random = new Random(seed);
  const pick = (...texts: string[]): string => random.pick(texts);
  const breaks = random.chance(0.5) ? 0.12 : 0;
  /** One that treats all alike, or now and then one that does not. */
  const mostly = (fair: readonly string[], unfair: readonly string[]): string =>
    random.pick(random.chance(breaks) ? unfair : fair);
  const one = (): string =>
    mostly(["p", "p", "p", "owner"], ["First", "Pick(P)", "Leader", "Busiest", "Head(SetToSeq(P))"]);
  const number = (): string =>
    mostly(
      [
        ...["count[p]", "Len(queue)", "Cardinality(seen)", "Sum", "Least(Counts)", "Most(Counts \\cup {0})"],
        ...["(CHOOSE n \\in 0..9 : n >= count[p])", "Cardinality(held[p])", "Quantify(P, LAMBDA x : x \\in seen)"],
      ],
      ["Places", "Total(P)", "count[Busiest]", "(CHOOSE n \\in 0..9 : n = count[First])"],
    );
  const guard = (): string =>
    mostly(
      [
        ...[`${number()} < 2`, `${number()} <= ${number()}`, "p \\notin seen", `${one()} \\in seen`, "owner = p"],
        ...["\\E x \\in P \\ {p} : count[x] > 0", "\\A x \\in P : count[x] < 2", "v \\in held[p]", "held[p] = {}"],
        ...["Len(queue) < 2", "queue # <<>>", "TRUE", "\\E x, y \\in P : x # y /\\ held[x] = held[y]", "p # owner"],
      ],
      ['ToString(p) = "p1"', `p = ${one()}`, "Latest = p", "Inverse(count, P, 0..2)[0] = p", "v = Pick(Q)"],
    );
  const step = (): string =>
    pick(
      "count[p] < 2 /\\ count' = [count EXCEPT ![p] = @ + 1] /\\ UNCHANGED <<owner, seen, queue, held>>",
      `owner' = ${one()} /\\ UNCHANGED <<count, seen, queue, held>>`,
      `seen' = seen \\cup {${one()}} /\\ UNCHANGED <<count, owner, queue, held>>`,
      "Len(queue) < 2 /\\ queue' = Append(queue, p) /\\ UNCHANGED <<count, owner, seen, held>>",
      "queue # <<>> /\\ owner' = Head(queue) /\\ queue' = Tail(queue) /\\ UNCHANGED <<count, seen, held>>",
      "held' = [held EXCEPT ![p] = @ \\cup {v}] /\\ UNCHANGED <<count, owner, seen, queue>>",
      "held' \\in [P -> {{}, {v}}] /\\ count' = [x \\in P |-> 0] /\\ UNCHANGED <<owner, seen, queue>>",
      `count' = [x \\in P |-> IF x \\in seen THEN 1 ELSE count[x]] /\\ owner' = ${one()} /\\ UNCHANGED <<seen, queue, held>>`,
    );
  const names = ["A", "B", "C"];
  const steps = names.map((name) => `${name}(p, v) == (${guard()}) /\\ (${guard()}) /\\ (${step()})\n`).join("");
  const always = (): string => `\\A p \\in P, v \\in Q : (${guard()}) \\/ (${guard()}) \\/ (${guard()})`;
  const more = pick("", "", "CONSTRAINT Bound\n", "VIEW Shown\n");
  const body = `${prelude}${steps}Next == \\E p \\in P, v \\in Q : ${names.map((name) => `${name}(p, v)`).join(" \\/ ")}
InvA == ${always()}
InvB == ${always()}
Step == [][\\A p \\in P : count'[p] >= count[p] \\/ ${pick("owner' = owner", "p \\in seen'", "seen' # seen")}]_vars
Bound == \\A p \\in P, v \\in Q : (${guard()}) \\/ ${number()} < 3
Shown == ${mostly(
    [
      "<<count, owner, seen, queue, held>>",
      "<<queue, seen>>",
      "<<seen, [x \\in P |-> count[x] > 0], held>>",
      "<<owner, {<<count[x], held[x]>> : x \\in P}>>",
    ],
    ["<<count, owner = Pick(P), seen, queue, held>>"],
  )}
`;
  const values = pick("P = {p1, p2} Q = {q1, q2}", "P = {p1, p2, p3} Q = {q1}", "P = {p1, p2, p3} Q = {p1, p2, p3}");
  const leader = random.chance(breaks) ? "p1" : "none";
  return {
    body,
    cfg: `INIT Init\nNEXT Next\nINVARIANT InvA InvB\nPROPERTY Step\n${more}CONSTANTS ${values} Nil = Nil Leader = ${leader}\n`,
  };
}
