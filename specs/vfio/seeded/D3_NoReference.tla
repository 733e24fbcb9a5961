--------------------------- MODULE D3_NoReference ---------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: the mapping remembers the file without a reference of its   *)
(* own, so the file goes with the last address space that maps it. G2      *)
(* should tell.                                                            *)
(***************************************************************************)
EXTENDS D3_File

\* exec_mmap as before, but what only the old mm kept is gone.
ExecDropsFile(p) ==
    /\ process[p].phase = "execing"
    /\ process[p].releases = <<>>
    /\ ~InKernel(p)
    /\ process' = [process EXCEPT ![p] = [phase |-> "running", mm |-> FreshMm, releases |-> <<>>]]
    /\ mm' = MmsAfterExec(p)
    /\ locked' = Buried(locked, MmsAfterExec(p))
    /\ dma' = [d \in Dmas |-> IF \E m \in Mms, a \in Addresses : MmsAfterExec(p)[m].maps[a] = dma[d].file
                              THEN dma[d] ELSE [dma[d] EXCEPT !.file = None]]
    /\ UNCHANGED <<container, device, thread, file, plan>>

SeededNext ==
    \/ DriverSteps \/ User \/ Finished
    \/ \E p \in Processes : ExecDropsFile(p) \/ ExitMm(p) \/ ExitFiles(p)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
