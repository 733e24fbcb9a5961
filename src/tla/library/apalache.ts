/**
 * The modules of the checker Apalache in their untyped meaning: its hints mean their arguments, and variants are
 * functions from their tag. So specs annotated for it can be checked as they are.
 */

const Apalache = String.raw`---- MODULE Apalache ----
LOCAL INSTANCE Integers
LOCAL INSTANCE Sequences
LOCAL INSTANCE SequencesExt
x := e == x = e
Gen(size) == {}
Guess(S) == CHOOSE e \in S : TRUE
SetAsFun(S) == [a \in {p[1] : p \in S} |-> CHOOSE b \in {p[2] : p \in S} : <<a, b>> \in S]
MkSeq(N, F(_)) == [i \in 1 .. N |-> F(i)]
FunAsSeq(fn, len, capacity) == [i \in 1 .. len |-> fn[i]]
Skolem(e) == e
Expand(S) == S
ConstCardinality(e) == e
ApaFoldSet(Op(_, _), v, S) == FoldSet(LAMBDA e, acc : Op(acc, e), v, S)
ApaFoldSeqLeft(Op(_, _), v, seq) == FoldLeft(Op, v, seq)
Repeat(F(_, _), N, v) == FoldLeft(F, v, [i \in 1 .. N |-> i])
====`;

const Variants = String.raw`---- MODULE Variants ----
UNIT == "U_OF_UNIT"
Variant(tag, value) == [t \in {tag} |-> value]
VariantTag(v) == CHOOSE t \in DOMAIN v : TRUE
VariantFilter(tag, S) == {v[tag] : v \in {w \in S : tag \in DOMAIN w}}
VariantGetOrElse(tag, v, default) == IF tag \in DOMAIN v THEN v[tag] ELSE default
VariantGetUnsafe(tag, v) == v[tag]
====`;

const Option = String.raw`---- MODULE Option ----
EXTENDS Apalache, Variants
Some(v) == Variant("Some", v)
None == Variant("None", UNIT)
IsSome(o) == VariantTag(o) = "Some"
IsNone(o) == VariantTag(o) = "None"
OptionCase(o, S(_), N(_)) == IF IsSome(o) THEN S(VariantGetUnsafe("Some", o)) ELSE N(UNIT)
OptionMap(F(_), o) == IF IsSome(o) THEN Some(F(VariantGetUnsafe("Some", o))) ELSE None
OptionFlatMap(F(_), o) == IF IsSome(o) THEN F(VariantGetUnsafe("Some", o)) ELSE None
OptionGetOrElse(o, default) == VariantGetOrElse("Some", o, default)
OptionToSeq(o) == IF IsSome(o) THEN <<VariantGetUnsafe("Some", o)>> ELSE <<>>
OptionToSet(o) == VariantFilter("Some", {o})
OptionGuess(S) == IF S = {} THEN None ELSE Some(CHOOSE e \in S : TRUE)
OptionFunApp(f, o) == IF IsSome(o) THEN Some(f[VariantGetUnsafe("Some", o)]) ELSE None
OptionPartialFun(f, undefined) ==
  [a \in (DOMAIN f) \cup undefined |-> IF a \in undefined THEN None ELSE Some(f[a])]
====`;

/** Texts of Apalache's modules by name. */
export const apalacheModules: Readonly<Record<string, string>> = { Apalache, Variants, Option };
