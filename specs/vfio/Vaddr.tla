------------------------------- MODULE Vaddr --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The mapping ioctls of the container file, vaddr invalidation included.  *)
(* Each is one section under iommu->lock, but for UNMAP_DMA, which drops   *)
(* it to call the drivers.                                                 *)
(***************************************************************************)
EXTENDS Vfio

\* p can issue an ioctl on c: the file is open in p, an iommu is set (some group is attached), the lock is free.
Ioctl(p, c) ==
    /\ UserRuns(p)
    /\ p \in file[c].holders
    /\ {v \in DevicesOf(c) : device[v].phase # "detached"} # {}
    /\ LockFree(c)

\* The container of d after d is removed.
Uncounted(d) == [container EXCEPT ![ContainerOf[d]].invalidCount = IF Invalid(d) THEN @ - 1 ELSE @]

-----------------------------------------------------------------------------
(* User steps *)

\* VFIO_IOMMU_MAP_DMA: vfio_dma_do_map. Without a hardware domain nothing is pinned; the kernel notes the group
\* leader of the caller (dma->task), not the mm. `object` is no kernel state: it says what the mapping stands for.
MapDma(p, d, a) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ ~Mapped(d) /\ dma[d].unmapper = None
    /\ dma' = [dma EXCEPT ![d] = [NoDma EXCEPT !.mapped = TRUE, !.vaddr = a, !.task = p,
                                               !.object = mm[process[p].mm].maps[a]]]
    /\ UNCHANGED <<process, mm, container, device, thread, file>>

\* VFIO_DMA_UNMAP_FLAG_VADDR: vfio_dma_do_unmap. From here the user holds what works like a lock.
InvalidateVaddr(p, d) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d) /\ ~Invalid(d)
    /\ dma' = [dma EXCEPT ![d].invalid = TRUE]
    /\ container' = [container EXCEPT ![ContainerOf[d]].invalidCount = @ + 1]
    /\ UNCHANGED <<process, mm, device, thread, file>>

\* VFIO_DMA_MAP_FLAG_VADDR: vfio_dma_do_map. No check of the owner, dma->task stays; all sleepers are woken.
RevalidateVaddr(p, d, a) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d) /\ Invalid(d)
    /\ dma' = [dma EXCEPT ![d].invalid = FALSE, ![d].vaddr = a]
    /\ container' = Uncounted(d)
    /\ thread' = WokenAll(ContainerOf[d])
    /\ UNCHANGED <<process, mm, device, file>>

\* VFIO_IOMMU_UNMAP_DMA: vfio_dma_do_unmap. The drivers let go of the page, if they have it; vfio_remove_dma wakes all
\* sleepers if the mapping was invalid.
UnmapDma(p, d) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d) /\ dma[d].unmapper = None
    /\ UnmapCallsDriver => PagesPinned(d) = {}
    /\ dma' = [dma EXCEPT ![d] = NoDma]
    /\ container' = Uncounted(d)
    /\ thread' = IF Invalid(d) THEN WokenAll(ContainerOf[d]) ELSE thread
    /\ device' = [v \in Devices |-> [device[v] EXCEPT !.pages[d] = None]]
    /\ UNCHANGED <<process, mm, file>>

\* The same where the callback may block: iommu->lock is dropped and the drivers are asked (L5 is held meanwhile).
UnmapBegins(p, d) ==
    /\ process[p].phase = "running"
    /\ UnmapCallsDriver
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d) /\ dma[d].unmapper = None
    /\ PagesPinned(d) # {}
    /\ dma' = [dma EXCEPT ![d].unmapper = p]
    /\ UNCHANGED <<process, mm, container, device, thread, file>>

-----------------------------------------------------------------------------
(* Kernel steps *)

\* VFIO_IOMMU_NOTIFY_DMA_UNMAP in the driver of v: it takes its lock and unpins.
UnmapCallback(v, d) ==
    /\ dma[d].unmapper # None
    /\ device[v].pages[d] # None
    /\ DriverLockFree
    /\ LockFree(ContainerOf[v])
    /\ device' = [device EXCEPT ![v].pages[d] = None]
    /\ UNCHANGED <<process, mm, dma, container, thread, file>>

\* The lock again, the search again: no page is left, the mapping goes. (A pin may have come in between; then the
\* callback is called once more. The real kernel gives up with a BUG after ten times.)
UnmapEnds(d) ==
    /\ dma[d].unmapper # None
    /\ PagesPinned(d) = {}
    /\ LockFree(ContainerOf[d])
    /\ dma' = [dma EXCEPT ![d] = NoDma]
    /\ container' = Uncounted(d)
    /\ thread' = IF Invalid(d) THEN WokenAll(ContainerOf[d]) ELSE thread
    /\ UNCHANGED <<process, mm, device, file>>
=============================================================================
