---------------------------- MODULE D2_LeaksUser -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: UNMAP_DMA forgets to put the user of the mm that the        *)
(* mapping held. N5 should tell, which asks that all are gone.             *)
(***************************************************************************)
EXTENDS D2_ChangeMm

UnmapLeaks(p, d) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d) /\ dma[d].unmapper = None
    /\ mm[dma[d].mm].users <= 2      \* once, to keep it finite
    /\ dma' = Removed(d)
    /\ locked' = Recharged({}, Charged({d}))
    /\ container' = Uncounted(d)
    /\ device' = [v \in Devices |-> [device[v] EXCEPT !.pages[d] = None]]
    /\ UNCHANGED <<process, mm, file, thread, plan>>

SeededNext == Next \/ \E p \in Processes : \E d \in Dmas : UnmapLeaks(p, d)

SeededSpec == Init /\ [][SeededNext]_vars /\ DriverFairness /\ ProcessFairness
=============================================================================
