/**
 * Takes a formula apart into what is decided in different ways: `[]P` and `[][A]_v` wherever they stand as conjuncts,
 * behind definitions with arguments and in these arguments, LET, `\A` over constant sets, IF, CASE and `=>` of what is
 * constant, `~~` and `~<>`, and the rest. A definition whose text is taken apart leaves one definition per piece, with
 * the same parameters.
 */

import { builtins, isPossibility } from "../../tla/semantics/builtin.ts";
import {
  type BuiltinSymbol,
  isBuiltin,
  type Level,
  type OperatorSymbol,
  type ParameterSymbol,
  symbolOf,
  type Tables,
} from "../../tla/semantics/symbol.ts";
import { branchesOf, partsOf } from "../../tla/syntax/parts.ts";
import type { Source, Span } from "../../tla/syntax/source.ts";
import type { Definition, Expression, Reference } from "../../tla/syntax/tree.ts";
import type { Facts } from "./core/facts.ts";
import type { Lowering } from "./core/lower.ts";

/** One conjunct. `always` stands for `[]expression` of a state predicate, `step` for `[]expression`, one of `[A]_v`. */
export interface Conjunct {
  readonly form: "always" | "step" | "plain";
  readonly expression: Expression;
  /** The A of a step. */
  readonly action: Expression | null;
  readonly source: Source;
  readonly level: Level;
}

type Side = "expression" | "action";

/** An argument of a call around the text in hand, with the arguments around the call. */
interface Argument {
  readonly expression: Expression;
  readonly around: Given;
}

type Given = ReadonlyMap<ParameterSymbol, Argument>;

/** Parts of arguments that stand in their place; those of a step and of its A may differ. */
type Parts = ReadonlyMap<Argument, Readonly<Record<Side, Expression>>>;

interface Piece extends Omit<Conjunct, "level"> {
  /** Of arguments of the calls around, what belongs to this piece. */
  readonly parts: Parts;
}

/** Puts something around a piece, or around its A. */
type Wrap = (body: Expression, side: Side, piece: Piece) => Expression;

const nothing: Parts = new Map();

type Choice = Extract<Expression, { kind: "if" | "case" }>;

/** Definitions may call each other so deep; what is deeper is not taken apart. */
const DEEPEST = 200;

export class Splitter {
  private readonly lowering: Lowering;
  private readonly facts: Facts;
  private readonly tables: Tables;
  /** Where pieces of a LET's definitions are put. */
  private readonly homes = new Map<OperatorSymbol, Definition[]>();
  private given: Given = new Map();
  private depth = 0;

  constructor(lowering: Lowering, facts: Facts) {
    this.lowering = lowering;
    this.facts = facts;
    this.tables = lowering.program.tables;
  }

  /** The conjuncts of a lowered formula, in text order. */
  split(expression: Expression, source: Source): Conjunct[] {
    return this.pieces(expression, source, true).map(({ form, expression: part, action, source: from }) => {
      return { form, expression: part, action, source: from, level: this.facts.levelOf(part) };
    });
  }

  /** `bare`: nothing stands around the text, so that a piece may be of another source. */
  private pieces(expression: Expression, source: Source, bare: boolean): Piece[] {
    const plain: Piece = { form: "plain", expression, action: null, source, parts: nothing };
    switch (expression.kind) {
      case "junction":
        if (expression.operator !== "/\\" || this.levelOf(expression) < 3) return [plain];
        return expression.items.flatMap((item) => this.pieces(item, source, bare));
      case "label":
        return this.pieces(expression.body, source, bare);
      case "quantifier": {
        const constant = expression.bounds.every(({ set }) => set !== null && this.levelOf(set) === 0);
        if (expression.quantifier !== "\\A" || !constant) return [plain];
        return this.around(plain, this.pieces(expression.body, source, false), (body) => ({ ...expression, body }));
      }
      case "let": {
        const added: Definition[] = [];
        for (const definition of expression.definitions) {
          const symbol = this.tables.definitions.get(definition);
          if (symbol?.kind === "operator") this.homes.set(symbol, added);
        }
        const inside = this.pieces(expression.body, source, false);
        const definitions = [...expression.definitions, ...added];
        // What needs none of the definitions stands without them: behind a LET no action would be found.
        return this.around(plain, inside, (body) =>
          this.names(body, added) ? { ...expression, definitions, body } : body,
        );
      }
      case "if":
      case "case":
        return this.branches(expression, plain);
      case "reference":
        return this.reference(expression, plain, bare);
      default:
        return [plain];
    }
  }

  /** `IF c THEN F ELSE G` of a constant c is `IF c THEN F ELSE TRUE` and `IF c THEN TRUE ELSE G`; so is CASE. */
  private branches(expression: Choice, plain: Piece): Piece[] {
    const conditions = expression.kind === "if" ? [expression.condition] : expression.arms.map(({ guard }) => guard);
    if (conditions.some((condition) => this.levelOf(condition) > 0)) return [plain];
    const values = branchesOf(expression);
    const inside = values.map((value) => this.pieces(value, plain.source, false));
    if (inside.every((pieces) => pieces.length === 1 && pieces[0]?.form === "plain")) return [plain];
    const otherwise = this.builtinCall("TRUE", [], expression.span);
    const only = (at: number) => (body: Expression) =>
      withValues(
        expression,
        values.map((_, i) => (i === at ? body : otherwise)),
      );
    return inside.flatMap((pieces, at) => this.wrapped(pieces, plain.source, only(at)));
  }

  /** Does the text name a definition that has its place in `home`? */
  private names(expression: Expression, home: Definition[]): boolean {
    const symbol = symbolOf(expression, this.tables);
    if (symbol?.kind === "operator" && this.homes.get(symbol) === home) return true;
    return partsOf(expression).some((part) => this.names(part, home));
  }

  private builtinCall(name: string, args: Expression[], span: Span): Expression {
    return this.lowering.call(builtins.get(name) as BuiltinSymbol, args, { fix: "prefix", span, nameSpan: span });
  }

  private reference(reference: Reference, plain: Piece, bare: boolean): Piece[] {
    const symbol = symbolOf(reference, this.tables);
    if (symbol?.kind === "builtin") return this.builtin(symbol, reference, plain, bare);
    return this.named(reference, plain, bare, (body) => body);
  }

  /** `as` says what of the text that `reference` names, or is given, is taken apart: the text, or its negation. */
  private named(reference: Reference, plain: Piece, bare: boolean, as: (body: Expression) => Expression): Piece[] {
    const symbol = symbolOf(reference, this.tables);
    if (symbol?.kind === "parameter") return this.parameter(symbol, reference, plain, as);
    if (symbol?.kind !== "operator" || symbol.binders !== null || symbol.recursive) return [plain];
    const { parameters, body, source } = symbol;
    // Of the modules that we ship only RealTime speaks of behaviors.
    if (symbol.module.library && this.facts.levelOf(body) < 3) return [plain];
    if (isPossibility(symbol) || this.depth > DEEPEST) return [plain];
    // Nor need a call be around text of the same source.
    const open = (bare || source === plain.source) && reference.args.length === 0;
    const own = this.argumentsOf(reference);
    const inside = this.within(given(this.given, parameters, own), () => this.pieces(as(body), source, open));
    if (open && this.facts.levelOf(reference) === 3) return inside;
    const pieces = this.around(plain, inside, (part, side, { parts }) =>
      this.call(symbol, part, { ...reference, args: placedIn(own, side, parts) }, side),
    );
    return pieces.map((piece) => ({ ...piece, parts: without(piece.parts, own) }));
  }

  /** What an argument says is taken apart where the parameter stands: each piece has its part of the argument. */
  private parameter(
    symbol: ParameterSymbol,
    reference: Reference,
    plain: Piece,
    as: (body: Expression) => Expression,
  ): Piece[] {
    const argument = this.given.get(symbol);
    if (argument === undefined || this.levelOf(reference) < 3) return [plain];
    const { around } = argument;
    const expression = this.applicable(argument.expression);
    const parameters = expression.kind === "lambda" ? (this.tables.parameters.get(expression) ?? []) : [];
    const body = expression.kind === "lambda" ? expression.body : expression;
    const own = this.argumentsOf(reference);
    const inside = this.within(given(around, parameters, own), () => this.pieces(as(body), plain.source, false));
    if (inside.length === 1 && inside[0]?.form === "plain") return [plain];
    // An operator that is applied inside its own argument, as in F(F(P)), would need two parts at once.
    if (inside.some(({ parts }) => parts.has(argument))) return [plain];
    return inside.map((piece) => {
      const applied = (side: Side) =>
        this.lowering.call(symbol, placedIn(own, side, piece.parts), reference, reference.name);
      const part = (side: Side) => this.replaced(expression, piece[side] ?? piece.expression);
      const parts = new Map(without(piece.parts, own));
      parts.set(argument, { expression: part("expression"), action: part("action") });
      const action = piece.action === null ? null : applied("action");
      return { ...piece, expression: applied("expression"), action, source: plain.source, parts };
    });
  }

  /** A definition with parameters, as an argument, is a LAMBDA like any other. */
  private applicable(expression: Expression): Expression {
    const symbol = symbolOf(expression, this.tables);
    const isOperator = symbol?.kind === "operator" && symbol.parameters.length > 0;
    const { args, ...at } = expression as Reference;
    return isOperator && args.length === 0 ? this.lowering.asLambda(symbol, at) : expression;
  }

  private replaced(argument: Expression, body: Expression): Expression {
    if (argument.kind !== "lambda") return body;
    const made = { ...argument, body };
    this.tables.parameters.set(made, this.tables.parameters.get(argument) ?? []);
    return made;
  }

  /** The level of `expression` with the arguments of the calls around it. */
  private levelOf(expression: Expression): number {
    const { level, parameters } = this.facts.describe(expression);
    const levels = [...parameters].map((parameter) => {
      const argument = this.given.get(parameter);
      return argument === undefined ? 1 : this.within(argument.around, () => this.levelOf(argument.expression));
    });
    return Math.max(level, ...levels);
  }

  private argumentsOf({ args }: Reference): readonly Argument[] {
    return args.map((expression) => ({ expression, around: this.given }));
  }

  /** What `look` finds where parameters are `given`. */
  private within<T>(given: Given, look: () => T): T {
    const before = this.given;
    this.given = given;
    this.depth++;
    const found = look();
    this.depth--;
    this.given = before;
    return found;
  }

  private builtin(symbol: BuiltinSymbol, { args, span }: Reference, plain: Piece, bare: boolean): Piece[] {
    const [operand] = args;
    if (operand === undefined) return [plain];
    switch (symbol.name) {
      case "/\\":
        if (this.levelOf(plain.expression) < 3) return [plain];
        return args.flatMap((arg) => this.pieces(arg, plain.source, bare));
      case "[]":
        if (this.levelOf(operand) <= 1) return [{ ...plain, form: "always", expression: operand }];
        if (operand.kind !== "actionSubscript" || operand.form !== "box")
          return this.alwaysAlways(operand, plain, bare);
        return [{ ...plain, form: "step", expression: operand, action: operand.action }];
      case "~": {
        const twice = this.operandOf("~", operand);
        if (twice !== null) return this.pieces(twice, plain.source, bare);
        const eventually = this.operandOf("<>", operand);
        const negation = (of: Expression) => this.builtinCall("~", [of], span);
        if (eventually !== null && this.levelOf(eventually) <= 1) {
          return [{ ...plain, form: "always", expression: negation(eventually) }];
        }
        if (eventually !== null) return this.alwaysAlways(negation(eventually), plain, bare);
        if (operand.kind !== "reference" || symbolOf(operand, this.tables)?.kind === "builtin") return [plain];
        return this.named(operand, plain, false, negation);
      }
      case "=>": {
        if (this.levelOf(operand) > 0) return [plain];
        const inside = this.pieces(args[1] as Expression, plain.source, false);
        return this.around(plain, inside, (body) => this.builtinCall("=>", [operand, body], span));
      }
      default:
        return [plain];
    }
  }

  /** `[](P /\\ []Q)` is `[]P` and `[]Q`, and what is always always so is always so. */
  private alwaysAlways(operand: Expression, plain: Piece, bare: boolean): Piece[] {
    const found: Piece[] = [];
    for (const piece of this.pieces(operand, plain.source, bare)) {
      if (piece.form !== "plain") found.push(piece);
      else if (this.levelOf(piece.expression) <= 1) found.push({ ...piece, form: "always" });
      else return [plain];
    }
    return found;
  }

  private operandOf(name: string, expression: Expression): Expression | null {
    return isBuiltin(expression, [name], this.tables) ? (expression.args[0] ?? null) : null;
  }

  /** The pieces inside something, each with that around it; `whole` where there is only one, which stays as it is. */
  private around(whole: Piece, inside: readonly Piece[], wrap: Wrap): Piece[] {
    if (inside.length === 1 && inside[0]?.form === "plain") return [whole];
    return this.wrapped(inside, whole.source, wrap);
  }

  private wrapped(inside: readonly Piece[], source: Source, wrap: Wrap): Piece[] {
    return inside.map((piece) => ({
      ...piece,
      expression: wrap(piece.expression, "expression", piece),
      action: piece.action === null ? null : wrap(piece.action, "action", piece),
      source,
    }));
  }

  /** A call of a definition with the parameters of `symbol` and the text `body`, as `reference` calls `symbol`. */
  private call(symbol: OperatorSymbol, body: Expression, reference: Reference, side: Side): Expression {
    const name = side === "action" ? "Next" : symbol.name;
    const made = this.lowering.piece(symbol, body, name);
    const home = this.homes.get(symbol);
    if (home !== undefined) {
      home.push(this.lowering.definition(made));
      this.homes.set(made, home);
    }
    return this.lowering.call(made, reference.args, reference, name);
  }
}

function given(around: Given, parameters: readonly ParameterSymbol[], own: readonly Argument[]): Given {
  return new Map([...around, ...own.map((argument, i) => [parameters[i] as ParameterSymbol, argument] as const)]);
}

function without(parts: Parts, own: readonly Argument[]): Parts {
  return new Map([...parts].filter(([argument]) => !own.includes(argument)));
}

/** Arguments, those of which the piece has a part in that part. */
function placedIn(own: readonly Argument[], side: Side, parts: Parts): readonly Expression[] {
  return own.map((argument) => parts.get(argument)?.[side] ?? argument.expression);
}

function withValues(choice: Choice, values: readonly Expression[]): Expression {
  const value = (at: number) => values[at] as Expression;
  // biome-ignore lint/suspicious/noThenProperty: a node of the tree, never awaited
  if (choice.kind === "if") return { ...choice, then: value(0), else: value(1) };
  const arms = choice.arms.map((arm, at) => ({ ...arm, value: value(at) }));
  return { ...choice, arms, other: choice.other === null ? null : value(arms.length) };
}
