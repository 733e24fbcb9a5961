-------------------------- MODULE D0_CloseNoWakeup --------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: the release of the container file clears container_open,    *)
(* but the wake-up after it is forgotten. In the configuration where D0    *)
(* survives a kill, N5 should tell.                                        *)
(***************************************************************************)
EXTENDS Invalidation

SilentlyClosed(c) ==
    /\ ~container[c].open
    /\ file[c].closer # None
    /\ file' = [file EXCEPT ![c].closer = None]
    /\ process' = AfterRelease(c)
    /\ UNCHANGED <<mm, locked, dma, container, device, thread, plan>>

SeededContainerStep(c) == ContainerCloses(c) \/ SilentlyClosed(c)

SeededKernel ==
    \/ \E t \in Threads : WaitStep(t)
    \/ \E v \in Devices : ReleaseStep(v)
    \/ \E c \in Containers : SeededContainerStep(c)
    \/ \E p \in Processes : ProcessStep(p)

SeededNext == SeededKernel \/ User \/ Finished

SeededSpec == /\ Init /\ [][SeededNext]_vars /\ ProcessFairness
              /\ \A t \in Threads : SF_vars(WaitStep(t))
              /\ \A v \in Devices : SF_vars(ReleaseStep(v))
              /\ \A c \in Containers : SF_vars(SeededContainerStep(c))
=============================================================================
