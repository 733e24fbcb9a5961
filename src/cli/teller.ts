/** Tells the findings of one run as they come, and none that a process with a smaller stack has told. */

import type { ToldFinding } from "../checker/index.ts";
import type { Diagnostic } from "../models/model.ts";
import type { Context } from "./context.ts";
import { StackExhausted, saysStackFull } from "./deep-stack.ts";
import type { TraceFiles } from "./out-folder.ts";
import type { RunOptions } from "./run.ts";

/** Stands among the properties that were told for the warnings; it is no name. */
const WARNED = "(warnings)";

export class Teller {
  private readonly context: Context;
  /** The place of the run among those of the command. */
  private readonly index: number;
  private readonly files: TraceFiles;
  private readonly tell: NonNullable<RunOptions["tell"]>;
  /** The properties whose violation has been told. */
  private readonly told: Set<string>;

  constructor(context: Context, index: number, files: TraceFiles, tell: RunOptions["tell"]) {
    this.context = context;
    this.index = index;
    this.files = files;
    this.tell = index < context.reported ? () => {} : (tell ?? (() => {}));
    this.told = new Set(index === context.reported ? context.told : []);
  }

  /** Says what is known before the search, unless a process with a smaller stack has said it. */
  warnings(diagnostics: readonly Diagnostic[], warn: (diagnostics: readonly Diagnostic[]) => void): void {
    if (this.index >= this.context.reported && !this.told.has(WARNED) && diagnostics.length > 0) warn(diagnostics);
    this.told.add(WARNED);
  }

  /** Writes the files of what was found, then tells it. What a larger stack may decide otherwise is not told. */
  async finding(finding: ToldFinding): Promise<void> {
    if (finding.kind === "failure" && this.context.canDeepen && saysStackFull([finding.failure.diagnostic])) return;
    const diagram = await this.files.write(finding);
    if (finding.kind === "failure") return this.tell(finding, diagram);
    const { name } = finding.property;
    if (!this.told.has(name)) this.tell(finding, diagram);
    this.told.add(name);
  }

  /** To be thrown where the run is to be made again with a larger stack. */
  exhausted(): StackExhausted {
    return new StackExhausted(this.index, [...this.told]);
  }
}
