/** The functions of the kernel in WebAssembly, for rows of one length. javascript.ts says the same in TypeScript. */

import { EXCLUDED, SAME, UNKNOWN } from "../batch.ts";
import { SEGMENT_BITS } from "../seen-set.ts";
import {
  add,
  addFloat,
  and,
  assemble,
  atLeastUnsigned,
  atMost,
  block,
  br,
  brIf,
  type Code,
  call,
  clear,
  constant,
  differs,
  differs64,
  equal,
  FLOAT_ONE,
  FunctionBuilder,
  get,
  greater,
  isZero,
  Label,
  type Local,
  leave,
  load,
  load64,
  loadFloat,
  loop,
  multiply,
  or,
  set,
  shiftLeft,
  shiftRight,
  store,
  store64,
  storeFloat,
  subtract,
  tee,
  when,
  whileLoop,
  xor,
} from "./assembler.ts";
import {
  ALWAYS,
  ASKED,
  DEADLOCK,
  DONE,
  EXCLUDES,
  EXHAUSTED,
  EXHAUSTED_WITHIN,
  FULL,
  OPEN,
  PAUSED,
  TAKEN,
  UNSEEN,
} from "./kernel.ts";
import { CELLS, LIMIT, MASK, type Plan, SEGMENT_BYTES, TABLE, USED } from "./plan.ts";

/** Rows of so many words are gone through without a loop. */
const MOST_UNROLLED = 16;

/** The functions by number: the first two come from outside. */
const ALLOCATE = 0;
const RELEASE = 1;
const GROW = 2;

const cell = (name: keyof typeof CELLS): Code => load(constant(0), CELLS[name]);
const setCell = (name: keyof typeof CELLS, value: Code): Code => store(constant(0), value, CELLS[name]);
const increment = (name: keyof typeof CELLS): Code => setCell(name, add(cell(name), constant(1)));
const advance = (local: Local, by: number): Code => set(local, add(get(local), constant(by)));
/** The address of an int32 in the list that begins where a variable says. */
const item = (list: keyof typeof CELLS, index: Local): Code => add(cell(list), shiftLeft(get(index), constant(2)));

/** Writes one function: its locals by name, and the code that several functions share. */
class Writer {
  private readonly plan: Plan;
  private readonly f: FunctionBuilder;
  private readonly locals = new Map<string, Local>();

  constructor(plan: Plan, f: FunctionBuilder) {
    this.plan = plan;
    this.f = f;
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
   * the free slot for it, and `segment` that of its segment.
   */
  probe(at: Local, found: Label): Code {
    const [hash, segment, table, mask, offset, slot, number, row, entry] = [
      "hash",
      "segment",
      "table",
      "mask",
      "place",
      "slot",
      "number",
      "row",
      "entry",
    ].map((name) => this.local(name)) as [Local, Local, Local, Local, Local, Local, Local, Local, Local];
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

/** `grow(segment)`: doubles a segment; 0 when there is no memory for that. */
function growFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(1, true);
  const segment = 0;
  const w = new Writer(plan, f);
  const [old, bytes, table, mask, from, end, entry, to] = [
    "old",
    "bytes",
    "table",
    "mask",
    "from",
    "end",
    "entry",
    "to",
  ].map((name) => w.local(name)) as [Local, Local, Local, Local, Local, Local, Local, Local];
  const free = new Label();
  const probe = new Label();
  const twice = shiftLeft(get(bytes), constant(1));
  f.body(
    set(old, load(get(segment), TABLE)),
    set(bytes, add(load(get(segment), MASK), constant(8))),
    set(table, call(ALLOCATE, twice)),
    when(isZero(get(table)), leave(constant(0))),
    clear(get(table), twice),
    set(mask, subtract(twice, constant(8))),
    set(from, get(old)),
    set(end, add(get(old), get(bytes))),
    whileLoop(
      differs(get(from), get(end)),
      block(
        free,
        brIf(free, isZero(tee(entry, load(get(from), 4)))),
        set(to, and(shiftLeft(load(get(from)), constant(3)), get(mask))),
        loop(
          probe,
          when(load(add(get(table), get(to)), 4), set(to, and(add(get(to), constant(8)), get(mask))), br(probe)),
        ),
        store64(add(get(table), get(to)), load64(get(from))),
      ),
      advance(from, 8),
    ),
    call(RELEASE, get(old), get(bytes)),
    store(get(segment), get(table), TABLE),
    store(get(segment), get(mask), MASK),
    // `bytes` is now half of the segment: 4 times as many as it has slots. Three in four slots may be used.
    store(get(segment), multiply(shiftRight(get(bytes), constant(4)), constant(3)), LIMIT),
    constant(1),
  );
  return f;
}

/** `find(count)`: what `Batch.find` does, for so many successors. */
function findFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(1, false);
  const count = 0;
  const w = new Writer(plan, f);
  const [index, at, hash, entry, number, miss, end, segment, slot, row, sum] = [
    "index",
    "at",
    "hash",
    "entry",
    "number",
    "miss",
    "end",
    "segment",
    "slot",
    "row",
    "sum",
  ].map((name) => w.local(name)) as [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local];
  const [next, other, unknown] = [new Label(), new Label(), new Label()];
  f.body(
    set(at, cell("rows")),
    set(miss, cell("misses")),
    whileLoop(
      differs(get(index), get(count)),
      w.hash(at, hash),
      store(item("hashes", index), get(hash)),
      set(entry, w.recentEntry(hash)),
      block(
        next,
        block(
          other,
          w.compare(at, entry, other, 4),
          brIf(other, equal(tee(number, load(get(entry))), constant(UNKNOWN))),
          store(item("numbers", index), get(number)),
          br(next),
        ),
        store(get(entry), subtract(constant(SAME), get(index))),
        w.copy(at, entry, 4),
        store(item("numbers", index), constant(UNKNOWN)),
        w.chooseSegment(segment, hash),
        store(get(miss), get(index)),
        store(get(miss), w.firstSlot(segment, hash), 4),
        advance(miss, 8),
      ),
      advance(at, plan.stride * 4),
      advance(index, 1),
    ),
    // Reads all slots before any is needed: none of these reads waits for another.
    set(end, get(miss)),
    set(miss, cell("misses")),
    whileLoop(differs(get(miss), get(end)), set(sum, add(get(sum), load(load(get(miss), 4)))), advance(miss, 8)),
    setCell("touched", get(sum)),
    // Rows that stand behind the first slot are known for good.
    set(miss, cell("misses")),
    whileLoop(
      differs(get(miss), get(end)),
      block(
        unknown,
        set(index, load(get(miss))),
        set(slot, load(get(miss), 4)),
        set(hash, load(item("hashes", index))),
        brIf(unknown, isZero(tee(entry, load(get(slot), 4)))),
        brIf(unknown, differs(load(get(slot)), get(hash))),
        set(number, subtract(get(entry), constant(1))),
        set(row, w.rowAddress(number)),
        set(at, add(cell("rows"), multiply(get(index), constant(plan.stride * 4)))),
        w.compare(at, row, unknown),
        store(item("numbers", index), get(number)),
        w.settleRecent(index, number),
      ),
      advance(miss, 8),
    ),
  );
  return f;
}

/** `take(answer)`: see `Kernel.take`; the terms are in the cells. */
function takeFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(1, true);
  const answer = 0;
  const w = new Writer(plan, f);
  const [state, start, end, index, at, number, hash, unseen, event, visited, fresh, action, count] = [
    "state",
    "start",
    "end",
    "index",
    "at",
    "number",
    "hash",
    "unseen",
    "event",
    "visited",
    "fresh",
    "action",
    "count",
  ].map((name) => w.local(name)) as [
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const [out, states, successors, ended] = [new Label(), new Label(), new Label(), new Label()];
  const [taken, settled, lookUp] = [new Label(), new Label(), new Label()];
  const stop = (why: number): Code => [set(event, constant(why)), br(out)];
  const is = (local: Local, value: number): Code => equal(get(local), constant(value));
  const boundary = (offset: number): Code =>
    add(cell("rows"), shiftLeft(load(item("ends", state), offset), constant(2)));
  const exclude = (as: number): Code => [
    set(number, constant(as)),
    increment("excluded"),
    set(unseen, constant(1)),
    br(settled),
  ];
  f.body(
    set(state, cell("state")),
    set(index, cell("index")),
    set(at, cell("at")),
    set(count, cell("count")),
    block(
      out,
      loop(
        states,
        when(equal(get(state), cell("until")), stop(DONE)),
        set(start, boundary(0)),
        set(end, boundary(4)),
        when(
          and(equal(get(at), get(start)), is(answer, OPEN)),
          when(atMost(cell("pauseAt"), get(count)), stop(PAUSED)),
          when(and(equal(get(start), get(end)), cell("deadlocks")), stop(DEADLOCK)),
        ),
        block(
          ended,
          loop(
            successors,
            brIf(ended, equal(get(at), get(end))),
            when(
              is(answer, OPEN),
              advance(visited, 1),
              set(action, shiftLeft(load(get(at), plan.words * 4), constant(3))),
              storeFloat(get(action), addFloat(loadFloat(get(action), plan.counters), FLOAT_ONE), plan.counters),
            ),
            set(unseen, constant(0)),
            set(number, load(item("numbers", index))),
            when(
              atMost(get(number), constant(SAME)),
              set(number, load(add(cell("numbers"), shiftLeft(subtract(constant(SAME), get(number)), constant(2))))),
            ),
            block(
              taken,
              block(
                settled,
                set(hash, load(item("hashes", index))),
                block(
                  lookUp,
                  when(
                    equal(cell("before"), constant(ALWAYS)),
                    when(is(answer, OPEN), stop(ASKED)),
                    when(is(answer, EXCLUDES), exclude(UNKNOWN)),
                    brIf(taken, greater(get(number), constant(UNKNOWN))),
                    br(lookUp),
                  ),
                  brIf(lookUp, is(number, UNKNOWN)),
                  when(is(number, EXCLUDED), increment("excluded")),
                  br(taken),
                ),
                when(is(answer, EXCLUDES), exclude(EXCLUDED)),
                w.probe(at, settled),
                when(and(equal(cell("before"), constant(UNSEEN)), is(answer, OPEN)), stop(ASKED)),
                when(atMost(cell("maxStates"), get(count)), stop(FULL)),
                set(number, get(count)),
                w.enter(at, number, stop(EXHAUSTED_WITHIN)),
                advance(count, 1),
                set(unseen, constant(1)),
                store(tee(fresh, cell("fresh")), get(state)),
                store(get(fresh), load(get(at), plan.words * 4), 4),
                setCell("fresh", add(get(fresh), constant(8))),
                when(cell("failed"), set(event, constant(EXHAUSTED))),
              ),
              w.settleRecent(index, number),
            ),
            store(item("numbers", index), get(number)),
            when(
              or(equal(cell("after"), constant(ALWAYS)), and(equal(cell("after"), constant(UNSEEN)), get(unseen))),
              set(event, constant(TAKEN)),
            ),
            advance(at, plan.stride * 4),
            advance(index, 1),
            set(answer, constant(OPEN)),
            brIf(out, get(event)),
            br(successors),
          ),
        ),
        advance(state, 1),
        br(states),
      ),
    ),
    setCell("state", get(state)),
    setCell("index", get(index)),
    setCell("at", get(at)),
    setCell("count", get(count)),
    setCell("visited", get(visited)),
    setCell("unseen", get(unseen)),
    get(event),
  );
  return f;
}

/** `lookUp()`: the number of the row in the scratch row, or -1. */
function lookUpFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(0, true);
  const w = new Writer(plan, f);
  const [at, hash] = [w.local("at"), w.local("hash")];
  const found = new Label();
  f.body(
    set(at, constant(plan.scratch)),
    w.hash(at, hash),
    setCell("hash", get(hash)),
    block(found, w.probe(at, found), set(w.local("number"), constant(-1))),
    get(w.local("number")),
  );
  return f;
}

/** `enter()`: stores the scratch row, which the last `lookUp` has not found; its number, or -1 when memory is out. */
function enterFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(0, true);
  const w = new Writer(plan, f);
  const [at, hash, count] = [w.local("at"), w.local("hash"), w.local("count")];
  const found = new Label();
  f.body(
    set(at, constant(plan.scratch)),
    set(hash, cell("hash")),
    set(count, cell("count")),
    block(found, w.probe(at, found)),
    w.enter(at, count, leave(constant(-1))),
    setCell("count", add(get(count), constant(1))),
    get(count),
  );
  return f;
}

/** The kernel as a WebAssembly module. */
export function kernelBytes(plan: Plan): Uint8Array {
  return assemble({
    maximumPages: plan.maximumPages,
    imports: [
      { name: "allocate", parameters: 1, hasResult: true },
      { name: "release", parameters: 2, hasResult: false },
    ],
    functions: [
      { name: "grow", builder: growFunction(plan) },
      { name: "find", builder: findFunction(plan) },
      { name: "take", builder: takeFunction(plan) },
      { name: "lookUp", builder: lookUpFunction(plan) },
      { name: "enter", builder: enterFunction(plan) },
    ],
  });
}
