/**
 * What makes a property hold for a reason that was hardly meant, as far as the text shows it before any search: each a
 * warning. Whatever may well be meant is let pass: a warning on ordinary specifications is read by nobody.
 */

import type { Config } from "../../tla/config/config.ts";
import type { Report } from "../../tla/semantics/report.ts";
import { didYouMean } from "../../tla/semantics/scope.ts";
import {
  type ConstantSymbol,
  isBuiltin,
  type Meaning,
  symbolOf,
  type Tables,
  type ValueSymbol,
} from "../../tla/semantics/symbol.ts";
import type { Source } from "../../tla/syntax/source.ts";
import type { Expression, Identifier, Reference } from "../../tla/syntax/tree.ts";
import { ModelValue } from "../../values/index.ts";
import type { Behavior, Formula, PartFormula, PropertyFormula } from "./behavior.ts";
import { Reader } from "./compile/reads.ts";
import { modelValuesIn, stringsIn } from "./constants.ts";
import { reached } from "./core/reached.ts";
import type { Setup } from "./interpret/interpreter.ts";
import { demandsOf } from "./temporal/demand.ts";

/** All that the cfg asks for. */
interface Asked {
  readonly behavior: Behavior;
  readonly properties: readonly PropertyFormula[];
  /** Constraints, VIEW, ALIAS and SYMMETRY. */
  readonly others: readonly Formula[];
}

type StringLiteral = Extract<Expression, { kind: "string" }>;
type Box = Extract<Expression, { kind: "actionSubscript" }>;

/** What there is in a text that is reached. */
interface Survey {
  readonly symbols: Set<unknown>;
  readonly strings: StringLiteral[];
  /** Names of fields. */
  readonly names: Set<string>;
  /** The strings with which something is compared, with their sources. */
  readonly compared: Map<StringLiteral, Source>;
  makesText: boolean;
}

/** Modules whose operators bring strings from outside the text. */
const TEXTS = ["Json", "IOUtils", "CSV", "TLCExt"];

/** Warns of all of the kind in what `config` asks. */
export function warnOfVacuity(asked: Asked, config: Config, setup: Setup, report: Report): void {
  const vacuity = new Vacuity(asked, config, setup, report);
  vacuity.initialOnly();
  vacuity.constantInvariants();
  vacuity.narrowSubscripts();
  vacuity.unfair();
  vacuity.unusedConstants();
  vacuity.stringsOfNowhere();
}

class Vacuity {
  private readonly asked: Asked;
  private readonly config: Config;
  private readonly setup: Setup;
  private readonly tables: Tables;
  private readonly report: Report;
  private readonly reader: Reader;
  private surveyed: { readonly init: Survey; readonly asked: Survey } | null = null;

  constructor(asked: Asked, config: Config, setup: Setup, report: Report) {
    this.asked = asked;
    this.config = config;
    this.setup = setup;
    this.tables = setup.program.tables;
    this.report = report;
    this.reader = Reader.of(setup);
  }

  /** A state predicate as PROPERTY. One beside other conjuncts is how a specification says where to begin. */
  initialOnly(): void {
    for (const { name, parts } of this.listed()) {
      if (!parts.every(({ over }) => over === "initial")) continue;
      const message = `${name.name} is a state predicate, and as a PROPERTY it is asked of initial states only`;
      this.warn("W609", this.config.source, name, `${message}; list it under INVARIANT, or write []${name.name}`);
    }
  }

  /** The properties of PROPERTY statements, with the names as the cfg has them. */
  private listed(): { name: Identifier; parts: readonly PartFormula[] }[] {
    return this.config.properties.flatMap((name) => {
      const found = this.asked.properties.find((p) => p.name === name.name && p.kind !== "invariant");
      return found === undefined ? [] : [{ name, parts: found.parts }];
    });
  }

  /** Invariants, or conjuncts of one, that are the same in all states. */
  constantInvariants(): void {
    for (const { name, parts } of this.asked.properties) {
      for (const { over, formula } of parts) if (over === "state") this.constantConjuncts(formula, name, new Set());
    }
  }

  private constantConjuncts({ expression, source }: Formula, name: string, open: Set<Expression>): void {
    const go = (part: Expression, of = source) => this.constantConjuncts({ expression: part, source: of }, name, open);
    if (this.setup.facts.dependence(expression) === "nothing") {
      if (!this.reader.readsOf(expression).pure) return;
      const whole = [...open].every(
        (around) => around.kind === "reference" && !isBuiltin(around, ["/\\"], this.tables),
      );
      const what = whole ? `the invariant ${name}` : `this conjunct of the invariant ${name}`;
      const message = `${what} depends on no variable: it is the same in every state; what constants must satisfy is said by ASSUME`;
      this.warn("W610", source, expression, message);
      return;
    }
    if (open.has(expression)) return;
    open.add(expression);
    if (expression.kind === "label") go(expression.body);
    else if (expression.kind === "junction" && expression.operator === "/\\")
      for (const item of expression.items) go(item);
    else if (expression.kind === "reference") {
      const symbol = this.tables.meanings.get(expression)?.symbol;
      if (isBuiltin(expression, ["/\\"], this.tables)) for (const arg of expression.args) go(arg);
      const isPlain = symbol?.kind === "operator" && expression.args.length === 0 && symbol.binders === null;
      if (isPlain && !symbol.module.library) go(symbol.body, symbol.source);
    }
    open.delete(expression);
  }

  /** `[Next]_v` where v lacks a variable: of those of the specification, or of those that a property's steps change. */
  narrowSubscripts(): void {
    const { step, nextName } = this.asked.behavior;
    if (step !== null) {
      const all = new Set(this.setup.variables.keys());
      this.narrow(
        step,
        () => all,
        (names) => {
          const alone = `a step that changes only ${names} would be allowed whatever it does`;
          return `this subscript of the SPECIFICATION lacks ${names}: ${alone}, but only steps of ${nextName} are searched`;
        },
      );
    }
    for (const { parts } of this.listed()) {
      // What says where to begin is a specification; else a subscript chooses the steps that are spoken of.
      const whole = parts.some(({ over }) => over === "initial");
      for (const { over, formula } of parts) {
        if (over === "step")
          this.narrow(
            formula,
            (box) => this.changed(box, whole),
            (names) => {
              return `this subscript lacks ${names}: steps that change nothing else are not asked`;
            },
          );
      }
    }
  }

  /** The variables of which the action of `box` speaks in the next state; none if it may be meant to speak of others. */
  private changed({ action, subscript }: Box, whole: boolean): ReadonlySet<number> {
    const changed = new Set<number>();
    for (const { expression: e } of reached([{ expression: action, source: this.config.source }], this.tables)) {
      const primed =
        e.kind === "actionSubscript" ? e.subscript : isBuiltin(e, ["'", "UNCHANGED"], this.tables) ? e.args[0] : null;
      if (primed == null) continue;
      const { variables, locals } = this.reader.readsOf(primed);
      if (hasParameters(locals)) return new Set();
      for (const variable of variables) changed.add(variable);
    }
    const has = this.reader.readsOf(subscript).variables;
    return whole || [...changed].every((variable) => !has.has(variable)) ? changed : new Set();
  }

  private narrow(step: Formula, wanted: (box: Box) => ReadonlySet<number>, say: (names: string) => string): void {
    const found = this.boxOf(step);
    if (found === null) return;
    const { box, source } = found;
    const { variables, everything, locals } = this.reader.readsOf(box.subscript);
    if (everything || hasParameters(locals)) return;
    const missing = [...wanted(box)].filter((variable) => !variables.has(variable)).sort((a, b) => a - b);
    const names = missing.map((variable) => this.setup.variables[variable]?.name).join(", ");
    if (missing.length > 0) this.warn("W611", source, box.subscript, say(names));
  }

  /** The `[A]_v` that `step` is, behind definitions; null for one behind parameters. */
  private boxOf({ expression, source }: Formula): { box: Box; source: Source } | null {
    if (expression.kind === "actionSubscript") return { box: expression, source };
    if (expression.kind === "label" || expression.kind === "let")
      return this.boxOf({ expression: expression.body, source });
    const symbol = symbolOf(expression, this.tables);
    if (symbol?.kind !== "operator" || symbol.parameters.length > 0) return null;
    return this.boxOf({ expression: symbol.body, source: symbol.source });
  }

  /** Something must happen, and nothing says that anything does. */
  unfair(): void {
    const { fairness, written } = this.asked.behavior;
    if (fairness.length > 0) return;
    for (const { name, parts } of this.listed()) {
      const demanding = parts.some(
        ({ over, formula }) => over === "behavior" && demandsOf(formula.expression, this.tables),
      );
      if (!demanding) continue;
      const message = `${name.name} says that something happens, but without fairness every behavior may stop anywhere`;
      this.warn(
        "W612",
        this.config.source,
        name,
        `${message}; add WF_${written.variables}(${written.next}), or another fairness, to a SPECIFICATION`,
      );
    }
  }

  /** Values of the cfg on which nothing depends that is asked. Model values are often only there to be in a set. */
  unusedConstants(): void {
    const { init, asked } = this.surveys();
    for (const [symbol, value] of this.setup.constants) {
      if (
        init.symbols.has(symbol) ||
        asked.symbols.has(symbol) ||
        value instanceof ModelValue ||
        symbol.module !== this.setup.program.root
      )
        continue;
      this.unused(symbol);
    }
  }

  private unused(symbol: ConstantSymbol): void {
    const { name } = symbol;
    const entry = this.config.constants.findLast((one) => one.name === name && one.path.length === 0);
    if (entry === undefined) return;
    const change = this.survey(this.formulasOf(true)).symbols.has(symbol) ? "nothing but what is assumed" : "nothing";
    const message = `no action and no property that is listed depends on ${name}: another value would change ${change}`;
    this.report.in(this.config.source).warning("W613", entry.nameSpan, message);
  }

  /** What is in Init, and in what is asked besides: looked through once, for all who ask. */
  private surveys(): NonNullable<Vacuity["surveyed"]> {
    this.surveyed ??= { init: this.survey(this.asked.behavior.init), asked: this.survey(this.formulas()) };
    return this.surveyed;
  }

  private survey(roots: readonly Formula[]): Survey {
    const survey: Survey = { symbols: new Set(), strings: [], names: new Set(), compared: new Map(), makesText: false };
    for (const { expression, source } of reached(roots, this.tables)) {
      if (expression.kind === "string") survey.strings.push(expression);
      // Names of fields are strings in DOMAIN.
      if (expression.kind === "record" || expression.kind === "recordSet")
        for (const { name } of expression.fields) survey.names.add(name);
      if (expression.kind !== "reference") continue;
      const symbol = this.tables.meanings.get(expression)?.symbol;
      survey.symbols.add(symbol);
      survey.makesText ||= makesText(expression, symbol);
      for (const string of this.comparedStrings(expression)) survey.compared.set(string, source);
    }
    return survey;
  }

  /** What is asked, without assumptions and without Init. */
  private formulas(): Formula[] {
    const { behavior, others } = this.asked;
    return [behavior.next, ...behavior.fairness, ...others, ...this.formulasOf(false)];
  }

  /** Those of the assumptions, or of all other properties. */
  private formulasOf(assumed: boolean): Formula[] {
    const asked = this.asked.properties.filter(({ kind }) => (kind === "assumption") === assumed);
    return asked.flatMap(({ parts }) => parts.map(({ formula }) => formula));
  }

  /**
   * Comparisons with a string that no other place of the text could make: where it is spelled like a model value of the
   * cfg, and in a property, which then asks less than it seems.
   */
  stringsOfNowhere(): void {
    const { init, asked } = this.surveys();
    if (asked.makesText) return;
    const { compared } = asked;
    const constants = [...this.setup.constants.values()];
    const spelled = new Set(constants.flatMap(modelValuesIn).map(({ name }) => name));
    const made = new Set([...constants.flatMap(stringsIn), ...init.names, ...asked.names]);
    for (const { value } of init.strings) made.add(value);
    for (const string of asked.strings) if (!compared.has(string)) made.add(string.value);
    const nowhere = [...compared].filter(([{ value }]) => !made.has(value));
    if (nowhere.length === 0) return;
    const equated = this.equatedInProperties();
    const told = new Set<string>();
    for (const [expression, source] of nowhere.sort(([a], [b]) => a.span.start - b.span.start)) {
      const { value } = expression;
      if (told.has(value)) continue;
      if (spelled.has(value)) {
        const message = `the string "${value}" is not the model value ${value} of the configuration, and nothing here makes such a string: the two are never equal`;
        this.warn("W614", source, expression, message);
      } else if (equated.has(expression) && !this.standsElsewhere(value, compared.keys())) {
        told.add(value);
        const near = didYouMean(value, made);
        this.warn(
          "W614",
          source,
          expression,
          `nothing here makes the string "${value}": nothing is equal to it${near}`,
        );
      }
    }
  }

  /** Does a text have the string in a place that is not reached, or is no comparison? Modules may serve several models. */
  private standsElsewhere(value: string, compared: Iterable<StringLiteral>): boolean {
    const own = this.setup.program.modules.filter(({ library }) => !library);
    const places = own.reduce((sum, { source }) => sum + source.text.split(`"${value}"`).length - 1, 0);
    const asked = [...compared].filter((string) => string.value === value);
    return places > asked.length;
  }

  /** The strings to which what a state has is compared by `=` or `/=` in properties, and not in steps as well. */
  private equatedInProperties(): ReadonlySet<Expression> {
    const { behavior } = this.asked;
    const steps = reached([...behavior.init, behavior.next, ...behavior.fairness], this.tables);
    const others = new Set([...steps].map(({ expression }) => expression));
    const found = new Set<Expression>();
    for (const { expression } of reached(this.formulasOf(false), this.tables)) {
      if (others.has(expression) || !isBuiltin(expression, ["=", "/="], this.tables)) continue;
      const { variables, locals } = this.reader.readsOf(expression);
      if (variables.size + locals.size === 0) continue;
      for (const string of this.comparedStrings(expression)) found.add(string);
    }
    return found;
  }

  /** The strings with which `e` compares something; to assign is not to compare. */
  private comparedStrings(e: Expression): StringLiteral[] {
    if (!isBuiltin(e, ["=", "/=", "\\in", "\\notin"], this.tables)) return [];
    if (e.args.some((arg) => isBuiltin(arg, ["'"], this.tables))) return [];
    const [, right] = e.args;
    const among = right?.kind === "setEnumeration" && e.args[0]?.kind !== "string" ? right.elements : e.args;
    return among.filter((arg) => arg.kind === "string");
  }

  private warn(code: string, source: Source, { span }: Pick<Expression, "span">, message: string): void {
    this.report.in(source).warning(code, span, message);
  }
}

/** Does `e` turn values into strings, or read strings from elsewhere? */
function makesText(e: Reference, symbol: Meaning["symbol"] | undefined): boolean {
  if (symbol?.kind !== "operator" || !symbol.module.library) return false;
  if (symbol.module.name === "Sequences" && e.args.some(({ kind }) => kind === "string")) return true;
  return ["ToString", "TLCGet"].includes(symbol.name) || TEXTS.includes(symbol.module.name);
}

function hasParameters(locals: ReadonlySet<ValueSymbol>): boolean {
  return [...locals].some(({ kind }) => kind === "bound" || kind === "parameter");
}
