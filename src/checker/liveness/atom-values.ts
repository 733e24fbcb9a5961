// Hot path: `now` runs once per product edge and condition; evaluation by the model happens once per atom and place.
/** The truth of atoms in states and on steps, asked of the model when first wanted and remembered in two bits. */

import { EvaluationError } from "../../models/model.ts";
import type { Temporal, TemporalModel } from "../../models/temporal.ts";
import type { StateGraph } from "../state-graph.ts";

const UNKNOWN = 0;
const NO = 1;
const YES = 2;

/** Two bits for each of many places. */
class TwoBits {
  private readonly bytes: Uint8Array;

  constructor(length: number) {
    this.bytes = new Uint8Array((length >> 2) + 1);
  }

  get(at: number): number {
    return ((this.bytes[at >> 2] as number) >> ((at & 3) << 1)) & 3;
  }

  /** The place must be unknown still. */
  set(at: number, value: number): void {
    const byte = at >> 2;
    this.bytes[byte] = (this.bytes[byte] as number) | (value << ((at & 3) << 1));
  }
}

/** Where the model could not evaluate an atom. */
export class AtomFailure extends Error {
  readonly error: EvaluationError;
  readonly state: number;
  /** -1 when a state was asked about. */
  readonly successor: number;

  constructor(error: EvaluationError, state: number, successor: number) {
    super(error.message);
    this.error = error;
    this.state = state;
    this.successor = successor;
  }
}

/**
 * Atoms of the model by their numbers, and derived ones (`derive`), which have their truth for each state given.
 * Derived atoms have numbers from `DERIVED` on.
 */
export class AtomValues {
  readonly graph: StateGraph;
  /** How often the model was asked. */
  evaluations = 0;
  private readonly model: TemporalModel;
  private readonly ofStates: (TwoBits | undefined)[] = [];
  private readonly ofEdges: (TwoBits | undefined)[] = [];
  private readonly ofStuttering: (TwoBits | undefined)[] = [];
  private readonly derived: ((state: number) => boolean)[] = [];
  private readonly partial: boolean;
  private readonly row: Int32Array;
  private readonly successorRow: Int32Array;
  private loaded = -1;

  /** `partial`: the graph lacks states or steps, or a state stands for others. */
  constructor(model: TemporalModel, graph: StateGraph, partial: boolean) {
    this.model = model;
    this.graph = graph;
    this.partial = partial;
    this.row = new Int32Array(graph.words);
    this.successorRow = new Int32Array(graph.words);
  }

  /** A new atom of states; the answer is the formula that stands for it. */
  derive(truth: (state: number) => boolean): Temporal {
    return { kind: "atom", atom: DERIVED + this.derived.push(truth) - 1 };
  }

  /** Can the truth of `formula`, which has no temporal operator, depend on the step? */
  readsStep(formula: Temporal): boolean {
    switch (formula.kind) {
      case "atom":
        return formula.atom < DERIVED && this.model.atoms[formula.atom]?.over === "step";
      case "not":
        return this.readsStep(formula.of);
      case "and":
      case "or":
        return formula.of.some((item) => this.readsStep(item));
      default:
        return false;
    }
  }

  /**
   * The truth of `formula` in `state` and on the step along `edge` (an index into the targets of the graph; -1 is the
   * stuttering step). A formula that reads no step may be asked with any edge.
   */
  now(formula: Temporal, state: number, edge: number): boolean {
    switch (formula.kind) {
      case "constant":
        return formula.value;
      case "atom":
        return this.atom(formula.atom, state, edge);
      case "not":
        return !this.now(formula.of, state, edge);
      case "and":
        for (let i = 0; i < formula.of.length; i++) {
          if (!this.now(formula.of[i] as Temporal, state, edge)) return false;
        }
        return true;
      case "or":
        for (let i = 0; i < formula.of.length; i++) {
          if (this.now(formula.of[i] as Temporal, state, edge)) return true;
        }
        return false;
      default:
        throw new Error(`${formula.kind} does not speak of one step`);
    }
  }

  private atom(atom: number, state: number, edge: number): boolean {
    if (atom >= DERIVED) return (this.derived[atom - DERIVED] as (state: number) => boolean)(state);
    if (!this.partial && this.model.atoms[atom]?.moves === true) return this.moves(atom, state, edge);
    if (this.model.atoms[atom]?.over === "state") {
      const known = (this.ofStates[atom] ??= new TwoBits(this.graph.states));
      const value = known.get(state);
      return value === UNKNOWN ? this.ask(known, atom, state, NO_STEP) : value === YES;
    }
    if (edge < 0) {
      const told = this.model.atoms[atom]?.stuttering;
      if (told !== undefined) return told;
      const known = (this.ofStuttering[atom] ??= new TwoBits(this.graph.states));
      const value = known.get(state);
      return value === UNKNOWN ? this.ask(known, atom, state, STUTTER) : value === YES;
    }
    const known = (this.ofEdges[atom] ??= new TwoBits(this.graph.offsets[this.graph.states] as number));
    const value = known.get(edge);
    return value === UNKNOWN ? this.ask(known, atom, state, edge) : value === YES;
  }

  /** Is it a step of Next to another state, or is there one from the state? The edges of a whole graph are just those. */
  private moves(atom: number, state: number, edge: number): boolean {
    if (this.model.atoms[atom]?.over === "step") return edge >= 0;
    const { offsets } = this.graph;
    return (offsets[state] as number) < (offsets[state + 1] as number);
  }

  /** Asks the model and remembers the answer in `known`: for the edge, or for the state where there is none. */
  private ask(known: TwoBits, atom: number, state: number, edge: number): boolean {
    if (this.loaded !== state) {
      this.graph.read(state, this.row);
      this.loaded = state;
    }
    this.evaluations++;
    let value: boolean;
    try {
      if (edge === NO_STEP) value = this.model.holds(atom, this.row);
      else {
        if (edge === STUTTER) this.successorRow.set(this.row);
        else this.graph.readSuccessor(state, edge, this.successorRow);
        value = this.model.holdsStep(atom, this.row, this.successorRow);
      }
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      const successor = edge === NO_STEP ? -1 : edge === STUTTER ? state : (this.graph.targets[edge] as number);
      throw new AtomFailure(error, state, successor);
    }
    known.set(edge < 0 ? state : edge, value ? YES : NO);
    return value;
  }
}

const DERIVED = 1 << 30;
const STUTTER = -1;
const NO_STEP = -2;
