/** Results made by hand, for the tests of the reports. */

import fc from "fast-check";
import { Map as ImmutableMap } from "immutable";
import type { CheckResult, Trace, TraceState } from "../../src/checker/index.ts";
import type { Location } from "../../src/models/model.ts";
import { parseValue, toImmutable, type Value } from "../../src/values/index.ts";

/** Texts that might end, or begin, something in one of the formats. */
export const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    ...[
      "</pre><script>",
      "</table>>",
      "<b>",
      "]]>",
      "&amp;",
      '"',
      "\\",
      "\\N",
      "};",
      "::error::x",
      "%0A",
      "`|*_[x](y)",
    ],
    ...["a\nb\r\nc", "\ud800", "end", "--"],
  ),
);

export function place(line: number, lineText = "", file = "specs/Pin.tla"): Location {
  return { file, line, column: 3, endLine: line, endColumn: 9, lineText };
}

/** A step of a trace: the action's name and parameters in TLA+ (null: none), then a value for each variable in TLA+. */
export type SampleStep = readonly [
  action: string | null,
  parameters: Readonly<Record<string, string>>,
  ...values: string[],
];

export function sampleTrace(
  variables: readonly string[],
  steps: readonly SampleStep[],
  loop: number | null = null,
): Trace {
  const states = steps.map(([name, parameters, ...texts], at): TraceState => {
    const values = texts.map(parseValue);
    return {
      values,
      state: ImmutableMap(variables.map((variable, index) => [variable, toImmutable(values[index] as Value)])),
      action:
        name === null
          ? null
          : {
              name,
              location: place(10 + at),
              parameters: Object.entries(parameters).map(([parameter, text]) => [parameter, parseValue(text)] as const),
            },
    };
  });
  return {
    variables,
    aliased: false,
    states,
    loop,
    deadlocked: false,
    back: null,
    fairness: [],
    excludedBy: [],
    outOfReach: null,
    enabled: [],
    mapped: [],
    lanes: [],
  };
}

export const VARIABLES = ["dma", "queue", "waiting"];

export const TRACE = sampleTrace(VARIABLES, [
  [null, {}, "[a |-> [mapped |-> FALSE, valid |-> TRUE], b |-> [mapped |-> FALSE, valid |-> TRUE]]", "<<>>", "{}"],
  [
    "MapDma",
    { d: '"a"' },
    "[a |-> [mapped |-> TRUE, valid |-> TRUE], b |-> [mapped |-> FALSE, valid |-> TRUE]]",
    "<<1>>",
    "{}",
  ],
  [
    "Sleep",
    { d: '"a"', thread: "t1" },
    "[a |-> [mapped |-> TRUE, valid |-> TRUE], b |-> [mapped |-> FALSE, valid |-> TRUE]]",
    "<<2>>",
    "{t1, t2}",
  ],
]);

/** From the third state back to the second, with a fairness condition of each kind. */
export const LASSO: Trace = {
  ...TRACE,
  loop: 2,
  back: { name: "Wake", parameters: [["thread", parseValue("t1")]], location: place(20) },
  fairness: [
    { name: "WF_vars(Wake(t)), t = t1", location: place(30), met: "taken", state: 3 },
    { name: "SF_vars(Sleep(d, t)), d = a", location: place(31), met: "taken", state: 2 },
    { name: "WF_vars(MapDma(d)), d = a", location: place(32), met: "disabled", state: 2 },
  ],
};

const AFTER = sampleTrace(VARIABLES, [
  [
    null,
    {},
    "[a |-> [mapped |-> TRUE, valid |-> TRUE], b |-> [mapped |-> FALSE, valid |-> TRUE]]",
    "<<2>>",
    "{t1, t2}",
  ],
  [
    null,
    {},
    "[a |-> [mapped |-> TRUE, valid |-> FALSE], b |-> [mapped |-> FALSE, valid |-> TRUE]]",
    "<<2>>",
    "{t1, t2}",
  ],
]).states;

/** After the third state nobody is woken any more; one other state is left. */
export const LOST: Trace = {
  ...TRACE,
  outOfReach: {
    lastChance: 2,
    goal: "waiting = {}",
    by: null,
    count: 2,
    states: AFTER,
    steps: [
      [1, 2, { name: "Invalidate", parameters: [["d", parseValue('"a"')]], location: place(40) }],
      [2, 1, null],
      [2, 2, null],
    ],
  },
};

export function sampleResult(extra: Partial<CheckResult> = {}): CheckResult {
  return {
    outcome: "violated",
    faults: [{ breaks: "invariant" }],
    seconds: 0.1234,
    variables: VARIABLES,
    hasBehavior: true,
    states: { initial: 1, generated: 30, distinct: 12, depth: 5 },
    levels: [1, 3, 5, 2, 1],
    excluded: 0,
    frontier: 0,
    stopped: null,
    simulation: null,
    coverage: null,
    actions: [
      { name: "MapDma", location: place(11), generated: 20, distinct: 8 },
      { name: "Sleep", location: null, generated: 10, distinct: 3 },
    ],
    properties: [
      { name: "TypeOK", kind: "invariant", location: place(1), status: "holds", within: [], witness: null },
      { name: "N1", kind: "invariant", location: place(2), status: "violated", breaks: "invariant", trace: TRACE },
      { name: "Live", kind: "temporal", location: null, status: "unchecked", reason: "unsupported" },
      { name: "Deadlock", kind: "deadlock", location: null, status: "unchecked", reason: "search-ended" },
    ],
    failure: null,
    diagnostics: [],
    ...extra,
  };
}
