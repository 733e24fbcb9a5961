----------------------------- MODULE D1c_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D1c with the bugs of module Seeded.
EXTENDS D1c_Container, Seeded

SeededSpec == Init /\ BugChosen /\ [][Next /\ UNCHANGED bug]_<<vars, bug>>

FairSeededSpec == SeededSpec /\ DriverFairness /\ ProcessFairness

CooperativeSeededSpec == FairSeededSpec /\ SF_vars(FinishUpdate)
=============================================================================
