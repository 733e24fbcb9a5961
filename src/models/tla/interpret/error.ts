/** Errors of a spec: where they arose, the calls that led there, and what the user is told. */

import type { Location, Source, Span } from "../../../tla/syntax/source.ts";
import type { Reference } from "../../../tla/syntax/tree.ts";
import { ValueError } from "../../../values/index.ts";
import type { Diagnostic } from "../../model.ts";
import { NativeError } from "../library/native.ts";
import { type Frame, SpecError } from "./runtime.ts";

/** What is said of E429. */
const TOO_DEEP = "the recursion is too deep: no end was reached before the stack was full";

/** An evaluation error with its place and the calls that led there, innermost first. */
export class LocatedError extends Error {
  readonly code: string;
  readonly kind: "spec" | "assert";
  readonly location: Location;
  readonly calls: { readonly name: string; readonly location: Location }[] = [];
  /** What there is to know besides, if anything. */
  note: string | null = null;

  constructor(code: string, kind: "spec" | "assert", message: string, location: Location) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.location = location;
  }
}

/** A warning while a value was only tried. */
export class Unheard extends Error {}

/** Gives `error` its place unless it has one. What is not an error of the spec passes unchanged. */
export function locate(error: unknown, source: Source, span: Span): unknown {
  // First, and with nothing from another module: next to the end of the stack a bundler's getter of an import may fail.
  if (error instanceof LocatedError) return error;
  if (isStackOverflow(error)) return new LocatedError("E429", "spec", TOO_DEEP, source.locate(span));
  if (error instanceof SpecError || error instanceof NativeError) {
    const located = new LocatedError(error.code, error.kind, error.message, source.locate(span));
    if (error instanceof SpecError) located.note = error.note;
    return located;
  }
  if (error instanceof ValueError) return new LocatedError(error.code, "spec", error.message, source.locate(span));
  return error;
}

/** Wraps code so that an error in it gets its place. */
export function traced<T>(code: (frame: Frame) => T, source: Source, span: Span): (frame: Frame) => T {
  return (frame) => {
    try {
      return code(frame);
    } catch (error) {
      throw locate(error, source, span);
    }
  };
}

/** Wraps code so that an error with this code says `note` besides, unless it says something already. */
export function remarked<T>(code: (frame: Frame) => T, errorCode: string, note: string): (frame: Frame) => T {
  return (frame) => {
    try {
      return code(frame);
    } catch (error) {
      if (error instanceof LocatedError && error.code === errorCode) error.note ??= note;
      throw error;
    }
  };
}

/**
 * Wraps the code of a call so that errors which pass through it, and have their place, note where it was called; but not
 * those of `others`, which only come by.
 */
export function noted<T>(
  code: (frame: Frame) => T,
  call: Reference,
  source: Source,
  others: WeakSet<object> | null = null,
): (frame: Frame) => T {
  return (frame) => {
    try {
      return code(frame);
    } catch (error) {
      if (error instanceof LocatedError && others?.has(error) !== true)
        error.calls.push({ name: call.name, location: source.locate(call.span) });
      throw error;
    }
  };
}

/** True for whatever says that the spec, not the checker, is at fault. */
export function isSpecError(error: unknown): boolean {
  return (
    error instanceof LocatedError ||
    error instanceof SpecError ||
    error instanceof NativeError ||
    error instanceof ValueError ||
    isStackOverflow(error)
  );
}

/** V8's stack overflow. */
export function isStackOverflow(error: unknown): boolean {
  if (!(error instanceof RangeError)) return false;
  return error.message === "Maximum call stack size exceeded";
}

const shownCalls = 12;

type Note = Diagnostic["notes"][number];

/** The diagnostic of an evaluation error, with its calls as notes. */
export function diagnosticOf(error: unknown): { kind: "spec" | "assert"; diagnostic: Diagnostic } {
  if (error instanceof LocatedError) {
    const notes: Note[] = error.note === null ? [] : [{ message: error.note, location: null }];
    for (const { name, location } of error.calls.slice(0, shownCalls)) {
      notes.push({ message: `in ${name}, called here`, location });
    }
    const more = error.calls.length - shownCalls;
    if (more > 0) notes.push({ message: `and ${more} more calls`, location: error.location });
    const { code, message, location } = error;
    return { kind: error.kind, diagnostic: { code, severity: "error", message, location, notes } };
  }
  const kind = error instanceof SpecError || error instanceof NativeError ? error.kind : "spec";
  const known = error instanceof SpecError || error instanceof NativeError || error instanceof ValueError;
  const code = known ? error.code : "E429";
  const message = known ? error.message : TOO_DEEP;
  return { kind, diagnostic: { code, severity: "error", message, location: null, notes: [] } };
}
