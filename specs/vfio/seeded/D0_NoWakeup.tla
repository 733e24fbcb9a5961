---------------------------- MODULE D0_NoWakeup -----------------------------
\* SPDX-License-Identifier: MIT
(***************************************************************************)
(* Seeded bug: RevalidateVaddr makes the mapping valid, but wakes nobody.  *)
(* N3 and NoLostWakeup should tell.                                        *)
(***************************************************************************)
EXTENDS Invalidation

SilentlyRevalidateVaddr(p, d, a) ==
    /\ process[p].phase = "running"
    /\ Ioctl(p, ContainerOf[d])
    /\ Mapped(d) /\ Invalid(d)
    /\ dma' = [dma EXCEPT ![d] = [@ EXCEPT !.invalid = FALSE, !.vaddr = a]]
    /\ container' = Uncounted(d)
    /\ plan' = IF \A e \in Dmas \ {d} : ~Invalid(e) THEN PlanUpdated ELSE plan
    /\ UNCHANGED <<process, mm, locked, device, thread, file>>

SeededUpdate == \/ Invalidations \/ Replacements
                \/ \E p \in Processes, d \in Dmas :
                      \E a \in AddressesToRevalidate(p, d) : SilentlyRevalidateVaddr(p, d, a)

SeededNext == Kernel \/ Guest \/ UserSpace \/ SeededUpdate \/ Finished

SeededSpec == Init /\ [][SeededNext]_vars /\ DriverFairness /\ ProcessFairness /\ SF_vars(Updating /\ SeededUpdate)
=============================================================================
