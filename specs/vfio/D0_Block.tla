------------------------------ MODULE D0_Block ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D0: block on an invalid vaddr, Linux v5.12 to v6.2 (commits      *)
(* c3cbab24db38, 898b9eaeb3fe, ec5e32940cc9, 487ace134053).                *)
(*                                                                         *)
(* User space may declare the vaddr of a mapping invalid, replace itself   *)
(* by exec, and give a new vaddr. A pin that needs the mapping in between  *)
(* sleeps. It is woken when a vaddr becomes valid again, when an invalid   *)
(* mapping is removed, once when the container file is closed, and, a user *)
(* thread, by SIGKILL.                                                     *)
(***************************************************************************)
EXTENDS Invalidation

ASSUME Design == /\ Source = "task" /\ FileDmas = {} /\ HoldKind = "grab"
                 /\ OnInvalid = "wait" /\ NoticeScope = "none"
                 /\ Accounts = "task" /\ ~Reparents /\ ~MovesCharge
=============================================================================
