import { describe, expect, test } from "vitest";
import { nativeModules } from "../../../../src/models/tla/library/index.ts";
import { equal, parseValue, print } from "../../../../src/values/index.ts";
import { fileCases, fileFailures } from "./cases/file.ts";
import { functionCases, functionFailures } from "./cases/function.ts";
import { graphCases, graphFailures } from "./cases/graph.ts";
import { numberCases, numberFailures } from "./cases/number.ts";
import { sequenceCases, sequenceFailures } from "./cases/sequence.ts";
import { standardCases, standardFailures } from "./cases/standard.ts";
import { type Case, call, type Failure, world } from "./harness.ts";

const cases: Readonly<Record<string, readonly Case[]>> = {
  ...standardCases,
  ...functionCases,
  SequencesExt: sequenceCases,
  ...graphCases,
  ...numberCases,
  ...fileCases,
};

const failures: Readonly<Record<string, readonly Failure[]>> = {
  ...standardFailures,
  ...functionFailures,
  SequencesExt: sequenceFailures,
  ...graphFailures,
  ...numberFailures,
  ...fileFailures,
};

/** Operators that need more than arguments and a printed result: context.test.ts, symbolic.test.ts, values/infinite-set.test.ts. */
const elsewhere: ReadonlySet<string> = new Set([
  "Possibility!Possible",
  "Possibility!PossibleBy",
  "TLC!Any",
  "TLC!JavaTime",
  "TLCExt!Trace",
  "TLCExt!CounterExample",
  "TLCExt!TLCEvalDefinition",
  "TLCExt!TLCFP",
  "Toolbox!_TETrace",
  "Toolbox!_TEPosition",
  "ShiViz!Host",
  "ShiViz!Clock",
  "Json!JsonDeserialize",
  "Json!ndJsonDeserialize",
  "IOUtils!IODeserialize",
  "IOUtils!IOEnv",
  "Graphs!Path",
  "UndirectedGraphs!Path",
  "Combinatorics!factorial",
  // These have only errors.
  "Reals!Infinity",
  "IOUtils!IOExec",
  "IOUtils!IOEnvExec",
  "IOUtils!IOExecTemplate",
  "IOUtils!IOEnvExecTemplate",
]);

for (const [module, rows] of Object.entries(cases)) {
  describe(module, () => {
    test.each(rows)("%s(%j) = %s", (operator, args, expected) => {
      const value = call(module, operator, args);
      const wanted = parseValue(expected);
      expect(equal(value, wanted), `found ${print(value)}`).toBe(true);
      expect(print(value)).toBe(print(wanted));
    });
  });
}

for (const [module, rows] of Object.entries(failures)) {
  describe(`errors of ${module}`, () => {
    test.each(rows)("%s(%j) fails with %s", (operator, args, code, message) => {
      let error: unknown = null;
      try {
        call(module, operator, args);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toMatchObject({ code });
      expect((error as Error).message).toMatch(message);
    });
  });
}

test("every operator has an example", () => {
  const without: string[] = [];
  for (const [module, natives] of nativeModules) {
    const tried = new Set((cases[module] ?? []).map(([operator]) => operator));
    for (const operator of Object.keys(natives(world()))) {
      const name = `${module}!${operator}`;
      if (!tried.has(operator) && !elsewhere.has(name)) without.push(name);
      if (tried.has(operator)) expect(elsewhere.has(name), name).toBe(false);
    }
  }
  expect(without).toEqual([]);
});
