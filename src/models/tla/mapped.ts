/**
 * What a refinement says the variables of another module are: for `A == INSTANCE M WITH x <- e` and a property that names
 * something of A, the expression e, as `A!x`.
 */

import type { InstanceSymbol, OperatorSymbol } from "../../tla/semantics/symbol.ts";
import { partsOf } from "../../tla/syntax/parts.ts";
import type { Expression } from "../../tla/syntax/tree.ts";
import type { Formula } from "./behavior.ts";
import { lookup } from "./constants.ts";
import type { Setup } from "./interpret/interpreter.ts";

/** A variable of an instance, by the name that a trace gives it. */
interface MappedFormula {
  readonly name: string;
  readonly formula: Formula;
}

/** The variables that a property, a definition of the root module, maps. Those that only have another name are left out. */
export function mappedBy(property: string, { program, lowering, facts }: Setup): MappedFormula[] {
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
  const enter = (symbol: ReturnType<typeof symbolOf>): void => {
    if (symbol?.kind !== "operator" || symbol.module.library || entered.has(symbol)) return;
    entered.add(symbol);
    visit(symbol.body);
  };
  const symbolOf = (name: string) => lookup(program.root, name)?.symbol;
  enter(symbolOf(property));

  return [...instances].flatMap(({ name, substitutions, module }) =>
    [...substitutions].flatMap(([variable, replacement]) => {
      if (variable.kind !== "variable" || replacement.kind !== "expression") return [];
      if (isVariable(replacement.expression)) return [];
      const formula = { expression: lowering.top(replacement.expression), source: module.source };
      const shown = name === "" ? variable.name : `${name}!${variable.name}`;
      return facts.levelOf(formula.expression) === 1 ? [{ name: shown, formula }] : [];
    }),
  );

  function isVariable(expression: Expression): boolean {
    return expression.kind === "reference" && meanings.get(expression)?.symbol.kind === "variable";
  }
}
