--------------------------- MODULE D1c_WakesOnly ----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: the release of a device wakes the sleepers of its container *)
(* without a flag, and the tests after the sleep ignore that a device is   *)
(* being closed. N4 should tell.                                           *)
(***************************************************************************)
EXTENDS Invalidation

BadNotifyClose(v) ==
    /\ device[v].phase = "closing"
    /\ device' = [device EXCEPT ![v].phase = "notified"]
    /\ thread' = [t \in Threads |->
          IF thread[t].pc = "asleep" /\ ContainerOf[thread[t].device] = ContainerOf[v]
          THEN [thread[t] EXCEPT !.pc = "woken"] ELSE thread[t]]
    /\ UNCHANGED <<process, mm, locked, dma, container, file, plan>>

SeededReleaseStep(v) == ReleaseBegins(v) \/ BadNotifyClose(v) \/ FenceBegins(v) \/ FenceEnds(v) \/ GroupDetaches(v)

SeededKernel ==
    \/ \E t \in Threads : WaitStep(t)
    \/ \E v \in Devices : SeededReleaseStep(v)
    \/ \E c \in Containers : ContainerStep(c)
    \/ \E p \in Processes : ProcessStep(p)

SeededNext == SeededKernel \/ User \/ Finished

SeededSpec == /\ Init /\ [][SeededNext]_vars /\ ProcessFairness
              /\ \A t \in Threads : SF_vars(WaitStep(t))
              /\ \A v \in Devices : SF_vars(SeededReleaseStep(v))
              /\ \A c \in Containers : SF_vars(ContainerStep(c))
=============================================================================
