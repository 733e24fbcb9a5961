/** E46x, E47x: operators of the library modules. E480: models written in TypeScript. */

import { defineModel } from "../../src/models/typescript/define.ts";
import { type Fixture, thrownBy, value } from "./fixture.ts";

const broken = defineModel<{ n: number }>({
  name: "Broken",
  variables: ["n"],
  initial: () => {
    throw new Error("no network");
  },
  actions: {},
});

export const LIBRARY: readonly Fixture[] = [
  {
    code: "E460",
    meaning: "an argument of the wrong kind",
    files: value('1 + "a"'),
    exitCode: 75,
    says: ['Spec.tla:5:14: error E460: the second argument of + must be an integer; found a string, "a"'],
  },
  {
    code: "E461",
    meaning: "an argument outside of what the operator is defined on",
    files: value("Head(<<>>)"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E461: Head of the empty sequence"],
  },
  {
    code: "E462",
    meaning: "a register or fact that TLCGet does not know",
    files: value("TLCGet(7)"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E462: TLCGet(7): this register was never set with TLCSet"],
  },
  {
    code: "E463",
    meaning: "Assert failed",
    files: value('Assert(1 > 2, "one is small")'),
    exitCode: 14,
    says: ['Spec.tla:5:14: error E463: the first argument of Assert is not TRUE; the second is "one is small"'],
  },
  {
    code: "E464",
    meaning: "a file that a spec cannot or may not read",
    files: value('JsonDeserialize("none.json")', "", "Json"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E464: JsonDeserialize cannot read none.json: no such file, or it may not be read"],
  },
  {
    code: "E465",
    meaning: "a spec would write a file",
    files: value('JsonSerialize("a.json", <<1>>)', "", "Json, Integers"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E465: writing a.json is not allowed; use --allow-write"],
  },
  {
    code: "E466",
    meaning: "a spec would start a program",
    files: value('IOExec(<<"ls">>)', "", "IOUtils"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E466: IOExec would start a program; specs never may"],
  },
  {
    code: "E467",
    meaning: "a file or template that cannot be read",
    files: { ...value('CSVRead(<<"a">>, ",", "f.csv")', "", "CSV"), "f.csv": "1,2\n" },
    exitCode: 75,
    says: ["Spec.tla:5:14: error E467: CSVRead: line 1 of f.csv has 2 fields, expected 1"],
  },
  {
    code: "E468",
    meaning: "a real number that is no integer",
    files: value("1 / 2", "", "Reals"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E468: 1 / 2 is not an integer, and other real numbers are not supported"],
  },
  {
    code: "E469",
    meaning: "what only the running search knows, or could do",
    files: value("Trace", "", "TLCExt"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E469: Trace is not known here: it needs a running search"],
  },
  {
    code: "E470",
    meaning: "an operator that would ask the user",
    files: value("PickSuccessor(FALSE)", "", "TLCExt"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E470: PickSuccessor would ask the user, which is not supported"],
  },
  {
    code: "E471",
    meaning: "an element is needed and there is none, or no single one",
    files: value("Max({})", "", "FiniteSetsExt"),
    exitCode: 75,
    says: ["Spec.tla:5:14: error E471: Max of the empty set"],
  },
  {
    code: "E480",
    meaning: "a function of a model in TypeScript threw",
    example: 'init: () => { throw new Error("no network"); }',
    ask: () => thrownBy(() => broken.initial(() => undefined)),
    says: ["error E480: initial of model Broken failed: no network"],
  },
  {
    code: "W472",
    meaning: "numbers in JSON with a fraction, which is cut off",
    files: { ...value('JsonDeserialize("f.json")[1]', "", "Json"), "f.json": "[1712.75, 2.5e3, 0.5]" },
    example: 'Init == x = (JsonDeserialize("f.json")[1])',
    exitCode: 0,
    says: ["warning W472: JsonDeserialize cuts off the fractions of numbers in f.json, because TLA+ has integers only"],
  },
  {
    code: "W474",
    meaning: "a variable of the environment that is set, and not given with `--env`",
    files: value('"PATH" \\in DOMAIN IOEnv', "", "IOUtils"),
    exitCode: 0,
    says: [
      "Spec.tla:5:14: warning W474: PATH is set in the environment, but a specification sees only variables that are named: --env PATH",
    ],
  },
];
