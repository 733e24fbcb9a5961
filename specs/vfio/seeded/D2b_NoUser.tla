----------------------------- MODULE D2b_NoUser -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: a pin looks into the mm of the owner without taking a user  *)
(* of it (P5 is skipped). PinHoldsMm should tell.                          *)
(***************************************************************************)
EXTENDS D2b_Redo

PinSkipsMmget(t, v, b) ==
    /\ thread[t].pc = "idle"
    /\ MayPin(t, v, b)
    /\ thread' = [thread EXCEPT ![t] = [Idle EXCEPT !.pc = "pinning", !.device = v, !.batch = b]]
    /\ container' = [container EXCEPT ![ContainerOf[v]].lock = t]
    /\ plan' = PlanAsked
    /\ UNCHANGED <<process, mm, locked, dma, device, file>>

SeededNext ==
    \/ Kernel \/ Update \/ OtherUserSteps \/ Finished
    \/ \E p \in Exits : Exit(p)
    \/ \E t \in Workers, v \in Emulated : \E b \in Batches(v) : PinSkipsMmget(t, v, b)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
