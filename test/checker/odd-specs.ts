/** Small specifications of which each has something that searches may treat differently. */

import type { CheckOptions } from "../../src/checker/index.ts";
import type { Spec } from "./ring.ts";

export const NEXT = "INIT Init NEXT Next\n";

export const COUNTER = `
VARIABLES x, y
Init == x \\in 0..3 /\\ y = <<>>
Up == x < 40 /\\ x' = x + 1 /\\ y' = IF Len(y) < 3 THEN Append(y, x % 3) ELSE <<>>
Jump == \\E i \\in 1..3: x' = (x * i) % 41 /\\ UNCHANGED y
Next == Up \\/ Jump
`;

export const OTHERS: readonly (readonly [string, Spec])[] = [
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

/** What is packed without values that are numbered as they are met. */
const PAIRS = `VARIABLES x, f, s
vars == <<x, f, s>>
Init == x \\in 0..3 /\\ f = [i \\in 1..2 |-> 0] /\\ s = {}
Up == x < 24 /\\ x' = x + 1 /\\ UNCHANGED <<f, s>>
Set == \\E i \\in 1..2: f' = [f EXCEPT ![i] = (x + i) % 3] /\\ s' = s \\cup {x % 4} /\\ x' = x
Back == x > 5 /\\ x' = x - 5 /\\ s' = s \\ {x % 4} /\\ UNCHANGED f
Next == Up \\/ Set \\/ Back
`;

export const PACKED: readonly (readonly [string, Spec])[] = [
  ["nothing asked", { body: PAIRS, cfg: NEXT }],
  [
    "a deadlock",
    { body: PAIRS.replace("Up \\/ Set", "(x # 17 /\\ Up) \\/ (x < 3 /\\ Set)").replace("x > 5", "x > 20"), cfg: NEXT },
  ],
  ["an invariant that is violated", { body: `${PAIRS}Inv == f[1] + f[2] # 4\n`, cfg: `${NEXT}INVARIANT Inv` }],
  ["an invariant that holds", { body: `${PAIRS}Inv == f[1] < 3 /\\ s \\subseteq 0..3\n`, cfg: `${NEXT}INVARIANT Inv` }],
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
  ["a step that fails", { body: PAIRS.replace("(x + i) % 3", "IF x = 23 THEN f[x] ELSE (x + i) % 3"), cfg: NEXT }],
  [
    "a warning in the middle",
    { body: PAIRS.replace("f EXCEPT ![i] = ", "f EXCEPT ![IF x = 19 THEN 7 ELSE i] = "), cfg: NEXT },
  ],
];

/** What is packed with values that are numbered as they are met. */
export const OPEN: readonly (readonly [string, Spec])[] = [
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
Ask == k < 7 /\\ k' = k + 1 /\\ m' = m \\cup {[type |-> "ask", no |-> k]}
Say == \\E r \\in m: r.type = "ask" /\\ m' = (m \\ {r}) \\cup {[type |-> "say", to |-> r.no % 3, of |-> <<r.no, k>>]} /\\ UNCHANGED k
Drop == \\E r \\in m: r.type = "say" /\\ Cardinality(m) > 2 /\\ m' = m \\ {r} /\\ UNCHANGED k
Next == Ask \\/ Say \\/ Drop
Con == Cardinality(m) < 4
`,
      cfg: `${NEXT}CONSTRAINT Con`,
    },
  ],
];

/** Where a search of a random specification ends, in turn. */
export const LIMITS: readonly CheckOptions[] = [
  { maxStates: 150 },
  { maxStates: 150, keepGoing: true },
  { maxStates: 90, failFast: true },
  { maxStates: 200, maxDepth: 4 },
  { maxStates: 200, endingStates: 60 },
];

/** The states of a level, and what is asked of their successors, warn in turn. */
export const WARNINGS: readonly [string, Spec] = [
  "warnings in turn",
  {
    body: `
VARIABLES x, f
Init == x = 0 /\\ f = [a |-> 0]
Next == x < 20 /\\ x' \\in {x + 1, x + 2, x + 3} /\\ f' = IF x = 8 THEN [f EXCEPT !.b = 1] ELSE [f EXCEPT !.a = x % 2]
Inv == [f EXCEPT ![IF x = 10 THEN "c" ELSE "a"] = 3].a \\in 0..3
`,
    cfg: `${NEXT}INVARIANT Inv\nCHECK_DEADLOCK FALSE`,
  },
];
