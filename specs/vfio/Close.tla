------------------------------- MODULE Close --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Closing files. The last reference of a device file (C1 to C4) or of     *)
(* the container file (K0, K1) runs the release in the thread that drops   *)
(* it. The releases of an exit, or of close-on-exec, wait for each other.  *)
(***************************************************************************)
EXTENDS Pin

\* The release of f is due, and no earlier one in the same task's queue is unfinished.
Releasing(f) ==
    /\ file[f].closer # None
    /\ \A p \in Processes : LET q == process[p].releases IN
          (\E i \in DOMAIN q : q[i] = f) => Head(q) = f

\* The queue of the task that has just finished the release of f.
AfterRelease(f) == [p \in Processes |->
    IF process[p].releases # <<>> /\ Head(process[p].releases) = f
    THEN [process[p] EXCEPT !.releases = Tail(@)] ELSE process[p]]

-----------------------------------------------------------------------------
(* User step *)

\* C0: close(2).
CloseFile(p, f) ==
    /\ process[p].phase = "running"
    /\ UserRuns(p)
    /\ p \in file[f].holders
    /\ file' = Dropped(p, {f})
    /\ UNCHANGED <<process, mm, dma, container, device, thread>>

-----------------------------------------------------------------------------
(* Kernel steps: a device file *)

\* C1: vfio_device_fops_release takes dev_set->lock (and group_lock in v6.1).
ReleaseBegins(v) ==
    /\ device[v].phase = "open"
    /\ Releasing(v)
    /\ device' = [device EXCEPT ![v].phase = "closing"]
    /\ UNCHANGED <<process, mm, dma, container, thread, file>>

\* C2: close_device of the driver stops new work, and tells a kthread to stop. It needs the driver's lock.
FenceBegins(v) ==
    /\ device[v].phase = "closing"
    /\ DriverLockFree
    /\ device' = [device EXCEPT ![v].phase = "fencing"]
    /\ thread' = IF WorkerKind = "stoppableKthread" THEN WokenOnly({WorkerOf[v]}) ELSE thread
    /\ UNCHANGED <<process, mm, dma, container, file>>

\* C2 ends, C3: the worker is idle (flush_work, kthread_stop or waiting for idle returned: unkillable until then);
\* the driver unpins its pages under iommu->lock; close_device returns.
FenceEnds(v) ==
    /\ device[v].phase = "fencing"
    /\ thread[WorkerOf[v]].pc = "idle"
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v] = [phase |-> "closed", pages |-> [d \in Dmas |-> None]]]
    /\ UNCHANGED <<process, mm, dma, container, thread, file>>

\* C4: vfio_group_try_dissolve_container, vfio_iommu_type1_detach_group; the last group takes all mappings along
\* (vfio_iommu_unmap_unpin_all; vfio_remove_dma wakes the sleepers of an invalid one).
GroupDetaches(v) ==
    LET c == ContainerOf[v]
        last == \A u \in DevicesOf(c) \ {v} : device[u].phase = "detached"
    IN  /\ device[v].phase = "closed"
        /\ LockFree(c)
        /\ device' = [device EXCEPT ![v].phase = "detached"]
        /\ dma' = IF last
                  THEN [d \in Dmas |-> IF d \in DmasOf(c) THEN [NoDma EXCEPT !.unmapper = dma[d].unmapper] ELSE dma[d]]
                  ELSE dma
        /\ container' = IF last THEN [container EXCEPT ![c].invalidCount = 0] ELSE container
        /\ thread' = IF last /\ container[c].invalidCount > 0 THEN WokenAll(c) ELSE thread
        /\ file' = [file EXCEPT ![v].closer = None]
        /\ process' = AfterRelease(v)
        /\ UNCHANGED mm

-----------------------------------------------------------------------------
(* Kernel steps: a container file *)

\* K0: vfio_fops_release, vfio_iommu_type1_notify: container_open is cleared under iommu->lock.
ContainerCloses(c) ==
    /\ container[c].open
    /\ Releasing(c)
    /\ LockFree(c)
    /\ container' = [container EXCEPT ![c].open = FALSE]
    /\ UNCHANGED <<process, mm, dma, device, thread, file>>

\* K1: after the lock is dropped, wake_up_all, once.
ContainerWakes(c) ==
    /\ ~container[c].open
    /\ file[c].closer # None
    /\ thread' = WokenAll(c)
    /\ file' = [file EXCEPT ![c].closer = None]
    /\ process' = AfterRelease(c)
    /\ UNCHANGED <<mm, dma, container, device>>
=============================================================================
