/** What a name means: overrides of a cfg, instances with their substitutions and parameters, parts of formulas. */

import { describe, expect, test } from "vitest";
import { check } from "../../../src/checker/index.ts";
import type { Engine } from "../../../src/models/tla/index.ts";
import { complaints, explore, type Files, modelOf, valueOf } from "./spec.ts";
import { verdict } from "./temporal/verdict.ts";

const module = (name: string, ...lines: string[]): Files => ({
  [`${name}.tla`]: `---- MODULE ${name} ----\n${lines.join("\n")}\n====\n`,
});

/** A counter that goes on while it is below a limit. */
const counter = module(
  "Counter",
  "EXTENDS Naturals",
  "VARIABLE t",
  "Lim == 5",
  "Below(n) == n < Lim",
  "Init == t = 0",
  "Tick == Below(t) /\\ t' = t + 1",
  "Next == Tick",
);

const BEHAVIOR = "INIT Init\nNEXT Next\n";

/** What `asked` is in the initial state, where x is 0, of two instances I and J of the module Inner in `text`. */
function answersOf(text: string, [one, other]: readonly [string, string], asked: string, engine: Engine): string {
  const body = `${text}\nVARIABLES x, r\nI == INSTANCE Inner WITH ${one}\nJ == INSTANCE Inner WITH ${other}
Init == x = 0 /\\ r = <<>>\nNext == r = <<>> /\\ x' = x /\\ r' = ${asked}`;
  const [initial, answered, ...others] = explore(modelOf(body, BEHAVIOR, {}, { engine })).states;
  expect([initial, ...others]).toEqual(["x = 0, r = <<>>"]);
  const [, answers] = /^x = 0, r = (.*)$/.exec(answered ?? "") ?? [];
  return answers ?? `none in ${answered}`;
}

describe("an override of the cfg", () => {
  /** The root extends Counter, and may name it as an instance, too. */
  const wrapped = (body: string, constants: string) =>
    explore(
      modelOf("x == 1", `${BEHAVIOR}CONSTANT ${constants}\n`, {
        ...counter,
        "Spec.tla": `---- MODULE Spec ----\nEXTENDS Counter\n${body}\n====\n`,
      }),
    ).distinct;

  test("is seen by the texts of an extended module", () => {
    expect(wrapped("Small == 2", "Lim <- Small")).toBe(3);
  });

  test("may be a model value of the same name, given to a definition of an instance", () => {
    const body = "CONSTANT S\nVARIABLE x\nI == INSTANCE Given\nInit == x \\in S\nNext == UNCHANGED x\nIsC == x = I!c";
    const cfg = `${BEHAVIOR}CONSTANTS S = {c, d} I!c = c\nCONSTRAINT IsC\n`;
    expect(explore(modelOf(body, cfg, module("Given", "c == 3"))).states).toEqual(["x = c"]);
  });

  test("may be a set of the language, BOOLEAN or STRING", () => {
    const body = 'CONSTANTS S, T\nVARIABLE x\nInit == x \\in S /\\ "a" \\in T\nNext == UNCHANGED x';
    expect(explore(modelOf(body, `${BEHAVIOR}CONSTANTS S <- BOOLEAN T <- STRING\n`)).distinct).toBe(2);
    const one = "CONSTANT F(_)\nVARIABLE x\nInit == x = F(1)\nNext == UNCHANGED x";
    expect(() => modelOf(one, `${BEHAVIOR}CONSTANT F <- BOOLEAN\n`)).toThrow("F takes 1 argument, but BOOLEAN takes 0");
  });

  test("does not reach a definition that is named through an instance", () => {
    expect(wrapped("Base == INSTANCE Counter\nMCTick == t < 3 /\\ Base!Tick", "Tick <- MCTick")).toBe(4);
  });

  test("is seen by the texts of an instance of the same module", () => {
    expect(wrapped("Base == INSTANCE Counter\nMCNext == Base!Next\nSmall == 2", "Lim <- Small Next <- MCNext")).toBe(3);
  });

  test("may use what it replaces, through an instance in a LET", () => {
    const body = "Wider(n) == LET B == INSTANCE Counter IN B!Below(n) \\/ n = 5";
    expect(wrapped(body, "Below <- Wider")).toBe(7);
  });

  /** The root makes an unnamed instance of Counter. */
  const unnamed = (body: string, constants: string) =>
    explore(modelOf(`VARIABLE t\nINSTANCE Counter\n${body}`, `${BEHAVIOR}CONSTANT ${constants}\n`, counter)).distinct;

  test("of what an unnamed INSTANCE defines does not reach the texts of the instance", () => {
    expect(unnamed("Small == 2", "Lim <- Small")).toBe(6);
  });

  test("of what an unnamed INSTANCE defines is seen where the root names it", () => {
    expect(unnamed("Two == 2\nMCNext == t < Lim /\\ t' = t + 1", "Lim <- Two Next <- MCNext")).toBe(3);
  });

  test("for a module reaches its texts wherever they are seen", () => {
    expect(unnamed("Small == 2", "Lim <- [Counter] Small")).toBe(3);
  });

  test("by a value follows the same rules", () => {
    expect(wrapped("Base == INSTANCE Counter\nMCTick == t < Base!Lim /\\ t' = t + 1", "Lim = 2 Tick <- MCTick")).toBe(
      6,
    );
  });

  test("may close a circle, which is an error where it is evaluated", async () => {
    const files = { ...counter, "Spec.tla": "---- MODULE Spec ----\nEXTENDS Counter\nMine(n) == Below(n)\n====\n" };
    const { failure } = await check(modelOf("", `${BEHAVIOR}CONSTANT Below <- Mine\n`, files));
    expect(failure?.diagnostic.code).toBe("E429");
  });
});

describe("INSTANCE … WITH", () => {
  const par = module("Par", "CONSTANT U");
  const is = module("Is", "EXTENDS Par", "Value == U", "Equal(n) == n = U");

  test("replaces a constant of a module that the root extends, too", () => {
    const files: Files = {
      ...par,
      ...is,
      "Spec.tla": [
        "---- MODULE Spec ----",
        "EXTENDS Par, Naturals",
        "V == INSTANCE Is WITH U <- 2",
        "VARIABLE x",
        "Init == x = <<V!Value, U>>",
        "Next == UNCHANGED x",
        "====",
      ].join("\n"),
    };
    expect(explore(modelOf("", `${BEHAVIOR}CONSTANT U = 5\n`, files)).states).toEqual(["x = <<2, 5>>"]);
  });

  const inner = (...lines: string[]) => ["---- MODULE Inner ----", "EXTENDS Integers", ...lines, "===="].join("\n");

  test("replaces by an expression, an operator and a LAMBDA", () => {
    const definitions = [
      inner("CONSTANTS c, F(_)", "R == F(c) + c"),
      "Double(n) == 2 * n",
      "I == INSTANCE Inner WITH c <- 1 + 2, F <- Double",
      "J == INSTANCE Inner WITH c <- 4, F <- LAMBDA n : n * n",
    ].join("\n");
    expect(valueOf("<<I!R, J!R>>", definitions)).toBe("<<9, 20>>");
  });

  test("in a LET sees the names around it", () => {
    const definitions = [inner("CONSTANT c", "RECURSIVE Sum(_)", "Sum(n) == IF n = 0 THEN 0 ELSE c + Sum(n - 1)")];
    const value = "{LET I == INSTANCE Inner WITH c <- k + 1 IN I!Sum(2) : k \\in {1, 5}}";
    expect(valueOf(value, definitions.join("\n"))).toBe("{4, 12}");
  });

  test("with parameters takes operators, and an operator through it may be an argument", () => {
    const definitions = [
      inner("CONSTANTS c, F(_)", "Op(n) == F(n) + c"),
      "I(c, F(_)) == INSTANCE Inner",
      "Twice(G(_), n) == G(G(n))",
    ].join("\n");
    expect(
      valueOf("<<I(1, LAMBDA n : 10 * n)!Op(2), Twice(LAMBDA n : I(n, LAMBDA m : m)!Op(1), 3)>>", definitions),
    ).toBe("<<21, 5>>");
  });

  describe("the instances of an operator argument take its first arguments", () => {
    const outer = [
      "---- MODULE Outer ----",
      "EXTENDS Integers",
      "CONSTANT d",
      inner("CONSTANT c", "Less(n) == c - n", "Own == c * c", "a ++ b == <<a, b, c>>"),
      "I(c) == INSTANCE Inner",
      "====",
      "O(d) == INSTANCE Outer",
      "P == INSTANCE Outer WITH d <- 0",
      "Of1(G(_), x) == G(x)",
      "Of2(G(_, _), x, y) == G(x, y)",
      "Of3(G(_, _, _)) == G(1, 2, 3)",
      "---- MODULE Taking ----",
      "CONSTANT G(_, _)",
      "At == G(7, 2)",
      "====",
      "T == INSTANCE Taking WITH G <- P!I!Less",
      "InLet(k) == LET J(c) == INSTANCE Inner2 WITH e <- k IN Of2(J!Sum, 2, 3)",
    ];
    const before = [
      "---- MODULE Inner2 ----",
      "EXTENDS Integers",
      "CONSTANTS c, e",
      "Sum(n) == 100 * e + 10 * c + n",
      "====",
    ];
    test.each([
      ["Of2(P!I!Less, 7, 2)", "5"],
      ["Of1(P!I!Own, 3)", "9"],
      ["Of3(O!I!Less)", "-1"],
      ["Of3(P!I!++)", "<<2, 3, 1>>"],
      ["Of1(LAMBDA q : Of2(P!I!Less, q, 1), 7)", "6"],
      ["T!At", "5"],
      ["{InLet(k) : k \\in {4, 5}}", "{423, 523}"],
    ])("%s", (expression, value) => expect(valueOf(expression, [...before, ...outer].join("\n"))).toBe(value));
  });

  test("an instance without its arguments is refused where a value is needed", () => {
    const body = [inner("CONSTANT c", "Less(n) == c - n"), "I(c) == INSTANCE Inner", "Of1(G(_)) == G(1)"].join("\n");
    const said = (use: string) => complaints(`${body}\nA == ${use}`).join("\n");
    expect(said("I!Less(1)")).toContain("E203: the instance I takes 1 argument, found 0");
    expect(said("Of1(I!Less)")).toContain("E205: expected an operator with 1 parameter, found I!Less, which has 2");
    expect(said("Of1(I!Less!1)")).toContain("E217: an operator that is a part of I!Less needs the arguments of");
  });

  test("with parameters has functions, which see them and themselves", () => {
    const functions = inner(
      "CONSTANTS c, F(_)",
      "Sum[n \\in 0 .. c] == IF n = 0 THEN c ELSE F(Sum[n - 1])",
      "Plain[n \\in 0 .. c] == n + Sum[c]",
    );
    const value =
      "[k \\in 1 .. 2 |-> <<I(k, LAMBDA n : n + k)!Sum, I(k, Double)!Plain[k], DOMAIN I(k, Double)!Plain>>]";
    const definitions = [functions, "Double(n) == 2 * n", "I(c, F(_)) == INSTANCE Inner"].join("\n");
    expect(valueOf(value, definitions)).toBe(
      "<<<<(0 :> 1 @@ 1 :> 2), 3, {0, 1}>>, <<(0 :> 2 @@ 1 :> 4 @@ 2 :> 6), 10, {0, 1, 2}>>>>",
    );
  });

  test.each(["interpreter", "compiled"] as const)("with parameters has functions of steps (%s)", (engine) => {
    const steps = inner(
      "CONSTANT c",
      "VARIABLE v",
      "Step[n \\in 0 .. 1] == IF n = 0 THEN v' = c ELSE v' = v \\/ Step[0]",
    );
    const body = `${steps}\nVARIABLE x\nI(c, v) == INSTANCE Inner\nInit == x = 0\nNext == \\E k \\in 1 .. 3 : I(k, x)!Step[1]`;
    const { generated, distinct } = explore(modelOf(body, BEHAVIOR, {}, { engine }));
    expect([generated, distinct]).toEqual([25, 4]);
  });

  test.each(["interpreter", "compiled"] as const)("with parameters has names for its variables (%s)", (engine) => {
    const definitions = [
      "vars == <<h, g>>",
      "both == <<vars, h>>",
      "first == h",
      "next == g'",
      "In == first = 0 /\\ g = 0",
      "Stay == UNCHANGED both",
      "One == first' = 1 - h /\\ next = g",
      "Two == <<next = 1 - g /\\ UNCHANGED first>>_vars",
      "Step == Stay \\/ One \\/ Two",
      "Spec == In /\\ [][Step]_vars",
    ];
    const body = [
      "---- MODULE Abs ----",
      "EXTENDS Integers",
      "VARIABLES h, g",
      ...definitions,
      "====",
      "VARIABLES x, y",
      "I(a, b) == INSTANCE Abs WITH h <- a, g <- b",
      "Start == I(x, y)!In",
      "Next == I(x, y)!Step",
      "Always == ENABLED [FALSE]_(I(x, y)!both)",
    ].join("\n");
    const behavior = "INIT Start\nNEXT Next\nINVARIANT Always\n";
    const { generated, distinct } = explore(modelOf(body, behavior, {}, { engine }));
    expect([generated, distinct]).toEqual([13, 4]);
  });

  test("with parameters binds under ENABLED what its arguments are, where these are variables", async () => {
    const fair = module("Fairness", "VARIABLE v", "Weak(A) == WF_v(A)", "Can(A) == ENABLED (A /\\ v' # v)");
    const body = [
      "VARIABLE x",
      "I(v) == INSTANCE Fairness",
      "Next == x' = (x + 1) % 3",
      "Spec == x = 0 /\\ [][Next]_x /\\ I(x)!Weak(Next)",
      "P == []<>(x = 2) /\\ [](I(x)!Can(Next) /\\ ~I(x)!Can(x' = x))",
    ].join("\n");
    expect(await verdict(body, fair)).toBe("P holds");
  });

  test.each(["interpreter", "compiled"] as const)(
    "binds under ENABLED the variables of the modules around its own, too (%s)",
    (engine) => {
      const core = ["CONSTANT c", "VARIABLE w", "A == u' = c /\\ w' = 1 - c", "En == ENABLED A", "===="];
      const can = inner(
        "VARIABLE u",
        ["---- MODULE Core ----", ...core].join("\n"),
        "K == INSTANCE Core WITH c <- 1, w <- u",
        "F(c) == INSTANCE Core WITH w <- u",
        "Can == <<K!En, F(1)!En, LET L == INSTANCE Core WITH c <- 1, w <- u IN L!En>>",
      );
      const answers = answersOf(can, ["u <- x", "u <- x + 1"], "I!Can \\o J!Can", engine);
      expect(answers).toBe("<<TRUE, TRUE, TRUE, TRUE, TRUE, TRUE>>");
    },
  );

  test.each(["interpreter", "compiled"] as const)(
    "binds under ENABLED its variables in what a LET around defines, too (%s)",
    (engine) => {
      const can = inner(
        "VARIABLES u, v",
        "Put(g) == u' = g /\\ v' = 1 - g",
        "Whole == LET A(g) == Put(g) IN ENABLED A(1)",
        "Plain == LET A == u' = 1 /\\ v' = 0 IN ENABLED A",
        "Steps == LET F(a) == u' = a IN LET G(b) == F(b) /\\ v' = 0 IN ENABLED G(1)",
        "Count == LET RECURSIVE R(_) R(n) == IF n = 0 THEN Put(1) ELSE R(n - 1) IN ENABLED R(2)",
        "Part == LET A(g) == u' = g /\\ v' = 0 IN ENABLED (A(1)!1 /\\ v' = 2)",
        "More == LET A(g) == u' = g /\\ v' = u IN ENABLED (A(1) /\\ v' # u)",
        "Can == <<Whole, Plain, Steps, Count, Part, More>>",
      );
      const truths = "TRUE, TRUE, TRUE, TRUE, TRUE, FALSE";
      const answers = answersOf(can, ["u <- x, v <- x", "u <- x + 1, v <- x"], "I!Can \\o J!Can", engine);
      expect(answers).toBe(`<<${truths}, ${truths}>>`);
    },
  );

  test.each(["interpreter", "compiled"] as const)(
    "binds under ENABLED its variables in actions that are arguments, too (%s)",
    (engine) => {
      const can = inner(
        "VARIABLES u, v",
        "Put(g) == u' = g /\\ v' = 1",
        "Can(A) == ENABLED A",
        "Both(A, B) == ENABLED (A /\\ B)",
        "First(A) == LET B == A IN ENABLED Both(B, B)!1!1",
        "Is(a) == ENABLED (a = 1 /\\ v' = 1)",
        "Of(A(_)) == ENABLED A(1)",
        "Through(A) == Can(A)",
        "Plain == Through(u' = 1 /\\ v' = 0)",
        "Two == Both(u' = 1, v' = 0)",
        "Named == Can(Put(1)) /\\ LET P == Put(3) IN Can(P) /\\ First(P)",
        "Step == Is(u')",
        "Higher == Of(Put) /\\ Of(LAMBDA g : v' = g /\\ u' = 1)",
        "Deep == LET D(A, n) == Can(A /\\ v' = n) IN \\A n \\in {1, 3} : D(u' = n, 0)",
        "Never == Can(u' = 1 /\\ v' = 1 /\\ Can(u' = 1 /\\ u' = 2))",
        "Answers == <<Plain, Two, Named, Step, Higher, Deep, Never>>",
      );
      const truths = "TRUE, TRUE, TRUE, TRUE, TRUE, TRUE, FALSE";
      const asked = "I!Answers \\o J!Answers \\o <<J!Can(x' = 5)>>";
      const answers = answersOf(can, ["u <- x, v <- x", "u <- x + 1, v <- x"], asked, engine);
      expect(answers).toBe(`<<${truths}, ${truths}, TRUE>>`);
    },
  );

  test.each(["interpreter", "compiled"] as const)(
    "binds in a composition what its variables are between, too (%s)",
    (engine) => {
      const steps = inner(
        "VARIABLES u, v",
        "Plain == (u' = 1 /\\ v' = 3 - v) \\cdot (u = 1 /\\ u' = 0 /\\ UNCHANGED v)",
        "Open == (u' = 1 /\\ v' = 3 - v) \\cdot (u = 1 /\\ v' = v)",
        "Put(p) == (u' = 1 /\\ v' = 3 - v) \\cdot (u' = 0 /\\ v' = p)",
        "Between == Put(v)",
        "Two(A, B) == A \\cdot B",
        "Given == Two(u' = 1 /\\ v' = 3 - v, u' = 0 /\\ v' = v)",
        "Local == LET A == u' = 1 /\\ v' = 3 - v IN A \\cdot (A \\cdot (A /\\ u' = u))",
        "Other == (u' = 1 /\\ v' = v) \\cdot (u' = 2 /\\ v' = v)",
      );
      const instances = "I == INSTANCE Inner WITH u <- 0, v <- x\nJ == INSTANCE Inner WITH u <- y, v <- x + 1";
      const following = (next: string): readonly string[] => {
        const body = `${steps}\nVARIABLES x, y\n${instances}\nInit == x = 0 /\\ y = 0\nNext == x + y = 0 /\\ ${next}`;
        return explore(modelOf(body, BEHAVIOR, {}, { engine })).states.slice(1);
      };
      for (const name of ["Plain", "Open", "Between", "Given"]) {
        expect(following(`I!${name} /\\ y' = 0`)).toEqual(["x = 3, y = 0"]);
        expect(following(`x' \\in 0..3 /\\ J!${name} /\\ y' \\in {0}`)).toEqual(["x = 1, y = 0"]);
      }
      expect(following("I!Local /\\ y' = 0")).toEqual([]);
      expect(following("x' \\in 0..3 /\\ J!Local")).toEqual(["x = 1, y = 1"]);
      expect(following("I!Other /\\ y' = 0")).toEqual([]);
    },
  );

  test.each(["interpreter", "compiled"] as const)(
    "with parameters is another one for other variables (%s)",
    (engine) => {
      const steps = inner("CONSTANT c", "VARIABLES v, w", "Put == v < c /\\ v' = v + 1 /\\ w' = w");
      const body = `${steps}\nVARIABLES x, y\nI(v, w, c) == INSTANCE Inner\nInit == x = 0 /\\ y = 0\nNext == I(x, y, 1)!Put \\/ I(y, x, 2)!Put`;
      const { generated, distinct } = explore(modelOf(body, BEHAVIOR, {}, { engine }));
      expect([generated, distinct]).toEqual([8, 6]);
    },
  );

  test("of instances inside instances replaces step by step", () => {
    const definitions = [
      "---- MODULE Outer ----",
      "EXTENDS Integers",
      "CONSTANT d",
      inner("CONSTANT c", "R == c + 1"),
      "K(c) == INSTANCE Inner",
      "L == INSTANCE Inner WITH c <- d * 2",
      "S == <<K(d)!R, L!R>>",
      "====",
      "O(d) == INSTANCE Outer",
    ].join("\n");
    expect(valueOf("<<O(3)!S, O(1)!K(7)!R>>", definitions)).toBe("<<<<4, 7>>, 8>>");
  });
});

describe("a formula of a cfg", () => {
  const spec = module(
    "Mod3",
    "EXTENDS Integers",
    "VARIABLE n",
    "Init == n = 0",
    "Next == n' = (n + 1) % 3",
    "Spec == Init /\\ [][Next]_n /\\ WF_n(Next)",
    "Never(v) == [](n # v)",
    "Zero == n = 0",
  );

  test("may be reached through an instance with parameters", async () => {
    const body = "VARIABLE x\nI(n) == INSTANCE Mod3\nSpec == I(x)!Spec\nP == []<>(x = 2)";
    expect(await verdict(body, spec)).toBe("P holds");
  });

  test("may take a state as the argument of an instance", async () => {
    const body = "VARIABLE x\nI(n) == INSTANCE Mod3\nSpec == I(x)!Spec\nP == []<>(I(x)!Zero) /\\ []~(I(x + 1)!Zero)";
    expect(await verdict(body, spec)).toBe("P holds");
  });

  const plain = (p: string) => `VARIABLE x\nNever(v) == [](x # v)\nStep(i) == [][x' # i]_x
Spec == x = 0 /\\ [][x' = 1 - x]_x /\\ WF_x(x' = 5)\nP == ${p}`;

  test.each([
    ["plainly", "[](x # 1)"],
    ["behind a call with arguments", "Never(1)"],
    ["under a quantifier", "\\A v \\in {1, 2} : Never(v)"],
    ["behind LET", "LET Not(v) == [](x # v) IN Not(1)"],
    ["behind LET under a quantifier", "\\A v \\in {1, 2} : LET w == v Not == Never(w) IN Not"],
    ["as ~<>", "~<>(x = 1)"],
    ["through an instance", "I(x)!Never(1)"],
    ["in an argument", "Id([](x # 1))"],
    ["in an argument beside another", "Both(<>(x = 0), Both(Id([](x # 1)), <>(x = 5)))"],
    ["in a chosen argument", "Pick(FALSE, [](x < 5), Pick(TRUE, Both(TRUE, [](x # 1)), [](x < 5)))"],
    ["in an operator that is given", "Ap(LAMBDA v : Both(TRUE, [](x # v)), 1)"],
    ["in an argument of an operator that is given", "Ap(LAMBDA F : F, [](x # 1))"],
    ["in the argument of a definition that is given", "Ap(Id, Ap(Id, [](x # 1)))"],
    ["in a definition that is given", "Both(TRUE, Ap(Never, 1))"],
    ["under what is given twice", "Ap(LAMBDA F : Ap(LAMBDA G : Both(F, G), F), Both([](x # 1), <>TRUE))"],
    ["around what is given", "LET Cur(F) == Ap(LAMBDA v : F, 2) IN \\A v \\in {1, 2} : Cur(Ap(Never, v))"],
    ["as ~ of an argument", "Neg(Neg(Neg(Id(<>(x = 1)))))"],
    ["as ~ of a definition", "~Ever(1)"],
    ["below another", "[][](x # 1)"],
    ["below another beside a condition", "[](x < 5 /\\ Never(1))"],
    ["below another that is given more", "[]Both(x # 1, Id([](x < 5)))"],
    ["below ~<>~", "~<>~Never(1)"],
  ])("is decided without fairness where [] stands %s", async (_, p) => {
    const more = [
      "I(n) == INSTANCE Mod3",
      "Ever(v) == <>(x = v)",
      "Id(F) == F",
      "Neg(F) == ~F",
      "Both(F, G) == F /\\ G",
      "Pick(c, F, G) == IF c THEN F ELSE G",
      "Ap(F(_), v) == F(v)",
    ];
    const body = plain(p).replace("VARIABLE x", ["VARIABLE x", ...more].join("\n"));
    expect(await verdict(body, spec)).toBe("P violated invariant: 0 -> 1");
  });

  test.each([
    ["plainly", "[][x' # 1]_x"],
    ["behind a call with arguments", "Step(1)"],
    ["under a quantifier", "\\A i \\in {1, 2} : Step(i)"],
    ["in an argument", "Both(<>(x = 0), Both([][x' # 1]_x, Step(7)))"],
    ["in an operator that is given", "Each(LAMBDA i : Both(Step(7), [][x' # i]_x))"],
    ["below another []", "[][][x' # 1]_x"],
    ["below another [] beside a condition", "[](Step(1) /\\ x < 5)"],
    ["below ~<>~", "~<>~Step(1)"],
  ])("is decided without fairness where [][A]_v stands %s", async (_, p) => {
    const more = "Both(F, G) == F /\\ G\nEach(F(_)) == \\A i \\in {1, 2} : F(i)";
    expect(await verdict(plain(p).replace("VARIABLE x", `VARIABLE x\n${more}`))).toBe("P violated property: 0 -> 1");
  });

  test.each([
    ["Both(Both(x = 0, [][x' = 1 - x]_x), WF_x(x' = 1 - x))"],
    ["Id(x = 0 /\\ [][x' = 1 - x]_x) /\\ WF_x(x' = 1 - x)"],
    ["Made(LAMBDA A : [][A]_x /\\ WF_x(A), x' = 1 - x)"],
  ])("a SPECIFICATION may be the argument of a definition: %s", async (whole) => {
    const more = "Id(F) == F\nBoth(F, G) == F /\\ G\nMade(F(_), A) == x = 0 /\\ F(A)";
    expect(await verdict(`VARIABLE x\n${more}\nSpec == ${whole}\nP == []<>(x = 1) /\\ [](x < 2)`)).toBe("P holds");
  });

  test("is what it is where an operator that is given is applied twice", async () => {
    const body = plain("Twice(LAMBDA F : F /\\ [](x < 2), [](x < 1) /\\ <>TRUE)");
    const twice = "Twice(F(_), G) == F(F(G))";
    expect(await verdict(body.replace("VARIABLE x", `VARIABLE x\n${twice}`).replace(" /\\ WF_x(x' = 5)", ""))).toBe(
      "P violated invariant: 0 -> 1",
    );
  });

  test("is temporal where an argument is", async () => {
    expect(
      await verdict(`${plain("Both(<>(x < 5), Never(7))")}\n`.replace("P ==", "Both(F, G) == []F /\\ G\nP ==")),
    ).toBe("P holds");
  });
});
