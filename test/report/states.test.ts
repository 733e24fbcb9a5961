import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Trace } from "../../src/checker/index.ts";
import { statesSvg } from "../../src/report/index.ts";
import { print } from "../../src/values/index.ts";
import { collisions, readXml, textsOf } from "./picture.ts";
import { LASSO, LOST, type SampleStep, sampleTrace, TRACE } from "./sample.ts";

const title = { property: "N1", subject: "specs/Pin.tla with specs/Pin.any.cfg" };

/** The texts from top to bottom, those of one line with two blanks between. */
function linesOf(svg: string): string[] {
  const rows = new Map<number, string[]>();
  for (const { text, x, y } of textsOf(svg).sort((a, b) => a.y - b.y || a.x - b.x)) {
    rows.set(y, [...(rows.get(y) ?? []), x > 0 ? text.trim() : text]);
  }
  return [...rows.values()].map((texts) => texts.join("  "));
}

const lines = (trace: Trace, whole = false): string[] => linesOf(statesSvg(title, trace, whole));

function counting(count: number, loop: number | null = null): Trace {
  const steps = Array.from({ length: count }, (_, at): SampleStep => [at === 0 ? null : "Up", {}, String(at), "7"]);
  return sampleTrace(["x", "fixed"], steps, loop);
}

describe("statesSvg", () => {
  it("has the same rows in the same order in each state, and shows what never changes once", () => {
    expect(lines(TRACE)).toEqual([
      "N1 is violated: 3 states",
      "specs/Pin.tla with specs/Pin.any.cfg",
      "1  Initial state",
      "dma.a.mapped  FALSE",
      "dma.a.valid  TRUE",
      "dma.b  [mapped |-> FALSE, valid |-> TRUE]",
      "queue  <<>>",
      "waiting  {}",
      '2  MapDma(d = "a")  specs/Pin.tla:11:3',
      "dma.a.mapped  TRUE   was FALSE",
      "queue  + last 1",
      "waiting  {}",
      '3  Sleep(d = "a", thread = t1) (violated here)  specs/Pin.tla:12:3',
      "dma.a.mapped  TRUE",
      "queue  [1]: 2   was 1",
      "waiting  + t1",
      "+ t2",
      expect.stringContaining("changed by the step to this state"),
    ]);
  });

  it("shows only what changed in more than six states, unless the whole is asked for", () => {
    const steps = (text: string): SampleStep[] =>
      Array.from({ length: 7 }, (_, at): SampleStep => [at === 0 ? null : text, {}, String(at), at === 6 ? "1" : "0"]);
    const trace = sampleTrace(["x", "y"], steps("Up"));
    expect(lines(trace).filter((line) => line.startsWith("y"))).toEqual(["y  0", "y  1   was 0"]);
    expect(lines(trace, true).filter((line) => line.startsWith("y")).length).toBe(7);
  });

  it("names the place in a sequence from which something was taken", () => {
    const trace = sampleTrace(
      ["queue"],
      [
        [null, {}, "<<4, 5, 6>>"],
        ["Go", {}, "<<4, 6>>"],
      ],
    );
    expect(lines(trace)).toContain("queue  - at 2: 5");
  });

  it("names what changed inside the elements of a set", () => {
    const trace = sampleTrace(
      ["jobs"],
      [
        [null, {}, '{[id |-> 1, at |-> "a", n |-> 0], [id |-> 2, at |-> "a", n |-> 0]}'],
        ["Go", {}, '{[id |-> 1, at |-> "b", n |-> 0], [id |-> 2, at |-> "a", n |-> 0]}'],
      ],
    );
    expect(lines(trace)).toContain('jobs  * [at |-> "a", id |-> 1, n |-> 0]');
    expect(lines(trace)).toContain('.at: "b"   was "a"');
  });

  it("marks where a loop starts, the way back, and why it is allowed", () => {
    const shown = lines(LASSO);
    expect(shown).toContain('2  MapDma(d = "a") (the loop starts here)  specs/Pin.tla:11:3');
    expect(shown).toContain("back to state 2 by Wake(thread = t1)");
    expect(shown).toContain("It may go round for ever; each fairness condition is met:");
    expect(statesSvg(title, LASSO)).toContain('class="looptip"');
  });

  it("marks the last chance, and shows what is left", () => {
    const shown = lines(LOST);
    expect(shown).toContain('2  MapDma(d = "a") (the last chance)  specs/Pin.tla:11:3');
    expect(shown).toContain("Out of reach: waiting = {}");
    expect(shown).toContain('3a  from 3 by Invalidate(d = "a")');
    expect(shown).toContain("dma.a.valid  FALSE   was TRUE");
  });

  it("draws a trace of 41 states in less than 6,000 pixels, and the ends of longer ones", () => {
    const height = (svg: string): number => Number(/height="(\d+)"/.exec(svg)![1]);
    expect(height(statesSvg(title, counting(41)))).toBeLessThan(6000);
    expect(lines(counting(1000))).toContain("800 states are not drawn");
    expect(lines(counting(1000, 500))).toContain("500  Up (the loop starts here)  specs/Pin.tla:509:3");
  });

  it("says what it shows, for readers of screens and in both colours of paper", () => {
    const svg = statesSvg(title, TRACE);
    expect(svg).toContain('role="img" aria-labelledby="title description"');
    expect(svg).toContain("1. Initial state; 2. MapDma(d = &quot;a&quot;); 3. Sleep(");
    expect(svg).toContain("@media (prefers-color-scheme:dark)");
  });

  it("has no texts that collide, whatever the values are", () => {
    const odd = fc.oneof(fc.string({ maxLength: 200 }), fc.constantFrom("<b>", "&", "漢字", "a\nb"));
    const text = odd.map(print);
    const value = fc.oneof(
      text,
      fc.integer().map(String),
      fc.array(text, { maxLength: 40 }).map((list) => `{${list.join(", ")}}`),
      fc
        .array(fc.tuple(text, text), { maxLength: 5 })
        .map((list) => `{${list.map(([a, b]) => `[a |-> ${a}, b |-> ${b}]`)}}`),
      fc.array(text, { maxLength: 5 }).map((list) => `<<${list.join(", ")}>>`),
    );
    const step = fc.tuple(fc.stringMatching(/^[A-Za-z]{1,60}$/), value, value, value);
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 9 }), fc.boolean(), (steps, whole) => {
        const sample = steps.map(([name, p, x, y], at): SampleStep => [at === 0 ? null : name, { p }, x, y]);
        const svg = statesSvg(title, sampleTrace([`v${"long".repeat(20)}`, "y"], sample), whole);
        readXml(svg);
        expect(collisions(svg)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
