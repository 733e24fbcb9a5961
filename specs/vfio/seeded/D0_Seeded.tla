----------------------------- MODULE D0_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D0 with the bugs of module Seeded.
EXTENDS D0_Block, Seeded
=============================================================================
