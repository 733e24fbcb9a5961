import { describe, expect, it } from "vitest";
import {
  COLOURED,
  diagnosticText,
  matrixText,
  progressText,
  reportText,
  resultsJson,
  violationText,
} from "../../src/report/index.ts";
import { wrap } from "../../src/report/wrap.ts";
import { place, sampleResult, sampleTrace, TRACE } from "./sample.ts";

const subject = {
  spec: "specs/Pin.tla",
  config: "specs/Pin.any.cfg",
  diagrams: new Map([["N1", "out/specs/Pin.any/N1.svg"]]),
};

describe("reportText", () => {
  it("tells verdicts, the trace with what changed, and counts", () => {
    expect(reportText(subject, sampleResult())).toMatchInlineSnapshot(`
      "specs/Pin.tla with specs/Pin.any.cfg: violated
        holds      TypeOK    invariant
        violated   N1        invariant, trace of 3 states
        unchecked  Live      temporal, unsupported
        unchecked  Deadlock  deadlock, search-ended
        not decided, for the reason given: Live
        not checked, because the search ended before: Deadlock

      N1 is violated: 3 states  specs/Pin.tla:2:3
         1. Initial state
             dma =
                 [ a |-> [mapped |-> FALSE, valid |-> TRUE],
                   b |-> [mapped |-> FALSE, valid |-> TRUE] ]
             queue = <<>>
             waiting = {}
         2. MapDma(d = "a")  specs/Pin.tla:11:3
             dma.a.mapped: FALSE -> TRUE
             queue: appended 1
         3. Sleep(d = "a", thread = t1)  specs/Pin.tla:12:3
             queue[1]: 1 -> 2
             waiting: added t1, t2
            diagram: out/specs/Pin.any/N1.svg
            lanes:   out/specs/Pin.any/N1.lanes.svg

      30 generated, 12 distinct (1 initial), depth 5, 0.12 s
      "
    `);
  });

  it("has no escape codes without a style, and the same words with one", () => {
    const plain = reportText(subject, sampleResult());
    expect(plain).not.toContain("\u001b");
    const coloured = reportText(subject, sampleResult(), COLOURED);
    expect(coloured).toContain("\u001b[31m");
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  it("keeps to 72 columns where values can be broken", () => {
    const long = `{${Array.from({ length: 30 }, (_, at) => `[kind |-> "message", number |-> ${at}]`).join(", ")}}`;
    const trace = sampleTrace(
      ["x"],
      [
        [null, {}, "{}"],
        ["A", {}, long],
        ["B", {}, "<<{}>>"],
      ],
    );
    const property = {
      name: "P",
      kind: "invariant",
      status: "violated",
      breaks: "invariant",
      location: null,
      trace,
    } as const;
    const lines = violationText(property).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  it("tells a failed evaluation with its trace", () => {
    const diagnostic = {
      code: "E406",
      severity: "error",
      message: "3 is not in the domain",
      location: place(7, "  x' = f[3]"),
      notes: [{ message: "called from here", location: place(9) }],
    } as const;
    const failure = { diagnostic, during: "behavior", trace: TRACE, action: null } as const;
    const text = reportText(
      subject,
      sampleResult({ outcome: "error", properties: [], failure, diagnostics: [diagnostic] }),
    );
    expect(text).toContain("specs/Pin.tla:7:3: error E406: 3 is not in the domain\n      x' = f[3]\n      ^^^^^^\n");
    expect(text).toContain("specs/Pin.tla:9:3: note: called from here\n");
    expect(text).toContain("It failed after this trace of 3 states:\n");
    expect(text).toContain('3. Sleep(d = "a", thread = t1)');
  });

  it("says so when there is no behavior, and when the search was cut off", () => {
    const none = { initial: 0, generated: 0, distinct: 0, depth: 0 };
    expect(reportText(subject, sampleResult({ hasBehavior: false, states: none }))).toContain("no behavior to explore");
    expect(reportText(subject, sampleResult({ stopped: "max-time", frontier: 7 }))).toContain("7 not expanded");
  });
});

describe("diagnosticText", () => {
  const at = (lineText: string, column: number, endColumn: number, endLine = 1) => ({
    code: "E100",
    severity: "error" as const,
    message: "m",
    location: { file: "F.tla", line: 1, column, endLine, endColumn, lineText },
    notes: [],
  });

  it.each([
    ["a tab stays a tab", at("\tx == 1", 2, 3), "    \tx == 1\n    \t^\n"],
    ["characters are code points", at("ℕ 𝔸 x", 5, 6), "    ℕ 𝔸 x\n        ^\n"],
    ["at the end of the line", at("x ==", 5, 5), "    x ==\n        ^\n"],
    ["over several lines", at("x == (1", 6, 2, 3), "    x == (1\n         ^^\n"],
  ])("%s", (_, diagnostic, excerpt) => {
    expect(diagnosticText(diagnostic)).toBe(`F.tla:1:${diagnostic.location.column}: error E100: m\n${excerpt}`);
  });

  it("cuts long lines around the caret", () => {
    const text = diagnosticText(at(`${"a".repeat(5000)}!${"b".repeat(5000)}`, 5001, 5002));
    const [, line, caret] = text.split("\n");
    expect(line!.length).toBeLessThan(140);
    expect(line![caret!.indexOf("^")]).toBe("!");
    expect(line).toMatch(/^ {4}…a+!b+…$/);
    expect(diagnosticText(at("b".repeat(200), 1, 2)).split("\n")[1]).toMatch(/^ {4}b+…$/);
  });

  it("needs no place", () => {
    expect(diagnosticText({ code: "W601", severity: "warning", message: "m", location: null, notes: [] })).toBe(
      "warning W601: m\n",
    );
  });
});

describe("resultsJson", () => {
  it("is the documented document", () => {
    const run = {
      spec: "specs/Pin.tla",
      config: "specs/Pin.any.cfg",
      exitCode: 12,
      result: sampleResult(),
      diagnostics: [],
    };
    expect(JSON.parse(resultsJson("1.2.3", 12, [run]))).toMatchInlineSnapshot(`
      {
        "exitCode": 12,
        "results": [
          {
            "actions": [
              {
                "distinct": 8,
                "generated": 20,
                "location": "specs/Pin.tla:11:3",
                "name": "MapDma",
              },
              {
                "distinct": 3,
                "generated": 10,
                "location": null,
                "name": "Sleep",
              },
            ],
            "config": "specs/Pin.any.cfg",
            "diagnostics": [],
            "excluded": 0,
            "exitCode": 12,
            "outcome": "violated",
            "properties": [
              {
                "kind": "invariant",
                "location": "specs/Pin.tla:1:3",
                "name": "TypeOK",
                "status": "holds",
                "trace": null,
                "within": [],
                "witness": null,
              },
              {
                "kind": "invariant",
                "location": "specs/Pin.tla:2:3",
                "name": "N1",
                "status": "violated",
                "trace": {
                  "loop": null,
                  "states": [
                    {
                      "action": null,
                      "values": {
                        "dma": {
                          "a": {
                            "mapped": false,
                            "valid": true,
                          },
                          "b": {
                            "mapped": false,
                            "valid": true,
                          },
                        },
                        "queue": {
                          "#tup": [],
                        },
                        "waiting": {
                          "#set": [],
                        },
                      },
                    },
                    {
                      "action": {
                        "location": "specs/Pin.tla:11:3",
                        "name": "MapDma",
                        "parameters": {
                          "d": "a",
                        },
                      },
                      "values": {
                        "dma": {
                          "a": {
                            "mapped": true,
                            "valid": true,
                          },
                          "b": {
                            "mapped": false,
                            "valid": true,
                          },
                        },
                        "queue": {
                          "#tup": [
                            1,
                          ],
                        },
                        "waiting": {
                          "#set": [],
                        },
                      },
                    },
                    {
                      "action": {
                        "location": "specs/Pin.tla:12:3",
                        "name": "Sleep",
                        "parameters": {
                          "d": "a",
                          "thread": {
                            "#model": "t1",
                          },
                        },
                      },
                      "values": {
                        "dma": {
                          "a": {
                            "mapped": true,
                            "valid": true,
                          },
                          "b": {
                            "mapped": false,
                            "valid": true,
                          },
                        },
                        "queue": {
                          "#tup": [
                            2,
                          ],
                        },
                        "waiting": {
                          "#set": [
                            {
                              "#model": "t1",
                            },
                            {
                              "#model": "t2",
                            },
                          ],
                        },
                      },
                    },
                  ],
                },
              },
              {
                "kind": "temporal",
                "location": null,
                "name": "Live",
                "reason": "unsupported",
                "status": "unchecked",
                "trace": null,
              },
              {
                "kind": "deadlock",
                "location": null,
                "name": "Deadlock",
                "reason": "search-ended",
                "status": "unchecked",
                "trace": null,
              },
            ],
            "seconds": 0.123,
            "spec": "specs/Pin.tla",
            "states": {
              "depth": 5,
              "distinct": 12,
              "generated": 30,
              "initial": 1,
            },
            "stopped": null,
          },
        ],
        "tool": "everystate",
        "version": "1.2.3",
      }
    `);
  });

  it("has a result for a spec that could not be read", () => {
    const diagnostic = { code: "E510", severity: "error", message: "m", location: null, notes: [] } as const;
    const run = { spec: "A.tla", config: null, exitCode: 150, result: null, diagnostics: [diagnostic] };
    expect(JSON.parse(resultsJson("1.2.3", 150, [run])).results).toEqual([
      {
        spec: "A.tla",
        config: null,
        outcome: "error",
        exitCode: 150,
        seconds: 0,
        states: { initial: 0, generated: 0, distinct: 0, depth: 0 },
        excluded: 0,
        stopped: null,
        actions: [],
        properties: [],
        diagnostics: [{ code: "E510", severity: "error", message: "m", location: null, notes: [] }],
      },
    ]);
  });

  it("gives a failed evaluation its trace", () => {
    const diagnostic = { code: "E406", severity: "error", message: "m", location: place(7), notes: [] } as const;
    const result = sampleResult({
      failure: { diagnostic, during: "behavior", trace: TRACE, action: null },
      diagnostics: [diagnostic],
    });
    const run = { spec: "A.tla", config: "A.cfg", exitCode: 75, result, diagnostics: result.diagnostics };
    const [{ diagnostics }] = JSON.parse(resultsJson("1.2.3", 75, [run])).results;
    expect(diagnostics[0].location).toBe("specs/Pin.tla:7:3");
    expect(diagnostics[0].trace.states.length).toBe(3);
  });
});

describe("matrixText", () => {
  it("joins the runs of a row and marks what was not checked", () => {
    const cells = [
      { row: "D0", column: "N1", text: "violated 4" },
      { row: "D0", column: "N1", text: "holds" },
      { row: "D0", column: "N1", text: "holds" },
      { row: "D1", column: "G1", text: "holds" },
    ];
    expect(matrixText(cells)).toMatchInlineSnapshot(`
      "    N1                  G1
      D0  violated 4 / holds  .
      D1  .                   holds
      "
    `);
    expect(matrixText([])).toBe("");
  });

  it("turns a table that is too wide", () => {
    const cells = Array.from({ length: 12 }, (_, at) => ({ row: "D0", column: `Property${at}`, text: "holds" }));
    const lines = matrixText(cells).trimEnd().split("\n");
    expect(lines[0]!.trim()).toBe("D0");
    expect(lines.slice(1)).toEqual(cells.map(({ column }) => `${column.padEnd(10)}  holds`));
  });
});

describe("progressText", () => {
  it("is one line of figures", () => {
    const progress = {
      generated: 1000,
      distinct: 200,
      frontier: 50,
      depth: 7,
      violated: [],
      seconds: 2,
      memory: 100 * 2 ** 20,
      maxMemory: Number.POSITIVE_INFINITY,
      phase: "states",
    } as const;
    expect(progressText(progress)).toBe(
      "1,000 generated, 200 distinct, 50 in the frontier, depth 7, 2 s, 500/s, 100 MB",
    );
    expect(progressText({ ...progress, violated: ["Inv"] })).toMatch(
      /^violated: Inv \(\^C ends the search\); 1,000 generated/,
    );
    expect(progressText({ ...progress, maxMemory: 2 ** 34, generated: 12_345_678, phase: "behaviors" })).toBe(
      "deciding behaviors; 12,345,678 generated, 200 distinct, 50 in the frontier, depth 7, 2 s, 6,172,839/s, " +
        "100 of 16,384 MB",
    );
    expect(progressText({ ...progress, violated: ["Inv", "Live", "Other"] })).toContain("Inv and 2 more (");
  });
});

describe("wrap", () => {
  it.each([
    ["", 10, [""]],
    ["short", 10, ["short"]],
    ["one two three", 9, ["one two", "  three"]],
    ["aaaaaaaaaaaa", 5, ["aaaaa", "aaaaa", "aa"]],
    ["aaaaaaaaaaaaaaaaaaaa", 10, ["aaaaaaaaaa", "  aaaaaaaa", "  aa"]],
    ["a\nb", 10, ["a", "b"]],
    ["[a |-> 1, to |-> 2]", 15, ["[a |-> 1,", "  to |-> 2]"]],
    ["one, RequestVote", 14, ["one,", "  RequestVote"]],
    ["one, RequestVoteResponse", 14, ["one, RequestVo", "  teResponse"]],
  ])("of %j to %i", (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});
