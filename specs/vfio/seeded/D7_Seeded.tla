----------------------------- MODULE D7_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D7 with the bugs of module Seeded.
EXTENDS D7_PinAll, Seeded
=============================================================================
