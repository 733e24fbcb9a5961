----------------------------- MODULE D5_SaysYes ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: VFIO_CHECK_EXTENSION says that vaddrs can be updated        *)
(* although an mdev is attached. The update never begins, so U3 holds for  *)
(* want of one; Answered should tell.                                      *)
(***************************************************************************)
EXTENDS Invalidation

SeededUser == Guest \/ UserSpace \/ Update \/ NewBorns

SeededNext == Kernel \/ SeededUser \/ Finished

SeededSpec == Init /\ [][SeededNext]_vars
=============================================================================
