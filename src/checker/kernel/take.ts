/** `take` of the kernel in WebAssembly. javascript.ts says the same in TypeScript. */

import { EXCLUDED, SAME, UNKNOWN } from "../batch.ts";
import {
  add,
  addFloat,
  and,
  atMost,
  block,
  br,
  brIf,
  type Code,
  constant,
  equal,
  FLOAT_ONE,
  FunctionBuilder,
  get,
  greater,
  isZero,
  Label,
  type Local,
  load,
  loadFloat,
  loop,
  set,
  shiftLeft,
  store,
  storeFloat,
  subtract,
  tee,
  when,
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
import type { Plan } from "./plan.ts";
import { advance, cell, increment, item, setCell, Writer } from "./writer.ts";

/** `take(answer)`: see `Kernel.take`; the terms are in the cells. */
export function takeFunction(plan: Plan): FunctionBuilder {
  const f = new FunctionBuilder(1, true);
  new TakeWriter(plan, f).write();
  return f;
}

/** What may be surely true of a successor: it is admitted and all that is asked of states holds; of steps. */
export const STATE_SURE = 1;
export const STEP_SURE = 2;

/** Writes `take`: each part of it is the code of one question. */
class TakeWriter {
  private readonly plan: Plan;
  private readonly f: FunctionBuilder;
  private readonly w: Writer;
  private readonly answer = 0;
  // Where it is, as in the cells of the same names.
  private readonly state: Local;
  private readonly index: Local;
  private readonly at: Local;
  private readonly count: Local;
  private readonly visited: Local;
  private readonly unseen: Local;
  /** What is known of the successor; the event to come back with. */
  private readonly number: Local;
  private readonly event: Local;
  private readonly out = new Label();
  /** Where a successor goes on whose number was not known before, and where any does. */
  private readonly settled = new Label();
  private readonly taken = new Label();

  constructor(plan: Plan, f: FunctionBuilder) {
    this.plan = plan;
    this.f = f;
    this.w = new Writer(plan, f);
    const { w } = this;
    [this.state, this.index, this.at, this.count] = w.all("state", "index", "at", "count");
    [this.visited, this.unseen, this.number, this.event] = w.all("visited", "unseen", "number", "event");
  }

  write(): void {
    const { state, index, at, count, out } = this;
    const [start, end] = this.w.all("start", "end");
    const [states, successors, ended] = [new Label(), new Label(), new Label()];
    const boundary = (offset: number): Code =>
      add(cell("rows"), shiftLeft(load(item("ends", state), offset), constant(2)));
    this.f.body(
      set(state, cell("state")),
      set(index, cell("index")),
      set(at, cell("at")),
      set(count, cell("count")),
      block(
        out,
        loop(
          states,
          when(equal(get(state), cell("until")), this.stop(DONE)),
          set(start, boundary(0)),
          set(end, boundary(4)),
          when(
            and(equal(get(at), get(start)), this.is(this.answer, OPEN)),
            when(atMost(cell("pauseAt"), get(count)), this.stop(PAUSED)),
            when(and(equal(get(start), get(end)), cell("deadlocks")), this.stop(DEADLOCK)),
          ),
          block(ended, loop(successors, brIf(ended, equal(get(at), get(end))), this.takeSuccessor(), br(successors))),
          advance(state, 1),
          br(states),
        ),
      ),
      setCell("state", get(state)),
      setCell("index", get(index)),
      setCell("at", get(at)),
      setCell("count", get(count)),
      setCell("visited", get(this.visited)),
      setCell("unseen", get(this.unseen)),
      get(this.event),
    );
  }

  private stop(why: number): Code {
    return [set(this.event, constant(why)), br(this.out)];
  }

  private is(local: Local, value: number): Code {
    return equal(get(local), constant(value));
  }

  /** Counts a successor, finds or stores it, and goes on to the next one unless there is something to tell. */
  private takeSuccessor(): Code {
    const { w, plan, answer, index, at, number, unseen, event, settled, taken } = this;
    const action = w.local("action");
    return [
      when(
        this.is(answer, OPEN),
        advance(this.visited, 1),
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
        block(settled, set(w.local("hash"), load(item("hashes", index))), this.skipKnown(), this.storeUnknown()),
        w.settleRecent(index, number),
      ),
      store(item("numbers", index), get(number)),
      when(
        cell("after"),
        when(get(unseen), when(isZero(this.isSure(STATE_SURE)), set(event, constant(TAKEN)))),
        when(equal(cell("after"), constant(ALWAYS)), when(isZero(this.isSure(STEP_SURE)), set(event, constant(TAKEN)))),
      ),
      advance(at, plan.stride * 4),
      advance(index, 1),
      set(answer, constant(OPEN)),
      brIf(this.out, get(event)),
    ];
  }

  /** Was it found out ahead, for the successor at hand? */
  private isSure(bit: number): Code {
    const sure = this.w.local("sure");
    return [
      set(sure, cell("sure")),
      when(get(sure), set(sure, and(load(item("sure", this.index)), constant(bit)))),
      get(sure),
    ];
  }

  /** Goes on with a successor that is known, unless the constraints are asked about every one. */
  private skipKnown(): Code {
    const { answer, number, taken } = this;
    const lookUp = new Label();
    return block(
      lookUp,
      when(
        equal(cell("before"), constant(ALWAYS)),
        when(this.is(answer, OPEN), this.stop(ASKED)),
        when(this.is(answer, EXCLUDES), this.exclude(UNKNOWN)),
        brIf(taken, greater(get(number), constant(UNKNOWN))),
        br(lookUp),
      ),
      brIf(lookUp, this.is(number, UNKNOWN)),
      when(this.is(number, EXCLUDED), increment("excluded")),
      br(taken),
    );
  }

  private exclude(as: number): Code {
    return [set(this.number, constant(as)), increment("excluded"), set(this.unseen, constant(1)), br(this.settled)];
  }

  /** Looks a successor up and stores it if it is new and admitted. */
  private storeUnknown(): Code {
    const { w, plan, answer, state, at, count, number, settled } = this;
    const fresh = w.local("fresh");
    return [
      when(this.is(answer, EXCLUDES), this.exclude(EXCLUDED)),
      w.probe(at, settled),
      when(
        and(and(equal(cell("before"), constant(UNSEEN)), this.is(answer, OPEN)), isZero(this.isSure(STATE_SURE))),
        this.stop(ASKED),
      ),
      when(atMost(cell("maxStates"), get(count)), this.stop(FULL)),
      set(number, get(count)),
      w.enter(at, number, this.stop(EXHAUSTED_WITHIN)),
      advance(count, 1),
      set(this.unseen, constant(1)),
      store(tee(fresh, cell("fresh")), get(state)),
      store(get(fresh), load(get(at), plan.words * 4), 4),
      setCell("fresh", add(get(fresh), constant(8))),
      when(cell("failed"), set(this.event, constant(EXHAUSTED))),
    ];
  }
}
