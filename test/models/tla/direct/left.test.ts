/** What direct code leaves to the interpreter, and what comes of that. */

import { expect, test } from "vitest";
import { compareAid } from "../../../oracle/engines.ts";
import { cfg, volatiles } from "./ways.ts";

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
    "ENABLED with a name whose next value counts",
    `VARIABLES x, y
Meets(e) == ENABLED (x' = x + 1 /\\ y' = y /\\ e' = 1)
Both(e) == IF Meets(e) THEN 1 ELSE 0
Init == x = 0 /\\ y = 0
Next == x' = (x + 1) % 3 /\\ y' = Both(x + y)`,
  ],
  [
    "an argument in the next state, of which only the value was given",
    `VARIABLES x, y
Of(Op(_), v) == Op(v)
Prime(e) == e'
Init == x = 0 /\\ y = 0
Next == \\/ x' = (x + 1) % 5 /\\ y' = Of(LAMBDA e : e', x)
        \\/ x' = (x + 1) % 5 /\\ y' = Of(Prime, x + 1) + 10`,
  ],
  [
    "a set that cannot be made, in front of a condition that is false",
    `VARIABLES n, v
Init == n = 0 /\\ v = 0
Next == \\/ n < 4 /\\ n' = n + 1 /\\ v' = v
        \\/ \\E e \\in {{}, n} : v # v /\\ v' = e /\\ n' = n`,
  ],
  [
    "one that depends on an element, and one behind it",
    `VARIABLES n, v
Init == n = 0 /\\ v = 0
Next == \\/ n < 4 /\\ n' = n + 1 /\\ v' = v
        \\/ \\E i \\in 1..2 : \\E e \\in <<{1}, n>>[i], k \\in {i} : v # v /\\ v' = e + k /\\ n' = n`,
  ],
  [
    "one in a loop that has no element",
    `VARIABLES n, v
Init == n = 0 /\\ v = 0
Next == \\/ n < 4 /\\ n' = n + 1 /\\ v' = v
        \\/ \\E i \\in {n} \\ {n} : \\E e \\in n : v # v /\\ v' = e + i /\\ n' = n`,
  ],
  [
    "a condition that names itself and is true in several ways",
    `VARIABLES x
RECURSIVE Some(_)
Some(s) == IF s = {} THEN FALSE ELSE LET e == CHOOSE e \\in s : TRUE IN e > x \\/ Some(s \\ {e})
Init == x = 0
Next == Some({0, 1, 2}) /\\ x' = x + 1`,
  ],
];

test.each(left)("direct code leaves to the interpreter: %s", async (_, body) => {
  for (const volatile of volatiles) {
    const { difference, direct, failures } = await compareAid({ body, cfg }, { volatile });
    expect(difference).toBeNull();
    expect(failures > 0 || direct === 0).toBe(true);
  }
});
