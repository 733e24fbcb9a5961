// Hot path: `add` runs for every successor.
/**
 * Finds the successors of states for a search in another thread, and asks of them what the search would ask.
 *
 * Invariant: what is answered is what the search would have found. Where anything fails, is told, or is false of a
 * property, nothing is answered, and the search, which asks in its own order, finds it itself.
 */

import { grown } from "../../../values/index.ts";
import { EvaluationError, type PartOf, partsOver } from "../../model.ts";
import type { TlaModel } from "../model.ts";
import { Claims } from "./claims.ts";
import { Known } from "./known.ts";
import {
  type Answer,
  FRESH,
  INSIDE,
  LEFT,
  OUTSIDE,
  STATE_HOLDS,
  STEP_HOLDS,
  STEP_INSIDE,
  STEP_OUTSIDE,
  type Task,
} from "./link.ts";
import { ValueReceiver, ValueSender } from "./wire.ts";

/** A state with so many words of successors is left to the search, which keeps none. */
const LARGEST = 1 << 25;

/** Thrown where a state has to be left to the search; never seen outside this file. */
const LEAVE = new Error("left to the search");

export class Worker {
  private readonly model: TlaModel;
  private readonly words: number;
  private readonly told: () => number;
  private readonly receiver: ValueReceiver;
  private readonly sender: ValueSender;
  private readonly stateParts: readonly PartOf[];
  private readonly stepParts: readonly PartOf[];
  private readonly row: Int32Array;
  private readonly successor: Int32Array;
  private out = new Int32Array(1 << 12);
  private end = 0;
  private count = 0;
  private readonly known: Known;
  private readonly claims: Claims;

  /** `told`: how much the model has told so far, be it warnings or what the specification prints. */
  constructor(model: TlaModel, claims: SharedArrayBuffer, told: () => number) {
    this.model = model;
    this.told = told;
    this.words = model.variables.length;
    this.receiver = new ValueReceiver(model.interner);
    this.sender = new ValueSender(model.interner);
    this.stateParts = partsOver(model.properties, "state");
    this.stepParts = partsOver(model.properties, "step");
    this.row = new Int32Array(this.words);
    this.successor = new Int32Array(this.words);
    this.known = new Known(this.words);
    this.claims = new Claims(claims, model.interner);
  }

  answer({ rows, values }: Task): Answer {
    const start = performance.now();
    this.receiver.read(values);
    this.end = 0;
    for (let at = 0; at < rows.length; at += this.words) {
      for (let i = 0; i < this.words; i++) this.row[i] = this.receiver.idOf(rows[at + i] as number);
      this.expand();
    }
    const successors = this.out.slice(0, this.end);
    return { successors, values: this.sender.written(), milliseconds: performance.now() - start };
  }

  private expand(): void {
    const start = this.end;
    const told = this.told();
    this.count = 0;
    this.push(0);
    try {
      this.model.next(this.row, (successor, action) => this.add(successor, action, start));
      this.out[start] = this.told() === told ? this.count : LEFT;
    } catch (error) {
      if (error !== LEAVE && !(error instanceof EvaluationError)) throw error;
      this.out[start] = LEFT;
    }
    if (this.out[start] === LEFT) this.end = start + 1;
  }

  private add(row: Int32Array, action: number, start: number): void {
    const { successor, words } = this;
    this.count++;
    for (let i = 0; i < words; i++) successor[i] = row[i] as number;
    for (let i = 0; i < words; i++) this.push(this.numberOf(successor[i] as number));
    this.push(action);
    // A state that is passed through inside a step is asked nothing.
    this.push(action < 0 ? 0 : this.knownOf(successor));
    if (this.end - start > LARGEST) throw LEAVE;
  }

  private numberOf(id: number): number {
    try {
      return this.sender.numberOf(id);
    } catch {
      throw LEAVE;
    }
  }

  private knownOf(successor: Int32Array): number {
    const { model, row } = this;
    let known = this.known.of(successor);
    if (known === 0 && this.claims.claim(successor)) {
      known = this.stateKnown(successor);
      this.known.note(successor, known);
      known |= FRESH;
    }
    if (model.constrained && (known & OUTSIDE) === 0) {
      const within = this.asked(() => model.withinStep(row, successor));
      if (within !== null) known |= within ? STEP_INSIDE : STEP_OUTSIDE;
    }
    const holds = this.stepParts.every(
      ({ property, part }) => this.asked(() => model.holdsStep(property, part, row, successor)) === true,
    );
    return holds ? known | STEP_HOLDS : known;
  }

  private stateKnown(state: Int32Array): number {
    const { model } = this;
    const within = model.constrained ? this.asked(() => model.within(state)) : null;
    const known = within === null ? 0 : within ? INSIDE : OUTSIDE;
    const holds = this.stateParts.every(
      ({ property, part }) => this.asked(() => model.holds(property, part, state)) === true,
    );
    return holds ? known | STATE_HOLDS : known;
  }

  private asked(question: () => boolean): boolean | null {
    try {
      return question();
    } catch (error) {
      if (error instanceof EvaluationError) return null;
      throw error;
    }
  }

  private push(word: number): void {
    if (this.end === this.out.length) this.out = grown(this.out);
    this.out[this.end++] = word;
  }
}
