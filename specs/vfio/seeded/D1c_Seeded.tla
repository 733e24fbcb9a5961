----------------------------- MODULE D1c_Seeded -----------------------------
\* SPDX-License-Identifier: MIT
\* D1c with the bugs of module Seeded.
EXTENDS D1c_Container, Seeded
=============================================================================
