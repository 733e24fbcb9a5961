----------------------------- MODULE D7_PinAll ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D7: pin everything while it is invalid (September 2022), the     *)
(* reference that is trivially right about waiting.                        *)
(*                                                                         *)
(* InvalidateVaddr pins the pages first, and fails cleanly if it cannot.   *)
(* Pins in the gap are served from these. RevalidateVaddr makes the caller *)
(* the owner and lets go of them. The proposal says nothing about          *)
(* accounting: `transfer` charges the mm and moves the charge, the variant *)
(* `forgotten` leaves it with the task, as D0 does.                        *)
(***************************************************************************)
EXTENDS Invalidation

ASSUME Design == /\ Source = "task" /\ FileDmas = {} /\ HoldKind = "grab"
                 /\ OnInvalid = "cache" /\ NoticeScope = "none" /\ Reparents
                 /\ Accounts = IF MovesCharge THEN "mm" ELSE "task"
=============================================================================
