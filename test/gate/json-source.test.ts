import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonError, type JsonNode, parseJson } from "../../src/gate/json-source.ts";
import { Source } from "../../src/tla/syntax/source.ts";

describe("parseJson", () => {
  function plain(node: JsonNode): unknown {
    switch (node.kind) {
      case "null":
        return null;
      case "array":
        return node.items.map(plain);
      case "object":
        return Object.fromEntries([...node.members].map(([key, member]) => [key, plain(member)]));
      default:
        return node.value;
    }
  }

  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.stringify(plain(parseJson(new Source("f", text))))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it("refuses what JSON.parse refuses", () => {
    const token = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      "1",
      "-",
      "01",
      "1.",
      "true",
      "nul",
      " ",
      '"\\q"',
      '"\n"',
      "'a'",
    );
    fc.assert(
      fc.property(fc.array(token, { maxLength: 8 }), (tokens) => {
        const text = tokens.join("");
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        const repeated = /"a".*"a"/s.test(text);
        if (valid && !repeated) parseJson(new Source("f", text));
        else if (!valid) expect(() => parseJson(new Source("f", text))).toThrow(JsonError);
      }),
      { numRuns: 1000 },
    );
  });
});
