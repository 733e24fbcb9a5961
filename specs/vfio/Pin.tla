-------------------------------- MODULE Pin ---------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Pin requests of an mdev driver: vfio_pin_pages, in type1                *)
(* vfio_iommu_type1_pin_pages. All pages of a request are handled in one   *)
(* section under iommu->lock (P1 to P9 of the description), so one step.   *)
(*                                                                         *)
(* A request that fails at once changes nothing and is no step: the driver *)
(* gets an error and is idle again.                                        *)
(***************************************************************************)
EXTENDS Vfio

Batches(v) == {b \in SUBSET DmasOf(ContainerOf[v]) : b # {}}

\* kthread_should_stop of a worker: close_device of one of its devices has called kthread_stop.
Stopped(t) == /\ WorkerKind = "stoppableKthread"
              /\ \E v \in Devices : WorkerOf[v] = t /\ device[v].phase = "fencing"

\* The driver takes new work until close_device stops it (C2). A kthread may begin one more before it looks.
TakesWork(v) == \/ device[v].phase \in {"open", "closing"}
                \/ device[v].phase = "fencing" /\ WorkerKind = "stoppableKthread"

\* P0: an idle worker of device v, kicked by the guest or the device; or a vCPU thread, trapped on an access to v.
MayStart(t, v) ==
    /\ thread[t].pc = "idle"
    /\ IF t \in Vcpus
       THEN UserRuns(Qemu) /\ Qemu \in file[v].holders
       ELSE WorkerOf[v] = t /\ TakesWork(v)
    /\ DriverLockFree
    /\ LockFree(ContainerOf[v])

\* P2 passes, and P5 to P7 find a page for each mapping.
CanPin(b) == /\ \A d \in b : Mapped(d) /\ ~Invalid(d)
             /\ \A d \in b : PageBehind(d) # None

\* P8: the pfn lists after pinning b for v.
PinnedBy(v, b) == [device EXCEPT ![v].pages = [d \in Dmas |-> IF d \in b THEN PageBehind(d) ELSE @[d]]]

-----------------------------------------------------------------------------
(* Guest steps: nobody promises that they come. *)

\* P0 to P9 without a wait: thread t pins the mappings b for device v.
PinPages(t, v, b) ==
    /\ thread[t].pc = "idle"
    /\ MayStart(t, v)
    /\ CanPin(b)
    /\ {d \in b : device[v].pages[d] = None} # {}
    /\ device' = PinnedBy(v, b)
    /\ UNCHANGED <<process, mm, dma, container, thread, file>>

\* vfio_unpin_pages: the driver of v has finished with its page of d.
UnpinPages(v, d) ==
    /\ device[v].pages[d] # None
    /\ device[v].phase \in {"open", "closing"}
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v].pages[d] = None]
    /\ UNCHANGED <<process, mm, dma, container, thread, file>>
=============================================================================
