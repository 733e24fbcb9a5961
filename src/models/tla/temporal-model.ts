/** The temporal formulas of a model, and the atoms over which they are: by direct code where there is some. */

import { type Diagnostic, EvaluationError } from "../model.ts";
import type { TemporalModel } from "../temporal.ts";
import type { Aids } from "./aids.ts";
import type { Host } from "./direct/unit.ts";
import type { Executor, State } from "./executor.ts";
import { Refusal } from "./temporal/translate.ts";

/** Those who evaluate. */
interface Evaluators extends Pick<Host, "stateOf" | "decode"> {
  readonly executor: Executor;
  readonly aids: Aids | null;
  /** Runs; on an error of the spec runs again, to say where. */
  readonly attempt: <T>(run: () => T, again: (tracer: Executor) => unknown) => T;
}

/** Throws an EvaluationError when what the specification assumes cannot be read. */
export function temporalModel({ executor, aids, stateOf, decode, attempt }: Evaluators): TemporalModel {
  const assumptions = attempt(
    () => {
      try {
        return executor.temporal.assumptions();
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        throw new EvaluationError("spec", refusalDiagnostic("the specification cannot be checked", error));
      }
    },
    (tracer) => tracer.temporal.assumptions(),
  );
  const interpreted = (atom: number, state: State, successor: State | null): boolean =>
    attempt(
      () => executor.holdsAtom(atom, state, successor),
      (tracer) => tracer.holdsAtom(atom, state, successor),
    );
  const ask = (atom: number, row: Int32Array, next: Int32Array | null): boolean => {
    const origin = executor.temporal.atoms[atom]?.origin ?? null;
    const known = origin === null ? null : aids?.value(origin, row, next);
    if (typeof known === "boolean") return known;
    return interpreted(atom, stateOf(row), next === null ? null : decode(next));
  };
  return {
    atoms: executor.temporal.atoms,
    assumptions: () => assumptions,
    formula: (property, part) =>
      attempt(
        () => executor.temporal.formula(property, part),
        (tracer) => tracer.temporal.formula(property, part),
      ),
    holds: (atom, row) => ask(atom, row, null),
    holdsStep: ask,
  };
}

export function refusalDiagnostic(what: string, { code, message, location }: Refusal): Diagnostic {
  return { code, severity: "error", message: `${what}: ${message}`, location, notes: [] };
}
