/** Text without code of its own: the interpreter evaluates it, once for each combination of what it depends on. */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import { compare, type Value } from "../../../values/index.ts";
import { isSpecError, Unheard } from "../interpret/error.ts";
import { Interpreter } from "../interpret/interpreter.ts";
import { defineOperator } from "../interpret/operator.ts";
import type { Act, PartialState } from "../interpret/runtime.ts";
import { frameOf, type Place, Scope } from "../interpret/scope.ts";
import { bitsOf } from "./bits.ts";
import type { Compiler } from "./compiler.ts";
import type { Context, LazyBinding, LocalSymbol } from "./context.ts";
import { refuseUnwritten } from "./native.ts";
import { Reader, type Reads } from "./reads.ts";
import { constant, FAILURE, isConstant, type Symbolic, Unsupported } from "./symbolic.ts";
import { tabulate } from "./tabulate.ts";

/** Thrown where a text does more than evaluate: then nothing of the model is compiled. */
export class Impure extends Error {}

/** What an interpreted text gets from the code around it. */
interface Inputs {
  readonly symbols: readonly LocalSymbol[];
  /** The values of the names and, if the text asks for it, of `@`. */
  readonly locals: readonly Symbolic[];
  readonly variables: readonly number[];
  readonly primed: readonly number[];
  readonly operators: readonly { readonly symbol: OperatorSymbol; readonly context: Context }[];
}

/** An action of which the interpreter finds the steps. */
interface InterpretedAction {
  readonly inputs: readonly Symbolic[];
  /** Calls `emit` with each successor. */
  readonly run: (values: readonly Value[], state: readonly Value[], emit: (next: PartialState) => void) => void;
}

export class Fallback {
  private readonly c: Compiler;
  private readonly reader: Reader;
  private readonly interpreter: Interpreter;
  /** How many of them read a whole state or a step: these are hardly ever met a second time. */
  wholes = 0;
  /** Which variables the text evaluated last has read, and their values. */
  private entered: { readonly name: string; readonly values: readonly Value[] } | null = null;
  /** How many texts were left to the interpreter, for `--explain`. */
  readonly texts = new Set<Expression>();

  constructor(c: Compiler) {
    this.c = c;
    this.reader = Reader.of(c.setup);
    this.interpreter = new Interpreter(c.setup, "next", false);
  }

  isPure(expression: Expression): boolean {
    return this.reader.readsOf(expression).pure;
  }

  readsOf(expression: Expression): Reads {
    const reads = this.reader.readsOf(expression);
    if (!reads.pure) throw new Impure();
    return reads;
  }

  composes(expression: Expression): boolean {
    return this.readsOf(expression).composes;
  }

  /** The value of a text that depends on nothing unknown; null for any other. */
  constant(expression: Expression, context: Context): Symbolic | null {
    const reads = this.reader.readsOf(expression);
    if (reads.primes || reads.everything || reads.variables.size > 0 || !reads.pure || reads.at) return null;
    for (const symbol of reads.locals) {
      const binding = context.find(symbol);
      if (binding === null) continue;
      if (binding.kind === "operator" || binding.kind === "argument") return null;
      if (binding.kind === "value" && binding.value.kind !== "constant") return null;
      if (binding.kind === "lazy" && this.c.forceLazy(binding).kind !== "constant") return null;
    }
    const inputs = this.inputsOf(context, reads);
    const values = inputs.locals.map((s) => (isConstant(s) ? s.value : null));
    if (values.some((value) => value === null)) return null;
    try {
      const rule = this.evaluation(expression, context, inputs);
      return constant(this.c.setup.trying(() => rule(values as readonly Value[])));
    } catch (error) {
      if (!isSpecError(error) && !(error instanceof Unheard)) throw error;
      return FAILURE;
    }
  }

  /** The value of any text, from a table that the interpreter fills. */
  evaluate(expression: Expression, context: Context): Symbolic {
    const reads = this.readsOf(expression);
    const { c } = this;
    if (reads.primes && c.primed) throw new Unsupported("a primed text inside a primed text");
    const inputs = this.inputsOf(context, reads);
    const now = c.primed ? c.step : c.current;
    if (inputs.variables.some((i) => now[i] === null)) throw new Unsupported("a variable without a next value");
    this.texts.add(expression);
    if (inputs.primed.length > 0 || inputs.variables.length === now.length) this.wholes++;
    const args = [
      ...inputs.locals,
      ...inputs.variables.map((i) => now[i] as Symbolic),
      ...inputs.primed.map((i) => c.step[i] as Symbolic),
    ].map((s) => (s.kind === "collection" ? bitsOf(c, s) : s));
    const rule = this.evaluation(expression, context, inputs);
    return tabulate(c, args, rule, { truth: isFormula(expression) });
  }

  /** The steps of an action, found by the interpreter; `base` are values that it needs from the code. */
  action(expression: Expression, context: Context): InterpretedAction {
    const reads = this.readsOf(expression);
    if (this.c.step.some((value) => value !== null)) throw new Unsupported("part of an action");
    const inputs = this.inputsOf(context, reads);
    if (reads.writes && inputs.locals.length > 0) throw new Unsupported("how a set was built");
    const { interpreter } = this;
    const { runtime } = interpreter;
    let emit: (next: PartialState) => void = () => {};
    const { place, scope } = this.placeOf(context, inputs);
    const finish: Act = () => {
      emit(runtime.next);
      return false;
    };
    const act = interpreter.enumerator(expression, place, finish);
    return {
      inputs: inputs.locals,
      run: (values, state, receive) => {
        interpreter.reset();
        // Definitions that were evaluated for the same state are kept.
        if (state !== runtime.current) runtime.renew();
        this.entered = null;
        runtime.current = state as PartialState;
        runtime.next = new Array(state.length);
        runtime.passed = () => {
          throw new Unsupported("a composition of actions");
        };
        emit = receive;
        act(frameOf(scope, values, inputs.locals.length));
      },
    };
  }

  private evaluation(expression: Expression, context: Context, inputs: Inputs): (values: readonly Value[]) => Value {
    const { interpreter } = this;
    const { place, scope } = this.placeOf(context, inputs);
    const code = interpreter.evaluator(expression, place);
    const { runtime } = interpreter;
    const count = interpreter.setup.variables.length;
    const { length } = inputs.locals;
    const name = inputs.variables.join();
    const { writes } = this.readsOf(expression);
    return (values) => {
      if (writes) refuseUnwritten(values.slice(0, length));
      interpreter.reset();
      const read = values.slice(length, length + inputs.variables.length);
      if (!this.isEntered(name, read)) {
        runtime.renew();
        runtime.current = new Array(count);
        inputs.variables.forEach((variable, i) => {
          runtime.current[variable] = read[i];
        });
      }
      runtime.next = new Array(count);
      inputs.primed.forEach((variable, i) => {
        runtime.next[variable] = values[length + inputs.variables.length + i];
      });
      // Whoever fails leaves nothing behind.
      this.entered = null;
      const value = code(frameOf(scope, values, length));
      this.entered = { name, values: read };
      return value;
    };
  }

  /** Are these the values of the variables that were read last? Then definitions evaluated for them are kept. */
  private isEntered(name: string, values: readonly Value[]): boolean {
    const { entered } = this;
    if (entered === null || entered.name !== name) return false;
    return values.every((value, i) => {
      const other = entered.values[i] as Value;
      return value === other || compare(value, other) === 0;
    });
  }

  /** A scope in which every local name that the text can see has its slot. */
  private placeOf(context: Context, inputs: Inputs): { place: Place; scope: Scope } {
    const scope = new Scope(null);
    for (const symbol of inputs.symbols) scope.allocate(symbol);
    const except = inputs.locals.length > inputs.symbols.length ? { scope, slot: scope.allocate() } : null;
    const place: Place = { scope, source: context.source, ...(except === null ? {} : { except }) };
    for (const { symbol } of inputs.operators) {
      scope.operators.set(symbol, defineOperator(this.interpreter, symbol, { ...place, source: symbol.source }));
    }
    return { place, scope };
  }

  /** Can the text that a name stands for have another value under a prime? What is handed on is one value. */
  private varies(binding: LazyBinding, asked: Set<LazyBinding> = new Set()): boolean {
    if (asked.has(binding)) return false;
    asked.add(binding);
    const { primes, everything, variables, locals } = this.readsOf(binding.expression);
    if (primes || everything || variables.size > 0) return true;
    return [...locals].some((symbol) => {
      const local = binding.context.find(symbol);
      return local?.kind === "argument" || (local?.kind === "lazy" && this.varies(local, asked));
    });
  }

  private inputsOf(context: Context, reads: Reads): Inputs {
    const { c } = this;
    const symbols: LocalSymbol[] = [];
    const locals: Symbolic[] = [];
    const operators: { symbol: OperatorSymbol; context: Context }[] = [];
    for (const [symbol, binding] of context.visible()) {
      if (!reads.locals.has(symbol as LocalSymbol)) continue;
      // A parameter may stand for a definition of a LET, too, whose own names are others than those that are seen here.
      if (binding.kind === "argument" || (binding.kind === "operator" && binding.symbol !== symbol)) {
        throw new Unsupported("an operator as an argument");
      }
      if (binding.kind === "operator") {
        operators.push({ symbol: binding.symbol, context: binding.context });
        continue;
      }
      if (reads.primes && reads.shifted.has(symbol as LocalSymbol) && binding.kind === "lazy" && this.varies(binding)) {
        throw new Unsupported("a name for what may differ in the next state");
      }
      const value = c.force(binding);
      if (value.kind === "failure") throw new Unsupported("a name that may have no value");
      symbols.push(symbol as LocalSymbol);
      locals.push(value.kind === "collection" ? bitsOf(c, value) : value);
    }
    if (reads.at) {
      const { at } = context;
      if (at === null || at.kind === "failure") throw new Unsupported("@ without a value");
      locals.push(at.kind === "collection" ? bitsOf(c, at) : at);
    }
    const every = c.current.map((_, i) => i);
    const variables = reads.everything ? every : every.filter((i) => reads.variables.has(i));
    const primed = reads.primes ? every.filter((i) => c.step[i] !== null) : [];
    return { symbols, locals, variables, primed, operators };
  }
}

/** Is it a formula whatever its parts are? */
function isFormula(expression: Expression): boolean {
  if (expression.kind === "quantifier" || expression.kind === "junction") return true;
  if (expression.kind === "label") return isFormula(expression.body);
  if (expression.kind === "let") return isFormula(expression.body);
  if (expression.kind !== "reference") return false;
  return ["=", "/=", "\\in", "\\notin", "\\subseteq", "<=>", "=>", "/\\", "\\/", "~", "<", ">", "<=", ">="].includes(
    expression.name,
  );
}
