------------------------------- MODULE Seeded -------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bugs that fit many designs. A property that nothing can break    *)
(* says nothing: for each "holds" of the table, one of these bugs breaks   *)
(* it in that design.                                                      *)
(*                                                                         *)
(* A cfg puts Buggy… in the place of the operator of that name, and lists  *)
(* in Bugs which bugs there are. Without its bug each is as it was.        *)
(***************************************************************************)
EXTENDS Type1

CONSTANT Bugs

\* The operators as they are: what a cfg replaces is not replaced in an instance.
Right == INSTANCE Type1

-----------------------------------------------------------------------------
(* Closing *)

\* close_device waits until the driver has unpinned every page, which nobody promises. (N4, N4fd, N5)
BuggyFenceEnds(v) ==
    /\ "close_device waits for pages" \in Bugs => \A d \in Dmas : device[v].pages[d] = None
    /\ Right!FenceEnds(v)

\* The driver takes new work at any time, also after close_device. (R2)
BuggyTakesWork(v) == "work is taken after close_device" \in Bugs \/ Right!TakesWork(v)

\* The release of the container file empties the IOMMU's table. (U4)
BuggyContainerCloses(c) ==
    IF "closing the container empties the table" \notin Bugs THEN Right!ContainerCloses(c)
    ELSE /\ container[c].open
         /\ Releasing(c)
         /\ LockFree(c)
         /\ container' = [container EXCEPT ![c].open = FALSE]
         /\ dma' = [d \in Dmas |-> [dma[d] EXCEPT !.iommu = None]]
         /\ UNCHANGED <<process, mm, locked, device, thread, file, plan>>

\* Nobody is woken. (N3)
BuggyWokenAll(c) == IF "nobody is woken" \in Bugs THEN thread ELSE Right!WokenAll(c)

-----------------------------------------------------------------------------
(* Pins *)

\* What a device lets go of is uncharged, also where it has not pinned it, or others have. (A1, A2, A3)
BuggyOnlyBy(v, S) ==
    IF "pages of others are uncharged" \in Bugs THEN {d \in S : Mapped(d)} ELSE Right!OnlyBy(v, S)

\* A pin gets what Qemu has at the address now, whatever the mapping keeps. (R1)
BuggyPageBehind(d) ==
    IF "a pin looks into what Qemu has now" \in Bugs /\ PagesPinned(d) = {} /\ process[Qemu].mm # None
    THEN mm[process[Qemu].mm].maps[dma[d].vaddr]
    ELSE Right!PageBehind(d)

-----------------------------------------------------------------------------
(* Memory and updates *)

\* exec drops the old address space, and with it a file that only this one had mapped. (G1, G2, G3)
BuggyExecMm(p, cloexec) ==
    IF "the file goes with its address space" \notin Bugs THEN Right!ExecMm(p, cloexec)
    ELSE /\ process[p].phase = "execing"
         /\ process[p].releases = <<>>
         /\ ~InKernel(p)
         /\ process' = [process EXCEPT ![p] = [phase |-> "running", mm |-> FreshMm, releases |-> <<>>]]
         /\ mm' = MmsAfterExec(p)
         /\ locked' = Buried(locked, MmsAfterExec(p))
         /\ dma' = [d \in Dmas |-> IF \E m \in Mms, a \in Addresses : MmsAfterExec(p)[m].maps[a] = dma[d].file
                                   THEN dma[d] ELSE [dma[d] EXCEPT !.file = None]]
         /\ UNCHANGED <<container, device, thread, file, plan>>

\* The ioctl that gives the new addresses fails always. (U1, U2, U3)
Refused == "the new addresses are refused" \in Bugs

BuggyRevalidateVaddr(p, d, a) == ~Refused /\ Right!RevalidateVaddr(p, d, a)

\* D4 with one half of the removal: a vaddr can still be made invalid, and never valid again. (U3)
BuggyInvalidateVaddr(p, d) ==
    IF ~Refused THEN Right!InvalidateVaddr(p, d)
    ELSE /\ process[p].phase = "running"
         /\ Ioctl(p, ContainerOf[d])
         /\ Mapped(d) /\ ~Invalid(d)
         /\ dma' = [dma EXCEPT ![d].invalid = TRUE]
         /\ container' = [container EXCEPT ![ContainerOf[d]].invalidCount = @ + 1]
         /\ plan' = PlanStarted
         /\ UNCHANGED <<process, mm, locked, device, thread, file>>
=============================================================================
