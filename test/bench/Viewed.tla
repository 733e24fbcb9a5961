---- MODULE Viewed ----
EXTENDS Naturals, TLC
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == x' = 1 - x /\ y' \in 0..2
Prints == Next /\ PrintT(x)
View == x
====
