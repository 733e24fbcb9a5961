/**
 * Takes a formula apart into what is decided in different ways: `[]P` and `[][A]_v` wherever they stand as conjuncts,
 * behind definitions with arguments, LET, `\A` over constant sets, IF, CASE and `=>` of what is constant, `~~` and
 * `~<>`, and the rest. A definition whose text is
 * taken apart leaves one definition per piece, with the same parameters.
 */

import { builtins, isPossibility } from "../../tla/semantics/builtin.ts";
import type {
  BuiltinSymbol,
  Level,
  Meaning,
  OperatorSymbol,
  ParameterSymbol,
  Tables,
} from "../../tla/semantics/symbol.ts";
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

type Piece = Omit<Conjunct, "level">;

type Choice = Extract<Expression, { kind: "if" | "case" }>;

/** Definitions may call each other so deep; what is deeper is not taken apart. */
const DEEPEST = 200;

export class Splitter {
  private readonly lowering: Lowering;
  private readonly facts: Facts;
  private readonly tables: Tables;
  /** Where pieces of a LET's definitions are put. */
  private readonly homes = new Map<OperatorSymbol, Definition[]>();
  /** The arguments of the calls around the text in hand. */
  private readonly given = new Map<ParameterSymbol, Expression>();
  private depth = 0;

  constructor(lowering: Lowering, facts: Facts) {
    this.lowering = lowering;
    this.facts = facts;
    this.tables = lowering.program.tables;
  }

  /** The conjuncts of a lowered formula, in text order. */
  split(expression: Expression, source: Source): Conjunct[] {
    return this.pieces(expression, source, true).map((piece) => {
      return { ...piece, level: this.facts.levelOf(piece.expression) };
    });
  }

  /** `bare`: nothing stands around the text, so that a piece may be of another source. */
  private pieces(expression: Expression, source: Source, bare: boolean): Piece[] {
    const plain: Piece = { form: "plain", expression, action: null, source };
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
        return this.around(plain, inside, (body) => ({ ...expression, definitions, body }));
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
    const values = valuesOf(expression);
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

  private builtinCall(name: string, args: Expression[], span: Span): Expression {
    return this.lowering.call(builtins.get(name) as BuiltinSymbol, args, { fix: "prefix", span, nameSpan: span });
  }

  private reference(reference: Reference, plain: Piece, bare: boolean): Piece[] {
    const symbol = this.meant(reference);
    if (symbol?.kind === "builtin") return this.builtin(symbol, reference, plain, bare);
    if (symbol?.kind !== "operator" || symbol.binders !== null || symbol.recursive) return [plain];
    if (isPossibility(symbol) || symbol.module.library || this.depth > DEEPEST) return [plain];
    const open = bare && reference.args.length === 0;
    const inside = this.called(symbol.parameters, reference.args, () => this.pieces(symbol.body, symbol.source, open));
    if (open && this.facts.levelOf(reference) === 3) return inside;
    return this.around(plain, inside, (body, name) => this.call(symbol, body, reference, name));
  }

  /** The level of `expression` with the arguments of the calls around it. */
  private levelOf(expression: Expression): number {
    const { level, parameters } = this.facts.describe(expression);
    const given = [...parameters].map((parameter) => {
      const argument = this.given.get(parameter);
      return argument === undefined ? 1 : this.levelOf(argument);
    });
    return Math.max(level, ...given);
  }

  private meant(reference: Reference): Meaning["symbol"] | undefined {
    const symbol = this.tables.meanings.get(reference)?.symbol;
    if (symbol?.kind !== "parameter") return symbol;
    const applied = this.operatorOf(this.given.get(symbol));
    return applied?.kind === "builtin" ? applied : symbol;
  }

  /** What `look` finds in the text of a definition whose parameters are given `args`. */
  private called<T>(parameters: readonly ParameterSymbol[], args: readonly Expression[], look: () => T): T {
    const before = parameters.map((parameter) => this.given.get(parameter));
    this.give(parameters, args);
    this.depth++;
    const found = look();
    this.depth--;
    this.give(parameters, before);
    return found;
  }

  private give(parameters: readonly ParameterSymbol[], args: readonly (Expression | undefined)[]): void {
    for (const [i, parameter] of parameters.entries()) {
      const argument = args[i];
      if (argument === undefined) this.given.delete(parameter);
      else this.given.set(parameter, argument);
    }
  }

  /** What `LAMBDA p : op(p)`, the lowered form of an operator as an argument, applies. */
  private operatorOf(argument: Expression | undefined): Meaning["symbol"] | undefined {
    if (argument?.kind !== "lambda" || argument.body.kind !== "reference") return undefined;
    const { args } = argument.body;
    const own = this.tables.parameters.get(argument) ?? [];
    const isOwn = (arg: Expression, i: number) =>
      arg.kind === "reference" && this.tables.meanings.get(arg)?.symbol === own[i];
    return args.length === own.length && args.every(isOwn) ? this.meant(argument.body) : undefined;
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
        if (operand.kind !== "actionSubscript" || operand.form !== "box") return [plain];
        return [{ ...plain, form: "step", expression: operand, action: operand.action }];
      case "~": {
        const twice = this.operandOf("~", operand);
        if (twice !== null) return this.pieces(twice, plain.source, bare);
        const eventually = this.operandOf("<>", operand);
        if (eventually === null || this.levelOf(eventually) > 1) return [plain];
        return [{ ...plain, form: "always", expression: this.builtinCall("~", [eventually], span) }];
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

  private operandOf(name: string, expression: Expression): Expression | null {
    if (expression.kind !== "reference") return null;
    const symbol = this.meant(expression);
    return symbol?.kind === "builtin" && symbol.name === name ? (expression.args[0] ?? null) : null;
  }

  /** The pieces inside something, each with that around it; `whole` where there is only one, which stays as it is. */
  private around(
    whole: Piece,
    inside: readonly Piece[],
    wrap: (body: Expression, name?: string) => Expression,
  ): Piece[] {
    if (inside.length === 1 && inside[0]?.form === "plain") return [whole];
    return this.wrapped(inside, whole.source, wrap);
  }

  private wrapped(
    inside: readonly Piece[],
    source: Source,
    wrap: (body: Expression, name?: string) => Expression,
  ): Piece[] {
    return inside.map(({ form, expression, action }) => ({
      form,
      expression: wrap(expression),
      action: action === null ? null : wrap(action, "Next"),
      source,
    }));
  }

  /** A call of a definition with the parameters of `symbol` and the text `body`, as `reference` calls `symbol`. */
  private call(symbol: OperatorSymbol, body: Expression, reference: Reference, name = symbol.name): Expression {
    const made = this.lowering.piece(symbol, body, name);
    const home = this.homes.get(symbol);
    if (home !== undefined) {
      home.push(this.lowering.definition(made));
      this.homes.set(made, home);
    }
    return this.lowering.call(made, reference.args, reference, name);
  }
}

/** What IF and CASE choose from, in text order. */
function valuesOf(choice: Choice): readonly Expression[] {
  if (choice.kind === "if") return [choice.then, choice.else];
  const { arms, other } = choice;
  return [...arms.map(({ value }) => value), ...(other === null ? [] : [other])];
}

function withValues(choice: Choice, values: readonly Expression[]): Expression {
  const value = (at: number) => values[at] as Expression;
  // biome-ignore lint/suspicious/noThenProperty: a node of the tree, never awaited
  if (choice.kind === "if") return { ...choice, then: value(0), else: value(1) };
  const arms = choice.arms.map((arm, at) => ({ ...arm, value: value(at) }));
  return { ...choice, arms, other: choice.other === null ? null : value(arms.length) };
}
