/**
 * Every operator of the language and of the standard modules as a text with holes: `?S` is a place for an expression of
 * type S, `?b($1:i)` for one in which the name $1 is known as an i; `$1` and `$2` are fresh names. Some of the texts have no
 * value for some operands of the right type (`partial`), and what stands in a hole may be of another type.
 *
 * Types: i integer, b Boolean, k model value, c string, S set of i, K of k, C of c, P of S, q sequence of i, t <<i, c>>, T set
 * of t, r record [a : i, s : S, c : c], m message (records of two shapes), M set of m, f function K -> i, g function
 * 1..2 -> r, B bag of m, Q sequence of m.
 */

import { memberships, quantified } from "./partial-formulas.ts";
import { type Letter, letters } from "./partial-values.ts";

/** Texts of one type: those that have a value for operands of the right types, and those that may have none. */
interface Texts {
  readonly total: readonly string[];
  readonly partial: readonly string[];
}

const comparisons = letters.flatMap((l) => [`(?${l} = ?${l})`, `(?${l} # ?${l})`]);

const controlled = letters.flatMap((l) => [
  `(IF ?b THEN ?${l} ELSE ?${l})`,
  `(CASE ?b -> ?${l} [] OTHER -> ?${l})`,
  `(CASE ?b -> ?${l} [] ?b -> ?${l} [] OTHER -> ?${l})`,
  `(LET $1 == ?a IN ?${l})`,
  `(LET $1 == ?${l} IN ?${l}($1:${l}))`,
  `(LET $1 == ?i $2 == ?S IN ?${l}($1:i,$2:S))`,
  `(LET $1($2) == ?${l}($2:i) IN $1(?i))`,
  `(LET $1($2) == ?${l}($2:m) IN $1(?m))`,
  `(LET $1($2) == ?${l} IN $1(?a))`,
  `Ap(LAMBDA $1 : ?${l}($1:m), ?m)`,
  `Ap(LAMBDA $1 : ?${l}, ?a)`,
  `Fst(?${l}, ?a)`,
  `[$1 \\in ?S \\cup {1} |-> ?${l}($1:i)][1]`,
  `(IF ?i \\in ?S THEN ?${l} ELSE ?${l})`,
  `<<?a, ?${l}>>[2]`,
  `[a |-> ?a, b |-> ?${l}].b`,
  `TLCEval(?${l})`,
]);

function controlledOf(letter: Letter): readonly string[] {
  const at = letters.indexOf(letter);
  const each = controlled.length / letters.length;
  return controlled.slice(at * each, (at + 1) * each);
}

/** What is in parts of others; each may have no value. */
const selected = letters.flatMap((l) => [
  `(CASE ?b -> ?${l} [] ?b -> ?${l})`,
  `<<?${l}, ?${l}>>[?i]`,
  `[$1 \\in ?S |-> ?${l}($1:i)][?i]`,
  `[$1 \\in ?K |-> ?${l}($1:k)][?k]`,
  `(IF n = bad THEN Assert(FALSE, "no") ELSE ?${l})`,
  `(IF Assert(?b, <<"no", ?a>>) THEN ?${l} ELSE ?${l})`,
  `Head(<<?${l}>> \\o <<>>)`,
  `(CHOOSE $1 \\in {?${l}, ?${l}} : ?b($1:${l}))`,
  `(CHOOSE $1 : ?b)`,
  `[a |-> ?${l}][?c]`,
  `(IF n = bad THEN [a |-> ?${l}].b ELSE ?${l})`,
  `(LET $1[$2 \\in ?S] == ?${l}($2:i) IN $1[?i])`,
  `(CHOOSE $1 \\in {?${l}} \\cup {$2 \\in {?${l}} : ?b($2:${l})} : TRUE)`,
]);

function selectedOf(letter: Letter): readonly string[] {
  const at = letters.indexOf(letter);
  const each = selected.length / letters.length;
  return selected.slice(at * each, (at + 1) * each);
}

const own: Readonly<Record<Letter, Texts>> = {
  b: {
    total: [
      "~?b",
      "(?b /\\ ?b)",
      "(?b \\/ ?b)",
      "(?b => ?b)",
      "(?b <=> ?b)",
      "(?b /\\ ?b /\\ ?b)",
      "(?b \\/ ?b \\/ ?b)",
      "((?b /\\ ?b) \\/ ?b)",
      "(?i < ?i)",
      "(?i > ?i)",
      "(?i <= ?i)",
      "(?i >= ?i)",
      ...comparisons,
      ...memberships,
      ...quantified,
      "({?i, ?i} = ?S)",
      "(<<?i, ?i>> = ?q)",
      "(<<?i, ?c>> = ?t)",
      "([a |-> ?i, s |-> ?S, c |-> ?c] = ?r)",
      "([t |-> ?c, n |-> ?i] = ?m)",
      "({$1 \\in ?S : ?b($1:i)} = ?S)",
      "({?i($1:i) : $1 \\in ?S} = {})",
      "(?S = {})",
      "(?M = {})",
      "(?q = <<>>)",
      "(?f = [$1 \\in ?K |-> ?i])",
      "(?S \\cup ?S = {})",
      "(?S \\cap ?S = {})",
      "(?m # m1)",
      "(?i = m1)",
      "(?r = m1)",
      "(Len(?q) = ?i)",
      "(Cardinality(?M) = ?i)",
      "((?i = ?i) = ?b)",
      "(SUBSET ?S = ?P)",
      "([?K -> ?S] = {})",
      "([t : ?C, n : ?S] = {})",
      "(?S \\X ?C = {})",
      "(?S \\X ?C = ?T)",
      "IsFiniteSet(?S)",
      "IsFiniteSet(?M)",
      "IsABag(?B)",
      "BagIn(?m, ?B)",
      "(?B \\sqsubseteq ?B)",
      "(?B \\in SubBag(?B))",
      "Assert(TRUE, ?a)",
      "IsInjective(?f)",
      "IsRestriction(?f, ?f)",
      "ExistsInjection(?S, ?K)",
      "ExistsBijection(?S, ?C)",
      "ExistsSurjection(?K, ?C)",
      "Contains(?q, ?i)",
      "Contains(?Q, ?m)",
      "IsPrefix(?q, ?q)",
      "IsSuffix(?q, ?q)",
      "IsStrictPrefix(?q, ?q)",
      "IsSorted(?q, LAMBDA $1, $2 : ?b($1:i,$2:i))",
      "(\\E $1 \\in ?S : TRUE)",
      "(\\A $1 \\in ?M : TRUE)",
      "(\\E $1 \\in ?S : ?b)",
      "(\\A $1 \\in ?K : ?b)",
      "(ToString(?a) = ?c)",
      "IsTransitive([$1 \\in ?S \\X ?S |-> ?b($1:a)], ?S)",
      "IsReflexiveUnder(LAMBDA $1, $2 : ?b($1:i,$2:i), ?S)",
    ],
    partial: ["Assert(?b, ?a)", "Head(<<?b>>)", "IsStrictSuffix(?q, ?q)"],
  },
  i: {
    total: [
      "(?i + ?i)",
      "(?i - ?i)",
      "(-?i)",
      "(?i * ?i)",
      "(?i % 3)",
      "(?i \\div 2)",
      "Len(?q)",
      "Len(?Q)",
      "Cardinality(?S)",
      "Cardinality(?M)",
      "Cardinality(?K)",
      "Cardinality(?T)",
      "Cardinality(?P)",
      "BagCardinality(?B)",
      "CopiesIn(?m, ?B)",
      "SumSet(?S)",
      "SumFunction(?f)",
      "FoldSet(LAMBDA $1, $2 : ?i($1:i,$2:i), ?i, ?S)",
      "FoldSeq(LAMBDA $1, $2 : ?i($1:i,$2:i), ?i, ?q)",
      "FoldLeft(LAMBDA $1, $2 : ?i($1:i,$2:m), ?i, ?Q)",
      "FoldRight(LAMBDA $1, $2 : ?i($1:m,$2:i), ?Q, ?i)",
      "FoldFunction(LAMBDA $1, $2 : ?i($1:i,$2:i), ?i, ?f)",
      "Quantify(?M, LAMBDA $1 : ?b($1:m))",
      "MapThenSumSet(LAMBDA $1 : ?i($1:m), ?M)",
      "SelectInSeq(?q, LAMBDA $1 : ?b($1:i))",
      "Cardinality({$1 \\in ?M : ?b($1:m)})",
      "ProductSet(?S)",
      "Cardinality(DOMAIN ?B)",
      "MapThenFoldSet(LAMBDA $1, $2 : ?i($1:i,$2:i), ?i, LAMBDA $1 : ?i($1:m), LAMBDA $1 : CHOOSE $2 \\in $1 : TRUE, ?M)",
      "Sum(?S)",
      "(CHOOSE $1 \\in ?S \\cup {?i} : TRUE)",
      "(?i & ?i)",
      "(?i ^^ ?i)",
      "Cardinality(?S \\X ?C)",
      "Cardinality(SUBSET ?S)",
      "Cardinality([?K -> ?S])",
      "Cardinality([t : ?C, n : ?S])",
    ],
    partial: [
      "Head(?q)",
      "?q[?i]",
      "?f[?k]",
      "?r.a",
      "?g[?i].a",
      "?m.n",
      "?B[?m]",
      "?t[1]",
      "?t[?i]",
      "?q[Len(?q)]",
      "(?i \\div ?i)",
      "(?i % ?i)",
      "(?i ^ ?i)",
      "(CHOOSE $1 \\in ?S : ?b($1:i))",
      "(?i * 9007199254740991)",
      "(?i + 9007199254740991)",
      "Max(?S)",
      "Min(?S)",
      "Last(?q)",
      "?Q[?i].n",
      "Head(?Q).n",
      "?r[?c]",
      "(CHOOSE $1 \\in ?S : TRUE)",
      "(CHOOSE $1 \\in ?M : ?b($1:m)).n",
      "fact[?i]",
      "Down(?i)",
      "FoldFunctionOnSet(LAMBDA $1, $2 : ?i($1:i,$2:i), ?i, ?f, ?K)",
      "ReduceSet(LAMBDA $1, $2 : ?i($1:i,$2:i), ?S, ?i)",
      "SumFunctionOnSet(?f, ?K)",
      "ChooseUnique(?S, LAMBDA $1 : ?b($1:i))",
      "(CHOOSE $1 \\in Nat : ?b($1:i))",
      "shiftR(?i, ?i)",
      "Cardinality(Nat)",
    ],
  },
  k: {
    total: ["(CHOOSE $1 \\in {?k} \\cup ?K : TRUE)"],
    partial: ["(CHOOSE $1 \\in ?K : ?b($1:k))", "SetToSeq(?K)[?i]", "Inverse(?f, ?K, ?S)[?i]", "AntiFunction(?f)[?i]"],
  },
  c: {
    total: ["ToString(?i)", "(?c \\o ?c)"],
    partial: [
      "?r.c",
      "?m.t",
      "?t[2]",
      "?g[?i].c",
      "(CHOOSE $1 \\in ?C : ?b($1:c))",
      "Head(?Q).t",
      "SubSeq(?c, ?i, ?i)",
    ],
  },
  S: {
    total: [
      "(?S \\cup ?S)",
      "(?S \\cap ?S)",
      "(?S \\ ?S)",
      "{?i, ?i}",
      "{?i}",
      "(?i..?i)",
      "{$1 \\in ?S : ?b($1:i)}",
      "{?i($1:i) : $1 \\in ?S}",
      "{?i($1:m) : $1 \\in ?M}",
      "{?i($1:k) : $1 \\in ?K}",
      "{?i($1:i,$2:k) : $1 \\in ?S, $2 \\in ?K}",
      "{?i($1:i,$2:c) : <<$1, $2>> \\in ?T}",
      "(UNION ?P)",
      "(UNION {?S, ?S})",
      "(DOMAIN ?q)",
      "(DOMAIN ?g)",
      "(UNION {?S($1:i) : $1 \\in ?S})",
      "(UNION {?S($1:m) : $1 \\in ?M})",
      "Range(?q)",
      "Range(?f)",
      "ToSet(?q)",
      "SymDiff(?S, ?S)",
      "FlattenSet(?P)",
      "{$1 \\in ?i..?i : ?b($1:i)}",
      "(?S \\cup {?i})",
      "(?S \\ {?i})",
      "({?i} \\cap ?S)",
      "(?S \\cap Nat)",
      "(?S \\ Nat)",
      "{$1 \\in ?S \\cup ?S : ?b($1:i)}",
      "FoldSet(LAMBDA $1, $2 : ?S($1:i,$2:S), ?S, ?S)",
      "{$1 \\in {?i, ?i} : ?b($1:i)}",
    ],
    partial: [
      "?r.s",
      "?m.s",
      "?g[?i].s",
      "(CHOOSE $1 \\in ?P : ?b($1:S))",
      "{$1[1] : $1 \\in ?T}",
      "{$1.n : $1 \\in ?M}",
      "(UNION {$1.s : $1 \\in ?M})",
      "{?f[$1] : $1 \\in ?K}",
    ],
  },
  K: {
    total: [
      "(?K \\cup ?K)",
      "(?K \\ {?k})",
      "{$1 \\in ?K : ?b($1:k)}",
      "{?k, ?k}",
      "(DOMAIN ?f)",
      "{?k($1:i) : $1 \\in ?S}",
      "(?K \\cap ?K)",
    ],
    partial: ["(CHOOSE $1 \\in SUBSET ?K : ?b($1:K))"],
  },
  C: {
    total: [
      "(?C \\cup ?C)",
      "{?c}",
      "(DOMAIN ?r)",
      "(DOMAIN ?m)",
      "{?c($1:m) : $1 \\in ?M}",
      "(?C \\cap ?C)",
      "(?C \\cap STRING)",
    ],
    partial: ["{$1.t : $1 \\in ?M}", "{$1[2] : $1 \\in ?T}"],
  },
  P: {
    total: [
      "(SUBSET ?S)",
      "{?S, ?S}",
      "(?P \\cup ?P)",
      "{$1 \\in ?P : ?b($1:S)}",
      "{?S($1:i) : $1 \\in ?S}",
      "{$1 \\in SUBSET ?S : ?b($1:S)}",
      "kSubset(1, ?S)",
      "(?P \\ {?S})",
      "(?P \\cap ?P)",
    ],
    partial: ["kSubset(?i, ?S)", "{$1.s : $1 \\in ?M}", "Choices(?P)"],
  },
  q: {
    total: [
      "Append(?q, ?i)",
      "(?q \\o ?q)",
      "<<?i, ?i>>",
      "<<?i>>",
      "SelectSeq(?q, LAMBDA $1 : ?b($1:i))",
      "[$1 \\in 1..?i |-> ?i($1:i)]",
      "Reverse(?q)",
      "Cons(?i, ?q)",
      "SetToSeq(?S)",
      "Remove(?q, ?i)",
      "[?q EXCEPT ![?i] = ?i]",
      "[?q EXCEPT ![1] = ?i(@:i)]",
      "[$1 \\in DOMAIN ?q |-> ?i($1:i)]",
      "SortSeq(?q, LAMBDA $1, $2 : ?b($1:i,$2:i))",
      "SetToSortSeq(?S, LAMBDA $1, $2 : ?b($1:i,$2:i))",
      "SubSeq(?q, 1, 0)",
      "ReplaceAll(?q, ?i, ?i)",
    ],
    partial: [
      "Tail(?q)",
      "SubSeq(?q, ?i, ?i)",
      "SubSeq(?q, 1, ?i)",
      "Front(?q)",
      "RemoveAt(?q, ?i)",
      "InsertAt(?q, ?i, ?i)",
      "ReplaceAt(?q, ?i, ?i)",
      "[$1 \\in DOMAIN ?q |-> ?q[$1]]",
      "[$1 \\in DOMAIN ?Q |-> ?Q[$1].n]",
      "FlattenSeq(<<?q, ?q>>)",
      "(CHOOSE $1 \\in [1..2 -> ?S] : ?b($1:q))",
    ],
  },
  t: {
    total: ["<<?i, ?c>>", "[?t EXCEPT ![1] = ?i(@:i)]", "[?t EXCEPT ![2] = ?c(@:c)]"],
    partial: ["(CHOOSE $1 \\in ?T : ?b($1:t))", "[?t EXCEPT ![?i] = ?i]"],
  },
  T: {
    total: [
      "(?S \\X ?C)",
      "(?T \\cup ?T)",
      "{?t, ?t}",
      "{$1 \\in ?T : ?b($1:t)}",
      "{?t($1:i) : $1 \\in ?S}",
      "(?T \\ {?t})",
      "{$1 \\in ?S \\X ?C : ?b($1:t)}",
      "{<<$1, $2>> \\in ?T : ?b($1:i,$2:c)}",
    ],
    partial: [],
  },
  r: {
    total: [
      "[a |-> ?i, s |-> ?S, c |-> ?c]",
      "[?r EXCEPT !.a = ?i(@:i)]",
      "[?r EXCEPT !.s = ?S(@:S)]",
      "[?r EXCEPT !.a = ?i, !.c = ?c]",
      '[?r EXCEPT !["s"] = ?S]',
      "[?r EXCEPT !.b = ?a]",
    ],
    partial: [
      "?g[?i]",
      "(CHOOSE $1 \\in [a : ?S, s : ?P, c : ?C] : ?b($1:r))",
      "[?r EXCEPT !.s = @ \\cup ?S, !.a = @ + ?i]",
    ],
  },
  m: {
    total: [
      "[t |-> ?c, n |-> ?i]",
      "[t |-> ?c, s |-> ?S]",
      "[?m EXCEPT !.n = ?i]",
      "[?m EXCEPT !.t = ?c(@:c)]",
      "(?m @@ ?m)",
      "[?m EXCEPT !.z = ?a]",
    ],
    partial: [
      "Head(?Q)",
      "(CHOOSE $1 \\in ?M : ?b($1:m))",
      "?Q[?i]",
      "[?m EXCEPT !.n = @ + ?i]",
      "[?m EXCEPT !.s = @ \\cup ?S]",
      "(CHOOSE $1 \\in DOMAIN ?B : ?b($1:m))",
    ],
  },
  M: {
    total: [
      "(?M \\cup {?m})",
      "(?M \\ {?m})",
      "(?M \\cup ?M)",
      "{$1 \\in ?M : ?b($1:m)}",
      "{?m($1:m) : $1 \\in ?M}",
      "{?m, ?m}",
      "(DOMAIN ?B)",
      "BagToSet(?B)",
      "[t : ?C, n : ?S]",
      "Range(?Q)",
      "(?M \\cap ?M)",
      "{?m($1:k) : $1 \\in ?K}",
      "(?M \\cap [t : ?C, n : ?S])",
      "(?M \\ [t : ?C, n : ?S])",
      "{$1 \\in [t : ?C, n : ?S] : ?b($1:m)}",
    ],
    partial: [
      "(CHOOSE $1 \\in SUBSET ?M : ?b($1:M))",
      "{$1 \\in ?M : $1.n > ?i}",
      "{$1 \\in ?M : ?i \\in $1.s}",
      '{$1 \\in ?M : $1.t = "p" /\\ $1.n = ?i}',
      "{[$1 EXCEPT !.n = ?i] : $1 \\in ?M}",
    ],
  },
  f: {
    total: [
      "[$1 \\in ?K |-> ?i($1:k)]",
      "[?f EXCEPT ![?k] = ?i]",
      "[?f EXCEPT ![?k] = ?i(@:i)]",
      "(?f @@ ?f)",
      "(?k :> ?i)",
      "(?k :> ?i @@ ?f)",
      "[?f EXCEPT ![?k] = ?i, ![?k] = ?i]",
      "Restrict(?f, ?K)",
      "[$1 \\in {m1, m2} |-> ?i($1:k)]",
      "RestrictDomain(?f, LAMBDA $1 : ?b($1:k))",
      "RestrictValues(?f, LAMBDA $1 : ?b($1:i))",
    ],
    partial: [
      "[$1 \\in ?K |-> ?f[$1]]",
      "(CHOOSE $1 \\in [?K -> ?S] : ?b($1:f))",
      "[?f EXCEPT ![?k] = @ + ?i]",
      "[?f EXCEPT ![?k] = ?f[?k]]",
      "Pointwise(?f, ?f, LAMBDA $1, $2 : ?i($1:i,$2:i))",
    ],
  },
  g: {
    total: [
      "[$1 \\in 1..2 |-> ?r($1:i)]",
      "[?g EXCEPT ![?i].a = ?i(@:i)]",
      "[?g EXCEPT ![1] = ?r]",
      "[?g EXCEPT ![?i].s = ?S]",
      "<<?r, ?r>>",
      "[?g EXCEPT ![1].a = ?i, ![?i].c = ?c]",
      "[?g EXCEPT ![?i].b = ?a]",
    ],
    partial: ["[$1 \\in ?S |-> ?g[$1]]", "[?g EXCEPT ![?i].s = @ \\cup ?S]", "[?g EXCEPT ![?i].a = @ + ?i]"],
  },
  B: {
    total: [
      "EmptyBag",
      "SetToBag(?M)",
      "(?B (+) ?B)",
      "(?B (-) ?B)",
      "(?m :> ?i)",
      "[?B EXCEPT ![?m] = ?i]",
      "(?B @@ (?m :> 1))",
      "BagOfAll(LAMBDA $1 : ?m($1:m), ?B)",
      "(?B (+) SetToBag({?m}))",
      "(?B (-) SetToBag({?m}))",
      "BagAdd(?B, ?m)",
      "BagRemove(?B, ?m)",
      "BagRemoveAll(?B, ?m)",
      "ToBag(?Q)",
      "BagUnion({?B, ?B})",
      "[$1 \\in ?M |-> 1]",
      "(IF BagIn(?m, ?B) THEN ?B ELSE ?B)",
    ],
    partial: ["[?B EXCEPT ![?m] = @ + 1]", "[$1 \\in DOMAIN ?B |-> ?B[$1]]", "[$1 \\in ?M |-> ?i]"],
  },
  Q: {
    total: [
      "Append(?Q, ?m)",
      "(?Q \\o ?Q)",
      "<<?m>>",
      "SelectSeq(?Q, LAMBDA $1 : ?b($1:m))",
      "[?Q EXCEPT ![?i] = ?m]",
      "[?Q EXCEPT ![?i].n = ?i]",
      "SetToSeq(?M)",
      "Reverse(?Q)",
    ],
    partial: ["Tail(?Q)", "SubSeq(?Q, ?i, ?i)", "Front(?Q)", "[?Q EXCEPT ![1].n = @ + 1]"],
  },
};

const all = new Map(
  letters.map((l) => [l, { ...own[l], control: controlledOf(l), partial: [...own[l].partial, ...selectedOf(l)] }]),
);

/** All texts of a type; \`control\` are those of any type. */
export function textsOf(letter: Letter): Texts & { readonly control: readonly string[] } {
  return all.get(letter) as Texts & { readonly control: readonly string[] };
}

/** Modules beside the standard ones, which take long to be read, and what is theirs. */
export const furtherModules = "INSTANCE SequencesExt\nINSTANCE BagsExt\nINSTANCE Bitwise\nINSTANCE Relation\n";
export const further =
  /\b(Is(Injective|Restriction|Prefix|Suffix|Strict|Sorted|Transitive|Reflexive)|Exists|Contains|Fold|MapThen|Sum(Set|Fun)|Product|Quantify|Select(In|Last)|Max|Min|Last|Reduce|Choose|shiftR|SetTo(S|Seq)|Inverse|Anti|Range|ToSet|ToBag|SymDiff|Flatten|kSubset|Choices|Reverse|Cons|Remove|Replace|Front|Insert|Restrict|Pointwise|Bag(Add|Remove))\w*\(|[&^]{1,2} \?/;

/** What texts and specifications may use. */
export const partialPrelude = `CONSTANTS m1, m2
INSTANCE Bags
Ap(F(_), x_) == F(x_)
Fst(x_, y_) == x_
RECURSIVE Sum(_), Down(_)
Sum(S_) == IF S_ = {} THEN 0 ELSE LET x_ == CHOOSE y_ \\in S_ : TRUE IN x_ + Sum(S_ \\ {x_})
Down(n_) == IF n_ = 0 THEN 0 ELSE IF n_ < 0 THEN Head(<<>>) ELSE 1 + Down(n_ - 1)
fact[n_ \\in 0..6] == IF n_ = 0 THEN 1 ELSE n_ * fact[n_ - 1]
`;
