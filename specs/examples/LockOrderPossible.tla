-------------------------- MODULE LockOrderPossible --------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Whatever has happened, can every thread still get its locks? That is    *)
(* weaker than "it will get them" and asks nothing of the scheduler.       *)
(***************************************************************************)
EXTENDS LockOrder, Possibility

CanWork == \A t \in Threads : Possible(taken[t] = Len(Order[t]))

\* The one who holds a lock can go on by its own steps alone.
CanWorkAlone == \A t \in Threads : taken[t] > 0 => PossibleBy(Take(t), taken[t] = Len(Order[t]))
=============================================================================
