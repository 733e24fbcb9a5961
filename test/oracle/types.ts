/** The types by which expressions are generated. TLA+ has none; most specifications follow some. */

import type { Random } from "./random.ts";

export type Type =
  | { readonly kind: "boolean" | "integer" | "string" | "model" }
  | SetType
  | { readonly kind: "sequence"; readonly of: Type }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "record"; readonly fields: readonly (readonly [name: string, type: Type])[] }
  | FunctionType;

export interface SetType {
  readonly kind: "set";
  readonly of: Type;
}

export interface FunctionType {
  readonly kind: "function";
  readonly from: Type;
  readonly to: Type;
}

export const boolean: Type = { kind: "boolean" };
export const integer: Type = { kind: "integer" };
export const string: Type = { kind: "string" };
export const model: Type = { kind: "model" };
export const set = (of: Type): SetType => ({ kind: "set", of });
export const sequence = (of: Type): Type => ({ kind: "sequence", of });

/** A text that is equal for equal types. */
export function nameOf(type: Type): string {
  switch (type.kind) {
    case "set":
    case "sequence":
      return `${type.kind}(${nameOf(type.of)})`;
    case "tuple":
      return `<${type.items.map(nameOf).join()}>`;
    case "record":
      return `[${type.fields.map(([name, t]) => `${name}:${nameOf(t)}`).join()}]`;
    case "function":
      return `(${nameOf(type.from)}->${nameOf(type.to)})`;
    default:
      return type.kind;
  }
}

/** The plainest expression of the type. */
export function plainOf(type: Type): string {
  switch (type.kind) {
    case "boolean":
      return "FALSE";
    case "integer":
      return "0";
    case "string":
      return '"a"';
    case "model":
      return "m1";
    case "set":
      return "{}";
    case "sequence":
      return "<<>>";
    case "tuple":
      return `<<${type.items.map(plainOf).join(", ")}>>`;
    case "record":
      return `[${type.fields.map(([name, t]) => `${name} |-> ${plainOf(t)}`).join(", ")}]`;
    case "function":
      return `(${plainOf(type.from)} :> ${plainOf(type.to)})`;
  }
}

/** A random type, nested at most `depth` deep. */
export function randomType(random: Random, depth: number): Type {
  if (depth <= 0 || random.chance(0.45)) return random.pick([boolean, integer, integer, integer, string, model]);
  const inner = () => randomType(random, depth - 1);
  switch (random.integer(0, 5)) {
    case 0:
    case 1:
      return set(inner());
    case 2:
      return sequence(inner());
    case 3:
      return { kind: "tuple", items: Array.from({ length: random.integer(1, 3) }, inner) };
    case 4: {
      const names = random.shuffled(["a", "b", "c", "d"]).slice(0, random.integer(1, 3));
      return { kind: "record", fields: names.map((name) => [name, inner()]) };
    }
    default:
      return { kind: "function", from: inner(), to: inner() };
  }
}
