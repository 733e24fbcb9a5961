/** The labels of a definition: which belong to it, and whether they are written as they must be (SANY's rules). */

import { partsOf } from "../syntax/parts.ts";
import type { Span } from "../syntax/source.ts";
import type { Bound, Expression } from "../syntax/tree.ts";
import type { ResolveContext } from "./resolve.ts";
import type { BoundSymbol, ParameterSymbol } from "./symbol.ts";

type Label = Extract<Expression, { kind: "label" }>;

/** A label with what stands around it, up to the definition (or the label) that it belongs to. */
interface PlacedLabel {
  readonly label: Label;
  /** The names that are bound around it, outermost first: exactly these must be its parameters. */
  readonly bound: readonly (BoundSymbol | ParameterSymbol)[];
  /** The LETs around it, outermost first. */
  readonly lets: readonly Extract<Expression, { kind: "let" }>[];
  /** Why no label may stand there; null where one may. */
  readonly forbidden: string | null;
}

/** The labels of what has this body: those inside a label belong to that one. `binders` are those of a function. */
export function labelsOf(context: ResolveContext, body: Expression, binders: readonly Bound[] = []): PlacedLabel[] {
  const walk = new Walk(context);
  walk.visit(body, { bound: walk.symbols(binders), lets: [], forbidden: null, depth: 0 });
  return walk.found;
}

/** What is around the expression being visited. `depth` counts the ASSUME/PROVEs. */
interface Around {
  readonly bound: PlacedLabel["bound"];
  readonly lets: PlacedLabel["lets"];
  readonly forbidden: string | null;
  readonly depth: number;
}

class Walk {
  readonly found: PlacedLabel[] = [];
  private readonly context: ResolveContext;

  constructor(context: ResolveContext) {
    this.context = context;
  }

  symbols(bounds: readonly Bound[]): BoundSymbol[] {
    return bounds.flatMap((b) => [...(this.context.tables.bounds.get(b)?.symbols ?? [])]);
  }

  visit(expression: Expression, around: Around): void {
    switch (expression.kind) {
      case "label": {
        const { bound, lets, forbidden } = around;
        this.found.push({ label: expression, bound, lets, forbidden });
        return;
      }
      case "let":
        this.visit(expression.body, { ...around, lets: [...around.lets, expression] });
        return;
      case "except":
        this.except(expression, around);
        return;
      case "assumeProve":
        this.assumeProve(expression, around);
        return;
      case "quantifier":
      case "setMap":
      case "functionLiteral":
        this.binder(expression.bounds, expression.body, around);
        return;
      case "choose":
        this.binder([expression.bound], expression.body, around);
        return;
      case "setFilter":
        this.binder([expression.bound], expression.predicate, around);
        return;
      case "lambda": {
        const parameters = this.context.tables.parameters.get(expression) ?? [];
        this.visit(expression.body, { ...around, bound: [...around.bound, ...parameters] });
        return;
      }
      default:
        for (const part of partsOf(expression)) this.visit(part, around);
    }
  }

  private binder(bounds: readonly Bound[], body: Expression, around: Around): void {
    for (const { set } of bounds) if (set !== null) this.visit(set, around);
    this.visit(body, { ...around, bound: [...around.bound, ...this.symbols(bounds)] });
  }

  private except(expression: Extract<Expression, { kind: "except" }>, around: Around): void {
    const values = new Set(expression.updates.map((update) => update.value));
    const inside = { ...around, forbidden: "no label may stand in the new value of an EXCEPT" };
    for (const part of partsOf(expression)) this.visit(part, values.has(part) ? inside : around);
  }

  private assumeProve(expression: Extract<Expression, { kind: "assumeProve" }>, around: Around): void {
    let at = { ...around, depth: around.depth + 1 };
    for (const assumption of expression.assumptions) {
      this.visit(assumption, at);
      if (assumption.kind !== "newSymbol" || at.depth < 2) continue;
      at = { ...at, forbidden: "no label may stand where the NEW of an inner ASSUME is known" };
    }
    this.visit(expression.goal, at);
  }
}

/** Reports what is wrong with the labels in `body`. Only what has a name can have labels. */
export function checkLabels(context: ResolveContext, body: Expression, binders: readonly Bound[] | null): void {
  const error = (span: Span, message: string) => context.report.error("E221", span, message);
  const names = new Set<string>();
  for (const placed of labelsOf(context, body, binders ?? [])) {
    const { label, forbidden } = placed;
    const place = { start: label.span.start, end: label.span.start + label.name.length };
    if (binders === null) error(place, "a label must stand in a definition or in a theorem or assumption with a name");
    else if (forbidden !== null) error(place, forbidden);
    else if (names.has(label.name)) error(place, `there is another label ${label.name} here`);
    else checkParameters(placed, error);
    names.add(label.name);
    checkLabels(context, label.body, binders === null ? null : []);
  }
}

function checkParameters({ label, bound }: PlacedLabel, error: (span: Span, message: string) => void): void {
  const given = new Set<string>();
  for (const { name, span } of label.parameters) {
    if (given.has(name)) error(span, `the label ${label.name} has the parameter ${name} twice`);
    else if (!bound.some((symbol) => symbol.name === name)) {
      error(span, `the parameter ${name} of a label must be a name bound around it`);
    }
    given.add(name);
  }
  const missing = bound.filter(({ name }) => !given.has(name)).map(({ name }) => name);
  if (missing.length === 0) return;
  const place = { start: label.span.start, end: label.span.start + label.name.length };
  error(place, `the label ${label.name} needs ${missing.join(", ")} as parameters: all names that are bound around it`);
}
