-------------------------------- MODULE Wait --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The wait on an invalid vaddr: vfio_find_dma_valid and vfio_wait, v5.12  *)
(* to v6.1. Falling asleep (P3), getting iommu->lock again after a         *)
(* wake-up, and what is found then (P4) are separate steps: others run in  *)
(* between, and exec and exit even while the lock is held.                 *)
(***************************************************************************)
EXTENDS Pin

CONSTANT CheckBeforeSleep   \* are the tests of vfio_wait made before it sleeps, too? In the real code: FALSE

ASSUME WaitConstants == CheckBeforeSleep \in BOOLEAN

\* What vfio_wait tests after schedule(): kthread_should_stop, container_open, fatal_signal_pending.
MustGiveUp(t, v) == Stopped(t) \/ ~container[ContainerOf[v]].open \/ Killed(t)

\* P2 fails for a mapping that is invalid and not for one that is missing.
MustWait(b) == /\ \A d \in b : Mapped(d)
               /\ {d \in b : Invalid(d)} # {}

\* Thread t returns from its request. A vCPU thread thereby drops the device file it is in a system call on.
Returned(t) == [thread EXCEPT ![t] = Idle]
FileAfterReturn(t) ==
    LET v == thread[t].device IN
    IF t \in Vcpus
    THEN [file EXCEPT ![v] = [holders |-> @.holders \ {t},
                              closer  |-> IF @.holders = {t} THEN Qemu ELSE @.closer]]
    ELSE file

-----------------------------------------------------------------------------
(* Guest step *)

\* P0 to P3: pre-test, prepare_to_wait, mutex_unlock(&iommu->lock), schedule. The lock is taken and dropped in this
\* step; a driver-global lock stays held (module Vfio, DriverLockFree).
PinFallsAsleep(t, v, b) ==
    /\ thread[t].pc = "idle"
    /\ MayStart(t, v)
    /\ MustWait(b)
    /\ CheckBeforeSleep => ~MustGiveUp(t, v)
    /\ thread' = [thread EXCEPT ![t] = [pc |-> "asleep", device |-> v, batch |-> b]]
    /\ file' = IF t \in Vcpus THEN [file EXCEPT ![v].holders = @ \cup {t}] ELSE file
    /\ UNCHANGED <<process, mm, dma, container, device>>

-----------------------------------------------------------------------------
(* Kernel steps of P4 *)

\* The woken thread gets iommu->lock: mutex_lock and finish_wait in vfio_wait.
Relock(t) ==
    /\ thread[t].pc = "woken"
    /\ LockFree(ContainerOf[thread[t].device])
    /\ container' = [container EXCEPT ![ContainerOf[thread[t].device]].lock = t]
    /\ thread' = [thread EXCEPT ![t].pc = "locked"]
    /\ UNCHANGED <<process, mm, dma, device, file>>

Unlocked(t) == [container EXCEPT ![ContainerOf[thread[t].device]].lock = None]

MayGoOn(t) == /\ ~MustGiveUp(t, thread[t].device)
              /\ MustWait(thread[t].batch) \/ CanPin(thread[t].batch)

\* -EFAULT from vfio_wait, or a mapping is gone, or there is no page: the driver gets an error.
PinFails(t) ==
    /\ thread[t].pc = "locked"
    /\ ~MayGoOn(t)
    /\ thread' = Returned(t)
    /\ container' = Unlocked(t)
    /\ file' = FileAfterReturn(t)
    /\ UNCHANGED <<process, mm, dma, device>>

\* "goto again" finds an invalid mapping: P3 once more. A wake-up gives no right to the pages.
SleepsAgain(t) ==
    /\ thread[t].pc = "locked"
    /\ ~MustGiveUp(t, thread[t].device)
    /\ MustWait(thread[t].batch)
    /\ thread' = [thread EXCEPT ![t].pc = "asleep"]
    /\ container' = Unlocked(t)
    /\ UNCHANGED <<process, mm, dma, device, file>>

\* "goto again" finds all mappings valid: P2, P5 to P9.
PinsAfterWait(t) ==
    /\ thread[t].pc = "locked"
    /\ ~MustGiveUp(t, thread[t].device)
    /\ CanPin(thread[t].batch)
    /\ device' = PinnedBy(thread[t].device, thread[t].batch)
    /\ thread' = Returned(t)
    /\ container' = Unlocked(t)
    /\ file' = FileAfterReturn(t)
    /\ UNCHANGED <<process, mm, dma>>
=============================================================================
