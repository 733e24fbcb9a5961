/** The sets of model values that a specification names, and which of them nothing tells apart. */

import { type ConstantSymbol, symbolOf } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import { elements, ModelValue, makeSet, print, SetValue, type Value } from "../../../values/index.ts";
import type { Diagnostic, Location } from "../../model.ts";
import type { Formula } from "../behavior.ts";
import { reached } from "../core/reached.ts";
import type { Formulas } from "../executor.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { permutationCount } from "../library/permutation.ts";
import { exchanges, LARGEST_GROUP, permuted } from "./permutations.ts";
import { Proof } from "./proof.ts";

/** Model values that could be exchanged, by the constants or the text that list them. */
interface Candidate {
  readonly name: string;
  readonly members: readonly ModelValue[];
}

/** The sets that are symmetric, no two with a common element, and what there is to say of each that was looked at. */
interface SymmetricSets {
  readonly orbits: readonly (readonly ModelValue[])[];
  readonly diagnostics: readonly Diagnostic[];
}

/** `valueOf` evaluates what depends on nothing; null where that fails. */
export function symmetricSets(
  setup: Setup,
  formulas: Formulas,
  valueOf: (formula: Formula) => Value | null,
): SymmetricSets {
  const asked = askedBy(formulas);
  const orbits: (readonly ModelValue[])[] = [];
  const diagnostics: Diagnostic[] = [];
  let group = 1;
  for (const { name, members } of candidates(setup, asked)) {
    if (!isApart(members, orbits)) continue;
    const proof = new Proof(setup, members, valueOf);
    const size = permutationCount(members.length);
    const refusal =
      group * size > LARGEST_GROUP
        ? { why: `there are more than ${LARGEST_GROUP} permutations`, location: null }
        : proof.first(asked.map((formula) => proof.part(formula, formula === formulas.behavior?.next)));
    if (refusal === null) {
      group *= size;
      orbits.push(members);
      const what = `${name}, ${members.length} values, ${size} permutations`;
      diagnostics.push(note("W624", `symmetry: ${what}: nothing that is checked tells them apart`, null));
    } else {
      diagnostics.push(note("W625", `no symmetry of ${name}: ${refusal.why}`, refusal.location));
    }
  }
  if (diagnostics.length > 0) return { orbits, diagnostics };
  return { orbits, diagnostics: [note("W625", "no symmetry: no set of several model values is named", null)] };
}

function isApart(members: readonly ModelValue[], sets: readonly (readonly ModelValue[])[]): boolean {
  return !sets.some((set) => set.some((one) => members.includes(one)));
}

function note(code: string, message: string, location: Location | null): Diagnostic {
  return { code, severity: "note", message, location, notes: [] };
}

/**
 * All that decides what is found. Assumptions say nothing of states, ALIAS is shown in place of real ones, and fairness is
 * asked for by properties of behaviors alone, for which no symmetry is used.
 */
function askedBy({ behavior, properties, constraints, actionConstraints, view }: Formulas): Formula[] {
  const parts = properties.flatMap((property) => property.parts).filter(({ over }) => over !== "constant");
  return [
    ...(behavior === null ? [] : [...behavior.init, behavior.next]),
    ...[...constraints, ...actionConstraints, ...(view === null ? [] : [view])],
    ...parts.map(({ formula }) => formula),
  ];
}

/**
 * What exchanges two neighbours in a value, of the sets of model values that the text names: perhaps nothing tells those of
 * one set apart. No two sets have a common element.
 */
export function namedExchanges(setup: Setup, formulas: Formulas): ((value: Value) => Value)[] {
  const sets: (readonly ModelValue[])[] = [];
  for (const { members } of candidates(setup, askedBy(formulas))) {
    if (isApart(members, sets)) sets.push(members);
  }
  return sets.flatMap(exchanges).map((by) => (value: Value) => permuted(value, by));
}

/** The largest first. */
function candidates({ program: { tables }, constants }: Setup, formulas: readonly Formula[]): Candidate[] {
  const found = new Map<string, { readonly members: readonly ModelValue[]; readonly names: Set<string> }>();
  const add = (values: readonly Value[], name: string | null): void => {
    const members = [...new Set(values)].filter((one) => one instanceof ModelValue);
    const alike = values.every((one) => one instanceof ModelValue && one.type === members[0]?.type);
    if (members.length < 2 || !alike) return;
    const key = print(makeSet(members));
    const known = found.get(key) ?? { members, names: new Set() };
    if (name !== null) known.names.add(name);
    found.set(key, known);
  };
  const constantOf = (e: Expression): ConstantSymbol | null => {
    const symbol = symbolOf(e, tables);
    return symbol?.kind === "constant" ? symbol : null;
  };
  for (const { expression } of reached(formulas, tables)) {
    if (expression.kind === "setEnumeration") {
      const listed = expression.elements.map((e) => constants.get(constantOf(e) as ConstantSymbol));
      if (!listed.includes(undefined)) add(listed as Value[], null);
    }
    const symbol = constantOf(expression);
    const value = symbol === null ? undefined : constants.get(symbol);
    if (value instanceof SetValue && value.form === "enumerated") add(elements(value), symbol?.name ?? null);
  }
  const list = [...found].map(([text, { members, names }]) => {
    return { name: names.size > 0 ? [...names].sort().join(" and ") : text, members };
  });
  return list.sort((a, b) => b.members.length - a.members.length || (a.name < b.name ? -1 : 1));
}
