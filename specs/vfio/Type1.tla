------------------------------- MODULE Type1 --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The steps that the designs have in common, sorted by who takes them,    *)
(* and the fairness of those of the kernel. A design adds and leaves out.  *)
(*                                                                         *)
(* Steps of the kernel are never bounded. Steps of the user are bounded by *)
(* the constants only: one fork or exec for each address space there is.   *)
(***************************************************************************)
EXTENDS Properties

(* The kernel: runs whenever it can. *)

\* A thread that was woken, or work that was queued.
WaitStep(t)   == PinFails(t) \/ SleepsAgain(t) \/ PinsAfterWait(t)
QueueStep(v)  == QueuedPinRuns(v) \/ QueuedPinSleeps(v)
AttachStep(t) == AttachFails(t) \/ AttachSleepsAgain(t) \/ AttachResumes(t)

\* The last reference of a file is gone.
ReleaseStep(v)   == ReleaseBegins(v) \/ NotifyClose(v) \/ FenceBegins(v) \/ FenceEnds(v) \/ GroupDetaches(v)
ContainerStep(c) == ContainerCloses(c) \/ ContainerWakes(c)

UnmapStep(d) == (\E v \in Emulated : UnmapCallback(v, d)) \/ UnmapEnds(d)

CloseSteps == \/ \E v \in Devices : ReleaseStep(v)
              \/ \E c \in Containers : ContainerStep(c)

ExecStep(p) == \E cloexec \in FilesClosedByExec(p) : ExecMm(p, cloexec)

ProcessStep(p) == ExecStep(p) \/ ExitMm(p) \/ ExitFiles(p)

\* All but exec and exit, and the pins that were queued, which D2b replaces.
UnqueuedSteps ==
    \/ \E t \in Threads \ Attachers : WaitStep(t)
    \/ \E t \in Attachers : AttachStep(t)
    \/ \E d \in Dmas : UnmapStep(d)
    \/ CloseSteps

DriverSteps == UnqueuedSteps \/ \E v \in Emulated : QueueStep(v)

\* Everything the kernel has begun it goes on with. Where another step can take a lock in between, it gets it in the end.
UnqueuedFairness ==
    \* unnoticed (operand dropped): the steps of WaitStep are no steps of an attacher
    \* unnoticed (fairness weakened): who is woken can go on until it does, but where a pin keeps iommu->lock (D2b)
    /\ \A t \in Threads \ Attachers : SF_vars(WaitStep(t))
    \* unnoticed (fairness weakened): who is woken can go on until it does
    /\ \A t \in Attachers : SF_vars(AttachStep(t))
    \* unnoticed (fairness weakened): only the lock of a driver keeps it from going on, and a sleeping pin keeps that for good
    /\ \A d \in Dmas : SF_vars(UnmapStep(d))
    \* unnoticed (fairness weakened): where a worker or a lock is taken again and again, N4 is violated with SF, too
    /\ \A v \in Devices : SF_vars(ReleaseStep(v))
    \* unnoticed (fairness weakened): K0 and K1 can go on until they do, but where a pin keeps iommu->lock (D2b)
    /\ \A c \in Containers : SF_vars(ContainerStep(c))

\* unnoticed (fairness weakened): sleeps end with the update; where they do not, N3 is violated with SF, too
DriverFairness == UnqueuedFairness /\ \A v \in Emulated : SF_vars(QueueStep(v))

ProcessFairness == \A p \in Processes : WF_vars(ProcessStep(p))

-----------------------------------------------------------------------------
(* The guest and its devices: pins at arbitrary moments. *)

DevicesToUnpin == IF Does("unpin") THEN Emulated ELSE {}
Writers == IF Does("write") THEN {Qemu} ELSE {}

Guest ==
    \/ \E t \in Workers \cup Vcpus, v \in Emulated : \E b \in Batches(v) : PinPages(t, v, b) \/ PinFallsAsleep(t, v, b)
    \/ \E v \in Emulated : \E b \in Batches(v) : QueuePin(v, b)
    \/ \E v \in DevicesToUnpin, d \in Dmas : UnpinPages(v, d)

-----------------------------------------------------------------------------
(* User space, but for what belongs to an update. *)

UserSpace ==
    \/ \E p \in Processes, d \in Dmas : \E a \in AddressesToMap(p) : MapDma(p, d, a)
    \/ \E p \in Processes : \E d \in DmasToUnmap : UnmapDma(p, d) \/ UnmapBegins(p, d)
    \/ \E p \in Processes : \E v \in GroupsToAttach : AttachGroup(p, v)
    \/ \E t \in Attachers : \E v \in GroupsToAttach : AttachWaits(t, v)
    \/ \E p \in Processes : \E f \in FilesToClose : CloseFile(p, f)
    \/ \E p \in Writers, a \in Addresses : GuestWrites(p, a)
    \/ \E p \in Exits : Exit(p)

ChildrenToFork == IF Does("fork") THEN Processes \ {Qemu} ELSE {}

\* A program that is new maps guest RAM first (and, with "mmap", other things then). Others map what they like, once for
\* each address.
ObjectsToMap(p) ==
    \* unnoticed (condition dropped): what is mapped where nothing was is behind no mapping yet
    \* unnoticed (condition negated): what is mapped where nothing was is behind no mapping yet
    LET new == p = Qemu /\ process[p].mm # OldMm /\ (Updating \/ plan = "refused")
        hasRam == \E a \in Backed(p) : mm[process[p].mm].maps[a] = GuestRam
    IN  IF Anyone THEN (IF Does("mmap") THEN Objects \ {Copy} ELSE {})
        \* unnoticed (condition taken for FALSE): what is mapped where nothing was is behind no mapping yet
        ELSE IF ~new THEN {}
        ELSE IF ~hasRam THEN {GuestRam}
        ELSE IF Does("mmap") THEN Objects \ {Copy} ELSE {}

-----------------------------------------------------------------------------
(* The end of a run. Any other state without a successor is a deadlock. *)

Finished ==
    \* unnoticed (condition dropped): whatever hangs here has a release under way, which the next line asks for
    \* unnoticed (quantifier changed): whatever hangs here has a release under way, which the next line asks for
    /\ \A p \in Processes : process[p].phase \in {"unborn", "exited"} /\ process[p].releases = <<>>
    /\ \A f \in Files : file[f].closer = None
    /\ UNCHANGED vars
=============================================================================
