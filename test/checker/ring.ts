/** A small system that has something of everything, and what is compared of its results. */

import type { CheckResult } from "../../src/checker/index.ts";
import type { Model } from "../../src/models/model.ts";
import { FunctionValue, ModelValue, print, SetValue } from "../../src/values/index.ts";

/** What a result says, without what depends on how long it took, on layouts and on objects of a run. */
export function said({ seconds: _, ...result }: CheckResult): unknown {
  const shown = (_key: string, value: unknown): unknown => {
    const isValue = value instanceof SetValue || value instanceof FunctionValue || value instanceof ModelValue;
    return isValue ? print(value) : value;
  };
  return JSON.parse(JSON.stringify(result, shown));
}

/** Without what speaks of behaviors, of which nothing is said where no graph is kept; `open` are the names of such properties. */
export function ofStates(result: CheckResult, open: readonly string[]): unknown {
  const properties = result.properties.filter(({ name }) => !open.includes(name));
  const diagnostics = result.diagnostics.filter(({ code }) => code !== "W606");
  const { outcome: _, faults, ...rest } = result;
  // In memory nothing may be left to decide where such a property is violated, too.
  const stopped = open.length > 0 && result.stopped === "decided" ? null : result.stopped;
  const ofOthers =
    open.length === 0 ? faults : faults.filter((fault) => !("breaks" in fault) || fault.breaks !== "property");
  return said({ ...rest, stopped, outcome: "holds", faults: ofOthers, properties, diagnostics });
}

/** The names of the properties that speak of behaviors. */
export function openIn({ properties }: Model): string[] {
  const open = properties.filter(({ parts }) => parts.some(({ over }) => over === "behavior" || over === "possible"));
  return open.map(({ name }) => name);
}

export interface Spec {
  readonly body: string;
  readonly cfg: string;
}

/** A ring in which messages of several shapes are sent, and a counter that makes many states. */
const RING = `
CONSTANTS N, Limit, a, b
VARIABLES at, sent, log
Init == at \\in {[who |-> i, by |-> a] : i \\in 0..1} /\\ sent = {} /\\ log = <<>>
Send(i) == /\\ at.who = i /\\ Cardinality(sent) < Limit
           /\\ sent' = sent \\cup {[kind |-> "go", to |-> (i + 1) % N]}
           /\\ at' = [at EXCEPT !.by = IF @ = a THEN b ELSE a] /\\ log' = log
Take(i) == \\E m \\in sent: /\\ m.to = i /\\ sent' = sent \\ {m} /\\ at' = [at EXCEPT !.who = i]
                          /\\ log' = IF Len(log) < Limit THEN Append(log, <<i, m.kind>>) ELSE <<>>
Next == \\E i \\in 0..(N - 1): Send(i) \\/ Take(i)
vars == <<at, sent, log>>
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Next)
Short == Len(log) < Limit + 1
Low == ~(Len(log) = Limit /\\ at.by = b /\\ at.who = N - 1)
Empties == []<>(log = <<>>)
Stays == [](Len(log) = 1 => <>(Len(log) = 3))
Grows == [][Len(log') <= Len(log) + 1]_log
Few == Cardinality(sent) < 2
Back == log' # <<>> \\/ log = <<>>
Shown == <<at.who, sent, log>>
Perms == Permutations({a, b})
`;

const CONSTANTS = "CONSTANTS N = 4 Limit = 3 a = a b = b\n";
export const SPECS: readonly (readonly [string, Spec])[] = [
  ["invariants and steps", { body: RING, cfg: `${CONSTANTS}INIT Init NEXT Next INVARIANT Short PROPERTY Grows` }],
  ["a violation that lies deep", { body: RING, cfg: `${CONSTANTS}INIT Init NEXT Next INVARIANT Low` }],
  ["fairness", { body: RING, cfg: `${CONSTANTS}SPECIFICATION Spec PROPERTY Empties Stays` }],
  ["constraints", { body: RING, cfg: `${CONSTANTS}INIT Init NEXT Next CONSTRAINT Few ACTION_CONSTRAINT Back` }],
  ["a view", { body: RING, cfg: `${CONSTANTS}SPECIFICATION Spec VIEW Shown PROPERTY Empties` }],
  ["symmetry", { body: RING, cfg: `${CONSTANTS}INIT Init NEXT Next SYMMETRY Perms INVARIANT Short` }],
];
