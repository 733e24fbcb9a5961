------------------------------- MODULE Iommufd ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* iommufd (v6.13). A "container" is an iommufd context here, a mapping is *)
(* an area of one of its address spaces. FILE maps (IOMMU_IOAS_MAP_FILE)   *)
(* are translated by their file, USER maps through the mm that mapped. A   *)
(* page that the domain or another access has pinned is taken from there.  *)
(*                                                                         *)
(* IOMMU_IOAS_CHANGE_PROCESS takes all address spaces of the context at    *)
(* once (ioas_creation_lock, every iova_rwsem for write): one step.        *)
(***************************************************************************)
EXTENDS Owner

OnlyFiles(c) == MappedOf(c) \subseteq FileDmas

\* Pages that change hands.
PinnedOf(c) == {d \in MappedOf(c) : Pinned(d)}

\* need_charge_update: pages whose user and mm stay the same are left alone, in either way of accounting (by user, too,
\* since mm->pinned_vm is kept in step). All others are charged to the caller, in charge_current, before they are
\* uncharged from the old side: with one user there must be room for them twice.
FitsBeforeUncharge(m, c) ==
    LET payer  == IF Accounts = "user" THEN Uid ELSE m
        update == Given(m, PinnedOf(c))
    IN  update = {} \/ locked[payer] + Cardinality(update) <= Limit

ChangeAllowed(p, c) == OnlyFiles(c) /\ FitsBeforeUncharge(process[p].mm, c)

-----------------------------------------------------------------------------
(* User steps *)

\* The old program tries IOMMU_IOAS_CHANGE_PROCESS before it commits itself: -EINVAL with a USER map. It changes nothing,
\* since the caller is the owner already; for that reason it charges nothing, and cannot tell whether there will be room.
ProbeChangeProcess(p, c) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, c)
    /\ plan = "none" /\ Environment # "any"
    /\ plan' = IF ChangeAllowed(p, c) THEN "started" ELSE "refused"
    /\ UNCHANGED <<process, mm, locked, dma, container, device, thread, file>>

\* IOMMU_IOAS_CHANGE_PROCESS of the new program. Translation never depended on it.
ChangeProcess(p, c) ==
    LET m == process[p].mm
        S == MappedOf(c)
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, c)
        /\ MappedOf(c) # {}
        /\ ChangeAllowed(p, c)
        /\ dma' = OwnedBy(m, S)
        /\ locked' = Moved(S, m)
        /\ plan' = IF Completes(p, c) THEN PlanUpdated ELSE plan
        /\ UNCHANGED <<process, mm, container, device, thread, file>>
=============================================================================
