/**
 * The community modules, as the resolver reads them: which operators they declare, and what they export. A body
 * `NATIVE` says that TypeScript gives the operator its meaning (`src/models/tla/library`).
 */

const Folds = `---- MODULE Folds ----
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) == NATIVE
====`;

const Functions = `---- MODULE Functions ----
EXTENDS Folds
LOCAL INSTANCE Integers
Restrict(f, S) == NATIVE
RestrictDomain(f, Test(_)) == NATIVE
RestrictValues(f, Test(_)) == NATIVE
IsRestriction(narrow, wide) == NATIVE
Range(f) == NATIVE
Pointwise(f, g, T(_, _)) == NATIVE
Inverse(f, S, T) == NATIVE
AntiFunction(f) == NATIVE
IsInjective(f) == NATIVE
Injection(S, T) == NATIVE
Surjection(S, T) == NATIVE
Bijection(S, T) == NATIVE
ExistsInjection(S, T) == NATIVE
ExistsSurjection(S, T) == NATIVE
ExistsBijection(S, T) == NATIVE
FoldFunctionOnSet(op(_, _), base, fun, indices) == NATIVE
FoldFunction(op(_, _), base, fun) == NATIVE
SumFunctionOnSet(fun, indices) == NATIVE
SumFunction(fun) == NATIVE
====`;

const FiniteSetsExt = String.raw`---- MODULE FiniteSetsExt ----
EXTENDS Integers, FiniteSets, Folds, Functions
FoldSet(op(_, _), base, set) == NATIVE
SumSet(set) == NATIVE
ProductSet(set) == NATIVE
ReduceSet(op(_, _), set, acc) == NATIVE
MapThenSumSet(op(_), set) == NATIVE
FlattenSet(S) == UNION S
SymDiff(A, B) == (A \cup B) \ (A \cap B)
Quantify(S, P(_)) == NATIVE
kSubset(k, S) == NATIVE
Max(S) == NATIVE
Min(S) == NATIVE
Choices(Sets) == NATIVE
ChooseUnique(S, P(_)) == NATIVE
====`;

const SequencesExt = `---- MODULE SequencesExt ----
EXTENDS Sequences, Naturals, FiniteSets, FiniteSetsExt, Folds, Functions, Bags, TLC
ToSet(s) == NATIVE
ToBag(s) == NATIVE
SetToSeq(S) == NATIVE
SetToSeqs(S) == NATIVE
SetToSortSeq(S, op(_, _)) == NATIVE
SetToAllKPermutations(S) == NATIVE
TupleOf(set, n) == NATIVE
SeqOf(set, n) == NATIVE
BoundedSeq(S, n) == NATIVE
Contains(s, e) == NATIVE
IsSorted(s, op(_, _)) == NATIVE
Reverse(s) == NATIVE
Remove(s, e) == NATIVE
ReplaceAll(s, old, new) == NATIVE
SelectInSeq(seq, Test(_)) == NATIVE
SelectInSubSeq(seq, from, to, Test(_)) == NATIVE
SelectLastInSeq(seq, Test(_)) == NATIVE
SelectLastInSubSeq(seq, from, to, Test(_)) == NATIVE
InsertAt(s, i, e) == NATIVE
ReplaceAt(s, i, e) == NATIVE
RemoveAt(s, i) == NATIVE
RemoveFirst(s, e) == NATIVE
RemoveFirstMatch(s, Test(_)) == NATIVE
Cons(elt, seq) == NATIVE
Snoc(elt, seq) == NATIVE
Front(s) == NATIVE
Last(s) == NATIVE
IsPrefix(s, t) == NATIVE
IsStrictPrefix(s, t) == NATIVE
IsSuffix(s, t) == NATIVE
IsStrictSuffix(s, t) == NATIVE
Prefixes(s) == NATIVE
CommonPrefixes(S) == NATIVE
LongestCommonPrefix(S) == NATIVE
Suffixes(s) == NATIVE
SeqMod(a, b) == NATIVE
FoldSeq(op(_, _), base, seq) == NATIVE
FoldLeft(op(_, _), base, seq) == NATIVE
FoldRight(op(_, _), seq, base) == NATIVE
FoldLeftDomain(op(_, _), base, seq) == NATIVE
FoldRightDomain(op(_, _), seq, base) == NATIVE
FlattenSeq(seqs) == NATIVE
Zip(s, t) == NATIVE
Interleave(s, t) == NATIVE
SubSeqs(s) == NATIVE
AllSubSeqs(s) == NATIVE
IndexFirstSubSeq(s, t) == NATIVE
ReplaceSubSeqAt(i, r, s, t) == NATIVE
ReplaceFirstSubSeq(r, s, t) == NATIVE
ReplaceAllSubSeqs(r, s, t) == NATIVE
====`;

const BagsExt = `---- MODULE BagsExt ----
LOCAL INSTANCE Bags
LOCAL INSTANCE Integers
LOCAL INSTANCE Folds
BagAdd(B, x) == NATIVE
BagRemove(B, x) == NATIVE
BagRemoveAll(B, x) == NATIVE
MapThenFoldBag(op(_, _), base, f(_), choose(_), B) == NATIVE
FoldBag(op(_, _), base, B) == NATIVE
SumBag(B) == NATIVE
ProductBag(B) == NATIVE
====`;

const Bitwise = `---- MODULE Bitwise ----
LOCAL INSTANCE Integers
x & y == NATIVE
x | y == NATIVE
x ^^ y == NATIVE
Not(a) == NATIVE
shiftR(n, pos) == NATIVE
====`;

/** A property of a relation R on S, and the same property of an operator. */
function relationProperty(name: string): string {
  return `${name}(R, S) == NATIVE\n${name}Under(op(_, _), S) == NATIVE`;
}

const Relation = `---- MODULE Relation ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE FiniteSets
${relationProperty("IsReflexive")}
${relationProperty("IsIrreflexive")}
${relationProperty("IsSymmetric")}
${relationProperty("IsAntiSymmetric")}
${relationProperty("IsAsymmetric")}
${relationProperty("IsTransitive")}
${relationProperty("IsStrictlyPartiallyOrdered")}
${relationProperty("IsPartiallyOrdered")}
${relationProperty("IsStrictlyTotallyOrdered")}
${relationProperty("IsTotallyOrdered")}
TransitiveClosure(R, S) == NATIVE
ReflexiveTransitiveClosure(R, S) == NATIVE
IsConnected(R, S) == NATIVE
====`;

const Graphs = `---- MODULE Graphs ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE FiniteSets
IsDirectedGraph(G) == NATIVE
DirectedSubgraph(G) == NATIVE
Transpose(G) == NATIVE
IsUndirectedGraph(G) == NATIVE
UndirectedSubgraph(G) == NATIVE
Path(G) == NATIVE
SimplePath(G) == NATIVE
AreConnectedIn(m, n, G) == NATIVE
ConnectionsIn(G) == NATIVE
IsStronglyConnected(G) == NATIVE
IsTreeWithRoot(G, r) == NATIVE
GraphUnion(G, H) == NATIVE
IsBipartiteWithPartitions(G, U, V) == NATIVE
HasCycle(G) == NATIVE
IsDag(G) == NATIVE
Successors(G, n) == NATIVE
AllSuccessors(G, S) == NATIVE
Predecessors(G, n) == NATIVE
AllPredecessors(G, S) == NATIVE
Ancestors(G, n) == NATIVE
Descendants(G, n) == NATIVE
InDegree(G, n) == NATIVE
OutDegree(G, n) == NATIVE
Roots(G) == NATIVE
Leaves(G) == NATIVE
EmptyGraph == NATIVE
Graphs(S) == NATIVE
====`;

const UndirectedGraphs = `---- MODULE UndirectedGraphs ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE Folds
LOCAL INSTANCE Functions
IsUndirectedGraph(G) == NATIVE
IsLoopFreeUndirectedGraph(G) == NATIVE
UndirectedSubgraph(G) == NATIVE
Path(G) == NATIVE
SimplePath(G) == NATIVE
AreConnectedIn(m, n, G) == NATIVE
ConnectedComponents(G) == NATIVE
IsStronglyConnected(G) == NATIVE
UndirectedGraphs(S) == NATIVE
====`;

const Combinatorics = `---- MODULE Combinatorics ----
EXTENDS Naturals
factorial == NATIVE
choose(n, k) == NATIVE
====`;

const DyadicRationals = `---- MODULE DyadicRationals ----
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE FiniteSetsExt
LOCAL INSTANCE TLC
IsDyadicRational(r) == NATIVE
Zero == NATIVE
One == NATIVE
Add(p, q) == NATIVE
Half(p) == NATIVE
PrettyPrint(p) == NATIVE
====`;

const Statistics = `---- MODULE Statistics ----
EXTENDS Naturals
ChiSquare(expected, actual, alpha) == NATIVE
====`;

const VectorClocks = `---- MODULE VectorClocks ----
EXTENDS Naturals, Sequences, Functions
IsCausalOrder(log, clock(_)) == NATIVE
CausalOrder(log, clock(_), node(_), domain(_)) == NATIVE
====`;

const IOUtils = `---- MODULE IOUtils ----
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
IOSerialize(val, absoluteFilename, compress) == NATIVE
IODeserialize(absoluteFilename, compressed) == NATIVE
Serialize(value, dest, options) == NATIVE
Deserialize(src, options) == NATIVE
IOExec(command) == NATIVE
IOEnvExec(env, command) == NATIVE
IOExecTemplate(commandTemplate, parameters) == NATIVE
IOEnvExecTemplate(env, commandTemplate, parameters) == NATIVE
IOEnv == NATIVE
atoi(str) == NATIVE
zeroPadN(n, width) == NATIVE
====`;

const CSV = `---- MODULE CSV ----
LOCAL INSTANCE TLC
LOCAL INSTANCE Integers
CSVWrite(template, val, file) == NATIVE
CSVWriteRecord(record, delim, headers, file) == NATIVE
CSVRead(columns, delimiter, file) == NATIVE
CSVRecords(file) == NATIVE
====`;

const SVG = `---- MODULE SVG ----
LOCAL INSTANCE Naturals
LOCAL INSTANCE Sequences
LOCAL INSTANCE Integers
LOCAL INSTANCE TLC
LOCAL INSTANCE FiniteSets
LOCAL INSTANCE IOUtils
SVGElem(_name, _attrs, _children, _innerText) == NATIVE
Line(x1, y1, x2, y2, attrs) == NATIVE
Circle(cx, cy, r, attrs) == NATIVE
Rect(x, y, w, h, attrs) == NATIVE
Text(x, y, text, attrs) == NATIVE
Image(x, y, width, height, href, attrs) == NATIVE
Group(children, attrs) == NATIVE
Svg(children, attrs) == NATIVE
SVGDoc(children, vbX, vbY, vbW, vbH, attrs) == NATIVE
SVGElemToString(elem) == NATIVE
NodeOfRingNetwork(cx, cy, r, n, m) == NATIVE
NodesOfDirectedMultiGraph(nodes, edges, options) == NATIVE
PointOnLine(from, to, segment) == NATIVE
SVGSerialize(svg, frameNamePrefix, frameNumber) == NATIVE
====`;

const ShiViz = `---- MODULE ShiViz ----
LOCAL INSTANCE Integers
LOCAL INSTANCE Json
LOCAL INSTANCE TLC
INSTANCE Toolbox
Host == NATIVE
Clock == NATIVE
====`;

const GraphViz = `---- MODULE GraphViz ----
DotDiGraph(G, VL(_), EL(_)) == NATIVE
====`;

const Quorum = String.raw`---- MODULE Quorum ----
QuorumSystem(S) ==
  {Q \in SUBSET SUBSET S :
     /\ Q # {}
     /\ \A a, b \in Q : a \cap b # {}
     /\ \A a \in Q : {b \in SUBSET S : a \subseteq b} \subseteq Q}
====`;

const DifferentialEquations = `---- MODULE DifferentialEquations ----
LOCAL INSTANCE Reals
LOCAL INSTANCE Sequences
Integrate(D, a, b, InitVals) == NATIVE
====`;

/** Texts of the community modules by name. */
export const communityModules: Readonly<Record<string, string>> = {
  Folds,
  Functions,
  FiniteSetsExt,
  SequencesExt,
  BagsExt,
  Bitwise,
  Relation,
  Graphs,
  UndirectedGraphs,
  Combinatorics,
  DyadicRationals,
  Statistics,
  VectorClocks,
  IOUtils,
  CSV,
  SVG,
  ShiViz,
  GraphViz,
  Quorum,
  DifferentialEquations,
};
