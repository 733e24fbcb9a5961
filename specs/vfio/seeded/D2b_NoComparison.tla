-------------------------- MODULE D2b_NoComparison --------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: the owner changes without the comparison of what the old    *)
(* and the new vaddr map. R1 should tell.                                  *)
(***************************************************************************)
EXTENDS D2b_Redo

ChangeOwnerUnchecked(p, c) ==
    LET m == process[p].mm
        S == MappedOf(c)
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, c)
        /\ Given(m, S) # {}
        /\ Live(OwnerMm(c))
        /\ dma' = [d \in Dmas |-> IF d \in S THEN [OwnedBy(m, S)[d] EXCEPT !.vaddr = NewVaddr(d), !.staged = None]
                                  ELSE dma[d]]
        /\ locked' = Moved(S, m)
        /\ container' = [container EXCEPT ![c].owner = p]
        /\ UNCHANGED <<process, mm, device, thread, file, plan>>

SeededNext ==
    \/ Kernel \/ Pins \/ OtherUserSteps \/ Finished
    \/ \E q \in HelpersToFork : Fork(Qemu, q)
    \/ \E p \in Processes : \E c \in ContainersToOwn(p) : ChangeOwnerUnchecked(p, c)
    \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMap(p) : MapMemory(p, a, o)
    \/ \E p \in Processes, d \in Dmas : \E a \in AddressesToStage(p, d) : StageVaddr(p, d, a)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
