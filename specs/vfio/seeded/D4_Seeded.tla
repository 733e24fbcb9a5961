----------------------------- MODULE D4_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D4 with the bugs of module Seeded.
EXTENDS D4_Removed, Seeded
=============================================================================
