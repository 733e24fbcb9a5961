/** Direct code by the rules of the interpreter: each specification shows one that is easily written otherwise. */

import { describe, expect, test, vi } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { Breath } from "../../../../src/models/tla/interpret/breath.ts";
import { compareAid } from "../../../oracle/engines.ts";
import { modelOf } from "../spec.ts";
import { cfg, volatiles } from "./ways.ts";

const asked = `${cfg}INVARIANT Inv\n`;

type Row = readonly [what: string, body: string, cfg?: string | undefined];

const written: readonly Row[] = [
  [
    "what is said of elements is kept by these, by their cells, and by what else it reads",
    `VARIABLES log, term, x
S == 1..3
Init == log = [i \\in S |-> <<>>] /\\ term = [i \\in S |-> 0] /\\ x = 0
Next == \\E i \\in S : /\\ Len(log[i]) < 2
                     /\\ term' = [term EXCEPT ![i] = 1 - @]
                     /\\ log' = [log EXCEPT ![i] = Append(@, (i % 2) + term[i])]
                     /\\ x' = (x + i) % 4
Last(s) == IF s = <<>> THEN 3 ELSE s[Len(s)]
Long(i, j) == Len(log[i]) = 2 /\\ Len(log[j]) = 1 /\\ Last(log[i]) = Last(log[j])
Inv == \\A i, j \\in S :
         (Long(i, j) /\\ \\A k \\in 1..Len(log[j]) : log[j][k] >= term[j] /\\ log[i][k] <= 2) => x + i # j + 1
Other == \\E i \\in S : \\A j \\in S \\ {i} :
           \\/ (Len(log[i]) + i > Len(log[j]) + j - 2) /\\ term[j] = 0
           \\/ Last(log[i]) # Last(log[j]) /\\ (x # i \\/ Len(log[j]) < 2)`,
    `${asked}INVARIANT Other\n`,
  ],
  [
    "a definition is held as long as all that it reads is the same, before and after a step",
    `VARIABLES x, y, z
D == {<<i, x + y>> : i \\in 1..2}
Shift(s, k) == s # {k, 9} /\\ s' = {i \\in 0..2 : i > x' + y'}
F[i \\in 0..3] == IF i = 0 THEN x + y ELSE F[i - 1] + 1
Init == x = 0 /\\ y = 0 /\\ z = {}
Next == /\\ \\/ x' = 1 - x /\\ (y' = y \\/ y' = 1 - y)
           \\/ \\E i \\in 0..1 : x' = x /\\ y' = i
        /\\ z' = IF <<1, 1>> \\in D' THEN D' ELSE IF F[3]' > 4 THEN D ELSE {F[2]'}
Inv == \\A d \\in D : d[2] = x + y
Step == [][/\\ \\A d \\in D' : d[2] = x' + y'
           /\\ \\A d \\in D : d[2] = F[1] - 1
           /\\ \\A i \\in 1..3 : F[i]' = i + x' + y'
           /\\ \\A k \\in 0..1 : Shift({i \\in 0..2 : i > x + y}, k)
           /\\ ({i \\in 0..1 : i > x})' = {i \\in 0..1 : i > x'} /\\ {i \\in 0..1 : i > x} # {2}
           /\\ z' \\in {D', D, {F[2]'}}]_<<x, y, z>>`,
    `${asked}PROPERTY Step\n`,
  ],
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
    "a set is narrowed where it has one name of a quantifier, and plain conditions come before what is looked up",
    `VARIABLES msgs, n
Of(m, t, i) == m.t = t /\\ m.to = i /\\ n[i] < 3
Init == n = [i \\in 1..2 |-> 0] /\\ msgs = {[t |-> "a", to |-> 1], [t |-> "a", to |-> 2], [t |-> "b", to |-> 1, k |-> 2]}
Take == \\E i \\in 1..2, m \\in msgs : /\\ Of(m, "a", i)
                                    /\\ \\A o \\in msgs \\ {m} : o.t # "c"
                                    /\\ n' = [n EXCEPT ![i] = @ + 1]
                                    /\\ msgs' = (msgs \\ {m}) \\cup {[t |-> "b", to |-> 3 - i, k |-> i]}
Pair == \\E m, o \\in msgs : /\\ o.t = "b"
                           /\\ m.t = "a" /\\ m.to = o.to /\\ n[o.k] > 0
                           /\\ n' = [n EXCEPT ![o.k] = @ - 1]
                           /\\ msgs' = msgs \\ {o}
Again(i) == /\\ n[i] = 1
            /\\ \\A m \\in msgs : m.to # i
            /\\ n' = [n EXCEPT ![i] = 0] /\\ msgs' = msgs \\cup {[t |-> "a", to |-> i]}
Next == Take \\/ Pair \\/ \\E i \\in 1..2 : Again(i)`,
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
    "what names ask for of the next state through others",
    `VARIABLES w, x, z
Ahead == x' + 1
Plus(i) == i + Ahead
Init == w = 0 /\\ x = 0 /\\ z = <<0, 0, TRUE, 1, 2, 3, 0, FALSE>>
Next == LET a == Ahead + w'
            h == 2 * a + w'
            u == [k |-> UNCHANGED x, w |-> w']
            d(i) == Plus(i) + x
            s == (x + w)'
            c == [k |-> <<w' = 0>>_x]
        IN w' = 0 /\\ \\E v \\in 0..2 : x' = v /\\ z' = <<x, v, u.k, a, h, d(h), s, c.k>>
Inv == z[3] = (z[1] = z[2]) /\\ z[4] = z[2] + 1 /\\ z[5] = 2 * z[4] /\\ z[6] = z[5] + z[4] + z[1] /\\ z[7] = z[2]
       /\\ z[8] = (z[1] # z[2])`,
    asked,
  ],
  [
    "a condition that is a value of the next state's function",
    `VARIABLES f, x
Init == f = [i \\in 1..2 |-> FALSE] /\\ x = 0
Next == \\E i \\in 1..2 : f' = [f EXCEPT ![i] = ~@] /\\ f'[1] /\\ x' = (x + 1) % 3 /\\ (x' = 2 => f'[1])`,
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
    "a call that depends on the state alone is kept for it, not longer, and not in the next one",
    `VARIABLES x, y
RECURSIVE Sum(_, _)
Sum(s, k) == IF s = {} THEN k ELSE LET e == CHOOSE e \\in s : TRUE IN e + Sum(s \\ {e}, k)
Twice(s, k) == 2 * Sum(s, k)
Inv == \\A i, j \\in 0..2 : \\/ Twice(x, y) # Twice({i}, j) \\/ \\E s \\in SUBSET x : Sum(x, y) = Sum(s, i + j)
Init == x = {} /\\ y = 0
Next == \\E i \\in 0..3 : /\\ i # Sum(x, y)
                        /\\ x' = (x \\cup {i}) \\ {Sum(x, y) % 4}
                        /\\ y' \\in {Twice(x, y) % 3, Sum(x, i) % 2}
                        /\\ Twice(x, y)' = 2 * Sum(x', y')`,
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
    "a filter of a large set is asked, listed, kept, and another one in another state",
    `VARIABLES x, y, n
All == [1..4 -> 0..3]
Rest(g) == \\A i \\in 2..4 : g[i] = 0
Below(s, m) == {g \\in [s -> 0..3] : g[1] <= m /\\ Rest(g)}
Own == {g \\in All : Rest(g) /\\ g[1] # n}
Fragile == {g \\in All : 3 \\div (3 - g[1]) > n}
Inv == /\\ x \\in {g \\in All : g[1] < 3 + n}
       /\\ Cardinality(y) < 4
       /\\ Cardinality({g \\in All : g[1] = x[1] /\\ Rest(g)}) = 1
Init == x = [i \\in 1..4 |-> 0] /\\ y = {} /\\ n = 0
Next == \\/ \\E g \\in Below(1..4, n) : x' = g /\\ UNCHANGED <<y, n>>
        \\/ n' = (n + 1) % 3 /\\ y' = Own /\\ x' = x
        \\/ x \\in Fragile /\\ n' = (n + 1) % 3 /\\ UNCHANGED <<x, y>>
        \\/ LET set == {g \\in All : Rest(g) /\\ g[1] \\in {n, x[1]}}
           IN n' = (n + 2) % 3 /\\ x' \\in set /\\ y' = set \\ Own`,
    asked,
  ],
  [
    "what is asked later has the names that there were when it was made",
    `VARIABLES x, n
All == [1..4 -> 0..3]
Only(g, i) == g[1] = i /\\ \\A k \\in 2..4 : g[k] = 0
Count(i) == Cardinality({j \\in 0..n : j < i})
Sets == {LET z == Cardinality({j \\in 0..n : j < i}) IN {g \\in All : Only(g, z) /\\ z < 4} : i \\in 0..2}
Maps == [i \\in 0..2 |-> LET z == Cardinality({j \\in 0..n : j < i}) IN {g \\in All : Only(g, z) /\\ z < 4}]
Inv == /\\ Cardinality(UNION Sets) = Cardinality({Count(i) : i \\in 0..2})
       /\\ \\A i \\in 0..2 : \\A g \\in Maps[i] : g[1] = Count(i)
       /\\ LET P(a) == {g \\in All : Only(g, a) /\\ a < 4}
          IN Cardinality({P(Cardinality({j \\in 0..n : j < i})) : i \\in 0..2}) = Cardinality({Count(i) : i \\in 0..2})
Init == x = {} /\\ n = 0
Next == \\/ n < 4 /\\ n' = n + 1 /\\ x' = Sets
        \\/ n < 4 /\\ n' = n + 1 /\\ x' = {m[1] : m \\in Maps[0] \\cup Maps[1]}`,
    asked,
  ],
  [
    "ENABLED, with names of all kinds, is the interpreter's alone",
    `VARIABLES x, y
Up(i) == x < i /\\ x' = x + 1 /\\ y' = y
Set(v, e) == v' = e /\\ e < 3
Twice(e) == e + e
Inv == (ENABLED Up(2)) \\/ (x >= 2 /\\ \\A i \\in 3..4 : ENABLED Up(i) \\/ x >= i)
Init == x = 0 /\\ y = 0
Next == \\/ \\E i \\in 1..3 : Up(i)
        \\/ \\E i \\in 1..4 : ~(ENABLED Up(i)) /\\ y' = (y + 1) % 2 /\\ x' = i - 1
        \\/ LET z == 2 IN (ENABLED (x' = x /\\ x + y < z /\\ y' = 1)) /\\ x' = (x + z) % 3 /\\ UNCHANGED y
        \\/ IF ENABLED (Set(x, Twice(y)) /\\ Set(y, x)) THEN x' = y /\\ y' = x ELSE x' = 0 /\\ y' = y`,
    asked,
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
  [
    "what is unchanged has the value of the state, and not of the one in which an outcome was found",
    `VARIABLES x, y, z
Init == x = 0 /\\ y = 0 /\\ z = 0
Next == \\/ x' = 1 - x /\\ UNCHANGED <<y, z>>
        \\/ x' = x /\\ y' = (y + 1) % 3 /\\ z' = z
        \\/ UNCHANGED z /\\ y' = (y + x) % 3 /\\ x' = 1 - x
        \\/ (x' = 1 \\/ UNCHANGED x) /\\ (UNCHANGED z \\/ z' = 1 - z) /\\ y' = y
        \\/ (x' = 0 \\/ UNCHANGED y) /\\ (UNCHANGED x \\/ y' = 2) /\\ z' = 1 /\\ UNCHANGED y /\\ x' = x`,
  ],
  [
    "what is unchanged is so where code goes on",
    `VARIABLES x, z
Init == x = 0 /\\ z = 0
Next == \\/ x = 0 /\\ z < 2 /\\ z' = z + 1 /\\ x' = x
        \\/ UNCHANGED z /\\ x' = x + 1 /\\ x' < 4
        \\/ UNCHANGED z /\\ x' = x + z' /\\ x' < 4`,
  ],
  [
    "what waits for the state goes on with the names that it had",
    `VARIABLES msgs, n, k
Init == msgs = {} /\\ n = 0 /\\ k = 0
Twice(a) == a + a
Send(i) == LET j == Twice(i) + n
               m == <<i, j % 3>>
           IN /\\ \\E d \\in 0..1 : LET s == Twice(d) + j IN /\\ m \\notin msgs
                                                       /\\ n' = s % 3
                                                       /\\ msgs' = msgs \\cup {m, <<d, s % 2>>}
              /\\ k' = k
Look(i) == /\\ IF i = 0 THEN msgs # {} ELSE n = 1
           /\\ LET c == Cardinality(msgs) + i IN k' = (c + n) % 2
           /\\ n' = (n + i) % 3
           /\\ msgs' = {m \\in msgs : m[1] # n'}
Next == \\/ \\E i \\in 0..1 : Send(i) \\/ Look(i)
        \\/ \\E m \\in msgs : /\\ n = m[1] \\/ (n > 1 /\\ k = 0)
                          /\\ \\/ msgs' = msgs \\ {m} /\\ k' = k
                             \\/ k' = 1 - k /\\ UNCHANGED msgs
                          /\\ n' = m[2]`,
  ],
  [
    "a cell is read and given by itself, the others are those of the state",
    `VARIABLES f, g, n
Init == f = [i \\in 1..3 |-> 0] /\\ g = [i \\in 1..2 |-> <<0, 0>>] /\\ n = 0
Both(i) == f[i] + g[i][1]
Up(i) == f[i] < 2 /\\ f' = [f EXCEPT ![i] = @ + 1] /\\ UNCHANGED <<g, n>>
Put(i) == /\\ \\/ f[i] = 1 /\\ f' = [f EXCEPT ![i] = 0]
             \\/ f[i] = 2 /\\ UNCHANGED f
          /\\ g' = [g EXCEPT ![i][1] = 1 - @, ![i][2] = Both(i) % 2]
          /\\ n' = n
Two(i, j) == i # j /\\ n = Both(i) % 2 /\\ f' = [f EXCEPT ![i] = f[j], ![j] = 0] /\\ n' = 1 - n /\\ g' = g
Next == \\/ \\E i \\in 1..3 : Up(i)
        \\/ \\E i \\in 1..2 : Put(i)
        \\/ \\E i, j \\in 1..2 : Two(i, j)
        \\/ \\E i \\in 1..2, j \\in 1..3 : i # j /\\ f' = [f EXCEPT ![j] = f[i]] /\\ UNCHANGED <<g, n>>
        \\/ \\E i, j \\in 1..2 : i < j /\\ (f' = [f EXCEPT ![i] = 1] \\/ f' = [f EXCEPT ![j] = 2]) /\\ UNCHANGED <<g, n>>
        \\/ \\E i \\in 1..2 : ((f' = [f EXCEPT ![i] = 1] /\\ n = 0) \\/ (f' = [f EXCEPT ![3] = 2] /\\ n = 1 /\\ f[3] = 0))
                         /\\ n' = f'[3] % 2 /\\ UNCHANGED g
        \\/ \\E i \\in 1..2 : LET h == f[i]
                          IN /\\ g' = [g EXCEPT ![i] = IF h = 0 THEN <<1, 1>> ELSE <<0, h % 2>>]
                             /\\ IF g[i][1] = 1 THEN f' = [f EXCEPT ![i] = 0] ELSE f' = f
                             /\\ n' = IF g'[3 - i][1] = 0 THEN n ELSE 0`,
  ],
  [
    "what was done after a wait is kept by the way there, and by what is read from there on",
    `VARIABLES msgs, f, n, k
Init == msgs = {} /\\ f = [i \\in 1..2 |-> 0] /\\ n = 0 /\\ k = 0
Add(i) == /\\ n < 2
          /\\ f' = [f EXCEPT ![i] = (@ + n) % 3]
          /\\ msgs' = (msgs \\cup {<<i, k>>}) \\ {<<3 - i, f[i] % 2>>}
          /\\ n' = (n + 1) % 3
          /\\ k' = k
Take(i) == /\\ \\E d \\in 0..1 : <<i, d>> \\in msgs /\\ n' = (n + d + f[i]) % 3
           /\\ f' = [f EXCEPT ![i] = 0]
           /\\ msgs' = {m \\in msgs : m[1] = i}
           /\\ UNCHANGED k
Turn == /\\ (n = 0 /\\ UNCHANGED k) \\/ n # 0
        /\\ IF msgs # {} THEN k' = 1 ELSE k' = 0
        /\\ UNCHANGED <<msgs, n>>
        /\\ f' = [f EXCEPT ![1] = IF msgs = {} THEN n ELSE @]
Reset(i) == /\\ f' = [f EXCEPT ![i] = 1]
            /\\ IF msgs = {} THEN n' = 0 ELSE n' = f'[3 - i]
            /\\ IF n = 2 THEN msgs' = {} ELSE UNCHANGED msgs
            /\\ k' = 1 - k
Next == (\\E i \\in 1..2 : Add(i) \\/ Take(i) \\/ Reset(i)) \\/ Turn`,
  ],
  [
    "what the configuration has decided away is not there",
    `CONSTANT Debug
VARIABLES x, y
Tell(v) == IF Debug THEN PrintT(v) ELSE TRUE
Init == x = 0 /\\ y = 0
Next == \\/ x' = (x + 1) % 3 /\\ Tell(x) /\\ y' = y
        \\/ Debug /\\ PrintT(y) /\\ x' = y /\\ y' = 1
        \\/ IF ~Debug THEN y' = (y + 1) % 3 /\\ x' = x ELSE x' = 9 /\\ y' = y`,
    `${cfg}CONSTANT Debug = FALSE\n`,
  ],
  [
    "values of formulas are kept by the variables that they read, also of a step",
    `VARIABLES x, y, z
Init == x = 0 /\\ y = 0 /\\ z = 0
Next == \\/ x' = (x + 1) % 3 /\\ UNCHANGED <<y, z>>
        \\/ y' = (y + 1) % 3 /\\ UNCHANGED <<x, z>>
        \\/ z' = x /\\ UNCHANGED <<x, y>>
Near(a, b) == \\A i \\in 0..2 : i = a => \\E j \\in 0..2 : j = b /\\ i + j < 4
Inv == /\\ Near(x, y)
       /\\ \\A i \\in 0..2 : i = y => i < 3 /\\ i >= 0 /\\ i + y < 5
Bound == \\A i \\in 0..2 : i = z => i < 2 \\/ y < 2
Moves == \\A i \\in 0..2 : (x = i /\\ x' # i) => x' > i /\\ z' = z /\\ i < 9`,
    `${asked}CONSTRAINT Bound\nACTION_CONSTRAINT Moves\n`,
  ],
  [
    "an operator that was given, in the next state",
    `VARIABLES x, y
Plus(a) == x + a
Next1(Op(_)) == Op(1)'
Both(Op(_), a) == Op(a) + Op(a)' + Next1(Op)
Init == x = 0 /\\ y = 0
Next == \\/ x' = (x + 1) % 5 /\\ y' = Next1(Plus)
        \\/ x' = (x + 2) % 5 /\\ y' = Both(LAMBDA a : x + Plus(a), 1)
Inv == (x = 0 /\\ y = 0) \\/ y = x + 1 \\/ y >= 4 * x + 3`,
    asked,
  ],
  [
    "functions of a LET, which may name themselves",
    `VARIABLES x, f
Sum(g) == LET S[i \\in 0..3] == IF i = 0 THEN 0 ELSE g[i] + S[i - 1] IN S[3]
Whole(g) == LET S[i, j \\in 0..2] == IF i = 0 \\/ j = 0 THEN g[1] ELSE S[i - 1, j] + S[i, j - 1] IN S
Inv == LET bad[i \\in Nat] == IF i = 0 THEN x > 9 ELSE bad[i - 1] IN ~bad[x]
Init == x = 0 /\\ f = [i \\in 1..3 |-> 0]
Next == \\/ \\E i \\in 1..3 : LET up[j \\in 1..3] == IF i = j THEN (f[j] + 1) % 3 ELSE f[j]
                           IN x' = (x + up[i]) % 3 /\\ f' = up
        \\/ Sum(f) > 2 /\\ f' = [f EXCEPT ![1] = 0] /\\ x' = Sum(f)
        \\/ x' = Whole(f)[1, 2] /\\ (\\E s \\in {Whole(f)} : s[2, 2] = f[1] * 6) /\\ UNCHANGED f
        \\/ LET D[i \\in 0..4] == IF i = 0 THEN x ELSE D[i - 1] + f[1]
           IN /\\ x' = D[2] % 4
              /\\ f' = [f EXCEPT ![2] = D[3] % 2]
        \\/ f' = [f EXCEPT ![3] = 1 - (@ % 2)] /\\ x' = Sum(f)' % 3`,
    asked,
  ],
  [
    "operators of a LET that name themselves",
    `VARIABLES x, q
Total(s) == LET RECURSIVE T(_, _)
                T(i, d) == IF i > Len(s) THEN 0 ELSE IF s[i] = 3 THEN d ELSE s[i] + T(i + 1, d)
            IN T(1, s[1])
All(P(_), s) == LET RECURSIVE A(_)
                    A(t) == IF t = <<>> THEN TRUE ELSE P(Head(t)) /\\ A(Tail(t))
                IN A(s)
Init == x = 0 /\\ q = <<>>
Next == \\/ \\E i \\in 1..3 : Len(q) < 3 /\\ q' = Append(q, i) /\\ x' = Total(q') % 3
        \\/ q # <<>> /\\ All(LAMBDA e : e > x, q) /\\ q' = Tail(q) /\\ x' = Total(q) % 4
        \\/ LET RECURSIVE Last(_)
               Last(n) == IF n = 0 THEN x ELSE IF n = x THEN q[n] ELSE Last(n - 1)
           IN x' = Last(Len(q)) % 3 /\\ q' = <<x + 1>>`,
  ],
  [
    "functions of a module that name themselves and read the state",
    `VARIABLES x, f
Sum[i \\in 0..2] == IF i = 0 THEN x ELSE f[i] + Sum[i - 1]
Fact[i \\in 0..4] == IF i = 0 THEN 1 ELSE i * Fact[i - 1]
Inv == Sum[2] < 9 /\\ Sum \\in [0..2 -> 0..9] /\\ Fact # Sum
Init == x = 0 /\\ f = [i \\in 1..2 |-> 0]
Next == \\/ \\E i \\in 1..2 : f' = [f EXCEPT ![i] = Sum[i] % 3] /\\ x' = (Sum[2] + 1) % 4
        \\/ x' = Fact[x % 4] % 4 /\\ f' = f
        \\/ f' = [i \\in 1..2 |-> 1] /\\ x' = Sum[1]
        \\/ f' = [f EXCEPT ![1] = 1] /\\ x' = x /\\ Sum'[2] > Sum[1]`,
    asked,
  ],
  [
    "conditions that name themselves, or are values of functions",
    `VARIABLES x, q
RECURSIVE Ascending(_), Even(_), Odd(_)
Ascending(s) == IF Len(s) < 2 THEN TRUE ELSE s[1] < s[2] /\\ Ascending(Tail(s))
Even(n) == n = 0 => TRUE
Odd(n) == IF n = 0 THEN FALSE ELSE Even(n - 1) /\\ n > 0
Ok[i \\in 0..4] == i + x < 5 /\\ Len(q) < 3
Init == x = 0 /\\ q = <<>>
Next == \\/ Ascending(q) /\\ Ok[x] /\\ x' = (x + 1) % 3 /\\ q' = Append(q, x)
        \\/ q # <<>> /\\ q' = Tail(q) /\\ Ascending(q') /\\ (Odd(x) => x > 0) /\\ x' = q[1]
        \\/ LET RECURSIVE Has(_)
               Has(s) == IF s = <<>> THEN FALSE ELSE IF s[1] = x THEN TRUE ELSE Has(Tail(s))
           IN Has(q) /\\ x' = 0 /\\ q' = <<2>>`,
  ],
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
    "a primed variable with several values",
    `VARIABLES x, y
Init == x = 0 /\\ y = 0
Next == /\\ \\/ x' = (x + 1) % 4
           \\/ x' = 0
           \\/ x' \\in {y, 2}
        /\\ y' = IF x' > 0 THEN (x' + x' * 2 + y) % 5 ELSE 3 - x'`,
  ],
];

describe("direct code gives what the interpreter gives", () => {
  test.each(written.map(([what, body, config = cfg]) => [what, body, config] as const))(
    "%s",
    async (_, body, config) => {
      for (const volatile of volatiles) {
        const { difference, direct, failures } = await compareAid({ body, cfg: config }, { volatile });
        expect(difference).toBeNull();
        expect(direct).toBeGreaterThan(1);
        expect(failures).toBe(0);
      }
    },
  );
});

test("what depends on the state alone is evaluated once for each state, however many loops stand around it", async () => {
  const body = `VARIABLES x, y
RECURSIVE Sum(_, _)
Sum(s, k) == IF s = {} THEN k ELSE LET e == CHOOSE e \\in s : TRUE IN e + Sum(s \\ {e}, k)
Larger(s, k) == 1 + Sum(s, k)
Inv == y = 0 \\/ \\A i, j, k \\in 1..10 : Larger(x, y) > i + j - k
Init == x = 0..19 /\\ y = 0
Next == y < 3 /\\ y' = y + 1 /\\ x' = x`;
  const take = vi.spyOn(Breath.prototype, "take");
  const { outcome } = await check(modelOf(body, asked, {}, { direct: { volatile: [] } }), {});
  const calls = take.mock.calls.length;
  take.mockRestore();
  expect(outcome).toBe("holds");
  // Three states with 1,000 elements each, and 20 calls; or 20 calls for each element.
  expect(calls).toBeLessThan(10_000);
});
