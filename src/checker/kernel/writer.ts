/** What the functions of the kernel in WebAssembly share: its variables, and code for rows, hashes and slots. */

import { SAME } from "../batch.ts";
import { SEGMENT_BITS } from "../seen-set.ts";
import {
  add,
  and,
  atLeastUnsigned,
  block,
  br,
  brIf,
  type Code,
  call,
  constant,
  differs,
  differs64,
  equal,
  type FunctionBuilder,
  get,
  isZero,
  Label,
  type Local,
  load,
  load64,
  loop,
  multiply,
  set,
  shiftLeft,
  shiftRight,
  store,
  store64,
  subtract,
  tee,
  when,
  whileLoop,
  xor,
} from "./assembler.ts";
import { CELLS, LIMIT, MASK, type Plan, SEGMENT_BYTES, TABLE, USED } from "./plan.ts";

/** Rows of so many words are gone through without a loop. */
const MOST_UNROLLED = 16;

/** The functions by number: the first two come from outside. */
export const ALLOCATE = 0;
export const RELEASE = 1;
const GROW = 2;

export const cell = (name: keyof typeof CELLS): Code => load(constant(0), CELLS[name]);
export const setCell = (name: keyof typeof CELLS, value: Code): Code => store(constant(0), value, CELLS[name]);
export const increment = (name: keyof typeof CELLS): Code => setCell(name, add(cell(name), constant(1)));
export const advance = (local: Local, by: number): Code => set(local, add(get(local), constant(by)));
/** The address of an int32 in a list. */
export const place = (list: Code, index: Local): Code => add(list, shiftLeft(get(index), constant(2)));
/** The same where a variable says where the list begins. */
export const item = (list: keyof typeof CELLS, index: Local): Code => place(cell(list), index);

/** Writes one function: its locals by name, and the code that several functions share. */
export class Writer {
  private readonly plan: Plan;
  private readonly f: FunctionBuilder;
  private readonly locals = new Map<string, Local>();

  constructor(plan: Plan, f: FunctionBuilder) {
    this.plan = plan;
    this.f = f;
  }

  /** Several locals, in the order of their names. */
  all<const Names extends readonly string[]>(...names: Names): { readonly [Index in keyof Names]: Local } {
    return names.map((name) => this.local(name)) as { readonly [Index in keyof Names]: Local };
  }

  local(name: string): Local {
    const known = this.locals.get(name);
    if (known !== undefined) return known;
    const local = this.f.local();
    this.locals.set(name, local);
    return local;
  }

  /** Code for each word of a row: `at` adds to an address what the constant `offset` does not hold. */
  private each(code: (at: (address: Local) => Code, offset: number) => Code): Code {
    const { words } = this.plan;
    if (words <= MOST_UNROLLED) return Array.from({ length: words }, (_, word) => code(get, word * 4));
    const offset = this.local("offset");
    return [
      set(offset, constant(0)),
      whileLoop(
        differs(get(offset), constant(words * 4)),
        code((address) => add(get(address), get(offset)), 0),
        advance(offset, 4),
      ),
    ];
  }

  /** The same by two words where that is possible. */
  private eachPair(pair: (offset: number) => Code, single: (at: (address: Local) => Code, offset: number) => Code) {
    const { words } = this.plan;
    if (words > MOST_UNROLLED) return this.each(single);
    const codes: Code[] = [];
    for (let word = 0; word < words; word += 2) {
      codes.push(word + 1 < words ? pair(word * 4) : single(get, word * 4));
    }
    return codes;
  }

  /** Goes to `other` when the row at `left` is not the one at `right` plus `skip`. */
  compare(left: Local, right: Local, other: Label, skip = 0): Code {
    return this.eachPair(
      (offset) => brIf(other, differs64(load64(get(left), offset), load64(get(right), offset + skip))),
      (at, offset) => brIf(other, differs(load(at(left), offset), load(at(right), offset + skip))),
    );
  }

  /** Copies the row at `from` to the address `to` plus `skip`. */
  copy(from: Local, to: Local, skip = 0): Code {
    return this.eachPair(
      (offset) => store64(get(to), load64(get(from), offset), offset + skip),
      (at, offset) => store(at(to), load(at(from), offset), offset + skip),
    );
  }

  /** Sets `hash` to what `hashFrom` says of the row at `row`. */
  hash(row: Local, hash: Local): Code {
    const times = (value: Code, factor: number): Code => set(hash, multiply(value, constant(factor)));
    const folded = (bits: number): Code => xor(get(hash), shiftRight(get(hash), constant(bits)));
    return [
      set(hash, constant(this.plan.words)),
      this.each((at, offset) => [times(xor(get(hash), load(at(row), offset)), 0x9e3779b1), set(hash, folded(15))]),
      times(folded(16), 0x85ebca6b),
      times(folded(13), 0xc2b2ae35),
      set(hash, folded(16)),
    ];
  }

  /** The address of stored row `number`. */
  rowAddress(number: Local): Code {
    const { shift, words, directory } = this.plan;
    return add(
      load(shiftLeft(shiftRight(get(number), constant(shift)), constant(2)), directory),
      multiply(and(get(number), constant(2 ** shift - 1)), constant(words * 4)),
    );
  }

  /** Sets `segment` to the address of what is known of the segment for `hash`. */
  chooseSegment(segment: Local, hash: Local): Code {
    const index = shiftRight(get(hash), constant(32 - SEGMENT_BITS));
    return set(segment, add(multiply(index, constant(SEGMENT_BYTES)), constant(this.plan.segments)));
  }

  /** The address of the first slot that a look-up of `hash` reads. */
  firstSlot(segment: Local, hash: Local): Code {
    return add(load(get(segment), TABLE), and(shiftLeft(get(hash), constant(3)), load(get(segment), MASK)));
  }

  /** The address of the entry of the cache of recent rows for `hash`: what is known, then the row. */
  recentEntry(hash: Local): Code {
    const { recentEntries, stride, recent } = this.plan;
    return add(multiply(and(get(hash), constant(recentEntries - 1)), constant(stride * 4)), constant(recent));
  }

  /** What `Batch.settle` enters in the cache. */
  settleRecent(index: Local, number: Local): Code {
    const entry = this.local("entry");
    return [
      set(entry, this.recentEntry(this.local("hash"))),
      when(equal(load(get(entry)), subtract(constant(SAME), get(index))), store(get(entry), get(number))),
    ];
  }

  /**
   * Goes to `found` with `number` set if the row at `at`, whose hash is `hash`, is stored. Else `slot` is the address of
   * the free slot for it, and `segment` that of its segment. Rows from number `known` on, if that is given, may not have
   * been written yet.
   */
  probe(at: Local, found: Label, known: Local | null = null): Code {
    const [hash, segment, table, mask, offset, slot, number, row, entry] = this.all(
      "hash",
      "segment",
      "table",
      "mask",
      "place",
      "slot",
      "number",
      "row",
      "entry",
    );
    const next = new Label();
    const other = new Label();
    return [
      this.chooseSegment(segment, hash),
      set(table, load(get(segment), TABLE)),
      set(mask, load(get(segment), MASK)),
      set(offset, and(shiftLeft(get(hash), constant(3)), get(mask))),
      loop(
        next,
        set(slot, add(get(table), get(offset))),
        when(
          tee(entry, load(get(slot), 4)),
          block(
            other,
            brIf(other, differs(load(get(slot)), get(hash))),
            set(number, subtract(get(entry), constant(1))),
            known === null ? [] : brIf(other, atLeastUnsigned(get(number), get(known))),
            set(row, this.rowAddress(number)),
            this.compare(at, row, other),
            br(found),
          ),
          set(offset, and(add(get(offset), constant(8)), get(mask))),
          br(next),
        ),
      ),
    ];
  }

  /**
   * Stores the row at `at`, which `probe` has not found, as `number`, the next one. Where a chunk for it cannot be had,
   * `failed` is executed, and must not fall through.
   */
  enter(at: Local, number: Local, failed: Code): Code {
    const { shift, words, directory } = this.plan;
    const row = this.local("row");
    const [segment, slot, used] = [this.local("segment"), this.local("slot"), this.local("used")];
    return [
      when(
        isZero(and(get(number), constant(2 ** shift - 1))),
        set(row, call(ALLOCATE, constant(words * 4 * 2 ** shift))),
        when(isZero(get(row)), failed),
        store(shiftLeft(shiftRight(get(number), constant(shift)), constant(2)), get(row), directory),
      ),
      set(row, this.rowAddress(number)),
      this.copy(at, row),
      store(get(slot), get(this.local("hash"))),
      store(get(slot), add(get(number), constant(1)), 4),
      store(get(segment), tee(used, add(load(get(segment), USED), constant(1))), USED),
      when(
        atLeastUnsigned(get(used), load(get(segment), LIMIT)),
        when(isZero(call(GROW, get(segment))), setCell("failed", constant(1))),
      ),
    ];
  }
}
