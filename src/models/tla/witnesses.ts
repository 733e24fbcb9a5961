/**
 * What has to be true somewhere, or else a property holds for want of a case: the left side of `=>` and `~>`, and an
 * element of the set of `\A`, wherever a property says so of each state or of each step; of steps also that the
 * subscript changes.
 */

import { builtins } from "../../tla/semantics/builtin.ts";
import { type BuiltinSymbol, isBuiltin, type OperatorSymbol, type Tables } from "../../tla/semantics/symbol.ts";
import type { Source } from "../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../tla/syntax/tree.ts";
import type { Diagnostic } from "../model.ts";
import type { Formula, PropertyFormula } from "./behavior.ts";
import type { Setup } from "./interpret/interpreter.ts";

/** A predicate that should be true of some state or step, and the warning where it is not. */
interface WitnessFormula {
  readonly formula: Formula;
  readonly over: "state" | "step";
  /** Does it say that the step changes a function of the state, wherever that is? */
  readonly change: boolean;
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

/** A text that is quoted is cut after so many characters. */
const LONGEST = 60;

/** Puts a condition into what stands around it: quantifiers, definitions, what must be true before. */
type Around = (condition: Expression) => Expression;

/** The witnesses that the properties should have. What depends on constants alone is a choice of the configuration. */
export function witnessesOf(properties: readonly PropertyFormula[], setup: Setup): readonly WitnessFormula[] {
  const found: WitnessFormula[] = [];
  properties.forEach(({ name, parts }, property) => {
    for (const { over, formula } of parts) {
      if (over !== "state" && over !== "behavior" && over !== "step") continue;
      const subject = { name, property, source: formula.source, over: over === "step" ? over : "state" } as const;
      new Search(subject, setup, found).visit(formula, (e) => e, null);
    }
  });
  return found;
}

/** The property that is looked through, and the source of its spans. */
interface Subject {
  readonly name: string;
  readonly property: number;
  readonly source: Source;
  readonly over: "state" | "step";
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
        const sets = expression.bounds.flatMap(({ set }) => (set === null || this.isConstant(set) ? [] : [set]));
        const texts = sets.map((set) => this.textOf({ expression: set, source })).join(" or ");
        const says = `${texts}, the set of this \\A, is empty in every ${this.subject.over}`;
        const true_: Expression = { kind: "junction", operator: "/\\", items: [], span: expression.span };
        const formula = { expression, source };
        const outer = sets.length === 0 ? within : this.want("W617", formula, [around(some(true_)), says, within]);
        go(expression.body, some, outer);
        return;
      }
      case "actionSubscript": {
        const { action, subscript } = expression;
        if (expression.form !== "box" || this.subject.over !== "step") return;
        const changes = this.applied("~", this.applied("UNCHANGED", subscript));
        const formula = { expression: subscript, source };
        const says = `no step changes ${this.textOf(formula)}`;
        const outer = this.want("W621", formula, [around(changes), says, within]);
        go(action, (body) => and(changes, body), outer);
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
      // `P => FALSE` is another way to write ~P: that P is never true is what it asks.
      if (symbol.name === "=>" && isBuiltin(second, ["FALSE"], this.tables)) return;
      if (this.setup.facts.levelOf(first) > this.highest) return;
      const formula = { expression: first, source };
      const says = `${this.textOf(formula)}, the left side of this ${symbol.name}, is true in no ${this.subject.over}`;
      const outer = this.isConstant(first) ? within : this.want("W618", formula, [around(first), says, within]);
      if (symbol.name === "=>") go(second as Expression, (e) => and(first, e), outer);
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

  /** The level of what can be asked: of a state, or of a step. */
  private get highest(): number {
    return this.subject.over === "step" ? 2 : 1;
  }

  private applied(operator: "~" | "UNCHANGED", expression: Expression): Expression {
    const { span } = expression;
    const symbol = builtins.get(operator) as BuiltinSymbol;
    return this.setup.lowering.call(symbol, [expression], { fix: "prefix", nameSpan: span, span });
  }

  /** The text of an expression on one line, as it is quoted. */
  private textOf({ expression: { span }, source }: Formula): string {
    const text = source.flat(span);
    return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``;
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
    if (this.found.length >= MOST || this.setup.facts.levelOf(condition) > this.highest) return within;
    const { name, property, over } = this.subject;
    const message = `${says}, so ${name} asks nothing there`;
    const location = source.locate(expression.span);
    const warning: Diagnostic = { code, severity: "warning", message, location, notes: [] };
    const formula = { expression: condition, source: this.subject.source };
    const change = code === "W621" && within === null;
    return this.found.push({ formula, over, change, property, within, warning }) - 1;
  }
}

function and(first: Expression, second: Expression): Expression {
  return { kind: "junction", operator: "/\\", items: [first, second], span: first.span };
}
