------------------------------- MODULE Voters -------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Voters go through rounds and cast at most one vote in each. Nothing     *)
(* tells one from another, and each is in one of K = (Last + 1) *          *)
(* (Last + 2) / 2 states of its own: N of them have K^N states, which are  *)
(* as many under SYMMETRY as there are ways to take N of K with            *)
(* repetitions.                                                            *)
(***************************************************************************)
EXTENDS Naturals, TLC

CONSTANTS Voter, Last

VARIABLES
    round,  \* in which round each voter is
    votes   \* how many votes it has cast

TypeOK == /\ round \in [Voter -> 0..Last]
          /\ votes \in [Voter -> 0..Last]

OneARound == \A v \in Voter : votes[v] <= round[v]

Init == /\ round = [v \in Voter |-> 0]
        /\ votes = [v \in Voter |-> 0]

Advance(v) ==
    /\ round[v] < Last
    /\ round' = [round EXCEPT ![v] = @ + 1]
    /\ UNCHANGED votes

Vote(v) ==
    /\ votes[v] < round[v]
    /\ votes' = [votes EXCEPT ![v] = @ + 1]
    /\ UNCHANGED round

Next == \E v \in Voter : Advance(v) \/ Vote(v)

Symmetry == Permutations(Voter)
=============================================================================
