------------------------- MODULE D5_AttachUnguarded -------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: a group can be attached while a mapping is invalid. G2      *)
(* should tell, and the invariant that the two exclude each other.         *)
(***************************************************************************)
EXTENDS Invalidation

InvalidExcludesEmulated ==
    \A c \in Containers : container[c].invalidCount > 0 => Attached(c) \cap Emulated = {}

AttachUnguarded(p, v) ==
    /\ process[p].phase = "running"
    /\ AttachIoctl(p, v)
    /\ CanEnter(p, v)
    /\ Enters(p, v)
    /\ UNCHANGED <<process, mm, container, thread, file, plan>>

SeededNext == Next \/ \E p \in Processes : \E v \in GroupsToAttach : AttachUnguarded(p, v)

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
