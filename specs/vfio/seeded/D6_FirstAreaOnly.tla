-------------------------- MODULE D6_FirstAreaOnly --------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: CHANGE_PROCESS looks whether the first area is a FILE map,  *)
(* and takes the others to be so. G2 should tell.                          *)
(***************************************************************************)
EXTENDS D6_Iommufd

SeededProbe(p, c) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, c)
    /\ plan = "none"
    /\ plan' = IF MappedOf(c) \cap FileDmas # {} THEN "started" ELSE "refused"
    /\ UNCHANGED <<process, mm, locked, dma, container, device, thread, file>>

SeededNext ==
    \/ Kernel \/ Guest \/ UserSpace \/ Finished
    \/ \E c \in ToProbe : SeededProbe(Qemu, c)
    \/ \E p \in ToExec : Exec(p)
    \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMap(p) : MapMemory(p, a, o)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
