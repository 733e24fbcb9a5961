----------------------------- MODULE D5_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D5 with the bugs of module Seeded.
EXTENDS D5_Exclude, Seeded

SeededSpec == Init /\ BugChosen /\ [][Next /\ UNCHANGED bug]_<<vars, bug>>

FairSeededSpec == SeededSpec /\ DriverFairness /\ ProcessFairness

CooperativeSeededSpec == FairSeededSpec /\ SF_vars(FinishUpdate)
=============================================================================
