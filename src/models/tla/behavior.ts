/** From a cfg to the formulas of a model: Init, Next, and the parts of each property. */

import type { Config } from "../../tla/config/config.ts";
import { builtins } from "../../tla/semantics/builtin.ts";
import type { Levels } from "../../tla/semantics/level.ts";
import type { Report } from "../../tla/semantics/report.ts";
import { plural } from "../../tla/semantics/resolve.ts";
import { type BuiltinSymbol, levelNames, type Meaning, type Program } from "../../tla/semantics/symbol.ts";
import type { Source } from "../../tla/syntax/source.ts";
import type { Expression, Identifier } from "../../tla/syntax/tree.ts";
import type { Location, Part, PropertyKind } from "../model.ts";
import { type Conjunct, conjunctsOf } from "./conjuncts.ts";
import { lookup } from "./constants.ts";
import type { Setup } from "./interpret/interpreter.ts";
import type { Env } from "./interpret/scope.ts";
import { PossibilityUse } from "./temporal/possibility.ts";

/** A formula with the place where it is read. */
export interface Formula {
  readonly expression: Expression;
  readonly env: Env;
  readonly source: Source;
}

/** What the cfg says about behaviors. */
export interface Behavior {
  readonly init: readonly Formula[];
  readonly next: Formula;
  /** The name of an action that is Next itself. */
  readonly nextName: string;
  /** Fairness and whatever else of the SPECIFICATION is temporal. */
  readonly fairness: readonly Formula[];
}

/** A part of a property: what to decide, and on what. */
export interface PartFormula extends Part {
  readonly formula: Formula;
}

export interface PropertyFormula {
  readonly name: string;
  readonly kind: PropertyKind;
  readonly location: Location | null;
  readonly parts: readonly PartFormula[];
}

/** Reads the formulas that `config` names; what is wrong goes to `report`. */
export class FormulaReader {
  private readonly program: Program;
  private readonly config: Config;
  private readonly setup: Setup;
  private readonly levels: Levels;
  private readonly root: Env;
  private readonly report: Report;
  private readonly uses: PossibilityUse;

  constructor(config: Config, setup: Setup, levels: Levels, root: Env, report: Report) {
    this.program = setup.program;
    this.config = config;
    this.setup = setup;
    this.levels = levels;
    this.root = root;
    this.report = report;
    this.uses = new PossibilityUse(setup.program.tables, setup.overrides);
  }

  /** Init and Next, from SPECIFICATION or INIT and NEXT. Null without them, and when something is wrong. */
  behavior(): Behavior | null {
    const { specification, init, next } = this.config;
    if (specification !== null) return this.specification(specification);
    // That both or neither are given is the cfg reader's concern.
    if (init === null || next === null) return null;
    const initial = this.named(init, 1, "INIT");
    const relation = this.named(next, 2, "NEXT");
    if (initial === null || relation === null) return null;
    return { init: [initial], next: relation, nextName: next.name, fairness: [] };
  }

  private specification(name: Identifier): Behavior | null {
    const formula = this.named(name, 3, "SPECIFICATION");
    if (formula === null) return null;
    const init: Formula[] = [];
    const fairness: Formula[] = [];
    let next: Formula | null = null;
    for (const conjunct of this.conjuncts(formula)) {
      if (conjunct.level <= 1) init.push(conjunct);
      else {
        const action = this.alwaysAction(conjunct);
        if (action === null) fairness.push(conjunct);
        else if (next === null) next = { ...conjunct, expression: action.action };
        else {
          const message = `${name.name} has two conjuncts of the form [][Next]_v; write one`;
          this.report.error("E359", conjunct.source, conjunct.expression.span, message);
          return null;
        }
      }
    }
    if (next === null || init.length === 0) {
      const missing = next === null ? "conjunct of the form [][Next]_v" : "initial predicate";
      this.report.error("E359", this.config.source, name.span, `${name.name} has no ${missing}`);
      return null;
    }
    return { init, next, nextName: "Next", fairness };
  }

  /** The A and v of `[][A]_v`. */
  alwaysAction(conjunct: Conjunct): Extract<Expression, { kind: "actionSubscript" }> | null {
    const operand = this.operandOfAlways(conjunct);
    return operand?.kind === "actionSubscript" && operand.form === "box" ? operand : null;
  }

  private operandOfAlways({ expression }: Formula): Expression | null {
    if (expression.kind !== "reference") return null;
    const symbol = this.program.tables.meanings.get(expression)?.symbol;
    return symbol?.kind === "builtin" && symbol.name === "[]" ? (expression.args[0] ?? null) : null;
  }

  private conjuncts(formula: Formula): Conjunct[] {
    const { tables } = this.program;
    return conjunctsOf(formula.expression, formula.env, formula.source, tables, this.levels, this.setup.overrides);
  }

  /** The definition that the cfg names, as a formula of at most `level`. */
  named(name: Identifier, level: 0 | 1 | 2 | 3, keyword: string): Formula | null {
    const { source } = this.config;
    const meaning = lookup(this.program.root, name.name);
    if (meaning === null || meaning.symbol.kind === "instance") {
      const message = `${name.name} is not defined in module ${this.program.root.name}`;
      this.report.error("E350", source, name.span, message);
      return null;
    }
    const { symbol } = meaning;
    if (symbol.kind === "operator" && symbol.parameters.length > 0) {
      const message = `${keyword} needs a formula, but ${name.name} takes ${plural(symbol.parameters.length, "argument")}`;
      this.report.error("E351", source, name.span, message);
      return null;
    }
    const formula = this.formulaOf(meaning, name);
    const found = this.levels.of(formula.expression, formula.env.semantic);
    if (found > level) {
      const allowed = level === 0 ? "a constant" : level === 1 ? "a state predicate" : "an action";
      const message = `${keyword} needs ${allowed}, but ${name.name} is of ${levelNames[found]} level`;
      this.report.error("E352", source, name.span, message, this.definedAt(meaning));
      return null;
    }
    return formula;
  }

  private definedAt(meaning: Meaning): { message: string; location: Location }[] {
    const { symbol } = meaning;
    if (symbol.kind === "builtin") return [];
    return [{ message: `${symbol.name} is defined here`, location: symbol.source.locate(symbol.span) }];
  }

  /** A reference to what the cfg names, read at the top of the root module. */
  private formulaOf(meaning: Meaning, name: Identifier): Formula {
    const { source } = this.config;
    const { span } = name;
    const expression: Expression = {
      kind: "reference",
      name: name.name,
      args: [],
      fix: "name",
      path: [],
      nameSpan: span,
      span,
    };
    this.program.tables.meanings.set(expression, meaning);
    return { expression, env: this.root, source };
  }

  /** A built-in operator applied to a formula. */
  private applied(operator: "[]" | "<>", formula: Formula): Formula {
    const { span } = formula.expression;
    const args = [formula.expression];
    const expression: Expression = {
      kind: "reference",
      name: operator,
      args,
      fix: "prefix",
      path: [],
      nameSpan: span,
      span,
    };
    this.program.tables.meanings.set(expression, { symbol: builtins.get(operator) as BuiltinSymbol, chain: [] });
    return { ...formula, expression };
  }

  private locationOf(name: Identifier): Location | null {
    const symbol = lookup(this.program.root, name.name)?.symbol;
    return symbol === undefined || symbol.kind === "builtin" ? null : symbol.source.locate(symbol.span);
  }

  /** The properties of the cfg and the assumptions, in the order in which they are reported. */
  properties(): PropertyFormula[] {
    const found: PropertyFormula[] = this.assumptions();
    for (const name of this.config.invariants) {
      const formula = this.named(name, 1, "INVARIANT");
      if (formula === null) continue;
      const possible = this.uses.mentions(formula.expression);
      const part = { exitCode: 12, formula: possible ? this.applied("[]", formula) : formula } as const;
      const parts = [{ ...part, over: possible ? "possible" : "state" } as const];
      const kind = possible ? "possible" : "invariant";
      found.push({ name: name.name, kind, location: this.locationOf(name), parts });
    }
    for (const name of this.config.properties) {
      const formula = this.named(name, 3, "PROPERTY");
      if (formula === null) continue;
      const parts = this.conjuncts(formula).map((conjunct) => this.part(conjunct));
      found.push({ name: name.name, kind: kindOf(parts), location: this.locationOf(name), parts });
    }
    for (const name of this.config.possible) {
      const formula = this.named(name, 2, "_POSSIBLE");
      if (formula === null) continue;
      const parts = [{ over: "possible", exitCode: 10, formula: this.applied("<>", formula) } as const];
      found.push({ name: name.name, kind: "possible", location: this.locationOf(name), parts });
    }
    for (const name of this.config.postconditions) {
      const formula = this.named(name, 0, "POSTCONDITION");
      if (formula === null) continue;
      const parts = [{ over: "end", exitCode: 10, formula } as const];
      found.push({ name: name.name, kind: "postcondition", location: this.locationOf(name), parts });
    }
    return found;
  }

  private assumptions(): PropertyFormula[] {
    return this.program.root.assumptions.map((assumption) => {
      const { source, span, name, body } = assumption;
      const location = source.locate(span);
      const formula = { expression: body, env: this.root, source };
      const parts = [{ over: "constant", exitCode: 10, formula } as const];
      return { name: name ?? `Assumption line ${location.line}`, kind: "assumption", location, parts };
    });
  }

  private part(conjunct: Conjunct): PartFormula {
    const possible = this.uses.mentions(conjunct.expression);
    if (conjunct.level <= 1) return { over: possible ? "possible" : "initial", exitCode: 13, formula: conjunct };
    const operand = this.operandOfAlways(conjunct);
    if (operand !== null) {
      const formula = { ...conjunct, expression: operand };
      const predicate = this.levels.of(operand, conjunct.env.semantic) <= 1;
      if (predicate && possible) return { over: "possible", exitCode: 12, formula: conjunct };
      if (this.levels.of(operand, conjunct.env.semantic) <= 1) return { over: "state", exitCode: 12, formula };
      if (this.alwaysAction(conjunct) !== null) return { over: "step", exitCode: 13, formula };
    }
    return { over: "behavior", exitCode: 13, formula: conjunct };
  }
}

/** The kind under which a PROPERTY is reported: that of its strongest part. */
function kindOf(parts: readonly PartFormula[]): PropertyKind {
  if (parts.some((p) => p.over === "behavior")) return "temporal";
  if (parts.some((p) => p.over === "possible")) return "possible";
  if (parts.some((p) => p.over === "step")) return "action";
  return parts.every((p) => p.over === "state") && parts.length > 0 ? "invariant" : "temporal";
}
