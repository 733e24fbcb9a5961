import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderSvg, traceDot } from "../../src/report/index.ts";
import { LASSO, LOST, type SampleStep, sampleTrace, TRACE } from "./sample.ts";

const title = { property: "N1", subject: "specs/Pin.tla with specs/Pin.any.cfg" };

/** Width and height in pixels, and the sizes of all text. */
function measures(svg: string): { width: number; height: number; fonts: number[]; unit: number } {
  const [, width, height] = /<svg width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
  const [, , , viewWidth] = /viewBox="([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+)"/.exec(svg)!;
  const fonts = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
  return { width: Number(width), height: Number(height), fonts, unit: Number(width) / Number(viewWidth) };
}

/** The texts of a picture as a reader sees them. */
function texts(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) =>
    text!
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll("\u00a0", " ")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&"),
  );
}

async function expectReadable(svg: string): Promise<void> {
  const { width, fonts, unit } = measures(svg);
  expect(width).toBeLessThanOrEqual(1600);
  expect(unit).toBeCloseTo(1, 2);
  expect(fonts.length).toBeGreaterThan(0);
  expect(Math.min(...fonts)).toBeGreaterThanOrEqual(11);
}

describe("traceDot", () => {
  it("has boxes with marks, edges with actions, and marks the violating state", () => {
    expect(traceDot(title, TRACE)).toMatchInlineSnapshot(`
      "digraph trace {
        graph [rankdir=TB, nodesep=0.4, ranksep=0.4, labelloc=t, labeljust=l, fontname="Courier", fontsize=15,
          label="N1 is violated: 3 states\\lspecs/Pin.tla with specs/Pin.any.cfg\\l"]
        node [shape=box, margin="0.12,0.08", fontname="Courier", fontsize=13]
        edge [fontname="Courier", fontsize=13, arrowsize=0.8]
        s1 [label="State 1, initial\\l  dma      [a |-> [mapped |-> FALSE, valid |-> TRUE], b |-> [mapped |-> FALSE, valid\\l             |-> TRUE]]\\l  queue    <<>>\\l  waiting  {}\\l"]
        s1 -> s2 [label=" MapDma(d = \\"a\\")\\l"]
        s2 [label="State 2\\l* dma.a.mapped  TRUE   was FALSE\\l  dma.a.valid   TRUE\\l  dma.b         [mapped |-> FALSE, valid |-> TRUE]\\l* queue         <<1>>   was <<>>\\l  waiting       {}\\l"]
        s2 -> s3 [label=" Sleep(d = \\"a\\", thread = t1)\\l"]
        s3 [label="State 3, violating\\l  dma       [a |-> [mapped |-> TRUE, valid |-> TRUE], b |-> [mapped |-> FALSE, valid\\l              |-> TRUE]]\\l* queue[1]  2   was 1\\l* waiting   {t1, t2}   was {}\\l", peripheries=2, penwidth=3]
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

describe("renderSvg", () => {
  it("shades what changed, keeps columns, and is readable", async () => {
    const svg = await renderSvg(traceDot(title, TRACE));
    await expectReadable(svg);
    const shown = texts(svg);
    expect(shown).toContain("* dma.a.mapped  TRUE   was FALSE");
    expect(shown).toContain("  dma.b         [mapped |-> FALSE, valid |-> TRUE]");
    expect(shown).toContain(' Sleep(d = "a", thread = t1)');
    const marked = shown.filter((text) => /^[*+-]/.test(text)).length;
    expect(svg.match(/<rect /g)!.length).toBe(marked);
    expect(svg.match(/font-weight="bold"/g)!.length).toBe(marked + TRACE.states.length);
    expect(svg).toContain('xml:space="preserve"');
  });

  it("is as wide as it says in another renderer, with shades that differ in greyscale", async () => {
    const svg = await renderSvg(traceDot(title, TRACE));
    const picture = new Resvg(svg, { background: "white" }).render();
    expect(picture.width).toBe(Math.ceil(measures(svg).width));
    const { pixels } = picture;
    const greys = new Map<number, number>();
    for (let at = 0; at < pixels.length; at += 4) {
      const [red, green, blue] = pixels.subarray(at, at + 3);
      const grey = Math.round(0.299 * red! + 0.587 * green! + 0.114 * blue!);
      greys.set(grey, (greys.get(grey) ?? 0) + 1);
    }
    const [paper, shade] = [...greys].sort(([, a], [, b]) => b - a).map(([grey]) => grey);
    expect(paper! - shade!).toBeGreaterThan(30);
  });

  it("stays narrow whatever is left, and bound to be narrow", async () => {
    const name = fc.stringMatching(/^[A-Z][a-z]{1,39}$/);
    const pair = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }), name);
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { maxLength: 14 }), async (pairs) => {
        const action = (text: string) => ({ name: text, parameters: [], location: null });
        const base = LOST.outOfReach!.states;
        const states = Array.from({ length: 8 }, (_, at) => base[at === 0 ? 0 : 1]!);
        const line = states.slice(1).map((_, at) => [at + 1, at + 2, action("On")] as const);
        const steps = [...line, ...pairs.map(([from, to, text]) => [from, to, action(text)] as const)];
        const outOfReach = { ...LOST.outOfReach!, count: 8, states, steps };
        await expectReadable(await renderSvg(traceDot(title, { ...LOST, outOfReach })));
      }),
      { numRuns: 15 },
    );
  });

  it("keeps every text of a value that is hard to quote", async () => {
    const hard = 'q\\" & <b> \\\\N {|} \\n end';
    const trace = sampleTrace(
      ["x"],
      [
        [null, {}, `"${hard}"`],
        ["Go", { why: `"${hard}"` }, `<<"${hard}">>`],
      ],
    );
    const shown = texts(await renderSvg(traceDot(title, trace)));
    expect(shown).toContain(`  x  "${hard}"`);
    expect(shown.join("\n")).toContain(`<<"${hard}">>`);
  });

  it("stays narrow and large enough to read, whatever the values", async () => {
    const word = fc.stringMatching(/^[A-Za-z]{1,60}$/);
    const value = fc.oneof(
      word.map((text) => `"${text}"`),
      fc.integer().map(String),
      fc.array(word, { maxLength: 60 }).map((list) => `{${list.map((text) => `"${text}"`).join(", ")}}`),
      fc
        .uniqueArray(word, { minLength: 1, maxLength: 20 })
        .map((list) => `[${list.map((name) => `n${name} |-> 1`).join(", ")}]`),
      fc.string({ unit: fc.constantFrom("é", "漢", "a", " "), maxLength: 300 }).map((text) => `"${text}"`),
    );
    const step = fc.tuple(word, value, value, value);
    await fc.assert(
      fc.asyncProperty(word, fc.array(step, { minLength: 1, maxLength: 4 }), async (name, steps) => {
        const variables = [`v${name}${name}${name}`, "y"];
        const sample = steps.map(
          ([action, parameter, x, y], at): SampleStep => [at === 0 ? null : action, { [name]: parameter }, x, y],
        );
        const trace = sampleTrace(variables, sample);
        await expectReadable(await renderSvg(traceDot({ ...title, property: name }, trace)));
        const back = { name: "Back", location: null, parameters: [[name, trace.states[0]!.values[0]!]] } as const;
        await expectReadable(await renderSvg(traceDot(title, { ...trace, loop: 1, back })));
      }),
      { numRuns: 15 },
    );
  });
});
