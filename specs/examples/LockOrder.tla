------------------------------ MODULE LockOrder ------------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Each thread needs two locks at once and takes them one after the other, *)
(* in its own order. When two orders disagree, the threads can wait for    *)
(* each other for ever: a state without a successor, a deadlock.           *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Order,      \* for each thread, the sequence of locks it takes
    Free        \* not a thread: nobody holds the lock

Threads == DOMAIN Order
Locks   == {"inode", "journal"}

\* Two threads that agree, and two that do not.
Agree    == [reader |-> <<"inode", "journal">>, writer |-> <<"inode", "journal">>]
Disagree == [reader |-> <<"inode", "journal">>, writer |-> <<"journal", "inode">>]

VARIABLES
    holder,     \* who holds each lock
    taken       \* how many locks each thread has

vars == <<holder, taken>>

TypeOK == /\ holder \in [Locks -> Threads \cup {Free}]
          /\ taken \in [Threads -> 0..2]

Init == /\ holder = [l \in Locks |-> Free]
        /\ taken = [t \in Threads |-> 0]

Take(t) ==
    /\ taken[t] < Len(Order[t])
    /\ LET l == Order[t][taken[t] + 1]
       IN  /\ holder[l] = Free
           /\ holder' = [holder EXCEPT ![l] = t]
    /\ taken' = [taken EXCEPT ![t] = @ + 1]

\* With both locks held the work is done, and both are dropped.
Finish(t) ==
    /\ taken[t] = Len(Order[t])
    /\ holder' = [l \in Locks |-> IF holder[l] = t THEN Free ELSE holder[l]]
    /\ taken' = [taken EXCEPT ![t] = 0]

Next == \E t \in Threads : Take(t) \/ Finish(t)

Spec == Init /\ [][Next]_vars

\* Weakly fair: a thread that could go on all the time does. Strongly fair: so does one that could again and again.
WeakFairSpec   == Spec /\ \A t \in Threads : WF_vars(Take(t)) /\ WF_vars(Finish(t))
StrongFairSpec == Spec /\ \A t \in Threads : SF_vars(Take(t)) /\ WF_vars(Finish(t))

\* Each thread gets both locks, again and again.
Served == \A t \in Threads : []<>(taken[t] = Len(Order[t]))
=============================================================================
