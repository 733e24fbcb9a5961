/** The DOT text of a trace, drawn by Graphviz. */

import { Resvg } from "@resvg/resvg-js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderSvg, traceDot } from "../../src/report/index.ts";
import { readXml } from "./picture.ts";
import { LOST, oddText, type SampleStep, sampleTrace, TRACE } from "./sample.ts";

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

const drawn = async (dot: string): Promise<string> => (await renderSvg(dot)) as string;

it("ends a drawing that nobody wants any more", async () => {
  // No two edges are the same: many seconds of work on any machine.
  const edges = Array.from({ length: 6000 }, (_, k) => `s${k % 300} -> s${(k * 7 + Math.floor(k / 300) * 41) % 300}`);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 300);
  const start = performance.now();
  expect(await renderSvg(`digraph d { ${edges.join("; ")} }`, controller.signal)).toBe(null);
  expect(performance.now() - start).toBeLessThan(3000);
});

it("says what is wrong with a text", async () => {
  await expect(renderSvg("digraph d { a -> ", new AbortController().signal)).rejects.toThrow(
    /^Graphviz failed: .*syntax error/,
  );
});

describe("renderSvg", () => {
  it("shades what changed, keeps columns, and is readable", async () => {
    const svg = await drawn(traceDot(title, TRACE));
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
    const svg = await drawn(traceDot(title, TRACE));
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
        await expectReadable(await drawn(traceDot(title, { ...LOST, outOfReach })));
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
    const shown = texts(await drawn(traceDot(title, trace)));
    expect(shown).toContain(`  x  "${hard}"`);
    expect(shown.join("\n")).toContain(`<<"${hard}">>`);
  });

  it("is valid DOT, whatever the names and strings are", async () => {
    await fc.assert(
      fc.asyncProperty(oddText, oddText, async (name, text) => {
        const { states, ...rest } = sampleTrace(
          [name],
          [
            [null, {}, "0"],
            ["Step", {}, "1"],
          ],
        );
        const action = { name, location: null, parameters: [[name, text]] as const };
        const [first, second] = states as [(typeof states)[0], (typeof states)[0]];
        const trace = { ...rest, states: [first, { ...second, action, values: [text] }] };
        readXml(await drawn(traceDot({ property: name, subject: text }, trace)));
      }),
      { numRuns: 40 },
    );
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
        await expectReadable(await drawn(traceDot({ ...title, property: name }, trace)));
        const back = { name: "Back", location: null, parameters: [[name, trace.states[0]!.values[0]!]] } as const;
        await expectReadable(await drawn(traceDot(title, { ...trace, loop: 1, back })));
      }),
      { numRuns: 15 },
    );
  });
});
