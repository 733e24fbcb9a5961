----------------------------- MODULE Properties -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* What is asked of every design, under the names of the write-up. N2, U1  *)
(* and U2 are possibilities: N2 speaks of the kernel's steps, so it is in  *)
(* each design's module; U1 and U2 are here.                               *)
(***************************************************************************)
EXTENDS Attach, Close, Users, Possibility

Blocked(t) == thread[t].pc = "asleep"

\* Blocked, or waiting for a lock that is held by a thread that is blocked, or by itself.
BlockedL(t) == Blocked(t) \/ thread[t].pc = "hook"

\* The pin that is queued for v waits for t, which does not go on by itself: for the worker, or for the lock of the driver.
QueuedBehind(v, t) == device[v].queued # {} /\ BlockedL(t) /\ (GlobalDriverLock \/ t = WorkerOf[v])

Ending(v) == device[v].phase \in {"closing", "notified", "fencing"}
Closed(v) == device[v].phase \in {"closed", "detached"}

\* The mm in which a pin looks is alive and has, at the vaddr, the object that the mapping stands for.
MmProvides(d) == /\ MmOf(d) # None
                 /\ mm[MmOf(d)].users > 0
                 /\ mm[MmOf(d)].maps[dma[d].vaddr] = dma[d].object

Provider(d) == \/ dma[d].cached # None
               \/ dma[d].file # None
               \/ Source = "iommufd" /\ dma[d].iommu # None
               \/ ~Invalid(d) /\ MmProvides(d)

\* An emulated device of the container of d can still ask for pages.
PinPossible(d) == /\ Mapped(d)
                  /\ \E v \in Emulated \cap DevicesOf(ContainerOf[d]) : device[v].phase \in {"open", "closing", "notified"}

\* Nobody runs any more: all processes are gone, or have been killed.
AllKilled == \A p \in Processes : process[p].phase \notin {"running", "execing"}

\* Nothing is left of VFIO's.
AllGone == /\ \A d \in Dmas : ~Mapped(d)
           /\ \A f \in Files : file[f].holders = {} /\ file[f].closer = None
           /\ \A v \in Devices, d \in Dmas : device[v].pages[d] = None
           /\ \A t \in Threads : thread[t].pc = "idle"
           /\ \A m \in Mms : mm[m].users = 0

-----------------------------------------------------------------------------
(* What a trace shows of a state: what exists, and of that what is not as it was at the start. *)

Shown ==
    [process |-> [p \in {q \in Processes : process[q].phase # "unborn"} |->
                    [phase |-> process[p].phase, mm |-> process[p].mm, releases |-> process[p].releases]],
     mm      |-> [m \in {n \in Mms : mm[n].used} |-> [users |-> mm[m].users, maps |-> mm[m].maps]],
     locked  |-> [a \in {b \in Holders : b = Uid => Accounts = "user"} |-> locked[a]],
     dma     |-> [d \in Dmas |->
                    IF ~Mapped(d) THEN "not mapped"
                    ELSE [vaddr    |-> CASE dma[d].unmapper # None -> "being unmapped"
                                         [] Invalid(d)             -> "invalid"
                                         [] dma[d].staged # None   -> <<dma[d].vaddr, "staged", dma[d].staged>>
                                         [] OTHER                  -> dma[d].vaddr,
                          provider |-> CASE dma[d].file # None   -> dma[d].file
                                         [] dma[d].cached # None -> dma[d].cached
                                         [] Source = "task"      -> dma[d].task
                                         [] OTHER                -> dma[d].mm,
                          table    |-> dma[d].iommu,
                          charged  |-> dma[d].charged]],
     container |-> [c \in Containers |-> [open |-> container[c].open, lock |-> container[c].lock]],
     device  |-> [v \in Devices |-> [phase |-> device[v].phase, pages |-> device[v].pages, queued |-> device[v].queued]],
     thread  |-> [t \in Threads |->
                    IF thread[t].pc = "idle"
                    THEN [pc |-> "idle", error |-> thread[t].error]
                    ELSE [pc |-> thread[t].pc, device |-> thread[t].device, batch |-> thread[t].batch,
                          flag |-> thread[t].flag]],
     file    |-> [f \in Files |-> IF file[f].closer = None THEN [holders |-> file[f].holders]
                                 ELSE [last_reference_dropped_by |-> file[f].closer]],
     plan    |-> plan]

-----------------------------------------------------------------------------
(* No pin blocks for ever *)

\* No pin ever waits for user space.
N1 == \A t \in Threads : ~Blocked(t)

\* Every wait ends, with the page or with an error. (Woken is not enough: a woken thread may have to sleep again.)
N3 == /\ \A t \in Threads : BlockedL(t) ~> thread[t].pc = "idle"
      /\ \A v \in Emulated : device[v].queued # {} ~> device[v].queued = {}

\* Closing a device ends: from the last reference on, which starts the release.
N4 == \A v \in Devices : Ending(v) ~> Closed(v)

\* The same from close(2) on: whoever has given up every file descriptor of a device, and every mapping of its memory,
\* gets it closed. What is left are references of threads in a system call on it.
N4fd == \A v \in Devices : file[v].holders \subseteq Vcpus ~> Closed(v)

\* Killing everybody releases everything.
N5 == AllKilled ~> AllGone

\* A user thread that is killed returns to user space.
KilledReturns == \A t \in Vcpus \cup Attachers : Killed(t) ~> thread[t].pc = "idle"

\* A pin fails or waits only for reasons of its own container and device.
N6 == /\ \A t \in Threads : thread[t].error # "foreign"
      /\ \A v \in Emulated, t \in Threads : QueuedBehind(v, t) => ContainerOf[thread[t].device] = ContainerOf[v]

-----------------------------------------------------------------------------
(* A page provider always exists: for every mapping; where a pin could need it; or it comes back, or the mapping goes *)

G1 == \A d \in Dmas : Mapped(d) => Provider(d)
G2 == \A d \in Dmas : PinPossible(d) => Provider(d)
G3 == \A d \in Dmas : (Mapped(d) /\ ~Provider(d)) ~> (~Mapped(d) \/ Provider(d))

-----------------------------------------------------------------------------
(* Results *)

\* Every page that a driver gets is the one the mapping stands for.
R1 == \A v \in Devices, d \in Dmas : device[v].pages[d] # None => device[v].pages[d] = dma[d].object

\* The same for the pages in the IOMMU's table.
R1Table == \A d \in Dmas : dma[d].iommu # None => dma[d].iommu = dma[d].object

\* No pin behind the close: after close_device nothing of the device is pinned.
R2 == \A v \in Devices : Closed(v) => \A d \in Dmas : device[v].pages[d] = None

\* Nobody sleeps on the wait queue, and nobody takes the lock, while holding iommu->lock.
R3 == \A c \in Containers : container[c].lock # None => thread[container[c].lock].pc \notin {"asleep", "woken", "hook"}

-----------------------------------------------------------------------------
(* Accounting *)

\* No counter goes below zero.
A1 == \A a \in Holders : locked[a] >= 0

\* Each pinned page is charged once, and each living counter is the number of pages charged to it.
A2 == /\ \A a \in Holders : Live(a) => locked[a] = Cardinality({d \in Dmas : dma[d].charged = a})
      /\ \A d \in Dmas : Mapped(d) /\ Pinned(d) => dma[d].charged # None

\* When everything is closed nothing is locked and nothing is pinned.
A3 == (\A f \in Files : file[f].holders = {} /\ file[f].closer = None)
         => /\ \A a \in Holders : Live(a) => locked[a] = 0
            /\ \A v \in Devices, d \in Dmas : device[v].pages[d] = None
            /\ \A d \in Dmas : dma[d].iommu = None /\ dma[d].cached = None

-----------------------------------------------------------------------------
(* Usefulness *)

\* The update can complete; and with an mdev that asks for a page meanwhile and has one in the end. (Of the initial state.)
U1 == Possible(Updated)
U2 == Possible(plan = "served" /\ \E v \in Emulated, d \in Dmas : device[v].phase = "open" /\ device[v].pages[d] # None)

\* An update that is begun completes, or is refused before anything is given up.
U3 == Updating ~> (Updated \/ plan = "refused")

\* U3 is not empty: an update completes, or somebody who wants one is told that there is none.
Answered == Possible(Updated \/ plan = "refused")

\* What the user has mapped stays in the IOMMU's table until he unmaps it or the last hardware device is closed.
U4 == [][\A d \in Dmas :
            dma[d].iommu # None /\ dma'[d].iommu = None
              => \/ \E p \in Processes : UnmapDma(p, d)
                 \/ UnmapEnds(d)
                 \/ \A v \in Hardware : ContainerOf[v] = ContainerOf[d] => device'[v].phase \in {"unattached", "detached"}]_vars

-----------------------------------------------------------------------------
(* Bookkeeping that each design should get right *)

\* Exec and exit change the mm of a process when no other thread of it is in the kernel (de_thread): not on behalf of a
\* device or a group, in no release, and in no UNMAP_DMA.
NobodyLeftBehind == [][\A p \in Processes : process'[p].mm # process[p].mm =>
                           /\ \A t \in Vcpus \cup Attachers : p = Qemu => thread[t].pc = "idle"
                           /\ \A f \in Files : file[f].closer # p
                           /\ \A d \in Dmas : dma[d].unmapper # p]_vars

\* D1: a sleeper whose record is flagged returns.
FlaggedReturns == \A t \in Threads : thread[t].flag ~> thread[t].pc = "idle"

\* The releases that an exit or an exec owes come to their end.
ReleasesEnd == \A p \in Processes : process[p].releases # <<>> ~> process[p].releases = <<>>

\* An UNMAP_DMA returns, even if the device goes on asking for the page.
UnmapReturns == \A d \in Dmas : dma[d].unmapper # None ~> dma[d].unmapper = None

\* The IOMMU's table has all mappings while a hardware device is attached, and none otherwise.
TableExact == \A d \in Dmas :
    dma[d].iommu # None <=>
        Mapped(d) /\ \E v \in Hardware \cap DevicesOf(ContainerOf[d]) : device[v].phase \notin {"unattached", "detached"}

\* An address space without users has no contents.
DeadIsEmpty == \A m \in Mms : mm[m].users = 0 => mm[m].maps = NothingMapped

\* No living counter is above the limit.
WithinLimit == \A a \in Holders : Live(a) => locked[a] <= Limit

\* No invalid mapping is entered into the IOMMU's table.
NothingInvalidEntered == [][\A d \in Dmas : dma[d].iommu = None /\ dma'[d].iommu # None => ~dma'[d].invalid]_vars

\* While an attacher waits it holds the group lock: no other group of the container comes or goes.
GroupLockHeld == [][\A t \in Attachers : thread[t].pc # "idle" /\ thread'[t].pc # "idle" =>
                       \A v \in DevicesOf(ContainerOf[thread[t].device]) :
                          device[v].phase \in {"unattached", "detached"} <=> device'[v].phase \in {"unattached", "detached"}]_vars

\* vaddr_invalid_count says how many mappings are invalid.
InvalidCountExact == \A c \in Containers :
    container[c].invalidCount = Cardinality({d \in DmasOf(c) : Mapped(d) /\ Invalid(d)})

\* Nobody sleeps once every mapping it needs is valid. (Who has been woken is no longer "asleep".)
NoLostWakeup == \A t \in Threads :
    Blocked(t) => IF t \in Attachers THEN container[ContainerOf[thread[t].device]].invalidCount > 0
                  ELSE \E d \in thread[t].batch : Invalid(d)

\* A mapping in a reserved range is never entered into the IOMMU's table of the group that cannot have it.
NoReservedEntered == \A d \in Reserved : dma[d].iommu = None

-----------------------------------------------------------------------------
(* The same, of single objects: what kills no property above but is wrong all the same *)

\* mm_users counts the processes, and the mappings that hold one; and what is used is not fresh any more.
UsersExact == \A m \in Mms :
    /\ mm[m].users = Cardinality({p \in Processes : process[p].mm = m})
                     + (IF HoldKind = "get" THEN Cardinality({d \in Dmas : dma[d].mm = m}) ELSE 0)
    /\ mm[m].users > 0 => mm[m].used

\* The counter of an address space goes with it.
DeadOwesNothing == \A m \in Mms : mm[m].users = 0 => locked[m] = 0

\* A process gets an address space by its birth and by exec only, and does not come back.
LifeGoesOn == [][\A p \in Processes :
    /\ process'[p].mm # process[p].mm => process[p].phase \in {"unborn", "execing", "dying"}
    /\ process[p].phase = "exited" => process'[p].phase = "exited"]_vars

\* Files stay open over an exec: only where the user clears close-on-exec.
KeptByExec == [][\A p \in Processes, f \in Files :
    process[p].phase = "execing" /\ process'[p].phase = "running" /\ p \in file[f].holders => p \in file'[f].holders]_vars

\* After an update guest RAM, and nothing else, is where it was: not so where the new program maps other things.
SamePlace == Updated /\ process[Qemu].mm # None => mm[process[Qemu].mm].maps[OldAddress] \in {GuestRam, None}

\* Where nobody maps anything, a child has what its parent has.
SameMemory == \A p, q \in Processes :
    {process[p].mm, process[q].mm} \subseteq Mms => mm[process[p].mm].maps = mm[process[q].mm].maps

\* Where nobody maps device memory, no address space holds a file.
HeldByProcesses == \A f \in Files : file[f].holders \cap Mms = {}

\* A vCPU thread holds the file of a device exactly while it is in a system call on it.
HeldInCalls == \A t \in Vcpus, f \in Files : t \in file[f].holders <=> thread[t].pc # "idle" /\ thread[t].device = f

\* A device is gone exactly when nobody holds its file and nobody has to release it.
ReleasedExact == \A v \in Devices : device[v].phase = "detached" <=> file[v].holders = {} /\ file[v].closer = None

\* What a task still has to release nobody holds.
ReleasesOwed == \A p \in Processes : \A i \in DOMAIN process[p].releases :
    LET f == process[p].releases[i] IN file[f].holders = {} /\ file[f].closer # None

\* A task releases each file once, in the order of the run.
ReleasesOrdered == \A p \in Processes : LET q == process[p].releases IN
    \A i, j \in DOMAIN q : i < j =>
        /\ q[i] # q[j]
        /\ ExitOrder = "lifo"    => ~(q[i] \in Containers /\ q[j] \in Devices)
        /\ ExitOrder = "fdOrder" => ~(q[i] \in Devices /\ q[j] \in Containers)

\* A file leaves the queue of a task in its turn, and when it has been released.
ReleasesGoOn == [][\A p \in Processes : LET q == process[p].releases IN
    q # <<>> /\ process'[p].releases # q =>
        process'[p].releases = Tail(q) /\ file'[Head(q)].closer = None]_vars

\* Through a container that nobody holds nothing is mapped, invalidated, revalidated or unmapped any more; what there is
\* goes with the last group.
ClosedIsClosed == [][\A d \in Dmas : file[ContainerOf[d]].holders = {} =>
    IF dma'[d].mapped THEN dma[d].mapped /\ dma'[d].invalid = dma[d].invalid
    ELSE \/ ~dma[d].mapped \/ dma[d].unmapper # None
         \/ \A v \in DevicesOf(ContainerOf[d]) : device'[v].phase \in {"unattached", "detached"}]_vars

\* A container without a group has no mappings: no iommu is set.
MappedNeedsGroup == \A d \in Dmas : Mapped(d) => Attached(ContainerOf[d]) # {}

\* A device is closed once, step by step; one that was never opened is not closed at all.
DeviceGoesOn == [][\A v \in Devices : device'[v].phase # device[v].phase =>
    <<device[v].phase, device'[v].phase>> \in
        {<<"unattached", "open">>, <<"unattached", "detached">>, <<"open", "closing">>, <<"closing", "notified">>,
         <<"closing", "fencing">>, <<"notified", "fencing">>, <<"fencing", "closed">>, <<"closed", "detached">>}]_vars

\* An update begins once, is asked for a page at most once, and ends once.
PlanGoesOn == [][plan' # plan =>
    <<plan, plan'>> \in {<<"none", "started">>, <<"none", "refused">>, <<"started", "asked">>, <<"started", "updated">>,
                         <<"asked", "served">>}]_vars

\* It ends in the new program, with every mapping valid.
UpdatedIsNew == Updated => process[Qemu].mm # OldMm /\ \A d \in Dmas : ~Invalid(d)

\* D0: who asks whether he can update is told yes.
NobodyRefused == plan # "refused"

\* A driver gets no page through an invalid mapping.
NothingInvalidPinned == [][\A v \in Devices, d \in Dmas :
    device[v].pages[d] = None /\ device'[v].pages[d] # None => ~Invalid(d)]_vars

\* Who was woken goes on: with a page, with an error, or to sleep.
WokenGoesOn == \A t \in Threads : thread[t].pc = "woken" ~> thread[t].pc # "woken"

\* D0: what a thread finds after its sleep that ends its request: container_open, fatal_signal_pending, kthread_should_stop.
MustFail(t, v) == \/ ~container[ContainerOf[v]].open
                  \/ t \in Vcpus /\ process[Qemu].phase # "running"
                  \/ WorkerKind = "stoppableKthread" /\ device[v].phase = "fencing"

\* Then it gets nothing.
GivesUp == [][\A t \in Workers \cup Vcpus :
    thread[t].pc = "woken" /\ thread'[t].pc = "idle" /\ MustFail(t, thread[t].device) => device' = device]_vars

\* Otherwise a pin that has waited or was queued gets its pages, unless one is missing.
GotPages(v, b) == \A d \in b : device'[v].pages[d] # None
MayFail(t, v, b) == MustFail(t, v) \/ \E d \in b : ~Mapped(d) \/ (~Invalid(d) /\ PageBehind(d) = None)
ErrorsHaveReasons == [][
    /\ \A t \in Workers \cup Vcpus : thread[t].pc = "woken" /\ thread'[t].pc = "idle" =>
          GotPages(thread[t].device, thread[t].batch) \/ MayFail(t, thread[t].device, thread[t].batch)
    /\ \A v \in Emulated : LET t == WorkerOf[v] IN
          device[v].queued # {} /\ device'[v].queued = {} /\ device'[v].phase = device[v].phase /\ thread'[t].pc = "idle" =>
              GotPages(v, device[v].queued) \/ MayFail(t, v, device[v].queued)]_vars

\* Thread t is idle and begins nothing for v, nor is v given a page.
Rests(t, v) == /\ thread'[t].pc = "idle" \/ thread'[t].device # v
               /\ \A d \in Dmas : device'[v].pages[d] \in {device[v].pages[d], None}

\* For a device whose close_device has stopped its work no new work is queued or begun.
FenceHolds == [][\A v \in Emulated : WorkerKind = "work" /\ device[v].phase = "fencing" =>
    /\ device[v].queued = {}
    /\ thread[WorkerOf[v]].pc = "idle" => \A t \in Workers : Rests(t, v)]_vars

\* An idle worker goes on with what is queued.
QueueGoesOn == \A v \in Emulated :
    device[v].queued # {} /\ (\A t \in Threads : thread[t].pc = "idle")
        ~> device[v].queued = {} \/ \E t \in Threads : thread[t].pc # "idle"

\* A worker does one thing at a time, and what is queued first.
WorkInOrder == [][\A v \in Emulated : LET t == WorkerOf[v] IN device[v].queued # {} =>
    IF thread[t].pc = "idle"
    THEN \A u \in Emulated : WorkerOf[u] = t /\ device'[u].queued = device[u].queued => Rests(t, u)
    ELSE device'[v].queued # {} \/ device'[v].phase = "fencing"]_vars

\* While a thread has the lock of the driver no other thread begins a pin, and no close_device stops the work.
DriverLockHeld == [][~DriverLockFree =>
    /\ \A t \in Threads : thread[t].pc = "idle" => thread'[t].pc = "idle"
    /\ \A v \in Emulated : device'[v].phase = "fencing" => device[v].phase = "fencing"]_vars

\* An attach enters what the caller has at the vaddr, whoever made the mapping (vfio_iommu_replay: current->mm).
EntersCallers == [][\A p \in Processes, v \in Unattached : AttachGroup(p, v) =>
    \A d \in Dmas : dma[d].iommu = None /\ dma'[d].iommu # None =>
        dma'[d].iommu = mm[process[p].mm].maps[dma[d].vaddr]]_vars

\* D0: an attacher that has waited attaches, unless the container is closed, it is killed, or a page is missing.
AttachEnds == [][\A t \in Attachers : LET v == thread[t].device IN
    thread[t].pc = "woken" /\ thread'[t].pc = "idle" =>
        (device'[v].phase = "unattached" <=>
            \/ process[Qemu].phase # "running" \/ ~container[ContainerOf[v]].open
            \/ \E d \in DmasOf(ContainerOf[v]) : Mapped(d) /\ mm[process[Qemu].mm].maps[dma[d].vaddr] = None)]_vars

\* dma->task is whoever made the mapping, and a vaddr is replaced only where it is invalid.
MappingStays == [][\A d \in Dmas : dma[d].mapped /\ dma'[d].mapped =>
    dma'[d].task = dma[d].task /\ (Invalid(d) \/ dma'[d].vaddr = dma[d].vaddr)]_vars

\* Without a lock of the driver each mapping can be unmapped, and each page unpinned.
Unmappable == \A d \in Dmas : Mapped(d) =>
    PossibleBy(\/ \E p \in Processes : UnmapDma(p, d) \/ UnmapBegins(p, d)
               \/ \E v \in Emulated : UnmapCallback(v, d)
               \/ UnmapEnds(d), ~Mapped(d))
Unpinnable == \A v \in Emulated, d \in Dmas : device[v].pages[d] # None =>
    PossibleBy(UnpinPages(v, d), device[v].pages[d] = None)

\* An UNMAP_DMA returns, unless the device asks for the page again and again.
UnmapReturnsInQuiet == \A d \in Dmas :
    []<>(dma[d].unmapper = None) \/ []<><<PagesPinned(d) = {} /\ PagesPinned(d)' # {}>>_vars
=============================================================================
