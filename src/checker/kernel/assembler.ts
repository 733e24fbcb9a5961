/**
 * Writes WebAssembly modules as bytes: as much of the binary format (WebAssembly Core Specification 1.0, chapter 5,
 * the bulk memory operations, and those of threads) as the kernel needs. A function is assembled from pieces of code that nest as
 * expressions do.
 */

/** Where `br` goes: out of a block, or back to the start of a loop. */
export class Label {
  readonly isLabel = true;
}

/** Encoded instructions, nested as they were composed; what depends on the nesting is filled in at the end. */
export type Code =
  | number
  | { readonly open: Label | null }
  | { readonly close: true }
  | { readonly branch: Label }
  | readonly Code[];

/** The type int32, as the format writes it. */
const I32 = 0x7f;

/** A local variable or a parameter, by its index. */
export type Local = number;

/** LEB128 without sign, for numbers below 2^32. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return bytes;
}

/** LEB128 with sign, for int32; a number from 2^31 to 2^32 stands for the int32 with the same bits. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const byte = rest & 0x7f;
    const done = rest >> 6 === 0 || rest >> 6 === -1;
    bytes.push(done ? byte : byte | 0x80);
    if (done) return bytes;
  }
}

export const constant = (value: number): Code => [0x41, signed(value)];
export const get = (local: Local): Code => [0x20, unsigned(local)];
export const set = (local: Local, value: Code): Code => [value, 0x21, unsigned(local)];
/** `set` whose value is the new value. */
export const tee = (local: Local, value: Code): Code => [value, 0x22, unsigned(local)];
export const call = (index: number, ...args: readonly Code[]): Code => [...args, 0x10, unsigned(index)];
/** Leaves the function. */
export const leave = (value: Code): Code => [value, 0x0f];

/** An instruction of two operands. */
const binary =
  (opcode: number) =>
  (left: Code, right: Code): Code => [left, right, opcode];

export const equal = binary(0x46);
export const differs = binary(0x47);
/** Compares numbers with sign. */
export const atMost = binary(0x4c);
export const greater = binary(0x4a);
/** Compares numbers without sign. */
export const atLeastUnsigned = binary(0x4f);
export const add = binary(0x6a);
export const subtract = binary(0x6b);
export const multiply = binary(0x6c);
export const and = binary(0x71);
export const xor = binary(0x73);
export const shiftLeft = binary(0x74);
/** Fills with zeros. */
export const shiftRight = binary(0x76);
export const differs64 = binary(0x52);
export const addFloat = binary(0xa0);
export const isZero = (value: Code): Code => [value, 0x45];

/** Loads and stores of int32 at an address, to which a constant is added. */
export const load = (address: Code, offset = 0): Code => [address, 0x28, 2, unsigned(offset)];
export const store = (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, 2, unsigned(offset)];
/** The same as `store`, seen by other threads in the order of the program. */
export const storeShared = (address: Code, value: Code, offset = 0): Code => [
  address,
  value,
  0xfe,
  0x17,
  2,
  unsigned(offset),
];
/** The same for two words at once, which need not be aligned to more than one. */
export const load64 = (address: Code, offset = 0): Code => [address, 0x29, 2, unsigned(offset)];
export const store64 = (address: Code, value: Code, offset = 0): Code => [address, value, 0x37, 2, unsigned(offset)];
export const loadFloat = (address: Code, offset = 0): Code => [address, 0x2b, 3, unsigned(offset)];
export const storeFloat = (address: Code, value: Code, offset = 0): Code => [address, value, 0x39, 3, unsigned(offset)];
/** Sets `length` bytes from `address` on to zero. */
export const clear = (address: Code, length: Code): Code => [address, constant(0), length, 0xfc, 0x0b, 0x00];

/** 1 as a float64. */
export const FLOAT_ONE: Code = [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];

export const br = (label: Label): Code => [0x0c, { branch: label }];
export const brIf = (label: Label, condition: Code): Code => [condition, 0x0d, { branch: label }];

/** The type of a block that leaves nothing behind, and the end of a block. */
const NO_VALUE = 0x40;
const END: Code = [0x0b, { close: true }];

/** Code that a branch to `label` leaves. */
export const block = (label: Label, ...codes: readonly Code[]): Code => [0x02, NO_VALUE, { open: label }, codes, END];

/** Code that a branch to `label` begins again. */
export const loop = (label: Label, ...codes: readonly Code[]): Code => [0x03, NO_VALUE, { open: label }, codes, END];

export const when = (condition: Code, ...then: readonly Code[]): Code => [
  condition,
  0x04,
  NO_VALUE,
  { open: null },
  then,
  END,
];

/** A loop that is left when `condition` does not hold before a round. */
export function whileLoop(condition: Code, ...codes: readonly Code[]): Code {
  const again = new Label();
  return loop(again, when(condition, codes, br(again)));
}

/** A function under construction: its parameters come first among its locals. All are int32. */
export class FunctionBuilder {
  readonly parameters: number;
  readonly hasResult: boolean;
  private locals = 0;
  private code: Code = [];

  constructor(parameters: number, hasResult: boolean) {
    this.parameters = parameters;
    this.hasResult = hasResult;
  }

  /** A new local variable, zero at first. */
  local(): Local {
    return this.parameters + this.locals++;
  }

  body(...codes: readonly Code[]): void {
    this.code = codes;
  }

  /** The function as the code section holds it. */
  bytes(): number[] {
    const body = [1, ...unsigned(this.locals), I32];
    resolve(this.code, [], body);
    body.push(0x0b);
    return [...unsigned(body.length), ...body];
  }
}

/** Appends code to `bytes`, with branches replaced by how many blocks they leave. */
function resolve(code: Code, open: (Label | null)[], bytes: number[]): void {
  if (typeof code === "number") bytes.push(code);
  else if (Array.isArray(code)) for (const part of code as readonly Code[]) resolve(part, open, bytes);
  else if ("open" in code) open.push(code.open);
  else if ("close" in code) open.pop();
  else {
    const at = open.lastIndexOf((code as { readonly branch: Label }).branch);
    if (at < 0) throw new Error("a branch to a block that is not around it");
    bytes.push(...unsigned(open.length - 1 - at));
  }
}

/** A module: functions and a memory that come from outside as members of `e`, and functions that go there. */
interface ModuleParts {
  /** Most pages (64 KiB each) that the memory `e.memory` may have, and whether several threads have it. */
  readonly maximumPages: number;
  readonly shared: boolean;
  /** Numbered from 0; the functions defined follow. All parameters and results are int32. */
  readonly imports: readonly { readonly name: string; readonly parameters: number; readonly hasResult: boolean }[];
  readonly functions: readonly { readonly name: string; readonly builder: FunctionBuilder }[];
}

const text = (name: string): number[] => [...unsigned(name.length), ...Array.from(name, (c) => c.charCodeAt(0))];
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
const signature = (parameters: number, hasResult: boolean): number[] => [
  0x60,
  ...vector(Array.from({ length: parameters }, () => [I32])),
  ...vector(hasResult ? [[I32]] : []),
];

/** The bytes of a module. Names must be ASCII. */
export function assemble({ maximumPages, shared, imports, functions }: ModuleParts): Uint8Array {
  const types = [
    ...imports.map(({ parameters, hasResult }) => signature(parameters, hasResult)),
    ...functions.map(({ builder }) => signature(builder.parameters, builder.hasResult)),
  ];
  const imported = [
    ...imports.map(({ name }, index) => [...text("e"), ...text(name), 0x00, ...unsigned(index)]),
    [...text("e"), ...text("memory"), 0x02, shared ? 0x03 : 0x01, 0x00, ...unsigned(maximumPages)],
  ];
  const exported = functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(imports.length + index)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector(imported)),
    ...section(3, vector(functions.map((_, index) => unsigned(imports.length + index)))),
    ...section(7, vector(exported)),
    ...section(10, vector(functions.map(({ builder }) => builder.bytes()))),
  ]);
}
