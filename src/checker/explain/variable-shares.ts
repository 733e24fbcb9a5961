/** What each variable has to do with the number of states and with their size. */

import type { Value } from "../../values/index.ts";
import type { Examined } from "./examined.ts";
import type { VariableShare } from "./explanation.ts";
import { Parts } from "./measure.ts";
import type { StateTable } from "./state-table.ts";

export function variableShares(table: StateTable, { explainer, model }: Examined): VariableShare[] {
  const parts = new Parts();
  const found = model.variables.map((name, variable): VariableShare => {
    const times = new Map<number, number>();
    for (let state = 0; state < table.count; state++) {
      const number = table.cell(state, variable);
      times.set(number, (times.get(number) ?? 0) + 1);
    }
    let [sum, most] = [0, 0];
    for (const [number, count] of times) {
      const size = parts.of(explainer.valueOf(number) as Value);
      sum += size * count;
      most = Math.max(most, size);
    }
    const without = table.countWithout([variable]);
    return { name, values: times.size, without, meanParts: sum / Math.max(1, table.count), mostParts: most };
  });
  return found.sort((a, b) => a.without - b.without || b.values - a.values);
}
