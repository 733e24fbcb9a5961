/** Bitwise, Combinatorics, DyadicRationals, Statistics, VectorClocks: examples of every operator and error. */

import { domainOf, type FunctionValue, field, type Value } from "../../../../../src/values/index.ts";
import { type Case, type Failure, same } from "../harness.ts";

const clockOf = (entry: Value | undefined) => field(entry as FunctionValue, "vc");
const nodeOf = (entry: Value | undefined) => field(entry as FunctionValue, "node");
const nodesOf = (clock: Value | undefined) => domainOf(clock as FunctionValue);
const entry = (node: number, vc: string) => `[node |-> ${node}, vc |-> ${vc}]`;

export const numberCases: Readonly<Record<string, readonly Case[]>> = {
  Bitwise: [
    ["&", ["12", "10"], "8"],
    ["&", ["9007199254740991", "4503599627370497"], "4503599627370497"],
    ["|", ["12", "10"], "14"],
    ["|", ["4294967296", "1"], "4294967297"],
    ["^^", ["12", "10"], "6"],
    ["^^", ["3", "4"], "7"],
    ["Not", ["5"], "2"],
    ["Not", ["0"], "0"],
    ["Not", ["7"], "0"],
    ["shiftR", ["13", "2"], "3"],
    ["shiftR", ["9007199254740991", "52"], "1"],
  ],
  Combinatorics: [
    ["choose", ["5", "2"], "10"],
    ["choose", ["63", "62"], "63"],
    ["choose", ["4", "0"], "1"],
    ["choose", ["56", "28"], "7648690600760440"],
    ["choose", ["2", "5"], "0"],
  ],
  DyadicRationals: [
    ["IsDyadicRational", ["[num |-> 3, den |-> 8]"], "TRUE"],
    ["IsDyadicRational", ["[num |-> 3, den |-> 6]"], "FALSE"],
    ["Zero", [], "[num |-> 0, den |-> 1]"],
    ["One", [], "[num |-> 1, den |-> 1]"],
    ["Add", ["[num |-> 1, den |-> 2]", "[num |-> 1, den |-> 4]"], "[num |-> 3, den |-> 4]"],
    ["Add", ["[num |-> 1, den |-> 2]", "[num |-> 1, den |-> 2]"], "[num |-> 1, den |-> 1]"],
    ["Add", ["[num |-> 0, den |-> 1]", "[num |-> 2, den |-> 4]"], "[num |-> 2, den |-> 4]"],
    ["Half", ["[num |-> 2, den |-> 8]"], "[num |-> 1, den |-> 8]"],
    ["Half", ["[num |-> 1, den |-> 256]"], "[num |-> 1, den |-> 512]"],
    ["PrettyPrint", ["[num |-> 3, den |-> 4]"], '"3/4"'],
    ["PrettyPrint", ["[num |-> 1, den |-> 1]"], '"1"'],
    ["PrettyPrint", ["[num |-> 0, den |-> 1]"], '"0"'],
  ],
  Statistics: [
    ["ChiSquare", ["<<50, 50>>", "<<55, 45>>", '"0.05"'], "TRUE"],
    ["ChiSquare", ["<<50, 50>>", "<<65, 35>>", '"0.05"'], "FALSE"],
    ["ChiSquare", ["[a |-> 1, b |-> 1, c |-> 2]", "[a |-> 27, b |-> 23, c |-> 50]", '"0.1"'], "TRUE"],
  ],
  VectorClocks: [
    ["IsCausalOrder", ["<<<<0, 0>>, <<0, 1>>>>", same], "TRUE"],
    ["IsCausalOrder", ["<<<<1, 0>>, <<0, 1>>>>", same], "TRUE"],
    ["IsCausalOrder", ["<<<<0, 1>>, <<0, 0>>>>", same], "FALSE"],
    ["IsCausalOrder", ["<<>>", same], "TRUE"],
    [
      "CausalOrder",
      [`<<${entry(2, "<<2, 1>>")}, ${entry(1, "<<2, 0>>")}, ${entry(1, "<<1, 0>>")}>>`, clockOf, nodeOf, nodesOf],
      `<<${entry(1, "<<1, 0>>")}, ${entry(1, "<<2, 0>>")}, ${entry(2, "<<2, 1>>")}>>`,
    ],
  ],
};

export const numberFailures: Readonly<Record<string, readonly Failure[]>> = {
  Bitwise: [
    ["&", ["-1", "1"], "E461", /first argument of & must be a natural number; found -1/],
    ["|", ["1", '"a"'], "E460", /second argument of \|/],
    ["^^", ["TRUE", "1"], "E460", /first argument of \^\^/],
    ["Not", ["-1"], "E461", /natural number/],
    ["shiftR", ["1", "-1"], "E461", /second argument of shiftR/],
  ],
  Combinatorics: [
    ["choose", ["-1", "1"], "E461", /first argument of choose/],
    ["choose", ["5", "TRUE"], "E460", /second argument of choose/],
    ["choose", ["100", "50"], "E409", /overflow/],
  ],
  DyadicRationals: [
    ["Half", ["5"], "E460", /must be a function/],
    ["Half", ["[num |-> 1]"], "E406", /./],
    ["Add", ["[num |-> 1, den |-> 0]", "[num |-> 1, den |-> 1]"], "E461", /den\) must be positive/],
  ],
  Statistics: [
    ["ChiSquare", ["<<1>>", "<<1>>", '"0.1"'], "E461", /at least two values/],
    ["ChiSquare", ["<<1, 0>>", "<<1, 1>>", '"0.1"'], "E461", /each from 1/],
    ["ChiSquare", ["<<1, 2>>", "<<1, 1, 1>>", '"0.1"'], "E461", /as many counts/],
    ["ChiSquare", ["<<1, 2>>", "<<1, 1>>", '"7"'], "E461", /at most 0\.5/],
    ["ChiSquare", ["<<1, 2>>", "<<1, 1>>", "1"], "E460", /third argument of ChiSquare must be a string/],
  ],
  VectorClocks: [
    ["IsCausalOrder", ["<<1>>", same], "E460", /a clock/],
    ["CausalOrder", [`<<${entry(2, "<<5, 1>>")}>>`, clockOf, nodeOf, nodesOf], "E467", /not in the log/],
  ],
};
