import { describe, expect, it } from "vitest";
import { traceDot } from "../../src/report/index.ts";
import { LASSO, LOST, type SampleStep, sampleTrace, TRACE } from "./sample.ts";

const title = { property: "N1", subject: "specs/Pin.tla with specs/Pin.any.cfg" };

describe("traceDot", () => {
  it("has boxes with marks, edges with actions, and marks the violating state", () => {
    expect(traceDot(title, TRACE)).toMatchInlineSnapshot(`
      "digraph trace {
        graph [rankdir=TB, nodesep=0.4, ranksep=0.4, labelloc=t, labeljust=l, fontname="Courier", fontsize=15,
          label="N1 is violated: 3 states\\lspecs/Pin.tla with specs/Pin.any.cfg\\l"]
        node [shape=box, margin="0.12,0.08", fontname="Courier", fontsize=13]
        edge [fontname="Courier", fontsize=13, arrowsize=0.8]
        s1 [label="State 1, initial\\l  dma      [a |-> [mapped |-> FALSE, valid |-> TRUE], b |-> [mapped |-> FALSE,\\l             valid |-> TRUE]]\\l  queue    <<>>\\l  waiting  {}\\l"]
        s1 -> s2 [label=" MapDma(d = \\"a\\")\\l"]
        s2 [label="State 2\\l* dma.a.mapped  TRUE   was FALSE\\l  dma.a.valid   TRUE\\l  dma.b         [mapped |-> FALSE, valid |-> TRUE]\\l* queue         <<1>>   was <<>>\\l  waiting       {}\\l"]
        s2 -> s3 [label=" Sleep(d = \\"a\\", thread = t1)\\l"]
        s3 [label="State 3, violated here\\l  dma       [a |-> [mapped |-> TRUE, valid |-> TRUE], b |-> [mapped |-> FALSE,\\l              valid |-> TRUE]]\\l* queue[1]  2   was 1\\l* waiting   {t1, t2}   was {}\\l", peripheries=2, penwidth=3]
      }
      "
    `);
  });

  it("marks where a loop starts, and draws the way back with its action", () => {
    const dot = traceDot(title, LASSO);
    expect(dot).toContain('label="N1 is violated: 3 states, then back to state 2\\l');
    expect(dot).toContain('s2 [label="State 2, the loop starts here\\l');
    expect(dot).toMatch(/ {2}s2 .*penwidth=3\]/);
    expect(dot).toContain('s3 -> s2 [style=dashed, constraint=false, label=" Wake(thread = t1)\\l"]');
    expect(dot).not.toContain("peripheries");
  });

  it("says in words that a lasso stutters", () => {
    const still = { ...LASSO, loop: 3, back: null };
    expect(traceDot(title, still)).toContain('s3 -> s3 [style=dashed, label=" nothing more need happen\\l"]');
    expect(traceDot(title, { ...still, deadlocked: true })).toContain('label=" nothing more can happen\\l"');
    expect(traceDot(title, still)).not.toContain("loop starts");
  });

  it("marks the last chance, and frames what is left with the steps between", () => {
    const dot = traceDot(title, LOST);
    expect(dot).toContain('s2 [label="State 2, the last chance\\l');
    expect(dot).toContain('s3 [label="State 3, out of reach\\l');
    expect(dot.slice(dot.indexOf("  subgraph"))).toMatchInlineSnapshot(`
      "  subgraph cluster_left {
          label="From state 3 steps can lead to 1 other state, but nowhere else.\\lOf these only what differs from state 3 is shown.\\lOut of reach: waiting = {}\\l"
          labelloc=b
          style=dashed
          s3
          s3a [label="State 3a\\l* dma.a.valid  FALSE   was TRUE\\l"]
          s3 -> s3a [label=" Invalidate(d = \\"a\\")\\l"]
          s3a -> s3
        }
      }
      "
    `);
  });

  it("leaves the frame empty where the states would make it too large", () => {
    const left = LOST.outOfReach!;
    const many = { ...left, states: Array.from({ length: 20 }, (_, at) => left.states[Math.min(at, 1)]!), steps: [] };
    for (const outOfReach of [{ ...left, count: 99, states: [], steps: [] }, many]) {
      const dot = traceDot(title, { ...LOST, outOfReach });
      expect(dot).toContain("subgraph cluster_left");
      expect(dot).not.toContain("s3a");
    }
  });

  it("leaves out the middle of a very long trace, and says so", () => {
    const steps = Array.from({ length: 1000 }, (_, at): SampleStep => [at === 0 ? null : "Up", {}, String(at)]);
    const dot = traceDot(title, sampleTrace(["x"], steps));
    expect(dot).toContain("800 states are not drawn");
    expect(dot).toContain("s100 -> gap901");
    expect(dot).toContain("gap901 -> s901");
    expect(dot.match(/^ {2}s\d+ \[/gm)!.length).toBe(200);
  });

  it("draws the state to which a very long lasso returns", () => {
    const steps = Array.from({ length: 1000 }, (_, at): SampleStep => [at === 0 ? null : "Up", {}, String(at)]);
    const dot = traceDot(title, sampleTrace(["x"], steps, 500));
    expect(dot).toContain("399 states are not drawn");
    expect(dot).toContain("400 states are not drawn");
    expect(dot).toContain("gap500 -> s500");
    expect(dot).toContain('s500 [label="State 500, the loop starts here');
    expect(dot).toContain("s500 -> gap901");
    expect(dot).toContain("s1000 -> s500 [style=dashed");
  });

  it("shows only what changed of large states", () => {
    const names = Array.from({ length: 100 }, (_, at) => `v${at}`);
    const first: SampleStep = [null, {}, ...names.map(() => "0")];
    const second: SampleStep = ["Up", {}, "1", ...names.slice(1).map(() => "0")];
    const dot = traceDot(title, sampleTrace(names, [first, second]));
    expect(dot.split("\n").find((line) => line.startsWith("  s2 ["))).toContain("unchanged: v1, v2");
  });
});
