/** VectorClocks: the causal order of log entries that carry a vector clock. */

import {
  apply,
  compare,
  domainOf,
  elements,
  type FunctionValue,
  isMember,
  printBrief,
  sequence,
  type Value,
} from "../../../values/index.ts";
import { functionOf, integer, listed, sequenceOf } from "./argument.ts";
import { NativeError, type NativeModule, type OperatorValue } from "./native.ts";

function time(clock: FunctionValue, node: Value, operator: string): number {
  return isMember(node, domainOf(clock)) ? integer(apply(clock, node), `${operator} (a time)`, 0) : 0;
}

/** May the entry with the clock `earlier` stand before the one with `later`: did it happen before, or concurrently? */
function inOrder(earlier: FunctionValue, later: FunctionValue): boolean {
  const nodes = [...elements(domainOf(earlier)), ...elements(domainOf(later))];
  // In both cases, and in no other, the earlier clock is behind for some node.
  return nodes.some((node) => time(earlier, node, "IsCausalOrder") < time(later, node, "IsCausalOrder"));
}

interface Entry {
  readonly value: Value;
  readonly time: number;
  /** How many entries of each other node this one has seen. */
  readonly seen: readonly { readonly node: number; readonly count: number }[];
}

/** A node of the system with its entries in the order of its own clock; `next` is the first that is not yet sorted. */
interface Log {
  readonly node: Value;
  readonly entries: Entry[];
  next: number;
}

/**
 * The entries in an order in which each comes after all that its clock has seen: the logs of the nodes, each sorted by
 * its own time, are merged in rounds, nodes in TLA+ order. Throws E467 when an entry has seen one that is missing.
 */
function causalOrder(log: Value, clock: OperatorValue, node: OperatorValue, domain: OperatorValue): Value {
  const values = sequenceOf(log, "CausalOrder", 1);
  const nodes: Value[] = [];
  for (const value of values.map((v) => node(v)).sort(compare)) {
    if (nodes.length === 0 || compare(nodes.at(-1)!, value) !== 0) nodes.push(value);
  }
  const logs: Log[] = nodes.map((n) => ({ node: n, entries: [], next: 0 }));
  for (const value of values) {
    const own = node(value);
    const times = functionOf(clock(value), "CausalOrder (a clock)", 0);
    const others = listed(domain(times), "CausalOrder (the nodes of a clock)", 0).filter((n) => compare(n, own) !== 0);
    const seen = others.map((other) => ({
      node: nodes.findIndex((n) => compare(n, other) === 0),
      count: time(times, other, "CausalOrder"),
    }));
    const at = nodes.findIndex((n) => compare(n, own) === 0);
    logs[at]!.entries.push({ value, time: time(times, own, "CausalOrder"), seen });
  }
  for (const { entries } of logs) entries.sort((a, b) => a.time - b.time);
  const sorted: Value[] = [];
  while (sorted.length < values.length) {
    const before = sorted.length;
    for (const own of logs) {
      const entry = own.entries[own.next];
      if (entry === undefined || !entry.seen.every((s) => s.count <= (logs[s.node]?.next ?? 0))) continue;
      sorted.push(entry.value);
      own.next++;
    }
    if (sorted.length === before) {
      const stuck = logs.find((l) => l.next < l.entries.length)!;
      const message = `CausalOrder: ${printBrief(stuck.entries[stuck.next]!.value)} has seen an entry that is not in the log`;
      throw new NativeError("E467", message);
    }
  }
  return sequence(sorted);
}

export const vectorClocks: NativeModule = () => ({
  IsCausalOrder: (log: Value, clock: OperatorValue) => {
    const clocks = sequenceOf(log, "IsCausalOrder", 1).map((entry) =>
      functionOf(clock(entry), "IsCausalOrder (a clock)", 0),
    );
    return clocks.every((later, i) => clocks.slice(0, i).every((earlier) => inOrder(earlier, later)));
  },
  CausalOrder: causalOrder,
});
