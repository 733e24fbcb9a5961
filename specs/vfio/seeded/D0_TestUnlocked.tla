-------------------------- MODULE D0_TestUnlocked ---------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: the validity of a mapping is tested before iommu->lock is   *)
(* taken; what follows under the lock, the pin or the sleep, trusts the    *)
(* test. R1 and NoLostWakeup should tell.                                  *)
(***************************************************************************)
EXTENDS Invalidation

\* The test; `flag` says whether the mapping was invalid.
TestsUnlocked(t, v, b) ==
    /\ thread[t].pc = "idle"
    /\ MayStart(t, v)
    /\ \A d \in b : Mapped(d)
    /\ {d \in b : device[v].pages[d] = None} # {}
    /\ thread' = [thread EXCEPT ![t] = [Idle EXCEPT !.pc = "tested", !.device = v, !.batch = b, !.flag = MayWait(b)]]
    /\ UNCHANGED <<process, mm, locked, dma, container, device, file, plan>>

TrustsTheTest(t) ==
    LET v == thread[t].device
        b == thread[t].batch
    IN  /\ thread[t].pc = "tested"
        /\ IF thread[t].flag
           THEN /\ thread' = AsleepFor(t, v, b)
                /\ UNCHANGED <<device, dma, locked>>
           ELSE /\ thread' = [thread EXCEPT ![t] = Idle]
                /\ IF \A d \in b : Mapped(d) /\ PageBehind(d) # None
                   THEN /\ device' = PinnedBy(v, b)
                        /\ dma' = DmaCharged(b)
                        /\ locked' = Recharged(NewlyPinned(b), {})
                   ELSE UNCHANGED <<device, dma, locked>>
        /\ UNCHANGED <<process, mm, container, file, plan>>

SeededNext ==
    \/ Kernel
    \/ \E t \in Workers : TrustsTheTest(t)
    \/ \E t \in Workers, v \in Emulated : \E b \in Batches(v) : TestsUnlocked(t, v, b)
    \/ UserSpace \/ Update \/ Finished

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
