------------------------------- MODULE D3_File ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D3: the provider is a file reference saved in the mapping        *)
(* (September and October 2022). MapDma notes the file that is mapped at   *)
(* the address and translates through it from then on, never through an    *)
(* mm. Anonymous memory is refused. Nothing is invalid, nobody waits.      *)
(*                                                                         *)
(* The proposal says nothing about accounting: `transfer` charges the mm   *)
(* of the owner, and an ioctl like CHANGE_MM moves the charge; the variant *)
(* `forgotten` charges the current mm of the task, as D0 does.             *)
(***************************************************************************)
EXTENDS Owner

ASSUME Design == /\ Source = "task" /\ FileDmas = Dmas /\ HoldKind = "grab"
                 /\ OnInvalid = "none" /\ NoticeScope = "none"
                 /\ ~Reparents /\ Accounts = IF MovesCharge THEN "mm" ELSE "task"

Kernel == DriverSteps \/ \E p \in Processes : ProcessStep(p)

\* The plan is short: exec, map the memory for the program's own use, move the charges.
ToExec == IF Anyone THEN ProcessesToExec
          ELSE IF Does("exec") /\ Ready THEN {Qemu} ELSE {}

ToChange(p) == IF ~MovesCharge THEN {}
               ELSE IF Anyone THEN Containers
               ELSE IF Updating /\ p = Qemu /\ process[p].mm # OldMm /\ Backed(p) # {} THEN Containers ELSE {}

Update ==
    \/ \E p \in Processes : \E c \in ToChange(p) : ChangeMm(p, c)
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
=============================================================================
