------------------------------ MODULE D0_Block ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D0: block on an invalid vaddr, Linux v5.12 to v6.1 (commits      *)
(* c3cbab24db38, 898b9eaeb3fe, ec5e32940cc9, 487ace134053).                *)
(*                                                                         *)
(* User space may declare the vaddr of a mapping invalid, replace itself   *)
(* by exec, and give a new vaddr. A pin that needs the mapping in between  *)
(* sleeps. It is woken when a vaddr becomes valid again, when an invalid   *)
(* mapping is removed, once when the container file is closed, and, a user *)
(* thread, by SIGKILL.                                                     *)
(*                                                                         *)
(* Steps of the kernel are never bounded. Steps of the user are bounded    *)
(* by the constants only (one exec for each address space there is).       *)
(***************************************************************************)
EXTENDS Wait, Vaddr, Close, Users, Properties

-----------------------------------------------------------------------------
(* The kernel: runs whenever it can *)

\* P4 after the lock is taken.
FinishWait(t) == PinFails(t) \/ SleepsAgain(t) \/ PinsAfterWait(t)

ReleaseStep(v) == ReleaseBegins(v) \/ FenceBegins(v) \/ FenceEnds(v) \/ GroupDetaches(v)

ContainerStep(c) == ContainerCloses(c) \/ ContainerWakes(c)

ExecStep(p) == \E cloexec \in FilesClosedByExec(p) : ExecMm(p, cloexec)

Kernel ==
    \/ \E t \in Threads : Relock(t) \/ FinishWait(t)
    \/ \E v \in Devices : ReleaseStep(v)
    \/ \E v \in Devices, d \in Dmas : UnmapCallback(v, d)
    \/ \E d \in Dmas : UnmapEnds(d)
    \/ \E c \in Containers : ContainerStep(c)
    \/ \E p \in Processes : ExecStep(p) \/ ExitMm(p) \/ ExitFiles(p)

-----------------------------------------------------------------------------
(* The guest and its devices: pins at arbitrary moments *)

Guest ==
    \/ \E t \in Threads, v \in Devices : \E b \in Batches(v) : PinPages(t, v, b) \/ PinFallsAsleep(t, v, b)
    \/ \E v \in Devices, d \in Dmas : UnpinPages(v, d)

(* User space *)

UserSpace ==
    \/ \E p \in Processes, d \in Dmas : \E a \in AddressesToMap(p) : MapDma(p, d, a)
    \/ \E p \in Processes : \E d \in DmasToInvalidate : InvalidateVaddr(p, d)
    \/ \E p \in Processes, d \in Dmas : \E a \in AddressesToRevalidate(p, d) : RevalidateVaddr(p, d, a)
    \/ \E p \in Processes : \E d \in DmasToUnmap : UnmapDma(p, d) \/ UnmapBegins(p, d)
    \/ \E p \in Execs : Exec(p)
    \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMap(p) : MapMemory(p, a, o)
    \/ \E p \in Processes : \E f \in FilesToClose : CloseFile(p, f)
    \/ \E p \in Exits : Exit(p)

User == Guest \/ UserSpace

-----------------------------------------------------------------------------

\* All processes are gone and every release has run. Any other state without a successor is a deadlock.
Finished ==
    /\ \A p \in Processes : process[p].phase = "exited" /\ process[p].releases = <<>>
    /\ UNCHANGED vars

Next == Kernel \/ User \/ Finished

Spec == Init /\ [][Next]_vars

\* The kernel's own steps are taken when they can be; a woken thread gets the lock, though others compete for it.
\* Nothing is promised of the user or the guest.
KernelFairness ==
    /\ \A t \in Threads : SF_vars(Relock(t)) /\ WF_vars(FinishWait(t))
    /\ \A v \in Devices : WF_vars(ReleaseBegins(v)) /\ SF_vars(FenceBegins(v)) /\ SF_vars(FenceEnds(v))
                          /\ SF_vars(GroupDetaches(v))
    /\ \A v \in Devices, d \in Dmas : SF_vars(UnmapCallback(v, d))
    /\ \A d \in Dmas : SF_vars(UnmapEnds(d))
    /\ \A c \in Containers : SF_vars(ContainerCloses(c)) /\ WF_vars(ContainerWakes(c))
    /\ \A p \in Processes : WF_vars(ExecStep(p)) /\ WF_vars(ExitMm(p)) /\ WF_vars(ExitFiles(p))

KernelFairSpec == Spec /\ KernelFairness

\* A cooperative user finishes an update that it has begun: invalidate the rest, exec, map guest RAM, revalidate.
\* (Strongly fair, because its ioctls compete for iommu->lock.)
FinishUpdate ==
    \/ \E p \in Processes : \E d \in {x \in DmasToInvalidate : InGap} : InvalidateVaddr(p, d)
    \/ \E p \in Execs : Exec(p)
    \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMap(p) : MapMemory(p, a, o)
    \/ \E p \in Processes, d \in Dmas : \E a \in AddressesToRevalidate(p, d) : RevalidateVaddr(p, d, a)

CooperativeFairSpec == KernelFairSpec /\ SF_vars(FinishUpdate)
=============================================================================
