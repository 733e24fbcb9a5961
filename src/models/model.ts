/** The seam between what can be checked and the checker: a model is rows of int32, actions and properties. */

import type { Value, WrittenValues } from "../values/index.ts";
import type { TemporalModel } from "./temporal.ts";

/** A place in a user's text; the same shape as in tla/syntax/source.ts (neither folder may import the other). */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly lineText: string;
}

/** The same shape as in tla/syntax/diagnostic.ts; test/imports.test.ts holds the two equal. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly message: string;
  readonly location: Location | null;
  readonly notes: readonly { readonly message: string; readonly location: Location | null }[];
}

export function warning(code: string, message: string, location: Location | null = null): Diagnostic {
  return { code, severity: "warning", message, location, notes: [] };
}

/** Do they say the same of the same place? */
export function sameDiagnostic(one: Diagnostic, other: Diagnostic): boolean {
  const place = ({ location }: Diagnostic) =>
    location === null ? "" : `${location.file} ${location.line} ${location.column}`;
  return one.code === other.code && one.message === other.message && place(one) === place(other);
}

/** An action as docs/architecture.md, "The seam", finds it; its index in `Model.actions` labels the edges. */
export interface Action {
  readonly name: string;
  readonly location: Location | null;
  /**
   * The parameters of the definition of that name, whose steps are those of this action and no others; absent where
   * the action is only a part of a definition.
   */
  readonly parameters?: readonly string[];
  /** The code that the comment above it says it implements: `path/of/file.c:function`. */
  readonly implements?: readonly string[];
  /** Does its text say of the next state nothing but UNCHANGED? */
  readonly keeps?: boolean;
}

export type PropertyKind =
  | "assumption"
  | "deadlock"
  | "invariant"
  | "action"
  | "temporal"
  | "possible"
  | "postcondition";

/** Why a property, or a part of it, has no verdict. */
export type UncheckedReason = "unsupported" | "search-ended" | "budget" | "error";

/**
 * What a violation breaks. "possible" is what some behavior has to reach; a possibility that has to last is an
 * "invariant" or a "property", like everything else that is listed so.
 */
export type Breach = "assumption" | "postcondition" | "possible" | "deadlock" | "invariant" | "property";

/**
 * One thing to decide about a property. `over` says on what: initial states, each state, each step, whole behaviors,
 * what is possible from states ("possible"), nothing of the state at all ("constant"), or the run when it is over
 * ("end"). `breaks` is what its violation breaks. What parts over behaviors and possibilities say is in
 * `Model.temporal`; "unsupported" ones are never decided, and a diagnostic says why.
 */
export interface Part {
  readonly over: "constant" | "initial" | "state" | "step" | "behavior" | "possible" | "unsupported" | "end";
  readonly breaks: Breach;
}

/** Does it speak of behaviors, or of what is possible for them? */
export function isTemporal({ over }: Pick<Part, "over">): boolean {
  return over === "behavior" || over === "possible";
}

/** A part of a property, by the indices of both. */
export interface PartOf {
  readonly property: number;
  readonly part: number;
}

/** The parts over this of some properties. */
export function partsOver(properties: readonly Pick<Property, "parts">[], over: Part["over"]): PartOf[] {
  return properties.flatMap(({ parts }, property) =>
    parts.flatMap((one, part): PartOf[] => (one.over === over ? [{ property, part }] : [])),
  );
}

/** A property as the user lists it. `PROPERTY P` may have several parts; one violated part violates it. */
export interface Property {
  readonly name: string;
  readonly kind: PropertyKind;
  readonly location: Location | null;
  readonly parts: readonly Part[];
}

/**
 * How a row is laid out: `words` int32 a state. The "ids" layout has one interned value id per variable, a "packed" one
 * has whatever the model chose. Equal states have equal rows.
 */
export interface Layout {
  readonly kind: "ids" | "packed";
  readonly words: number;
}

/** Hot path. Has `rows`, from word `from` on, the words of `row`? */
export function sameRow(row: Int32Array, rows: Int32Array, from = 0): boolean {
  for (let i = 0; i < row.length; i++) if (row[i] !== rows[from + i]) return false;
  return true;
}

/** How fairness of all steps would be written, `WF_vars(Next)`: with the names of the text where they are short. */
export interface Written {
  readonly next: string;
  readonly variables: string;
}

/** What brings rows from one layout into another. */
export interface Rewrite {
  /** Where the other layout depends on it: sees every stored row before the first one is rewritten. */
  readonly survey: ((rows: Int32Array, from: number) => void) | null;
  /** Makes the other layout, which `Model.layout` then tells; called between the survey and the first row. */
  begin(): void;
  /** Writes the row at `from` in `rows` as the other layout has it to the beginning of `out`. */
  row(rows: Int32Array, from: number, out: Int32Array): void;
}

/**
 * What a model throws when a state does not fit its layout, before it emits any of the successors that it was asked
 * for. Rows made so far are to be rewritten, and then the model is asked again; without `rewrite` it has another layout
 * already, rows mean nothing any more, and the search begins again.
 */
export class LayoutOutgrown extends Error {
  readonly rewrite: Rewrite | null;

  constructor(rewrite: Rewrite | null) {
    super("the layout is outgrown");
    this.rewrite = rewrite;
  }
}

/** One step of a replayed trace: which action led here (null for the initial state) and the state. */
export interface Step {
  readonly action: { readonly index: number; readonly parameters: readonly (readonly [string, Value])[] } | null;
  /** One value per variable, in the order of `Model.variables`. */
  readonly values: readonly Value[];
  /** What is to be shown in place of the state (ALIAS), by name; null to show the state. */
  readonly alias: readonly (readonly [string, Value])[] | null;
}

/**
 * What tells states apart when it is not the whole row: a view, or the representative of a symmetry class. Two rows
 * with equal keys count as one state, and the first one found stands for it.
 */
export interface StateKey {
  /** Length of a key, in int32. */
  readonly words: number;
  /** Whether it leaves out something of a state: a view does, unless it shows every variable; a class does not. */
  readonly hides: boolean;
  /** Writes the key of `row` to `out`. */
  of(row: Int32Array, out: Int32Array): void;
  /** A number below 2^32 made of values alone: the same for rows with equal keys, in whichever process. Absent: there is none. */
  hashOf?(row: Int32Array): number;
}

/** What tells apart the rows of one layout. */
export type RowKey = Pick<StateKey, "words" | "of">;

/** How far a run is, for specs that ask. Read at the moment of the question. */
export interface RunCounts {
  /** The level of the state that is being asked about, 1 for initial ones; 0 without a state, -1 where it is unknown. */
  readonly level: number;
  readonly distinct: number;
  readonly generated: number;
  /** Distinct states that are not expanded yet. */
  readonly queue: number;
  /** How many levels hold a state. */
  readonly diameter: number;
  /** Whole seconds since the run began. */
  readonly duration: number;
}

/** All that a model may know of a run. */
export interface RunFacts extends RunCounts {
  /** Is it exploring? Not while behaviors are decided or traces are shown. */
  readonly exploring: boolean;
  /** What a simulation was told; null for a search. */
  readonly simulation: { readonly traces: number; readonly depth: number } | null;
  /** How many behaviors a simulation has walked to their end. */
  readonly behaviors: number;
  /** The rows from an initial one to the one that is being asked about; none without a state, or where it is unknown. */
  path(): readonly Int32Array[];
  /** The counterexample to the property that was violated first, if some has one so far. */
  counterexample(): Counterexample | null;
  /** To be called now and then within a long evaluation; throws, through the model, when a budget has run out. */
  lookUp(): void;
  /** Lets the run end, when the state at hand has been expanded. */
  stop(): void;
}

/** The rows of a trace; of a lasso also the index of the row where the loop begins (-1: there is none) and its end. */
export interface Counterexample {
  readonly rows: readonly Int32Array[];
  readonly loop: number;
  /** The row to which the last one leads. */
  readonly closing: Int32Array | null;
}

/**
 * A predicate that should be true of some state or step: where it is not, property `property` holds for want of a case,
 * and `warning` says so, unless the witness at the index `within`, which stands around this one, is missing too.
 */
export interface Witness {
  readonly over: "state" | "step";
  /** Does it say that the step changes a function of the state? */
  readonly change: boolean;
  readonly property: number;
  readonly within: number | null;
  readonly warning: Diagnostic;
  /** Decides it by the values of a state, one for each variable, and of its successor (null where it is over states). */
  holds(state: readonly Value[], successor: readonly Value[] | null): boolean;
}

/**
 * A smallest part of a formula that decides that the formula is false. `is` is what this part is: TRUE behind a `~`.
 * `values` has what it reads, each by its text: names that are bound around it, and what it compares.
 */
export interface FalsePart {
  /** On one line. */
  readonly text: string;
  readonly location: Location;
  readonly is: boolean;
  readonly values: readonly (readonly [text: string, Value])[];
}

/** A variable of a module that a property says is refined: what it is in each state of a trace. */
export interface MappedVariable {
  /** As the specification could write it: `A!x`. */
  readonly name: string;
  readonly values: readonly Value[];
}

/** A condition in the text of an action, and how often it was true and false where the action was tried. */
export interface ConjunctCount {
  /** Indexes `Model.actions`. */
  readonly action: number;
  readonly location: Location;
  readonly whenTrue: number;
  readonly whenFalse: number;
}

/**
 * What a model throws when its text cannot be evaluated. The checker turns it into an error with the trace to the
 * state in which it happened. `kind` tells the spec's own Assert from everything else; during what it failed is known
 * to the checker.
 */
export class EvaluationError extends Error {
  readonly diagnostic: Diagnostic;
  readonly kind: "spec" | "assert";

  constructor(kind: "spec" | "assert", diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.kind = kind;
    this.diagnostic = diagnostic;
  }
}

/** The rows of a search by number, as it has them so far. */
export interface StoredRows {
  readonly count: number;
  /** Copies row `number` into `target`. */
  read(number: number, target: Int32Array): void;
}

/**
 * Workers that find the successors of states before the search comes to them. Nothing that is found depends on them:
 * `next` and the questions about rows have the same answers, sooner.
 */
export interface Ahead {
  /** How many threads find successors by now. */
  readonly workers: number;
  /** The search comes to state `state` of `rows`: told before it is expanded, of each one. Throws WorkerLost. */
  comesTo(rows: StoredRows, state: number): void;
  /** Ends the workers: nobody needs them any more. */
  end(): void;
}

/** What `Ahead.comesTo` throws when a worker has ended that should not have; `full`: for want of memory. */
export class WorkerLost extends Error {
  readonly full: boolean;

  constructor(why: string, full: boolean) {
    super(why);
    this.full = full;
  }
}

/**
 * What the words of rows stand for in other processes, each of which has ids of its own: on the way from one to another
 * a value has a number of the sender's making, and what it is made of is sent before its number is used.
 */
export interface Numbering {
  sender(): NumberSender;
  receiver(): NumberReceiver;
}

/** The numbers by which one other process knows values. */
export interface NumberSender {
  /** The number of the value with that id. Throws an Error for a value that cannot be written down. */
  numberOf(id: number): number;
  /** What has to be read before the numbers given since the last call. */
  written(): WrittenValues;
}

/** The ids for the numbers of one other process. */
export interface NumberReceiver {
  idOf(number: number): number;
  read(written: WrittenValues): void;
}

/** A model that was made again from the same texts, for a process that has a share of the states of a search. */
export interface Remade {
  readonly model: Model;
  readonly numbering: Numbering;
  /** A number below 2^32 by which ranks share out states: the same in each of them, for rows that count as one state. */
  ownershipOf(row: Int32Array): number;
  /** How much it has told so far: warnings, and what the specification prints. */
  told(): number;
}

/** What a variable takes in a packed row: its bits, what they say, and what would make them fewer (null: nothing). */
export interface PackedForm {
  readonly bits: number;
  readonly form: string;
  readonly advice: string | null;
}

/** What evaluated a run at its end. */
export interface Evaluation {
  /** Code on packed rows; code on values; the interpreter alone. */
  readonly by: "rows" | "values" | "interpreter";
  /** How many evaluations code on values made, and how many it left to the interpreter. */
  readonly aided: number;
  readonly left: number;
  /**
   * Why there is no code on packed rows: the interpreter was asked for, it cost more than it brought, takes long to make,
   * had not paid so far, values are too many or outgrew it again and again, a part of Next has none, the text does more
   * than look at states.
   */
  readonly unpacked: "asked" | "dear" | "slow" | "early" | "outgrown" | "part" | "impure" | null;
  /** The rows and the code on them; null where there is none. */
  readonly packed: {
    readonly words: number;
    /** By variable. */
    readonly forms: readonly PackedForm[];
    /** The names of the actions and properties that the interpreter evaluates, and how many texts in others. */
    readonly actions: readonly string[];
    readonly properties: readonly string[];
    readonly texts: number;
    /** How many layouts were made. */
    readonly layouts: number;
  } | null;
}

/** What the interpreter needs for one state, in milliseconds. */
export interface StateTime {
  /** To find all steps, and how many there are. */
  readonly next: number;
  readonly steps: number;
  /** By action: all tries, and of these the ones that gave no step. */
  readonly actions: Float64Array;
  readonly vain: Float64Array;
  /** What `Explainer.asked` lists, in its order: as often as a search asks it for this state and the steps from it. */
  readonly asked: Float64Array;
}

/** A set of model values that the configuration gives to a constant. */
export interface ModelValueSet {
  readonly constant: string;
  readonly size: number;
}

/** The permutations of some sets of model values, all of them. */
export interface Exchange {
  readonly permutations: number;
  /** Writes the representative of a state under these permutations to `out`. */
  representative(state: Int32Array, out: Int32Array): void;
  /** Is this state (null: are the initial states) seen to be treated otherwise than its images? */
  differs(state: Int32Array | null): boolean;
}

/**
 * What tells those who ask what is slow. Its states are numbers of values, one for each variable, which are equal where
 * the values are. Nothing that is evaluated prints, fails or changes the run.
 */
export interface Explainer {
  readonly evaluation: Evaluation;
  /** The state of a row; good until the next call. */
  stateOf(row: Int32Array): Int32Array;
  valueOf(number: number): Value;
  /** Is Next a choice of actions that are timed apart? Otherwise it is one formula. */
  readonly divided: boolean;
  /** What is asked of states and steps besides Next. */
  readonly asked: readonly { readonly kind: "property" | "constraint" | "view" | "symmetry"; readonly name: string }[];
  /** The names of what is asked besides, but asks for the run itself, so that it cannot be timed when that is over. */
  readonly untimed: readonly string[];
  /** Null where an evaluation fails. */
  time(state: Int32Array): StateTime | null;
  /** The variables that nothing reads but assignments to these; none where there is a view. */
  readonly auxiliary: readonly number[];
  /** A name that the specification does not use, close to `wanted`. */
  freeName(wanted: string): string;
  /** The sets whose elements a SYMMETRY could exchange; none where there is one, or where none could be used. */
  readonly sets: readonly ModelValueSet[];
  /** The permutations of some of them, by index; null where they are too many to be tried. */
  exchange(sets: readonly number[]): Exchange | null;
}

/**
 * Writes the successors of the row at `from` in `rows` to `out` from `to` on, in the order of `next`, each followed by
 * its action. The answer is where they end; beyond the end of `out` nothing was written. -1 where only `next` can tell.
 */
export type BulkNext = (rows: Int32Array, from: number, out: Int32Array, to: number) => number;

/**
 * What a thread beside the search can say of rows: where it says anything, that is what the search would find. It tells
 * nothing, and changes nothing of the run.
 */
export interface BulkWorker {
  readonly next: BulkNext;
  /** Is there anything to be asked about each state, or about each step? */
  readonly asks: { readonly states: boolean; readonly steps: boolean };
  /** Of a state in which all properties hold: do the constraints admit it? Null also where something is not known. */
  ofState(rows: Int32Array, from: number): boolean | null;
  /** Do all properties surely hold of the step? */
  ofStep(rows: Int32Array, from: number, others: Int32Array, to: number): boolean;
  /** Hears what `BulkShare.news` has told. */
  learn(news: unknown): void;
  /** Runs what finds successors, or asks. */
  trying<T>(run: () => T): T;
}

/** What several threads need to find successors in bulk. */
export interface BulkShare {
  /** For a thread that has made a model of the same texts: nothing but data, which only the model reads. */
  readonly recipe: unknown;
  /** For the thread of the search. */
  readonly own: BulkWorker;
  /** What the others have to hear before they are given further states; null where that is nothing. */
  news(): unknown;
}

/**
 * What the checker explores. Rows passed to `emit` are only valid during the call: the receiver copies them.
 * All methods may throw EvaluationError. The model is deterministic: same row, same emissions in the same order.
 */
export interface Model {
  readonly variables: readonly string[];
  readonly actions: readonly Action[];
  /** Without Deadlock, which is the checker's own and governed by `checkDeadlock`. */
  readonly properties: readonly Property[];
  readonly layout: Layout;
  /** False when the cfg gives no behavior: only constant parts are decided, 0 states. */
  readonly hasBehavior: boolean;
  readonly checkDeadlock: boolean;
  /** Whether `within` and `withinStep` can ever be false. */
  readonly constrained: boolean;
  /** False when only states are constrained: then a state that was kept need not be asked about again. */
  readonly constrainsSteps?: boolean;
  /** Null when states are told apart by their whole rows. */
  readonly key: StateKey | null;
  /** Tells the same rows apart as `key`, in the present layout only, and sooner. Absent or null: nothing does. */
  readonly rowKey?: RowKey | null;
  /** Null when no part is over behaviors or possibilities. */
  readonly temporal: TemporalModel | null;
  /** Hands over the facts of the run that is about to begin. */
  observe(facts: RunFacts): void;
  /** Emits every initial state, once per way to satisfy Init (duplicates included). */
  initial(emit: (row: Int32Array) => void): void;
  /**
   * Emits the rows of states of an earlier run, each with one value per variable, in the layout at hand; absent where a
   * model cannot make rows of values.
   */
  recall?(states: Iterable<readonly Value[]>, emit: (row: Int32Array) => void): void;
  /** Does what comes depend on more of the run by now than its states, as TLCSet keeps it? Then nobody can go on from these. */
  hasMemory?(): boolean;
  /**
   * Emits every successor, once per way to take a step (duplicates included); `action` indexes `actions`. A state that
   * is passed through inside a step (between A and B of `A \cdot B`) counts as generated, as it does in TLC, and is
   * emitted with the action -1: it is no successor.
   */
  next(row: Int32Array, emit: (row: Int32Array, action: number) => void): void;
  /** The same without a call for each successor, where the model can do that. */
  readonly bulk?: BulkNext | null;
  /**
   * What other threads need to find the same in bulk, as long as the layout stays; null where they cannot. With it the
   * model is told that they do.
   */
  share?(): BulkShare | null;
  /** Are initial states, successors, constraints and keys the same, without effect, when they are asked again? Absent: yes. */
  readonly repeatable?: boolean;
  /**
   * Runs what asks for such before the search comes to it, which asks again then; false where that was left off, since
   * something would have been told. Absent: nothing is ever told.
   */
  rehearse?(run: () => void): boolean;
  /** Who finds successors ahead of the search; null where nobody does. */
  readonly ahead?: Ahead | null;
  /**
   * Asked between two states: what brings rows into a layout that has come to serve better; null to go on as before.
   * The successors are the same in either. `waiting`: the states that the search knows and has still to expand.
   */
  better?(waiting: number): Rewrite | null;
  /** Does `row` satisfy the state constraints? A state outside is checked but not kept. */
  within(row: Int32Array): boolean;
  /** Does the step satisfy the action constraints? */
  withinStep(row: Int32Array, successor: Int32Array): boolean;
  /**
   * Decides part `part` of property `property`, for a part over "constant" or "end" (`row` is null), "initial" or
   * "state".
   */
  holds(property: number, part: number, row: Int32Array | null): boolean;
  /** Decides part `part` (over "step") of property `property`. */
  holdsStep(property: number, part: number, row: Int32Array, successor: Int32Array): boolean;
  /** One value per variable. */
  decode(row: Int32Array): Value[];
  /**
   * Names the step that leads to each row; rows are the states of a path. The first has no action. `closing` is the row
   * to which the last one leads, where it is known.
   */
  replay(rows: readonly Int32Array[], closing: Int32Array | null): Step[];
  /**
   * The steps that Next allows from `row`, in the order of `next`, named and with the states they lead to; null when
   * there are more than `most`. For those who tell what could have happened beside a trace.
   */
  steps?(row: Int32Array, most: number): Step[] | null;
  /** `Next` and `vars` without this. */
  readonly written?: Written | null;
  /**
   * What makes a property false in the last of these states, or on the step to it; none where nothing says so, because
   * the property speaks of more than that. `breaks`: which of its parts is meant.
   */
  falseParts?(property: number, rows: readonly Int32Array[], breaks: Breach): readonly FalsePart[];
  /** The step that Next was looking for from `row` when evaluation failed as `failed` says; null where it was at none. */
  failingStep?(row: Int32Array, failed: Diagnostic): Step["action"];
  /** The variables that a property maps to what these states say; those that cannot be evaluated in one are left out. */
  mapped?(property: number, rows: readonly Int32Array[]): readonly MappedVariable[];
  /** What should be true somewhere, or else a property holds for a reason that was hardly meant. */
  readonly witnesses?: readonly Witness[];
  /**
   * With SYMMETRY: a warning that the specification does not treat a state as it treats one of its images, or that (null)
   * some initial state has an image that is none; null where it does.
   */
  asymmetry?(row: Int32Array | null): Diagnostic | null;
  /** Does the specification, or its configuration, say that what a warning tells is so on purpose? */
  meant?(warning: Diagnostic): boolean;
  /** The functions whose arguments are the processes, where the specification says so. */
  readonly lanes?: readonly string[];
  /** What the conditions of the actions have answered so far, by action and text; null where nobody asked for it. */
  coverage?(): readonly ConjunctCount[] | null;
  /** Who tells what in the text costs time and states; to be asked when the run is over. */
  explainer?(): Explainer;
  /** Warnings and notes found while the model was made or run. */
  readonly diagnostics: readonly Diagnostic[];
}
