/** Which texts are remembered, and how the interpreter makes their code. */

import type { Expression } from "../../../tla/syntax/tree.ts";
import type { Interner, Value } from "../../../values/index.ts";
import { Reader } from "../compile/reads.ts";
import { enumerable } from "../interpret/binder.ts";
import { plainEvaluator } from "../interpret/expression.ts";
import type { Interpreter, Remembering } from "../interpret/interpreter.ts";
import type { Act, Code, Eval, Frame, Thunk } from "../interpret/runtime.ts";
import type { Place } from "../interpret/scope.ts";
import type { Assigning, Target } from "../interpret/target.ts";
import { Bindings } from "./bindings.ts";
import { LazyCode, LazyThunk } from "./lazy.ts";
import { type Limits, Memory } from "./memory.ts";
import { Terms } from "./term.ts";
import { type Local, rememberedAct, rememberedValue } from "./unit.ts";

/** Text of fewer parts than this is evaluated sooner than looked up. */
const SMALLEST = 12;

/** More variables than this are not told apart by the bits of a number. */
export const MOST_VARIABLES = 50;

/** Gives an interpreter its memory. */
export class Remembrance implements Remembering {
  readonly memory: Memory;
  private readonly interpreter: Interpreter;
  private readonly lazy: LazyCode;
  private readonly reader: Reader;
  /** Texts that are to be remembered when their code is made. */
  private readonly wanted = new Set<Expression>();

  constructor(interpreter: Interpreter, interner: Interner, limits: Limits, mostParts: number) {
    const { setup, runtime } = interpreter;
    this.interpreter = interpreter;
    const terms = new Terms(interner, setup.variables.length, limits.results);
    this.memory = new Memory(terms, runtime, limits, mostParts);
    this.lazy = new LazyCode(this.memory, interpreter);
    this.reader = Reader.of(setup);
  }

  get recording(): boolean {
    return this.memory.recording !== null;
  }

  variable(index: number, primed: boolean): Value {
    const { memory } = this;
    return memory.resolve(primed ? memory.read(index, true) : memory.variable(index));
  }

  thunk(code: Code, frame: Frame): Thunk {
    return new LazyThunk(code, frame, this.memory.clock);
  }

  /** Code for a text that is a formula of its own, or the leaf of one. */
  whole(expression: Expression): void {
    this.wanted.add(expression);
  }

  evaluator(expression: Expression, place: Place): Eval | null {
    const { kind } = expression;
    const binds = kind === "quantifier" || kind === "choose" || kind === "setFilter" || kind === "setMap";
    if (this.wanted.delete(expression) || binds || kind === "functionLiteral") {
      const locals = this.localsOf(expression, place);
      if (binds) this.want(kind === "setFilter" ? expression.predicate : expression.body);
      if (locals !== null) {
        const code = this.lazy.observed(expression, place) ?? plainEvaluator(this.interpreter, expression, place);
        return rememberedValue(this.memory, locals, code);
      }
    }
    return this.lazy.observed(expression, place);
  }

  enumerator(expression: Expression, place: Place, then: Act): Act | null {
    if (this.wanted.delete(expression)) {
      const locals = this.localsOf(expression, place);
      if (locals !== null) {
        const make = (onward: Act): Act => this.interpreter.enumerator(expression, place, onward);
        return rememberedAct(this.memory, locals, make, then);
      }
    }
    if (expression.kind === "junction" && expression.operator === "/\\") {
      for (const item of expression.items) this.want(item);
    }
    if (expression.kind === "quantifier" && expression.quantifier === "\\E") this.want(expression.body);
    return null;
  }

  /** Remembers a part of a text, where that may pay. */
  private want(part: Expression): void {
    if (this.reader.readsOf(part).size >= SMALLEST) this.wanted.add(part);
  }

  assignment({ target, compare, then }: Assigning, right: Expression, place: Place): Act {
    const { memory } = this;
    const value = this.lazy.of(right, place);
    return (f) => {
      const variable = target(f);
      if (variable < 0 || memory.runtime.next[variable] !== undefined) return compare(f);
      memory.assign(variable, value(f));
      const stop = then(f);
      memory.undo();
      return stop;
    };
  }

  choice({ target, compare, then }: Assigning, candidates: Eval): Act {
    const { memory } = this;
    const { breath } = this.interpreter.setup;
    return (f) => {
      const variable = target(f);
      if (variable < 0 || memory.runtime.next[variable] !== undefined) return compare(f);
      for (const value of enumerable(candidates(f))) {
        breath.take();
        memory.assign(variable, value);
        const stop = then(f);
        memory.undo();
        if (stop) return true;
      }
      return false;
    };
  }

  keep(target: Target, then: Act, compare: (f: Frame) => boolean): Act {
    const { memory } = this;
    return (f) => {
      const variable = target(f);
      if (memory.runtime.next[variable] !== undefined) return compare(f) ? then(f) : false;
      memory.assign(variable, memory.variable(variable));
      const stop = then(f);
      memory.undo();
      return stop;
    };
  }

  /** Where the local names are that `expression` can reach from outside; null where it may not be remembered. */
  private localsOf(expression: Expression, place: Place): readonly Local[] | null {
    const reads = this.reader.readsOf(expression);
    if (reads.size < SMALLEST || !reads.pure || reads.everything || reads.at || reads.spells) return null;
    const bindings = Bindings.of(this.interpreter.setup.program.tables);
    const locals: Local[] = [];
    for (const symbol of reads.locals) {
      if (bindings.isWithin(symbol, expression)) continue;
      if (symbol.kind !== "bound" && symbol.kind !== "parameter" && symbol.kind !== "operator") continue;
      const found = place.scope.find(symbol);
      if (found === null) continue;
      if (symbol.kind === "parameter" && symbol.arity > 0) return null;
      locals.push(found);
    }
    return locals;
  }
}
