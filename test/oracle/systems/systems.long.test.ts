/** Random systems of modules against one flat text, evaluated naively; and that the comparison sees what is wrong. */

import { describe, expect, test } from "vitest";
import type { Engine } from "../../../src/models/tla/index.ts";
import { compareSystem, expected } from "./compare.ts";
import { systemOf } from "./generate.ts";
import { binary, boolean, type Module, number, prime, reference, type System } from "./tree.ts";

const engines: readonly Engine[] = ["interpreter", "compiled", "automatic"];

describe("random systems of modules", () => {
  test.each([0, 100, 200])("agree with their flat text, from seed %i on", { timeout: 120_000 }, async (seed) => {
    let agreed = 0;
    for (let s = seed; s < seed + 100; s++) {
      const difference = await compareSystem(systemOf(s), engines[s % engines.length] as Engine);
      if (difference === null) agreed++;
      else expect(difference, `seed ${s}`).toBe("given up");
    }
    expect(agreed).toBeGreaterThan(65);
  });
});

const definition = { kind: "definition", parameters: [], local: false, recursive: false } as const;
const instance = { kind: "instance", parameters: [], substitutions: [], local: false } as const;
const limited = { ...definition, name: "Below", body: binary("<", reference("x"), number(1)) };
const step = {
  ...definition,
  name: "Step",
  body: binary("/\\", reference("Below"), binary("=", prime(reference("x")), binary("+", reference("x"), number(1)))),
};
const start = { ...definition, name: "Init", body: binary("=", reference("x"), number(0)) };
const wider = { ...definition, name: "Wider", body: binary("<", reference("x"), number(2)) };
const next = (body: Parameters<typeof prime>[0]) => ({ ...definition, name: "Next", body });
const base: Module = { name: "Ma", extends: [], constants: [], variables: ["x"], units: [limited, step] };
const below = { kind: "operator", name: "Below", module: null, by: "Wider" } as const;

function systemWith(root: Partial<Module>, assignments: System["assignments"], others: readonly Module[]): System {
  const module: Module = { name: "Spec", extends: [], constants: [], variables: [], units: [], ...root };
  return { modules: [...others, module], assignments, invariants: [], steps: [] };
}

describe("the flat text follows the rules of names", () => {
  const throughInstance = reference("Step", [], [{ name: "I", args: [] }]);
  const named = { ...instance, name: "I", target: "Ma" };
  const cases: readonly (readonly [what: string, system: System, distinct: number])[] = [
    [
      "an override reaches what a module says of its own definition",
      systemWith({ extends: ["Ma"], units: [start, wider, next(reference("Step"))] }, [below], [base]),
      3,
    ],
    [
      "and what an instance of that module says of it",
      systemWith({ extends: ["Ma"], units: [start, wider, named, next(throughInstance)] }, [below], [base]),
      3,
    ],
    [
      "but an unnamed INSTANCE makes objects of its own",
      systemWith(
        { variables: ["x"], units: [start, wider, { ...instance, name: null, target: "Ma" }, next(reference("Step"))] },
        [below],
        [base],
      ),
      2,
    ],
    [
      "[M] reaches M wherever it is seen from",
      systemWith(
        { variables: ["x"], units: [start, wider, { ...instance, name: null, target: "Ma" }, next(reference("Step"))] },
        [{ ...below, module: "Ma" }],
        [base],
      ),
      3,
    ],
  ];
  test.each(cases)("%s", async (_, system, distinct) => {
    expect(expected(system)?.distinct).toBe(distinct);
    expect(await compareSystem(system, "interpreter")).toBeNull();
  });

  test("WITH replaces a constant also in what the module extends, and in what the root extends, too", async () => {
    const limit: Module = {
      name: "Ma",
      extends: [],
      constants: [{ name: "c", type: "number" }],
      variables: [],
      units: [{ ...definition, name: "Limit", body: reference("c") }],
    };
    const middle: Module = { ...limit, name: "Mb", extends: ["Ma"], constants: [], units: [] };
    const there = { ...instance, name: "I", target: "Mb", substitutions: [["c", number(2)]] as const };
    const differs = binary("=", reference("Limit", [], [{ name: "I", args: [] }]), number(2));
    const system = systemWith(
      {
        extends: ["Ma"],
        variables: ["x"],
        units: [
          start,
          there,
          next(binary("=", prime(reference("x")), reference("Limit"))),
          { ...definition, name: "InvA", body: differs },
        ],
      },
      [{ kind: "value", name: "c", value: 1 }],
      [limit, middle],
    );
    const checked = { ...system, invariants: ["InvA"] };
    expect(expected(checked)).toEqual({ generated: 3, distinct: 2, violated: [] });
    expect(await compareSystem(checked, "interpreter")).toBeNull();
  });
});

describe("the comparison sees", () => {
  test("a replacement that is not made", async () => {
    const replaced = systemWith({ extends: ["Ma"], units: [start, wider, next(reference("Step"))] }, [below], [base]);
    expect(expected(replaced)).not.toEqual(expected({ ...replaced, assignments: [] }));
  });

  test("a system that the checker refuses", async () => {
    const units = [start, next(boolean(false)), { ...wider, parameters: [{ name: "x", type: "number" as const }] }];
    const difference = await compareSystem(systemWith({ variables: ["x"], units }, [], []), "interpreter");
    expect(difference).toMatchObject({ kind: "E202" });
  });
});
