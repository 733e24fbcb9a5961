/**
 * The slips that a specification may have: single changes of Init, Next and fairness, each such as a person makes. What
 * each is called and does is in docs/mutants.md.
 */

import { isBuiltin, symbolOf, type Tables } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Source, Span } from "../../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import type { Facts } from "../core/facts.ts";

/** What part of a behavior a text belongs to. */
export type Role = "init" | "next" | "fairness";

/** A text of a specification, lowered, with what is known of it. */
export interface Text {
  readonly expression: Expression;
  readonly source: Source;
  readonly role: Role;
}

/** A change of one node: `at` is the lowered one, `change` is given the one of the syntax tree with its span. */
export interface Slip {
  readonly rule: string;
  readonly at: Expression;
  readonly change: (node: Expression) => Expression | null;
  /** What then stands where the node stands. */
  readonly after: string;
  /** The truth value that takes the place of a condition; null for everything else. */
  readonly settles: boolean | null;
}

/** What an operator of a module that we ship is taken for. */
const shifted: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
};

const negated: Readonly<Record<string, string>> = { "=": "/=", "/=": "=", "\\in": "\\notin", "\\notin": "\\in" };

const assigning: ReadonlySet<string> = new Set(["=", "\\in", "\\subseteq"]);

const cut: ReadonlySet<string> = new Set(["\\cup", "\\cap", "\\"]);

/** Finds the slips that may be made at a node; those of its parts are found when they are looked at. */
export class Catalogue {
  private readonly tables: Tables;
  private readonly facts: Facts;

  constructor(tables: Tables, facts: Facts) {
    this.tables = tables;
    this.facts = facts;
  }

  slipsOf(text: Text): Slip[] {
    const { expression: e, source } = text;
    switch (e.kind) {
      case "junction":
        return e.items.flatMap((item) => this.dropped(e.operator, item, text));
      case "if":
        return conditions(e.condition);
      case "case":
        return e.arms.flatMap(({ guard }) => conditions(guard));
      case "number":
        return e.value === null ? [] : [numbered(e, e.value + 1)];
      case "quantifier":
        return this.facts.levelOf(e) <= 1 ? [requantified(e, source)] : [];
      case "except":
        return e.updates.length < 2 ? [] : e.updates.map((_, i) => withoutUpdate(e, i, source));
      case "fairness":
        return [settled("fairness dropped", e, "TRUE"), ...(e.strength === "strong" ? [weakened(e, source)] : [])];
      case "reference":
        return this.reference(e, text);
      default:
        return [];
    }
  }

  private reference(e: Reference, text: Text): Slip[] {
    const symbol = this.tables.meanings.get(e)?.symbol;
    const { source } = text;
    const [left, right] = e.args;
    if (symbol?.kind === "operator") {
      const other = symbol.module.library && e.args.length === 2 ? shifted[symbol.name] : undefined;
      return other === undefined ? [] : [renamed("operator changed", e, other, source)];
    }
    if (symbol?.kind !== "builtin") return [];
    const { name } = symbol;
    if (name === "/\\" || name === "\\/") return e.args.flatMap((arg) => this.dropped(name, arg, text));
    if (name === "UNCHANGED" && left !== undefined) return keptItems(e, left, source);
    if (name === "TRUE" || name === "FALSE") return [settled("constant turned", e, name === "TRUE" ? "FALSE" : "TRUE")];
    if (left === undefined || right === undefined) return [];
    if (cut.has(name)) return [leftOnly(e, left, source)];
    if (name === "=" && isBuiltin(left, ["'"], this.tables)) return unassigning(e, left, right, source);
    const other = negated[name];
    if (other === undefined || this.facts.levelOf(e) > 1 || this.assigns(e, text)) return [];
    return [renamed("condition negated", e, other, source)];
  }

  /** Without an item: a guard that is not asked, an alternative that does not exist. */
  private dropped(operator: "/\\" | "\\/", item: Expression, text: Text): Slip[] {
    if (operator === "\\/") return [settled("alternative dropped", item, "FALSE")];
    // A variable without a value is no slip that a checker has to be asked about.
    if (this.facts.levelOf(item) > 1 || this.assigns(item, text)) return [];
    return [settled("condition dropped", item, "TRUE")];
  }

  /** Does it give a variable its first value, or may it? */
  private assigns(e: Expression, text: Text): boolean {
    if (text.role !== "init" || this.facts.levelOf(e) === 0) return false;
    const symbol = symbolOf(e, this.tables);
    if (symbol?.kind === "operator") return !symbol.module.library;
    const parts = partsOf(e);
    if (symbol?.kind === "builtin" && assigning.has(symbol.name)) return this.isVariable(parts[0]);
    return parts.some((part) => this.assigns(part, text));
  }

  private isVariable(e: Expression | undefined): boolean {
    return e?.kind === "reference" && this.tables.meanings.get(e)?.symbol.kind === "variable";
  }
}

/** A condition that decides what else is said. */
function conditions(condition: Expression): Slip[] {
  return (["TRUE", "FALSE"] as const).map((name) => settled(`condition taken for ${name}`, condition, name));
}

/** UNCHANGED without one of its variables; without its only one it says nothing. */
function keptItems(at: Reference, kept: Expression, source: Source): Slip[] {
  const rule = "kept variable dropped";
  // It gives values, so that it is not TRUE wherever it is true.
  if (kept.kind !== "tuple" || kept.elements.length < 2) return [{ ...settled(rule, at, "TRUE"), settles: null }];
  return kept.elements.map((_, i) => {
    const others = (list: readonly Expression[]): Expression[] => list.filter((__, k) => k !== i);
    const change = (node: Expression): Expression | null => {
      const [tuple] = node.kind === "reference" ? node.args : [];
      if (node.kind !== "reference" || tuple?.kind !== "tuple") return null;
      return { ...node, args: [{ ...tuple, elements: others(tuple.elements) }] };
    };
    const left = others(kept.elements).map(({ span }) => source.flat(span));
    return { rule, at, change, settles: null, after: `UNCHANGED <<${left.join(", ")}>>` };
  });
}

function settled(rule: string, at: Expression, name: "TRUE" | "FALSE"): Slip {
  const change = ({ span }: Expression): Expression => named(name, span);
  return { rule, at, change, after: name, settles: name === "TRUE" };
}

/** A name where something else stood. */
export function named(name: string, span: Span): Expression {
  return { kind: "reference", name, args: [], fix: "name", path: [], nameSpan: span, span };
}

function numbered(at: Expression, value: number): Slip {
  const text = String(value);
  const change = (node: Expression): Expression | null => (node.kind === "number" ? { ...node, text, value } : null);
  return { rule: "number changed", at, change, settles: null, after: text };
}

function renamed(rule: string, at: Reference, name: string, source: Source): Slip {
  const change = (node: Expression): Expression | null =>
    node.kind === "reference" && node.path.length === 0 ? { ...node, name } : null;
  const { span, nameSpan } = at;
  const [before, after] = [
    { start: span.start, end: nameSpan.start },
    { start: nameSpan.end, end: span.end },
  ];
  return { rule, at, change, settles: null, after: `${source.flat(before)}${name}${source.flat(after)}` };
}

function leftOnly(at: Reference, left: Expression, source: Source): Slip {
  const change = (node: Expression): Expression | null => (node.kind === "reference" ? (node.args[0] ?? null) : null);
  return { rule: "operand dropped", settles: null, at, change, after: source.flat(left.span) };
}

/** `x' = e` as `x' = x`. */
function unassigning(at: Reference, left: Reference, right: Expression, source: Source): Slip[] {
  const [variable] = left.args;
  if (variable === undefined || source.flat(variable.span) === source.flat(right.span)) return [];
  const change = (node: Expression): Expression | null => {
    const [primed] = node.kind === "reference" ? node.args : [];
    const [plain] = primed?.kind === "reference" ? primed.args : [];
    return primed === undefined || plain === undefined ? null : { ...(node as Reference), args: [primed, plain] };
  };
  const after = `${source.flat(left.span)} = ${source.flat(variable.span)}`;
  return [{ rule: "effect dropped", settles: null, at, change, after }];
}

function requantified(at: Extract<Expression, { kind: "quantifier" }>, source: Source): Slip {
  const quantifier = at.quantifier === "\\E" ? "\\A" : "\\E";
  const change = (node: Expression): Expression | null => (node.kind === "quantifier" ? { ...node, quantifier } : null);
  return {
    rule: "quantifier changed",
    settles: null,
    at,
    change,
    after: source.flat(at.span).replace(/\\[EA]|\u2203|\u2200/, quantifier),
  };
}

function withoutUpdate(at: Extract<Expression, { kind: "except" }>, index: number, source: Source): Slip {
  const change = (node: Expression): Expression | null =>
    node.kind === "except" ? { ...node, updates: node.updates.filter((_, i) => i !== index) } : null;
  const left = at.updates.filter((_, i) => i !== index).map(({ span }) => source.flat(span));
  return {
    rule: "update dropped",
    settles: null,
    at,
    change,
    after: `[${source.flat(at.base.span)} EXCEPT ${left.join(", ")}]`,
  };
}

function weakened(at: Expression, source: Source): Slip {
  const change = (node: Expression): Expression | null =>
    node.kind === "fairness" ? { ...node, strength: "weak" } : null;
  return { rule: "fairness weakened", settles: null, at, change, after: source.flat(at.span).replace(/^SF/, "WF") };
}
