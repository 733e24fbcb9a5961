/** Parts of a definition chosen by labels and selectors, `Op(a)!lab(x)!1!<<` (TLA+2, "Naming Subexpressions"). */

import { partsOf } from "../syntax/parts.ts";
import type { Bound, Definition, Expression, PathStep, Reference } from "../syntax/tree.ts";
import { labelsOf } from "./labels.ts";
import type { Use } from "./reference.ts";
import { plural, type ResolveContext, resolveArgument } from "./resolve.ts";
import type {
  BoundSymbol,
  ChainLink,
  InstanceSymbol,
  Level,
  OperatorSymbol,
  ParameterSymbol,
  Subexpression,
} from "./symbol.ts";
import { writtenOf } from "./written.ts";

/** The definition that a path has reached, with its arguments. */
interface ReachedOperator {
  readonly symbol: OperatorSymbol;
  readonly chain: readonly ChainLink[];
  readonly args: readonly Expression[];
  readonly shown: string;
}

/** What stands for a name on the way to a part; null where the part is an operator that has the name as parameter. */
interface Filling {
  readonly symbol: BoundSymbol | ParameterSymbol;
  readonly value: Expression | null;
}

/** Where a selection has got to. */
interface Selection {
  readonly expression: Expression;
  readonly fillings: readonly Filling[];
  /** The definitions of each LET on the way, outermost first. */
  readonly lets: readonly (readonly Definition[])[];
  readonly shown: string;
  /** What the last step chose. */
  readonly chose: "definition" | "label" | "part";
  /** The arm of the CASE `expression` that was chosen, until the next step chooses its condition or its value. */
  readonly arm: Arm | null;
}

type Arm = { readonly guard: Expression | null; readonly value: Expression };

/** Follows `steps` into the body of `operator` and records the part that they select for the reference. */
export function resolveSubexpression(
  context: ResolveContext,
  operator: ReachedOperator,
  steps: readonly PathStep[],
  use: Use,
): void {
  new Selecting(context, operator, use).run(steps);
}

class Selecting {
  private readonly context: ResolveContext;
  private readonly operator: ReachedOperator;
  private readonly use: Use;

  constructor(context: ResolveContext, operator: ReachedOperator, use: Use) {
    this.context = context;
    this.operator = operator;
    this.use = use;
  }

  run(steps: readonly PathStep[]): void {
    const { symbol, args, shown } = this.operator;
    const { reference } = this.use;
    if (!symbol.defined) {
      this.error(reference.span, `${shown} has no parts inside its own definition`);
      return;
    }
    const own = this.fill(symbol.parameters, { args, span: reference.span, shown });
    if (own === null) return;
    let at: Selection | null = {
      expression: writtenOf(symbol),
      fillings: [],
      lets: [],
      shown,
      chose: "definition",
      arm: null,
    };
    for (const [i, step] of steps.entries()) {
      at = this.follow(at, step, steps[i + 1] ?? null);
      if (at === null) return;
    }
    if (at.arm !== null) {
      this.error(reference.span, `${at.shown} is an arm of a CASE; !1 is its condition, !2 its value`);
    } else this.record(own, at);
  }

  private error(span: Expression["span"], message: string): null {
    this.context.report.error("E217", span, message);
    return null;
  }

  private follow(at: Selection, step: PathStep, next: PathStep | null): Selection | null {
    if (step.kind === "name") {
      return at.chose === "part" ? this.local(at, step) : this.label(at, step);
    }
    const { selector } = step;
    if (selector === ":") {
      const names = next?.kind === "name";
      if (at.chose === "part" || !(names || (next === null && at.chose === "definition"))) {
        return this.error(step.span, "!: may only follow a name, and stand last or before a name that a LET defines");
      }
      return names ? { ...at, chose: "part" } : at;
    }
    const inside = throughLabels(at.expression);
    const here = { ...at, expression: inside };
    if (selector === "call" || selector === "@") return this.body(here, step, selector);
    return this.part(here, step, selector);
  }

  /** `Op!lab(x)`, or `lab!inner(y)`. */
  private label(at: Selection, step: Extract<PathStep, { kind: "name" }>): Selection | null {
    const { expression } = at;
    const inside = at.chose === "label" && expression.kind === "label" ? expression.body : expression;
    const found = labelsOf(this.context, inside).find(({ label }) => label.name === step.name);
    if (found === undefined) {
      const local = this.definitionIn(throughLabels(inside), step.name) === null ? "" : `; write !:!${step.name}`;
      return this.error(step.span, `${at.shown} has no label or part named ${step.name}${local}`);
    }
    const { label, bound, lets } = found;
    const symbols = label.parameters.flatMap((p) => bound.find((symbol) => symbol.name === p.name) ?? []);
    const shown = `${at.shown}!${step.name}`;
    const fillings = this.fill(symbols, { args: step.args, span: step.span, shown: `the label ${step.name}` });
    if (fillings === null) return null;
    return {
      expression: label,
      fillings: [...at.fillings, ...fillings],
      lets: [...at.lets, ...lets.map((l) => l.definitions)],
      shown,
      chose: "label",
      arm: null,
    };
  }

  /** `Op!:!Name(x)`: what a LET defines. */
  private local(at: Selection, step: Extract<PathStep, { kind: "name" }>): Selection | null {
    const inside = throughLabels(at.expression);
    const shown = `${at.shown}!${step.name}`;
    const symbol = this.definitionIn(inside, step.name);
    if (inside.kind !== "let" || symbol === null) {
      return this.error(step.span, `${at.shown} is no LET that defines ${step.name}`);
    }
    const { definitions } = inside;
    if (symbol.kind === "instance") return this.error(step.span, `${shown} is an instance, not an operator`);
    const fillings = this.fill(symbol.parameters, { args: step.args, span: step.span, shown });
    if (fillings === null) return null;
    return {
      expression: writtenOf(symbol),
      fillings: [...at.fillings, ...fillings],
      lets: [...at.lets, definitions],
      shown,
      chose: "definition",
      arm: null,
    };
  }

  /** What a LET defines by that name. */
  private definitionIn(expression: Expression, name: string): OperatorSymbol | InstanceSymbol | null {
    if (expression.kind !== "let") return null;
    const symbols = expression.definitions.map((d) => this.context.tables.definitions.get(d));
    return symbols.find((s) => s?.name === name) ?? null;
  }

  /** `!(x)` and `!@`: the body of what binds names. */
  private body(at: Selection, step: Extract<PathStep, { kind: "selector" }>, selector: "call" | "@"): Selection | null {
    const found = bodyWithNames(this.context, at.expression);
    if (found === null) return this.error(step.span, `${at.shown} binds no names that !(…) could replace`);
    const shown = `${at.shown}!${selector === "@" ? "@" : "(…)"}`;
    const fillings =
      selector === "@"
        ? found.symbols.map((symbol) => ({ symbol, value: null }))
        : this.fill(found.symbols, { args: step.args, span: step.span, shown: at.shown });
    if (fillings === null) return null;
    return { ...at, expression: found.body, fillings: [...at.fillings, ...fillings], shown, chose: "part" };
  }

  /** `!n`, `!<<` and `!>>`. */
  private part(
    at: Selection,
    step: Extract<PathStep, { kind: "selector" }>,
    selector: "<<" | ">>" | number,
  ): Selection | null {
    const shown = `${at.shown}!${selector}`;
    const choose = <T>(parts: readonly T[]): T | null => {
      const index = selector === "<<" ? 1 : selector === ">>" ? 2 : selector;
      const part = selector === ">>" && parts.length !== 2 ? undefined : parts[index - 1];
      if (part !== undefined) return part;
      const what = selector === ">>" ? "only what has two has a right one" : `there is no number ${index}`;
      return this.error(step.span, `${at.shown} has ${plural(parts.length, "part")}, ${what}`);
    };
    const { expression, arm } = at;
    if (arm !== null) {
      const part = choose<Expression | "OTHER">([arm.guard ?? "OTHER", arm.value]);
      if (part === "OTHER") return this.error(step.span, "OTHER of a CASE is no expression");
      return part === null ? null : { ...at, expression: part, shown, chose: "part", arm: null };
    }
    if (expression.kind === "case") {
      const other = expression.other === null ? [] : [{ guard: null, value: expression.other }];
      const chosen = choose<Arm>([...expression.arms, ...other]);
      return chosen === null ? null : { ...at, shown, chose: "part", arm: chosen };
    }
    if (expression.kind === "let") {
      const body = choose([expression.body]);
      if (body === null) return null;
      return { ...at, expression: body, lets: [...at.lets, expression.definitions], shown, chose: "part" };
    }
    const part = choose(selectable(expression));
    if (part === null) return null;
    if (expression.kind === "assumeProve" && followsNew(expression, part)) {
      return this.error(
        step.span,
        `${shown} is, or uses, what a NEW declares; it has no meaning outside of the ASSUME`,
      );
    }
    return { ...at, expression: part, shown, chose: "part" };
  }

  /** Puts arguments for `symbols`. Used as an operator, a path has no arguments: all symbols are its parameters. */
  private fill(
    symbols: readonly (BoundSymbol | ParameterSymbol)[],
    { args, span, shown }: { readonly args: readonly Expression[]; readonly span: Expression["span"]; shown: string },
  ): Filling[] | null {
    const { local, arity } = this.use;
    if (arity > 0 && args.length === 0) return symbols.map((symbol) => ({ symbol, value: null }));
    if (args.length !== symbols.length) {
      const message = `${shown} takes ${plural(symbols.length, "argument")}, found ${args.length}`;
      this.context.report.error("E203", span, message);
      return null;
    }
    if (arity > 0) return this.error(span, "a path that names an operator may have no arguments");
    return symbols.map((symbol, i) => {
      const value = args[i] as Expression;
      resolveArgument(this.context, value, symbol.kind === "parameter" ? symbol.arity : 0, local);
      return { symbol, value };
    });
  }

  private record(own: readonly Filling[], at: Selection): void {
    const { arity, reference } = this.use;
    const open = [...own, ...at.fillings].filter(({ value }) => value === null);
    if (arity === 0) {
      if (open.length > 0) {
        this.error(
          reference.span,
          `${at.shown} is an operator, not a value; write !(…) with arguments in the place of !@`,
        );
      } else this.put(reference, own, at);
      return;
    }
    const operator = operatorPart(this.context, at.expression);
    const symbols = [...open.map(({ symbol }) => symbol), ...operator.parameters];
    if (symbols.length !== arity || symbols.some((s) => s.kind === "parameter" && s.arity > 0)) {
      const expected = `expected an operator with ${plural(arity, "parameter")}`;
      const message = `${expected}, found ${at.shown}, which has ${symbols.length}`;
      this.context.report.error("E205", reference.span, message);
      return;
    }
    this.putOperator(symbols, own, { ...at, expression: operator.body });
  }

  private put(reference: Reference, own: readonly Filling[], at: Selection): void {
    const values = (fillings: readonly Filling[]) =>
      fillings.map(({ symbol, value }) => ({ symbol, value: value as Expression }));
    let { expression } = at;
    for (const definitions of [...at.lets].reverse()) {
      expression = { kind: "let", definitions, body: expression, span: expression.span };
    }
    const part: Subexpression = {
      symbol: this.operator.symbol,
      chain: this.operator.chain,
      args: values(own).map(({ value }) => value),
      expression,
      bindings: values(at.fillings),
    };
    this.context.tables.subexpressions.set(reference, part);
  }

  /** Makes the operator `LAMBDA p1, …, pn : part`, in which `symbols` stand for the parameters. */
  private putOperator(
    symbols: readonly (BoundSymbol | ParameterSymbol)[],
    own: readonly Filling[],
    at: Selection,
  ): void {
    const { context } = this;
    const { reference } = this.use;
    const parameters = symbols.map((s): ParameterSymbol => {
      const level: Level = 0;
      return { kind: "parameter", name: s.name, arity: 0, level, span: reference.span, source: context.source };
    });
    const use = (symbol: BoundSymbol | ParameterSymbol): Expression => {
      const parameter = parameters[symbols.indexOf(symbol)] as ParameterSymbol;
      const name = nameOf(parameter, reference);
      context.tables.meanings.set(name, { symbol: parameter, chain: [] });
      return name;
    };
    const filled = (fillings: readonly Filling[]) =>
      fillings.map(({ symbol, value }) => ({ symbol, value: value ?? use(symbol) }));
    const rest = symbols.filter((s) => ![...own, ...at.fillings].some(({ symbol }) => symbol === s));
    const body = nameOf(this.operator.symbol, reference);
    const fillings = [...at.fillings, ...rest.map((symbol) => ({ symbol, value: null }))];
    this.put(body, filled(own), { ...at, fillings: filled(fillings) });
    const symbol: OperatorSymbol = {
      ...this.operator.symbol,
      name: at.shown,
      fix: "name",
      parameters,
      binders: null,
      body,
      module: context.module,
      recursive: false,
      role: this.isLocal() ? "part" : "definition",
      span: reference.span,
      source: context.source,
    };
    context.tables.meanings.set(reference, { symbol, chain: [] });
  }

  /** Does a LET around define the operator? Then what its part reads is known only here. */
  private isLocal(): boolean {
    const { symbol, chain } = this.operator;
    const { module } = this.context;
    return chain.length === 0 && symbol.module === module && !module.definitions.includes(symbol);
  }
}

function nameOf({ name }: { readonly name: string }, { span, nameSpan }: Reference): Reference {
  return { kind: "reference", name, args: [], fix: "name", path: [], nameSpan, span };
}

function throughLabels(expression: Expression): Expression {
  return expression.kind === "label" ? throughLabels(expression.body) : expression;
}

/** The names that an expression binds, and the expression in which they are known. */
function bodyWithNames(
  context: ResolveContext,
  expression: Expression,
): { readonly symbols: readonly (BoundSymbol | ParameterSymbol)[]; readonly body: Expression } | null {
  const { bounds, parameters } = context.tables;
  if (expression.kind === "lambda") return { symbols: parameters.get(expression) ?? [], body: expression.body };
  const list = boundsOf(expression);
  if (list === null) return null;
  const body = expression.kind === "setFilter" ? expression.predicate : (expression as { body: Expression }).body;
  return { symbols: list.flatMap((b) => bounds.get(b)?.symbols ?? []), body };
}

/** A part that is an operator itself, an argument of a higher-order operator: its parameters and its body. */
function operatorPart(
  context: ResolveContext,
  expression: Expression,
): { readonly parameters: readonly ParameterSymbol[]; readonly body: Expression } {
  if (expression.kind !== "lambda") return { parameters: [], body: expression };
  return { parameters: context.tables.parameters.get(expression) ?? [], body: expression.body };
}

/** Whether `part` of an ASSUME/PROVE is a NEW, or stands behind one. */
function followsNew({ assumptions }: Extract<Expression, { kind: "assumeProve" }>, part: Expression): boolean {
  const index = assumptions.indexOf(part);
  const before = index < 0 ? assumptions : assumptions.slice(0, index + 1);
  return before.some((assumption) => assumption.kind === "newSymbol");
}

function boundsOf(expression: Expression): readonly Bound[] | null {
  switch (expression.kind) {
    case "quantifier":
    case "setMap":
    case "functionLiteral":
      return expression.bounds;
    case "choose":
    case "setFilter":
      return [expression.bound];
    default:
      return null;
  }
}

/** The parts that numbers select, in order. Of what binds names, these are the sets; the body is reached by !(…). */
function selectable(expression: Expression): readonly Expression[] {
  const sets = boundsOf(expression);
  if (sets !== null) return sets.flatMap((b) => (b.set === null ? [] : [b.set]));
  switch (expression.kind) {
    case "reference":
      return expression.args;
    case "application": {
      const { args, span } = expression;
      return [expression.fn, args.length === 1 ? (args[0] as Expression) : { kind: "tuple", elements: args, span }];
    }
    case "fieldAccess":
      return [expression.record, { kind: "string", value: expression.field.name, span: expression.field.span }];
    case "except":
      // Its other parts may hold an @ that would mean nothing elsewhere.
      return [expression.base];
    case "fairness":
      return [expression.subscript, expression.action];
    case "temporalQuantifier":
    case "lambda":
    case "label":
    case "newSymbol":
      return [];
    default:
      return partsOf(expression);
  }
}
