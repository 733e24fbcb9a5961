----------------------------- MODULE TokenRing -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* N processes in a ring pass a token; who wants to enter its critical     *)
(* section waits for it. There are 3 * N * 2^(N-1) states, all of which    *)
(* lie in one strongly connected component: a hard case for liveness.      *)
(***************************************************************************)
EXTENDS Naturals

CONSTANT N

Process == 0..N-1
Successor(p) == (p + 1) % N

VARIABLES
    pc,     \* what each process does
    token   \* who has the token

vars == <<pc, token>>

TypeOK == /\ pc \in [Process -> {"idle", "waiting", "critical"}]
          /\ token \in Process

Init == /\ pc = [p \in Process |-> "idle"]
        /\ token = 0

Want(p) ==
    /\ pc[p] = "idle"
    /\ pc' = [pc EXCEPT ![p] = "waiting"]
    /\ UNCHANGED token

Enter(p) ==
    /\ token = p
    /\ pc[p] = "waiting"
    /\ pc' = [pc EXCEPT ![p] = "critical"]
    /\ UNCHANGED token

Leave(p) ==
    /\ pc[p] = "critical"
    /\ pc' = [pc EXCEPT ![p] = "idle"]
    /\ token' = Successor(p)

Pass(p) ==
    /\ token = p
    /\ pc[p] = "idle"
    /\ token' = Successor(p)
    /\ UNCHANGED pc

Move(p) == Enter(p) \/ Leave(p) \/ Pass(p)

Next == \E p \in Process : Want(p) \/ Move(p)

Fairness == \A p \in Process : WF_vars(Move(p))

Spec == Init /\ [][Next]_vars /\ Fairness

MutualExclusion == \A p, q \in Process : pc[p] = "critical" /\ pc[q] = "critical" => p = q

FirstServed == pc[0] = "waiting" ~> pc[0] = "critical"

Served == \A p \in Process : pc[p] = "waiting" ~> pc[p] = "critical"
=============================================================================
