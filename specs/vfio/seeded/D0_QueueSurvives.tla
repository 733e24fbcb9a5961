-------------------------- MODULE D0_QueueSurvives ---------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: close_device waits until the worker is idle, but does not   *)
(* cancel the pin that is queued. R2 should tell.                          *)
(***************************************************************************)
EXTENDS Invalidation

FenceKeepsQueue(v) ==
    /\ device[v].phase = "closing"
    /\ device' = [device EXCEPT ![v].phase = "fencing"]
    /\ UNCHANGED <<process, mm, locked, dma, container, thread, file, plan>>

FenceLeavesQueue(v) ==
    /\ device[v].phase = "fencing"
    /\ v \in Emulated => thread[WorkerOf[v]].pc = "idle"
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v].phase = "closed", ![v].pages = [d \in Dmas |-> None]]
    /\ dma' = DmaUncharged(OnlyBy(v, Dmas))
    /\ locked' = Recharged({}, OnlyBy(v, Dmas))
    /\ UNCHANGED <<process, mm, container, thread, file, plan>>

SeededNext == Next \/ \E v \in Devices : FenceKeepsQueue(v) \/ FenceLeavesQueue(v)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
