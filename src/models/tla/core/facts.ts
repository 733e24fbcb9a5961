/**
 * What is known of lowered text without evaluating it: the level of an expression, and the parameters whose arguments
 * may raise it (Lamport, "Specifying Systems", section 17.2, where no instances are left). Whether the text keeps the
 * rules of levels was asked before lowering, by `tla/semantics/levels`.
 */

import { builtinLevels, isPossibility, native } from "../../../tla/semantics/builtin.ts";
import {
  type Level,
  type OperatorSymbol,
  type ParameterSymbol,
  symbolOf,
  type Tables,
} from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { textsOf } from "./reached.ts";

interface LevelInfo {
  readonly level: Level;
  /** Parameters bound outside the expression on which its level depends. */
  readonly parameters: ReadonlySet<ParameterSymbol>;
}

const none: ReadonlySet<ParameterSymbol> = new Set();
const plain = (level: Level): LevelInfo => ({ level, parameters: none });

export class Facts {
  private readonly tables: Tables;
  private readonly known = new Map<OperatorSymbol, LevelInfo>();
  /** Definitions being looked at, with what is assumed of those that use themselves. */
  private readonly open = new Set<OperatorSymbol>();
  private readonly assumed = new Map<OperatorSymbol, LevelInfo>();
  private readonly usedAssumptions = new Set<OperatorSymbol>();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** The level of `expression`; parameters count as constants. */
  levelOf(expression: Expression): Level {
    return this.describe(expression).level;
  }

  /**
   * On what the value of `expression` can depend: on nothing that changes, on the current state alone, on arguments
   * that are not known here (and on the state), or on a step.
   */
  dependence(expression: Expression): "nothing" | "state" | "arguments" | "step" {
    const { level, parameters } = this.describe(expression);
    if (level >= 2) return "step";
    if (parameters.size > 0) return "arguments";
    return level === 0 ? "nothing" : "state";
  }

  describe(expression: Expression): LevelInfo {
    switch (expression.kind) {
      case "reference":
        return this.reference(expression);
      case "actionSubscript":
        return plain(2);
      case "fairness":
      case "temporalQuantifier":
        return plain(3);
      case "let":
        return this.describe(expression.body);
      case "lambda": {
        const own = this.tables.parameters.get(expression) ?? [];
        return without(this.describe(expression.body), own);
      }
      default:
        return join(partsOf(expression).map((part) => this.describe(part)));
    }
  }

  private reference(reference: Reference): LevelInfo {
    const symbol = this.tables.meanings.get(reference)?.symbol;
    if (symbol === undefined || symbol.kind === "instance") return plain(0);
    const args = () => reference.args.map((arg) => this.describe(arg));
    switch (symbol.kind) {
      case "builtin": {
        // A result above constant has its level whatever the arguments are, so parameters do not show in it.
        const { result } = builtinLevels(symbol.name);
        return result > 0 ? plain(result) : join(args());
      }
      case "bound":
        return plain(0);
      case "constant":
        return join(args());
      case "variable":
        return plain(1);
      case "parameter":
        return join([{ level: 0, parameters: new Set([symbol]) }, ...args()]);
      case "operator": {
        if (isPossibility(symbol)) return plain(1);
        const own = this.operator(symbol);
        const raising = args().filter((_, i) => own.parameters.has(symbol.parameters[i] as ParameterSymbol));
        return join([without(own, symbol.parameters), ...raising]);
      }
    }
  }

  /** The level of a definition's text. One that uses itself is looked at until nothing changes. */
  private operator(symbol: OperatorSymbol): LevelInfo {
    const known = this.known.get(symbol);
    if (known !== undefined) return known;
    if (this.open.has(symbol)) {
      this.usedAssumptions.add(symbol);
      return this.assumed.get(symbol) ?? plain(0);
    }
    const before = new Set(this.known.keys());
    for (;;) {
      this.open.add(symbol);
      const info = this.body(symbol);
      this.open.delete(symbol);
      const assumed = this.assumed.get(symbol) ?? plain(0);
      const same = info.level === assumed.level && info.parameters.size === assumed.parameters.size;
      if (same || !this.usedAssumptions.delete(symbol)) {
        this.known.set(symbol, info);
        return info;
      }
      // What was found meanwhile may rest on the assumption.
      for (const other of this.known.keys()) if (!before.has(other)) this.known.delete(other);
      this.assumed.set(symbol, info);
    }
  }

  private body(symbol: OperatorSymbol): LevelInfo {
    // What TypeScript implements has no text that could show its parameters: all of them count.
    if (symbolOf(symbol.body, this.tables) === native) return { level: 0, parameters: new Set(symbol.parameters) };
    return join(textsOf(symbol).map((part) => this.describe(part)));
  }
}

function join(infos: readonly LevelInfo[]): LevelInfo {
  const level = Math.max(0, ...infos.map((info) => info.level)) as Level;
  const open = infos.filter((info) => info.parameters.size > 0);
  if (open.length < 2) return { level, parameters: open[0]?.parameters ?? none };
  return { level, parameters: new Set(open.flatMap((info) => [...info.parameters])) };
}

function without({ level, parameters }: LevelInfo, own: readonly ParameterSymbol[]): LevelInfo {
  if (parameters.size === 0 || own.length === 0) return { level, parameters };
  return { level, parameters: new Set([...parameters].filter((p) => !own.includes(p))) };
}
