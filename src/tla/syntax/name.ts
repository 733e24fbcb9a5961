// Hot path: most expressions are names.
/** Uses of names: `Op(x, y)`, `M!N(x)!Op`, `Op!1!<<`, `+(1, 2)`, labels, and the subscripts of actions and fairness. */

import { asName } from "./bound.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { canonicalName, type Operator } from "./operators.ts";
import type { Span } from "./source.ts";
import type { Token } from "./token.ts";
import type { Expression, Fix, Identifier, PathStep, Reference } from "./tree.ts";

const none: readonly never[] = [];

/** A reference whose name is one token, without a path; `span` is that of all of it. */
export function reference(token: Token, fix: Fix, args: readonly Expression[], span: Span): Reference {
  const forms = token.operator;
  const operator = forms === null || fix === "name" ? null : forms[fix];
  const name = operator?.name ?? (forms === null ? token.text : canonicalName(token.text));
  const nameSpan = { start: token.start, end: token.end };
  return { kind: "reference", name, args, fix, path: none, nameSpan, span };
}

/** The name in hand, or the operator symbol that stands for itself. */
export function bareName(cursor: Cursor): Reference {
  const token = cursor.advance();
  return reference(token, "name", none, cursor.span(token.start));
}

/** `(a, b, …)` with at least one argument; operators may stand for themselves, as in `F(+, x)`. */
export function callArguments(cursor: Cursor): Expression[] {
  const opener = cursor.expect("(", "`(`");
  const args = [expression(cursor)];
  while (cursor.accept(",")) args.push(expression(cursor));
  cursor.close(")", opener, " or `,`");
  return args;
}

/**
 * A name in the place of an operand, with all that belongs to it. `pending` is the operator before it, which a label
 * must know.
 */
export function nameExpression(cursor: Cursor, pending: Operator | null): Expression {
  const next = cursor.kindAt(1);
  if (next !== "(" && next !== "!" && next !== "::" && next !== "!!") {
    return bareName(cursor);
  }
  const first = cursor.token;
  const steps = [nameStep(cursor)];
  if (cursor.kind === "::") return label(cursor, first, (steps[0] as Step).args, pending);
  followPath(cursor, steps);
  return chain(steps);
}

/** One step of a path, with the place of its name alone; `selector` is null where the step is a name. */
interface Step {
  readonly name: string;
  readonly nameSpan: Span;
  readonly selector: SelectorStep["selector"] | null;
  readonly args: readonly Expression[];
  readonly span: Span;
}

type SelectorStep = Extract<PathStep, { kind: "selector" }>;

/** `Name(args)` or `+(args)` as a step; the token in hand is its name. */
function nameStep(cursor: Cursor): Step {
  const { text, start, end, operator } = cursor.advance();
  const args = optionalArguments(cursor);
  const name = operator === null ? text : canonicalName(text);
  return { name, nameSpan: { start, end }, selector: null, args, span: cursor.span(start) };
}

function optionalArguments(cursor: Cursor): readonly Expression[] {
  return cursor.kind === "(" ? callArguments(cursor) : none;
}

function followPath(cursor: Cursor, steps: Step[]): void {
  for (;;) {
    const { kind } = cursor;
    if (kind === "!!") {
      // `A!!!(x)` is `A ! !!(x)`, but the lexer takes the longest symbol first.
      if (cursor.kindAt(1) !== "!" || !adjacent(cursor)) return;
      const start = cursor.advance().start + 1;
      const { end } = cursor.advance();
      const args = optionalArguments(cursor);
      steps.push({ name: "!!", nameSpan: { start, end }, selector: null, args, span: cursor.span(start) });
    } else if (kind === "!") {
      if (cursor.kindAt(1) === "=" && adjacent(cursor)) {
        const { start } = cursor.token;
        cursor.fail("E117", "`!=` is no operator of TLA+; inequality is written `#` or `/=`", {
          start,
          end: start + 2,
        });
      }
      cursor.advance();
      steps.push(pathStep(cursor));
    } else return;
  }
}

/** Whether nothing stands between the token in hand and the next one. */
function adjacent(cursor: Cursor): boolean {
  return cursor.tokens[cursor.position + 1]?.start === cursor.token.end;
}

function pathStep(cursor: Cursor): Step {
  const { token, kind } = cursor;
  if (kind === "identifier" || (token.operator !== null && kind !== "end")) return nameStep(cursor);
  const { start } = token;
  if (kind === "(") return selectorStep(cursor, "call", callArguments(cursor), start);
  if (kind === "<<" || kind === ">>" || kind === "@" || kind === ":") {
    cursor.advance();
    return selectorStep(cursor, kind, none, start);
  }
  if (kind === "number" && /^\d+$/.test(token.text)) {
    cursor.advance();
    return selectorStep(cursor, Number(token.text), none, start);
  }
  return cursor.unexpected("E110", "a name or a subexpression selector after `!`");
}

function selectorStep(
  cursor: Cursor,
  selector: SelectorStep["selector"],
  args: readonly Expression[],
  start: number,
): Step {
  const span = cursor.span(start);
  return { name: "", nameSpan: { start: span.end, end: span.end }, selector, args, span };
}

function asPathStep({ name, selector, args, span }: Step): PathStep {
  return selector === null ? { kind: "name", name, args, span } : { kind: "selector", selector, args, span };
}

/** The reference that a whole path makes; where it ends in a selector, all of it is the reference's path. */
function chain(steps: readonly Step[]): Reference {
  const { name, nameSpan, selector, args, span } = steps.at(-1) as Step;
  const whole = { start: (steps[0] as Step).span.start, end: span.end };
  const path = (selector === null ? steps.slice(0, -1) : steps).map(asPathStep);
  return { kind: "reference", name, args: selector === null ? args : none, fix: "name", path, nameSpan, span: whole };
}

/** The symbol of an operator of an instance that follows an operand, as in `a M!N(x)!+ b`; null where none does. */
export function qualifiedSymbol(cursor: Cursor): Token | null {
  let at = 0;
  while (cursor.kindAt(at) === "identifier") {
    at++;
    if (cursor.kindAt(at) === "(") at = behindParentheses(cursor, at);
    if (cursor.kindAt(at) !== "!") return null;
    at++;
  }
  const symbol = at === 0 || cursor.kindAt(at) === "end" ? undefined : cursor.tokens[cursor.position + at];
  return symbol?.operator?.infix || symbol?.operator?.postfix ? symbol : null;
}

/** How far ahead the token is that stands behind the parentheses that are opened so far ahead. */
function behindParentheses(cursor: Cursor, opener: number): number {
  let open = 0;
  for (let at = opener; ; at++) {
    const kind = cursor.kindAt(at);
    if (kind === "(") open++;
    else if (kind === ")") open--;
    if (open === 0) return at + 1;
    if (kind === "end") return at;
  }
}

/** `left M!+ right` and `left M!^+`, where `qualifiedSymbol` has found the symbol of `operator`. */
export function qualifiedUse(cursor: Cursor, operator: Operator, left: Expression, start: number): Reference {
  const steps: Step[] = [];
  while (cursor.kind === "identifier") {
    steps.push(nameStep(cursor));
    cursor.expect("!", "`!`");
  }
  const { start: from, end } = cursor.advance();
  const args = operator.fix === "postfix" ? [left] : [left, expression(cursor, operator)];
  const nameSpan = { start: from, end };
  steps.push({ name: operator.name, nameSpan, selector: null, args, span: cursor.span(from) });
  return { ...chain(steps), span: cursor.span(start) };
}

/** `l :: e` and `l(x, y) :: e`. */
function label(cursor: Cursor, first: Token, args: readonly Expression[], pending: Operator | null): Expression {
  const parameters: Identifier[] = [];
  for (const argument of args) {
    const name = asName(argument);
    if (name === null) cursor.fail("E126", "the parameters of a label are plain names", argument.span);
    parameters.push(name);
  }
  cursor.advance();
  const body = expression(cursor, pending);
  // The label may not change how the text groups: with it, `body` would reach further than without it.
  if (pending !== null && (cursor.token.operator?.infix ?? cursor.token.operator?.postfix) && cursor.kind !== "end") {
    const message = `the label ${first.text} makes it unclear how far its expression reaches; put parentheses around it`;
    cursor.fail("E126", message, first);
  }
  return { kind: "label", name: first.text, parameters, body, span: cursor.span(first.start) };
}

/** What follows `]_` or `>>_`: a name with arguments and path, a tuple, or an expression in parentheses. */
export function subscript(cursor: Cursor): Expression {
  const { kind } = cursor;
  if (kind === "<<" || kind === "(") return expression(cursor, tight);
  if (kind !== "identifier" || cursor.nextDefinition()) {
    const after = cursor.previous()?.text ?? "";
    cursor.unexpected("E110", `a variable, a tuple of variables or another name after \`${after}\``);
  }
  const steps = [nameStep(cursor)];
  followPath(cursor, steps);
  return chain(steps);
}

/** Binds more tightly than everything, so that an operand read behind it ends at once. */
const tight: Operator = { name: "_", fix: "prefix", low: 20, high: 20, associative: false };

/** `WF_v(A)` and `SF_v(A)`. After a name only the last pair of parentheses is the action: `WF_op(x)(A)`. */
export function fairness(cursor: Cursor): Expression {
  const opener = cursor.advance();
  const { kind } = cursor;
  if (kind === "<<" || kind === "(") {
    const variables = expression(cursor, tight);
    return fair(cursor, opener, variables, fairAction(cursor, opener));
  }
  if (kind !== "identifier" || cursor.nextDefinition()) {
    const form = `write ${opener.text}v(A) or ${opener.text}<<v, w>>(A), and any other expression in parentheses, ${opener.text}(e)(A)`;
    cursor.unexpected("E110", `a variable or a tuple of variables after \`${opener.text}\``, [
      cursor.note(form, opener),
    ]);
  }
  const steps = [nameStep(cursor)];
  followPath(cursor, steps);
  const { name, nameSpan, selector, args } = steps.at(-1) as Step;
  if (cursor.kind === "(" || selector !== null || args.length === 0) {
    const variables = chain(steps);
    return fair(cursor, opener, variables, fairAction(cursor, opener));
  }
  const [action, second] = args as readonly [Expression, Expression | undefined];
  if (second !== undefined) cursor.fail("E110", `${opener.text} takes one action in its parentheses`, second.span);
  steps[steps.length - 1] = { name, nameSpan, selector, args: none, span: nameSpan };
  return fair(cursor, opener, chain(steps), action);
}

function fair(cursor: Cursor, opener: Token, variables: Expression, action: Expression): Expression {
  const strength = opener.kind === "WF_" ? "weak" : "strong";
  return { kind: "fairness", strength, subscript: variables, action, span: cursor.span(opener.start) };
}

function fairAction(cursor: Cursor, opener: Token): Expression {
  const bracket = cursor.expect("(", `\`(\` and an action after the subscript of ${opener.text}`);
  const action = expression(cursor);
  cursor.close(")", bracket);
  return action;
}
