---------------------------- MODULE D4_WaitLeft -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: revalidation is removed, but invalidation is still accepted *)
(* and pins still wait. N1 should tell.                                    *)
(***************************************************************************)
EXTENDS Invalidation

SeededNext == Kernel \/ Guest \/ UserSpace \/ Invalidations \/ Replacements \/ Finished

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
