---- MODULE Possibility ----
Possible(P) == FALSE
PossibleBy(A, P) == FALSE
====
