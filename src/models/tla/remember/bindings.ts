/** Which names a text binds itself. */

import type {
  BoundSymbol,
  OperatorSymbol,
  ParameterSymbol,
  Tables,
  ValueSymbol,
} from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";

/** The names bound in a text, by their numbers: from the first, up to but not including the last. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * The names bound in the texts of a program, numbered in the order of the text: so those of a part are a range, and a
 * text of any depth is gone through once.
 */
export class Bindings {
  private static readonly made = new WeakMap<Tables, Bindings>();
  private readonly bounds: ReadonlyMap<object, { readonly symbols: readonly BoundSymbol[] }>;
  private readonly definitions: ReadonlyMap<object, OperatorSymbol>;
  private readonly parameters: ReadonlyMap<object, readonly (ParameterSymbol | BoundSymbol)[]>;
  private readonly ranges = new WeakMap<object, Range>();
  private readonly numbers = new WeakMap<ValueSymbol, number>();
  private count = 0;

  /** Those for the tables of a program: the same in all its configurations. */
  static of(tables: Tables): Bindings {
    let bindings = Bindings.made.get(tables);
    if (bindings === undefined) Bindings.made.set(tables, (bindings = new Bindings(tables)));
    return bindings;
  }

  private constructor({ bounds, definitions, parameters }: Tables) {
    this.bounds = bounds;
    this.definitions = definitions as ReadonlyMap<object, OperatorSymbol>;
    this.parameters = parameters;
  }

  /** Does `expression` bind the name? */
  isWithin(symbol: ValueSymbol, expression: Expression): boolean {
    if (!this.ranges.has(expression)) this.visit(expression);
    const { first, last } = this.ranges.get(expression) as Range;
    const number = this.numbers.get(symbol) ?? -1;
    return number >= first && number < last;
  }

  private visit(node: object): void {
    const first = this.count;
    for (const symbol of this.bounds.get(node)?.symbols ?? []) this.enter(symbol);
    const defined = this.definitions.get(node);
    if (defined !== undefined) {
      this.enter(defined);
      for (const parameter of defined.parameters ?? []) this.enter(parameter);
      for (const { symbols } of defined.binders ?? []) for (const symbol of symbols) this.enter(symbol);
    }
    for (const parameter of this.parameters.get(node) ?? []) this.enter(parameter);
    for (const key in node) {
      const part = (node as Record<string, unknown>)[key];
      if (key !== "span" && typeof part === "object" && part !== null) this.visit(part);
    }
    this.ranges.set(node, { first, last: this.count });
  }

  private enter(symbol: ValueSymbol): void {
    this.numbers.set(symbol, this.count++);
  }
}
