----------------------------- MODULE D6_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D6 with the bugs of module Seeded, and some of its own.
EXTENDS D6_Iommufd, Seeded

RightIommufd == INSTANCE Iommufd

\* CHANGE_PROCESS fails always, but for the probe. (U1, U2, U3)
BuggyChangeProcess(p, c) == ~Refused /\ RightIommufd!ChangeProcess(p, c)

\* The probe says yes, whatever is mapped. (U3)
BuggyProbeChangeProcess(p, c) ==
    IF "the probe says yes" \notin Bugs THEN RightIommufd!ProbeChangeProcess(p, c)
    ELSE /\ process[p].phase = "running"
         /\ Ioctl(p, c)
         /\ plan = "none"
         /\ plan' = "started"
         /\ UNCHANGED <<process, mm, locked, dma, container, device, thread, file>>
=============================================================================
