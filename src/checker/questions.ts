// Hot path: `row` and `step` run once per generated state; they may allocate only when a property is violated.
/** Asks a model about its properties, and knows which one was being asked when an evaluation fails. */

import { EvaluationError, type Model, type PartOf } from "../models/model.ts";
import type { Path } from "./finding.ts";
import type { During } from "./result.ts";
import type { Verdicts } from "./verdicts.ts";

/** What walks through the states, as far as a violation concerns it. */
interface Walker {
  /** The way to a row that `action` led to (-1: it is initial). */
  pathTo(row: Int32Array, action: number): Path;
  /** Called after a violation was recorded; may throw to end the walk. */
  violated(over: "constant" | "row"): void;
}

/** Asks the open parts of the properties; each violation is recorded once, and the walker is told. */
export class Questions {
  private readonly model: Model;
  private readonly verdicts: Verdicts;
  private readonly walker: Walker;
  /** The property being asked, or -1. */
  private asked = -1;
  private over: "state" | "step" | "initial" = "state";
  /** Was an initial state being asked about? */
  private initial = false;

  constructor(model: Model, verdicts: Verdicts, walker: Walker) {
    this.model = model;
    this.verdicts = verdicts;
    this.walker = walker;
  }

  /**
   * Asks the parts that concern no state: assumptions before the search, postconditions after it. One that cannot be
   * evaluated does not keep the others from being asked; false if there was one. Without `decides` they are evaluated
   * for what they print or write, and have no verdict.
   */
  constants(over: "constant" | "end", decides = true): boolean {
    let evaluated = true;
    for (const open of this.verdicts.open(over)) {
      const { property, part } = open;
      if (this.verdicts.isViolated(property)) continue;
      try {
        const holds = this.model.holds(property, part, null);
        if (!decides) continue;
        if (holds) this.verdicts.settle(open, null);
        else {
          this.record(property, part, null);
          this.walker.violated("constant");
        }
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        this.verdicts.fail({ error, during: "assumption", path: null }, property);
        evaluated = false;
      }
    }
    return evaluated;
  }

  /** Asks `open` about a row that `action` led to. */
  row(open: readonly PartOf[], over: "state" | "initial", row: Int32Array, action: number): void {
    for (let index = 0; index < open.length; index++) {
      const { property, part } = open[index] as PartOf;
      this.asked = property;
      this.over = over;
      this.initial = action < 0;
      if (this.model.holds(property, part, row)) continue;
      this.record(property, part, this.walker.pathTo(row, action));
      this.walker.violated("row");
    }
    this.asked = -1;
  }

  /** Asks the open parts over steps about the step from `current` to `row` by `action`. */
  step(current: Int32Array, row: Int32Array, action: number): void {
    const open = this.verdicts.stepParts;
    for (let index = 0; index < open.length; index++) {
      const { property, part } = open[index] as PartOf;
      this.asked = property;
      this.over = "step";
      this.initial = false;
      if (this.model.holdsStep(property, part, current, row)) continue;
      this.record(property, part, this.walker.pathTo(row, action));
      this.walker.violated("row");
    }
    this.asked = -1;
  }

  /** During what an evaluation failed: the last question, or outside any. */
  during(error: EvaluationError): During {
    if (error.kind === "assert") return "assert";
    if (this.asked < 0 || this.initial) return "behavior";
    return this.over === "state" ? "invariant" : "property";
  }

  private record(property: number, part: number, path: Path | null): void {
    const { breaks } = this.verdicts.properties[property]!.parts[part]!;
    this.verdicts.record({ property, breaks, path, behavior: null });
  }
}
