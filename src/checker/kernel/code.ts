/** The functions of the kernel in WebAssembly, for rows of one length. javascript.ts says the same in TypeScript. */

import { SAME, UNKNOWN } from "../batch.ts";
import {
  add,
  and,
  assemble,
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
  subtract,
  tee,
  when,
  whileLoop,
} from "./assembler.ts";
import { LIMIT, MASK, type Plan, TABLE } from "./plan.ts";
import { takeFunction } from "./take.ts";
import { ALLOCATE, advance, cell, item, RELEASE, setCell, Writer } from "./writer.ts";

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
    findMisses(plan, w),
  );
  return f;
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
