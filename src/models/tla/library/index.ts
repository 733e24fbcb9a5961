/** The meaning of the operators of the modules that come with everystate. */

import { bags, bagsExt } from "./bags.ts";
import { bitwise } from "./bitwise.ts";
import { combinatorics } from "./combinatorics.ts";
import { csv } from "./csv.ts";
import { dyadicRationals } from "./dyadic-rationals.ts";
import { finiteSetsExt } from "./finite-sets-ext.ts";
import { folds } from "./folds.ts";
import { functions } from "./functions.ts";
import { graphs } from "./graphs.ts";
import { ioUtils } from "./io-utils.ts";
import { json } from "./json.ts";
import type { NativeModule } from "./native.ts";
import { integers, naturals, reals } from "./naturals.ts";
import { possibility } from "./possibility.ts";
import { randomization } from "./random.ts";
import { relations } from "./relation.ts";
import { finiteSets, sequences } from "./sequences.ts";
import { sequencesExt } from "./sequences-ext.ts";
import { statistics } from "./statistics.ts";
import { graphViz, svg } from "./svg.ts";
import { shiViz, tlc, tlcExt, toolbox } from "./tlc.ts";
import { undirectedGraphs } from "./undirected-graphs.ts";
import { vectorClocks } from "./vector-clocks.ts";

/** The natives of each module by its name; modules that are wholly defined in TLA+ are not here. */
export const nativeModules: ReadonlyMap<string, NativeModule> = new Map(
  Object.entries({
    Naturals: naturals,
    Integers: integers,
    Reals: reals,
    Sequences: sequences,
    FiniteSets: finiteSets,
    Bags: bags,
    TLC: tlc,
    TLCExt: tlcExt,
    Toolbox: toolbox,
    Json: json,
    Randomization: randomization,
    Possibility: possibility,
    Folds: folds,
    Functions: functions,
    FiniteSetsExt: finiteSetsExt,
    SequencesExt: sequencesExt,
    BagsExt: bagsExt,
    Bitwise: bitwise,
    Relation: relations,
    Graphs: graphs,
    UndirectedGraphs: undirectedGraphs,
    Combinatorics: combinatorics,
    DyadicRationals: dyadicRationals,
    Statistics: statistics,
    VectorClocks: vectorClocks,
    IOUtils: ioUtils,
    CSV: csv,
    SVG: svg,
    ShiViz: shiViz,
    GraphViz: graphViz,
  }),
);
