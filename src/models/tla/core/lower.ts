/**
 * Lowering: from resolved modules and a cfg to text in which every name means what it says. Instances are entered,
 * their substitutions made, definitions that the cfg replaces are replaced, and parts of definitions (`Op!1`) have
 * become definitions. What is left are variables, constants, parameters, bound names and definitions; no reference has
 * a path, no meaning a chain. Whoever asks what a name means asks here, once.
 *
 * A definition seen through an instance becomes a definition of its own: its text with each declared name replaced.
 * Parameters of the instance become its first parameters; an INSTANCE in a LET leaves its definitions in that LET,
 * where they see the names around it. Calls stay calls, so nothing is captured and the text grows by the number of
 * instances, not by that of uses. Spans and sources survive: errors and coverage point into the modules as written.
 */

import {
  type BuiltinSymbol,
  type ChainLink,
  type ConstantSymbol,
  isBuiltin,
  type Meaning,
  type OperatorSymbol,
  type ParameterSymbol,
  type Program,
  type ResolvedBound,
  type Subexpression,
  symbolOf,
  type ValueSymbol,
  type VariableSymbol,
} from "../../../tla/semantics/symbol.ts";
import { lambdaOf } from "../../../tla/semantics/written.ts";
import { rebuilt } from "../../../tla/syntax/parts.ts";
import type { Bound, Definition, Expression, Fix, Reference } from "../../../tla/syntax/tree.ts";
import { definitionsNamed, replacedIn } from "./around.ts";
import { Asking } from "./asking.ts";
import { markCircles } from "./circles.ts";
import {
  type GivenVariables,
  type Home,
  Instance,
  type LocalSymbol,
  type Names,
  renamed,
  type Site,
} from "./instance.ts";
import type { Overrides, Replacement } from "./overrides.ts";
import { isClosed, isFormula, nameThrough, nowhere, type Spelling } from "./spelling.ts";

/** A variable that an instance has under ENABLED, and the value with which it begins: what replaces it elsewhere. */
interface OwnVariable {
  readonly symbol: VariableSymbol;
  readonly value: Expression;
}

/** What a call is given: the arguments of the instances around, which come first, and its own. */
interface Given {
  readonly lifted: readonly Expression[];
  readonly args: readonly Expression[];
}

type Declared = ConstantSymbol | VariableSymbol;
type Fairness = Extract<Expression, { kind: "fairness" }>;

export class Lowering {
  readonly program: Program;
  private readonly overrides: Overrides;
  private readonly root: Site = { instance: Instance.root(), names: null };
  private readonly pending: (() => void)[] = [];
  private readonly topLevel = new Set<OperatorSymbol>();
  /** Definitions made since the last formula was finished. */
  private made: OperatorSymbol[] = [];
  private readonly pieces = new Set<OperatorSymbol>();
  private readonly instanceParameters = new Set<ParameterSymbol>();
  private readonly own = new Map<Expression, readonly OwnVariable[]>();
  private readonly steps = new Map<Fairness, Expression>();
  private readonly asking: Asking;
  private readonly alone = new Map<Instance, readonly OwnVariable[]>();
  /** Lowered text whose meaning is not known: actions that are arguments, under ENABLED or fairness of an instance. */
  readonly refused = new Map<Expression, ParameterSymbol>();

  constructor(program: Program, overrides: Overrides) {
    this.program = program;
    this.overrides = overrides;
    this.asking = new Asking(program.tables);
  }

  /** A reference to what `meaning` is in the root module, written at `at`. */
  named(meaning: Meaning, at: Spelling): Expression {
    const { symbol, chain } = meaning;
    const own = symbol.kind === "operator" && this.overrides.of(meaning) === null;
    // What the cfg names is not seen through: messages speak of the definition.
    const made = own
      ? this.call(this.operator(symbol, this.enter(chain, this.root).instance), [], at, nameThrough(chain, symbol.name))
      : this.use(meaning, [], at, this.root);
    this.finish();
    return made;
  }

  /** `expression` as it stands at the top of the root module. */
  top(expression: Expression): Expression {
    const made = this.lower(expression, this.root);
    this.finish();
    return made;
  }

  /** Is it a definition of a module, not of a LET? Only such a one is the same wherever it is named. */
  isTopLevel(symbol: OperatorSymbol): boolean {
    return this.topLevel.has(symbol);
  }

  /** Does the parameter belong to an instance, not to the definition as written? */
  isOfInstance(parameter: ParameterSymbol): boolean {
    return this.instanceParameters.has(parameter);
  }

  /** The variables that the instance around `ENABLED action` has of its own in `action`, a lowered text. */
  ownVariables(action: Expression): readonly OwnVariable[] {
    return this.own.get(action) ?? [];
  }

  /** The `<<A>>_v` whose being enabled a lowered `WF_v(A)` or `SF_v(A)` asks for; null where it is as written. */
  enabledStep(fairness: Fairness): Expression | null {
    return this.steps.get(fairness) ?? null;
  }

  /** A definition with the parameters of `whole` and a lowered part of its text. */
  piece(whole: OperatorSymbol, body: Expression, name: string): OperatorSymbol {
    const symbol: OperatorSymbol = { ...whole, body, name, span: name === whole.name ? whole.span : body.span };
    if (this.topLevel.has(whole)) this.topLevel.add(symbol);
    this.pieces.add(symbol);
    return symbol;
  }

  /** Is it a part of a definition that was taken apart? Its arguments were written for the whole. */
  isPiece(symbol: OperatorSymbol): boolean {
    return this.pieces.has(symbol);
  }

  /** A lowered call of `symbol` with lowered arguments. */
  call(symbol: ValueSymbol, args: readonly Expression[], at: Spelling, name = symbol.name): Reference {
    const { fix, span, nameSpan } = at;
    const reference: Reference = { kind: "reference", name, args, fix, path: [], nameSpan, span };
    this.program.tables.meanings.set(reference, { symbol, chain: [] });
    return reference;
  }

  /** A defined operator, passed as an argument, as a LAMBDA. */
  asLambda(symbol: OperatorSymbol, at: Spelling): Expression {
    return this.lambda(symbol.parameters, at, (own) => this.call(symbol, own, at));
  }

  private finish(): void {
    for (let next = this.pending.pop(); next !== undefined; next = this.pending.pop()) next();
    if (this.overrides.any) markCircles(this.made, this.program.tables);
    this.made = [];
  }

  private lower(expression: Expression, site: Site): Expression {
    const { tables } = this.program;
    switch (expression.kind) {
      case "reference":
        return this.reference(expression, site);
      case "let":
        return this.let(expression, site);
      case "lambda": {
        const parameters = tables.parameters.get(expression) ?? [];
        const made = this.parts(expression, site);
        tables.parameters.set(made, parameters);
        const asked = this.replacedAlone(site.instance).length > 0 ? this.asking.actionsAskedIn(expression.body) : [];
        return this.orRefused(
          made,
          [...asked].filter((parameter) => parameters.includes(parameter)),
        );
      }
      case "fairness": {
        const made = this.parts(expression, site) as Fairness;
        const { action, subscript, span } = expression;
        const step = this.underEnabled({ kind: "actionSubscript", form: "angle", action, subscript, span }, site);
        if (step !== null) this.steps.set(made, step);
        return made;
      }
      default:
        return this.parts(expression, site);
    }
  }

  private parts(expression: Expression, site: Site): Expression {
    return rebuilt(expression, {
      expression: (part) => this.lower(part, site),
      bound: (part) => this.bound(part, site),
    });
  }

  private bound(bound: Bound, site: Site): Bound {
    const { bounds } = this.program.tables;
    const made = { ...bound, set: bound.set === null ? null : this.lower(bound.set, site) };
    bounds.set(made, { bound: made, symbols: bounds.get(bound)?.symbols ?? [] });
    return made;
  }

  private reference(reference: Reference, site: Site): Expression {
    const { tables } = this.program;
    const part = tables.subexpressions.get(reference);
    if (part !== undefined) return this.part(part, reference, site);
    const meaning = tables.meanings.get(reference);
    if (meaning === undefined) throw new Error(`the name ${reference.name} was not resolved`);
    const { args } = reference;
    const { symbol, chain } = meaning;
    if (isBuiltin(reference, ["ENABLED", "\\cdot"], tables) && args.length > 0) {
      return this.binding(symbol as BuiltinSymbol, reference, site);
    }
    const asked = symbol.kind === "operator" ? this.actionsGiven(symbol, args, site) : [];
    const read =
      asked.length > 0 && chain.length === 0 ? this.readThere(symbol as OperatorSymbol, reference, site) : null;
    if (read !== null) return read;
    const lowered = args.map((arg) => this.lower(arg, site));
    return this.orRefused(this.use(meaning, lowered, reference, site), asked);
  }

  /** What `meaning`, read at `site`, is with lowered arguments. Without those that it takes it is an operator. */
  private use(meaning: Meaning, args: readonly Expression[], at: Spelling, site: Site): Expression {
    const { symbol, chain } = meaning;
    switch (symbol.kind) {
      case "instance":
        throw new Error("an instance is no operator");
      case "builtin":
        return args.length < symbol.arity && isFormula(symbol)
          ? this.expanded(symbol, at)
          : this.call(symbol, args, at);
      case "bound":
      case "parameter": {
        const by = (renamed(site.names, symbol) ?? symbol) as LocalSymbol;
        if (by.kind === "operator") return this.use({ symbol: by, chain: [] }, args, at, site);
        return this.call(by, args, at);
      }
      case "variable":
      case "constant":
        return this.declared(symbol, args, at, { ...site, instance: this.enter(chain, site).instance });
      case "operator": {
        const local = chain.length === 0 ? renamed(site.names, symbol) : null;
        if (local !== null) return this.apply(local as OperatorSymbol, { lifted: [], args }, at, symbol.name);
        if (symbol.role === "part") return this.lower(lambdaOf(symbol, at.span, this.program.tables), site);
        const by = this.overrides.of(meaning);
        if (by !== null) return this.replaced(by, args, at);
        const name = nameThrough(chain, symbol.name);
        if (isClosed(symbol))
          return this.apply(this.operator(symbol, this.root.instance), { lifted: [], args }, at, name);
        const { instance, lifted } = this.enter(chain, site);
        return this.apply(this.operator(symbol, instance), { lifted: lifted(), args }, at, name);
      }
    }
  }

  /** What the cfg says instead. */
  private replaced(by: Replacement, args: readonly Expression[], at: Spelling): Expression {
    return by.kind === "definition" ? this.use(by.meaning, args, at, this.root) : this.call(by.symbol, args, at);
  }

  /** A call; as an operator it is a LAMBDA if instances around it have arguments. */
  private apply(symbol: OperatorSymbol, { lifted, args }: Given, at: Spelling, name: string): Expression {
    const missing = symbol.parameters.slice(lifted.length + args.length);
    const alias = args.length + missing.length === 0 ? this.alias(symbol, lifted, at) : null;
    if (alias !== null) return alias;
    if (missing.length === 0 || lifted.length === 0) return this.call(symbol, [...lifted, ...args], at, name);
    return this.lambda(missing, at, (own) => this.call(symbol, [...lifted, ...own], at, name));
  }

  /**
   * A definition that is just another name for `x` or `x'` is that, so that it can be assigned to; so is a tuple of such in
   * an instance with arguments, `lifted`, so that UNCHANGED finds its variables.
   */
  private alias(symbol: OperatorSymbol, lifted: readonly Expression[], at: Spelling): Expression | null {
    if (symbol.recursive || symbol.binders !== null || symbol.parameters.length !== lifted.length) return null;
    const { body, parameters } = symbol;
    if (body.kind === "tuple" && lifted.length === 0) return null;
    return this.renaming(body, at, (parameter) => lifted[parameters.indexOf(parameter)] ?? null);
  }

  /** The lowered `body`, if it is nothing but a name or a primed name, or a tuple of such, as written at `at`; else null. */
  private renaming(
    body: Expression,
    at: Spelling,
    given: (parameter: ParameterSymbol) => Expression | null,
  ): Expression | null {
    if (body.kind === "tuple") {
      const elements = body.elements.map((element) => this.renaming(element, at, given));
      return elements.includes(null) ? null : { ...body, elements: elements as Expression[], span: at.span };
    }
    if (body.kind !== "reference" || body.path.length > 0) return null;
    const symbol = this.program.tables.meanings.get(body)?.symbol;
    const [operand] = body.args;
    if (symbol?.kind === "builtin" && symbol.name === "'" && operand !== undefined) {
      const renamed = this.renaming(operand, at, given);
      return renamed === null ? null : this.call(symbol, [renamed], { ...at, fix: "postfix" });
    }
    if (operand !== undefined) return null;
    if (symbol?.kind === "variable" || symbol?.kind === "bound") return this.call(symbol, [], at);
    return symbol?.kind === "parameter" && symbol.arity === 0 ? (given(symbol) ?? this.call(symbol, [], at)) : null;
  }

  private lambda(like: readonly ParameterSymbol[], at: Spelling, body: (own: Expression[]) => Expression): Expression {
    const own = like.map((parameter): ParameterSymbol => ({ ...parameter }));
    const made: Expression = {
      kind: "lambda",
      parameters: own.map(({ name, span }) => ({ name, span })),
      body: body(own.map((symbol) => this.call(symbol, [], { ...at, fix: "name" }))),
      span: at.span,
    };
    this.program.tables.parameters.set(made, own);
    return made;
  }

  /** An operator on formulas, such as `[]` or `'`, passed as an argument: LAMBDA F : []F. */
  private expanded(symbol: BuiltinSymbol, at: Spelling): Expression {
    const { source } = this.program.root;
    const like = Array.from({ length: symbol.arity }, (_, i): ParameterSymbol => {
      return { kind: "parameter", name: `operand${i + 1}`, arity: 0, level: 0, span: at.span, source };
    });
    const fix: Fix = symbol.arity === 2 ? "infix" : "prefix";
    return this.lambda(like, at, (own) => this.call(symbol, own, { ...at, fix }));
  }

  /**
   * Follows a chain of instances; `lifted` makes the arguments for their parameters. An argument that is a variable is none:
   * there the variable takes the place of the parameter, as if WITH said so.
   */
  private enter(
    chain: readonly ChainLink[],
    site: Site,
  ): { readonly instance: Instance; readonly lifted: () => Expression[] } {
    const first = chain[0] === undefined ? null : (renamed(site.names, chain[0].instance) as Instance | null);
    let instance = first ?? site.instance;
    const left = first === null ? [] : [...(chain[0]?.args ?? [])];
    for (const link of first === null ? chain : chain.slice(1)) {
      const given = this.givenVariables(link, site);
      left.push(...link.args.filter((_, i) => !given.has(link.instance.parameters[i] as ParameterSymbol)));
      instance = instance.enter(link.instance, given);
    }
    const lifted = () => {
      const around = first === null ? this.handedOn(site.instance) : [];
      return [...around, ...left.map((arg) => this.lower(arg, site))];
    };
    return { instance, lifted };
  }

  /** The arguments of an instance that are variables of the root module. */
  private givenVariables({ instance, args }: ChainLink, site: Site): GivenVariables {
    const given = new Map<ParameterSymbol, VariableSymbol>();
    for (const [i, arg] of args.entries()) {
      if (arg.kind !== "reference" || arg.args.length > 0) continue;
      const symbol = symbolOf(this.lower(arg, site), this.program.tables);
      // What stands for a variable under ENABLED has a value there only.
      if (symbol?.kind === "variable" && this.program.root.variables.includes(symbol)) {
        given.set(instance.parameters[i] as ParameterSymbol, symbol);
      }
    }
    return given;
  }

  /** The parameters of `instance`, which are the first ones of the definition in which the text stands, too. */
  private handedOn({ parameters }: Instance): Expression[] {
    return parameters.map((p) => this.call(p, [], nowhere(p)));
  }

  /** A constant or variable seen in `site.instance`: what replaces it there, or itself. */
  private declared(symbol: Declared, args: readonly Expression[], at: Spelling, site: Site): Expression {
    const own = symbol.kind === "variable" ? site.instance.ownVariable(symbol) : null;
    if (own !== null) return this.call(own, args, at);
    const found = site.instance.replacement(symbol);
    if (found === null) {
      const by = this.overrides.of({ symbol, chain: [] });
      return by === null ? this.call(symbol, args, at) : this.replaced(by, args, at);
    }
    const outside = found.at.site as Site;
    if (found.by.kind === "operator") return this.use(found.by.meaning, args, at, outside);
    const { expression } = found.by;
    if (expression.kind === "number" || expression.kind === "string") return { ...expression, span: at.span };
    if (expression.kind === "reference" && expression.args.length === 0) {
      const meaning = this.program.tables.meanings.get(expression);
      if (meaning !== undefined) return this.use(meaning, args, at, outside);
    }
    const made = this.replacing(symbol, expression, found.at);
    return this.apply(made, { lifted: this.handedOn(found.at), args }, at, symbol.name);
  }

  /** The expression that replaces a declared name, as a definition. */
  private replacing(symbol: Declared, expression: Expression, at: Instance): OperatorSymbol {
    const known = at.replacing.get(symbol);
    if (known !== undefined) return known;
    const { tables } = this.program;
    const { module, source } = at.symbol as NonNullable<Instance["symbol"]>;
    const operator = expression.kind === "lambda";
    const made: OperatorSymbol = {
      kind: "operator",
      name: symbol.name,
      fix: "name",
      parameters: operator ? (tables.parameters.get(expression) ?? []) : [],
      binders: null,
      body: operator ? expression.body : expression,
      module,
      local: false,
      recursive: false,
      defined: true,
      role: "definition",
      span: expression.span,
      source,
    };
    at.replacing.set(symbol, made);
    this.complete(made, at, at.site as Site);
    return made;
  }

  /** The definition `symbol` of the module that `instance` shows. */
  private operator(symbol: OperatorSymbol, instance: Instance): OperatorSymbol {
    const known = instance.definitions.get(symbol);
    if (known !== undefined) return known;
    const made = symbol.binders !== null && instance.parameters.length > 0 ? this.asOperator(symbol) : { ...symbol };
    instance.definitions.set(symbol, made);
    this.complete(made, instance, { instance, names: null });
    return made;
  }

  /** `f[x \in S] == e` as `f == LET f[x \in S] == e IN f`, which can have the parameters of an instance. */
  private asOperator(symbol: OperatorSymbol): OperatorSymbol {
    const inner = this.call(symbol, [], nowhere(symbol));
    const body: Expression = {
      kind: "let",
      definitions: [this.definition(symbol)],
      body: inner,
      span: symbol.body.span,
    };
    return { ...symbol, binders: null, recursive: false, body };
  }

  /**
   * Lowers the text of `made`, read at `site`, and puts it where the definitions of `instance` stand. At the top this
   * waits until the text at hand is done, so that long chains of definitions need no deep stack.
   */
  private complete(made: OperatorSymbol, { parameters, home }: Instance, site: Site): void {
    for (const parameter of parameters) this.instanceParameters.add(parameter);
    made.parameters = [...parameters, ...made.parameters];
    if (home !== null) {
      this.lowerText(made, site);
      home.push(this.definition(made));
      return;
    }
    this.topLevel.add(made);
    this.made.push(made);
    // A name for a variable is seen through at once, and so is a tuple that has the parameters of an instance.
    const { kind } = made.body;
    if (kind === "reference" || (kind === "tuple" && parameters.length > 0)) this.lowerText(made, site);
    else this.pending.push(() => this.lowerText(made, site));
  }

  private lowerText(symbol: OperatorSymbol, site: Site): void {
    symbol.binders =
      symbol.binders?.map(({ bound, symbols }): ResolvedBound => {
        return { bound: this.bound(bound, site), symbols };
      }) ?? null;
    symbol.body = this.lower(symbol.body, site);
  }

  /** A lowered definition as a LET holds it. */
  definition(symbol: OperatorSymbol): Definition {
    const { name, body, span, parameters } = symbol;
    const shared = { local: false, name, body, nameSpan: span, span: body.span };
    const made: Definition =
      symbol.binders === null
        ? {
            ...shared,
            kind: "operator",
            fix: symbol.fix,
            parameters: parameters.map((p) => ({ name: p.name, arity: p.arity, fix: "name", span: p.span })),
          }
        : { ...shared, kind: "function", bounds: symbol.binders.map(({ bound }) => bound) };
    this.program.tables.definitions.set(made, symbol);
    return made;
  }

  private let(expression: Extract<Expression, { kind: "let" }>, { instance, names }: Site): Expression {
    const { tables } = this.program;
    let inside = names;
    // All at once: what RECURSIVE announces is named before it is defined.
    for (const definition of expression.definitions) {
      const symbol = tables.definitions.get(definition);
      if (symbol?.kind === "operator") inside = { symbol, by: { ...symbol }, definition, next: inside };
    }
    const definitions: (readonly Definition[])[] = [];
    for (const definition of expression.definitions) {
      const symbol = tables.definitions.get(definition);
      if (symbol?.kind === "instance") {
        const home: Home = [];
        const local = Instance.local(symbol, { instance, names: inside }, home);
        inside = { symbol, by: local, definition, next: inside };
        definitions.push(home);
      } else if (symbol?.kind === "operator") {
        const copy = renamed(inside, symbol) as OperatorSymbol;
        this.lowerText(copy, { instance, names: inside });
        definitions.push([this.definition(copy)]);
      }
    }
    const body = this.lower(expression.body, { instance, names: inside });
    return { ...expression, definitions: definitions.flat(), body };
  }

  /** A part of a definition, `Op(a)!1`: a definition of the parameters, and of the names bound on the way to it. */
  private part(part: Subexpression, reference: Reference, site: Site): Expression {
    const { symbol, chain, args, expression, bindings } = part;
    const { instance, lifted } = this.enter(chain, site);
    let names: Names | null = chain.length === 0 ? site.names : null;
    const bound = bindings.map((binding): ParameterSymbol => {
      const { name, span, source } = binding.symbol;
      const arity = binding.symbol.kind === "parameter" ? binding.symbol.arity : 0;
      const by: ParameterSymbol = { kind: "parameter", name, arity, level: 0, span, source };
      names = { symbol: binding.symbol, by, next: names };
      return by;
    });
    const made: OperatorSymbol = {
      ...symbol,
      parameters: [...symbol.parameters, ...bound],
      binders: null,
      body: expression,
      recursive: false,
    };
    const given = [...args, ...bindings.map(({ value }) => value)];
    const asked = this.actionsGiven(made, given, site);
    const values = given.map((arg) => this.lower(arg, site));
    if (chain.length === 0 && renamed(site.names, symbol) !== null) {
      // A part of a definition of a LET sees what that sees; so does the place where it is used.
      this.lowerText(made, { instance, names });
      const { span } = reference;
      const call = this.orRefused(this.apply(made, { lifted: [], args: values }, reference, symbol.name), asked);
      return { kind: "let", definitions: [this.definition(made)], body: call, span };
    }
    this.complete(made, instance, { instance, names });
    return this.orRefused(this.apply(made, { lifted: lifted(), args: values }, reference, symbol.name), asked);
  }

  /** `ENABLED A` and `A \cdot B`, which bind next values. What replaces an instance's variables there is named, too. */
  private binding(symbol: BuiltinSymbol, reference: Reference, site: Site): Expression {
    const actions = reference.args.map((action) => this.underEnabled(action, site) ?? this.lower(action, site));
    const values = this.ownVariables(actions[0] as Expression).map(({ value }) => value);
    return this.call(symbol, [...actions, ...values], reference);
  }

  /**
   * Lowers `action` as ENABLED and `\cdot` take it; null where that makes no difference. The values that an instance's variables have
   * in the state that is bound are bound as well: what replaces them does not reach there ("Specifying Systems", section 17.8).
   * It makes none where each is just another name for a variable of the root module.
   */
  private underEnabled(action: Expression, site: Site): Expression | null {
    const { instance } = site;
    const replaced = this.replacedAlone(instance);
    if (replaced.length === 0) return null;
    const inside = instance.withOwnVariables(replaced.map(({ symbol }) => symbol));
    const definitions = definitionsNamed(action, site.names, this.program.tables);
    // Those of a LET around were lowered with what replaces the variables: here they are made anew.
    const text =
      definitions.length === 0 ? action : { kind: "let" as const, definitions, body: action, span: action.span };
    const made = this.lower(text, { ...site, instance: inside });
    const own = replaced.map(({ symbol, value }) => ({ symbol: inside.own.get(symbol) as VariableSymbol, value }));
    this.own.set(made, own);
    return made;
  }

  /** The variables of an instance, with what replaces them, if ENABLED does not bind what it binds outside. */
  private replacedAlone(instance: Instance): readonly OwnVariable[] {
    const known = this.alone.get(instance);
    if (known !== undefined) return known;
    const replaced = instance.own.size > 0 ? [] : replacedIn(instance, this.program.modules);
    const site = { instance, names: null };
    const own = replaced.map((symbol) => ({ symbol, value: this.declared(symbol, [], nowhere(symbol), site) }));
    const by = own.map(({ value }) => symbolOf(value, this.program.tables));
    // A variable by another name is bound as well as that is.
    const same = by.every((one) => one?.kind === "variable") && new Set(by).size === by.length;
    this.alone.set(instance, same ? [] : own);
    return same ? [] : own;
  }

  /** The parameters of which `symbol` asks ENABLED that are given actions, where an instance has variables of its own there. */
  private actionsGiven(symbol: OperatorSymbol, args: readonly Expression[], site: Site): ParameterSymbol[] {
    if (this.replacedAlone(site.instance).length === 0) return [];
    // As an argument itself, it will be given what is not seen here.
    if (args.length < symbol.parameters.length) return [...this.asking.actionsAskedOf(symbol)];
    const asked = this.asking.parametersOf(symbol);
    const isBound = (i: number) => this.asking.isBoundBy(symbol, args[i] as Expression, site.names);
    return symbol.parameters.filter((parameter, i) => asked.has(parameter) && isBound(i));
  }

  /** A call as the text of the operator, with its arguments as definitions of a LET: those are made anew under ENABLED. */
  private readThere(symbol: OperatorSymbol, reference: Reference, site: Site): Expression | null {
    if (symbol.recursive || symbol.binders !== null || reference.args.length < symbol.parameters.length) return null;
    const given = this.asking.definitionsOf(symbol, reference, site.names);
    if (given === null) return null;
    const { definitions, names } = given;
    return this.let({ kind: "let", definitions, body: symbol.body, span: symbol.body.span }, { ...site, names });
  }

  private orRefused(made: Expression, [parameter]: readonly ParameterSymbol[]): Expression {
    if (parameter !== undefined) this.refused.set(made, parameter);
    return made;
  }
}
