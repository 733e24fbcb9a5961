------------------------------- MODULE Users --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Kinds of users. Each operator gives the arguments with which a user of  *)
(* the kind Environment issues a step; what the kernel allows is said by   *)
(* the step itself.                                                        *)
(*                                                                         *)
(*   "protocol"  one update at a time, as the design documents it. Files   *)
(*               are closed outside the update only, and a process exits   *)
(*               when it has closed them.                                  *)
(*   "quits"     the same, but Qemu may exit without closing anything      *)
(*               first, outside the update: what an ordinary quit does.    *)
(*   "faults"    the same, but the process may die at any step.            *)
(*   "any"       any user: malicious, buggy, stopped, or killed.           *)
(*                                                                         *)
(* Nothing obliges a user of any kind to take its next step. UserSteps     *)
(* lists what is done at all in a configuration: every user does less than *)
(* it could, so this takes behaviours away and adds none.                  *)
(***************************************************************************)
EXTENDS Mm

CONSTANTS
    UserSteps,      \* which kinds of steps: see UserConstants
    Closable,       \* the files that are closed (exec and exit close what they close)
    Execers,        \* the processes that exec
    Lies            \* does anyone revalidate with an address at which he has not the memory of the mapping?

ASSUME UserConstants ==
       /\ Environment \in {"protocol", "quits", "faults", "any"}
       /\ UserSteps \subseteq {"map", "unmap", "close", "exec", "cloexec", "fork", "exit", "mmap", "attach", "write",
                                "unpin", "mapdevice"}
       /\ Closable \subseteq Files /\ Execers \subseteq Processes /\ Lies \in BOOLEAN

Does(kind) == kind \in UserSteps
Anyone == Environment = "any"

\* An UNMAP_DMA or a close has not had its effect yet: it has not returned, or a vCPU thread still holds the file that
\* its process has closed; or a helper process is alive. The protocol waits for it before it does anything else.
Busy == \/ \E d \in Dmas : dma[d].unmapper # None
        \/ \E f \in Files : file[f].closer # None
        \/ \E t \in Vcpus : thread[t].pc # "idle" /\ Qemu \notin file[thread[t].device].holders
        \/ \E p \in Processes \ {Qemu} : process[p].phase \notin {"unborn", "exited"}

\* The update has begun and is not finished.
Updating == plan \in {"started", "asked"}

\* Updated: the new program has all mappings of the old one.
Updated == plan \in {"updated", "served"}

Backed(p) == {a \in Addresses : process[p].mm # None /\ mm[process[p].mm].maps[a] # None}

\* The addresses at which p has the memory that the mapping d stands for.
Honest(p, d) == {a \in Backed(p) : mm[process[p].mm].maps[a] = dma[d].object}

\* A protocol user maps before the update; after it only if he had to unmap everything because it was refused.
AddressesToMap(p) ==
    \* unnoticed (alternative dropped): no violation needs a mapping that is made while something else is under way
    \* unnoticed (condition dropped): a mapping that is made amid an update, or while something is under way, breaks no promise
    \* unnoticed (condition taken for TRUE): UserSteps keeps a run small; other runs have the mappings that this one leaves out
    IF Does("map") /\ (Anyone \/ (plan \in {"none", "refused"} /\ ~Busy)) THEN Backed(p) ELSE {}

\* unnoticed (alternative dropped): no violation needs an unmap while something is under way, and no promise needs one at all
\* unnoticed (condition dropped): an unmap while something is under way breaks no promise
DmasToUnmap == IF Does("unmap") /\ (Anyone \/ (~Updating /\ ~Busy)) THEN Dmas ELSE {}

\* unnoticed (alternative dropped): no violation needs a close while something is under way
\* unnoticed (condition dropped): a close while something is under way breaks no promise
FilesToClose == IF Does("close") /\ (Anyone \/ (~Updating /\ ~Busy)) THEN Closable ELSE {}

GroupsToAttach == IF Does("attach") /\ (Anyone \/ (~Updating /\ ~Busy)) THEN Unattached ELSE {}

\* VFIO sets close-on-exec on a device file; who wants to keep it clears the flag.
FilesClosedByExec(p) ==
    IF Anyone /\ Does("cloexec") THEN SUBSET {f \in Files : p \in file[f].holders} ELSE {{}}

Exits ==
    IF ~Does("exit") THEN {}
    ELSE IF Environment \in {"faults", "any"} THEN Processes
    \* unnoticed (condition dropped): an exit after the update closes what a close would
    \* unnoticed (condition negated): where there is no helper, it only lets Qemu exit after the update
    ELSE {p \in Processes : \/ p # Qemu /\ Updated
                            \* unnoticed (quantifier changed): an exit closes the rest as the closes would
                            \/ \A f \in Files : p \notin file[f].holders
                            \* unnoticed (condition dropped): who quits outside an update leaves nobody hanging (N5)
                            \* unnoticed (condition negated): who quits outside an update leaves nobody hanging (N5)
                            \/ Environment = "quits" /\ ~Updating}
=============================================================================
