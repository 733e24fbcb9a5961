/**
 * Sets of model values that a specification cannot tell apart, shown by its text.
 *
 * Theorem. Let p permute model values so that each constant that is read is its own image. Then whatever is built of
 * constants and admitted parts has, in the image of a state and for the images of bound names, the image of its value:
 * e(p s) = p e(s). By induction on the evaluation: all that TLA+ asks of a model value is whether it is equal to another
 * value, p is one-to-one, and sets, functions and quantifiers are the same in whatever order their elements come. What
 * looks at an order, at names or at the run is not admitted: CHOOSE (but for `choice.ts`), folds in an order, ToString,
 * TLCGet, files, random values. So the steps from p s are the images of the steps from s, what holds of one holds of the
 * other, and one state of a class stands for all (Ip and Dill, "Better Verification Through Symmetry", 1996).
 *
 * An evaluation may fail in one of two images alone, where `\E x \in S : P(x)` comes to what fails before what is true: by
 * TLA+ the value is the same. But Assert is meant as a check: it is admitted only where no order can skip it.
 *
 * Invariant: errs on one side alone. What is not understood refuses.
 */

import { native } from "../../../tla/semantics/builtin.ts";
import type { OperatorSymbol, ValueSymbol } from "../../../tla/semantics/symbol.ts";
import { partsOf } from "../../../tla/syntax/parts.ts";
import type { Location, Source } from "../../../tla/syntax/source.ts";
import type { Expression, Reference } from "../../../tla/syntax/tree.ts";
import { type ModelValue, print, same, type Value } from "../../../values/index.ts";
import type { Formula } from "../behavior.ts";
import { isPureNative } from "../compile/native.ts";
import { Reader } from "../compile/reads.ts";
import { isSpecError } from "../interpret/error.ts";
import type { Setup } from "../interpret/interpreter.ts";
import { Choice } from "./choice.ts";
import { exchanges, type Permutation, permuted } from "./permutations.ts";

/** Why a set is not taken as symmetric, and where that is written. */
interface Refusal {
  readonly why: string;
  readonly location: Location | null;
}

/** Of pure modules: folds by `op(x, folded)`, their first argument, in the order of values. */
const FOLDS = ["FoldSet", "ReduceSet", "FoldFunction", "FoldFunctionOnSet", "FoldSeq"];

/** What else of them depends on the order of values, or on how they are written. */
const ORDERED: readonly string[] = [
  ...["ToString", "SetToSeq", "SetToSortSeq", "Inverse", "AntiFunction", "MapThenFoldSet", "MapThenFoldBag", "FoldBag"],
  ...FOLDS,
];

/** What goes through the elements of sets. */
const BINDING = ["quantifier", "choose", "setFilter", "setMap", "functionLiteral", "lambda"];

/** How text is evaluated: "whole", each way that it has; "once", as it stands; "each", for elements until a value is known. */
type Manner = "whole" | "once" | "each";

interface Place {
  readonly source: Source;
  readonly manner: Manner;
  /** Where a definition of a library was called. */
  readonly call: Location | null;
}

type Part = readonly [Expression, Place];

/** Goes through all text for one set of model values. */
export class Proof {
  private readonly setup: Setup;
  private readonly exchanges: readonly Permutation[];
  private readonly choice: Choice;
  private readonly valueOf: (formula: Formula) => Value | null;
  private readonly reader: Reader;
  /** Definitions that are proved, or open, in the order in which they were entered. */
  private readonly entered = new Map<string, true>();
  private readonly numbers = new Map<OperatorSymbol, number>();

  /** `valueOf` evaluates what depends on nothing; null where that fails. */
  constructor(setup: Setup, members: readonly ModelValue[], valueOf: (formula: Formula) => Value | null) {
    this.setup = setup;
    this.exchanges = exchanges(members);
    this.choice = new Choice(setup, members);
    this.valueOf = valueOf;
    this.reader = Reader.of(setup);
  }

  /** A formula of the specification; of Next each way is tried. */
  part({ expression, source }: Formula, isNext: boolean): Part {
    return [expression, { source, manner: isNext ? "whole" : "once", call: null }];
  }

  private go([e, place]: Part): Refusal | null {
    const before = this.entered.size;
    const why = this.whyNot(e, place);
    const location = (): Location => place.call ?? place.source.locate(e.span);
    const refusal = why === null ? this.first(this.inside(e, place)) : { why, location: location() };
    if (refusal === null || !this.isItsOwnImage(e, place)) return refusal;
    // What was entered on the way is not proved.
    for (const key of [...this.entered.keys()].slice(before)) this.entered.delete(key);
    return null;
  }

  /** The first thing in `parts` that may tell the values apart; null where nothing does. */
  first(parts: readonly Part[]): Refusal | null {
    for (const part of parts) {
      const refusal = this.go(part);
      if (refusal !== null) return refusal;
    }
    return null;
  }

  /** Does it depend on nothing, and stay what it is when the values are exchanged? Then it matters not how it is made. */
  private isItsOwnImage(e: Expression, { source }: Place): boolean {
    if (e.kind !== "setEnumeration" && e.kind !== "reference") return false;
    const { pure, locals } = this.reader.readsOf(e);
    if (!pure || locals.size > 0 || this.setup.facts.dependence(e) !== "nothing") return false;
    const value = this.valueOf({ expression: e, source });
    return value !== null && this.isInvariant(value);
  }

  private isInvariant(value: Value): boolean {
    try {
      return this.exchanges.every((one) => same(permuted(value, one), value));
    } catch (error) {
      // An infinite set, say.
      if (isSpecError(error)) return false;
      throw error;
    }
  }

  /** Why `e` itself, whatever is inside, may tell the values apart. */
  private whyNot(e: Expression, { manner }: Place): string | null {
    if (e.kind === "choose") return this.choice.isDetermined(e) ? null : "this CHOOSE may prefer one of them";
    if (e.kind !== "reference") return null;
    const symbol = this.symbolOf(e);
    if (symbol === undefined || symbol === native) return `${e.name} is not known to treat them alike`;
    if (symbol.kind === "constant") {
      const value = this.setup.constants.get(symbol);
      if (value !== undefined && !this.setup.tables.has(symbol) && this.isInvariant(value)) return null;
      if (value === undefined) return `${e.name} is given value by value`;
      const text = print(value);
      return text === e.name ? `${text} is named` : `${e.name} is ${text}`;
    }
    return symbol.kind === "operator" && this.isNative(symbol) ? this.whyNotNative(symbol, e, manner) : null;
  }

  private whyNotNative({ name, module }: OperatorSymbol, { args: [first] }: Reference, manner: Manner): string | null {
    if (name === "Assert" && module.name === "TLC")
      return manner === "each" ? "this Assert is asked of some of them only" : null;
    if (!isPureNative(module.name, name)) return `${name} may tell them apart`;
    if (!ORDERED.includes(name)) return null;
    if (FOLDS.includes(name) && first !== undefined && this.choice.isAnyOrder(first)) return null;
    return `${name} may depend on their order or their names`;
  }

  private isNative({ module, name }: OperatorSymbol): boolean {
    return module.library && this.setup.native(module.name, name) !== null;
  }

  private symbolOf(e: Reference): ValueSymbol | undefined {
    const symbol = this.setup.program.tables.meanings.get(e)?.symbol;
    return symbol?.kind === "instance" ? undefined : symbol;
  }

  /** The parts of `e` that an evaluation may reach, definitions that it names among them. */
  private inside(e: Expression, place: Place): readonly Part[] {
    const { manner } = place;
    const at = (wanted: Manner): Place => ({ ...place, manner: manner === "each" ? manner : wanted });
    const all = (parts: readonly Expression[], where: Place): Part[] => parts.map((part) => [part, where]);
    const reached = this.reader.fixed.reached(e);
    if (reached !== null) return all(reached, at("once"));
    switch (e.kind) {
      // What a LET defines is gone through where it is named.
      case "let":
      case "label":
        return [[e.body, place]];
      case "junction":
        return all(e.items, e.operator === "\\/" ? place : at("once"));
      case "quantifier": {
        const sets = e.bounds.flatMap(({ set }) => (set === null ? [] : [set]));
        const whole = manner === "whole" && e.quantifier === "\\E" && this.reader.readsOf(e.body).primes;
        return [...all(sets, at("once")), [e.body, whole ? place : at("each")]];
      }
      case "reference":
        return this.insideReference(e, place);
      default:
        return all(partsOf(e), at(BINDING.includes(e.kind) ? "each" : "once"));
    }
  }

  private insideReference(e: Reference, place: Place): readonly Part[] {
    const symbol = this.symbolOf(e);
    const isOr = symbol?.kind === "builtin" && symbol.name === "\\/";
    const isPlain = symbol?.kind === "builtin" && symbol.name !== "ENABLED";
    const manner: Manner = isOr ? place.manner : isPlain && place.manner !== "each" ? "once" : "each";
    const parts: Part[] = e.args.map((arg) => [arg, { ...place, manner }]);
    if (symbol?.kind !== "operator" || this.isNative(symbol) || !this.enter(symbol, place.manner)) return parts;
    const call = symbol.module.library ? (place.call ?? place.source.locate(e.span)) : null;
    const there: Place = { source: symbol.source, manner: symbol.binders === null ? place.manner : "each", call };
    for (const { bound } of symbol.binders ?? []) if (bound.set !== null) parts.push([bound.set, there]);
    return [...parts, [symbol.body, there]];
  }

  /** False where it has been entered in this manner. */
  private enter(symbol: OperatorSymbol, manner: Manner): boolean {
    const number = this.numbers.get(symbol) ?? this.numbers.size;
    this.numbers.set(symbol, number);
    const key = `${number} ${manner}`;
    if (this.entered.has(key)) return false;
    this.entered.set(key, true);
    return true;
  }
}
