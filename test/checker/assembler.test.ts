/** Modules made by the assembler, run by V8. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  add,
  assemble,
  block,
  brIf,
  type Code,
  constant,
  equal,
  FunctionBuilder,
  get,
  Label,
  load,
  loop,
  multiply,
  set,
  signed,
  store,
  subtract,
  unsigned,
  when,
  whileLoop,
} from "../../src/checker/kernel/assembler.ts";
import type { WebAssemblyNamespace } from "../../src/checker/kernel/wasm.ts";

interface Compiled {
  readonly f: (...args: number[]) => number;
}

const { Instance, Memory, Module } = (globalThis as unknown as { WebAssembly: WebAssemblyNamespace }).WebAssembly;

function compile(parameters: number, body: (builder: FunctionBuilder) => Code): Compiled["f"] {
  const builder = new FunctionBuilder(parameters, true);
  builder.body(body(builder));
  const bytes = assemble({ maximumPages: 1, shared: false, imports: [], functions: [{ name: "f", builder }] });
  const memory = new Memory({ initial: 1, maximum: 1, shared: false });
  return (new Instance(new Module(bytes), { e: { memory } }).exports as Compiled).f;
}

/** The number that LEB128 bytes stand for, by the definition. */
function decoded(bytes: readonly number[], isSigned: boolean): number {
  let value = 0n;
  bytes.forEach((byte, at) => {
    value |= BigInt(byte & 0x7f) << BigInt(7 * at);
  });
  const bits = BigInt(7 * bytes.length);
  return Number(isSigned ? BigInt.asIntN(Number(bits), value) : value);
}

describe("the assembler", () => {
  it("writes numbers as LEB128", () => {
    const number = fc.oneof(fc.integer(), fc.integer({ min: -200, max: 200 }));
    fc.assert(
      fc.property(number, (value) => {
        expect(decoded(signed(value), true)).toBe(value);
        expect(decoded(unsigned(value), false)).toBe(value >>> 0);
        expect(signed(value).length).toBeLessThanOrEqual(5);
      }),
    );
    for (const value of [0, 63, 64, 127, 128, 8191, 8192, -64, -65, 2 ** 31 - 1, -(2 ** 31)]) {
      expect(decoded(signed(value), true)).toBe(value);
    }
  });

  it("writes constants that V8 reads", () => {
    const bits = fc.integer();
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        expect(compile(0, () => constant(a))()).toBe(a);
        expect(compile(1, () => add(multiply(get(0), constant(b)), constant(a)))(7)).toBe((Math.imul(7, b) + a) | 0);
      }),
      { numRuns: 50 },
    );
  });

  it("finds the way out of nested blocks", () => {
    const f = compile(1, (builder) => {
      const sum = builder.local();
      const [outer, inner, again] = [new Label(), new Label(), new Label()];
      return [
        block(
          outer,
          loop(
            again,
            block(
              inner,
              brIf(inner, equal(get(0), constant(3))),
              when(get(0), brIf(inner, equal(get(0), constant(5))), set(sum, add(get(sum), get(0)))),
            ),
            brIf(outer, equal(get(0), constant(0))),
            set(0, subtract(get(0), constant(1))),
            brIf(again, constant(1)),
          ),
        ),
        get(sum),
      ];
    });
    expect(f(7)).toBe(7 + 6 + 4 + 2 + 1);
  });

  it("stores and loads", () => {
    const f = compile(1, (builder) => {
      const at = builder.local();
      return [
        whileLoop(
          subtract(get(at), constant(400)),
          store(get(at), multiply(get(at), get(0)), 1000),
          set(at, add(get(at), constant(4))),
        ),
        load(constant(1200), 196),
      ];
    });
    expect(f(3)).toBe(396 * 3);
  });

  it("knows a branch that leads nowhere", () => {
    expect(() => compile(0, () => brIf(new Label(), constant(1)))).toThrow("not around it");
  });
});
