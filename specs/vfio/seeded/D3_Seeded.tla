----------------------------- MODULE D3_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D3 with the bugs of module Seeded, and some of its own.
EXTENDS D3_File, Seeded

RightOwner == INSTANCE Owner

\* The ioctl that moves the charges fails always. (U1, U2, U3)
BuggyChangeMm(p, c) == ~Refused /\ RightOwner!ChangeMm(p, c)
=============================================================================
