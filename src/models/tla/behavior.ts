/** From a cfg to the formulas of a model: Init, Next, and the parts of each property. */

import type { Config } from "../../tla/config/config.ts";
import { builtins } from "../../tla/semantics/builtin.ts";
import type { Report } from "../../tla/semantics/report.ts";
import { plural } from "../../tla/semantics/resolve.ts";
import { didYouMean, similarNames } from "../../tla/semantics/scope.ts";
import {
  type BuiltinSymbol,
  isBuiltin,
  isOfStep,
  type Level,
  levelNames,
  type Meaning,
  operandsOf,
  type Program,
  symbolOf,
} from "../../tla/semantics/symbol.ts";
import type { Source } from "../../tla/syntax/source.ts";
import type { Expression, Identifier } from "../../tla/syntax/tree.ts";
import type { Location, Part, PropertyKind, Written } from "../model.ts";
import { type Conjunct, Splitter } from "./conjuncts.ts";
import { lookup } from "./constants.ts";
import type { Facts } from "./core/facts.ts";
import type { Lowering } from "./core/lower.ts";
import { reached } from "./core/reached.ts";
import type { Setup } from "./interpret/interpreter.ts";
import { PossibilityUse } from "./temporal/possibility.ts";

/** A lowered formula that stands at the top of a module, and the source of its spans. */
export interface Formula {
  readonly expression: Expression;
  readonly source: Source;
}

/** Longer texts are not repeated. */
const LONGEST_WRITTEN = 30;

/** What the cfg says about behaviors. */
export interface Behavior {
  readonly init: readonly Formula[];
  readonly next: Formula;
  /** The name of an action that is Next itself. */
  readonly nextName: string;
  /** The `[Next]_v` of a SPECIFICATION. */
  readonly step: Formula | null;
  readonly written: Written;
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
  private readonly lowering: Lowering;
  private readonly facts: Facts;
  private readonly report: Report;
  private readonly uses: PossibilityUse;
  private readonly splitter: Splitter;

  constructor(config: Config, setup: Setup, report: Report) {
    this.program = setup.program;
    this.config = config;
    this.lowering = setup.lowering;
    this.facts = setup.facts;
    this.report = report;
    this.uses = new PossibilityUse(setup.program.tables);
    this.splitter = new Splitter(setup.lowering, setup.facts);
  }

  /** Init and Next, from SPECIFICATION or INIT and NEXT. Null without them, if they say that there is none, and when something is wrong. */
  behavior(): Behavior | null {
    const { specification, init, next } = this.config;
    if (specification !== null) return this.specification(specification);
    // That both or neither are given is the cfg reader's concern.
    if (init === null || next === null) return null;
    const initial = this.named(init, 1, "INIT");
    const relation = this.named(next, 2, "NEXT");
    if (initial === null || relation === null || this.saysNone(initial)) return null;
    const written = { next: next.name, variables: this.allVariables() };
    return { init: [initial], next: relation, nextName: next.name, step: null, written, fairness: [] };
  }

  /**
   * Whether an initial predicate is FALSE by its text, with no property to check: so the Toolbox writes that a model has
   * no behavior, only assumptions.
   */
  private saysNone(initial: Formula): boolean {
    const { invariants, properties, possible, postconditions } = this.config;
    if ([invariants, properties, possible, postconditions].some((list) => list.length > 0)) return false;
    const { tables } = this.program;
    const isFalse = (e: Expression): boolean =>
      isBuiltin(e, ["FALSE"], tables) || operandsOf(e, "/\\", tables)?.some(isFalse) === true;
    const symbol = symbolOf(initial.expression, tables);
    return symbol?.kind === "operator" && isFalse(symbol.body);
  }

  private specification(name: Identifier): Behavior | null {
    const formula = this.named(name, 3, "SPECIFICATION");
    if (formula === null) return null;
    const init: Formula[] = [];
    const fairness: Formula[] = [];
    let step: Conjunct | null = null;
    const refuse = (conjunct: Conjunct, message: string) => {
      this.report.in(conjunct.source).error("E359", conjunct.expression.span, message);
      return null;
    };
    for (const conjunct of this.splitter.split(formula.expression, formula.source)) {
      const { form } = conjunct;
      // What is always so restricts the behaviors that count, as fairness does, not the states that the search visits.
      if (form === "always") fairness.push(this.applied("[]", conjunct));
      else if (form === "plain") (conjunct.level <= 1 ? init : fairness).push(conjunct);
      else if (step === null) step = conjunct;
      else return refuse(conjunct, `${name.name} has two conjuncts of the form [][Next]_v; write one`);
    }
    // Without variables there is one state, and nothing to say about where to begin.
    if (step !== null && init.length === 0 && this.program.root.variables.length === 0) return null;
    if (step === null || init.length === 0) {
      const missing = step === null ? "conjunct of the form [][Next]_v" : "initial predicate";
      const notes = this.bareBox(fairness);
      this.report.in(this.config.source).error("E359", name.span, `${name.name} has no ${missing}`, notes);
      return null;
    }
    const next = { expression: step.action as Expression, source: step.source };
    return { init, next, nextName: "Next", step, written: this.written(next, step), fairness };
  }

  private written(next: Formula, { expression, source }: Formula): Written {
    const box = expression.kind === "actionSubscript" ? { expression: expression.subscript, source } : null;
    return { next: brief(next) ?? "Next", variables: (box && brief(box)) ?? this.allVariables() };
  }

  /** `vars` where that is defined, a variable that is alone, or a tuple of all. */
  private allVariables(): string {
    const { scope, variables } = this.program.root;
    if (scope.get("vars") !== undefined) return "vars";
    const names = variables.map(({ name }) => name);
    const tuple = names.length === 1 ? (names[0] as string) : `<<${names.join(", ")}>>`;
    return tuple.length > LONGEST_WRITTEN ? "vars" : tuple;
  }

  /** The definition that the cfg names, as a formula of at most `level`. */
  named(name: Identifier, level: 0 | 1 | 2 | 3, keyword: string): Formula | null {
    const { source } = this.config;
    const meaning = lookup(this.program.root, name.name);
    if (meaning === null || meaning.symbol.kind === "instance") {
      const message = `${name.name} is not defined in module ${this.program.root.name}${this.guess(name.name, level)}`;
      this.report.in(source).error("E350", name.span, message);
      return null;
    }
    const { symbol } = meaning;
    if (symbol.kind === "operator" && symbol.parameters.length > 0) {
      const message = `${keyword} needs a formula, but ${name.name} takes ${plural(symbol.parameters.length, "argument")}`;
      this.report.in(source).error("E351", name.span, message);
      return null;
    }
    const formula = this.formulaOf(meaning, name);
    const found = this.facts.levelOf(formula.expression);
    if (found > level) {
      const state = keyword === "VIEW" ? "an expression of one state" : "a state predicate";
      const allowed = level === 0 ? "a constant" : level === 1 ? state : "an action";
      const message = `${keyword} needs ${allowed}, but ${name.name} is of ${levelNames[found]} level`;
      const hint = keyword !== "INVARIANT" ? "" : found === 2 ? actionHint(name.name) : "; list it under PROPERTY";
      const notes = [...this.definedAt(meaning), ...(found === 2 ? this.stepIn(formula) : [])];
      this.report.in(source).error("E352", name.span, message + hint, notes);
      return null;
    }
    return formula;
  }

  /** The definitions without parameters that could be meant, if they are of a level that is allowed. */
  private guess(name: string, level: Level): string {
    const { scope } = this.program.root;
    const fits = (other: string): boolean => {
      const meaning = scope.get(other)?.meaning;
      if (meaning?.symbol.kind !== "operator" || meaning.symbol.parameters.length > 0) return false;
      if (meaning.symbol.module.library) return false;
      const found = this.facts.levelOf(this.formulaOf(meaning, { name: other, span: meaning.symbol.span }).expression);
      return level === 3 || found <= level;
    };
    return didYouMean(name, similarNames(name, scope.keys()).filter(fits));
  }

  private definedAt(meaning: Meaning): { message: string; location: Location }[] {
    const { symbol } = meaning;
    if (symbol.kind === "builtin") return [];
    return [{ message: `${symbol.name} is defined here`, location: symbol.source.locate(symbol.span) }];
  }

  /** Where `[Next]_v` lacks its `[]`. */
  private bareBox(conjuncts: readonly Formula[]): { message: string; location: Location }[] {
    const actions = conjuncts.filter(({ expression }) => this.facts.levelOf(expression) === 2);
    for (const { expression: e, source } of reached(actions, this.program.tables)) {
      if (e.kind !== "actionSubscript" || e.form !== "box") continue;
      const message = "this is about the first step only; with [] before it, it is about all steps";
      return [{ message, location: source.locate(e.span) }];
    }
    return [];
  }

  /** Where it speaks of the next state. */
  private stepIn(formula: Formula): { message: string; location: Location }[] {
    const { tables } = this.program;
    for (const { expression, source } of reached([formula], tables)) {
      if (isOfStep(expression, tables))
        return [{ message: "it speaks of the next state here", location: source.locate(expression.span) }];
    }
    return [];
  }

  /** A reference to what the cfg names. */
  private formulaOf(meaning: Meaning, { span }: Identifier): Formula {
    const { source } = this.config;
    return { expression: this.lowering.named(meaning, { fix: "name", nameSpan: span, span }), source };
  }

  /** A built-in operator applied to a formula. */
  private applied(operator: "[]" | "<>", { expression, source }: Formula): Formula {
    const { span } = expression;
    const symbol = builtins.get(operator) as BuiltinSymbol;
    return { expression: this.lowering.call(symbol, [expression], { fix: "prefix", nameSpan: span, span }), source };
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
      const part = { breaks: "invariant", formula: possible ? this.applied("[]", formula) : formula } as const;
      const parts = [{ ...part, over: possible ? "possible" : "state" } as const];
      const kind = possible ? "possible" : "invariant";
      found.push({ name: name.name, kind, location: this.locationOf(name), parts });
    }
    for (const name of this.config.properties) {
      const formula = this.named(name, 3, "PROPERTY");
      if (formula === null) continue;
      const conjuncts = this.splitter.split(formula.expression, formula.source);
      const parts = conjuncts.map((conjunct) => this.part(conjunct));
      found.push({ name: name.name, kind: kindOf(parts), location: this.locationOf(name), parts });
    }
    for (const name of this.config.possible) {
      const formula = this.named(name, 2, "_POSSIBLE");
      if (formula === null) continue;
      const parts = [{ over: "possible", breaks: "possible", formula: this.applied("<>", formula) } as const];
      found.push({ name: name.name, kind: "possible", location: this.locationOf(name), parts });
    }
    for (const name of this.config.postconditions) {
      const formula = this.named(name, 0, "POSTCONDITION");
      if (formula === null) continue;
      const parts = [{ over: "end", breaks: "postcondition", formula } as const];
      found.push({ name: name.name, kind: "postcondition", location: this.locationOf(name), parts });
    }
    return found;
  }

  private assumptions(): PropertyFormula[] {
    return this.program.root.assumptions.map((assumption) => {
      const { source, span, name, body } = assumption;
      const location = source.locate(span);
      const formula = { expression: this.lowering.top(body), source };
      const parts = [{ over: "constant", breaks: "assumption", formula } as const];
      return { name: name ?? `Assumption line ${location.line}`, kind: "assumption", location, parts };
    });
  }

  private part(conjunct: Conjunct): PartFormula {
    const { form, expression, source, level } = conjunct;
    const formula = { expression, source };
    const possible = this.uses.mentions(expression);
    if (form === "step") return { over: "step", breaks: "property", formula };
    if (form === "always") {
      return possible
        ? { over: "possible", breaks: "invariant", formula: this.applied("[]", formula) }
        : { over: "state", breaks: "invariant", formula };
    }
    if (level <= 1) return { over: possible ? "possible" : "initial", breaks: "property", formula };
    return { over: "behavior", breaks: "property", formula };
  }
}

/** The text of a formula, if it is short. */
function brief({ expression: { span }, source }: Formula): string | null {
  const text = source.flat(span);
  return text.length > LONGEST_WRITTEN ? null : text;
}

function actionHint(name: string): string {
  return `; what all steps must satisfy is a PROPERTY, in a definition such as ${name}Always == [][${name}]_vars`;
}

/** The kind under which a PROPERTY is reported: that of its strongest part. */
function kindOf(parts: readonly PartFormula[]): PropertyKind {
  if (parts.some((p) => p.over === "behavior")) return "temporal";
  if (parts.some((p) => p.over === "possible")) return "possible";
  if (parts.some((p) => p.over === "step")) return "action";
  return parts.every((p) => p.over === "state") && parts.length > 0 ? "invariant" : "temporal";
}
