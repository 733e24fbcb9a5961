/** Direct code by the rules of the interpreter: each specification shows one that is easily written otherwise. */

import { describe, expect, test } from "vitest";
import { compareAid } from "../../../oracle/engines.ts";

const cfg = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n";
const asked = `${cfg}INVARIANT Inv\n`;

type Row = readonly [what: string, body: string, cfg?: string | undefined];

const written: readonly Row[] = [
  [
    "two ways to be true are two steps, until all is assigned",
    `VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == \\/ (x >= 0 \\/ y >= 0) /\\ x' = (x + 1) % 3 /\\ y' = y
        \\/ x' = x /\\ y' = (y + 1) % 3 /\\ (x' >= 0 \\/ y' >= 0)
        \\/ (\\/ x' = 0 \\/ x < 5) /\\ (\\E i \\in 1..2 : x' = i \\/ y' = i) /\\ x' = 1 /\\ y' = 1`,
  ],
  [
    "a conjunct that may come last is a condition where it does",
    `VARIABLES x, y
Both == \\E i, j \\in 0..1 : i + j >= 0
Init == x = 0 /\\ y = 0
Next == (\\/ x' = 1 - x /\\ y' = 1 - y
         \\/ x' = x)
        /\\ Both /\\ (\\/ y' = 0 \\/ y' = 1)`,
  ],
  [
    "a variable that may have its value already",
    `VARIABLES x, y, z
Init == x = 0 /\\ y = 0 /\\ z = 0
Next == /\\ \\/ x' = 1 - x /\\ y' = 1 - y
           \\/ x' = x
        /\\ y' = 1
        /\\ z' = (z + y') % 3 /\\ z' = (z + 1) % 3`,
  ],
  [
    "conditions move out of loops, and protect each other as before",
    `VARIABLES msgs, n
Init == msgs = {[t |-> "a", i |-> 1], [t |-> "b", k |-> <<2>>], [t |-> "b", k |-> <<1>>]} /\\ n = [i \\in 1..2 |-> 0]
Take(i, j) == \\E m \\in msgs : /\\ m.t = "b"
                             /\\ m.k[1] = j
                             /\\ n[i] < 2
                             /\\ n' = [n EXCEPT ![i] = @ + m.k[1]]
                             /\\ msgs' = (msgs \\ {m}) \\cup {[m EXCEPT !.k = <<3 - j>>]}
Drop(i) == \\E m \\in msgs, k \\in 1..2 : n[i] = 2 /\\ m.t = "a" /\\ m.i = k /\\ msgs' = msgs \\ {m} /\\ n' = n
Next == \\E i, j \\in 1..2 : Take(i, j) \\/ Drop(i)`,
  ],
  [
    "the ways of each element multiply",
    `VARIABLES x
Init == x = 0
Next == /\\ \\A i \\in 1..2 : x >= i - 3 \\/ x < 9
        /\\ x' = (x + 1) % 4`,
  ],
  [
    "arguments are evaluated where they are needed",
    `VARIABLES f
Pick(c, a, b) == IF c THEN a ELSE b
At(g, i) == Pick(i \\in DOMAIN g, g[i], 0)
RECURSIVE Sum(_, _)
Sum(g, i) == IF i > Len(g) THEN 0 ELSE g[i] + Sum(g, i + 1)
Init == f = <<1>>
Next == f' = IF Sum(f, 1) + At(f, 7) > 6 THEN <<>> ELSE Append(f, At(f, Len(f)) + 1)`,
  ],
  [
    "a name of a LET or an argument that speaks of the next state",
    `VARIABLES x, y
Twice(e) == e + e
Init == x = 0 /\\ y = 0
Next == \\/ x' = (x + 1) % 3 /\\ LET z == x' + y IN y' = (z + Twice(x') + Twice(z)) % 4
        \\/ x' = (y + 2) % 3 /\\ y' = Twice(x') % 3
        \\/ x' = x /\\ y' = Twice(x) % 2 /\\ (Twice(x) + 1)' > 0
        \\/ LET z == x' + y IN \\/ x' = 1 /\\ y' = z % 4
                              \\/ x' = 2 /\\ y' = z % 3
        \\/ LET z == x + y IN x' = (x + 1) % 3 /\\ y' = z % 2 /\\ z' > z`,
  ],
  [
    "EXCEPT, with @ and several places",
    `VARIABLES f
Init == f = [i \\in 1..2 |-> [a |-> 0, b |-> <<0, 0>>]]
Next == \\E i \\in 1..2 : f' = [f EXCEPT ![i].a = (@ + 1) % 3, ![i].b[i] = (@ + f[i].a + 1) % 2, ![3 - i].a = @]`,
  ],
  [
    "an argument stands for a variable",
    `VARIABLES x, y
Set(v, e) == v' = e
Keep(v) == UNCHANGED v
vars == <<x, y>>
Init == x = 0 /\\ y = 0
Next == \\/ Set(x, (x + 1) % 3) /\\ Keep(y)
        \\/ Keep(x) /\\ Set(y, 1 - y)
        \\/ UNCHANGED vars
        \\/ LET w == y IN w' = 1 /\\ Set(x, x)`,
  ],
  [
    "a choice for each element and each subset",
    `VARIABLES x, y
Init == x = 0 /\\ y = {}
Next == \\/ x' \\in {x, 1, 2} /\\ y' \\subseteq {x, 1}
        \\/ x' = 1 /\\ y' = y /\\ x' \\in {1, 2} /\\ y' \\subseteq 0..2`,
  ],
  [
    "what depends on one variable is kept by it alone",
    `VARIABLES x, y, n
Large(s) == {i \\in s : i > n}
Inv == /\\ \\A i \\in x : i < 4
       /\\ \\A i \\in x : i + Cardinality(y) < 9
       /\\ Cardinality(Large(x)) <= 3
       /\\ \\E i \\in 0..9 : i = Cardinality(Large(y))
Init == x = {} /\\ y = {} /\\ n = 0
Next == \\/ \\E i \\in 0..3 : x' = x \\cup {i} /\\ y' = Large(y) /\\ n' = (n + 1) % 3
        \\/ (\\E i \\in x : i > Cardinality(y)) /\\ n' = 0 /\\ x' = x /\\ y' = y
        \\/ n' = 1 /\\ x' = x /\\ y' = y /\\ Cardinality({i \\in x : {j \\in y : j > i} = {}}) < 2
        \\/ \\E i \\in 0..2 : y' = (y \\cup {i}) \\ x /\\ x' = {j \\in x : j # i} /\\ n' = Cardinality(SUBSET y) % 3`,
    asked,
  ],
  [
    "a definition is kept for a state, not longer, and not in the next one",
    `VARIABLES x, y
Sum == x + y
Inv == Sum < 5 /\\ Sum >= 0
Init == x = 0 /\\ y = 0
Next == x' = (Sum + 1) % 3 /\\ y' = (Sum + Sum) % 2 /\\ Sum' # 2 /\\ Sum < 9`,
    asked,
  ],
  [
    "operators as arguments",
    `VARIABLES x
Apply(Op(_, _), a, b) == Op(a, b)
RECURSIVE Fold(_, _, _)
Fold(Op(_, _), s, e) == IF s = <<>> THEN e ELSE Op(Head(s), Fold(Op, Tail(s), e))
Less(a, b) == a < b
Init == x = <<1, 2>>
Next == \\/ x' = SelectSeq(x, LAMBDA i : i + Apply(+, i, 1) < 4)
        \\/ Apply(Less, Len(x), 3) /\\ x' = Append(x, Apply(LAMBDA a, b : (a + b) % 3, Fold(+, x, 0), Len(x)))`,
  ],
  [
    "names of tuples, several names, CHOOSE",
    `VARIABLES x
Pairs == {<<a, b>> \\in (0..1) \\X (0..1) : a # b}
Init == x = [i \\in 0..1, j \\in 0..1 |-> i + j]
Next == \\E <<a, b>> \\in Pairs : \\E k, l \\in 0..1 :
  /\\ x[a, b] + k < 4
  /\\ x' = [i \\in 0..1, j \\in 0..1 |-> IF <<i, j>> = <<k, l>> THEN (CHOOSE n \\in 0..9 : n > x[a, b]) % 3 ELSE x[i, j]]`,
  ],
  [
    "conditions that decide what is done",
    `VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == \\/ IF x = 0 THEN x' = 1 /\\ y' = y ELSE (x' = 0 \\/ x' = 2) /\\ y' = 1 - y
        \\/ CASE x = 1 -> x' = 2 /\\ y' = 1 [] y = 1 -> x' = x /\\ y' = 0 [] OTHER -> FALSE
        \\/ (x = 2 => y' = 1) /\\ x' = 0 /\\ (y' = 0 \\/ y' = 1)`,
  ],
  [
    "an operator of a LET with arguments",
    `VARIABLES x, y
Init == x = 0 /\\ y = 1
Next == LET Add(a) == a + y
            Step(a) == x' = (a + 1) % 3 /\\ y' = Add(a) % 2
        IN Step(x) \\/ Step(Add(x))`,
  ],
];

/** The interpreter finds what these come to: an error, a warning, or what has no direct code. */
const left: readonly (readonly [what: string, body: string])[] = [
  [
    "an error",
    `VARIABLES x
Init == x = 0
Next == x' = x + 1 /\\ <<1, 2, 3>>[x + 1] > 0`,
  ],
  [
    "a condition that is no Boolean",
    `VARIABLES x
Init == x = 0
Next == x' = x + 1 /\\ (IF x > 2 THEN x ELSE TRUE)`,
  ],
  [
    "a variable without a value",
    `VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == x' = x + 1 /\\ (x > 2 \\/ y' = 0)`,
  ],
  [
    "EXCEPT outside of the domain, which warns",
    `VARIABLES x
Init == x = <<0>>
Next == x' = <<2>> \\/ x' = [x EXCEPT ![2] = 1, ![1] = (@ + 1) % 3]`,
  ],
  [
    "a composition",
    `VARIABLES x
Init == x = 0
Next == (x' = (x + 1) % 4) \\cdot (x' = (x + 2) % 4)`,
  ],
  [
    "ENABLED",
    `VARIABLES x
Up == x < 3 /\\ x' = x + 1
Init == x = 0
Next == IF ENABLED Up THEN Up ELSE x' = 0`,
  ],
];

describe("direct code gives what the interpreter gives", () => {
  test.each(written.map(([what, body, config = cfg]) => [what, body, config] as const))(
    "%s",
    async (_, body, config) => {
      const { difference, direct, failures } = await compareAid({ body, cfg: config }, "direct");
      expect(difference).toBeNull();
      expect(direct).toBeGreaterThan(1);
      expect(failures).toBe(0);
    },
  );

  test.each(left)("and leaves to it: %s", async (_, body) => {
    const { difference, direct, failures } = await compareAid({ body, cfg }, "direct");
    expect(difference).toBeNull();
    expect(failures > 0 || direct === 0).toBe(true);
  });
});
