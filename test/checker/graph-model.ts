/** Models made from plain tables, for tests: a state is a number, its successors are listed by action. */

import type { Model, Part, Property, Step } from "../../src/models/model.ts";

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
  /** Called with every state whose successors are asked for. */
  readonly onNext?: (state: number) => void;
}

export type TablePart =
  | (Part & { over: "constant"; test: () => boolean })
  | (Part & { over: "initial" | "state"; test: (state: number) => boolean })
  | (Part & { over: "step"; test: (state: number, successor: number) => boolean })
  | (Part & { over: "behavior" });

export interface TableProperty {
  readonly name: string;
  readonly kind: Property["kind"];
  readonly parts: readonly TablePart[];
}

export function invariant(name: string, test: (state: number) => boolean): TableProperty {
  return { name, kind: "invariant", parts: [{ over: "state", exitCode: 12, test }] };
}

export function actionProperty(name: string, test: (state: number, successor: number) => boolean): TableProperty {
  return { name, kind: "action", parts: [{ over: "step", exitCode: 13, test }] };
}

export function assumption(name: string, test: () => boolean): TableProperty {
  return { name, kind: "assumption", parts: [{ over: "constant", exitCode: 10, test }] };
}

export function initially(name: string, test: (state: number) => boolean): TableProperty {
  return { name, kind: "temporal", parts: [{ over: "initial", exitCode: 13, test }] };
}

export function temporal(name: string): TableProperty {
  return { name, kind: "temporal", parts: [{ over: "behavior", exitCode: 13 }] };
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
    diagnostics: [],
    key: null,
    temporal: null,
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
      if (asked.over === "step" || asked.over === "behavior") throw new TypeError("not a state predicate");
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
        return { action: { index: action, parameters: [] }, values, alias: null };
      });
    },
  };
}
