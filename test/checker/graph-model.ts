/** Models made from plain tables, for tests: a state is a number, its successors are listed by action. */

import type { CheckResult } from "../../src/checker/index.ts";
import type { Breach, Model, Part, Property, Step } from "../../src/models/model.ts";
import type { Fairness, Temporal } from "../../src/models/temporal.ts";

/** What a table model consists of; states are small integers. */
export interface Table {
  readonly initial: readonly number[];
  /** For each action: pairs of state and successor; repeated pairs are taken repeatedly. */
  readonly actions: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly properties?: readonly TableProperty[];
  readonly within?: (state: number) => boolean;
  readonly withinStep?: (state: number, successor: number) => boolean;
  readonly checkDeadlock?: boolean;
  readonly hasBehavior?: boolean;
  /** What tells states apart; the whole state without it. */
  readonly view?: (state: number) => number;
  readonly atoms?: readonly TableAtom[];
  /** What is assumed of behaviors. */
  readonly assumptions?: readonly Temporal[];
  /** Called with every state whose successors are asked for. */
  readonly onNext?: (state: number) => void;
}

/** An atom of temporal formulas. */
export type TableAtom =
  | { readonly over: "state"; readonly test: (state: number) => boolean }
  | { readonly over: "step"; readonly test: (state: number, successor: number) => boolean };

export type TablePart =
  | (Part & { over: "constant"; test: () => boolean })
  | (Part & { over: "initial" | "state"; test: (state: number) => boolean })
  | (Part & { over: "step"; test: (state: number, successor: number) => boolean })
  | (Part & { over: "behavior" | "possible"; formula: Temporal })
  | (Part & { over: "unsupported" });

export interface TableProperty {
  readonly name: string;
  readonly kind: Property["kind"];
  readonly parts: readonly TablePart[];
}

export function invariant(name: string, test: (state: number) => boolean): TableProperty {
  return { name, kind: "invariant", parts: [{ over: "state", breaks: "invariant", test }] };
}

export function actionProperty(name: string, test: (state: number, successor: number) => boolean): TableProperty {
  return { name, kind: "action", parts: [{ over: "step", breaks: "property", test }] };
}

export function assumption(name: string, test: () => boolean): TableProperty {
  return { name, kind: "assumption", parts: [{ over: "constant", breaks: "assumption", test }] };
}

export function initially(name: string, test: (state: number) => boolean): TableProperty {
  return { name, kind: "temporal", parts: [{ over: "initial", breaks: "property", test }] };
}

/** Without a formula it is one that nobody decides. */
export function temporal(name: string, formula?: Temporal): TableProperty {
  const part = formula === undefined ? { over: "unsupported" as const } : { over: "behavior" as const, formula };
  return { name, kind: "temporal", parts: [{ ...part, breaks: "property" }] };
}

/** It breaks an "invariant" when it is said of all states, a "property" of the initial ones, "possible" of some state. */
export function possible(name: string, breaks: Breach, formula: Temporal): TableProperty {
  return { name, kind: "possible", parts: [{ over: "possible", breaks, formula }] };
}

/** A fairness condition over two atoms. */
export function fair(strength: Fairness["strength"], enabled: number, step: number): Temporal {
  const name = `${strength === "weak" ? "WF" : "SF"}(${step})`;
  return { kind: "fairness", fairness: { strength, enabled, step, name, location: null } };
}

/** The model of a table. A row has two words, so that comparing and hashing see more than one. */
export function tableModel(table: Table): Model {
  const names = Object.keys(table.actions);
  const row = new Int32Array(2);
  const rowOf = (state: number): Int32Array => {
    row[0] = state;
    row[1] = -state;
    return row;
  };
  const properties = table.properties ?? [];
  const partOf = (property: number, part: number): TablePart => properties[property]!.parts[part]!;
  return {
    variables: ["x", "minus"],
    actions: names.map((name) => ({ name, location: null })),
    properties: properties.map(({ name, kind, parts }) => ({ name, kind, location: null, parts })),
    layout: { kind: "ids", words: 2 },
    hasBehavior: table.hasBehavior ?? true,
    checkDeadlock: table.checkDeadlock ?? false,
    constrained: table.within !== undefined || table.withinStep !== undefined,
    constrainsSteps: table.withinStep !== undefined,
    diagnostics: [],
    key: table.view === undefined ? null : { words: 1, hides: true, of: (at, out) => out.fill(table.view!(at[0]!)) },
    temporal: table.atoms === undefined ? null : temporalOf(table, table.atoms),
    observe: () => {},
    initial(emit) {
      for (const state of table.initial) emit(rowOf(state));
    },
    next(from, emit) {
      const state = from[0]!;
      table.onNext?.(state);
      names.forEach((name, action) => {
        for (const [source, target] of table.actions[name]!) if (source === state) emit(rowOf(target), action);
      });
    },
    within: (at) => table.within?.(at[0]!) ?? true,
    withinStep: (from, to) => table.withinStep?.(from[0]!, to[0]!) ?? true,
    holds(property, part, at) {
      const asked = partOf(property, part);
      if (asked.over === "constant") return asked.test();
      if (asked.over !== "initial" && asked.over !== "state") throw new TypeError("not a state predicate");
      return asked.test(at![0]!);
    },
    holdsStep(property, part, from, to) {
      const asked = partOf(property, part);
      if (asked.over !== "step") throw new TypeError("not an action");
      return asked.test(from[0]!, to[0]!);
    },
    decode: (at) => [at[0]!, at[1]!],
    replay(rows): Step[] {
      return rows.map((at, index) => {
        const values = [at[0]!, at[1]!];
        if (index === 0) return { action: null, values, alias: null };
        const before = rows[index - 1]![0]!;
        const action = names.findIndex((name) =>
          table.actions[name]!.some(([source, target]) => source === before && target === at[0]),
        );
        return { action: action < 0 ? null : { index: action, parameters: [] }, values, alias: null };
      });
    },
  };
}

function temporalOf(table: Table, atoms: readonly TableAtom[]): Model["temporal"] {
  return {
    atoms: atoms.map(({ over }, at) => ({ over, text: `atom ${at}`, location: null })),
    assumptions: () => table.assumptions ?? [],
    formula(property, part) {
      const asked = table.properties?.[property]?.parts[part];
      if (asked === undefined || !("formula" in asked) || asked.formula === undefined)
        throw new TypeError("no formula");
      return asked.formula;
    },
    holds(atom, at) {
      const asked = atoms[atom]!;
      if (asked.over !== "state") throw new TypeError("not an atom of states");
      return asked.test(at[0]!);
    },
    holdsStep(atom, from, to) {
      const asked = atoms[atom]!;
      if (asked.over !== "step") throw new TypeError("not an atom of steps");
      return asked.test(from[0]!, to[0]!);
    },
  };
}

/** 0 -> 1 -> 2 -> 3 -> 0, and 2 -> 2. */
export const ring: Table = {
  initial: [0],
  actions: {
    Go: [
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 0],
    ],
    Stay: [[2, 2]],
  },
};

/** The verdicts of a table model in short: `name: status`, the reason, or the trace. */
export function verdicts(result: CheckResult): string[] {
  return result.properties.map((property) => {
    if (property.status === "holds") return `${property.name} holds`;
    if (property.status === "unchecked") return `${property.name} unchecked ${property.reason}`;
    const path = property.trace?.states.map(({ values }) => values[0]).join(">");
    return `${property.name} violated ${property.breaks} ${path ?? "-"}`;
  });
}
