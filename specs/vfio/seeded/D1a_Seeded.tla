----------------------------- MODULE D1a_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D1a with the bugs of module Seeded.
EXTENDS D1a_OneShot, Seeded
=============================================================================
