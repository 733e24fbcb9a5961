----------------------------- MODULE D1b_Sticky -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D1b: waiter list with a close flag, the charitable reading.      *)
(*                                                                         *)
(* As D1a, but the announcement that a device is being closed stays in     *)
(* force: later pins of this device do not go to sleep any more.           *)
(***************************************************************************)
EXTENDS Invalidation

ASSUME Design == /\ Source = "task" /\ FileDmas = {} /\ HoldKind = "grab"
                 /\ OnInvalid = "wait" /\ NoticeScope = "device" /\ NoticeSticky
                 /\ Accounts = "task" /\ ~Reparents /\ ~MovesCharge
=============================================================================
