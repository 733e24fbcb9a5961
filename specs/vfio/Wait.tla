-------------------------------- MODULE Wait --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The wait on an invalid vaddr: vfio_find_dma_valid and vfio_wait, v5.12  *)
(* to v6.2. Falling asleep (P3) and what a woken thread finds once it has  *)
(* iommu->lock again (P4) are separate steps: others run in between.       *)
(***************************************************************************)
EXTENDS Pin

CONSTANT CheckBeforeSleep   \* are the tests of vfio_wait made before it sleeps, too? In the real code: FALSE

ASSUME WaitConstants == CheckBeforeSleep \in BOOLEAN

\* D1: close_device of v is announced, and the announcement stays in force.
Closing(v) == device[v].phase \in {"notified", "fencing"}

\* A pin of v may not sleep (any more) because v, or any device of its container, is being closed.
Barred(v) == NoticeSticky /\ IF NoticeScope = "whole" THEN \E u \in DevicesOf(ContainerOf[v]) : Closing(u) ELSE Closing(v)

\* What vfio_wait tests after schedule(): kthread_should_stop, container_open, fatal_signal_pending; and D1's flag.
MustGiveUp(t, v) == \/ Stopped(t) \/ ~container[ContainerOf[v]].open \/ Killed(t)
                    \/ thread[t].flag \/ Barred(v)

\* May a request fall asleep? The exit tests come only after a sleep.
MaySleep(t, v) == /\ ~Barred(v)
                  /\ CheckBeforeSleep => ~MustGiveUp(t, v)

\* Thread t returns from its request. A vCPU thread thereby drops the device file it is in a system call on. An error
\* is "foreign" if it comes from the close of another device, in a container that is open.
Returned(t) ==
    LET foreign == /\ thread[t].flag
                   /\ t \in Workers
                   /\ container[ContainerOf[thread[t].device]].open
                   /\ device[thread[t].device].phase = "open"
    IN  [thread EXCEPT ![t] = [Idle EXCEPT !.error = IF foreign THEN "foreign" ELSE "none"]]
FileAfterReturn(t) ==
    LET v == thread[t].device IN
    IF t \in Vcpus
    THEN [file EXCEPT ![v] = [holders |-> @.holders \ {t},
                              closer  |-> IF @.holders = {t} THEN Qemu ELSE @.closer]]
    ELSE file

AsleepFor(t, v, b) == [thread EXCEPT ![t] = [Idle EXCEPT !.pc = "asleep", !.device = v, !.batch = b]]

-----------------------------------------------------------------------------
(* Guest step *)

\* P0 to P3: pre-test, prepare_to_wait, mutex_unlock(&iommu->lock), schedule. The lock is taken and dropped in this
\* step; a driver-global lock stays held (module Vfio, DriverLockFree).
PinFallsAsleep(t, v, b) ==
    /\ thread[t].pc = "idle"
    /\ MayStart(t, v)
    /\ MayWait(b)
    /\ MaySleep(t, v)
    /\ thread' = AsleepFor(t, v, b)
    /\ file' = IF t \in Vcpus THEN [file EXCEPT ![v].holders = @ \cup {t}] ELSE file
    /\ plan' = PlanAsked
    /\ UNCHANGED <<process, mm, locked, dma, container, device>>

-----------------------------------------------------------------------------
(* Kernel steps *)

\* Queued work has its turn and falls asleep, or must not.
QueuedPinSleeps(v) ==
    /\ device[v].queued # {}
    /\ MayRunQueued(v)
    /\ MayWait(device[v].queued)
    /\ thread' = IF MaySleep(WorkerOf[v], v) THEN AsleepFor(WorkerOf[v], v, device[v].queued) ELSE thread
    /\ device' = [device EXCEPT ![v].queued = {}]
    /\ UNCHANGED <<process, mm, locked, dma, container, file, plan>>

\* P4: the woken thread gets iommu->lock (mutex_lock, finish_wait); -EFAULT from vfio_wait, or a mapping is gone, or
\* there is no page: the driver gets an error.
PinFails(t) ==
    /\ thread[t].pc = "woken"
    /\ t \notin Attachers
    /\ LockFree(ContainerOf[thread[t].device])
    /\ \/ MustGiveUp(t, thread[t].device)
       \/ (MayWait(thread[t].batch) => IsMissing(thread[t].batch)) /\ ~CanPin(thread[t].batch)
    /\ thread' = Returned(t)
    /\ file' = FileAfterReturn(t)
    /\ UNCHANGED <<process, mm, locked, dma, container, device, plan>>

\* P4, "goto again" finds an invalid mapping: P3 once more. A wake-up gives no right to the pages.
SleepsAgain(t) ==
    /\ thread[t].pc = "woken"
    /\ t \notin Attachers
    /\ LockFree(ContainerOf[thread[t].device])
    /\ ~MustGiveUp(t, thread[t].device)
    /\ MayWait(thread[t].batch)
    /\ thread' = [thread EXCEPT ![t].pc = "asleep"]
    /\ UNCHANGED <<process, mm, locked, dma, container, device, file, plan>>

\* P4, "goto again" finds all mappings valid: P2, P5 to P9.
PinsAfterWait(t) ==
    /\ thread[t].pc = "woken"
    /\ t \notin Attachers
    /\ LockFree(ContainerOf[thread[t].device])
    /\ ~MustGiveUp(t, thread[t].device)
    /\ CanPin(thread[t].batch)
    /\ device' = PinnedBy(thread[t].device, thread[t].batch)
    /\ dma' = DmaCharged(thread[t].batch)
    /\ locked' = Recharged(NewlyPinned(thread[t].batch), {})
    /\ thread' = Returned(t)
    /\ file' = FileAfterReturn(t)
    /\ UNCHANGED <<process, mm, container, plan>>
=============================================================================
