----------------------------- MODULE D2_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D2 with the bugs of module Seeded, and some of its own.
EXTENDS D2_ChangeMm, Seeded

RightOwner == INSTANCE Owner

\* CHANGE_MM fails always. (U1, U2, U3)
BuggyChangeMm(p, c) == ~Refused /\ RightOwner!ChangeMm(p, c)
=============================================================================
