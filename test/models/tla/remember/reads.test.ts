/** What counts as read: specifications in which an outcome that was kept too loosely shows. */

import { describe, expect, test } from "vitest";
import { compareAid } from "../../../oracle/engines.ts";

const limits = { branches: 100_000, results: 64, adaptive: false };
const cfg = "INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nCONSTANTS m1 = m1 m2 = m2\n";

const cases: readonly (readonly [what: string, body: string])[] = [
  [
    "variables that the caller has assigned before",
    `VARIABLES x, y, c
Set(n) == /\\ \\/ x' = (c + n) % 3
             \\/ x' = (c + n + 1) % 3
             \\/ x' = (c * n + 2) % 4
          /\\ c' = (c + 1) % 5
Init == x = 0 /\\ y = 0 /\\ c = 0
Next == \\/ Set(1) /\\ y' = 0
        \\/ x' = 1 /\\ Set(1) /\\ y' = 1`,
  ],
  [
    "an argument that was given outside",
    `VARIABLES f, g, c
Op(cs, j) == /\\ ToString(c) # "x"
             /\\ c' = (c + 1) % 4
             /\\ g' = [g EXCEPT !.k = [cs EXCEPT !.a = IF cs.b > 0 THEN 7 ELSE (cs.a + 1) % 5], !.n = c]
             /\\ f' = [f EXCEPT ![j] = [a |-> (@.a + j + c) % 3, b |-> @.b]]
Init == f = [p \\in 1..2 |-> [a |-> 0, b |-> 0]] /\\ g = [k |-> [a |-> 0, b |-> 0], n |-> 0] /\\ c = 0
Next == \\E i \\in 1..2 : Op(f[i], i)`,
  ],
  [
    "a function that was evaluated before",
    `VARIABLES x, y
W[i \\in 1..2] == x[i] + i
Init == x = [i \\in 1..2 |-> 0] /\\ y = 0
Next == \\E n \\in {W[1]} : /\\ y' = IF W[2] + W[1] > 3 THEN W[2] ELSE n
                          /\\ \\E i \\in 1..2 : x' = [x EXCEPT ![i] = (@ + i) % 3]`,
  ],
  [
    "a primed variable with several values",
    `VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == /\\ \\/ x' = (x + 1) % 4
           \\/ x' = 0
           \\/ x' \\in {y, 2}
        /\\ y' = IF x' > 0 THEN (x' + x' * 2 + y) % 5 ELSE 3 - x'`,
  ],
  [
    "arguments that EXCEPT misses",
    `VARIABLES f, n
Init == f = (0 :> 0) /\\ n = 0
Next == \\/ /\\ f' = [f EXCEPT ![1] = 3 - 2, ![2] = n + 1]
           /\\ n' = (n + 1) % 3
        \\/ f' = f @@ ((n + 1) :> 5) /\\ n' = (n + 2) % 4`,
  ],
];

describe("with what is remembered, as without", () => {
  test.each(cases)("%s", async (_, body) => {
    const { difference, found, failures } = await compareAid({ body, cfg }, limits);
    expect(difference).toBeNull();
    expect(found).toBeGreaterThan(5);
    expect(failures).toBe(0);
  });
});
