----------------------------- MODULE D1b_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D1b with the bugs of module Seeded.
EXTENDS D1b_Sticky, Seeded

SeededSpec == Init /\ BugChosen /\ [][Next /\ UNCHANGED bug]_<<vars, bug>>

FairSeededSpec == SeededSpec /\ DriverFairness /\ ProcessFairness

CooperativeSeededSpec == FairSeededSpec /\ SF_vars(FinishUpdate)
=============================================================================
