------------------------- MODULE D5_AttachUncharged --------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: attaching a hardware group pins every mapping and charges   *)
(* nobody. A2 should tell.                                                 *)
(***************************************************************************)
EXTENDS Invalidation

AttachUncharged(p, v) ==
    /\ process[p].phase = "running"
    /\ AttachIoctl(p, v)
    /\ container[ContainerOf[v]].invalidCount = 0
    /\ CanEnter(p, v)
    /\ device' = [device EXCEPT ![v].phase = "open"]
    /\ dma' = [d \in Dmas |-> IF d \in ToEnter(v) THEN [dma[d] EXCEPT !.iommu = PageForAttach(p, d)] ELSE dma[d]]
    /\ UNCHANGED <<process, mm, locked, container, thread, file, plan>>

SeededNext == Next \/ \E p \in Processes : \E v \in GroupsToAttach : AttachUncharged(p, v)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
