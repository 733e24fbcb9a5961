----------------------------- MODULE D5_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D5 with the bugs of module Seeded.
EXTENDS D5_Exclude, Seeded
=============================================================================
