----------------------------- MODULE D1a_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D1a with the bugs of module Seeded.
EXTENDS D1a_OneShot, Seeded

SeededSpec == Init /\ BugChosen /\ [][Next /\ UNCHANGED bug]_<<vars, bug>>

FairSeededSpec == SeededSpec /\ DriverFairness /\ ProcessFairness

CooperativeSeededSpec == FairSeededSpec /\ SF_vars(FinishUpdate)
=============================================================================
