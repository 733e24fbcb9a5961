------------------------------- MODULE Attach -------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Attaching a group to a container: vfio_iommu_type1_attach_group. An     *)
(* emulated group needs no page. A hardware group gets a domain, into      *)
(* which every mapping is entered: all pages are pinned, through the mm of *)
(* the caller. Where pins wait for invalid mappings, this does, too, and   *)
(* holds container->group_lock meanwhile.                                  *)
(***************************************************************************)
EXTENDS Wait, Vaddr

\* The page that p's attach enters for d: vfio_iommu_replay pins it through current->mm, also where an mdev has pinned
\* the page that it found through the mapping's own mm.
PageForAttach(p, d) ==
    CASE Source = "iommufd"       -> PageBehind(d)
      [] dma[d].cached # None     -> dma[d].cached
      [] dma[d].file # None       -> dma[d].file
      [] OTHER                    -> mm[process[p].mm].maps[dma[d].vaddr]

ToEnter(v) == IF v \in Hardware /\ ~HasDomain(ContainerOf[v])
              THEN {d \in DmasOf(ContainerOf[v]) : Mapped(d)} ELSE {}

\* The checks that come first: no mapping lies in a range that the group cannot have.
NoConflict(v) == v \in Hardware => \A d \in Reserved \cap DmasOf(ContainerOf[v]) : ~Mapped(d)

CanEnter(p, v) ==
    /\ \A d \in ToEnter(v) : PageForAttach(p, d) # None
    /\ FitsLimit(Recharged({d \in ToEnter(v) : ~Pinned(d)}, {}))

\* The group of v is attached by p.
Enters(p, v) ==
    /\ device' = [device EXCEPT ![v].phase = "open"]
    /\ dma' = [d \in Dmas |-> IF d \in ToEnter(v)
                              THEN [dma[d] EXCEPT !.iommu = PageForAttach(p, d),
                                                  !.charged = IF Pinned(d) THEN @ ELSE HolderOf(d)]
                              ELSE dma[d]]
    /\ locked' = Recharged({d \in ToEnter(v) : ~Pinned(d)}, {})

AttachIoctl(p, v) ==
    /\ UserRuns(p)
    \* unnoticed (condition dropped): whoever has just closed it attaches amid the release, which takes the group out again
    /\ p \in file[v].holders
    \* unnoticed (condition dropped): whoever has just closed it attaches what goes with the last group all the same
    /\ p \in file[ContainerOf[v]].holders
    \* unnoticed (condition dropped): open devices have their domain: nothing is entered again; closed ones have no holder
    /\ device[v].phase = "unattached"
    /\ LockFree(ContainerOf[v])
    /\ GroupLockFree(ContainerOf[v])
    /\ NoConflict(v)

\* vfio_iommu_replay waits. A group that joins a domain which the container has is not replayed, so it does not wait.
MustWaitToAttach(v) ==
    /\ OnInvalid = "wait"
    /\ v \in Hardware /\ ~HasDomain(ContainerOf[v])
    /\ container[ContainerOf[v]].invalidCount > 0

-----------------------------------------------------------------------------
(* User steps *)

\* VFIO_GROUP_SET_CONTAINER, VFIO_SET_IOMMU. D5: refused while a mapping of the container is invalid.
AttachGroup(p, v) ==
    /\ process[p].phase = "running"
    /\ AttachIoctl(p, v)
    /\ ~MustWaitToAttach(v)
    /\ OnInvalid = "error" => container[ContainerOf[v]].invalidCount = 0
    /\ CanEnter(p, v)
    /\ Enters(p, v)
    /\ UNCHANGED <<process, mm, container, thread, file, plan>>

\* vfio_wait_all_valid: iommu->lock is dropped, the group lock stays held.
AttachWaits(t, v) ==
    /\ thread[t].pc = "idle"
    /\ AttachIoctl(Qemu, v)
    /\ MustWaitToAttach(v)
    /\ thread' = AsleepFor(t, v, {})
    /\ UNCHANGED <<process, mm, locked, dma, container, device, file, plan>>

-----------------------------------------------------------------------------
(* Kernel steps of a woken attacher t. The conflict checks are not made again. *)

AttachGivesUp(t) == Killed(t) \/ ~container[ContainerOf[thread[t].device]].open

AttachFails(t) ==
    LET v == thread[t].device IN
    /\ thread[t].pc = "woken"
    /\ LockFree(ContainerOf[v])
    /\ AttachGivesUp(t) \/ (~MustWaitToAttach(v) /\ ~CanEnter(Qemu, v))
    /\ thread' = [thread EXCEPT ![t] = Idle]
    /\ UNCHANGED <<process, mm, locked, dma, container, device, file, plan>>

AttachSleepsAgain(t) ==
    /\ thread[t].pc = "woken"
    /\ LockFree(ContainerOf[thread[t].device])
    /\ ~AttachGivesUp(t)
    /\ MustWaitToAttach(thread[t].device)
    /\ thread' = [thread EXCEPT ![t].pc = "asleep"]
    /\ UNCHANGED <<process, mm, locked, dma, container, device, file, plan>>

AttachResumes(t) ==
    LET v == thread[t].device IN
    /\ thread[t].pc = "woken"
    /\ LockFree(ContainerOf[v])
    /\ ~AttachGivesUp(t)
    /\ ~MustWaitToAttach(v)
    /\ CanEnter(Qemu, v)
    /\ Enters(Qemu, v)
    /\ thread' = [thread EXCEPT ![t] = Idle]
    /\ UNCHANGED <<process, mm, container, file, plan>>
=============================================================================
