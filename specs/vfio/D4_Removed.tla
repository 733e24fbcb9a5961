----------------------------- MODULE D4_Removed -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D4: the feature is removed, and nothing else.                    *)
(*                                                                         *)
(* No invalidation, no wait. A pin still looks into the current mm of the  *)
(* task that mapped. A user who asks whether the kernel can update vaddrs  *)
(* hears no; to replace his program he has to unmap everything first.      *)
(***************************************************************************)
EXTENDS Invalidation

ASSUME Design == /\ Source = "task" /\ FileDmas = {} /\ HoldKind = "grab"
                 /\ OnInvalid = "none" /\ NoticeScope = "none"
                 /\ Accounts = "task" /\ ~Reparents /\ ~MovesCharge
=============================================================================
