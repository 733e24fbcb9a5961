----------------------------- MODULE Possibility -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* What is still possible: state predicates that TLA+ cannot define, since *)
(* they speak of the other behaviors through a state.                      *)
(*                                                                         *)
(*   Possible(P)       some steps of Next, or none, lead from this state   *)
(*                     to one with P                                       *)
(*   PossibleBy(A, P)  the same, by steps that all satisfy A               *)
(*                                                                         *)
(* everystate has this module built in and never reads this file. It is    *)
(* for other checkers, which cannot decide either operator: they can read  *)
(* the specs and check every cfg that lists neither, and fail as soon as   *)
(* they evaluate one. (TLC finds the file from another folder with         *)
(* -DTLA-Library=specs/vfio.)                                              *)
(***************************************************************************)
LOCAL INSTANCE TLC

Possible(P) == Assert(FALSE, "Possible: only everystate can decide what is possible")

PossibleBy(A, P) == Assert(FALSE, "PossibleBy: only everystate can decide what is possible")
=============================================================================
