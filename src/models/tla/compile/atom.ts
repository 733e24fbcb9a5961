/** Where a piece of text stands, in the terms of the compiler: the values of the names around it. */

import { Closure, type Frame, Thunk } from "../interpret/runtime.ts";
import type { Place, Scope } from "../interpret/scope.ts";
import { type Binding, Context } from "./context.ts";
import { constant, Unsupported } from "./symbolic.ts";

/** The context of a text that the interpreter would evaluate in `frame`: what its slots hold becomes constant. */
export function contextAt({ source, scope }: Place, frame: Frame): Context {
  return namesIn(scope, frame, new Context(source, null), []);
}

function namesIn(scope: Scope | null, frame: Frame | null, top: Context, within: readonly Frame[]): Context {
  if (scope === null || frame === null) return top;
  if (scope.operators.size > 0) throw new Unsupported("operators of a LET around a formula");
  let context = namesIn(scope.parent, frame.parent, top, within);
  for (const [symbol, slot] of scope.symbols) {
    const content = frame.slots[slot];
    if (content !== undefined) context = context.with(symbol, bindingOf(content, [...within, frame]));
  }
  return context;
}

function bindingOf(content: NonNullable<Frame["slots"][number]>, within: readonly Frame[]): Binding {
  if (content instanceof Closure || Array.isArray(content)) throw new Unsupported("an operator around a formula");
  if (!(content instanceof Thunk))
    return { kind: "value", value: constant(content as Exclude<typeof content, readonly unknown[]>) };
  const { text } = content.code;
  if (text === null || content.frame === null || within.includes(content.frame)) {
    throw new Unsupported("an argument without a text of its own");
  }
  const { source, scope } = text.place;
  const context = namesIn(scope, content.frame, new Context(source, null), within);
  return { kind: "lazy", expression: text.expression, context, kept: null };
}
