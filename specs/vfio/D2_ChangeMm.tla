----------------------------- MODULE D2_ChangeMm ----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D2: fork, CHANGE_MM, exec (6 October 2022). Nothing is ever      *)
(* invalid and nobody waits: a mapping keeps its mm, and while the parent  *)
(* replaces itself a child process holds the memory. HoldKind says what a  *)
(* mapping keeps: the struct of the mm ("grab") or its contents ("get").   *)
(* Variants: the helper shares the mm instead of having a copy (D2v); or   *)
(* there is none, for containers without mdevs.                            *)
(***************************************************************************)
EXTENDS Owner

CONSTANT Helper     \* "fork" (a copy of the address space), "vm" (clone(2) with CLONE_VM: the same), or "none"

ASSUME Design == /\ Source = "mm" /\ FileDmas = {} /\ OnInvalid = "none" /\ NoticeScope = "none"
                 /\ Accounts = "mm" /\ ~Reparents /\ Helper \in {"fork", "vm", "none"}

Kernel == DriverSteps \/ \E p \in Processes : ProcessStep(p)

\* A protocol user without a helper execs at once.
ToExec == IF Helper = "none" /\ ~Anyone /\ Does("exec") /\ Ready THEN {Qemu} ELSE ProcessesToExec

\* The steps of an update.
Update ==
    \/ \E q \in (IF Helper = "fork" THEN HelpersToFork ELSE {}) : Fork(Qemu, q)
    \/ \E q \in (IF Helper = "vm" THEN HelpersToFork ELSE {}) : CloneVm(Qemu, q)
    \/ \E p \in Processes : \E c \in ContainersToChange(p) : ChangeMm(p, c)
    \/ \E p \in ToExec : Exec(p)
    \/ \E p \in Processes, a \in Addresses : \E o \in ObjectsToMapAt(p, a) : MapMemory(p, a, o)

\* A protocol user maps device memory before the update.
DevicesToMap(p) ==
    IF Does("mapdevice") /\ (Anyone \/ (plan = "none" /\ ~Busy /\ p = Qemu)) THEN Emulated ELSE {}

User == \/ Guest \/ UserSpace \/ Update
        \/ \E p \in Processes : \E v \in DevicesToMap(p) : MapDeviceMemory(p, v)

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
