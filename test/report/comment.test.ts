import { describe, expect, it } from "vitest";
import { commentBefore, firstSentence } from "../../src/report/comment.ts";

/** The comment before the line that begins with `Def`. */
function found(text: string): string {
  const line = text.split("\n").findIndex((one) => one.startsWith("Def")) + 1;
  const location = { file: "A.tla", line, column: 1, endLine: line, endColumn: 4, lineText: "" };
  return commentBefore(location, new Map([["A.tla", text]]));
}

describe("the comment before a definition", () => {
  it.each([
    ["of one line", "\\* Adds one.\nDef == x", "Adds one."],
    ["of several lines", "x\n\\* Adds one, and\n\\** then two.\nDef == x", "Adds one, and then two."],
    ["in a block", "x\n(* Adds one,\n   and then two. *)\nDef == x", "Adds one, and then two."],
    ["in a box", "(*****)\n(* Adds one, *)\n(* then two. *)\n(*****)\nDef == x", "Adds one, then two."],
    ["in a block with stars", "(**\n * Adds one.\n *)\nDef == x", "Adds one."],
    ["without what is meant for programs", "\\* @type: Int;\n\\* lanes: p\n\\* Adds one.\nDef == x", "Adds one."],
    ["with Windows' ends of lines", "\\* Adds one.\r\nDef == x", "Adds one."],
  ])("is found %s", (_, text, comment) => {
    expect(found(text)).toBe(comment);
  });

  it.each([
    ["a blank line", "\\* Of something else.\n\nDef == x"],
    ["another definition", "(* c *)\nOther == 1 (* two *)\nDef == x"],
    ["nothing", "Def == x"],
  ])("is none after %s", (_, text) => {
    expect(found(text)).toBe("");
  });

  it("has a first sentence", () => {
    expect(firstSentence("Takes v1.2 of it. Then more.")).toBe("Takes v1.2 of it.");
    expect(firstSentence("no end")).toBe("no end");
  });
});
