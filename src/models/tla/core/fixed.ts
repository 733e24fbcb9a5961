/** Conditions that the configuration has decided, and what text is therefore never evaluated. */

import { type ConstantSymbol, operandsOf, type Tables } from "../../../tla/semantics/symbol.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";

/** Definitions are followed so far: one that names itself has no end. */
const DEEPEST = 16;

/**
 * Tells from constants alone, without evaluating anything: `IF Debug THEN PrintT(x) ELSE TRUE` prints nothing where the
 * cfg says `Debug = FALSE`.
 */
export class Fixed {
  private readonly tables: Tables;
  private readonly constants: ReadonlyMap<ConstantSymbol, Value>;

  constructor(tables: Tables, constants: ReadonlyMap<ConstantSymbol, Value>) {
    this.tables = tables;
    this.constants = constants;
  }

  /** The parts of `expression` that an evaluation may reach, in its order; null where that may be all of them. */
  reached(expression: Expression): readonly Expression[] | null {
    if (expression.kind === "if") {
      const { condition } = expression;
      const truth = this.truthOf(condition);
      return truth === null ? null : [condition, truth ? expression.then : expression.else];
    }
    const items = operandsOf(expression, "/\\", this.tables) ?? [];
    const last = items.findIndex((item) => this.truthOf(item) === false);
    return last < 0 ? null : items.slice(0, last + 1);
  }

  private truthOf(expression: Expression, depth = 0): boolean | null {
    if (expression.kind === "label") return this.truthOf(expression.body, depth);
    if (expression.kind !== "reference" || depth > DEEPEST) return null;
    const symbol = this.tables.meanings.get(expression)?.symbol;
    switch (symbol?.kind) {
      case "constant": {
        const value = this.constants.get(symbol);
        return typeof value === "boolean" && expression.args.length === 0 ? value : null;
      }
      case "builtin":
        return this.builtin(symbol.name, expression, depth);
      case "operator":
        return symbol.parameters.length > 0 || symbol.binders !== null ? null : this.truthOf(symbol.body, depth + 1);
      default:
        return null;
    }
  }

  private builtin(name: string, { args }: Reference, depth: number): boolean | null {
    if (name === "TRUE" || name === "FALSE") return name === "TRUE";
    const [only] = args;
    if (name !== "~" || only === undefined) return null;
    const truth = this.truthOf(only, depth);
    return truth === null ? null : !truth;
  }
}
