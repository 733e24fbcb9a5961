----------------------------- MODULE D4_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D4 with the bugs of module Seeded.
EXTENDS D4_Removed, Seeded

SeededSpec == Init /\ BugChosen /\ [][Next /\ UNCHANGED bug]_<<vars, bug>>

FairSeededSpec == SeededSpec /\ DriverFairness /\ ProcessFairness

CooperativeSeededSpec == FairSeededSpec /\ SF_vars(FinishUpdate)
=============================================================================
