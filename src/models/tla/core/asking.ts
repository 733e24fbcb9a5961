/**
 * Operators that ask ENABLED, fairness, or a composition of a parameter, before lowering. An instance has variables of its own there,
 * so an action that it gives as an argument has to be read in that place, not where it is written.
 */

import {
  isBuiltin,
  isOfStep,
  type OperatorSymbol,
  type ParameterSymbol,
  symbolOf,
  type Tables,
} from "../../../tla/semantics/symbol.ts";
import { branchesOf, partsOf } from "../../../tla/syntax/parts.ts";
import { Source } from "../../../tla/syntax/source.ts";
import type { Definition, Expression, Reference } from "../../../tla/syntax/tree.ts";
import { type Names, writtenFor } from "./instance.ts";
import { reached, textsOf } from "./reached.ts";

type Found = ReadonlySet<ParameterSymbol>;

/** An argument as a definition. */
interface Given {
  readonly by: OperatorSymbol;
  readonly definition: Definition;
}

const none: Found = new Set();

export class Asking {
  private readonly tables: Tables;
  private readonly asked = new Map<OperatorSymbol, Found>();
  private readonly acting = new Map<OperatorSymbol, Found>();
  /** Parameters that stand in the text of an operator where an action may. */
  private readonly places = new Map<OperatorSymbol, Found>();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** The parameters that `symbol` names under ENABLED, fairness or `\cdot`, itself or by those to which it gives them. */
  parametersOf(symbol: OperatorSymbol): Found {
    const known = this.asked.get(symbol);
    if (known !== undefined) return known;
    const texts = textsOf(symbol).map((expression) => ({ expression, source: symbol.source }));
    const asks =
      symbol.parameters.length > 0 &&
      [...reached(texts, this.tables)].some((one) => isAsking(one.expression, this.tables));
    // For one that comes back to itself while it is looked at, that is all of them.
    this.asked.set(symbol, asks ? new Set(symbol.parameters) : none);
    if (!asks) return none;
    const found = new Set<ParameterSymbol>();
    for (const { expression } of texts) this.collect(expression, false, found, new Set());
    this.asked.set(symbol, found);
    return found;
  }

  /** Those of which it asks as of an action: what is given for them need not be one by its text. */
  actionsAskedOf(symbol: OperatorSymbol): Found {
    const known = this.acting.get(symbol);
    if (known !== undefined) return known;
    this.acting.set(symbol, none);
    const found =
      this.parametersOf(symbol).size === 0 ? none : union(textsOf(symbol).map((text) => this.actionsAskedIn(text)));
    this.acting.set(symbol, found);
    return found;
  }

  actionsAskedIn(text: Expression): Found {
    const parts = partsOf(text);
    const found = parts.map((part) => this.actionsAskedIn(part));
    if (isAsking(text, this.tables)) found.push(...parts.map((part) => this.actionsIn(part)));
    const symbol = symbolOf(text, this.tables);
    if (symbol?.kind === "operator") {
      const asked = this.actionsAskedOf(symbol);
      for (const [i, arg] of (text as Reference).args.entries())
        if (asked.has(symbol.parameters[i] as ParameterSymbol)) found.push(this.actionsIn(arg));
    }
    return union(found);
  }

  /** The parameters that stand in `action` where an action may. */
  private actionsIn(action: Expression): Found {
    const of = (parts: readonly Expression[]) => union(parts.map((part) => this.actionsIn(part)));
    switch (action.kind) {
      case "reference": {
        const symbol = symbolOf(action, this.tables);
        if (symbol?.kind === "parameter") return new Set([symbol]);
        if (symbol?.kind === "builtin") return CONNECTIVES.has(symbol.name) ? of(action.args) : none;
        if (symbol?.kind !== "operator") return none;
        const inside = this.actionsOf(symbol);
        const given = of(action.args.filter((_, i) => inside.has(symbol.parameters[i] as ParameterSymbol)));
        return union([[...inside].filter((p) => !symbol.parameters.includes(p)), given]);
      }
      case "junction":
        return of(action.items);
      case "quantifier":
        return of([action.body]);
      case "actionSubscript":
        return of([action.action]);
      default:
        return of(branchesOf(action));
    }
  }

  /**
   * Is `text`, read under `names`, bound by what `symbol` asks of it? ENABLED binds the state after a step, `\cdot` the one
   * before its second, too.
   */
  isBoundBy(symbol: OperatorSymbol, text: Expression, names: Names | null): boolean {
    const asked = textsOf(symbol).map((expression) => ({ expression, source: NOWHERE }));
    const composes = [...reached(asked, this.tables)].some(({ expression }) =>
      isBuiltin(expression, ["\\cdot"], this.tables),
    );
    const given = new Set<OperatorSymbol>();
    for (const open = [text]; open.length > 0; ) {
      for (const { expression } of reached([{ expression: open.pop() as Expression, source: NOWHERE }], this.tables)) {
        if (isOfStep(expression, this.tables)) return true;
        const named = symbolOf(expression, this.tables);
        if (composes && named?.kind === "variable") return true;
        const by = named?.kind === "parameter" ? writtenFor(names, named) : null;
        if (by === null || given.has(by)) continue;
        given.add(by);
        open.push(by.body);
      }
    }
    return false;
  }

  /**
   * The arguments of a call as definitions, and the names by which its parameters go by these; null where a part of a
   * definition is an operator.
   */
  definitionsOf(
    symbol: OperatorSymbol,
    { args }: Reference,
    around: Names | null,
  ): { readonly definitions: readonly Definition[]; readonly names: Names | null } | null {
    const definitions: Definition[] = [];
    let names = around;
    for (const [i, parameter] of symbol.parameters.entries()) {
      const made = this.definitionOf(parameter, symbol, args[i] as Expression);
      if (made === null) return null;
      definitions.push(made.definition);
      names = { symbol: parameter, by: made.by, next: names };
    }
    return { definitions, names };
  }

  private definitionOf(parameter: ParameterSymbol, symbol: OperatorSymbol, arg: Expression): Given | null {
    const written = parameter.arity === 0 ? { parameters: [], body: arg } : this.operatorOf(parameter, arg);
    if (written === null) return null;
    const { name, source } = parameter;
    const { parameters, body } = written;
    const shared = { name, fix: "name" as const, body, span: arg.span };
    const by: OperatorSymbol = {
      ...{ ...shared, kind: "operator", parameters, binders: null, module: symbol.module, local: false },
      ...{ recursive: false, defined: true, role: "definition", source },
    };
    const own = parameters.map((p) => ({ name: p.name, arity: p.arity, fix: "name" as const, span: p.span }));
    const definition: Definition = {
      ...{ ...shared, kind: "operator", local: false, parameters: own, nameSpan: parameter.span },
    };
    this.tables.definitions.set(definition, by);
    return { by, definition };
  }

  /** An argument that is an operator: its parameters and what it is of them. */
  private operatorOf({ arity }: ParameterSymbol, arg: Expression): Pick<OperatorSymbol, "parameters" | "body"> | null {
    const { meanings } = this.tables;
    if (arg.kind === "lambda") return { parameters: this.tables.parameters.get(arg) ?? [], body: arg.body };
    const meaning = arg.kind === "reference" ? meanings.get(arg) : undefined;
    if (arg.kind !== "reference" || meaning === undefined || this.tables.subexpressions.has(arg)) return null;
    const { span, nameSpan } = arg;
    const shared = { name: "operand", span, source: NOWHERE };
    const parameters = Array.from({ length: arity }, (): ParameterSymbol => {
      return { ...shared, kind: "parameter", arity: 0, level: 0 };
    });
    const args = parameters.map((symbol): Reference => {
      const made: Reference = { kind: "reference", name: symbol.name, args: [], fix: "name", path: [], nameSpan, span };
      meanings.set(made, { symbol, chain: [] });
      return made;
    });
    const body: Reference = { ...arg, args: [...arg.args, ...args] };
    meanings.set(body, meaning);
    return { parameters, body };
  }

  private actionsOf(symbol: OperatorSymbol): Found {
    const known = this.places.get(symbol);
    if (known !== undefined) return known;
    // What one that comes back to itself finds the first time is all that it finds.
    this.places.set(symbol, none);
    const found = symbol.binders === null ? this.actionsIn(symbol.body) : none;
    this.places.set(symbol, found);
    return found;
  }

  /** Adds the parameters in `text` that are asked of; `under` ENABLED, those are all. */
  private collect(text: Expression, under: boolean, found: Set<ParameterSymbol>, entered: Set<OperatorSymbol>): void {
    const asking = under || isAsking(text, this.tables);
    const symbol = symbolOf(text, this.tables);
    if (asking && symbol?.kind === "parameter") found.add(symbol);
    if (symbol?.kind !== "operator") {
      for (const part of partsOf(text)) this.collect(part, asking, found, entered);
      return;
    }
    const asked = this.parametersOf(symbol);
    for (const [i, arg] of (text as Reference).args.entries())
      this.collect(arg, asking || asked.has(symbol.parameters[i] as ParameterSymbol), found, entered);
    // A definition of a LET may name parameters of the one around.
    if (!asking || entered.has(symbol)) return;
    entered.add(symbol);
    for (const part of textsOf(symbol)) this.collect(part, true, found, entered);
  }
}

function union(found: readonly Iterable<ParameterSymbol>[]): Found {
  return new Set(found.flatMap((one) => [...one]));
}

function isAsking(text: Expression, tables: Tables): boolean {
  return text.kind === "fairness" || isBuiltin(text, ["ENABLED", "\\cdot"], tables);
}

const CONNECTIVES: ReadonlySet<string> = new Set(["/\\", "\\/", "=>", "<=>", "~"]);
const NOWHERE = new Source("", "");

/** Why ENABLED of what a parameter is given is not known. */
export function whyRefused(name: string): string {
  return `${name} is an action that is given as an argument, under ENABLED, fairness or \\cdot of an instance whose variables are replaced by expressions: not supported here; write the action in its place`;
}
