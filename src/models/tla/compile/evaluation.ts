/** What a run says of its code on packed rows. */

import type { Evaluation, Property } from "../../model.ts";
import type { Packing } from "../layout/packing.ts";
import { isOfRows, type Program } from "./program.ts";

/** Code on rows, and how many layouts were made. */
interface Packed {
  readonly program: Program;
  readonly packing: Packing;
  readonly properties: readonly Property[];
  readonly layouts: number;
}

/** Why there is none. */
interface Unpacked {
  /** Did it cost more than it brought, or take long to make? */
  readonly dear: boolean;
  readonly slow: boolean;
  /** Had the run not yet come so far that it is made? */
  readonly early: boolean;
  /** Were values too many to be remembered, or did they not fit again and again? */
  readonly outgrown: boolean;
  readonly layouts: number;
}

/** The code on rows with what it leaves to the interpreter, or why there is none. */
export function rowsEvaluation(rows: Packed | Unpacked): Pick<Evaluation, "packed" | "unpacked"> {
  return "program" in rows ? { packed: packedOf(rows), unpacked: null } : { packed: null, unpacked: whyUnpacked(rows) };
}

function packedOf({ program, packing, properties, layouts }: Packed): Evaluation["packed"] {
  const actions = program.interpretedActions;
  const left = properties.filter((property, i) =>
    property.parts.some((part, at) => isOfRows(part.over) && program.parts[i]?.[at] == null),
  );
  return {
    words: packing.words,
    forms: packing.forms,
    actions,
    properties: left.map(({ name }) => name),
    texts: program.interpretedTexts.size - actions.length,
    layouts,
  };
}

/** The most important reason. */
function whyUnpacked(why: Unpacked): NonNullable<Evaluation["unpacked"]> {
  if (why.dear) return "dear";
  if (why.slow) return "slow";
  if (why.early) return "early";
  if (why.outgrown) return "outgrown";
  return why.layouts > 0 ? "part" : "impure";
}
