import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseExpression } from "../../../src/tla/syntax/expression.ts";
import { canonicalName, compareOperators, operatorForms } from "../../../src/tla/syntax/operators.ts";
import { Source } from "../../../src/tla/syntax/source.ts";
import { complaints, shape } from "./reading.ts";

const oracle = fileURLToPath(new URL("../../../../shared/infix-pairs.tsv", import.meta.url));

describe("the operator table", () => {
  it("has as many operators as SANY", () => {
    const count = (fix: "prefix" | "infix" | "postfix") =>
      new Set([...operatorForms.values()].flatMap((forms) => forms[fix]?.name ?? [])).size;
    expect([count("infix"), count("prefix"), count("postfix")]).toEqual([86, 9, 4]);
  });

  it("gives every spelling one canonical name", () => {
    const pairs =
      "# /=, =< <=, \\leq <=, \\geq >=, \\land /\\, \\lor \\/, \\lnot ~, \\neg ~, \\equiv <=>, \\union \\cup, \\intersect \\cap, " +
      "\\times \\X, \\circ \\o, (+) \\oplus, (-) \\ominus, (.) \\odot, (/) \\oslash, (\\X) \\otimes, ∈ \\in, ∧ /\\, ⇒ =>, ≠ /=, - -, -. -.";
    for (const pair of pairs.split(", ")) {
      const [spelling, name] = pair.split(" ") as [string, string];
      expect(canonicalName(spelling)).toBe(name);
    }
    expect(canonicalName("Foo")).toBe("Foo");
  });

  it("knows that only - has two meanings", () => {
    for (const [spelling, { prefix, infix, postfix }] of operatorForms) {
      const meanings = [prefix, infix, postfix].filter((operator) => operator !== null).length;
      expect([spelling, meanings]).toEqual([spelling, spelling === "-" ? 2 : 1]);
    }
    expect(operatorForms.get("-")?.prefix?.name).toBe("-.");
  });

  it("orders the levels", () => {
    const infix = (spelling: string) => operatorForms.get(spelling)?.infix as Parameters<typeof compareOperators>[0];
    expect(compareOperators(infix("*"), infix("+"))).toBe("reduce");
    expect(compareOperators(infix("+"), infix("*"))).toBe("shift");
    expect(compareOperators(infix("+"), infix("+"))).toBe("reduce");
    expect(compareOperators(infix("="), infix("="))).toBe("conflict");
    expect(compareOperators(infix("+"), infix("\\cdot"))).toBe("conflict");
  });
});

describe.skipIf(!existsSync(oracle))("pairs of infix operators, against SANY's verdicts (needs ../shared)", () => {
  const rows = existsSync(oracle)
    ? readFileSync(oracle, "utf8")
        .trimEnd()
        .split("\n")
        .slice(2)
        .map((line) => line.split("\t") as [string, string, string, string, string])
    : [];

  it("has all of them", () => expect(rows.length).toBe(7396));

  it("accepts and rejects the same", () => {
    const wrong: string[] = [];
    for (const [left, right, , , accepted] of rows) {
      const { expression, diagnostics } = parseExpression(new Source("E", `a ${left} b ${right} c`));
      if ((expression !== null) !== (accepted === "yes")) wrong.push(`a ${left} b ${right} c`);
      if (expression === null && diagnostics[0]?.code !== "E114") wrong.push(`a ${left} b ${right} c: no E114`);
    }
    expect(wrong).toEqual([]);
  });

  it("has the same levels and associativity", () => {
    for (const [left, , levels] of rows) {
      const operator = operatorForms.get(left)?.infix;
      const shown = `${operator?.low}-${operator?.high} ${operator?.associative ? "left" : "none"}`;
      expect(`${left} ${shown}`).toBe(`${left} ${levels}`);
    }
  });
});

describe("precedence", () => {
  it("says how bounds on both sides are written", () => {
    const hint = "what is between two bounds is written";
    expect(complaints("0 <= x < N")).toEqual([
      `E:1:8 E114 \`<=\` and \`<\` have no order of precedence here; ${hint} a <= b /\\ b < c`,
    ]);
    expect(complaints("0 < x < N")).toEqual([
      `E:1:7 E114 \`<\` cannot be used twice in a row without parentheses, since it does not associate; ${hint} a < b /\\ b < c`,
    ]);
    expect(complaints("x < N = TRUE")[0]).toMatch(/; add parentheses$/);
  });

  it("groups by level", () => {
    expect(shape("a + b * c")).toBe("(+ a (* b c))");
    expect(shape("a * b + c")).toBe("(+ (* a b) c)");
    expect(shape("a = b /\\ c => d")).toBe("(=> (/\\ (= a b) c) d)");
    expect(shape("a \\in b \\cup c")).toBe("(\\in a (\\cup b c))");
    expect(shape("x' = x + 1")).toBe("(= (' x) (+ x 1))");
  });

  it("associates to the left where an operator does", () => {
    expect(shape("a - b - c")).toBe("(- (- a b) c)");
    expect(shape("a /\\ b /\\ c")).toBe("(/\\ (/\\ a b) c)");
    expect(complaints("a => b => c")).toEqual([
      "E:1:8 E114 `=>` cannot be used twice in a row without parentheses, since it does not associate",
    ]);
  });

  it("gives a prefix operator before parentheses what follows them", () => {
    expect(shape("~(x) \\in S")).toBe("(~ (\\in x S))");
    expect(shape("~(a) = b")).toBe("(~ (= a b))");
    expect(shape("~(a)'")).toBe("(~ (' a))");
    expect(shape("\\lnot (a) = b")).toBe("(~ (= a b))");
    expect(shape("DOMAIN (f)[1]")).toBe("(DOMAIN (apply f 1))");
    expect(shape("~(a)[1]")).toBe("(~ (apply a 1))");
    expect(shape("~a /\\ b")).toBe("(/\\ (~ a) b)");
  });

  it("knows the levels of the prefix operators", () => {
    expect(shape("[]a => <>b")).toBe("(=> ([] a) (<> b))");
    expect(shape("SUBSET a \\cup b")).toBe("(\\cup (SUBSET a) b)");
    expect(shape("-a + b")).toBe("(+ (-. a) b)");
    expect(shape("-a * b")).toBe("(-. (* a b))");
    expect(shape("a + -b * c")).toBe("(+ a (-. (* b c)))");
    expect(shape("a - - -b")).toBe("(- a (-. (-. b)))");
    expect(shape("a * ~b")).toBe("(* a (~ b))");
    expect(shape("a ^ SUBSET b")).toBe("(^ a (SUBSET b))");
    expect(shape("a + ~b = c")).toBe("(+ a (~ (= b c)))");
    expect(complaints("[]a = b")[0]).toBe("E:1:5 E114 `[]` and `=` have no order of precedence here; add parentheses");
    expect(complaints("[]x'")[0]).toMatch("E114");
  });

  it("does not let a minus follow an operator that binds more tightly", () => {
    for (const [spelling, { infix }] of operatorForms) {
      if (infix === null || spelling === "-") continue;
      const found = complaints(`a ${spelling} -b`);
      if (infix.low <= 12) expect([spelling, found]).toEqual([spelling, []]);
      else expect(found.join()).toMatch(/^E:1:\d+ E114 .* and `-` have no order of precedence here; add parentheses$/);
    }
    expect(complaints("x^-1")).toEqual(["E:1:3 E114 `^` and `-` have no order of precedence here; add parentheses"]);
    expect(complaints("2 * -(3)")[0]).toMatch("E114");
    expect(complaints("~-a")).toEqual([]);
    expect(complaints("2 * (-3)")).toEqual([]);
  });

  it("lets . and [ ] bind most tightly", () => {
    expect(shape("-a.b[c].d'")).toBe("(-. (' (. (apply (. a b) c) d)))");
    expect(shape("DOMAIN f[x]")).toBe("(DOMAIN (apply f x))");
    expect(shape("a'.b")).toBe("(. (' a) b)");
    expect(shape("f[x, y][z]")).toBe("(apply (apply f x y) z)");
  });

  it("makes one product of all factors that are not parenthesised", () => {
    expect(shape("a \\X b \\times c × d")).toBe("(\\X a b c d)");
    expect(shape("(a \\X b) \\X c")).toBe("(\\X (\\X a b) c)");
    expect(shape("a \\X (b \\X c)")).toBe("(\\X a (\\X b c))");
    expect(shape("a \\X b \\cup c \\X d")).toBe("(\\cup (\\X a b) (\\X c d))");
  });

  it("reports one conflict in a unit and goes on", () => {
    const found = complaints("p /\\ q \\/ r /\\ s \\/ t");
    expect(found).toEqual(["E:1:8 E114 `/\\` and `\\/` have no order of precedence here; add parentheses"]);
  });
});
