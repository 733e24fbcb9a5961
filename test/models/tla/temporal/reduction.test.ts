/** Temporal properties together with CONSTRAINT, VIEW, SYMMETRY, budgets, and checks while the search still runs. */

import { describe, expect, test } from "vitest";
import { check } from "../../../../src/checker/index.ts";
import { exitCodeOf } from "../../../../src/cli/exit-code.ts";
import { load, modelOf, moduleText } from "../spec.ts";
import { checked, verdicts, verdictText } from "./verdict.ts";

/** x climbs for ever, or jumps back to 0. */
const ladder = [
  "VARIABLE x",
  "Init == x = 0",
  "Up == x' = x + 1",
  "Back == x > 0 /\\ x' = 0",
  "Next == Up \\/ Back",
  "Spec == Init /\\ [][Next]_x /\\ WF_x(Next)",
  "Small == x < 4",
].join("\n");

describe("under a CONSTRAINT", () => {
  const cfg = "CONSTRAINT Small\nPROPERTY P\n";

  test("a property that holds does so within it", async () => {
    expect(await verdicts(`${ladder}\nP == <>(x = 1)`, cfg)).toEqual(["P holds within constraint"]);
  });

  test("a violation is real", async () => {
    expect(await verdicts(`${ladder}\nP == []<>(x = 2)`, cfg)).toEqual(["P violated property: (0 -> 1)"]);
  });

  test("no qualifier is needed where nothing is cut off", async () => {
    const body = `${ladder.replace("x' = x + 1", "x' = (x + 1) % 4")}\nP == <>(x = 1)`;
    expect(await verdicts(body, cfg)).toEqual(["P holds"]);
  });

  // In x = 3 the only step that remains is Back, but Up, of which fairness speaks, is enabled there and never taken:
  // staying in 3 is not fair. ENABLED is that of the unconstrained action.
  test("what fairness calls enabled may be cut off", async () => {
    const body = ladder.replace("Next == Up \\/ Back", "Next == Up").replace("WF_x(Next)", "WF_x(Up)");
    expect(
      await verdicts(`${body}\nP == FALSE ~> x = 9\nQ == <>(x = 9)`, "CONSTRAINT Small\nPROPERTIES P Q\n"),
    ).toEqual(["P holds within constraint", "Q holds within constraint"]);
  });

  test("and an ACTION_CONSTRAINT steps that it excludes are in no loop", async () => {
    const body = `${ladder}\nNoBack == x' > x \\/ x < 3\nP == []<>(x = 0)`;
    const cfg = "CONSTRAINT Small\nACTION_CONSTRAINT NoBack\nPROPERTY P\n";
    expect(await verdicts(body, cfg)).toEqual(["P holds within constraint"]);
    const free = await verdicts(
      `${body.replace("x > 0 /\\ ", "x > 0 /\\ x < 3 /\\ ")}`,
      "CONSTRAINT Small\nPROPERTY P\n",
    );
    expect(free).toEqual(["P holds within constraint"]);
  });
});

describe("under a VIEW", () => {
  // The view hides n, so 0 -> 1 -> 0 looks like a loop; in truth n grows until 2, and then nothing goes on.
  const counted = [
    "VARIABLES x, n",
    "vars == <<x, n>>",
    "Init == x = 0 /\\ n = 0",
    "Next == n < 2 /\\ x' = 1 - x /\\ n' = n + 1",
    "Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)",
    "View == x",
  ].join("\n");

  test.each(["<>[](x = 1)", "<>[](x = 0)", "[]<>(n = 2)"])(
    "a loop that only the view closes decides nothing: %s",
    async (p) => {
      expect(await verdicts(`${counted}\nP == ${p}`, "VIEW View\nPROPERTY P\n")).toEqual(["P unchecked, unsupported"]);
    },
  );

  // n goes round in threes, x in twos, so the real loop has six states where the view shows two.
  test("a loop is gone round until it returns to a real state", async () => {
    const body = counted.replace("n < 2 /\\ ", "").replace("n' = n + 1", "n' = (n + 1) % 3");
    expect(await verdicts(`${body}\nP == <>[](x = 1)`, "VIEW View\nPROPERTY P\n")).toEqual([
      "P violated property: (0,0 -> 1,1 -> 0,2 -> 1,0 -> 0,1 -> 1,2)",
    ]);
  });

  // n grows for ever: no loop returns, and what is said of n is not the same in each lap.
  test("what is hidden may decide far on, where a loop closes only in the view", async () => {
    const body = counted.replace("n < 2 /\\ ", "");
    const cfg = "VIEW View\nPROPERTIES P Q\n";
    expect(await verdicts(`${body}\nP == <>(n > 3)\nQ == <>[](n = 1)`, cfg)).toEqual([
      "P unchecked, unsupported",
      "Q violated property: (0,0 -> 1,1)",
    ]);
    const step = "P == <><<n = 7 /\\ x' = 0>>_x";
    expect(await verdicts(`${body}\n${step}`, "VIEW View\nPROPERTY P\n")).toEqual(["P unchecked, unsupported"]);
  });

  test("a property that holds does so within it", async () => {
    expect(await verdicts(`${counted}\nP == <>(x = 1)`, "VIEW View\nPROPERTY P\n")).toEqual(["P holds within view"]);
  });

  test("a violation without a loop of the view is real", async () => {
    expect(
      await verdicts(`${counted.replace("WF_vars(Next)", "TRUE")}\nP == <>(x = 1)`, "VIEW View\nPROPERTY P\n"),
    ).toEqual(["P violated property: (0,0)"]);
  });

  // The states with n = 2 have a view that was seen before, so nothing is asked of them, and they are not left.
  test("what is asked of states holds within it, not what is asked of constants", async () => {
    const body = `${counted}\nInv == n < 2\nStart == n = 0\nASSUME 1 = 1\nEnd == TRUE`;
    const cfg = (view: string) =>
      `SPECIFICATION Spec\nVIEW ${view}\nINVARIANT Inv\nPROPERTY Start\nPOSTCONDITION End\n`;
    const within = async (text: string, view: string) =>
      (await check(modelOf(text, cfg(view)))).properties.map((property) =>
        property.status === "holds"
          ? `${property.name}: ${property.within.join()}`
          : `${property.name} ${property.status}`,
      );
    expect(await within(body, "View")).toEqual([
      expect.stringMatching(/^Assumption.*: $/),
      "Inv: view",
      "Start: view",
      "End: ",
      "Deadlock: view",
    ]);
    const round = body.replace("n < 2 /\\ ", "").replace("n' = n + 1", "n' = 1 - n");
    expect(await within(`${round}\nWhole == <<n, x>>\nSum == <<x + n>>`, "Whole")).toContain("Inv: ");
    expect(await within(`${round}\nWhole == <<n, x>>\nSum == <<x + n>>`, "Sum")).toContain("Inv: view");
    expect(await within(`${round}\nMore == <<n, <<x, x + n>>>>`, "More")).toContain("Inv: ");
    expect(await within(`${round}\nTwo == <<n > 0, x + n>>`, "Two")).toContain("Inv: view");
  });
});

describe("SYMMETRY", () => {
  // Up to symmetry {p1} -> {} -> {p2} is a cycle of two states: that p1 alone is served again and again is lost in it.
  const served = [
    "CONSTANT Proc",
    "VARIABLE at",
    "Init == at = {}",
    "Next == \\/ at = {} /\\ \\E p \\in Proc : at' = {p}",
    "        \\/ at # {} /\\ at' = {}",
    "Spec == Init /\\ [][Next]_at /\\ WF_at(Next)",
    "Sym == Permutations(Proc)",
    "P == \\A p \\in Proc : []<>(at = {p})",
    "Few == at \\in SUBSET Proc",
  ].join("\n");
  const constants = "CONSTANT Proc = {p1, p2}\nSYMMETRY Sym\n";

  test("is dropped, with a note, for a property of behaviors", async () => {
    const body = served;
    expect(await verdicts(body, `${constants}PROPERTY P\n`)).toEqual(["P violated property: ({} -> {p2})"]);
    const files = { "Spec.tla": moduleText(body), "Spec.cfg": `SPECIFICATION Spec\n${constants}PROPERTY P\n` };
    const notes = load(files).diagnostics.map(({ code, message }) => `${code}: ${message}`);
    expect(notes).toEqual([
      "W607: SYMMETRY is not used, because P speaks of behaviors; without such properties it would be",
    ]);
    expect((await checked(body, `${constants}PROPERTY P\n`)).states.distinct).toBe(3);
  });

  test("is kept without one", async () => {
    const result = await checked(served, `${constants}INVARIANT Few\n`);
    expect(result.properties.map(verdictText)).toEqual(["Few holds"]);
    expect(result.states.distinct).toBe(2);
    const files = { "Spec.tla": moduleText(served), "Spec.cfg": `SPECIFICATION Spec\n${constants}INVARIANT Few\n` };
    expect(load(files).diagnostics).toEqual([]);
  });

  test("is switched off", async () => {
    const model = modelOf(served, `SPECIFICATION Spec\n${constants}INVARIANT Few\n`, {}, { symmetry: "off" });
    expect((await check(model, {})).states.distinct).toBe(3);
  });
});

describe("while the search runs", () => {
  // A loop at the start, and a long way on; without looking early the whole way is explored.
  const long = [
    "VARIABLE x",
    "Init == x = 0",
    "Next == x' = x + 1 \\/ (x = 1 /\\ x' = 0)",
    "Spec == Init /\\ [][Next]_x /\\ WF_x(Next)",
    "Near == x < 5000",
    "P == <>(x > 3)",
  ].join("\n");
  const cfg = "CONSTRAINT Near\nPROPERTY P\n";

  test("a violation is found before its end, by the same trace every time", async () => {
    const results = [];
    for (let run = 0; run < 3; run++) results.push(await checked(long, cfg, {}, { livenessEvery: 64 }));
    for (const result of results) {
      expect(result.properties.map(verdictText)).toEqual(["P violated property: (0 -> 1)"]);
      expect(result.states).toEqual(results[0]?.states);
      expect(result.states.distinct).toBeLessThan(200);
      expect(result.stopped).toBe("decided");
    }
    const whole = await checked(long, cfg, {}, { livenessEvery: Number.POSITIVE_INFINITY });
    expect(whole.states.distinct).toBe(5000);
    expect(whole.properties.map(verdictText)).toEqual(["P violated property: (0 -> 1)"]);
  });

  // Half-way the state x = 9 has not been expanded: it looks like a dead end, in which Next is enabled all the same.
  test("a state whose steps are not known yet is no dead end", async () => {
    const body = long.replace(/Next ==.*/, "Next == x' = (x + 1) % 100").replace("x > 3", "x = 99");
    const result = await checked(body, cfg, {}, { livenessEvery: 1 });
    expect(result.properties.map(verdictText)).toEqual(["P holds"]);
  });

  test("a possibility is not lost because what makes it possible has not been seen yet", async () => {
    const round = long.replace(/Next ==.*/, "Next == x' = (x + 1) % 100").replace(" /\\ WF_x(Next)", "");
    const body = `${round.replace(/P ==.*/, "")}
M == INSTANCE Possibility
P == M!Possible(x = 99)
Q == <>[]M!Possible(x = 99)`;
    const result = await checked(body, "INVARIANT P\nPROPERTY Q\n", {}, { livenessEvery: 1 });
    expect(result.properties.map(verdictText)).toEqual(["P holds", "Q holds"]);
  });

  test("a budget leaves a property unchecked that nothing violates, and finds what is violated", async () => {
    const two = `${long}\nQ == []<>(x > 100)`;
    const some = await checked(two.replace(" \\/ (x = 1 /\\ x' = 0)", ""), "PROPERTIES P Q\n", {}, { maxStates: 50 });
    expect(some.properties.map(verdictText)).toEqual(["P unchecked, budget", "Q unchecked, budget"]);
    expect(exitCodeOf(some)).toBe(30);
    const found = await checked(two, "PROPERTIES P Q\n", {}, { maxStates: 50 });
    expect(found.properties.map(verdictText)).toEqual([
      "P violated property: (0 -> 1)",
      "Q violated property: (0 -> 1)",
    ]);
    expect(exitCodeOf(found)).toBe(13);
    const deep = await checked(two, "PROPERTIES P Q\n", {}, { maxDepth: 20 });
    expect(deep.properties.map(verdictText)).toEqual(found.properties.map(verdictText));
  });

  test("fail-fast ends with the first violation", async () => {
    const result = await checked(
      `${long}\nQ == []<>(x > 100)`,
      "CONSTRAINT Near\nPROPERTIES P Q\n",
      {},
      { failFast: true },
    );
    expect(result.properties.map(({ status }) => status)).toEqual(["violated", "unchecked"]);
    expect(result.stopped).toBe("fail-fast");
  });
});
