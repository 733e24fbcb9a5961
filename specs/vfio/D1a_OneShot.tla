---------------------------- MODULE D1a_OneShot -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D1a: waiter list with a close flag, as it was proposed (10       *)
(* October 2022, never posted as code).                                    *)
(*                                                                         *)
(* As D0, but a sleeper leaves a record with its device. The release of a  *)
(* device file, before it calls close_device, flags the records of this    *)
(* device that exist at that moment, and wakes their threads; a flag means *)
(* -EFAULT.                                                                *)
(***************************************************************************)
EXTENDS Invalidation

ASSUME Design == /\ Source = "task" /\ FileDmas = {} /\ HoldKind = "grab"
                 /\ OnInvalid = "wait" /\ NoticeScope = "device" /\ ~NoticeSticky
                 /\ Accounts = "task" /\ ~Reparents /\ ~MovesCharge
=============================================================================
