import { describe, expect, it } from "vitest";
import type { Expression } from "../../../src/tla/syntax/tree.ts";
import { complaints, readExpression, shape, unitShapes } from "./reading.ts";

/** Checks texts against their shapes, two columns a line, separated by at least two blanks and a bar. */
function table(rows: string): void {
  for (const row of rows.trim().split("\n")) {
    const [text, expected] = row.split(/ {2,}\| /) as [string, string];
    expect(`${text.trim()}  | ${shape(text.trim())}`).toBe(`${text.trim()}  | ${expected.trim()}`);
  }
}

describe("operands", () => {
  it("reads literals", () => {
    table(`
      42              | 42
      007             | 7
      9007199254740991  | 9007199254740991
      9007199254740992  | 9007199254740992?
      1.5             | 1.5?
      .5              | .5?
      \\b1010 + \\B11  | (+ 10 3)
      \\o17 + \\O7     | (+ 15 7)
      \\hFf + \\H10    | (+ 255 16)
      "a b"           | "a b"
      "/\\\\ \\"x\\" \\t"  | "/\\\\ \\"x\\" \\t"
      "(* \` \\\\* *)"  | "(* \` \\\\* *)"
      TRUE            | TRUE
      ℕ \\cup ℤ \\cup ℝ  | (\\cup (\\cup Nat Int) Real)
    `);
  });

  it("reads names with letters, digits and _", () => {
    table(`
      1a + a_1 + _x + __a1   | (+ (+ (+ 1a a_1) _x) __a1)
      Wx + WF + SFx          | (+ (+ Wx WF) SFx)
    `);
  });

  it("reads calls and operators as arguments", () => {
    table(`
      Op                 | Op
      Op(a, b)           | (Op a b)
      Op (a)             | (Op a)
      F(+, \\cup, -., ')  | (F + \\cup -. ')
      F(/\\, x, \\/)       | (F /\\ x \\/)
      F(LAMBDA x, y : x + y, LAMBDA z : 0)   | (F (lambda [x y] (+ x y)) (lambda [z] 0))
    `);
  });

  it("reads nonfix calls", () => {
    table(`
      +(1, 2)            | (call + 1 2)
      \\cup(a, b)         | (call \\cup a b)
      \\o (1, 2)          | (call \\o 1 2)
      ^+(x)              | (call ^+ x)
      -(1, 2)            | (call - 1 2)
      -(1)               | (-. 1)
      -(1) + 2           | (+ (-. 1) 2)
      -(a).b             | (-. (. a b))
      -. (1)             | (-. 1)
      !!(a, b)           | (call !! a b)
      M!+(1, 2)          | (! M (call + 1 2))
      A!!!(1, 2)         | (! A (call !! 1 2))
      A!B!!!(x, y)       | (! A B (call !! x y))
      A!!! !!!(1, 2)     | (! A !! (call !! 1 2))
      A !! B             | (!! A B)
    `);
  });

  it("reads operators of instances between their operands, with the precedence of their symbols", () => {
    table(`
      1 M!+ 2            | (! M (call + 1 2))
      a * b M!+ c M!* d  | (! M (call + (* a b) (! M (call * c d))))
      1 M!N(a, (b))!- 2  | (! M (N a b) (call - 1 2))
      x M!^+ + 1         | (+ (! M (call ^+ x)) 1)
      [a |-> x M!\\cup y]  | (record a=(! M (call \\cup x y)))
    `);
    expect(complaints("a M!\\cup b \\cap c")).toEqual([
      "E:1:12 E114 `\\cup` and `\\cap` have no order of precedence here; add parentheses",
    ]);
    expect(complaints("a M!b")).toEqual(["E:1:3 E110 expected an operator or the end of the expression, found `M`"]);
  });

  it("reads paths and subexpression selectors", () => {
    table(`
      M!N(x)!Op(y)       | (! M (N x) (Op y))
      M!X!Y              | (! M X Y)
      A!Nat              | (! A Nat)
      Op!1!<<!>>!@!:     | (! Op !1 !<< !>> !@ !:)
      Op(a, b)!3!(x, y)  | (! (Op a b) !3 (!call x y))
      COp!@!++           | (! COp !@ ++)
      Op!:               | (! Op !:)
    `);
  });

  it("reads labels", () => {
    table(`
      l :: x + y         | (label l (+ x y))
      \\A a : l(a) :: P(a)   | (\\A [a] (label l a (P a)))
      a /\\ l :: b        | (/\\ a (label l b))
    `);
    expect(complaints("a + l :: b + c")).toEqual([
      "E:1:5 E126 the label l makes it unclear how far its expression reaches; put parentheses around it",
    ]);
    expect(complaints("l(1) :: b")).toEqual(["E:1:3 E126 the parameters of a label are plain names"]);
  });

  it("reads the at sign of EXCEPT", () => table("[f EXCEPT ![1] = @ + 1]  | (except f [1]=(+ @ 1))"));

  it("knows names of proof steps in proofs only", () => {
    expect(complaints("<1>1 /\\ b")).toEqual(["E:1:1 E111 expected an expression, found the proof step <1>1"]);
  });
});

describe("constructs", () => {
  it("reads quantifiers", () => {
    table(`
      \\A x \\in S : p                       | (\\A [x in S] p)
      \\E x, y \\in S, <<a, b>> \\in T, z \\in U : p   | (\\E [x y in S] [<<a b>> in T] [z in U] p)
      \\A x, y : p => q                     | (\\A [x y] (=> p q))
      \\forall x : \\exists y : x = y         | (\\A [x] (\\E [y] (= x y)))
      ∀ x ∈ S : ∃ y ∈ S : x ≤ y             | (\\A [x in S] (\\E [y in S] (<= x y)))
      \\AA x, y : p                         | (\\AA [x y] p)
      \\EE x : p                            | (\\EE [x] p)
      CHOOSE x \\in S : p                   | (choose [x in S] p)
      CHOOSE <<x, y>> \\in S : p            | (choose [<<x y>> in S] p)
      CHOOSE x : x \\notin S                | (choose [x] (\\notin x S))
      CHOOSE <<x, y>> : p                   | (choose [<<x y>>] p)
    `);
  });

  it("reads sets", () => {
    table(`
      {}                              | (set)
      {a}                             | (set a)
      {a, b \\in c}                    | (set a (\\in b c))
      {x \\in S : y \\in T}             | (filter [x in S] (\\in y T))
      {<<x, y>> \\in S : p}            | (filter [<<x y>> in S] p)
      {x \\in S \\cup T : p}            | (filter [x in (\\cup S T)] p)
      {(x \\in S) : y \\in T}           | (map (\\in x S) [y in T])
      {(x) \\in S : y \\in T}           | (map (\\in x S) [y in T])
      {x + y : x, y \\in S, z \\in T}   | (map (+ x y) [x y in S] [z in T])
      {f[x] : <<x, y>> \\in S}         | (map (apply f x) [<<x y>> in S])
      {<<1, x>> \\in S : y \\in T}      | (map (\\in (tuple 1 x) S) [y in T])
      {<<>> \\in S : y \\in T}          | (map (\\in (tuple) S) [y in T])
      {x \\in S}                       | (set (\\in x S))
    `);
  });

  it("reads functions, records and actions in brackets", () => {
    table(`
      [x \\in S |-> e]                    | (fn [x in S] e)
      [x, y \\in S |-> e]                 | (fn [x y in S] e)
      [x, y \\in S, z \\in T |-> e]        | (fn [x y in S] [z in T] e)
      [x \\in S, <<y, z>> \\in T |-> e]    | (fn [x in S] [<<y z>> in T] e)
      [<<x, y>> \\in S, z \\in T |-> e]    | (fn [<<x y>> in S] [z in T] e)
      [S -> [T -> U]]                    | (-> S (-> T U))
      [x \\in S -> T]                     | (-> (\\in x S) T)
      [a |-> 1, b |-> [c |-> 2]]         | (record a=1 b=(record c=2))
      [a : S, b : T]                     | (recordSet a=S b=T)
      [WF_ |-> 1, SF_ |-> 2].WF_         | (. (record WF_=1 SF_=2) WF_)
      [Next]_vars                        | (box Next vars)
      [x \\in S]_x                        | (box (\\in x S) x)
      [x \\in S]_<<x, y>>                 | (box (\\in x S) (tuple x y))
      [A]_(x)                            | (box A x)
      [A]_f(x)                           | (box A (f x))
      [A]_M(S)!vars                      | (box A (! (M S) vars))
      [][Next]_vars                      | ([] (box Next vars))
      [][x \\in [y \\in S |-> 1]]_v        | ([] (box (\\in x (fn [y in S] 1)) v))
      <<A>>_v                            | (angle A v)
      <><<A \\/ B>>_<<x, y>> /\\ c         | (/\\ (<> (angle (\\/ A B) (tuple x y))) c)
      <<>>                               | (tuple)
      <<a, <<b>>>>                       | (tuple a (tuple b))
      ⟨a, b⟩                             | (tuple a b)
      ⟨A⟩_v                              | (angle A v)
    `);
  });

  it("reads EXCEPT", () => {
    table(`
      [f EXCEPT ![a] = b]                       | (except f [a]=b)
      [f EXCEPT ![a, b].c[d] = e, !.g = @]      | (except f [a b].c[d]=e .g=@)
      [f EXCEPT !.WF_ = 1]                      | (except f .WF_=1)
      [f[x] EXCEPT ![y] = z]                    | (except (apply f x) [y]=z)
    `);
  });

  const words =
    "ACTION ACTIONS ASSUME BY CASE CHOOSE CONSTANT CONSTANTS DEF DEFS DEFINE DOMAIN ELSE ENABLED EXCEPT EXTENDS HAVE HIDE " +
    "IF IN INSTANCE LAMBDA LET LOCAL MODULE NEW OBVIOUS OMITTED ONLY OTHER PICK PROOF PROVE QED RECURSIVE STATE SUBSET " +
    "SUFFICES TAKE TEMPORAL TEMPORALS THEN UNCHANGED UNION USE VARIABLE VARIABLES WITH WITNESS WF_ SF_ _";
  it.each(words.split(" "))("takes %s for a field", (word) => {
    expect(shape(`r.${word}.a`)).toBe(`(. (. r ${word}) a)`);
    expect(shape(`[${word} |-> 1, a |-> 2]`)).toBe(`(record ${word}=1 a=2)`);
    expect(shape(`[a : S, ${word} : T]`)).toBe(`(recordSet a=S ${word}=T)`);
    expect(shape(`[r EXCEPT !.${word} = @, !.a.${word} = 1]`)).toBe(`(except r .${word}=@ .a.${word}=1)`);
  });

  it.each(["THEOREM", "PROPOSITION", "LEMMA", "COROLLARY", "ASSUMPTION", "AXIOM"])(
    "takes no %s for a field",
    (word) => {
      expect(complaints(`r.${word}`)[0]).toMatch(/E110 expected the name of a field/);
      expect(complaints(`[${word} |-> 1]`)[0]).toMatch(/E11\d/);
      expect(complaints(`[r EXCEPT !.${word} = 1]`)[0]).toMatch(/E110/);
    },
  );

  it("reads a field IN before the IN of its LET", () => {
    expect(shape("LET r == [IN |-> 1] IN r.IN")).toBe(shape("LET r == [x |-> 1] IN r.x").replaceAll("x", "IN"));
  });

  it("reads fairness and its subscripts", () => {
    table(`
      WF_vars(Next)          | (weak vars Next)
      SF_<<x, y>>(A /\\ B)    | (strong (tuple x y) (/\\ A B))
      WF_(vars)(A)           | (weak vars A)
      WF_op(x)(A)            | (weak (op x) A)
      WF_M!vars(A)           | (weak (! M vars) A)
      SF_M(x)!f(y)(A)        | (strong (! (M x) (f y)) A)
      \\A p \\in S : WF_v(A(p)) /\\ SF_v(B)    | (\\A [p in S] (/\\ (weak v (A p)) (strong v B)))
    `);
  });

  it("reads IF, CASE, LET and LAMBDA", () => {
    table(`
      IF a THEN b ELSE c + d                     | (if a b (+ c d))
      1 + IF a THEN b ELSE IF c THEN d ELSE e    | (+ 1 (if a b (if c d e)))
      CASE a -> b                                | (case [a b])
      CASE a -> b [] c -> d [] OTHER -> e        | (case [a b] [c d] [other e])
      CASE a -> b □ c → []d                      | (case [a b] [c ([] d)])
      CASE a -> CASE b -> c [] d -> e            | (case [a (case [b c] [d e])])
      LET x == 1 IN x + 1                        | (let (def x 1) (+ x 1))
      LET f[n \\in S] == n RECURSIVE g(_) g(n) == n IN f   | (let (function f [n in S] n) (recursive g/1) (def g n n) f)
      LET M == INSTANCE N WITH a <- b IN M!x     | (let (M = instance N a<-b) (! M x))
      LET a + b == a IN 1 + 2                    | (let (def infix + a b a) (+ 1 2))
      LET INSTANCE N IN x                        | (let (instance N) x)
    `);
  });

  it("reads LET whatever the columns of its definitions", () => {
    const set = Array.from({ length: 500 }, (_, i) => i).join(", ");
    const [first] = unitShapes(`Foo == LET\na == 1\nf[x \\in {${set}}] == 2\nIN a`).split(" (set ");
    expect(first).toBe("(def Foo (let (def a 1) (function f [x in");
  });

  it("gives what has no closing bracket all that follows", () => {
    table(`
      a /\\ \\A x \\in S : p => q       | (/\\ a (\\A [x in S] (=> p q)))
      ~ \\E x : p /\\ q               | (~ (\\E [x] (/\\ p q)))
      a + CHOOSE x : p = 1          | (+ a (choose [x] (= p 1)))
    `);
  });

  it("reads Unicode spellings like the ASCII ones", () => {
    const pairs = [
      ["¬a ∧ b ∨ c", "~a /\\ b \\/ c"],
      ["□P ⇒ ◇Q", "[]P => <>Q"],
      ["P ↝ Q", "P ~> Q"],
      ["x ∉ S ∪ T ∩ U", "x \\notin S \\union T \\intersect U"],
      ["[x ∈ S ↦ e]", "[x \\in S |-> e]"],
      ["1‥n", "1..n"],
      ["a ⊕ b", "a (+) b"],
      ["s ∘ t", "s \\circ t"],
      ["r⁺", "r^+"],
      ["l ∷ a", "l :: a"],
    ] as const;
    for (const [unicode, ascii] of pairs) {
      const read = (text: string) => {
        try {
          return shape(text);
        } catch (error) {
          return (error as Error).message.replace(/^E:\S+ |`[^`]*`/g, "");
        }
      };
      expect(read(unicode)).toBe(read(ascii));
    }
  });
});

describe("junction lists", () => {
  const body = (lines: string) => unitShapes(`op ==\n${lines}`);

  it.each([
    ["  /\\ 1\n  /\\ 2", "(def op (and 1 2))"],
    ["  /\\ 1\n\n  /\\\n    2", "(def op (and 1 2))"],
    ["/\\ 1\n/\\ 2", "(def op (and 1 2))"],
    [
      "  /\\ \\/ 1\n     \\/ 2\n  /\\ \\/ 3\n     \\/ /\\ 4\n        /\\ 5\n  /\\ 6",
      "(def op (and (or 1 2) (or 3 (and 4 5)) 6))",
    ],
    ["  /\\ 1\n   + 2\n  /\\ 3", "(def op (and (+ 1 2) 3))"],
    [" /\\ 1\n + 2\n /\\ 3", "(def op (/\\ (+ (and 1) 2) 3))"],
    ["  /\\ 1\n  /\\ 2\n  \\/ 3", "(def op (\\/ (and 1 2) 3))"],
    ["  \\/ 1\n  \\/ 2\n  /\\ 3", "(def op (/\\ (or 1 2) 3))"],
    ["  /\\ 1 /\\ 2\n  /\\ 3", "(def op (and (/\\ 1 2) 3))"],
    ["  /\\ a\n     \\/ b\n  /\\ c", "(def op (and (\\/ a b) c))"],
    ["(\n  /\\ 1\n   )\n  /\\ 2", "(def op (/\\ (and 1) 2))"],
    [
      "  /\\ 1\n  /\\ /\\ 2 + (\n        /\\ 3\n        /\\ 4\n          )\n     /\\ 5\n  /\\ 6",
      "(def op (and 1 (and (+ 2 (and 3 4)) 5) 6))",
    ],
    ["  /\\ LET x == 1 IN 2\n  /\\ 3", "(def op (and (let (def x 1) 2) 3))"],
    ["  LET x ==\n      /\\ 1\n      /\\ 2\n        IN 3", "(def op (let (def x (and 1 2)) 3))"],
    [
      "  /\\ A :> B\n  /\\ A := B\n  /\\ A ::= B\n  /\\ A :: B\n  /\\ A",
      "(def op (and (:> A B) (:= A B) (::= A B) (label A B) A))",
    ],
    ["  ∧ 1\n  ∧ ∨ 2\n    ∨ 3", "(def op (and 1 (or 2 3)))"],
    ["  1 \\land 2", "(def op (/\\ 1 2))"],
    ["  IF a THEN /\\ b\n            /\\ c\n       ELSE d", "(def op (if a (and b c) d))"],
    ["  /\\ IF a THEN b\n     ELSE c\n  /\\ d", "(def op (and (if a b c) d))"],
    ["  \\E x \\in S : /\\ p\n               /\\ q", "(def op (\\E [x in S] (and p q)))"],
    ["  /\\ f[\n     1]\n  /\\ 2", "(def op (and (apply f 1) 2))"],
    ["  /\\ a => /\\ b\n          /\\ c\n  /\\ d", "(def op (and (=> a (and b c)) d))"],
    ["  /\\ 1\n  /\\ 2 IN == 3".replace(" IN == 3", ""), "(def op (and 1 2))"],
  ])("reads %j", (lines, expected) => expect(body(lines)).toBe(expected));

  it("counts a tab up to the next stop of 8", () => {
    expect(body("\t/\\ 1\n        /\\ 2\n    \t/\\ 3")).toBe("(def op (and 1 2 3))");
    expect(body('  /\\ "\t" /\\ 1\n  /\\ 2')).toBe('(def op (and (/\\ "\\t" 1) 2))');
    expect(body("(*\t*)\t/\\ 1\n\t\t/\\ 2")).toBe("(def op (and 1 2))");
  });

  it("counts lines that end with CR LF or CR", () => {
    expect(body("  /\\ 1\r\n  /\\ 2\r  /\\ 3")).toBe("(def op (and 1 2 3))");
  });
});

describe("spans", () => {
  const cut = (text: string, pick: (node: Expression) => { span: { start: number; end: number } }) => {
    const { span } = pick(readExpression(text));
    return text.slice(span.start, span.end);
  };

  it("covers exactly the text of each expression", () => {
    const texts = [
      "a + b",
      "f[x]",
      "r.f",
      "~a",
      "a'",
      "-(a)",
      "M!N(x)!Op(y)",
      "Op!1!<<",
      "IF a THEN b ELSE c",
      "[x \\in S |-> e]",
      "{x \\in S : p}",
      "<<a>>_v",
      "[A]_v",
      "WF_op(x)(A)",
      "LET x == 1 IN x",
      "\\A x \\in S : p",
      "CHOOSE x : p",
      "a \\X b \\X c",
      "CASE a -> b [] OTHER -> c",
      "l :: x",
      "LAMBDA x : x",
      "[a |-> 1]",
      "[f EXCEPT ![1] = 2]",
      "+(1, 2)",
      '"s"',
      "42",
      ".5",
      "(a) + (b)",
      "(a)[b]",
      "\\AA x : p",
    ];
    for (const text of texts) expect(cut(`  ${text} `, (node) => node)).toBe(text);
  });

  it("does not count the parentheses around an expression as part of it", () => {
    expect(cut("(a + b)", (node) => node)).toBe("a + b");
    expect(cut("(a + b) * c", (node) => (node.kind === "reference" ? (node.args[0] as Expression) : node))).toBe(
      "a + b",
    );
  });

  it("knows the places of names", () => {
    const name = (text: string) => {
      const node = readExpression(text);
      if (node.kind !== "reference") throw new Error(node.kind);
      return text.slice(node.nameSpan.start, node.nameSpan.end);
    };
    expect(name("a \\leq b")).toBe("\\leq");
    expect(name("M!N(x)!Op(y)")).toBe("Op");
    expect(name("A!!!(x)")).toBe("!!");
    expect(name("Op(a)")).toBe("Op");
    expect(name("SUBSET S")).toBe("SUBSET");
    expect(name("x'")).toBe("'");
    const fair = readExpression("WF_op(x)(A)");
    expect(fair.kind === "fairness" && fair.subscript.span).toEqual({ start: 3, end: 8 });
    const bare = readExpression("WF_op(A)");
    expect(bare.kind === "fairness" && bare.subscript.span).toEqual({ start: 3, end: 5 });
  });

  it("covers the items of lists, the updates of EXCEPT and the arms of CASE", () => {
    const text = "[f EXCEPT ![1].a = 2, !.b = 3]";
    const node = readExpression(text);
    const updates = node.kind === "except" ? node.updates.map(({ span }) => text.slice(span.start, span.end)) : [];
    expect(updates).toEqual(["![1].a = 2", "!.b = 3"]);
    const cases = "CASE a -> b [] c -> d";
    const arms = readExpression(cases);
    const spans = arms.kind === "case" ? arms.arms.map(({ span }) => cases.slice(span.start, span.end)) : [];
    expect(spans).toEqual(["a -> b", "c -> d"]);
  });
});
