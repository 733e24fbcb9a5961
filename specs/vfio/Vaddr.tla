------------------------------- MODULE Vaddr --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The mapping ioctls of the container file, vaddr invalidation included.  *)
(* Each is one section under iommu->lock, but for UNMAP_DMA, which drops   *)
(* it to call the drivers.                                                 *)
(***************************************************************************)
EXTENDS Mm, Pin

CONSTANT Reparents      \* does RevalidateVaddr make the caller the owner of the mapping?

ASSUME VaddrConstants == Reparents \in BOOLEAN

\* p can issue an ioctl on c: the file is open in p, an iommu is set (some group is attached), the lock is free.
Ioctl(p, c) ==
    \* unnoticed (condition dropped): where the big lock keeps out an ioctl, it keeps out the exec, too (biglock)
    /\ UserRuns(p)
    /\ p \in file[c].holders
    /\ Attached(c) # {}
    /\ LockFree(c)

\* The container of d after d is removed.
Uncounted(d) == [container EXCEPT ![ContainerOf[d]].invalidCount = IF Invalid(d) THEN @ - 1 ELSE @]

Removed(d) == [dma EXCEPT ![d] = NoDma]
Charged(S) == {d \in S : Pinned(d)}

-----------------------------------------------------------------------------
(* User steps *)

\* VFIO_IOMMU_MAP_DMA: vfio_dma_do_map; D6: IOMMU_IOAS_MAP, IOMMU_IOAS_MAP_FILE. Without a hardware domain nothing is
\* pinned; with one, the page is pinned through the caller's mm (or file), charged, and entered in the IOMMU's table.
\* The kernel notes the group leader of the caller, and, depending on the design, his mm and the file.
\* `object` and `born` are no kernel state: what the mapping stands for, and in which mm it was made.
MapDma(p, d, a) ==
    LET m    == process[p].mm
        page == mm[m].maps[a]
        now  == HasDomain(ContainerOf[d])
        payer == CASE Accounts = "user" -> Uid [] OTHER -> m
        counters == [locked EXCEPT ![payer] = IF now THEN @ + 1 ELSE @]
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, ContainerOf[d])
        /\ ~Mapped(d) /\ dma[d].unmapper = None
        /\ page # None
        /\ d \in FileDmas => page \notin Anonymous
        /\ FitsLimit(counters)
        /\ now => d \notin Reserved
        /\ dma' = [dma EXCEPT ![d] = [NoDma EXCEPT
              !.mapped = TRUE, !.vaddr = a,
              !.task = IF Source = "task" \/ Accounts = "task" THEN p ELSE None,
              \* unnoticed (condition taken for TRUE): where the task is looked through and charged, nobody reads dma[d].mm
              \* unnoticed (condition negated): where the task is looked through and charged, nobody reads dma[d].mm
              !.mm = IF Source \in {"mm", "iommufd"} \/ Accounts = "mm" THEN m ELSE None,
              !.file = IF d \in FileDmas THEN page ELSE None,
              !.iommu = IF now THEN page ELSE None,
              !.object = page, !.born = m,
              !.charged = IF now THEN payer ELSE None]]
        /\ locked' = counters
        /\ mm' = IF HoldKind = "get" THEN [mm EXCEPT ![m].users = @ + 1] ELSE mm
        /\ UNCHANGED <<process, container, device, thread, file, plan>>

\* VFIO_CHECK_EXTENSION(VFIO_UPDATE_VADDR), by a user who wants to update: no. He has given up nothing yet.
QueryRefused(p, c) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, c)
    /\ plan = "none" /\ Environment # "any"
    /\ \/ OnInvalid = "none"
       \/ OnInvalid = "error" /\ Attached(c) \cap Emulated # {}
    /\ plan' = "refused"
    /\ UNCHANGED <<process, mm, locked, dma, container, device, thread, file>>

\* VFIO_DMA_UNMAP_FLAG_VADDR: vfio_dma_do_unmap. From here the user holds what works like a lock. D5: -EBUSY with an
\* emulated group in the container. D7: the page is pinned first, for whoever asks in the gap.
InvalidateVaddr(p, d) ==
    LET caches == OnInvalid = "cache" IN
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ OnInvalid # "none"
    /\ Mapped(d) /\ ~Invalid(d)
    /\ OnInvalid = "error" => Attached(ContainerOf[d]) \cap Emulated = {}
    /\ caches => CanPin({d})
    /\ dma' = [dma EXCEPT ![d] = [@ EXCEPT !.invalid = TRUE,
                                           !.cached = IF caches THEN PageBehind(d) ELSE None,
                                           !.charged = IF caches /\ ~Pinned(d) THEN HolderOf(d) ELSE @]]
    /\ locked' = IF caches THEN Recharged(NewlyPinned({d}), {}) ELSE locked
    /\ container' = [container EXCEPT ![ContainerOf[d]].invalidCount = @ + 1]
    /\ plan' = PlanStarted
    /\ UNCHANGED <<process, mm, device, thread, file>>

\* VFIO_DMA_MAP_FLAG_VADDR: vfio_dma_do_map. All sleepers are woken. D0, D1: no check of the owner, dma->task stays. D5,
\* D7: the caller becomes the owner; the pages are charged to his mm first (which may fail, then nothing has changed)
\* and uncharged from the old one, if that lives. D7: the pins of the gap are released.
RevalidateVaddr(p, d, a) ==
    LET m == process[p].mm
        reparented == Reparents /\ dma[d].mm # m
        moved == reparented /\ MovesCharge /\ Pinned(d)
        frees == dma[d].cached # None /\ PagesPinned(d) = {} /\ dma[d].iommu = None
        counters == [x \in Holders |->
            IF ~Live(x) THEN locked[x]
            ELSE locked[x] + (IF x = m /\ moved /\ ~frees THEN 1 ELSE 0)
                           - (IF x = HolderOf(d) /\ (moved \/ frees) THEN 1 ELSE 0)]
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, ContainerOf[d])
        /\ Mapped(d) /\ Invalid(d)
        /\ FitsLimit(counters)
        /\ dma' = [dma EXCEPT ![d] = [@ EXCEPT
              !.invalid = FALSE, !.vaddr = a, !.cached = None,
              !.task = IF Reparents /\ @ # None THEN p ELSE @,
              \* unnoticed (condition taken for TRUE): where the task is looked through and charged, nobody reads dma[d].mm
              !.mm = IF Reparents /\ @ # None THEN m ELSE @,
              !.charged = CASE frees -> None [] moved -> m [] OTHER -> @]]
        /\ locked' = counters
        /\ container' = Uncounted(d)
        /\ thread' = WokenAll(ContainerOf[d])
        /\ plan' = IF \A e \in Dmas \ {d} : ~Invalid(e) THEN PlanUpdated ELSE plan
        /\ UNCHANGED <<process, mm, device, file>>

\* VFIO_IOMMU_UNMAP_DMA: vfio_dma_do_unmap. The drivers let go of the page, if they have it; vfio_remove_dma wakes all
\* sleepers if the mapping was invalid.
UnmapDma(p, d) ==
    LET mms == IF HoldKind = "get" THEN MmsWithout({d}) ELSE mm IN
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    \* unnoticed (condition dropped): what is not mapped stays as it is; an UNMAP_DMA that waits may be overtaken by another
    /\ Mapped(d) /\ dma[d].unmapper = None
    \* unnoticed (condition dropped): the same as where the callbacks return at once
    /\ UnmapCallsDriver => PagesPinned(d) = {}
    /\ dma' = Removed(d)
    /\ locked' = Buried(Recharged({}, Charged({d})), mms)
    /\ mm' = mms
    /\ file' = Unmapped(file, mms)
    /\ container' = Uncounted(d)
    \* unnoticed (condition taken for TRUE): who is woken for nothing looks again and sleeps again
    /\ thread' = IF Invalid(d) THEN WokenAll(ContainerOf[d]) ELSE thread
    /\ device' = [v \in Devices |-> [device[v] EXCEPT !.pages[d] = None]]
    /\ UNCHANGED <<process, plan>>

\* The same where the callback may block: iommu->lock is dropped and the drivers are asked (device_list_lock is held meanwhile).
UnmapBegins(p, d) ==
    /\ process[p].phase = "running"
    /\ UnmapCallsDriver
    /\ Ioctl(p, ContainerOf[d])
    \* unnoticed (condition dropped): what is pinned is mapped; a second UNMAP_DMA waits for the same callbacks
    /\ Mapped(d) /\ dma[d].unmapper = None
    \* unnoticed (condition dropped): where no driver has the page, it ends at once
    /\ PagesPinned(d) # {}
    /\ dma' = [dma EXCEPT ![d].unmapper = p]
    /\ UNCHANGED <<process, mm, locked, container, device, thread, file, plan>>

-----------------------------------------------------------------------------
(* Kernel steps *)

\* VFIO_IOMMU_NOTIFY_DMA_UNMAP in the driver of v: it takes its lock and unpins.
UnmapCallback(v, d) ==
    /\ dma[d].unmapper # None
    \* unnoticed (condition dropped): a driver without the page has nothing to let go of
    /\ device[v].pages[d] # None
    /\ DriverLockFree
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v].pages[d] = None]
    /\ dma' = DmaUncharged(OnlyBy(v, {d}))
    /\ locked' = Recharged({}, OnlyBy(v, {d}))
    /\ UNCHANGED <<process, mm, container, thread, file, plan>>

\* The lock again, the search again: no page is left, the mapping goes. (A pin may have come in between; then the
\* callback is called once more. The real kernel gives up with a BUG after ten times.)
UnmapEnds(d) ==
    LET mms == IF HoldKind = "get" THEN MmsWithout({d}) ELSE mm IN
    /\ dma[d].unmapper # None
    /\ PagesPinned(d) = {}
    /\ LockFree(ContainerOf[d])
    /\ dma' = Removed(d)
    /\ locked' = Buried(Recharged({}, Charged({d})), mms)
    /\ mm' = mms
    /\ file' = Unmapped(file, mms)
    /\ container' = Uncounted(d)
    \* unnoticed (condition taken for TRUE): who is woken for nothing looks again and sleeps again
    /\ thread' = IF Invalid(d) THEN WokenAll(ContainerOf[d]) ELSE thread
    /\ UNCHANGED <<process, device, plan>>
=============================================================================
