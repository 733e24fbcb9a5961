/** Which view or symmetry would leave fewer states, measured on those of a run. */

import { type Exchange, isTemporal } from "../../models/model.ts";
import { RowStore } from "../row-store.ts";
import { SeenSet } from "../seen-set.ts";
import type { Examined } from "./examined.ts";
import type { Remedies, SymmetryRemedy, ViewRemedy } from "./explanation.ts";
import type { StateTable } from "./state-table.ts";
import { spread } from "./time-shares.ts";

/** A remedy has to take away at least this part of the states to be worth a word. */
const WORTH = 0.05;

/** Of so many states the classes are counted at most, and so many states compared with their images. */
const MOST_CLASSED = 20_000;
const MOST_TRIED = 20;
/** Milliseconds. */
const LONGEST_TRIAL = 1000;

export function remediesOf(table: StateTable, examined: Examined): Remedies {
  const { model, explainer } = examined;
  const against = model.properties.find(({ parts }) => parts.some(isTemporal));
  const alone = explainer.sets.map((_, i) => ({ sets: [i], exchange: explainer.exchange([i]) }));
  const untried = alone.flatMap(({ sets, exchange }) => (exchange === null ? constantsOf(examined, sets) : []));
  const found = alone.flatMap(({ sets, exchange }) =>
    exchange === null ? [] : [{ sets, remedy: symmetry(table, examined, sets, exchange) }],
  );
  const alike = found.filter(({ remedy }) => !remedy.differs).flatMap(({ sets }) => sets);
  const together = alike.length < 2 ? null : explainer.exchange(alike);
  const joint = together === null ? [] : [symmetry(table, examined, alike, together)].filter(({ differs }) => !differs);
  const single = found.map(({ remedy }) => remedy).filter(({ differs }) => differs || joint.length === 0);
  const worth = ({ classes, of }: SymmetryRemedy): boolean => classes <= of * (1 - WORTH);
  return {
    view: view(table, examined),
    symmetries: [...joint, ...single].filter(worth),
    untried,
    constraint: explainer.freeName("Bound"),
    against: against?.name ?? null,
  };
}

function view(table: StateTable, { model, explainer }: Examined): ViewRemedy | null {
  const { auxiliary } = explainer;
  if (auxiliary.length === 0 || auxiliary.length === model.variables.length) return null;
  const states = table.countWithout(auxiliary);
  if (states > table.count * (1 - WORTH)) return null;
  return {
    name: explainer.freeName("View"),
    hidden: auxiliary.map((variable) => model.variables[variable] as string),
    shown: model.variables.filter((_, variable) => !auxiliary.includes(variable)),
    states,
  };
}

function symmetry(table: StateTable, examined: Examined, sets: readonly number[], exchange: Exchange): SymmetryRemedy {
  const { explainer } = examined;
  const { permutations } = exchange;
  const of = Math.min(table.count, MOST_CLASSED);
  const rows = new RowStore(table.width);
  const seen = new SeenSet(rows);
  const representative = new Int32Array(table.width);
  for (let state = 0; state < of; state++) {
    exchange.representative(table.state(state), representative);
    if (seen.find(representative) >= 0) continue;
    seen.add(rows.append(representative));
  }
  let differs = exchange.differs(null);
  let tried = 0;
  const until = performance.now() + LONGEST_TRIAL;
  for (const state of spread(table.count, MOST_TRIED)) {
    if (differs || performance.now() > until) break;
    differs = exchange.differs(table.state(state));
    tried++;
  }
  const name = explainer.freeName("Symmetry");
  return { name, constants: constantsOf(examined, sets), permutations, of, classes: rows.count, tried, differs };
}

function constantsOf({ explainer }: Examined, sets: readonly number[]): string[] {
  return sets.map((set) => explainer.sets[set]?.constant ?? "");
}
