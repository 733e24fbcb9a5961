-------------------------------- MODULE Vfio --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The objects of VFIO type1 (drivers/vfio/vfio_iommu_type1.c) as far as   *)
(* pinning needs them, shared by all designs. Actions are in the modules   *)
(* named after their mechanism: Pin, Wait, Vaddr, Close, Mm.               *)
(*                                                                         *)
(* All groups are emulated (mdev): only these ask for pages after MAP_DMA. *)
(* A group's file is taken to live as long as its device's file. One page  *)
(* stands for each mapping.                                                *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Sequences

CONSTANTS
    None,           \* "no process", "no thread", "no mm", "nothing mapped"
    Processes,      \* user processes
    Qemu,           \* the one that starts with every file open
    Vcpus,          \* threads of Qemu that can trap into a driver
    Workers,        \* kernel threads of the mdev drivers
    Mms,            \* address spaces (mm_struct)
    OldMm,          \* the one in which Qemu starts
    Addresses,      \* virtual addresses at which memory can be mapped
    OldAddress,     \* where Qemu has guest RAM at the start
    Objects,        \* memory objects, such as one memfd
    GuestRam,       \* the object that holds guest RAM
    Containers,     \* container files, each with its struct vfio_iommu
    Devices,        \* mdev files
    Dmas,           \* DMA mappings (struct vfio_dma), one IOVA range each
    ContainerOf     \* function from devices and mappings to their container

CONSTANTS
    ExitOrder,          \* in which order an exiting task releases its files: "any", "lifo" (higher fd first), "fdOrder"
    WorkerKind,         \* "work" (a workqueue item) or "stoppableKthread" (close calls kthread_stop)
    SharedWorker,       \* one worker serves all devices (i915 GVT-g), otherwise one each
    GlobalDriverLock,   \* a pin, and close_device, hold one lock of the whole driver (s390 AP)
    UnmapCallsDriver    \* are the drivers' callbacks in UNMAP_DMA steps of their own? Otherwise they return at once

\* For a cfg with one container: ContainerOf <- OneContainer.
OneContainer == [x \in Devices \cup Dmas |-> CHOOSE c \in Containers : TRUE]

Threads == Workers \cup Vcpus
Files   == Containers \cup Devices

WorkerOf == IF SharedWorker
            THEN [v \in Devices |-> CHOOSE w \in Workers : TRUE]
            ELSE CHOOSE f \in [Devices -> Workers] : \A u, v \in Devices : f[u] = f[v] => u = v

ASSUME VfioConstants ==
       /\ Qemu \in Processes /\ OldMm \in Mms /\ OldAddress \in Addresses /\ GuestRam \in Objects
       /\ ExitOrder \in {"any", "lifo", "fdOrder"}
       /\ WorkerKind \in {"work", "stoppableKthread"}
       /\ SharedWorker \in BOOLEAN /\ GlobalDriverLock \in BOOLEAN /\ UnmapCallsDriver \in BOOLEAN
       /\ ContainerOf \in [Devices \cup Dmas -> Containers]
       /\ IF SharedWorker THEN Cardinality(Workers) = 1 ELSE Cardinality(Workers) = Cardinality(Devices)

VARIABLES
    process,    \* life, current mm, and the files it still has to release
    mm,         \* mm_users and what is mapped where
    dma,        \* the mappings
    container,  \* container_open, iommu->lock, vaddr_invalid_count
    device,     \* how far it is closed, and the page it has pinned of each mapping
    thread,     \* where each thread that pins is
    file        \* who holds each file, and whose thread runs its release

vars == <<process, mm, dma, container, device, thread, file>>

NothingMapped == [a \in Addresses |-> None]
NoDma == [mapped |-> FALSE, invalid |-> FALSE, vaddr |-> None, task |-> None, object |-> None, unmapper |-> None]
Idle  == [pc |-> "idle", device |-> None, batch |-> {}]

TypeOK ==
    /\ process \in [Processes -> [phase : {"running", "execing", "dying", "exiting", "exited"},
                                  mm : Mms \cup {None},
                                  releases : UNION {[1..n -> Files] : n \in 0..Cardinality(Files)}]]
    /\ mm \in [Mms -> [users : 0..Cardinality(Processes), used : BOOLEAN,
                       maps : [Addresses -> Objects \cup {None}]]]
    /\ dma \in [Dmas -> [mapped : BOOLEAN, invalid : BOOLEAN, vaddr : Addresses \cup {None},
                         task : Processes \cup {None}, object : Objects \cup {None},
                         unmapper : Processes \cup {None}]]
    /\ container \in [Containers -> [open : BOOLEAN, lock : Threads \cup {None},
                                     invalidCount : 0..Cardinality(Dmas)]]
    /\ device \in [Devices -> [phase : {"open", "closing", "fencing", "closed", "detached"},
                               pages : [Dmas -> Objects \cup {None}]]]
    /\ thread \in [Threads -> [pc : {"idle", "asleep", "woken", "locked"},
                               device : Devices \cup {None}, batch : SUBSET Dmas]]
    /\ file \in [Files -> [holders : SUBSET (Processes \cup Vcpus), closer : Processes \cup {None}]]

\* The container and the devices are open, nothing is mapped for DMA. The other processes do not exist yet.
Init ==
    /\ process = [p \in Processes |-> IF p = Qemu
                                      THEN [phase |-> "running", mm |-> OldMm, releases |-> <<>>]
                                      ELSE [phase |-> "exited", mm |-> None, releases |-> <<>>]]
    /\ mm = [m \in Mms |-> IF m = OldMm
                           THEN [users |-> 1, used |-> TRUE, maps |-> [NothingMapped EXCEPT ![OldAddress] = GuestRam]]
                           ELSE [users |-> 0, used |-> FALSE, maps |-> NothingMapped]]
    /\ dma = [d \in Dmas |-> NoDma]
    /\ container = [c \in Containers |-> [open |-> TRUE, lock |-> None, invalidCount |-> 0]]
    /\ device = [v \in Devices |-> [phase |-> "open", pages |-> [d \in Dmas |-> None]]]
    /\ thread = [t \in Threads |-> Idle]
    /\ file = [f \in Files |-> [holders |-> {Qemu}, closer |-> None]]

-----------------------------------------------------------------------------
(* Processes and files *)

\* User code of p runs: nobody killed it, and no exec or release is under way in its main thread.
UserRuns(p) == process[p].phase = "running" /\ process[p].releases = <<>>

ThreadsOf(p) == IF p = Qemu THEN Vcpus ELSE {}

\* A thread with a pending fatal signal (fatal_signal_pending). Kernel threads never get one.
Killed(t) == t \in Vcpus /\ process[Qemu].phase # "running"

\* Some thread of p is inside the kernel, so that exec and exit have to wait for it.
InKernel(p) ==
    \/ \E t \in ThreadsOf(p) : thread[t].pc # "idle"
    \/ \E f \in Files : file[f].closer = p
    \/ \E d \in Dmas : dma[d].unmapper = p

\* p drops its references on the files S; where it is the last one, a thread of p will run the release.
Dropped(p, S) == [f \in Files |->
    IF f \in S /\ p \in file[f].holders
    THEN [holders |-> file[f].holders \ {p},
          closer  |-> IF file[f].holders = {p} THEN p ELSE file[f].closer]
    ELSE file[f]]

LastHeld(p, S) == {f \in S : file[f].holders = {p}}

-----------------------------------------------------------------------------
(* Locks. L4, iommu->lock, is container[c].lock. It is a variable only for a sleeper that was woken (module Wait);
   every other section under L4 is one step, so it asks only that the lock is free. *)

LockFree(c) == container[c].lock = None

\* L7. Without GlobalDriverLock no two threads compete for a driver's lock in these models.
DriverLockFree == GlobalDriverLock => \A t \in Threads : thread[t].pc = "idle"

-----------------------------------------------------------------------------
(* Mappings and pages *)

Mapped(d)  == dma[d].mapped
Invalid(d) == dma[d].invalid

DmasOf(c)    == {d \in Dmas : ContainerOf[d] = c}
DevicesOf(c) == {v \in Devices : ContainerOf[v] = c}

PagesPinned(d) == {device[v].pages[d] : v \in Devices} \ {None}

\* The mm in which the kernel looks up the vaddr of d: the *current* one of the task that mapped it (get_task_mm).
MmOf(d) == process[dma[d].task].mm

\* P5 and P6: what a pin of d gets; None is an error. A page that is pinned already comes from the pfn list.
PageBehind(d) ==
    IF PagesPinned(d) # {} THEN CHOOSE o \in PagesPinned(d) : TRUE
    ELSE IF MmOf(d) = None THEN None
    ELSE mm[MmOf(d)].maps[dma[d].vaddr]

\* wake_up_all(&iommu->vaddr_wait): a woken thread still has to get L4 (module Wait).
WokenAll(c) == [t \in Threads |->
    IF thread[t].pc = "asleep" /\ ContainerOf[thread[t].device] = c
    THEN [thread[t] EXCEPT !.pc = "woken"] ELSE thread[t]]

\* What a set of threads becomes when a fatal signal, or kthread_stop, wakes it.
WokenOnly(S) == [t \in Threads |->
    IF t \in S /\ thread[t].pc = "asleep" THEN [thread[t] EXCEPT !.pc = "woken"] ELSE thread[t]]
=============================================================================
