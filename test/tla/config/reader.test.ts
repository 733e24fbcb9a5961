import { describe, expect, it } from "vitest";
import type { Config, ConfigValue, ConstantEntry } from "../../../src/tla/config/config.ts";
import { hasConfigSection, parseConfig } from "../../../src/tla/config/index.ts";
import { Source } from "../../../src/tla/syntax/source.ts";
import { show } from "../syntax/reading.ts";

/** The configuration in a text; fails the test where something is said about it. */
function read(text: string): Config {
  const { config, diagnostics } = parseConfig(new Source("M.cfg", text));
  if (diagnostics.length > 0) throw new Error(diagnostics.map(show).join("\n"));
  return config;
}

const complaints = (text: string): string[] => parseConfig(new Source("M.cfg", text)).diagnostics.map(show);

function value(node: ConfigValue): string {
  switch (node.kind) {
    case "number":
      return `${node.value}`;
    case "string":
      return JSON.stringify(node.value);
    case "boolean":
      return node.value ? "TRUE" : "FALSE";
    case "modelValue":
      return `model:${node.name}`;
    case "set":
      return `{${node.elements.map(value).join(" ")}}`;
  }
}

function entry(constant: ConstantEntry): string {
  const path = constant.path.map(({ name }) => `${name}!`).join("");
  const module = constant.module === null ? "" : `[${constant.module.name}] `;
  if (constant.kind === "operator") return `${path}${constant.name} <- ${module}${constant.operator.name}`;
  const args = constant.args === null ? "" : `(${constant.args.map(value).join(", ")})`;
  return `${path}${constant.name}${args} = ${module}${value(constant.value)}`;
}

const constants = (text: string): string[] => read(`CONSTANT ${text}`).constants.map(entry);
const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);

describe("statements", () => {
  it("takes a keyword for a name after itself", () => {
    const config = read("INIT INIT NEXT NEXT VIEW VIEW");
    expect([config.init?.name, config.next?.name, config.view?.name]).toEqual(["INIT", "NEXT", "VIEW"]);
    expect(complaints("INIT NEXT Next").join()).toContain("E305 expected the name of an operator after INIT");
  });

  it("takes a keyword for a name where a value is due and nothing follows that its statement would take", () => {
    expect(constants("S = {INIT, VIEW} T = ALIAS F(NEXT) = INIT U <- CONSTRAINT INVARIANT I")).toEqual([
      "S = {model:INIT model:VIEW}",
      "T = model:ALIAS",
      "F(model:NEXT) = model:INIT",
      "U <- CONSTRAINT",
    ]);
    expect(complaints("CONSTANT S = INIT Init NEXT Next").join()).toContain("E305 expected a value, found `INIT`");
    expect(complaints("CONSTANT S = {a,\nINIT Init NEXT Next").join()).toContain("M.cfg:2:1 E305 expected a value");
  });

  it("reads each of them", () => {
    const config = read(`
      SPECIFICATION Spec
      CONSTANT N = 3
      INVARIANT TypeOK Inv
      PROPERTY Live
      CONSTRAINT C
      ACTION_CONSTRAINT A
      SYMMETRY Perms
      VIEW view
      ALIAS Alias
      POSTCONDITION Post
      _POSSIBLE Some
      _PERIODIC Tick
      _RL_REWARD Reward
      CHECK_DEADLOCK FALSE
    `);
    expect(config.specification?.name).toBe("Spec");
    expect([config.init, config.next]).toEqual([null, null]);
    expect(names(config.invariants)).toEqual(["TypeOK", "Inv"]);
    const rest = [config.properties, config.constraints, config.actionConstraints, config.postconditions];
    expect([...rest, config.possible, config.periodic].map(names)).toEqual([
      ["Live"],
      ["C"],
      ["A"],
      ["Post"],
      ["Some"],
      ["Tick"],
    ]);
    expect([config.symmetry?.name, config.view?.name, config.alias?.name, config.reward?.name]).toEqual([
      "Perms",
      "view",
      "Alias",
      "Reward",
    ]);
    expect(config.checkDeadlock?.value).toBe(false);
  });

  it("reads plurals, INIT and NEXT, and joins lists", () => {
    const config = read(
      "INIT Init NEXT Next INVARIANTS A\n B\nCONSTRAINTS C D INVARIANT E PROPERTIES P Q ACTION_CONSTRAINTS F G POSTCONDITIONS H\nCONSTANTS N = 1 M = 2",
    );
    expect([config.init?.name, config.next?.name, config.specification]).toEqual(["Init", "Next", null]);
    expect(names(config.invariants)).toEqual(["A", "B", "E"]);
    expect(names(config.properties)).toEqual(["P", "Q"]);
    expect(names(config.actionConstraints)).toEqual(["F", "G"]);
    expect(config.constants.map(entry)).toEqual(["N = 1", "M = 2"]);
    expect(config.checkDeadlock).toBe(null);
  });

  it("accepts an empty text, an empty list of constants, and comments of both kinds", () => {
    expect(read("").constants).toEqual([]);
    expect(read("CONSTANTS\nSPECIFICATION Spec").specification?.name).toBe("Spec");
    expect(names(read("INVARIANT (* INVARIANT (* B *) *) A \\* INVARIANT C\n").invariants)).toEqual(["A"]);
  });

  it("knows keywords only as whole words", () => {
    expect(names(read("INVARIANT VIEWS INITIAL NEXTISH Invariant").invariants)).toEqual([
      "VIEWS",
      "INITIAL",
      "NEXTISH",
      "Invariant",
    ]);
  });

  it("joins names of instances", () =>
    expect(names(read("PROPERTY A!B!Live C").properties)).toEqual(["A!B!Live", "C"]));

  it("gives every entry its place", () => {
    const text = "SPECIFICATION  Spec\nCONSTANT M!N = {1, a}\n  Op <- [Mod] Other\nCHECK_DEADLOCK TRUE";
    const config = read(text);
    const cut = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end);
    expect(cut(config.specification?.span)).toBe("Spec");
    const [first, second] = config.constants as [ConstantEntry, ConstantEntry];
    expect([cut(first.span), cut(first.nameSpan), cut(first.path[0]?.span)]).toEqual(["M!N = {1, a}", "N", "M"]);
    expect(
      first.kind === "value" && first.value.kind === "set" && first.value.elements.map(({ span }) => cut(span)),
    ).toEqual(["1", "a"]);
    expect([cut(second.span), cut(second.module?.span)]).toEqual(["Op <- [Mod] Other", "Mod"]);
    expect(second.kind === "operator" && cut(second.operator.span)).toBe("Other");
    expect(cut(config.checkDeadlock?.span)).toBe("TRUE");
  });
});

describe("constants", () => {
  it("reads values", () => {
    expect(
      constants(
        'a = 1 b = -12 c = "x\\"y" d = TRUE e = FALSE f = mv g = {} h = {1, {x, "y"}, {}} i = 99999999999999999999',
      ),
    ).toEqual([
      "a = 1",
      "b = -12",
      'c = "x\\"y"',
      "d = TRUE",
      "e = FALSE",
      "f = model:mv",
      "g = {}",
      'h = {1 {model:x "y"} {}}',
      "i = 99999999999999999999",
    ]);
  });

  it("reads operators in place of constants and definitions", () => {
    expect(constants("a <- B Nat <- MCNat c <-[Mod] D e <- [Mod]f + <- Plus g <- \\cup - <- Minus h <- X!Y")).toEqual([
      "a <- B",
      "Nat <- MCNat",
      "c <- [Mod] D",
      "e <- [Mod] f",
      "+ <- Plus",
      "g <- \\cup",
      "- <- Minus",
      "h <- X!Y",
    ]);
  });

  it("reads instances, modules and tables", () => {
    expect(constants("M!c = 1 M!N!d <- e f = [Mod] {2} Op(a, 1) = 2 Op(b, {}) = [Mod] x last = 3")).toEqual([
      "M!c = 1",
      "M!N!d <- e",
      "f = [Mod] {2}",
      "Op(model:a, 1) = 2",
      "Op(model:b, {}) = [Mod] model:x",
      "last = 3",
    ]);
  });
});

describe("mistakes", () => {
  const elsewhere = "define an operator in the module and write N <- ThatOperator";

  it.each([
    ["INVARIENT Inv", "M.cfg:1:1 E301 expected a keyword, found `INVARIENT`; did you mean INVARIANT?"],
    ["specification Spec", "M.cfg:1:1 E301 expected a keyword, found `specification`; did you mean SPECIFICATION?"],
    [
      "CHECK-DEADLOCK FALSE",
      "M.cfg:1:1 E301 expected a keyword such as SPECIFICATION, INVARIANT, PROPERTY or CONSTANT, found `CHECK`",
    ],
    ["Spec", "M.cfg:1:1 E301 expected a keyword such as SPECIFICATION, INVARIANT, PROPERTY or CONSTANT, found `Spec`"],
    [
      "SPECIFICATION A B",
      "M.cfg:1:17 E305 SPECIFICATION takes one name; define in the module what joins it and B, and name that",
    ],
    [
      "SPECIFICATION A\nSPECIFICATION B",
      "M.cfg:2:1 E302 SPECIFICATION may be given once\n  M.cfg:1:1 it is given here before",
    ],
    ["INIT A NEXT B\nINIT C", "M.cfg:2:1 E302 INIT may be given once\n  M.cfg:1:1 it is given here before"],
    [
      "CHECK_DEADLOCK TRUE\nCHECK_DEADLOCK TRUE",
      "M.cfg:2:1 E302 CHECK_DEADLOCK may be given once\n  M.cfg:1:1 it is given here before",
    ],
    ["VIEW a VIEW b", "M.cfg:1:8 E302 VIEW may be given once\n  M.cfg:1:1 it is given here before"],
    [
      "SPECIFICATION A\nINIT B\nNEXT C",
      "M.cfg:2:1 E303 SPECIFICATION says what INIT and NEXT would say; give either it or these two\n  M.cfg:1:1 SPECIFICATION stands here",
    ],
    [
      "SPECIFICATION A\nNEXT C",
      "M.cfg:2:1 E303 SPECIFICATION says what INIT and NEXT would say; give either it or these two\n  M.cfg:1:1 SPECIFICATION stands here",
    ],
    ["INIT A", "M.cfg:1:6 E304 INIT needs a NEXT: the configuration says how to begin but not how to go on"],
    ["NEXT A", "M.cfg:1:6 E304 NEXT needs an INIT: the configuration says how to go on but not how to begin"],
    [
      "SPECIFICATION\nINVARIANT A",
      "M.cfg:2:1 E305 expected the name of an operator after SPECIFICATION, found `INVARIANT`",
    ],
    [
      "SPECIFICATION",
      "M.cfg:1:14 E305 expected the name of an operator after SPECIFICATION, found the end of the text",
    ],
    ["CHECK_DEADLOCK no", "M.cfg:1:16 E305 expected TRUE or FALSE after CHECK_DEADLOCK, found `no`"],
    [
      "CONSTANT N",
      "M.cfg:1:11 E305 expected `=` and a value, or `<-` and an operator, after N, found the end of the text",
    ],
    [
      "CONSTANT N\nINVARIANT A",
      "M.cfg:2:1 E305 expected `=` and a value, or `<-` and an operator, after N, found `INVARIANT`",
    ],
    ["CONSTANT N =\nINVARIANT A", "M.cfg:2:1 E305 expected a value, found `INVARIANT`"],
    [
      "CONSTANT N = {1, 2\nINVARIANT A",
      "M.cfg:2:1 E305 expected `}` or `,`, found `INVARIANT`\n  M.cfg:1:14 the `{` stands here",
    ],
    ["CONSTANT Op(1 = 2", "M.cfg:1:15 E305 expected `)` or `,`, found `=`\n  M.cfg:1:12 the `(` stands here"],
    ["CONSTANT Op(1) <- 2", "M.cfg:1:16 E305 expected `=` and a value after Op, found `<-`"],
    ["CONSTANT N <- [Mod Op", "M.cfg:1:20 E305 expected `]` after the module Mod, found `Op`"],
    ["CONSTANT N <- 3", "M.cfg:1:15 E307 `<-` takes the name of an operator; a value is given with N = …"],
    ["CONSTANT N = <<1, 2>>", `M.cfg:1:14 E307 tuples cannot be written in a value of a configuration; ${elsewhere}`],
    [
      "CONSTANT N = [a |-> 1]",
      `M.cfg:1:14 E307 records and functions cannot be written in a value of a configuration; ${elsewhere}`,
    ],
    ["CONSTANT N = 1..3", `M.cfg:1:15 E307 ranges cannot be written in a value of a configuration; ${elsewhere}`],
    ["CONSTANT N = 2 + 3", `M.cfg:1:16 E307 \`+\` cannot stand in a value of a configuration; ${elsewhere}`],
    ["CONSTANT N = {1, <<2>>}", `M.cfg:1:18 E307 tuples cannot be written in a value of a configuration; ${elsewhere}`],
    ["CONSTANT N = 1.5", `M.cfg:1:14 E307 \`1.5\` cannot stand in a value of a configuration; ${elsewhere}`],
    ["CONSTANT N = SUBSET S", `M.cfg:1:14 E307 \`SUBSET\` cannot stand in a value of a configuration; ${elsewhere}`],
    ["CONSTANT N = M!a", `M.cfg:1:15 E307 \`!\` cannot stand in a value of a configuration; ${elsewhere}`],
    [
      "CONSTANT Op(<<1>>) = 2",
      "M.cfg:1:13 E307 tuples cannot be written in a value of a configuration; use numbers, strings, TRUE, FALSE, names, or sets of these",
    ],
    ["INVARIANT A, B", "M.cfg:1:12 E308 names are separated by blanks or new lines in a configuration, not by commas"],
    [
      "CONSTANT N = 1, M = 2",
      "M.cfg:1:15 E308 names are separated by blanks or new lines in a configuration, not by commas",
    ],
    ["INVARIANT TRUE", "M.cfg:1:11 E305 expected a name after INVARIANT, found `TRUE`"],
    ["TYPE Foo", "M.cfg:1:1 E309 TYPE has no meaning any more; write INVARIANT or CONSTRAINT"],
    ['CONSTANT N = "abc', 'M.cfg:1:14 E300 this string is never closed: expected `"` on the same line'],
    ["INVARIANT A (* B", "M.cfg:1:13 E300 this comment is never closed: expected `*)`"],
    [
      "INVARIANT A\0",
      "M.cfg:1:12 E300 this is no text in UTF-8: it holds a zero byte, so it is a binary file or in another encoding",
    ],
    ["PROPERTY\nINVARIANT A", "M.cfg:1:1 W301 PROPERTY names nothing"],
    [
      "INVARIANT A\nPROPERTEIS B",
      "M.cfg:2:1 W302 PROPERTEIS looks like the keyword PROPERTIES, but is read as a name after INVARIANT",
    ],
  ])("%j", (text, message) => expect(complaints(text)).toEqual([message]));

  it("goes on with the next statement or constant", () => {
    const { config, diagnostics } = parseConfig(
      new Source("M.cfg", "CONSTANT A = <<1>> B = 2 C 3 D <- E\nCHECK_DEADLOCK no\nINVARIANT I"),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["E307", "E305", "E305"]);
    expect(config.constants.map(entry)).toEqual(["B = 2", "D <- E"]);
    expect(names(config.invariants)).toEqual(["I"]);
  });

  it("says that sets nest too deeply", () => {
    expect(complaints(`CONSTANT N = ${"{".repeat(100_000)}`)).toEqual([
      "M.cfg:1:215 E307 more than 200 sets inside one another",
    ]);
  });
});

describe("a CONFIG section in a module's file", () => {
  const text =
    '---- MODULE M ----\nx == "1\n====\n---- CONFIG M ----\nINVARIANT A\nCONSTANT N = 3\n====\nINVARIANT "B (*\n';

  it("is the configuration", () => {
    expect(hasConfigSection(text)).toBe(true);
    expect(hasConfigSection("INVARIANT A")).toBe(false);
    const config = read(text);
    expect(names(config.invariants)).toEqual(["A"]);
    expect(config.constants.map(entry)).toEqual(["N = 3"]);
    expect(config.source.locate((config.invariants[0] as { span: { start: number; end: number } }).span).line).toBe(5);
  });

  it("ends with the text where nothing closes it", () => {
    expect(names(read("---- CONFIG M ----\nINVARIANT A B").invariants)).toEqual(["A", "B"]);
  });
});
