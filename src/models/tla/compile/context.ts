/** Where names live when a spec is compiled, and what a reference stands for. */

import type {
  BoundSymbol,
  OperatorSymbol,
  ParameterSymbol,
  ValueSymbol,
  VariableSymbol,
} from "../../../tla/semantics/symbol.ts";
import type { Source } from "../../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import type { NativeFunction, Setup } from "../interpret/interpreter.ts";
import { type Symbolic, Unsupported } from "./symbolic.ts";

export type LocalSymbol = BoundSymbol | ParameterSymbol | OperatorSymbol;

/** What a local name stands for. Arguments and LET definitions are compiled where they are used. */
export type Binding =
  | { readonly kind: "value"; readonly value: Symbolic }
  | LazyBinding
  | { readonly kind: "operator"; readonly symbol: OperatorSymbol; readonly context: Context }
  | { readonly kind: "argument"; readonly expression: Expression; readonly context: Context };

/** `kept` is what the text was compiled to last, while the block in which that was done is still open. */
export interface LazyBinding {
  readonly kind: "lazy";
  readonly expression: Expression;
  readonly context: Context;
  kept: {
    readonly value: Symbolic;
    readonly block: object;
    readonly step: object;
    readonly resets: number;
  } | null;
}

interface Local {
  readonly symbol: object;
  readonly binding: Binding;
  readonly next: Local | null;
}

/** The place of a piece of text: the local names it can see. */
export class Context {
  readonly source: Source;
  locals: Local | null;
  /** The value of `@`. */
  readonly at: Symbolic | null;

  constructor(source: Source, locals: Local | null, at: Symbolic | null = null) {
    this.source = source;
    this.locals = locals;
    this.at = at;
  }

  find(symbol: object): Binding | null {
    for (let local = this.locals; local !== null; local = local.next) {
      if (local.symbol === symbol) return local.binding;
    }
    return null;
  }

  with(symbol: object, binding: Binding): Context {
    return new Context(this.source, { symbol, binding, next: this.locals }, this.at);
  }

  withAt(at: Symbolic): Context {
    return new Context(this.source, this.locals, at);
  }

  /** Every visible local name, innermost first. */
  *visible(): Iterable<readonly [object, Binding]> {
    const known = new Set<object>();
    for (let local = this.locals; local !== null; local = local.next) {
      if (known.has(local.symbol)) continue;
      known.add(local.symbol);
      yield [local.symbol, local.binding];
    }
  }
}

/** What a reference, with its arguments, stands for. */
export type Target =
  | { readonly kind: "value"; readonly value: Symbolic }
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "variable"; readonly index: number }
  | { readonly kind: "lazy"; readonly binding: LazyBinding }
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "native"; readonly symbol: OperatorSymbol; readonly native: NativeFunction }
  | {
      readonly kind: "text";
      readonly symbol: OperatorSymbol | null;
      readonly parameters: readonly ParameterSymbol[];
      readonly body: Expression;
      /** With the arguments bound. */
      readonly context: Context;
    };

/** Finds what references stand for. */
export class Resolver {
  readonly setup: Setup;
  private readonly indices = new Map<VariableSymbol, number>();
  private once = false;

  constructor(setup: Setup) {
    this.setup = setup;
    for (const [index, symbol] of setup.variables.entries()) this.indices.set(symbol, index);
  }

  symbolOf(reference: Reference): ValueSymbol {
    const symbol = this.setup.program.tables.meanings.get(reference)?.symbol;
    if (symbol === undefined || symbol.kind === "instance") throw new Unsupported("a name that was not lowered");
    return symbol;
  }

  resolve(reference: Reference, context: Context): Target {
    return this.target(this.symbolOf(reference), context, reference.args, context);
  }

  /** The same where a recursive definition may be replaced by its text, once. */
  resolveOnce(reference: Reference, context: Context): Target {
    this.once = true;
    try {
      return this.resolve(reference, context);
    } finally {
      this.once = false;
    }
  }

  /** What a name, read at `context`, stands for with arguments that are read at `from`. */
  private target(symbol: ValueSymbol, context: Context, args: readonly Expression[], from: Context): Target {
    switch (symbol.kind) {
      case "builtin":
        return { kind: "builtin", name: symbol.name };
      case "bound":
      case "parameter":
        return this.local(context.find(symbol), args, from);
      case "variable": {
        const index = this.indices.get(symbol);
        if (index === undefined) throw new Unsupported("a variable that is not of the root");
        return { kind: "variable", index };
      }
      case "constant": {
        const value = this.setup.constants.get(symbol);
        if (value === undefined) throw new Unsupported("a constant without a value");
        return { kind: "constant", value };
      }
      case "operator": {
        const local = context.find(symbol);
        if (local !== null) return this.local(local, args, from);
        return this.defined(symbol, null, args, from);
      }
    }
  }

  private local(binding: Binding | null, args: readonly Expression[], from: Context): Target {
    if (binding === null) throw new Unsupported("a name without a binding");
    switch (binding.kind) {
      case "value":
        return { kind: "value", value: binding.value };
      case "lazy":
        return { kind: "lazy", binding };
      case "operator":
        return this.defined(binding.symbol, binding.context, args, from);
      case "argument":
        return this.applied(binding.expression, binding.context, args, from);
    }
  }

  /** An operator passed as an argument, applied. */
  applied(operator: Expression, context: Context, args: readonly Expression[], from: Context): Target {
    if (operator.kind === "lambda") {
      const parameters = this.setup.program.tables.parameters.get(operator) ?? [];
      const inner = this.bind(context, parameters, args, from);
      return { kind: "text", symbol: null, parameters, body: operator.body, context: inner };
    }
    if (operator.kind !== "reference") throw new Unsupported("an operator given by an expression");
    return this.target(this.symbolOf(operator), context, args, from);
  }

  private defined(symbol: OperatorSymbol, context: Context | null, args: readonly Expression[], from: Context): Target {
    if (symbol.module.library) {
      const native = this.setup.native(symbol.module.name, symbol.name);
      if (native !== null) return { kind: "native", symbol, native };
      if (symbol.body.kind === "reference" && symbol.body.name === "NATIVE") throw new Unsupported("no native");
    }
    if (symbol.recursive && (!this.once || symbol.binders !== null)) throw new Unsupported("a recursive definition");
    const around = new Context(symbol.source, context?.locals ?? null);
    const inner = this.bind(around, symbol.parameters, args, from);
    return { kind: "text", symbol, parameters: symbol.parameters, body: symbol.body, context: inner };
  }

  private bind(
    context: Context,
    parameters: readonly ParameterSymbol[],
    args: readonly Expression[],
    from: Context,
  ): Context {
    let inner = context;
    for (const [i, parameter] of parameters.entries()) {
      const expression = args[i];
      if (expression === undefined) throw new Unsupported("an operator without its arguments");
      inner = inner.with(parameter, this.argument(expression, parameter.arity, from));
    }
    return inner;
  }

  /** The context inside a LET. */
  withLocals(expression: Extract<Expression, { kind: "let" }>, context: Context): Context {
    const inner = new Context(context.source, context.locals, context.at);
    for (const definition of expression.definitions) {
      if (definition.kind === "recursive") continue;
      const symbol = this.setup.program.tables.definitions.get(definition);
      if (symbol === undefined || symbol.kind === "instance") throw new Unsupported("an instance in a LET");
      if (symbol.recursive && symbol.binders !== null) throw new Unsupported("a recursive function in a LET");
      const binding =
        symbol.parameters.length > 0
          ? ({ kind: "operator", symbol, context: inner } as const)
          : ({ kind: "lazy", expression: textOf(symbol), context: inner, kept: null } as const);
      inner.locals = { symbol, binding, next: inner.locals };
    }
    return inner;
  }

  private argument(expression: Expression, arity: number, context: Context): Binding {
    if (arity === 0) return { kind: "lazy", expression, context, kept: null };
    // A name of an operator parameter stands for what was passed.
    if (expression.kind === "reference") {
      const known = context.find(this.symbolOf(expression));
      if (known !== null) return known;
    }
    return { kind: "argument", expression, context };
  }
}

/** What the name of a definition without parameters stands for: for `f[x \in S] == e`, `[x \in S |-> e]`. */
function textOf({ binders, body, span }: OperatorSymbol): Expression {
  return binders === null ? body : { kind: "functionLiteral", bounds: binders.map(({ bound }) => bound), body, span };
}
