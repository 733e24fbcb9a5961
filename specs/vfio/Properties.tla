----------------------------- MODULE Properties -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* What is asked of every design, under the names of the write-up.         *)
(***************************************************************************)
EXTENDS Mm

Blocked(t) == thread[t].pc = "asleep"
Fencing(v) == device[v].phase = "fencing"
Closed(v)  == device[v].phase \in {"closed", "detached"}

\* The mm in which a pin looks is alive and has, at the vaddr, the object that the mapping stands for.
MmProvides(d) == /\ MmOf(d) # None
                 /\ mm[MmOf(d)].users > 0
                 /\ mm[MmOf(d)].maps[dma[d].vaddr] = dma[d].object

Provider(d) == ~Invalid(d) /\ MmProvides(d)

\* An emulated device of the container of d can still ask for pages.
PinPossible(d) == /\ Mapped(d)
                  /\ \E v \in DevicesOf(ContainerOf[d]) : device[v].phase \in {"open", "closing"}

-----------------------------------------------------------------------------
(* State predicates *)

\* No pin ever waits for user space.
N1 == \A t \in Threads : ~Blocked(t)

\* A page provider always exists; and: where a pin could need it.
G1 == \A d \in Dmas : Mapped(d) => Provider(d)
G2 == \A d \in Dmas : PinPossible(d) => Provider(d)

\* Every page that is pinned is the one the mapping stands for.
R1 == \A v \in Devices, d \in Dmas : device[v].pages[d] # None => device[v].pages[d] = dma[d].object

\* No pin behind the close: after close_device nothing of the device is pinned.
R2 == \A v \in Devices : Closed(v) => \A d \in Dmas : device[v].pages[d] = None

\* No sleeper holds iommu->lock.
R3 == \A c \in Containers : LockFree(c) \/ thread[container[c].lock].pc = "locked"

\* vaddr_invalid_count says how many mappings are invalid.
InvalidCountExact == \A c \in Containers :
    container[c].invalidCount = Cardinality({d \in DmasOf(c) : Mapped(d) /\ Invalid(d)})

\* Nobody sleeps once every mapping it needs is valid. (Who has been woken is no longer "asleep".)
NoLostWakeup == \A t \in Threads : Blocked(t) => \E d \in thread[t].batch : Invalid(d)

-----------------------------------------------------------------------------
(* Temporal properties; fairness is in the specification that a cfg names. No cfg lists one yet. Nor is N2 checked
   yet: "wherever a pin is blocked, the kernel alone can still unblock it" is no formula of TLA+. *)

\* Every wait ends.
N3 == \A t \in Threads : Blocked(t) ~> ~Blocked(t)

\* A page provider that is missing comes back, or the mapping goes.
G3 == \A d \in Dmas : (Mapped(d) /\ ~Provider(d)) ~> (~Mapped(d) \/ Provider(d))

\* Closing a device ends.
N4 == \A v \in Devices : Fencing(v) ~> Closed(v)
=============================================================================
