--------------------------------- MODULE Mm ---------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Address spaces: fork, exec, exit, and the memory a program maps. None   *)
(* of these steps asks for iommu->lock: only an mm_users reference keeps   *)
(* an address space alive, and a pin takes one only while it translates    *)
(* (P5 to P7, one step but in D2b).                                        *)
(*                                                                         *)
(* A program never changes what it has mapped at an address: remapping     *)
(* one's own memory is no question to VFIO.                                *)
(***************************************************************************)
EXTENDS Vfio

CONSTANT Environment    \* "protocol", "faults", "any": see module Users

FreshMms == {m \in Mms : ~mm[m].used}
FreshMm  == CHOOSE m \in FreshMms : TRUE

\* There is an address space left for one more fork or exec. This bounds the user, never the kernel.
SpareMm == Cardinality(FreshMms) > Cardinality({p \in Processes : process[p].phase = "execing"})

\* mmput of n users of m: the last takes the contents with it, for ever.
MmPut(mms, m, n) ==
    IF n = 0 THEN mms[m]
    ELSE IF mms[m].users = n
         THEN [mms[m] EXCEPT !.users = 0, !.maps = NothingMapped]
         ELSE [mms[m] EXCEPT !.users = @ - n]

\* Where mappings hold mm_users: the address spaces once the mappings S are gone.
MmsWithout(S) == [m \in Mms |-> MmPut(mm, m, Cardinality({d \in S : dma[d].mm = m}))]

\* In which order the releases of the files S run in one task. With "lifo" and "fdOrder" the container was opened
\* before the devices, as QEMU does; the order among devices is open.
ReleaseOrders(S) ==
    {q \in [1..Cardinality(S) -> S] :
        /\ \A i, j \in DOMAIN q : q[i] = q[j] => i = j
        /\ \A i, j \in DOMAIN q :
              (ExitOrder = "lifo" /\ q[i] \in Containers /\ q[j] \in Devices) => j < i
        /\ \A i, j \in DOMAIN q :
              (ExitOrder = "fdOrder" /\ q[i] \in Containers /\ q[j] \in Devices) => i < j}

\* How far the plan of a protocol user gets.
\* unnoticed (condition dropped): of another user's plan nothing is asked
PlanStarted == IF Environment # "any" /\ plan = "none" THEN "started" ELSE plan
PlanUpdated == CASE plan = "started" -> "updated" [] plan = "asked" -> "served" [] OTHER -> plan

-----------------------------------------------------------------------------
(* User steps *)

\* mmap(2) of the object o, where nothing is mapped.
MapMemory(p, a, o) ==
    /\ process[p].phase = "running"
    \* unnoticed (condition dropped): memory that is mapped amid the releases of an exec is only mapped earlier
    /\ UserRuns(p)
    /\ mm[process[p].mm].maps[a] = None
    /\ mm' = [mm EXCEPT ![process[p].mm].maps[a] = o]
    /\ UNCHANGED <<process, locked, dma, container, device, thread, file, plan>>

\* mmap(2) of the memory of the device v: the address space holds the file.
MapDeviceMemory(p, v) ==
    /\ process[p].phase = "running"
    /\ UserRuns(p)
    /\ p \in file[v].holders
    /\ process[p].mm \notin file[v].holders
    /\ file' = [file EXCEPT ![v].holders = @ \cup {process[p].mm}]
    /\ UNCHANGED <<process, mm, locked, dma, container, device, thread, plan>>

\* fork(2): q is born with a copy of the address space and of the file table. Private memory that is pinned is copied at
\* once, other private memory when it is written.
Fork(p, q) ==
    LET old == mm[process[p].mm]
        new == FreshMm
        child(a) == IF DontFork THEN None
                    ELSE IF Memory = "private" /\ \E d \in Dmas : Mapped(d) /\ dma[d].vaddr = a /\ Pinned(d)
                    THEN Copy ELSE old.maps[a]
    IN  /\ process[p].phase = "running"
        /\ UserRuns(p)
        /\ process[q].phase = "unborn"
        /\ SpareMm
        /\ process' = [process EXCEPT ![q] = [phase |-> "running", mm |-> new, releases |-> <<>>]]
        /\ mm' = [mm EXCEPT ![new] = [users |-> 1, used |-> TRUE, maps |-> [a \in Addresses |-> child(a)]]]
        /\ file' = [f \in Files |-> [file[f] EXCEPT !.holders = @ \cup (IF p \in @ THEN {q} ELSE {})
                                                          \cup (IF process[p].mm \in @ THEN {new} ELSE {})]]
        /\ plan' = PlanStarted
        /\ UNCHANGED <<locked, dma, container, device, thread>>

\* clone(2) with CLONE_VM and without CLONE_THREAD: q shares the address space of p.
CloneVm(p, q) ==
    /\ process[p].phase = "running"
    /\ UserRuns(p)
    /\ process[q].phase = "unborn"
    /\ process' = [process EXCEPT ![q] = [phase |-> "running", mm |-> process[p].mm, releases |-> <<>>]]
    /\ mm' = [mm EXCEPT ![process[p].mm].users = @ + 1]
    /\ file' = [f \in Files |-> [file[f] EXCEPT !.holders = @ \cup (IF p \in @ THEN {q} ELSE {})]]
    /\ plan' = PlanStarted
    /\ UNCHANGED <<locked, dma, container, device, thread>>

\* The guest writes to private memory of p, which gets a page of its own if others see the old one: another address
\* space, or (where a mapping holds it) the file. A pinned page stays. From now on this page is what the guest sees.
GuestWrites(p, a) ==
    LET m == process[p].mm IN
    /\ process[p].phase = "running"
    /\ Memory = "private"
    /\ mm[m].maps[a] = GuestRam
    /\ \A d \in Dmas : Mapped(d) /\ dma[d].vaddr = a => ~Pinned(d)
    /\ \/ \E n \in Mms \ {m} : mm[n].maps[a] = GuestRam
       \/ \E d \in Dmas : dma[d].file = GuestRam
    /\ mm' = [mm EXCEPT ![m].maps[a] = Copy]
    /\ dma' = [d \in Dmas |-> IF dma[d].object = GuestRam THEN [dma[d] EXCEPT !.object = Copy] ELSE dma[d]]
    /\ UNCHANGED <<process, locked, container, device, thread, file, plan>>

\* execve(2) up to de_thread: every other thread of p gets SIGKILL, exec waits for them.
Exec(p) ==
    /\ process[p].phase = "running"
    \* unnoticed (condition dropped): an exec past the big lock kills the sleeper, and the next one blocks the new program
    /\ UserRuns(p)
    /\ SpareMm
    /\ process' = [process EXCEPT ![p].phase = "execing"]
    /\ thread' = WokenOnly(ThreadsOf(p))
    /\ plan' = PlanStarted
    /\ UNCHANGED <<mm, locked, dma, container, device, file>>

\* exit_group(2), or SIGKILL from anyone. A thread asleep in a killable wait is woken.
Exit(p) ==
    /\ process[p].phase \in {"running", "execing"}
    /\ process' = [process EXCEPT ![p].phase = "dying"]
    /\ thread' = WokenOnly(ThreadsOf(p))
    /\ UNCHANGED <<mm, locked, dma, container, device, file, plan>>

-----------------------------------------------------------------------------
(* Kernel steps *)

MmsAfterExec(p) == [mm EXCEPT ![process[p].mm] = MmPut(mm, process[p].mm, 1),
                              ![FreshMm] = [users |-> 1, used |-> TRUE, maps |-> NothingMapped]]

\* exec_mmap: a new, empty mm; the old one loses a user. Then do_close_on_exec drops the files `cloexec`.
ExecMm(p, cloexec) ==
    /\ process[p].phase = "execing"
    /\ process[p].releases = <<>>
    /\ ~InKernel(p)
    /\ \E q \in ReleaseOrders(LastHeld(p, cloexec)) :
          process' = [process EXCEPT ![p] = [phase |-> "running", mm |-> FreshMm, releases |-> q]]
    /\ mm' = MmsAfterExec(p)
    /\ locked' = Buried(locked, MmsAfterExec(p))
    /\ file' = Unmapped(Dropped(p, cloexec), MmsAfterExec(p))
    /\ UNCHANGED <<dma, container, device, thread, plan>>

MmsAfterExit(p) == [mm EXCEPT ![process[p].mm] = MmPut(mm, process[p].mm, 1)]

\* exit_mm, in do_exit of the last thread of p: before the files.
ExitMm(p) ==
    /\ process[p].phase = "dying"
    /\ ~InKernel(p)
    /\ process' = [process EXCEPT ![p].phase = "exiting", ![p].mm = None]
    /\ mm' = MmsAfterExit(p)
    /\ locked' = Buried(locked, MmsAfterExit(p))
    /\ file' = Unmapped(file, MmsAfterExit(p))
    /\ UNCHANGED <<dma, container, device, thread, plan>>

\* exit_files: all references dropped; the releases are queued and run one after the other in this task.
ExitFiles(p) ==
    /\ process[p].phase = "exiting"
    /\ \E q \in ReleaseOrders(LastHeld(p, Files)) :
          process' = [process EXCEPT ![p].phase = "exited", ![p].releases = q]
    /\ file' = Dropped(p, Files)
    /\ UNCHANGED <<mm, locked, dma, container, device, thread, plan>>
=============================================================================
