---------------------------- MODULE D0_ExecAtOnce ----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: exec and exit do not wait for threads of the process that   *)
(* are in the kernel. NobodyLeftBehind should tell.                        *)
(***************************************************************************)
EXTENDS Invalidation

ExitsAtOnce(p) ==
    /\ process[p].phase = "dying"
    /\ process' = [process EXCEPT ![p].phase = "exiting", ![p].mm = None]
    /\ mm' = MmsAfterExit(p)
    /\ locked' = Buried(locked, MmsAfterExit(p))
    /\ file' = Unmapped(file, MmsAfterExit(p))
    /\ UNCHANGED <<dma, container, device, thread, plan>>

SeededNext == Next \/ \E p \in Processes : ExitsAtOnce(p)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
