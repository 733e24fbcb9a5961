/**
 * What has to be true in some state, or else a property holds for want of a case: the left side of `=>` and `~>`, and an
 * element of the set of `\A`, wherever an invariant or a property says so of each state.
 */

import type { OperatorSymbol, Tables } from "../../tla/semantics/symbol.ts";
import type { Source } from "../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../tla/syntax/tree.ts";
import type { Diagnostic } from "../model.ts";
import type { Formula, PropertyFormula } from "./behavior.ts";
import type { Setup } from "./interpret/interpreter.ts";

/** A state predicate that should be true somewhere, and the warning where it is not. */
interface WitnessFormula {
  readonly formula: Formula;
  /** The index of the property. */
  readonly property: number;
  /** The index of the witness around it: where that is missing, this one says nothing more. */
  readonly within: number | null;
  readonly warning: Diagnostic;
}

/** More than this is not looked for: every one may be asked of all states. */
const MOST = 200;

/** Definitions are entered so deep. */
const DEEPEST = 20;

/** Puts a condition into what stands around it: quantifiers, definitions, what must be true before. */
type Around = (condition: Expression) => Expression;

/** The witnesses that the properties should have. What depends on constants alone is a choice of the configuration. */
export function witnessesOf(properties: readonly PropertyFormula[], setup: Setup): readonly WitnessFormula[] {
  const found: WitnessFormula[] = [];
  properties.forEach(({ name, parts }, property) => {
    for (const { over, formula } of parts) {
      if (over !== "state" && over !== "behavior") continue;
      new Search({ name, property, source: formula.source }, setup, found).visit(formula, (e) => e, null);
    }
  });
  return found;
}

/** The property that is looked through, and the source of its spans. */
interface Subject {
  readonly name: string;
  readonly property: number;
  readonly source: Source;
}

class Search {
  private readonly subject: Subject;
  private readonly setup: Setup;
  private readonly tables: Tables;
  private readonly found: WitnessFormula[];
  private readonly open: OperatorSymbol[] = [];

  constructor(subject: Subject, setup: Setup, found: WitnessFormula[]) {
    this.subject = subject;
    this.setup = setup;
    this.tables = setup.program.tables;
    this.found = found;
  }

  visit({ expression, source }: Formula, around: Around, within: number | null): void {
    const go = (part: Expression, wrap: Around = (e) => e, outer = within): void =>
      this.visit({ expression: part, source }, (e) => around(wrap(e)), outer);
    switch (expression.kind) {
      case "junction":
        if (expression.operator === "/\\") for (const item of expression.items) go(item);
        return;
      case "label":
        go(expression.body);
        return;
      case "let":
        go(expression.body, (body) => ({ ...expression, body }));
        return;
      case "quantifier": {
        if (expression.quantifier !== "\\A") return;
        const some: Around = (body) => ({ ...expression, quantifier: "\\E", body });
        const says = "the set of this \\A is empty in every state";
        const sets = expression.bounds.map(({ set }) => set).filter((set) => set !== null);
        const decides = sets.some((set) => !this.isConstant(set));
        const true_: Expression = { kind: "junction", operator: "/\\", items: [], span: expression.span };
        const outer = decides ? this.want("W617", { expression, source }, [around(some(true_)), says, within]) : within;
        go(expression.body, some, outer);
        return;
      }
      case "reference":
        this.reference({ expression, source }, around, within);
    }
  }

  private reference(
    { expression, source }: { readonly expression: Reference; readonly source: Source },
    around: Around,
    within: number | null,
  ): void {
    const symbol = this.tables.meanings.get(expression)?.symbol;
    const go = (part: Expression, wrap: Around = (e) => e, outer = within): void =>
      this.visit({ expression: part, source }, (e) => around(wrap(e)), outer);
    const [first, second] = expression.args;
    if (symbol?.kind === "builtin" && first !== undefined) {
      if (symbol.name === "[]") go(first);
      if (symbol.name === "/\\") for (const arg of expression.args) go(arg);
      if (symbol.name !== "=>" && symbol.name !== "~>") return;
      if (this.setup.facts.levelOf(first) > 1) return;
      const says = `the left side of this ${symbol.name} is true in no state`;
      const outer = this.isConstant(first)
        ? within
        : this.want("W618", { expression: first, source }, [around(first), says, within]);
      const both: Around = (e) => ({ kind: "junction", operator: "/\\", items: [first, e], span: first.span });
      if (symbol.name === "=>") go(second as Expression, both, outer);
    } else if (symbol?.kind === "operator" && this.isEntered(symbol)) {
      this.open.push(symbol);
      const { lowering } = this.setup;
      const call: Around = (body) => {
        const piece = lowering.piece(symbol, body, symbol.name);
        return lowering.call(piece, expression.args, expression, symbol.name);
      };
      this.visit({ expression: symbol.body, source: symbol.source }, (e) => around(call(e)), within);
      this.open.pop();
    }
  }

  private isEntered(symbol: OperatorSymbol): boolean {
    if (symbol.binders !== null || symbol.recursive || symbol.module.library) return false;
    if (!this.setup.lowering.isTopLevel(symbol)) return false;
    return this.open.length < DEEPEST && !this.open.includes(symbol);
  }

  private isConstant(expression: Expression): boolean {
    return this.setup.facts.levelOf(expression) === 0;
  }

  /** Enters a witness; the answer is its index, that of the one around where there are too many. */
  private want(
    code: string,
    { expression, source }: Formula,
    [condition, says, within]: readonly [Expression, string, number | null],
  ): number | null {
    if (this.found.length >= MOST || this.setup.facts.levelOf(condition) > 1) return within;
    const { name, property } = this.subject;
    const message = `${says}, so ${name} asks nothing there`;
    const location = source.locate(expression.span);
    const warning: Diagnostic = { code, severity: "warning", message, location, notes: [] };
    const formula = { expression: condition, source: this.subject.source };
    return this.found.push({ formula, property, within, warning }) - 1;
  }
}
