/** Direct code of expressions. What has none is left to the interpreter where, and only where, it is evaluated. */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import { writtenOf } from "../../../tla/semantics/written.ts";
import type { ExceptUpdate, Expression } from "../../../tla/syntax/tree.ts";
import { isClosed } from "../interpret/closed.ts";
import type { Interpreter } from "../interpret/interpreter.ts";
import { choice, filtered, functionLiteral, mapped, quantified } from "./binder.ts";
import { builtin } from "./builtin.ts";
import { applied, called, recursive, variable } from "./call.ts";
import { type Binding, type Environment, JsFunction, type Text } from "./environment.ts";
import { after, anything, asSet, boolean, condition, functionPiece, LEFT, type Piece, setPiece } from "./piece.ts";
import { keptText } from "./repeated.ts";
import type { Staging } from "./staging.ts";
import { StepText } from "./step-text.ts";
import { Strictness } from "./strict.ts";
import { Undirected, type Unit } from "./unit.ts";

/** Texts inside each other; beyond it JavaScript itself has to dig too deep. */
const DEEPEST = 400;
/** Texts in all, each as often as it is written. */
const MOST = 100_000;

export class Writer {
  readonly unit: Unit;
  readonly interpreter: Interpreter;
  readonly strictness: Strictness;
  /** Where the code of a leaf of Next is written: what is told of the texts that it evaluates. */
  staging: Staging | null = null;
  /** Is the next state there from the beginning, with values that the interner has met? */
  readonly nextIsGiven: boolean;
  /** What `isLooping` has answered. */
  readonly looping = new Map<OperatorSymbol, boolean>();
  private depth = 0;
  private count = 0;

  constructor(unit: Unit, nextIsGiven = false) {
    this.unit = unit;
    this.nextIsGiven = nextIsGiven;
    this.interpreter = unit.interpreter;
    this.strictness = new Strictness(unit.interpreter);
  }

  /** The value of `expression`. */
  value(expression: Expression, at: Environment): Piece {
    if (++this.depth > DEEPEST || ++this.count > MOST) throw new Undirected("too much text");
    // What an outermost text depends on includes all that stands in it.
    if (this.depth === 1) this.staging?.note(expression, at);
    const made = this.isConstant(expression) ? this.constant(expression) : this.varying(expression, at);
    this.depth--;
    return made;
  }

  private varying(expression: Expression, at: Environment): Piece {
    const write = (there: Environment) => this.evaluated(expression, there);
    return keptText(this, expression, at, write) ?? write(at);
  }

  /** A JavaScript condition that is true where `expression` is; it fails where that is no Boolean. */
  condition(expression: Expression, at: Environment): string {
    return condition(this.value(expression, at));
  }

  set(expression: Expression, at: Environment): string {
    return asSet(this.value(expression, at));
  }

  /** A JavaScript function of `parameters`, with names of its own. */
  fn(parameters: readonly string[], at: Environment, body: (inside: Environment) => string): string {
    const within = new JsFunction();
    const text = body(at.but({ within }));
    return `(${parameters.join(", ")}) => { ${within.with(text)} }`;
  }

  /** Does `expression` speak of the step, by itself or by what its names stand for? */
  isStep(expression: Expression, at: Environment): boolean {
    const { level, parameters } = this.unit.setup.facts.describe(expression);
    if (level >= 2) return true;
    for (const parameter of parameters) {
      const binding = at.find(parameter);
      const text = binding !== null && "text" in binding ? binding.text : undefined;
      if (text !== undefined && this.isStep(text.expression, text.environment)) return true;
    }
    return false;
  }

  private isConstant(expression: Expression): boolean {
    return isClosed(this.interpreter, expression) && this.unit.setup.facts.dependence(expression) === "nothing";
  }

  /** A closed text has no local names, so its place does not matter. */
  private constant(expression: Expression): Piece {
    const { root } = this.unit.setup.program;
    return anything(`${this.unit.constantText(expression, root.source)}()`);
  }

  private evaluated(expression: Expression, at: Environment): Piece {
    switch (expression.kind) {
      case "reference":
        return this.reference(expression, at);
      case "junction": {
        const and = expression.operator === "/\\";
        const items = expression.items.map((item) => this.condition(item, at));
        return boolean(`(${items.join(and ? " && " : " || ")})`);
      }
      case "number":
        return expression.value === null ? LEFT : anything(`${expression.value}`);
      case "string":
        return anything(JSON.stringify(expression.value));
      case "at":
        return at.at === null ? LEFT : anything(at.at);
      case "quantifier":
        return quantified(this, expression, at);
      case "choose":
        return choice(this, expression, at);
      case "setFilter":
        return filtered(this, expression, at);
      case "setMap":
        return mapped(this, expression, at);
      case "functionLiteral":
        return functionLiteral(this, expression, at);
      case "application":
        return this.application(expression, at);
      case "except":
        return this.except(expression, at);
      case "if":
      case "case":
      case "let":
      case "label":
        return this.control(expression, at);
      case "actionSubscript":
        return this.subscript(expression, at);
      default:
        return this.composed(expression, at);
    }
  }

  private reference(expression: Extract<Expression, { kind: "reference" }>, at: Environment): Piece {
    const { symbol } = this.interpreter.meaningOf(expression);
    if (symbol.kind === "builtin") return builtin(this, symbol.name, expression, at);
    return symbol.kind === "variable" ? variable(this, symbol, at) : called(this, expression, at);
  }

  private composed(expression: Expression, at: Environment): Piece {
    const list = (parts: readonly Expression[]) => parts.map((part) => this.value(part, at).js).join(", ");
    const names = (fields: readonly { readonly name: string }[]) => this.unit.constant(fields.map(({ name }) => name));
    switch (expression.kind) {
      case "setEnumeration":
        return setPiece(`makeSet([${list(expression.elements)}])`);
      case "tuple":
        return functionPiece(`sequence([${list(expression.elements)}])`);
      case "record": {
        const values = list(expression.fields.map(({ value }) => value));
        return functionPiece(`record(${names(expression.fields)}, [${values}])`);
      }
      case "recordSet": {
        const sets = expression.fields.map(({ value }) => this.set(value, at));
        return setPiece(`recordSet(${names(expression.fields)}, [${sets.join(", ")}])`);
      }
      case "functionSet":
        return setPiece(`functionSet(${this.set(expression.domain, at)}, ${this.set(expression.range, at)})`);
      case "product":
        return setPiece(`productSet([${expression.factors.map((factor) => this.set(factor, at)).join(", ")}])`);
      case "fieldAccess":
        return anything(`${this.unit.field(expression.field.name)}(${this.value(expression.record, at).js})`);
      default:
        return LEFT;
    }
  }

  private application(expression: Extract<Expression, { kind: "application" }>, at: Environment): Piece {
    const { fn, args } = expression;
    return anything(`at(${applied(this, fn, at)}, ${this.key(args, at)})`);
  }

  /** Several arguments are a tuple. */
  private key(args: readonly Expression[], at: Environment): string {
    const values = args.map((arg) => this.value(arg, at).js);
    return values.length === 1 ? (values[0] as string) : `sequence([${values.join(", ")}])`;
  }

  private except(expression: Extract<Expression, { kind: "except" }>, at: Environment): Piece {
    let whole = this.value(expression.base, at).js;
    for (const update of expression.updates) whole = this.update(whole, update, at);
    return functionPiece(whole);
  }

  /** The keys first; then what each leads to is taken out, and put back changed from the inside. */
  private update(whole: string, { path, value }: ExceptUpdate, at: Environment): string {
    const hold = (js: string): string => {
      const name = this.unit.fresh("x");
      at.within.declare(name);
      set.push(`${name} = ${js}`);
      return name;
    };
    const set: string[] = [];
    const wholes = [hold(whole)];
    const keys = path.map((step) => (step.kind === "field" ? step : hold(this.key(step.args, at))));
    const part = (of: string, key: (typeof keys)[number]) =>
      typeof key === "string" ? `at(${of}, ${key})` : `${this.unit.field(key.name)}(${of})`;
    for (const key of keys) wholes.push(hold(part(wholes[wholes.length - 1] as string, key)));
    let made = this.value(value, at.but({ at: wholes.pop() as string })).js;
    for (const key of keys.reverse()) {
      const of = wholes.pop() as string;
      made = typeof key === "string" ? `put(${of}, ${key}, ${made})` : `${this.unit.field(key.name)}p(${of}, ${made})`;
    }
    return `(${set.join(", ")}, ${made})`;
  }

  private control(expression: Extract<Expression, { kind: "if" | "case" | "let" | "label" }>, at: Environment): Piece {
    switch (expression.kind) {
      case "if": {
        const yes = this.value(expression.then, at);
        const no = this.value(expression.else, at);
        const js = `(${this.condition(expression.condition, at)} ? ${yes.js} : ${no.js})`;
        return { js, kind: yes.kind === no.kind ? yes.kind : "anything" };
      }
      case "case": {
        const other = expression.other === null ? LEFT.js : this.value(expression.other, at).js;
        const arms = expression.arms.map((arm) => {
          return `${this.condition(arm.guard, at)} ? ${this.value(arm.value, at).js} : `;
        });
        return anything(`(${arms.join("")}${other})`);
      }
      case "let": {
        const { set, inside } = this.locals(expression, at, false);
        return after(set, this.value(expression.body, inside));
      }
      case "label":
        return this.value(expression.body, at);
    }
  }

  /** The names of a LET: JavaScript expressions that set what holds them, and the environment with them; see `held`. */
  locals(
    { definitions, body }: Extract<Expression, { kind: "let" }>,
    at: Environment,
    acting: boolean,
  ): { readonly set: readonly string[]; readonly inside: Environment } {
    const set: string[] = [];
    let inside = at;
    for (const definition of definitions) {
      const symbol = this.unit.setup.program.tables.definitions.get(definition);
      if (symbol === undefined || symbol.kind === "instance") continue;
      const text = writtenOf(symbol);
      if (symbol.recursive) {
        if (acting && this.isStep(text, inside)) inside = inside.with(symbol, { kind: "left" });
        else {
          const made = recursive(this, symbol, inside);
          set.push(made.set);
          inside = made.inside;
        }
      } else if (symbol.parameters.length > 0) {
        inside = inside.with(symbol, { kind: "operator", symbol, environment: inside });
      } else {
        const held = this.held(text, inside, { early: this.strictness.surely(body, symbol), acting });
        if (held.set !== null) set.push(held.set);
        inside = inside.with(symbol, held.binding);
      }
    }
    return { set, inside };
  }

  /**
   * Holds the value of a text in a JavaScript name: now where `early`, else by need. While an action gives variables
   * their next values, a text that asks for these is held for as long as they are the same, and a formula that may give
   * some is not held at all.
   */
  held(
    expression: Expression,
    environment: Environment,
    { early, acting }: { readonly early: boolean; readonly acting: boolean },
  ): { readonly set: string | null; readonly binding: Binding } {
    const text = { expression, environment };
    const asked = acting && this.isStep(expression, environment) ? this.askedOnTheWay(text) : [];
    if (asked === null) return { set: null, binding: { kind: "text", text, js: null, early: false } };
    const js = this.unit.fresh("t");
    environment.within.declare(js);
    if (asked.length > 0) {
      const set = `${js} = new OnTheWay(${this.byNeed(text)}, N, ${JSON.stringify(asked)})`;
      return { set, binding: { kind: "text", text, js, early: false } };
    }
    const code = early ? this.value(expression, environment).js : this.lazy(expression, environment);
    return { set: `${js} = ${code}`, binding: { kind: "text", text, js, early } };
  }

  /**
   * The variables whose next values the value of a text of a step depends on; null where that is not known, where there are
   * none after all, and where it may be a formula that gives them values.
   */
  private askedOnTheWay({ expression, environment }: Text): readonly number[] | null {
    const { unit } = this;
    if (new StepText(unit).gives(expression, environment)) return null;
    const asked = new Set<number>();
    return new StepText(unit).addAsked(expression, environment, asked) && asked.size > 0 ? [...asked] : null;
  }

  lazy(expression: Expression, at: Environment): string {
    return `new Lazy(${this.byNeed({ expression, environment: at })})`;
  }

  private byNeed({ expression, environment }: Text): string {
    return this.fn([], environment, (inside) => `return ${this.value(expression, inside).js};`);
  }

  private subscript(expression: Extract<Expression, { kind: "actionSubscript" }>, at: Environment): Piece {
    const action = this.condition(expression.action, at);
    const same = this.unchanged(expression.subscript, at);
    return boolean(expression.form === "box" ? `(${action} || ${same})` : `(${action} && !${same})`);
  }

  /** Is the value the same in the next state? */
  unchanged(expression: Expression, at: Environment): string {
    const after = this.value(expression, at.but({ primed: true })).js;
    return `same(${after}, ${this.value(expression, at).js})`;
  }
}
