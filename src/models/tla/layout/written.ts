/** A layout as data, for another thread to make it again: rows mean the same in both. */

import type { Interner, Value, WrittenValues } from "../../../values/index.ts";
import { ValueReceiver, ValueSender } from "../workers/wire.ts";
import { BooleanRepresentation } from "./boolean.ts";
import { ConstantRepresentation } from "./constant.ts";
import { ElementRepresentation } from "./element.ts";
import { FunctionRepresentation } from "./function.ts";
import { IntegerRepresentation } from "./integer.ts";
import { Packing } from "./packing.ts";
import type { Representation } from "./representation.ts";
import { SetRepresentation } from "./set.ts";
import { Universe } from "./universe.ts";

/** A representation, with values, universes and other representations by number. */
type WrittenRepresentation =
  | { readonly kind: "boolean" }
  | { readonly kind: "integer"; readonly low: number; readonly high: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "element" | "set"; readonly universe: number }
  | { readonly kind: "function"; readonly domain: number; readonly items: readonly number[] };

/** The elements, in order. */
interface WrittenUniverse {
  readonly open: boolean;
  readonly values: readonly number[];
}

/** What open universes have got since: by number, the new elements. */
export interface WrittenNews {
  readonly values: WrittenValues;
  readonly added: readonly (readonly [universe: number, values: readonly number[]])[];
}

export interface WrittenPacking extends Pick<Packing, "fields" | "words"> {
  readonly values: WrittenValues;
  readonly universes: readonly WrittenUniverse[];
  /** Parts come before what they are parts of; what was one object is one again. */
  readonly representations: readonly WrittenRepresentation[];
  readonly variables: readonly number[];
}

/** Tells other threads of a layout, and then of what its open universes get. */
export class PackingSender {
  private readonly sender: ValueSender;
  private readonly universes: WrittenUniverse[] = [];
  private readonly representations: WrittenRepresentation[] = [];
  private readonly interner: Interner;
  private readonly known = new Map<Representation | Universe, number>();
  private readonly open: { readonly universe: Universe; readonly number: number; told: number }[] = [];

  constructor(interner: Interner) {
    this.interner = interner;
    this.sender = new ValueSender(interner);
  }

  /** To be called once, and before `news`. */
  written({ variables, fields, words }: Packing): WrittenPacking {
    const numbers = variables.map((variable) => this.write(variable));
    const { universes, representations } = this;
    return { values: this.sender.written(), universes, representations, variables: numbers, fields, words };
  }

  /** What has been added since the last call; null where that is nothing. */
  news(): WrittenNews | null {
    const added = this.open.flatMap((open): WrittenNews["added"] => {
      const { universe, number, told } = open;
      if (told === universe.size) return [];
      open.told = universe.size;
      return [[number, universe.values.slice(told).map((value) => this.value(value))]];
    });
    return added.length === 0 ? null : { values: this.sender.written(), added };
  }

  private write(representation: Representation): number {
    return this.once(representation, this.representations, () => this.form(representation));
  }

  private form(r: Representation): WrittenRepresentation {
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
    const { open } = universe;
    const number = this.once(universe, this.universes, () => ({
      open,
      values: universe.values.map((value) => this.value(value)),
    }));
    if (open && !this.open.some((other) => other.universe === universe)) {
      this.open.push({ universe, number, told: universe.size });
    }
    return number;
  }

  private once<T>(of: Representation | Universe, list: T[], make: () => T): number {
    const known = this.known.get(of);
    if (known !== undefined) return known;
    const number = list.push(make()) - 1;
    this.known.set(of, number);
    return number;
  }
}

/** Makes the layout again. Its open universes follow those of the sender. */
export class PackingReceiver {
  readonly packing: Packing;
  private readonly interner: Interner;
  private readonly receiver: ValueReceiver;
  private readonly universes: readonly Universe[];

  constructor(written: WrittenPacking, interner: Interner) {
    this.interner = interner;
    this.receiver = new ValueReceiver(interner);
    this.receiver.read(written.values);
    this.universes = written.universes.map(({ open, values }) => {
      const universe = new Universe(interner, this.valuesOf(values), open);
      return open ? universe.follow() : universe;
    });
    const representations: Representation[] = [];
    const part = (number: number): Representation => representations[number] as Representation;
    for (const r of written.representations) representations.push(this.made(r, part));
    this.packing = new Packing(written.variables.map(part), written);
  }

  learn({ values, added }: WrittenNews): void {
    this.receiver.read(values);
    for (const [universe, numbers] of added) (this.universes[universe] as Universe).learn(this.valuesOf(numbers));
  }

  private made(r: WrittenRepresentation, part: (number: number) => Representation): Representation {
    switch (r.kind) {
      case "boolean":
        return new BooleanRepresentation();
      case "integer":
        return new IntegerRepresentation(r.low, r.high);
      case "constant":
        return new ConstantRepresentation(this.valueOf(r.value));
      case "element":
        return new ElementRepresentation(this.universes[r.universe] as Universe);
      case "set":
        return new SetRepresentation(this.universes[r.universe] as Universe);
      case "function":
        return new FunctionRepresentation(
          this.valueOf(r.domain) as FunctionRepresentation["domain"],
          r.items.map(part),
        );
    }
  }

  private valueOf(number: number): Value {
    return this.interner.valueOf(this.receiver.idOf(number));
  }

  private valuesOf(numbers: readonly number[]): Value[] {
    return numbers.map((number) => this.valueOf(number));
  }
}
