import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { check, type Trace } from "../../src/checker/index.ts";
import { lanesSvg } from "../../src/report/index.ts";
import { printedAs } from "../../src/report/lanes/cell.ts";
import { type Story, storyOf } from "../../src/report/lanes/story.ts";
import { makeFunction, modelValue, sequence, type Value } from "../../src/values/index.ts";
import { modelOf } from "../models/tla/spec.ts";
import { collisions, readXml, textsOf } from "./picture.ts";
import { LASSO, LOST, type SampleStep, sampleTrace, TRACE } from "./sample.ts";

describe("a value behind a name in a lane", () => {
  it("follows what a long name ends with where it is short itself", () => {
    expect(printedAs('+ net[[kind |-> "revoke", to |-> c1]] = ', 1, 30)).toEqual([
      '+ net[[kind |-> "revoke",',
      "  to |-> c1]] = 1",
    ]);
    expect(printedAs("+ net[a_long_argument] = ", sequence([10, 20, 30]), 30)).toEqual([
      "+ net[a_long_argument] =",
      "  <<10, 20, 30>>",
    ]);
  });
});

const title = { property: "N1", subject: "specs/Pin.tla with specs/Pin.any.cfg" };

/** Two threads and a lock; a third process tells a thread to stop. */
const LOCK = `
CONSTANTS T1, T2, Boss, None
VARIABLES pc, stopped, lock
Init == /\\ pc = [t \\in {T1, T2} |-> "out"]
        /\\ stopped = [b \\in {Boss} |-> FALSE]
        /\\ lock = None
Try(t) == /\\ pc[t] = "out"
          /\\ pc' = [pc EXCEPT ![t] = "trying"]
          /\\ UNCHANGED <<stopped, lock>>
Take(t) == /\\ pc[t] = "trying" /\\ lock = None
           /\\ lock' = t
           /\\ pc' = [pc EXCEPT ![t] = "in"]
           /\\ UNCHANGED stopped
Give(t) == /\\ pc[t] = "in" /\\ ~stopped[Boss]
           /\\ lock' = None
           /\\ pc' = [pc EXCEPT ![t] = "out"]
           /\\ UNCHANGED stopped
Stop(b, t) == /\\ ~stopped[b] /\\ pc[t] = "in"
              /\\ stopped' = [stopped EXCEPT ![b] = TRUE]
              /\\ pc' = [pc EXCEPT ![t] = "frozen"]
              /\\ UNCHANGED lock
Next == \\/ \\E t \\in {T1, T2} : Try(t) \\/ Take(t) \\/ Give(t)
        \\/ \\E b \\in {Boss}, t \\in {T1, T2} : Stop(b, t)
Spec == Init /\\ [][Next]_<<pc, stopped, lock>>
Fair == Spec /\\ WF_pc(Take(T2)) /\\ \\A t \\in {T1, T2} : WF_pc(Try(t))
Ends == \\A t \\in {T1, T2} : pc[t] = "trying" ~> pc[t] = "in"
Free == ~(pc[T1] = "frozen" /\\ pc[T2] = "trying")
`;
const CONSTANTS = "CONSTANTS\nT1 = t1\nT2 = t2\nBoss = boss\nNone = none\n";

async function traceFrom(body: string, cfg: string): Promise<Trace> {
  const { properties } = await check(modelOf(body, cfg));
  const found = properties.find(({ status }) => status === "violated");
  if (found?.status !== "violated" || found.trace === null) throw new Error("nothing is violated");
  return found.trace;
}

function told(story: Story): { lanes: string[]; steps: string[]; spans: string[]; arrows: string[] } {
  const name = (lane: number): string => story.lanes[lane]!.name;
  const paths = (changes: readonly { readonly path: string }[]): string => changes.map(({ path }) => path).join(" ");
  return {
    lanes: story.lanes.map(({ name: process, kind }) => `${process} ${kind}`.trim()),
    steps: story.steps.map(({ to, lane, action, changes, effects }) => {
      const others = [...effects].map(([other, effect]) => ` -> ${name(other)}: ${paths(effect)}`).join("");
      return `${to} ${name(lane)} ${action?.name}: ${paths(changes)}${others}`;
    }),
    spans: story.spans.map(
      ({ kind, lane, from, to, changes }) => `${name(lane)} ${kind} ${paths(changes)} ${from}-${to}`,
    ),
    arrows: story.arrows.map(({ kind, from, to }) => `${from} ${kind} ${to}`),
  };
}

describe("the story of a trace", () => {
  it("has a lane for each process, and says who changes whom, stands still, and holds what", async () => {
    const trace = await traceFrom(LOCK, `SPECIFICATION Spec\n${CONSTANTS}INVARIANT Free\nCHECK_DEADLOCK FALSE\n`);
    expect(told(storyOf(trace))).toEqual({
      lanes: ["t1 pc", "t2 pc", "boss stopped"],
      steps: [
        "2 t1 Try: pc[t1]",
        "3 t1 Take: pc[t1] lock",
        "4 t2 Try: pc[t2]",
        "5 boss Stop: stopped[boss] -> t1: pc[t1]",
      ],
      spans: [
        "t1 still pc[t1] 5-null",
        "t2 still pc[t2] 4-null",
        "boss still stopped[boss] 5-null",
        "t1 holds lock 3-null",
      ],
      // Stop became possible by Take, and t1 has not been in the way of Try.
      arrows: ["3 enables 5"],
    });
  });

  it("says what could be done for ever and need not", async () => {
    const trace = await traceFrom(LOCK, `SPECIFICATION Fair\n${CONSTANTS}PROPERTY Ends\nCHECK_DEADLOCK FALSE\n`);
    const story = storyOf(trace);
    const left = [...story.left!].map(([lane, steps]) => {
      const could = steps.map(({ action, reaches }) => `${action.name}>${reaches.map((at) => story.lanes[at]!.name)}`);
      return `${story.lanes[lane]?.name ?? "?"}: ${could.join(" ")}`;
    });
    expect(trace.loop).not.toBe(null);
    expect(left).toEqual(["t1: Take>", "?: Stop>t2"]);
  });

  it("follows the comment that names the functions of processes", async () => {
    const cfg = `SPECIFICATION Spec\n${CONSTANTS}INVARIANT Free\nCHECK_DEADLOCK FALSE\n`;
    const trace = await traceFrom(`${LOCK}\\* lanes: stopped\n`, cfg);
    expect(told(storyOf(trace)).lanes).toEqual(["boss stopped", "no process"]);
  });

  it("finds processes without parameters by the one function of which each step changes a value", () => {
    const steps: SampleStep[] = [
      [null, {}, "[p |-> 0, q |-> 0]", "0"],
      ["First", {}, "[p |-> 1, q |-> 0]", "1"],
      ["Second", {}, "[p |-> 1, q |-> 1]", "2"],
    ];
    expect(told(storyOf(sampleTrace(["at", "n"], steps)))).toMatchObject({
      lanes: ['"p" at', '"q" at'],
      steps: ['2 "p" First: at.p n', '3 "q" Second: at.q n'],
      spans: [],
    });
  });

  it("does not call the step of a process another one's, whatever the variables are that ALIAS hides", async () => {
    const body = `
VARIABLES mail, n
Init == mail = [p \\in {"a", "b"} |-> 0] /\\ n = 0
Send == n' = n + 1 /\\ mail' = [mail EXCEPT !["b"] = n]
Next == Send
Spec == Init /\\ [][Next]_<<mail, n>>
Few == n < 3
Shown == [at |-> [p \\in {"a", "b"} |-> IF p = "a" THEN n ELSE 0]]
`;
    const trace = await traceFrom(body, "SPECIFICATION Spec\nINVARIANT Few\nALIAS Shown\n");
    expect(told(storyOf(trace))).toMatchObject({
      steps: ['2 "a" Send: at.a', '3 "a" Send: at.a', '4 "a" Send: at.a'],
      spans: [],
    });
  });

  it("gives what belongs to a process as a whole to nobody else, though others' names stand in it", () => {
    const steps: SampleStep[] = [
      [null, {}, "[a |-> [a |-> 0, b |-> 9], b |-> [a |-> 9, b |-> 0]]"],
      ["Learn", { n: '"a"' }, "[a |-> [a |-> 0, b |-> 1], b |-> [a |-> 9, b |-> 0]]"],
    ];
    const trace = sampleTrace(["table"], steps);
    expect(storyOf(trace).lanes.map(({ parts }) => parts.map(({ path }) => path))).toEqual([["table.a"], ["table.b"]]);
    expect(told(storyOf(trace)).steps).toEqual(['2 "a" Learn: table.a.b']);
  });

  it("has one lane where nobody is a process, and does not take numbers in messages for processes", () => {
    const steps: SampleStep[] = [
      [null, {}, "0", "{}"],
      ["Add", { amount: "1" }, "1", "{<<1, 2>>}"],
    ];
    expect(told(storyOf(sampleTrace(["sum", "msgs"], steps))).lanes).toEqual(["steps"]);
  });

  it("gives a lane by itself the room of a page, and the whole first state", () => {
    const long = '"a value that would not stand in one line of a narrow lane"';
    const steps: SampleStep[] = [
      [null, {}, "0", '"short"'],
      ["Add", {}, "1", long],
    ];
    const svg = lanesSvg(title, sampleTrace(["sum", "name"], steps));
    const texts = textsOf(svg);
    expect(texts.map(({ text }) => text)).toContain(`name: "short" → ${long}`);
    const [first, step] = ["sum = 0", "sum: 0 → 1"].map((said) => texts.find(({ text }) => text === said)!);
    expect(first!.x).toBe(step!.x);
  });

  it("draws what one lane takes out of what another one gave", () => {
    const steps: SampleStep[] = [
      [null, {}, "[a |-> 0, b |-> 0]", "{}"],
      ["Send", { p: '"a"' }, "[a |-> 1, b |-> 0]", "{7}"],
      ["Think", { p: '"b"' }, "[a |-> 1, b |-> 1]", "{7}"],
      ["Receive", { p: '"b"' }, "[a |-> 1, b |-> 2]", "{}"],
    ];
    expect(told(storyOf(sampleTrace(["at", "msgs"], steps))).arrows).toEqual(["2 passes 4"]);
  });

  it("does not take what stands behind a place of a sequence for what is taken from there", () => {
    const steps: SampleStep[] = [
      [null, {}, "[a |-> 0, b |-> 0]", "<<>>"],
      ["Ask", { p: '"b"' }, "[a |-> 0, b |-> 1]", "<<5>>"],
      ["Ask", { p: '"b"' }, "[a |-> 0, b |-> 2]", "<<5, 6>>"],
      ["Ask", { p: '"b"' }, "[a |-> 0, b |-> 3]", "<<5, 6, 7>>"],
      ["Serve", { p: '"a"' }, "[a |-> 1, b |-> 3]", "<<5, 7>>"],
    ];
    expect(told(storyOf(sampleTrace(["at", "queue"], steps))).arrows).toEqual(["3 passes 5"]);
  });

  it("tells of a step with a long change the short ones, too", () => {
    const wide = `<<${Array.from({ length: 9 }, (_, n) => `[number |-> ${n}, text |-> "some words"]`).join(", ")}>>`;
    const steps: SampleStep[] = [
      [null, {}, "[a |-> 0, b |-> 0]", "<<>>", "0"],
      ["Go", { p: '"a"' }, "[a |-> 1, b |-> 0]", wide, "1"],
      ["Go", { p: '"b"' }, "[a |-> 1, b |-> 1]", wide, "2"],
    ];
    const texts = textsOf(lanesSvg(title, sampleTrace(["at", "log", "zeal"], steps))).map(({ text }) => text);
    expect(texts).toContain("zeal: 0 → 1");
    expect(texts.filter((text) => text.startsWith("log gains")).length).toBeGreaterThan(3);
  });
});

describe("lanesSvg", () => {
  it("says what it shows, for readers of screens and in both colours of paper", () => {
    const svg = lanesSvg(title, TRACE);
    expect(svg).toContain('role="img" aria-labelledby="title description"');
    expect(svg).toContain('<title id="title">N1 is violated: 3 states (specs/Pin.tla with specs/Pin.any.cfg)</title>');
    expect(svg).toContain("2. &quot;a&quot;: MapDma(d = &quot;a&quot;); 3. &quot;a&quot;: Sleep(");
    expect(svg).toContain("@media (prefers-color-scheme:dark)");
  });

  it.each([
    ["a violated state", TRACE, ["N1 is violated in state 3"]],
    [
      "a loop",
      LASSO,
      ["the loop: from here on for ever, each time from state 2", "back to state 2 by Wake(thread = t1)"],
    ],
    ["the last chance", LOST, ["State 2 was the last from which waiting = {} could still be reached; step 3 lost it."]],
  ])("marks %s", (_, trace, lines) => {
    const seen = textsOf(lanesSvg(title, trace)).map(({ text }) => text);
    for (const text of lines) expect(seen).toContain(text);
  });

  it("says where an evaluation failed, and that it was in a step from the last state", () => {
    const failed = { property: null, failure: "Pin.tla:3:4: E401: m", failedStep: "Wake(t = t1)", subject: "Pin" };
    const seen = textsOf(lanesSvg(failed, TRACE)).map(({ text }) => text);
    expect(seen).toContain("Pin.tla:3:4: E401: m");
    expect(seen).toContain("in a step of Wake(t = t1)");
    expect(seen).toContain("an evaluation failed in a step from state 3");
  });

  it("cuts a long trace in the middle", () => {
    const steps = Array.from({ length: 500 }, (_, at): SampleStep => [at === 0 ? null : "Up", {}, String(at)]);
    const seen = textsOf(lanesSvg(title, sampleTrace(["x"], steps))).map(({ text }) => text);
    expect(seen).toContain("380 steps are not drawn");
  });
});

/** Traces of a few processes with odd names that write odd values, and what their states allow. */
function traces(): fc.Arbitrary<Trace> {
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }),
    fc.constantFrom("<b>", "&", "\u0000", "\ud800", "漢字", "a b"),
  );
  const names = fc.uniqueArray(odd, { minLength: 1, maxLength: 7 });
  const writes = fc.tuple(fc.nat(), fc.nat(), odd, fc.boolean());
  const facts = fc.array(fc.array(fc.nat({ max: 6 }), { maxLength: 4 }), { maxLength: 12 });
  return fc
    .tuple(names, fc.array(writes, { maxLength: 12 }), facts, fc.nat())
    .map(([processes, steps, enabled, back]) => {
      const members = processes.map((name) => (name.length > 3 ? name : modelValue(`m${processes.indexOf(name)}`)));
      const values = new Map<Value, string>(members.map((member) => [member, "idle"]));
      const first = sampleTrace(["x"], [[null, {}, "0"]]);
      const place = null;
      const states = [null, ...steps].map((step, at) => {
        const [who, whom, text, locks] = step ?? [0, 0, "idle", false];
        if (step !== null) values.set(members[whom % members.length]!, text);
        const by = members[who % members.length]!;
        const action = step === null ? null : { name: text || "A", location: place, parameters: [["p", by] as const] };
        return { ...first.states[0]!, action, values: [made(values), locks ? by : "free", at] };
      });
      const steppers = enabled.map((ones) =>
        ones.map((at) => ({
          action: { name: "A", location: place, parameters: [["p", members[at % members.length]!] as const] },
          touches: [members[(at + 1) % members.length]!],
        })),
      );
      const known = states.map((_, at) => steppers[at] ?? null);
      const loop = back % (states.length + 1);
      return {
        ...first,
        variables: ["at", "lock", "count"],
        states,
        enabled: known,
        loop: loop === 0 ? null : loop,
        deadlocked: false,
      };
    });
}

function made(values: ReadonlyMap<Value, string>): Value {
  return makeFunction([...values.keys()], [...values.values()]);
}

it("no trace makes texts of a picture of lanes collide, breaks its XML or becomes markup", () => {
  fc.assert(
    fc.property(traces(), (trace) => {
      const svg = lanesSvg(title, trace);
      readXml(svg);
      expect(collisions(svg)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
