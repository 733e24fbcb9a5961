/** The generated program of a model: successors, invariants and constraints as functions over packed rows. */

import { type OperatorSymbol, operandsOf, symbolOf } from "../../../tla/semantics/symbol.ts";
import type { Bound, Expression, Reference } from "../../../tla/syntax/tree.ts";
import { cardinality, isEnumerable, SetValue, type Value } from "../../../values/index.ts";
import { type Action, type Part, sameRow } from "../../model.ts";
import type { Formula } from "../behavior.ts";
import type { Formulas } from "../executor.ts";
import { isSpecError } from "../interpret/error.ts";
import type { PartialState } from "../interpret/runtime.ts";
import type { Packing } from "../layout/packing.ts";
import type { Representation } from "../layout/representation.ts";
import type { CodedAtom } from "../temporal/translate.ts";
import { Overdue } from "./account.ts";
import { enumerate, existential } from "./action.ts";
import { contextAt } from "./atom.ts";
import { Compiler, type CompilerParts } from "./compiler.ts";
import { Context } from "./context.ts";
import { Impure } from "./fallback.ts";
import { BAIL, type Js, joined, js } from "./js.ts";
import { wordsOf } from "./store.ts";
import { condition, FALSE, leavesOf, representationOf, type Symbolic, type Truth, Unsupported } from "./symbolic.ts";
import { BAILOUT, bitRange, population } from "./table.ts";

/** Writes the successors of the row at `from` in `rows` to `out` from `to` on; the answer is where they end. */
export type NextFunction = (rows: Int32Array, from: number, out: Int32Array, to: number) => number;
/** Decides a formula of the row at `from` in `rows`, or of the step from there to the row at `to` in `others`. */
export type Predicate = (rows: Int32Array, from: number, others: Int32Array, to: number) => boolean;

/** All functions may throw BAILOUT. A successor takes the words of a row and one more, for its action. */
export interface Program {
  readonly next: readonly NextFunction[];
  /** By property and part; null where only the interpreter can tell. */
  readonly parts: readonly (readonly (Predicate | null)[])[];
  readonly constraints: readonly (Predicate | null)[];
  readonly actionConstraints: readonly (Predicate | null)[];
  /** The program itself. */
  readonly text: string;
  /** Names of actions of which the interpreter finds the steps. */
  readonly interpretedActions: readonly string[];
  /** Texts within formulas that the interpreter evaluates, by place. */
  readonly interpretedTexts: ReadonlySet<Expression>;
}

/** Characters of code of one function, beyond which the rest of Next goes into another one: V8 optimises no larger one. */
const LARGEST_PART = 24_000;

/** A predicate with more code is left to the interpreter: V8 would not optimise it. */
const LARGEST_PREDICATE = 100_000;

/** The share of Next in the work, with the formulas, about which nothing is known. */
const NEXT_SHARE = 0.7;

/** Atoms that get code: there is one for each process and property, and each takes its time to compile. */
const MOST_ATOMS = 400;

/** What a program is made from. */
export interface ProgramRequest extends CompilerParts {
  readonly formulas: Formulas;
  readonly actions: readonly Action[];
}

/**
 * The program, or null where a part of Next can be left neither to the compiler nor to the interpreter. Throws Overdue
 * when the deadline is over.
 */
export function makeProgram(request: ProgramRequest): Program | null {
  try {
    return new ProgramMaker(request).make();
  } catch (error) {
    if (error instanceof Unsupported || error instanceof Impure || isSpecError(error)) return null;
    // Text that is too deep, or whose code is too long, for JavaScript.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Predicates for the atoms of temporal formulas, by number; null where only the interpreter can tell. */
export function makeAtoms(request: ProgramRequest, atoms: readonly CodedAtom[]): (Predicate | null)[] {
  const maker = new ProgramMaker(request);
  let inTime = true;
  return atoms.map((atom, i) => {
    if (i >= MOST_ATOMS || !inTime) return null;
    try {
      return maker.makeAtom(atom);
    } catch (error) {
      if (!(error instanceof Overdue)) throw error;
      inTime = false;
      return null;
    }
  });
}

/** An action with its parameters known. */
interface Leaf {
  readonly expression: Expression;
  readonly context: Context;
  readonly index: number;
}

/** The operator entered last on the way from Next. */
interface Entered {
  readonly index: number;
  readonly path: readonly OperatorSymbol[];
}

class ProgramMaker {
  private readonly request: ProgramRequest;
  private readonly c: Compiler;
  private readonly states: UnpackedState;
  private readonly functions: string[] = [];
  private readonly interpreted = new Set<string>();
  /** Above zero inside a quantifier whose code must stay in one function. */
  private nested = 0;
  private parts = 0;
  private text = "";

  constructor(request: ProgramRequest) {
    this.request = request;
    this.states = new UnpackedState(request.packing);
    this.c = new Compiler(request);
  }

  make(): Program {
    const { behavior, properties, constraints, actionConstraints } = this.request.formulas;
    if (behavior === null) throw new Unsupported("no behavior");
    const { next, nextName } = behavior;
    const start = { index: this.indexOf(nextName, next.source.locate(next.expression.span)), path: [] };
    this.request.deadline.part(NEXT_SHARE, () => this.walk(next.expression, this.contextOf(next), start));
    this.endPart();
    const parts = this.parts;
    const predicates: (string | null)[][] = [
      ...properties.map((property) =>
        property.parts.map(({ over, formula }) => {
          return isOfRows(over) ? this.predicate(formula, over === "step") : null;
        }),
      ),
      constraints.map((formula) => this.predicate(formula, false)),
      actionConstraints.map((formula) => this.predicate(formula, true)),
    ];
    const made = this.link(parts);
    const functions = predicates.map((list) => list.map((name) => (name === null ? null : (made[name] as Predicate))));
    return {
      next: Array.from({ length: parts }, (_, i) => made[`n${i}`] as NextFunction),
      parts: functions.slice(0, properties.length),
      constraints: functions[properties.length] ?? [],
      actionConstraints: functions[properties.length + 1] ?? [],
      text: this.text,
      interpretedActions: [...this.interpreted],
      interpretedTexts: this.c.fallback.texts,
    };
  }

  /** One atom, linked by itself. */
  makeAtom({ origin, over }: CodedAtom): Predicate | null {
    if (origin === null) return null;
    const { c } = this;
    const { asks, expression, place, frame } = origin;
    try {
      if (!c.fallback.isPure(expression)) return null;
      if (asks === "enabled" && c.setup.lowering.ownVariables(expression).length > 0) return null;
      const context = contextAt(place, frame);
      const name = this.functionOf(over === "step", () => {
        if (asks === "truth") return c.truth(expression, context);
        enumerate(c, expression, context, () => c.code.line(js`return true;`));
        return FALSE;
      });
      return name === null ? null : (this.link(0)[name] as Predicate);
    } catch (error) {
      if (!(error instanceof Unsupported || error instanceof RangeError)) throw error;
      return null;
    } finally {
      this.functions.length = 0;
      this.predicates.length = 0;
    }
  }

  /** Compiles the text: names made by us, numbers, and nothing else. */
  private link(parts: number): Record<string, unknown> {
    const { constants } = this.c.code;
    const names = [...Array.from({ length: parts }, (_, i) => `n${i}`), ...this.predicates];
    const text = [
      '"use strict";',
      ...constants.map((_, i) => `const c${i} = C[${i}];`),
      ...this.functions,
      `return { ${names.join(", ")} };`,
    ].join("\n");
    this.text = text;
    const make = new Function("F", "R", "P", "X", "T", "C", text) as (...args: unknown[]) => Record<string, unknown>;
    const times = (count: number, other: () => number) => (count === 0 ? 0 : count * other());
    return make(bail, bitRange, population, index, times, constants);
  }

  private readonly predicates: string[] = [];

  private contextOf(formula: Formula): Context {
    return new Context(formula.source, null);
  }

  private head(name: string, step: boolean): string {
    const { words } = this.request.packing;
    const read = (prefix: string, array: string, at: string) =>
      Array.from({ length: words }, (_, i) => `const ${prefix}${i} = ${array}[${at} + ${i}];`).join(" ");
    const rows = read("r", "s", "o");
    return `function ${name}(s, o, b, q) {\n${rows}${step ? `\n${read("p", "b", "q")}` : ""}`;
  }

  private endPart(): void {
    const { code } = this.c;
    if (code.size === 0 && this.parts > 0) return;
    this.functions.push(`${this.head(`n${this.parts}`, false)}\n${code.take()}\nreturn q;\n}`);
    this.parts++;
  }

  /** From Next inwards, as NextRelation does. */
  private walk(expression: Expression, context: Context, entered: Entered): void {
    const { c } = this;
    c.begin();
    if (this.nested === 0 && c.code.depth === 1 && c.code.size > LARGEST_PART) this.endPart();
    if (expression.kind === "label") {
      this.walk(expression.body, context, entered);
      return;
    }
    const alternatives = operandsOf(expression, "\\/", this.request.setup.program.tables);
    if (alternatives !== null) {
      const share = 1 / alternatives.length;
      for (const item of alternatives) this.request.deadline.part(share, () => this.walk(item, context, entered));
      return;
    }
    if (expression.kind === "quantifier" && expression.quantifier === "\\E") {
      const bounded = expression.bounds.every((bound) => bound.set !== null);
      if (bounded) {
        this.quantified(expression, context, entered);
        return;
      }
    }
    if (expression.kind === "reference" && this.enter(expression, context, entered)) return;
    this.leaf(expression, context, entered);
  }

  private quantified(
    expression: Extract<Expression, { kind: "quantifier" }>,
    context: Context,
    entered: Entered,
  ): void {
    const { c } = this;
    const { deadline } = this.request;
    const sets = expression.bounds.map((bound) => c.evaluate(bound.set as Expression, context));
    const fixed = sets.every((set) => set.kind === "constant");
    // How often the body is compiled; null where that depends on the states.
    const ways = fixed ? expression.bounds.reduce((product, bound, i) => product * waysOf(bound, sets[i]), 1) : null;
    const { nested, parts } = this;
    const { step } = c;
    const mark = c.code.mark();
    if (!fixed) this.nested++;
    try {
      existential(c, expression.bounds, context, (inner) => {
        const walk = () => this.walk(expression.body, inner, entered);
        return ways === null ? walk() : deadline.part(1 / ways, walk);
      });
    } catch (error) {
      // Text that has gone into a finished function cannot be taken back; and the steps of a leaf are all of one action.
      if (!(error instanceof Unsupported) || this.parts > parts || this.names(expression.body)) throw error;
      c.code.reset(mark);
      c.step = step;
      this.nested = nested;
      this.leaf(expression, context, entered);
    }
    this.nested = nested;
  }

  private enter(reference: Reference, context: Context, entered: Entered): boolean {
    const { c } = this;
    if (c.resolver.symbolOf(reference).kind !== "operator") return false;
    const target = c.resolver.resolveOnce(reference, context);
    if (target.kind !== "text" || target.symbol === null) return false;
    const { symbol } = target;
    if (symbol.recursive) throw new Unsupported("a recursive action");
    if (symbol.module.library || symbol.binders !== null || entered.path.includes(symbol)) return false;
    const index = this.indexOf(reference.name, symbol.source.locate(symbol.span));
    const inside = { index: index < 0 ? entered.index : index, path: [...entered.path, symbol] };
    c.inside(() => this.walk(target.body, target.context, inside));
    return true;
  }

  /** May the way inwards through this text lead into a definition, which names an action? */
  private names(expression: Expression): boolean {
    if (expression.kind === "label") return this.names(expression.body);
    const alternatives = operandsOf(expression, "\\/", this.request.setup.program.tables);
    if (alternatives !== null) return alternatives.some((item) => this.names(item));
    if (expression.kind === "quantifier" && expression.quantifier === "\\E") return this.names(expression.body);
    if (expression.kind !== "reference") return false;
    return symbolOf(expression, this.request.setup.program.tables)?.kind === "operator";
  }

  private indexOf(name: string, location: { readonly file: string; readonly line: number; readonly column: number }) {
    return this.request.actions.findIndex(
      (action) =>
        action.name === name &&
        action.location?.file === location.file &&
        action.location.line === location.line &&
        action.location.column === location.column,
    );
  }

  /** One action with its parameters known: compiled, or else interpreted. */
  private leaf(expression: Expression, context: Context, { index }: Entered): void {
    const { c } = this;
    if (index < 0) throw new Unsupported("an action without a number");
    const mark = c.code.mark();
    const { step } = c;
    c.begin();
    try {
      const start = c.code.fresh();
      c.code.line(js`const ${start} = q;`);
      c.code.attempt(
        () => enumerate(c, expression, context, () => this.emit(index)),
        () => this.retry({ expression, context, index }, start),
      );
    } catch (error) {
      if (!(error instanceof Unsupported) && !isSpecError(error)) throw error;
      c.code.reset(mark);
      c.step = step;
      c.begin();
      this.interpret(expression, context, index);
    }
  }

  /** Where the code of an action bails out, the interpreter finds the steps of that action, and of no other. */
  private retry(leaf: Leaf, start: Js): void {
    const { c } = this;
    const before = c.code.mark();
    try {
      const runner = this.runnerOf(leaf);
      c.code.line(js`q = ${runner}.retry(e, b, ${start});`);
    } catch (error) {
      if (!(error instanceof Unsupported) && !isSpecError(error)) throw error;
      c.code.reset(before);
      c.code.line(js`throw e;`);
    }
  }

  private emit(index: number): void {
    const { c } = this;
    const { words } = this.request.packing;
    // What the action leaves open is an error, with the interpreter's words.
    if (c.step.some((value) => value === null)) {
      c.code.line(js`${BAIL};`);
      return;
    }
    if (c.code.size > 2_000_000) throw new Unsupported("too much code");
    for (const [i, word] of wordsOf(c).entries()) c.code.line(js`b[q + ${i}] = ${word};`);
    c.code.line(js`b[q + ${words}] = ${index};`);
    c.code.line(js`q += ${words + 1};`);
  }

  private interpret(expression: Expression, context: Context, index: number): void {
    const { c } = this;
    const runner = this.runnerOf({ expression, context, index });
    this.c.fallback.texts.add(expression);
    this.interpreted.add(this.request.actions[index]?.name ?? "Next");
    c.code.line(js`q = ${runner}.run(b, q);`);
  }

  /** The code of what runs an action in the interpreter, from the state of the row and with what else it needs. */
  private runnerOf({ expression, context, index }: Leaf): Js {
    const { c } = this;
    const action = c.fallback.action(expression, context);
    const inputs = action.inputs.map(representationOf);
    const runner = new InterpretedSteps(this.request, this.states, { run: action.run, inputs, index });
    const leaves = action.inputs.flatMap(leavesOf).map((leaf) => (leaf.bails ? c.code.named(leaf) : leaf));
    return js`${c.code.constant(runner)}.from(s, o, [${joined(leaves, ", ")}])`;
  }

  private predicate(formula: Formula, step: boolean): string | null {
    // What asks for the run, or prints, is asked once, by the interpreter.
    if (!this.c.fallback.isPure(formula.expression)) return null;
    return this.functionOf(step, () => this.c.truth(formula.expression, this.contextOf(formula)));
  }

  /** The name of a function whose body `write` writes but for the truth that it returns; null where there is no code. */
  private functionOf(step: boolean, write: () => Truth): string | null {
    const { c } = this;
    const before = c.step;
    c.begin();
    const name = `i${this.predicates.length}`;
    const { wholes } = c.fallback;
    try {
      if (step) c.step = c.successor;
      const truth = write();
      const { size } = c.code;
      c.code.line(js`return ${condition(truth)};`);
      const text = c.code.take();
      if (truth.kind === "failure" || size > LARGEST_PREDICATE) return null;
      // A table by whole states would only grow; the interpreter does better without.
      if (c.fallback.wholes > wholes) return null;
      this.functions.push(`${this.head(name, step)}\n${text}\n}`);
      this.predicates.push(name);
      return name;
    } catch (error) {
      if (!(error instanceof Unsupported) && !isSpecError(error)) throw error;
      c.code.take();
      return null;
    } finally {
      c.step = before;
    }
  }
}

/** Parts of properties that are asked about one state or one step. */
export function isOfRows(over: Part["over"]): boolean {
  return over === "initial" || over === "state" || over === "step";
}

/** How often a bound with this set makes its body be compiled. */
function waysOf(bound: Bound, set: Symbolic | undefined): number {
  if (set?.kind !== "constant" || !(set.value instanceof SetValue) || !isEnumerable(set.value)) return 1;
  return Math.max(1, cardinality(set.value)) ** (bound.pattern === "tuple" ? 1 : bound.names.length);
}

/** Leaves the generated code. */
function bail(): never {
  throw BAILOUT;
}

/** An index that must be one. */
function index(at: number): number {
  if (at < 0) throw BAILOUT;
  return at;
}

/** The state of a row: the same array for the same row, because all interpreted actions of a state ask for it. */
class UnpackedState {
  private readonly packing: Packing;
  private readonly row: Int32Array;
  private state: readonly Value[] | null = null;

  constructor(packing: Packing) {
    this.packing = packing;
    this.row = new Int32Array(packing.words);
  }

  of(rows: Int32Array, from: number): readonly Value[] {
    const { packing, row } = this;
    if (this.state !== null && sameRow(row, rows, from)) return this.state;
    for (let i = 0; i < row.length; i++) row[i] = rows[from + i] as number;
    this.state = packing.variables.map((_, i) => packing.unpack(i, rows, from));
    return this.state;
  }
}

/** An action that the interpreter runs, with what it needs to know from the code. */
interface InterpretedAction {
  readonly run: (
    values: readonly Value[],
    state: readonly Value[],
    emit: (next: (Value | undefined)[]) => void,
  ) => void;
  readonly inputs: readonly Representation[];
  /** Its number. */
  readonly index: number;
}

/** Steps that the interpreter finds, packed like all others. Generated code says from where, then asks for them. */
class InterpretedSteps {
  private readonly request: ProgramRequest;
  private readonly action: InterpretedAction;
  private readonly row: Int32Array;
  private readonly states: UnpackedState;
  private state: readonly Value[] = [];
  private values: readonly Value[] = [];

  constructor(request: ProgramRequest, states: UnpackedState, action: InterpretedAction) {
    this.request = request;
    this.states = states;
    this.action = action;
    this.row = new Int32Array(request.packing.words);
  }

  /** Sets the state that the steps begin in, and the inputs, by their leaves. */
  from(rows: Int32Array, at: number, leaves: readonly number[]): this {
    this.state = this.states.of(rows, at);
    let leaf = 0;
    this.values = this.action.inputs.map((input) => {
      const value = input.decode(leaves, leaf);
      leaf += input.leafCount;
      return value;
    });
    return this;
  }

  /** The steps of an action whose code threw `error`; where something has to grow first, the whole state bails out. */
  retry(error: unknown, out: Int32Array, to: number): number {
    const { growth } = this.request;
    if (error !== BAILOUT || growth.outgrown) throw error;
    growth.retries++;
    return this.run(out, to);
  }

  run(out: Int32Array, to: number): number {
    const { row, action } = this;
    const { packing, setup } = this.request;
    let end = to;
    const collect = (next: PartialState): void => {
      // What has no value yet is a hole, which `some` would pass over.
      if (next.includes(undefined) || !packing.pack(next as Value[], row)) throw BAILOUT;
      for (let i = 0; i < row.length; i++) out[end + i] = row[i] as number;
      out[end + row.length] = action.index;
      end += row.length + 1;
    };
    try {
      // A batch is ahead of the search, which may end before it comes to this state.
      setup.trying(() => action.run(this.values, this.state, collect));
    } catch {
      // Errors, and warnings, are reported by the interpreter of the whole model.
      throw BAILOUT;
    }
    return end;
  }
}
