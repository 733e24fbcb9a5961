--------------------------- MODULE D1c_Container ----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D1c: waiter list with a close flag, for the whole container.     *)
(*                                                                         *)
(* As D1b, but the release of a device flags and wakes all sleepers of its *)
(* container, also those that pin for other devices. What stays in force   *)
(* is only that the device itself is being closed; or, with the scope      *)
(* "whole", that any device of the container is.                           *)
(***************************************************************************)
EXTENDS Invalidation

ASSUME Design == /\ Source = "task" /\ FileDmas = {} /\ HoldKind = "grab"
                 /\ OnInvalid = "wait" /\ NoticeScope \in {"container", "whole"}
                 /\ Accounts = "task" /\ ~Reparents /\ ~MovesCharge
=============================================================================
