------------------------ MODULE D7_CacheSkipsPinned -------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: InvalidateVaddr does not keep a page that a driver has      *)
(* pinned already; the driver may let go of it in the gap. G2 should tell. *)
(***************************************************************************)
EXTENDS Invalidation

InvalidateKeepsNothing(p, d) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d) /\ ~Invalid(d)
    /\ PagesPinned(d) # {}
    /\ dma' = [dma EXCEPT ![d].invalid = TRUE]
    /\ container' = [container EXCEPT ![ContainerOf[d]].invalidCount = @ + 1]
    /\ plan' = PlanStarted
    /\ UNCHANGED <<process, mm, locked, device, thread, file>>

SeededNext == Next \/ \E p \in Processes : \E d \in DmasToInvalidate : InvalidateKeepsNothing(p, d)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
