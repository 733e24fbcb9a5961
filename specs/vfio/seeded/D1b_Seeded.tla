----------------------------- MODULE D1b_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D1b with the bugs of module Seeded.
EXTENDS D1b_Sticky, Seeded
=============================================================================
