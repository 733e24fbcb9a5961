------------------------------- MODULE Close --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Closing files. The last reference of a device file (C1 to C4) or of     *)
(* the container file (K0, K1) runs the release in the thread that drops   *)
(* it. The releases of an exit, or of close-on-exec, wait for each other.  *)
(***************************************************************************)
EXTENDS Mm, Pin

\* The release of f is due, and no earlier one in the same task's queue is unfinished.
Releasing(f) ==
    /\ file[f].closer # None
    /\ \A p \in Processes : LET q == process[p].releases IN
          \* unnoticed (condition negated): a release that is in no queue then waits for all queues, and no longer
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
    \* unnoticed (condition dropped): a close amid the releases of an exec is one more under way, as by another thread
    /\ UserRuns(p)
    \* unnoticed (condition dropped): Dropped leaves a file alone that p does not hold
    /\ p \in file[f].holders
    /\ file' = Dropped(p, {f})
    /\ UNCHANGED <<process, mm, locked, dma, container, device, thread, plan>>

-----------------------------------------------------------------------------
(* Kernel steps: a device file *)

\* C1: vfio_device_fops_release takes dev_set->lock (and, in v6.1, the group's lock). The group of a device that was never
\* attached is just dropped.
ReleaseBegins(v) ==
    /\ device[v].phase \in {"unattached", "open"}
    /\ Releasing(v)
    /\ \A t \in Attachers : thread[t].device # v
    /\ IF device[v].phase = "open"
       THEN /\ device' = [device EXCEPT ![v].phase = "closing"]
            /\ UNCHANGED <<process, file>>
       ELSE /\ device' = [device EXCEPT ![v].phase = "detached"]
            /\ file' = [file EXCEPT ![v].closer = None]
            /\ process' = AfterRelease(v)
    /\ UNCHANGED <<mm, locked, dma, container, thread, plan>>

\* D1: before close_device, the release tells the iommu driver, which flags the waiters' records under iommu->lock and
\* wakes them: those of this device, or all of the container.
NotifyClose(v) ==
    /\ device[v].phase = "closing"
    /\ NoticeScope # "none"
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v].phase = "notified"]
    /\ thread' = [t \in Threads |->
          IF /\ thread[t].pc = "asleep"
             /\ t \notin Attachers
             /\ IF NoticeScope = "device" THEN thread[t].device = v
                                          ELSE ContainerOf[thread[t].device] = ContainerOf[v]
          THEN [thread[t] EXCEPT !.pc = "woken", !.flag = TRUE] ELSE thread[t]]
    /\ UNCHANGED <<process, mm, locked, dma, container, file, plan>>

\* C2: close_device of the driver stops new work, and tells a kthread to stop. It needs the driver's lock.
FenceBegins(v) ==
    /\ device[v].phase = IF NoticeScope = "none" THEN "closing" ELSE "notified"
    /\ v \in Emulated => DriverLockFree
    /\ device' = [device EXCEPT ![v].phase = "fencing", ![v].queued = {}]
    /\ thread' = IF WorkerKind = "stoppableKthread" /\ v \in Emulated THEN WokenOnly({WorkerOf[v]}) ELSE thread
    /\ UNCHANGED <<process, mm, locked, dma, container, file, plan>>

\* C2 ends, C3: the worker is idle (flush_work, kthread_stop or waiting for idle returned: unkillable until then);
\* the driver unpins its pages under iommu->lock; close_device returns.
FenceEnds(v) ==
    /\ device[v].phase = "fencing"
    /\ v \in Emulated => thread[WorkerOf[v]].pc = "idle"
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v] = [phase |-> "closed", pages |-> [d \in Dmas |-> None], queued |-> {}]]
    /\ dma' = DmaUncharged(OnlyBy(v, Dmas))
    /\ locked' = Recharged({}, OnlyBy(v, Dmas))
    /\ UNCHANGED <<process, mm, container, thread, file, plan>>

\* C4: vfio_group_try_dissolve_container, vfio_iommu_type1_detach_group. The last hardware group takes the domain along;
\* the last group takes all mappings along (vfio_iommu_unmap_unpin_all; vfio_remove_dma wakes the sleepers of an
\* invalid one).
GroupDetaches(v) ==
    LET c == ContainerOf[v]
        last == Attached(c) = {v}
        lastDomain == Attached(c) \cap Hardware = {v}
        freed == {d \in DmasOf(c) : IF last THEN Pinned(d)
                                    ELSE lastDomain /\ dma[d].iommu # None /\ PagesPinned(d) = {}}
        mms == IF HoldKind = "get" /\ last THEN MmsWithout(DmasOf(c)) ELSE mm
    IN  /\ device[v].phase = "closed"
        /\ LockFree(c)
        /\ GroupLockFree(c)
        /\ device' = [device EXCEPT ![v].phase = "detached"]
        /\ dma' = [d \in Dmas |->
              CASE last /\ d \in DmasOf(c) -> [NoDma EXCEPT !.unmapper = dma[d].unmapper]
                [] lastDomain /\ d \in DmasOf(c) -> [dma[d] EXCEPT !.iommu = None,
                                                                   !.charged = IF d \in freed THEN None ELSE @]
                [] OTHER -> dma[d]]
        /\ locked' = Buried(Recharged({}, freed), mms)
        /\ mm' = mms
        /\ container' = IF last THEN [container EXCEPT ![c].invalidCount = 0] ELSE container
        \* unnoticed (condition taken for TRUE): who is woken for nothing looks again and sleeps again
        \* unnoticed (condition dropped): who is woken for nothing looks again and sleeps again
        /\ thread' = IF last /\ container[c].invalidCount > 0 THEN WokenAll(c) ELSE thread
        /\ file' = Unmapped([file EXCEPT ![v].closer = None], mms)
        /\ process' = AfterRelease(v)
        /\ UNCHANGED plan

-----------------------------------------------------------------------------
(* Kernel steps: a container file *)

\* K0: vfio_fops_release. In D0 and D1 vfio_iommu_type1_notify clears container_open under iommu->lock.
ContainerCloses(c) ==
    \* unnoticed (condition dropped): a second K0 finds container_open cleared and changes nothing
    /\ container[c].open
    /\ Releasing(c)
    /\ LockFree(c)
    /\ container' = [container EXCEPT ![c].open = FALSE]
    /\ IF OnInvalid = "wait"
       THEN UNCHANGED <<process, file>>
       ELSE /\ file' = [file EXCEPT ![c].closer = None]
            /\ process' = AfterRelease(c)
    /\ UNCHANGED <<mm, locked, dma, device, thread, plan>>

\* K1: after the lock is dropped, wake_up_all, once.
ContainerWakes(c) ==
    /\ ~container[c].open
    /\ file[c].closer # None
    /\ thread' = WokenAll(c)
    /\ file' = [file EXCEPT ![c].closer = None]
    /\ process' = AfterRelease(c)
    /\ UNCHANGED <<mm, locked, dma, container, device, plan>>
=============================================================================
