/**
 * The standard modules, as the resolver reads them: which operators they declare, and what they export. A body
 * `NATIVE` says that TypeScript gives the operator its meaning (`src/models/tla/library`).
 */

const Naturals = String.raw`---- MODULE Naturals ----
Nat == NATIVE
a + b == NATIVE
a - b == NATIVE
a * b == NATIVE
a ^ b == NATIVE
a < b == NATIVE
a > b == NATIVE
a \leq b == NATIVE
a \geq b == NATIVE
a % b == NATIVE
a \div b == NATIVE
a .. b == NATIVE
====`;

const Integers = `---- MODULE Integers ----
EXTENDS Naturals
Int == NATIVE
-. a == NATIVE
====`;

const Reals = `---- MODULE Reals ----
EXTENDS Integers
Real == NATIVE
a / b == NATIVE
Infinity == NATIVE
====`;

const Sequences = String.raw`---- MODULE Sequences ----
LOCAL INSTANCE Naturals
Seq(S) == NATIVE
Len(s) == NATIVE
s \o t == NATIVE
Append(s, e) == NATIVE
Head(s) == NATIVE
Tail(s) == NATIVE
SubSeq(s, m, n) == NATIVE
SelectSeq(s, Test(_)) == NATIVE
====`;

const FiniteSets = `---- MODULE FiniteSets ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
IsFiniteSet(S) == NATIVE
Cardinality(S) == NATIVE
====`;

/** Ours. In other checkers its operators fail when they are evaluated (specs/vfio/Possibility.tla). */
const Possibility = `---- MODULE Possibility ----
Possible(P) == NATIVE
PossibleBy(A, P) == NATIVE
====`;

const Bags = String.raw`---- MODULE Bags ----
LOCAL INSTANCE Naturals
IsABag(B) == NATIVE
BagToSet(B) == NATIVE
SetToBag(S) == NATIVE
BagIn(e, B) == NATIVE
EmptyBag == NATIVE
B1 (+) B2 == NATIVE
B1 (-) B2 == NATIVE
BagUnion(S) == NATIVE
B1 \sqsubseteq B2 == NATIVE
SubBag(B) == NATIVE
BagOfAll(F(_), B) == NATIVE
BagCardinality(B) == NATIVE
CopiesIn(e, B) == NATIVE
====`;

const TLC = `---- MODULE TLC ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets
Print(out, val) == NATIVE
PrintT(out) == NATIVE
Assert(val, out) == NATIVE
JavaTime == NATIVE
TLCGet(i) == NATIVE
TLCSet(i, v) == NATIVE
d :> e == NATIVE
f @@ g == NATIVE
Permutations(S) == NATIVE
SortSeq(s, Op(_, _)) == NATIVE
RandomElement(S) == NATIVE
Any == NATIVE
ToString(v) == NATIVE
TLCEval(v) == NATIVE
====`;

const TLCExt = `---- MODULE TLCExt ----
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers
AssertEq(a, b) == NATIVE
AssertError(err, exp) == NATIVE
TLCGetOrDefault(key, defaultVal) == NATIVE
TLCGetAndSet(key, Op(_, _), val, defaultVal) == NATIVE
Trace == NATIVE
CounterExample == NATIVE
ToTrace(CE) == NATIVE
TLCModelValue(str) == NATIVE
TLCDefer(expression) == NATIVE
TLCNoOp(val) == NATIVE
PickSuccessor(exp) == NATIVE
TLCCache(expression, closure) == NATIVE
TLCFP(var) == NATIVE
TLCEvalDefinition(definitionName) == NATIVE
====`;

const Toolbox = `---- MODULE Toolbox ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC
_TETrace == NATIVE
_TEPosition == NATIVE
====`;

const Json = `---- MODULE Json ----
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE TLC
ToJson(value) == NATIVE
ToJsonArray(value) == NATIVE
ToJsonObject(value) == NATIVE
JsonSerialize(absoluteFilename, value) == NATIVE
JsonDeserialize(absoluteFilename) == NATIVE
ndJsonSerialize(absoluteFilename, value) == NATIVE
ndJsonDeserialize(absoluteFilename) == NATIVE
====`;

const Randomization = `---- MODULE Randomization ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
RandomSubset(k, S) == NATIVE
RandomSetOfSubsets(k, n, S) == NATIVE
TestRandomSetOfSubsets(k, n, S) == NATIVE
====`;

const RealTime = `---- MODULE RealTime ----
EXTENDS Reals
VARIABLE now
RTBound(A, v, D, E) ==
  LET restarts == <<A>>_v \\/ ~(ENABLED <<A>>_v)'
      Timed(t) == t = 0 /\\ [][t' = IF restarts THEN 0 ELSE t + (now' - now)]_<<t, v, now>>
  IN  \\EE t : Timed(t) /\\ [](t <= E) /\\ [][A => D <= t]_v
RTnow(v) ==
  LET Passes == now' \\in {r \\in Real : r > now} /\\ UNCHANGED v
  IN  now \\in Real /\\ [][Passes]_now /\\ \\A r \\in Real : WF_now(Passes /\\ now' > r)
====`;

/** Texts of the standard modules by name. */
export const standardModules: Readonly<Record<string, string>> = {
  Naturals,
  Integers,
  Reals,
  Sequences,
  FiniteSets,
  Bags,
  TLC,
  TLCExt,
  Toolbox,
  Json,
  Randomization,
  Possibility,
  RealTime,
};
