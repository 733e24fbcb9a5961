/** A layout as data, for another thread to make it again: rows mean the same in both. */

import type { Interner, Value, WrittenValues } from "../../../values/index.ts";
import { ValueReceiver, ValueSender } from "../workers/wire.ts";
import { BooleanRepresentation } from "./boolean.ts";
import { ConstantRepresentation } from "./constant.ts";
import { ElementRepresentation } from "./element.ts";
import { FunctionRepresentation } from "./function.ts";
import { IntegerRepresentation } from "./integer.ts";
import { Packing } from "./packing.ts";
import { type Representation, within } from "./representation.ts";
import { SetRepresentation } from "./set.ts";
import { Universe } from "./universe.ts";

/** A representation, with values, universes and other representations by number. */
type WrittenRepresentation =
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly low: number; readonly high: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "element" | "set"; readonly universe: number }
  | { readonly kind: "function"; readonly domain: number; readonly items: readonly number[] };

export interface WrittenPacking extends Pick<Packing, "fields" | "words"> {
  readonly values: WrittenValues;
  /** The elements of each, in order. */
  readonly universes: readonly (readonly number[])[];
  /** Parts come before what they are parts of; what was one object is one again. */
  readonly representations: readonly WrittenRepresentation[];
  readonly variables: readonly number[];
}

/** Null where values are interned that are met as the search goes: there each thread would number them by itself. */
export function writtenPacking(packing: Packing, interner: Interner): WrittenPacking | null {
  const { variables, fields, words } = packing;
  if (variables.some((variable) => [...within(variable)].some(({ universe }) => universe?.open === true))) return null;
  const writer = new PackingWriter(interner);
  const numbers = variables.map((variable) => writer.write(variable));
  const { universes, representations } = writer;
  return { values: writer.sender.written(), universes, representations, variables: numbers, fields, words };
}

class PackingWriter {
  readonly sender: ValueSender;
  readonly universes: number[][] = [];
  readonly representations: WrittenRepresentation[] = [];
  private readonly interner: Interner;
  private readonly known = new Map<Representation | Universe, number>();

  constructor(interner: Interner) {
    this.interner = interner;
    this.sender = new ValueSender(interner);
  }

  write(representation: Representation): number {
    return this.once(representation, this.representations, () => this.written(representation));
  }

  private written(r: Representation): WrittenRepresentation {
    switch (r.kind) {
      case "boolean":
        return { kind: r.kind };
      case "integer":
        return { kind: r.kind, low: r.low, high: r.high };
      case "constant":
        return { kind: r.kind, value: this.value(r.value) };
      case "element":
      case "set":
        return { kind: r.kind, universe: this.universe(r.universe) };
      case "function":
        return { kind: r.kind, domain: this.value(r.domain), items: r.items.map((item) => this.write(item)) };
    }
  }

  private value(value: Value): number {
    return this.sender.numberOf(this.interner.idOf(value));
  }

  private universe(universe: Universe): number {
    return this.once(universe, this.universes, () => universe.values.map((value) => this.value(value)));
  }

  private once<T>(of: Representation | Universe, list: T[], make: () => T): number {
    const known = this.known.get(of);
    if (known !== undefined) return known;
    const number = list.push(make()) - 1;
    this.known.set(of, number);
    return number;
  }
}

export function readPacking(written: WrittenPacking, interner: Interner): Packing {
  const receiver = new ValueReceiver(interner);
  receiver.read(written.values);
  const valueOf = (number: number): Value => interner.valueOf(receiver.idOf(number));
  const universes = written.universes.map((values) => new Universe(interner, values.map(valueOf), false));
  const universe = (number: number): Universe => universes[number] as Universe;
  const representations: Representation[] = [];
  const part = (number: number): Representation => representations[number] as Representation;
  const made = (r: WrittenRepresentation): Representation => {
    switch (r.kind) {
      case "boolean":
        return new BooleanRepresentation();
      case "integer":
        return new IntegerRepresentation(r.low, r.high);
      case "constant":
        return new ConstantRepresentation(valueOf(r.value));
      case "element":
        return new ElementRepresentation(universe(r.universe));
      case "set":
        return new SetRepresentation(universe(r.universe));
      case "function":
        return new FunctionRepresentation(valueOf(r.domain) as FunctionRepresentation["domain"], r.items.map(part));
    }
  };
  for (const r of written.representations) representations.push(made(r));
  return new Packing(written.variables.map(part), written);
}
