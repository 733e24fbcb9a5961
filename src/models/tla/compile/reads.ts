/**
 * What a piece of text depends on: local names, variables, the next state; and whether it does anything else. What the
 * configuration has switched off is not read.
 */

import type { OperatorSymbol, ValueSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { Fixed } from "../core/fixed.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { isPureNative, isWriting } from "./native.ts";

export interface Reads {
  /** Local names of any kind, bound inside the text or outside; none of those inside the definitions of modules. */
  readonly locals: ReadonlySet<ValueSymbol>;
  readonly variables: ReadonlySet<number>;
  /** Those of the local names whose value in the next state it may ask for, too. */
  readonly shifted: ReadonlySet<ValueSymbol>;
  /** Does it speak of the next state, or of ENABLED? */
  readonly primes: boolean;
  /** Under ENABLED or a composition any variable may be read. */
  readonly everything: boolean;
  /** Does it use `@` of an EXCEPT around it? */
  readonly at: boolean;
  /** Does it compose actions, which pass through states that count? */
  readonly composes: boolean;
  /** False if it prints, draws, or asks for the run. */
  readonly pure: boolean;
  /** Does it ask how a value is written, and so how a set was built? */
  readonly writes: boolean;
  /** How many parts it has, those of the definitions that it names among them: about what code is made of. */
  readonly size: number;
}

interface Draft {
  readonly locals: Set<ValueSymbol>;
  readonly variables: Set<number>;
  readonly shifted: Set<ValueSymbol>;
  primes: boolean;
  everything: boolean;
  at: boolean;
  composes: boolean;
  pure: boolean;
  writes: boolean;
  size: number;
}

/** Operators that speak of the next state. */
const shifting: ReadonlySet<string> = new Set(["'", "UNCHANGED", "ENABLED", "\\cdot"]);

/** Texts of these kinds nest deeply, and are asked about one within the other: each is read once. */
const nesting: ReadonlySet<string> = new Set(["if", "junction", "let", "quantifier"]);

/** Answers `readsOf` for the texts of one model. */
export class Reader {
  private static readonly readers = new WeakMap<Setup, Reader>();
  private readonly setup: Setup;
  readonly fixed: Fixed;
  private readonly known = new Map<Expression, Reads>();
  /** The texts being read, and how often one of them was met inside itself. */
  private readonly open = new Set<Expression>();
  private cycles = 0;
  /** How many recursive definitions are being read. */
  private recursions = 0;
  private readonly indices: ReadonlyMap<unknown, number>;

  /** The one for a model: what has been read of a text is known to all who ask. */
  static of(setup: Setup): Reader {
    let reader = Reader.readers.get(setup);
    if (reader === undefined) Reader.readers.set(setup, (reader = new Reader(setup)));
    return reader;
  }

  private constructor(setup: Setup) {
    this.setup = setup;
    this.fixed = new Fixed(setup.program.tables, setup.constants);
    this.indices = new Map(setup.variables.map((symbol, i) => [symbol, i]));
  }

  readsOf(expression: Expression): Reads {
    const known = this.known.get(expression);
    if (known !== undefined) return known;
    const draft = { locals: new Set<ValueSymbol>(), variables: new Set<number>(), shifted: new Set<ValueSymbol>() };
    const reads: Draft = {
      ...draft,
      primes: false,
      everything: false,
      at: false,
      composes: false,
      pure: true,
      writes: false,
      size: 0,
    };
    const { cycles } = this;
    this.open.add(expression);
    this.enter(expression, reads, new Set());
    this.open.delete(expression);
    // On a cycle of definitions only the text that was asked for has seen all of it.
    if (this.cycles === cycles || this.open.size === 0) this.known.set(expression, reads);
    return reads;
  }

  private visit(node: unknown, into: Draft, entered: Set<OperatorSymbol>): void {
    if (Array.isArray(node)) {
      for (const item of node) this.visit(item, into, entered);
      return;
    }
    if (typeof node !== "object" || node === null) return;
    const { kind } = node as { readonly kind?: string };
    const nested = kind !== undefined && nesting.has(kind) && this.recursions === 0;
    if (nested && !this.open.has(node as Expression)) merge(this.readsOf(node as Expression), into);
    else this.enter(node, into, entered);
  }

  private enter(node: object, into: Draft, entered: Set<OperatorSymbol>): void {
    const { kind } = node as { readonly kind?: string };
    if (kind !== undefined) into.size++;
    const reached = kind === undefined ? null : this.fixed.reached(node as Expression);
    if (reached !== null) {
      this.visit(reached, into, entered);
      return;
    }
    if (kind === "reference") this.reference(node as Reference, into, entered);
    if (kind === "at") into.at = true;
    if (kind === "except") {
      // `@` inside the updates is its own.
      const { base, updates } = node as Extract<Expression, { kind: "except" }>;
      this.visit(base, into, entered);
      const { at } = into;
      this.visit(updates, into, entered);
      into.at = at;
      return;
    }
    if (kind === "actionSubscript") {
      into.primes = true;
      this.shift((node as Extract<Expression, { kind: "actionSubscript" }>).subscript, into);
    }
    for (const key in node) {
      if (key !== "span" && key !== "nameSpan") this.visit((node as Record<string, unknown>)[key], into, entered);
    }
  }

  private reference(reference: Reference, into: Draft, entered: Set<OperatorSymbol>): void {
    const symbol = this.setup.program.tables.meanings.get(reference)?.symbol;
    if (symbol === undefined || symbol.kind === "instance") return;
    this.symbol(symbol, into, entered);
    for (const [i, arg] of reference.args.entries()) if (this.shifts(symbol, i)) this.shift(arg, into);
  }

  /** May an operator ask for the value that argument `i` has in the next state? */
  private shifts(symbol: ValueSymbol, i: number): boolean {
    switch (symbol.kind) {
      case "builtin":
        return shifting.has(symbol.name);
      case "parameter":
        return true;
      case "operator": {
        const parameter = symbol.parameters[i];
        if (parameter === undefined || symbol.module.library) return false;
        return symbol.recursive || this.open.has(symbol.body) || this.readsOf(symbol.body).shifted.has(parameter);
      }
      default:
        return false;
    }
  }

  private shift(part: Expression, into: Draft): void {
    // On a cycle whoever reads the same text further out has all its names.
    if (this.open.has(part)) this.cycles++;
    else for (const symbol of this.readsOf(part).locals) into.shifted.add(symbol);
  }

  private symbol(symbol: ValueSymbol, into: Draft, entered: Set<OperatorSymbol>): void {
    switch (symbol.kind) {
      case "bound":
      case "parameter":
        into.locals.add(symbol);
        return;
      case "variable": {
        const index = this.indices.get(symbol);
        if (index === undefined) into.everything = true;
        else into.variables.add(index);
        return;
      }
      case "constant":
        return;
      case "builtin":
        if (shifting.has(symbol.name) && symbol.name !== "\\cdot") into.primes = true;
        if (symbol.name === "ENABLED" || symbol.name === "\\cdot") into.everything = true;
        if (symbol.name === "\\cdot") into.composes = true;
        return;
      case "operator":
        this.operator(symbol, into, entered);
    }
  }

  private operator(symbol: OperatorSymbol, into: Draft, entered: Set<OperatorSymbol>): void {
    const local = !this.setup.lowering.isTopLevel(symbol);
    if (local) into.locals.add(symbol);
    if (entered.has(symbol)) return;
    entered.add(symbol);
    if (symbol.module.library && this.setup.native(symbol.module.name, symbol.name) !== null) {
      if (!isPureNative(symbol.module.name, symbol.name)) into.pure = false;
      if (isWriting(symbol.module.name, symbol.name)) into.writes = true;
      return;
    }
    if (symbol.recursive) {
      this.recursions++;
      this.visit(symbol.body, into, entered);
      this.recursions--;
    } else if (this.open.has(symbol.body)) this.cycles++;
    else if (local) merge(this.readsOf(symbol.body), into);
    else mergeFacts(this.readsOf(symbol.body), into);
    for (const { bound } of symbol.binders ?? []) this.visit(bound.set, into, entered);
  }
}

function merge(from: Reads, into: Draft): void {
  for (const symbol of from.locals) into.locals.add(symbol);
  for (const symbol of from.shifted) into.shifted.add(symbol);
  mergeFacts(from, into);
}

/** All but the local names: those in the definition of a module mean nothing to whoever names it. */
function mergeFacts(from: Reads, into: Draft): void {
  for (const variable of from.variables) into.variables.add(variable);
  into.primes ||= from.primes;
  into.everything ||= from.everything;
  into.at ||= from.at;
  into.composes ||= from.composes;
  into.pure &&= from.pure;
  into.writes ||= from.writes;
  into.size += from.size;
}
