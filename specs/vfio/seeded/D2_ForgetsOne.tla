--------------------------- MODULE D2_ForgetsOne ----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: CHANGE_MM stops after the first mapping. G2 should tell,    *)
(* when the old mm is gone.                                                *)
(***************************************************************************)
EXTENDS D2_ChangeMm

ChangeOneMm(p, c) ==
    LET m == process[p].mm
        S == {CHOOSE d \in Given(m, MappedOf(c)) : TRUE}
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, c)
        /\ Given(m, MappedOf(c)) # {}
        /\ dma' = OwnedBy(m, S)
        /\ locked' = Moved(S, m)
        /\ plan' = IF Completes(p, c) THEN PlanUpdated ELSE plan
        /\ UNCHANGED <<process, mm, container, device, thread, file>>

\* The protocol's user believes that one call changes all.
Believed == \E p \in Processes \ {Qemu} : \E d \in Dmas : dma[d].mm = process[p].mm /\ process[p].mm # None

SeededNext ==
    \/ Kernel \/ Guest \/ UserSpace \/ Finished
    \/ \E q \in HelpersToFork : Fork(Qemu, q)
    \/ \E p \in Processes : \E c \in ContainersToChange(p) : ChangeOneMm(p, c)
    \/ \E p \in (IF Updating /\ Believed /\ process[Qemu].mm = OldMm THEN {Qemu} ELSE {}) : Exec(p)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
