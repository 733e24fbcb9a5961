----------------------------- MODULE D6_Iommufd -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D6: iommufd with IOMMU_IOAS_MAP_FILE and                         *)
(* IOMMU_IOAS_CHANGE_PROCESS (v6.13). FileDmas says which mappings are     *)
(* FILE maps: all in the row "D6 file", none in the row "D6 user".         *)
(***************************************************************************)
EXTENDS Iommufd

ASSUME Design == /\ Source = "iommufd" /\ HoldKind = "grab" /\ OnInvalid = "none" /\ NoticeScope = "none"
                 /\ Accounts \in {"user", "mm"} /\ ~Reparents /\ MovesCharge = (Accounts = "mm")

Kernel == DriverSteps \/ \E p \in Processes : ProcessStep(p)

\* The plan: probe; exec; map the memory for the program's own use; CHANGE_PROCESS. If the probe fails: unmap everything,
\* exec, map again.
ToProbe == IF ~Anyone /\ Ready THEN Containers ELSE {}

ToExec == IF Anyone THEN ProcessesToExec
          ELSE IF Does("exec") /\ process[Qemu].mm = OldMm /\ (Updating \/ (plan = "refused" /\ ~AnyMapped)) THEN {Qemu} ELSE {}

ToChange(p) == IF Anyone THEN Containers
               ELSE IF Updating /\ p = Qemu /\ process[p].mm \notin {OldMm, None} /\ Backed(p) # {} THEN Containers ELSE {}

Update ==
    \/ \E c \in ToProbe : ProbeChangeProcess(Qemu, c)
    \/ \E p \in Processes : \E c \in ToChange(p) : ChangeProcess(p, c)
    \/ \E p \in ToExec : Exec(p)
    \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMap(p) : MapMemory(p, a, o)

User == \/ Guest \/ UserSpace \/ Update
        \/ \E q \in (IF Anyone THEN HelpersToFork ELSE {}) : Fork(Qemu, q)

Next == Kernel \/ User \/ Finished

Spec == Init /\ [][Next]_vars

\* The kernel's own steps are taken when they can be. Nothing is promised of the user or the guest.
KernelFairSpec == Spec /\ DriverFairness /\ ProcessFairness

\* A cooperative user finishes an update that he has begun.
FinishUpdate == Updating /\ Update

CooperativeFairSpec == KernelFairSpec /\ SF_vars(FinishUpdate)

\* Wherever a pin is blocked, the kernel alone can still unblock it.
N2 == /\ \A t \in Threads : BlockedL(t) => PossibleBy(Kernel, ~BlockedL(t))
      /\ \A v \in Emulated : device[v].queued # {} => PossibleBy(Kernel, device[v].queued = {})

\* Whenever CHANGE_PROCESS is about to move charges, the mm that they come from is alive.
OldSideLives == ~Possible(\E d \in Dmas : Updating /\ Mapped(d) /\ Pinned(d) /\ ~Live(dma[d].mm))

\* Once a USER map is there besides a FILE map, no update completes.
NotWithBoth == ~Possible(Updated /\ \A d \in Dmas : Mapped(d))
=============================================================================
