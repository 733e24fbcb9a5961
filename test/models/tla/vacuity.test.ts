import { describe, expect, it } from "vitest";
import { loadTlaModel } from "../../../src/models/tla/index.ts";

/** What is warned of in a module with two variables; `cfg` comes after SPECIFICATION Spec. */
function warnings(cfg: string, body: string, spec = "Init /\\ [][Next]_vars"): string[] {
  const files: Readonly<Record<string, string>> = {
    "Spec.cfg": `SPECIFICATION Spec\n${cfg}\n`,
    "Spec.tla": `---- MODULE Spec ----
EXTENDS Integers, TLC
CONSTANTS N, Modes
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\\ y \\in Modes
Next == x' = (x + 1) % N /\\ UNCHANGED y
${body}
Spec == ${spec}
====
`,
    "Abs.tla": `---- MODULE Abs ----
VARIABLES a, b
Init == a = 0
Next == a' # a /\\ b' = b
Whole == Init /\\ [][Next]_<<a, b>>
Half == Init /\\ [][Next]_a
====
`,
  };
  const constants = "\nCONSTANTS N = 3 Modes = {on, off}\n";
  const read = (path: string) => (path === "Spec.cfg" ? files[path] + constants : (files[path] ?? null));
  const request = { spec: "Spec.tla", config: "Spec.cfg", files: { read }, deadlock: true, onPrint: () => {} };
  return loadTlaModel(request).diagnostics.map(({ code, location }) => `${code} ${location?.lineText.trim()}`);
}

describe("what holds for the wrong reason", () => {
  it.each([
    ["a constant conjunct behind a definition", "INVARIANT I", "T == N > 1\nI == x < N /\\ T", "W610 I == x < N /\\ T"],
    ["a constant part of []P", "PROPERTY P", "P == [](x < N /\\ N > 1)", "W610 P == [](x < N /\\ N > 1)"],
    [
      "a specification whose subscript lacks what it changes",
      "PROPERTY P",
      "A == INSTANCE Abs WITH a <- x, b <- y\nP == A!Half",
      "W611 Half == Init /\\ [][Next]_a",
    ],
    ["leads to", "PROPERTY P", "P == x = 0 ~> x = 1", "W612 PROPERTY P"],
    ["not always", "PROPERTY P", "P == \\E m \\in Modes : <>(y = m)", "W612 PROPERTY P"],
    ["in one of several cases", "PROPERTY P", "P == CASE x = 0 -> <>(x = 1) [] OTHER -> x = 1", "W612 PROPERTY P"],
    [
      "a string in a set",
      "INVARIANT I",
      'I == y \\in {"on", "off"} => x < N',
      'W614 I == y \\in {"on", "off"} => x < N',
    ],
    ["a misspelt string in an invariant", "INVARIANT I", 'I == x = 0 \\/ y # "of"', 'W614 I == x = 0 \\/ y # "of"'],
    [
      "a string of no value in a property of behaviors",
      "PROPERTY P",
      'P == [][y = "done" => y\' = y]_vars',
      'W614 P == [][y = "done" => y\' = y]_vars',
    ],
    [
      "a string that only a type lists",
      "INVARIANTS I T",
      'T == y \\in Modes \\cup {"gone"} \\/ y \\in {"gone"}\nI == y # "lost"',
      'W614 I == y # "lost"',
    ],
  ] as const)("is said: %s", (_, cfg, body, said) => {
    expect([...new Set(warnings(cfg, body))]).toEqual([said]);
  });

  it.each([
    ["an invariant", "INVARIANT I", "I == x < N"],
    ["a level of TLC, which is of constant level", "INVARIANT I", 'I == TLCGet("level") < 9'],
    [
      "a specification as PROPERTY, with its initial predicate",
      "PROPERTY P",
      "A == INSTANCE Abs WITH a <- x, b <- y\nP == A!Whole",
    ],
    ["a property of the steps that change x", "PROPERTY P", "P == [][x' = (x + 1) % N /\\ y' = y]_x"],
    ["always eventually never", "PROPERTY P", "P == [](x = 1 => [](x < N))"],
    ["a hypothesis that is fair", "PROPERTY P", "P == WF_vars(Next) => <>(x = 1)"],
  ] as const)("is not said of %s", (_, cfg, body) => {
    expect(warnings(cfg, body)).toEqual([]);
  });

  it.each([
    ["Next makes", 'I == y # "made"', "Init /\\ [][Next \\/ (y' = \"made\" /\\ x' = x)]_vars"],
    ["an argument may be", 'Is(m) == y = m\nI == ~Is("lost") /\\ y # "lost"', undefined],
    ["is the name of a field", 'I == \\A f \\in DOMAIN [lost |-> x] : f # "lost"', undefined],
    ["stands where this model does not come", 'Other == {"lost"}\nI == y # "lost"', undefined],
    ["a constant is compared to", 'Mode == "some"\nI == x < N \\/ Mode # "lost"', undefined],
    ["the run may tell", 'I == TLCGet("config").mode # "lost"', undefined],
    [
      "is part of a step",
      'Go == y = "lost" /\\ UNCHANGED vars\nI == ENABLED Go => x > 9',
      "Init /\\ [][Next \\/ Go]_vars",
    ],
  ] as const)("is not said of a string that %s", (_, body, spec) => {
    expect(warnings("INVARIANT I", body, spec)).toEqual([]);
  });

  it("is not said where a string of that spelling is a value", () => {
    expect(warnings("INVARIANT I", 'I == ToString(y) = "on" => x < N')).toEqual([]);
    expect(warnings("INVARIANT I", 'I == \\A m \\in {"on"} : x < N \\/ y = m \\/ m = "on"')).toEqual([]);
    expect(
      warnings("INVARIANT I", 'I == y = "on" => x < N', '(Init \\/ (y = "on" /\\ x = 0)) /\\ [][Next]_vars'),
    ).toEqual([]);
  });

  it("is not said of liveness with fairness", () => {
    expect(warnings("PROPERTY P", "P == <>(x = 1)", "Init /\\ [][Next]_vars /\\ WF_vars(Next)")).toEqual([]);
  });
});
