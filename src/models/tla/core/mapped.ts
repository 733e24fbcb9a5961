/**
 * What a refinement says the variables of another module are: for `A == INSTANCE M WITH x <- e` and a property that names
 * something of A, the expression e, as `A!x`.
 */

import {
  type InstanceSymbol,
  type Meaning,
  type OperatorSymbol,
  type Program,
  symbolOf,
} from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Source } from "../../../tla/syntax/source.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Facts } from "./facts.ts";
import type { Lowering } from "./lower.ts";

/** A variable of an instance, by the name that a trace gives it, and what it is mapped to. */
interface MappedFormula {
  readonly name: string;
  readonly formula: { readonly expression: Expression; readonly source: Source };
}

/** What the text of definitions means. */
interface Core {
  readonly program: Program;
  readonly lowering: Lowering;
  readonly facts: Facts;
}

/** The variables that a property, a definition of the root module, maps. Those that only have another name are left out. */
export function mappedBy(property: Meaning["symbol"], { program, lowering, facts }: Core): MappedFormula[] {
  const { meanings } = program.tables;
  const instances = new Set<InstanceSymbol>();
  const entered = new Set<OperatorSymbol>();
  const visit = (expression: Expression): void => {
    const meaning = expression.kind === "reference" ? meanings.get(expression) : undefined;
    const [link] = meaning?.chain ?? [];
    if (link === undefined) enter(meaning?.symbol);
    // What an instance with parameters, or of a LET, maps to depends on more than the state.
    else if (link.args.length === 0 && link.instance.module.definitions.includes(link.instance)) {
      instances.add(link.instance);
    }
    partsOf(expression).forEach(visit);
  };
  const enter = (symbol: Meaning["symbol"] | undefined): void => {
    if (symbol?.kind !== "operator" || symbol.module.library || entered.has(symbol)) return;
    entered.add(symbol);
    visit(symbol.body);
  };
  enter(property);

  return [...instances].flatMap(({ name, substitutions, module }) =>
    [...substitutions].flatMap(([variable, replacement]) => {
      if (variable.kind !== "variable" || replacement.kind !== "expression") return [];
      if (symbolOf(replacement.expression, program.tables)?.kind === "variable") return [];
      const formula = { expression: lowering.top(replacement.expression), source: module.source };
      const shown = name === "" ? variable.name : `${name}!${variable.name}`;
      return facts.levelOf(formula.expression) === 1 ? [{ name: shown, formula }] : [];
    }),
  );
}
