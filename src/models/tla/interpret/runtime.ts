// Hot path: flat code, nothing allocated that is not needed.
/** What interpreted code runs on: the two states, frames of locals, arguments by need, operator arguments. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import type { Place } from "./scope.ts";

/** A piece of the spec, ready to be evaluated in a frame. */
export type Eval = (frame: Frame) => Value;

/**
 * A formula in action position: runs its continuation once for each way to make it true. The answer is true when
 * the search shall end (ENABLED has found its witness); then nothing more is tried.
 */
export type Act = (frame: Frame) => boolean;

/** What a slot of a frame may hold. Iteration state of `\A` in action position is kept in slots too. */
export type Slot = Value | Thunk | Closure | readonly Value[] | undefined;

/** The locals of one call. `parent` is the frame of the text around the definition, not of the caller. */
export class Frame {
  slots: Slot[];
  readonly parent: Frame | null;
  /** In action position: where to go on when the body is true, and in which frame. */
  continuation: Act | null = null;
  caller: Frame | null = null;

  constructor(size: number, parent: Frame | null) {
    this.slots = new Array<Slot>(size);
    this.parent = parent;
  }

  /**
   * A copy that later changes of the original's slots do not reach, nor of those that are read through it: what waits in a
   * slot to be evaluated has a frame of its own. For values that outlive their evaluation.
   */
  snapshot(): Frame {
    // The map grows while it is gone through: each frame is copied once, however many slots lead to it.
    const copies = new Map<Frame, Frame>();
    const copyOf = (frame: Frame): Frame => {
      const known = copies.get(frame);
      if (known !== undefined) return known;
      const copy = new Frame(0, frame.parent === null ? null : copyOf(frame.parent));
      copies.set(frame, copy);
      return copy;
    };
    const whole = copyOf(this);
    for (const [frame, copy] of copies) {
      copy.slots = frame.slots.map((slot) => {
        const waits = slot instanceof Thunk || slot instanceof Closure;
        return waits && slot.frame !== null ? slot.in(copyOf(slot.frame)) : slot;
      });
    }
    return whole;
  }
}

/** The frame `depth` levels out. */
export function ancestor(frame: Frame, depth: number): Frame {
  let at = frame;
  for (let i = 0; i < depth; i++) at = at.parent as Frame;
  return at;
}

export type PartialState = (Value | undefined)[];

/** The state of evaluation. One per interpreter; nothing is global. */
export class Runtime {
  /** The values that unprimed variables have. Undefined where Init has not assigned one yet. */
  current: PartialState = [];
  /** The values that primed variables have. Undefined where no conjunct has assigned one yet. */
  next: PartialState = [];
  /** Another one whenever `current` is another state, so that values kept per state can tell. */
  version = 0;
  private versions = 0;
  /** How deep evaluation is inside primed expressions, where `current` is really the next state. */
  primed = 0;
  /** Counts reads of variables: an evaluation that leaves it unchanged depends on no state. */
  reads = 0;
  /** Counts reads that depend on more than the current state: primed ones, and all while Init is enumerated. */
  unstableReads = 0;
  /** Counts what is done besides evaluating: printing, writing, drawing. */
  effects = 0;
  /** Called with each state that a step passes through, between A and B of `A \cdot B`. */
  passed: (state: PartialState) => void = () => {};
  /** To what functions in action position are applied, the innermost one last. */
  arguments: Value[] = [];
  /** The bodies of functions that are made as rules now, since they are only applied; null for none. */
  rules: ReadonlySet<Expression> | null = null;
  /** Is ENABLED being evaluated in Init? */
  enabling = false;
  /** How many applications of such functions are being evaluated, one inside the other. */
  applications = 0;
  /** The action and the frame of the leaf that is being enumerated, for edges and their parameters. */
  action = 0;
  leaf = 0;
  leafFrame: Frame | null = null;

  /** Tells that `current` is another state than ever before. */
  renew(): void {
    this.version = ++this.versions;
  }
}

/**
 * How a text in action position is enumerated: as a formula, as what UNCHANGED keeps, or as a function that is applied
 * to so many of the runtime's arguments.
 */
export type Form = "formula" | "unchanged" | number;

/** On what a piece of text can depend; "arguments" leaves it to what is in the frames around it. */
export type Dependence = "nothing" | "state" | "arguments" | "step";

/** An expression and the place where it stands. */
interface Text {
  readonly expression: Expression;
  readonly place: Place;
}

/** Code of an argument or a definition in all its positions; each is made when first wanted. */
export interface Code {
  /** What it was made of; null for code without a text. */
  readonly text: Text | null;
  readonly evaluate: Eval;
  readonly depends: () => Dependence;
  /** The variable for which it is just another name, as `x'` if `primed`; null for anything else. */
  readonly target: (primed: boolean) => ((frame: Frame) => number) | null;
  /** Its code in action position; the frame is a child of that of `evaluate`. */
  readonly action: (form: Form) => ActionCode;
}

/** An argument passed by need. It is evaluated at most once per state of affairs. */
export class Thunk {
  readonly code: Code;
  readonly frame: Frame | null;
  /** The index of the variable when the argument is just `x` (or `x'` if `primed`), so that it can be assigned to. */
  readonly variable: number;
  readonly primed: boolean;
  private value: Value | undefined = undefined;
  private readsState = false;
  private version = -1;
  private inNext = false;

  constructor(code: Code, frame: Frame | null, variable: number, primed: boolean) {
    this.code = code;
    this.frame = frame;
    this.variable = variable;
    this.primed = primed;
  }

  /** The same in a copy of its frame. */
  in(frame: Frame): Thunk {
    const copy = new Thunk(this.code, frame, this.variable, this.primed);
    copy.value = this.value;
    copy.readsState = this.readsState;
    copy.version = this.version;
    copy.inNext = this.inNext;
    return copy;
  }

  /** The variable for which it is another name, read as `x'` if `primed`; -1 if there is none. */
  variableAs(primed: boolean): number {
    if (this.variable >= 0) return this.primed === primed ? this.variable : -1;
    return this.code.target(primed)?.(this.frame as Frame) ?? -1;
  }

  /** The value, if it has been evaluated for this state of affairs. */
  private known(runtime: Runtime): Value | undefined {
    // The second step of `A \cdot B` begins in another state.
    return !this.readsState || this.version === runtime.version ? this.value : undefined;
  }

  force(runtime: Runtime): Value {
    const known = this.known(runtime);
    if (known !== undefined) {
      // Whoever keeps a result made with this one must know that it depends on the state.
      if (this.readsState) runtime.reads++;
      return known;
    }
    const { reads, unstableReads } = runtime;
    const value = this.code.evaluate(this.frame as Frame);
    // A value in the next state does not take the place of one in this state, which will be asked for again.
    const isKept = runtime.primed === 0 || this.value === undefined || this.inNext;
    if (this.variable < 0 && isKept && runtime.unstableReads === unstableReads) {
      this.value = value;
      this.readsState = runtime.reads !== reads;
      this.version = runtime.version;
      this.inNext = runtime.primed > 0;
    }
    return value;
  }
}

/** What code that runs in `frame` can read through the arguments that it was given. */
export function reachOf(frame: Frame): "nothing" | "state" | "step" {
  let reach: "nothing" | "state" = "nothing";
  // A set grows while it is gone through: each frame is looked at once, however many arguments lead to it.
  const frames = new Set([frame]);
  for (const { parent, slots } of frames) {
    if (parent !== null) frames.add(parent);
    for (const slot of slots) {
      if (!(slot instanceof Thunk)) continue;
      const depends = slot.code.depends();
      if (depends === "step") return "step";
      if (depends === "state") reach = "state";
      if (depends === "arguments" && slot.frame !== null) frames.add(slot.frame);
    }
  }
  return reach;
}

/** An operator passed as an argument, with the frame around its definition. */
export class Closure {
  readonly operator: Operator;
  readonly frame: Frame | null;

  constructor(operator: Operator, frame: Frame | null) {
    this.operator = operator;
    this.frame = frame;
  }

  /** The same in a copy of its frame. */
  in(frame: Frame): Closure {
    return new Closure(this.operator, frame);
  }

  /** Applies the operator to values. */
  apply(args: readonly Slot[]): Value {
    return this.operator.invoke(this.frame, args);
  }
}

/** Something that can be called: a definition seen in one environment, a LAMBDA, or a native. */
export interface Operator {
  readonly arity: number;
  /** Calls with ready slots for the parameters; `parent` is the frame around the definition. */
  invoke(parent: Frame | null, args: readonly Slot[]): Value;
  /** Its code in action position, where each call has a frame that begins with the slots for the parameters. */
  action(form: Form): ActionCode;
}

/** Code in action position; how large its frame is may become known only while it is made. */
export interface ActionCode {
  readonly act: Act;
  readonly scope: { readonly size: number };
}

/** Leaves the frame of a call: goes on where the caller said. */
export const resume: Act = (frame) => (frame.continuation as Act)(frame.caller as Frame);

/** Runs the body of a call in `frame`; where it is true, `then` goes on in the frame of the caller. */
export function call(act: Act, frame: Frame, then: Act, caller: Frame): boolean {
  // The last thing that its caller does: it goes on where the caller would, not by way of it. Otherwise each end of an
  // action that calls itself so would walk all the calls.
  const last = then === resume;
  frame.continuation = last ? caller.continuation : then;
  frame.caller = last ? caller.caller : caller;
  return act(frame);
}

/** What ENABLED meets in Init where an argument, or a definition of a LET around it, is an action: that is code for Init. */
export function notEntered(): SpecError {
  return new SpecError("E438", "in the initial predicate ENABLED enters no action that is given or defined around it");
}

/**
 * An error in the spec that shows while it is evaluated. It has no place yet: the place is found by evaluating
 * again with tracing on.
 */
export class SpecError extends Error {
  readonly code: string;
  readonly kind: "spec" | "assert";
  /** What there is to know besides, if anything. */
  readonly note: string | null;

  constructor(code: string, message: string, kind: "spec" | "assert" = "spec", note: string | null = null) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.note = note;
  }
}
