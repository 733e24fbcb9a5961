import { describe, expect, it } from "vitest";
import { COUNTER, counterConfig, World } from "./world.ts";

const LOCK = `---- MODULE Lock ----
EXTENDS Naturals, FiniteSets
CONSTANT Proc
VARIABLES pc, owner, msgs
vars == <<pc, owner, msgs>>
Init == pc = [p \\in Proc |-> "idle"] /\\ owner = "none" /\\ msgs = {}
LOCAL Free == owner = "none"
Take(p) ==
  /\\ pc[p] = "idle"
  /\\ Free \\* nobody has it
  /\\ owner' = p
  /\\ pc' = [pc EXCEPT ![p] = "busy"]
  /\\ UNCHANGED msgs
Give(p) ==
  /\\ pc[p] = "busy"
  /\\ \\E q \\in Proc \\ {p} : owner' = "none" /\\ msgs' = msgs \\cup {[to |-> q]}
  /\\ pc' = [pc EXCEPT ![p] = "idle"]
Read(p) ==
  /\\ \\E m \\in msgs : m.to = p /\\ msgs' = msgs \\ {m}
  /\\ \\/ pc[p] = "asleep"
     \\/ owner = p
  /\\ UNCHANGED <<pc, owner>>
Drop == \\E m \\in msgs : msgs' = msgs /\\ msgs' = msgs \\ {m} /\\ UNCHANGED <<pc, owner>>
Next == (\\E p \\in Proc : Take(p) \\/ Give(p) \\/ Read(p)) \\/ Drop
TypeOK == owner \\in Proc \\cup {"none"} /\\ pc \\in [Proc -> {"idle", "busy"}]
NoTwo == \\A p, q \\in Proc : p # q => ~(pc[p] = "busy" /\\ msgs # {} /\\ owner = p)
Few == LET count == Cardinality(msgs) IN IF msgs = {} THEN TRUE ELSE count < 2
Grows(set) == set \\subseteq set'
Kept == [][Grows(msgs)]_vars
====
`;

const COUNT = `---- MODULE Count ----
EXTENDS Naturals
VARIABLE n
Step == n' = n + 1
Spec == n \\in Nat /\\ [][Step]_n /\\ WF_n(Step)
====
`;

const TRACK = `---- MODULE Track ----
EXTENDS Naturals
VARIABLE x
C(k) == INSTANCE Count WITH n <- x + k
Spec == x = 0 /\\ [][x < 4 /\\ x' = x + 2]_x
Counts == \\A k \\in {3} : C(k)!Spec
====
`;

const CFG = 'INIT Init\nNEXT Next\nCONSTANT Proc = {"a", "b"}\n';

function lock(properties: string): World {
  return new World({ "Lock.tla": LOCK, "Lock.cfg": `${CFG}${properties}\n` });
}

describe("what makes a property false", () => {
  it("is the smallest part that decides, behind quantifiers, definitions, LET, IF and negations", async () => {
    const { out } = await lock("INVARIANT Few").run("check Lock.tla");
    expect(out).toContain(`      false in state 5: count < 2  Lock.tla:27:70
        count = 2
`);
    expect((await lock("INVARIANT NoTwo").run("check Lock.tla")).out).toContain(`
      true in state 4: pc[p] = "busy"  Lock.tla:26:40
        p = "a"
        pc[p] = "busy"
      true in state 4: msgs # {}  Lock.tla:26:58
        msgs = {[to |-> "b"]}
      true in state 4: owner = p  Lock.tla:26:71
        p = "a"
        owner = "a"
`);
  });

  it("of an action property is said of the step", async () => {
    const world = lock("PROPERTY Kept");
    expect((await world.run("check Lock.tla")).out).toContain(`
      false on the step to state 5: set \\subseteq set'  Lock.tla:28:15
        set = {[to |-> "b"]}
        set' = {}
`);
    const [result] = JSON.parse((await world.run("check Lock.tla --json")).out).results;
    expect(result.properties[0].falseParts).toEqual([
      {
        text: "set \\subseteq set'",
        location: "Lock.tla:28:15",
        is: false,
        values: { set: { "#set": [{ to: "b" }] }, "set'": { "#set": [] } },
      },
    ]);
  });

  it("of a postcondition is said of the run", async () => {
    const { out } = await new World({
      "Few.tla": `---- MODULE Few ----
EXTENDS Naturals, TLC
VARIABLE n
Init == n = 0
Next == n < 3 /\\ n' = n + 1
Post == TLCGet("generated") > 2 /\\ TLCGet("distinct") < 3
====
`,
      "Few.cfg": "INIT Init\nNEXT Next\nPOSTCONDITION Post\nCHECK_DEADLOCK FALSE\n",
    }).run("check Few.tla");
    expect(out).toContain(`Post is false  Few.tla:6:1
      false: TLCGet("distinct") < 3  Few.tla:6:36
        TLCGet("distinct") = 4
`);
  });

  it("of a property of several parts is said of the step where the part that is false is about steps", async () => {
    const { out } = await new World({
      "Count.tla": COUNT,
      "Track.tla": TRACK,
      "Track.cfg": "SPECIFICATION Spec\nPROPERTY Counts\n",
    }).run("check Track.tla");
    // The variable of Count is an expression with the parameter of the instance, which stands nowhere in Count.
    expect(out).toContain(`
      false on the step to state 2: n' = n + 1  Count.tla:4:9
        k = 3
        n' = 5
        n + 1 = 4
      diagram`);
  });

  it("is the first conjunct that is false, though what stands behind it has no value", async () => {
    const { out } = await new World({
      "Queue.tla": `---- MODULE Queue ----
EXTENDS Sequences, Naturals
VARIABLE q
Spec == q = <<1>> /\\ [][q # <<>> /\\ q' = Tail(q)]_q
Grows == [][Len(q') >= Len(q) /\\ SubSeq(q', 1, Len(q)) = q]_q
====
`,
      "Queue.cfg": "SPECIFICATION Spec\nPROPERTY Grows\n",
    }).run("check Queue.tla");
    expect(out).toContain(`
      false on the step to state 2: Len(q') >= Len(q)  Queue.tla:5:13
        Len(q') = 0
        Len(q) = 1
`);
  });

  it("shows no value of an action that speaks of another step", async () => {
    const text = `---- MODULE Two ----
EXTENDS Naturals
VARIABLE x
Up == x' = x + 1
Spec == x = 0 /\\ [][Up /\\ x < 3]_x
Twos == [][Up \\cdot Up]_x
Can == [][ENABLED (x' = 5) => x > 7]_x
====
`;
    const { out } = await new World({
      "Two.tla": text,
      "Two.cfg": "SPECIFICATION Spec\nPROPERTY Twos Can\nCHECK_DEADLOCK FALSE\n",
    }).run("check Two.tla --keep-going");
    expect(out).toContain("false on the step to state 2: Up \\cdot Up  Two.tla:6:12\n      diagram");
    expect(out).not.toContain("x' = 5 = ");
  });

  it("is told by both engines", async () => {
    const said = async (engine: string): Promise<string> =>
      (await lock("INVARIANT Few").run(`check Lock.tla --engine ${engine}`)).out.split("diagram")[0]!;
    expect(await said("compiled")).toBe(await said("interpreter"));
  });
});

describe("why", () => {
  it("names the first conjunct that is false, for each instance and each way", async () => {
    const { exitCode, out } = await lock("INVARIANT NoTwo").run("why Lock.tla --action Read");
    expect(out).toBe(`Lock.tla with Lock.cfg: Read in state 4 of the counterexample to NoTwo
  Read(p = "a"): not enabled
    false: m.to = p  Lock.tla:19:22
      m = [to |-> "b"]
      p = "a"
      m.to = "b"
  Read(p = "b"): not enabled
    false: pc[p] = "asleep"  Lock.tla:20:9
      p = "b"
      pc[p] = "idle"
    false: owner = p  Lock.tla:21:9
      p = "b"
      owner = "a"
`);
    expect(exitCode).toBe(0);
  });

  it("goes into definitions, says what is enabled, and compares what was assigned before", async () => {
    const world = lock("INVARIANT NoTwo");
    const take = await world.run("why Lock.tla --action Take --state 2");
    expect(take.out).toContain(`  Take(p = "b"): not enabled
    false: owner = "none"  Lock.tla:7:15
      owner = "a"
`);
    const enabled = await world.run("why Lock.tla --action Take --state 3");
    expect(enabled.out).toMatch(/NoTwo\n {2}Take\(p = "a"\): enabled\n {2}Take\(p = "b"\): enabled\n$/);
    expect((await world.run("why Lock.tla --action Drop")).out).toContain(`  Drop(m = [to |-> "b"]): not enabled
    false: msgs' = msgs \\ {m}  Lock.tla:23:41
      m = [to |-> "b"]
      msgs' = {[to |-> "b"]}
      msgs \\ {m} = {}
`);
    expect((await world.run("why Lock.tla --action Drop --state 1")).out).toContain("no values for its parameters");
  });

  it("takes one step of an action, with the names of its parameters or without", async () => {
    const world = lock("INVARIANT NoTwo");
    const one = await world.run('why Lock.tla --action Take(p="b") --state 3');
    expect(one.out).toMatch(
      /^Lock.tla with Lock.cfg: Take\(p="b"\) in state 3[^:]*NoTwo\n {2}Take\(p = "b"\): enabled\n$/,
    );
    expect((await world.run('why Lock.tla --action Take("b") --state 3')).out).toMatch(
      /NoTwo\n {2}Take\(p = "b"\)[^T]*$/,
    );
    const other = await world.run('why Lock.tla --action Take("c") --state 3');
    expect(other).toMatchObject({ exitCode: 2, out: "" });
    expect(other.note).toContain('--action Take("c"): Next has no such step; write it as in Take(p = "a")');
    expect((await world.run('why Lock.tla --action Tale("b")')).note).toContain("no action Tale; did you mean Take?");
  });

  it("says that a set of a part is empty", async () => {
    const { out } = await lock("INVARIANT NoTwo").run("why Lock.tla --action Read --state 1");
    expect(out).toContain("    false: \\E m \\in msgs : m.to = p /\\ msgs' = msgs \\ {m}  Lock.tla:19:6\n");
    expect(out).toContain("      msgs = {}\n");
  });

  it("refuses an action or a state that does not exist", async () => {
    const world = lock("INVARIANT NoTwo");
    const action = await world.run("why Lock.tla --action Reed");
    expect(action).toMatchObject({ exitCode: 2 });
    expect(action.note).toContain("no action Reed; did you mean Read?");
    const state = await world.run("why Lock.tla --action Read --state 9");
    expect(state.note).toContain("--state 9: the counterexample to NoTwo has 4 states");
    expect(await world.run("why Lock.tla")).toMatchObject({ exitCode: 2 });
  });
});

describe("eval", () => {
  const world = (): World => new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANT Below2") });

  it("evaluates along the counterexample, of states, of steps, and what needs neither", async () => {
    const counter = world();
    expect((await counter.run("eval Counter.tla x*2")).out).toBe(
      "Counter.tla with Counter.cfg: x*2 along the counterexample to Below2\n   1: 0\n   2: 2\n   3: 4\n",
    );
    expect((await counter.run("eval Counter.tla x'-x+Top")).out).toContain("\n   1 -> 2: 4\n   2 -> 3: 4\n");
    expect((await counter.run("eval Counter.tla ENABLED(Again)")).out).toContain("\n   1: FALSE\n   2: FALSE\n");
    const several = await counter.run("eval Counter.tla --property TypeOK x");
    expect(several.out).toContain("E520: the configuration has no property TypeOK; it has Below2, Deadlock");
    expect(several.exitCode).toBe(2);
    expect((await counter.run("eval Counter.tla --property Below x")).out).toContain("Below; did you mean Below2?");
    expect((await counter.run("eval Counter.tla --property Deadlock x")).out).toContain(
      "E520: no counterexample was found to Deadlock: name a trace with --trace",
    );
  });

  it("evaluates what depends on no state once, and without a trace", async () => {
    const counter = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3, "INVARIANT TypeOK") });
    const found = await counter.run("eval Counter.tla Top+1");
    expect([found.exitCode, found.out]).toEqual([0, "Counter.tla with Counter.cfg: Top+1\n  4\n"]);
    const failing = await counter.run("eval Counter.tla Top+TRUE");
    expect([failing.exitCode, failing.out]).toEqual([75, expect.stringContaining("<expression>:1:1: error E460")]);
    expect((await counter.run("eval Counter.tla x")).out).toContain("E520: no counterexample was found");
  });

  it("takes an expression that begins with a minus sign behind --", async () => {
    const integers = COUNTER.replace("Naturals", "Integers");
    const counter = new World({ "Counter.tla": integers, "Counter.cfg": counterConfig(3, "INVARIANT Below2") });
    expect((await counter.run("eval Counter.tla -- -x")).out).toBe(
      "Counter.tla with Counter.cfg: -x along the counterexample to Below2\n   1: 0\n   2: -1\n   3: -2\n",
    );
    expect((await counter.run("eval Counter.tla -- -depth")).out).toContain("<expression>:1:2: error E201: depth is");
  });

  it("knows the model values, which a trace shows, where the name means nothing else", async () => {
    const spec = LOCK.replace("NoTwo ==", "a == 7\nNoTwo ==");
    const values = new World({
      "Lock.tla": spec,
      "Lock.cfg": "INIT Init\nNEXT Next\nCONSTANT Proc = {p, q, a}\nINVARIANT NoTwo",
    });
    expect((await values.run("eval Lock.tla pc[q]")).out).toContain('\n   1: "idle"\n');
    // `p` is bound, `q` is the model value; `a` is the definition.
    expect((await values.run("eval Lock.tla {p\\in(Proc):p#q/\\p#a}")).out).toContain("\n  {a, p}\n");
    expect((await values.run("eval Lock.tla a+1")).out).toContain("\n  8\n");
    expect((await values.run("eval Lock.tla pc[qq]")).out).toContain("E201: qq is not known here");
  });

  it("does not tell who asks to change the specification", async () => {
    const { out } = await world().run("eval Counter.tla Len(x)");
    expect(out).toContain("Len is not known here; it is defined in module Sequences, which Counter does not extend\n");
    expect((await world().run("eval Counter.tla zzzzzz")).out).toContain("zzzzzz is not known here\n");
  });

  it("points into the expression where it makes no sense", async () => {
    const counter = world();
    const { exitCode, out } = await counter.run("eval Counter.tla Tip+1");
    expect(exitCode).toBe(150);
    expect(out).toContain("<expression>:1:1: error E201: Tip is not known here; did you mean Top?");
    expect((await counter.run("eval Counter.tla (x")).out).toContain("<expression>:1:3: error E112");
    expect((await counter.run("eval Counter.tla <>(x=1)")).out).toContain("found a temporal formula");
    expect((await counter.run("eval Counter.tla (x')'")).exitCode).toBe(150);
    const failed = await counter.run("eval Counter.tla x[1]");
    expect(failed.exitCode).toBe(75);
    expect(failed.out).toMatch(/ {3}1: E4\d\d: /);
  });

  it("knows what is LOCAL, and shows states as they are whatever ALIAS says", async () => {
    const spec = COUNTER.replace("Next ==", "LOCAL Twice == 2 * x\nShown == [double |-> x]\nNext ==");
    const counter = new World({
      "Counter.tla": spec,
      "Counter.cfg": counterConfig(3, "INVARIANT Below2\nALIAS Shown"),
    });
    expect((await counter.run("eval Counter.tla Twice")).out).toContain("\n   3: 4\n");
  });

  it("knows the level and the way in each state, of a trace that comes from a file too", async () => {
    const spec = `---- MODULE Levels ----
EXTENDS Integers, Sequences, TLC, TLCExt
VARIABLE x
Init == x = 0
Up == TLCGet("level") < 3 /\\ x' = x + 1
Small == x < 2
====
`;
    const world = new World({ "Levels.tla": spec, "Levels.cfg": "INIT Init\nNEXT Up\nINVARIANT Small\n" });
    world.write("run.itf.json", '{"vars": ["x"], "states": [{"x": 0}, {"x": 1}, {"x": 2}]}');
    for (const given of ["", " --trace run.itf.json"]) {
      const { exitCode, out } = await world.run(`eval Levels.tla <<TLCGet("level"),Len(Trace)>>${given}`);
      expect(exitCode).toBe(0);
      expect(out).toContain("\n   1: <<1, 1>>\n   2: <<2, 2>>\n   3: <<3, 3>>\n");
      expect((await world.run(`why Levels.tla --action Up --state 2${given}`)).out).toContain("Up: enabled");
      expect((await world.run(`why Levels.tla --action Up --state 3${given}`)).out).toContain('TLCGet("level") = 3');
    }
  });

  it("takes the step of a lasso back to its beginning", async () => {
    const counter = new World({
      "Counter.tla": COUNTER.replace("[][Next]_x", "[][Next]_x /\\ WF_x(Next)").replace("<>(x = Top)", "<>[](x = Top)"),
      "Counter.cfg": counterConfig(2, "PROPERTY Live"),
    });
    expect((await counter.run("eval Counter.tla <<x,x'>>")).out).toContain("   3 -> 1: <<2, 0>>\n");
  });
});

describe("a trace from a file", () => {
  it("is one of --json, or in ITF", async () => {
    const world = new World({
      "Counter.tla": COUNTER,
      "Counter.cfg": counterConfig(3, "INVARIANT Below2\nPROPERTY Live"),
    });
    world.write("run.json", (await world.run("check Counter.tla --json")).out);
    const named = await world.run("eval Counter.tla x --trace run.json --property Live");
    expect(named.out).toContain("x along the trace run.json, a\n  counterexample to Live\n   1: 0\n");
    world.write("trace.itf.json", '{"vars": ["x"], "states": [{"x": 1}, {"x": {"#bigint": "3"}}], "loop": 0}');
    const itf = await world.run("eval Counter.tla <<x,x'>> --trace trace.itf.json");
    expect(itf.out).toContain("   1 -> 2: <<1, 3>>\n   2 -> 1: <<3, 1>>\n");
    const why = await world.run("why Counter.tla --action Up --trace trace.itf.json");
    expect(why.out).toContain("  Up: not enabled\n    false: x < Top  Counter.tla:6:7\n      x = 3\n");
  });

  it("says of which configuration it is, where that is another one, and has no property in ITF", async () => {
    const world = new World({
      "Counter.tla": COUNTER,
      "Counter.bad.cfg": counterConfig(3, "INVARIANT Below2"),
      "Counter.good.cfg": counterConfig(1, "INVARIANT Below2"),
    });
    world.write("run.json", (await world.run("check Counter.bad.cfg --json")).out);
    const { out } = await world.run("eval Counter.good.cfg x --trace run.json");
    expect(out).toContain("counterexample to Below2 of Counter.bad.cfg\n");
    world.write("trace.itf.json", '{"vars": ["x"], "states": [{"x": 1}]}');
    const itf = await world.run("eval Counter.good.cfg x --trace trace.itf.json --property Below2");
    expect([itf.exitCode, itf.out]).toEqual([2, expect.stringContaining("a trace in ITF names no property")]);
  });

  it("is refused where it is none", async () => {
    const world = new World({ "Counter.tla": COUNTER, "Counter.cfg": counterConfig(3) });
    const said = async (text: string, more = ""): Promise<string> => {
      world.write("trace.json", text);
      const { exitCode, out } = await world.run(`eval Counter.tla x --trace trace.json${more}`);
      expect(exitCode).toBe(2);
      return out;
    };
    expect(await said("no")).toContain("trace.json: expected JSON");
    expect(await said("{}")).toContain('expected "results"');
    expect(await said('{"states": []}')).toContain("the trace has no state");
    expect(await said('{"states": [{"y": 1}]}')).toContain("state 1 gives the variable x no value");
    expect(await said('{"states": [{"x": {"#set": 1}}]}')).toContain(
      "the value of x in state 1: expected a value in ITF",
    );
    expect(await said('{"states": [{"x": 1}], "loop": 1}')).toContain("the loop begins in no state of the trace");
    expect(await said('{"results": [{"properties": [{"name": "P", "trace": {}}]}]}', " --property Q")).toContain(
      "it has no trace of Q; there are P",
    );
    expect((await world.run("eval Counter.tla x --trace none.json")).out).toContain("E510");
  });
});

describe("a question of what no property asked", () => {
  it("is refused where it is not known what ENABLED means in it", async () => {
    const inner = "---- MODULE Inner ----\nVARIABLE u\nCan(A) == ENABLED A\nOf(Op(_), A) == Op(A)\nGo == u' = 1";
    const both = "Seen == Can(Go)\nHidden == Of(Can, Go)\n====";
    const world = new World({
      "Outer.tla": `---- MODULE Outer ----\nEXTENDS Naturals\nVARIABLE x\n${inner}\n${both}
I == INSTANCE Inner WITH u <- 2 * x\nInit == x = 0\nNext == x' = 0\nNever == x # 0\n====\n`,
      "Outer.cfg": "INIT Init\nNEXT Next\nINVARIANT Never\n",
    });
    expect((await world.run("eval Outer.tla I!Seen")).out).toContain("   1: TRUE\n");
    const { exitCode, out } = await world.run("eval Outer.tla I!Hidden");
    expect([exitCode, out]).toEqual([150, expect.stringContaining("Outer.tla:6:5: error E364: A is an action")]);
  });
});
