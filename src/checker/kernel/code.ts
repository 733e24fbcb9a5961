/** The functions of the kernel in WebAssembly, for rows of one length. javascript.ts says the same in TypeScript. */

import { EXCLUDED, SAME, UNKNOWN } from "../batch.ts";
import {
  add,
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
  equal,
  FunctionBuilder,
  get,
  isZero,
  Label,
  type Local,
  leave,
  load,
  load64,
  loop,
  multiply,
  set,
  shiftLeft,
  shiftRight,
  store,
  store64,
  storeShared,
  subtract,
  tee,
  when,
  whileLoop,
} from "./assembler.ts";
import { LIMIT, MASK, type Plan, TABLE } from "./plan.ts";
import { takeFunction } from "./take.ts";
import { BARREN, EXCLUDED_ONES, UNKNOWN_ONES, UNKNOWN_ROW, unknownBytes } from "./team-plan.ts";
import { ALLOCATE, advance, cell, item, place, RELEASE, setCell, Writer } from "./writer.ts";

/** `grow(segment)`: doubles a segment; 0 when there is no memory for that. */
function growFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(1, true);
  const segment = 0;
  const w = new Writer(plan, f);
  const [old, bytes, table, mask, from, end, entry, to] = w.all(
    "old",
    "bytes",
    "table",
    "mask",
    "from",
    "end",
    "entry",
    "to",
  );
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
    storeShared(get(segment), get(table), TABLE),
    storeShared(get(segment), get(mask), MASK),
    // `bytes` is now half of the segment: 4 times as many as it has slots. Three in four slots may be used.
    store(get(segment), multiply(shiftRight(get(bytes), constant(4)), constant(3)), LIMIT),
    constant(1),
  );
  return f;
}

/** Where a batch is: the code of an address for each list. */
interface Lists {
  readonly rows: Code;
  readonly hashes: Code;
  readonly numbers: Code;
  readonly misses: Code;
}

/** `find(count)`: what `Batch.find` does, for so many successors. */
function findFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(1, false);
  const w = new Writer(plan, f);
  const [rows, hashes, numbers, misses] = [cell("rows"), cell("hashes"), cell("numbers"), cell("misses")];
  f.body(findRecent(plan, w, 0, { rows, hashes, numbers, misses }), findMisses(plan, w));
  return f;
}

/** Finds what is among the recent rows, and lists the rest as misses, up to `miss`, with the first slot of each. */
function findRecent(plan: Plan, w: Writer, count: Local, { rows, hashes, numbers, misses }: Lists): Code {
  const [index, at, hash, entry, number, miss, segment] = w.all(
    "index",
    "at",
    "hash",
    "entry",
    "number",
    "miss",
    "segment",
  );
  const [next, other] = [new Label(), new Label()];
  return [
    set(at, rows),
    set(miss, misses),
    whileLoop(
      differs(get(index), get(count)),
      w.hash(at, hash),
      store(place(hashes, index), get(hash)),
      set(entry, w.recentEntry(hash)),
      block(
        next,
        block(
          other,
          w.compare(at, entry, other, 4),
          brIf(other, equal(tee(number, load(get(entry))), constant(UNKNOWN))),
          store(place(numbers, index), get(number)),
          br(next),
        ),
        store(get(entry), subtract(constant(SAME), get(index))),
        w.copy(at, entry, 4),
        store(place(numbers, index), constant(UNKNOWN)),
        w.chooseSegment(segment, hash),
        store(get(miss), get(index)),
        store(get(miss), w.firstSlot(segment, hash), 4),
        advance(miss, 8),
      ),
      advance(at, plan.stride * 4),
      advance(index, 1),
    ),
  ];
}

/** Looks at the first slot of each successor in the list of misses, which ends at `miss`. */
function findMisses(plan: Plan, w: Writer): Code {
  const [index, at, hash, entry, number, miss] = w.all("index", "at", "hash", "entry", "number", "miss");
  const [end, slot, row, sum] = w.all("end", "slot", "row", "sum");
  const unknown = new Label();
  const forEachMiss = (...body: readonly Code[]): Code => [
    set(miss, cell("misses")),
    whileLoop(differs(get(miss), get(end)), ...body, advance(miss, 8)),
  ];
  return [
    // Reads all slots before any is needed: none of these reads waits for another.
    set(end, get(miss)),
    forEachMiss(set(sum, add(get(sum), load(load(get(miss), 4))))),
    setCell("touched", get(sum)),
    // Rows that stand behind the first slot are known for good.
    forEachMiss(
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
    ),
  ];
}

/**
 * `seek(count, known, rows, hashes, numbers, misses)`: finds successors among the first `known` states, for a thread that
 * only reads them. `numbers` holds those that are found, and what is the same as an earlier one; of the rest nothing is
 * known. The cache of recent rows keeps nothing of the batch but numbers: it is not known what becomes of the others.
 */
function seekFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(6, false);
  const [count, known, rows, hashes, numbers, misses] = [0, 1, 2, 3, 4, 5];
  const w = new Writer(plan, f);
  const [index, at, hash, number, miss] = w.all("index", "at", "hash", "number", "miss");
  const [end, slot, sum] = w.all("end", "slot", "sum");
  const [found, unread] = [new Label(), new Label()];
  const forEachMiss = (...body: readonly Code[]): Code => [
    set(miss, get(misses)),
    whileLoop(
      differs(get(miss), get(end)),
      set(index, load(get(miss))),
      set(hash, load(place(get(hashes), index))),
      ...body,
      advance(miss, 8),
    ),
  ];
  f.body(
    findRecent(plan, w, count, { rows: get(rows), hashes: get(hashes), numbers: get(numbers), misses: get(misses) }),
    set(end, get(miss)),
    forEachMiss(set(sum, add(get(sum), load(load(get(miss), 4))))),
    forEachMiss(
      block(
        unread,
        set(slot, load(get(miss), 4)),
        brIf(unread, differs(load(get(slot)), get(hash))),
        set(number, subtract(load(get(slot), 4), constant(1))),
        brIf(unread, atLeastUnsigned(get(number), get(known))),
        set(sum, add(get(sum), load(w.rowAddress(number)))),
      ),
    ),
    setCell("touched", get(sum)),
    forEachMiss(
      set(at, add(get(rows), multiply(get(index), constant(plan.stride * 4)))),
      block(found, w.probe(at, found, known), set(number, constant(UNKNOWN))),
      store(place(get(numbers), index), get(number)),
      w.settleRecent(index, number),
    ),
  );
  return f;
}

/**
 * `sum(states, rows, hashes, numbers, ends, unknown, tally, slot)`: counts what a batch holds, in a slot, and its successors by
 * action, and lists those of which nothing is known: all that
 * `takeUnknown` needs, so that the other thread has few lines of memory to fetch.
 */
function sumFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(8, false);
  const [states, rows, hashes, numbers, ends, unknown, tally, slot] = [0, 1, 2, 3, 4, 5, 6, 7];
  const w = new Writer(plan, f);
  const [state, index, at, end, number, next] = w.all("state", "index", "at", "end", "number", "next");
  const [barren, excluded, action] = w.all("barren", "excluded", "action");
  f.body(
    clear(get(tally), constant(plan.actions * 4)),
    set(at, get(rows)),
    set(next, get(unknown)),
    whileLoop(
      differs(get(state), get(states)),
      set(end, add(get(rows), shiftLeft(load(place(get(ends), state), 4), constant(2)))),
      when(equal(get(at), get(end)), advance(barren, 1)),
      whileLoop(
        differs(get(at), get(end)),
        set(action, add(get(tally), shiftLeft(load(get(at), plan.words * 4), constant(2)))),
        store(get(action), add(load(get(action)), constant(1))),
        set(number, load(place(get(numbers), index))),
        when(
          equal(get(number), constant(UNKNOWN)),
          store(get(next), get(state)),
          store(get(next), load(place(get(hashes), index)), 4),
          w.copy(at, next, UNKNOWN_ROW),
          store(get(next), load(get(at), plan.words * 4), UNKNOWN_ROW + plan.words * 4),
          advance(next, unknownBytes(plan)),
        ),
        when(
          atMost(get(number), constant(SAME)),
          set(number, load(add(get(numbers), shiftLeft(subtract(constant(SAME), get(number)), constant(2))))),
        ),
        when(equal(get(number), constant(EXCLUDED)), advance(excluded, 1)),
        advance(at, plan.stride * 4),
        advance(index, 1),
      ),
      advance(state, 1),
    ),
    store(get(slot), get(barren), BARREN * 4),
    store(get(slot), get(excluded), EXCLUDED_ONES * 4),
    store(get(slot), subtract(get(next), get(unknown)), UNKNOWN_ONES * 4),
  );
  return f;
}

/** The functions of a thread that finds successors beside the search, with a cache of recent rows of its own. */
export function seekBytes(plan: Plan): Uint8Array {
  const functions = [
    { name: "seek", builder: seekFunction(plan) },
    { name: "sum", builder: sumFunction(plan) },
  ];
  return assemble({ ...plan, imports: [], functions });
}

/**
 * `takeUnknown(unknown, end)`: stores what is new among the successors of such a list, as `take` does; 0 where it has to
 * stop for want of memory.
 */
function takeUnknownFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(2, true);
  const [unknown, end] = [0, 1];
  const w = new Writer(plan, f);
  const [at, hash, count, number, fresh] = w.all("at", "hash", "count", "number", "fresh");
  const [ahead, segment, sum] = w.all("ahead", "segment", "sum");
  const found = new Label();
  const keep: Code = [setCell("count", get(count)), setCell("fresh", get(fresh))];
  f.body(
    // As in `find`: all slots are read before any is needed.
    set(ahead, get(unknown)),
    whileLoop(
      differs(get(ahead), get(end)),
      set(hash, load(get(ahead), 4)),
      w.chooseSegment(segment, hash),
      set(sum, add(get(sum), load(w.firstSlot(segment, hash)))),
      advance(ahead, unknownBytes(plan)),
    ),
    setCell("touched", get(sum)),
    set(count, cell("count")),
    set(fresh, cell("fresh")),
    whileLoop(
      differs(get(unknown), get(end)),
      set(at, add(get(unknown), constant(UNKNOWN_ROW))),
      set(hash, load(get(unknown), 4)),
      block(
        found,
        w.probe(at, found),
        set(number, get(count)),
        w.enter(at, number, [keep, leave(constant(0))]),
        advance(count, 1),
        store(get(fresh), load(get(unknown))),
        store(get(fresh), load(get(at), plan.words * 4), 4),
        advance(fresh, 8),
        when(cell("failed"), keep, leave(constant(0))),
      ),
      advance(unknown, unknownBytes(plan)),
    ),
    keep,
    constant(1),
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
    ...plan,
    imports: [
      { name: "allocate", parameters: 1, hasResult: true },
      { name: "release", parameters: 2, hasResult: false },
    ],
    functions: [
      { name: "grow", builder: growFunction(plan) },
      { name: "find", builder: findFunction(plan) },
      { name: "take", builder: takeFunction(plan) },
      { name: "takeUnknown", builder: takeUnknownFunction(plan) },
      { name: "lookUp", builder: lookUpFunction(plan) },
      { name: "enter", builder: enterFunction(plan) },
    ],
  });
}
