/**
 * The modules for proofs: the directives of TLAPS and the modules of theorems. Proofs are dropped, so the theorems
 * are left out; what matters is which names the modules declare and export.
 */

/** Directives without parameters, and those with one (a timeout or a tactic). */
const directives = `
  SimpleArithmetic SMT CVC3 CVC4 Yices veriT Z3 Spass LS4 PTL Zipper Zenon Isa IsaWithSetExtensionality SlowZenon
  SlowerZenon VerySlowZenon SlowestZenon Auto SlowAuto SlowerAuto SlowestAuto Force SlowForce SlowerForce SlowestForce
  SimplifyAndSolve SlowSimplifyAndSolve SlowerSimplifyAndSolve SlowestSimplifyAndSolve Simplification
  SlowSimplification SlowerSimplification SlowestSimplification Blast SlowBlast SlowerBlast SlowestBlast AutoBlast
  AllProvers AllSMT AllIsa ExpandENABLED ExpandCdot AutoUSE Lambdify ENABLEDaxioms LevelComparison Trivial`;
const timedDirectives = `
  SMTT CVC3T CVC4T YicesT veriTT Z3T SpassT LS4T ZipperT ZenonT IsaT IsaM AllProversT AllSMTT AllIsaT`;

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

const TLAPS = [
  "---- MODULE TLAPS ----",
  ...words(directives).map((name) => `${name} == TRUE`),
  ...words(timedDirectives).map((name) => `${name}(X) == TRUE`),
  "IsaMT(X, Y) == TRUE",
  "EnabledWrapper(Op(_)) == FALSE",
  "CdotWrapper(Op(_)) == FALSE",
  String.raw`THEOREM SetExtensionality == \A S, T : (\A x : x \in S <=> x \in T) => S = T`,
  String.raw`THEOREM NoSetContainsEverything == \A S : \E x : x \notin S`,
  "====",
].join("\n");

const NaturalsInduction = String.raw`---- MODULE NaturalsInduction ----
EXTENDS Integers, TLAPS
NatInductiveDefHypothesis(f, f0, Def(_, _)) == NATIVE
NatInductiveDefConclusion(f, f0, Def(_, _)) == NATIVE
FiniteNatInductiveDefHypothesis(f, c, Def(_, _), m, n) == NATIVE
FiniteNatInductiveDefConclusion(f, c, Def(_, _), m, n) ==
  f = [i \in m .. n |-> IF i > m THEN Def(f[i - 1], i) ELSE c]
====`;

const WellFoundedInduction = String.raw`---- MODULE WellFoundedInduction ----
EXTENDS NaturalsInduction
IsTransitivelyClosedOn(R, S) == \A a, b, c \in S : {<<a, b>>, <<b, c>>} \subseteq R => <<a, c>> \in R
IsWellFoundedOn(R, S) == NATIVE
SetLessThan(x, R, S) == {a \in S : <<a, x>> \in R}
WFDefOn(R, S, Def(_, _)) == NATIVE
OpDefinesFcn(f, S, Def(_, _)) == NATIVE
WFInductiveDefines(f, S, Def(_, _)) == f = [a \in S |-> Def(f, a)]
WFInductiveUnique(S, Def(_, _)) == NATIVE
TransitiveClosureOn(R, S) ==
  {p \in S \X S : \A U \in SUBSET (S \X S) :
     (R \cap (S \X S) \subseteq U /\ IsTransitivelyClosedOn(U, S)) => p \in U}
OpToRel(Less(_, _), S) == {p \in S \X S : Less(p[1], p[2])}
PreImage(F(_), S, R) == {p \in S \X S : <<F(p[1]), F(p[2])>> \in R}
LexPairOrdering(R1, R2, S1, S2) ==
  {p \in (S1 \X S2) \X (S1 \X S2) :
     <<p[1][1], p[2][1]>> \in R1 \/ (p[1][1] = p[2][1] /\ <<p[1][2], p[2][2]>> \in R2)}
LexProductOrdering(R, S, n) ==
  {p \in [1 .. n -> S] \X [1 .. n -> S] :
     \E j \in 1 .. n : (\A i \in 1 .. j - 1 : p[1][i] = p[2][i]) /\ <<p[1][j], p[2][j]>> \in R}
====`;

const FiniteSetTheorems = String.raw`---- MODULE FiniteSetTheorems ----
EXTENDS FiniteSets, Functions, WellFoundedInduction
FiniteSubsetsOf(S) == {T \in SUBSET S : IsFiniteSet(T)}
StrictSubsetOrdering(S) == {p \in (SUBSET S) \X (SUBSET S) : p[1] # p[2] /\ p[1] \subseteq p[2]}
====`;

const BagsTheorems = String.raw`---- MODULE BagsTheorems ----
EXTENDS Bags
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
Scaling(n, B) == IF n > 0 THEN [e \in DOMAIN B |-> B[e] * n] ELSE EmptyBag
SeqToBag(seq) ==
  [e \in {seq[i] : i \in DOMAIN seq} |-> Cardinality({i \in DOMAIN seq : seq[i] = e})]
====`;

/** A module that has only theorems. */
function theorems(name: string, extended: string): string {
  return `---- MODULE ${name} ----\nEXTENDS ${extended}\n====`;
}

/** Texts of the modules for proofs by name. */
export const proofModules: Readonly<Record<string, string>> = {
  TLAPS,
  NaturalsInduction,
  WellFoundedInduction,
  FiniteSetTheorems,
  BagsTheorems,
  FunctionTheorems: theorems("FunctionTheorems", "Functions, Integers, FiniteSets"),
  SequenceTheorems: theorems("SequenceTheorems", "Sequences, Integers, WellFoundedInduction, Functions, TLAPS"),
  SequencesExtTheorems: theorems(
    "SequencesExtTheorems",
    "Sequences, SequencesExt, Functions, Integers, WellFoundedInduction",
  ),
  FiniteSetsExtTheorems: theorems("FiniteSetsExtTheorems", "FiniteSetsExt, FiniteSets, Integers"),
  FoldsTheorems: theorems("FoldsTheorems", "Folds, FiniteSets, Integers"),
  GraphTheorems: theorems("GraphTheorems", "Graphs, FiniteSets, Integers"),
  QuorumTheorems: theorems("QuorumTheorems", "Quorum, FiniteSets, Integers"),
};
