/** Random texts: whatever they hold, the parser neither throws nor hangs, and what it accepts has sound spans. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/tla/config/index.ts";
import { parseExpression } from "../../../src/tla/syntax/expression.ts";
import { parseModules } from "../../../src/tla/syntax/module.ts";
import { operatorForms } from "../../../src/tla/syntax/operators.ts";
import { Source, type Span } from "../../../src/tla/syntax/source.ts";
import { keywords } from "../../../src/tla/syntax/token.ts";
import type { Expression } from "../../../src/tla/syntax/tree.ts";
import { sexp } from "./sexp.ts";

const words = [
  ...operatorForms.keys(),
  ...keywords.keys(),
  ..."( ( ( ) ) ) [ [ ] ] { } << >> >>_ ]_ , : :: . ! @ == -> <- |-> _ WF_ SF_ \\A \\E \\AA \\EE".split(" "),
  ...'a b c x y Op f M 1 2 3 1.5 "s" <1>1 <*> <2>a. ---- ==== (* *) \\* " ‘ \n'.split(" "),
];
const blank = fc.constantFrom(" ", " ", " ", "", "\n", "\n  ", "\t", "\r\n");
const soup = fc
  .array(fc.tuple(fc.constantFrom(...words), blank), { maxLength: 60 })
  .map((parts) => parts.flat().join(""));

/** A source whose places are easy to check. */
const source = (text: string): Source => new Source("F", text);

function children(node: object): { span: Span }[] {
  return Object.values(node).flatMap((value: unknown) => {
    if (Array.isArray(value))
      return value.filter((item) => typeof item === "object" && item !== null && "span" in item);
    return typeof value === "object" && value !== null && "span" in value ? [value as { span: Span }] : [];
  });
}

/** The first node of a tree that does not lie in its parent. */
function misplaced(node: { span: Span }): { span: Span } | null {
  for (const child of children(node)) {
    if (child.span.start < node.span.start || child.span.end > node.span.end) return child;
    const found = misplaced(child);
    if (found !== null) return found;
  }
  return null;
}

/** Random expressions as text, with parentheses around every operand. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const e = tie("expression");
  const infix = [...operatorForms].filter(([, { infix }]) => infix !== null).map(([spelling]) => spelling);
  const brackets: ((a: string, b: string) => string)[] = [
    (a, b) => `IF ${a} THEN ${b} ELSE ${a}`,
    (a, b) => `[x \\in ${a} |-> ${b}]`,
    (a, b) => `{x \\in ${a} : ${b}}`,
    (a, b) => `{${a} : x \\in ${b}}`,
    (a, b) => `\\E x \\in ${a}, y \\in S : ${b}`,
    (a, b) => `CHOOSE x \\in ${a} : ${b}`,
    (a, b) => `[${a} EXCEPT ![${b}] = @]`,
    (a, b) => `<<${a}, ${b}>>`,
    (a, b) => `Op(${a}, ${b})!x`,
    (a, b) => `LET x == ${a} IN ${b}`,
    (a, b) => `CASE ${a} -> ${b} [] OTHER -> ${a}`,
    (a, b) => `WF_<<${a}>>(${b})`,
    (a, b) => `[${a} -> ${b}]`,
    (a, b) => `[f |-> ${a}, g |-> ${b}].f`,
  ];
  return {
    expression: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("a", "b", "1", '"s"', "TRUE"),
      fc.tuple(e, fc.constantFrom(...infix), e).map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      fc.tuple(fc.constantFrom(...brackets), e, e).map(([build, a, b]) => build(`(${a})`, b)),
    ),
  };
});

describe("random texts", () => {
  it("neither throw nor go without a message where they are rejected", () => {
    fc.assert(
      fc.property(soup, (text) => {
        const { expression: node, diagnostics } = parseExpression(source(text));
        expect(node === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
        if (node !== null) expect(misplaced(node)).toBe(null);
      }),
      { numRuns: 3000 },
    );
  });

  it("do not break modules: each diagnostic lies in the text, and units lie in their module", () => {
    fc.assert(
      fc.property(soup, soup, (before, after) => {
        const text = `---- MODULE M ----\n${before}\nx == 1\n${after}\n====\n`;
        const { modules, diagnostics } = parseModules(source(text));
        const lines = text.split(/\r\n|\r|\n/);
        for (const { location } of diagnostics) {
          expect(location?.line).toBeLessThanOrEqual(lines.length);
          expect(location?.column).toBeLessThanOrEqual([...(lines[(location?.line ?? 0) - 1] ?? "")].length + 1);
        }
        for (const module of modules) expect(misplaced(module)).toBe(null);
      }),
      { numRuns: 2000 },
    );
  });

  it("do not break configurations", () => {
    const cfgWords =
      "SPECIFICATION INIT NEXT CONSTANT CONSTANTS INVARIANT PROPERTY CHECK_DEADLOCK TRUE = <- VIEW".split(" ");
    const text = fc.array(fc.constantFrom(...words, ...cfgWords, ...cfgWords), { maxLength: 40 });
    fc.assert(
      fc.property(text, (parts) => {
        const { config } = parseConfig(source(parts.join(" ")));
        expect(config.invariants).toBeInstanceOf(Array);
      }),
      { numRuns: 1000 },
    );
  });

  it("read the same however they are laid out and commented", () => {
    const gap = fc.constantFrom(" ", "  ", "\n ", "\t", " (* ) *) ", " \\* ]\n");
    fc.assert(
      fc.property(expression, fc.array(gap, { minLength: 1, maxLength: 8 }), (text, gaps) => {
        let i = 0;
        const laidOut = text.replace(/ /g, () => gaps[i++ % gaps.length] as string);
        const read = (shown: string): string => {
          const { expression: node, diagnostics } = parseExpression(source(shown));
          expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
          return sexp(node as Expression);
        };
        expect(read(laidOut)).toBe(read(text));
      }),
      { numRuns: 500 },
    );
  });

  it("do not take time that grows with the square of their length", () => {
    const pieces = [
      "f(",
      "[x \\in ",
      "{",
      "<<",
      "/\\ ",
      "x\n",
      "f(\n",
      "a !",
      "(* ",
      "x == (\n",
      "LET x == ",
      "-(",
      "CASE ",
      "? ",
      "x == a => b => c ",
      "x == )\n",
    ];
    for (const piece of pieces) {
      const started = performance.now();
      const { diagnostics } = parseModules(source(`---- MODULE M ----\nA == ${piece.repeat(40_000)}`));
      expect(performance.now() - started).toBeLessThan(4000);
      expect(diagnostics.length).toBeLessThan(210);
    }
  });
});
