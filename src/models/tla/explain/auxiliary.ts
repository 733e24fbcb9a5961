/**
 * Variables that decide nothing: what nobody reads but assignments to such variables. Leaving all of them out of a VIEW
 * merges states that allow the same steps but for these variables, and of which the same holds.
 */

import { isBuiltin, type OperatorSymbol, symbolOf } from "../../../tla/semantics/symbol.ts";
import { branchesOf } from "../../../tla/syntax/parts.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { isTemporal } from "../../model.ts";
import type { Formula } from "../behavior.ts";
import { Reader } from "../compile/reads.ts";
import { Fixed } from "../core/fixed.ts";
import { reached } from "../core/reached.ts";
import type { Formulas } from "../executor.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { projectionOf } from "../projection.ts";

/** What a formula in action position has to do with variables, by index. */
interface Effects {
  /** Read otherwise than to assign: their values may decide whether there is a step, and which. */
  readonly reads: ReadonlySet<number>;
  /** Assigned on some way through the formula. */
  readonly assigns: ReadonlySet<number>;
}

const NONE: Effects = { reads: new Set(), assigns: new Set() };

/** Errs on one side alone: what it calls auxiliary is; where a text is not understood, all that it reads is taken as read. */
export class Auxiliary {
  private readonly setup: Setup;
  private readonly formulas: Formulas;
  private readonly reader: Reader;
  private readonly fixed: Fixed;
  /** By variable: those that its assignments read. */
  private readonly sources: readonly Set<number>[];
  /** The definitions that are open. */
  private readonly path = new Set<Expression>();

  constructor(setup: Setup, formulas: Formulas) {
    this.setup = setup;
    this.formulas = formulas;
    this.reader = Reader.of(setup);
    this.fixed = new Fixed(setup.program.tables, setup.constants);
    this.sources = setup.variables.map(() => new Set());
  }

  variables(): number[] {
    const { behavior, properties, constraints, actionConstraints, symmetry } = this.formulas;
    if (behavior === null) return [];
    const parts = properties.flatMap((property) => property.parts);
    // Of fairness nobody asks for what is said of states and steps.
    const speaksOfBehaviors = parts.some(isTemporal);
    const asked = [
      ...parts.map(({ formula }) => formula),
      ...constraints,
      ...actionConstraints,
      ...(speaksOfBehaviors ? behavior.fairness : []),
      ...(symmetry === null ? [] : [symmetry]),
    ];
    const live = new Set(this.effects(behavior.next.expression).reads);
    if (this.asksForTrace([behavior.next, ...asked])) return [];
    for (const { expression } of asked) this.read(expression, live);
    const open = [...live];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const source of this.sources[next] ?? []) {
        if (live.has(source)) continue;
        live.add(source);
        open.push(source);
      }
    }
    return this.setup.variables.flatMap((_, variable) => (live.has(variable) ? [] : [variable]));
  }

  /** Who asks for the trace may read any variable of its states. */
  private asksForTrace(formulas: readonly Formula[]): boolean {
    const { tables } = this.setup.program;
    for (const { expression } of reached(formulas, tables)) {
      const symbol = symbolOf(expression, tables);
      if (symbol?.kind === "operator" && symbol.module.library && symbol.module.name === "TLCExt") return true;
    }
    return false;
  }

  /** Adds what `expression` reads, of this state and the next one. */
  private read(expression: Expression, into: Set<number>): void {
    const { variables, everything } = this.reader.readsOf(expression);
    for (const variable of everything ? this.setup.variables.keys() : variables) into.add(variable);
  }

  /** A formula that reads all of these texts besides what is `inside`. */
  private reading(texts: readonly (Expression | null)[], { reads, assigns }: Effects = NONE): Effects {
    const all = new Set(reads);
    for (const text of texts) if (text !== null) this.read(text, all);
    return { reads: all, assigns };
  }

  private effects(e: Expression): Effects {
    switch (e.kind) {
      case "label":
      case "let":
        return this.effects(e.body);
      case "junction":
        return this.parts(e.operator, e.items);
      case "if": {
        const [, taken] = this.fixed.reached(e) ?? [];
        return this.reading([e.condition], this.parts("\\/", taken === undefined ? branchesOf(e) : [taken]));
      }
      case "case": {
        const guards = e.arms.map(({ guard }) => guard);
        return this.reading(guards, this.parts("\\/", branchesOf(e)));
      }
      case "quantifier": {
        const sets = e.bounds.map(({ set }) => set);
        return e.quantifier === "\\E" ? this.reading(sets, this.effects(e.body)) : this.reading([e]);
      }
      case "reference":
        return this.reference(e);
      default:
        return this.reading([e]);
    }
  }

  /** A second conjunct that assigns a variable compares: it reads what the first one made of it. */
  private parts(operator: "/\\" | "\\/", items: readonly Expression[]): Effects {
    const reads = new Set<number>();
    const assigns = new Set<number>();
    for (const item of items) {
      const effects = this.effects(item);
      for (const variable of effects.reads) reads.add(variable);
      for (const variable of effects.assigns) {
        if (operator === "/\\" && assigns.has(variable)) reads.add(variable);
        assigns.add(variable);
      }
    }
    return { reads, assigns };
  }

  private reference(e: Reference): Effects {
    const symbol = this.setup.program.tables.meanings.get(e)?.symbol;
    if (symbol?.kind === "operator") return this.called(e, symbol);
    const name = symbol?.kind === "builtin" ? symbol.name : "";
    if (name === "/\\" || name === "\\/") return this.parts(name, e.args);
    const [left, right] = e.args;
    if (name === "UNCHANGED" && left !== undefined) return this.unchanged(left, e);
    const target = name === "=" && left !== undefined ? this.primed(left) : null;
    if (target === null || right === undefined) return this.reading([e]);
    this.read(right, this.sources[target] as Set<number>);
    return { reads: new Set(), assigns: new Set([target]) };
  }

  private called(e: Reference, symbol: OperatorSymbol): Effects {
    const { body } = symbol;
    const opaque = symbol.recursive || symbol.binders !== null || symbol.module.library || this.path.has(body);
    if (opaque) return this.reading([e]);
    this.path.add(body);
    const inside = this.effects(body);
    this.path.delete(body);
    return this.reading(e.args, inside);
  }

  private unchanged(what: Expression, whole: Reference): Effects {
    const shown = projectionOf(what, this.setup);
    return shown === null ? this.reading([whole]) : { reads: new Set(), assigns: new Set(shown) };
  }

  /** The variable of `x'`; null for any other text. */
  private primed(e: Expression): number | null {
    const { tables } = this.setup.program;
    const symbol = isBuiltin(e, ["'"], tables) ? symbolOf(e.args[0], tables) : undefined;
    if (symbol?.kind !== "variable") return null;
    const index = this.setup.variables.indexOf(symbol);
    return index < 0 ? null : index;
  }
}
