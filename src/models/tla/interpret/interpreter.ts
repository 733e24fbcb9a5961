/** What all parts of the interpreter share: the program, its constants, its natives, and the places of errors. */

import type {
  ConstantSymbol,
  OperatorSymbol,
  Program,
  ValueSymbol,
  VariableSymbol,
} from "../../../tla/semantics/symbol.ts";
import type { Location, Source } from "../../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import type { Value } from "../../../values/index.ts";
import type { Facts } from "../core/facts.ts";
import type { Lowering } from "../core/lower.ts";
import { enumerator } from "./action.ts";
import type { Breath } from "./breath.ts";
import type { Coverage } from "./coverage.ts";
import { evaluator } from "./expression.ts";
import {
  type Act,
  type Dependence,
  type Eval,
  notEntered,
  type Operator,
  Runtime,
  SpecError,
  Thunk,
} from "./runtime.ts";
import { type Place, Scope } from "./scope.ts";
import type { Uses } from "./uses.ts";
import type { Watch } from "./watch.ts";

export type NativeFunction = (...args: never[]) => Value;

/** All that is fixed before anything is evaluated. */
export interface Setup {
  readonly program: Program;
  readonly lowering: Lowering;
  readonly facts: Facts;
  readonly variables: readonly VariableSymbol[];
  /** The values that the cfg gives. */
  readonly constants: ReadonlyMap<ConstantSymbol, Value>;
  /** The TypeScript meaning of `module`'s operator `name`, for modules that we ship. */
  readonly native: (module: string, name: string) => NativeFunction | null;
  /** Cells of a table given in the cfg, `Op(a, b) = value`, by printed arguments. */
  readonly tables: ReadonlyMap<ConstantSymbol, ReadonlyMap<string, Value>>;
  /** Where conditions of actions are counted; absent when nobody asks. */
  readonly coverage?: Coverage | null;
  /** What sees which texts are evaluated; absent when nobody asks. */
  readonly uses?: Uses | null;
  readonly breath: Breath;
  /** Reports what shows only while the spec is evaluated, with the state if it is known here; the same at one place once. */
  readonly warn: (code: string, location: Location, message: string, state: readonly Value[] | null) => void;
  /** Tries a value that perhaps no state ever needs: where that would warn, it is thrown as Unheard. */
  readonly trying: <T>(run: () => T) => T;
  /**
   * The values of constant definitions, for all interpreters of the model: what is drawn at random is the same in Init,
   * in Next and in every property.
   */
  readonly definitions: Map<OperatorSymbol, Value>;
}

/** Which formula is being enumerated: Init assigns unprimed variables, everything else primed ones. */
type Mode = "init" | "next";

/**
 * Turns expressions into code, once per place. With `tracing`, all code notes where an error arose; that is slower,
 * so it is only used to evaluate again what has failed.
 */
export class Interpreter {
  readonly setup: Setup;
  readonly mode: Mode;
  readonly tracing: boolean;
  readonly runtime: Runtime;
  /** Sees what cannot be made true in action position; null where nobody asks. */
  watch: Watch | null = null;
  /** Stands around each action of Next and each of its parts, with its index; null where nobody asks how long they take. */
  stopwatch: ((action: number, act: Act) => Act) | null = null;
  /** Definitions that stand in no LET, as operators. */
  readonly operators = new Map<OperatorSymbol, Operator>();
  /** One argument per variable, to pass `x` or `x'` without making a new one. */
  readonly unprimed: Thunk[];
  readonly primedVariables: Thunk[];
  private readonly indices = new Map<VariableSymbol, number>();
  private readonly names: string[];
  private beside: Interpreter | null = null;

  constructor(setup: Setup, mode: Mode, tracing: boolean, runtime = new Runtime()) {
    this.setup = setup;
    this.runtime = runtime;
    this.mode = mode;
    this.tracing = tracing;
    this.names = setup.variables.map((v) => v.name);
    for (const [index, symbol] of setup.variables.entries()) this.indices.set(symbol, index);
    this.unprimed = setup.variables.map((_, i) => this.variableArgument(i, false));
    this.primedVariables = setup.variables.map((_, i) => this.variableArgument(i, true));
  }

  /** What enumerates actions, by the same states and frames: beside Init another one, for ENABLED. */
  get ofActions(): Interpreter {
    if (this.mode === "next") return this;
    this.beside ??= new Interpreter(this.setup, "next", this.tracing, this.runtime);
    return this.beside;
  }

  /** The index of a root variable, -1 for any other. */
  indexOf(symbol: VariableSymbol): number {
    return this.indices.get(symbol) ?? -1;
  }

  /**
   * An index for a variable that an instance has of its own under ENABLED: for a while it is one like those of the
   * root module. The same symbol always gets the same.
   */
  indexForOwn(symbol: VariableSymbol): number {
    const known = this.indices.get(symbol);
    if (known !== undefined) return known;
    const index = this.unprimed.length;
    this.indices.set(symbol, index);
    this.names.push(symbol.name);
    this.unprimed.push(this.variableArgument(index, false));
    this.primedVariables.push(this.variableArgument(index, true));
    return index;
  }

  /** What a name of lowered text means. */
  meaningOf(reference: Reference): { readonly symbol: ValueSymbol } {
    const meaning = this.setup.program.tables.meanings.get(reference);
    if (meaning === undefined || meaning.symbol.kind === "instance" || meaning.chain.length > 0) {
      throw new Error(`the name ${reference.name} was not lowered`);
    }
    return { symbol: meaning.symbol };
  }

  /** Code that evaluates `expression` as read at `place`. */
  evaluator(expression: Expression, place: Place): Eval {
    return evaluator(this, expression, place);
  }

  /** Code that runs `then` for each way to make `expression` true at `place`. */
  enumerator(expression: Expression, place: Place, then: Act): Act {
    return enumerator(this, expression, place, then);
  }

  /** A place at the top of the root module, with a frame of its own. */
  top(source: Source): Place {
    return { scope: new Scope(null), source };
  }

  /** Code that reads variable `index`. */
  variableReader(index: number): Eval {
    const { runtime } = this;
    const unstable = this.mode === "init";
    return () => {
      const value = runtime.current[index];
      if (value === undefined) throw this.unassigned(index, false);
      runtime.reads++;
      if (unstable) runtime.unstableReads++;
      return value;
    };
  }

  /** Code that reads the primed variable `index`. */
  primedReader(index: number): Eval {
    const { runtime } = this;
    return () => {
      const value = runtime.next[index];
      if (value === undefined) throw this.unassigned(index, true);
      runtime.reads++;
      runtime.unstableReads++;
      return value;
    };
  }

  /** A step without a value for each variable cannot be judged. */
  requireStep(): void {
    const { next } = this.runtime;
    this.setup.variables.forEach((_, i) => {
      if (next[i] === undefined) throw this.unassigned(i, true);
    });
  }

  private unassigned(index: number, primed: boolean): SpecError {
    if (primed && this.mode === "init" && this.runtime.enabling) return notEntered();
    const name = `${this.names[index]}${primed || this.runtime.primed > 0 ? "'" : ""}`;
    const hint = "conjuncts are evaluated from left to right; assign it before it is used";
    return new SpecError("E423", `${name} has no value yet at this point; ${hint}`);
  }

  private variableArgument(index: number, primed: boolean): Thunk {
    const evaluate = primed ? this.primedReader(index) : this.variableReader(index);
    const action = () => {
      throw new Error("a variable in action position is read, not enumerated");
    };
    const depends = (): Dependence => (primed ? "step" : "state");
    return new Thunk({ text: null, evaluate, action, depends, target: () => null }, null, index, primed);
  }

  /** Starts afresh after an error may have left something behind. */
  reset(): void {
    this.runtime.primed = 0;
    this.runtime.leafFrame = null;
    this.runtime.arguments = [];
  }
}
