----------------------------- MODULE D2b_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D2b with the bugs of module Seeded, and some of its own.
EXTENDS D2b_Redo, Seeded

RightRedo == INSTANCE D2b_Redo

\* The ioctl that changes the owner fails always. (U1, U2, U3)
BuggyChangeOwner(p, c) == ~Refused /\ RightRedo!ChangeOwner(p, c)

\* A pin looks into the mm of the owner without taking a user of it. (N3)
BuggyPinGetsMm(t, v, b) ==
    IF "no user is taken" \notin Bugs THEN RightRedo!PinGetsMm(t, v, b)
    ELSE /\ thread[t].pc = "idle"
         /\ MayPin(t, v, b)
         /\ thread' = [thread EXCEPT ![t] = [Idle EXCEPT !.pc = "pinning", !.device = v, !.batch = b]]
         /\ container' = [container EXCEPT ![ContainerOf[v]].lock = t]
         /\ plan' = PlanAsked
         /\ UNCHANGED <<process, mm, locked, dma, device, file>>
=============================================================================
