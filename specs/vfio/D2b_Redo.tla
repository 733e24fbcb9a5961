------------------------------ MODULE D2b_Redo ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D2b: "vfio virtual address update redo" (6 December 2022, V1):   *)
(* one owner for each container instead of a task for each mapping; an     *)
(* ioctl that changes the owner, all or nothing, to vaddrs that were       *)
(* staged; and a hook in the owner's mm: when that mm is torn down and the *)
(* owner still owns, all mappings are unmapped.                            *)
(*                                                                         *)
(* Only here is a pin several steps: it keeps iommu->lock, and one mm_user *)
(* of the owner's mm, from P1 to P9, and exec and exit do not ask for that *)
(* lock. Whoever drops the last user runs the hook, which needs the lock.  *)
(***************************************************************************)
EXTENDS Owner

CONSTANT HookAtOnce     \* are the last mm_users and the hook one step? (Otherwise the hook comes later.)

ASSUME Design == /\ Source = "mm" /\ FileDmas = {} /\ HoldKind = "grab" /\ OnInvalid = "none" /\ NoticeScope = "none"
                 /\ Accounts = "mm" /\ ~Reparents /\ MovesCharge /\ HookAtOnce \in BOOLEAN

OwnerMm(c) == LET S == MappedOf(c) IN IF S = {} THEN None ELSE dma[CHOOSE d \in S : TRUE].mm

\* The hook of a dead mm that still owns c has not run yet.
HookPending(c) == OwnerMm(c) # None /\ mm[OwnerMm(c)].users = 0 /\ LockFree(c)
NoHookPending  == \A c \in Containers : ~HookPending(c)

\* What the hook does to the containers C: every mapping is unmapped and unpinned, nobody owns them.
DmasUnhooked(C)       == [d \in Dmas |-> IF ContainerOf[d] \in C THEN NoDma ELSE dma[d]]
DevicesUnhooked(C)    == [v \in Devices |-> [device[v] EXCEPT !.pages = [d \in Dmas |-> IF ContainerOf[d] \in C THEN None ELSE @[d]]]]
ContainersUnhooked(C) == [c \in Containers |-> IF c \in C THEN [container[c] EXCEPT !.owner = None] ELSE container[c]]

-----------------------------------------------------------------------------
(* Pinning *)

\* Only the owner may pin, or a kernel thread.
MayPin(t, v, b) == /\ MayStart(t, v)
                   /\ t \in Vcpus => container[ContainerOf[v]].owner = Qemu
                   /\ \A d \in b : Mapped(d)
                   /\ Live(OwnerMm(ContainerOf[v]))

\* P1 to P5: mutex_lock(&iommu->lock), mmget_not_zero.
PinGetsMm(t, v, b) ==
    /\ thread[t].pc = "idle"
    /\ MayPin(t, v, b)
    /\ {d \in b : device[v].pages[d] = None} # {}
    /\ thread' = [thread EXCEPT ![t] = [Idle EXCEPT !.pc = "pinning", !.device = v, !.batch = b]]
    /\ container' = [container EXCEPT ![ContainerOf[v]].lock = t]
    /\ mm' = [mm EXCEPT ![OwnerMm(ContainerOf[v])].users = @ + 1]
    /\ file' = IF t \in Vcpus THEN [file EXCEPT ![v].holders = @ \cup {t}] ELSE file
    /\ plan' = PlanAsked
    /\ UNCHANGED <<process, locked, dma, device>>

MmPinned(t) == OwnerMm(ContainerOf[thread[t].device])

\* The same for a pin that was queued; or it gets an error, since the owner's mm is dead or a mapping is gone.
QueuedPinGetsMm(v) ==
    LET t == WorkerOf[v]
        b == device[v].queued
    IN  /\ MayRunQueued(v)
        /\ device' = [device EXCEPT ![v].queued = {}]
        /\ IF Live(OwnerMm(ContainerOf[v])) /\ \A d \in b : Mapped(d)
           THEN /\ thread' = [thread EXCEPT ![t] = [Idle EXCEPT !.pc = "pinning", !.device = v, !.batch = b]]
                /\ container' = [container EXCEPT ![ContainerOf[v]].lock = t]
                /\ mm' = [mm EXCEPT ![OwnerMm(ContainerOf[v])].users = @ + 1]
           ELSE UNCHANGED <<thread, container, mm>>
        /\ UNCHANGED <<process, locked, dma, file, plan>>

\* P6 to P9: pin_user_pages_remote, mmput (others still use the mm), the pfn list and the charge, mutex_unlock.
PinPutsMm(t) ==
    LET v == thread[t].device
        b == thread[t].batch
    IN  /\ thread[t].pc = "pinning"
        /\ mm[MmPinned(t)].users > 1
        /\ IF CanPin(b)
           THEN /\ device' = PinnedBy(v, b)
                /\ dma' = DmaCharged(b)
                /\ locked' = Recharged(NewlyPinned(b), {})
           ELSE UNCHANGED <<device, dma, locked>>
        /\ mm' = [mm EXCEPT ![MmPinned(t)].users = @ - 1]
        /\ thread' = [thread EXCEPT ![t] = Idle]
        /\ container' = [container EXCEPT ![ContainerOf[v]].lock = None]
        /\ file' = FileAfterReturn(t)
        /\ UNCHANGED <<process, plan>>

\* P7 where everybody else has left: this mmput is the last, so the address space is torn down here, and the hook asks
\* for iommu->lock, which this thread holds. It never goes on.
PinPutsLastMm(t) ==
    LET mms == [mm EXCEPT ![MmPinned(t)] = MmPut(mm, MmPinned(t), 1)] IN
    /\ thread[t].pc = "pinning"
    /\ mm[MmPinned(t)].users = 1
    /\ mm' = mms
    /\ locked' = Buried(locked, mms)
    /\ file' = Unmapped(file, mms)
    /\ thread' = [thread EXCEPT ![t].pc = "hook"]
    /\ UNCHANGED <<process, dma, container, device, plan>>

-----------------------------------------------------------------------------
(* The end of an mm, in exec or exit. Where the process is not its last user, nothing happens here. *)

\* The containers whose owner's mm dies in `mms`.
Orphaned(mms) == {c \in Containers : OwnerMm(c) # None /\ mms[OwnerMm(c)].users = 0 /\ mm[OwnerMm(c)].users > 0}

HookRuns(mms) ==
    IF HookAtOnce
    THEN /\ \A c \in Orphaned(mms) : LockFree(c)
         /\ dma' = DmasUnhooked(Orphaned(mms))
         /\ device' = DevicesUnhooked(Orphaned(mms))
         /\ container' = ContainersUnhooked(Orphaned(mms))
    ELSE UNCHANGED <<dma, device, container>>

\* exec_mmap.
OwnerExecMm(p, cloexec) ==
    /\ process[p].phase = "execing"
    /\ process[p].releases = <<>>
    /\ ~InKernel(p)
    /\ \E q \in ReleaseOrders(LastHeld(p, cloexec)) :
          process' = [process EXCEPT ![p] = [phase |-> "running", mm |-> FreshMm, releases |-> q]]
    /\ mm' = MmsAfterExec(p)
    /\ HookRuns(MmsAfterExec(p))
    /\ locked' = Buried(locked, MmsAfterExec(p))
    /\ file' = Unmapped(Dropped(p, cloexec), MmsAfterExec(p))
    /\ UNCHANGED <<thread, plan>>

\* exit_mm.
OwnerExitMm(p) ==
    /\ process[p].phase = "dying"
    /\ ~InKernel(p)
    /\ process' = [process EXCEPT ![p].phase = "exiting", ![p].mm = None]
    /\ mm' = MmsAfterExit(p)
    /\ HookRuns(MmsAfterExit(p))
    /\ locked' = Buried(locked, MmsAfterExit(p))
    /\ file' = Unmapped(file, MmsAfterExit(p))
    /\ UNCHANGED <<thread, plan>>

\* The hook by itself, where it is no part of the last mmput.
HookUnmaps(c) ==
    /\ ~HookAtOnce
    /\ HookPending(c)
    /\ dma' = DmasUnhooked({c})
    /\ device' = DevicesUnhooked({c})
    /\ container' = ContainersUnhooked({c})
    /\ UNCHANGED <<process, mm, locked, thread, file, plan>>

OwnerExecStep(p) == \E cloexec \in FilesClosedByExec(p) : OwnerExecMm(p, cloexec)

\* exit_files comes after exit_mm, and that after the hook.
OwnerExitFiles(p) == NoHookPending /\ ExitFiles(p)

OwnerProcessStep(p) == OwnerExecStep(p) \/ OwnerExitMm(p) \/ OwnerExitFiles(p)

PinStep(t) == PinPutsMm(t) \/ PinPutsLastMm(t)

Kernel == \/ UnqueuedSteps
          \/ \E v \in Emulated : QueuedPinGetsMm(v)
          \/ \E t \in Threads : PinStep(t)
          \/ \E c \in Containers : HookUnmaps(c)
          \/ \E p \in Processes : OwnerProcessStep(p)

-----------------------------------------------------------------------------
(* Mapping and changing the owner *)

\* VFIO_IOMMU_MAP_DMA of the owner; the first to map becomes it.
MapDmaOwned(p, d, a) ==
    LET page == mm[process[p].mm].maps[a]
        now  == HasDomain(ContainerOf[d])
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, ContainerOf[d])
        /\ \/ OwnerMm(ContainerOf[d]) = None
           \/ container[ContainerOf[d]].owner = p /\ OwnerMm(ContainerOf[d]) = process[p].mm
        /\ ~Mapped(d)
        /\ page # None
        /\ dma' = [dma EXCEPT ![d] = [NoDma EXCEPT !.mapped = TRUE, !.vaddr = a, !.mm = process[p].mm,
                                                   !.iommu = IF now THEN page ELSE None,
                                                   !.object = page, !.born = process[p].mm,
                                                   !.charged = IF now THEN process[p].mm ELSE None]]
        /\ locked' = [locked EXCEPT ![process[p].mm] = IF now THEN @ + 1 ELSE @]
        /\ container' = [container EXCEPT ![ContainerOf[d]].owner = p]
        /\ UNCHANGED <<process, mm, device, thread, file, plan>>

\* VFIO_DMA_MAP_FLAG_VADDR: only noted. There is no way to take it back.
StageVaddr(p, d, a) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d)
    /\ dma[d].staged = None
    /\ dma' = [dma EXCEPT ![d].staged = a]
    /\ UNCHANGED <<process, mm, locked, container, device, thread, file, plan>>

NewVaddr(d) == IF dma[d].staged = None THEN dma[d].vaddr ELSE dma[d].staged

\* -ESRCH, -EINVAL, -ENXIO, -ENOMEM: then nothing is changed.
OwnerMayChange(p, c) ==
    LET S == MappedOf(c) IN
    /\ Live(OwnerMm(c))
    /\ (\A d \in S : dma[d].staged = None) \/ (\A d \in S : dma[d].staged # None)
    /\ \A d \in S : /\ mm[OwnerMm(c)].maps[dma[d].vaddr] # None
                    /\ mm[process[p].mm].maps[NewVaddr(d)] = mm[OwnerMm(c)].maps[dma[d].vaddr]
    /\ FitsLimit(Moved(S, process[p].mm))

\* The owner-change ioctl: one section under iommu->lock.
ChangeOwner(p, c) ==
    LET m == process[p].mm
        S == MappedOf(c)
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, c)
        /\ Given(m, S) # {}
        /\ OwnerMayChange(p, c)
        /\ dma' = [d \in Dmas |-> IF d \in S THEN [OwnedBy(m, S)[d] EXCEPT !.vaddr = NewVaddr(d), !.staged = None]
                                  ELSE dma[d]]
        /\ locked' = Moved(S, m)
        /\ container' = [container EXCEPT ![c].owner = p]
        /\ plan' = IF Completes(p, c) THEN PlanUpdated ELSE plan
        /\ UNCHANGED <<process, mm, device, thread, file>>

\* The new program stages the addresses of its memory.
AddressesToStage(p, d) ==
    IF Anyone THEN Addresses
    ELSE IF Updating /\ p = Qemu /\ process[p].mm \notin {OldMm, None} THEN Honest(p, d) ELSE {}

ContainersToOwn(p) ==
    IF process[p].mm = None THEN {}
    ELSE IF Anyone THEN Containers
    ELSE IF ~Updating THEN {}
    ELSE IF p # Qemu THEN (IF process[Qemu].mm = OldMm /\ process[Qemu].phase = "running" THEN Containers ELSE {})
    ELSE {c \in Containers : process[p].mm # OldMm /\ \A d \in MappedOf(c) : dma[d].staged # None}

-----------------------------------------------------------------------------

Pins ==
    \/ \E t \in Workers \cup Vcpus, v \in Emulated : \E b \in Batches(v) : PinGetsMm(t, v, b)
    \/ \E v \in Emulated : \E b \in Batches(v) : QueuePin(v, b)

Update ==
    \/ \E q \in HelpersToFork : Fork(Qemu, q)
    \/ \E p \in Processes : \E c \in ContainersToOwn(p) : ChangeOwner(p, c)
    \/ \E p \in ProcessesToExec : Exec(p)
    \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMapAt(p, a) : MapMemory(p, a, o)
    \/ \E p \in Processes, d \in Dmas : \E a \in AddressesToStage(p, d) : StageVaddr(p, d, a)

OtherUserSteps ==
    \/ \E p \in Processes, d \in Dmas : \E a \in AddressesToMap(p) : MapDmaOwned(p, d, a)
    \/ \E v \in DevicesToUnpin, d \in Dmas : UnpinPages(v, d)
    \/ \E p \in Processes : \E d \in DmasToUnmap : UnmapDma(p, d)
    \/ \E p \in Processes : \E f \in FilesToClose : CloseFile(p, f)

User == \/ \E p \in Exits : Exit(p)
        \/ Pins \/ Update \/ OtherUserSteps

Next == Kernel \/ User \/ Finished

Spec == Init /\ [][Next]_vars

\* The kernel's own steps are taken when they can be. Nothing is promised of the user or the guest.
KernelFairSpec == /\ Spec /\ UnqueuedFairness
                  /\ \A v \in Emulated : SF_vars(QueuedPinGetsMm(v))
                  /\ \A t \in Threads : WF_vars(PinStep(t))
                  /\ \A c \in Containers : WF_vars(HookUnmaps(c))
                  /\ \A p \in Processes : WF_vars(OwnerProcessStep(p))

\* A cooperative user finishes an update that he has begun.
FinishUpdate == Updating /\ Update

CooperativeFairSpec == KernelFairSpec /\ SF_vars(FinishUpdate)

\* All mappings of a container are in the mm of one owner.
OneOwner == \A d, e \in Dmas : Mapped(d) /\ Mapped(e) /\ ContainerOf[d] = ContainerOf[e] => dma[d].mm = dma[e].mm

\* Whoever looks into an address space has a share in it.
PinHoldsMm == \A t \in Threads : thread[t].pc = "pinning" => mm[MmPinned(t)].users > 0

\* Wherever a pin is blocked, the kernel alone can still unblock it.
N2 == /\ \A t \in Threads : BlockedL(t) => PossibleBy(Kernel, ~BlockedL(t))
      /\ \A v \in Emulated : device[v].queued # {} => PossibleBy(Kernel, device[v].queued = {})
=============================================================================
