import { describe, expect, it } from "vitest";
import type { CheckResult, Explanation } from "../../src/checker/index.ts";
import type { Evaluation } from "../../src/models/model.ts";
import { explanationText } from "../../src/report/index.ts";
import { sampleResult } from "./sample.ts";

const BY_CODE: Evaluation = { by: "values", aided: 51_578, left: 12, unpacked: "early", packed: null };

const RICH: Explanation = {
  time: {
    sampled: 300,
    divided: true,
    actions: [
      { name: "Receive", time: 0.5, vain: 0.8, steps: 0.25, fresh: 0.0812 },
      { name: "Send", time: 0.2, vain: 0.1, steps: 0.75, fresh: 0.5 },
      { name: "Crash", time: 0.001, vain: 1, steps: 0, fresh: null },
    ],
    choosing: 0.1,
    asked: [
      { kind: "property", name: "Agreement", time: 0.12 },
      { kind: "property", name: "TypeOK", time: 0.002 },
      { kind: "symmetry", name: "SYMMETRY", time: 0.05 },
      { kind: "constraint", name: "Small", time: 0.027 },
    ],
    untimed: ["Shallow"],
  },
  counted: 300_000,
  variables: [
    { name: "messages", values: 11_319, without: 20_178, meanParts: 63.2, mostParts: 90 },
    { name: "history", values: 25, without: 100_000, meanParts: 7, mostParts: 10 },
    { name: "term", values: 15, without: 299_000, meanParts: 6, mostParts: 6 },
    { name: "leader", values: 2, without: 300_000, meanParts: 1, mostParts: 1 },
  ],
  growth: [
    {
      variable: "log",
      kind: "each-length",
      steps: [1, 3, 7, 12].map((level, size) => ({ level, size })),
      levels: 13,
      bound: 1,
      kept: 120_003,
    },
    { variable: "messages", kind: "domain", steps: [{ level: 1, size: 0 }], levels: 13, bound: 6, kept: 776 },
    { variable: "term", kind: "integer", steps: [{ level: 1, size: 0 }], levels: 13, bound: 6, kept: 299_999 },
  ],
  remedies: {
    view: { name: "View", hidden: ["history"], shown: ["messages", "term", "leader"], states: 100_000 },
    symmetries: [
      {
        name: "Symmetry",
        constants: ["Server", "Value"],
        permutations: 12,
        of: 50_000,
        classes: 4311,
        tried: 20,
        differs: false,
      },
      { name: "Symmetry", constants: ["Node"], permutations: 2, of: 300_000, classes: 9, tried: 0, differs: true },
    ],
    untried: ["Client"],
    constraint: "Bound",
    against: "Progress",
  },
  evaluation: BY_CODE,
};

function text(explanation: Explanation | null): string {
  const result: CheckResult = {
    ...sampleResult(),
    variables: ["messages", "history", "term", "leader"],
    states: { initial: 1, generated: 1_000_000, distinct: 400_000, depth: 13 },
    explanation,
  };
  return explanationText(result);
}

describe("explanationText", () => {
  it("says what is slow, what makes states many, what would help, and how it was evaluated", () => {
    expect(text(RICH)).toMatchInlineSnapshot(`
      "What takes time when the interpreter evaluates 300 of the states again:
                                        time  in vain  steps   new
        Receive                         50 %     80 %   25 %   8 %
        Send                            20 %     10 %   75 %  50 %
        1 other action                  <1 %    100 %    0 %     -
        choosing parameters of actions  10 %
        property Agreement              12 %
        1 other property                <1 %
        SYMMETRY                         5 %
        constraint Small                 3 %
        time: share of all. in vain: share of its time spent where it has no step. steps: share
          of all steps. new: share of its steps that lead to a new state.
        Not timed, since it asks for the run: Shallow.
        Receive: most of this time is lost where there is no step. Let what is most often false,
          and quickly evaluated, stand first in the text.
        The run itself used code, which may share the time out otherwise.
        To decide what is said of behaviors takes time besides.

      What makes states many and large, of the first 300,000 of 400,000 states:
                  values  states without it         parts  most
        messages  11,319             20,178    7 %     63    90
        history       25            100,000   33 %      7    10
        term          15            299,000  100 %      6     6
        and 1 more, without any of which at least as many are different
        states without it: how many would still be different if the variable did not count;
          parts: the numbers, strings and model values in its value, at the mean and at most.
        messages makes the states large: 82 % of their parts are in it.

      What would help, by the same states:
        VIEW: neither what is checked nor which steps there are depends on history. Without it
          100,000 of the 300,000 states are different. Of those that are one in the view only the
          first found is kept: traces and verdicts are of that one. In the module, and in the
          configuration:
          View == <<messages, term, leader>>
          VIEW View
        SYMMETRY: the first 50,000 states are 4,311 but for the names of the elements of Server
          and Value (12 permutations). In the 20 states that were tried nothing tells these
          elements apart, which does not prove that nothing does. It is not used while Progress
          is checked, which speaks of behaviors (W607): check that apart. In the module, which
          extends TLC, and in the configuration:
          Symmetry == Permutations(Server) \\union Permutations(Value)
          SYMMETRY Symmetry
        SYMMETRY: not over Node, of which the specification tells the elements apart.
        SYMMETRY: not measured, since there are too many permutations: Client.
        CONSTRAINT: what was still growing in the last quarter of the first 13 levels, and how
          many of the states a bound would keep at most. If nothing else bounds it, the search
          has no end. States beyond a bound are not expanded.
          Cardinality(DOMAIN messages) <= 6           776  <1 %  it grew from 0 at level 1
          \\A i \\in DOMAIN log : Len(log[i]) <= 1  120,003  40 %  it grew from 0 at level 1 to 2 at level 7 to 3 at level 12
        In the module, with the bound that you need, and in the configuration:
          Bound == Cardinality(DOMAIN messages) <= 6
          CONSTRAINT Bound

      How the run was evaluated:
        JavaScript made of the formulas evaluated them once that paid (51,578 evaluations; 12
          were left to the interpreter).
        States were not packed into bits: making the code for that had not paid so far.
      "
    `);
  });

  it("is short where there is nothing to say", () => {
    const remedies = { view: null, symmetries: [], untried: [], constraint: "Bound", against: null };
    const evaluation: Evaluation = { by: "interpreter", aided: 0, left: 0, unpacked: "asked", packed: null };
    const variables = [{ name: "x", values: 4, without: 1, meanParts: 1, mostParts: 1 }];
    const poor: Explanation = { time: null, counted: 400_000, variables, growth: [], remedies, evaluation };
    expect(text(poor)).toMatchInlineSnapshot(`
      "What takes time:
        Unknown: states could not be evaluated again, as where the specification asks for the run.

      What makes states many and large, of the 400,000 states found:
           values  states without it        parts  most
        x       4                  1  <1 %      1     1
        states without it: how many would still be different if the variable did not count;
          parts: the numbers, strings and model values in its value, at the mean and at most.

      What would help, by the same states:
        No view, symmetry or constraint was found that would.

      How the run was evaluated:
        The interpreter evaluated everything.
      "
    `);
  });

  it("says what packed states are made of, and what is left to the interpreter", () => {
    const packed: Evaluation["packed"] = {
      words: 5,
      forms: [
        { bits: 20, form: "an interned value, 9 met so far", advice: "values of different lengths are kept whole" },
        { bits: 20, form: "an interned value, 9 met so far", advice: "values of different lengths are kept whole" },
        { bits: 3, form: "an integer from 0 to 7", advice: null },
        { bits: 1, form: "a Boolean, 1 bit", advice: null },
      ],
      actions: ["Receive"],
      properties: ["Agreement"],
      texts: 1,
      layouts: 3,
    };
    const last = text({ ...RICH, evaluation: { ...BY_CODE, by: "rows", unpacked: null, packed } })
      .split("\n\n")
      .at(-1);
    expect(last).toMatchInlineSnapshot(`
      "How the run was evaluated:
        At the end states were packed into 5 words of 32 bits, and code made for these found the
          steps. That was made 3 times, because values did not fit.
        messages and history: values of different lengths are kept whole.
        The interpreter finds the steps of Receive, decides Agreement and evaluates 1 expression
          in tables.
      "
    `);
  });

  it("is empty where nobody asked, and says so where there are no states", () => {
    expect(explanationText(sampleResult())).toBe("");
    expect(text(null)).toBe("There is nothing to explain: the run has no states.\n");
  });
});
