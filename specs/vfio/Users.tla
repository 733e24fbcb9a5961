------------------------------- MODULE Users --------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Kinds of users, for the designs that invalidate vaddrs. Each operator   *)
(* gives the arguments with which a user of the kind Environment issues    *)
(* the step; what the kernel allows is said by the step itself.            *)
(*                                                                         *)
(*   "protocol"  one update at a time, as QEMU does it: invalidate all     *)
(*               mappings, exec the new program keeping the files, map     *)
(*               guest RAM again, give the kernel the new addresses. No    *)
(*               close and no exit before the last mapping is valid again. *)
(*   "faults"    the same, but the process may die at any step.            *)
(*   "any"       any user: malicious, buggy, stopped, or killed.           *)
(*                                                                         *)
(* Nothing obliges a user of any kind to take its next step.               *)
(***************************************************************************)
EXTENDS Mm

CONSTANT Environment

ASSUME UserConstants == Environment \in {"protocol", "faults", "any"}

Anyone == Environment = "any"

\* The vaddr of some mapping is invalid: an update is under way.
InGap == \E d \in Dmas : Invalid(d)

\* An UNMAP_DMA or a close has not had its effect yet: it has not returned, or a vCPU thread still holds the file that
\* its process has closed. The protocol waits for it before it does anything else.
Busy == \/ \E d \in Dmas : dma[d].unmapper # None
        \/ \E f \in Files : file[f].closer # None
        \/ \E f \in Files : file[f].holders # {} /\ Qemu \notin file[f].holders

\* There is still a program to update to.
BeforeUpdate == FreshMms # {}

Backed(p) == {a \in Addresses : process[p].mm # None /\ mm[process[p].mm].maps[a] # None}

\* Mapping what is not there has no meaning: a mapping's object is what it was made of.
AddressesToMap(p) ==
    IF Anyone THEN Backed(p)
    ELSE IF BeforeUpdate /\ ~InGap /\ ~Busy THEN Backed(p) ELSE {}

DmasToInvalidate == IF Anyone \/ (BeforeUpdate /\ ~Busy) THEN Dmas ELSE {}

DmasToUnmap == IF Anyone \/ (~InGap /\ ~Busy) THEN Dmas ELSE {}

AddressesToRevalidate(p, d) ==
    IF Anyone THEN Addresses
    ELSE {a \in Backed(p) : mm[process[p].mm].maps[a] = dma[d].object}

Execs == IF Anyone \/ (InGap /\ \A d \in Dmas : Mapped(d) => Invalid(d)) THEN Processes ELSE {}

\* VFIO sets close-on-exec on a device file; who wants to keep it clears the flag.
FilesClosedByExec(p) == IF Anyone THEN SUBSET {f \in Files : p \in file[f].holders} ELSE {{}}

\* Only a new program maps anything: Qemu starts with guest RAM mapped.
ObjectsToMap(p) ==
    IF Anyone THEN Objects
    ELSE IF ~BeforeUpdate /\ Backed(p) = {} THEN {GuestRam} ELSE {}

FilesToClose == IF Anyone \/ (~InGap /\ ~Busy) THEN Files ELSE {}

Exits == IF Environment \in {"faults", "any"} \/ ~InGap THEN Processes ELSE {}
=============================================================================
