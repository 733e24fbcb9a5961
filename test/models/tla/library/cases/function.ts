/** Folds, Functions, FiniteSetsExt, BagsExt: examples of every operator, and of every error. */

import { pair } from "../../../../../src/models/tla/library/argument.ts";
import { elements, type SetValue, type Value } from "../../../../../src/values/index.ts";
import { type Case, type Failure, isEven, isOne, plus, same } from "../harness.ts";

const pairs = (a: Value | undefined, b: Value | undefined) => pair(a!, b!);
const least = (s: Value | undefined) => elements(s as SetValue)[0]!;
const greatest = (s: Value | undefined) => elements(s as SetValue).at(-1)!;
const tenfold = (n: Value | undefined) => (n as number) * 10;

export const functionCases: Readonly<Record<string, readonly Case[]>> = {
  Folds: [
    ["MapThenFoldSet", [pairs, "0", tenfold, least, "{1, 2, 3}"], "<<10, <<20, <<30, 0>>>>>>"],
    ["MapThenFoldSet", [pairs, "0", same, greatest, "{1, 2, 3}"], "<<3, <<2, <<1, 0>>>>>>"],
    ["MapThenFoldSet", [pairs, "7", same, least, "{}"], "7"],
  ],
  Functions: [
    ["Restrict", ["<<4, 5, 6>>", "{2, 3}"], "(2 :> 5 @@ 3 :> 6)"],
    ["RestrictDomain", ["<<4, 5, 6>>", isOne], "<<4>>"],
    ["RestrictValues", ["<<4, 5, 6>>", isEven], "(1 :> 4 @@ 3 :> 6)"],
    ["IsRestriction", ["[a |-> 1]", "[a |-> 1, b |-> 2]"], "TRUE"],
    ["IsRestriction", ["[a |-> 1, b |-> 2]", "[a |-> 1, b |-> 3]"], "FALSE"],
    ["IsRestriction", ["[a |-> 1, b |-> 2]", "[b |-> 2]"], "FALSE"],
    ["Range", ["<<4, 5, 4>>"], "{4, 5}"],
    ["Pointwise", ["[a |-> 1, b |-> 2]", "[a |-> 5, b |-> 7, c |-> 9]", plus], "[a |-> 6, b |-> 9]"],
    ["Inverse", ["[a |-> 0, b |-> 1]", '{"a", "b"}', "{0, 1}"], '(0 :> "a" @@ 1 :> "b")'],
    ["Inverse", ["[a |-> 0, b |-> 1]", '{"a", "b"}', "{1, 3}"], '(1 :> "b" @@ 3 :> "a")'],
    ["AntiFunction", ["[a |-> 1, b |-> 0, c |-> 1]"], '(0 :> "b" @@ 1 :> "a")'],
    ["IsInjective", ["<<1, 2, 3>>"], "TRUE"],
    ["IsInjective", ["<<{1}, {2}, {1}>>"], "FALSE"],
    ["Injection", ["{1, 2}", "{5, 6, 7}"], "{<<5,6>>, <<5,7>>, <<6,5>>, <<6,7>>, <<7,5>>, <<7,6>>}"],
    ["Injection", ["{1, 2}", "{5}"], "{}"],
    ["Surjection", ["{1, 2, 3}", "{5, 6}"], "{<<5,5,6>>, <<5,6,5>>, <<5,6,6>>, <<6,5,5>>, <<6,5,6>>, <<6,6,5>>}"],
    ["Bijection", ["{1, 2}", "{5, 6}"], "{<<5, 6>>, <<6, 5>>}"],
    ["Bijection", ["{1, 2}", "{5, 6, 7}"], "{}"],
    ["ExistsInjection", ["{1, 2}", "{5, 6, 7}"], "TRUE"],
    ["ExistsInjection", ["{1, 2, 3}", "{5}"], "FALSE"],
    ["ExistsSurjection", ["{1, 2}", "{5}"], "TRUE"],
    ["ExistsSurjection", ["{1}", "{}"], "FALSE"],
    ["ExistsSurjection", ["{}", "{}"], "TRUE"],
    ["ExistsBijection", ["{1}", "{5}"], "TRUE"],
    ["ExistsBijection", ["{1}", "{5, 6}"], "FALSE"],
    ["FoldFunctionOnSet", [pairs, "0", "<<4, 5, 6>>", "{1, 3}"], "<<6, <<4, 0>>>>"],
    ["FoldFunction", [pairs, "0", "[a |-> 1, b |-> 2]"], "<<2, <<1, 0>>>>"],
    ["SumFunctionOnSet", ["<<4, 5, 6>>", "{1, 3}"], "10"],
    ["SumFunction", ["[a |-> 1, b |-> -4]"], "-3"],
  ],
  FiniteSetsExt: [
    ["FoldSet", [pairs, "0", "{1, 2}"], "<<2, <<1, 0>>>>"],
    ["SumSet", ["0..10"], "55"],
    ["ProductSet", ["1..4"], "24"],
    ["ReduceSet", [plus, "{1, 2}", "5"], "8"],
    ["MapThenSumSet", [tenfold, "{1, 2}"], "30"],
    ["Quantify", ["1..9", isEven], "4"],
    ["kSubset", ["2", "{1, 2, 3}"], "{{1, 2}, {1, 3}, {2, 3}}"],
    ["kSubset", ["0", "{1}"], "{{}}"],
    ["kSubset", ["4", "{1, 2, 3}"], "{}"],
    ["kSubset", ["-1", "{1}"], "{}"],
    ["Max", ["{3, -7, 5}"], "5"],
    ["Min", ["{3, -7, 5}"], "-7"],
    ["Choices", ["{{1, 2}, {2, 3}, {5}}"], "{{2, 5}, {1, 2, 5}, {1, 3, 5}, {2, 3, 5}}"],
    ["Choices", ["{}"], "{{}}"],
    ["Choices", ["{{}, {1}}"], "{}"],
    ["ChooseUnique", ["{1, 3, 4, 5}", isEven], "4"],
  ],
  BagsExt: [
    ["BagAdd", ["(5 :> 1)", "5"], "(5 :> 2)"],
    ["BagAdd", ["(5 :> 1)", "6"], "(5 :> 1 @@ 6 :> 1)"],
    ["BagRemove", ["(5 :> 2 @@ 6 :> 1)", "5"], "(5 :> 1 @@ 6 :> 1)"],
    ["BagRemove", ["(5 :> 2 @@ 6 :> 1)", "6"], "(5 :> 2)"],
    ["BagRemove", ["(5 :> 2)", "7"], "(5 :> 2)"],
    ["BagRemoveAll", ["(5 :> 2 @@ 6 :> 1)", "5"], "(6 :> 1)"],
    ["MapThenFoldBag", [plus, "0", () => 1, least, "(4 :> 2 @@ 5 :> 1 @@ 6 :> 3)"], "6"],
    ["FoldBag", [pairs, "0", "(4 :> 2 @@ 5 :> 1)"], "<<<<<<0, 4>>, 4>>, 5>>"],
    ["SumBag", ["(1 :> 2 @@ -2 :> 1)"], "0"],
    ["ProductBag", ["(3 :> 2 @@ -2 :> 1)"], "-18"],
  ],
};

export const functionFailures: Readonly<Record<string, readonly Failure[]>> = {
  Folds: [
    ["MapThenFoldSet", [plus, "0", same, least, "3"], "E460", /fifth argument of MapThenFoldSet must be a set/],
    ["MapThenFoldSet", [plus, "0", same, () => 9, "{1}"], "E461", /chose 9, which is not an element of \{1\}/],
    ["MapThenFoldSet", [plus, "0", same, least, "Nat"], "E403", /./],
  ],
  Functions: [
    ["Restrict", ["<<1>>", "{2}"], "E406", /./],
    ["RestrictDomain", ["<<1>>", same], "E460", /must yield a Boolean/],
    ["IsRestriction", ["1", "<<>>"], "E460", /first argument of IsRestriction/],
    ["Range", ["{}"], "E460", /must be a function/],
    ["Pointwise", ["<<1>>", "<<>>", plus], "E406", /./],
    ["Inverse", ["<<5>>", "{}", "{5}"], "E471", /no element of \{\} is mapped to 5/],
    ["IsInjective", ["{}"], "E460", /the argument of IsInjective must be a function; found a set, \{\}/],
    ["ExistsBijection", ["Nat", "{1}"], "E461", /finite sets/],
    ["FoldFunctionOnSet", [plus, "0", "<<1>>", "{4}"], "E406", /./],
    ["FoldFunction", [plus, "0", "TRUE"], "E460", /third argument of FoldFunction must be a function/],
    ["SumFunction", ['<<"a">>'], "E460", /SumFunction \(a value\) must be an integer/],
  ],
  FiniteSetsExt: [
    ["FoldSet", [plus, "0", "<<1>>"], "E460", /third argument of FoldSet must be a set/],
    ["SumSet", ['{"a"}'], "E460", /SumSet \(an element\) must be an integer/],
    ["Quantify", ["{1}", same], "E460", /must yield a Boolean/],
    ["kSubset", ["20", "1..40"], "E461", /more than/],
    ["Max", ["{}"], "E471", /Max of the empty set/],
    ["Min", ['{"a"}'], "E460", /Min \(an element\) must be an integer/],
    ["Choices", ["{1}"], "E460", /Choices \(an element\) must be a set/],
    ["ChooseUnique", ["{2, 4}", isEven], "E471", /2 elements of \{2, 4\}/],
    ["ChooseUnique", ["{}", isEven], "E471", /no element/],
  ],
  BagsExt: [
    ["BagAdd", ["1", "1"], "E460", /first argument of BagAdd must be a function/],
    ["FoldBag", [plus, "0", "<<0>>"], "E460", /third argument of FoldBag must be a bag/],
    ["SumBag", ["[a |-> 1]"], "E460", /SumBag \(an element\)/],
    ["ProductBag", ["[a |-> 1]"], "E460", /ProductBag \(an element\)/],
  ],
};
