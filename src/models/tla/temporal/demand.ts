/** Which temporal formulas demand that something happens, whatever else is assumed. */

import type { OperatorSymbol, Tables } from "../../../tla/semantics/symbol.ts";
import { branchesOf } from "../../../tla/syntax/parts.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";

/** What stands in a formula: a demand where it is asserted, an assumption about behaviors where it is not. */
interface Found {
  demands: boolean;
  assumes: boolean;
}

const TEMPORAL: ReadonlySet<string> = new Set(["[]", "<>", "~>", "-+->"]);

/**
 * Does the formula assert `<>`, `~>` or fairness? Not if it assumes anything of behaviors itself, as in
 * `WF_v(A) => <>P`: its own hypothesis may be what makes things happen.
 */
export function demandsOf(formula: Expression, tables: Tables): boolean {
  const found: Found = { demands: false, assumes: false };
  const open = new Set<OperatorSymbol>();
  const visit = (e: Expression, asserted: boolean): void => {
    switch (e.kind) {
      case "junction":
        for (const item of e.items) visit(item, asserted);
        return;
      case "quantifier":
        visit(e.body, asserted);
        return;
      case "fairness":
        if (asserted) found.demands = true;
        else found.assumes = true;
        return;
      case "reference": {
        const symbol = tables.meanings.get(e)?.symbol;
        if (symbol?.kind === "builtin") builtin(symbol.name, e.args, asserted);
        else if (symbol?.kind === "operator" && !open.has(symbol)) {
          open.add(symbol);
          visit(symbol.body, asserted);
          open.delete(symbol);
          for (const arg of e.args) visit(arg, asserted);
        }
        return;
      }
      default:
        for (const part of branchesOf(e)) visit(part, asserted);
    }
  };
  const builtin = (name: string, args: readonly Expression[], asserted: boolean): void => {
    if (TEMPORAL.has(name)) {
      if (!asserted || name === "-+->") found.assumes = true;
      else if (name !== "[]") found.demands = true;
    }
    args.forEach((arg, i) => {
      // What stands on both sides of an equivalence is assumed as well.
      const turned = name === "~" || ((name === "=>" || name === "~>") && i === 0) || name === "<=>";
      visit(arg, turned ? !asserted : asserted);
    });
  };
  visit(formula, true);
  return found.demands && !found.assumes;
}
