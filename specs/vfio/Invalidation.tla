---------------------------- MODULE Invalidation ----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* The designs in which user space invalidates the vaddrs, execs the new   *)
(* program keeping the files, maps guest RAM again, and gives the kernel   *)
(* the new addresses: D0, D1, D5, D7; and D4, where that is no longer      *)
(* possible. They differ in constants only.                                *)
(***************************************************************************)
EXTENDS Type1

\* A protocol user begins when no UNMAP_DMA and no close is under way, and if there is a program to update to.
DmasToInvalidate ==
    \* unnoticed (condition dropped): it bounds a run; who has nothing to update to stays in the midst of an update
    IF Anyone \/ (plan \in {"none", "started", "asked"} /\ ~Busy /\ SpareMm) THEN Dmas ELSE {}

\* He execs when all is invalid; or, where the update was refused, when he has unmapped everything.
ProcessesToExec ==
    \* unnoticed (condition taken for FALSE): UserSteps keeps a run small; other runs have the exec that this one leaves out
    IF ~Does("exec") THEN {}
    ELSE IF Anyone THEN Execers
    ELSE IF \/ Updating /\ \A d \in Dmas : Mapped(d) => Invalid(d)
            \/ plan = "refused" /\ \A d \in Dmas : ~Mapped(d)
         THEN {Qemu} ELSE {}

AddressesToRevalidate(p, d) ==
    IF Anyone THEN (IF Lies THEN Addresses ELSE Honest(p, d))
    ELSE IF process[p].mm # dma[d].born THEN Honest(p, d) ELSE {}

Invalidations == \E p \in Processes : \E d \in DmasToInvalidate : InvalidateVaddr(p, d)
Replacements  == \/ \E p \in ProcessesToExec : Exec(p)
                 \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMap(p) : MapMemory(p, a, o)
Revalidations == \E p \in Processes, d \in Dmas : \E a \in AddressesToRevalidate(p, d) : RevalidateVaddr(p, d, a)

Update == Invalidations \/ Replacements \/ Revalidations

Queries  == \E p \in Processes, c \in Containers : QueryRefused(p, c)
NewBorns == \E q \in ChildrenToFork : Fork(Qemu, q)

Kernel == DriverSteps \/ \E p \in Processes : ProcessStep(p)

User == Guest \/ UserSpace \/ Update \/ Queries \/ NewBorns

Next == Kernel \/ User \/ Finished

Spec == Init /\ [][Next]_vars

\* The kernel's own steps are taken when they can be. Nothing is promised of the user or the guest.
KernelFairSpec == Spec /\ DriverFairness /\ ProcessFairness

\* A cooperative user finishes an update that he has begun.
\* unnoticed (condition dropped): who must begin an update as well has to finish it all the same
FinishUpdate == Updating /\ Update

\* unnoticed (fairness weakened): nothing disables the next step of an update for a while only
CooperativeFairSpec == KernelFairSpec /\ SF_vars(FinishUpdate)

\* A user who makes each mapping valid again, and invalid again, for ever.
\* unnoticed (fairness dropped): N3 is violated even by a user who revalidates; without, all the more
RestlessSpec == KernelFairSpec /\ WF_vars(Revalidations)

\* Wherever a pin is blocked, the kernel alone can still unblock it.
N2 == /\ \A t \in Threads : BlockedL(t) => PossibleBy(Kernel, ~BlockedL(t))
      /\ \A v \in Emulated : device[v].queued # {} => PossibleBy(Kernel, device[v].queued = {})

\* What is queued for an idle worker the kernel alone can run.
QueueCanEnd == \A v \in Emulated : device[v].queued # {} /\ (\A t \in Threads : thread[t].pc = "idle")
                                   => PossibleBy(Kernel, device[v].queued = {})

\* A thread that waits in AttachGroup can be woken by the kernel alone.
AttachCanEnd == \A t \in Attachers : Blocked(t) => PossibleBy(Kernel, ~Blocked(t))

\* An UNMAP_DMA that has begun can be ended by the kernel alone.
UnmapCanEnd == \A d \in Dmas : dma[d].unmapper # None => PossibleBy(Kernel, dma[d].unmapper = None)
=============================================================================
