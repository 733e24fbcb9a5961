// Hot path: `find` runs for each evaluation of remembered text.
/**
 * Pieces of text whose outcomes are remembered.
 *
 * Invariant: an outcome is kept under the local names that the text can reach from outside, the variables that have
 * been assigned before it, and what it read of the states. Text that can reach anything else (operators given as
 * arguments, `@` of an EXCEPT around it) is not remembered.
 */

import { ABSENT, type Value } from "../../../values/index.ts";
import { isSpecError } from "../interpret/error.ts";
import { type Act, ancestor, type Eval, type Frame, Thunk } from "../interpret/runtime.ts";
import { isListed, LazyThunk } from "./lazy.ts";
import { type Forgetful, type Memory, Unrememberable } from "./memory.ts";
import { Branch, type Recording, type Way } from "./outcome.ts";
import type { Term } from "./term.ts";

/** Where a local name is, seen from the frame of the text. */
export interface Local {
  readonly depth: number;
  readonly slot: number;
}

/** The answer of `find` where nothing may be remembered. */
const UNKEYED = new Branch();
/** The key of what has none: no id, and no other key. */
const UNKEYED_KEY = -(2 ** 31);

/** A tree is judged each time it has been asked so often, at first; then each time it has been twice as often. */
const FIRST_JUDGEMENT = 512;
/** It is dropped where a smaller share of these evaluations was known: more where parts of the text have trees as well. */
const LEAST_KNOWN = 0.25;
const LEAST_KNOWN_WITH_PARTS = 0.85;
/** Evaluations that could not be remembered, before a tree is dropped that has none to show. */
const MOST_UNKEYED = 64;

/** A value that is no set with a rule of the text in it, though not listed. */
function isFilled(value: Value): boolean {
  return typeof value === "object" && value.form === "interval";
}

/** What remembers the outcomes of one text. */
class Tree implements Forgetful {
  readonly memory: Memory;
  private readonly locals: readonly Local[];
  private readonly assigns: boolean;
  private readonly root = new Branch();
  /** Below the local names: where the recording that follows is to be kept. */
  private at = this.root;
  private asked = 0;
  private known = 0;
  private unkeyed = 0;
  /** Has it been seen that parts of the text are remembered as well? */
  hasParts = false;
  private judgement = FIRST_JUDGEMENT;
  /** Dropped for good: it helps too rarely. */
  dropped = false;

  constructor(memory: Memory, locals: readonly Local[], assigns: boolean) {
    this.memory = memory;
    this.locals = locals;
    this.assigns = assigns;
    memory.plant(this);
  }

  forget(): void {
    this.root.clear();
  }

  /** The branch with the outcome here; null where there is none yet, UNKEYED where there can be none. */
  find(f: Frame): Branch | null {
    const { memory } = this;
    let at = this.root;
    for (let i = 0; i < this.locals.length; i++) {
      const key = this.keyOf(this.locals[i] as Local, f);
      if (key === UNKEYED_KEY) {
        this.unkeyed++;
        this.judge();
        return UNKEYED;
      }
      at = at.grown(key);
    }
    if (this.assigns) at = at.grown(memory.mask);
    this.at = at;
    this.asked++;
    const { terms, recording, runtime } = memory;
    if (recording !== null) recording.hasParts = true;
    let primed = false;
    for (;;) {
      const { term } = at;
      if (term === null) break;
      const id = terms.idOf(term);
      const next = at.at(id);
      if (next === null) return this.missed();
      if (recording !== null) memory.note(term, id);
      primed ||= term.primed;
      at = next;
    }
    if (at.outcome === undefined) return this.missed();
    this.known++;
    memory.found++;
    if (at !== this.at) {
      // Whoever keeps a result made with this one must know that it depends on the state.
      runtime.reads++;
      if (primed) runtime.unstableReads++;
    }
    return at;
  }

  private missed(): null {
    this.judge();
    return null;
  }

  private keyOf({ depth, slot }: Local, f: Frame): number {
    const { interner, recording, runtime } = this.memory;
    const content = ancestor(f, depth).slots[slot];
    if (content === undefined) return ABSENT;
    if (!(content instanceof Thunk)) {
      const value = content as Value;
      return isListed(value) ? interner.idOf(value) : UNKEYED_KEY;
    }
    if (content.variable >= 0) return ABSENT - 2 - 4 * content.variable - (content.primed ? 2 : 0);
    const inside = recording !== null && content instanceof LazyThunk && content.birth >= recording.begun;
    if (inside && content.known(runtime) === undefined) return UNKEYED_KEY;
    try {
      const value = content.force(runtime);
      return isListed(value) ? interner.idOf(value) : UNKEYED_KEY;
    } catch (error) {
      // It may never be asked for.
      this.memory.recording = recording;
      if (isSpecError(error) || error instanceof Unrememberable) return UNKEYED_KEY;
      throw error;
    }
  }

  private judge(): void {
    if (!this.memory.limits.adaptive) return;
    if (this.unkeyed > MOST_UNKEYED && this.known < this.unkeyed) this.dropped = true;
    if (this.asked < this.judgement) return;
    const least = this.hasParts ? LEAST_KNOWN_WITH_PARTS : LEAST_KNOWN;
    if (this.known < least * this.asked) this.dropped = true;
    this.judgement *= 2;
    this.asked = 0;
    this.known = 0;
    if (this.dropped) this.forget();
  }

  /** What is found at once in place of it, and where it is to be kept; then the recording may begin. */
  get place(): Branch {
    return this.at;
  }
}

/** `code`, whose values are remembered. */
export function rememberedValue(memory: Memory, locals: readonly Local[], code: Eval): Eval {
  const tree = new Tree(memory, locals, false);
  const { runtime, interner } = memory;
  return (f) => {
    if (tree.dropped || runtime.primed > 0) return code(f);
    const branch = tree.find(f);
    if (branch === UNKEYED) return code(f);
    if (branch !== null) return branch.outcome as Value;
    const { place } = tree;
    const recording = memory.begin();
    const value = code(f);
    const listed = isListed(value);
    const canonical = listed ? interner.valueOf(interner.idOf(value)) : value;
    memory.end(recording);
    tree.hasParts ||= recording.hasParts;
    if (listed || isFilled(value)) memory.keep(place, recording, canonical);
    return canonical;
  };
}

/** Formulas in action position whose ways are remembered; `make` is given the continuation. */
export function rememberedAct(memory: Memory, locals: readonly Local[], make: (then: Act) => Act, then: Act): Act {
  return new RememberedAct(memory, locals, make, then).act;
}

class RememberedAct {
  private readonly memory: Memory;
  private readonly tree: Tree;
  private readonly inner: Act;
  private readonly rest: Act;
  /** The recording that the inner code is running for; null where it goes on by itself. */
  private collecting: Recording | null = null;
  /** The state for which the inner code is running, by the number of states entered; -1 for none. */
  private running = -1;

  constructor(memory: Memory, locals: readonly Local[], make: (then: Act) => Act, then: Act) {
    this.memory = memory;
    this.tree = new Tree(memory, locals, true);
    this.rest = then;
    this.inner = make(this.onward);
  }

  private readonly onward: Act = (f) => {
    if (this.collecting === null) return this.rest(f);
    this.memory.collect(this.collecting);
    return false;
  };

  readonly act: Act = (f) => {
    const { tree, memory } = this;
    if (this.running === memory.entries) return this.again(f);
    if (tree.dropped) return this.pass(f);
    const branch = tree.find(f);
    if (branch === UNKEYED) return this.pass(f);
    return this.replay(branch === null ? this.record(f) : (branch.outcome as readonly Way[]), f);
  };

  /** Called while it is running: by text that uses itself, which may not be recorded half. */
  private again(f: Frame): boolean {
    if (this.collecting !== null) throw new Unrememberable("an action that uses itself");
    return this.inner(f);
  }

  private pass(f: Frame): boolean {
    this.running = this.memory.entries;
    this.collecting = null;
    const stop = this.inner(f);
    this.running = -1;
    return stop;
  }

  private record(f: Frame): readonly Way[] {
    const { memory } = this;
    const { place } = this.tree;
    const recording = memory.begin();
    this.running = memory.entries;
    this.collecting = recording;
    this.inner(f);
    this.running = -1;
    this.collecting = null;
    memory.end(recording);
    this.tree.hasParts ||= recording.hasParts;
    memory.keep(place, recording, recording.ways);
    return recording.ways;
  }

  private replay(ways: readonly Way[], f: Frame): boolean {
    const { memory } = this;
    for (let i = 0; i < ways.length; i++) {
      const { variables, terms } = ways[i] as Way;
      for (let v = 0; v < variables.length; v++) memory.assign(variables[v] as number, terms[v] as Term);
      const stop = this.rest(f);
      for (let v = 0; v < variables.length; v++) memory.undo();
      if (stop) return true;
    }
    return false;
  }
}
