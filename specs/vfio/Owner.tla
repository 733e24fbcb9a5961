-------------------------------- MODULE Owner -------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Mappings that belong to an mm, and an ioctl that gives all mappings of  *)
(* a container to the mm of the caller: CHANGE_MM of D2, where pins look   *)
(* through that mm; where files translate (D3) it moves the charges only.  *)
(***************************************************************************)
EXTENDS Type1

MappedOf(c) == {d \in DmasOf(c) : Mapped(d)}
Given(m, S) == {d \in S : dma[d].mm # m}

\* The counters after the pages of the mappings S are charged to m and uncharged from where they were, if that lives.
Moved(S, m) ==
    LET moved == IF MovesCharge THEN {d \in Given(m, S) : Pinned(d)} ELSE {} IN
    [x \in Holders |->
        IF ~Live(x) THEN locked[x]
        ELSE locked[x] + (IF x = m THEN Cardinality(moved) ELSE 0) - Cardinality({d \in moved : dma[d].mm = x})]

\* Where mappings hold mm_users: a new one is got before the old one is put.
MmsAfterChange(S, m) ==
    IF HoldKind = "grab" THEN mm
    ELSE LET new == Given(m, S) IN
         [x \in Mms |-> IF x = m THEN [mm[x] EXCEPT !.users = @ + Cardinality(new)]
                        ELSE MmPut(mm, x, Cardinality({d \in new : dma[d].mm = x}))]

OwnedBy(m, S) == [d \in Dmas |->
    IF d \in S
    THEN [dma[d] EXCEPT !.mm = m, !.charged = IF MovesCharge /\ @ # None THEN m ELSE @]
    ELSE dma[d]]

\* For the plan: with the mappings of c, the program of p has all there are.
Completes(p, c) == /\ p = Qemu
                   /\ process[p].mm # OldMm
                   /\ \A d \in Dmas \ DmasOf(c) : Mapped(d) => dma[d].mm = process[p].mm

-----------------------------------------------------------------------------
(* User step *)

\* CHANGE_MM: every mapping of the container looks through the caller's mm from now on. One section under iommu->lock.
ChangeMm(p, c) ==
    LET m == process[p].mm
        S == MappedOf(c)
    IN  /\ process[p].phase = "running"
        /\ Ioctl(p, c)
        /\ Given(m, S) # {}
        /\ FitsLimit(Moved(S, m))
        /\ dma' = OwnedBy(m, S)
        /\ mm' = MmsAfterChange(S, m)
        /\ locked' = Buried(Moved(S, m), MmsAfterChange(S, m))
        /\ file' = Unmapped(file, MmsAfterChange(S, m))
        /\ plan' = IF Completes(p, c) THEN PlanUpdated ELSE plan
        /\ UNCHANGED <<process, container, device, thread>>

-----------------------------------------------------------------------------
(* The update with a helper process: fork; the child takes the mappings, so that their mm outlives the exec of the
   parent; the new program maps guest RAM at the same place and takes them back; the child exits. *)

AnyMapped == \E d \in Dmas : Mapped(d)

\* A protocol user begins an update with something to keep, and with the files that he needs for it.
Ready == plan = "none" /\ ~Busy /\ SpareMm /\ AnyMapped /\ \A c \in Containers : Qemu \in file[c].holders

\* The mappings are in the hands of a helper that lives.
HelperHasAll == \E q \in Processes \ {Qemu} :
    /\ process[q].phase = "running"
    /\ \A d \in Dmas : Mapped(d) => dma[d].mm = process[q].mm

\* fork, or clone: once.
HelpersToFork ==
    IF ~Does("fork") THEN {}
    ELSE IF Anyone \/ Ready THEN Processes \ {Qemu} ELSE {}

ProcessesToExec ==
    IF ~Does("exec") THEN {}
    ELSE IF Anyone THEN Execers
    ELSE IF Updating /\ HelperHasAll /\ process[Qemu].mm = OldMm THEN {Qemu} ELSE {}

\* Where p's memory would be looked for there is that of the mapping; or nothing: what the kernel cannot see.
NoLie(p, c) == \A d \in MappedOf(c) : mm[process[p].mm].maps[dma[d].vaddr] \in {dma[d].object, None}

\* Who issues the change, of which containers: the helper before the exec, the new program once it has the memory.
ContainersToChange(p) ==
    IF process[p].mm = None THEN {}
    ELSE IF Anyone THEN {c \in Containers : Lies \/ NoLie(p, c)}
    ELSE IF ~Updating THEN {}
    ELSE IF p # Qemu THEN {c \in Containers : process[Qemu].mm = OldMm /\ process[Qemu].phase = "running"}
    ELSE {c \in Containers : /\ process[p].mm # OldMm
                             /\ \A d \in Dmas : Mapped(d) => mm[process[p].mm].maps[dma[d].vaddr] = GuestRam}

\* Nobody lies by mapping something else where the kernel is about to look.
ObjectsToMapAt(p, a) ==
    {o \in ObjectsToMap(p) : Lies \/ \A d \in Dmas : dma[d].mm = process[p].mm /\ dma[d].vaddr = a => o = dma[d].object}
=============================================================================
