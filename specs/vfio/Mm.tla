--------------------------------- MODULE Mm ---------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Address spaces: exec, exit, and the memory a program maps. None of      *)
(* these steps asks for iommu->lock: only an mm_users reference keeps an   *)
(* address space alive, and a pin takes one only while it translates (P5   *)
(* to P7, one step here).                                                  *)
(*                                                                         *)
(* A program never changes what it has mapped at an address: remapping     *)
(* one's own memory is no question to VFIO.                                *)
(***************************************************************************)
EXTENDS Vfio

FreshMms == {m \in Mms : ~mm[m].used}
FreshMm  == CHOOSE m \in FreshMms : TRUE

\* mmput: the last user takes the contents with it, for ever.
MmPut(m) == IF mm[m].users = 1
            THEN [mm[m] EXCEPT !.users = 0, !.maps = NothingMapped]
            ELSE [mm[m] EXCEPT !.users = @ - 1]

\* In which order the releases of the files S run in one task. With "lifo" and "fdOrder" the container was opened
\* before the devices, as QEMU does; the order among devices is open.
ReleaseOrders(S) ==
    {q \in [1..Cardinality(S) -> S] :
        /\ \A i, j \in DOMAIN q : q[i] = q[j] => i = j
        /\ \A i, j \in DOMAIN q :
              (ExitOrder = "lifo" /\ q[i] \in Containers /\ q[j] \in Devices) => j < i
        /\ \A i, j \in DOMAIN q :
              (ExitOrder = "fdOrder" /\ q[i] \in Containers /\ q[j] \in Devices) => i < j}

-----------------------------------------------------------------------------
(* User steps *)

\* mmap(2) of the object o, where nothing is mapped.
MapMemory(p, a, o) ==
    /\ process[p].phase = "running"
    /\ UserRuns(p)
    /\ mm[process[p].mm].maps[a] = None
    /\ mm' = [mm EXCEPT ![process[p].mm].maps[a] = o]
    /\ UNCHANGED <<process, dma, container, device, thread, file>>

\* execve(2) up to de_thread: every other thread of p gets SIGKILL, exec waits for them.
Exec(p) ==
    /\ process[p].phase = "running"
    /\ UserRuns(p)
    /\ FreshMms # {}
    /\ process' = [process EXCEPT ![p].phase = "execing"]
    /\ thread' = WokenOnly(ThreadsOf(p))
    /\ UNCHANGED <<mm, dma, container, device, file>>

\* exit_group(2), or SIGKILL from anyone. A thread asleep in a killable wait is woken.
Exit(p) ==
    /\ process[p].phase \in {"running", "execing"}
    /\ process' = [process EXCEPT ![p].phase = "dying"]
    /\ thread' = WokenOnly(ThreadsOf(p))
    /\ UNCHANGED <<mm, dma, container, device, file>>

-----------------------------------------------------------------------------
(* Kernel steps *)

\* exec_mmap: a new, empty mm; the old one loses a user. Then do_close_on_exec drops the files `cloexec`.
ExecMm(p, cloexec) ==
    /\ process[p].phase = "execing"
    /\ process[p].releases = <<>>
    /\ ~InKernel(p)
    /\ \E q \in ReleaseOrders(LastHeld(p, cloexec)) :
          process' = [process EXCEPT ![p] = [phase |-> "running", mm |-> FreshMm, releases |-> q]]
    /\ mm' = [mm EXCEPT ![process[p].mm] = MmPut(process[p].mm),
                        ![FreshMm] = [users |-> 1, used |-> TRUE, maps |-> NothingMapped]]
    /\ file' = Dropped(p, cloexec)
    /\ UNCHANGED <<dma, container, device, thread>>

\* exit_mm, in do_exit of the last thread of p: before the files.
ExitMm(p) ==
    /\ process[p].phase = "dying"
    /\ ~InKernel(p)
    /\ process' = [process EXCEPT ![p].phase = "exiting", ![p].mm = None]
    /\ mm' = [mm EXCEPT ![process[p].mm] = MmPut(process[p].mm)]
    /\ UNCHANGED <<dma, container, device, thread, file>>

\* exit_files: all references dropped; the releases are queued and run one after the other in this task.
ExitFiles(p) ==
    /\ process[p].phase = "exiting"
    /\ \E q \in ReleaseOrders(LastHeld(p, Files)) :
          process' = [process EXCEPT ![p].phase = "exited", ![p].releases = q]
    /\ file' = Dropped(p, Files)
    /\ UNCHANGED <<mm, dma, container, device, thread>>
=============================================================================
