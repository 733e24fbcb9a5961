/** What all parts of the compiler share while the code of one model is made. */

import type { OperatorSymbol } from "../../../tla/semantics/symbol.ts";
import type { Expression } from "../../../tla/syntax/tree.ts";
import { compare, type Interner, type Value } from "../../../values/index.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { ElementRepresentation } from "../layout/element.ts";
import type { Choice, Numbers } from "../layout/form.ts";
import type { Packing } from "../layout/packing.ts";
import type { Representation } from "../layout/representation.ts";
import { Universe } from "../layout/universe.ts";
import type { Deadline } from "./account.ts";
import { Code } from "./code.ts";
import { type Binding, type Context, type LazyBinding, Resolver } from "./context.ts";
import { evaluate } from "./expression.ts";
import { Fallback } from "./fallback.ts";
import { Js, js } from "./js.ts";
import { asTruth, Endless, limited, type Symbolic, symbolicOf, TooMuch, type Truth, Unsupported } from "./symbolic.ts";
import type { Growth, Table } from "./table.ts";

/** Characters of code beyond which an action or formula is left to the interpreter: V8 does not optimise that. */
const LARGEST_CODE = 120_000;
/** Tables and other objects beyond which it is: filling them costs more than they save. */
const MOST_CONSTANTS = 400;
/** Texts that it may be read as, each definition anew where it is named: definitions that double need not make much code. */
const MOST_TEXTS = 200_000;

/** Nested definitions, beyond which text is taken to be endless. */
const DEEPEST = 200;
/** Texts that one use of a recursive definition may become. */
const MOST_UNROLLED = 128;

/** The values that primed variables have on the way to the code being written; null where none is assigned yet. */
type Step = readonly (Symbolic | null)[];

/** What a compiler works with; it ends with Overdue when `deadline` is over. */
export interface CompilerParts {
  readonly setup: Setup;
  readonly interner: Interner;
  readonly packing: Packing;
  readonly growth: Growth;
  readonly deadline: Deadline;
}

export class Compiler {
  readonly setup: Setup;
  readonly interner: Interner;
  readonly packing: Packing;
  readonly growth: Growth;
  private readonly deadline: Deadline;
  readonly code = new Code();
  readonly resolver: Resolver;
  readonly fallback: Fallback;
  /** The unprimed variables, as read from row words `r0`, `r1`, …; primed ones of a given step as `p0`, …. */
  readonly current: readonly Symbolic[];
  readonly successor: readonly Symbolic[];
  step: Step;
  /** Is the text being compiled inside a primed expression? */
  primed = false;
  /** Tables by rule and representations, and values of constant definitions. */
  readonly tables = new Map<string, { readonly table: Table; readonly result: Representation }>();
  private readonly numbers: Numbers;
  private readonly constants = new Map<OperatorSymbol, Symbolic>();
  private readonly universes = new Map<string, Universe>();
  private depth = 0;
  private limit = { size: LARGEST_CODE, constants: MOST_CONSTANTS };
  private texts = 0;
  /** The recursive definitions that are being unrolled, and how many texts that has taken. */
  private readonly unrolling: OperatorSymbol[] = [];
  private unrolled = 0;

  constructor({ setup, interner, packing, growth, deadline }: CompilerParts) {
    this.setup = setup;
    this.interner = interner;
    this.packing = packing;
    this.growth = growth;
    this.deadline = deadline;
    const numbers = new Map<Universe, number>();
    this.numbers = {
      of: (value) => interner.idOf(value),
      ofUniverse: (universe) => {
        const number = numbers.get(universe) ?? numbers.size;
        numbers.set(universe, number);
        return number;
      },
    };
    this.resolver = new Resolver(setup);
    this.fallback = new Fallback(this);
    this.current = this.variablesFrom("r");
    this.successor = this.variablesFrom("p");
    this.step = this.current.map(() => null);
  }

  /** The variables of a row whose words are called `name` and a number. */
  private variablesFrom(name: string): Symbolic[] {
    return this.packing.variables.map((variable, i) => {
      const leaves = (this.packing.fields[i] ?? []).map(({ word, shift, bits }) => {
        if (bits === 0) return Js.literal(0);
        const row = Js.called(name, word);
        if (bits === 32) return row;
        const mask = 2 ** bits - 1;
        if (shift + bits === 32) return js`(${row} >>> ${shift})`;
        return shift === 0 ? js`(${row} & ${mask})` : js`((${row} >>> ${shift}) & ${mask})`;
      });
      return symbolicOf(variable, leaves);
    });
  }

  /** The value of variable `index` at this point: in the next state inside a primed expression. */
  variable(index: number, primed: boolean): Symbolic {
    const value = primed || this.primed ? this.step[index] : this.current[index];
    // Reading what is not assigned yet is an error, which the interpreter reports.
    return value ?? { kind: "failure" };
  }

  /** Compiles inside `e'`. */
  priming<T>(make: () => T): T {
    const before = this.primed;
    this.primed = true;
    try {
      return make();
    } finally {
      this.primed = before;
    }
  }

  /** Compiles what follows once `variable` has been assigned. */
  assigning(variable: number, value: Symbolic, rest: () => void): void {
    const before = this.step;
    this.step = before.with(variable, value);
    rest();
    this.step = before;
  }

  evaluate(expression: Expression, context: Context): Symbolic {
    this.deadline.check();
    this.setup.breath.take();
    const { size, constants } = this.code;
    const { limit } = this;
    const isLarge = size > limit.size || constants.length > limit.constants;
    if (isLarge || ++this.texts > MOST_TEXTS) throw new TooMuch("too much code");
    return limited(evaluate(this, expression, context));
  }

  /** Begins an action or a formula: from here on so much code may be made. */
  begin(): void {
    const { size, constants } = this.code;
    this.texts = 0;
    this.limit = { size: size + LARGEST_CODE, constants: constants.length + MOST_CONSTANTS };
  }

  /** The value of a formula; a constant that is no Boolean is a failure. */
  truth(expression: Expression, context: Context): Truth {
    return asTruth(this.evaluate(expression, context));
  }

  force(binding: Binding): Symbolic {
    if (binding.kind === "value") return binding.value;
    if (binding.kind === "lazy") return this.forceLazy(binding);
    throw new Unsupported("an operator used as a value");
  }

  forceLazy(binding: LazyBinding): Symbolic {
    const { kept } = binding;
    const { code } = this;
    const usable = kept !== null && kept.step === this.step && kept.resets === code.resets && code.isOpen(kept.block);
    if (usable && !this.primed) return kept.value;
    const value = this.inside(() => this.evaluate(binding.expression, binding.context));
    if (!this.primed) {
      binding.kept = { value, block: code.block, step: this.step, resets: code.resets };
    }
    return value;
  }

  /** Compiles the text of a definition: not endlessly deep, and once only if it turns out to be constant. */
  definition(symbol: OperatorSymbol | null, context: Context, make: () => Symbolic): Symbolic {
    if (symbol === null || symbol.parameters.length > 0 || context.locals !== null) return this.inside(make);
    // What speaks of the state may be constant here, because of what was assigned, and not elsewhere.
    const { variables, primes, everything } = this.fallback.readsOf(symbol.body);
    if (primes || everything || variables.size > 0) return this.inside(make);
    const known = this.constants.get(symbol);
    if (known !== undefined) return known;
    const value = this.inside(make);
    if (value.kind === "constant") this.constants.set(symbol, value);
    return value;
  }

  /** Compiles the text of a recursive definition in place of its name, as long as what is known leads to an end. */
  unroll<T>(symbol: OperatorSymbol, make: () => T): T {
    const outermost = this.unrolling.length === 0;
    if (outermost) this.unrolled = 0;
    this.unrolling.push(symbol);
    try {
      if (++this.unrolled > MOST_UNROLLED) throw new Endless("a recursion without a known end");
      return this.inside(make);
    } catch (error) {
      if (outermost && error instanceof Endless) throw new Unsupported(error.message);
      throw error;
    } finally {
      this.unrolling.pop();
    }
  }

  /** A condition on which `branches` depend. */
  truthBefore(condition: Expression, context: Context, branches: readonly Expression[]): Truth {
    const truth = this.truth(condition, context);
    if (truth.kind !== "constant") this.refuseRecursion(...branches);
    return truth;
  }

  /** Where it is not known which of `branches` is taken, none may go on with a recursion. */
  private refuseRecursion(...branches: readonly Expression[]): void {
    if (this.unrolling.length === 0) return;
    for (const branch of branches) {
      const { locals } = this.fallback.readsOf(branch);
      if (this.unrolling.some((symbol) => locals.has(symbol)))
        throw new Endless("a recursion that depends on the state");
    }
  }

  inside<T>(make: () => T): T {
    if (++this.depth > DEEPEST) {
      this.depth--;
      throw this.unrolling.length > 0
        ? new Endless("too deep a recursion")
        : new TooMuch("definitions nested too deeply");
    }
    try {
      return make();
    } finally {
      this.depth--;
    }
  }

  /** A text that is the same for the same representation, to find tables by. */
  keyOf(r: Representation): string {
    return r.key(this.numbers);
  }

  /** A closed universe of these values; the same one for the same values. */
  closed(values: readonly Value[]): Universe {
    const key = values.map((value) => this.interner.idOf(value)).join(",");
    let universe = this.universes.get(key);
    if (universe === undefined) this.universes.set(key, (universe = new Universe(this.interner, values, false)));
    return universe;
  }

  /** `universe` with more elements; the same one for the same elements. */
  extended(universe: Universe, values: readonly Value[]): Universe {
    const added = values.filter((value) => universe.find(value) < 0);
    if (added.length === 0) return universe;
    const number = this.keyOf(new ElementRepresentation(universe));
    const key = `${number}+${added.map((value) => this.interner.idOf(value)).join(",")}`;
    let longer = this.universes.get(key);
    if (longer === undefined) this.universes.set(key, (longer = universe.extended(added)));
    return longer;
  }

  /** The indices of a universe in the order of TLA+. */
  order(universe: Universe): readonly number[] {
    return universe.ordered(compare);
  }

  /** A representation without room, for results of tables. */
  get exact(): Choice {
    return { interner: this.interner, room: false, exchanges: [] };
  }
}
