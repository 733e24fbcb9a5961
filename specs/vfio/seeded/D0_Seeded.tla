----------------------------- MODULE D0_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D0 with the bugs of module Seeded.
EXTENDS D0_Block, Seeded

SeededSpec == Init /\ BugChosen /\ [][Next /\ UNCHANGED bug]_<<vars, bug>>

FairSeededSpec == SeededSpec /\ DriverFairness /\ ProcessFairness

CooperativeSeededSpec == FairSeededSpec /\ SF_vars(FinishUpdate)
=============================================================================
