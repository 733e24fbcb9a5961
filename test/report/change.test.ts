import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TraceAction } from "../../src/checker/index.ts";
import { namedChanges, valueChanges } from "../../src/report/change.ts";
import { PLAIN } from "../../src/report/style.ts";
import { changeText } from "../../src/report/trace-text.ts";
import { parseValue, printFolded, sequence, toItf } from "../../src/values/index.ts";

/** The changes between two values in TLA+, as lines of a report. */
function changes(before: string, after: string): string[] {
  return valueChanges("x", parseValue(before), parseValue(after)).map((change) => changeText(change));
}

describe("changes", () => {
  it.each([
    ["1", "1", []],
    ["1", "2", ["x: 1 -> 2"]],
    ["1", '"a"', ['x: 1 -> "a"']],
    ["TRUE", "{1}", ["x: TRUE -> {1}"]],
    ["{1, 2}", "{2, 3}", ["x: added 3; removed 1"]],
    ["{}", "{1, 2}", ["x: added 1, 2"]],
    ["{1}", "{}", ["x: removed 1"]],
    ["{1}", "{2}", ["x: {1} -> {2}"]],
    ["<<>>", "<<1>>", ["x: appended 1"]],
    ["<<1, 2>>", "<<2, 3>>", ["x[1]: 1 -> 2", "x[2]: 2 -> 3"]],
    ["<<1, 2>>", "<<2>>", ["x: taken from the front 1"]],
    ["<<1, 2, 3>>", "<<3, 4>>", ["x: appended 4; taken from the front 1, 2"]],
    ["<<1, 2>>", "<<3>>", ["x: <<1, 2>> -> <<3>>"]],
    ["<<1, 2, 3>>", "<<1, 2>>", ["x: cut off the end 3"]],
    ["<<1, 2, 3>>", "<<1, 4>>", ["x: cut off the end 2, 3; appended 4"]],
    ["<<1, 2>>", "<<1, 3, 4>>", ["x: cut off the end 2; appended 3, 4"]],
    ["<<1, 1>>", "<<1>>", ["x: taken from the front 1"]],
    ["<<1, 1>>", "<<1, 1, 1>>", ["x: appended 1"]],
    ["<<1, 2, 1>>", "<<1, 2>>", ["x: cut off the end 1"]],
    ["<<1, 2, 3, 4>>", "<<1, 3, 4>>", ["x: taken from place 2: 2"]],
    ["<<1, 2, 3, 4, 5>>", "<<1, 4, 5>>", ["x: taken from place 2: 2, 3"]],
    ["<<1, 2, 3>>", "<<1, 7, 2, 3>>", ["x: put at place 2: 7"]],
    ["<<1, 2, 3>>", "<<1, 7, 8, 3>>", ["x: taken from place 2: 2; put at place 2: 7, 8"]],
    ["<<1, 1, 1>>", "<<1, 1, 2, 1>>", ["x: put at place 3: 2"]],
    ["<<1, 2>>", "<<4, 5, 1, 2>>", ["x: put at the front 4, 5"]],
    ["<<1, 2, 3, 4>>", "<<2, 3, 4, 9>>", ["x: appended 9; taken from the front 1"]],
    ["<<1, 2, 2, 2>>", "<<2, 2, 2, 2>>", ["x[1]: 1 -> 2"]],
    ["<<1, 2, 2, 3>>", "<<2, 2, 3, 3>>", ["x[1]: 1 -> 2", "x[3]: 2 -> 3"]],
    ["<<1, 2>>", "<<1, 3>>", ["x[2]: 2 -> 3"]],
    ["[a |-> 1, b |-> 2]", "[a |-> 1, b |-> 3]", ["x.b: 2 -> 3"]],
    ["[a |-> [b |-> {1}]]", "[a |-> [b |-> {1, 2}]]", ["x.a.b: added 2"]],
    ["[a |-> <<[n |-> 1]>>]", "[a |-> <<[n |-> 2]>>]", ["x.a[1].n: 1 -> 2"]],
    ["(p :> 1 @@ q :> 2)", "(p :> 1 @@ q :> 3)", ["x[q]: 2 -> 3"]],
    ["(p :> 1 @@ q :> 2)", "(q :> 2 @@ r :> 3)", ["x[p]: removed, was 1", "x[r]: added, 3"]],
    ["[a |-> 1]", "[b |-> 1]", ["x: [a |-> 1] -> [b |-> 1]"]],
    ["[a |-> 1]", "<<1>>", ["x: [a |-> 1] -> <<1>>"]],
    ["<<>>", "(p :> 1)", ["x[p]: added, 1"]],
    ["(p :> 1)", "<<>>", ["x[p]: removed, was 1"]],
    ["<<>>", "[a |-> 1]", ["x: <<>> -> [a |-> 1]"]],
    ["(p :> 1)", "(q :> 1)", ["x: (p :> 1) -> (q :> 1)"]],
    ["([a |-> 1] :> 1)", "([a |-> 2] :> 1)", ["x[[a |-> 1]]: removed, was 1", "x[[a |-> 2]]: added, 1"]],
    [
      "<<>>",
      '([from |-> "server1", to |-> "server2", type |-> "Request"] :> 1)',
      ['x[[from |-> "server1", to |-> "server2", type |-> "Request"]]:\n         added, 1'],
    ],
    ['("a b" :> 1)', '("a b" :> 2)', ['x["a b"]: 1 -> 2']],
  ])("from %s to %s", (before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it("of a message that is an argument are said below it, in lines that fit", () => {
    const message = '[from |-> "server1", to |-> "server2", entries |-> <<1, 2, 3>>, type |-> "AppendEntriesRequest"]';
    expect(changes("<<>>", `(${message} :> 1)`).join("\n")).toBe(
      `x[[entries |-> <<1, 2, 3>>, from |-> "server1", to |-> "server2",
           type |-> "AppendEntriesRequest"]]:
         added, 1`,
    );
    const receive: TraceAction = { name: "Receive", parameters: [["m", parseValue(message)]], location: null };
    const [m] = namedChanges(valueChanges("x", parseValue(`(${message} :> 1)`), parseValue("<<>>")), receive);
    expect(changeText(m!)).toBe("x[m]: removed, was 1");
    const [gone] = valueChanges("x", parseValue(`{${message}, [a |-> 1]}`), parseValue("{[a |-> 1], [a |-> 2]}"));
    expect(changeText(gone!, PLAIN, 7, receive)).toBe("x: added [a |-> 2]; removed m");
    const [head] = valueChanges("x", parseValue(`<<${message}, [a |-> 1]>>`), parseValue("<<[a |-> 1]>>"));
    expect(changeText(head!, PLAIN, 7, receive)).toBe("x: taken from the front m");
    const short: TraceAction = { name: "Receive", parameters: [["message", 1]], location: null };
    const [one] = valueChanges("x", parseValue("{1, 2}"), parseValue("{2}"));
    expect(changeText(one!, PLAIN, 7, short)).toBe("x: removed 1");
  });

  it("of values whose parts share theirs are one change, and a text of bounded length", () => {
    let [before, after] = [parseValue("<<1>>"), parseValue("<<2>>")];
    for (let depth = 0; depth < 40; depth++) {
      before = sequence([before, before]);
      after = sequence([after, after]);
    }
    const found = valueChanges("x", before, after);
    expect(found.map(({ kind, path }) => `${kind} ${path}`)).toEqual(["value x"]);
    expect(changeText(found[0]!).length).toBeLessThan(300_000);
    expect(toItf(after)).toEqual({ "#unserializable": printFolded(after) });
    expect(printFolded(after)).toHaveLength(20_001);
  });

  it("of large sets are listed where they are few", () => {
    expect(changes("{}", "SUBSET (1..16)")).toEqual(["x: {} -> {{}, {1}, {2}, … 65,536 elements}"]);
    expect(changes("{}", "1..1000")).toHaveLength(1);
    expect(changes("{}", "SUBSET (1..20)")).toEqual(["x: {} -> {{}, {1}, {2}, … 1,048,576 elements}"]);
    expect(changes("1..2000", "1..2001")).toEqual(["x: added 2001"]);
  });

  const value: fc.Arbitrary<string> = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.integer({ min: 0, max: 3 }).map(String),
      fc.constantFrom('"a"', "TRUE", "m"),
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }).map((list) => `{${list.join(", ")}}`),
      fc.array(tie("value"), { maxLength: 3 }).map((list) => `<<${list.join(", ")}>>`),
      fc.tuple(tie("value"), tie("value")).map(([a, b]) => `[a |-> ${a}, b |-> ${b}]`),
    ),
  })).value as fc.Arbitrary<string>;

  it("are none exactly for equal values", () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        expect(changes(before, before)).toEqual([]);
        expect(changes(before, after).length > 0).toBe(String(parseText(before)) !== String(parseText(after)));
      }),
    );
  });
});

/** A normal form that does not rely on the project's equality: sets sorted and without duplicates. */
function parseText(text: string): string {
  return text.replace(/\{([^{}]*)\}/g, (_, list: string) => `{${[...new Set(list.split(", "))].sort().join(", ")}}`);
}
