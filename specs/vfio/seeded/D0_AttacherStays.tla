-------------------------- MODULE D0_AttacherStays ---------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: a woken attacher looks at the mappings only, and sleeps     *)
(* again although it has been killed. KilledReturns should tell.           *)
(***************************************************************************)
EXTENDS Invalidation

SleepsAgainAnyway(t) ==
    /\ thread[t].pc = "woken"
    /\ LockFree(ContainerOf[thread[t].device])
    /\ MustWaitToAttach(thread[t].device)
    /\ thread' = [thread EXCEPT ![t].pc = "asleep"]
    /\ UNCHANGED <<process, mm, locked, dma, container, device, file, plan>>

SeededAttachStep(t) == SleepsAgainAnyway(t) \/ AttachResumes(t)

SeededNext == User \/ (\E p \in Processes : ProcessStep(p)) \/ (\E t \in Attachers : SeededAttachStep(t)) \/ Finished

SeededSpec == Init /\ [][SeededNext]_vars /\ ProcessFairness /\ \A t \in Attachers : SF_vars(SeededAttachStep(t))
=============================================================================
