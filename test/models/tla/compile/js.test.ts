/** What is known of generated code follows from what it is made of. */

import { describe, expect, test } from "vitest";
import { Code } from "../../../../src/models/tla/compile/code.ts";
import { BAIL, following, Js, joined, js, minus, union } from "../../../../src/models/tla/compile/js.ts";

const x = Js.called("t", 1);
const facts = ({ safe, bails, literal, isName }: Js) => ({ safe, bails, literal, isName });

describe("a piece of code", () => {
  test("is safe if all its parts are, and may leave the code if one of them may", () => {
    expect(facts(js`(${x} + ${3})`)).toEqual({ safe: true, bails: false, literal: null, isName: false });
    expect(facts(js`(${x} + ${BAIL})`)).toEqual({ safe: false, bails: true, literal: null, isName: false });
    expect(facts(js`(${x.checked} + ${x})`)).toEqual({ safe: false, bails: false, literal: null, isName: false });
    expect(facts(js`X(${x})`.bailing)).toEqual({ safe: false, bails: true, literal: null, isName: false });
  });

  test("is a number or a name as long as nothing is put around it", () => {
    expect(facts(Js.literal(-3))).toEqual({ safe: true, bails: false, literal: -3, isName: false });
    expect(js`${Js.literal(-3)} + 1`.literal).toBeNull();
    expect(x.isName && x.checked.isName).toBe(true);
    expect(js`!${x}`.isName).toBe(false);
  });

  test("is the same as another one with the same text", () => {
    expect(js`(${x} + ${3})`.equals(js`(${x} + ${Js.literal(3)})`)).toBe(true);
    expect(js`(${x} + ${3})`.equals(js`(${x} + ${4})`)).toBe(false);
  });

  test("is put together with operators", () => {
    const texts = [joined([x, js`2`], ", "), union([]), union([x]), following([BAIL], x), minus(x, 3), minus(x, -3)];
    expect(texts.map((piece) => piece.print())).toEqual(["t1, 2", "0", "(t1)", "(F(), t1)", "(t1 - 3)", "(t1 + 3)"]);
    expect(following([], x)).toBe(x);
    expect(minus(x, 0)).toBe(x);
  });
});

describe("a function under construction", () => {
  const long = js`(${x} + ${123456789})`;

  test("computes the same safe code once in a block and those inside", () => {
    const code = new Code();
    const name = code.share(long);
    code.open(js`if (${x})`);
    expect(code.share(long)).toBe(name);
    const inner = js`(${x} - ${123456789})`;
    code.share(inner);
    code.close();
    code.share(inner);
    expect(code.take().split("\n")).toEqual([
      "const t0 = (t1 + 123456789);",
      "if (t1) {",
      "const t1 = (t1 - 123456789);",
      "}",
      "const t2 = (t1 - 123456789);",
    ]);
  });

  test("forgets what was written after a mark, and what was shared there", () => {
    const code = new Code();
    const mark = code.mark();
    const before = code.share(long);
    code.reset(mark);
    expect(code.size).toBe(0);
    expect(code.share(long).equals(before)).toBe(false);
  });

  test.each([
    [js`f(${x});`, "{\nf(t1);\n}"],
    [js`X(${x});`.bailing, "try {\nX(t1);\n}\ncatch (e) {\ng();\n}"],
  ])("catches only what may leave it", (line, text) => {
    const code = new Code();
    code.attempt(
      () => code.line(line),
      () => code.line(js`g();`),
    );
    expect(code.take()).toBe(text);
  });
});
