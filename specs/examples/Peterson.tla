------------------------------ MODULE Peterson ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* G. L. Peterson, "Myths about the mutual exclusion problem" (1981): two  *)
(* threads share a critical section with nothing but reads and writes.     *)
(* With YieldFirst = TRUE a bug is planted: a thread yields before it says *)
(* that it wants to enter, which looks harmless and is not.                *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT YieldFirst

Threads == {0, 1}
Other(t) == 1 - t

VARIABLES
    pc,         \* what each thread does next
    wants,      \* wants[t]: t has said that it wants to enter
    turn        \* who goes first when both want to

vars == <<pc, wants, turn>>

TypeOK == /\ pc \in [Threads -> {"idle", "second", "waiting", "critical"}]
          /\ wants \in [Threads -> BOOLEAN]
          /\ turn \in Threads

Init == /\ pc = [t \in Threads |-> "idle"]
        /\ wants = [t \in Threads |-> FALSE]
        /\ turn = 0

Ask(t)   == wants' = [wants EXCEPT ![t] = TRUE] /\ UNCHANGED turn
Yield(t) == turn' = Other(t) /\ UNCHANGED wants

FirstWrite(t) ==
    /\ pc[t] = "idle"
    /\ IF YieldFirst THEN Yield(t) ELSE Ask(t)
    /\ pc' = [pc EXCEPT ![t] = "second"]

SecondWrite(t) ==
    /\ pc[t] = "second"
    /\ IF YieldFirst THEN Ask(t) ELSE Yield(t)
    /\ pc' = [pc EXCEPT ![t] = "waiting"]

Enter(t) ==
    /\ pc[t] = "waiting"
    /\ ~wants[Other(t)] \/ turn = t
    /\ pc' = [pc EXCEPT ![t] = "critical"]
    /\ UNCHANGED <<wants, turn>>

Leave(t) ==
    /\ pc[t] = "critical"
    /\ pc' = [pc EXCEPT ![t] = "idle"]
    /\ wants' = [wants EXCEPT ![t] = FALSE]
    /\ UNCHANGED turn

Next == \E t \in Threads : FirstWrite(t) \/ SecondWrite(t) \/ Enter(t) \/ Leave(t)

Spec == Init /\ [][Next]_vars

\* Who has begun to enter goes on; nobody need begin.
FairSpec == Spec /\ \A t \in Threads : WF_vars(SecondWrite(t) \/ Enter(t) \/ Leave(t))

\* Whoever has begun to enter gets in.
NoStarvation == \A t \in Threads : pc[t] \in {"second", "waiting"} ~> pc[t] = "critical"

MutualExclusion == ~(pc[0] = "critical" /\ pc[1] = "critical")
=============================================================================
