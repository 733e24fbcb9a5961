/** Definitions that come to use themselves because a cfg replaces one by another: nobody wrote RECURSIVE for them. */

import { type OperatorSymbol, symbolOf, type Tables } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import { textsOf } from "./reached.ts";

/**
 * Makes one definition of each circle among `symbols`, which use each other and what was looked at before, recursive.
 * Depth first, without a deep stack: a definition that is used while its own text is being walked closes a circle.
 */
export function markCircles(symbols: readonly OperatorSymbol[], tables: Tables): void {
  const open = new Set(symbols);
  const walked = new Set<OperatorSymbol>();
  for (const root of symbols) {
    // What is still to be walked; a symbol stays below its text, so that it is met again when that is done.
    const stack: (OperatorSymbol | Expression)[] = [root];
    for (let next = stack.at(-1); next !== undefined; next = stack.at(-1)) {
      if (!isSymbol(next)) {
        stack.pop();
        stack.push(...partsOf(next));
        const used = symbolOf(next, tables);
        if (used?.kind !== "operator" || !open.has(used)) continue;
        if (walked.has(used)) used.recursive = true;
        else stack.push(used);
      } else if (walked.has(next) || !open.has(next)) {
        stack.pop();
        walked.delete(next);
        open.delete(next);
      } else {
        walked.add(next);
        stack.push(...textsOf(next));
      }
    }
  }
}

function isSymbol(item: OperatorSymbol | Expression): item is OperatorSymbol {
  return item.kind === "operator";
}
