/** The levels of what a module defines, as it is written: before a cfg has replaced anything. */

import type { Level, Meaning, Program } from "../../../tla/semantics/symbol.ts";
import { Facts } from "./facts.ts";
import { Lowering } from "./lower.ts";
import { Overrides } from "./overrides.ts";

const nowhere = { start: 0, end: 0 };

export class Levels {
  private readonly lowering: Lowering;
  private readonly facts: Facts;

  constructor(program: Program) {
    this.lowering = new Lowering(program, new Overrides());
    this.facts = new Facts(program.tables);
  }

  /** The level of what a name means at the top of the root module; parameters count as constants. */
  of(meaning: Meaning): Level {
    return this.facts.levelOf(this.lowering.named(meaning, { fix: "name", span: nowhere, nameSpan: nowhere }));
  }
}
