/** `--events FILE`: what happens in a command, a line each, written as it happens. */

import { appendFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { eventLine, type RunEvent } from "../report/index.ts";
import { type Context, UsageError } from "./context.ts";
import { reasonOf } from "./input-file.ts";
import { makeFolder } from "./out-folder.ts";

export class EventFile {
  /** Why some event was not written, such as a full disk; null where all were. */
  lost: string | null = null;
  private readonly path: string;

  /** Empties the file, unless a process with a smaller stack has begun it. Throws UsageError where it cannot be written. */
  constructor(file: string, context: Context) {
    this.path = resolve(context.directory, file);
    try {
      makeFolder(dirname(this.path));
      if (context.reported === 0 && (context.told ?? []).length === 0) writeFileSync(this.path, "");
    } catch (error) {
      throw new UsageError(`--events: ${file} cannot be written: ${reasonOf(error)}`);
    }
  }

  tell(event: RunEvent): void {
    try {
      if (this.lost === null) appendFileSync(this.path, eventLine(event));
    } catch (error) {
      this.lost = reasonOf(error);
    }
  }
}
