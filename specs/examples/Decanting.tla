------------------------------ MODULE Decanting ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Eight litres of oil stand in a jug of eight. Beside it are empty jugs   *)
(* of five and of three litres, none of them marked. Can two people share  *)
(* the oil equally by pouring? The checker looks for a state that refutes  *)
(* "it is never shared"; the shortest way there is the solution.           *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT Capacity       \* a record: how much each jug holds

VARIABLE oil            \* how much is in each jug

Jugs == DOMAIN Capacity

\* The sizes of the puzzle as it is told.
Classic == [large |-> 8, middle |-> 5, small |-> 3]

TypeOK == /\ oil \in [Jugs -> 0..8]
          /\ \A j \in Jugs : oil[j] <= Capacity[j]

Init == oil = [j \in Jugs |-> IF j = "large" THEN Capacity["large"] ELSE 0]

Min(a, b) == IF a < b THEN a ELSE b

\* Without marks one can only pour until a jug is empty or the other is full.
Pour(from, to) ==
    LET amount == Min(oil[from], Capacity[to] - oil[to])
    IN  /\ amount > 0
        /\ oil' = [oil EXCEPT ![from] = @ - amount, ![to] = @ + amount]

Next == \E from, to \in Jugs : from # to /\ Pour(from, to)

NeverShared == ~(oil["large"] = 4 /\ oil["middle"] = 4)
=============================================================================
