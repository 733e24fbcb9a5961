-------------------------------- MODULE Vfio --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The objects of VFIO (drivers/vfio, and drivers/iommu/iommufd for design *)
(* D6) as far as pinning needs them, shared by all designs. Actions are in *)
(* the modules named after their mechanism: Pin, Wait, Vaddr, Attach,      *)
(* Close, Mm, Owner, Iommufd. What a design does differently at places     *)
(* that all share is said by a constant; the design's module states its    *)
(* values.                                                                 *)
(*                                                                         *)
(* A group's file is taken to live as long as its device's file. One page  *)
(* stands for each mapping.                                                *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

\* The objects.
CONSTANTS
    None,           \* "no process", "no thread", "no mm", "nothing mapped"
    Processes,      \* user processes
    Qemu,           \* the one that starts with every file open
    Vcpus,          \* threads of Qemu that can trap into a driver
    Attachers,      \* threads of Qemu that attach groups to a container
    Workers,        \* kernel threads of the mdev drivers
    Mms,            \* address spaces (mm_struct)
    OldMm,          \* the one in which Qemu starts
    Uid,            \* the user (struct user_struct) to whom pages can be charged instead of an mm
    Addresses,      \* virtual addresses at which memory can be mapped
    OldAddress,     \* where Qemu has guest RAM at the start
    Objects,        \* memory objects, such as one memfd
    GuestRam,       \* the object that holds guest RAM
    Anonymous,      \* those that are no files
    Copy,           \* where memory is private: the page that a copy-on-write makes
    Containers,     \* container files, each with its struct vfio_iommu (D6: iommufd contexts)
    Emulated,       \* mdev files
    Hardware,       \* files of devices behind a real IOMMU
    Unattached,     \* the devices whose group is not yet attached to the container
    Dmas,           \* DMA mappings (struct vfio_dma, D6: iopt_area), one IOVA range each
    Reserved,       \* those that a group in Unattached cannot have (a reserved region)
    ContainerOf     \* function from devices and mappings to their container

\* Circumstances.
CONSTANTS
    ExitOrder,          \* in which order an exiting task releases its files: "any", "lifo" (higher fd first), "fdOrder"
    WorkerKind,         \* "work" (a workqueue item) or "stoppableKthread" (close calls kthread_stop)
    SharedWorker,       \* one worker serves all devices (i915 GVT-g), otherwise one each
    GlobalDriverLock,   \* a pin, and close_device, hold one lock of the whole driver (s390 AP)
    UnmapCallsDriver,   \* are the drivers' callbacks in UNMAP_DMA steps of their own? Otherwise they return at once
    BigLock,            \* do a vCPU thread in a system call and Qemu's main thread exclude each other (QEMU's big lock)?
    Memory,             \* "shared" (MAP_SHARED) or "private" (copy-on-write)
    DontFork,           \* is guest RAM marked MADV_DONTFORK?
    Limit               \* RLIMIT_MEMLOCK, in pages

\* The design.
CONSTANTS
    Source,             \* whose memory a pin looks at: "task" (the current mm of dma->task), "mm" (dma->mm), "iommufd"
    OnInvalid,          \* what a pin does that needs an invalid mapping: "wait", "error", "cache"; "none": no such flag
    HoldKind,           \* how a mapping holds its mm: "grab" (mm_count: the struct only), "get" (mm_users: the contents)
    FileDmas,           \* the mappings that hold a file and are translated by it
    Accounts,           \* who is charged: "task" (the task's current mm), "mm" (dma->mm), "user"
    MovesCharge,        \* is the charge moved when a mapping changes its owner?
    NoticeScope,        \* whose sleepers the release of a device wakes (D1): "none", "device", "container"; or "whole",
                        \* all of the container, and what stays in force does so for the whole container
    NoticeSticky        \* and is a later pin of that device (or container) refused, too?

\* For a cfg with one container: ContainerOf <- OneContainer. With two, with a device and a mapping each: TwoContainers.
OneContainer == [x \in Emulated \cup Hardware \cup Dmas |-> CHOOSE c \in Containers : TRUE]
TwoContainers ==
    LET firstOf(S) == CHOOSE x \in S : TRUE
        firsts == {firstOf(Emulated \cup Hardware), firstOf(Dmas)}
    IN  [x \in Emulated \cup Hardware \cup Dmas |->
            \* unnoticed (condition negated): which of the two containers is which makes no difference
            IF x \in firsts THEN firstOf(Containers) ELSE CHOOSE c \in Containers : c # firstOf(Containers)]

Devices == Emulated \cup Hardware
Threads == Workers \cup Vcpus \cup Attachers
Files   == Containers \cup Devices
\* unnoticed (operand dropped): where an mm is charged, Uid is not
Holders == Mms \cup {Uid}       \* of locked pages

WorkerOf == IF SharedWorker
            THEN [v \in Emulated |-> CHOOSE w \in Workers : TRUE]
            ELSE CHOOSE f \in [Emulated -> Workers] : \A u, v \in Emulated : f[u] = f[v] => u = v

ASSUME VfioConstants ==
       /\ Qemu \in Processes /\ OldMm \in Mms /\ OldAddress \in Addresses /\ GuestRam \in Objects
       /\ ExitOrder \in {"any", "lifo", "fdOrder"}
       /\ WorkerKind \in {"work", "stoppableKthread"}
       /\ SharedWorker \in BOOLEAN /\ GlobalDriverLock \in BOOLEAN /\ UnmapCallsDriver \in BOOLEAN
       /\ BigLock \in BOOLEAN /\ Memory \in {"shared", "private"} /\ DontFork \in BOOLEAN /\ Limit \in Nat
       /\ Source \in {"task", "mm", "iommufd"} /\ OnInvalid \in {"wait", "error", "cache", "none"}
       /\ HoldKind \in {"grab", "get"} /\ FileDmas \subseteq Dmas
       /\ Accounts \in {"task", "mm", "user"} /\ MovesCharge \in BOOLEAN
       /\ NoticeScope \in {"none", "device", "container", "whole"} /\ NoticeSticky \in BOOLEAN
       /\ Unattached \subseteq Devices /\ Reserved \subseteq Dmas
       /\ ContainerOf \in [Devices \cup Dmas -> Containers]
       /\ \A c \in Containers : \E v \in Devices, d \in Dmas : ContainerOf[v] = c /\ ContainerOf[d] = c
       /\ IF SharedWorker THEN Cardinality(Workers) = 1
                          ELSE /\ Cardinality(Workers) = Cardinality(Emulated)
                               /\ \A w \in Workers : \E v \in Emulated : WorkerOf[v] = w

VARIABLES
    process,    \* life, current mm, and the files it still has to release
    mm,         \* mm_users and what is mapped where
    locked,     \* how many pages are charged to whom (locked_vm)
    dma,        \* the mappings
    container,  \* container_open, iommu->lock, vaddr_invalid_count, and the owner (D2b)
    device,     \* how far it is closed, the page it has pinned of each mapping, the pin that is queued for it
    thread,     \* where each thread that pins is
    file,       \* who holds each file, and whose thread runs its release
    plan        \* how far a user who follows the protocol is with his update: "none"; "started"; "asked", a device asked
                \* for a page meanwhile; "updated"; "served", if it had been asked; "refused", before anything is given up

vars == <<process, mm, locked, dma, container, device, thread, file, plan>>

NothingMapped == [a \in Addresses |-> None]
NoDma == [mapped |-> FALSE, invalid |-> FALSE, vaddr |-> None, staged |-> None, task |-> None, mm |-> None,
          file |-> None, cached |-> None, iommu |-> None, unmapper |-> None,
          object |-> None, born |-> None, charged |-> None]
Idle  == [pc |-> "idle", device |-> None, batch |-> {}, flag |-> FALSE, error |-> "none"]

TypeOK ==
    /\ process \in [Processes -> [phase : {"unborn", "running", "execing", "dying", "exiting", "exited"},
                                  mm : Mms \cup {None},
                                  releases : UNION {[1..n -> Files] : n \in 0..Cardinality(Files)}]]
    /\ mm \in [Mms -> [users : 0..(Cardinality(Processes) + Cardinality(Dmas) + Cardinality(Workers)),
                       used : BOOLEAN, maps : [Addresses -> Objects \cup {None}]]]
    /\ locked \in [Holders -> (-8)..8]
    /\ \A d \in Dmas :
          /\ dma[d].mapped \in BOOLEAN /\ dma[d].invalid \in BOOLEAN
          /\ dma[d].vaddr \in Addresses \cup {None} /\ dma[d].staged \in Addresses \cup {None}
          /\ dma[d].task \in Processes \cup {None} /\ dma[d].mm \in Mms \cup {None}
          /\ {dma[d].file, dma[d].cached, dma[d].iommu, dma[d].object} \subseteq Objects \cup {None}
          /\ dma[d].unmapper \in Processes \cup {None} /\ dma[d].born \in Mms \cup {None}
          /\ dma[d].charged \in Holders \cup {None}
    /\ container \in [Containers -> [open : BOOLEAN, lock : Threads \cup {None},
                                     invalidCount : 0..Cardinality(Dmas), owner : Processes \cup {None}]]
    /\ device \in [Devices -> [phase : {"unattached", "open", "closing", "notified", "fencing", "closed", "detached"},
                               pages : [Dmas -> Objects \cup {None}], queued : SUBSET Dmas]]
    /\ thread \in [Threads -> [pc : {"idle", "asleep", "woken", "tested", "pinning", "hook"},
                               device : Devices \cup {None}, batch : SUBSET Dmas, flag : BOOLEAN,
                               error : {"none", "foreign"}]]
    /\ file \in [Files -> [holders : SUBSET (Processes \cup Vcpus \cup Mms), closer : Processes \cup Mms \cup {None}]]
    /\ plan \in {"none", "started", "asked", "updated", "served", "refused"}

\* The container and the devices are open, nothing is mapped for DMA. The other processes do not exist yet.
Init ==
    /\ process = [p \in Processes |-> IF p = Qemu
                                      THEN [phase |-> "running", mm |-> OldMm, releases |-> <<>>]
                                      ELSE [phase |-> "unborn", mm |-> None, releases |-> <<>>]]
    /\ mm = [m \in Mms |-> IF m = OldMm
                           THEN [users |-> 1, used |-> TRUE, maps |-> [NothingMapped EXCEPT ![OldAddress] = GuestRam]]
                           ELSE [users |-> 0, used |-> FALSE, maps |-> NothingMapped]]
    /\ locked = [a \in Holders |-> 0]
    /\ dma = [d \in Dmas |-> NoDma]
    /\ container = [c \in Containers |-> [open |-> TRUE, lock |-> None, invalidCount |-> 0, owner |-> None]]
    /\ device = [v \in Devices |-> [phase |-> IF v \in Unattached THEN "unattached" ELSE "open",
                                    pages |-> [d \in Dmas |-> None], queued |-> {}]]
    /\ thread = [t \in Threads |-> Idle]
    /\ file = [f \in Files |-> [holders |-> {Qemu}, closer |-> None]]
    /\ plan = "none"

-----------------------------------------------------------------------------
(* Processes and files *)

ThreadsOf(p) == IF p = Qemu THEN Vcpus \cup Attachers ELSE {}

\* User code of p runs: nobody killed it, and no exec or release is under way in its main thread.
UserRuns(p) == /\ process[p].phase = "running"
               \* unnoticed (condition dropped): user steps amid the releases of an exec only come earlier than they could
               /\ process[p].releases = <<>>
               /\ BigLock => \A t \in ThreadsOf(p) \cap Vcpus : thread[t].pc = "idle"

\* A thread with a pending fatal signal (fatal_signal_pending). Kernel threads never get one.
Killed(t) == t \in ThreadsOf(Qemu) /\ process[Qemu].phase # "running"

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

\* The files `files` after the address spaces of `mms` without users have dropped the device memory they had mapped.
Unmapped(files, mms) == [f \in Files |->
    LET dead == {m \in Mms : m \in files[f].holders /\ mms[m].users = 0} IN
    IF dead = {} THEN files[f]
    ELSE [holders |-> files[f].holders \ dead,
          closer  |-> IF files[f].holders \subseteq dead THEN CHOOSE m \in dead : TRUE ELSE files[f].closer]]

-----------------------------------------------------------------------------
(* Locks. container[c].lock is iommu->lock. It is a variable only where a pin keeps it over several steps (D2b); every
   other section under it is one step, so it asks only that the lock is free. container->group_lock is held
   by a thread that attaches a group. *)

LockFree(c) == container[c].lock = None

GroupLockFree(c) == \A t \in Attachers : thread[t].pc # "idle" => ContainerOf[thread[t].device] # c

\* The lock of the driver. Without GlobalDriverLock no two threads compete for a driver's lock in these models.
DriverLockFree == GlobalDriverLock => \A t \in Threads : thread[t].pc = "idle"

-----------------------------------------------------------------------------
(* Mappings and pages *)

Mapped(d)  == dma[d].mapped
Invalid(d) == dma[d].invalid

DmasOf(c)    == {d \in Dmas : ContainerOf[d] = c}
DevicesOf(c) == {v \in Devices : ContainerOf[v] = c}

Attached(c) == {v \in DevicesOf(c) : device[v].phase \notin {"unattached", "detached"}}

\* A container with a hardware domain has every mapping pinned and in the IOMMU's page table.
HasDomain(c) == Attached(c) \cap Hardware # {}

PagesPinned(d) == {device[v].pages[d] : v \in Devices} \ {None}

Pinned(d) == PagesPinned(d) # {} \/ dma[d].iommu # None \/ dma[d].cached # None

\* The mm in which the kernel looks up the vaddr of d.
MmOf(d) == IF Source = "task" THEN process[dma[d].task].mm ELSE dma[d].mm

\* P5 and P6: what a pin of d gets; None is an error. A page that is pinned already comes from the pfn list.
PageBehind(d) ==
    \* unnoticed (condition taken for FALSE): an honest user has the same page there, and who lies breaks R1 all the same
    CASE PagesPinned(d) # {}                            -> CHOOSE o \in PagesPinned(d) : TRUE
      \* unnoticed (condition dropped): the table has the same page, or R1Table is broken already (attach-other)
      \* unnoticed (condition negated): the table of type1 has the same page, or R1Table is broken already (attach-other)
      [] Source = "iommufd" /\ dma[d].iommu # None      -> dma[d].iommu
      [] dma[d].cached # None                           -> dma[d].cached
      [] dma[d].file # None                             -> dma[d].file
      [] MmOf(d) = None                                 -> None
      [] OTHER                                          -> mm[MmOf(d)].maps[dma[d].vaddr]

-----------------------------------------------------------------------------
(* Accounting (vfio_lock_acct): one page each *)

\* Whom a page of d is charged to, and uncharged from. A mapping holds the struct of its mm, not more.
HolderOf(d) == CASE Accounts = "task" -> (IF dma[d].task = None THEN None ELSE process[dma[d].task].mm)
                 [] Accounts = "mm"   -> dma[d].mm
                 [] Accounts = "user" -> Uid

Live(a) == a = Uid \/ (a \in Mms /\ mm[a].users > 0)

\* The counters after `up`, a set of mappings, is charged and `down` is uncharged. What is dead is not found any more.
Recharged(up, down) == [a \in Holders |->
    IF a # Uid /\ ~Live(a) THEN locked[a]
    ELSE locked[a] + Cardinality({d \in up : HolderOf(d) = a}) - Cardinality({d \in down : HolderOf(d) = a})]

FitsLimit(counters) == \A a \in Holders : Live(a) => counters[a] <= Limit \/ counters[a] <= locked[a]

\* The counters once the address spaces of `mms` without users are gone.
Buried(counters, mms) == [a \in Holders |-> IF a \in Mms /\ a # Uid /\ mms[a].users = 0 THEN 0 ELSE counters[a]]

-----------------------------------------------------------------------------
(* Waking *)

\* wake_up_all(&iommu->vaddr_wait): a woken thread still has to get iommu->lock (module Wait).
WokenAll(c) == [t \in Threads |->
    \* unnoticed (condition dropped): who is woken for nothing looks again and sleeps again
    IF thread[t].pc = "asleep" /\ ContainerOf[thread[t].device] = c
    THEN [thread[t] EXCEPT !.pc = "woken"] ELSE thread[t]]

\* What a set of threads becomes when a fatal signal, or kthread_stop, wakes it.
WokenOnly(S) == [t \in Threads |->
    \* unnoticed (condition dropped): who is woken for nothing looks again and sleeps again
    IF t \in S /\ thread[t].pc = "asleep" THEN [thread[t] EXCEPT !.pc = "woken"] ELSE thread[t]]
=============================================================================
