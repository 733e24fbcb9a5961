/** The temporal formulas of a model as formulas over coded atoms: what its specification assumes, what is asked. */

import { isTemporal } from "../../model.ts";
import type { Temporal } from "../../temporal.ts";
import type { PropertyFormula } from "../behavior.ts";
import { isSpecError } from "../interpret/error.ts";
import type { Place } from "../interpret/scope.ts";
import { type CodedAtom, Refusal, type Translator } from "./translate.ts";

/** A formula to translate and the place where it stands. */
interface PlacedFormula {
  readonly expression: Parameters<Translator["translate"]>[0];
  readonly place: Place;
}

/** What came of a formula: itself, why it is not decided, or the error in its text. */
type Outcome = { readonly formula: Temporal } | { readonly refusal: Refusal } | { readonly error: unknown };

/**
 * Translates all formulas in one order, so that the same atom has the same number in every interpreter that is made
 * for the model.
 */
export class TemporalCode {
  readonly atoms: readonly CodedAtom[];
  private readonly assumed: readonly Outcome[];
  private readonly asked = new Map<string, Outcome>();

  constructor(
    translator: Translator,
    assumptions: readonly PlacedFormula[],
    properties: readonly PropertyFormula[],
    placed: (part: PropertyFormula["parts"][number]) => PlacedFormula,
  ) {
    this.atoms = translator.atoms;
    const outcome = ({ expression, place }: PlacedFormula, some = false): Outcome => {
      try {
        const isSome = some && expression.kind === "reference";
        const formula = isSome ? translator.translateSome(expression, place) : translator.translate(expression, place);
        const misplaced = this.misplacedStep(formula);
        if (misplaced === null) return { formula };
        const { text, location } = this.atoms[misplaced] as CodedAtom;
        const message = `an action may stand only in [][A]_v, <><<A>>_v, []<><<A>>_v, <>[][A]_v, WF and SF, not deeper: ${text}`;
        return { refusal: new Refusal("E361", message, location) };
      } catch (error) {
        if (error instanceof Refusal) return { refusal: error };
        if (isSpecError(error)) return { error };
        throw error;
      }
    };
    this.assumed = assumptions.map((assumption) => outcome(assumption));
    properties.forEach((property, index) => {
      property.parts.forEach((part, at) => {
        if (!isTemporal(part)) return;
        this.asked.set(`${index} ${at}`, outcome(placed(part), part.breaks === "possible"));
      });
    });
  }

  /** Throws a Refusal, or the error of evaluation. */
  assumptions(): readonly Temporal[] {
    return this.assumed.map(formulaOf);
  }

  /** Throws the error of evaluation, if there was one. */
  formula(property: number, part: number): Temporal {
    return formulaOf(this.asked.get(`${property} ${part}`) as Outcome);
  }

  refusal(property: number, part: number): Refusal | null {
    const outcome = this.asked.get(`${property} ${part}`);
    return outcome !== undefined && "refusal" in outcome ? outcome.refusal : null;
  }

  /** A step atom where TLC refuses one, too; null if there is none. Fairness is at home everywhere. */
  private misplacedStep(formula: Temporal): number | null {
    switch (formula.kind) {
      case "not":
        return this.misplacedStep(formula.of);
      case "and":
      case "or":
        return first(formula.of, (item) => this.misplacedStep(item));
      case "always":
      case "eventually": {
        // A negation on the way only makes [] of <>, and <> of [].
        const of = affirmed(formula.of);
        if (of.kind === "atom") return null;
        if ((of.kind === "always" || of.kind === "eventually") && affirmed(of.of).kind === "atom") return null;
        return this.anyStep(of);
      }
      default:
        return this.anyStep(formula);
    }
  }

  private anyStep(formula: Temporal): number | null {
    switch (formula.kind) {
      case "atom":
        return this.atoms[formula.atom]?.over === "step" ? formula.atom : null;
      case "not":
      case "always":
      case "eventually":
        return this.anyStep(formula.of);
      case "and":
      case "or":
        return first(formula.of, (item) => this.anyStep(item));
      default:
        return null;
    }
  }
}

function affirmed(formula: Temporal): Temporal {
  return formula.kind === "not" ? formula.of : formula;
}

function first<T>(items: readonly Temporal[], find: (item: Temporal) => T | null): T | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function formulaOf(outcome: Outcome): Temporal {
  if ("formula" in outcome) return outcome.formula;
  throw "refusal" in outcome ? outcome.refusal : outcome.error;
}
