/** Where names live when a spec is interpreted: slots of frames. */

import type { BoundSymbol, OperatorSymbol, ParameterSymbol } from "../../../tla/semantics/symbol.ts";
import type { Source } from "../../../tla/syntax/source.ts";
import type { Value } from "../../../values/index.ts";
import { Frame, type Operator } from "./runtime.ts";

/** The layout of one frame. Slots are given out while code is made; frames are as long as the scope at the end. */
export class Scope {
  readonly parent: Scope | null;
  size = 0;
  private readonly slots = new Map<ParameterSymbol | BoundSymbol | OperatorSymbol, number>();
  /** Operators with parameters that a LET in this scope defines. */
  readonly operators = new Map<OperatorSymbol, Operator>();

  constructor(parent: Scope | null) {
    this.parent = parent;
  }

  /**
   * A new slot, for `symbol` if one is given. A symbol keeps its slot when its text is made into code twice (as a
   * value and as an action): code made later must find what code made earlier has filled.
   */
  allocate(symbol?: ParameterSymbol | BoundSymbol | OperatorSymbol): number {
    const known = symbol === undefined ? undefined : this.slots.get(symbol);
    if (known !== undefined) return known;
    const slot = this.size++;
    if (symbol !== undefined) this.slots.set(symbol, slot);
    return slot;
  }

  /** The symbols with slots in this frame. */
  get symbols(): ReadonlyMap<ParameterSymbol | BoundSymbol | OperatorSymbol, number> {
    return this.slots;
  }

  /** How many frames out a symbol's slot is, and which. */
  find(symbol: ParameterSymbol | BoundSymbol | OperatorSymbol): { depth: number; slot: number } | null {
    let depth = 0;
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const slot = scope.slots.get(symbol);
      if (slot !== undefined) return { depth, slot };
      depth++;
    }
    return null;
  }

  /** How many frames out `outer` is (null: beyond the outermost). */
  depthOf(outer: Scope | null): number {
    let depth = 0;
    for (let scope: Scope | null = this; scope !== outer; scope = scope.parent) {
      if (scope === null) throw new Error("a scope was asked for one that does not enclose it");
      depth++;
    }
    return depth;
  }
}

/** An outermost frame with values in its first slots: so many of those given. */
export function frameOf(scope: Scope, values: readonly Value[], count = values.length): Frame {
  const frame = new Frame(scope.size, null);
  for (let i = 0; i < count; i++) frame.slots[i] = values[i];
  return frame;
}

/** The place of a piece of text: its source and the scope in which it is read. */
export interface Place {
  readonly source: Source;
  readonly scope: Scope;
  /** Where the value of `@` is, inside EXCEPT. */
  readonly except?: { readonly scope: Scope; readonly slot: number };
}
