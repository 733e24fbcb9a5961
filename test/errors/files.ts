/** E5xx and W5xx: files and folders. W6xx: what a search reports. */

import type { Diagnostic } from "../../src/models/model.ts";
import { load, moduleText } from "../models/tla/spec.ts";
import { configured, type Fixture, loading, module } from "./fixture.ts";

const spec = configured("INIT Init\nNEXT Next\n");

export const FILES: readonly Fixture[] = [
  {
    code: "E501",
    meaning: "the file of a module is absent",
    example: 'loadTlaModel({ spec: "Spec.tla", … })',
    ask: () => loading({}),
    says: ["error E501: cannot read Spec.tla: there is no such file"],
  },
  {
    code: "E502",
    meaning: "the file of a configuration is absent",
    example: 'loadTlaModel({ config: "Spec.cfg", … })',
    ask: () => loading({ "Spec.tla": "---- MODULE Spec ----\n====\n" }),
    says: ["error E502: cannot read the configuration Spec.cfg: there is no such file"],
  },
  {
    code: "E510",
    meaning: "there is no such file or folder",
    example: "everystate check Spec.tla",
    files: {},
    exitCode: 150,
    says: ["error E510: there is no file or folder Spec.tla"],
  },
  {
    code: "E511",
    meaning: "a file cannot be read",
    example: "everystate check Spec.tla",
    files: { ...spec, "Spec.cfg": "", "Dir.cfg/x": "" },
    words: "check Spec.tla --config Dir.cfg",
    exitCode: 151,
    says: ["error E511: Dir.cfg cannot be read: it is a folder"],
  },
  {
    code: "E512",
    meaning: "a file is empty",
    example: "everystate check Spec.tla",
    files: { ...spec, "Spec.tla": "" },
    exitCode: 150,
    says: ["error E512: Spec.tla is empty"],
  },
  {
    code: "E513",
    meaning: "a file is not text",
    example: "everystate check Spec.tla",
    files: { ...spec, "Spec.tla": new Uint8Array([127, 69, 76, 70, 0, 1]) },
    exitCode: 150,
    says: ["error E513: Spec.tla is not text: expected UTF-8"],
  },
  {
    code: "E514",
    meaning: "a folder holds no configuration with a module",
    example: "everystate check papers",
    files: { "papers/readme.md": "hi" },
    words: "check papers",
    exitCode: 150,
    says: ["error E514: the folder papers holds no configuration whose module lies beside it or in a folder around it"],
  },
  {
    code: "E515",
    meaning: "a module has no configuration",
    example: "everystate check Spec.tla",
    files: { "Spec.tla": "---- MODULE Spec ----\n====\n" },
    exitCode: 151,
    says: ["error E515: Spec.tla has no configuration: expected Spec.cfg or Spec.*.cfg beside it"],
  },
  {
    code: "E516",
    meaning: "a configuration belongs to no module",
    example: "everystate check Spec.cfg",
    files: { "Spec.cfg": "INIT Init" },
    words: "check Spec.cfg",
    exitCode: 150,
    says: ["error E516: Spec.cfg belongs to no module: expected Spec.tla beside it or in a folder around it"],
  },
  {
    code: "E517",
    meaning: "a file is neither a module nor a configuration",
    example: "everystate check notes.txt",
    files: { "notes.txt": "hi" },
    words: "check notes.txt",
    exitCode: 150,
    says: ["error E517: notes.txt is neither a module (.tla) nor a configuration (.cfg)"],
  },
  {
    code: "E518",
    meaning: "verdicts.json is not what it should be",
    files: { "specs/verdicts.json": '{ "version": 2, "runs": [] }' },
    words: "gate specs",
    exitCode: 151,
    says: ["specs/verdicts.json:1:14: error E518: expected version 1"],
  },
  {
    code: "E520",
    meaning: "`why` or `eval` has no such trace",
    example: "everystate eval Spec.tla x --trace run.json",
    files: { ...spec, "run.json": '{ "results": [] }' },
    words: "eval Spec.tla x --trace run.json",
    exitCode: 2,
    says: ["error E520: run.json: it has no trace of a violation"],
  },
  {
    code: "W519",
    meaning: "a diagram or trace could not be written",
    example: "everystate check Spec.tla --out file",
    files: { ...configured("INIT Init\nNEXT Next\nINVARIANT Small\n", "Small == x < 2"), file: "in the way" },
    words: "check Spec.tla --out file",
    exitCode: 12,
    says: [
      "warning W519: the trace of Small could not be written to file/Spec/Small.*: a part of its path is not a folder",
    ],
  },
  {
    code: "W521",
    meaning: "no checkpoint was written, or not the last one",
    example: "everystate check Spec.tla --checkpoint kept",
    files: module("VARIABLE x\nInit == x = 0\nNext == x' = x + 1 /\\ TLCSet(1, x)"),
    words: "check Spec.tla --checkpoint kept --max-states 3",
    exitCode: 30,
    says: [
      "warning W605: the search stopped at its budget max-states: 4 generated, 3 distinct, depth 3, 1 state not expanded",
      "warning W521: no checkpoint was written: the specification keeps values with TLCSet",
    ],
  },
  {
    code: "W601",
    meaning: "no initial state, so nothing was checked",
    example: "Init == x \\in {}",
    files: module("VARIABLE x\nInit == x \\in {}\nNext == UNCHANGED x"),
    exitCode: 30,
    says: ["warning W601: no state satisfies the initial predicate, so nothing was checked"],
  },
  {
    code: "W602",
    meaning: "an action that was never taken",
    files: module("VARIABLE x\nInit == x = 0\nUp == x > 5 /\\ x' = x + 1\nStay == UNCHANGED x\nNext == Up \\/ Stay"),
    exitCode: 0,
    says: ["Spec.tla:5:1: warning W602: action Up was never taken"],
  },
  {
    code: "W603",
    meaning: "nothing is to be checked",
    example: "everystate check Spec.tla --no-deadlock",
    files: spec,
    words: "check Spec.tla --no-deadlock",
    exitCode: 0,
    says: ["note W603: nothing to check: no property is listed and deadlock is not checked"],
  },
  {
    code: "W604",
    meaning: "a constraint excludes every initial state, so nothing was checked",
    example: "CONSTRAINT Small",
    files: configured("INIT Init\nNEXT Next\nCONSTRAINT Large\n", "Large == x > 9"),
    exitCode: 30,
    says: ["warning W604: every initial state is excluded by a constraint, so nothing was checked"],
  },
  {
    code: "W616",
    meaning: "an action that was taken and never changed anything",
    files: module("VARIABLE x\nInit == x = 0\nUp == x' = x + 0\nNext == Up"),
    exitCode: 0,
    says: ["Spec.tla:5:1: warning W616: action Up was taken and never changed anything"],
  },
  {
    code: "W617",
    meaning: "a `\\A` over a set that is empty in every state",
    files: module(
      "VARIABLE sent\nInit == sent = {}\nNext == UNCHANGED sent\nInv == \\A m \\in sent : m > 9",
      "Integers",
      "INIT Init\nNEXT Next\nINVARIANT Inv\n",
    ),
    exitCode: 0,
    says: [
      "Spec.tla:6:8: warning W617: `sent`, the set of this \\A, is empty in every state, so Inv asks nothing there",
    ],
  },
  {
    code: "W618",
    meaning: "the left side of `=>` or `~>` that is true in no state",
    files: configured("INIT Init\nNEXT Next\nINVARIANT Inv\n", "Inv == x = 5 => x > 9"),
    exitCode: 0,
    says: [
      "Spec.tla:7:8: warning W618: `x = 5`, the left side of this =>, is true in no state, so Inv asks nothing there",
    ],
  },
  {
    code: "W618",
    meaning: "the left side of `=>` that is true in no step",
    files: configured("INIT Init\nNEXT Next\nPROPERTY Up\n", "Up == [][x' < x - 9 => x' = 0]_x"),
    exitCode: 0,
    says: [
      "Spec.tla:7:10: warning W618: `x' < x - 9`, the left side of this =>, is true in no step, so Up asks nothing there",
    ],
  },
  {
    code: "W619",
    meaning: "fairness of an action of which no step is ever enabled",
    files: configured(
      "SPECIFICATION Fair\nPROPERTY Live\n",
      "Reset == x = 5 /\\ x' = 0",
      "Fair == Spec /\\ WF_x(Next) /\\ WF_x(Reset)",
      "Live == []<>(x = 3)",
    ),
    exitCode: 0,
    says: ["Spec.tla:8:31: warning W619: WF_x(Reset) asks for nothing: no step of its action is ever enabled"],
  },
  {
    code: "W620",
    meaning: "SYMMETRY exchanges what the specification tells apart",
    example: "Init == x = First, with SYMMETRY Sym",
    files: module(
      "CONSTANTS P, First\nVARIABLE x\nInit == x = First\nNext == x' \\in P\nSym == Permutations(P)",
      "TLC",
      "INIT Init\nNEXT Next\nCONSTANT P = {a, b}\nCONSTANT First = a\nSYMMETRY Sym\n",
    ),
    exitCode: 0,
    says: [
      "Spec.cfg:5:10: warning W620: the specification tells apart what SYMMETRY exchanges (a becomes b, b becomes a), so states may be missing: this state is initial, but not its image",
    ],
  },
  {
    code: "W621",
    meaning: "a property of the steps that change what none changes",
    files: module(
      "VARIABLES x, y\nInit == x = 0 /\\ y = 0\nNext == x' = 1 - x /\\ UNCHANGED y\nUp == [][y' > y]_y",
      "Integers",
      "INIT Init\nNEXT Next\nPROPERTY Up\n",
    ),
    exitCode: 0,
    says: ["Spec.tla:6:18: warning W621: no step changes `y`, so Up asks nothing there"],
  },
  {
    code: "W622",
    meaning: "a comment `meant:` with a code that cannot be meant",
    files: configured("INIT Init\nNEXT Next\n", "\\* meant: W602, W605 there are many"),
    exitCode: 0,
    says: [
      'Spec.tla:7:17: warning W622: the comment "meant:" names W605, which cannot be meant; W473, W602, W609 to W614, W616 to W621 and W627 can',
    ],
  },
  {
    code: "W623",
    meaning: "a search that was to have several workers has one",
    example: "PrintT(x), in Next, with --workers 2",
    ask: () => helped("VARIABLE x\nInit == x = 0\nNext == x' = 1 - x /\\ PrintT(x)\n"),
    says: ["note W623: the search has one worker: the specification prints, draws or asks for the run while it runs"],
  },
  {
    code: "W626",
    meaning: "no behavior satisfies what the specification assumes",
    example: "WF_x(Down), with Down not in Next",
    files: configured(
      "SPECIFICATION Fair\nPROPERTY Live\n",
      "Down == x' = x - 5",
      "Fair == Spec /\\ WF_x(Next) /\\ WF_x(Down)",
      "Live == <>(x = 9)",
    ),
    others: true,
    exitCode: 0,
    says: [
      "Spec.tla:8:31: warning W626: no behavior is fair: WF_x(Down), by itself, rules out every one, so Live holds for want of a behavior",
    ],
  },
  {
    code: "W627",
    meaning: "fairness of an action that is enabled, but of which no step of Next is one",
    example: "SF_x(Stop), with Stop not in Next",
    files: configured(
      "SPECIFICATION Fair\nPROPERTY Live\n",
      "Stop == x = 2 /\\ x' = 0",
      "Fair == Spec /\\ SF_x(Stop)",
      "Live == <>[](x < 9)",
    ),
    exitCode: 0,
    says: [
      "Spec.tla:8:17: warning W627: no step of Next is one that SF_x(Stop) asks for: it only rules out behaviors in which its action is enabled again and again",
    ],
  },
  {
    code: "W605",
    meaning: "a budget ran out, the search was interrupted, or its disk failed",
    example: "everystate check Spec.tla --max-states 2",
    files: spec,
    words: "check Spec.tla --max-states 2",
    exitCode: 30,
    says: [
      "warning W605: the search stopped at its budget max-states: 3 generated, 2 distinct, depth 2, 1 state not expanded",
    ],
  },
];

/** What is said of a search when it is time for its workers. */
function helped(body: string): readonly Diagnostic[] {
  const files = { "Spec.tla": moduleText(body), "Spec.cfg": "INIT Init\nNEXT Next\n" };
  const { model, diagnostics } = load(files, { workers: { count: 2 } });
  model?.ahead?.comesTo({ count: 1, read: () => {} }, 0);
  model?.ahead?.end();
  return diagnostics;
}
