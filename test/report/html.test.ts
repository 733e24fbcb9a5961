import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FORMATS, type Report, resultsJson } from "../../src/report/index.ts";
import { LASSO, LOST, place, sampleResult, TRACE } from "./sample.ts";

const N1 = { name: "N1", kind: "invariant", location: place(2), status: "violated", breaks: "invariant" } as const;
const HOSTILE = "</script><script>window.hit = 1</script><img src=x onerror='window.hit = 1'>\"'</style>";

function report(): Report {
  const named = { ...TRACE.states[1]!.action!, name: HOSTILE };
  const hostile = { ...TRACE, states: [TRACE.states[0]!, { ...TRACE.states[1]!, action: named }, TRACE.states[2]!] };
  const properties = [
    { ...N1, trace: TRACE },
    { ...N1, name: "Live", trace: LASSO },
    { ...N1, name: "Can", trace: LOST },
    { ...N1, name: HOSTILE, trace: hostile },
  ];
  const run = { spec: "specs/Pin.tla", config: "specs/Pin.cfg", exitCode: 12, diagnostics: [] };
  return {
    version: "1.2.3",
    exitCode: 12,
    command: "everystate check specs/Pin.tla",
    runs: [{ ...run, result: sampleResult({ properties: [...sampleResult().properties.slice(0, 1), ...properties] }) }],
    texts: new Map([["specs/Pin.tla", `---- MODULE Pin ----\n${HOSTILE}\n${"\n".repeat(9)}MapDma(d) == TRUE\n====\n`]]),
  };
}

function runWith(trace: typeof TRACE): Report["runs"][number] {
  const [run] = report().runs;
  return { ...run!, result: sampleResult({ properties: [{ ...N1, trace }] }) };
}

const html = (given: Report): string => FORMATS.find(({ name }) => name === "html")!.report!(given);

describe("the page of a report", () => {
  it("has no tags, scripts or addresses but its own, whatever the texts are", () => {
    const page = html(report());
    const tags = new Set([...page.matchAll(/<([A-Za-z]+)/g)].map(([, tag]) => tag!));
    for (const tag of ["img", "link", "iframe"]) expect(tags).not.toContain(tag);
    expect(page.match(/<script/g)!.length).toBe(1);
    expect(page.match(/<style/g)!.length).toBe(1);
    expect(page.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|src=(?!x)/);
  });

  it("nor has the page of mutants", () => {
    const place = { file: HOSTILE, line: 2, column: 1, endLine: 2, endColumn: 5 };
    const mutant = { rule: HOSTILE, role: "next", before: HOSTILE, after: HOSTILE, location: place } as const;
    const verdicts = ["survives", "explained", "noticed"] as const;
    const mutants = verdicts.map((verdict) => ({ ...mutant, verdict, by: [HOSTILE], failure: null, reason: HOSTILE }));
    const found = { spec: HOSTILE, configs: [HOSTILE], originals: [], mutants, unbroken: [HOSTILE], spared: [HOSTILE] };
    const texts = new Map([[HOSTILE, HOSTILE]]);
    const report = { version: "1.2.3", exitCode: 21, command: HOSTILE, specs: [found], texts };
    const page = FORMATS.find(({ name }) => name === "html")!.mutants!(report);
    expect(page).not.toContain("<img");
    expect(page.match(/<script/g)!.length).toBe(1);
    expect(page.match(/<style/g)!.length).toBe(1);
    expect(page.split("&lt;/script&gt;").length).toBeGreaterThan(20);
  });

  it("shows the matrix of a gate first, its cells with the way to the counterexample", () => {
    const given = report();
    const runs = given.runs.map((run) => ({ ...run, diagrams: new Map([["N1", "out/specs/Pin/N1.svg"]]) }));
    const matrix = [
      { row: "D0 <Block>", column: "N1", text: "violated 3", link: "out/specs/Pin/N1.svg" },
      { row: "D0 <Block>", column: "N2", text: "holds", link: null },
      { row: "D5", column: "N2", text: "-", link: null },
    ];
    const page = html({ ...given, runs, matrix });
    expect(page.indexOf("<h2>Matrix</h2>")).toBeLessThan(page.indexOf("<h2>Verdicts</h2>"));
    expect(page).toContain(
      '<tr><th scope="row">D0 &lt;Block&gt;</th><td class="violated"><a href="#t0-1">violated 3</a></td><td class="holds">holds</td></tr>',
    );
    expect(page).toContain('id="t0-1"');
    expect(page).toContain('<tr><th scope="row">D5</th><td></td><td class="">-</td></tr>');
    expect(html(given)).not.toContain("Matrix");
  });

  it("draws the lanes of the trace itself, without what a refined module shows", () => {
    const mapped = [{ name: "A!shown", values: TRACE.states.map(({ values }) => values[0]!) }];
    const page = (trace: typeof TRACE) => html({ ...report(), runs: [runWith(trace)] });
    const pictureOf = (text: string) => text.match(/<svg.*?<\/svg>/s)![0];
    expect(page({ ...TRACE, mapped })).toContain("A!shown");
    expect(pictureOf(page({ ...TRACE, mapped }))).toBe(pictureOf(page(TRACE)));
  });

  it("says what makes a property false", () => {
    const given = report();
    const part = { text: "x < 2", location: place(4), is: false, values: [["x", 2]] as const };
    const [run] = given.runs;
    const properties = run!.result!.properties.map((one) => (one.name === "N1" ? { ...one, falseParts: [part] } : one));
    const page = html({ ...given, runs: [{ ...run!, result: sampleResult({ properties }) }] });
    expect(page).toContain("false in state 3: x &lt; 2  specs/Pin.tla:4:3\n  x = 2");
  });

  it("shows the growth by level, and where the traces' actions are in the text", () => {
    const page = html(report());
    expect(page).toContain("<title>level 3: 5</title>");
    expect(page).toMatch(/<span class="line taken" id="f0-11" data-n="11">/);
    expect(page).toContain('<a href="#f0-11">specs/Pin.tla:11:3</a>');
  });
});

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
if (CHROMIUM === undefined) console.log("no Chromium here: the page of a report is not opened in a browser");

describe.skipIf(CHROMIUM === undefined)("the page in a browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "everystate-html-"));
  const file = join(folder, "report.html");
  beforeAll(async () => {
    writeFileSync(file, html(report()));
    browser = await chromium.launch({ executablePath: CHROMIUM!, args: ["--no-sandbox", "--disable-gpu"] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(width: number): Promise<{ page: Page; wrong: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith("file:")) wrong.push(request.url());
    });
    await page.goto(`file://${file}`);
    return { page, wrong };
  }

  it.each([390, 1400])(
    "at %i pixels fits, asks nobody, and runs no text of a spec",
    async (width) => {
      const { page, wrong } = await open(width);
      const wide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(wide).toBeLessThanOrEqual(0);
      expect(await page.evaluate("window.hit ?? null")).toBe(null);
      expect(wrong).toEqual([]);
      await page.close();
    },
    120_000,
  );

  it("steps through a trace by keyboard, and shows what the JSON has", async () => {
    const { page } = await open(1400);
    const [result] = (JSON.parse(resultsJson("1", 12, report().runs)) as { results: [{ properties: Shown[] }] })
      .results;
    const states = result.properties.find(({ name }) => name === "N1")!.trace!.states;
    const trace = page.locator(".trace").first();
    await trace.focus();
    const current = trace.locator(".state[aria-current=step]");
    for (const [at, state] of states.entries()) {
      expect(await current.getAttribute("data-state")).toBe(String(at + 1));
      expect(await current.locator("h3").textContent()).toContain(
        `${at + 1}. ${state.action?.name ?? "Initial state"}`,
      );
      await page.keyboard.press(at === 0 ? "ArrowRight" : "j");
    }
    expect(await trace.locator(".at").textContent()).toBe("3 of 3");
    await page.keyboard.press("Home");
    expect(await trace.locator(".at").textContent()).toBe("1 of 3");
    const waiting = trace
      .locator(".state", { has: page.locator("text=Initial state") })
      .locator("tr", { hasText: "waiting" });
    expect(await waiting.locator("td").textContent()).toBe("{}");
    expect(states[0]!.values["waiting"]).toEqual({ "#set": [] });
    await page.close();
  }, 120_000);

  it("folds, filters variables, and shows the whole of states on demand", async () => {
    const { page } = await open(390);
    const trace = page.locator(".trace").first();
    const rows = trace.locator(".state").nth(1).locator("tr:visible");
    expect(await rows.locator("th").allTextContents()).toEqual(["dma.a.mapped", "queue"]);
    await trace.locator(".only").uncheck();
    expect(await rows.locator("th").allTextContents()).toEqual(["dma.a.mapped", "queue", "waiting"]);
    await trace.locator(".filter").fill("QUEUE");
    expect(await rows.locator("th").allTextContents()).toEqual(["queue"]);
    await trace.getByText("States", { exact: true }).click();
    expect(await trace.locator(".states").isVisible()).toBe(false);
    await page.close();
  }, 120_000);
});

interface Shown {
  readonly name: string;
  readonly trace: {
    readonly states: readonly { readonly action: { name: string } | null; readonly values: Record<string, unknown> }[];
  } | null;
}
