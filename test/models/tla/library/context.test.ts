import { describe, expect, test } from "vitest";
import { NativeError } from "../../../../src/models/tla/library/native.ts";
import { equal, parseValue, print, type Value } from "../../../../src/values/index.ts";
import { type Argument, call, plus, world } from "./harness.ts";

const states = parseValue(
  '<<[pc |-> [p |-> "a", q |-> "a"]], [pc |-> [p |-> "b", q |-> "a"]], [pc |-> [p |-> "b", q |-> "b"]]>>',
);

function shown(module: string, operator: string, args: readonly Argument[], context = world()): string {
  return print(call(module, operator, args, context));
}

describe("printing", () => {
  test("Print shows both values and yields the second", () => {
    const context = world();
    expect(shown("TLC", "Print", ['"x"', "{2, 1}"], context)).toBe("{1, 2}");
    call("TLC", "PrintT", ["<<1>>"], context);
    expect(context.printed).toEqual(['"x"  {1, 2}', "<<1>>"]);
  });

  test("AssertEq shows both values only when they differ", () => {
    const context = world();
    call("TLCExt", "AssertEq", ["1", "1"], context);
    expect(context.printed).toEqual([]);
    call("TLCExt", "AssertEq", ["1", "2"], context);
    expect(context.printed).toEqual(['"Assertion failed"', "1", "2"]);
  });
});

describe("registers", () => {
  test("TLCGet yields what TLCSet stored, by number and by name", () => {
    const context = world();
    call("TLC", "TLCSet", ["4", "{1}"], context);
    call("TLC", "TLCSet", ['"s:count"', "7"], context);
    expect(shown("TLC", "TLCGet", ["4"], context)).toBe("{1}");
    expect(shown("TLC", "TLCGet", ['"s:count"'], context)).toBe("7");
    expect(shown("TLC", "TLCGet", ['"all"'], context)).toBe("(4 :> <<{1}>>)");
    expect(shown("TLC", "TLCGet", ['"all:named"'], context)).toBe('("s:count" :> <<7>>)');
  });

  test("named registers of one model are not seen by another", () => {
    const context = world();
    call("TLC", "TLCSet", ['"s:count"', "7"], context);
    expect(shown("TLCExt", "TLCGetOrDefault", ['"s:count"', "0"])).toBe("0");
    expect(shown("TLCExt", "TLCGetOrDefault", ['"s:count"', "0"], context)).toBe("7");
  });

  test("TLCGetAndSet yields the old value and stores the new one", () => {
    const context = world();
    expect(shown("TLCExt", "TLCGetAndSet", ["1", plus, "5", "10"], context)).toBe("10");
    expect(shown("TLCExt", "TLCGetAndSet", ["1", plus, "1", "10"], context)).toBe("15");
    expect(shown("TLC", "TLCGet", ["1"], context)).toBe("16");
  });

  test('TLCSet("exit", TRUE) stops the run, FALSE does not', () => {
    let stops = 0;
    const context = world({ stop: () => void stops++ });
    call("TLC", "TLCSet", ['"exit"', "FALSE"], context);
    expect(stops).toBe(0);
    call("TLC", "TLCSet", ['"exit"', "TRUE"], context);
    expect(stops).toBe(1);
  });

  test("TLCGet asks the run for facts it does not know itself", () => {
    const context = world({ fact: (key) => (key === "config" ? parseValue('[mode |-> "bfs"]') : null) });
    expect(shown("TLC", "TLCGet", ['"config"'], context)).toBe('[mode |-> "bfs"]');
    expect(() => call("TLC", "TLCGet", ['"spec"'], context)).toThrow(/nothing of this name/);
  });
});

describe("the run", () => {
  test("Trace, CounterExample and definitions come from the checker", () => {
    const context = world({
      trace: () => states,
      counterExample: () => parseValue("[state |-> {}, action |-> {}]"),
      evaluate: (name) => (name === "N" ? 5 : null),
    });
    expect(call("TLCExt", "Trace", [], context)).toBe(states);
    expect(shown("TLCExt", "CounterExample", [], context)).toBe("[action |-> {}, state |-> {}]");
    expect(shown("TLCExt", "TLCEvalDefinition", ['"N"'], context)).toBe("5");
    expect(() => call("TLCExt", "TLCEvalDefinition", ['"M"'], context)).toThrow(/TLCEvalDefinition\(M\)/);
  });

  test("the error trace and the place in it, never past its end", () => {
    const at = (level: number) => world({ errorTrace: () => states, run: () => ({ ...world().run(), level }) });
    expect(equal(call("Toolbox", "_TETrace", [], at(1)), states)).toBe(true);
    expect([0, 1, 2, 9].map((level) => call("Toolbox", "_TEPosition", [], at(level)))).toEqual([1, 1, 2, 3]);
  });

  test("ShiViz names the process that moved and counts its steps", () => {
    const at = (level: number) => world({ errorTrace: () => states, run: () => ({ ...world().run(), level }) });
    expect([1, 2, 3].map((level) => call("ShiViz", "Host", [], at(level)))).toEqual(["--", "p", "q"]);
    const clocks = ['{"p":0,"q":0}', '{"p":1,"q":0}', '{"p":1,"q":1}'];
    expect([1, 2, 3].map((level) => call("ShiViz", "Clock", [], at(level)))).toEqual(clocks);
  });

  test("JavaTime is a clock of 31 bits", () => {
    const time = call("TLC", "JavaTime", []) as number;
    expect(Number.isInteger(time) && time >= 0 && time < 2 ** 31).toBe(true);
  });

  test("TLCFP tells values apart and does not depend on how they are written", () => {
    expect(call("TLCExt", "TLCFP", ["{1, 2}"])).toBe(call("TLCExt", "TLCFP", ["1..2"]));
    expect(call("TLCExt", "TLCFP", ["{1, 2}"])).not.toBe(call("TLCExt", "TLCFP", ["{1, 3}"]));
  });
});

describe("AssertError", () => {
  const failing = (error: unknown) => () => {
    throw error;
  };

  test("is TRUE when the expression cannot be evaluated", () => {
    const refused = failing(new NativeError("E461", "no"));
    expect(call("TLCExt", "AssertError", [() => "any", refused])).toBe(true);
    expect(call("TLCExt", "AssertError", [() => "any", () => 5])).toBe(false);
  });

  test("does not hide errors of the program", () => {
    for (const error of [new TypeError("oops"), new RangeError("Invalid array length")]) {
      expect(() => call("TLCExt", "AssertError", [() => "any", failing(error)])).toThrow(error);
    }
    const endless = (): Value => endless();
    expect(call("TLCExt", "AssertError", [() => "any", endless])).toBe(true);
  });

  test("a failed Assert is an error of its own kind", () => {
    expect(() => call("TLC", "Assert", ["FALSE", "1"])).toThrow(expect.objectContaining({ kind: "assert" }));
    expect(() => call("Sequences", "Head", ["<<>>"])).toThrow(expect.objectContaining({ kind: "spec" }));
  });
});

describe("files", () => {
  test("JsonSerialize writes an array, JsonDeserialize reads it", () => {
    const context = world();
    call("Json", "JsonSerialize", ['"f"', '<<[a |-> 3], 2, <<<<1>>, "look">>, TRUE>>'], context);
    expect(context.files.get("f")).toBe('[\n{"a":3},\n2,\n[[1],"look"],\ntrue\n]\n');
    expect(shown("Json", "JsonDeserialize", ['"f"'], context)).toBe('<<[a |-> 3], 2, <<<<1>>, "look">>, TRUE>>');
  });

  test("ndJsonSerialize writes a line each, ndJsonDeserialize skips blank ones", () => {
    const context = world();
    call("Json", "ndJsonSerialize", ['"f"', "<<1, {2}>>"], context);
    expect(context.files.get("f")).toBe("1\n[2]\n");
    context.files.set("f", '{"a":1} \r\n\n[{}]\n');
    expect(shown("Json", "ndJsonDeserialize", ['"f"'], context)).toBe("<<[a |-> 1], <<<<>>>>>>");
  });

  test.each([
    ["{", /no JSON in f/],
    ["[9007199254740993]", /only integers/],
    ["[null]", /null/],
  ])("JsonDeserialize refuses %s", (content, message) => {
    const context = world();
    context.files.set("f", content);
    expect(() => call("Json", "JsonDeserialize", ['"f"'], context)).toThrow(expect.objectContaining({ code: "E467" }));
    expect(() => call("Json", "JsonDeserialize", ['"f"'], context)).toThrow(message);
  });

  test("IOSerialize and IODeserialize keep every kind of value", () => {
    const context = world();
    const value = '<<{1, 2}, "x", TRUE, [a |-> m], (0 :> {{}}), 3..5>>';
    call("IOUtils", "IOSerialize", [value, '"f"', "FALSE"], context);
    expect(equal(call("IOUtils", "IODeserialize", ['"f"', "FALSE"], context), parseValue(value))).toBe(true);
    context.files.set("f", "nonsense");
    expect(() => call("IOUtils", "IODeserialize", ['"f"', "FALSE"], context)).toThrow(/cannot read f/);
  });

  test("Serialize replaces or appends, Deserialize reads the text", () => {
    const context = world();
    const options = (open: string) =>
      `[format |-> "TXT", charset |-> "UTF-8", openOptions |-> <<"CREATE", "${open}">>]`;
    for (const open of ["WRITE", "APPEND", "APPEND"]) {
      call("IOUtils", "Serialize", ['"ab"', '"f"', options(open)], context);
    }
    expect(context.files.get("f")).toBe("ababab");
    call("IOUtils", "Serialize", ['"c"', '"f"', options("TRUNCATE_EXISTING")], context);
    const read = call("IOUtils", "Deserialize", ['"f"', '[format |-> "TXT", charset |-> "UTF-8"]'], context);
    expect(print(read)).toBe('[exitValue |-> 0, stderr |-> "", stdout |-> "c"]');
  });

  test("CSV tables are appended to, counted and read", () => {
    const context = world();
    call("CSV", "CSVWriteRecord", ['[b |-> 1, a |-> "x"]', '"#"', "TRUE", '"f"'], context);
    call("CSV", "CSVWrite", ['"%2$s#%1$s|%-5s|%5s|%1$.1s%%"', '<<{1}, "y">>', '"f"'], context);
    expect(context.files.get("f")).toBe('a#b\n"x"#1\n"y"#{1}|{1}  |  "y"|{%\n');
    expect(shown("CSV", "CSVRecords", ['"f"'], context)).toBe("3");
    context.files.set("f", "1#a\n2#\n");
    const rows = call("CSV", "CSVRead", ['<<"N", "S">>', '"#"', '"f"'], context);
    expect(print(rows)).toBe('<<[N |-> "1", S |-> "a"], [N |-> "2", S |-> ""]>>');
    expect(() => call("CSV", "CSVRead", ['<<"N">>', '"#"', '"f"'], context)).toThrow(
      /line 1 of f has 2 fields, expected 1/,
    );
  });

  test("SVGSerialize writes the drawing under the frame's name", () => {
    const context = world();
    const line = call("SVG", "Line", ["1", "2", "3", "4", "<<>>"]);
    call("SVG", "SVGSerialize", [print(line), '"frame_"', "7"], context);
    expect(context.files.get("frame_7.svg")).toBe("<line x1='1' x2='3' y1='2' y2='4'></line>");
  });

  test.each([
    ["Json", "JsonDeserialize", ['"/etc/passwd"']],
    ["Json", "ndJsonDeserialize", ['"/etc/passwd"']],
    ["IOUtils", "IODeserialize", ['"/etc/passwd"', "FALSE"]],
    ["IOUtils", "Deserialize", ['"/etc/passwd"', '[format |-> "TXT", charset |-> "UTF-8"]']],
    ["CSV", "CSVRead", ['<<"a">>', '":"', '"/etc/passwd"']],
    ["CSV", "CSVRecords", ['"/etc/passwd"']],
  ])("%s!%s does not read what may not be read", (module, operator, args) => {
    const context = world({ mayRead: (path) => !path.startsWith("/") });
    context.files.set("/etc/passwd", "secret");
    expect(() => call(module, operator, args, context)).toThrow(expect.objectContaining({ code: "E464" }));
  });
});

describe("the environment", () => {
  const applied = (value: Value) => print(call("TLC", "@@", [print(value), "<<>>"]));

  test("is a record of the names that the user gave", () => {
    const context = world({ environmentNames: ["HOME", "ABSENT"] });
    expect(applied(call("IOUtils", "IOEnv", [], context))).toBe('[HOME |-> "here"]');
  });

  test("is empty where none was given", () => {
    expect(print(call("IOUtils", "IOEnv", [], world({ environmentNames: [] })))).toBe("<<>>");
  });
});

describe("JSON", () => {
  const read = (content: string) => {
    const warnings: string[] = [];
    const context = world({ warn: (code, message) => void warnings.push(`${code} ${message}`) });
    context.files.set("f.json", content);
    return { value: shown("Json", "JsonDeserialize", ['"f.json"'], context), warnings };
  };

  test("numbers lose their fraction, and a warning says so", () => {
    const { value, warnings } = read("[1712329729.6, -1.5, -0.5, 2.5e3, 1e-3]");
    expect(value).toBe("<<1712329729, -1, 0, 2500, 0>>");
    expect(warnings[0]).toMatch(/^W472 JsonDeserialize cuts off the fractions of numbers in f.json/);
    expect(read("[2.5e3, 4.0]")).toEqual({ value: "<<2500, 4>>", warnings: [] });
    expect(() => read("[1e300]")).toThrow(/only integers/);
  });

  test("records with the same names, in any order", () => {
    expect(read('[{"b": 1, "a": 2}, {"a": 3, "b": 4}, {"a,b": 5}]').value).toBe(
      '<<[a |-> 2, b |-> 1], [a |-> 3, b |-> 4], ("a,b" :> 5)>>',
    );
  });
});
