import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../../src/tla/syntax/diagnostic.ts";
import { readTokens } from "../../../src/tla/syntax/lexer.ts";
import { Source } from "../../../src/tla/syntax/source.ts";

function tokens(text: string) {
  const diagnostics: Diagnostic[] = [];
  const { tokens: list } = readTokens(new Source("T", text), 0, false, diagnostics);
  return { list: list.slice(0, -1), diagnostics };
}

const kinds = (text: string): string =>
  tokens(text)
    .list.map(({ kind, text: own }) => `${kind}:${own}`)
    .join("  ");

describe("the lexer", () => {
  it("takes the longest symbol", () => {
    expect(kinds("a<=>b<=c=<d<-e")).toBe(
      "identifier:a  <=>:<=>  identifier:b  <=:<=  identifier:c  <=:=<  identifier:d  <-:<-  identifier:e",
    );
    expect(kinds("1..2...3.4")).toBe("number:1  ..:..  number:2  ...:...  number:3.4");
    expect(kinds("=== ==== |->|- ::=::: -+->--.")).toBe(
      "==:==  =:=  ====:====  |->:|->  |-:|-  ::=:::=  :::::  :::  -+->:-+->  --:--  .:.",
    );
    expect(kinds("[A]_v >>_w")).toBe("[:[  identifier:A  ]_:]_  identifier:v  >>_:>>_  identifier:w");
    expect(kinds("(+)(a)")).toBe("\\oplus:(+)  (:(  identifier:a  ):)");
  });

  it("splits what follows a backslash at the longest known word", () => {
    expect(kinds("\\A\\AA\\inS \\Ex S\\T")).toBe(
      "\\A:\\A  \\AA:\\AA  \\in:\\in  identifier:S  \\E:\\E  identifier:x  identifier:S  \\:\\  identifier:T",
    );
    expect(kinds("\\o1 \\o a\\b1 \\bullet \\hg")).toBe(
      "number:\\o1  \\o:\\o  identifier:a  number:\\b1  \\bullet:\\bullet  \\:\\  identifier:hg",
    );
  });

  it("tells names from numbers, keywords and fairness", () => {
    expect(kinds("1a 1_a 12 _ _a WF_x SF_ WF If IF CONSTANTS DEFS")).toBe(
      "identifier:1a  identifier:1_a  number:12  _:_  identifier:_a  WF_:WF_  identifier:x  SF_:SF_  identifier:WF  " +
        "identifier:If  IF:IF  CONSTANT:CONSTANTS  DEF:DEFS",
    );
  });

  it("knows the names of proof steps", () => {
    expect(kinds("<1>2. <*> <+>a <12>abc_d... <1>* < 1 > <1")).toBe(
      "step:<1>2.  step:<*>  step:<+>a  step:<12>abc_d...  step:<1>*  <:<  number:1  >:>  <:<  number:1",
    );
  });

  it("gives columns with tab stops of 8, and tells what begins a line", () => {
    const { list } = tokens('a\tb\n\t c (*\t\n *)  d\r\n"\t" e\rf');
    expect(list.map(({ text, column, fresh }) => `${text.trim()} ${column}${fresh ? " fresh" : ""}`)).toEqual([
      "a 1 fresh",
      "b 9",
      "c 10 fresh",
      "d 6 fresh",
      '"\t" 1 fresh',
      "e 11",
      "f 1 fresh",
    ]);
  });

  it("skips what editors leave and nobody sees", () =>
    expect(kinds("\ufeffa\f\vb")).toBe("identifier:a  identifier:b"));
});
