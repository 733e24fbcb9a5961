-------------------------------- MODULE Pin ---------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Pin requests of an mdev driver: vfio_pin_pages, in type1                *)
(* vfio_iommu_type1_pin_pages. All pages of a request are handled in one   *)
(* section under iommu->lock (P1 to P9 of kernel.md), so one step.         *)
(*                                                                         *)
(* A request that fails at once changes nothing and is no step: the driver *)
(* gets an error and is idle again.                                        *)
(***************************************************************************)
EXTENDS Vfio

Batches(v) == {b \in SUBSET DmasOf(ContainerOf[v]) : b # {}}

\* kthread_should_stop of a worker: close_device of one of its devices has called kthread_stop.
Stopped(t) == /\ WorkerKind = "stoppableKthread"
              /\ \E v \in Emulated : WorkerOf[v] = t /\ device[v].phase = "fencing"

\* The driver takes new work until close_device stops it (C2). A kthread may begin one more before it looks.
TakesWork(v) == \/ device[v].phase \in {"open", "closing", "notified"}
                \/ device[v].phase = "fencing" /\ WorkerKind = "stoppableKthread"

\* P0: an idle worker of device v, kicked by the guest or the device; or a vCPU thread, trapped on an access to v.
MayStart(t, v) ==
    /\ thread[t].pc = "idle"
    /\ v \in Emulated
    /\ IF t \in Vcpus
       THEN UserRuns(Qemu) /\ Qemu \in file[v].holders
       ELSE /\ t \in Workers /\ WorkerOf[v] = t /\ TakesWork(v)
            /\ \A u \in Emulated : WorkerOf[u] = t => device[u].queued = {}
    /\ DriverLockFree
    /\ LockFree(ContainerOf[v])

\* P2 for one mapping. In D5 any invalid mapping of the container is enough to refuse ("cannot happen"); iommufd refuses
\* an area that is being unmapped (prevent_access).
Usable(d) == /\ Mapped(d)
             /\ OnInvalid = "wait"  => ~Invalid(d)
             /\ OnInvalid = "error" => container[ContainerOf[d]].invalidCount = 0
             \* unnoticed (condition negated): type1 lets a pin in amid an UNMAP_DMA; to refuse it would break no promise
             /\ Source = "iommufd"  => dma[d].unmapper = None

NewlyPinned(b) == {d \in b : ~Pinned(d)}

\* P2 passes, and P5 to P8 find a page for each mapping and may charge it.
CanPin(b) == /\ \A d \in b : Usable(d)
             /\ \A d \in b : PageBehind(d) # None
             /\ FitsLimit(Recharged(NewlyPinned(b), {}))

\* P8: the pfn lists after pinning b for v, and who is charged.
PinnedBy(v, b) == [device EXCEPT ![v].pages = [d \in Dmas |-> IF d \in b THEN PageBehind(d) ELSE @[d]]]
DmaCharged(b)  == [d \in Dmas |-> IF d \in NewlyPinned(b) THEN [dma[d] EXCEPT !.charged = HolderOf(d)] ELSE dma[d]]

\* The mappings that nobody else has pinned once v lets go of S.
OnlyBy(v, S) == {d \in S : /\ device[v].pages[d] # None
                           /\ \A u \in Devices \ {v} : device[u].pages[d] = None
                           /\ dma[d].iommu = None /\ dma[d].cached = None}
DmaUncharged(S) == [d \in Dmas |-> IF d \in S THEN [dma[d] EXCEPT !.charged = None] ELSE dma[d]]

\* P2 walks the pages in the order of the request: it sleeps at the first invalid one and fails at the first missing one,
\* whatever comes after. A batch has no order here, so where it has both, either may happen.
MayWait(b)   == OnInvalid = "wait" /\ \E d \in b : Mapped(d) /\ Invalid(d)
\* unnoticed (quantifier changed): where a batch has a missing and an invalid mapping, to sleep is right, too
IsMissing(b) == \E d \in b : ~Mapped(d)

\* Somebody asks for a page while an update is under way.
PlanAsked == IF plan = "started" THEN "asked" ELSE plan

-----------------------------------------------------------------------------
(* Guest steps: nobody promises that they come. *)

\* P0 to P9 without a wait: thread t pins the mappings b for device v.
PinPages(t, v, b) ==
    /\ thread[t].pc = "idle"
    /\ MayStart(t, v)
    /\ CanPin(b)
    \* unnoticed (condition dropped): who pins what he has pinned changes nothing but, if any, the plan
    /\ {d \in b : device[v].pages[d] = None} # {}
    /\ device' = PinnedBy(v, b)
    /\ dma' = DmaCharged(b)
    /\ locked' = Recharged(NewlyPinned(b), {})
    \* unnoticed (effect dropped): the pin that sleeps asks as well, and is the one that an update has to serve (U2)
    /\ plan' = PlanAsked
    /\ UNCHANGED <<process, mm, container, thread, file>>

\* vfio_unpin_pages: the driver of v has finished with its page of d.
UnpinPages(v, d) ==
    \* unnoticed (condition dropped): who has no page has nothing to unpin
    /\ device[v].pages[d] # None
    \* unnoticed (condition dropped): in the fence the driver unpins anyway (C3), and after it there is no page (R2)
    /\ device[v].phase \in {"open", "closing", "notified"}
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v].pages[d] = None]
    /\ dma' = DmaUncharged(OnlyBy(v, {d}))
    /\ locked' = Recharged({}, OnlyBy(v, {d}))
    /\ UNCHANGED <<process, mm, container, thread, file, plan>>

\* The guest kicks v while its worker, or the lock of the driver, is taken by another request: the work waits.
QueuePin(v, b) ==
    /\ v \in Emulated
    /\ SharedWorker \/ GlobalDriverLock
    /\ TakesWork(v)
    \* unnoticed (condition dropped): one batch stands for what is queued: another may take its place
    /\ device[v].queued = {}
    \* unnoticed (condition dropped): what is queued for an idle worker has its turn at once
    \* unnoticed (condition negated): what is queued before the worker falls asleep waits behind it all the same
    /\ thread[WorkerOf[v]].pc # "idle" \/ ~DriverLockFree
    \* unnoticed (condition dropped): a second request of the device waits for a reason of its own
    /\ thread[WorkerOf[v]].device # v
    /\ device' = [device EXCEPT ![v].queued = b]
    /\ UNCHANGED <<process, mm, locked, dma, container, thread, file, plan>>

-----------------------------------------------------------------------------
(* Kernel step *)

MayRunQueued(v) ==
    /\ device[v].queued # {}
    /\ thread[WorkerOf[v]].pc = "idle"
    /\ DriverLockFree
    /\ LockFree(ContainerOf[v])

\* The queued work has its turn: it pins, or gets an error.
QueuedPinRuns(v) ==
    /\ device[v].queued # {}
    /\ MayRunQueued(v)
    /\ MayWait(device[v].queued) => IsMissing(device[v].queued)
    /\ LET b == device[v].queued IN
       IF CanPin(b)
       THEN /\ device' = [PinnedBy(v, b) EXCEPT ![v].queued = {}]
            /\ dma' = DmaCharged(b)
            /\ locked' = Recharged(NewlyPinned(b), {})
       ELSE /\ device' = [device EXCEPT ![v].queued = {}]
            /\ UNCHANGED <<dma, locked>>
    /\ UNCHANGED <<process, mm, container, thread, file, plan>>
=============================================================================
