/** The universe of TLA+ values: what a value is, and the kinds it comes in. */

/**
 * A TLA+ value. Integers are JavaScript numbers, exact up to 2^53 - 1. Records, tuples, sequences and functions are
 * one kind. Values never change, except for caches and for parts replaced by equal ones.
 */
export type Value = number | boolean | string | ModelValue | SetValue | FunctionValue;

/**
 * A model value: equal to itself only. A typed one (its name begins with one letter and `_`, as in `P_alice`) can be
 * compared with untyped model values and those of its own type only; an untyped one with everything.
 */
export class ModelValue {
  readonly name: string;
  /** The letter before `_`, or null for an untyped model value. */
  readonly type: string | null;
  /** As in composite values, so that one test tells what an object is. */
  readonly form = "model";
  /** The cached structural hash; 0 when not computed. */
  hashCode = 0;

  constructor(name: string) {
    this.name = name;
    this.type = /^[A-Za-z]_./.test(name) ? name.charAt(0) : null;
  }
}

const modelValues = new Map<string, ModelValue>();

/** The model value of that name: one object per name. */
export function modelValue(name: string): ModelValue {
  let value = modelValues.get(name);
  if (value === undefined) modelValues.set(name, (value = new ModelValue(name)));
  return value;
}

/**
 * What sets and functions have in common: caches, filled by `hash` and by the interner that met the value last.
 * (Fields of values are declared and then assigned, not initialized: initializers of a base class with many
 * subclasses made construction ten times slower in V8.)
 */
abstract class CompositeValue {
  /** Which representation this is. */
  declare readonly form: string;
  /** The cached structural hash; 0 when not computed. */
  declare hashCode: number;
  /** The interner that knows this value as `id`; equal ids of one interner mean equal values. */
  declare interner: object | null;
  declare id: number;

  constructor(form: string) {
    this.form = form;
    this.hashCode = 0;
    this.interner = null;
    this.id = 0;
  }
}

/** A set, enumerated or symbolic. Use the functions of this folder; `form` tells the representations apart. */
export abstract class SetValue extends CompositeValue {}

/** A function: a sequence (tuple), a record, any other function on a finite domain, or one given by a rule. */
export abstract class FunctionValue extends CompositeValue {}

/** What kind of value this is, with its article, for messages: "an integer", "a record", ... */
export function kindName(value: Value): string {
  if (typeof value === "number") return "an integer";
  if (typeof value === "boolean") return "a Boolean";
  if (typeof value === "string") return "a string";
  if (value instanceof ModelValue) return "a model value";
  if (value instanceof SetValue) return "a set";
  if (value.form === "sequence") return "a sequence";
  return value.form === "record" ? "a record" : "a function";
}
