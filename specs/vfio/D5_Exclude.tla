----------------------------- MODULE D5_Exclude -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Design D5: what was merged for v6.3 (commits ef3a3f6a294b,              *)
(* 046eca5018f8, 18e292705ba2, 90fdd158a695, da4f1c2e1c9c): mdevs are      *)
(* excluded, attaching is refused while a vaddr is invalid, nobody blocks. *)
(*                                                                         *)
(* A mapping holds the struct of its mm (mm_count). InvalidateVaddr:       *)
(* -EBUSY with an emulated group attached. AttachGroup: -EBUSY while a     *)
(* mapping is invalid. RevalidateVaddr makes the caller the owner and      *)
(* moves the charge. The two guards are read and written under the same    *)
(* lock, hence the invariant below.                                        *)
(***************************************************************************)
EXTENDS Invalidation

ASSUME Design == /\ Source = "mm" /\ FileDmas = {} /\ HoldKind = "grab"
                 /\ OnInvalid = "error" /\ NoticeScope = "none"
                 /\ Accounts = "mm" /\ Reparents /\ MovesCharge

InvalidExcludesEmulated ==
    \A c \in Containers : container[c].invalidCount > 0 => Attached(c) \cap Emulated = {}
=============================================================================
