---------------------------- MODULE D0_NoRestart ----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: a woken thread looks again only at the mapping for which it *)
(* slept, not at the first page of its batch again. R1 should tell.        *)
(* (v5.12 had it: vfio_find_dma_valid forgot that it had waited.)          *)
(***************************************************************************)
EXTENDS Invalidation

\* Some mapping of the request is valid now; the others were when it looked at them, before it slept.
PinsWithoutRestart(t) ==
    LET v == thread[t].device
        b == thread[t].batch
    IN  /\ thread[t].pc = "woken"
        /\ ~MustGiveUp(t, v)
        /\ \E d \in b : ~Invalid(d)
        /\ \A d \in b : Mapped(d) /\ PageBehind(d) # None
        /\ device' = PinnedBy(v, b)
        /\ dma' = DmaCharged(b)
        /\ locked' = Recharged(NewlyPinned(b), {})
        /\ thread' = Returned(t)
        /\ file' = FileAfterReturn(t)
        /\ UNCHANGED <<process, mm, container, plan>>

SeededKernel == Kernel \/ \E t \in Workers : PinsWithoutRestart(t)

SeededNext == SeededKernel \/ User \/ Finished

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
